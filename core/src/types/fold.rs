//! A stream as one answer, and one answer as a stream.
//!
//! `Fold` takes the events as they come; what it has at any moment is the answer so far. `unfold` replays a whole one.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::Value;

use super::event::{BlockKind, Delta, Event, EventKind};
use super::reply::{Choice, Finish, Message, Response};
use super::request::{Dialect, Extra, Part, Raw};
use super::usage::Usage;

/// The answer that a stream has told so far.
#[derive(Debug, Clone, Default)]
pub struct Fold {
    id: String,
    model: String,
    created: u64,
    choices: Vec<Growing>,
    usage: Option<Usage>,
    text_len: usize,
}

#[derive(Debug, Clone, Default)]
struct Growing {
    index: u32,
    /// By the number of the part; a number that never came is empty.
    parts: Vec<Option<Part>>,
    finish: Option<Finish>,
    logprobs: Option<Value>,
}

impl Fold {
    pub fn push(&mut self, event: &Event) {
        match &event.kind {
            EventKind::Start { id, model, created } => {
                self.id.clone_from(id);
                self.model.clone_from(model);
                self.created = *created;
            }
            EventKind::PartStart { part, block } => *self.choice(event.choice).slot(*part) = Some(begin(block, event)),
            EventKind::Delta { part, delta } => {
                self.text_len += delta.len();
                self.choice(event.choice).grow(*part, delta);
            }
            EventKind::PartEnd { part } => {
                if let Some(Part::ToolCall { arguments, .. }) = self.choice(event.choice).slot(*part)
                    && arguments.is_empty()
                {
                    arguments.push_str("{}");
                }
            }
            EventKind::Usage(usage) => self.usage = Some(*usage),
            EventKind::End(finish) => self.choice(event.choice).finish = Some(finish.clone()),
            EventKind::Other => {}
        }
    }

    /// Bytes of everything generated so far: text, thinking and arguments.
    pub fn text_len(&self) -> usize {
        self.text_len
    }

    pub fn usage(&self) -> Option<Usage> {
        self.usage
    }

    /// Has every choice that began come to its end?
    pub fn is_finished(&self) -> bool {
        !self.choices.is_empty() && self.choices.iter().all(|c| c.finish.is_some())
    }

    /// The answer: whole, or what was received of it (then without a finish).
    pub fn finish(mut self) -> Response {
        self.choices.sort_by_key(|c| c.index);
        Response {
            id: self.id,
            model: self.model,
            created: self.created,
            choices: self.choices.into_iter().map(Growing::finish).collect(),
            usage: self.usage,
            extra: Extra::new(),
            raw: None,
        }
    }

    fn choice(&mut self, index: u32) -> &mut Growing {
        let at = self.choices.iter().position(|c| c.index == index).unwrap_or_else(|| {
            self.choices.push(Growing { index, ..Growing::default() });
            self.choices.len() - 1
        });
        &mut self.choices[at]
    }
}

impl Growing {
    fn slot(&mut self, part: u32) -> &mut Option<Part> {
        let at = part as usize;
        if self.parts.len() <= at {
            self.parts.resize(at + 1, None);
        }
        &mut self.parts[at]
    }

    fn grow(&mut self, part: u32, delta: &Delta) {
        if let Delta::Logprobs(more) = delta {
            merge_logprobs(&mut self.logprobs, more);
            return;
        }
        let slot = self.slot(part);
        let part = slot.get_or_insert_with(|| implied(delta));
        match (part, delta) {
            (Part::Text { text, .. }, Delta::Text(more))
            | (Part::ToolCall { arguments: text, .. }, Delta::Arguments(more))
            | (Part::Thinking { text, .. }, Delta::Thinking(more))
            | (Part::Refusal { text }, Delta::Refusal(more)) => text.push_str(more),
            (Part::Thinking { signature, .. }, Delta::Signature(more)) => signature.get_or_insert_default().push_str(more),
            _ => {}
        }
    }

    fn finish(self) -> Choice {
        let message = Message { parts: self.parts.into_iter().flatten().collect(), extra: Extra::new() };
        Choice { index: self.index, message, finish: self.finish, logprobs: self.logprobs, extra: Extra::new() }
    }
}

fn begin(block: &BlockKind, event: &Event) -> Part {
    let origin = event.raw.as_ref().map(|raw| raw.dialect);
    match block {
        BlockKind::Text => Part::text(""),
        BlockKind::ToolCall { id, name, extra } => {
            Part::ToolCall { id: id.clone(), name: name.clone(), arguments: String::new(), extra: extra.clone() }
        }
        BlockKind::Thinking => Part::Thinking { text: String::new(), signature: None, origin, extra: Extra::new() },
        BlockKind::Refusal => Part::Refusal { text: String::new() },
        BlockKind::RedactedThinking { data } => Part::RedactedThinking { data: data.clone(), origin },
        BlockKind::Raw(json) => Part::Raw { origin: origin.unwrap_or(Dialect::OpenaiChat), json: json.clone() },
    }
}

/// The part that a delta without a beginning belongs to.
fn implied(delta: &Delta) -> Part {
    match delta {
        Delta::Text(_) | Delta::Logprobs(_) => Part::text(""),
        Delta::Arguments(_) => Part::ToolCall { id: String::new(), name: String::new(), arguments: String::new(), extra: Extra::new() },
        Delta::Thinking(_) | Delta::Signature(_) => Part::Thinking { text: String::new(), signature: None, origin: None, extra: Extra::new() },
        Delta::Refusal(_) => Part::Refusal { text: String::new() },
    }
}

/// Lists grow, everything else is replaced.
fn merge_logprobs(all: &mut Option<Value>, more: &Value) {
    let (Some(Value::Object(all)), Value::Object(more)) = (all.as_mut(), more) else {
        *all = Some(more.clone());
        return;
    };
    for (key, value) in more {
        match (all.get_mut(key), value) {
            (Some(Value::Array(list)), Value::Array(more)) => list.extend(more.iter().cloned()),
            (Some(_), Value::Null) => {}
            (Some(known), value) => *known = value.clone(),
            (None, value) => drop(all.insert(key.clone(), value.clone())),
        }
    }
}

/// A whole answer as the events of a stream. Members without a canonical place (`extra`) have no events.
pub fn unfold(response: &Response) -> Vec<Event> {
    let mut out = vec![Event::new(EventKind::Start { id: response.id.clone(), model: response.model.clone(), created: response.created })];
    for choice in &response.choices {
        let event = |kind, raw| Event { kind, choice: choice.index, raw };
        for (i, part) in choice.message.parts.iter().enumerate() {
            let number = i as u32;
            let Some((block, deltas)) = unfold_part(part) else { continue };
            out.push(event(EventKind::PartStart { part: number, block }, origin(part).map(unsaid)));
            out.extend(deltas.into_iter().filter(|d| !d.is_empty()).map(|delta| event(EventKind::Delta { part: number, delta }, None)));
            out.push(event(EventKind::PartEnd { part: number }, None));
        }
        if let Some(logprobs) = &choice.logprobs {
            out.push(event(EventKind::Delta { part: 0, delta: Delta::Logprobs(logprobs.clone()) }, None));
        }
        out.extend(choice.finish.clone().map(|finish| event(EventKind::End(finish), None)));
    }
    out.extend(response.usage.map(|usage| Event::new(EventKind::Usage(usage))));
    out
}

/// Which dialect a part belongs to, where that binds it.
fn origin(part: &Part) -> Option<Dialect> {
    match part {
        Part::Thinking { origin, .. } | Part::RedactedThinking { origin, .. } => *origin,
        Part::Raw { origin, .. } => Some(*origin),
        _ => None,
    }
}

/// The dialect without data: it tells `Fold` the origin, and an encoder nothing.
fn unsaid(dialect: Dialect) -> Raw<Bytes> {
    Raw { dialect, data: Arc::default() }
}

fn unfold_part(part: &Part) -> Option<(BlockKind, Vec<Delta>)> {
    Some(match part {
        Part::Text { text, .. } => (BlockKind::Text, vec![Delta::Text(text.clone())]),
        Part::ToolCall { id, name, arguments, extra } => {
            (BlockKind::ToolCall { id: id.clone(), name: name.clone(), extra: extra.clone() }, vec![Delta::Arguments(arguments.clone())])
        }
        Part::Thinking { text, signature, .. } => {
            let signature = signature.clone().map(Delta::Signature);
            (BlockKind::Thinking, std::iter::once(Delta::Thinking(text.clone())).chain(signature).collect())
        }
        Part::Refusal { text } => (BlockKind::Refusal, vec![Delta::Refusal(text.clone())]),
        Part::RedactedThinking { data, .. } => (BlockKind::RedactedThinking { data: data.clone() }, Vec::new()),
        Part::Raw { json, .. } => (BlockKind::Raw(json.clone()), Vec::new()),
        Part::Image(_) | Part::Audio(_) | Part::File(_) | Part::ToolResult { .. } => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn answer() -> Response {
        let parts = vec![
            Part::Thinking { text: "hm".into(), signature: Some("sig".into()), origin: Some(Dialect::Anthropic), extra: Extra::new() },
            Part::text("Looking."),
            Part::ToolCall { id: "call_a".into(), name: "f".into(), arguments: r#"{"a":1}"#.into(), extra: Extra::new() },
            Part::ToolCall { id: "call_b".into(), name: "g".into(), arguments: "{}".into(), extra: Extra::new() },
            Part::RedactedThinking { data: "x".into(), origin: Some(Dialect::Anthropic) },
            Part::Raw { origin: Dialect::Gemini, json: json!({"a": 1}) },
        ];
        let logprobs = Some(json!({"content": [{"token": "a"}], "refusal": null}));
        let choice =
            Choice { index: 0, message: Message { parts, extra: Extra::new() }, finish: Some(Finish::ToolCalls), logprobs, extra: Extra::new() };
        let refused = Message { parts: vec![Part::Refusal { text: "no".into() }], extra: Extra::new() };
        let second = Choice { index: 1, message: refused, finish: Some(Finish::Stop), ..Choice::default() };
        let usage = Some(Usage { input: 3, output: 4, ..Usage::default() });
        Response { id: "id".into(), model: "m".into(), created: 7, choices: vec![choice, second], usage, ..Response::default() }
    }

    fn folded(events: &[Event]) -> Response {
        let mut fold = Fold::default();
        for event in events {
            fold.push(event);
        }
        fold.finish()
    }

    #[test]
    fn folding_an_unfolded_answer_gives_it_back() {
        let (before, after) = (answer(), folded(&unfold(&answer())));
        assert_eq!(after.choices, before.choices);
        assert_eq!((after.id, after.model, after.created, after.usage), (before.id, before.model, before.created, before.usage));
    }

    #[test]
    fn an_answer_cut_short_has_what_came_and_no_finish() {
        let events = unfold(&answer());
        let mut fold = Fold::default();
        for event in &events[..5] {
            fold.push(event);
        }
        assert_eq!(fold.text_len(), "hm".len() + "sig".len());
        assert!(!fold.is_finished());
        let so_far = fold.finish();
        assert_eq!((so_far.choices.len(), so_far.choices[0].finish.clone()), (1, None));
    }

    #[test]
    fn a_call_without_input_ends_as_an_empty_object_and_half_a_call_does_not() {
        let start =
            Event::new(EventKind::PartStart { part: 0, block: BlockKind::ToolCall { id: "a".into(), name: "f".into(), extra: Extra::new() } });
        let arguments = |events: &[Event]| match &folded(events).choices[0].message.parts[0] {
            Part::ToolCall { arguments, .. } => arguments.clone(),
            other => panic!("a call, not {other:?}"),
        };
        assert_eq!(arguments(&[start.clone(), Event::new(EventKind::PartEnd { part: 0 })]), "{}");
        assert_eq!(arguments(&[start]), "");
    }

    #[test]
    fn log_probabilities_of_the_pieces_become_one_list() {
        let piece =
            |token: &str| Event::new(EventKind::Delta { part: 0, delta: Delta::Logprobs(json!({"content": [{"token": token}], "refusal": null})) });
        let all = folded(&[piece("a"), piece("b")]).choices[0].logprobs.clone();
        assert_eq!(all, Some(json!({"content": [{"token": "a"}, {"token": "b"}], "refusal": null})));
    }
}
