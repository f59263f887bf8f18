//! Server-sent events: bytes in any split → events, by the WHATWG rules (LF, CR, CRLF, comments, byte order mark).
//!
//! What the data mean is the dialect's business.

use bytes::Bytes;
use memchr::{memchr, memchr2};

use crate::error::{Class, Error, Result};

/// The longest line, and the longest event.
const MAX_LINE: usize = 8 << 20;
/// The longest stream.
const MAX_TOTAL: u64 = 64 << 20;
/// How much is kept of a body that is no event stream, to say what it was.
const MAX_STRAY: usize = 4 << 10;

/// One event as it stood on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SseEvent {
    /// Empty where the stream named none.
    pub name: String,
    pub data: Bytes,
}

/// Bytes → events. `feed` gives each event to a closure as soon as its blank line has come.
#[derive(Default)]
pub struct SseDecoder {
    /// A line whose end has not come yet.
    line: Vec<u8>,
    name: String,
    data: Data,
    /// The last byte was a CR: an LF right after it belongs to the same line end.
    after_cr: bool,
    began: bool,
    total: u64,
    stray: Vec<u8>,
}

/// The data of the event under way. Most events have one line, which needs no second copy.
#[derive(Default)]
enum Data {
    #[default]
    None,
    One(Bytes),
    Many(Vec<u8>),
}

impl SseDecoder {
    /// Takes the next bytes. After an error the stream is over.
    pub fn feed(&mut self, mut bytes: &[u8], mut each: impl FnMut(SseEvent) -> Result<()>) -> Result<()> {
        self.total += bytes.len() as u64;
        if self.total > MAX_TOTAL {
            return Err(Error::of(Class::Server, format!("the stream is longer than {} MiB", MAX_TOTAL >> 20)));
        }
        if self.after_cr && !bytes.is_empty() {
            self.after_cr = false;
            bytes = bytes.strip_prefix(b"\n").unwrap_or(bytes);
        }
        while let Some(end) = memchr2(b'\n', b'\r', bytes) {
            if self.line.is_empty() {
                self.take_line(&bytes[..end], &mut each)?;
            } else {
                self.line.extend_from_slice(&bytes[..end]);
                let line = std::mem::take(&mut self.line);
                self.take_line(&line, &mut each)?;
                self.line = line;
                self.line.clear();
            }
            let rest = &bytes[end + 1..];
            bytes = match (bytes[end], rest.first()) {
                (b'\r', Some(b'\n')) => &rest[1..],
                (b'\r', None) => {
                    self.after_cr = true;
                    rest
                }
                _ => rest,
            };
        }
        if self.line.len() + bytes.len() > MAX_LINE {
            return Err(too_long());
        }
        self.line.extend_from_slice(bytes);
        Ok(())
    }

    /// The bytes have ended: the event that no blank line closed, if there is one. The rules say to drop it; who
    /// knows that it is whole may take it.
    pub fn end(&mut self) -> Option<SseEvent> {
        let line = std::mem::take(&mut self.line);
        let mut last = None;
        if !line.is_empty() {
            self.take_line(&line, &mut |event| {
                last = Some(event);
                Ok(())
            })
            .ok()?;
        }
        last.or_else(|| self.dispatch())
    }

    /// The beginning of what was no field at all, as of a page of HTML or a bare JSON body.
    pub fn stray(&self) -> &[u8] {
        &self.stray
    }

    fn take_line(&mut self, line: &[u8], each: &mut impl FnMut(SseEvent) -> Result<()>) -> Result<()> {
        let line = if self.began { line } else { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line) };
        self.began = true;
        if line.len() > MAX_LINE {
            return Err(too_long());
        }
        if line.is_empty() {
            return self.dispatch().map_or(Ok(()), each);
        }
        let (field, value) = match memchr(b':', line) {
            Some(0) => return Ok(()),
            Some(colon) => {
                let value = &line[colon + 1..];
                (&line[..colon], value.strip_prefix(b" ").unwrap_or(value))
            }
            None => (line, &[][..]),
        };
        match field {
            b"data" => self.data.push(value),
            b"event" => {
                self.name.clear();
                self.name.push_str(&String::from_utf8_lossy(value));
                Ok(())
            }
            b"id" | b"retry" => Ok(()),
            _ => {
                let room = MAX_STRAY.saturating_sub(self.stray.len());
                self.stray.extend_from_slice(&line[..line.len().min(room)]);
                Ok(())
            }
        }
    }

    fn dispatch(&mut self) -> Option<SseEvent> {
        let name = std::mem::take(&mut self.name);
        let data = match std::mem::take(&mut self.data) {
            Data::None => return None,
            Data::One(data) => data,
            Data::Many(data) => data.into(),
        };
        Some(SseEvent { name, data })
    }
}

impl Data {
    fn push(&mut self, value: &[u8]) -> Result<()> {
        *self = match std::mem::take(self) {
            Data::None => Data::One(Bytes::copy_from_slice(value)),
            Data::One(first) => {
                let mut many = Vec::with_capacity(first.len() + 1 + value.len());
                many.extend_from_slice(&first);
                many.push(b'\n');
                many.extend_from_slice(value);
                Data::Many(many)
            }
            Data::Many(mut many) if many.len() + value.len() < MAX_LINE => {
                many.push(b'\n');
                many.extend_from_slice(value);
                Data::Many(many)
            }
            Data::Many(_) => return Err(too_long()),
        };
        Ok(())
    }
}

fn too_long() -> Error {
    Error::of(Class::Server, format!("a line of the stream is longer than {} MiB", MAX_LINE >> 20))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn events(pieces: &[&[u8]]) -> Vec<(String, String)> {
        let mut sse = SseDecoder::default();
        let mut out = Vec::new();
        let mut take = |event: SseEvent| out.push((event.name, String::from_utf8_lossy(&event.data).into_owned()));
        for piece in pieces {
            sse.feed(piece, |event| {
                take(event);
                Ok(())
            })
            .expect("a stream within the limits");
        }
        sse.end().map(take);
        out
    }

    fn one(text: &str) -> Vec<(String, String)> {
        events(&[text.as_bytes()])
    }

    fn plain(data: &[&str]) -> Vec<(String, String)> {
        data.iter().map(|d| (String::new(), (*d).to_owned())).collect()
    }

    #[test]
    fn reads_every_line_end_and_skips_comments_and_the_byte_order_mark() {
        assert_eq!(one("data: a\n\ndata: b\n\n"), plain(&["a", "b"]));
        assert_eq!(one("\u{feff}data: a\r\n\r\ndata: b\r\rdata: c\n\n"), plain(&["a", "b", "c"]));
        assert_eq!(one(": ping\n\n: OPENROUTER PROCESSING\n\ndata: a\n: x\n\n"), plain(&["a"]));
    }

    #[test]
    fn joins_several_data_lines_and_takes_off_one_space() {
        assert_eq!(one("data:a\ndata:  b\ndata\n\n"), plain(&["a\n b\n"]));
        assert_eq!(one("data:\n\n"), plain(&[""]));
    }

    #[test]
    fn keeps_the_name_of_one_event_only_and_ignores_ids_and_unknown_fields() {
        let named = [("error".to_owned(), "a".to_owned()), (String::new(), "b".to_owned())];
        assert_eq!(one("event: error\nid: 1\nretry: 5\nfoo: bar\ndata: a\n\nevent: lost\n\ndata: b\n\n"), named);
    }

    #[test]
    fn hands_over_an_unterminated_event_only_at_the_end() {
        assert_eq!(one("data: a\n\ndata: b"), plain(&["a", "b"]));
        assert_eq!(one("data: a\n\ndata: b\n"), plain(&["a", "b"]));
        assert_eq!(one("data: a\n\n"), plain(&["a"]));
    }

    #[test]
    fn remembers_the_beginning_of_what_is_no_event_stream() {
        let mut sse = SseDecoder::default();
        sse.feed(b"<html>\nhello", |_| Ok(())).expect("no limit reached");
        assert!(sse.end().is_none());
        assert_eq!(sse.stray(), b"<html>hello");
    }

    #[test]
    fn refuses_an_endless_line() {
        let mut sse = SseDecoder::default();
        let piece = vec![b'x'; 1 << 20];
        let error = (0..9).find_map(|_| sse.feed(&piece, |_| Ok(())).err()).expect("nine MiB are over the limit");
        assert_eq!(error.class(), Some(Class::Server));
    }

    proptest! {
        #[test]
        fn any_split_gives_the_same_events(cuts in proptest::collection::vec(0usize..200, 0..12)) {
            let text = "\u{feff}: hi\r\n\r\ndata: {\"a\":\"äöü😀\"}\r\n\r\nevent: x\rdata: 1\rdata: 2\r\rdata: b\n\ndata\n\nid: 9\ndata: [DONE]";
            let bytes = text.as_bytes();
            let mut at: Vec<usize> = cuts.into_iter().map(|c| c % (bytes.len() + 1)).chain([0, bytes.len()]).collect();
            at.sort_unstable();
            let pieces: Vec<&[u8]> = at.windows(2).map(|w| &bytes[w[0]..w[1]]).collect();
            prop_assert_eq!(events(&pieces), one(text));
        }
    }
}
