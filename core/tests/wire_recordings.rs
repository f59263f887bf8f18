//! Recorded traffic of real providers: every row decodes, and goes out again as it came.
//!
//! The recordings lie outside the repository (`POLYROUTE_DATA`, else `../shared/data`); where they are absent the tests say so.

use std::path::PathBuf;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use polyroute::types::{Dialect, Event, Fold, Response, Usage, Vectors, unfold};
use polyroute::wire::{Codec, EncodeTarget, EventOptions, Fields, Frame, codec};
use polyroute::{Error, Result};
use serde_json::{Map, Value, json};

/// The rows of one `api`, or nothing with a word of it.
fn rows(test: &str, api: &str) -> Vec<Value> {
    let data = std::env::var_os("POLYROUTE_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(data).join("recordings/recordings.jsonl");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: wire_recordings, {test}: every row of `{api}`, 0 read (set POLYROUTE_DATA)");
        return Vec::new();
    };
    let rows: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("a row is JSON")).collect();
    let (ours, others): (Vec<Value>, Vec<Value>) = rows.into_iter().partition(|row| row["api"] == api);
    println!("wire_recordings, {test}: {} rows of `{api}`, {} of other formats skipped", ours.len(), others.len());
    ours
}

fn openai_chat() -> &'static dyn Codec {
    codec(Dialect::OpenaiChat).expect("this version speaks it")
}

fn name(row: &Value) -> &str {
    row["id"].as_str().expect("a row has an id")
}

fn body(row: &Value) -> Map<String, Value> {
    row["request"]["body"].as_object().expect("a body is an object").clone()
}

fn sent(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("a body is JSON")
}

fn refusal(row: &Value) -> Option<Error> {
    let status = StatusCode::from_u16(row["response"]["status"].as_u64()? as u16).expect("a status");
    let pair = |(name, value): (&String, &Value)| Some((name.parse::<HeaderName>().ok()?, HeaderValue::from_str(value.as_str()?).ok()?));
    let headers: HeaderMap = row["response"]["headers"].as_object()?.iter().filter_map(pair).collect();
    (status.as_u16() >= 400).then(|| openai_chat().decode_error(status, &headers, row["response"]["body"].to_string().as_bytes()))
}

fn check_refusal(row: &Value, error: &Error) {
    let said = &row["response"]["body"];
    let message = ["/error/message", "/detail", "/message"].iter().find_map(|p| said.pointer(p)?.as_str()).expect("a message");
    assert!(error.message().starts_with(message), "{}: {message:?} became {:?}", name(row), error.message());
    assert_eq!(u64::from(error.http_status()), row["response"]["status"].as_u64().unwrap_or_default(), "{}", name(row));
    assert!(error.class().is_some());
    let body = sent(&openai_chat().encode_error(error));
    assert_eq!(body["error"]["message"], error.message());
}

fn decode(pieces: &[&[u8]]) -> (Vec<Event>, Result<()>) {
    let mut decoder = openai_chat().event_decoder();
    let mut events = Vec::new();
    for piece in pieces {
        if let Err(error) = decoder.feed(piece, &mut events) {
            return (events, Err(error));
        }
    }
    let end = decoder.end(&mut events);
    (events, end)
}

/// Pieces of 1 to 64 bytes.
fn split<'a>(text: &'a str, random: &mut fastrand::Rng) -> Vec<&'a [u8]> {
    let (mut rest, mut pieces) = (text.as_bytes(), Vec::new());
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(random.usize(1..=64).min(rest.len()));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

fn fold(events: &[Event]) -> Response {
    let mut fold = Fold::default();
    for event in events {
        fold.push(event);
    }
    fold.finish()
}

/// What the caller of a stream reads, without the end marker.
fn frames(events: &[Event], usage: bool) -> Vec<Value> {
    let mut encoder = openai_chat().event_encoder(EventOptions { usage, id: None });
    let mut frames: Vec<Frame> = Vec::new();
    for event in events {
        encoder.encode(event, &mut frames);
    }
    encoder.end(&mut frames);
    assert_eq!(frames.pop().expect("an end").data, &b"[DONE]"[..]);
    frames.iter().map(|frame| sent(&frame.data)).collect()
}

/// The events of a recorded stream, read in the plainest way.
fn recorded(sse: &str) -> Vec<Value> {
    sse.lines().filter_map(|line| serde_json::from_str(line.strip_prefix("data:")?).ok()).collect()
}

#[test]
fn every_recorded_request_goes_out_as_it_came() {
    for row in rows("requests", "chat.completions") {
        let request = openai_chat().decode_request(body(&row)).unwrap_or_else(|e| panic!("{}: {e}", name(&row)));
        let encoded = openai_chat().encode_request(&request, &EncodeTarget::named("the-target"), &mut Fields::default()).expect("it can be sent");
        let mut expected = Value::Object(body(&row));
        expected["model"] = json!(EncodeTarget::named("the-target").model);
        if request.stream {
            expected["stream_options"] = json!({"include_usage": true});
        }
        assert_eq!(sent(&encoded.body), expected, "{}", name(&row));
    }
}

#[test]
fn every_recorded_request_means_the_same_when_built_anew() {
    for row in rows("rebuilt requests", "chat.completions") {
        let mut request = openai_chat().decode_request(body(&row)).expect("a request");
        request.raw = None;
        let encoded = openai_chat().encode_request(&request, &EncodeTarget::named("the-target"), &mut Fields::default()).expect("it can be sent");
        let Value::Object(again) = sent(&encoded.body) else { panic!("a body is an object") };
        let again = openai_chat().decode_request(again).expect("what was built is a request");
        assert_eq!((again.params, again.tools, again.extra), (request.params, request.tools, request.extra), "{}", name(&row));
        let has_moved_pictures = request.turns.len() != again.turns.len();
        assert!(has_moved_pictures || again.turns == request.turns, "{}: {:#?} became {:#?}", name(&row), request.turns, again.turns);
    }
}

#[test]
fn every_recorded_answer_decodes_and_goes_out_as_it_came() {
    for row in rows("answers", "chat.completions") {
        if let Some(error) = refusal(&row) {
            check_refusal(&row, &error);
        } else if row["response"].get("body").is_some() {
            let bytes = Bytes::from(row["response"]["body"].to_string());
            let response = openai_chat().decode_response(bytes.clone()).unwrap_or_else(|e| panic!("{}: {e}", name(&row)));
            assert_eq!(openai_chat().encode_response(&response), bytes, "{}", name(&row));
            check_meaning(&row, &response);

            let rebuilt = openai_chat().encode_response(&Response { raw: None, ..response.clone() });
            let rebuilt = openai_chat().decode_response(rebuilt).expect("what was built is an answer");
            let parts = |r: &Response| r.choices.iter().map(|c| c.message.parts.clone()).collect::<Vec<_>>();
            // What a provider bills is its own word: a rebuilt answer does not say it again.
            let counted = response.usage.map(|usage| Usage { cost: None, ..usage });
            assert_eq!((parts(&rebuilt), rebuilt.usage), (parts(&response), counted), "{}", name(&row));
            assert_eq!(parts(&fold(&unfold(&response))), parts(&response), "{}", name(&row));
        }
    }
}

fn check_meaning(row: &Value, response: &Response) {
    let body = &row["response"]["body"];
    let message = &body["choices"][0]["message"];
    if let Some(text) = message["content"].as_str() {
        assert_eq!(response.choices[0].message.text(), text, "{}", name(row));
    }
    let usage = response.usage.expect("every recorded answer has a usage");
    assert_eq!(Some(usage.input), body["usage"]["prompt_tokens"].as_u64(), "{}", name(row));
    assert!(usage.output >= body["usage"]["completion_tokens"].as_u64().unwrap_or_default(), "{}", name(row));
}

#[test]
fn every_recorded_stream_reads_the_same_however_it_is_cut() {
    let mut random = fastrand::Rng::with_seed(7);
    for row in rows("streams", "chat.completions") {
        let Some(sse) = row["response"]["sse"].as_str() else { continue };
        let (events, end) = decode(&[sse.as_bytes()]);
        for _ in 0..5 {
            let (again, same_end) = decode(&split(sse, &mut random));
            assert_eq!(again, events, "{}", name(&row));
            assert_eq!(same_end.is_ok(), end.is_ok(), "{}", name(&row));
        }
        let mut expected = recorded(sse);
        if let Err(error) = end {
            let at = expected.iter().position(|e| e.get("error").is_some()).expect("only an error in the stream ends it badly");
            assert_eq!(expected[at]["error"]["message"], error.message(), "{}", name(&row));
            expected.truncate(at);
        }
        assert_eq!(frames(&events, true), expected, "{}", name(&row));
        let hidden = frames(&events, false);
        assert!(hidden.iter().all(|chunk| chunk["usage"].is_null()), "{}", name(&row));

        let answer = fold(&events);
        let texts: String = expected.iter().filter_map(|e| e["choices"][0]["delta"]["content"].as_str()).collect();
        let has_lists = expected.iter().any(|e| e["choices"][0]["delta"]["content"].is_array());
        assert!(has_lists || answer.choices[0].message.text() == texts, "{}", name(&row));
        let replayed = frames(&unfold(&answer), true);
        let sse: String = replayed.iter().fold(String::new(), |all, chunk| all + "data: " + &chunk.to_string() + "\n\n");
        assert_eq!(fold(&decode(&[sse.as_bytes()]).0).choices, answer.choices, "{}", name(&row));
    }
}

#[test]
fn every_recorded_embedding_goes_both_ways() {
    for row in rows("embeddings", "embeddings") {
        let request = openai_chat().decode_embed_request(body(&row)).unwrap_or_else(|e| panic!("{}: {e}", name(&row)));
        let encoded =
            openai_chat().encode_embed_request(&request, &EncodeTarget::named("the-target"), &mut Fields::default()).expect("it can be sent");
        let mut expected = Value::Object(body(&row));
        expected["model"] = json!(EncodeTarget::named("the-target").model);
        assert_eq!(sent(&encoded.body), expected, "{}", name(&row));

        if let Some(error) = refusal(&row) {
            check_refusal(&row, &error);
            continue;
        }
        let bytes = Bytes::from(row["response"]["body"].to_string());
        let vectors = openai_chat().decode_vectors(bytes.clone()).unwrap_or_else(|e| panic!("{}: {e}", name(&row)));
        assert!(!vectors.vectors.is_empty() && vectors.vectors.iter().all(|v| !v.is_empty()), "{}", name(&row));
        assert_eq!(openai_chat().encode_vectors(&vectors), bytes, "{}", name(&row));
        let again = openai_chat().decode_vectors(openai_chat().encode_vectors(&Vectors { raw: None, ..vectors.clone() })).expect("vectors");
        assert_eq!(again.vectors, vectors.vectors, "{}", name(&row));
    }
}
