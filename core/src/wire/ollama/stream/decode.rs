//! The lines of a stream → events. Each line becomes one or more of ours; the first of them carries its data.
//!
//! Typed and borrowed, for this runs once a token.

use std::sync::Arc;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::message::{Call, WireMessage};
use super::super::usage::{WireUsage, decode_finish, decode_time};
use crate::error::{Class, Error, Result};
use crate::types::{BlockKind, Delta, Dialect, Event, EventKind, Extra, Raw};
use crate::wire::lenient::{self, Count, Object, Word};
use crate::wire::lines::LineDecoder;
use crate::wire::{EventDecoder, errors};

#[derive(Deserialize)]
struct WireLine<'a> {
    #[serde(default, borrow)]
    model: Word<'a>,
    #[serde(default, borrow)]
    created_at: Word<'a>,
    #[serde(default, borrow)]
    message: Object<WireMessage<'a>>,
    #[serde(default)]
    done: bool,
    #[serde(default, borrow)]
    done_reason: Word<'a>,
    #[serde(default)]
    prompt_eval_count: Count,
    #[serde(default)]
    eval_count: Count,
    logprobs: Option<Vec<Value>>,
    error: Option<Value>,
}

#[derive(Default)]
pub struct Decoder {
    lines: LineDecoder,
    state: State,
}

#[derive(Default)]
struct State {
    started: bool,
    done: bool,
    /// The place of the calls: when the answer began.
    place: String,
    parts: u32,
    calls: usize,
    /// The text or thought (true) under way.
    open: Option<(bool, u32)>,
    empty: Arc<Bytes>,
}

impl EventDecoder for Decoder {
    fn feed(&mut self, bytes: &[u8], out: &mut Vec<Event>) -> Result<()> {
        self.lines.feed(bytes, |line| self.state.line(&line, out))
    }

    fn end(&mut self, out: &mut Vec<Event>) -> Result<()> {
        if let Some(line) = self.lines.end() {
            let whole = lenient::repaired(&lenient::text(&line)).is_some_and(|v| v.is_object());
            if whole || !self.state.started {
                self.state.line(&line, out)?;
            }
        }
        if self.state.done { Ok(()) } else { Err(Error::of(Class::Truncated, "the stream ended before its finish")) }
    }

    fn is_done(&self) -> bool {
        self.state.done
    }
}

fn no_line() -> Error {
    Error::of(Class::Server, "a line of the stream is no JSON object of this format")
}

impl State {
    fn line(&mut self, line: &Bytes, out: &mut Vec<Event>) -> Result<()> {
        let text = lenient::text(line);
        if self.done {
            return Ok(());
        }
        if !text.trim_start().starts_with('{') {
            return Err(no_line());
        }
        let tree;
        let wire = if let Ok(wire) = serde_json::from_str::<WireLine<'_>>(&text) {
            wire
        } else {
            tree = lenient::repaired(&text).ok_or_else(no_line)?;
            WireLine::deserialize(&tree).map_err(|_| no_line())?
        };
        if let Some(error) = wire.error.as_ref().filter(|error| !error.is_null()) {
            return Err(errors::from_body(&json!({ "error": error })));
        }
        let first = out.len();
        self.wire(wire, out);
        if out.len() == first {
            out.push(Event::new(EventKind::Other));
        }
        for (i, event) in out[first..].iter_mut().enumerate() {
            let data = if i == 0 { Arc::new(line.clone()) } else { Arc::clone(&self.empty) };
            event.raw = Some(Raw { dialect: Dialect::Ollama, data });
        }
        Ok(())
    }

    fn wire(&mut self, wire: WireLine<'_>, out: &mut Vec<Event>) {
        if !std::mem::replace(&mut self.started, true) {
            self.place = wire.created_at.into_string();
            let created = decode_time(&self.place);
            out.push(Event::new(EventKind::Start { id: String::new(), model: wire.model.into_string(), created }));
        }
        let message = wire.message.0.unwrap_or_default();
        if let Some(text) = message.thinking.into_some() {
            self.prose(true, Delta::Thinking(text), out);
        }
        if let Some(text) = message.content.into_some() {
            self.prose(false, Delta::Text(text), out);
        }
        if let Some(list) = wire.logprobs.filter(|list| !list.is_empty()) {
            let part = self.open.map_or(0, |(_, part)| part);
            out.push(Event::new(EventKind::Delta { part, delta: Delta::Logprobs(json!({"content": list, "refusal": null})) }));
        }
        for call in message.tool_calls.into_iter().flatten() {
            let call = call.read(&self.place, self.calls);
            self.call(call, out);
        }
        if wire.done {
            self.close(out);
            let usage = WireUsage::of(wire.prompt_eval_count, wire.eval_count).decode();
            out.extend(usage.map(|usage| Event::new(EventKind::Usage(usage))));
            self.done = true;
            out.push(Event::new(EventKind::End(decode_finish(wire.done_reason.some().unwrap_or_default(), self.calls > 0))));
        }
    }

    fn next_part(&mut self) -> u32 {
        self.parts += 1;
        self.parts - 1
    }

    fn close(&mut self, out: &mut Vec<Event>) {
        out.extend(self.open.take().map(|(_, part)| Event::new(EventKind::PartEnd { part })));
    }

    fn prose(&mut self, thinks: bool, delta: Delta, out: &mut Vec<Event>) {
        let part = match self.open {
            Some((open, part)) if open == thinks => part,
            _ => {
                self.close(out);
                let part = self.next_part();
                self.open = Some((thinks, part));
                out.push(Event::new(EventKind::PartStart { part, block: if thinks { BlockKind::Thinking } else { BlockKind::Text } }));
                part
            }
        };
        out.push(Event::new(EventKind::Delta { part, delta }));
    }

    /// A call comes whole.
    fn call(&mut self, call: Call, out: &mut Vec<Event>) {
        self.close(out);
        self.calls += 1;
        let part = self.next_part();
        let Call { id, name, arguments } = call;
        out.push(Event::new(EventKind::PartStart { part, block: BlockKind::ToolCall { id, name, extra: Extra::new() } }));
        out.push(Event::new(EventKind::Delta { part, delta: Delta::Arguments(arguments) }));
        out.push(Event::new(EventKind::PartEnd { part }));
    }
}
