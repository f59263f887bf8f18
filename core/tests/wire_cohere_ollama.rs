//! Recorded traffic of Cohere v2 and of Ollama: every row goes out again as it came, can be built anew, and means the same
//! at every other door.
//!
//! The recordings lie outside the repository (`POLYROUTE_DATA`, else `../shared/data`); where they are absent the tests say so.

use std::path::PathBuf;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use polyroute::Result;
use polyroute::types::{Dialect, Event, EventKind, Finish, Fold, Part, Request, Response, Usage, unfold};
use polyroute::wire::{Codec, EncodeTarget, EventOptions, Fields, codec};
use serde_json::{Map, Value, json};

const CHATS: [(&str, Dialect); 2] = [("chat.v2", Dialect::Cohere), ("ollama.chat", Dialect::Ollama)];
const DOORS: [Dialect; 6] = [Dialect::OpenaiChat, Dialect::OpenaiResponses, Dialect::Anthropic, Dialect::Gemini, Dialect::Cohere, Dialect::Ollama];

/// The rows of one `api`, or nothing with a word of it.
fn rows(test: &str, api: &str) -> Vec<Value> {
    let data = std::env::var_os("POLYROUTE_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(data).join("recordings/recordings.jsonl");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: wire_cohere_ollama, {test}: every row of `{api}`, 0 read (set POLYROUTE_DATA)");
        return Vec::new();
    };
    let rows = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a row is JSON"));
    let ours: Vec<Value> = rows.filter(|row| row["api"] == api).collect();
    println!("wire_cohere_ollama, {test}: {} rows of `{api}`", ours.len());
    ours
}

/// Every recorded chat with its codec.
fn chats(test: &'static str) -> impl Iterator<Item = (&'static dyn Codec, Value)> {
    CHATS.into_iter().flat_map(move |(api, dialect)| rows(test, api).into_iter().map(move |row| (speaks(dialect), row)))
}

fn speaks(dialect: Dialect) -> &'static dyn Codec {
    codec(dialect).expect("this version speaks it")
}

fn name(row: &Value) -> &str {
    row["id"].as_str().expect("a row has an id")
}

fn body(row: &Value) -> Map<String, Value> {
    row["request"]["body"].as_object().expect("a body is an object").clone()
}

fn read(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("a body is JSON")
}

fn sent(codec: &dyn Codec, request: &Request) -> Value {
    let encoded = codec.encode_request(request, &EncodeTarget::named("the-target"), &mut Fields::default()).expect("it can be sent");
    read(&encoded.body)
}

fn decode(codec: &dyn Codec, pieces: &[&[u8]]) -> Result<Vec<Event>> {
    let (mut decoder, mut events) = (codec.event_decoder(), Vec::new());
    for piece in pieces {
        decoder.feed(piece, &mut events)?;
    }
    decoder.end(&mut events)?;
    Ok(events)
}

fn fold(events: &[Event]) -> Response {
    let mut fold = Fold::default();
    events.iter().for_each(|event| fold.push(event));
    fold.finish()
}

/// What a caller of a dialect reads of a stream, as bytes.
fn told(codec: &dyn Codec, events: &[Event]) -> Vec<u8> {
    let (mut encoder, mut frames, mut bytes) = (codec.event_encoder(EventOptions { usage: true, id: None }), Vec::new(), Vec::new());
    events.iter().for_each(|event| encoder.encode(event, &mut frames));
    encoder.end(&mut frames);
    frames.iter().for_each(|frame| frame.write(codec.dialect(), &mut bytes));
    bytes
}

/// Text, calls, finish and usage: what an answer means in any dialect.
type Meaning = (String, Vec<(String, Value)>, Option<Finish>, Option<(u64, u64)>);

fn meaning(response: &Response) -> Meaning {
    let choice = &response.choices[0];
    let call = |part: &Part| match part {
        Part::ToolCall { name, arguments, .. } => Some((name.clone(), read(arguments.as_bytes()))),
        _ => None,
    };
    let usage = response.usage.map(|Usage { input, output, .. }| (input, output));
    (choice.message.text(), choice.message.parts.iter().filter_map(call).collect(), choice.finish.clone(), usage)
}

/// The stream of a recording, whichever its form.
fn stream(row: &Value) -> Option<&str> {
    row["response"]["sse"].as_str().or_else(|| row["response"]["ndjson"].as_str())
}

/// Every answer as events, with the bytes it came in.
fn answers(test: &'static str) -> impl Iterator<Item = (&'static dyn Codec, Value, Response, Vec<Event>)> {
    chats(test).map(|(codec, row)| {
        if let Some(text) = stream(&row) {
            let events = decode(codec, &[text.as_bytes()]).unwrap_or_else(|e| panic!("{}: {e}", name(&row)));
            (codec, row, fold(&events), events)
        } else {
            let bytes = Bytes::from(row["response"]["body"].to_string());
            let response = codec.decode_response(bytes.clone()).unwrap_or_else(|e| panic!("{}: {e}", name(&row)));
            assert_eq!(codec.encode_response(&response), bytes, "{}", name(&row));
            let events = unfold(&response);
            (codec, row, response, events)
        }
    })
}

#[test]
fn every_recorded_request_goes_out_as_it_came_and_means_the_same_when_built_anew() {
    for (codec, row) in chats("requests") {
        let mut request = codec.decode_request(body(&row)).unwrap_or_else(|e| panic!("{}: {e}", name(&row)));
        let mut expected = Value::Object(body(&row));
        expected["model"] = json!(EncodeTarget::named("the-target").model);
        assert_eq!(sent(codec, &request), expected, "{}", name(&row));

        request.raw = None;
        let Value::Object(again) = sent(codec, &request) else { panic!("a body is an object") };
        let again = codec.decode_request(again).expect("what was built is a request");
        assert_eq!((&again.params, &again.extra, &again.tools, again.stream), (&request.params, &request.extra, &request.tools, request.stream));
        assert_eq!(again.turns, request.turns, "{}", name(&row));
    }
}

#[test]
fn every_recorded_answer_means_the_same_when_built_anew_and_at_every_other_door() {
    for (own, row, response, events) in answers("answers") {
        let expected = meaning(&response);
        assert!(expected.2.is_some() && expected.3.is_some(), "{}", name(&row));
        let rebuilt = own.encode_response(&Response { raw: None, ..response.clone() });
        assert_eq!(meaning(&own.decode_response(rebuilt).expect("what was built is an answer")), expected, "{}", name(&row));
        for door in DOORS {
            let door = speaks(door);
            let whole = door.decode_response(door.encode_response(&response)).expect("a door's answer can be read");
            let streamed = fold(&decode(door, &[&told(door, &events)]).unwrap_or_else(|e| panic!("{} at {:?}: {e}", name(&row), door.dialect())));
            assert_eq!((meaning(&whole), meaning(&streamed)), (expected.clone(), expected.clone()), "{} at {:?}", name(&row), door.dialect());
        }
    }
}

#[test]
fn every_recorded_stream_reads_the_same_however_it_is_cut_and_goes_out_as_it_came() {
    let mut random = fastrand::Rng::with_seed(7);
    for (codec, row) in chats("streams") {
        let Some(text) = stream(&row) else { continue };
        let events = decode(codec, &[text.as_bytes()]).unwrap_or_else(|e| panic!("{}: {e}", name(&row)));
        for _ in 0..5 {
            let (mut rest, mut pieces) = (text.as_bytes(), Vec::new());
            while !rest.is_empty() {
                let (piece, after) = rest.split_at(random.usize(1..=64).min(rest.len()));
                pieces.push(piece);
                rest = after;
            }
            assert_eq!(decode(codec, &pieces).expect("the same stream"), events, "{}", name(&row));
        }
        assert_eq!(String::from_utf8_lossy(&told(codec, &events)), text, "{}", name(&row));
        assert!(events.iter().any(|event| matches!(event.kind, EventKind::End(_))));
        let again = fold(&decode(codec, &[&told(codec, &unfold(&fold(&events)))]).expect("a whole stream"));
        assert_eq!(meaning(&again), meaning(&fold(&events)), "{}", name(&row));
    }
}

#[test]
fn every_recorded_embedding_goes_both_ways() {
    let cohere = speaks(Dialect::Cohere);
    for row in rows("embeddings", "embed") {
        let request = cohere.decode_embed_request(body(&row)).unwrap_or_else(|e| panic!("{}: {e}", name(&row)));
        let encoded = cohere.encode_embed_request(&request, &EncodeTarget::named("the-target"), &mut Fields::default()).expect("it can be sent");
        let mut expected = Value::Object(body(&row));
        expected["model"] = json!("the-target");
        assert_eq!((read(&encoded.body), encoded.path.as_ref()), (expected, "/v2/embed"), "{}", name(&row));
        let (status, answer) = (row["response"]["status"].as_u64().expect("a status") as u16, row["response"]["body"].to_string());
        if status >= 400 {
            let error = cohere.decode_error(StatusCode::from_u16(status).expect("a status"), &HeaderMap::new(), answer.as_bytes());
            assert_eq!((error.http_status(), Some(error.message())), (status, row["response"]["body"]["message"].as_str()), "{}", name(&row));
            assert_eq!(read(&cohere.encode_error(&error))["message"], row["response"]["body"]["message"]);
        } else {
            let vectors = cohere.decode_vectors(answer.clone().into()).unwrap_or_else(|e| panic!("{}: {e}", name(&row)));
            assert_eq!(cohere.encode_vectors(&vectors), answer, "{}", name(&row));
        }
    }
}
