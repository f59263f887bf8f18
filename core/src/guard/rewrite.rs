//! A call or an answer in the words that guards gave it, as if it had come so: what rides along in its own dialect's form says
//! the same as what was read of it.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::texts::{self, Changes, Spot};
use crate::error::{Error, ErrorKind, Result};
use crate::types::{Call, Dialect, EmbedRequest, Raw, Request, Response};
use crate::wire::{self, Codec, EncodeTarget, Fields};

pub fn call(call: &Call, spots: &[Spot<'_>], changes: Vec<Option<String>>) -> Result<Call> {
    let pairs = spots.iter().zip(&changes).filter_map(|(spot, new)| Some((spot.text.to_string(), new.clone()?)));
    let pairs: Vec<(String, String)> = pairs.collect();
    let mut changes = changes.into_iter();
    Ok(match call {
        Call::Chat(before) => Call::Chat(request(before, &pairs, &mut changes)?),
        Call::Count(before) => Call::Count(request(before, &pairs, &mut changes)?),
        Call::Embed(before) => Call::Embed(embed(before, &pairs, &mut changes)?),
    })
}

pub fn response(response: &Response, changes: Vec<Option<String>>) -> Result<Response> {
    let mut new = Response { raw: None, ..response.clone() };
    texts::put_response(&mut new, &mut changes.into_iter())?;
    if let Some(raw) = &response.raw {
        let data = codec(raw.dialect)?.encode_response(&new);
        new.raw = Some(Raw { dialect: raw.dialect, data: Arc::new(data) });
    }
    Ok(new)
}

fn request(before: &Request, pairs: &[(String, String)], changes: &mut Changes) -> Result<Request> {
    let mut new = Request { raw: None, ..before.clone() };
    texts::put_request(&mut new, changes)?;
    let Some(raw) = &before.raw else { return Ok(new) };
    let codec = codec(raw.dialect)?;
    let mut body: Map<String, Value> = (**raw.data).clone();
    body.values_mut().for_each(|value| swap(value, pairs));
    // Most texts stand in the body as they are; what does not is written anew.
    let says_it = |read: &Request| read.turns == new.turns && read.tools == new.tools && read.params == new.params;
    let read = match codec.decode_request(body).ok().filter(says_it) {
        Some(read) => read,
        None => written_anew(&new, codec).ok().filter(|read| said(read) == said(&new)).ok_or_else(lost)?,
    };
    Ok(Request { model: new.model, stream: new.stream, stream_usage: new.stream_usage, ..read })
}

fn written_anew(new: &Request, codec: &dyn Codec) -> Result<Request> {
    let encoded = codec.encode_request(new, &EncodeTarget::named(&new.model), &mut Fields::default())?;
    let mut body: Map<String, Value> = serde_json::from_slice(&encoded.body).map_err(|e| Error::internal(format!("no JSON was written: {e}")))?;
    // Some doors have it in their path.
    body.entry("model").or_insert_with(|| new.model.clone().into());
    codec.decode_request(body)
}

fn said(request: &Request) -> Vec<String> {
    let call = Call::Chat(Request { turns: request.turns.clone(), ..Request::default() });
    texts::of_call(&call).into_iter().map(|spot| spot.text.into_owned()).collect()
}

fn embed(before: &EmbedRequest, pairs: &[(String, String)], changes: &mut Changes) -> Result<EmbedRequest> {
    let mut new = before.clone();
    for input in new.inputs.iter_mut().filter(|input| input.is_string()) {
        if let Some(text) = changes.next().flatten() {
            *input = text.into();
        }
    }
    let Some(raw) = &before.raw else { return Ok(new) };
    let mut body: Map<String, Value> = (**raw.data).clone();
    body.values_mut().for_each(|value| swap(value, pairs));
    let read = codec(raw.dialect)?.decode_embed_request(body).ok().filter(|read| read.inputs == new.inputs).ok_or_else(lost)?;
    Ok(EmbedRequest { model: new.model, ..read })
}

/// Puts the new words in the place of every text that is one of the old.
fn swap(value: &mut Value, pairs: &[(String, String)]) {
    match value {
        Value::String(text) => {
            if let Some((_, new)) = pairs.iter().find(|(old, _)| old == text) {
                text.clone_from(new);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| swap(item, pairs)),
        Value::Object(members) => members.values_mut().for_each(|member| swap(member, pairs)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn codec(dialect: Dialect) -> Result<&'static dyn Codec> {
    wire::codec(dialect).ok_or_else(|| Error::internal("what a caller wrote has no codec"))
}

/// Nothing goes on in words that a guard has replaced.
fn lost() -> Error {
    Error::new(ErrorKind::Guardrail, "a guardrail rewrote a text that this request cannot carry in other words").reason("rewrite_failed")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The request after every text has been put in capitals, and what it goes out as to its own provider.
    fn loud(dialect: Dialect, body: Value) -> (Call, Value) {
        let codec = codec(dialect).expect("spoken");
        let before = Call::Chat(codec.decode_request(body.as_object().cloned().expect("an object")).expect("a request"));
        let spots = texts::of_call(&before);
        let changes = spots.iter().map(|spot| Some(spot.text.to_uppercase())).collect();
        let after = call(&before, &spots, changes).expect("it can be carried");
        let Call::Chat(request) = &after else { panic!("a chat") };
        let encoded = codec.encode_request(request, &EncodeTarget::named("m"), &mut Fields::default()).expect("its own provider takes it");
        let body = serde_json::from_slice(&encoded.body).expect("JSON");
        (after, body)
    }

    #[test]
    fn the_body_that_rides_along_says_the_new_words_and_keeps_its_own_members() {
        let body = json!({"model": "m", "max_tokens": 9, "system": [{"type": "text", "text": "be", "cache_control": {"type": "ephemeral"}}],
            "messages": [{"role": "user", "content": "user"}, {"role": "assistant", "content": [{"type": "tool_use", "id": "t", "name": "f", "input": {"a": "b"}}]},
                {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t", "content": "done"}]}], "future": {"x": 1}});
        let (_, sent) = loud(Dialect::Anthropic, body);
        assert_eq!(sent["system"], json!([{"type": "text", "text": "BE", "cache_control": {"type": "ephemeral"}}]));
        assert_eq!((&sent["messages"][0]["role"], &sent["future"]), (&json!("user"), &json!({"x": 1})));
        assert!(sent["messages"][0].to_string().contains("USER"), "{sent}");
        assert_eq!(sent["messages"][1]["content"][0]["input"], json!({"A": "B"}));
        assert!(sent["messages"][2].to_string().contains("DONE"), "{sent}");
    }

    #[test]
    fn doors_of_all_dialects_carry_new_words() {
        let turns = [
            (Dialect::OpenaiChat, json!({"model": "m", "messages": [{"role": "user", "content": "hi"}], "future": 1})),
            (Dialect::OpenaiResponses, json!({"model": "m", "input": "hi", "future": 1})),
            (Dialect::Gemini, json!({"model": "m", "contents": [{"role": "user", "parts": [{"text": "hi"}]}], "future": 1})),
            (Dialect::Bedrock, json!({"model": "m", "messages": [{"role": "user", "content": [{"text": "hi"}]}], "future": 1})),
            (Dialect::Cohere, json!({"model": "m", "messages": [{"role": "user", "content": "hi"}], "future": 1})),
            (Dialect::Ollama, json!({"model": "m", "messages": [{"role": "user", "content": "hi"}], "future": 1})),
            (Dialect::OpenaiCompletions, json!({"model": "m", "prompt": "hi", "future": 1})),
            (Dialect::OpenaiModerations, json!({"model": "m", "input": ["hi"], "future": 1})),
            (Dialect::Rerank, json!({"model": "m", "query": "hi", "documents": ["hi", "ho"], "future": 1})),
        ];
        for (dialect, body) in turns {
            let (_, sent) = loud(dialect, body);
            let text = sent.to_string();
            assert!(text.contains("HI") && !text.contains("\"hi\"") && sent["future"] == 1, "{dialect:?}: {text}");
        }
    }

    #[test]
    fn an_answer_is_rewritten_in_its_providers_own_form() {
        let body = br#"{"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}]}"#;
        let codec = codec(Dialect::OpenaiChat).expect("spoken");
        let before = codec.decode_response(bytes::Bytes::from_static(body)).expect("a reply");
        let after = response(&before, vec![Some("HO".into())]).expect("a text");
        assert_eq!(after.choices[0].message.text(), "HO");
        assert!(codec.encode_response(&after).windows(4).any(|w| w == b"\"HO\""));
    }
}
