//! Events that differ from the one before in their text alone, as most events of a stream do: read by comparing.
//!
//! A JSON object in which one string was exchanged for another has the same members and, but for that string, the same meaning.
//! So the bytes around the text are kept of an event that was read whole, and where the next one has them too, its text is what
//! stands between them. Anything else is read whole.

use std::sync::Arc;

use bytes::Bytes;
use memchr::memmem::Finder;
use memchr::{memchr2, memmem};

use crate::types::{Delta, Dialect, Event, EventKind, Raw};

/// Learning costs more than it is worth where so many events in a row are not alike.
const MOST_IN_VAIN: u8 = 16;

/// What stood around the text of the last event, and where that text belonged.
#[derive(Default)]
pub struct Again {
    before: Vec<u8>,
    after: Vec<u8>,
    place: Option<Place>,
    in_vain: u8,
}

/// The part of the choice that goes on.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    choice: u32,
    part: u32,
}

impl Again {
    /// What the data tell, where they are like those that were learned but for a text.
    pub fn event(&mut self, data: &Bytes, dialect: Dialect) -> Option<Event> {
        let (Place { choice, part }, text) = self.read(data)?;
        let raw = Some(Raw { dialect, data: Arc::new(data.clone()) });
        Some(Event { kind: EventKind::Delta { part, delta: Delta::Text(text) }, choice, raw })
    }

    /// Learns of data that were read whole and told `events`; `None`: they are nothing to learn of.
    pub fn see(&mut self, data: &[u8], name: &Finder<'_>, events: Option<&[Event]>) {
        match events {
            Some([Event { kind: EventKind::Delta { part, delta: Delta::Text(text) }, choice, .. }]) => {
                self.learn(data, name, Place { choice: *choice, part: *part }, text);
            }
            _ => self.forget(),
        }
    }

    /// The text of an event that is like the one that was learned but for it. Never empty.
    fn read(&mut self, data: &[u8]) -> Option<(Place, String)> {
        let place = self.place?;
        let text = data.strip_prefix(&*self.before)?.strip_suffix(&*self.after)?;
        let text = match memchr2(b'"', b'\\', text) {
            // With the quotes around it: an escape must not take the last one.
            Some(_) => serde_json::from_slice::<String>(&data[self.before.len() - 1..=self.before.len() + text.len()]).ok()?,
            None if text.iter().any(|byte| *byte < b' ') => return None,
            None => std::str::from_utf8(text).ok()?.to_owned(),
        };
        self.in_vain = 0;
        (!text.is_empty()).then_some((place, text))
    }

    /// Keeps what stands around `text` in an event that was read whole, said nothing else, and has it as its one member `name`.
    fn learn(&mut self, data: &[u8], name: &Finder<'_>, place: Place, text: &str) {
        self.forget();
        if self.in_vain >= MOST_IN_VAIN {
            return;
        }
        self.in_vain += 1;
        let mut found = name.find_iter(data);
        let (Some(at), None) = (found.next(), found.next()) else { return };
        let behind = at + name.needle().len();
        let Some(quoted) = memmem::find(&data[behind..], b"\"").filter(|blanks| data[behind..behind + blanks].trim_ascii().is_empty()) else {
            return;
        };
        let begin = behind + quoted + 1;
        let mut values = serde_json::Deserializer::from_slice(&data[begin - 1..]).into_iter::<String>();
        if values.next().is_some_and(|value| value.is_ok_and(|value| value == text)) {
            let end = begin - 1 + values.byte_offset() - 1;
            self.before.extend_from_slice(&data[..begin]);
            self.after.extend_from_slice(&data[end..]);
            self.place = Some(place);
        }
    }

    /// After an event that changed more than a text.
    pub fn forget(&mut self) {
        self.place = None;
        self.before.clear();
        self.after.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Place = Place { choice: 0, part: 1 };

    fn learned(data: &str, text: &str) -> Again {
        let mut again = Again::default();
        again.learn(data.as_bytes(), &Finder::new("\"content\":"), PLACE, text);
        again
    }

    fn read(again: &mut Again, data: &str) -> Option<String> {
        again.read(data.as_bytes()).map(|(place, text)| {
            assert_eq!(place, PLACE);
            text
        })
    }

    #[test]
    fn another_text_between_the_same_bytes_is_read_as_json_reads_it() {
        let mut again = learned(r#"{"a":1,"content": "b","c":null}"#, "b");
        for text in ["x", "ein \u{fc}", "line\nbreak", "\"quoted\" \\ back", "\u{1F600}"] {
            let quoted = serde_json::to_string(text).expect("a text");
            assert_eq!(read(&mut again, &format!(r#"{{"a":1,"content": {quoted},"c":null}}"#)).as_deref(), Some(text));
        }
        assert_eq!(read(&mut again, r#"{"a":1,"content": "\ud83d\ude00","c":null}"#).as_deref(), Some("\u{1F600}"));
    }

    #[test]
    fn what_is_not_alike_is_left_to_be_read_whole() {
        let mut again = learned(r#"{"a":1,"content":"b","c":null}"#, "b");
        let others = [
            r#"{"a":2,"content":"b","c":null}"#,
            r#"{"a":1,"content":"b","c":1}"#,
            r#"{"a":1,"content":"b"}"#,
            r#"{"a":1,"content":null,"c":null}"#,
            // More members, a string that is not closed, an empty text, a raw line break, half a surrogate.
            r#"{"a":1,"content":"b","x":"y","c":null}"#,
            r#"{"a":1,"content":"b\","c":null}"#,
            r#"{"a":1,"content":"","c":null}"#,
            "{\"a\":1,\"content\":\"b\n\",\"c\":null}",
            r#"{"a":1,"content":"\ud83d","c":null}"#,
        ];
        for other in others {
            assert_eq!(read(&mut again, other), None, "{other}");
        }
        assert_eq!(again.read(b"{\"a\":1,\"content\":\"\xff\",\"c\":null}"), None);
        again.forget();
        assert_eq!(read(&mut again, r#"{"a":1,"content":"b","c":null}"#), None);
    }

    #[test]
    fn an_event_whose_text_is_not_where_it_seems_to_be_is_not_learned() {
        for (data, text) in
            [(r#"{"content":"a","x":{"content":"b"}}"#, "a"), (r#"{"content":["a"]}"#, "a"), (r#"{"content":"a"}"#, "b"), (r#"{"text":"a"}"#, "a")]
        {
            assert_eq!(read(&mut learned(data, text), data), None, "{data}");
        }
    }

    #[test]
    fn who_never_says_the_same_again_is_not_listened_to() {
        let mut again = Again::default();
        for n in 0..=MOST_IN_VAIN {
            let data = format!(r#"{{"n":{n},"content":"b"}}"#);
            again.learn(data.as_bytes(), &Finder::new("\"content\":"), PLACE, "b");
            let known = read(&mut again, &format!(r#"{{"n":{},"content":"b"}}"#, n + 1));
            assert_eq!(known, None);
        }
        assert!(again.place.is_none() && again.before.is_empty());
    }
}
