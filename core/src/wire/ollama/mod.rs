//! Ollama's own API: chat in lines of JSON, and embeddings. Calls have no ids here, so they get stable ones.
//!
//! `request` and `stream` have a file for each step; `response` and `embeddings` hold both directions; `message` and
//! `usage` are what all are made of.

mod embeddings;
mod message;
mod request;
mod response;
mod stream;
mod usage;

use std::sync::Arc;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Map, Value, json};

use super::{Codec, EncodeTarget, Encoded, EventDecoder, EventEncoder, EventOptions, Fields, Undo, errors};
use crate::error::{Error, Result};
use crate::types::{Dialect, Document, EmbedRequest, Members, Request, Response, Vectors};

/// What the members of a request's `options` are called here: `options.num_ctx`.
const OPTIONS: &str = "options.";

/// The codec of `/api/chat` and `/api/embed`.
pub struct Ollama;

impl Codec for Ollama {
    fn dialect(&self) -> Dialect {
        Dialect::Ollama
    }

    fn decode_request(&self, body: Map<String, Value>) -> Result<Request> {
        request::decode(body)
    }

    fn read_request(&self, members: &Members<'_>, body: &Arc<Document>) -> Result<Request> {
        request::read(members, body)
    }

    fn encode_request(&self, request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Encoded> {
        let (body, undo) = request::encode(request, target, fields)?;
        Ok(encoded("/api/chat", body, undo))
    }

    fn decode_response(&self, body: Bytes) -> Result<Response> {
        response::decode(body)
    }

    fn encode_response(&self, response: &Response) -> Bytes {
        response::encode(response)
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

    fn event_encoder(&self, _: EventOptions) -> Box<dyn EventEncoder> {
        Box::<stream::Encoder>::default()
    }

    fn decode_embed_request(&self, body: Map<String, Value>) -> Result<EmbedRequest> {
        embeddings::decode_request(body)
    }

    fn encode_embed_request(&self, request: &EmbedRequest, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Encoded> {
        Ok(encoded("/api/embed", embeddings::encode_request(request, target, fields)?, Undo::default()))
    }

    fn decode_vectors(&self, body: Bytes) -> Result<Vectors> {
        embeddings::decode(body)
    }

    fn encode_vectors(&self, vectors: &Vectors) -> Bytes {
        embeddings::encode(vectors)
    }
}

fn encoded(path: &'static str, body: Bytes, undo: Undo) -> Encoded {
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
    Encoded { path: path.into(), body, headers, undo }
}

fn error_body(error: &Error) -> Value {
    json!({"error": error.message()})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Class;

    #[test]
    fn an_error_is_one_text() {
        assert_eq!(Ollama.encode_error(&Error::invalid("too hot")), &br#"{"error":"too hot"}"#[..]);
    }

    #[test]
    fn a_refusal_is_read_with_its_class() {
        let class = |status: u16, message: &str| {
            let body = json!({"error": message}).to_string();
            let error = Ollama.decode_error(StatusCode::from_u16(status).expect("a status"), &HeaderMap::new(), body.as_bytes());
            assert_eq!(error.message(), message);
            error.class().expect("a class")
        };
        assert_eq!(class(404, "model 'nope' not found"), Class::NotFound);
        assert_eq!(class(400, "registry.ollama.ai/library/phi3:latest does not support tools"), Class::BadRequest);
        assert_eq!(class(500, "llama runner process has terminated"), Class::Server);
        assert_eq!(class(503, "server busy, please try again. maximum pending requests exceeded"), Class::Overloaded);
    }
}
