//! OpenAI's older Completions: a prompt goes on. It is passed through to providers that have it, and translated to nothing else.

mod request;
mod response;
mod stream;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value};

use super::{Codec, EncodeTarget, Encoded, EventDecoder, EventEncoder, EventOptions, Fields, Undo, errors, openai_chat};
use crate::error::{Error, Result};
use crate::types::{Dialect, Request, Response};

/// The codec of `/completions`.
pub struct OpenaiCompletions;

impl Codec for OpenaiCompletions {
    fn dialect(&self) -> Dialect {
        Dialect::OpenaiCompletions
    }

    fn decode_request(&self, body: Map<String, Value>) -> Result<Request> {
        request::decode(body)
    }

    fn encode_request(&self, request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Encoded> {
        let body = request::encode(request, target, fields)?;
        Ok(Encoded { path: "/completions".into(), body, headers: HeaderMap::new(), undo: Undo::default() })
    }

    fn decode_response(&self, body: Bytes) -> Result<Response> {
        response::decode(body)
    }

    fn encode_response(&self, response: &Response) -> Bytes {
        response::encode(response)
    }

    fn renew_id(&self, response: &Response, id: &str) -> Bytes {
        openai_chat::renew_id(&response::encode(response), id)
    }

    fn decode_error(&self, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Error {
        errors::from_response(status, headers, body)
    }

    fn encode_error(&self, error: &Error) -> Bytes {
        openai_chat::OpenaiChat.encode_error(error)
    }

    fn event_decoder(&self) -> Box<dyn EventDecoder> {
        Box::<stream::Decoder>::default()
    }

    fn event_encoder(&self, options: EventOptions) -> Box<dyn EventEncoder> {
        Box::new(stream::Encoder::new(options))
    }
}
