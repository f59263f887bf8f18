//! Recorded traffic of Gemini: every row decodes, goes out again as it came, and can be built anew.
//!
//! The recordings lie outside the repository (`POLYROUTE_DATA`, else `../shared/data`); where they are absent the tests say so.

use std::path::PathBuf;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use polyroute::types::{Dialect, Event, Fold, Part, Response, unfold};
use polyroute::wire::{Codec, EncodeTarget, EventOptions, Fields, codec};
use polyroute::{Error, Result};
use serde_json::{Map, Value, json};

/// The rows of one `api` that Google's own service answered, or nothing with a word of it.
fn rows(test: &str, api: &str) -> Vec<Value> {
    let data = std::env::var_os("POLYROUTE_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(data).join("recordings/recordings.jsonl");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: wire_gemini, {test}: every row of `{api}`, 0 read (set POLYROUTE_DATA)");
        return Vec::new();
    };
    let rows = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a row is JSON"));
    let ours: Vec<Value> = rows.filter(|row| row["api"] == api).collect();
    println!("wire_gemini, {test}: {} rows of `{api}`", ours.len());
    ours
}

fn gemini() -> &'static dyn Codec {
    codec(Dialect::Gemini).expect("this version speaks it")
}

fn text<'a>(row: &'a Value, member: &str) -> &'a str {
    row[member].as_str().expect("a row has it")
}

/// The body as the door gives it: with what the address says.
fn at_the_door(row: &Value) -> Map<String, Value> {
    let mut body = row["request"]["body"].as_object().expect("a body is an object").clone();
    body.insert("model".to_owned(), json!("route"));
    body.insert("stream".to_owned(), json!(row["request"]["path"].as_str().is_some_and(|path| path.contains(":stream"))));
    body
}

fn sent(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("a body is JSON")
}

fn refusal(row: &Value) -> Option<Error> {
    let status = StatusCode::from_u16(row["response"]["status"].as_u64()? as u16).expect("a status");
    let body = row["response"]["body"].to_string();
    (status.as_u16() >= 400).then(|| gemini().decode_error(status, &HeaderMap::new(), body.as_bytes()))
}

fn check_refusal(row: &Value, error: &Error) {
    let said = &row["response"]["body"]["error"];
    assert_eq!((Some(error.message()), Some(u64::from(error.http_status()))), (said["message"].as_str(), said["code"].as_u64()));
    let body = sent(&gemini().encode_error(error));
    for member in ["code", "message", "status"] {
        assert_eq!(body["error"][member], said[member], "{}", text(row, "id"));
    }
}

fn decode(pieces: &[&[u8]]) -> Result<Vec<Event>> {
    let mut decoder = gemini().event_decoder();
    let mut events = Vec::new();
    for piece in pieces {
        decoder.feed(piece, &mut events)?;
    }
    decoder.end(&mut events)?;
    Ok(events)
}

fn fold(events: &[Event]) -> Response {
    let mut fold = Fold::default();
    for event in events {
        fold.push(event);
    }
    fold.finish()
}

/// The parts of the first choice; ids that nobody wrote depend on the id of the answer, and arguments are compared as JSON.
fn said(response: &Response) -> Vec<Part> {
    let mut parts = response.choices[0].message.parts.clone();
    for part in &mut parts {
        if let Part::ToolCall { id, arguments, .. } = part {
            *arguments = sent(arguments.as_bytes()).to_string();
            if id.starts_with("call_g") {
                id.clear();
            }
        }
    }
    parts
}

fn frames(events: &[Event]) -> Vec<Value> {
    let mut encoder = gemini().event_encoder(EventOptions { usage: true, id: None });
    let mut frames = Vec::new();
    for event in events {
        encoder.encode(event, &mut frames);
    }
    encoder.end(&mut frames);
    frames.iter().map(|frame| sent(&frame.data)).collect()
}

#[test]
fn every_recorded_request_goes_out_as_it_came_and_means_the_same_when_built_anew() {
    for row in rows("requests", "generateContent") {
        let mut request = gemini().decode_request(at_the_door(&row)).unwrap_or_else(|e| panic!("{}: {e}", text(&row, "id")));
        let target = EncodeTarget::named(text(&row, "model"));
        let encoded = gemini().encode_request(&request, &target, &mut Fields::default()).expect("it can be sent");
        assert_eq!(sent(&encoded.body), row["request"]["body"], "{}", text(&row, "id"));
        let verb = |path: &str| path.rsplit_once('/').expect("a path").1.to_owned();
        assert_eq!(verb(&encoded.path), verb(row["request"]["path"].as_str().expect("a path")), "{}", text(&row, "id"));

        request.raw = None;
        let encoded = gemini().encode_request(&request, &target, &mut Fields::default()).expect("it can be sent");
        let Value::Object(mut again) = sent(&encoded.body) else { panic!("a body is an object") };
        again.insert("model".to_owned(), json!("route"));
        let again = gemini().decode_request(again).expect("what was built is a request");
        assert_eq!((&again.params, &again.extra), (&request.params, &request.extra), "{}", text(&row, "id"));
        let said = |r: &polyroute::types::Request| r.turns.iter().flat_map(|t| t.parts.clone()).collect::<Vec<_>>();
        assert_eq!(said(&again), said(&request), "{}", text(&row, "id"));
    }
}

#[test]
fn every_recorded_answer_decodes_and_goes_out_as_it_came() {
    for row in rows("answers", "generateContent") {
        if let Some(error) = refusal(&row) {
            check_refusal(&row, &error);
        } else if row["response"].get("body").is_some_and(Value::is_object) {
            let bytes = Bytes::from(row["response"]["body"].to_string());
            let response = gemini().decode_response(bytes.clone()).unwrap_or_else(|e| panic!("{}: {e}", text(&row, "id")));
            assert_eq!(gemini().encode_response(&response), bytes, "{}", text(&row, "id"));
            assert!(response.usage.is_some() && response.choices[0].finish.is_some(), "{}", text(&row, "id"));
            let rebuilt = gemini().encode_response(&Response { raw: None, ..response.clone() });
            let rebuilt = gemini().decode_response(rebuilt).expect("what was built is an answer");
            let streamed = fold(&decode(&[sse(&frames(&unfold(&response))).as_bytes()]).expect("a whole stream"));
            for again in [&rebuilt, &streamed] {
                assert_eq!(said(again), said(&response), "{}", text(&row, "id"));
                assert_eq!((&again.choices[0].finish, again.usage), (&response.choices[0].finish, response.usage), "{}", text(&row, "id"));
            }
        }
    }
}

fn sse(bodies: &[Value]) -> String {
    bodies.iter().fold(String::new(), |all, body| all + "data: " + &body.to_string() + "\r\n\r\n")
}

#[test]
fn every_recorded_stream_reads_the_same_however_it_is_cut() {
    let mut random = fastrand::Rng::with_seed(7);
    for row in rows("streams", "generateContent") {
        let Some(sse_text) = row["response"]["sse"].as_str() else { continue };
        let events = decode(&[sse_text.as_bytes()]).unwrap_or_else(|e| panic!("{}: {e}", text(&row, "id")));
        for _ in 0..5 {
            let (mut rest, mut pieces) = (sse_text.as_bytes(), Vec::new());
            while !rest.is_empty() {
                let (piece, after) = rest.split_at(random.usize(1..=64).min(rest.len()));
                pieces.push(piece);
                rest = after;
            }
            assert_eq!(decode(&pieces).expect("the same stream"), events, "{}", text(&row, "id"));
        }
        let recorded: Vec<Value> = sse_text.lines().filter_map(|line| serde_json::from_str(line.strip_prefix("data:")?).ok()).collect();
        assert_eq!(frames(&events), recorded, "{}", text(&row, "id"));
        let answer = fold(&events);
        let replayed = fold(&decode(&[sse(&frames(&unfold(&answer))).as_bytes()]).expect("a whole stream"));
        assert_eq!((said(&replayed), replayed.usage), (said(&answer), answer.usage), "{}", text(&row, "id"));
    }
}

#[test]
fn every_recorded_embedding_goes_both_ways() {
    for row in rows("embeddings", "embedContent") {
        let request = gemini().decode_embed_request(at_the_door(&row)).unwrap_or_else(|e| panic!("{}: {e}", text(&row, "id")));
        let target = EncodeTarget::named(text(&row, "model"));
        let encoded = gemini().encode_embed_request(&request, &target, &mut Fields::default()).expect("it can be sent");
        assert_eq!(sent(&encoded.body), row["request"]["body"], "{}", text(&row, "id"));
        assert_eq!(encoded.path, text(&row["request"], "path"), "{}", text(&row, "id"));
        if let Some(error) = refusal(&row) {
            check_refusal(&row, &error);
        } else {
            let bytes = Bytes::from(row["response"]["body"].to_string());
            let vectors = gemini().decode_vectors(bytes.clone()).unwrap_or_else(|e| panic!("{}: {e}", text(&row, "id")));
            assert!(!vectors.vectors.is_empty() && vectors.vectors.iter().all(|v| !v.is_empty()), "{}", text(&row, "id"));
            assert_eq!(gemini().encode_vectors(&vectors), bytes, "{}", text(&row, "id"));
        }
    }
}
