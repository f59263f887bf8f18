//! Events → the chunks that a caller reads. A provider's own chunks go out as they came, but for hidden usage and a new id.

use bytes::Bytes;
use memchr::memmem;
use serde_json::{Map, Value, json};

use super::super::usage::{encode_finish, encode_usage};
use super::super::{EXTRA_CONTENT, LEGACY, error_body, renew_id};
use crate::error::Error;
use crate::id::random_id;
use crate::types::{BlockKind, Delta, Dialect, Event, EventKind, Usage};
use crate::wire::{EventEncoder, EventOptions, Frame};

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
        match &event.kind {
            EventKind::PartStart { part, block: BlockKind::ToolCall { id, name, extra } } => {
                if let Some((at, call)) = self.call(event.choice, *part) {
                    let mut delta = match (call.legacy, call.custom) {
                        (true, _) => json!({"function_call": {"name": name, "arguments": ""}}),
                        (_, true) => json!({"tool_calls": [{"index": at, "id": id, "type": "custom", "custom": {"name": name, "input": ""}}]}),
                        _ => json!({"tool_calls": [{"index": at, "id": id, "type": "function", "function": {"name": name, "arguments": ""}}]}),
                    };
                    // What the model wants back with the call, as Google's endpoint for this format has it.
                    if let Some(content) = extra.get(EXTRA_CONTENT).filter(|_| !call.legacy) {
                        delta["tool_calls"][0][EXTRA_CONTENT] = content.clone();
                    }
                    self.chunk(event.choice, delta, None, out);
                }
            }
            EventKind::Delta { part, delta } => match delta {
                Delta::Text(text) => self.chunk(event.choice, json!({"content": text}), None, out),
                Delta::Thinking(text) => self.chunk(event.choice, json!({"reasoning_content": text}), None, out),
                Delta::Refusal(text) => self.chunk(event.choice, json!({"refusal": text}), None, out),
                Delta::Arguments(text) => self.arguments(event.choice, *part, text, out),
                Delta::Logprobs(logprobs) => self.chunk(event.choice, json!({}), Some(("logprobs", logprobs.clone())), out),
                Delta::Signature(_) => {}
            },
            // A call without input has the empty object for its arguments.
            EventKind::PartEnd { part } if self.call(event.choice, *part).is_some_and(|(_, call)| !call.has_arguments && !call.custom) => {
                self.arguments(event.choice, *part, "{}", out);
            }
            EventKind::End(finish) => {
                let (word, native) = encode_finish(finish);
                let is_legacy = self.choice(event.choice).calls.iter().any(|c| c.legacy);
                let word = if is_legacy && word == "tool_calls" { LEGACY } else { word };
                self.chunk(event.choice, json!({}), Some(("finish_reason", json!(word))), out);
                if let (Some(native), Some(frame)) = (native.filter(|n| !n.is_empty()), out.last_mut()) {
                    *frame = Frame::data(add_native(&frame.data, native));
                }
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
        let Some((at, call)) = self.call(choice, part) else { return };
        let delta = match (call.legacy, call.custom) {
            (true, _) => json!({"function_call": {"arguments": text}}),
            (_, true) => json!({"tool_calls": [{"index": at, "custom": {"input": text}}]}),
            _ => json!({"tool_calls": [{"index": at, "function": {"arguments": text}}]}),
        };
        self.chunk(choice, delta, None, out);
    }

    /// One chunk with one choice; the first of a choice says the role.
    fn chunk(&mut self, choice: u32, mut delta: Value, member: Option<(&str, Value)>, out: &mut Vec<Frame>) {
        let state = self.choice(choice);
        if !std::mem::replace(&mut state.role_said, true) {
            let mut with_role = json!({"role": "assistant"});
            if let (Value::Object(all), Value::Object(delta)) = (&mut with_role, &mut delta) {
                if !delta.contains_key("content") {
                    all.insert("content".to_owned(), if delta.is_empty() { json!("") } else { Value::Null });
                }
                all.append(delta);
            }
            delta = with_role;
        }
        let mut choice = json!({"index": choice, "delta": delta, "finish_reason": null});
        if let Some((member, value)) = member {
            choice[member] = value;
        }
        out.push(self.frame(json!([choice]), None));
    }

    fn frame(&mut self, choices: Value, usage: Option<Value>) -> Frame {
        if self.id.is_empty() {
            self.id = self.options.id.clone().unwrap_or_else(|| random_id("chatcmpl-", 29));
        }
        let mut body = json!({
            "id": self.id, "object": "chat.completion.chunk", "created": self.created, "model": self.model, "choices": choices,
        });
        if let Some(usage) = usage {
            body["usage"] = usage;
        }
        Frame::data(body.to_string())
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
            let frame = self.frame(json!([]), Some(encode_usage(&usage)));
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
    memmem::find_iter(data, b"\"usage\"").any(|at| {
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

fn add_native(chunk: &Bytes, native: &str) -> Bytes {
    let mut chunk: Value = serde_json::from_slice(chunk).unwrap_or_default();
    chunk["choices"][0]["native_finish_reason"] = json!(native);
    chunk.to_string().into()
}
