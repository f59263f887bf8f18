//! Bodies that come packed with gzip (RFC 1952), unpacked as they come and never further than is asked for.

use std::io::{self, BufRead, Read};

use bytes::{Buf, Bytes};
use flate2::bufread::MultiGzDecoder;

/// So much is unpacked at a time, whatever a small piece would grow to.
const STEP: usize = 32 << 10;

pub struct Unpacker(MultiGzDecoder<Pieces>);

impl Default for Unpacker {
    fn default() -> Self {
        Unpacker(MultiGzDecoder::new(Pieces::default()))
    }
}

impl Unpacker {
    /// The next packed bytes, once what came before has been unpacked.
    pub fn put(&mut self, piece: Bytes) {
        let pieces = self.0.get_mut();
        pieces.came |= !piece.is_empty();
        if pieces.next.has_remaining() {
            pieces.next = [&*pieces.next, &*piece].concat().into();
        } else {
            pieces.next = piece;
        }
    }

    /// No more bytes will come.
    pub fn end(&mut self) {
        self.0.get_mut().ended = true;
    }

    /// Some of what was packed. `None`: more has to be put in first; empty: that was all.
    pub fn take(&mut self) -> io::Result<Option<Bytes>> {
        let pieces = self.0.get_ref();
        if pieces.ended && !pieces.came {
            // Nothing at all is taken for nothing, packed or not.
            return Ok(Some(Bytes::new()));
        }
        let mut out = vec![0; STEP];
        match self.0.read(&mut out) {
            Ok(0) if !self.0.get_ref().ended => Ok(None),
            Ok(size) => {
                out.truncate(size);
                Ok(Some(out.into()))
            }
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => Ok(None),
            Err(e) => Err(e),
        }
    }
}

/// What has come and has not been unpacked.
#[derive(Default)]
struct Pieces {
    next: Bytes,
    /// There was something.
    came: bool,
    /// Nothing more will be.
    ended: bool,
}

impl Read for Pieces {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let size = self.fill_buf()?.len().min(into.len());
        into[..size].copy_from_slice(&self.next[..size]);
        self.consume(size);
        Ok(size)
    }
}

impl BufRead for Pieces {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.next.is_empty() && !self.ended {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        Ok(&self.next)
    }

    fn consume(&mut self, size: usize) {
        self.next.advance(size);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).expect("memory is there");
        encoder.finish().expect("memory is there")
    }

    /// What comes out of pieces of that size, and how many times more was asked for.
    fn unpacked(bytes: &[u8], size: usize) -> io::Result<(String, usize)> {
        let (mut unpacker, mut pieces, mut asked) = (Unpacker::default(), bytes.chunks(size), 0);
        let mut out = Vec::new();
        loop {
            match unpacker.take()? {
                Some(some) if some.is_empty() => return Ok((String::from_utf8_lossy(&out).into_owned(), asked)),
                Some(some) => out.extend_from_slice(&some),
                None => {
                    asked += 1;
                    match pieces.next() {
                        Some(piece) => unpacker.put(Bytes::copy_from_slice(piece)),
                        None => unpacker.end(),
                    }
                }
            }
        }
    }

    #[test]
    fn pieces_of_any_size_and_several_members_are_unpacked() {
        let both = [packed("one, "), packed(&"two".repeat(50_000))].concat();
        let whole = format!("one, {}", "two".repeat(50_000));
        for size in [1, 7, both.len()] {
            let (text, asked) = unpacked(&both, size).expect("it is whole");
            assert!(text == whole && asked == both.len().div_ceil(size) + 1, "{size}: {} bytes, asked {asked} times", text.len());
        }
        assert_eq!(unpacked(b"", 1).expect("nothing is nothing").0, "");
    }

    #[test]
    fn what_is_cut_is_an_early_end_and_what_is_not_packed_is_an_error() {
        let good = packed("hello");
        for cut in 1..good.len() {
            assert_eq!(unpacked(&good[..cut], 3).expect_err("it is cut").kind(), io::ErrorKind::UnexpectedEof, "{cut}");
        }
        assert_ne!(unpacked(b"hello there, all of you", 3).expect_err("it is not packed").kind(), io::ErrorKind::UnexpectedEof);
    }
}
