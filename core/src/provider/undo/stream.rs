//! The same for an answer in pieces: nothing leaves that the whole answer would not have.
//!
//! Text waits only where it must: while it may begin a stop text or a fence, and before it is known whether the schema's tool is called.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::Stream;

use super::{first_stop, keeps, rename, unfenced};
use crate::error::Result;
use crate::types::{BlockKind, Delta, Event, EventKind, EventSource, EventStream, Finish, Raw, Usage};
use crate::wire::Undo;

/// The stream as the caller's request would have had it. `input_estimate`: for the usage of an answer that is cut at a stop text.
pub fn undone(events: EventStream, undo: Undo, input_estimate: u64) -> EventStream {
    let rest = Some(events);
    Box::pin(Undone { rest, undo, choices: Vec::new(), ready: VecDeque::new(), usage: None, said: 0, input_estimate, received: 0 })
}

struct Undone {
    /// `None` once the answer is over.
    rest: Option<EventStream>,
    undo: Undo,
    choices: Vec<Choice>,
    ready: VecDeque<Result<Event>>,
    usage: Option<Usage>,
    /// Bytes generated so far.
    said: usize,
    input_estimate: u64,
    /// Of a stream that is gone.
    received: u64,
}

impl EventSource for Undone {
    fn received(&self) -> u64 {
        self.rest.as_ref().map_or(self.received, |rest| rest.received())
    }
}

#[derive(Default)]
struct Choice {
    index: u32,
    /// Parts that have begun and not ended.
    open: Vec<u32>,
    /// The part that is the schema's tool, and whether it said anything.
    schema: Option<(u32, bool)>,
    calls: bool,
    refused: bool,
    /// Text that is no part of the answer if the schema's tool is called.
    aside: Vec<Event>,
    /// Text that may be the beginning of a stop text or of a fence, and its part.
    held: String,
    held_part: u32,
    /// All text, to be checked at the end.
    text: String,
    /// It has reached a stop text.
    is_cut: bool,
}

impl Stream for Undone {
    type Item = Result<Event>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(event) = this.ready.pop_front() {
                return Poll::Ready(Some(event));
            }
            let Some(rest) = &mut this.rest else { return Poll::Ready(None) };
            match std::task::ready!(rest.as_mut().poll_next(cx)) {
                Some(Ok(event)) => this.take(event),
                Some(Err(error)) => this.fail(error),
                None => this.close(),
            }
        }
    }
}

impl Undone {
    fn fail(&mut self, error: crate::Error) {
        self.ready.push_back(Err(error));
        self.close();
    }

    fn close(&mut self) {
        self.received = self.received();
        self.rest = None;
    }

    fn take(&mut self, mut event: Event) {
        event.raw = origin(&event);
        let at = self.choice(event.choice);
        match &mut event.kind {
            EventKind::Other => {}
            EventKind::Usage(usage) => {
                self.usage = Some(*usage);
                self.pass(event);
            }
            EventKind::Start { .. } => self.pass(event),
            _ if self.choices[at].is_cut => {}
            EventKind::PartStart { part, block } => {
                let part = *part;
                let is_text = matches!(block, BlockKind::Text);
                self.choices[at].open.push(part);
                self.choices[at].refused |= matches!(block, BlockKind::Refusal);
                if let BlockKind::ToolCall { name, .. } = block {
                    if self.undo.schema_tool.as_ref() == Some(name) {
                        let choice = &mut self.choices[at];
                        (choice.schema, choice.text) = (Some((part, false)), String::new());
                        choice.aside.clear();
                        *block = BlockKind::Text;
                        return self.pass(event);
                    }
                    rename(&self.undo, name);
                    self.choices[at].calls = true;
                    self.release(at);
                }
                self.say(at, event, is_text);
            }
            EventKind::Delta { part, delta } => {
                self.said += delta.len();
                let part = *part;
                let of_schema = self.choices[at].schema.is_some_and(|(schema, _)| schema == part);
                match delta {
                    Delta::Arguments(text) if of_schema => {
                        let text = std::mem::take(text);
                        self.choices[at].schema = Some((part, true));
                        self.text(at, part, &text);
                    }
                    Delta::Text(text) => {
                        let text = std::mem::take(text);
                        self.text(at, part, &text);
                    }
                    _ => self.say(at, event, false),
                }
            }
            EventKind::PartEnd { part } => {
                let part = *part;
                if self.choices[at].schema == Some((part, false)) {
                    self.text(at, part, "{}");
                }
                self.flush(at, part);
                self.choices[at].open.retain(|open| *open != part);
                self.say(at, event, true);
            }
            EventKind::End(finish) => {
                let finish = finish.clone();
                self.end(at, event, finish);
            }
        }
    }

    fn choice(&mut self, index: u32) -> usize {
        self.choices.iter().position(|c| c.index == index).unwrap_or_else(|| {
            self.choices.push(Choice { index, ..Choice::default() });
            self.choices.len() - 1
        })
    }

    fn pass(&mut self, event: Event) {
        self.ready.push_back(Ok(event));
    }

    /// Hands on, or puts aside what may yet turn out to be no part of the answer.
    fn say(&mut self, at: usize, event: Event, of_text: bool) {
        let choice = &mut self.choices[at];
        let waits = self.undo.schema_tool.is_some() && choice.schema.is_none() && !choice.calls && of_text;
        if waits { choice.aside.push(event) } else { self.pass(event) }
    }

    fn release(&mut self, at: usize) {
        let aside = std::mem::take(&mut self.choices[at].aside);
        self.ready.extend(aside.into_iter().map(Ok));
    }

    /// More text of a part. What was said beside the schema's tool is lost.
    fn text(&mut self, at: usize, part: u32, more: &str) {
        let choice = &mut self.choices[at];
        if choice.schema.is_some_and(|(schema, _)| schema != part) {
            return;
        }
        if choice.held_part != part {
            let before = choice.held_part;
            self.flush(at, before);
        }
        let choice = &mut self.choices[at];
        choice.held_part = part;
        choice.held.push_str(more);
        if let Some(end) = first_stop(&self.undo.stop, &choice.held) {
            choice.held.truncate(end);
            return self.cut(at, part);
        }
        let mut free = choice.held.len() - stop_begins(&self.undo.stop, &choice.held);
        if self.undo.validate.is_some() && may_be_fenced(&choice.text, &choice.held) {
            free = 0;
        }
        let text: String = choice.held.drain(..free).collect();
        self.let_go(at, part, text);
    }

    fn let_go(&mut self, at: usize, part: u32, text: String) {
        if text.is_empty() {
            return;
        }
        if self.undo.validate.is_some() {
            self.choices[at].text.push_str(&text);
        }
        let choice = self.choices[at].index;
        self.say(at, Event { choice, ..Event::new(EventKind::Delta { part, delta: Delta::Text(text) }) }, true);
    }

    /// What was held of a part was no stop text after all.
    fn flush(&mut self, at: usize, part: u32) {
        if self.choices[at].held_part == part {
            let held = std::mem::take(&mut self.choices[at].held);
            let text = if self.undo.validate.is_some() { unfenced(&held).to_owned() } else { held };
            self.let_go(at, part, text);
        }
    }

    /// The answer ends here, whatever the provider goes on to say: the rest is not waited for.
    fn cut(&mut self, at: usize, part: u32) {
        let held = std::mem::take(&mut self.choices[at].held);
        self.let_go(at, part, held);
        self.release(at);
        let choice = &mut self.choices[at];
        choice.is_cut = true;
        let (index, open) = (choice.index, std::mem::take(&mut choice.open));
        self.ready.extend(open.into_iter().map(|part| Ok(Event { choice: index, ..Event::new(EventKind::PartEnd { part }) })));
        self.pass(Event { choice: index, ..Event::new(EventKind::End(Finish::Stop)) });
        if self.choices.len() == 1 {
            let known = self.usage.unwrap_or(Usage { input: self.input_estimate, ..Usage::default() });
            let output = known.output.max((self.said as u64).div_ceil(4));
            self.pass(Event::new(EventKind::Usage(Usage { output, estimated: true, ..known })));
            self.close();
        }
    }

    fn end(&mut self, at: usize, mut event: Event, finish: Finish) {
        let part = self.choices[at].held_part;
        self.flush(at, part);
        self.release(at);
        let choice = &self.choices[at];
        let finish = if finish == Finish::ToolCalls && choice.schema.is_some() && !choice.calls { Finish::Stop } else { finish };
        if let (Some(schema), Finish::Stop, false, false) = (&self.undo.validate, &finish, choice.calls, choice.refused)
            && let Err(error) = keeps(schema, &choice.text)
        {
            return self.fail(error.retryable(false));
        }
        event.kind = EventKind::End(finish);
        self.pass(event);
    }
}

/// Of a provider's own event only where it comes from: that binds a thought to its dialect.
fn origin(event: &Event) -> Option<Raw<Bytes>> {
    let bound =
        matches!(event.kind, EventKind::PartStart { block: BlockKind::Thinking | BlockKind::RedactedThinking { .. } | BlockKind::Raw(_), .. });
    event.raw.as_ref().filter(|_| bound).map(|raw| Raw { dialect: raw.dialect, data: Arc::default() })
}

/// How many bytes at the end of `text` may be the beginning of a stop text.
fn stop_begins(stops: &[String], text: &str) -> usize {
    let longest = |stop: &String| {
        let ends = stop.char_indices().map(|(i, _)| i).skip(1);
        ends.filter(|end| text.ends_with(&stop[..*end])).max().unwrap_or(0)
    };
    stops.iter().map(longest).max().unwrap_or(0)
}

/// Text that begins with a fence is held to its end: only then it is known whether the fence closes.
fn may_be_fenced(said: &str, held: &str) -> bool {
    let begin = held.trim_start();
    said.is_empty() && (begin.is_empty() || begin.starts_with("```") || "```".starts_with(begin))
}

#[cfg(test)]
mod tests {
    use futures_util::StreamExt;
    use serde_json::json;

    use super::*;
    use crate::types::{Choice as Whole, Extra, Fold, Message, Part, Response, ready_events, unfold};

    /// The events of an answer with one part a piece of text or a call, each text cut into pieces of `size`.
    fn events(parts: &[Part], finish: Finish, size: usize) -> Vec<Event> {
        let choice = Whole { message: Message { parts: parts.to_vec(), extra: Extra::new() }, finish: Some(finish), ..Whole::default() };
        let response = Response { choices: vec![choice], usage: Some(Usage { input: 3, output: 9, ..Usage::default() }), ..Response::default() };
        let pieces = |event: Event| match event.kind {
            EventKind::Delta { part, delta } => {
                let (text, of): (String, fn(String) -> Delta) = match delta {
                    Delta::Text(text) => (text, Delta::Text),
                    Delta::Arguments(text) => (text, Delta::Arguments),
                    other => return vec![Event::new(EventKind::Delta { part, delta: other })],
                };
                let letters: Vec<char> = text.chars().collect();
                letters.chunks(size).map(|c| Event::new(EventKind::Delta { part, delta: of(c.iter().collect()) })).collect()
            }
            kind => vec![Event::new(kind)],
        };
        unfold(&response).into_iter().flat_map(pieces).collect()
    }

    fn run(undo: &Undo, events: Vec<Event>) -> (Response, Option<crate::Error>) {
        let mut undone = undone(ready_events(events), undo.clone(), 7);
        let mut fold = Fold::default();
        let mut error = None;
        let mut poll = std::task::Context::from_waker(std::task::Waker::noop());
        while let Poll::Ready(Some(item)) = undone.poll_next_unpin(&mut poll) {
            match item {
                Ok(event) => fold.push(&event),
                Err(e) => error = Some(e),
            }
        }
        (fold.finish(), error)
    }

    fn call(name: &str, arguments: &str) -> Part {
        Part::ToolCall { id: "1".into(), name: name.into(), arguments: arguments.into(), extra: Extra::new() }
    }

    #[test]
    fn a_stream_is_undone_to_what_its_whole_answer_is_however_it_is_cut() {
        let schema_tool = Undo {
            schema_tool: Some("answer".into()),
            tool_names: vec![("a_b".into(), "a.b".into())],
            validate: Some(json!(true)),
            ..Undo::default()
        };
        let stop = Undo { stop: vec!["END".into(), "E\n".into()], ..Undo::default() };
        let fenced = Undo { validate: Some(json!({"type": "object"})), ..Undo::default() };
        let answers = [
            (&schema_tool, vec![Part::text("So:"), call("answer", r#"{"a":1}"#)], Finish::ToolCalls),
            (&schema_tool, vec![Part::text("wait"), call("a_b", "{}")], Finish::ToolCalls),
            (&schema_tool, vec![Part::text(r#"{"a":2}"#)], Finish::Stop),
            (&schema_tool, vec![call("answer", "")], Finish::ToolCalls),
            (&stop, vec![Part::text("one EN two E END three"), call("f", "{}")], Finish::Length),
            (&stop, vec![Part::text("ENE\nEND")], Finish::Stop),
            (&stop, vec![Part::text("no stop, though EN"), Part::text("D of it")], Finish::Stop),
            (&fenced, vec![Part::text("```json\n{\"a\": \"```\"}\n```")], Finish::Stop),
            (&fenced, vec![Part::text(" {\"a\": 1}")], Finish::Stop),
        ];
        for (undo, parts, finish) in &answers {
            let choice = Whole { message: Message { parts: parts.clone(), extra: Extra::new() }, finish: Some(finish.clone()), ..Whole::default() };
            let mut whole = Response { choices: vec![choice], ..Response::default() };
            super::super::whole(undo, &mut whole).expect("each keeps its schema");
            for size in 1..20 {
                let (folded, error) = run(undo, events(parts, finish.clone(), size));
                assert!(error.is_none(), "{parts:?}: {error:?}");
                assert_eq!(folded.choices[0].message.text(), whole.choices[0].message.text(), "{parts:?} in pieces of {size}");
                let calls =
                    |r: &Response| r.choices[0].message.parts.iter().filter(|p| matches!(p, Part::ToolCall { .. })).cloned().collect::<Vec<_>>();
                assert_eq!(calls(&folded), calls(&whole), "{parts:?}");
                assert_eq!(folded.choices[0].finish, whole.choices[0].finish, "{parts:?}");
            }
        }
    }

    #[test]
    fn an_answer_that_is_cut_at_a_stop_text_has_an_estimated_usage_and_no_more_is_read() {
        let undo = Undo { stop: vec!["x".into()], ..Undo::default() };
        let (folded, _) = run(&undo, events(&[Part::text("12345678x and a thousand words")], Finish::Stop, 3));
        assert_eq!(folded.usage, Some(Usage { input: 7, output: 3, estimated: true, ..Usage::default() }));
    }

    #[test]
    fn a_broken_promise_ends_the_stream_with_an_error() {
        let undo = Undo { validate: Some(json!({"required": ["a"]})), ..Undo::default() };
        let (folded, error) = run(&undo, events(&[Part::text("{}")], Finish::Stop, 1));
        assert_eq!(error.expect("it lacks `a`").get_reason(), Some("invalid_answer"));
        assert_eq!(folded.choices[0].finish, None);
    }
}
