//! Lines of JSON (NDJSON): bytes in any split → one line at a time. What a line means is the dialect's business.

use bytes::Bytes;
use memchr::memchr;

use crate::error::{Class, Error, Result};

/// The longest line.
const MAX_LINE: usize = 8 << 20;
/// The longest stream.
const MAX_TOTAL: u64 = 64 << 20;

/// Bytes → lines. `feed` gives each line to a closure as soon as its end has come; blank ones are passed over.
#[derive(Default)]
pub struct LineDecoder {
    /// A line whose end has not come yet.
    rest: Vec<u8>,
    total: u64,
}

impl LineDecoder {
    /// Takes the next bytes. After an error the stream is over.
    pub fn feed(&mut self, mut bytes: &[u8], mut each: impl FnMut(Bytes) -> Result<()>) -> Result<()> {
        self.total += bytes.len() as u64;
        if self.total > MAX_TOTAL {
            return Err(Error::of(Class::Server, format!("the stream is longer than {} MiB", MAX_TOTAL >> 20)));
        }
        while let Some(end) = memchr(b'\n', bytes) {
            let line = if self.rest.is_empty() {
                Bytes::copy_from_slice(bytes[..end].trim_ascii())
            } else {
                self.rest.extend_from_slice(&bytes[..end]);
                Bytes::from(std::mem::take(&mut self.rest).trim_ascii().to_vec())
            };
            bytes = &bytes[end + 1..];
            if !line.is_empty() {
                each(line)?;
            }
        }
        if self.rest.len() + bytes.len() > MAX_LINE {
            return Err(Error::of(Class::Server, format!("a line of the stream is longer than {} MiB", MAX_LINE >> 20)));
        }
        self.rest.extend_from_slice(bytes);
        Ok(())
    }

    /// The bytes have ended: the line that nothing closed, if there is one.
    pub fn end(&mut self) -> Option<Bytes> {
        let rest = std::mem::take(&mut self.rest);
        Some(Bytes::from(rest.trim_ascii().to_vec())).filter(|line| !line.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(pieces: &[&[u8]]) -> Vec<String> {
        let (mut decoder, mut out) = (LineDecoder::default(), Vec::new());
        let text = |line: Bytes| String::from_utf8_lossy(&line).into_owned();
        for piece in pieces {
            decoder
                .feed(piece, |line| {
                    out.push(text(line));
                    Ok(())
                })
                .expect("a stream within the limits");
        }
        out.extend(decoder.end().map(text));
        out
    }

    #[test]
    fn every_line_comes_once_and_blank_ones_never() {
        assert_eq!(lines(&[b"{}\n\r\n[1]\r\n  \n{\"a\":1}"]), ["{}", "[1]", "{\"a\":1}"]);
        assert!(lines(&[b"\n\n"]).is_empty());
    }

    #[test]
    fn an_endless_line_is_refused() {
        let (mut decoder, piece) = (LineDecoder::default(), vec![b'x'; 1 << 20]);
        let error = (0..9).find_map(|_| decoder.feed(&piece, |_| Ok(())).err()).expect("nine MiB are over the limit");
        assert_eq!(error.class(), Some(Class::Server));
    }

    proptest! {
        #[test]
        fn any_split_gives_the_same_lines(cuts in proptest::collection::vec(0usize..200, 0..12)) {
            let bytes = "{\"a\":\"äöü😀\"}\n\n{\"b\":2}\r\n{\"c\":[1,2,3]}".as_bytes();
            let mut at: Vec<usize> = cuts.into_iter().map(|c| c % (bytes.len() + 1)).chain([0, bytes.len()]).collect();
            at.sort_unstable();
            let pieces: Vec<&[u8]> = at.windows(2).map(|w| &bytes[w[0]..w[1]]).collect();
            prop_assert_eq!(lines(&pieces), lines(&[bytes]));
        }
    }
}
