//! Anthropic Messages, and its counting of tokens.
//!
//! `request` and `stream` have a file for each step; `response` holds both directions; `blocks`, `media`, `origin` and
//! `usage` are what all are made of. `model` and `schema` know what a target takes.

mod blocks;
mod media;
pub(super) mod model;
mod origin;
mod request;
mod response;
pub(super) mod schema;
mod stream;
mod usage;

pub(super) use self::request::{input_schema, is_opaque, loop_began_without_thinking, reasoning};
pub(super) use self::response::input;

use std::sync::Arc;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::openai_chat::renew_id;
use super::{Codec, EncodeTarget, Encoded, EventDecoder, EventEncoder, EventOptions, Fields, Undo, errors, lenient};
use crate::error::{Class, Error, ErrorKind, Result};
use crate::types::{Count, Dialect, Document, Members, Raw, Request, Response};

/// The version that this codec was written for. What the caller asks for goes before it.
const VERSION: (HeaderName, HeaderValue) = (HeaderName::from_static("anthropic-version"), HeaderValue::from_static("2023-06-01"));

/// The codec of `/v1/messages` and `/v1/messages/count_tokens`.
pub struct Anthropic;

impl Codec for Anthropic {
    fn dialect(&self) -> Dialect {
        Dialect::Anthropic
    }

    fn decode_request(&self, body: Map<String, Value>) -> Result<Request> {
        request::decode(body)
    }

    fn read_request(&self, members: &Members<'_>, body: &Arc<Document>) -> Result<Request> {
        request::read(members, body)
    }

    fn encode_request(&self, request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Encoded> {
        let (body, undo) = request::encode(request, target, fields)?;
        Ok(encoded("/v1/messages", body, undo))
    }

    fn decode_response(&self, body: Bytes) -> Result<Response> {
        response::decode(body)
    }

    fn encode_response(&self, response: &Response) -> Bytes {
        response::encode(response)
    }

    fn renew_id(&self, response: &Response, id: &str) -> Bytes {
        renew_id(&response::encode(response), id)
    }

    fn decode_error(&self, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Error {
        let error = errors::from_response(status, headers, body);
        if error.get_request_id().is_some() {
            return error;
        }
        let tree = lenient::repaired(&lenient::text(body));
        match tree.as_ref().and_then(|tree| tree.get("request_id")?.as_str()) {
            Some(id) => error.request_id(id),
            None => error,
        }
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

    fn encode_count(&self, request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Encoded> {
        Ok(encoded("/v1/messages/count_tokens", request::encode_count(request, target, fields)?, Undo::default()))
    }

    fn decode_count(&self, body: Bytes) -> Result<Count> {
        let tree = lenient::repaired(&lenient::text(&body)).unwrap_or_default();
        let input = tree.get("input_tokens").and_then(|count| lenient::Count::deserialize(count).ok()?.0);
        let input = input.ok_or_else(|| Error::of(Class::Server, "the provider answered 200 with something that is no count of tokens"))?;
        Ok(Count { input, raw: Some(Raw { dialect: Dialect::Anthropic, data: Arc::new(body) }) })
    }

    fn encode_count_reply(&self, count: &Count) -> Bytes {
        match &count.raw {
            Some(raw) if raw.dialect == Dialect::Anthropic => (*raw.data).clone(),
            _ => json!({"input_tokens": count.input}).to_string().into(),
        }
    }
}

fn encoded(path: &'static str, body: Bytes, undo: Undo) -> Encoded {
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json")), VERSION]);
    Encoded { path: path.into(), body, headers, undo }
}

fn error_body(error: &Error) -> Value {
    let mut body = json!({"type": "error", "error": {"type": error_type(error), "message": error.message()}});
    if let Some(id) = error.get_request_id() {
        body["request_id"] = json!(id);
    }
    body
}

/// The words that the API itself uses.
const TYPES: [&str; 10] = [
    "invalid_request_error",
    "authentication_error",
    "billing_error",
    "permission_error",
    "not_found_error",
    "request_too_large",
    "rate_limit_error",
    "timeout_error",
    "api_error",
    "overloaded_error",
];

fn error_type(error: &Error) -> &'static str {
    if let Some(known) = error.get_upstream().kind.as_deref().and_then(|kind| TYPES.into_iter().find(|known| *known == kind)) {
        return known;
    }
    match error.class() {
        Some(Class::Permission) => return "permission_error",
        Some(Class::Payment | Class::Quota) => return "billing_error",
        Some(Class::TooLarge) => return "request_too_large",
        Some(Class::Overloaded) => return "overloaded_error",
        _ => {}
    }
    match error.kind() {
        ErrorKind::InvalidRequest | ErrorKind::ContextLength | ErrorKind::Guardrail => "invalid_request_error",
        ErrorKind::NotFound => "not_found_error",
        ErrorKind::Authentication => "authentication_error",
        ErrorKind::RateLimit => "rate_limit_error",
        ErrorKind::Budget => "billing_error",
        ErrorKind::Timeout => "timeout_error",
        ErrorKind::Config | ErrorKind::Cancelled | ErrorKind::Unavailable | ErrorKind::Callback | ErrorKind::State | ErrorKind::Internal => {
            "api_error"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Upstream;

    fn body(error: &Error) -> Value {
        serde_json::from_slice(&Anthropic.encode_error(error)).expect("an error body is JSON")
    }

    #[test]
    fn an_error_has_the_words_of_this_api() {
        let own = Upstream { status: Some(529), kind: Some("overloaded_error".into()), ..Upstream::default() };
        let error = Error::of(Class::Overloaded, "Overloaded").upstream(own).request_id("req_1");
        let expected = json!({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}, "request_id": "req_1"});
        assert_eq!(body(&error), expected);

        let openais = Upstream { kind: Some("insufficient_quota".into()), ..Upstream::default() };
        assert_eq!(body(&Error::of(Class::Quota, "x").upstream(openais))["error"]["type"], "billing_error");
        assert_eq!(body(&Error::invalid("x"))["error"]["type"], "invalid_request_error");
        assert_eq!(body(&Error::of(Class::TooLarge, "x"))["error"]["type"], "request_too_large");
    }

    #[test]
    fn a_refusal_is_read_with_its_class_and_id() {
        let class = |status: u16, kind: &str, message: &str| {
            let body = json!({"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_9"});
            let status = StatusCode::from_u16(status).expect("a status");
            let error = Anthropic.decode_error(status, &HeaderMap::new(), body.to_string().as_bytes());
            assert_eq!(error.get_request_id(), Some("req_9"));
            error.class().expect("a class")
        };
        assert_eq!(class(400, "invalid_request_error", "prompt is too long: 3 tokens > 2 maximum"), Class::ContextWindow);
        assert_eq!(class(400, "invalid_request_error", "Your credit balance is too low"), Class::Payment);
        assert_eq!(class(401, "authentication_error", "invalid x-api-key"), Class::Auth);
        assert_eq!(class(404, "not_found_error", "model: x"), Class::NotFound);
        assert_eq!(class(413, "request_too_large", "Request exceeds the maximum size"), Class::TooLarge);
        assert_eq!(class(429, "rate_limit_error", "slow down"), Class::RateLimit);
        assert_eq!(class(529, "overloaded_error", "Overloaded"), Class::Overloaded);
    }

    #[test]
    fn a_count_is_read_and_written() {
        let raw = Bytes::from_static(b"{\"input_tokens\": 14, \"x\": 1}");
        let count = Anthropic.decode_count(raw.clone()).expect("a count");
        assert_eq!((count.input, Anthropic.encode_count_reply(&count)), (14, raw));
        assert_eq!(Anthropic.encode_count_reply(&Count { input: 3, raw: None }), &b"{\"input_tokens\":3}"[..]);
        assert_eq!(Anthropic.decode_count("<html>".into()).expect_err("no count").class(), Some(Class::Server));
    }
}
