//! Holds whole events of a stream back until no match can still begin in them.

use std::collections::{HashMap, VecDeque};

use super::{Guards, Holdback};
use crate::error::Result;
use crate::types::{Delta, Event, EventKind};

/// Text before what is held stays in view, for `\b` and its like.
const LOOK_BEHIND: usize = 4;

/// What a stream's output guards have seen and not yet let go.
pub struct Hold {
    guards: Guards,
    bytes: Option<usize>,
    held: VecDeque<Held>,
    texts: HashMap<Stream, Window>,
}

struct Held {
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

impl Hold {
    pub fn new(guards: Guards) -> Self {
        let bytes = match guards.output_holdback() {
            Holdback::None => Some(0),
            Holdback::Bytes(n) => Some(n),
            Holdback::Whole => None,
        };
        Hold { guards, bytes, held: VecDeque::new(), texts: HashMap::new() }
    }

    /// Takes one event, and gives those that are safe now. An error: the text is blocked, nothing that is held may leave.
    pub fn push(&mut self, event: Event, out: &mut VecDeque<Event>) -> Result<()> {
        let mark = match &event.kind {
            EventKind::Delta { part, delta } => self.see(event.choice, *part, delta)?,
            _ => None,
        };
        let continues = event.raw.as_ref().is_some_and(|raw| raw.data.is_empty());
        self.held.push_back(Held { event, mark, continues });
        self.release(out);
        Ok(())
    }

    /// The stream has ended: what is held is whole.
    pub fn end(&mut self, out: &mut VecDeque<Event>) -> Result<()> {
        if self.bytes.is_none() {
            for window in self.texts.values() {
                self.guards.output_text(&window.text)?;
            }
        }
        out.extend(self.held.drain(..).map(|held| held.event));
        Ok(())
    }

    fn see(&mut self, choice: u32, part: u32, delta: &Delta) -> Result<Option<Mark>> {
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
        if let Some(keep) = self.bytes {
            self.guards.output_text(&window.text)?;
            window.trim(keep + text.len());
        }
        Ok(Some(Mark { stream, end: window.end() }))
    }

    /// Lets go of whole groups: the first event of a group bears the bytes of all of them.
    fn release(&mut self, out: &mut VecDeque<Event>) {
        let Some(keep) = self.bytes else { return };
        while let Some(first) = self.held.front() {
            let size = 1 + self.held.iter().skip(1).take_while(|held| held.continues).count();
            let may_grow = first.event.raw.is_some() && size == self.held.len();
            if may_grow || !self.held.iter().take(size).all(|held| self.is_clear(held.mark, keep)) {
                return;
            }
            out.extend(self.held.drain(..size).map(|held| held.event));
        }
    }

    /// Can no match begin in this text any more?
    fn is_clear(&self, mark: Option<Mark>, keep: usize) -> bool {
        mark.is_none_or(|mark| mark.end + keep.saturating_sub(1) <= self.texts.get(&mark.stream).map_or(0, Window::end))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use bytes::Bytes;

    use super::*;
    use crate::config::{GuardConfig, GuardrailsConfig};
    use crate::types::{BlockKind, Dialect, Raw};

    fn hold(pattern: &str) -> Hold {
        let config = GuardrailsConfig { input: vec![], output: vec![GuardConfig::Deny(vec![pattern.to_owned()])] };
        Guards::new(&config).expect("a valid pattern").hold().expect("it watches the output")
    }

    fn text(text: &str) -> Event {
        Event::new(EventKind::Delta { part: 0, delta: Delta::Text(text.to_owned()) })
    }

    #[test]
    fn nothing_of_a_match_leaves_however_it_is_split() {
        let secret = "xx forbidden yy";
        for cut in 1..secret.len() {
            let (mut hold, mut out) = (hold("forbidden"), VecDeque::new());
            let outcome = hold.push(text(&secret[..cut]), &mut out).and_then(|()| hold.push(text(&secret[cut..]), &mut out));
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
        hold.push(text("hello "), &mut out).expect("harmless");
        assert_eq!(out.len(), 0);
        hold.push(text("wo"), &mut out).expect("harmless");
        assert_eq!(out.len(), 1);
        hold.end(&mut out).expect("harmless");
        assert_eq!(out.len(), 2);
    }

    #[test]
    fn the_bytes_of_a_chunk_do_not_leave_before_its_text_may() {
        let (mut hold, mut out) = (hold("abc"), VecDeque::new());
        let raw = |data: &'static str| Some(Raw { dialect: Dialect::OpenaiChat, data: Arc::new(Bytes::from_static(data.as_bytes())) });
        let start = Event { kind: EventKind::PartStart { part: 0, block: BlockKind::Text }, choice: 0, raw: raw("{…ab…}") };
        hold.push(start, &mut out).expect("harmless");
        hold.push(Event { raw: raw(""), ..text("ab") }, &mut out).expect("harmless");
        assert!(out.is_empty());
        assert!(hold.push(Event { raw: raw("{…c…}"), ..text("c") }, &mut out).is_err());
        assert!(out.is_empty());
    }

    #[test]
    fn an_unbounded_pattern_holds_the_whole_stream() {
        let (mut hold, mut out) = (hold("a+b"), VecDeque::new());
        hold.push(text("aaa"), &mut out).expect("no verdict yet");
        hold.push(text("b"), &mut out).expect("no verdict yet");
        assert!(hold.end(&mut out).is_err() && out.is_empty());
    }
}
