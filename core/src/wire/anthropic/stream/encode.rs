//! Events → the wire's events. A provider's own go out as they came, but for a new id; all others are made here, one
//! block after the other.

use std::borrow::Cow;
use std::collections::VecDeque;

use bytes::Bytes;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::usage::{encode_finish, encode_usage};
use super::super::{error_body, origin};
use crate::error::Error;
use crate::id::random_id;
use crate::types::{BlockKind, Delta, Dialect, Event, EventKind, Finish, Usage};
use crate::wire::members::with;
use crate::wire::{EventEncoder, EventOptions, Frame, id_prefix};

#[derive(Serialize)]
struct BlockDelta<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    index: u32,
    delta: WireDelta<'a>,
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum WireDelta<'a> {
    #[serde(rename = "text_delta")]
    Text { text: &'a str },
    #[serde(rename = "thinking_delta")]
    Thinking { thinking: &'a str },
    #[serde(rename = "signature_delta")]
    Signature { signature: Cow<'a, str> },
    #[serde(rename = "input_json_delta")]
    InputJson { partial_json: &'a str },
}

#[derive(Default)]
pub struct Encoder {
    options: EventOptions,
    /// The data of the wire event that the last events came from have been sent.
    said: bool,
    /// Only the state moves: the provider's own event is sent.
    mute: bool,
    started: bool,
    stopped: bool,
    reason_said: bool,
    open: Option<Open>,
    /// What came for other parts while one was open, by part.
    waiting: VecDeque<(u32, Vec<Event>)>,
    next_index: u32,
    has_calls: bool,
    finish: Option<Finish>,
    usage: Usage,
}

/// The block under way.
struct Open {
    part: u32,
    block: BlockKind,
    origin: Option<Dialect>,
    /// Its number once its beginning is sent; one that stays empty never begins.
    index: Option<u32>,
    signed: bool,
    /// Of a call, to know whether it is whole.
    arguments: String,
}

impl Encoder {
    pub fn new(options: EventOptions) -> Self {
        Encoder { options, ..Encoder::default() }
    }

    fn frame<T: Serialize>(&self, name: &'static str, body: impl FnOnce() -> T, out: &mut Vec<Frame>) {
        if !self.mute {
            out.push(Frame { name: Some(Cow::Borrowed(name)), ..Frame::json(&body()) });
        }
    }

    fn start(&mut self, id: &str, model: &str, out: &mut Vec<Frame>) {
        if std::mem::replace(&mut self.started, true) {
            return;
        }
        let (own, usage) = (self.options.id.clone(), self.usage);
        let id = own.or_else(|| Some(id.to_owned()).filter(|id| !id.is_empty()));
        let message = || {
            json!({"type": "message_start", "message": {
                "id": id.unwrap_or_else(|| random_id(id_prefix(Dialect::Anthropic), 24)),
                "type": "message",
                "role": "assistant",
                "model": model,
                "content": [],
                "stop_reason": null,
                "stop_sequence": null,
                "usage": encode_usage(&usage),
            }})
        };
        self.frame("message_start", message, out);
        self.frame("ping", || json!({"type": "ping"}), out);
    }

    /// Tells an event now, or keeps it until its part's turn has come.
    fn say(&mut self, event: &Event, out: &mut Vec<Frame>) {
        if event.choice != 0 {
            return;
        }
        match part_of(&event.kind).filter(|_| !self.mute) {
            Some(part) if self.must_wait(part, &event.kind, out) => self.wait(part, event),
            _ => self.act(event, out),
        }
        self.resume(out);
    }

    /// Blocks do not run side by side here: one part is told, others wait until it is whole.
    fn must_wait(&mut self, part: u32, kind: &EventKind, out: &mut Vec<Frame>) -> bool {
        match &self.open {
            Some(open) if open.part == part => false,
            Some(open) if matches!(kind, EventKind::PartStart { .. }) && is_whole(open) => {
                self.close(out);
                !self.waiting.is_empty()
            }
            Some(_) => true,
            None => false,
        }
    }

    fn wait(&mut self, part: u32, event: &Event) {
        match self.waiting.iter_mut().rfind(|(waiting, _)| *waiting == part) {
            Some((_, events)) => events.push(event.clone()),
            // The end of a part that was closed when it was whole.
            None if matches!(event.kind, EventKind::PartEnd { .. }) => {}
            None => self.waiting.push_back((part, vec![event.clone()])),
        }
    }

    /// What waited for the block that is now whole.
    fn resume(&mut self, out: &mut Vec<Frame>) {
        while !self.waiting.is_empty() {
            match &self.open {
                Some(open) if !is_whole(open) => return,
                Some(_) => self.close(out),
                None => {}
            }
            if let Some((_, events)) = self.waiting.pop_front() {
                for event in &events {
                    self.act(event, out);
                }
            }
        }
    }

    fn act(&mut self, event: &Event, out: &mut Vec<Frame>) {
        match &event.kind {
            EventKind::Start { id, model, .. } => self.start(id, model, out),
            EventKind::PartStart { part, block } => self.part_start(*part, block, event, out),
            EventKind::Delta { part, delta } => self.delta(*part, delta, event, out),
            EventKind::PartEnd { part } => {
                if self.open.as_ref().is_some_and(|open| open.part == *part) {
                    self.close(out);
                }
            }
            EventKind::Usage(usage) => self.usage = *usage,
            EventKind::End(finish) => {
                self.finish = Some(finish.clone());
                self.reason_said |= self.mute;
            }
            EventKind::Other => {}
        }
    }

    fn part_start(&mut self, part: u32, block: &BlockKind, event: &Event, out: &mut Vec<Frame>) {
        let origin = event.raw.as_ref().map(|raw| raw.dialect);
        self.has_calls |= matches!(block, BlockKind::ToolCall { .. });
        if matches!(block, BlockKind::Raw(_)) && origin != Some(Dialect::Anthropic) {
            return;
        }
        self.open = Some(Open { part, block: block.clone(), origin, index: None, signed: false, arguments: String::new() });
        // Text and thinking begin with their first piece; the rest is something by itself.
        if self.mute || matches!(block, BlockKind::ToolCall { .. } | BlockKind::RedactedThinking { .. } | BlockKind::Raw(_)) {
            self.begin(out);
        }
    }

    fn begin(&mut self, out: &mut Vec<Frame>) -> Option<u32> {
        self.start("", "", out);
        let index = self.next_index;
        let open = self.open.as_mut()?;
        if let Some(known) = open.index {
            return Some(known);
        }
        open.index = Some(index);
        self.next_index += 1;
        let open = self.open.as_ref()?;
        let block = || match &open.block {
            BlockKind::Text | BlockKind::Refusal => json!({"type": "text", "text": ""}),
            BlockKind::Thinking => json!({"type": "thinking", "thinking": "", "signature": ""}),
            BlockKind::RedactedThinking { data } => json!({"type": "redacted_thinking", "data": origin::encode(open.origin, data)}),
            BlockKind::ToolCall { id, name, extra } => {
                with(json!({"type": "tool_use", "id": id, "name": name, "input": {}}), &origin::of_call(extra))
            }
            BlockKind::Raw(json) => json.clone(),
        };
        self.frame("content_block_start", || json!({"type": "content_block_start", "index": index, "content_block": block()}), out);
        Some(index)
    }

    fn delta(&mut self, part: u32, delta: &Delta, event: &Event, out: &mut Vec<Frame>) {
        if matches!(delta, Delta::Logprobs(_)) || delta.is_empty() {
            return;
        }
        if self.open.as_ref().is_none_or(|open| open.part != part) {
            self.open = Some(implied(part, delta, event));
        }
        let Some(index) = self.begin(out) else { return };
        let Some(open) = self.open.as_mut() else { return };
        let body = match delta {
            Delta::Text(text) | Delta::Refusal(text) => WireDelta::Text { text },
            Delta::Thinking(thinking) => WireDelta::Thinking { thinking },
            Delta::Signature(text) => {
                let origin = open.origin.filter(|_| !std::mem::replace(&mut open.signed, true));
                WireDelta::Signature { signature: origin::encode(origin, text).into() }
            }
            Delta::Arguments(text) => {
                open.arguments.push_str(text);
                WireDelta::InputJson { partial_json: text }
            }
            Delta::Logprobs(_) => return,
        };
        self.frame("content_block_delta", || BlockDelta { kind: "content_block_delta", index, delta: body }, out);
    }

    fn close(&mut self, out: &mut Vec<Frame>) {
        let Some(open) = self.open.take() else { return };
        let Some(index) = open.index else { return };
        let last = match &open.block {
            // A call without input has the empty object.
            BlockKind::ToolCall { .. } if open.arguments.is_empty() => Some(WireDelta::InputJson { partial_json: "{}" }),
            // Whose thinking it is must be told even where its provider signs nothing.
            BlockKind::Thinking if !open.signed => match origin::encode(open.origin, "") {
                empty if empty.is_empty() => None,
                mark => Some(WireDelta::Signature { signature: mark.into() }),
            },
            _ => None,
        };
        if let Some(last) = last {
            self.frame("content_block_delta", || BlockDelta { kind: "content_block_delta", index, delta: last }, out);
        }
        self.frame("content_block_stop", || json!({"type": "content_block_stop", "index": index}), out);
    }

    /// The provider's own event, under the id of this call.
    fn pass(&self, name: &str, data: &Bytes) -> Bytes {
        let Some(id) = self.options.id.as_ref().filter(|_| name == "message_start") else { return data.clone() };
        let Ok(mut event) = serde_json::from_slice::<Value>(data) else { return data.clone() };
        if let Some(message) = event.get_mut("message").and_then(Value::as_object_mut) {
            message.insert("id".to_owned(), json!(id));
        }
        event.to_string().into()
    }
}

fn part_of(kind: &EventKind) -> Option<u32> {
    match kind {
        EventKind::PartStart { part, .. } | EventKind::Delta { part, .. } | EventKind::PartEnd { part } => Some(*part),
        EventKind::Start { .. } | EventKind::Usage(_) | EventKind::End(_) | EventKind::Other => None,
    }
}

/// Nothing can come for it any more: a call whose arguments are whole, and what is no call.
fn is_whole(open: &Open) -> bool {
    match open.block {
        // The last character is asked first, for this may be asked of each piece of a long one.
        BlockKind::ToolCall { .. } => open.arguments.trim_end().ends_with('}') && serde_json::from_str::<IgnoredAny>(&open.arguments).is_ok(),
        _ => true,
    }
}

/// The block of a delta that came without a beginning.
fn implied(part: u32, delta: &Delta, event: &Event) -> Open {
    let block = match delta {
        Delta::Thinking(_) | Delta::Signature(_) => BlockKind::Thinking,
        Delta::Arguments(_) => BlockKind::ToolCall { id: format!("call_{part}"), name: String::new(), extra: serde_json::Map::new() },
        Delta::Text(_) | Delta::Refusal(_) | Delta::Logprobs(_) => BlockKind::Text,
    };
    let origin = event.raw.as_ref().map(|raw| raw.dialect);
    Open { part, block, origin, index: None, signed: false, arguments: String::new() }
}

impl EventEncoder for Encoder {
    fn encode(&mut self, event: &Event, out: &mut Vec<Frame>) {
        match event.raw.as_ref().filter(|raw| raw.dialect == Dialect::Anthropic) {
            Some(raw) if !raw.data.is_empty() => {
                self.said = true;
                let name = event_name(&raw.data);
                self.stopped |= name == "message_stop";
                let data = self.pass(&name, &raw.data);
                out.push(Frame { name: Some(name).filter(|name| !name.is_empty()), data });
                self.mute = true;
                self.say(event, out);
                self.mute = false;
            }
            Some(_) => {
                self.mute = self.said;
                self.say(event, out);
                self.mute = false;
            }
            None => {
                self.said = false;
                self.say(event, out);
            }
        }
    }

    fn end(&mut self, out: &mut Vec<Frame>) {
        self.start("", "", out);
        loop {
            self.close(out);
            let Some((_, events)) = self.waiting.pop_front() else { break };
            for event in &events {
                self.act(event, out);
            }
        }
        if !self.reason_said {
            let reason = self.finish.as_ref().map_or("end_turn", |finish| encode_finish(finish, self.has_calls));
            let delta = json!({"stop_reason": reason, "stop_sequence": null});
            self.frame("message_delta", || json!({"type": "message_delta", "delta": delta, "usage": encode_usage(&self.usage)}), out);
        }
        if !std::mem::replace(&mut self.stopped, true) {
            self.frame("message_stop", || json!({"type": "message_stop"}), out);
        }
    }

    fn error(&mut self, error: &Error, out: &mut Vec<Frame>) {
        self.frame("error", || error_body(error), out);
    }
}

/// The `type` of an event, which is its name too.
fn event_name(data: &[u8]) -> Cow<'static, str> {
    #[derive(Deserialize)]
    struct Tag<'a> {
        #[serde(borrow, rename = "type")]
        kind: Cow<'a, str>,
    }

    const NAMES: [&str; 8] =
        ["content_block_delta", "content_block_start", "content_block_stop", "message_start", "message_delta", "message_stop", "ping", "error"];
    let known = |kind: &[u8]| NAMES.into_iter().find(|name| name.as_bytes() == kind);
    // All servers seen so far begin with it.
    let head = data.trim_ascii_start().strip_prefix(b"{").map(<[u8]>::trim_ascii_start).and_then(|rest| rest.strip_prefix(b"\"type\""));
    let value = head.and_then(|rest| rest.trim_ascii_start().strip_prefix(b":")).and_then(|rest| rest.trim_ascii_start().strip_prefix(b"\""));
    if let Some(name) = value.and_then(|rest| known(&rest[..memchr::memchr(b'"', rest)?])) {
        return Cow::Borrowed(name);
    }
    match serde_json::from_slice::<Tag<'_>>(data) {
        Ok(tag) => known(tag.kind.as_bytes()).map_or_else(|| Cow::Owned(tag.kind.into_owned()), Cow::Borrowed),
        Err(_) => Cow::Borrowed(""),
    }
}
