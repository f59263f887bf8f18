//! OpenAI Responses: items in, items out.
//!
//! `request` and `stream` have a file for each direction; `response` holds both. `skeleton` is the outer form of what we
//! write ourselves, `reasoning` and `parts` are what both sides are made of.

mod parts;
mod portable;
mod reasoning;
mod request;
mod response;
mod skeleton;
mod stream;
mod usage;

pub use self::portable::check as check_portable;
pub(super) use self::request::{Place, place};

use std::sync::Arc;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::lenient::{self, Count as Number};
use super::{Codec, EncodeTarget, Encoded, EventDecoder, EventEncoder, EventOptions, Fields, Undo, errors, openai_chat};
use crate::error::{Class, Error, Result};
use crate::types::{Count, Dialect, Document, Members, Raw, Request, Response};

/// What a call carries for the provider that made it (a signature of Google's). OpenAI's own API never sees it.
const EXTRA_CONTENT: &str = "extra_content";

/// The codec of `/responses` and `/responses/input_tokens`.
pub struct OpenaiResponses;

impl Codec for OpenaiResponses {
    fn dialect(&self) -> Dialect {
        Dialect::OpenaiResponses
    }

    fn decode_request(&self, body: Map<String, Value>) -> Result<Request> {
        request::decode(body)
    }

    fn read_request(&self, members: &Members<'_>, body: &Arc<Document>) -> Result<Request> {
        request::read(members, body)
    }

    fn encode_request(&self, request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Encoded> {
        let (body, undo) = request::encode(request, target, fields)?;
        Ok(Encoded { undo, ..encoded("/responses", body) })
    }

    fn decode_response(&self, body: Bytes) -> Result<Response> {
        response::decode(body)
    }

    fn encode_response(&self, response: &Response) -> Bytes {
        response::encode(response)
    }

    fn renew_id(&self, response: &Response, id: &str) -> Bytes {
        response::renew_id(response, id)
    }

    fn decode_error(&self, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Error {
        errors::from_response(status, headers, body)
    }

    /// The same form as that of chat completions.
    fn encode_error(&self, error: &Error) -> Bytes {
        openai_chat::OpenaiChat.encode_error(error)
    }

    fn event_decoder(&self) -> Box<dyn EventDecoder> {
        Box::<stream::Decoder>::default()
    }

    fn event_encoder(&self, options: EventOptions) -> Box<dyn EventEncoder> {
        Box::new(stream::Encoder::new(options))
    }

    fn encode_count(&self, request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Encoded> {
        Ok(encoded("/responses/input_tokens", request::encode_count(request, target, fields)?))
    }

    fn decode_count(&self, body: Bytes) -> Result<Count> {
        #[derive(Deserialize)]
        struct Counted {
            input_tokens: Number,
        }
        let no_count = || Error::of(Class::Server, "the provider answered 200 with something that is no count of tokens");
        let tree = lenient::repaired(&lenient::text(&body)).ok_or_else(no_count)?;
        let input = Counted::deserialize(&tree).ok().and_then(|counted| counted.input_tokens.0).ok_or_else(no_count)?;
        Ok(Count { input, raw: Some(Raw { dialect: Dialect::OpenaiResponses, data: body.into() }) })
    }

    fn encode_count_reply(&self, count: &Count) -> Bytes {
        match &count.raw {
            Some(raw) if raw.dialect == Dialect::OpenaiResponses => (*raw.data).clone(),
            _ => json!({"object": "response.input_tokens", "input_tokens": count.input}).to_string().into(),
        }
    }
}

fn encoded(path: &'static str, body: Bytes) -> Encoded {
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
    Encoded { path: path.into(), body, headers, undo: Undo::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_goes_both_ways() {
        let body = Bytes::from_static(br#"{"object": "response.input_tokens", "input_tokens": 11}"#);
        let count = OpenaiResponses.decode_count(body.clone()).expect("a count");
        assert_eq!((count.input, OpenaiResponses.encode_count_reply(&count)), (11, body));
        let other = OpenaiResponses.encode_count_reply(&Count { input: 7, raw: None });
        assert_eq!(serde_json::from_slice::<Value>(&other).expect("JSON"), json!({"object": "response.input_tokens", "input_tokens": 7}));
        assert_eq!(OpenaiResponses.decode_count(Bytes::from_static(b"{}")).expect_err("no count").class(), Some(Class::Server));
    }
}
