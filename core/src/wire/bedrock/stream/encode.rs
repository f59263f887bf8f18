//! Events → the wire's events. A provider's own go out as they came; all others are made here, one block after the other.
//!
//! What a frame is in bytes is the door's business (`Frame::write_aws`).

use std::borrow::Cow;

use bytes::Bytes;
use serde::Serialize;

use super::super::errors;
use super::super::origin;
use super::super::usage::{encode_finish, encode_usage};
use crate::error::Error;
use crate::types::{BlockKind, Delta, Dialect, Event, EventKind, Finish, Tree, Usage, tree};
use crate::wire::aws_frame::AwsMessage;
use crate::wire::sequence::Sequence;
use crate::wire::{EventEncoder, Frame};

const NAMES: [&str; 6] = ["messageStart", "contentBlockStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata"];

#[derive(Default)]
pub struct Encoder {
    sequence: Sequence,
    writer: Writer,
    /// The message that the last events came from has been sent.
    said: bool,
}

#[derive(Default)]
struct Writer {
    started: bool,
    stop_said: bool,
    usage_said: bool,
    open: Option<Open>,
    has_calls: bool,
    finish: Option<Finish>,
    usage: Usage,
}

/// The block under way.
struct Open {
    part: u32,
    kind: Kind,
    origin: Option<Dialect>,
    /// Something of it has been sent.
    begun: bool,
    signed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Thinking,
    Call,
}

fn frame(name: &'static str, body: &impl Serialize, out: &mut Vec<Frame>) {
    out.push(Frame::named(name, body));
}

fn block_delta(part: u32, delta: Tree<'_>, out: &mut Vec<Frame>) {
    frame("contentBlockDelta", &tree!({"contentBlockIndex": part, "delta": delta}), out);
}

impl Writer {
    fn start(&mut self, out: &mut Vec<Frame>) {
        if !std::mem::replace(&mut self.started, true) {
            frame("messageStart", &tree!({"role": "assistant"}), out);
        }
    }

    fn write(&mut self, event: &Event, out: &mut Vec<Frame>) {
        match &event.kind {
            EventKind::Start { .. } => self.start(out),
            EventKind::PartStart { part, block } => self.part_start(*part, block, event.raw.as_ref().map(|raw| raw.dialect), out),
            EventKind::Delta { part, delta } if !delta.is_empty() => self.delta(*part, delta, out),
            EventKind::PartEnd { part } => self.part_end(*part, out),
            EventKind::Usage(usage) => self.usage = *usage,
            EventKind::End(finish) => self.finish = Some(finish.clone()),
            EventKind::Delta { .. } | EventKind::Other => {}
        }
    }

    fn part_start(&mut self, part: u32, block: &BlockKind, origin: Option<Dialect>, out: &mut Vec<Frame>) {
        self.start(out);
        let mut open = Open { part, kind: Kind::Text, origin, begun: false, signed: false };
        match block {
            BlockKind::Text | BlockKind::Refusal => {}
            BlockKind::Thinking => open.kind = Kind::Thinking,
            BlockKind::ToolCall { id, name, extra } => {
                let carried = origin::of_call(extra);
                let call = tree!({"toolUseId": id, "name": name}).with(&carried);
                frame("contentBlockStart", &tree!({"contentBlockIndex": part, "start": {"toolUse": call}}), out);
                open.kind = Kind::Call;
                self.has_calls = true;
            }
            BlockKind::RedactedThinking { data } => {
                let data = origin::encode_redacted(origin, data);
                block_delta(part, tree!({"reasoningContent": {"redactedContent": data}}), out);
                // Nothing follows, and its end must be told.
                (open.kind, open.begun, open.signed) = (Kind::Thinking, true, true);
            }
            // Blocks of other providers have no words here.
            BlockKind::Raw(_) => {}
        }
        self.open = Some(open);
    }

    fn delta(&mut self, part: u32, delta: &Delta, out: &mut Vec<Frame>) {
        self.start(out);
        let open = self.open.take().filter(|open| open.part == part);
        let mut open = open.unwrap_or_else(|| {
            let kind = match delta {
                Delta::Thinking(_) | Delta::Signature(_) => Kind::Thinking,
                Delta::Arguments(_) => Kind::Call,
                Delta::Text(_) | Delta::Refusal(_) | Delta::Logprobs(_) => Kind::Text,
            };
            Open { part, kind, origin: None, begun: false, signed: false }
        });
        let delta = match delta {
            Delta::Text(text) | Delta::Refusal(text) => Some(tree!({ "text": text })),
            Delta::Thinking(text) => Some(tree!({"reasoningContent": {"text": text}})),
            Delta::Signature(text) => {
                let origin = open.origin.filter(|_| !std::mem::replace(&mut open.signed, true));
                Some(tree!({"reasoningContent": {"signature": origin::encode(origin, text)}}))
            }
            Delta::Arguments(text) => Some(tree!({"toolUse": {"input": text}})),
            Delta::Logprobs(_) => None,
        };
        if let Some(delta) = delta {
            block_delta(part, delta, out);
            open.begun = true;
        }
        self.open = Some(open);
    }

    fn part_end(&mut self, part: u32, out: &mut Vec<Frame>) {
        let Some(open) = self.open.take_if(|open| open.part == part) else { return };
        match open.kind {
            // A call without input has the empty object.
            Kind::Call if !open.begun => block_delta(part, tree!({"toolUse": {"input": "{}"}}), out),
            // Whose thinking it is must be told even where its provider signs nothing.
            Kind::Thinking if !open.signed => match origin::encode(open.origin, "") {
                empty if empty.is_empty() => {}
                mark => block_delta(part, tree!({"reasoningContent": {"signature": mark}}), out),
            },
            Kind::Text | Kind::Thinking | Kind::Call => {}
        }
        if open.begun || open.kind == Kind::Call {
            frame("contentBlockStop", &tree!({"contentBlockIndex": part}), out);
        }
    }

    /// The provider has said it itself.
    fn note(&mut self, name: &str, event: &Event) {
        match name {
            "messageStart" => self.started = true,
            "messageStop" => self.stop_said = true,
            "metadata" => self.usage_said = true,
            _ => {}
        }
        match &event.kind {
            EventKind::PartStart { part, block } => {
                let kind = match block {
                    BlockKind::ToolCall { .. } => Kind::Call,
                    BlockKind::Thinking | BlockKind::RedactedThinking { .. } => Kind::Thinking,
                    BlockKind::Text | BlockKind::Refusal | BlockKind::Raw(_) => Kind::Text,
                };
                self.has_calls |= kind == Kind::Call;
                self.open = Some(Open { part: *part, kind, origin: None, begun: true, signed: true });
            }
            EventKind::PartEnd { part } => drop(self.open.take_if(|open| open.part == *part)),
            EventKind::Usage(usage) => self.usage = *usage,
            EventKind::End(finish) => self.finish = Some(finish.clone()),
            EventKind::Start { .. } | EventKind::Delta { .. } | EventKind::Other => {}
        }
    }
}

impl EventEncoder for Encoder {
    fn encode(&mut self, event: &Event, out: &mut Vec<Frame>) {
        if event.choice != 0 {
            return;
        }
        let raw = event.raw.as_ref().filter(|raw| raw.dialect == Dialect::Bedrock).map(|raw| &raw.data);
        match raw {
            Some(data) if !data.is_empty() => {
                self.said = true;
                let Some((name, payload)) = message(data) else { return };
                self.sequence.note(event);
                self.writer.note(&name, event);
                self.writer.started = true;
                out.push(Frame { name: Some(name), data: payload });
            }
            Some(_) if self.said => {
                self.sequence.note(event);
                self.writer.note("", event);
            }
            _ => {
                self.said &= raw.is_some();
                let writer = &mut self.writer;
                self.sequence.tell(event, &mut |event| writer.write(event, out));
            }
        }
    }

    fn end(&mut self, out: &mut Vec<Frame>) {
        let writer = &mut self.writer;
        writer.start(out);
        self.sequence.end(&mut |event| writer.write(event, out));
        if !std::mem::replace(&mut writer.stop_said, true) {
            let reason = writer.finish.as_ref().map_or("end_turn", |finish| encode_finish(finish, writer.has_calls));
            frame("messageStop", &tree!({"stopReason": reason}), out);
        }
        if !std::mem::replace(&mut writer.usage_said, true) {
            frame("metadata", &tree!({"usage": encode_usage(&writer.usage), "metrics": {"latencyMs": 0_u64}}), out);
        }
    }

    fn error(&mut self, error: &Error, out: &mut Vec<Frame>) {
        frame(errors::frame_exception(error), &errors::encode(error), out);
    }
}

/// The name and the payload of a provider's own message.
fn message(data: &Bytes) -> Option<(Cow<'static, str>, Bytes)> {
    let message = AwsMessage::parse(data.clone())?;
    let name = message.header(":event-type")?;
    let name = NAMES.into_iter().find(|known| *known == name).map_or_else(|| Cow::Owned(name.to_owned()), Cow::Borrowed);
    Some((name, message.payload()))
}
