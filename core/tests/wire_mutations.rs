//! Broken requests, answers and streams through every codec in every direction: nothing panics.
//!
//! `POLYROUTE_SOAK` is the number of cases, `POLYROUTE_CASE` one to be looked at. What is broken are the recordings where they are
//! present (`POLYROUTE_DATA`, else `../shared/data`), and in any case golden files and what the codecs make of them.

#[path = "support/mutate.rs"]
mod mutate;
#[path = "support/seeds.rs"]
mod seeds;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use fastrand::Rng;
use http::{HeaderMap, StatusCode};
use polyroute::types::{Count, Dialect, Event, Fold, Request, Response, unfold};
use polyroute::wire::aws_frame::{AwsDecoder, write_message};
use polyroute::wire::{Codec, EncodeTarget, EventOptions, Fields, Frame, ModelFacts, OnUnsupported};
use serde_json::{Map, Value};

use seeds::{Kind, Seed, codecs, gather, write};

const CASES: u64 = 50_000;

#[test]
fn nothing_panics_on_broken_input() {
    let seeds = gather();
    let number = |name: &str| std::env::var(name).ok().map(|n| n.parse::<u64>().expect("a number"));
    if let Some(one) = number("POLYROUTE_CASE") {
        run(&seeds, one);
        return;
    }
    let cases = number("POLYROUTE_SOAK").unwrap_or(CASES);
    let understood = AtomicU64::new(0);
    let panics = |case: &u64| match catch_unwind(AssertUnwindSafe(|| run(&seeds, *case))) {
        Ok(decoded) => {
            understood.fetch_add(u64::from(decoded), Ordering::Relaxed);
            false
        }
        Err(_) => true,
    };
    let part = |first: u64| (first..cases).step_by(2).filter(panics).take(5).collect::<Vec<_>>();
    let panicked: Vec<u64> = std::thread::scope(|scope| {
        let halves = [0, 1].map(|first| {
            let part = &part;
            scope.spawn(move || part(first))
        });
        halves.into_iter().flat_map(|half| half.join().expect("a case is caught")).collect()
    });
    println!("wire_mutations: {cases} cases over {} seeds, {} of them decoded and encoded", seeds.len(), understood.load(Ordering::Relaxed));
    assert!(panicked.is_empty(), "look at one with POLYROUTE_CASE: {panicked:?}");
    assert!(understood.into_inner() > cases / 3, "what nobody can read breaks nothing behind the first door");
}

/// Was the broken input still something that decodes?
fn run(seeds: &[Seed], case: u64) -> bool {
    let mut random = Rng::with_seed(case);
    let seed = &seeds[random.usize(0..seeds.len())];
    let text = broken(seed, &mut random);
    // Now and then a body comes to a codec that it was not written for.
    let from = if random.u8(0..8) == 0 { any(&mut random) } else { seed.codec };
    let body = || serde_json::from_slice::<Map<String, Value>>(&text).ok();
    match seed.kind {
        Kind::Request => body().and_then(|body| request(from, body, &mut random)).is_some(),
        Kind::EmbedRequest => body().and_then(|body| embed_request(from, body, &mut random)).is_some(),
        Kind::Answer => answer(from, text.into(), &mut random).is_some(),
        Kind::Refusal => refusal(from, &text, &mut random),
        Kind::Vectors => from.decode_vectors(text.into()).map(|vectors| any(&mut random).encode_vectors(&vectors)).is_ok(),
        Kind::Count => from.decode_count(text.into()).map(|count| any(&mut random).encode_count_reply(&Count { raw: None, ..count })).is_ok(),
        Kind::Stream => stream(from, &text, &mut random),
    }
}

fn any(random: &mut Rng) -> &'static dyn Codec {
    random.choice(codecs()).expect("there are codecs")
}

/// As JSON (of a stream: one of its events), or as bytes.
fn broken(seed: &Seed, random: &mut Rng) -> Vec<u8> {
    if seed.kind == Kind::Stream && seed.codec.dialect() == Dialect::Bedrock {
        return broken_messages(&seed.text, random);
    }
    let mut text = String::from_utf8(seed.text.clone()).expect("only Bedrock streams anything but text");
    let as_json = random.u8(0..3) > 0;
    if as_json && seed.kind == Kind::Stream {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let at = random.usize(0..lines.len());
        let (mark, line) = lines[at].strip_prefix("data:").map_or(("", lines[at].as_str()), |line| ("data: ", line));
        if let Ok(mut event) = serde_json::from_str(line) {
            mutate::value(&mut event, random);
            lines[at] = format!("{mark}{event}");
        }
        text = lines.join("\n") + "\n\n";
    } else if as_json && let Ok(mut value) = serde_json::from_str(&text) {
        mutate::value(&mut value, random);
        text = value.to_string();
    }
    let mut text = text.into_bytes();
    if !as_json {
        mutate::bytes(&mut text, random);
    }
    text
}

/// The payload of a message, under new checksums, or any byte.
fn broken_messages(bytes: &[u8], random: &mut Rng) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if random.bool() {
        mutate::bytes(&mut bytes, random);
        return bytes;
    }
    let mut messages = Vec::new();
    let mut decoder = AwsDecoder::default();
    let keep = |message| {
        messages.push(message);
        Ok(())
    };
    decoder.feed(&bytes, keep).expect("a seed is whole");
    let chosen = random.usize(0..messages.len());
    let mut out = Vec::new();
    for (i, message) in messages.into_iter().enumerate() {
        let mut event: Value = serde_json::from_slice(&message.payload()).expect("a payload is JSON");
        if i == chosen {
            mutate::value(&mut event, random);
        }
        let names = [":message-type", ":event-type", ":exception-type"];
        let headers: Vec<(&str, &str)> = names.iter().filter_map(|name| Some((*name, message.header(name)?))).collect();
        write_message(&headers, event.to_string().as_bytes(), &mut out);
    }
    out
}

fn target<'a>(facts: &'a ModelFacts, random: &mut Rng) -> EncodeTarget<'a> {
    EncodeTarget {
        facts,
        max_tokens: random.bool().then_some(100),
        first_party_openai: random.bool(),
        on_unsupported: if random.bool() { OnUnsupported::Drop } else { OnUnsupported::Error },
        ..EncodeTarget::named(
            random.choice(["a-model", "claude-opus-4-8", "gemini-3-pro", "gpt-5", "models/x", "amazon.nova-pro-v1:0"]).unwrap_or_default(),
        )
    }
}

fn facts(random: &mut Rng) -> ModelFacts {
    let mut maybe = || random.choice([None, Some(false), Some(true)]).flatten();
    ModelFacts {
        vision: maybe(),
        pdf_input: maybe(),
        parallel_tools: maybe(),
        forced_tools: maybe(),
        json_schema: maybe(),
        reasoning: maybe(),
        thinking_always_on: maybe(),
        sampling_params: maybe(),
        system_messages: maybe(),
        mid_conversation_system: maybe(),
        assistant_prefill: maybe(),
        ..ModelFacts::UNKNOWN
    }
}

fn request(from: &dyn Codec, body: Map<String, Value>, random: &mut Rng) -> Option<()> {
    let mut request = from.decode_request(body).ok()?;
    let (facts, to) = (facts(random), any(random));
    let target = target(&facts, random);
    drop(to.encode_count(&request, &target, &mut Fields::full()));
    if random.bool() {
        request = Request { raw: None, stream: random.bool(), ..request };
    }
    let Ok(encoded) = to.encode_request(&request, &target, &mut Fields::full()) else { return Some(()) };
    let sent: Map<String, Value> = serde_json::from_slice(&encoded.body).expect("what is sent is a JSON object");
    drop(to.decode_request(sent));
    Some(())
}

fn embed_request(from: &dyn Codec, body: Map<String, Value>, random: &mut Rng) -> Option<()> {
    let request = from.decode_embed_request(body).ok()?;
    drop(any(random).encode_embed_request(&request, &EncodeTarget::named("a-model"), &mut Fields::full()));
    Some(())
}

fn answer(from: &dyn Codec, body: Bytes, random: &mut Rng) -> Option<()> {
    let answer = from.decode_response(body).ok()?;
    let to = any(random);
    let again = to.encode_response(&Response { raw: None, ..answer.clone() });
    serde_json::from_slice::<Value>(&again).expect("what a caller reads is JSON");
    drop(to.renew_id(&answer, "another"));
    if random.bool() {
        tell(to, &unfold(&answer), random);
    }
    Some(())
}

fn refusal(from: &dyn Codec, body: &[u8], random: &mut Rng) -> bool {
    let status = StatusCode::from_u16(random.choice([400, 401, 404, 413, 429, 500, 529]).unwrap_or(500)).expect("a status");
    let error = from.decode_error(status, &HeaderMap::new(), body);
    serde_json::from_slice::<Value>(&any(random).encode_error(&error)).expect("an error is JSON");
    true
}

fn stream(from: &dyn Codec, mut bytes: &[u8], random: &mut Rng) -> bool {
    let (mut decoder, mut events) = (from.event_decoder(), Vec::new());
    let mut fine = true;
    while fine && !bytes.is_empty() {
        let (piece, rest) = bytes.split_at(random.usize(1..=2_000).min(bytes.len()));
        fine = decoder.feed(piece, &mut events).is_ok();
        bytes = rest;
    }
    fine = fine && decoder.end(&mut events).is_ok();
    tell(any(random), &events, random);
    let mut fold = Fold::default();
    for event in &events {
        fold.push(event);
    }
    let answer = fold.finish();
    if fine {
        drop(any(random).encode_response(&answer));
    }
    !events.is_empty()
}

/// Encodes events; what comes out is JSON and can be read again.
fn tell(to: &dyn Codec, events: &[Event], random: &mut Rng) {
    let mut encoder = to.event_encoder(EventOptions { usage: random.bool(), id: random.bool().then(|| "another".to_owned()) });
    let mut frames: Vec<Frame> = Vec::new();
    for event in events {
        encoder.encode(event, &mut frames);
    }
    encoder.end(&mut frames);
    let bytes = write(to, &frames);
    let (mut decoder, mut again) = (to.event_decoder(), Vec::new());
    if decoder.feed(&bytes, &mut again).is_ok() {
        drop(decoder.end(&mut again));
    }
}
