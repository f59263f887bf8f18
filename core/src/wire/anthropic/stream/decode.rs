//! The bytes of a stream → events. Each event of the wire becomes one or more of ours; the first of them carries its data.
//!
//! Typed and borrowed, for this runs once a token.

use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use memchr::memmem::Finder;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::usage::{WireUsage, decode_finish};
use super::super::{blocks, origin};
use crate::error::{Class, Error, Result};
use crate::types::{BlockKind, Delta, Dialect, Event, EventKind, Extra, Part, Raw};
use crate::wire::again::Again;
use crate::wire::lenient::{self, Count, Word};
use crate::wire::sse::{SseDecoder, SseEvent};
use crate::wire::{EventDecoder, errors};

#[derive(Deserialize)]
struct WireEvent<'a> {
    #[serde(default, borrow, rename = "type")]
    kind: Word<'a>,
    #[serde(default)]
    index: Count,
    #[serde(borrow)]
    message: Option<WireStart<'a>>,
    content_block: Option<Value>,
    #[serde(borrow)]
    delta: Option<WireDelta<'a>>,
    usage: Option<WireUsage>,
    error: Option<Value>,
}

#[derive(Deserialize)]
struct WireStart<'a> {
    #[serde(default, borrow)]
    id: Word<'a>,
    #[serde(default, borrow)]
    model: Word<'a>,
    usage: Option<WireUsage>,
}

#[derive(Deserialize)]
struct WireDelta<'a> {
    #[serde(default, borrow, rename = "type")]
    kind: Word<'a>,
    #[serde(default, borrow)]
    text: Word<'a>,
    #[serde(default, borrow)]
    partial_json: Word<'a>,
    #[serde(default, borrow)]
    thinking: Word<'a>,
    #[serde(default, borrow)]
    signature: Word<'a>,
    #[serde(default, borrow)]
    stop_reason: Word<'a>,
}

/// A block under way.
struct Block {
    /// The wire's own number.
    index: u64,
    part: u32,
    kind: Kind,
}

enum Kind {
    Text,
    Thinking,
    Redacted,
    /// What its start said of the input, where no piece has replaced it yet.
    Call(Option<String>),
    /// Without a canonical form: told as one when it is whole.
    Native(Value, String),
}

#[derive(Default)]
pub struct Decoder {
    sse: SseDecoder,
    state: State,
}

/// The event that adds to a block.
const DELTA: &str = "content_block_delta";
static TEXT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\"text\":"));

#[derive(Default)]
struct State {
    again: Again,
    started: bool,
    finished: bool,
    done: bool,
    parts: u32,
    open: Vec<Block>,
    usage: WireUsage,
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
        Some(tree) if tree.get("error").is_some_and(|error| !error.is_null()) => errors::from_body(&tree),
        _ => Error::of(Class::Server, "the provider answered 200 with something that is no event stream"),
    }
}

fn no_event() -> Error {
    Error::of(Class::Server, "an event of the stream is no JSON object of this format")
}

impl State {
    fn event(&mut self, event: &SseEvent, out: &mut Vec<Event>) -> Result<()> {
        if self.done {
            return Ok(());
        }
        if event.name == DELTA
            && let Some(alike) = self.again.event(&event.data, Dialect::Anthropic)
        {
            out.push(alike);
            return Ok(());
        }
        let first = out.len();
        let read = self.whole_event(event, out);
        self.again.see(&event.data, &TEXT, (read.is_ok() && event.name == DELTA).then_some(&out[first..]));
        read
    }

    fn whole_event(&mut self, event: &SseEvent, out: &mut Vec<Event>) -> Result<()> {
        let text = lenient::text(&event.data);
        let trimmed = text.trim();
        // Servers that merely imitate this format close it as others do.
        if trimmed.is_empty() || trimmed == "[DONE]" {
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
            let data = if i == 0 { Arc::new(event.data.clone()) } else { Arc::clone(&self.empty) };
            event_of_ours.raw = Some(Raw { dialect: Dialect::Anthropic, data });
        }
        failed.map_or(Ok(()), |error| Err(errors::from_body(&json!({ "error": error }))))
    }

    /// The error that the event is, if it is one.
    fn wire(&mut self, wire: WireEvent<'_>, name: &str, out: &mut Vec<Event>) -> Option<Value> {
        match wire.kind.some().unwrap_or(name) {
            "message_start" => self.start(wire.message, out),
            "content_block_start" => self.block_start(wire.index.or_zero(), wire.content_block.unwrap_or_default(), out),
            DELTA => self.block_delta(wire.index.or_zero(), wire.delta, out),
            "content_block_stop" => {
                if let Some(at) = self.open.iter().rposition(|block| block.index == wire.index.or_zero()) {
                    let block = self.open.remove(at);
                    close(block, out);
                }
            }
            "message_delta" => {
                if let Some(usage) = wire.usage {
                    self.usage.update(usage);
                    out.push(Event::new(EventKind::Usage(self.usage.decode())));
                }
                if let Some(reason) = wire.delta.as_ref().and_then(|delta| delta.stop_reason.some()) {
                    self.finish(reason, out);
                }
            }
            "message_stop" => {
                self.finish("", out);
                self.done = true;
            }
            "error" => return Some(wire.error.unwrap_or_default()),
            // Servers of other dialects put it anywhere.
            _ => return wire.error.filter(|error| !error.is_null()),
        }
        None
    }

    fn start(&mut self, message: Option<WireStart<'_>>, out: &mut Vec<Event>) {
        if std::mem::replace(&mut self.started, true) {
            return;
        }
        let (id, model, usage) = message.map_or_else(Default::default, |m| (m.id.into_string(), m.model.into_string(), m.usage));
        out.push(Event::new(EventKind::Start { id, model, created: 0 }));
        if let Some(usage) = usage {
            self.usage.update(usage);
            out.push(Event::new(EventKind::Usage(self.usage.decode())));
        }
    }

    fn finish(&mut self, reason: &str, out: &mut Vec<Event>) {
        if !std::mem::replace(&mut self.finished, true) {
            self.open.drain(..).for_each(|block| close(block, out));
            out.push(Event::new(EventKind::End(decode_finish(reason))));
        }
    }

    fn next_part(&mut self) -> u32 {
        self.parts += 1;
        self.parts - 1
    }

    fn block_start(&mut self, index: u64, block: Value, out: &mut Vec<Event>) {
        if let Some(at) = self.open.iter().position(|open| open.index == index) {
            close(self.open.remove(at), out);
        }
        let part = self.next_part();
        let mut delta = None;
        let (kind, start) = match blocks::decode_answer(&(&block).into()) {
            Part::Text { text, .. } => {
                delta = Some(Delta::Text(text));
                (Kind::Text, BlockKind::Text)
            }
            Part::Thinking { text, .. } => {
                delta = Some(Delta::Thinking(text));
                (Kind::Thinking, BlockKind::Thinking)
            }
            Part::RedactedThinking { data, origin } => (Kind::Redacted, BlockKind::RedactedThinking { data: origin::encode(origin, &data) }),
            Part::ToolCall { id, name, arguments, extra } => {
                let input = Some(arguments).filter(|arguments| arguments != "{}");
                (Kind::Call(input), BlockKind::ToolCall { id, name, extra })
            }
            _ => {
                self.open.push(Block { index, part, kind: Kind::Native(block, String::new()) });
                return;
            }
        };
        self.open.push(Block { index, part, kind });
        out.push(Event::new(EventKind::PartStart { part, block: start }));
        out.extend(delta.filter(|delta| !delta.is_empty()).map(|delta| Event::new(EventKind::Delta { part, delta })));
    }

    fn block_delta(&mut self, index: u64, delta: Option<WireDelta<'_>>, out: &mut Vec<Event>) {
        let Some(delta) = delta else { return };
        let Some(delta) = (match delta.kind.some() {
            Some("text_delta") => Some(Delta::Text(delta.text.into_string())),
            Some("input_json_delta") => Some(Delta::Arguments(delta.partial_json.into_string())),
            Some("thinking_delta") => Some(Delta::Thinking(delta.thinking.into_string())),
            Some("signature_delta") => Some(Delta::Signature(delta.signature.into_string())),
            _ => None,
        }) else {
            return;
        };
        if delta.is_empty() {
            return;
        }
        if !self.open.iter().any(|block| block.index == index) {
            self.implied(index, &delta, out);
        }
        let Some(block) = self.open.iter_mut().rfind(|block| block.index == index) else { return };
        match (&mut block.kind, &delta) {
            (Kind::Native(_, input), Delta::Arguments(more)) => input.push_str(more),
            (Kind::Call(input), Delta::Arguments(_)) => {
                *input = None;
                out.push(Event::new(EventKind::Delta { part: block.part, delta }));
            }
            (Kind::Text, Delta::Text(_)) | (Kind::Thinking, Delta::Thinking(_) | Delta::Signature(_)) => {
                out.push(Event::new(EventKind::Delta { part: block.part, delta }));
            }
            _ => {}
        }
    }

    /// The beginning of a block that a server has left out.
    fn implied(&mut self, index: u64, delta: &Delta, out: &mut Vec<Event>) {
        let (kind, block) = match delta {
            Delta::Thinking(_) | Delta::Signature(_) => (Kind::Thinking, BlockKind::Thinking),
            Delta::Arguments(_) => {
                let (id, name, extra) = (format!("call_{index}"), String::new(), Extra::new());
                (Kind::Call(None), BlockKind::ToolCall { id, name, extra })
            }
            Delta::Text(_) | Delta::Refusal(_) | Delta::Logprobs(_) => (Kind::Text, BlockKind::Text),
        };
        let part = self.next_part();
        self.open.push(Block { index, part, kind });
        out.push(Event::new(EventKind::PartStart { part, block }));
    }
}

fn close(block: Block, out: &mut Vec<Event>) {
    let part = block.part;
    match block.kind {
        Kind::Call(Some(input)) => out.push(Event::new(EventKind::Delta { part, delta: Delta::Arguments(input) })),
        Kind::Native(mut json, input) => {
            if let (Some(object), Ok(input)) = (json.as_object_mut(), serde_json::from_str::<Value>(&input)) {
                object.insert("input".to_owned(), input);
            }
            out.push(Event::new(EventKind::PartStart { part, block: BlockKind::Raw(json) }));
        }
        Kind::Text | Kind::Thinking | Kind::Redacted | Kind::Call(None) => {}
    }
    out.push(Event::new(EventKind::PartEnd { part }));
}
