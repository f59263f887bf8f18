//! Anthropic Messages as recorded and as imagined: every row goes through unchanged, means the same in another dialect and
//! back, and nothing that a network can do to it makes it panic.
//!
//! The recordings lie outside the repository (`POLYROUTE_DATA`, else `../shared/data`); where they are absent the tests say so.

use std::path::PathBuf;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use polyroute::types::{Dialect, Event, EventKind, Fold, Part, Raw, Request, Response, unfold};
use polyroute::wire::{Codec, EncodeTarget, EventOptions, Fields, Frame, codec};
use serde_json::{Map, Value, json};

fn anthropic() -> &'static dyn Codec {
    codec(Dialect::Anthropic).expect("this version speaks it")
}

fn chat() -> &'static dyn Codec {
    codec(Dialect::OpenaiChat).expect("this version speaks it")
}

/// The rows of one `api`, or nothing with a word of it.
fn rows(test: &str, api: &str) -> Vec<Value> {
    let data = std::env::var_os("POLYROUTE_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(data).join("recordings/recordings.jsonl");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: wire_anthropic, {test}: every row of `{api}`, 0 read (set POLYROUTE_DATA)");
        return Vec::new();
    };
    let all = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a row is JSON"));
    let rows: Vec<Value> = all.filter(|row| row["api"] == api).collect();
    println!("wire_anthropic, {test}: {} rows of `{api}`", rows.len());
    rows
}

fn name(row: &Value) -> &str {
    row["id"].as_str().expect("a row has an id")
}

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().expect("an object").clone()
}

fn sent(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("a body is JSON")
}

fn request(row: &Value) -> Request {
    anthropic().decode_request(object(&row["request"]["body"])).unwrap_or_else(|e| panic!("{}: {e}", name(row)))
}

fn target() -> EncodeTarget<'static> {
    EncodeTarget::named("the-target")
}

fn decode(codec: &dyn Codec, bytes: &[u8]) -> Vec<Event> {
    let (mut decoder, mut events) = (codec.event_decoder(), Vec::new());
    decoder.feed(bytes, &mut events).expect("a good stream");
    decoder.end(&mut events).expect("a whole stream");
    events
}

fn frames(codec: &dyn Codec, events: &[Event]) -> Vec<Frame> {
    let (mut encoder, mut frames) = (codec.event_encoder(EventOptions { usage: true, id: None }), Vec::new());
    for event in events {
        encoder.encode(event, &mut frames);
    }
    encoder.end(&mut frames);
    frames
}

fn bytes(frames: &[Frame]) -> Vec<u8> {
    let mut out = Vec::new();
    for frame in frames {
        frame.write_sse(&mut out);
    }
    out
}

fn fold(events: &[Event]) -> Response {
    let mut fold = Fold::default();
    for event in events {
        fold.push(event);
    }
    fold.finish()
}

/// Text, calls, finish and usage: what survives any dialect.
fn meaning(response: &Response) -> Value {
    let parts = || response.choices.iter().flat_map(|choice| &choice.message.parts);
    let text: String = parts().filter_map(|p| if let Part::Text { text, .. } = p { Some(text.as_str()) } else { None }).collect();
    let call = |part: &Part| match part {
        Part::ToolCall { id, name, arguments, .. } => Some(json!([id, name, serde_json::from_str::<Value>(arguments).unwrap_or_default()])),
        _ => None,
    };
    let finish = response.choices.first().and_then(|choice| choice.finish.as_ref()).map(polyroute::types::Finish::name);
    let usage = response.usage.map(|usage| [usage.input, usage.output, usage.cache_read]);
    json!({"text": text, "calls": parts().filter_map(call).collect::<Vec<_>>(), "finish": finish, "usage": usage})
}

#[test]
fn every_recorded_request_goes_out_as_it_came() {
    for row in rows("requests", "messages") {
        let encoded = anthropic().encode_request(&request(&row), &target(), &mut Fields::default()).expect("it can be sent");
        let mut expected = row["request"]["body"].clone();
        expected["model"] = json!("the-target");
        assert_eq!(sent(&encoded.body), expected, "{}", name(&row));
        assert_eq!((encoded.path.as_ref(), encoded.undo.is_empty()), ("/v1/messages", true));
        assert_eq!(encoded.headers["anthropic-version"], "2023-06-01");
    }
}

#[test]
fn every_recorded_count_is_asked_and_refused_as_it_came() {
    for row in rows("counts", "count_tokens") {
        let encoded = anthropic().encode_count(&request(&row), &EncodeTarget::named("claude-does-not-exist"), &mut Fields::default());
        let encoded = encoded.expect("it can be counted");
        assert_eq!((sent(&encoded.body), encoded.path.as_ref()), (row["request"]["body"].clone(), "/v1/messages/count_tokens"));
        let status = StatusCode::from_u16(row["response"]["status"].as_u64().unwrap_or_default() as u16).expect("a status");
        let error = anthropic().decode_error(status, &HeaderMap::new(), row["response"]["body"].to_string().as_bytes());
        assert_eq!(sent(&anthropic().encode_error(&error)), row["response"]["body"]);
        assert_eq!(u64::from(error.http_status()), row["response"]["status"]);
    }
}

#[test]
fn every_recorded_answer_goes_out_as_it_came_and_is_rebuilt_with_the_same_meaning() {
    for row in rows("answers", "messages") {
        let body = &row["response"]["body"];
        if body.is_null() {
            continue;
        }
        let status = StatusCode::from_u16(row["response"]["status"].as_u64().unwrap_or_default() as u16).expect("a status");
        if !status.is_success() {
            let error = anthropic().decode_error(status, &HeaderMap::new(), body.to_string().as_bytes());
            assert_eq!(&sent(&anthropic().encode_error(&error)), body, "{}", name(&row));
            continue;
        }
        let whole = Bytes::from(body.to_string());
        let response = anthropic().decode_response(whole.clone()).unwrap_or_else(|e| panic!("{}: {e}", name(&row)));
        assert_eq!(anthropic().encode_response(&response), whole);

        let rebuilt = anthropic().encode_response(&Response { raw: None, ..response.clone() });
        let mut rebuilt = sent(&rebuilt);
        let (content, stop) = (rebuilt["content"].take(), rebuilt["stop_reason"].take());
        assert_eq!((&content, &stop), (&body["content"], &body["stop_reason"]), "{}", name(&row));

        let replayed = decode(anthropic(), &bytes(&frames(anthropic(), &unfold(&response))));
        assert_eq!(meaning(&fold(&replayed)), meaning(&response), "{}", name(&row));
    }
}

#[test]
fn every_recorded_stream_goes_out_as_it_came_and_means_the_same_as_chat() {
    for row in rows("streams", "messages") {
        let Some(sse) = row["response"]["sse"].as_str() else { continue };
        let events = decode(anthropic(), sse.as_bytes());
        let recorded: Vec<Value> = sse.lines().filter_map(|line| serde_json::from_str(line.strip_prefix("data:")?).ok()).collect();
        let seen: Vec<Value> = frames(anthropic(), &events).iter().map(|frame| sent(&frame.data)).collect();
        assert_eq!(seen, recorded, "{}", name(&row));

        let through = decode(chat(), &bytes(&frames(chat(), &events)));
        assert_eq!(meaning(&fold(&through)), meaning(&fold(&events)), "{}", name(&row));
        let back = decode(anthropic(), &bytes(&frames(anthropic(), &through)));
        assert_eq!(meaning(&fold(&back)), meaning(&fold(&events)), "{}", name(&row));
    }
}

#[test]
fn every_recorded_stream_is_the_same_however_it_is_cut() {
    let mut random = fastrand::Rng::with_seed(7);
    for row in rows("splits", "messages") {
        let Some(sse) = row["response"]["sse"].as_str() else { continue };
        let (mut decoder, mut events, mut rest) = (anthropic().event_decoder(), Vec::new(), sse.as_bytes());
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(random.usize(1..=64).min(rest.len()));
            decoder.feed(piece, &mut events).expect("a good stream");
            rest = after;
        }
        decoder.end(&mut events).expect("a whole stream");
        assert_eq!(events, decode(anthropic(), sse.as_bytes()), "{}", name(&row));
    }
}

#[test]
fn every_recorded_chat_request_reaches_claude_or_says_which_field_does_not() {
    let mut refused = Vec::new();
    for row in rows("chat to messages", "chat.completions") {
        let Ok(request) = chat().decode_request(object(&row["request"]["body"])) else { continue };
        let mut fields = Fields::full();
        match anthropic().encode_request(&request, &EncodeTarget::named("claude-sonnet-4-5"), &mut fields) {
            Err(error) => refused.push((name(&row).to_owned(), error.path().expect("a field").to_owned())),
            Ok(encoded) => {
                let Value::Object(body) = sent(&encoded.body) else { panic!("a body is an object") };
                anthropic().decode_request(body).unwrap_or_else(|e| panic!("{}: what was sent is no request: {e}", name(&row)));
                let named: Vec<String> = fields.mapped.into_iter().flatten().chain(fields.emulated).chain(fields.dropped).collect();
                for member in request.raw.iter().flat_map(|raw: &Raw<_>| raw.data.keys()) {
                    assert!(named.iter().any(|path| path.split('.').next() == Some(member)), "{}: `{member}` vanished", name(&row));
                }
            }
        }
    }
    println!("refused: {refused:?}");
}

#[test]
fn every_recorded_messages_request_can_go_to_chat_and_back() {
    for row in rows("messages to chat", "messages") {
        let request = request(&row);
        let Ok(encoded) = chat().encode_request(&request, &target(), &mut Fields::default()) else { continue };
        let there = chat().decode_request(object(&sent(&encoded.body))).expect("what was sent is a request");
        let text = |request: &Request| {
            let parts = request.turns.iter().flat_map(|turn| &turn.parts);
            parts.filter_map(|p| if let Part::Text { text, .. } = p { Some(text.clone()) } else { None }).collect::<String>()
        };
        assert_eq!(text(&there), text(&request), "{}", name(&row));
        assert_eq!(there.tools.iter().map(|t| &t.name).collect::<Vec<_>>(), request.tools.iter().map(|t| &t.name).collect::<Vec<_>>());
    }
}

/// A request, an answer and a stream with something of everything.
fn samples() -> (String, String, String) {
    let request = json!({
        "model": "m", "max_tokens": 10, "system": [{"type": "text", "text": "s"}],
        "messages": [{"role": "user", "content": [{"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "iVBORw0KGgo="}}]},
            {"role": "assistant", "content": [{"type": "thinking", "thinking": "t", "signature": "s"}, {"type": "tool_use", "id": "a", "name": "f", "input": {"x": [1]}}]},
            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "a", "content": [{"type": "text", "text": "r"}]}]}],
        "tools": [{"name": "f", "input_schema": {"type": "object", "properties": {"x": {"type": "array"}}}, "strict": true}],
        "tool_choice": {"type": "tool", "name": "f"}, "thinking": {"type": "enabled", "budget_tokens": 2000}, "metadata": {"user_id": "u"},
        "output_config": {"format": {"type": "json_schema", "schema": {"type": "object", "properties": {"a": {"$ref": "#/$defs/A"}}, "$defs": {"A": {"type": "string"}}}}}});
    let answer = json!({"id": "msg_1", "type": "message", "role": "assistant", "model": "m", "stop_reason": "tool_use",
        "content": [{"type": "text", "text": "a\u{e9}"}, {"type": "tool_use", "id": "a", "name": "f", "input": {}}, {"type": "x", "y": []}],
        "usage": {"input_tokens": 1, "output_tokens": 2, "cache_creation": {"ephemeral_1h_input_tokens": 3}}});
    let whole = anthropic().decode_response(Bytes::from(answer.to_string())).expect("an answer");
    let stream = String::from_utf8(bytes(&frames(anthropic(), &unfold(&whole)))).expect("UTF-8");
    (request.to_string(), answer.to_string(), stream)
}

fn mutate(text: &str, random: &mut fastrand::Rng) -> Vec<u8> {
    const PIECES: [&str; 14] = [
        "null",
        "[]",
        "{}",
        "7",
        "-1",
        "1e99",
        "\"\"",
        "true",
        "\"\\ud83d\"",
        "{\"type\":\"text\"}",
        "\n\n",
        "\"type\":\"error\",",
        "\u{1f980}",
        "[[[[[[",
    ];
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..random.usize(1..4) {
        let at = random.usize(0..bytes.len().max(1)).min(bytes.len());
        match random.u8(0..4) {
            0 => drop(bytes.drain(at..(at + random.usize(0..24)).min(bytes.len()))),
            1 => drop(bytes.splice(at..(at + random.usize(0..12)).min(bytes.len()), random.choice(PIECES).unwrap_or_default().bytes())),
            2 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = random.u8(..);
                }
            }
            _ => {
                let piece: Vec<u8> = bytes[at..(at + random.usize(0..48)).min(bytes.len())].to_vec();
                drop(bytes.splice(at..at, piece));
            }
        }
    }
    bytes
}

#[test]
fn nothing_that_is_damaged_panics() {
    let rounds = std::env::var("POLYROUTE_MUTATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(3000);
    let (request, answer, stream) = samples();
    let mut random = fastrand::Rng::with_seed(11);
    for _ in 0..rounds {
        if let Ok(Value::Object(body)) = serde_json::from_slice(&mutate(&request, &mut random))
            && let Ok(mut decoded) = anthropic().decode_request(body)
        {
            for codec in [anthropic(), chat()] {
                let _ = codec.encode_request(&decoded, &EncodeTarget::named("claude-sonnet-4-5"), &mut Fields::full());
            }
            decoded.raw = None;
            let _ = anthropic().encode_request(&decoded, &EncodeTarget::named("claude-opus-4-8"), &mut Fields::full());
        }
        if let Ok(response) = anthropic().decode_response(Bytes::from(mutate(&answer, &mut random))) {
            anthropic().encode_response(&Response { raw: None, ..response.clone() });
            chat().encode_response(&response);
        }
        let (mut decoder, mut events) = (anthropic().event_decoder(), Vec::new());
        let damaged = mutate(&stream, &mut random);
        if decoder.feed(&damaged, &mut events).is_ok() {
            let _ = decoder.end(&mut events);
        }
        for event in &mut events {
            event.raw = event.raw.take().filter(|_| random.bool());
        }
        frames(anthropic(), &events);
        frames(chat(), &events);
        fold(&events);
        assert!(events.iter().filter(|e| matches!(e.kind, EventKind::End(_))).count() <= 1);
    }
}
