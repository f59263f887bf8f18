//! What must hold for any bytes: nothing panics, a split changes nothing, and what we write ourselves can be read.
//!
//! The targets pick the codec; `scripts/fuzz_corpus.py` brings the recordings into their form.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use polyroute::types::{Dialect, Event, Finish, Fold, Request, Response, unfold};
use polyroute::wire::aws_frame::{AwsDecoder, AwsMessage, write_message};
use polyroute::wire::lines::LineDecoder;
use polyroute::wire::sse::{SseDecoder, SseEvent};
use polyroute::wire::{Codec, EncodeTarget, EventOptions, Fields, OnUnsupported, codec};
use serde_json::{Map, Value};

const DIALECTS: [Dialect; 7] =
    [Dialect::OpenaiChat, Dialect::OpenaiResponses, Dialect::Anthropic, Dialect::Gemini, Dialect::Bedrock, Dialect::Cohere, Dialect::Ollama];
/// Models of different kinds: of none is known what it can do.
const MODELS: [&str; 4] = ["a-model", "claude-opus-4-8", "gemini-3-pro", "gpt-5"];

fn codecs() -> impl Iterator<Item = &'static dyn Codec> {
    DIALECTS.into_iter().filter_map(codec)
}

/// The first byte picks what the rest is: a request, an answer or a stream.
pub fn dialect(dialect: Dialect, data: &[u8]) {
    let (Some(codec), Some((kind, rest))) = (codec(dialect), data.split_first()) else { return };
    match kind % 3 {
        0 => request(codec, rest),
        1 => answer(codec, rest),
        _ => stream(codec, rest),
    }
}

fn request(from: &dyn Codec, bytes: &[u8]) {
    let Ok(body) = serde_json::from_slice::<Map<String, Value>>(bytes) else { return };
    if let Ok(embed) = from.decode_embed_request(body.clone()) {
        codecs().for_each(|to| drop(to.encode_embed_request(&embed, &EncodeTarget::named("a-model"), &mut Fields::full())));
    }
    let Ok(request) = from.decode_request(body) else { return };
    let bare = Request { raw: None, ..request.clone() };
    let model = MODELS[bytes.len() % MODELS.len()];
    for request in [&request, &bare] {
        for to in codecs() {
            for on_unsupported in [OnUnsupported::Error, OnUnsupported::Drop] {
                let target = EncodeTarget { on_unsupported, ..EncodeTarget::named(model) };
                drop(to.encode_count(request, &target, &mut Fields::full()));
                let Ok(sent) = to.encode_request(request, &target, &mut Fields::full()) else { continue };
                let mut sent: Map<String, Value> = serde_json::from_slice(&sent.body).expect("what is sent is a JSON object");
                // As it came, it goes to its own dialect unread; without its body, nobody knows whose words are left in it.
                if request.raw.is_some() != (to.dialect() == from.dialect()) {
                    // Some dialects have it in the address.
                    sent.entry("model").or_insert_with(|| model.into());
                    to.decode_request(sent).expect("what we write ourselves is a request");
                }
            }
        }
    }
}

fn answer(from: &dyn Codec, bytes: &[u8]) {
    let error = from.decode_error(StatusCode::TOO_MANY_REQUESTS, &HeaderMap::new(), bytes);
    let body = Bytes::copy_from_slice(bytes);
    drop(from.decode_count(body.clone()));
    let vectors = from.decode_vectors(body.clone());
    let response = from.decode_response(body);
    for to in codecs() {
        serde_json::from_slice::<Value>(&to.encode_error(&error)).expect("an error is JSON");
        if let Ok(vectors) = &vectors {
            to.encode_vectors(vectors);
        }
        if let Ok(response) = &response {
            let again = to.encode_response(&Response { raw: None, ..response.clone() });
            // A generation that failed may be told as a failure.
            let failed = response.choices.iter().any(|choice| choice.finish == Some(Finish::Error));
            assert!(to.decode_response(again).is_ok() || failed, "what we write ourselves is an answer");
            to.renew_id(response, "another");
            tell(to, &unfold(response));
        }
    }
}

fn stream(from: &dyn Codec, bytes: &[u8]) {
    let framed;
    let bytes = match (from.dialect(), bytes.first()) {
        // No mutation finds a checksum: lines are put into frames, and only what begins with a length is taken as it is.
        (Dialect::Bedrock, Some(first)) if *first != 0 => {
            framed = in_frames(bytes);
            &framed
        }
        _ => bytes,
    };
    let (events, fine) = read(from, bytes, bytes.len().max(1));
    for size in [1, 1 + usize::from(bytes.first().copied().unwrap_or(0))] {
        let again = read(from, bytes, size);
        assert_eq!((&again.0, again.1), (&events, fine), "pieces of {size} bytes");
    }
    let mut fold = Fold::default();
    events.iter().for_each(|event| fold.push(event));
    let whole = fold.finish();
    for to in codecs() {
        tell(to, &events);
        if fine {
            serde_json::from_slice::<Value>(&to.encode_response(&Response { raw: None, ..whole.clone() })).expect("an answer is JSON");
        }
    }
}

/// The events of a stream that comes in pieces of `size` bytes, and whether it was a good one.
fn read(from: &dyn Codec, bytes: &[u8], size: usize) -> (Vec<Event>, bool) {
    let (mut decoder, mut events) = (from.event_decoder(), Vec::new());
    let fine = bytes.chunks(size).all(|piece| decoder.feed(piece, &mut events).is_ok());
    let ended = fine && decoder.end(&mut events).is_ok();
    (events, ended)
}

/// Writes events and reads what was written.
fn tell(to: &dyn Codec, events: &[Event]) {
    let (mut encoder, mut frames) = (to.event_encoder(EventOptions { usage: true, id: None }), Vec::new());
    events.iter().for_each(|event| encoder.encode(event, &mut frames));
    encoder.end(&mut frames);
    let mut bytes = Vec::new();
    frames.iter().for_each(|frame| frame.write(to.dialect(), &mut bytes));
    let (mut decoder, mut again) = (to.event_decoder(), Vec::new());
    if decoder.feed(&bytes, &mut again).is_ok() {
        drop(decoder.end(&mut again));
    }
}

/// Each line as a message: its first word is the type of the event, the rest the payload.
fn in_frames(lines: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for line in lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let (name, payload) = line.split_at(line.iter().position(|byte| *byte == b' ').unwrap_or(line.len()));
        let name = String::from_utf8_lossy(name);
        let (kind, about) = if name.ends_with("Exception") { ("exception", ":exception-type") } else { ("event", ":event-type") };
        write_message(&[(about, &name), (":message-type", kind)], payload, &mut out);
    }
    out
}

/// Messages of AWS' event streams in pieces of the size that the first byte says, and in one; written again they are the same bytes.
pub fn aws_frame(data: &[u8]) {
    let Some((size, bytes)) = data.split_first() else { return };
    let framed;
    let bytes = if bytes.first().is_some_and(|first| *first != 0) {
        framed = in_frames(bytes);
        &framed
    } else {
        bytes
    };
    let read = |size: usize| {
        let (mut decoder, mut messages) = (AwsDecoder::default(), Vec::<AwsMessage>::new());
        let fine = bytes.chunks(size).all(|piece| {
            let each = |message| {
                messages.push(message);
                Ok(())
            };
            decoder.feed(piece, each).is_ok()
        });
        (messages, fine)
    };
    let (messages, fine) = read(bytes.len().max(1));
    assert_eq!(read(1 + usize::from(*size)), (messages.clone(), fine));
    let again: Vec<u8> = messages.into_iter().flat_map(|message| message.into_bytes().to_vec()).collect();
    assert!(bytes.starts_with(&again));
}

/// Lines of JSON in pieces of the size that the first byte says, and in one.
pub fn ndjson(data: &[u8]) {
    let Some((size, bytes)) = data.split_first() else { return };
    let read = |size: usize| {
        let (mut decoder, mut lines) = (LineDecoder::default(), Vec::<Bytes>::new());
        let fine = bytes.chunks(size).all(|piece| {
            let each = |line| {
                lines.push(line);
                Ok(())
            };
            decoder.feed(piece, each).is_ok()
        });
        lines.extend(decoder.end());
        (lines, fine)
    };
    assert_eq!(read(1 + usize::from(*size)), read(bytes.len().max(1)));
}

/// Server-sent events in pieces of the size that the first byte says, and in one.
pub fn sse(data: &[u8]) {
    let Some((size, bytes)) = data.split_first() else { return };
    let read = |size: usize| {
        let (mut decoder, mut events) = (SseDecoder::default(), Vec::<SseEvent>::new());
        let fine = bytes.chunks(size).all(|piece| {
            let each = |event| {
                events.push(event);
                Ok(())
            };
            decoder.feed(piece, each).is_ok()
        });
        events.extend(decoder.end());
        (events, fine, decoder.stray().to_vec())
    };
    assert_eq!(read(1 + usize::from(*size)), read(bytes.len().max(1)));
}
