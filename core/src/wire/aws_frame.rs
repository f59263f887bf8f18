//! AWS event streams (`application/vnd.amazon.eventstream`): bytes in any split → messages, and frames → bytes.
//!
//! Lengths and checksums are checked before a message is put together; what it means is the dialect's business.

use bytes::Bytes;

use super::Frame;
use crate::error::{Class, Error, Result};

/// Two lengths and their checksum.
const PRELUDE: usize = 12;
/// The checksum of the whole message.
const TRAILER: usize = 4;
const MAX_MESSAGE: usize = 16 << 20;
const MAX_HEADERS: usize = 128 << 10;
/// The longest stream.
const MAX_TOTAL: u64 = 64 << 20;
/// The type of a header value that is a text.
const TEXT: u8 = 7;

/// One message as it stood on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwsMessage {
    whole: Bytes,
    headers_end: usize,
}

impl AwsMessage {
    /// Reads a message that is whole. `None` where lengths, checksums or headers are wrong.
    pub fn parse(whole: Bytes) -> Option<Self> {
        let lengths = Lengths::read(&whole)?;
        if whole.len() != lengths.total || crc32fast::hash(&whole[..lengths.total - TRAILER]) != number(&whole, lengths.total - TRAILER)? {
            return None;
        }
        let message = AwsMessage { headers_end: PRELUDE + lengths.headers, whole };
        let mut headers = message.headers();
        headers.by_ref().for_each(drop);
        headers.rest.is_empty().then_some(message)
    }

    /// The value of a header that is a text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().find(|(known, _)| *known == name.as_bytes()).and_then(|(_, value)| std::str::from_utf8(value?).ok())
    }

    pub fn payload(&self) -> Bytes {
        self.whole.slice(self.headers_end..self.whole.len() - TRAILER)
    }

    /// The bytes of the wire.
    pub fn into_bytes(self) -> Bytes {
        self.whole
    }

    fn headers(&self) -> Headers<'_> {
        Headers { rest: &self.whole[PRELUDE..self.headers_end] }
    }
}

/// Names with their values; `None` for a value that is no text. Stops, with a rest, at a header that is none.
struct Headers<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Headers<'a> {
    type Item = (&'a [u8], Option<&'a [u8]>);

    fn next(&mut self) -> Option<Self::Item> {
        let (&name_len, rest) = self.rest.split_first()?;
        let (name, rest) = rest.split_at_checked(name_len as usize)?;
        let (&kind, rest) = rest.split_first()?;
        let (length, rest) = match kind {
            0 | 1 => (0, rest),
            2 => (1, rest),
            3 => (2, rest),
            4 => (4, rest),
            5 | 8 => (8, rest),
            9 => (16, rest),
            6 | TEXT => {
                let (length, rest) = rest.split_first_chunk::<2>()?;
                (u16::from_be_bytes(*length) as usize, rest)
            }
            _ => return None,
        };
        let (value, rest) = rest.split_at_checked(length)?;
        self.rest = rest;
        Some((name, (kind == TEXT).then_some(value)))
    }
}

/// What a prelude says.
struct Lengths {
    total: usize,
    headers: usize,
}

impl Lengths {
    /// `None` where the checksum is wrong or a length cannot be.
    fn read(bytes: &[u8]) -> Option<Self> {
        let prelude = bytes.get(..PRELUDE)?;
        if crc32fast::hash(&prelude[..8]) != number(prelude, 8)? {
            return None;
        }
        let lengths = Lengths { total: number(prelude, 0)? as usize, headers: number(prelude, 4)? as usize };
        let fits = lengths.total <= MAX_MESSAGE && lengths.headers <= MAX_HEADERS && lengths.total >= PRELUDE + lengths.headers + TRAILER;
        fits.then_some(lengths)
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|four| u32::from_be_bytes(*four))
}

/// Bytes → messages. `feed` gives each message to a closure as soon as its last byte has come.
#[derive(Default)]
pub struct AwsDecoder {
    /// The beginning of a message whose end has not come yet.
    held: Vec<u8>,
    /// What the prelude in `held` promises, once it has been checked.
    promised: Option<usize>,
    began: bool,
    total: u64,
}

impl AwsDecoder {
    /// Takes the next bytes. After an error the stream is over: nobody can tell where the next message would begin.
    pub fn feed(&mut self, mut bytes: &[u8], mut each: impl FnMut(AwsMessage) -> Result<()>) -> Result<()> {
        self.total += bytes.len() as u64;
        if self.total > MAX_TOTAL {
            return Err(Error::of(Class::Server, format!("the stream is longer than {} MiB", MAX_TOTAL >> 20)));
        }
        while !bytes.is_empty() {
            let wanted = self.promised.unwrap_or(PRELUDE);
            // Most messages come in one piece and need no second copy.
            if self.held.is_empty()
                && let Some(lengths) = (bytes.len() >= PRELUDE).then(|| Lengths::read(bytes).ok_or_else(|| self.broken())).transpose()?
                && let Some((message, rest)) = bytes.split_at_checked(lengths.total)
            {
                each(self.message(Bytes::copy_from_slice(message))?)?;
                bytes = rest;
                continue;
            }
            let (taken, rest) = bytes.split_at((wanted - self.held.len()).min(bytes.len()));
            self.held.extend_from_slice(taken);
            bytes = rest;
            if self.held.len() < wanted {
                return Ok(());
            }
            if self.promised.is_none() {
                self.promised = Some(Lengths::read(&self.held).ok_or_else(|| self.broken())?.total);
            } else {
                self.promised = None;
                let message = Bytes::from(std::mem::take(&mut self.held));
                each(self.message(message)?)?;
            }
        }
        Ok(())
    }

    fn message(&mut self, whole: Bytes) -> Result<AwsMessage> {
        let message = AwsMessage::parse(whole).ok_or_else(|| self.broken())?;
        self.began = true;
        Ok(message)
    }

    fn broken(&self) -> Error {
        Error::of(
            Class::Server,
            if self.began {
                "a message of the event stream is damaged: its lengths or checksums are wrong"
            } else {
                "the provider answered 200 with something that is no event stream"
            },
        )
    }

    /// A message has begun and has not ended.
    pub fn is_within(&self) -> bool {
        !self.held.is_empty()
    }
}

impl Frame {
    /// Appends the frame as a message. A name that ends in `Exception` is one.
    pub fn write_aws(&self, out: &mut Vec<u8>) {
        let name = self.name.as_deref().unwrap_or("event");
        let (kind, about) = if name.ends_with("Exception") { ("exception", ":exception-type") } else { ("event", ":event-type") };
        write_message(&[(about, name), (":content-type", "application/json"), (":message-type", kind)], &self.data, out);
    }
}

/// Appends a message. Names are at most 255 bytes long, values 65,535; what is longer is cut.
pub fn write_message(headers: &[(&str, &str)], payload: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    let headers = || headers.iter().map(|(name, value)| (cut(name, u8::MAX.into()), cut(value, u16::MAX.into())));
    let headers_len: usize = headers().map(|(name, value)| name.len() + value.len() + 4).sum();
    let total = PRELUDE + headers_len + payload.len() + TRAILER;
    out.reserve(total);
    out.extend_from_slice(&(total as u32).to_be_bytes());
    out.extend_from_slice(&(headers_len as u32).to_be_bytes());
    out.extend_from_slice(&crc32fast::hash(&out[start..]).to_be_bytes());
    for (name, value) in headers() {
        out.push(name.len() as u8);
        out.extend_from_slice(name);
        out.push(TEXT);
        out.extend_from_slice(&(value.len() as u16).to_be_bytes());
        out.extend_from_slice(value);
    }
    out.extend_from_slice(payload);
    out.extend_from_slice(&crc32fast::hash(&out[start..]).to_be_bytes());
}

fn cut(text: &str, most: usize) -> &[u8] {
    &text.as_bytes()[..text.len().min(most)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two() -> Vec<u8> {
        let mut bytes = Vec::new();
        Frame { name: Some("messageStart".into()), data: Bytes::from_static(b"{\"role\":\"assistant\"}") }.write_aws(&mut bytes);
        Frame { name: Some("throttlingException".into()), data: Bytes::from_static(b"{}") }.write_aws(&mut bytes);
        bytes
    }

    fn read(pieces: &[&[u8]]) -> (Vec<AwsMessage>, Option<Error>, bool) {
        let (mut decoder, mut messages) = (AwsDecoder::default(), Vec::new());
        for piece in pieces {
            let fed = decoder.feed(piece, |message| {
                messages.push(message);
                Ok(())
            });
            if let Err(error) = fed {
                return (messages, Some(error), decoder.is_within());
            }
        }
        (messages, None, decoder.is_within())
    }

    #[test]
    fn what_is_written_is_read_however_it_is_cut() {
        let bytes = two();
        let (whole, error, within) = read(&[&bytes]);
        assert!(error.is_none() && !within && whole.len() == 2);
        assert_eq!((whole[0].header(":event-type"), &whole[0].payload()[..]), (Some("messageStart"), &b"{\"role\":\"assistant\"}"[..]));
        assert_eq!((whole[1].header(":message-type"), whole[1].header(":exception-type")), (Some("exception"), Some("throttlingException")));
        for at in 0..=bytes.len() {
            assert_eq!(read(&[&bytes[..at], &bytes[at..]]).0, whole, "{at}");
        }
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(read(&single).0, whole);
        assert!(read(&[&bytes[..bytes.len() - 1]]).2);
    }

    #[test]
    fn a_flipped_bit_anywhere_ends_the_stream_and_changes_no_message() {
        let bytes = two();
        let whole = read(&[&bytes]).0;
        for bit in 0..bytes.len() * 8 {
            let mut broken = bytes.clone();
            broken[bit / 8] ^= 1 << (bit % 8);
            let (messages, error, _) = read(&[&broken]);
            assert!(messages.len() < 2 && whole.starts_with(&messages), "{bit}");
            assert_eq!(error.expect("a checksum is wrong").class(), Some(Class::Server), "{bit}");
        }
    }

    #[test]
    fn lengths_that_cannot_be_are_refused_with_the_prelude_alone() {
        for (total, headers) in [(0, 0), (15, 0), (16, 1), (1 << 31, 0), (u32::MAX, u32::MAX), ((16 << 20) + 1, 0), (1 << 20, (128 << 10) + 1)] {
            let mut prelude = [total.to_be_bytes(), headers.to_be_bytes()].concat();
            prelude.extend_from_slice(&crc32fast::hash(&prelude).to_be_bytes());
            assert!(read(&[&prelude]).1.is_some(), "{total} {headers}");
            assert!(read(&[&prelude[..5], &prelude[5..]]).1.is_some(), "{total} {headers}");
        }
        let page = read(&[b"<html>busy</html>"]).1.expect("no stream");
        assert!(page.message().contains("no event stream"));
    }

    #[test]
    fn headers_of_every_type_are_passed_over_and_an_unknown_type_is_refused() {
        let message = |kind: u8, value: &[u8]| {
            let mut headers = vec![1, b'x', kind];
            headers.extend_from_slice(value);
            headers.extend_from_slice(&[1, b'y', TEXT, 0, 1, b'z']);
            let mut bytes = [((PRELUDE + headers.len() + TRAILER) as u32).to_be_bytes(), (headers.len() as u32).to_be_bytes()].concat();
            bytes.extend_from_slice(&crc32fast::hash(&bytes).to_be_bytes());
            bytes.extend_from_slice(&headers);
            bytes.extend_from_slice(&crc32fast::hash(&bytes).to_be_bytes());
            AwsMessage::parse(bytes.into())
        };
        for (kind, length) in [(0, 0), (1, 0), (2, 1), (3, 2), (4, 4), (5, 8), (8, 8), (9, 16)] {
            let read = message(kind, &vec![0; length]).expect("a header");
            assert_eq!((read.header("y"), read.header("x")), (Some("z"), None), "{kind}");
        }
        assert!(message(6, &[0, 2, 9, 9]).is_some());
        assert!(message(10, &[]).is_none());
        assert!(message(6, &[255, 255]).is_none());
    }
}
