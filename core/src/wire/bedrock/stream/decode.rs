//! The bytes of a stream → events. Each message of the wire becomes one or more of ours; the first of them carries its bytes.
//!
//! Typed and borrowed, for this runs once a token.

use std::sync::Arc;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::Value;

use super::super::usage::{WireUsage, decode_finish, reasoning};
use super::super::{errors, origin};
use crate::error::{Class, Error, Result};
use crate::types::{BlockKind, Delta, Dialect, Event, EventKind, Extra, Raw};
use crate::wire::EventDecoder;
use crate::wire::aws_frame::{AwsDecoder, AwsMessage};
use crate::wire::lenient::{self, Count, Word};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireEvent<'a> {
    #[serde(default)]
    content_block_index: Count,
    start: Option<Value>,
    #[serde(borrow)]
    delta: Option<WireDelta<'a>>,
    #[serde(default, borrow)]
    stop_reason: Word<'a>,
    additional_model_response_fields: Option<Value>,
    usage: Option<WireUsage>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireDelta<'a> {
    #[serde(default, borrow)]
    text: Word<'a>,
    #[serde(borrow)]
    tool_use: Option<WireInput<'a>>,
    #[serde(borrow)]
    reasoning_content: Option<WireReasoning<'a>>,
}

#[derive(Deserialize)]
struct WireInput<'a> {
    #[serde(default, borrow)]
    input: Word<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireReasoning<'a> {
    #[serde(default, borrow)]
    text: Word<'a>,
    #[serde(default, borrow)]
    signature: Word<'a>,
    #[serde(default, borrow)]
    redacted_content: Word<'a>,
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
    /// Told when it is whole.
    Redacted(String),
    Call,
    /// Without a canonical form.
    Native,
}

#[derive(Default)]
pub struct Decoder {
    frames: AwsDecoder,
    state: State,
}

#[derive(Default)]
struct State {
    started: bool,
    finished: bool,
    done: bool,
    parts: u32,
    open: Vec<Block>,
    reasoning: u64,
    empty: Arc<Bytes>,
}

impl EventDecoder for Decoder {
    fn feed(&mut self, bytes: &[u8], out: &mut Vec<Event>) -> Result<()> {
        self.frames.feed(bytes, |message| self.state.message(message, out))
    }

    fn end(&mut self, _: &mut Vec<Event>) -> Result<()> {
        if self.state.finished && !self.frames.is_within() {
            return Ok(());
        }
        Err(Error::of(Class::Truncated, "the stream ended before its finish"))
    }

    fn is_done(&self) -> bool {
        self.state.done
    }
}

fn no_event() -> Error {
    Error::of(Class::Server, "an event of the stream is no JSON object of this format")
}

impl State {
    fn message(&mut self, message: AwsMessage, out: &mut Vec<Event>) -> Result<()> {
        if self.done {
            return Ok(());
        }
        match message.header(":message-type") {
            Some("exception") => return Err(errors::in_stream(message.header(":exception-type").unwrap_or_default(), &message.payload())),
            Some("error") => {
                let words = serde_json::json!({"message": message.header(":error-message").unwrap_or_default()});
                return Err(errors::in_stream(message.header(":error-code").unwrap_or_default(), words.to_string().as_bytes()));
            }
            _ => {}
        }
        let payload = message.payload();
        let text = lenient::text(&payload);
        if !text.trim_start().starts_with('{') {
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
        let told = self.wire(message.header(":event-type").unwrap_or_default(), wire, out);
        if out.len() == first {
            out.push(Event::new(EventKind::Other));
        }
        let mut data = Some(message.into_bytes());
        for event in &mut out[first..] {
            let data = data.take().map_or_else(|| Arc::clone(&self.empty), Arc::new);
            event.raw = Some(Raw { dialect: Dialect::Bedrock, data });
        }
        told
    }

    fn wire(&mut self, name: &str, wire: WireEvent<'_>, out: &mut Vec<Event>) -> Result<()> {
        // Recordings and gateways leave the first event out.
        if !std::mem::replace(&mut self.started, true) {
            out.push(Event::new(EventKind::Start { id: String::new(), model: String::new(), created: 0 }));
        }
        let index = wire.content_block_index.or_zero();
        match name {
            "contentBlockStart" => self.block_start(index, wire.start.as_ref(), out),
            "contentBlockDelta" => {
                if let Some(delta) = wire.delta {
                    self.delta(index, delta, out);
                }
            }
            "contentBlockStop" => {
                if let Some(at) = self.open.iter().rposition(|block| block.index == index) {
                    let block = self.open.remove(at);
                    close(block, out);
                }
            }
            "messageStop" => {
                self.reasoning = reasoning(wire.additional_model_response_fields.as_ref());
                let finish = decode_finish(wire.stop_reason.some().unwrap_or("end_turn"))?;
                if !std::mem::replace(&mut self.finished, true) {
                    self.open.drain(..).for_each(|block| close(block, out));
                    out.push(Event::new(EventKind::End(finish)));
                }
            }
            "metadata" => {
                if let Some(usage) = wire.usage {
                    let mut usage = usage.decode();
                    usage.reasoning = self.reasoning;
                    out.push(Event::new(EventKind::Usage(usage)));
                }
                self.done = self.finished;
            }
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, index: u64, kind: Kind) -> u32 {
        let part = self.parts;
        self.parts += 1;
        self.open.push(Block { index, part, kind });
        part
    }

    fn block_start(&mut self, index: u64, start: Option<&Value>, out: &mut Vec<Event>) {
        if let Some(at) = self.open.iter().position(|open| open.index == index) {
            close(self.open.remove(at), out);
        }
        let call = start.and_then(|start| start.get("toolUse"));
        // What holds text or thinking shows itself with its first piece.
        let Some(start) = start.filter(|start| start.as_object().is_some_and(|object| !object.is_empty())) else { return };
        let text = |member: &str| call.and_then(|call| call.get(member)?.as_str()).unwrap_or_default().to_owned();
        if call.is_none() || text("type") == "server_tool_use" {
            let part = self.open(index, Kind::Native);
            out.push(Event::new(EventKind::PartStart { part, block: BlockKind::Raw(start.clone()) }));
            return;
        }
        let part = self.open(index, Kind::Call);
        let extra = call.and_then(|call| call.get(origin::ON_CALL)).map(|value| (origin::ON_CALL.to_owned(), value.clone()));
        let block = BlockKind::ToolCall { id: text("toolUseId"), name: text("name"), extra: extra.into_iter().collect() };
        out.push(Event::new(EventKind::PartStart { part, block }));
    }

    fn delta(&mut self, index: u64, delta: WireDelta<'_>, out: &mut Vec<Event>) {
        let delta = match (delta.tool_use, delta.reasoning_content) {
            (Some(call), _) => Delta::Arguments(call.input.into_string()),
            (_, Some(reasoning)) => {
                if let Some(data) = reasoning.redacted_content.some() {
                    self.redacted(index, data);
                    return;
                }
                match reasoning.signature.some() {
                    Some(signature) => Delta::Signature(signature.to_owned()),
                    None => Delta::Thinking(reasoning.text.into_string()),
                }
            }
            _ => Delta::Text(delta.text.into_string()),
        };
        if delta.is_empty() {
            return;
        }
        if !self.open.iter().any(|block| block.index == index) {
            self.implied(index, &delta, out);
        }
        let Some(block) = self.open.iter().rfind(|block| block.index == index) else { return };
        if matches!(
            (&block.kind, &delta),
            (Kind::Call, Delta::Arguments(_)) | (Kind::Text, Delta::Text(_)) | (Kind::Thinking, Delta::Thinking(_) | Delta::Signature(_))
        ) {
            out.push(Event::new(EventKind::Delta { part: block.part, delta }));
        }
    }

    fn redacted(&mut self, index: u64, more: &str) {
        match self.open.iter_mut().rfind(|block| block.index == index) {
            Some(Block { kind: Kind::Redacted(data), .. }) => data.push_str(more),
            Some(_) => {}
            None => drop(self.open(index, Kind::Redacted(more.to_owned()))),
        }
    }

    /// The beginning of a block, which this wire tells only of calls.
    fn implied(&mut self, index: u64, delta: &Delta, out: &mut Vec<Event>) {
        let (kind, block) = match delta {
            Delta::Thinking(_) | Delta::Signature(_) => (Kind::Thinking, BlockKind::Thinking),
            Delta::Arguments(_) => (Kind::Call, BlockKind::ToolCall { id: format!("call_{index}"), name: String::new(), extra: Extra::new() }),
            Delta::Text(_) | Delta::Refusal(_) | Delta::Logprobs(_) => (Kind::Text, BlockKind::Text),
        };
        let part = self.open(index, kind);
        out.push(Event::new(EventKind::PartStart { part, block }));
    }
}

fn close(block: Block, out: &mut Vec<Event>) {
    if let Kind::Redacted(data) = block.kind {
        let block_kind = BlockKind::RedactedThinking { data: origin::decode_redacted(&data).1 };
        out.push(Event::new(EventKind::PartStart { part: block.part, block: block_kind }));
    }
    out.push(Event::new(EventKind::PartEnd { part: block.part }));
}
