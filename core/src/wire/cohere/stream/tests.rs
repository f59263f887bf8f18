use std::sync::Arc;

use serde_json::{Value, json};

use super::{Decoder, Encoder};
use crate::error::{Class, Error, Result};
use crate::types::{Dialect, Event, EventKind, Extra, Finish, Fold, Part, Raw, Response, Usage, unfold};
use crate::wire::{EventDecoder, EventEncoder, EventOptions, Frame};

fn decode(sse: &str) -> (Vec<Event>, Result<()>) {
    let (mut decoder, mut events) = (Decoder::default(), Vec::new());
    let fed = decoder.feed(sse.as_bytes(), &mut events);
    let end = fed.and_then(|()| decoder.end(&mut events));
    (events, end)
}

fn sse(events: &[Value]) -> String {
    events.iter().fold(String::new(), |all, event| format!("{all}event: {}\ndata: {event}\n\n", event["type"].as_str().unwrap_or_default()))
}

fn fold(events: &[Event]) -> Response {
    let mut fold = Fold::default();
    events.iter().for_each(|event| fold.push(event));
    fold.finish()
}

fn encode(events: &[Event], options: EventOptions) -> Vec<Frame> {
    let (mut encoder, mut frames) = (Encoder::new(options), Vec::new());
    events.iter().for_each(|event| encoder.encode(event, &mut frames));
    encoder.end(&mut frames);
    frames
}

fn data(frame: &Frame) -> Value {
    serde_json::from_slice(&frame.data).unwrap_or_else(|_| json!("[DONE]"))
}

fn answer() -> Vec<Value> {
    let message = |message: Value| json!({"message": message});
    vec![
        json!({"id": "c-1", "type": "message-start", "delta": message(json!({"role": "assistant", "content": [], "tool_plan": "", "tool_calls": [], "citations": []}))}),
        json!({"type": "tool-plan-delta", "delta": message(json!({"tool_plan": "I"}))}),
        json!({"type": "tool-plan-delta", "delta": message(json!({"tool_plan": " look."}))}),
        json!({"type": "tool-call-start", "index": 0, "delta": message(json!({"tool_calls": {"id": "f_1", "type": "function", "function": {"name": "f", "arguments": ""}}}))}),
        json!({"type": "tool-call-delta", "index": 0, "delta": message(json!({"tool_calls": {"function": {"arguments": "{\"a\":"}}}))}),
        json!({"type": "tool-call-delta", "index": 0, "delta": message(json!({"tool_calls": {"function": {"arguments": "1}"}}}))}),
        json!({"type": "tool-call-end", "index": 0}),
        json!({"type": "tool-call-start", "index": 1, "delta": message(json!({"tool_calls": {"id": "g_1", "type": "function", "function": {"name": "g", "arguments": ""}}}))}),
        json!({"type": "tool-call-end", "index": 1}),
        json!({"type": "content-start", "index": 0, "delta": message(json!({"content": {"type": "thinking", "thinking": ""}}))}),
        json!({"type": "content-delta", "index": 0, "delta": message(json!({"content": {"thinking": "hm"}}))}),
        json!({"type": "content-end", "index": 0}),
        json!({"type": "content-start", "index": 1, "delta": message(json!({"content": {"type": "text", "text": ""}}))}),
        json!({"type": "content-delta", "index": 1, "delta": message(json!({"content": {"text": "Dry."}}))}),
        json!({"type": "citation-start", "index": 0, "delta": message(json!({"citations": {"start": 0, "end": 3, "text": "Dry", "sources": []}}))}),
        json!({"type": "citation-end", "index": 0}),
        json!({"type": "content-end", "index": 1}),
        json!({"type": "message-end", "id": "c-1", "delta": {"finish_reason": "TOOL_CALL",
               "usage": {"billed_units": {"input_tokens": 9, "output_tokens": 5}, "tokens": {"input_tokens": 74, "output_tokens": 7}, "cached_tokens": 64}}}),
    ]
}

#[test]
fn a_stream_is_the_whole_answer() {
    let (events, end) = decode(&sse(&answer()));
    end.expect("a whole stream");
    let whole = fold(&events);
    let choice = &whole.choices[0];
    assert_eq!((whole.id.as_str(), choice.message.text().as_str(), choice.finish.clone()), ("c-1", "Dry.", Some(Finish::ToolCalls)));
    assert!(
        matches!(&choice.message.parts[0], Part::Thinking { text, signature: Some(plan), origin: Some(Dialect::Cohere), .. } if text == "I look." && plan == "tool_plan")
    );
    let calls: Vec<_> = choice
        .message
        .parts
        .iter()
        .filter_map(|p| if let Part::ToolCall { name, arguments, .. } = p { Some((name.as_str(), arguments.as_str())) } else { None })
        .collect();
    assert_eq!(calls, [("f", "{\"a\":1}"), ("g", "{}")]);
    assert!(matches!(choice.message.parts.last(), Some(Part::Raw { json, .. }) if json["citation"]["text"] == "Dry"));
    assert_eq!(whole.usage.map(|u| (u.input, u.output, u.cache_read, u.charged().input)), Some((74, 7, 64, 9)));
}

#[test]
fn the_same_dialect_gets_the_providers_events_under_the_id_of_this_call() {
    let (events, _) = decode(&(sse(&answer()) + "data: [DONE]\n\n"));
    let frames = encode(&events, EventOptions::default());
    let names: Vec<_> = frames.iter().map(|f| f.name.as_deref().unwrap_or_default().to_owned()).collect();
    let mut expected: Vec<_> = answer().iter().map(|e| e["type"].as_str().unwrap_or_default().to_owned()).collect();
    expected.push(String::new());
    assert_eq!(names, expected);
    assert_eq!(frames.iter().map(data).collect::<Vec<_>>()[..answer().len()], answer());
    let renewed = encode(&events, EventOptions { id: Some("new".into()), ..EventOptions::default() });
    assert_eq!((data(&renewed[0])["id"].clone(), data(&renewed[17])["id"].clone()), (json!("new"), json!("new")));
}

#[test]
fn an_answer_told_anew_is_the_same_answer() {
    let whole = fold(&decode(&sse(&answer())).0);
    let frames = encode(&unfold(&whole), EventOptions::default());
    let mut bytes = Vec::new();
    frames.iter().for_each(|frame| frame.write_sse(&mut bytes));
    let (events, end) = decode(std::str::from_utf8(&bytes).expect("text"));
    end.expect("a whole stream");
    let again = fold(&events);
    let texts = |r: &Response| -> Vec<Part> { r.choices[0].message.parts.clone() };
    assert_eq!((texts(&again), &again.choices[0].finish, again.usage), (texts(&whole), &whole.choices[0].finish, whole.usage));
}

#[test]
fn events_of_another_dialect_become_this_ones() {
    let thought = Part::Thinking { text: "hm".into(), signature: Some("sig".into()), origin: Some(Dialect::Anthropic), extra: Extra::new() };
    let call = Part::ToolCall { id: "c".into(), name: "f".into(), arguments: String::new(), extra: Extra::new() };
    let raw = Some(Raw { dialect: Dialect::Anthropic, data: Arc::default() });
    let mut events = unfold(&Response {
        id: "msg_1".into(),
        choices: vec![crate::types::Choice {
            message: crate::types::Message { parts: vec![thought, Part::text("Hi"), call], extra: Extra::new() },
            finish: Some(Finish::ToolCalls),
            ..Default::default()
        }],
        usage: Some(Usage { input: 3, output: 4, ..Usage::default() }),
        ..Response::default()
    });
    events.iter_mut().for_each(|event| event.raw.clone_from(&raw));
    let names: Vec<String> = encode(&events, EventOptions::default()).iter().map(|f| f.name.as_deref().unwrap_or("[DONE]").to_owned()).collect();
    let expected = "message-start content-start content-delta content-end content-start content-delta content-end tool-call-start tool-call-delta tool-call-end message-end [DONE]";
    assert_eq!(names.join(" "), expected);
}

#[test]
fn a_generation_that_breaks_off_is_an_error_whose_usage_counts() {
    let mut broken = answer();
    let last = broken.len() - 1;
    broken[last]["delta"]["finish_reason"] = json!("ERROR");
    broken[last]["delta"]["error"] = json!("out of memory");
    let (events, end) = decode(&sse(&broken));
    let error = end.expect_err("it failed");
    assert_eq!((error.class(), error.message()), (Some(Class::Server), "out of memory"));
    assert!(events.iter().any(|event| matches!(event.kind, EventKind::Usage(_))));
    assert_eq!(decode(&sse(&answer()[..5])).1.expect_err("half").class(), Some(Class::Truncated));
    assert_eq!(decode("{\"message\": \"no\"}").1.expect_err("no stream").message(), "no");
    assert_eq!(decode("data: <html>\n\n").1.expect_err("no event").class(), Some(Class::Server));
}

#[test]
fn an_error_is_told_as_the_end_of_the_message() {
    let mut frames = Vec::new();
    Encoder::default().error(&Error::of(Class::Server, "gone"), &mut frames);
    assert_eq!(data(&frames[0])["delta"]["error"], "gone");
    assert_eq!((frames[0].name.as_deref(), frames.len()), (Some("message-end"), 2));
}
