//! Calls that are passed through to a provider that has them and translated to nothing: moderations and reranking.
//!
//! Who looks at a request sees the texts in it as turns; of a reply only the usage is read.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value, json};

use super::members::{text, wrong};
use super::patch::{Patch, write};
use super::{Codec, EncodeTarget, Encoded, EventDecoder, EventEncoder, EventOptions, Fields, Undo, errors, lenient, openai_chat};
use crate::error::{Class, Error, Result};
use crate::types::{Dialect, Extra, Params, Part, Raw, Request, Response, Role, Turn, Usage};

/// One such call.
pub struct Passing {
    dialect: Dialect,
    path: &'static str,
    /// The members with the texts.
    said: &'static [&'static str],
    /// What every reply has.
    results: &'static str,
    /// What is asked where the caller names no model.
    usual: Option<&'static str>,
}

pub static MODERATIONS: Passing = Passing {
    dialect: Dialect::OpenaiModerations,
    path: "/moderations",
    said: &["input"],
    results: "results",
    usual: Some("omni-moderation-latest"),
};
/// Cohere's first form, which others have taken over.
pub static RERANK: Passing = Passing { dialect: Dialect::Rerank, path: "/rerank", said: &["query", "documents"], results: "results", usual: None };
pub static RERANK_V2: Passing = Passing { dialect: Dialect::RerankV2, path: "/v2/rerank", ..RERANK };

impl Codec for Passing {
    fn dialect(&self) -> Dialect {
        self.dialect
    }

    fn decode_request(&self, body: Map<String, Value>) -> Result<Request> {
        let model = text(&body, "model")?.or_else(|| self.usual.map(str::to_owned));
        let mut parts = Vec::new();
        for member in self.said {
            let value = body.get(*member).filter(|value| !value.is_null());
            let value = value.ok_or_else(|| Error::invalid(format!("`{member}` is missing")).at(*member))?;
            if !matches!(value, Value::String(_) | Value::Array(_)) {
                return Err(wrong(member, "a text or a list", value));
            }
            texts(value, &mut parts);
        }
        Ok(Request {
            model: model.ok_or_else(|| Error::invalid("`model` is missing").at("model"))?,
            turns: parts.into_iter().map(|part| Turn { role: Role::User, parts: vec![part], name: None, extra: Extra::new() }).collect(),
            // Nothing is generated.
            params: Params { max_tokens: Some(0), ..Params::default() },
            raw: Some(Raw { dialect: self.dialect, data: Arc::new(body.into()) }),
            ..Request::default()
        })
    }

    fn encode_request(&self, request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Encoded> {
        let raw = request.raw.as_ref().filter(|raw| raw.data.contains_key(self.said[0]));
        let Some(raw) = raw else { return Err(Error::invalid(format!("`{}` is asked for something else", target.model)).at("model")) };
        raw.data.keys().for_each(|member| fields.mapped(member));
        let mut patch = Patch::new(&raw.data);
        patch.set("model", json!(target.model));
        Ok(Encoded { path: self.path.into(), body: write(&patch)?, headers: HeaderMap::new(), undo: Undo::default() })
    }

    fn decode_response(&self, body: Bytes) -> Result<Response> {
        let tree = lenient::repaired(&lenient::text(&body)).unwrap_or_default();
        if openai_chat::is_error(tree.get("error")) {
            return Err(errors::from_body(&tree));
        }
        if !tree.get(self.results).is_some_and(Value::is_array) {
            return Err(Error::of(Class::Server, format!("the provider answered 200 with something that has no `{}`", self.results)));
        }
        let word = |member: &str| tree.get(member).and_then(Value::as_str).unwrap_or_default().to_owned();
        let raw = Some(Raw { dialect: self.dialect, data: Arc::new(body) });
        Ok(Response { id: word("id"), model: word("model"), usage: usage(&tree), raw, ..Response::default() })
    }

    fn encode_response(&self, response: &Response) -> Bytes {
        response.raw.as_ref().map(|raw| (*raw.data).clone()).unwrap_or_default()
    }

    fn renew_id(&self, response: &Response, id: &str) -> Bytes {
        openai_chat::renew_id(&self.encode_response(response), id)
    }

    fn decode_error(&self, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Error {
        errors::from_response(status, headers, body)
    }

    fn encode_error(&self, error: &Error) -> Bytes {
        match self.dialect {
            Dialect::OpenaiModerations => openai_chat::OpenaiChat.encode_error(error),
            _ => json!({"message": error.message()}).to_string().into(),
        }
    }

    fn event_decoder(&self) -> Box<dyn EventDecoder> {
        openai_chat::OpenaiChat.event_decoder()
    }

    fn event_encoder(&self, options: EventOptions) -> Box<dyn EventEncoder> {
        openai_chat::OpenaiChat.event_encoder(options)
    }
}

/// The texts of a value, wherever they stand in it; a picture stays what it is.
fn texts(value: &Value, out: &mut Vec<Part>) {
    match value {
        Value::String(text) => out.push(Part::text(text.as_str())),
        Value::Array(list) => list.iter().for_each(|value| texts(value, out)),
        Value::Object(members) => match members.get("text") {
            Some(Value::String(text)) => out.push(Part::text(text.as_str())),
            _ => out.push(Part::Raw { origin: Dialect::OpenaiModerations, json: value.clone() }),
        },
        _ => {}
    }
}

/// Tokens by the names that providers have for them; `None` where they are not told.
fn usage(tree: &Value) -> Option<Usage> {
    const NAMES: [&str; 5] =
        ["/usage/prompt_tokens", "/usage/total_tokens", "/meta/billed_units/input_tokens", "/meta/tokens/input_tokens", "/usage/input_tokens"];
    let input = NAMES.iter().find_map(|name| tree.pointer(name)?.as_f64())?;
    Some(Usage { input: input.max(0.0) as u64, ..Usage::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(codec: &Passing, body: &Value) -> Result<Request> {
        codec.decode_request(body.as_object().cloned().unwrap_or_default())
    }

    #[test]
    fn a_request_shows_its_texts_and_goes_out_as_it_came() {
        let body = json!({"model": "r", "query": "what", "documents": ["a", {"text": "b"}], "top_n": 1});
        let request = decoded(&RERANK, &body).expect("a request");
        let texts: Vec<_> = request.turns.iter().map(|turn| turn.parts[0].clone()).collect();
        assert_eq!(texts, [Part::text("what"), Part::text("a"), Part::text("b")]);
        let sent = RERANK_V2.encode_request(&request, &EncodeTarget::named("up"), &mut Fields::default()).expect("it can be sent");
        assert_eq!(
            (&*sent.path, serde_json::from_slice::<Value>(&sent.body).expect("JSON")),
            ("/v2/rerank", json!({"model": "up", "query": "what", "documents": ["a", {"text": "b"}], "top_n": 1}))
        );
        assert_eq!(decoded(&MODERATIONS, &json!({"input": "x"})).expect("a request").model, "omni-moderation-latest");
        for (codec, body, path) in [
            (&MODERATIONS, json!({"model": "m"}), "input"),
            (&RERANK, json!({"model": "m", "query": "a"}), "documents"),
            (&RERANK, json!({"query": "a", "documents": []}), "model"),
            (&RERANK, json!({"model": "m", "query": 7, "documents": []}), "query"),
        ] {
            assert_eq!(decoded(codec, &body).expect_err("incomplete").path(), Some(path), "{body}");
        }
    }

    #[test]
    fn a_reply_stays_as_it_is_and_tells_its_usage_where_it_has_one() {
        for (body, input) in [
            (json!({"id": "1", "results": [], "meta": {"billed_units": {"search_units": 1}}}), None),
            (json!({"results": [], "meta": {"tokens": {"input_tokens": 7.0}}}), Some(7)),
            (json!({"results": [], "usage": {"total_tokens": 9}}), Some(9)),
        ] {
            let bytes = Bytes::from(body.to_string());
            let response = RERANK.decode_response(bytes.clone()).expect("a reply");
            assert_eq!((RERANK.encode_response(&response), response.usage.map(|usage| usage.input)), (bytes, input));
        }
        assert_eq!(RERANK.decode_response(Bytes::from_static(b"{}")).expect_err("no results").class(), Some(Class::Server));
    }
}
