//! What of a provider's words may go further: nothing that a reader of JSON would stumble over, no usage beyond all measure, and
//! an error within an answer is told from one in its place.
//!
//! The codecs have read such answers leniently; here only the original bytes are let go, so that the answer is written anew.

use bytes::Bytes;
use memchr::memchr_iter;
use serde_json::Value;

use crate::error::Error;
use crate::types::{Dialect, Event, EventKind, Raw, Response, Usage};

/// More tokens than these no call has.
const MOST_TOKENS: u64 = 1 << 40;

pub fn response(response: &mut Response) {
    tidy(&mut response.raw);
    response.usage = response.usage.take().filter(is_plausible);
}

pub fn event(event: &mut Event) {
    // Bedrock's messages are no texts; their checksums have been checked.
    if event.raw.as_ref().is_some_and(|raw| raw.dialect != Dialect::Bedrock) {
        tidy(&mut event.raw);
    }
    if matches!(&event.kind, EventKind::Usage(usage) if !is_plausible(usage)) {
        event.kind = EventKind::Other;
    }
}

/// An error that stands inside a 200: the answer had begun, and may be billed.
pub fn error(error: Error) -> Error {
    if error.get_reason().is_some() || error.get_upstream().status.is_none() { error } else { error.reason(IN_ANSWER) }
}

/// The reason of an error that names a status and had a 200 around it.
pub const IN_ANSWER: &str = "error_in_answer";

fn tidy(raw: &mut Option<Raw<Bytes>>) {
    if raw.as_ref().is_some_and(|raw| !is_clean(&raw.data)) {
        *raw = None;
    }
}

fn is_plausible(usage: &Usage) -> bool {
    usage.input <= MOST_TOKENS && usage.output <= MOST_TOKENS
}

/// Valid UTF-8 without a byte order mark, and no half of a surrogate pair among the escapes.
fn is_clean(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xEF\xBB\xBF") || std::str::from_utf8(bytes).is_err() {
        return false;
    }
    // Surrogates are written \ud8.. to \udf..; whole pairs of them are common.
    let is_surrogate = |at: usize| matches!(bytes.get(at + 1..at + 3), Some(b"ud" | b"uD"));
    !memchr_iter(b'\\', bytes).any(is_surrogate) || serde_json::from_slice::<Value>(bytes).is_ok()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_binary_message_stays_with_its_event() {
        let told = |dialect| {
            let raw = Some(Raw { dialect, data: Arc::new(Bytes::from_static(b"\0\xff{}")) });
            let mut message = Event { raw, ..Event::new(EventKind::Other) };
            event(&mut message);
            message.raw.is_some()
        };
        assert_eq!((told(Dialect::Bedrock), told(Dialect::OpenaiChat)), (true, false));
    }

    #[test]
    fn clean_is_what_every_reader_of_json_takes() {
        let clean: [&[u8]; 3] = [b"{\"a\":\"b\"}", "\"na\u{ef}ve\"".as_bytes(), br#""\ud83d\ude00 and \uD83D\uDE00""#];
        assert!(clean.iter().all(|bytes| is_clean(bytes)));
        let broken: [&[u8]; 4] = [b"\xEF\xBB\xBF{}", b"\"\xff\"", br#""\ud83d""#, br#""\uDE00 x""#];
        assert!(!broken.iter().any(|bytes| is_clean(bytes)));
    }
}
