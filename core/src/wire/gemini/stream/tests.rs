//! Streams: any split, fold and twin, what other dialects say, what breaks.

use std::sync::Arc;

use bytes::Bytes;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::response;
use super::{Decoder, Encoder};
use crate::error::{Class, Error, Result};
use crate::types::{BlockKind, Choice, Delta, Dialect, Event, EventKind, Extra, Finish, Fold, Message, Part, Raw, Response, Usage, unfold};
use crate::wire::{EventDecoder, EventEncoder, EventOptions, Frame};

fn decode(pieces: &[&[u8]]) -> (Vec<Event>, Result<()>) {
    let mut decoder = Decoder::default();
    let mut events = Vec::new();
    for piece in pieces {
        if let Err(error) = decoder.feed(piece, &mut events) {
            return (events, Err(error));
        }
    }
    let end = decoder.end(&mut events);
    (events, end)
}

fn fold(events: &[Event]) -> Response {
    let mut fold = Fold::default();
    for event in events {
        fold.push(event);
    }
    fold.finish()
}

fn encode(events: &[Event], id: Option<&str>) -> Vec<Frame> {
    let mut encoder = Encoder::new(EventOptions { usage: true, id: id.map(str::to_owned) });
    let mut out = Vec::new();
    for event in events {
        encoder.encode(event, &mut out);
    }
    encoder.end(&mut out);
    out
}

fn frames(events: &[Event], id: Option<&str>) -> Vec<Value> {
    encode(events, id).iter().map(|frame| serde_json::from_slice(&frame.data).expect("a frame is JSON")).collect()
}

fn sse(bodies: &[Value]) -> String {
    bodies.iter().fold(String::new(), |all, body| all + &format!("data: {body}\r\n\r\n"))
}

fn chunk(parts: &Value, more: &Value) -> Value {
    let mut candidate = json!({"content": {"parts": parts, "role": "model"}, "index": 0});
    if let (Value::Object(candidate), Value::Object(more)) = (&mut candidate, more) {
        candidate.extend(more.clone());
    }
    let usage = json!({"promptTokenCount": 11, "candidatesTokenCount": 5, "thoughtsTokenCount": 2, "totalTokenCount": 18});
    json!({"candidates": [candidate], "usageMetadata": usage, "modelVersion": "gemini-2.5-flash", "responseId": "r1"})
}

/// A stream with everything, and the parts of its twin.
fn everything() -> (Vec<Value>, Value) {
    let stop = json!({"finishReason": "STOP"});
    let stream = vec![
        chunk(&json!([{"text": "h", "thought": true}]), &json!({})),
        chunk(&json!([{"text": "m", "thought": true, "thoughtSignature": "b25l"}, {"text": "Look ü"}]), &json!({})),
        chunk(&json!([{"text": "🦀."}]), &json!({})),
        chunk(
            &json!([{"functionCall": {"name": "f", "args": {"a": "ö"}}, "thoughtSignature": "c2ln"}, {"functionCall": {"id": "x", "name": "now"}}]),
            &json!({}),
        ),
        chunk(&json!([{"executableCode": {"code": "1"}}]), &json!({})),
        chunk(&json!([{"text": "", "thoughtSignature": "dHdv"}]), &stop),
    ];
    let parts = json!([
        {"text": "hm", "thought": true, "thoughtSignature": "b25l"}, {"text": "Look ü🦀."},
        {"functionCall": {"name": "f", "args": {"a": "ö"}}, "thoughtSignature": "c2ln"}, {"functionCall": {"id": "x", "name": "now"}},
        {"executableCode": {"code": "1"}}, {"text": "", "thoughtSignature": "dHdv"}]);
    (stream, chunk(&parts, &stop))
}

#[test]
fn a_stream_folds_into_the_whole_answer() {
    let (stream, twin) = everything();
    let (events, end) = decode(&[sse(&stream).as_bytes()]);
    end.expect("it has its finish");
    let (folded, whole) = (fold(&events), response::decode(twin.to_string().into()).expect("an answer"));
    assert_eq!(folded.choices, whole.choices);
    assert_eq!((folded.id, folded.model, folded.usage), (whole.id, whole.model, whole.usage));
    assert_eq!(whole.choices[0].finish, Some(Finish::ToolCalls));
}

#[test]
fn the_same_dialect_reads_the_providers_events_unchanged() {
    let (stream, _) = everything();
    let (events, _) = decode(&[sse(&stream).as_bytes()]);
    assert_eq!(frames(&events, None), stream);
    assert!(frames(&events, Some("new")).iter().all(|frame| frame["responseId"] == "new"));
}

fn answer() -> Response {
    let call = |id: &str, arguments: &str| Part::ToolCall { id: id.into(), name: "f".into(), arguments: arguments.into(), extra: Extra::new() };
    let thought = |signature: Option<&str>, text: &str| Part::Thinking {
        text: text.into(),
        signature: signature.map(str::to_owned),
        origin: Some(Dialect::Gemini),
        extra: Extra::new(),
    };
    let parts = vec![
        thought(Some("b25l"), "hm"),
        Part::text("Look."),
        thought(Some("dHdv"), ""),
        call("call_a", r#"{"a":1}"#),
        call("call_b", "{}"),
        Part::Raw { origin: Dialect::Gemini, json: json!({"executableCode": {"code": "1"}}) },
    ];
    let logprobs = Some(json!({"content": [{"token": "a", "logprob": -0.5, "bytes": [97], "top_logprobs": []}], "refusal": null}));
    let first = Choice { message: Message { parts, extra: Extra::new() }, finish: Some(Finish::ToolCalls), logprobs, ..Choice::default() };
    let second = Choice {
        index: 1,
        message: Message { parts: vec![Part::text("No.")], extra: Extra::new() },
        finish: Some(Finish::ContentFilter),
        ..Choice::default()
    };
    let usage = Some(Usage { input: 20, output: 9, cache_read: 4, reasoning: 3, ..Usage::default() });
    Response { id: "r1".into(), model: "m".into(), choices: vec![first, second], usage, ..Response::default() }
}

#[test]
fn an_answer_survives_the_way_over_the_wire() {
    let said = frames(&unfold(&answer()), None);
    let (events, end) = decode(&[sse(&said).as_bytes()]);
    end.expect("it has its finish");
    let again = fold(&events);
    assert_eq!(again.choices, answer().choices);
    assert_eq!((again.id, again.model, again.usage), ("r1".into(), "m".into(), answer().usage));
    let last = said.last().expect("a last event");
    assert_eq!((last["candidates"].as_array().map(Vec::len), &last["usageMetadata"]["totalTokenCount"]), (Some(2), &json!(29)));
}

#[test]
fn what_other_dialects_stream_becomes_whole_calls_and_marked_signatures() {
    let event = |kind| Event::new(kind);
    let start = |part, block| event(EventKind::PartStart { part, block });
    let delta = |part, delta| event(EventKind::Delta { part, delta });
    let call = |id: &str| BlockKind::ToolCall { id: id.into(), name: "f".into(), extra: Extra::new() };
    let mut thinking = start(0, BlockKind::Thinking);
    thinking.raw = Some(Raw { dialect: Dialect::Anthropic, data: Arc::new(Bytes::from_static(b"{}")) });
    let events = [
        event(EventKind::Start { id: "msg_1".into(), model: "claude".into(), created: 0 }),
        thinking,
        delta(0, Delta::Thinking("hm".into())),
        delta(0, Delta::Signature("theirs".into())),
        event(EventKind::PartEnd { part: 0 }),
        start(1, call("a")),
        start(2, call("b")),
        delta(1, Delta::Arguments("{\"x\"".into())),
        delta(2, Delta::Arguments("{}".into())),
        delta(1, Delta::Arguments(":1}".into())),
        event(EventKind::PartEnd { part: 1 }),
        event(EventKind::End(Finish::ToolCalls)),
        event(EventKind::Usage(Usage { input: 3, output: 4, ..Usage::default() })),
    ];
    let said = frames(&events, None);
    let parts: Vec<&Value> = said.iter().map(|frame| &frame["candidates"][0]["content"]["parts"][0]).collect();
    assert_eq!(
        parts,
        [
            &json!({"text": "hm", "thought": true}),
            &json!({"text": "", "thoughtSignature": "YW50aHJvcGljOnRoZWlycw==", "thought": true}),
            &json!({"functionCall": {"id": "a", "name": "f", "args": {"x": 1}}}),
            &json!({"functionCall": {"id": "b", "name": "f", "args": {}}}),
            &json!({"text": ""}),
        ]
    );
    assert_eq!((&said[4]["candidates"][0]["finishReason"], &said[4]["usageMetadata"]["promptTokenCount"]), (&json!("STOP"), &json!(3)));
    assert!(said.iter().all(|frame| frame["responseId"] == "msg_1" && frame["modelVersion"] == "claude"));
}

#[test]
fn an_event_whose_data_a_stage_took_is_said_anew() {
    let (stream, twin) = everything();
    let (mut events, _) = decode(&[sse(&stream).as_bytes()]);
    for event in &mut events {
        if event.raw.as_ref().is_some_and(|raw| !raw.data.is_empty()) {
            event.raw = None;
        }
    }
    let (again, end) = decode(&[sse(&frames(&events, None)).as_bytes()]);
    end.expect("it has its finish");
    let whole = response::decode(twin.to_string().into()).expect("an answer");
    assert_eq!(fold(&again).choices[0].message.text(), whole.choices[0].message.text());
}

#[test]
fn a_stream_without_a_finish_is_truncated_and_one_with_it_needs_no_marker() {
    let (stream, _) = everything();
    let (_, end) = decode(&[sse(&stream[..4]).as_bytes()]);
    assert_eq!(end.expect_err("no finish").class(), Some(Class::Truncated));
    let whole = sse(&stream);
    assert!(decode(&[whole.trim_end().as_bytes()]).1.is_ok());
    assert!(decode(&[format!("{whole}data: [DONE]\n\n").as_bytes()]).1.is_ok());
    assert_eq!(decode(&[]).1.expect_err("nothing").class(), Some(Class::Truncated));
}

#[test]
fn a_blocked_prompt_and_a_finish_without_content_are_answers() {
    let blocked = json!({"promptFeedback": {"blockReason": "SAFETY"}, "usageMetadata": {"promptTokenCount": 4}, "modelVersion": "m"});
    let (events, end) = decode(&[sse(&[blocked]).as_bytes()]);
    end.expect("it has its finish");
    assert_eq!(fold(&events).choices[0].finish, Some(Finish::ContentFilter));
    let (events, end) = decode(&[sse(&[json!({"candidates": [{"finishReason": "SAFETY"}]})]).as_bytes()]);
    end.expect("it has its finish");
    assert_eq!((fold(&events).choices[0].finish.clone(), fold(&events).usage), (Some(Finish::ContentFilter), None));
}

#[test]
fn an_error_inside_the_stream_keeps_its_class_and_books_its_usage() {
    let (stream, _) = everything();
    let broken = json!({"error": {"code": 503, "message": "overloaded", "status": "UNAVAILABLE"}});
    let (events, end) = decode(&[sse(&[stream[0].clone(), broken]).as_bytes()]);
    let error = end.expect_err("an error");
    assert_eq!((error.class(), error.message(), events.is_empty()), (Some(Class::Overloaded), "overloaded", false));
    let malformed = chunk(&json!([]), &json!({"finishReason": "MALFORMED_FUNCTION_CALL", "finishMessage": "f("}));
    let (events, end) = decode(&[sse(&[malformed]).as_bytes()]);
    assert_eq!(end.expect_err("an error").class(), Some(Class::Server));
    assert_eq!(fold(&events).usage.map(|u| u.output), Some(7));
    let page = decode(&[b"<html>busy</html>"]).1.expect_err("a page");
    assert_eq!(page.class(), Some(Class::Server));
    let bare = decode(&[br#"{"error": {"code": 429, "message": "slow", "status": "RESOURCE_EXHAUSTED"}}"#]).1.expect_err("an error");
    assert_eq!(bare.class(), Some(Class::RateLimit));
    assert_eq!(decode(&[b"data: 7\n\n"]).1.expect_err("no object").class(), Some(Class::Server));
}

#[test]
fn an_error_goes_out_as_googles_error_event() {
    let mut out = Vec::new();
    Encoder::new(EventOptions::default()).error(&Error::of(Class::Overloaded, "busy"), &mut out);
    let body: Value = serde_json::from_slice(&out[0].data).expect("JSON");
    assert_eq!((out.len(), &body["error"]["code"], &body["error"]["status"]), (1, &json!(503), &json!("UNAVAILABLE")));
}

#[test]
fn usage_comes_with_every_event_and_the_last_one_holds() {
    let mut first = chunk(&json!([{"text": "a"}]), &json!({}));
    first["usageMetadata"] = json!({"promptTokenCount": 11, "totalTokenCount": 11});
    let (events, _) = decode(&[sse(&[first, chunk(&json!([{"text": "b"}]), &json!({"finishReason": "STOP"}))]).as_bytes()]);
    assert_eq!(events.iter().filter(|e| matches!(e.kind, EventKind::Usage(_))).count(), 2);
    assert_eq!(fold(&events).usage, Some(Usage { input: 11, output: 7, reasoning: 2, ..Usage::default() }));
}

proptest! {
    #[test]
    fn any_split_gives_the_same_events(cuts in proptest::collection::vec(0usize..4000, 0..20)) {
        let text = sse(&everything().0);
        let bytes = text.as_bytes();
        let mut at: Vec<usize> = cuts.into_iter().map(|c| c % (bytes.len() + 1)).chain([0, bytes.len()]).collect();
        at.sort_unstable();
        let pieces: Vec<&[u8]> = at.windows(2).map(|w| &bytes[w[0]..w[1]]).collect();
        let (events, end) = decode(&pieces);
        prop_assert!(end.is_ok());
        prop_assert_eq!(events, decode(&[bytes]).0);
    }

    #[test]
    fn no_bytes_however_broken_make_it_panic(places in proptest::collection::vec((0usize..4000, any::<u8>()), 0..8), cut in 0usize..4000) {
        let mut bytes = sse(&everything().0).into_bytes();
        for (at, byte) in places {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        bytes.truncate(cut.max(1));
        let (events, _) = decode(&[&bytes]);
        // The provider's own bytes go on as they are, broken ones too; what we write ourselves is JSON.
        let _ = encode(&events, Some("id"));
        let stripped: Vec<Event> = events.into_iter().map(|event| Event { raw: None, ..event }).collect();
        let _ = frames(&stripped, None);
        let _ = response::decode(bytes.into());
    }
}
