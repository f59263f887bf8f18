//! Events → the wire's events. A provider's own go out as they came, but for a new id; all others are made here.

use std::borrow::Cow;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::Value;

use super::super::usage::{encode_finish, encode_usage};
use super::super::{PLAN, blocks, logprobs, renew_id};
use crate::error::Error;
use crate::id::random_id;
use crate::types::{BlockKind, Delta, Dialect, Event, EventKind, Finish, Members, Tree, Usage, tree};
use crate::wire::{EventEncoder, EventOptions, Frame, id_prefix};

#[derive(Default)]
pub struct Encoder {
    options: EventOptions,
    /// The data of the wire event that the last events came from have been sent.
    said: bool,
    started: bool,
    ended: bool,
    open: Vec<Open>,
    blocks: u32,
    calls: u32,
    citations: u32,
    finish: Option<Finish>,
    usage: Option<Usage>,
}

/// A part under way.
struct Open {
    part: u32,
    index: u32,
    kind: Kind,
}

enum Kind {
    Text,
    Thinking,
    /// A thought of this dialect's own: its end says whether it was a plan.
    Held(String),
    Call {
        empty: bool,
    },
}

impl Encoder {
    pub fn new(options: EventOptions) -> Self {
        Encoder { options, ..Encoder::default() }
    }

    fn start(&mut self, id: &str, out: &mut Vec<Frame>) {
        if std::mem::replace(&mut self.started, true) {
            return;
        }
        let own = self.options.id.clone().or_else(|| Some(id.to_owned()).filter(|id| !id.is_empty()));
        let id = own.unwrap_or_else(|| random_id(id_prefix(Dialect::Cohere), 36));
        let message = tree!({"role": "assistant", "content": [], "tool_plan": "", "tool_calls": [], "citations": []});
        out.push(Frame::named("message-start", &tree!({"type": "message-start", "id": id, "delta": {"message": message}})));
    }

    fn say(&mut self, event: &Event, out: &mut Vec<Frame>) {
        // This wire has one answer.
        if event.choice != 0 {
            return;
        }
        match &event.kind {
            EventKind::Start { id, .. } => self.start(id, out),
            EventKind::PartStart { part, block } => self.begin(*part, block, event, out),
            EventKind::Delta { part, delta } => self.delta(*part, delta, event, out),
            EventKind::PartEnd { part } => {
                if let Some(at) = self.open.iter().position(|open| open.part == *part) {
                    let open = self.open.remove(at);
                    self.close(open, out);
                }
            }
            EventKind::Usage(usage) => self.usage = Some(*usage),
            EventKind::End(finish) => self.finish = Some(finish.clone()),
            EventKind::Other => {}
        }
    }

    fn begin(&mut self, part: u32, block: &BlockKind, event: &Event, out: &mut Vec<Frame>) {
        let is_own = event.raw.as_ref().is_some_and(|raw| raw.dialect == Dialect::Cohere);
        self.start("", out);
        match block {
            // They begin with their first piece.
            BlockKind::Text | BlockKind::Refusal | BlockKind::RedactedThinking { .. } => {}
            BlockKind::Thinking if is_own => self.open.push(Open { part, index: 0, kind: Kind::Held(String::new()) }),
            BlockKind::Thinking => {}
            BlockKind::ToolCall { id, name, .. } => {
                let index = self.calls;
                self.calls += 1;
                self.open.push(Open { part, index, kind: Kind::Call { empty: true } });
                let call = tree!({"id": id, "type": "function", "function": {"name": name, "arguments": ""}});
                out.push(inner("tool-call-start", Some(index), tree!({"tool_calls": call})));
            }
            BlockKind::Raw(json) => {
                if let Some(citation) = json.get(blocks::CITATION).filter(|_| is_own) {
                    let index = self.citations;
                    self.citations += 1;
                    out.push(inner("citation-start", Some(index), tree!({"citations": citation})));
                    out.push(Frame::named("citation-end", &tree!({"type": "citation-end", "index": index})));
                }
            }
        }
    }

    /// The block of a text or a thought; it begins with its first piece.
    fn block(&mut self, part: u32, kind: Kind, out: &mut Vec<Frame>) -> u32 {
        if let Some(open) = self.open.iter().find(|open| open.part == part) {
            return open.index;
        }
        self.start("", out);
        let index = self.blocks;
        self.blocks += 1;
        let word = if matches!(kind, Kind::Thinking) { "thinking" } else { "text" };
        let content = tree!({"type": word, word: ""});
        out.push(inner("content-start", Some(index), tree!({"content": content})));
        self.open.push(Open { part, index, kind });
        index
    }

    fn delta(&mut self, part: u32, delta: &Delta, event: &Event, out: &mut Vec<Frame>) {
        if delta.is_empty() {
            return;
        }
        match delta {
            Delta::Text(text) | Delta::Refusal(text) => {
                let index = self.block(part, Kind::Text, out);
                out.push(inner("content-delta", Some(index), tree!({"content": {"text": text}})));
            }
            Delta::Thinking(text) => {
                if let Some(Open { kind: Kind::Held(held), .. }) = self.open.iter_mut().find(|open| open.part == part) {
                    held.push_str(text);
                } else {
                    self.thought(part, text, out);
                }
            }
            Delta::Signature(signature) => {
                let held = self.open.iter().position(|open| open.part == part && matches!(open.kind, Kind::Held(_)));
                if let Some(at) = held.filter(|_| signature == PLAN)
                    && let Kind::Held(plan) = self.open.remove(at).kind
                {
                    out.push(inner("tool-plan-delta", None, tree!({"tool_plan": plan})));
                }
            }
            Delta::Arguments(text) => {
                if !self.open.iter().any(|open| open.part == part) {
                    let block = BlockKind::ToolCall { id: format!("call_{part}"), name: String::new(), extra: serde_json::Map::new() };
                    self.begin(part, &block, event, out);
                }
                let Some(open) = self.open.iter_mut().find(|open| open.part == part) else { return };
                open.kind = Kind::Call { empty: false };
                out.push(inner("tool-call-delta", Some(open.index), tree!({"tool_calls": {"function": {"arguments": text}}})));
            }
            Delta::Logprobs(value) => {
                for item in logprobs::encode(value).as_ref().and_then(Value::as_array).into_iter().flatten() {
                    let index = self.blocks.saturating_sub(1);
                    let delta = tree!({"message": {"content": {"text": ""}}});
                    out.push(Frame::named("content-delta", &tree!({"type": "content-delta", "index": index, "delta": delta, "logprobs": item})));
                }
            }
        }
    }

    fn thought(&mut self, part: u32, text: &str, out: &mut Vec<Frame>) {
        let index = self.block(part, Kind::Thinking, out);
        out.push(inner("content-delta", Some(index), tree!({"content": {"thinking": text}})));
    }

    fn close(&mut self, open: Open, out: &mut Vec<Frame>) {
        let Open { part, index, kind } = open;
        match kind {
            Kind::Held(text) if text.is_empty() => {}
            Kind::Held(text) => {
                self.thought(part, &text, out);
                if let Some(open) = self.open.pop() {
                    self.close(open, out);
                }
            }
            Kind::Text | Kind::Thinking => out.push(Frame::named("content-end", &tree!({"type": "content-end", "index": index}))),
            Kind::Call { empty } => {
                // A call without input has the empty object for its arguments.
                if empty {
                    out.push(inner("tool-call-delta", Some(index), tree!({"tool_calls": {"function": {"arguments": "{}"}}})));
                }
                out.push(Frame::named("tool-call-end", &tree!({"type": "tool-call-end", "index": index})));
            }
        }
    }

    /// What must be known of an event whose own bytes are sent.
    fn note(&mut self, event: &Event) {
        match &event.kind {
            EventKind::Start { .. } => self.started = true,
            EventKind::PartStart { block: BlockKind::ToolCall { .. }, .. } => self.calls += 1,
            EventKind::Usage(usage) => self.usage = Some(*usage),
            EventKind::End(_) => self.ended = true,
            _ => {}
        }
    }

    /// The provider's own event, under the id of this call.
    fn pass(&self, data: &Bytes) -> Bytes {
        self.options.id.as_ref().map_or_else(|| data.clone(), |id| renew_id(data, id))
    }
}

/// An event whose delta is a message.
fn inner(name: &'static str, index: Option<u32>, message: Tree<'_>) -> Frame {
    let mut body = Members::default();
    body.add("type", name);
    body.add_some("index", index);
    body.add("delta", tree!({ "message": message }));
    Frame::named(name, &body)
}

impl EventEncoder for Encoder {
    fn encode(&mut self, event: &Event, out: &mut Vec<Frame>) {
        match event.raw.as_ref().filter(|raw| raw.dialect == Dialect::Cohere) {
            Some(raw) if !raw.data.is_empty() => {
                self.said = true;
                out.push(Frame { name: event_name(&raw.data), data: self.pass(&raw.data) });
                self.note(event);
            }
            Some(_) if self.said => self.note(event),
            // Its data were never sent: a stage has changed the event that carried them.
            Some(_) => self.say(event, out),
            None => {
                self.said = false;
                self.say(event, out);
            }
        }
    }

    fn end(&mut self, out: &mut Vec<Frame>) {
        if !self.ended {
            self.start("", out);
            for open in std::mem::take(&mut self.open) {
                self.close(open, out);
            }
            let reason = self.finish.as_ref().map_or("COMPLETE", |finish| encode_finish(finish, self.calls > 0));
            let mut delta = Members::default();
            delta.add("finish_reason", reason);
            delta.add_some("usage", self.usage.as_ref().map(encode_usage));
            out.push(Frame::named("message-end", &tree!({"type": "message-end", "delta": delta})));
        }
        out.push(Frame::data(&b"[DONE]"[..]));
    }

    fn error(&mut self, error: &Error, out: &mut Vec<Frame>) {
        let delta = tree!({"finish_reason": "ERROR", "error": error.message(), "usage": self.usage.as_ref().map(encode_usage)});
        out.push(Frame::named("message-end", &tree!({"type": "message-end", "delta": delta})));
        out.push(Frame::data(&b"[DONE]"[..]));
    }
}

/// The `type` of an event, which is its name too.
fn event_name(data: &[u8]) -> Option<Cow<'static, str>> {
    #[derive(Deserialize)]
    struct Tag<'a> {
        #[serde(borrow, rename = "type")]
        kind: Cow<'a, str>,
    }

    const NAMES: [&str; 11] = [
        "content-delta",
        "content-start",
        "content-end",
        "message-start",
        "message-end",
        "tool-plan-delta",
        "tool-call-start",
        "tool-call-delta",
        "tool-call-end",
        "citation-start",
        "citation-end",
    ];
    let tag = serde_json::from_slice::<Tag<'_>>(data).ok()?;
    Some(NAMES.into_iter().find(|name| *name == tag.kind).map_or_else(|| Cow::Owned(tag.kind.into_owned()), Cow::Borrowed))
}
