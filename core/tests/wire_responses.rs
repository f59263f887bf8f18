//! Recorded traffic of the Responses API: every row decodes, goes out again as it came, and means the same when built anew.
//!
//! The recordings lie outside the repository (`POLYROUTE_DATA`, else `../shared/data`); where they are absent the tests say so.

use std::path::PathBuf;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use polyroute::Result;
use polyroute::types::{Dialect, Event, EventKind, Fold, Part, Request, Response, unfold};
use polyroute::wire::{Codec, EncodeTarget, EventOptions, Fields, Frame, codec};
use serde_json::{Map, Value, json};

fn file(name: &str) -> Option<String> {
    let data = std::env::var_os("POLYROUTE_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    std::fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(data).join(name)).ok()
}

/// The recorded rows of this API, or nothing with a word of it.
fn rows(test: &str) -> Vec<Value> {
    let Some(text) = file("recordings/recordings.jsonl") else {
        println!("skipped: wire_responses, {test}: 0 rows read (set POLYROUTE_DATA)");
        return Vec::new();
    };
    text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a row is JSON")).filter(|row| row["api"] == "responses").collect()
}

fn responses() -> &'static dyn Codec {
    codec(Dialect::OpenaiResponses).expect("this version speaks it")
}

fn name(row: &Value) -> &str {
    row["id"].as_str().expect("a row has an id")
}

fn request(row: &Value) -> Request {
    let body: Map<String, Value> = row["request"]["body"].as_object().expect("a body is an object").clone();
    responses().decode_request(body).unwrap_or_else(|e| panic!("{}: {e}", name(row)))
}

fn sent(request: &Request) -> Value {
    let encoded = responses().encode_request(request, &EncodeTarget::named("the-target"), &mut Fields::default()).expect("it can be sent");
    serde_json::from_slice(&encoded.body).expect("a body is JSON")
}

fn decode(pieces: &[&[u8]]) -> (Vec<Event>, Result<()>) {
    let mut decoder = responses().event_decoder();
    let mut events = Vec::new();
    for piece in pieces {
        if let Err(error) = decoder.feed(piece, &mut events) {
            return (events, Err(error));
        }
    }
    let end = decoder.end(&mut events);
    (events, end)
}

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
    events.iter().for_each(|event| fold.push(event));
    fold.finish()
}

fn frames(events: &[Event]) -> Vec<Frame> {
    let mut encoder = responses().event_encoder(EventOptions::default());
    let mut frames = Vec::new();
    events.iter().for_each(|event| encoder.encode(event, &mut frames));
    encoder.end(&mut frames);
    frames
}

fn sse(frames: &[Frame]) -> Vec<u8> {
    let mut text = Vec::new();
    frames.iter().for_each(|frame| frame.write_sse(&mut text));
    text
}

/// Parts, without what no event carries (annotations, ids of thoughts) and without the seals, which a recorder has
/// replaced by another hash each time.
fn parts(response: &Response) -> Vec<Part> {
    let mut parts: Vec<Part> = response.choices.iter().flat_map(|c| c.message.parts.clone()).collect();
    for part in &mut parts {
        if let Part::Text { extra, .. } | Part::Thinking { extra, .. } = part {
            extra.clear();
        }
        if let Part::Thinking { signature: Some(signature), .. } = part {
            "sealed".clone_into(signature);
        }
    }
    parts
}

#[test]
fn every_recorded_request_goes_out_as_it_came_and_means_the_same_when_built_anew() {
    for row in rows("requests") {
        let came = request(&row);
        let mut expected = row["request"]["body"].clone();
        expected["model"] = json!("the-target");
        assert_eq!(sent(&came), expected, "{}", name(&row));

        let Value::Object(again) = sent(&Request { raw: None, ..came.clone() }) else { panic!("a body is an object") };
        let again = responses().decode_request(again).expect("what was built is a request");
        assert_eq!(
            (&again.params, &again.tools, &again.extra, &again.turns),
            (&came.params, &came.tools, &came.extra, &came.turns),
            "{}",
            name(&row)
        );
    }
}

#[test]
fn every_recorded_answer_goes_out_as_it_came_and_means_the_same_when_built_anew() {
    for row in rows("answers") {
        let body = &row["response"]["body"];
        let status = StatusCode::from_u16(row["response"]["status"].as_u64().unwrap_or_default() as u16).expect("a status");
        if !status.is_success() {
            let error = responses().decode_error(status, &HeaderMap::new(), body.to_string().as_bytes());
            assert_eq!(Some(error.message()), body["error"]["message"].as_str(), "{}", name(&row));
            assert_eq!(serde_json::from_slice::<Value>(&responses().encode_error(&error)).expect("JSON"), *body, "{}", name(&row));
            continue;
        }
        if !body.is_object() {
            continue;
        }
        let bytes = Bytes::from(body.to_string());
        let answer = responses().decode_response(bytes.clone()).unwrap_or_else(|e| panic!("{}: {e}", name(&row)));
        assert_eq!(responses().encode_response(&answer), bytes, "{}", name(&row));
        assert_eq!(answer.usage.map(|usage| usage.output), body["usage"]["output_tokens"].as_u64(), "{}", name(&row));

        let rebuilt = responses().encode_response(&Response { raw: None, ..answer.clone() });
        let again = responses().decode_response(rebuilt).expect("what was built is an answer");
        assert_eq!((parts(&again), again.usage, &again.extra), (parts(&answer), answer.usage, &answer.extra), "{}", name(&row));
        assert_eq!(parts(&fold(&unfold(&answer))), parts(&answer), "{}", name(&row));
    }
}

#[test]
fn every_recorded_stream_reads_the_same_however_it_is_cut_and_is_its_own_last_event() {
    let mut random = fastrand::Rng::with_seed(7);
    for row in rows("streams") {
        let Some(text) = row["response"]["sse"].as_str() else { continue };
        let (events, end) = decode(&[text.as_bytes()]);
        end.unwrap_or_else(|e| panic!("{}: {e}", name(&row)));
        for _ in 0..5 {
            let (again, end) = decode(&split(text, &mut random));
            assert!(end.is_ok() && again == events, "{}", name(&row));
        }
        let recorded: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line.strip_prefix("data:")?).ok()).collect();
        let passed: Vec<Value> = frames(&events).iter().map(|f| serde_json::from_slice(&f.data).expect("JSON")).collect();
        assert_eq!(passed, recorded, "{}", name(&row));

        let whole = recorded.last().expect("an end")["response"].to_string();
        let (stream, whole) = (fold(&events), responses().decode_response(whole.into()).expect("the last event holds the answer"));
        assert_eq!((parts(&stream), stream.usage), (parts(&whole), whole.usage), "{}", name(&row));
        assert_eq!(stream.choices[0].finish, whole.choices[0].finish, "{}", name(&row));

        let replayed = sse(&frames(&unfold(&stream)));
        let (again, end) = decode(&[&replayed]);
        let known =
            |response: &Response| parts(response).into_iter().filter(|p| !matches!(p, Part::Raw { .. } | Part::Thinking { .. })).collect::<Vec<_>>();
        assert!(end.is_ok());
        assert_eq!(known(&fold(&again)), known(&stream), "{}", name(&row));
    }
}

/// Other recorded bodies and streams of this form, read without their frames.
#[test]
fn every_answer_of_another_collection_is_read() {
    let Some(text) = file("wire/recorded_vercel.jsonl") else {
        println!("skipped: wire_responses, other collection: 0 rows read (set POLYROUTE_DATA)");
        return;
    };
    let mut read = 0;
    for row in text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a row is JSON")) {
        let body = row["body"].as_str().expect("a body");
        let is_json = |line: &str| serde_json::from_str::<Value>(line).is_ok();
        if !body.contains("\"response.created\"") || !body.lines().filter(|line| !line.trim().is_empty()).all(is_json) {
            continue;
        }
        read += 1;
        let lines = body.lines().filter(|line| !line.trim().is_empty());
        let stream = lines.fold(String::new(), |all, line| all + "data: " + line + "\n\n");
        let (events, end) = decode(&[stream.as_bytes()]);
        let failed = body.contains("\"response.failed\"") || body.contains("\"type\":\"error\"");
        assert_eq!(end.is_err(), failed, "{}", row["fixture"]);
        assert!(failed || events.iter().any(|event| matches!(event.kind, EventKind::End(_))), "{}", row["fixture"]);
    }
    assert!(read > 10, "{read} streams");
}

#[test]
fn nothing_that_is_broken_makes_it_panic() {
    let mut random = fastrand::Rng::with_seed(11);
    let mut texts: Vec<String> = rows("mutations").iter().map(|row| row["request"]["body"].to_string()).collect();
    texts.extend(rows("mutations").iter().map(|row| row["response"]["body"].to_string()));
    texts.push(
        json!({"model": "m", "input": [{"role": "user", "content": "a"}, {"type": "reasoning"}], "tools": [{"type": "function", "name": "f"}]})
            .to_string(),
    );
    for n in 0..2000 {
        let mut bytes = texts[n % texts.len()].clone().into_bytes();
        for _ in 0..random.usize(1..4) {
            let at = random.usize(..bytes.len());
            bytes[at] = *random.choice(&b"{}[]\",:0x\\ntrueaZ"[..]).unwrap_or(&b'x');
        }
        if let Ok(Value::Object(body)) = serde_json::from_slice::<Value>(&bytes)
            && let Ok(request) = responses().decode_request(body)
        {
            let _ = responses().encode_request(&Request { raw: None, ..request }, &EncodeTarget::named("m"), &mut Fields::default());
        }
        if let Ok(answer) = responses().decode_response(Bytes::from(bytes)) {
            let _ = (responses().encode_response(&Response { raw: None, ..answer.clone() }), responses().renew_id(&answer, "resp_1"));
        }
    }
}
