//! Holds whole events of a stream back until no match can still begin in them, or the whole stream until it was checked.

use std::collections::{HashMap, VecDeque};

use super::{Guards, Holdback};
use crate::error::Result;
use crate::types::{BlockKind, CallContext, Delta, Event, EventKind, Fold, Response, unfold};

/// Text before what is held stays in view, for `\b` and its like.
const LOOK_BEHIND: usize = 4;

/// What a stream's output guards have not yet let go.
pub enum Hold {
    Pieces(Pieces),
    Whole(Box<Whole>),
}

impl Hold {
    pub fn new(guards: Guards) -> Self {
        let keep = match guards.output_holdback() {
            Holdback::Whole => return Hold::Whole(Box::default()),
            Holdback::None => 0,
            Holdback::Bytes(n) => n,
        };
        Hold::Pieces(Pieces { guards, keep, held: VecDeque::new(), texts: HashMap::new() })
    }

    /// Takes one event, and gives those that are safe now. An error: the text is blocked, nothing that is held may leave.
    pub fn push(&mut self, event: Event, ctx: &CallContext, out: &mut VecDeque<Event>) -> Result<()> {
        match self {
            Hold::Pieces(pieces) => pieces.push(event, ctx, out),
            Hold::Whole(whole) => {
                whole.fold.push(&event);
                whole.events.push_back(event);
                Ok(())
            }
        }
    }

    /// The stream has ended: what is held is whole, and leaves unless it has yet to be checked.
    pub fn end(self, out: &mut VecDeque<Event>) -> Option<Held> {
        match self {
            Hold::Pieces(pieces) => {
                out.extend(pieces.held.into_iter().map(|piece| piece.event));
                None
            }
            Hold::Whole(whole) => Some(Held { answer: whole.fold.finish(), events: whole.events }),
        }
    }
}

/// A stream that was held to its end.
pub struct Held {
    /// What it says.
    pub answer: Response,
    events: VecDeque<Event>,
}

impl Held {
    /// The events as they came, or those of the answer that took the place of theirs.
    pub fn release(self, rewritten: Option<&Response>) -> VecDeque<Event> {
        rewritten.map_or(self.events, |answer| unfold(answer).into())
    }
}

#[derive(Default)]
pub struct Whole {
    events: VecDeque<Event>,
    fold: Fold,
}

/// Events that wait for the bytes behind them.
pub struct Pieces {
    guards: Guards,
    /// Bytes that a match may have.
    keep: usize,
    held: VecDeque<Piece>,
    texts: HashMap<Stream, Window>,
}

struct Piece {
    event: Event,
    mark: Option<Mark>,
    /// Its bytes went with an event before it.
    continues: bool,
}

/// Texts that are matched apart: a choice's text, each of its tool calls, its thinking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Stream {
    choice: u32,
    part: u32,
    kind: u8,
}

/// Where an event's text ends in its stream.
#[derive(Clone, Copy)]
struct Mark {
    stream: Stream,
    end: usize,
}

#[derive(Default)]
struct Window {
    text: String,
    /// Bytes of the stream before `text`.
    before: usize,
}

impl Window {
    fn end(&self) -> usize {
        self.before + self.text.len()
    }

    /// Forgets what no match can reach back to.
    fn trim(&mut self, keep: usize) {
        let mut cut = self.text.len().saturating_sub(keep + LOOK_BEHIND);
        while !self.text.is_char_boundary(cut) {
            cut -= 1;
        }
        // In large steps, so that a long stream is not copied once an event.
        if cut > 4096 {
            self.text.drain(..cut);
            self.before += cut;
        }
    }
}

impl Pieces {
    fn push(&mut self, event: Event, ctx: &CallContext, out: &mut VecDeque<Event>) -> Result<()> {
        let mark = match &event.kind {
            EventKind::Delta { part, delta } => self.see(event.choice, *part, delta, ctx)?,
            EventKind::PartStart { block: BlockKind::Raw(json), .. } => {
                self.guards.look_now(&json.to_string(), ctx)?;
                None
            }
            _ => None,
        };
        let continues = event.raw.as_ref().is_some_and(|raw| raw.data.is_empty());
        self.held.push_back(Piece { event, mark, continues });
        self.release(out);
        Ok(())
    }

    fn see(&mut self, choice: u32, part: u32, delta: &Delta, ctx: &CallContext) -> Result<Option<Mark>> {
        let (kind, text) = match delta {
            Delta::Text(text) => (0, text),
            Delta::Refusal(text) => (1, text),
            Delta::Thinking(text) => (2, text),
            Delta::Arguments(text) => (3, text),
            Delta::Signature(_) | Delta::Logprobs(_) => return Ok(None),
        };
        let stream = Stream { choice, part, kind };
        let window = self.texts.entry(stream).or_default();
        window.text.push_str(text);
        self.guards.look_now(&window.text, ctx)?;
        window.trim(self.keep + text.len());
        Ok(Some(Mark { stream, end: window.end() }))
    }

    /// Lets go of whole groups: the first event of a group bears the bytes of all of them.
    fn release(&mut self, out: &mut VecDeque<Event>) {
        while let Some(first) = self.held.front() {
            let size = 1 + self.held.iter().skip(1).take_while(|held| held.continues).count();
            let may_grow = first.event.raw.is_some() && size == self.held.len();
            if may_grow || !self.held.iter().take(size).all(|held| self.is_clear(held.mark)) {
                return;
            }
            out.extend(self.held.drain(..size).map(|held| held.event));
        }
    }

    /// Can no match begin in this text any more?
    fn is_clear(&self, mark: Option<Mark>) -> bool {
        mark.is_none_or(|mark| mark.end + self.keep.saturating_sub(1) <= self.texts.get(&mark.stream).map_or(0, Window::end))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use bytes::Bytes;

    use super::*;
    use crate::config::{GuardConfig, GuardrailsConfig};
    use crate::types::{Dialect, Functions, Raw};

    fn hold(pattern: &str) -> Hold {
        let config = GuardrailsConfig { output: vec![GuardConfig::Deny(vec![pattern.to_owned()])], ..GuardrailsConfig::default() };
        Guards::new(&config, &Functions::default()).expect("a valid pattern").hold().expect("it watches the output")
    }

    fn text(text: &str) -> Event {
        Event::new(EventKind::Delta { part: 0, delta: Delta::Text(text.to_owned()) })
    }

    #[test]
    fn nothing_of_a_match_leaves_however_it_is_split() {
        let secret = "xx forbidden yy";
        for cut in 1..secret.len() {
            let (mut hold, mut out) = (hold("forbidden"), VecDeque::new());
            let ctx = CallContext::in_test();
            let outcome = hold.push(text(&secret[..cut]), &ctx, &mut out).and_then(|()| hold.push(text(&secret[cut..]), &ctx, &mut out));
            assert!(outcome.is_err(), "cut at {cut}");
            let left: String = out
                .iter()
                .filter_map(|e| if let EventKind::Delta { delta: Delta::Text(t), .. } = &e.kind { Some(t.as_str()) } else { None })
                .collect();
            assert!(!left.contains('f'), "`{left}` left, cut at {cut}");
        }
    }

    #[test]
    fn harmless_text_leaves_as_soon_as_no_match_can_begin_in_it() {
        let (mut hold, mut out) = (hold("abc"), VecDeque::new());
        hold.push(text("hello "), &CallContext::in_test(), &mut out).expect("harmless");
        assert_eq!(out.len(), 0);
        hold.push(text("wo"), &CallContext::in_test(), &mut out).expect("harmless");
        assert_eq!(out.len(), 1);
        assert!(hold.end(&mut out).is_none());
        assert_eq!(out.len(), 2);
    }

    #[test]
    fn the_bytes_of_a_chunk_do_not_leave_before_its_text_may() {
        let (mut hold, mut out) = (hold("abc"), VecDeque::new());
        let raw = |data: &'static str| Some(Raw { dialect: Dialect::OpenaiChat, data: Arc::new(Bytes::from_static(data.as_bytes())) });
        let start = Event { kind: EventKind::PartStart { part: 0, block: BlockKind::Text }, choice: 0, raw: raw("{…ab…}") };
        hold.push(start, &CallContext::in_test(), &mut out).expect("harmless");
        hold.push(Event { raw: raw(""), ..text("ab") }, &CallContext::in_test(), &mut out).expect("harmless");
        assert!(out.is_empty());
        assert!(hold.push(Event { raw: raw("{…c…}"), ..text("c") }, &CallContext::in_test(), &mut out).is_err());
        assert!(out.is_empty());
    }

    #[test]
    fn an_unbounded_pattern_holds_the_whole_stream() {
        let (mut hold, mut out) = (hold("a+b"), VecDeque::new());
        hold.push(text("aaa"), &CallContext::in_test(), &mut out).expect("no verdict yet");
        hold.push(text("b"), &CallContext::in_test(), &mut out).expect("no verdict yet");
        let held = hold.end(&mut out).expect("it waits for a verdict");
        assert!(out.is_empty());
        assert_eq!(held.answer.choices[0].message.text(), "aaab");
        assert_eq!(held.release(None).len(), 2);
    }
}
