//! AWS Bedrock's Converse and ConverseStream.
//!
//! `request` and `stream` have a file for each step; `response` and `errors` hold both directions; `blocks`, `media`, `origin`
//! and `usage` are what all are made of. `model` and `nova_schema` know what a target takes. Signing is the provider's business.

mod blocks;
mod errors;
mod media;
mod model;
mod nova_schema;
mod origin;
mod request;
mod response;
mod stream;
mod usage;

use std::fmt::Write as _;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Map, Value};

use super::{Codec, EncodeTarget, Encoded, EventDecoder, EventEncoder, EventOptions, Fields};
use crate::error::{Error, Result};
use crate::types::{Dialect, Document, Members, Request, Response};

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const EVENTS: HeaderValue = HeaderValue::from_static("application/vnd.amazon.eventstream");

/// The codec of `/model/{id}/converse` and `/model/{id}/converse-stream`.
pub struct Bedrock;

impl Codec for Bedrock {
    fn dialect(&self) -> Dialect {
        Dialect::Bedrock
    }

    fn decode_request(&self, body: Map<String, Value>) -> Result<Request> {
        request::decode(body)
    }

    fn read_request(&self, members: &Members<'_>, body: &Arc<Document>) -> Result<Request> {
        request::read(members, body)
    }

    fn encode_request(&self, request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Encoded> {
        let (body, undo) = request::encode(request, target, fields)?;
        let accept = if request.stream { EVENTS } else { JSON };
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, JSON), (ACCEPT, accept)]);
        Ok(Encoded { path: path(target.model, request.stream).into(), body, headers, undo })
    }

    fn decode_response(&self, body: Bytes) -> Result<Response> {
        response::decode(body)
    }

    fn encode_response(&self, response: &Response) -> Bytes {
        response::encode(response)
    }

    /// Nothing in the body names an answer.
    fn renew_id(&self, response: &Response, _: &str) -> Bytes {
        response::encode(response)
    }

    fn decode_error(&self, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Error {
        errors::decode(status, headers, body)
    }

    fn encode_error(&self, error: &Error) -> Bytes {
        errors::encode(error).to_string().into()
    }

    fn error_header(&self, error: &Error) -> Option<(HeaderName, HeaderValue)> {
        Some((HeaderName::from_static(errors::ERROR_TYPE), HeaderValue::from_static(errors::exception(error))))
    }

    fn event_decoder(&self) -> Box<dyn EventDecoder> {
        Box::<stream::Decoder>::default()
    }

    fn event_encoder(&self, _: EventOptions) -> Box<dyn EventEncoder> {
        Box::<stream::Encoder>::default()
    }
}

/// Members of a Converse request that decide what may be said: a target of another dialect cannot take them.
const GUARDS: [&str; 2] = ["guardrailConfig", "promptVariables"];

/// Checks a request that came in this dialect and goes to a target of another.
pub fn check_portable(request: &Request) -> Result<()> {
    let is_own = request.raw.as_ref().is_some_and(|raw| raw.dialect == Dialect::Bedrock);
    match GUARDS.into_iter().find(|member| is_own && request.extra.contains_key(*member)) {
        Some(member) => Err(Error::invalid(format!("only Bedrock can take `{member}`")).at(member).reason("unsupported")),
        None => Ok(()),
    }
}

/// Everything of an id but the unreserved characters is escaped, the colon and the slashes of an ARN too.
fn path(model: &str, stream: bool) -> String {
    let mut path = "/model/".to_owned();
    for byte in model.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            path.push(byte as char);
        } else {
            let _ = write!(path, "%{byte:02X}");
        }
    }
    path + if stream { "/converse-stream" } else { "/converse" }
}
