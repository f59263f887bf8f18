//! Events → the chunks that a caller reads. A provider's own chunks go out as they came, but for hidden usage and a new id.

use std::sync::LazyLock;

use bytes::Bytes;
use memchr::memmem::Finder;
use serde::Serialize;
use serde_json::{Map, Value};

use super::super::usage::{encode_finish, encode_usage};
use super::super::{EXTRA_CONTENT, LEGACY, error_body, renew_id};
use crate::error::Error;
use crate::id::random_id;
use crate::types::{BlockKind, Delta, Dialect, Event, EventKind, ServiceTier, Usage};
use crate::wire::{EventEncoder, EventOptions, Frame};

#[derive(Serialize)]
struct Chunk<'a> {
    id: &'a str,
    object: &'static str,
    created: u64,
    model: &'a str,
    choices: &'a [WireChoice<'a>],
    #[serde(skip_serializing_if = "Option::is_none")]
    usage: Option<Value>,
    /// How the call was served, beside its usage.
    #[serde(skip_serializing_if = "Option::is_none")]
    service_tier: Option<&'static str>,
}

#[derive(Serialize, Default)]
struct WireChoice<'a> {
    index: u32,
    delta: WireDelta<'a>,
    finish_reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    logprobs: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    native_finish_reason: Option<&'a str>,
}

/// What is new.
#[derive(Serialize, Default, PartialEq)]
struct WireDelta<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Content<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasoning_content: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_calls: Option<[WireCall<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    function_call: Option<Function<'a>>,
}

#[derive(Serialize, PartialEq)]
#[serde(untagged)]
enum Content<'a> {
    Null,
    Text(&'a str),
}

#[derive(Serialize, PartialEq)]
struct WireCall<'a> {
    index: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "type")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    function: Option<Function<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    custom: Option<Custom<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extra_content: Option<&'a Value>,
}

#[derive(Serialize, PartialEq)]
struct Function<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    arguments: &'a str,
}

#[derive(Serialize, PartialEq)]
struct Custom<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    input: &'a str,
}

pub struct Encoder {
    options: EventOptions,
    id: String,
    model: String,
    created: u64,
    /// The data of the wire event that the last events came from have been sent.
    said: bool,
    choices: Vec<ChoiceState>,
    /// Usage that no chunk has told yet.
    usage: Option<Usage>,
}

#[derive(Default)]
struct ChoiceState {
    index: u32,
    role_said: bool,
    calls: Vec<Call>,
}

struct Call {
    part: u32,
    legacy: bool,
    custom: bool,
    has_arguments: bool,
}

impl Encoder {
    pub fn new(options: EventOptions) -> Self {
        Encoder { options, id: String::new(), model: String::new(), created: 0, said: false, choices: Vec::new(), usage: None }
    }

    fn choice(&mut self, index: u32) -> &mut ChoiceState {
        let at = self.choices.iter().position(|c| c.index == index).unwrap_or_else(|| {
            self.choices.push(ChoiceState { index, ..ChoiceState::default() });
            self.choices.len() - 1
        });
        &mut self.choices[at]
    }

    /// What must be known of an event even if its own bytes are sent.
    fn note(&mut self, event: &Event) {
        match &event.kind {
            EventKind::Start { id, model, created } => {
                self.id = self.options.id.clone().unwrap_or_else(|| id.clone());
                self.model.clone_from(model);
                self.created = *created;
            }
            EventKind::PartStart { part, block: BlockKind::ToolCall { extra, .. } } => {
                let kind = extra.get("type").and_then(Value::as_str);
                let call = Call { part: *part, legacy: kind == Some(LEGACY), custom: kind == Some("custom"), has_arguments: false };
                self.choice(event.choice).calls.push(call);
            }
            EventKind::Delta { part, delta: Delta::Arguments(_) } => {
                if let Some(call) = self.choice(event.choice).calls.iter_mut().find(|c| c.part == *part) {
                    call.has_arguments = true;
                }
            }
            _ => {}
        }
    }

    /// A provider's own chunk. `None` where nothing of it is left.
    fn pass(&self, data: &Bytes) -> Option<Bytes> {
        let data = if self.options.usage { data.clone() } else { hide_usage(data)? };
        Some(match &self.options.id {
            Some(id) => renew_id(&data, id),
            None => data,
        })
    }

    /// A chunk of our own.
    fn say(&mut self, event: &Event, out: &mut Vec<Frame>) {
        let choice = event.choice;
        match &event.kind {
            EventKind::PartStart { part, block: BlockKind::ToolCall { id, name, extra } } => {
                if let Some((at, call)) = self.call(choice, *part) {
                    // What the model wants back with the call, as Google's endpoint for this format has it.
                    let content = extra.get(EXTRA_CONTENT);
                    let begun = call.piece(at, Some((id, name)), "", content);
                    self.chunk(choice, begun, out);
                }
            }
            EventKind::Delta { part, delta } => match delta {
                Delta::Text(text) => self.chunk(choice, WireDelta { content: Some(Content::Text(text)), ..WireDelta::default() }, out),
                Delta::Thinking(text) => {
                    self.chunk(choice, WireDelta { reasoning_content: Some(text), ..WireDelta::default() }, out);
                }
                Delta::Refusal(text) => self.chunk(choice, WireDelta { refusal: Some(text), ..WireDelta::default() }, out),
                Delta::Arguments(text) => self.arguments(choice, *part, text, out),
                Delta::Logprobs(logprobs) => {
                    self.choice_chunk(WireChoice { index: choice, logprobs: Some(logprobs), ..WireChoice::default() }, out);
                }
                Delta::Signature(_) => {}
            },
            // A call without input has the empty object for its arguments.
            EventKind::PartEnd { part } if self.call(choice, *part).is_some_and(|(_, call)| !call.has_arguments && !call.custom) => {
                self.arguments(choice, *part, "{}", out);
            }
            EventKind::End(finish) => {
                let (word, native) = encode_finish(finish);
                let is_legacy = self.choice(choice).calls.iter().any(|c| c.legacy);
                let word = if is_legacy && word == "tool_calls" { LEGACY } else { word };
                let native_finish_reason = native.filter(|n| !n.is_empty());
                self.choice_chunk(WireChoice { index: choice, finish_reason: Some(word), native_finish_reason, ..WireChoice::default() }, out);
            }
            EventKind::Usage(usage) => self.usage = Some(*usage),
            EventKind::Start { .. } | EventKind::PartStart { .. } | EventKind::PartEnd { .. } | EventKind::Other => {}
        }
    }

    /// The call of a part and its number among the calls of its choice.
    fn call(&mut self, choice: u32, part: u32) -> Option<(usize, &Call)> {
        self.choice(choice).calls.iter().enumerate().find(|(_, call)| call.part == part)
    }

    fn arguments(&mut self, choice: u32, part: u32, text: &str, out: &mut Vec<Frame>) {
        if let Some((at, call)) = self.call(choice, part) {
            let more = call.piece(at, None, text, None);
            self.chunk(choice, more, out);
        }
    }

    fn chunk(&mut self, index: u32, delta: WireDelta<'_>, out: &mut Vec<Frame>) {
        self.choice_chunk(WireChoice { index, delta, ..WireChoice::default() }, out);
    }

    /// One chunk with one choice; the first of a choice says the role.
    fn choice_chunk(&mut self, mut choice: WireChoice<'_>, out: &mut Vec<Frame>) {
        if !std::mem::replace(&mut self.choice(choice.index).role_said, true) {
            let is_empty = choice.delta == WireDelta::default();
            choice.delta.content = choice.delta.content.or(Some(if is_empty { Content::Text("") } else { Content::Null }));
            choice.delta.role = Some("assistant");
        }
        let frame = self.frame(&[choice], None);
        out.push(frame);
    }

    fn frame(&mut self, choices: &[WireChoice<'_>], usage: Option<&Usage>) -> Frame {
        if self.id.is_empty() {
            self.id = self.options.id.clone().unwrap_or_else(|| random_id("chatcmpl-", 29));
        }
        let (service_tier, usage) = (usage.and_then(|usage| usage.tier).map(ServiceTier::name), usage.map(encode_usage));
        Frame::json(&Chunk { id: &self.id, object: "chat.completion.chunk", created: self.created, model: &self.model, choices, usage, service_tier })
    }
}

impl Call {
    /// A piece of this call, the `at`-th of its choice: its beginning with id and name, or more of its arguments.
    fn piece<'a>(&self, at: usize, begun: Option<(&'a str, &'a str)>, text: &'a str, content: Option<&'a Value>) -> WireDelta<'a> {
        let (id, name) = begun.unzip();
        if self.legacy {
            return WireDelta { function_call: Some(Function { name, arguments: text }), ..WireDelta::default() };
        }
        let kind = id.map(|_| if self.custom { "custom" } else { "function" });
        let (function, custom) =
            if self.custom { (None, Some(Custom { name, input: text })) } else { (Some(Function { name, arguments: text }), None) };
        let call = WireCall { index: at, id, kind, function, custom, extra_content: content };
        WireDelta { tool_calls: Some([call]), ..WireDelta::default() }
    }
}

impl EventEncoder for Encoder {
    fn encode(&mut self, event: &Event, out: &mut Vec<Frame>) {
        self.note(event);
        match event.raw.as_ref().filter(|raw| raw.dialect == Dialect::OpenaiChat) {
            Some(raw) if !raw.data.is_empty() => {
                self.said = true;
                self.choice(event.choice).role_said = true;
                out.extend(self.pass(&raw.data).map(Frame::data));
            }
            Some(_) if self.said => {}
            // Its data were never sent: a stage has changed the event that carried them.
            Some(_) => self.say(event, out),
            None => {
                self.said = false;
                self.say(event, out);
            }
        }
    }

    fn end(&mut self, out: &mut Vec<Frame>) {
        if let Some(usage) = self.usage.take().filter(|_| self.options.usage) {
            let frame = self.frame(&[], Some(&usage));
            out.push(frame);
        }
        out.push(Frame::data(&b"[DONE]"[..]));
    }

    fn error(&mut self, error: &Error, out: &mut Vec<Frame>) {
        event_error(error, out);
    }
}

/// What says in a stream that it failed.
pub fn event_error(error: &Error, out: &mut Vec<Frame>) {
    out.push(Frame::data(error_body(error).to_string()));
    // Clients raise at the error; those that read on wait for the marker.
    out.push(Frame::data(&b"[DONE]"[..]));
}

/// A chunk for who did not ask for usage; `None` where it was there for nothing else.
pub fn hide_usage(data: &Bytes) -> Option<Bytes> {
    if tells_usage(data) { without_usage(data) } else { Some(data.clone()) }
}

/// Has the chunk a `usage` that is not `null`? One that stands deeper in the chunk counts too; `without_usage` looks closer.
fn tells_usage(data: &[u8]) -> bool {
    // Made once: this looks at every chunk.
    static NAME: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"\"usage\""));
    NAME.find_iter(data).any(|at| {
        let value = data[at + 7..].trim_ascii_start().strip_prefix(b":").map(<[u8]>::trim_ascii_start);
        value.is_some_and(|v| !v.starts_with(b"null"))
    })
}

/// The chunk without its usage; `None` where it was there for nothing else.
fn without_usage(data: &Bytes) -> Option<Bytes> {
    let Ok(mut chunk) = serde_json::from_slice::<Map<String, Value>>(data) else { return Some(data.clone()) };
    let Some(usage) = chunk.shift_remove("usage") else { return Some(data.clone()) };
    let is_bare = chunk.get("choices").and_then(Value::as_array).is_some_and(Vec::is_empty);
    if is_bare && !usage.is_null() {
        return None;
    }
    Some(Value::Object(chunk).to_string().into())
}
