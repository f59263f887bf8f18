//! The bytes of a stream → events. Each event of the wire becomes one or more of ours; the first of them carries its data.
//!
//! Typed and borrowed, for this runs once a token.

use std::sync::Arc;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::Value;

use super::super::response::{WireCall, failed};
use super::super::usage::{WireUsage, decode_finish};
use super::super::{PLAN, blocks, logprobs};
use crate::error::{Class, Error, Result};
use crate::types::{BlockKind, Delta, Dialect, Event, EventKind, Extra, Part, Raw};
use crate::wire::lenient::{self, Count, Object, Word};
use crate::wire::sse::{SseDecoder, SseEvent};
use crate::wire::{EventDecoder, errors};

#[derive(Deserialize)]
struct WireEvent<'a> {
    #[serde(default, borrow, rename = "type")]
    kind: Word<'a>,
    #[serde(default, borrow)]
    id: Word<'a>,
    #[serde(default)]
    index: Count,
    #[serde(default, borrow)]
    delta: Object<WireDelta<'a>>,
    logprobs: Option<Value>,
    /// An error that stands in the stream as it would in a body.
    #[serde(default, borrow)]
    message: Word<'a>,
}

#[derive(Deserialize)]
struct WireDelta<'a> {
    #[serde(default, borrow)]
    message: Object<WireMessage<'a>>,
    #[serde(default, borrow)]
    finish_reason: Word<'a>,
    #[serde(default, borrow)]
    error: Word<'a>,
    usage: Option<WireUsage>,
}

/// The first event has empty lists where the later ones have an object each.
#[derive(Deserialize)]
struct WireMessage<'a> {
    #[serde(default, borrow)]
    content: Object<WireBlock<'a>>,
    #[serde(default, borrow)]
    tool_plan: Word<'a>,
    #[serde(default, borrow)]
    tool_calls: Object<WireCall<'a>>,
    citations: Option<Value>,
}

#[derive(Deserialize)]
struct WireBlock<'a> {
    #[serde(default, borrow, rename = "type")]
    kind: Word<'a>,
    #[serde(default, borrow)]
    text: Word<'a>,
    #[serde(default, borrow)]
    thinking: Word<'a>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Prose {
    Text,
    Thinking,
    Plan,
}

/// A call under way.
struct Call {
    /// The wire's own number, apart from that of the content.
    index: u64,
    part: u32,
}

#[derive(Default)]
pub struct Decoder {
    sse: SseDecoder,
    state: State,
}

#[derive(Default)]
struct State {
    started: bool,
    finished: bool,
    done: bool,
    parts: u32,
    open: Option<(Prose, u32)>,
    calls: Vec<Call>,
    empty: Arc<Bytes>,
}

impl EventDecoder for Decoder {
    fn feed(&mut self, bytes: &[u8], out: &mut Vec<Event>) -> Result<()> {
        self.sse.feed(bytes, |event| self.state.event(&event, out))
    }

    fn end(&mut self, out: &mut Vec<Event>) -> Result<()> {
        if let Some(event) = self.sse.end()
            && lenient::repaired(&lenient::text(&event.data)).is_some_and(|v| v.is_object())
        {
            self.state.event(&event, out)?;
        }
        if self.state.done || self.state.finished {
            return Ok(());
        }
        if !self.state.started && !self.sse.stray().is_empty() {
            return Err(no_stream(self.sse.stray()));
        }
        Err(Error::of(Class::Truncated, "the stream ended before its finish"))
    }

    fn is_done(&self) -> bool {
        self.state.done
    }
}

/// A body that was no event stream: an error in a 200, or a page.
fn no_stream(body: &[u8]) -> Error {
    match lenient::repaired(&lenient::text(body)) {
        Some(tree) if tree.get("message").is_some_and(Value::is_string) => errors::from_body(&tree),
        _ => Error::of(Class::Server, "the provider answered 200 with something that is no event stream"),
    }
}

fn no_event() -> Error {
    Error::of(Class::Server, "an event of the stream is no JSON object of this format")
}

impl State {
    fn event(&mut self, event: &SseEvent, out: &mut Vec<Event>) -> Result<()> {
        let text = lenient::text(&event.data);
        let trimmed = text.trim();
        if self.done || trimmed.is_empty() {
            return Ok(());
        }
        if trimmed == "[DONE]" {
            self.done = true;
            return Ok(());
        }
        if !trimmed.starts_with('{') {
            return Err(no_event());
        }
        let tree;
        let wire = if let Ok(wire) = serde_json::from_str::<WireEvent<'_>>(&text) {
            wire
        } else {
            tree = lenient::repaired(&text).ok_or_else(no_event)?;
            WireEvent::deserialize(&tree).map_err(|_| no_event())?
        };
        let first = out.len();
        let failed = self.wire(wire, &event.name, out);
        if out.len() == first && failed.is_none() {
            out.push(Event::new(EventKind::Other));
        }
        for (i, event_of_ours) in out[first..].iter_mut().enumerate() {
            // What a failing event still said (usage) is booked; its own bytes are not sent on, the error is.
            let data = if i == 0 && failed.is_none() { Arc::new(event.data.clone()) } else { Arc::clone(&self.empty) };
            event_of_ours.raw = Some(Raw { dialect: Dialect::Cohere, data });
        }
        failed.map_or(Ok(()), Err)
    }

    /// The error that the event is, if it is one.
    fn wire(&mut self, wire: WireEvent<'_>, name: &str, out: &mut Vec<Event>) -> Option<Error> {
        let kind = wire.kind.some().unwrap_or(name);
        let (message, finish_reason, error, usage) =
            wire.delta.0.map_or_else(Default::default, |delta| (delta.message.0, delta.finish_reason, delta.error, delta.usage));
        match (kind, message) {
            ("message-start", _) => self.start(wire.id.into_string(), out),
            ("content-start", Some(message)) => {
                let block = message.content.0?;
                let prose = if block.kind.some() == Some("thinking") { Prose::Thinking } else { Prose::Text };
                self.close(out);
                self.begin(prose, out);
                self.content(block, out);
            }
            ("content-delta", Some(message)) => {
                self.content(message.content.0?, out);
                if let (Some(item @ Value::Object(_)), Some((_, part))) = (wire.logprobs, self.open) {
                    let logprobs = logprobs::decode(std::slice::from_ref(&item));
                    out.push(Event::new(EventKind::Delta { part, delta: Delta::Logprobs(logprobs) }));
                }
            }
            ("content-end", _) => self.close(out),
            ("tool-plan-delta", Some(message)) => self.prose(Prose::Plan, message.tool_plan.into_string(), out),
            ("tool-call-start", Some(message)) => self.call(wire.index.or_zero(), message.tool_calls.0?, out),
            ("tool-call-delta", Some(message)) => {
                let arguments = message.tool_calls.0?.function?.arguments.0;
                self.arguments(wire.index.or_zero(), arguments, out);
            }
            ("tool-call-end", _) => {
                if let Some(at) = self.calls.iter().rposition(|call| call.index == wire.index.or_zero()) {
                    out.push(Event::new(EventKind::PartEnd { part: self.calls.remove(at).part }));
                }
            }
            ("citation-start", Some(message)) => {
                let Part::Raw { json, .. } = blocks::citation(&message.citations?) else { return None };
                let part = self.next_part();
                out.push(Event::new(EventKind::PartStart { part, block: BlockKind::Raw(json) }));
                out.push(Event::new(EventKind::PartEnd { part }));
            }
            ("message-end", _) => {
                out.extend(usage.map(|usage| Event::new(EventKind::Usage(usage.decode()))));
                let failed = failed(finish_reason.some().unwrap_or_default(), error.some());
                if failed.is_none() {
                    self.finish(finish_reason.some().unwrap_or("COMPLETE"), out);
                }
                return failed;
            }
            ("", _) => return wire.message.into_some().map(|words| errors::from_body(&serde_json::json!({"message": words}))),
            _ => {}
        }
        None
    }

    fn start(&mut self, id: String, out: &mut Vec<Event>) {
        if !std::mem::replace(&mut self.started, true) {
            out.push(Event::new(EventKind::Start { id, model: String::new(), created: 0 }));
        }
    }

    fn finish(&mut self, reason: &str, out: &mut Vec<Event>) {
        if !std::mem::replace(&mut self.finished, true) {
            self.close(out);
            out.extend(self.calls.drain(..).map(|call| Event::new(EventKind::PartEnd { part: call.part })));
            out.push(Event::new(EventKind::End(decode_finish(reason))));
        }
    }

    fn next_part(&mut self) -> u32 {
        self.parts += 1;
        self.parts - 1
    }

    fn content(&mut self, block: WireBlock<'_>, out: &mut Vec<Event>) {
        if let Some(text) = block.thinking.into_some() {
            self.prose(Prose::Thinking, text, out);
        }
        if let Some(text) = block.text.into_some() {
            self.prose(Prose::Text, text, out);
        }
    }

    fn prose(&mut self, prose: Prose, text: String, out: &mut Vec<Event>) {
        if text.is_empty() {
            return;
        }
        let part = match self.open {
            Some((open, part)) if open == prose => part,
            _ => {
                self.close(out);
                self.begin(prose, out)
            }
        };
        let delta = if prose == Prose::Text { Delta::Text(text) } else { Delta::Thinking(text) };
        out.push(Event::new(EventKind::Delta { part, delta }));
    }

    fn begin(&mut self, prose: Prose, out: &mut Vec<Event>) -> u32 {
        let part = self.next_part();
        self.open = Some((prose, part));
        let block = if prose == Prose::Text { BlockKind::Text } else { BlockKind::Thinking };
        out.push(Event::new(EventKind::PartStart { part, block }));
        part
    }

    fn close(&mut self, out: &mut Vec<Event>) {
        let Some((prose, part)) = self.open.take() else { return };
        if prose == Prose::Plan {
            out.push(Event::new(EventKind::Delta { part, delta: Delta::Signature(PLAN.to_owned()) }));
        }
        out.push(Event::new(EventKind::PartEnd { part }));
    }

    fn call(&mut self, index: u64, call: WireCall<'_>, out: &mut Vec<Event>) {
        self.close(out);
        let part = self.next_part();
        let id = call.id.into_some().unwrap_or_else(|| format!("call_{index}"));
        let function = call.function.unwrap_or_default();
        self.calls.push(Call { index, part });
        let block = BlockKind::ToolCall { id, name: function.name.into_string(), extra: Extra::new() };
        out.push(Event::new(EventKind::PartStart { part, block }));
        self.arguments(index, function.arguments.0, out);
    }

    fn arguments(&mut self, index: u64, arguments: String, out: &mut Vec<Event>) {
        if let Some(call) = self.calls.iter().rfind(|call| call.index == index).filter(|_| !arguments.is_empty()) {
            out.push(Event::new(EventKind::Delta { part: call.part, delta: Delta::Arguments(arguments) }));
        }
    }
}
