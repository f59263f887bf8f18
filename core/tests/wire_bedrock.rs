//! Recorded Converse traffic: every row decodes, goes out again as it came, and means the same behind every other door.
//!
//! The recordings lie outside the repository (`POLYROUTE_DATA`, else `../shared/data`); where they are absent the tests say so.

use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use polyroute::error::{Class, Error, Result};
use polyroute::types::{Dialect, Event, Finish, Fold, Part, Response, Usage, unfold};
use polyroute::wire::{Codec, EncodeTarget, EventOptions, Fields, Frame, codec};
use serde_json::{Map, Value};

const OTHERS: [Dialect; 4] = [Dialect::OpenaiChat, Dialect::OpenaiResponses, Dialect::Anthropic, Dialect::Gemini];

fn rows(test: &str) -> Vec<Value> {
    let data = std::env::var_os("POLYROUTE_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(data).join("recordings/recordings.jsonl");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: wire_bedrock, {test}: every row of `converse`, 0 read (set POLYROUTE_DATA)");
        return Vec::new();
    };
    let rows = text.lines().map(|line| serde_json::from_str(line).expect("a row is JSON"));
    let rows: Vec<Value> = rows.filter(|row: &Value| row["api"] == "converse").collect();
    println!("wire_bedrock, {test}: {} rows of `converse`", rows.len());
    rows
}

fn spoken(dialect: Dialect) -> &'static dyn Codec {
    codec(dialect).expect("this version speaks it")
}

fn bedrock() -> &'static dyn Codec {
    spoken(Dialect::Bedrock)
}

fn name(row: &Value) -> &str {
    row["id"].as_str().expect("a row has an id")
}

/// The body as the door hands it over: with what stands in the path.
fn body(row: &Value) -> Map<String, Value> {
    let mut body = row["request"]["body"].as_object().expect("a body is an object").clone();
    body.insert("model".into(), row["model"].clone());
    body.insert("stream".into(), row["request"]["path"].as_str().is_some_and(|path| path.ends_with("-stream")).into());
    body
}

fn stream(row: &Value) -> Option<Vec<u8>> {
    row["response"]["body_base64"].as_str().map(|text| STANDARD.decode(text).expect("base64"))
}

fn decode(codec: &dyn Codec, bytes: &[u8], mut piece: impl FnMut() -> usize) -> (Vec<Event>, Result<()>) {
    let (mut decoder, mut events, mut rest) = (codec.event_decoder(), Vec::new(), bytes);
    while !rest.is_empty() {
        let (now, after) = rest.split_at(piece().min(rest.len()));
        if let Err(error) = decoder.feed(now, &mut events) {
            return (events, Err(error));
        }
        rest = after;
    }
    let end = decoder.end(&mut events);
    (events, end)
}

/// The bytes that a caller of a dialect reads.
fn told(codec: &dyn Codec, events: &[Event]) -> Vec<u8> {
    let (mut encoder, mut frames) = (codec.event_encoder(EventOptions { usage: true, id: None }), Vec::<Frame>::new());
    events.iter().for_each(|event| encoder.encode(event, &mut frames));
    encoder.end(&mut frames);
    let mut bytes = Vec::new();
    for frame in frames {
        if codec.dialect() == Dialect::Bedrock { frame.write_aws(&mut bytes) } else { frame.write_sse(&mut bytes) }
    }
    bytes
}

fn fold(events: &[Event]) -> Response {
    let mut fold = Fold::default();
    events.iter().for_each(|event| fold.push(event));
    fold.finish()
}

/// Text, calls with their arguments as JSON, why it ended, what it used.
type Meaning = (String, Vec<(String, Value)>, Option<Finish>, Option<Usage>);

/// What an answer says.
fn meaning(answer: &Response) -> Meaning {
    let choice = &answer.choices[0];
    let calls = choice.message.parts.iter().filter_map(|part| match part {
        Part::ToolCall { name, arguments, .. } => Some((name.clone(), serde_json::from_str(arguments).expect("arguments are JSON"))),
        _ => None,
    });
    (choice.message.text(), calls.collect(), choice.finish.clone(), answer.usage)
}

#[test]
fn every_recorded_request_goes_out_as_it_came_and_means_the_same_when_built_anew() {
    for row in rows("requests") {
        let request = bedrock().decode_request(body(&row)).unwrap_or_else(|e| panic!("{}: {e}", name(&row)));
        let target = EncodeTarget::named(row["model"].as_str().unwrap_or_default());
        let encoded = bedrock().encode_request(&request, &target, &mut Fields::default()).expect("it can be sent");
        assert_eq!(serde_json::from_slice::<Value>(&encoded.body).expect("JSON"), row["request"]["body"], "{}", name(&row));
        let verb = if request.stream { "converse-stream" } else { "converse" };
        assert!(encoded.path.ends_with(verb), "{}: {}", name(&row), encoded.path);

        let anew = polyroute::types::Request { raw: None, ..request.clone() };
        let target = EncodeTarget::named("anthropic.claude-sonnet-4-5-20250929-v1:0");
        let encoded = bedrock().encode_request(&anew, &target, &mut Fields::default()).unwrap_or_else(|e| panic!("{}: {e}", name(&row)));
        let mut again: Map<String, Value> = serde_json::from_slice(&encoded.body).expect("an object");
        again.insert("model".into(), row["model"].clone());
        let again = bedrock().decode_request(again).expect("what was built is a request");
        let turns = request.turns.into_iter().filter(|turn| !turn.parts.is_empty()).collect::<Vec<_>>();
        assert_eq!((again.turns, again.tools, again.extra), (turns, request.tools, request.extra), "{}", name(&row));
    }
}

#[test]
fn every_recorded_answer_goes_out_as_it_came_and_means_the_same_at_every_other_door() {
    for row in rows("answers") {
        let Some(recorded) = row["response"].get("body") else { continue };
        if row["response"]["status"].as_u64() >= Some(400) {
            check_refusal(&row);
            continue;
        }
        let bytes = Bytes::from(recorded.to_string());
        let answer = bedrock().decode_response(bytes.clone()).unwrap_or_else(|e| panic!("{}: {e}", name(&row)));
        assert_eq!(bedrock().encode_response(&answer), bytes, "{}", name(&row));
        let rebuilt = bedrock().decode_response(bedrock().encode_response(&Response { raw: None, ..answer.clone() })).expect("an answer");
        assert_eq!(rebuilt.choices, answer.choices, "{}", name(&row));
        for door in OTHERS.map(spoken) {
            let there = door.decode_response(door.encode_response(&answer)).expect("what a door says is an answer");
            assert_eq!(meaning(&there), meaning(&answer), "{} at {:?}", name(&row), door.dialect());
            let (events, end) = decode(door, &told(door, &unfold(&answer)), || usize::MAX);
            end.expect("a whole stream");
            assert_eq!(meaning(&fold(&events)), meaning(&answer), "{} streamed at {:?}", name(&row), door.dialect());
        }
    }
}

fn check_refusal(row: &Value) {
    let status = StatusCode::from_u16(row["response"]["status"].as_u64().unwrap_or(500) as u16).expect("a status");
    let pair = |(name, value): (&String, &Value)| Some((name.parse::<HeaderName>().ok()?, HeaderValue::from_str(value.as_str()?).ok()?));
    let headers: HeaderMap = row["response"]["headers"].as_object().into_iter().flatten().filter_map(pair).collect();
    let error: Error = bedrock().decode_error(status, &headers, row["response"]["body"].to_string().as_bytes());
    assert_eq!((Some(error.message()), error.http_status()), (row["response"]["body"]["message"].as_str(), status.as_u16()), "{}", name(row));
    assert!(error.class().is_some_and(|class| class != Class::Server), "{}", name(row));
    let exception = bedrock().error_header(&error).expect("AWS names its errors").1;
    assert!(row["response"]["headers"]["x-amzn-errortype"].as_str().is_some_and(|name| name.starts_with(exception.to_str().unwrap_or("?"))));
}

#[test]
fn every_recorded_stream_reads_the_same_however_it_is_cut_and_at_every_other_door() {
    let mut random = fastrand::Rng::with_seed(7);
    for row in rows("streams") {
        let Some(bytes) = stream(&row) else { continue };
        let (events, end) = decode(bedrock(), &bytes, || usize::MAX);
        end.unwrap_or_else(|e| panic!("{}: {e}", name(&row)));
        assert_eq!(told(bedrock(), &events), bytes, "{}", name(&row));
        for _ in 0..5 {
            assert_eq!(decode(bedrock(), &bytes, || random.usize(1..=64)).0, events, "{}", name(&row));
        }
        let answer = fold(&events);
        assert!(answer.choices[0].finish.is_some() && answer.usage.is_some(), "{}", name(&row));
        for door in OTHERS.map(spoken) {
            let (there, end) = decode(door, &told(door, &events), || usize::MAX);
            end.expect("a whole stream");
            assert_eq!(meaning(&fold(&there)), meaning(&answer), "{} at {:?}", name(&row), door.dialect());
        }
        let replayed = decode(bedrock(), &told(bedrock(), &unfold(&answer)), || usize::MAX).0;
        assert_eq!(fold(&replayed).choices, answer.choices, "{}", name(&row));
    }
}

#[test]
fn every_cut_of_a_recorded_stream_is_an_end_without_a_finish_or_the_whole_answer() {
    for row in rows("cuts") {
        let Some(bytes) = stream(&row) else { continue };
        let whole = fold(&decode(bedrock(), &bytes, || usize::MAX).0);
        for end in (0..bytes.len()).step_by(13) {
            let (events, ended) = decode(bedrock(), &bytes[..end], || usize::MAX);
            match ended {
                Ok(()) => assert_eq!(fold(&events).choices, whole.choices, "{} at {end}", name(&row)),
                Err(error) => assert_eq!(error.class(), Some(Class::Truncated), "{} at {end}", name(&row)),
            }
        }
    }
}
