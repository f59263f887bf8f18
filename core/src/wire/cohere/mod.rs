//! Cohere's second API: chat and embeddings.
//!
//! `request` and `stream` have a file for each step; `response` and `embeddings` hold both directions; `blocks`, `logprobs`
//! and `usage` are what all are made of. `schema` knows what a form of answers may consist of.

mod blocks;
mod embeddings;
mod logprobs;
mod portable;
mod request;
mod response;
mod schema;
mod stream;
mod usage;

use std::sync::Arc;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Map, Value, json};

pub use self::portable::{check as check_portable, check_embed as check_portable_embed};

use super::openai_chat::renew_id;
use super::{Codec, EncodeTarget, Encoded, EventDecoder, EventEncoder, EventOptions, Fields, Undo, errors};
use crate::error::{Error, Result};
use crate::types::{Dialect, Document, EmbedRequest, Members, Request, Response, Vectors};

/// The signature of a thought that is a plan for the calls after it: it stands in a member of its own.
const PLAN: &str = "tool_plan";

/// The codec of `/v2/chat` and `/v2/embed`.
pub struct Cohere;

impl Codec for Cohere {
    fn dialect(&self) -> Dialect {
        Dialect::Cohere
    }

    fn decode_request(&self, body: Map<String, Value>) -> Result<Request> {
        request::decode(body)
    }

    fn read_request(&self, members: &Members<'_>, body: &Arc<Document>) -> Result<Request> {
        request::read(members, body)
    }

    fn encode_request(&self, request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Encoded> {
        let (body, undo) = request::encode(request, target, fields)?;
        Ok(encoded("/v2/chat", body, undo))
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
        Ok(encoded("/v2/embed", embeddings::encode_request(request, target, fields)?, Undo::default()))
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
    let mut body = json!({"message": error.message()});
    if let Some(id) = error.get_request_id() {
        body["id"] = json!(id);
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Class;

    #[test]
    fn an_error_has_the_words_of_this_api() {
        let body: Value = serde_json::from_slice(&Cohere.encode_error(&Error::invalid("too hot").request_id("e1"))).expect("JSON");
        assert_eq!(body, json!({"message": "too hot", "id": "e1"}));
    }

    #[test]
    fn a_refusal_is_read_with_its_class() {
        let class = |status: u16, message: &str| {
            let body = json!({"message": message, "id": "e1"}).to_string();
            let error = Cohere.decode_error(StatusCode::from_u16(status).expect("a status"), &HeaderMap::new(), body.as_bytes());
            assert_eq!(error.message(), message);
            error.class().expect("a class")
        };
        assert_eq!(class(400, "invalid request: message must be at least 1 token long"), Class::BadRequest);
        assert_eq!(class(400, "too many tokens: total number of tokens in the prompt cannot exceed 4081"), Class::ContextWindow);
        assert_eq!(class(401, "invalid api token"), Class::Auth);
        assert_eq!(class(404, "model 'nonexistent' not found, make sure the correct model ID was used"), Class::NotFound);
        assert_eq!(class(422, "invalid type: parameter temperature"), Class::BadRequest);
        assert_eq!(class(429, "You are using a Trial key, which is limited to 20 API calls / minute."), Class::RateLimit);
        assert_eq!(class(498, "invalid token"), Class::ContentPolicy);
        assert_eq!(class(499, "request cancelled"), Class::Cancelled);
        assert_eq!(class(504, "gateway timeout"), Class::Timeout);
    }
}
