//! The items of an answer as we tell them: each begins, grows and ends with events of its own.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::{reasoning, skeleton};
use crate::types::{BlockKind, Delta, Dialect, Extra, Raw, Tree, tree};
use crate::wire::Frame;

/// Where events go. Muted, it lets nothing out.
#[derive(Default)]
pub(super) struct Sink {
    pub sequence: u64,
    pub muted: bool,
}

impl Sink {
    pub fn tell<'t>(&mut self, name: &'static str, members: impl FnOnce() -> Tree<'t>, out: &mut Vec<Frame>) {
        if self.muted {
            return;
        }
        out.push(Frame::named(name, &Told { kind: name, sequence_number: self.sequence, members: members() }));
        self.sequence += 1;
    }
}

/// An event: its name, its number, and what it tells.
#[derive(Serialize)]
struct Told<'t> {
    #[serde(rename = "type")]
    kind: &'static str,
    sequence_number: u64,
    #[serde(flatten)]
    members: Tree<'t>,
}

#[derive(Default)]
pub(super) struct Outgoing {
    items: Vec<Item>,
}

struct Item {
    id: String,
    /// `output_index`
    index: u64,
    /// The id is the provider's own.
    kept: bool,
    kind: Kind,
    open: bool,
}

enum Kind {
    Message(Vec<Content>),
    Thought {
        part: u32,
        text: String,
        signature: Option<String>,
        origin: Option<Dialect>,
    },
    Call {
        part: u32,
        call_id: String,
        name: String,
        arguments: String,
        extra: Extra,
    },
    /// An item that is whole from the beginning.
    Ready {
        part: u32,
        item: Value,
    },
}

struct Content {
    part: u32,
    is_refusal: bool,
    text: String,
    logprobs: Vec<Value>,
    open: bool,
}

/// Where an event of the provider's own stands, so that what we add later fits to it.
#[derive(Deserialize, Default)]
struct Seat {
    output_index: Option<u64>,
    item_id: Option<String>,
    item: Option<SeatItem>,
}

#[derive(Deserialize)]
struct SeatItem {
    id: Option<String>,
}

impl Outgoing {
    pub fn start(&mut self, part: u32, block: &BlockKind, raw: Option<&Raw<Bytes>>, sink: &mut Sink, out: &mut Vec<Frame>) {
        let of_this_wire = raw.filter(|raw| raw.dialect == Dialect::OpenaiResponses && sink.muted);
        let seat = of_this_wire.and_then(|raw| serde_json::from_slice::<Seat>(&raw.data).ok()).unwrap_or_default();
        let (kind, name) = match block {
            BlockKind::Text | BlockKind::Refusal => return self.content(part, *block == BlockKind::Refusal, seat, sink, out),
            BlockKind::Thinking => (Kind::Thought { part, text: String::new(), signature: None, origin: raw.map(|raw| raw.dialect) }, "reasoning"),
            BlockKind::ToolCall { id, name, extra } => {
                let kind = Kind::Call { part, call_id: id.clone(), name: name.clone(), arguments: String::new(), extra: extra.clone() };
                (kind, if skeleton::is_custom(extra) { "custom_tool_call" } else { "function_call" })
            }
            BlockKind::RedactedThinking { data } => {
                let sealed = reasoning::seal_redacted(raw.map(|raw| raw.dialect), data);
                (Kind::Ready { part, item: reasoning::item(&reasoning::new_id(), "", Some(sealed)) }, "reasoning")
            }
            // A block of one provider without a canonical form: known here if it is of this wire.
            BlockKind::Raw(item) if raw.is_some_and(|raw| raw.dialect == Dialect::OpenaiResponses) && item.is_object() => {
                let mut item = item.clone();
                if !sink.muted {
                    skeleton::renew_item(&mut item);
                }
                (Kind::Ready { part, item }, "")
            }
            BlockKind::Raw(_) => return,
        };
        self.end_messages(sink, out);
        self.add(kind, name, seat, sink, out);
    }

    fn add(&mut self, kind: Kind, name: &str, seat: Seat, sink: &mut Sink, out: &mut Vec<Frame>) -> usize {
        let given = seat.item.and_then(|item| item.id).or(seat.item_id);
        let own_id = if let Kind::Ready { item, .. } = &kind { item["id"].as_str().map(str::to_owned) } else { None };
        let item = Item {
            kept: given.is_some(),
            id: given.or(own_id).unwrap_or_else(|| skeleton::item_id(name)),
            index: seat.output_index.unwrap_or_else(|| self.items.iter().map(|item| item.index + 1).max().unwrap_or(0)),
            kind,
            open: true,
        };
        sink.tell("response.output_item.added", || tree!({"output_index": item.index, "item": item.begun()}), out);
        self.items.push(item);
        self.items.len() - 1
    }

    /// A text or refusal: one more piece of the message that is open, or of a new one.
    fn content(&mut self, part: u32, is_refusal: bool, seat: Seat, sink: &mut Sink, out: &mut Vec<Frame>) {
        let fits = |item: &Item| item.open && matches!(item.kind, Kind::Message(_)) && seat.item_id.as_ref().is_none_or(|id| *id == item.id);
        let at = match self.items.iter().rposition(fits) {
            Some(at) => at,
            None => self.add(Kind::Message(Vec::new()), "message", seat, sink, out),
        };
        let item = &mut self.items[at];
        let Kind::Message(contents) = &mut item.kind else { return };
        let content = Content { part, is_refusal, text: String::new(), logprobs: Vec::new(), open: true };
        let members = || tree!({"item_id": &item.id, "output_index": item.index, "content_index": contents.len(), "part": content.value()});
        sink.tell("response.content_part.added", members, out);
        contents.push(content);
    }

    pub fn grow(&mut self, part: u32, delta: &Delta, sink: &mut Sink, out: &mut Vec<Frame>) {
        if delta.is_empty() {
            return;
        }
        let holder = self.items.iter().rposition(|item| item.holds(part));
        let last_message = || self.items.iter().rposition(|item| matches!(item.kind, Kind::Message(_)));
        let at = match (holder, delta) {
            (Some(at), _) => at,
            (None, Delta::Logprobs(_)) => {
                let Some(at) = last_message() else { return };
                at
            }
            (None, _) => {
                self.start(part, &implied(delta), None, sink, out);
                self.items.len() - 1
            }
        };
        let item = &mut self.items[at];
        match (&mut item.kind, delta) {
            (Kind::Message(contents), _) => {
                let last = contents.len().saturating_sub(1);
                let place = contents.iter().position(|content| content.part == part).unwrap_or(last);
                if let Some(content) = contents.get_mut(place) {
                    content.grow(delta, (&item.id, item.index, place), sink, out);
                }
            }
            (Kind::Thought { text, .. }, Delta::Thinking(more)) => {
                let place = || tree!({"item_id": &item.id, "output_index": item.index, "summary_index": 0_u64});
                if text.is_empty() {
                    sink.tell(
                        "response.reasoning_summary_part.added",
                        || joined(place(), tree!({"part": {"type": "summary_text", "text": ""}})),
                        out,
                    );
                }
                text.push_str(more);
                sink.tell("response.reasoning_summary_text.delta", || joined(place(), tree!({"delta": more})), out);
            }
            (Kind::Thought { signature, .. }, Delta::Signature(more)) => signature.get_or_insert_default().push_str(more),
            (Kind::Call { arguments, extra, .. }, Delta::Arguments(more)) => {
                arguments.push_str(more);
                let name =
                    if skeleton::is_custom(extra) { "response.custom_tool_call_input.delta" } else { "response.function_call_arguments.delta" };
                sink.tell(name, || tree!({"item_id": &item.id, "output_index": item.index, "delta": more}), out);
            }
            _ => {}
        }
    }

    pub fn end(&mut self, part: u32, sink: &mut Sink, out: &mut Vec<Frame>) {
        if let Some(item) = self.items.iter_mut().rfind(|item| item.holds(part)) {
            item.end_part(Some(part), sink, out);
            if !matches!(item.kind, Kind::Message(_)) {
                item.end(sink, out);
            }
        }
    }

    /// Messages whose texts are all told end before another item begins.
    fn end_messages(&mut self, sink: &mut Sink, out: &mut Vec<Frame>) {
        for item in &mut self.items {
            if matches!(&item.kind, Kind::Message(contents) if contents.iter().all(|content| !content.open)) {
                item.end(sink, out);
            }
        }
    }

    /// Ends whatever is open.
    pub fn close(&mut self, sink: &mut Sink, out: &mut Vec<Frame>) {
        for item in &mut self.items {
            item.end_part(None, sink, out);
            item.end(sink, out);
        }
    }

    /// The items so far, in their order.
    pub fn output(&self) -> Vec<Value> {
        let mut items: Vec<&Item> = self.items.iter().collect();
        items.sort_by_key(|item| item.index);
        items.into_iter().map(Item::value).collect()
    }
}

fn implied(delta: &Delta) -> BlockKind {
    match delta {
        Delta::Text(_) | Delta::Logprobs(_) => BlockKind::Text,
        Delta::Arguments(_) => BlockKind::ToolCall { id: String::new(), name: String::new(), extra: Extra::new() },
        Delta::Thinking(_) | Delta::Signature(_) => BlockKind::Thinking,
        Delta::Refusal(_) => BlockKind::Refusal,
    }
}

fn joined<'t>(mut all: Tree<'t>, more: Tree<'t>) -> Tree<'t> {
    if let (Tree::Object(all), Tree::Object(more)) = (&mut all, more) {
        all.extend(more);
    }
    all
}

fn logprobs(pieces: &[Value]) -> Vec<Tree<'_>> {
    pieces.iter().map(Tree::from).collect()
}

impl Content {
    fn value(&self) -> Value {
        if self.is_refusal { skeleton::refusal(&self.text) } else { skeleton::output_text(&self.text, None, &self.logprobs) }
    }

    fn grow(&mut self, delta: &Delta, (id, index, place): (&str, u64, usize), sink: &mut Sink, out: &mut Vec<Frame>) {
        let at = || tree!({"item_id": id, "output_index": index, "content_index": place});
        match delta {
            Delta::Text(more) if !self.is_refusal => {
                self.text.push_str(more);
                sink.tell("response.output_text.delta", || joined(at(), tree!({"delta": more, "logprobs": []})), out);
            }
            Delta::Refusal(more) | Delta::Text(more) => {
                self.text.push_str(more);
                sink.tell("response.refusal.delta", || joined(at(), tree!({"delta": more})), out);
            }
            Delta::Logprobs(all) => {
                let Some(pieces) = all.get("content").and_then(Value::as_array) else { return };
                self.logprobs.extend(pieces.iter().cloned());
                sink.tell("response.output_text.delta", || joined(at(), tree!({"delta": "", "logprobs": logprobs(pieces)})), out);
            }
            _ => {}
        }
    }

    fn end(&mut self, (id, index, place): (&str, u64, usize), sink: &mut Sink, out: &mut Vec<Frame>) {
        if !std::mem::replace(&mut self.open, false) {
            return;
        }
        let at = || tree!({"item_id": id, "output_index": index, "content_index": place});
        if self.is_refusal {
            sink.tell("response.refusal.done", || joined(at(), tree!({"refusal": &self.text})), out);
        } else {
            sink.tell("response.output_text.done", || joined(at(), tree!({"text": &self.text, "logprobs": logprobs(&self.logprobs)})), out);
        }
        sink.tell("response.content_part.done", || joined(at(), tree!({"part": self.value()})), out);
    }
}

impl Item {
    fn holds(&self, number: u32) -> bool {
        match &self.kind {
            Kind::Message(contents) => contents.iter().any(|content| content.part == number),
            Kind::Thought { part, .. } | Kind::Call { part, .. } | Kind::Ready { part, .. } => *part == number,
        }
    }

    /// As it stands in the event that announces it.
    fn begun(&self) -> Value {
        match &self.kind {
            Kind::Message(_) => skeleton::message(&self.id, "in_progress", Vec::new()),
            Kind::Thought { .. } => reasoning::item(&self.id, "", None),
            Kind::Call { call_id, name, extra, .. } => skeleton::call(&self.id, "in_progress", call_id, name, "", extra),
            Kind::Ready { item, .. } => item.clone(),
        }
    }

    /// As far as it has come.
    fn value(&self) -> Value {
        let status = if self.open { "incomplete" } else { "completed" };
        match &self.kind {
            Kind::Message(contents) => skeleton::message(&self.id, status, contents.iter().map(Content::value).collect()),
            Kind::Thought { text, signature, origin, .. } => {
                let sealed = match (self.kept, signature) {
                    (true, signature) => signature.as_deref().map(|signature| reasoning::own_seal(signature).to_owned()),
                    (false, signature) => Some(reasoning::seal(*origin, signature.as_deref())),
                };
                reasoning::item(&self.id, text, sealed)
            }
            Kind::Call { call_id, name, arguments, extra, .. } => skeleton::call(&self.id, status, call_id, name, arguments, extra),
            Kind::Ready { item, .. } => item.clone(),
        }
    }

    /// Ends one part of the item, or (`None`) all.
    fn end_part(&mut self, part: Option<u32>, sink: &mut Sink, out: &mut Vec<Frame>) {
        if let Kind::Message(contents) = &mut self.kind {
            for (place, content) in contents.iter_mut().enumerate().filter(|(_, content)| part.is_none_or(|part| content.part == part)) {
                content.end((&self.id, self.index, place), sink, out);
            }
        }
    }

    fn end(&mut self, sink: &mut Sink, out: &mut Vec<Frame>) {
        if !std::mem::replace(&mut self.open, false) {
            return;
        }
        let (id, index) = (&self.id, self.index);
        match &mut self.kind {
            Kind::Thought { text, .. } if !text.is_empty() => {
                let at = || tree!({"item_id": id, "output_index": index, "summary_index": 0_u64});
                sink.tell("response.reasoning_summary_text.done", || joined(at(), tree!({"text": text.as_str()})), out);
                let part = || joined(at(), tree!({"part": {"type": "summary_text", "text": text.as_str()}}));
                sink.tell("response.reasoning_summary_part.done", part, out);
            }
            Kind::Call { name, arguments, extra, .. } => {
                if skeleton::is_custom(extra) {
                    let members = || tree!({"item_id": id, "output_index": index, "input": arguments.as_str()});
                    sink.tell("response.custom_tool_call_input.done", members, out);
                } else {
                    // A call without input has the empty object for its arguments.
                    if arguments.is_empty() {
                        arguments.push_str("{}");
                        let members = || tree!({"item_id": id, "output_index": index, "delta": "{}"});
                        sink.tell("response.function_call_arguments.delta", members, out);
                    }
                    let members = || tree!({"item_id": id, "output_index": index, "name": name.as_str(), "arguments": arguments.as_str()});
                    sink.tell("response.function_call_arguments.done", members, out);
                }
            }
            _ => {}
        }
        sink.tell("response.output_item.done", || tree!({"output_index": self.index, "item": self.value()}), out);
    }
}
