//! Gemini: `generateContent`, `streamGenerateContent`, `countTokens`, `embedContent`, `batchEmbedContents`.
//!
//! `request` and `stream` have a file for each direction; `response` and `embeddings` hold both; `answer` is what whole and
//! streamed answers are read by; `member` finds members in either spelling. Addresses and keys are the provider's business.

mod answer;
mod call_id;
mod embeddings;
mod logprobs;
mod member;
mod request;
mod response;
mod schema;
mod signature;
mod stream;
mod usage;

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value, json};

use super::{Codec, EncodeTarget, Encoded, EventDecoder, EventEncoder, EventOptions, Fields, errors, lenient};
use crate::error::{Class, Error, ErrorKind, Result};
use crate::types::{Count, Dialect, Document, EmbedRequest, Members, Request, Response, Vectors};

/// The codec of the Gemini API.
pub struct Gemini;

impl Codec for Gemini {
    fn dialect(&self) -> Dialect {
        Dialect::Gemini
    }

    fn decode_request(&self, body: Map<String, Value>) -> Result<Request> {
        request::decode(body)
    }

    fn read_request(&self, members: &Members<'_>, body: &Arc<Document>) -> Result<Request> {
        request::read(members, body)
    }

    fn encode_request(&self, request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Encoded> {
        request::encode(request, target, fields)
    }

    fn decode_response(&self, body: Bytes) -> Result<Response> {
        response::decode(body)
    }

    fn encode_response(&self, response: &Response) -> Bytes {
        response::encode(response)
    }

    fn renew_id(&self, response: &Response, id: &str) -> Bytes {
        stream::renewed(&response::encode(response), Some(id))
    }

    fn decode_error(&self, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Error {
        refusal(status, headers, body)
    }

    fn encode_error(&self, error: &Error) -> Bytes {
        error_body(error).to_string().into()
    }

    fn event_decoder(&self) -> Box<dyn EventDecoder> {
        Box::<stream::Decoder>::default()
    }

    fn event_encoder(&self, options: EventOptions) -> Box<dyn EventEncoder> {
        Box::new(stream::Encoder::new(options))
    }

    fn decode_embed_request(&self, body: Map<String, Value>) -> Result<EmbedRequest> {
        embeddings::decode_request(body)
    }

    fn encode_embed_request(&self, request: &EmbedRequest, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Encoded> {
        embeddings::encode_request(request, target, fields)
    }

    fn encode_count(&self, request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Encoded> {
        request::encode_count(request, target, fields)
    }

    fn decode_count(&self, body: Bytes) -> Result<Count> {
        let text = lenient::text(&body);
        let tree = lenient::repaired(&text).unwrap_or_default();
        let Some(input) = tree.get("totalTokens").and_then(Value::as_u64) else {
            return Err(answer::error_in(&text).unwrap_or_else(|| Error::of(Class::Server, "the provider answered 200 without `totalTokens`")));
        };
        drop(text);
        Ok(Count { input, raw: Some(crate::types::Raw { dialect: Dialect::Gemini, data: Arc::new(body) }) })
    }

    fn encode_count_reply(&self, count: &Count) -> Bytes {
        match count.raw.as_ref().filter(|raw| raw.dialect == Dialect::Gemini) {
            Some(raw) => (*raw.data).clone(),
            None => json!({"totalTokens": count.input}).to_string().into(),
        }
    }

    fn decode_vectors(&self, body: Bytes) -> Result<Vectors> {
        embeddings::decode(body)
    }

    fn encode_vectors(&self, vectors: &Vectors) -> Bytes {
        embeddings::encode(vectors)
    }
}

/// A refusal; the reason of a bad key stands in the details of a 400.
fn refusal(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Error {
    let error = errors::from_response(status, headers, body);
    let is_key = || {
        let tree = lenient::repaired(&lenient::text(body)).unwrap_or_default();
        let tree = tree.as_array().and_then(|list| list.first()).unwrap_or(&tree);
        let details = tree.pointer("/error/details").and_then(Value::as_array);
        details.is_some_and(|list| list.iter().any(|d| d.get("reason").and_then(Value::as_str) == Some("API_KEY_INVALID")))
    };
    if error.class() != Some(Class::BadRequest) || !is_key() {
        return error;
    }
    Error::of(Class::Auth, error.message()).upstream(error.get_upstream().clone())
}

fn error_body(error: &Error) -> Value {
    let status = error.http_status();
    let upstream = error.get_upstream();
    let own_word =
        upstream.kind.as_deref().filter(|word| upstream.status == Some(status) && word.bytes().all(|b| b.is_ascii_uppercase() || b == b'_'));
    let mut info = json!({"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": error.kind().code(), "domain": "polyroute"});
    if let Some(path) = error.path() {
        info["metadata"] = json!({"field": path});
    }
    let mut details = vec![info];
    if let Some(wait) = error.get_retry_after() {
        details.push(json!({"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": format!("{}s", wait.as_secs_f64())}));
    }
    json!({"error": {
        "code": status,
        "message": error.message(),
        "status": own_word.unwrap_or_else(|| rpc_status(error.kind(), status)),
        "details": details,
    }})
}

/// The name of `google.rpc.Code` for an error.
fn rpc_status(kind: ErrorKind, status: u16) -> &'static str {
    match (kind, status) {
        (_, 403) => "PERMISSION_DENIED",
        (_, 404) => "NOT_FOUND",
        (_, 429) | (ErrorKind::Budget, _) => "RESOURCE_EXHAUSTED",
        (ErrorKind::Authentication, _) => "UNAUTHENTICATED",
        (ErrorKind::Timeout, _) => "DEADLINE_EXCEEDED",
        (ErrorKind::Cancelled, _) => "CANCELLED",
        (ErrorKind::Unavailable | ErrorKind::State, _) => "UNAVAILABLE",
        (ErrorKind::Config | ErrorKind::Callback | ErrorKind::Internal, _) => "INTERNAL",
        _ => "INVALID_ARGUMENT",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn read(status: u16, body: &Value) -> Error {
        Gemini.decode_error(StatusCode::from_u16(status).expect("a status"), &HeaderMap::new(), body.to_string().as_bytes())
    }

    fn google(code: u16, message: &str, status: &str, details: &Value) -> Value {
        json!({"error": {"code": code, "message": message, "status": status, "details": details}})
    }

    #[test]
    fn a_bad_key_is_told_by_its_reason_and_a_wait_by_the_body() {
        let reason = json!([{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}]);
        let error = read(400, &google(400, "no luck with this key", "INVALID_ARGUMENT", &reason));
        assert_eq!((error.class(), error.kind()), (Some(Class::Auth), ErrorKind::Authentication));
        let wait = json!([{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "17s"}]);
        let error = read(429, &google(429, "You exceeded your current quota", "RESOURCE_EXHAUSTED", &wait));
        assert_eq!((error.class(), error.get_retry_after()), (Some(Class::RateLimit), Some(Duration::from_secs(17))));
        for (status, class) in
            [(403, Class::Permission), (404, Class::NotFound), (500, Class::Server), (503, Class::Overloaded), (504, Class::Timeout)]
        {
            assert_eq!(read(status, &google(status, "x", "X", &json!([]))).class(), Some(class), "{status}");
        }
    }

    #[test]
    fn an_error_goes_out_in_googles_form() {
        let body = |error: &Error| serde_json::from_slice::<Value>(&Gemini.encode_error(error)).expect("an error body is JSON");
        let there_and_back = body(&read(404, &google(404, "models/x is not found", "NOT_FOUND", &json!([]))));
        assert_eq!((&there_and_back["error"]["code"], &there_and_back["error"]["status"]), (&json!(404), &json!("NOT_FOUND")));
        let error = Error::new(ErrorKind::Budget, "no money left").retry_after(Some(Duration::from_secs(3)));
        assert_eq!(body(&error)["error"]["status"], "RESOURCE_EXHAUSTED");
        assert_eq!(body(&error)["error"]["details"][0]["reason"], "budget_exceeded");
        assert_eq!(body(&error)["error"]["details"][1]["retryDelay"], "3s");
        let error = Error::invalid("expected a text").at("contents.0.parts.0.text");
        assert_eq!((&body(&error)["error"]["code"], &body(&error)["error"]["status"]), (&json!(400), &json!("INVALID_ARGUMENT")));
    }

    #[test]
    fn counts_go_both_ways() {
        let count = Gemini.decode_count(Bytes::from_static(br#"{"totalTokens": 31}"#)).expect("a count");
        assert_eq!(count.input, 31);
        assert_eq!(Gemini.encode_count_reply(&count), &br#"{"totalTokens": 31}"#[..]);
        assert_eq!(Gemini.encode_count_reply(&Count { input: 5, raw: None }), &br#"{"totalTokens":5}"#[..]);
        assert!(Gemini.decode_count(Bytes::from_static(b"{}")).is_err());
    }
}
