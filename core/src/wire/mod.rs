//! Bytes ↔ types, both directions, sans I/O. A folder a dialect, the same four names in each.

pub mod anthropic;
pub mod aws_frame;
pub mod bedrock;
pub mod cohere;
mod cost;
pub mod errors;
pub mod gemini;
pub mod hints;
mod inline;
mod kept;
mod lenient;
pub mod lines;
mod members;
mod names;
pub mod ollama;
pub mod openai_chat;
pub mod openai_completions;
pub mod openai_responses;
mod params;
mod passing;
mod patch;
mod paths;
pub mod quirks;
mod scrub;
mod sequence;
pub mod sse;
mod thinking;
mod told;
mod turns;

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::types::{Count, Dialect, Document, EmbedRequest, Event, Members, Raw, Request, Response, Vectors};

pub use self::paths::{place_of_param, place_of_part};
pub use self::quirks::Quirk;
pub use self::scrub::scrub;
pub use self::told::{chat_reply, chat_request};
pub use crate::types::OnUnsupported;

/// The codec of a dialect; `None` where this build does not speak it.
pub fn codec(dialect: Dialect) -> Option<&'static dyn Codec> {
    match dialect {
        Dialect::OpenaiChat => Some(&openai_chat::OpenaiChat),
        Dialect::OpenaiResponses => Some(&openai_responses::OpenaiResponses),
        Dialect::Anthropic => Some(&anthropic::Anthropic),
        Dialect::Gemini => Some(&gemini::Gemini),
        Dialect::OpenaiCompletions => Some(&openai_completions::OpenaiCompletions),
        Dialect::OpenaiModerations => Some(&passing::MODERATIONS),
        Dialect::Rerank => Some(&passing::RERANK),
        Dialect::RerankV2 => Some(&passing::RERANK_V2),
        Dialect::Bedrock if cfg!(feature = "bedrock") => Some(&bedrock::Bedrock),
        Dialect::Cohere if cfg!(feature = "cohere") => Some(&cohere::Cohere),
        Dialect::Ollama if cfg!(feature = "ollama") => Some(&ollama::Ollama),
        Dialect::Bedrock | Dialect::Cohere | Dialect::Ollama => None,
    }
}

/// One wire format, read and written.
pub trait Codec: Send + Sync {
    fn dialect(&self) -> Dialect;

    /// A caller's body. polyroute's own member is already taken out; `raw` of the request keeps the body.
    fn decode_request(&self, body: Map<String, Value>) -> Result<Request>;

    /// The same of a body whose members are read, but of which no map is made: a codec that can do without one says so here.
    fn read_request(&self, members: &Members<'_>, body: &Arc<Document>) -> Result<Request> {
        let _ = body;
        self.decode_request(members.to_map())
    }

    /// The body for a target. A request whose `raw` is of this dialect goes out as it came, but for what `target` changes.
    /// An error (kind invalid_request, with the field as its path) means that this target cannot carry the request.
    fn encode_request(&self, request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Encoded>;

    /// A provider's whole answer. Class server when it is none.
    fn decode_response(&self, body: Bytes) -> Result<Response>;

    /// The body for a caller: the raw bytes when they are of this dialect.
    fn encode_response(&self, response: &Response) -> Bytes;

    /// A kept answer for another caller: the same but for its id.
    fn renew_id(&self, response: &Response, id: &str) -> Bytes {
        self.encode_response(&Response { id: id.to_owned(), raw: None, ..response.clone() })
    }

    /// A provider's refusal: its class, and its own words (keys scrubbed).
    fn decode_error(&self, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Error;

    /// An error in this dialect's own form.
    fn encode_error(&self, error: &Error) -> Bytes;

    /// The header that names an error, where the dialect has one.
    fn error_header(&self, error: &Error) -> Option<(HeaderName, HeaderValue)> {
        let _ = error;
        None
    }

    fn event_decoder(&self) -> Box<dyn EventDecoder>;

    fn event_encoder(&self, options: EventOptions) -> Box<dyn EventEncoder>;

    fn decode_embed_request(&self, body: Map<String, Value>) -> Result<EmbedRequest> {
        let _ = body;
        Err(no_embeddings())
    }

    fn encode_embed_request(&self, request: &EmbedRequest, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Encoded> {
        let _ = (request, target, fields);
        Err(no_embeddings())
    }

    /// Counting the tokens of a request; like a call of the same dialect, it is sent on as it came.
    fn encode_count(&self, request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Encoded> {
        let _ = (request, target, fields);
        Err(no_count())
    }

    fn decode_count(&self, body: Bytes) -> Result<Count> {
        let _ = body;
        Err(no_count())
    }

    fn encode_count_reply(&self, count: &Count) -> Bytes {
        let _ = count;
        Bytes::new()
    }

    fn decode_vectors(&self, body: Bytes) -> Result<Vectors> {
        let _ = body;
        Err(no_embeddings())
    }

    fn encode_vectors(&self, vectors: &Vectors) -> Bytes {
        let _ = vectors;
        Bytes::new()
    }
}

fn no_embeddings() -> Error {
    Error::invalid("this dialect has no embeddings").reason("no_embeddings")
}

/// What ids of answers begin with.
pub fn id_prefix(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::OpenaiResponses => "resp_",
        Dialect::Anthropic => "msg_",
        Dialect::OpenaiCompletions => "cmpl-",
        Dialect::OpenaiModerations => "modr-",
        Dialect::Rerank | Dialect::RerankV2 | Dialect::Gemini | Dialect::Bedrock | Dialect::Cohere | Dialect::Ollama => "",
        Dialect::OpenaiChat => "chatcmpl-",
    }
}

fn no_count() -> Error {
    Error::invalid("this dialect has no way to count tokens").reason("no_count")
}

/// What a codec must know of the target beside the request.
#[derive(Debug, Clone, Copy)]
pub struct EncodeTarget<'a> {
    pub model: &'a str,
    /// Members that hold where the caller did not set them.
    pub params: Option<&'a Map<String, Value>>,
    /// The budget's bound on the output where the caller set none.
    pub max_tokens: Option<u64>,
    /// The API of OpenAI itself: `max_completion_tokens`, role `developer`.
    pub first_party_openai: bool,
    /// The role that instructions go under, where the endpoint knows but one.
    pub system_role: Option<&'a str>,
    /// Where the endpoint differs from its dialect.
    pub quirks: &'a [Quirk],
    /// What is known of the model.
    pub facts: &'a ModelFacts,
    /// What becomes of a member that changes the answer and has no place in this dialect.
    pub on_unsupported: OnUnsupported,
}

impl<'a> EncodeTarget<'a> {
    /// A target of which nothing is known but its name.
    pub fn named(model: &'a str) -> Self {
        EncodeTarget {
            model,
            params: None,
            max_tokens: None,
            first_party_openai: false,
            system_role: None,
            quirks: &[],
            facts: &ModelFacts::UNKNOWN,
            on_unsupported: OnUnsupported::Error,
        }
    }
}

/// Limits and abilities of a model, from the catalogue and the configuration. `None`: unknown, which is not "no".
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ModelFacts {
    pub context: Option<u64>,
    pub max_output: Option<u64>,
    pub vision: Option<bool>,
    pub audio_input: Option<bool>,
    pub pdf_input: Option<bool>,
    pub tools: Option<bool>,
    pub parallel_tools: Option<bool>,
    /// `tool_choice` may demand a call.
    pub forced_tools: Option<bool>,
    pub json_schema: Option<bool>,
    pub reasoning: Option<bool>,
    /// Thinking cannot be switched off.
    pub thinking_always_on: Option<bool>,
    /// `temperature`, `top_p` and their kin are taken.
    pub sampling_params: Option<bool>,
    pub system_messages: Option<bool>,
    pub mid_conversation_system: Option<bool>,
    pub assistant_prefill: Option<bool>,
    pub efforts: Efforts,
    /// It does not think unless it is told to.
    pub rests_by_default: Option<bool>,
}

/// The words of effort that not every thinking model knows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Efforts {
    pub none: Option<bool>,
    pub minimal: Option<bool>,
    pub xhigh: Option<bool>,
    pub max: Option<bool>,
}

impl ModelFacts {
    pub const UNKNOWN: ModelFacts = ModelFacts {
        context: None,
        max_output: None,
        vision: None,
        audio_input: None,
        pdf_input: None,
        tools: None,
        parallel_tools: None,
        forced_tools: None,
        json_schema: None,
        reasoning: None,
        thinking_always_on: None,
        sampling_params: None,
        system_messages: None,
        mid_conversation_system: None,
        assistant_prefill: None,
        efforts: Efforts { none: None, minimal: None, xhigh: None, max: None },
        rests_by_default: None,
    };
}

/// A request body ready to go.
pub struct Encoded {
    /// What follows the base URL: `/chat/completions`.
    pub path: Cow<'static, str>,
    pub body: Bytes,
    pub headers: HeaderMap,
    /// What must be undone in the answer.
    pub undo: Undo,
}

/// What encoding changed that the caller must not see in the answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Undo {
    /// The answer's schema went as this tool: its call is the answer's text.
    pub schema_tool: Option<String>,
    /// The answer must be JSON of this schema (`true`: any JSON object), which nobody but us will check.
    pub validate: Option<Value>,
    /// Tool names that this wire cannot write: what was sent → what the caller called it.
    pub tool_names: Vec<(String, String)>,
    /// Stop texts that the target does not know: the answer is cut there.
    pub stop: Vec<String>,
}

impl Undo {
    pub fn is_empty(&self) -> bool {
        *self == Undo::default()
    }
}

/// Where each member of a request ended. Paths begin with the member (`response_format`, `messages.2.name`).
#[derive(Debug, Default)]
pub struct Fields {
    /// Kept only for `preview`.
    pub mapped: Option<Vec<String>>,
    pub emulated: Vec<String>,
    pub dropped: Vec<String>,
}

impl Fields {
    /// With the list of mapped members, for `preview`.
    pub fn full() -> Self {
        Fields { mapped: Some(Vec::new()), ..Fields::default() }
    }

    pub fn mapped(&mut self, path: &str) {
        if let Some(mapped) = &mut self.mapped {
            mapped.push(path.to_owned());
        }
    }

    /// A member that a later step dropped or put in other words is not mapped.
    pub fn settle(&mut self) {
        let Fields { mapped: Some(mapped), emulated, dropped } = self else { return };
        mapped.retain(|member| !dropped.contains(member) && !emulated.contains(member));
    }

    /// Each member of the original that no step has named is mapped: a step that cannot map a member names it or fails.
    pub fn account(&mut self, original: Option<&Raw<Document>>) {
        let (Some(mapped), Some(original)) = (&mut self.mapped, original) else { return };
        let unnamed = |member: &&String| !self.dropped.contains(member) && !self.emulated.contains(member);
        mapped.extend(original.data.keys().filter(unnamed).cloned());
    }
}

/// Bytes of a stream → events. Any split of the bytes gives the same events.
pub trait EventDecoder: Send {
    /// Appends the events that `bytes` completes. After an error the stream is over.
    fn feed(&mut self, bytes: &[u8], out: &mut Vec<Event>) -> Result<()>;

    /// The bytes have ended. Class truncated when the stream broke off before its finish.
    fn end(&mut self, out: &mut Vec<Event>) -> Result<()>;

    /// The wire's own end marker (`[DONE]`, `message_stop`) has come.
    fn is_done(&self) -> bool;
}

/// Events → what a caller of this dialect reads.
pub trait EventEncoder: Send {
    fn encode(&mut self, event: &Event, out: &mut Vec<Frame>);

    /// What closes the stream (`[DONE]`).
    fn end(&mut self, out: &mut Vec<Frame>);

    /// The dialect's error event, instead of `end`.
    fn error(&mut self, error: &Error, out: &mut Vec<Frame>);
}

#[derive(Debug, Clone, Default)]
pub struct EventOptions {
    /// The caller asked for usage; else it is hidden.
    pub usage: bool,
    /// Replaces the id of a replayed answer.
    pub id: Option<String>,
}

/// One event of a stream: server-sent, a message of AWS' event streams, or a line of JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    pub name: Option<Cow<'static, str>>,
    pub data: Bytes,
}

impl Frame {
    pub fn data(data: impl Into<Bytes>) -> Self {
        Frame { name: None, data: data.into() }
    }

    /// An event without a name whose data are this value.
    pub fn json(value: &impl Serialize) -> Self {
        Frame::data(json_bytes(value))
    }

    /// An event whose data are this value.
    pub fn named(name: &'static str, value: &impl Serialize) -> Self {
        Frame { name: Some(Cow::Borrowed(name)), data: json_bytes(value) }
    }

    /// Appends the frame as it stands on the wire of a dialect.
    pub fn write(&self, dialect: Dialect, out: &mut Vec<u8>) {
        match dialect {
            Dialect::Ollama => self.write_line(out),
            Dialect::Bedrock => self.write_aws(out),
            _ => self.write_sse(out),
        }
    }

    /// Appends the data as a line.
    pub fn write_line(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.data);
        out.push(b'\n');
    }

    /// Appends `event: …\ndata: …\n\n`.
    pub fn write_sse(&self, out: &mut Vec<u8>) {
        if let Some(name) = &self.name {
            out.extend_from_slice(b"event: ");
            out.extend_from_slice(name.as_bytes());
            out.push(b'\n');
        }
        let mut from = 0;
        for end in memchr::memchr_iter(b'\n', &self.data).chain([self.data.len()]) {
            out.extend_from_slice(b"data: ");
            out.extend_from_slice(&self.data[from..end]);
            out.push(b'\n');
            from = end + 1;
        }
        out.push(b'\n');
    }
}

/// A value of our own as JSON text.
fn json_bytes(value: &impl Serialize) -> Bytes {
    // Most events have room in this.
    let mut bytes = Vec::with_capacity(256);
    // Only a map with keys that are no texts cannot be written, and no value here has one.
    match serde_json::to_writer(&mut bytes, value) {
        Ok(()) => bytes.into(),
        Err(_) => Bytes::new(),
    }
}

/// Limits of what a provider says of its own state, in one form for all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RateLimits {
    pub retry_after: Option<Duration>,
    pub limit_requests: Option<u64>,
    pub remaining_requests: Option<u64>,
    pub reset_requests: Option<Duration>,
    pub limit_tokens: Option<u64>,
    pub remaining_tokens: Option<u64>,
    pub reset_tokens: Option<Duration>,
}
