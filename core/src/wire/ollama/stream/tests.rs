use std::sync::Arc;

use serde_json::{Value, json};

use super::{Decoder, Encoder};
use crate::error::{Class, Error, Result};
use crate::types::{Dialect, Event, Extra, Finish, Fold, Part, Raw, Response, Usage, unfold};
use crate::wire::{EventDecoder, EventEncoder, Frame};

fn decode(lines: &str) -> (Vec<Event>, Result<()>) {
    let (mut decoder, mut events) = (Decoder::default(), Vec::new());
    let fed = decoder.feed(lines.as_bytes(), &mut events);
    let end = fed.and_then(|()| decoder.end(&mut events));
    (events, end)
}

fn lines(values: &[Value]) -> String {
    values.iter().fold(String::new(), |all, value| format!("{all}{value}\n"))
}

fn fold(events: &[Event]) -> Response {
    let mut fold = Fold::default();
    events.iter().for_each(|event| fold.push(event));
    fold.finish()
}

fn encode(events: &[Event]) -> Vec<Frame> {
    let (mut encoder, mut frames) = (Encoder::default(), Vec::new());
    events.iter().for_each(|event| encoder.encode(event, &mut frames));
    encoder.end(&mut frames);
    frames
}

fn data(frame: &Frame) -> Value {
    serde_json::from_slice(&frame.data).expect("a line is JSON")
}

fn answer() -> Vec<Value> {
    let line =
        |at: u8, message: Value| json!({"model": "qwen3", "created_at": format!("2026-01-02T03:04:0{at}Z"), "message": message, "done": false});
    vec![
        line(1, json!({"role": "assistant", "content": "", "thinking": "hm"})),
        line(2, json!({"role": "assistant", "content": "I "})),
        line(3, json!({"role": "assistant", "content": "look."})),
        line(
            4,
            json!({"role": "assistant", "content": "", "tool_calls": [{"function": {"name": "f", "arguments": {"a": 1}}}, {"function": {"name": "f", "arguments": {}}}]}),
        ),
        json!({"model": "qwen3", "created_at": "2026-01-02T03:04:05Z", "message": {"role": "assistant", "content": ""}, "done_reason": "stop", "done": true,
               "total_duration": 9, "prompt_eval_count": 17, "eval_count": 63}),
    ]
}

#[test]
fn a_stream_is_the_whole_answer() {
    let (events, end) = decode(&lines(&answer()));
    end.expect("a whole stream");
    let whole = fold(&events);
    let choice = &whole.choices[0];
    assert_eq!((whole.model.as_str(), choice.message.text().as_str(), choice.finish.clone()), ("qwen3", "I look.", Some(Finish::ToolCalls)));
    assert!(matches!(&choice.message.parts[0], Part::Thinking { text, origin: Some(Dialect::Ollama), .. } if text == "hm"));
    let calls: Vec<_> = choice
        .message
        .parts
        .iter()
        .filter_map(|p| if let Part::ToolCall { id, arguments, .. } = p { Some((id.clone(), arguments.as_str())) } else { None })
        .collect();
    assert_eq!((calls[0].1, calls[1].1), ("{\"a\":1}", "{}"));
    assert_ne!(calls[0].0, calls[1].0);
    assert_eq!(whole.usage.map(|u| (u.input, u.output)), Some((17, 63)));
    assert_eq!(fold(&decode(&lines(&answer())).0).choices[0].message.parts, choice.message.parts);
}

#[test]
fn the_same_dialect_gets_the_providers_lines() {
    let (events, _) = decode(&lines(&answer()));
    assert_eq!(encode(&events).iter().map(data).collect::<Vec<_>>(), answer());
}

#[test]
fn an_answer_told_anew_is_the_same_answer() {
    let whole = fold(&decode(&lines(&answer())).0);
    let mut bytes = Vec::new();
    encode(&unfold(&whole)).iter().for_each(|frame| frame.write_line(&mut bytes));
    let (events, end) = decode(std::str::from_utf8(&bytes).expect("text"));
    end.expect("a whole stream");
    let again = fold(&events);
    // Nobody wrote the ids of the calls.
    let said = |response: &Response| -> Vec<Part> {
        let mut parts = response.choices[0].message.parts.clone();
        parts.iter_mut().for_each(|part| {
            if let Part::ToolCall { id, .. } = part {
                id.clear();
            }
        });
        parts
    };
    assert_eq!((said(&again), &again.choices[0].finish, again.usage), (said(&whole), &whole.choices[0].finish, whole.usage));
}

#[test]
fn events_of_another_dialect_become_lines_and_a_call_waits_until_it_is_whole() {
    let call = Part::ToolCall { id: "c".into(), name: "f".into(), arguments: "{\"a\": [1, 2]}".into(), extra: Extra::new() };
    let mut events = unfold(&Response {
        model: "m".into(),
        created: 1_767_323_045,
        choices: vec![crate::types::Choice {
            message: crate::types::Message { parts: vec![Part::text("Hi"), call], extra: Extra::new() },
            finish: Some(Finish::ToolCalls),
            ..Default::default()
        }],
        usage: Some(Usage { input: 3, output: 4, ..Usage::default() }),
        ..Response::default()
    });
    let raw = Some(Raw { dialect: Dialect::OpenaiChat, data: Arc::default() });
    events.iter_mut().for_each(|event| event.raw.clone_from(&raw));
    let told: Vec<Value> = encode(&events).iter().map(data).collect();
    let line = |message: Value| json!({"model": "m", "created_at": "2026-01-02T03:04:05Z", "message": message, "done": false});
    let mut last = line(json!({"role": "assistant", "content": ""}));
    last["done"] = json!(true);
    last["done_reason"] = json!("stop");
    last["prompt_eval_count"] = json!(3);
    last["eval_count"] = json!(4);
    let calls = json!([{"function": {"name": "f", "arguments": {"a": [1, 2]}}}]);
    assert_eq!(
        told,
        [line(json!({"role": "assistant", "content": "Hi"})), line(json!({"role": "assistant", "content": "", "tool_calls": calls})), last]
    );
}

#[test]
fn an_error_in_the_stream_and_half_a_stream_are_told() {
    let error = decode(&(lines(&answer()[..2]) + "{\"error\":\"an error was encountered while running the model\"}\n")).1.expect_err("it failed");
    assert_eq!((error.class(), error.message()), (Some(Class::Server), "an error was encountered while running the model"));
    assert_eq!(decode(&lines(&answer()[..3])).1.expect_err("half").class(), Some(Class::Truncated));
    assert_eq!(decode("<html>busy</html>").1.expect_err("a page").class(), Some(Class::Server));
    assert_eq!(decode("").1.expect_err("nothing").class(), Some(Class::Truncated));
    let mut frames = Vec::new();
    Encoder::default().error(&Error::of(Class::Server, "gone"), &mut frames);
    assert_eq!(frames, [Frame::data(r#"{"error":"gone"}"#)]);
}

#[test]
fn a_whole_answer_is_a_stream_of_one_line() {
    let body =
        r#"{"model":"m","created_at":"2026-01-02T03:04:05Z","message":{"role":"assistant","content":"Hi"},"done":true,"done_reason":"length"}"#;
    let (events, end) = decode(body);
    end.expect("a whole stream");
    assert_eq!((fold(&events).choices[0].message.text().as_str(), fold(&events).choices[0].finish.clone()), ("Hi", Some(Finish::Length)));
}
