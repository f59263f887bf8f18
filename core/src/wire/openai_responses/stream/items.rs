//! The items of an answer as a stream tells them: texts, refusals, thoughts, calls, and what only this wire knows.

use serde_json::{Value, json};

use super::super::reasoning;
use super::super::response::decode_call;
use super::decode::{Wire, read};
use crate::types::{BlockKind, Delta, Event, EventKind, Message, Part};

#[derive(Default)]
pub(super) struct Items {
    known: Vec<Item>,
    parts: u32,
    calls: usize,
}

struct Item {
    /// The wire's own number.
    index: u64,
    kind: Kind,
}

enum Kind {
    Message(Vec<Content>),
    Reasoning(Thought),
    Call(Call),
    /// What has no canonical form is told when it is whole.
    Native,
}

struct Content {
    index: u64,
    open: Open,
}

#[derive(Default)]
struct Thought {
    open: Option<Open>,
    /// The next piece begins a new paragraph.
    breaks: bool,
}

struct Call {
    open: Open,
}

/// A part of ours that grows.
struct Open {
    part: u32,
    is_empty: bool,
    grows: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Prose {
    Text,
    Refusal,
}

impl Items {
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    pub fn has_calls(&self) -> bool {
        self.calls > 0
    }

    /// An answer that came at once.
    pub fn saw(&mut self, message: &Message) {
        self.calls += message.parts.iter().filter(|part| matches!(part, Part::ToolCall { .. })).count();
    }

    pub fn say(&mut self, kind: &str, wire: &Wire<'_>, out: &mut Vec<Event>) {
        match kind {
            "response.output_item.added" => self.added(wire, out),
            "response.output_item.done" => self.done(wire, out),
            "response.content_part.added" => self.content_added(wire, out),
            "response.content_part.done" => self.content_done(wire, out),
            "response.output_text.delta" => {
                self.prose(Prose::Text, wire, wire.delta.some(), out);
                self.logprobs(wire, out);
            }
            "response.refusal.delta" => self.prose(Prose::Refusal, wire, wire.delta.some(), out),
            "response.output_text.done" => self.prose_done(Prose::Text, wire, wire.text.some(), out),
            "response.refusal.done" => self.prose_done(Prose::Refusal, wire, wire.refusal.some(), out),
            "response.reasoning_summary_part.added" => self.thought(wire).breaks = true,
            "response.reasoning_summary_text.delta" | "response.reasoning_text.delta" => self.think(wire, wire.delta.some(), out),
            "response.function_call_arguments.delta" | "response.custom_tool_call_input.delta" => {
                self.arguments(wire, wire.delta.some(), out);
            }
            "response.function_call_arguments.done" => self.arguments_done(wire, read(wire.arguments), out),
            "response.custom_tool_call_input.done" => self.arguments_done(wire, read(wire.input), out),
            _ => {}
        }
    }

    /// Ends every part that is still open.
    pub fn close(&mut self, out: &mut Vec<Event>) {
        for item in &mut self.known {
            item.close(out);
        }
    }

    fn next_part(&mut self) -> u32 {
        self.parts += 1;
        self.parts - 1
    }

    fn position(&self, wire: &Wire<'_>) -> Option<usize> {
        let index = wire.output_index.or_zero();
        self.known.iter().rposition(|item| item.index == index)
    }

    fn add(&mut self, wire: &Wire<'_>, kind: Kind) -> usize {
        self.known.push(Item { index: wire.output_index.or_zero(), kind });
        self.known.len() - 1
    }

    fn added(&mut self, wire: &Wire<'_>, out: &mut Vec<Event>) {
        let Some(item) = read::<Value>(wire.item) else { return };
        let kind = match item.get("type").and_then(Value::as_str) {
            Some("message") => Kind::Message(Vec::new()),
            Some("reasoning") => Kind::Reasoning(Thought::default()),
            Some("function_call" | "custom_tool_call") => {
                let open = self.begin_call(&item, out);
                Kind::Call(Call { open })
            }
            _ => Kind::Native,
        };
        self.add(wire, kind);
    }

    fn begin_call(&mut self, item: &Value, out: &mut Vec<Event>) -> Open {
        let mut open = Open { part: self.next_part(), is_empty: true, grows: true };
        if let Part::ToolCall { id, name, extra, .. } = decode_call(item, self.calls) {
            out.push(Event::new(EventKind::PartStart { part: open.part, block: BlockKind::ToolCall { id, name, extra } }));
        }
        self.calls += 1;
        let arguments = item.get("arguments").or_else(|| item.get("input")).and_then(Value::as_str).unwrap_or_default();
        open.grow(Delta::Arguments(arguments.to_owned()), out);
        open
    }

    fn done(&mut self, wire: &Wire<'_>, out: &mut Vec<Event>) {
        let Some(item) = read::<Value>(wire.item) else { return };
        let at = self.position(wire).unwrap_or_else(|| {
            self.added(wire, out);
            self.known.len() - 1
        });
        match &self.known[at].kind {
            Kind::Message(_) => {
                for (index, content) in item.get("content").and_then(Value::as_array).into_iter().flatten().enumerate() {
                    self.missed_content(at, index as u64, content, out);
                }
            }
            Kind::Reasoning(_) => self.thought_done(at, &item, out),
            Kind::Call(_) => {
                let arguments = item.get("arguments").or_else(|| item.get("input")).cloned();
                self.arguments_done(wire, arguments, out);
            }
            Kind::Native => {
                let part = self.next_part();
                out.push(Event::new(EventKind::PartStart { part, block: BlockKind::Raw(item) }));
                out.push(Event::new(EventKind::PartEnd { part }));
            }
        }
        self.known[at].close(out);
    }

    /// A content part that no event of its own told.
    fn missed_content(&mut self, at: usize, index: u64, content: &Value, out: &mut Vec<Event>) {
        let Kind::Message(contents) = &self.known[at].kind else { return };
        let is_told = contents.iter().any(|c| c.index == index && !c.open.is_empty);
        let (prose, text) = match content.get("type").and_then(Value::as_str) {
            Some("output_text" | "text") => (Prose::Text, content.get("text")),
            Some("refusal") => (Prose::Refusal, content.get("refusal")),
            _ => return,
        };
        if let (false, Some(text)) = (is_told, text.and_then(Value::as_str)) {
            self.content(at, index, prose, out).grow(prose.delta(text), out);
        }
    }

    fn content_added(&mut self, wire: &Wire<'_>, out: &mut Vec<Event>) {
        let kind = read::<Value>(wire.part).and_then(|part| part.get("type")?.as_str().map(str::to_owned));
        let prose = match kind.as_deref() {
            Some("refusal") => Prose::Refusal,
            Some("reasoning_text" | "summary_text") => {
                self.thought(wire).breaks = true;
                return;
            }
            _ => Prose::Text,
        };
        let at = self.position(wire).unwrap_or_else(|| self.add(wire, Kind::Message(Vec::new())));
        if matches!(self.known[at].kind, Kind::Message(_)) {
            self.content(at, wire.content_index.or_zero(), prose, out);
        }
    }

    fn content_done(&mut self, wire: &Wire<'_>, out: &mut Vec<Event>) {
        let index = wire.content_index.or_zero();
        let Some(at) = self.position(wire) else { return };
        if let Kind::Message(contents) = &mut self.known[at].kind
            && let Some(content) = contents.iter_mut().find(|c| c.index == index)
        {
            content.open.close(out);
        }
    }

    /// The content part of that number; it begins here if it has not.
    fn content(&mut self, at: usize, index: u64, prose: Prose, out: &mut Vec<Event>) -> &mut Open {
        let next = self.parts;
        if !matches!(self.known[at].kind, Kind::Message(_)) {
            self.known[at].kind = Kind::Message(Vec::new());
        }
        let Kind::Message(contents) = &mut self.known[at].kind else { unreachable!("it was just made one") };
        let place = contents.iter().position(|c| c.index == index).unwrap_or_else(|| {
            let block = if prose == Prose::Text { BlockKind::Text } else { BlockKind::Refusal };
            out.push(Event::new(EventKind::PartStart { part: next, block }));
            self.parts += 1;
            contents.push(Content { index, open: Open { part: next, is_empty: true, grows: true } });
            contents.len() - 1
        });
        &mut contents[place].open
    }

    fn prose(&mut self, prose: Prose, wire: &Wire<'_>, text: Option<&str>, out: &mut Vec<Event>) {
        let at = self.position(wire).unwrap_or_else(|| self.add(wire, Kind::Message(Vec::new())));
        if let Some(text) = text
            && matches!(self.known[at].kind, Kind::Message(_))
        {
            self.content(at, wire.content_index.or_zero(), prose, out).grow(prose.delta(text), out);
        }
    }

    /// The whole text once more: news only where none of it came before.
    fn prose_done(&mut self, prose: Prose, wire: &Wire<'_>, text: Option<&str>, out: &mut Vec<Event>) {
        let at = self.position(wire).unwrap_or_else(|| self.add(wire, Kind::Message(Vec::new())));
        if let (Kind::Message(contents), Some(text)) = (&self.known[at].kind, text) {
            let index = wire.content_index.or_zero();
            if !contents.iter().any(|c| c.index == index && !c.open.is_empty) {
                self.content(at, index, prose, out).grow(prose.delta(text), out);
            }
        }
    }

    fn logprobs(&self, wire: &Wire<'_>, out: &mut Vec<Event>) {
        let Some(pieces) = read::<Vec<Value>>(wire.logprobs).filter(|pieces| !pieces.is_empty()) else { return };
        let delta = Delta::Logprobs(json!({"content": pieces, "refusal": null}));
        out.push(Event::new(EventKind::Delta { part: self.parts.saturating_sub(1), delta }));
    }

    fn thought(&mut self, wire: &Wire<'_>) -> &mut Thought {
        let at = self
            .position(wire)
            .filter(|at| matches!(self.known[*at].kind, Kind::Reasoning(_)))
            .unwrap_or_else(|| self.add(wire, Kind::Reasoning(Thought::default())));
        let Kind::Reasoning(thought) = &mut self.known[at].kind else { unreachable!("it is or was just made one") };
        thought
    }

    fn think(&mut self, wire: &Wire<'_>, text: Option<&str>, out: &mut Vec<Event>) {
        let next = self.parts;
        if let Some(text) = text
            && self.thought(wire).grow(next, text, out)
        {
            self.parts += 1;
        }
    }

    fn thought_done(&mut self, at: usize, item: &Value, out: &mut Vec<Event>) {
        let next = self.parts;
        let Kind::Reasoning(thought) = &mut self.known[at].kind else { return };
        let whole = item.as_object().map(|item| reasoning::decode(&item.into()));
        if let Some(Part::RedactedThinking { data, .. }) = whole {
            self.parts += 1;
            out.push(Event::new(EventKind::PartStart { part: next, block: BlockKind::RedactedThinking { data } }));
            out.push(Event::new(EventKind::PartEnd { part: next }));
            return;
        }
        let Some(Part::Thinking { text, signature, .. }) = whole else { return };
        let had_none = thought.open.is_none();
        if had_none && (!text.is_empty() || signature.is_some()) {
            thought.grow(next, &text, out);
            self.parts += 1;
        }
        if let (Some(open), Some(signature)) = (&mut thought.open, signature) {
            open.grow(Delta::Signature(signature), out);
        }
    }

    fn arguments(&mut self, wire: &Wire<'_>, text: Option<&str>, out: &mut Vec<Event>) {
        if let Some(at) = self.position(wire)
            && let (Kind::Call(call), Some(text)) = (&mut self.known[at].kind, text)
        {
            call.open.grow(Delta::Arguments(text.to_owned()), out);
        }
    }

    fn arguments_done(&mut self, wire: &Wire<'_>, whole: Option<Value>, out: &mut Vec<Event>) {
        let whole = whole.filter(|v| !v.is_null()).map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned));
        if let Some(at) = self.position(wire)
            && let (Kind::Call(call), Some(whole)) = (&mut self.known[at].kind, whole)
            && call.open.is_empty
        {
            call.open.grow(Delta::Arguments(whole), out);
        }
    }
}

impl Prose {
    fn delta(self, text: &str) -> Delta {
        match self {
            Prose::Text => Delta::Text(text.to_owned()),
            Prose::Refusal => Delta::Refusal(text.to_owned()),
        }
    }
}

impl Thought {
    /// True where the part begins with this piece, under the number `next`.
    fn grow(&mut self, next: u32, text: &str, out: &mut Vec<Event>) -> bool {
        let begins = self.open.is_none();
        let open = self.open.get_or_insert_with(|| {
            out.push(Event::new(EventKind::PartStart { part: next, block: BlockKind::Thinking }));
            Open { part: next, is_empty: true, grows: true }
        });
        if self.breaks && !open.is_empty {
            open.grow(Delta::Thinking("\n\n".to_owned()), out);
        }
        self.breaks = false;
        open.grow(Delta::Thinking(text.to_owned()), out);
        begins
    }
}

impl Open {
    fn grow(&mut self, delta: Delta, out: &mut Vec<Event>) {
        if self.grows && !delta.is_empty() {
            self.is_empty = false;
            out.push(Event::new(EventKind::Delta { part: self.part, delta }));
        }
    }

    fn close(&mut self, out: &mut Vec<Event>) {
        if std::mem::replace(&mut self.grows, false) {
            out.push(Event::new(EventKind::PartEnd { part: self.part }));
        }
    }
}

impl Item {
    fn close(&mut self, out: &mut Vec<Event>) {
        match &mut self.kind {
            Kind::Message(contents) => contents.iter_mut().for_each(|content| content.open.close(out)),
            Kind::Reasoning(thought) => thought.open.iter_mut().for_each(|open| open.close(out)),
            Kind::Call(call) => call.open.close(out),
            Kind::Native => {}
        }
    }
}
