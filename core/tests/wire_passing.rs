//! Recorded completions and rerankings pass through every byte as it came, whole and in pieces.
//!
//! The recordings lie outside the repository (`POLYROUTE_DATA`, else `../shared/data`); where they are absent the tests say so.

use std::path::PathBuf;

use bytes::Bytes;
use polyroute::types::{Dialect, Event, Fold};
use polyroute::wire::{Codec, EncodeTarget, EventOptions, Fields, codec};
use serde_json::{Value, json};

fn rows(api: &str) -> Vec<Value> {
    let data = std::env::var_os("POLYROUTE_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(data).join("recordings/recordings.jsonl");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: wire_passing: every row of `{api}`, 0 read (set POLYROUTE_DATA)");
        return Vec::new();
    };
    text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a row is JSON")).filter(|row| row["api"] == api).collect()
}

fn speaks(dialect: Dialect) -> &'static dyn Codec {
    codec(dialect).expect("this version speaks it")
}

fn check_request(codec: &dyn Codec, row: &Value) {
    let body = row["request"]["body"].clone();
    let request = codec.decode_request(body.as_object().cloned().expect("an object")).expect("a request");
    let sent = codec.encode_request(&request, &EncodeTarget::named("the-target"), &mut Fields::default()).expect("it can be sent");
    let mut wanted = body;
    wanted["model"] = json!("the-target");
    if request.stream {
        wanted["stream_options"] = json!({"include_usage": true});
    }
    assert_eq!(serde_json::from_slice::<Value>(&sent.body).expect("JSON"), wanted, "{}", row["id"]);
}

fn decode(codec: &dyn Codec, pieces: &[&[u8]]) -> Vec<Event> {
    let (mut decoder, mut events) = (codec.event_decoder(), Vec::new());
    for piece in pieces {
        decoder.feed(piece, &mut events).expect("a piece of a stream");
    }
    decoder.end(&mut events).expect("a whole stream");
    events
}

fn folded(events: &[Event]) -> (String, Option<String>) {
    let mut fold = Fold::default();
    events.iter().for_each(|event| fold.push(event));
    let answer = fold.finish();
    (answer.choices[0].message.text(), answer.choices[0].finish.as_ref().map(|finish| finish.name().to_owned()))
}

fn check_stream(codec: &dyn Codec, sse: &str) {
    let recorded: Vec<&str> = sse.lines().filter_map(|line| line.strip_prefix("data:")).map(str::trim).collect();
    let chunks: Vec<Value> = recorded.iter().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let text: String = chunks.iter().filter_map(|chunk| chunk["choices"][0]["text"].as_str()).collect();
    let whole = decode(codec, &[sse.as_bytes()]);
    assert_eq!(folded(&whole).0, text);
    for at in (1..sse.len()).step_by(7) {
        let (head, tail) = sse.as_bytes().split_at(at);
        assert_eq!(folded(&decode(codec, &[head, tail])), folded(&whole), "split at {at}");
    }
    let mut encoder = codec.event_encoder(EventOptions { usage: true, id: None });
    let mut frames = Vec::new();
    whole.iter().for_each(|event| encoder.encode(event, &mut frames));
    encoder.end(&mut frames);
    let said: Vec<_> = frames.iter().map(|frame| String::from_utf8_lossy(&frame.data).into_owned()).collect();
    assert_eq!(said, recorded);
}

#[test]
fn recorded_completions_pass_as_they_came() {
    let codec = speaks(Dialect::OpenaiCompletions);
    for row in rows("completions") {
        check_request(codec, &row);
        if let Some(sse) = row["response"]["sse"].as_str() {
            check_stream(codec, sse);
            continue;
        }
        let bytes = Bytes::from(row["response"]["body"].to_string());
        let response = codec.decode_response(bytes.clone()).expect("an answer");
        assert_eq!(codec.encode_response(&response), bytes, "{}", row["id"]);
        assert_eq!(response.usage.map(|usage| usage.input), row["response"]["body"]["usage"]["prompt_tokens"].as_u64(), "{}", row["id"]);
        assert_eq!(response.choices[0].message.text(), row["response"]["body"]["choices"][0]["text"], "{}", row["id"]);
    }
}

#[test]
fn recorded_rerankings_pass_as_they_came() {
    for row in rows("rerank") {
        let codec = speaks(if row["request"]["path"] == "/v2/rerank" { Dialect::RerankV2 } else { Dialect::Rerank });
        check_request(codec, &row);
        let bytes = Bytes::from(row["response"]["body"].to_string());
        let response = codec.decode_response(bytes.clone()).expect("an answer");
        assert_eq!(codec.encode_response(&response), bytes, "{}", row["id"]);
    }
}
