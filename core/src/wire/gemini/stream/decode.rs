//! The bytes of a stream → events. Each event of the wire becomes several of ours; the first of them carries its data.
//!
//! There is no end marker: a stream is whole when every candidate has its finish.

use std::sync::Arc;

use bytes::Bytes;

use super::super::answer::{self, Answer, Candidate, Piece};
use super::super::usage::{WireUsage, decode_finish};
use super::super::{call_id, logprobs, signature};
use crate::error::{Class, Error, Result};
use crate::types::{BlockKind, Delta, Dialect, Event, EventKind, Finish, Raw};
use crate::wire::EventDecoder;
use crate::wire::lenient;
use crate::wire::sse::{SseDecoder, SseEvent};

#[derive(Default)]
pub struct Decoder {
    sse: SseDecoder,
    state: State,
}

#[derive(Default)]
struct State {
    started: bool,
    id: String,
    choices: Vec<ChoiceState>,
    empty: Arc<Bytes>,
}

/// Where a candidate stands.
#[derive(Default)]
struct ChoiceState {
    index: u32,
    parts: u32,
    calls: usize,
    open: Option<Open>,
    finished: bool,
}

/// The part that the next piece may go on with.
#[derive(Clone, Copy)]
struct Open {
    part: u32,
    thought: bool,
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
        if !self.state.choices.is_empty() && self.state.choices.iter().all(|c| c.finished) {
            return Ok(());
        }
        if !self.state.started && !self.sse.stray().is_empty() {
            let stray = lenient::text(self.sse.stray()).into_owned();
            return Err(answer::error_in(&stray)
                .unwrap_or_else(|| Error::of(Class::Server, "the provider answered 200 with something that is no event stream")));
        }
        Err(Error::of(Class::Truncated, "the stream ended before its finish"))
    }

    fn is_done(&self) -> bool {
        false
    }
}

impl State {
    fn event(&mut self, event: &SseEvent, out: &mut Vec<Event>) -> Result<()> {
        let text = lenient::text(&event.data);
        let trimmed = text.trim();
        // Some proxies close every stream with OpenAI's marker.
        if trimmed.is_empty() || trimmed == "[DONE]" {
            return Ok(());
        }
        let first = out.len();
        let said = Answer::parse(&text, |answer| self.answer(answer, out)).unwrap_or_else(|| {
            Err(answer::error_in(&text).unwrap_or_else(|| Error::of(Class::Server, "an event of the stream is no JSON object of this format")))
        });
        if out.len() == first && said.is_ok() {
            out.push(Event::new(EventKind::Other));
        }
        for (i, event_of_ours) in out[first..].iter_mut().enumerate() {
            // What a failing event still said (usage) is booked; its own bytes are not sent on, the error is.
            let data = if i == 0 && said.is_ok() { Arc::new(event.data.clone()) } else { Arc::clone(&self.empty) };
            event_of_ours.raw = Some(Raw { dialect: Dialect::Gemini, data });
        }
        said
    }

    fn answer(&mut self, answer: Answer<'_>, out: &mut Vec<Event>) -> Result<()> {
        let fault = answer.fault();
        if !self.started && fault.is_none() && answer.is_answer() {
            self.started = true;
            answer.response_id.some().unwrap_or_default().clone_into(&mut self.id);
            let (model, created) = (answer.model_version.some().unwrap_or_default().to_owned(), answer.created());
            out.push(Event::new(EventKind::Start { id: self.id.clone(), model, created }));
        }
        let is_blocked = answer.is_blocked();
        let mut said = fault.map_or(Ok(()), Err);
        let candidates = answer.candidates.unwrap_or_default();
        if candidates.is_empty() && is_blocked && said.is_ok() {
            self.choice(0).finish(Finish::ContentFilter, out);
        }
        for (place, raw) in candidates.into_iter().enumerate() {
            if said.is_ok() {
                said = answer::candidate(raw).and_then(|candidate| self.candidate(place, candidate, out));
            }
        }
        if let Some(usage) = answer.usage_metadata {
            out.push(Event::new(EventKind::Usage(WireUsage::decode(usage))));
        }
        said
    }

    fn choice(&mut self, index: u32) -> &mut ChoiceState {
        let at = self.choices.iter().position(|c| c.index == index).unwrap_or_else(|| {
            self.choices.push(ChoiceState { index, ..ChoiceState::default() });
            self.choices.len() - 1
        });
        &mut self.choices[at]
    }

    fn candidate(&mut self, place: usize, candidate: Candidate<'_>, out: &mut Vec<Event>) -> Result<()> {
        let index = candidate.index.0.map_or(place as u32, |i| i as u32);
        let id = std::mem::take(&mut self.id);
        let choice = self.choice(index);
        for piece in candidate.pieces() {
            choice.piece(piece, &id, out);
        }
        if let Some(logprobs) = candidate.logprobs_result.as_ref().and_then(logprobs::decode) {
            let part = choice.open.map_or(0, |open| open.part);
            choice.push(EventKind::Delta { part, delta: Delta::Logprobs(logprobs) }, out);
        }
        let word = candidate.finish_reason.some();
        let finish = word.map(|word| decode_finish(word, candidate.finish_message.some(), choice.calls > 0)).transpose().map(Option::flatten);
        if let Ok(Some(finish)) = &finish {
            choice.finish(finish.clone(), out);
        }
        self.id = id;
        finish.map(drop)
    }
}

impl ChoiceState {
    fn push(&self, kind: EventKind, out: &mut Vec<Event>) {
        out.push(Event { choice: self.index, ..Event::new(kind) });
    }

    fn piece(&mut self, piece: Piece, id: &str, out: &mut Vec<Event>) {
        match piece {
            Piece::Text { text, thought, signature } => self.text(text, thought, signature, out),
            Piece::Call { id: own, name, arguments, signature } => {
                let id = own.unwrap_or_else(|| call_id::synthetic(id, self.index as usize, self.calls, &name, &arguments));
                self.calls += 1;
                let part = self.begin(BlockKind::ToolCall { id, name, extra: signature::on_call(signature.as_deref()) }, out);
                self.push(EventKind::Delta { part, delta: Delta::Arguments(arguments) }, out);
                self.push(EventKind::PartEnd { part }, out);
            }
            Piece::Other(json) => {
                let part = self.begin(BlockKind::Raw(json), out);
                self.push(EventKind::PartEnd { part }, out);
            }
        }
    }

    /// The same rules as for a whole answer: a piece goes on with the part before it until a signature closes that, and the
    /// signature of a text stands as a thought of its own.
    fn text(&mut self, text: String, thought: bool, signature: Option<String>, out: &mut Vec<Event>) {
        if !text.is_empty() {
            let part = self.part_of(thought, out);
            let delta = if thought { Delta::Thinking(text) } else { Delta::Text(text) };
            self.push(EventKind::Delta { part, delta }, out);
        }
        if let Some(signature) = signature {
            if !thought {
                self.close(out);
            }
            let part = self.part_of(true, out);
            self.push(EventKind::Delta { part, delta: Delta::Signature(signature) }, out);
            self.close(out);
        }
    }

    /// The open part of this kind, or a new one.
    fn part_of(&mut self, thought: bool, out: &mut Vec<Event>) -> u32 {
        match self.open {
            Some(open) if open.thought == thought => open.part,
            _ => {
                let part = self.begin(if thought { BlockKind::Thinking } else { BlockKind::Text }, out);
                self.open = Some(Open { part, thought });
                part
            }
        }
    }

    fn begin(&mut self, block: BlockKind, out: &mut Vec<Event>) -> u32 {
        self.close(out);
        let part = self.parts;
        self.parts += 1;
        self.push(EventKind::PartStart { part, block }, out);
        part
    }

    fn close(&mut self, out: &mut Vec<Event>) {
        if let Some(open) = self.open.take() {
            self.push(EventKind::PartEnd { part: open.part }, out);
        }
    }

    fn finish(&mut self, finish: Finish, out: &mut Vec<Event>) {
        self.close(out);
        if !std::mem::replace(&mut self.finished, true) {
            self.push(EventKind::End(finish), out);
        }
    }
}
