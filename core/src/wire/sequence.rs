//! One part after the other: for wires whose blocks do not run side by side.
//!
//! A part that comes while another is under way waits until that one is whole.

use std::collections::VecDeque;

use serde::de::IgnoredAny;

use crate::types::{BlockKind, Delta, Event, EventKind};

/// Puts the events of a stream in such an order. Every part that began ends.
#[derive(Default)]
pub struct Sequence {
    open: Option<Open>,
    /// What came for other parts while one was open, by part.
    waiting: VecDeque<(u32, Vec<Event>)>,
}

/// The part under way.
struct Open {
    part: u32,
    /// Of a call, to know whether it is whole.
    arguments: Option<String>,
}

impl Open {
    /// Nothing can come for it any more: a call whose arguments are whole, and what is no call.
    fn is_whole(&self) -> bool {
        // The last character is asked first, for this may be asked of each piece of a long one.
        self.arguments.as_ref().is_none_or(|text| text.trim_end().ends_with('}') && serde_json::from_str::<IgnoredAny>(text).is_ok())
    }
}

impl Sequence {
    /// Gives an event to `each` now, or keeps it until its part's turn has come.
    pub fn tell(&mut self, event: &Event, each: &mut impl FnMut(&Event)) {
        match part_of(&event.kind) {
            Some(part) if self.must_wait(part, &event.kind, each) => self.wait(part, event),
            _ => self.now(event, each),
        }
        while !self.waiting.is_empty() {
            match &self.open {
                Some(open) if !open.is_whole() => return,
                _ => self.close(each),
            }
            self.next(each);
        }
    }

    /// An event that was told some other way.
    pub fn note(&mut self, event: &Event) {
        self.now(event, &mut |_| {});
    }

    /// The stream has ended: whatever waits is told.
    pub fn end(&mut self, each: &mut impl FnMut(&Event)) {
        self.close(each);
        while !self.waiting.is_empty() {
            self.next(each);
            self.close(each);
        }
    }

    fn next(&mut self, each: &mut impl FnMut(&Event)) {
        for event in self.waiting.pop_front().map(|(_, events)| events).unwrap_or_default() {
            self.now(&event, each);
        }
    }

    fn must_wait(&mut self, part: u32, kind: &EventKind, each: &mut impl FnMut(&Event)) -> bool {
        match &self.open {
            Some(open) if open.part == part => false,
            Some(open) if matches!(kind, EventKind::PartStart { .. }) && open.is_whole() => {
                self.close(each);
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

    fn now(&mut self, event: &Event, each: &mut impl FnMut(&Event)) {
        match &event.kind {
            EventKind::PartStart { part, block } => {
                self.open = Some(Open { part: *part, arguments: matches!(block, BlockKind::ToolCall { .. }).then(String::new) });
            }
            EventKind::Delta { part, delta } => {
                let open = self.open.take().filter(|open| open.part == *part);
                let mut open = open.unwrap_or(Open { part: *part, arguments: None });
                if let Delta::Arguments(more) = delta {
                    open.arguments.get_or_insert_default().push_str(more);
                }
                self.open = Some(open);
            }
            EventKind::PartEnd { part } => {
                if self.open.take_if(|open| open.part == *part).is_none() {
                    return;
                }
            }
            EventKind::Start { .. } | EventKind::Usage(_) | EventKind::End(_) | EventKind::Other => {}
        }
        each(event);
    }

    fn close(&mut self, each: &mut impl FnMut(&Event)) {
        if let Some(open) = self.open.take() {
            each(&Event::new(EventKind::PartEnd { part: open.part }));
        }
    }
}

fn part_of(kind: &EventKind) -> Option<u32> {
    match kind {
        EventKind::PartStart { part, .. } | EventKind::Delta { part, .. } | EventKind::PartEnd { part } => Some(*part),
        EventKind::Start { .. } | EventKind::Usage(_) | EventKind::End(_) | EventKind::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Extra;

    fn call(part: u32) -> EventKind {
        EventKind::PartStart { part, block: BlockKind::ToolCall { id: part.to_string(), name: "f".into(), extra: Extra::new() } }
    }

    fn arguments(part: u32, text: &str) -> EventKind {
        EventKind::Delta { part, delta: Delta::Arguments(text.into()) }
    }

    fn told(events: Vec<EventKind>) -> Vec<EventKind> {
        let (mut sequence, mut out) = (Sequence::default(), Vec::new());
        let mut each = |event: &Event| out.push(event.kind.clone());
        for kind in events {
            sequence.tell(&Event::new(kind), &mut each);
        }
        sequence.end(&mut each);
        out
    }

    #[test]
    fn calls_that_run_side_by_side_are_told_one_after_the_other() {
        let end = |part| EventKind::PartEnd { part };
        let mixed = vec![call(0), call(1), arguments(0, "{\"a\""), arguments(1, "{"), arguments(0, ":1}"), arguments(1, "}"), end(0), end(1)];
        let whole = [call(0), arguments(0, "{\"a\""), arguments(0, ":1}"), end(0), call(1), arguments(1, "{"), arguments(1, "}"), end(1)];
        assert_eq!(told(mixed), whole);
    }

    #[test]
    fn a_text_that_nobody_ended_ends_when_the_next_part_begins() {
        let text = EventKind::Delta { part: 0, delta: Delta::Text("a".into()) };
        let expected = [text.clone(), EventKind::PartEnd { part: 0 }, call(1), EventKind::PartEnd { part: 1 }];
        assert_eq!(told(vec![text, call(1)]), expected);
    }
}
