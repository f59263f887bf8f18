//! HTTP doors: the path chooses the dialect (`place`), errors leave as that dialect's replies.

mod models;
mod place;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::error::{Error, ErrorKind, Result};
use crate::gateway::{Answer, Body, Gateway, Incoming, Prepared};
use crate::id;
use crate::pipeline::AnswerStream;
use crate::types::{CallOptions, Dialect, HostContext, HttpTransport, Labels, Receipt};
use crate::wire;

pub use self::place::Framing;
use self::place::{Place, place};

/// A request at a door. The query stands in the path.
#[derive(Debug, Clone)]
pub struct HttpIn {
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Bytes,
    /// The labels of the enclosing block.
    pub block: Labels,
    /// The longest wait that the client's own settings allow (whole: a deadline; stream: between events).
    pub read_timeout: Option<Duration>,
    /// The caller's own context, for functions of the host.
    pub host: Option<HostContext>,
}

pub struct HttpAnswer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: AnswerBody,
}

pub enum AnswerBody {
    Whole(Bytes),
    Stream(Box<AnswerStream>, Framing),
}

/// A request that found its door, or the answer that it gets at once.
pub enum Opened {
    Call(Box<Prepared>, Framing),
    Answered(Box<HttpAnswer>),
}

impl Opened {
    pub fn streams(&self) -> bool {
        matches!(self, Opened::Call(prepared, _) if prepared.streams())
    }
}

impl Gateway {
    /// Finds the door of a request and parses it. Sends nothing.
    pub fn open_door(&self, request: HttpIn) -> Opened {
        let HttpIn { method, path, headers, body, block, read_timeout, host } = request;
        let answered = |answer| Opened::Answered(Box::new(answer));
        let headers = header_map(&headers);
        match place(&method, &path, &headers) {
            Place::Door { door, members, framing } => {
                let options = CallOptions { read_timeout, host, whole_calls: framing == Framing::WholeCalls, ..CallOptions::default() };
                match self.prepare(Incoming { door, body: Body::Text(body), path_members: members, options, headers, block }) {
                    Ok(prepared) => Opened::Call(Box::new(prepared), framing),
                    Err(error) => answered(error_answer(door.dialect(), &error)),
                }
            }
            Place::Models(dialect) => answered(json_answer(&self.models_list(dialect))),
            Place::Model(dialect, name) => answered(match self.model_entry(dialect, &name) {
                Ok(entry) => json_answer(&entry),
                Err(error) => error_answer(dialect, &error),
            }),
            Place::Nowhere(dialect) => {
                let shown = path.split(['?', '#']).next().unwrap_or_default();
                let message = format!("nothing is served at {method} {shown}; there are {SERVED}");
                answered(error_answer(dialect, &Error::new(ErrorKind::NotFound, message).reason("unknown_path")))
            }
        }
    }

    /// Takes an opened request through the gateway. The only error is the client's own time limit.
    pub async fn pass(&self, opened: Opened, transport: Arc<dyn HttpTransport>) -> Result<HttpAnswer> {
        let (prepared, framing) = match opened {
            Opened::Answered(answer) => return Ok(*answer),
            Opened::Call(prepared, framing) => (prepared, framing),
        };
        let dialect = prepared.door.dialect();
        match self.run(*prepared, transport).await {
            Ok(Answer::Whole(reply)) => {
                let headers = named(dialect, reply_headers("application/json", &reply.receipt));
                Ok(HttpAnswer { status: 200, headers, body: AnswerBody::Whole(reply.body) })
            }
            Ok(Answer::Stream(stream)) => {
                let headers = named(dialect, stream_headers(&stream, framing));
                Ok(HttpAnswer { status: 200, headers, body: AnswerBody::Stream(stream, framing) })
            }
            Err(error) if error.get_reason() == Some("caller_timeout") => Err(error),
            Err(error) => Ok(error_answer(dialect, &error)),
        }
    }
}

const SERVED: &str = "POST /v1/chat/completions, /v1/embeddings, /v1/responses, /v1/responses/input_tokens, /v1/messages, /v1/messages/count_tokens, /v1/completions, \
    /v1/moderations, /v1/rerank, /v2/rerank, \
    /v1beta/models/{model}:generateContent (streamGenerateContent, countTokens, embedContent), /model/{id}/converse, /model/{id}/converse-stream, \
    /v2/chat, /v2/embed, /api/chat, /api/embed, GET /v1/models, /api/tags";

fn header_map(pairs: &[(String, String)]) -> HeaderMap {
    pairs.iter().filter_map(|(name, value)| Some((HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_str(value).ok()?))).collect()
}

type Headers = Vec<(String, String)>;

fn common_headers(content_type: &str, trace_id: Option<&str>) -> Headers {
    headers_of(content_type, request_id(trace_id), trace_id)
}

fn headers_of(content_type: &str, request_id: String, trace_id: Option<&str>) -> Headers {
    let mut headers = vec![
        ("content-type".to_owned(), content_type.to_owned()),
        ("x-request-id".to_owned(), request_id.clone()),
        ("request-id".to_owned(), request_id),
        ("x-should-retry".to_owned(), "false".to_owned()),
    ];
    if let Some(trace) = trace_id {
        headers.push(("x-polyroute-trace-id".to_owned(), trace.to_owned()));
    }
    headers
}

/// The id that the caller sees; it leads to the trace where there is one.
fn request_id(trace_id: Option<&str>) -> String {
    trace_id.map_or_else(|| id::random_id("req_", 24), |trace| format!("req_{}", &trace[..trace.len().min(24)]))
}

fn reply_headers(content_type: &str, receipt: &Receipt) -> Headers {
    let mut headers = common_headers(content_type, Some(&receipt.trace_id));
    let mut add = |name: &str, value: String| headers.push((format!("x-polyroute-{name}"), value));
    add("route", receipt.route.as_deref().unwrap_or_default().to_owned());
    add("target", receipt.target.as_deref().unwrap_or_default().to_owned());
    add("cache", receipt.cache.kind.name().to_owned());
    add("attempts", receipt.attempts.len().to_string());
    add("cost-usd", receipt.cost_usd.clone());
    add("dropped", receipt.dropped.join(","));
    headers
}

fn stream_headers(stream: &AnswerStream, framing: Framing) -> Headers {
    let begun = stream.begun();
    let content_type = match framing {
        Framing::Sse | Framing::WholeCalls => "text/event-stream; charset=utf-8",
        Framing::Array => "application/json; charset=utf-8",
        Framing::Aws => "application/vnd.amazon.eventstream",
        Framing::Lines => "application/x-ndjson",
    };
    let mut headers = common_headers(content_type, Some(&begun.trace_id));
    let mut add = |name: &str, value: String| headers.push((format!("x-polyroute-{name}"), value));
    add("route", begun.route.to_string());
    add("target", begun.target.to_string());
    add("cache", begun.cache.name().to_owned());
    add("attempts", begun.attempts.to_string());
    add("dropped", begun.dropped.join(","));
    headers
}

/// AWS' clients look for the id of a request under a name of their own.
fn named(dialect: Dialect, mut headers: Headers) -> Headers {
    let id = headers.iter().find(|(name, _)| name == "x-request-id" && dialect == Dialect::Bedrock).map(|(_, id)| id.clone());
    headers.extend(id.map(|id| ("x-amzn-requestid".to_owned(), id)));
    headers
}

fn json_answer(value: &serde_json::Value) -> HttpAnswer {
    HttpAnswer { status: 200, headers: common_headers("application/json", None), body: AnswerBody::Whole(value.to_string().into()) }
}

/// An error in the caller's dialect, so that its SDK raises its own class.
fn error_answer(dialect: Dialect, error: &Error) -> HttpAnswer {
    let request_id = request_id(error.get_trace_id());
    let mut headers = headers_of("application/json", request_id.clone(), error.get_trace_id());
    if !error.get_attempts().is_empty() {
        headers.push(("x-polyroute-attempts".to_owned(), error.get_attempts().len().to_string()));
    }
    if let Some(after) = error.get_retry_after() {
        headers.push(("retry-after".to_owned(), after.as_secs_f64().ceil().to_string()));
    }
    // A dialect that this build does not speak is refused in everybody's.
    let codec = wire::codec(dialect).or_else(|| wire::codec(Dialect::OpenaiChat));
    if let Some((name, value)) = codec.and_then(|codec| codec.error_header(error)) {
        headers.push((name.to_string(), value.to_str().unwrap_or_default().to_owned()));
    }
    let body = codec.map(|codec| match error.get_request_id() {
        Some(_) => codec.encode_error(error),
        None => codec.encode_error(&error.clone().request_id(request_id)),
    });
    HttpAnswer { status: error.http_status(), headers: named(dialect, headers), body: AnswerBody::Whole(body.unwrap_or_default()) }
}
