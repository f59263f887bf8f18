//! Joins the stream of a second target to what the first had told: no second beginning, no text twice.
//!
//! A model that was asked to go on may repeat some of its last words: the longest overlap is cut off. What is shorter than a
//! few words, or repeats itself, is taken for the text's own, since a model that obeys repeats nothing.

use std::collections::{HashMap, HashSet, VecDeque};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::{Stream, StreamExt};

use super::resume::Told;
use crate::error::Result;
use crate::types::{BlockKind, Delta, Event, EventKind, EventSource, EventStream};

/// Bytes that a repetition has at least.
const LEAST_OVERLAP: usize = 24;
/// The same for an answer that is begun anew.
const LEAST_WHOLE: usize = 8;

/// A continuation as the rest of the stream before it.
pub struct Seam {
    head: VecDeque<Event>,
    rest: EventStream,
    ready: VecDeque<Event>,
    ended: Option<Result<()>>,
    join: Join,
}

struct Join {
    told: String,
    /// Only the blanks that were cut from the end of `told` may come again.
    blanks_only: bool,
    /// The continuation's first text, until it is known where the repetition ends.
    held: Option<String>,
    /// The part that the first text goes to; one that is not under way has to begin.
    goes_to: u32,
    must_begin: bool,
    next_part: u32,
    /// The number of the first text part, as the second target counts.
    first_text: Option<u32>,
    parts: HashMap<u32, u32>,
    /// Thinking in the midst of an answer is nobody's to read.
    muted: HashSet<u32>,
}

impl Seam {
    /// `head` was pulled from `rest` before. `prefilled`: the target was handed the text itself, without the blanks at its end.
    pub fn new(told: &Told, prefilled: bool, head: VecDeque<Event>, rest: EventStream) -> Self {
        let goes_to = told.open.unwrap_or(told.next_part);
        let join = Join {
            told: told.text.clone(),
            blanks_only: prefilled,
            held: Some(String::new()),
            goes_to,
            must_begin: told.open.is_none(),
            next_part: told.next_part.max(goes_to + 1),
            first_text: None,
            parts: HashMap::new(),
            muted: HashSet::new(),
        };
        Seam { head, rest, ready: VecDeque::new(), ended: None, join }
    }
}

impl Stream for Seam {
    type Item = Result<Event>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(event) = this.ready.pop_front() {
                return Poll::Ready(Some(Ok(event)));
            }
            match &this.ended {
                Some(Ok(())) => return Poll::Ready(None),
                Some(Err(_)) => return Poll::Ready(this.ended.replace(Ok(())).and_then(Result::err).map(Err)),
                None => {}
            }
            let next = match this.head.pop_front() {
                Some(event) => Some(Ok(event)),
                None => std::task::ready!(this.rest.poll_next_unpin(cx)),
            };
            match next {
                Some(Ok(event)) => this.join.push(event, &mut this.ready),
                // What is held of a stream that breaks again is not told: the next target comes to it anew.
                Some(Err(error)) => this.ended = Some(Err(error)),
                None => {
                    this.join.let_go(&mut this.ready);
                    this.ended = Some(Ok(()));
                }
            }
        }
    }
}

impl EventSource for Seam {
    fn received(&self) -> u64 {
        self.rest.received()
    }
}

impl Join {
    fn push(&mut self, event: Event, out: &mut VecDeque<Event>) {
        let choice = event.choice;
        let mut say = |kind| out.push_back(Event { kind, choice, raw: None });
        match event.kind {
            EventKind::Start { .. } | EventKind::Other => {}
            EventKind::PartStart { part, block } => match block {
                BlockKind::Text if self.first_text.is_none() => self.first_text = Some(part),
                BlockKind::Thinking | BlockKind::RedactedThinking { .. } => drop(self.muted.insert(part)),
                block => {
                    self.let_go(out);
                    let part = self.number(part);
                    out.push_back(Event { kind: EventKind::PartStart { part, block }, choice, raw: None });
                }
            },
            EventKind::Delta { delta: Delta::Thinking(_) | Delta::Signature(_), .. } => {}
            EventKind::Delta { part, delta: Delta::Text(text) } if *self.first_text.get_or_insert(part) == part => self.text(&text, out),
            EventKind::Delta { part, delta } if !self.muted.contains(&part) => {
                let part = self.number(part);
                say(EventKind::Delta { part, delta });
            }
            EventKind::PartEnd { part } if !self.muted.contains(&part) => {
                self.let_go(out);
                let part = self.number(part);
                out.push_back(Event { kind: EventKind::PartEnd { part }, choice, raw: None });
            }
            EventKind::Delta { .. } | EventKind::PartEnd { .. } => {}
            kind @ (EventKind::Usage(_) | EventKind::End(_)) => {
                self.let_go(out);
                out.push_back(Event { kind, choice, raw: None });
            }
        }
    }

    fn number(&mut self, part: u32) -> u32 {
        if self.first_text == Some(part) {
            return self.goes_to;
        }
        let fresh = self.next_part;
        let number = *self.parts.entry(part).or_insert(fresh);
        self.next_part += u32::from(number == fresh);
        number
    }

    fn text(&mut self, text: &str, out: &mut VecDeque<Event>) {
        match &mut self.held {
            None => self.say(text.to_owned(), out),
            Some(held) => {
                held.push_str(text);
                let undecided = if self.blanks_only { held.trim_start().is_empty() } else { self.told.contains(held.as_str()) };
                if !undecided {
                    self.let_go(out);
                }
            }
        }
    }

    /// Nothing more can belong to the repetition: what is behind it is new.
    fn let_go(&mut self, out: &mut VecDeque<Event>) {
        let Some(held) = self.held.take() else { return };
        let repeated = if self.blanks_only { repeated_blanks(&self.told, &held) } else { overlap(&self.told, &held) };
        if held.len() > repeated {
            self.say(held[repeated..].to_owned(), out);
        }
    }

    fn say(&mut self, text: String, out: &mut VecDeque<Event>) {
        let part = self.goes_to;
        if std::mem::take(&mut self.must_begin) {
            out.push_back(Event::new(EventKind::PartStart { part, block: BlockKind::Text }));
        }
        out.push_back(Event::new(EventKind::Delta { part, delta: Delta::Text(text) }));
    }
}

/// Bytes at the beginning of `next` that `told` already ends with.
fn overlap(told: &str, next: &str) -> usize {
    let most = told.len().min(next.len());
    let longest = (1..=most).rev().find(|n| next.is_char_boundary(*n) && told.as_bytes().ends_with(&next.as_bytes()[..*n])).unwrap_or(0);
    let whole = longest == told.len() && longest >= LEAST_WHOLE;
    let again = &next.as_bytes()[..longest];
    let before = &told.as_bytes()[..told.len() - longest];
    if (longest >= LEAST_OVERLAP || whole) && !repeats_itself(again) && !is_row(before, again) { longest } else { 0 }
}

/// Does `before` end as `again` does? Then the text had begun to repeat itself before it broke.
fn is_row(before: &[u8], again: &[u8]) -> bool {
    let same = before.iter().rev().zip(again.iter().rev()).take_while(|(a, b)| a == b).count();
    !before.is_empty() && same >= before.len().min(LEAST_WHOLE)
}

fn repeated_blanks(told: &str, next: &str) -> usize {
    let cut = &told[told.trim_end().len()..];
    let blanks = next.len() - next.trim_start().len();
    let same = (1..=cut.len().min(blanks)).rev().find(|n| next.is_char_boundary(*n) && cut.ends_with(&next[..*n]));
    // A target that was handed the text without its blanks writes all of them or none.
    same.unwrap_or(0)
}

/// Is it one piece, over and over (a ruled line, a list of equal rows)? Such text may well go on in the same way.
fn repeats_itself(text: &[u8]) -> bool {
    // The longest border of each prefix: the smallest period is the length less the border.
    let mut borders = vec![0; text.len()];
    for at in 1..text.len() {
        let mut border = borders[at - 1];
        while border > 0 && text[at] != text[border] {
            border = borders[border - 1];
        }
        borders[at] = border + usize::from(text[at] == text[border]);
    }
    borders.last().is_some_and(|border| *border * 2 >= text.len() && *border > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Finish, ready_events};

    fn text(part: u32, text: &str) -> Event {
        Event::new(EventKind::Delta { part, delta: Delta::Text(text.to_owned()) })
    }

    fn told(text_so_far: &str) -> Told {
        let mut told = Told::default();
        told.push(&Event::new(EventKind::PartStart { part: 0, block: BlockKind::Text }), true);
        told.push(&text(0, text_so_far), true);
        told
    }

    async fn joined(told: &Told, prefilled: bool, events: Vec<Event>) -> Vec<EventKind> {
        let seam = Seam::new(told, prefilled, VecDeque::new(), ready_events(events));
        seam.map(|event| event.expect("the events are there").kind).collect().await
    }

    fn whole(kinds: &[EventKind]) -> String {
        kinds.iter().filter_map(|k| if let EventKind::Delta { delta: Delta::Text(t), .. } = k { Some(t.as_str()) } else { None }).collect()
    }

    #[tokio::test]
    async fn a_repetition_of_the_last_words_is_cut_off_however_it_is_split() {
        let before = told("The quick brown fox jumps over the lazy dog and");
        let next = "fox jumps over the lazy dog and runs away.";
        for cut in 0..next.len() {
            let kinds = joined(&before, false, vec![text(0, &next[..cut]), text(0, &next[cut..])]).await;
            assert_eq!(whole(&kinds), " runs away.", "cut at {cut}");
        }
        let from_the_start = "The quick brown fox jumps over the lazy dog and rests.";
        assert_eq!(whole(&joined(&before, false, vec![text(0, from_the_start)]).await), " rests.");
    }

    #[tokio::test]
    async fn what_only_looks_like_a_repetition_stays() {
        for (so_far, next) in [
            ("ba", "anana"),
            ("| --- | --- | --- | --- | --- |", " --- | --- | --- | --- |"),
            ("0000000000000000000000000000000", "00000000000000000000000000"),
            ("one line of the song, sung again\none line of the", " song, sung again\none line of the song, sung again\n"),
        ] {
            assert_eq!(whole(&joined(&told(so_far), false, vec![text(0, next)]).await), next, "{so_far}");
        }
    }

    #[tokio::test]
    async fn behind_a_prefill_only_its_blanks_may_come_again() {
        let before = told("ha ha \n");
        assert_eq!(whole(&joined(&before, true, vec![text(0, " \nha ha")]).await), "ha ha");
        assert_eq!(whole(&joined(&before, true, vec![text(0, "ha ha")]).await), "ha ha");
    }

    #[tokio::test]
    async fn the_second_beginning_and_its_thinking_are_not_told_and_its_calls_get_numbers_of_their_own() {
        let call = BlockKind::ToolCall { id: "a".into(), name: "f".into(), extra: crate::types::Extra::new() };
        let events = vec![
            Event::new(EventKind::Start { id: "second".into(), model: "m".into(), created: 0 }),
            Event::new(EventKind::PartStart { part: 0, block: BlockKind::Thinking }),
            Event::new(EventKind::Delta { part: 0, delta: Delta::Thinking("hm".into()) }),
            Event::new(EventKind::PartEnd { part: 0 }),
            Event::new(EventKind::PartStart { part: 1, block: BlockKind::Text }),
            text(1, "and on"),
            Event::new(EventKind::PartEnd { part: 1 }),
            Event::new(EventKind::PartStart { part: 2, block: call.clone() }),
            Event::new(EventKind::End(Finish::ToolCalls)),
        ];
        let kinds = joined(&told("so "), false, events).await;
        let expected = [
            EventKind::Delta { part: 0, delta: Delta::Text("and on".into()) },
            EventKind::PartEnd { part: 0 },
            EventKind::PartStart { part: 1, block: call },
            EventKind::End(Finish::ToolCalls),
        ];
        assert_eq!(kinds, expected);
    }

    #[tokio::test]
    async fn a_continuation_without_words_ends_the_answer() {
        let kinds = joined(&told("all said."), false, vec![Event::new(EventKind::End(Finish::Stop))]).await;
        assert_eq!(kinds, [EventKind::End(Finish::Stop)]);
    }
}
