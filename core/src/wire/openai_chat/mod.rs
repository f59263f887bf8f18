//! OpenAI Chat Completions and Embeddings: the format that most endpoints of the world understand.
//!
//! `request` and `stream` have a file for each direction; `response` and `embeddings` hold both; `parts`, `calls` and
//! `usage` are what both are made of.

mod calls;
mod embeddings;
mod parts;
mod request;
mod response;
mod splice;
mod stream;
mod usage;

use std::sync::Arc;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Map, Value, json};

pub use self::request::params_of as params;
pub use self::response::is_error;
pub use self::splice::renew_id;
pub use self::stream::{WholeCalls, event_error, hide_usage};
pub use self::usage::{WireUsage, decode_finish, encode_finish, encode_usage};

use super::{Codec, EncodeTarget, Encoded, EventDecoder, EventEncoder, EventOptions, Fields, Undo, errors};
use crate::error::{Error, ErrorKind, Result};
use crate::types::{Dialect, Document, EmbedRequest, Members, Request, Response, Vectors};

/// Marks what the old `functions` and `function_call` members wrote, in the `type` of its `extra`.
const LEGACY: &str = "function_call";

/// What a call carries for the provider that made it (a signature of Google's). OpenAI's own API refuses it.
const EXTRA_CONTENT: &str = "extra_content";

/// The codec of `/chat/completions` and `/embeddings`.
pub struct OpenaiChat;

impl Codec for OpenaiChat {
    fn dialect(&self) -> Dialect {
        Dialect::OpenaiChat
    }

    fn decode_request(&self, body: Map<String, Value>) -> Result<Request> {
        request::decode(body)
    }

    fn read_request(&self, members: &Members<'_>, body: &Arc<Document>) -> Result<Request> {
        request::read(members, body)
    }

    fn encode_request(&self, request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Encoded> {
        let (body, undo) = request::encode(request, target, fields)?;
        Ok(Encoded { undo, ..encoded("/chat/completions", body) })
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
        errors::from_response(status, headers, body)
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
        Ok(encoded("/embeddings", embeddings::encode_request(request, target, fields)?))
    }

    fn decode_vectors(&self, body: Bytes) -> Result<Vectors> {
        embeddings::decode(body)
    }

    fn encode_vectors(&self, vectors: &Vectors) -> Bytes {
        embeddings::encode(vectors)
    }
}

fn encoded(path: &'static str, body: Bytes) -> Encoded {
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
    Encoded { path: path.into(), body, headers, undo: Undo::default() }
}

fn error_body(error: &Error) -> Value {
    let upstream = error.get_upstream();
    json!({"error": {
        "message": error.message(),
        "type": upstream.kind.as_deref().unwrap_or_else(|| error_type(error.kind())),
        "param": upstream.param.as_deref().or(error.path()),
        "code": upstream.code.as_deref().unwrap_or_else(|| error.kind().code()),
    }})
}

/// The `type` that OpenAI's own errors of this kind have.
fn error_type(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::InvalidRequest | ErrorKind::NotFound | ErrorKind::ContextLength | ErrorKind::Guardrail => "invalid_request_error",
        ErrorKind::Authentication => "authentication_error",
        ErrorKind::RateLimit => "rate_limit_error",
        ErrorKind::Budget => "budget_exceeded",
        ErrorKind::Timeout => "timeout_error",
        ErrorKind::Cancelled => "cancelled",
        ErrorKind::Config | ErrorKind::Unavailable | ErrorKind::Callback | ErrorKind::State | ErrorKind::Internal => "server_error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Class, Upstream};

    fn body(error: &Error) -> Value {
        serde_json::from_slice(&OpenaiChat.encode_error(error)).expect("an error body is JSON")
    }

    #[test]
    fn an_error_keeps_the_upstreams_code_and_else_has_the_kinds() {
        let upstream =
            Upstream { status: Some(400), code: Some("invalid_value".into()), kind: Some("invalid_request_error".into()), param: Some("n".into()) };
        let error = Error::of(Class::BadRequest, "too many").upstream(upstream);
        assert_eq!(body(&error), json!({"error": {"message": "too many", "type": "invalid_request_error", "param": "n", "code": "invalid_value"}}));

        let error = Error::new(ErrorKind::Budget, "no money left");
        assert_eq!(body(&error), json!({"error": {"message": "no money left", "type": "budget_exceeded", "param": null, "code": "budget_exceeded"}}));

        let error = Error::invalid("expected a text").at("messages.0.content");
        assert_eq!(body(&error)["error"]["param"], "messages.0.content");
        assert_eq!(body(&error)["error"]["code"], "invalid_request");
    }
}
