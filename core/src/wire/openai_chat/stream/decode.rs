//! The bytes of a stream → events. Each event of the wire becomes several of ours; the first of them carries its data.
//!
//! Typed and borrowed, for this runs once a token.

use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use memchr::memmem::Finder;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::calls::{WireCall, WireFunction, synthetic_id};
use super::super::response::is_error;
use super::super::usage::{WireUsage, decode_finish};
use super::super::{LEGACY, parts};
use crate::error::{Class, Error, Result};
use crate::types::{BlockKind, Delta, Dialect, Event, EventKind, Extra, Finish, Part, Raw, ServiceTier, Usage};
use crate::wire::again::Again;
use crate::wire::lenient::{self, Content, Count, Word};
use crate::wire::sse::{SseDecoder, SseEvent};
use crate::wire::{EventDecoder, errors};

static CONTENT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\"content\":"));

#[derive(Deserialize)]
struct Chunk<'a> {
    #[serde(default, borrow)]
    id: Word<'a>,
    #[serde(default, borrow)]
    object: Word<'a>,
    #[serde(default, borrow)]
    model: Word<'a>,
    #[serde(default)]
    created: Count,
    #[serde(borrow)]
    choices: Option<Vec<ChunkChoice<'a>>>,
    /// Large and rare members are boxed: what is parsed is moved several times.
    usage: Option<Box<WireUsage>>,
    /// Groq tells its usage here, asked or not.
    x_groq: Option<Box<Groq>>,
    #[serde(default, borrow)]
    service_tier: Word<'a>,
    error: Option<Value>,
}

#[derive(Deserialize)]
struct Groq {
    usage: Option<Box<WireUsage>>,
}

#[derive(Deserialize)]
struct ChunkChoice<'a> {
    #[serde(default)]
    index: Count,
    #[serde(borrow)]
    delta: Option<ChunkDelta<'a>>,
    #[serde(default, borrow)]
    finish_reason: Word<'a>,
    logprobs: Option<Value>,
    error: Option<Value>,
    /// Moonshot puts it here.
    usage: Option<Box<WireUsage>>,
}

#[derive(Deserialize)]
struct ChunkDelta<'a> {
    #[serde(default)]
    content: Content,
    #[serde(default, borrow)]
    refusal: Word<'a>,
    #[serde(default, borrow)]
    reasoning_content: Word<'a>,
    #[serde(default, borrow)]
    reasoning: Word<'a>,
    #[serde(borrow)]
    tool_calls: Option<Vec<WireCall<'a>>>,
    #[serde(borrow)]
    function_call: Option<Box<WireFunction<'a>>>,
}

/// Where a choice stands.
#[derive(Default)]
struct ChoiceState {
    index: u32,
    parts: u32,
    open: Option<(Prose, u32)>,
    calls: Vec<OpenCall>,
    finished: bool,
}

/// The parts of which one is open at a time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Prose {
    Text,
    Thinking,
    Refusal,
}

struct OpenCall {
    /// The wire's own number; `None` where it gives none.
    index: Option<u64>,
    id: String,
    part: u32,
}

#[derive(Default)]
pub struct Decoder {
    sse: SseDecoder,
    state: State,
}

#[derive(Default)]
struct State {
    again: Again,
    started: bool,
    done: bool,
    choices: Vec<ChoiceState>,
    empty: Arc<Bytes>,
}

#[cfg(test)]
impl Decoder {
    /// Reads the next event whole.
    pub fn forget(&mut self) {
        self.state.again.forget();
    }
}

impl EventDecoder for Decoder {
    fn feed(&mut self, bytes: &[u8], out: &mut Vec<Event>) -> Result<()> {
        self.sse.feed(bytes, |event| self.state.event(&event, out))
    }

    fn end(&mut self, out: &mut Vec<Event>) -> Result<()> {
        if let Some(event) = self.sse.end() {
            let text = lenient::text(&event.data);
            if text.trim() == "[DONE]" || lenient::repaired(&text).is_some_and(|v| v.is_object()) {
                self.state.event(&event, out)?;
            }
        }
        let all_finished = !self.state.choices.is_empty() && self.state.choices.iter().all(|c| c.finished);
        if self.state.done || all_finished {
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
        Some(tree) if is_error(tree.get("error")) => errors::from_body(&tree),
        _ => Error::of(Class::Server, "the provider answered 200 with something that is no event stream"),
    }
}

impl State {
    fn event(&mut self, event: &SseEvent, out: &mut Vec<Event>) -> Result<()> {
        if self.done {
            return Ok(());
        }
        if let Some(alike) = self.again.event(&event.data, Dialect::OpenaiChat).filter(|_| event.name != "error") {
            out.push(alike);
            return Ok(());
        }
        let first = out.len();
        let read = self.whole_event(event, out);
        self.again.see(&event.data, &CONTENT, read.is_ok().then_some(&out[first..]));
        read
    }

    fn whole_event(&mut self, event: &SseEvent, out: &mut Vec<Event>) -> Result<()> {
        let text = lenient::text(&event.data);
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Ok(());
        }
        if trimmed == "[DONE]" {
            self.done = true;
            return Ok(());
        }
        if !trimmed.starts_with('{') {
            return Err(no_chunk());
        }
        let tree;
        let chunk = if let Ok(chunk) = serde_json::from_str::<Chunk<'_>>(&text) {
            chunk
        } else {
            tree = lenient::repaired(&text).ok_or_else(no_chunk)?;
            Chunk::deserialize(&tree).map_err(|_| if is_error(tree.get("error")) { errors::from_body(&tree) } else { no_chunk() })?
        };
        let first = out.len();
        let said = self.chunk(chunk, out);
        let failed = said.is_err() || event.name == "error";
        if out.len() == first && !failed {
            out.push(Event::new(EventKind::Other));
        }
        for (i, event_of_ours) in out[first..].iter_mut().enumerate() {
            // What a failing event still said (usage) is booked; its own bytes are not sent on, the error is.
            let data = if i == 0 && !failed { Arc::new(event.data.clone()) } else { Arc::clone(&self.empty) };
            event_of_ours.raw = Some(Raw { dialect: Dialect::OpenaiChat, data });
        }
        match said {
            Err(Fault::Named(error)) => Err(errors::from_body(&json!({ "error": error }))),
            Err(Fault::Ended(word)) => Err(errors::ended_badly(&word)),
            Err(Fault::Whole) => Err(errors::from_body(&lenient::repaired(&text).unwrap_or_default())),
            Ok(()) if failed => Err(errors::from_body(&lenient::repaired(&text).unwrap_or_default())),
            Ok(()) => Ok(()),
        }
    }

    fn chunk(&mut self, chunk: Chunk<'_>, out: &mut Vec<Event>) -> Result<(), Fault> {
        let choices = chunk.choices.unwrap_or_default();
        // Azure's first event has neither id nor choices: who answers comes with the second.
        if !self.started && (chunk.id.some().is_some() || !choices.is_empty()) && !is_error(chunk.error.as_ref()) {
            self.started = true;
            out.push(Event::new(EventKind::Start { id: chunk.id.into_string(), model: chunk.model.into_string(), created: chunk.created.or_zero() }));
        }
        let tier = chunk.service_tier.some().and_then(ServiceTier::of);
        let mut usage = chunk.usage.or(chunk.x_groq.and_then(|groq| groq.usage));
        let mut fault = chunk.error.filter(|e| is_error(Some(e))).map(Fault::Named);
        if fault.is_none() && chunk.object.some() == Some("error") {
            fault = Some(Fault::Whole);
        }
        for mut choice in choices {
            usage = usage.or_else(|| choice.usage.take());
            match choice.error.take().filter(|e| is_error(Some(e))) {
                Some(error) => fault = fault.or(Some(Fault::Named(error))),
                None if fault.is_some() => {}
                None => match choice.finish_reason.some().filter(|word| decode_finish(word) == Finish::Error) {
                    Some(word) => fault = Some(Fault::Ended(word.to_owned())),
                    None => self.choice(choice, out),
                },
            }
        }
        if let Some(usage) = usage.and_then(|usage| usage.decode()) {
            out.push(Event::new(EventKind::Usage(Usage { tier, ..usage })));
        }
        fault.map_or(Ok(()), Err)
    }

    fn choice(&mut self, choice: ChunkChoice<'_>, out: &mut Vec<Event>) {
        let index = choice.index.or_zero() as u32;
        let at = self.choices.iter().position(|c| c.index == index).unwrap_or_else(|| {
            self.choices.push(ChoiceState { index, ..ChoiceState::default() });
            self.choices.len() - 1
        });
        let mut choice_out = ChoiceOut { state: &mut self.choices[at], out };
        if let Some(delta) = choice.delta {
            choice_out.delta(delta);
        }
        if let Some(logprobs) = choice.logprobs {
            let part = choice_out.state.open.map_or(0, |(_, part)| part);
            choice_out.push(EventKind::Delta { part, delta: Delta::Logprobs(logprobs) });
        }
        if let Some(word) = choice.finish_reason.some().filter(|_| !choice_out.state.finished) {
            choice_out.finish(word);
        }
    }
}

/// An error that stood in the stream.
enum Fault {
    /// The value of its `error`.
    Named(Value),
    /// The whole event.
    Whole,
    /// Nothing but the finish of a choice tells it.
    Ended(String),
}

fn no_chunk() -> Error {
    Error::of(Class::Server, "an event of the stream is no JSON object of this format")
}

/// One choice and the place for its events.
struct ChoiceOut<'a> {
    state: &'a mut ChoiceState,
    out: &'a mut Vec<Event>,
}

impl ChoiceOut<'_> {
    fn push(&mut self, kind: EventKind) {
        self.out.push(Event { choice: self.state.index, ..Event::new(kind) });
    }

    fn delta(&mut self, delta: ChunkDelta<'_>) {
        if let Some(text) = delta.reasoning_content.into_some().or_else(|| delta.reasoning.into_some()) {
            self.prose(Prose::Thinking, text);
        }
        match delta.content {
            Content::None => {}
            Content::Text(text) => self.prose(Prose::Text, text),
            Content::Parts(list) => list.iter().for_each(|part| self.part(part)),
        }
        if let Some(text) = delta.refusal.into_some() {
            self.prose(Prose::Refusal, text);
        }
        for call in delta.tool_calls.into_iter().flatten() {
            let (index, id) = (call.index.0, call.id.some().unwrap_or_default().to_owned());
            let (name, arguments, extra) = call.into_call();
            self.call(index, id, name, arguments, extra);
        }
        if let Some(function) = delta.function_call {
            let name = function.name.into_some();
            if name.is_some() || !self.state.calls.is_empty() {
                let extra = Extra::from_iter([("type".to_owned(), json!(LEGACY))]);
                self.call(None, String::new(), name, function.arguments.0, extra);
            }
        }
    }

    /// An element of a list of content, as Mistral streams it.
    fn part(&mut self, value: &Value) {
        match parts::decode(&value.into(), &String::new) {
            Ok(Part::Text { text, .. }) => self.prose(Prose::Text, text),
            Ok(Part::Thinking { text, .. }) => self.prose(Prose::Thinking, text),
            Ok(Part::Refusal { text }) => self.prose(Prose::Refusal, text),
            Ok(_) => {
                self.close();
                let part = self.next_part();
                self.push(EventKind::PartStart { part, block: BlockKind::Raw(value.clone()) });
                self.push(EventKind::PartEnd { part });
            }
            Err(_) => {}
        }
    }

    fn next_part(&mut self) -> u32 {
        self.state.parts += 1;
        self.state.parts - 1
    }

    fn close(&mut self) {
        if let Some((_, part)) = self.state.open.take() {
            self.push(EventKind::PartEnd { part });
        }
    }

    fn prose(&mut self, prose: Prose, text: String) {
        if text.is_empty() {
            return;
        }
        let part = match self.state.open {
            Some((open, part)) if open == prose => part,
            _ => {
                self.close();
                let part = self.next_part();
                self.state.open = Some((prose, part));
                let block = match prose {
                    Prose::Text => BlockKind::Text,
                    Prose::Thinking => BlockKind::Thinking,
                    Prose::Refusal => BlockKind::Refusal,
                };
                self.push(EventKind::PartStart { part, block });
                part
            }
        };
        let delta = match prose {
            Prose::Text => Delta::Text(text),
            Prose::Thinking => Delta::Thinking(text),
            Prose::Refusal => Delta::Refusal(text),
        };
        self.push(EventKind::Delta { part, delta });
    }

    /// A fragment belongs to the call of its index; another id at the same index is another call.
    fn call(&mut self, index: Option<u64>, id: String, name: Option<String>, arguments: String, extra: Extra) {
        let calls = &self.state.calls;
        let found = match (index, id.as_str()) {
            (Some(index), id) => calls.iter().rev().find(|c| c.index == Some(index)).filter(|c| id.is_empty() || c.id == id),
            (None, "") => calls.last(),
            (None, id) => calls.iter().find(|c| c.id == id),
        };
        let part = if let Some(call) = found {
            call.part
        } else {
            self.close();
            let part = self.next_part();
            let id = if id.is_empty() { synthetic_id(self.state.calls.len()) } else { id };
            self.state.calls.push(OpenCall { index, id: id.clone(), part });
            self.push(EventKind::PartStart { part, block: BlockKind::ToolCall { id, name: name.unwrap_or_default(), extra } });
            part
        };
        if !arguments.is_empty() {
            self.push(EventKind::Delta { part, delta: Delta::Arguments(arguments) });
        }
    }

    fn finish(&mut self, word: &str) {
        self.close();
        for i in 0..self.state.calls.len() {
            let part = self.state.calls[i].part;
            self.push(EventKind::PartEnd { part });
        }
        self.state.finished = true;
        self.push(EventKind::End(decode_finish(word)));
    }
}
