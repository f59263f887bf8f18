//! Streams there and back: any split, every way to end, and chunks for what other dialects and the cache replay.

use bytes::Bytes;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Decoder, Encoder};
use crate::error::{Class, Error, Result};
use crate::types::{BlockKind, Choice, Delta, Event, EventKind, Extra, Finish, Fold, Message, Part, Response, Usage, unfold};
use crate::wire::{EventDecoder, EventEncoder, EventOptions, Frame};

fn chunk(choices: &Value) -> Value {
    json!({"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 7, "model": "gpt", "choices": choices})
}

fn delta(delta: &Value) -> Value {
    chunk(&json!([{"index": 0, "delta": delta, "finish_reason": null}]))
}

fn finish(word: &str) -> Value {
    chunk(&json!([{"index": 0, "delta": {}, "finish_reason": word}]))
}

fn usage() -> Value {
    let mut chunk = chunk(&json!([]));
    chunk["usage"] = json!({"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7, "prompt_tokens_details": {"cached_tokens": 0},
                            "completion_tokens_details": {"reasoning_tokens": 0}});
    chunk
}

fn sse(chunks: &[Value]) -> String {
    chunks.iter().fold(String::new(), |all, chunk| all + "data: " + &chunk.to_string() + "\n\n")
}

fn decode_pieces(pieces: &[&[u8]]) -> (Vec<Event>, Result<()>) {
    let mut decoder = Decoder::default();
    let mut out = Vec::new();
    for piece in pieces {
        if let Err(error) = decoder.feed(piece, &mut out) {
            return (out, Err(error));
        }
    }
    let end = decoder.end(&mut out);
    (out, end)
}

fn decode(text: &str) -> (Vec<Event>, Result<()>) {
    decode_pieces(&[text.as_bytes()])
}

fn whole(text: &str) -> Vec<Event> {
    let (events, end) = decode(text);
    end.expect("a whole stream");
    events
}

fn folded(events: &[Event]) -> Response {
    let mut fold = Fold::default();
    for event in events {
        fold.push(event);
    }
    fold.finish()
}

fn encode(events: &[Event], options: EventOptions) -> Vec<Bytes> {
    let mut encoder = Encoder::new(options);
    let mut out: Vec<Frame> = Vec::new();
    for event in events {
        encoder.encode(event, &mut out);
    }
    encoder.end(&mut out);
    out.into_iter().map(|frame| frame.data).collect()
}

fn encoded(events: &[Event], options: EventOptions) -> Vec<Value> {
    let mut frames = encode(events, options);
    assert_eq!(frames.pop().expect("an end"), &b"[DONE]"[..]);
    frames.iter().map(|f| serde_json::from_slice(f).expect("a chunk is JSON")).collect()
}

const ALL: EventOptions = EventOptions { usage: true, id: None };

/// Role, thinking, text, two calls in turns, finish, usage.
fn rich() -> Vec<Value> {
    vec![
        delta(&json!({"role": "assistant", "content": ""})),
        delta(&json!({"reasoning_content": "2+"})),
        delta(&json!({"reasoning_content": "2"})),
        delta(&json!({"content": "Grüße 😀"})),
        delta(&json!({"tool_calls": [{"index": 0, "id": "call_a", "type": "function", "function": {"name": "f", "arguments": ""}}]})),
        delta(&json!({"tool_calls": [{"index": 0, "function": {"arguments": "{\"a\":"}}]})),
        delta(&json!({"tool_calls": [{"index": 1, "id": "call_b", "function": {"name": "g"}}, {"index": 0, "function": {"arguments": "1}"}}]})),
        finish("tool_calls"),
        usage(),
    ]
}

#[test]
fn a_stream_folds_into_the_whole_answer() {
    let events = whole(&(sse(&rich()) + "data: [DONE]\n\n"));
    let answer = folded(&events);
    assert_eq!((answer.id.as_str(), answer.model.as_str(), answer.created), ("chatcmpl-1", "gpt", 7));
    assert_eq!(answer.usage, Some(Usage { input: 3, output: 4, ..Usage::default() }));
    let choice = &answer.choices[0];
    assert_eq!(choice.finish, Some(Finish::ToolCalls));
    assert!(matches!(&choice.message.parts[0], Part::Thinking { text, .. } if text == "2+2"));
    assert_eq!(choice.message.text(), "Grüße 😀");
    let calls: Vec<_> = choice
        .message
        .parts
        .iter()
        .filter_map(
            |p| if let Part::ToolCall { id, name, arguments, .. } = p { Some((id.as_str(), name.as_str(), arguments.as_str())) } else { None },
        )
        .collect();
    assert_eq!(calls, [("call_a", "f", "{\"a\":1}"), ("call_b", "g", "{}")]);
}

#[test]
fn the_first_event_of_each_chunk_carries_its_data_and_the_others_nothing() {
    let chunks = rich();
    let events = whole(&sse(&chunks));
    let data: Vec<Value> = events
        .iter()
        .map(|e| &e.raw.as_ref().expect("raw").data)
        .filter(|data| !data.is_empty())
        .map(|data| serde_json::from_slice(data).expect("JSON"))
        .collect();
    assert_eq!(data, chunks);
}

#[test]
fn the_same_dialect_reads_the_providers_chunks_unchanged() {
    let mut moderation = chunk(&json!([]));
    moderation["moderation"] = json!({"input": {}});
    moderation["usage"] = Value::Null;
    let chunks = [rich(), vec![moderation]].concat();
    assert_eq!(encoded(&whole(&sse(&chunks)), ALL), chunks);
}

#[test]
fn usage_is_hidden_from_a_caller_who_did_not_ask() {
    let mut last = finish("stop");
    last["usage"] = json!({"prompt_tokens": 1});
    let chunks = [delta(&json!({"content": "a \"usage\": 1"})), last, usage()];
    let seen = encoded(&whole(&sse(&chunks)), EventOptions::default());
    assert_eq!(seen, [chunks[0].clone(), finish("stop")]);
}

#[test]
fn a_new_id_stands_in_every_chunk() {
    let options = EventOptions { usage: true, id: Some("chatcmpl-new".into()) };
    for events in [whole(&sse(&rich())), unfold(&folded(&whole(&sse(&rich()))))] {
        let seen = encoded(&events, options.clone());
        assert!(seen.iter().all(|c| c["id"] == "chatcmpl-new"), "{seen:?}");
    }
}

#[test]
fn an_answer_from_the_cache_becomes_well_formed_chunks() {
    let answer = folded(&whole(&sse(&rich())));
    let seen = encoded(&unfold(&answer), ALL);
    assert_eq!(seen[0], delta(&json!({"role": "assistant", "content": null, "reasoning_content": "2+2"})));
    assert_eq!(seen[1], delta(&json!({"content": "Grüße 😀"})));
    assert_eq!(
        seen[2]["choices"][0]["delta"]["tool_calls"][0],
        json!({"index": 0, "id": "call_a", "type": "function", "function": {"name": "f", "arguments": ""}})
    );
    assert_eq!(seen[5], delta(&json!({"tool_calls": [{"index": 1, "function": {"arguments": "{}"}}]})));
    assert_eq!(seen[6], finish("tool_calls"));
    assert_eq!(seen[7], usage());
    assert_eq!(encoded(&unfold(&answer), EventOptions::default()).len(), seen.len() - 1);
}

#[test]
fn a_call_without_input_ends_as_an_empty_object() {
    let block = BlockKind::ToolCall { id: "a".into(), name: "f".into(), extra: Extra::new() };
    let events = [EventKind::PartStart { part: 3, block }, EventKind::PartEnd { part: 3 }, EventKind::End(Finish::ToolCalls)].map(Event::new);
    let seen = encoded(&events, ALL);
    assert_eq!(seen[1]["choices"][0]["delta"]["tool_calls"], json!([{"index": 0, "function": {"arguments": "{}"}}]));
}

#[test]
fn an_event_whose_data_a_stage_took_is_said_anew_with_all_that_stood_in_it() {
    let mut last = finish("stop");
    last["choices"][0]["delta"] = json!({"content": "secret"});
    let mut events = whole(&sse(&[delta(&json!({"role": "assistant", "content": "a"})), last]));
    let text = events.iter_mut().rev().find(|e| matches!(e.kind, EventKind::Delta { .. })).expect("a piece of text");
    *text = Event::new(EventKind::Delta { part: 0, delta: Delta::Text("[masked]".into()) });
    let seen = encoded(&events, ALL);
    assert_eq!(seen[1], delta(&json!({"content": "[masked]"})));
    assert_eq!(seen[2], finish("stop"));
}

#[test]
fn two_choices_stay_apart() {
    let pair = |a: &str, b: &str| chunk(&json!([{"index": 0, "delta": {"content": a}}, {"index": 1, "delta": {"content": b}}]));
    let ends = [0, 1].map(|i| chunk(&json!([{"index": i, "delta": {}, "finish_reason": "stop"}])));
    let events = whole(&sse(&[pair("a", "x"), pair("b", "y"), ends[0].clone(), ends[1].clone()]));
    let texts: Vec<String> = folded(&events).choices.iter().map(|c| c.message.text()).collect();
    assert_eq!(texts, ["ab", "xy"]);
    let half = decode(&sse(&[pair("a", "x"), ends[0].clone()]));
    assert_eq!(half.1.expect_err("the second never finished").class(), Some(Class::Truncated));
}

#[test]
fn a_stream_ends_well_with_a_finish_or_the_marker_and_is_truncated_without() {
    let text = sse(&[delta(&json!({"content": "a"}))]);
    let finished = sse(&[delta(&json!({"content": "a"})), finish("stop")]);
    assert!(decode(&finished).1.is_ok());
    assert!(decode(&(text.clone() + "data: [DONE]\n\n")).1.is_ok());
    assert!(decode(finished.trim_end()).1.is_ok(), "an unterminated event counts if it is whole");
    assert!(decode(&(text.clone() + "data: [DONE]")).1.is_ok());
    for cut in [text.as_str(), &finished[..finished.len() - 20], ""] {
        assert_eq!(decode(cut).1.expect_err("no finish").class(), Some(Class::Truncated), "{cut}");
    }
}

#[test]
fn an_error_inside_the_stream_keeps_its_class_and_words_and_books_its_usage() {
    let fault = r#"data: {"id":"g","error":{"code":429,"message":"slow down"},"choices":[],"usage":{"prompt_tokens":9}}"#;
    let (events, end) = decode(&(sse(&[delta(&json!({"content": "a"}))]) + fault + "\n\n"));
    let error = end.expect_err("an error in the stream");
    assert_eq!((error.class(), error.message()), (Some(Class::RateLimit), "slow down"));
    assert_eq!(folded(&events).usage.map(|u| u.input), Some(9));
    assert_eq!(encoded(&events, ALL).len(), 1, "the chunk of the error itself is not sent on");

    for (text, class) in [
        ("data: {\"choices\":[{\"index\":0,\"error\":{\"code\":502,\"message\":\"x\"},\"finish_reason\":\"error\"}]}\n\n", Class::Server),
        ("event: error\ndata: {\"message\":\"overloaded\",\"type\":\"overloaded_error\"}\n\n", Class::Overloaded),
        ("data: {\"object\":\"error\",\"message\":\"x\",\"code\":400}\n\n", Class::BadRequest),
        ("data: {\"error\":\"boom\"}\n\n", Class::Server),
        ("data: {\"id\":\n\n", Class::Server),
        ("data: oops\n\n", Class::Server),
        ("data: [1]\n\n", Class::Server),
        ("<html>busy</html>", Class::Server),
        ("{\"error\":{\"message\":\"x\",\"type\":\"rate_limit_error\"}}", Class::RateLimit),
    ] {
        assert_eq!(decode(text).1.expect_err(text).class(), Some(class), "{text}");
    }
}

#[test]
fn odd_providers_are_understood() {
    // No index, one id a call; another id at the same index; the id and name repeated; azure's first event; mistral's lists.
    let calls = |list: Value| delta(&json!({ "tool_calls": list }));
    let mut azure = json!({"choices": [], "created": 0, "id": "", "model": "", "object": "", "prompt_filter_results": []});
    azure["usage"] = Value::Null;
    let events = whole(&sse(&[
        azure,
        delta(&json!({"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}]})),
        delta(&json!({"content": [{"type": "text", "text": "4"}]})),
        calls(json!([{"id": "x", "function": {"name": "f", "arguments": "{}"}}])),
        calls(json!([{"id": "y", "function": {"name": "g", "arguments": {"a": 1}}}])),
        calls(json!([{"index": 5, "id": "p", "function": {"name": "h", "arguments": "["}}])),
        calls(json!([{"index": 5, "id": "p", "function": {"name": "h", "arguments": "]"}}])),
        calls(json!([{"index": 5, "id": "q", "function": {"name": "i", "arguments": "1"}}])),
        finish(""),
        finish("model_length"),
        finish("model_length"),
    ]));
    assert!(matches!(events[0].kind, EventKind::Other));
    let choice = folded(&events).choices.remove(0);
    assert_eq!((choice.message.text().as_str(), choice.finish), ("4", Some(Finish::Length)));
    let calls: Vec<_> = choice
        .message
        .parts
        .iter()
        .filter_map(|p| if let Part::ToolCall { name, arguments, .. } = p { Some((name.as_str(), arguments.as_str())) } else { None })
        .collect();
    assert_eq!(calls, [("f", "{}"), ("g", "{\"a\":1}"), ("h", "[]"), ("i", "1")]);
    assert_eq!(events.iter().filter(|e| matches!(e.kind, EventKind::End(_))).count(), 1);
}

#[test]
fn the_old_function_call_streams_as_what_it_was() {
    let chunks = [
        delta(&json!({"role": "assistant", "content": null, "function_call": {"name": "f", "arguments": ""}})),
        delta(&json!({"function_call": {"arguments": "{}"}})),
        finish("function_call"),
    ];
    let answer = folded(&whole(&sse(&chunks)));
    assert_eq!(encoded(&unfold(&answer), ALL), chunks);
}

#[test]
fn an_error_goes_out_as_an_error_event_and_the_marker() {
    let mut out = Vec::new();
    Encoder::new(ALL).error(&Error::of(Class::Truncated, "cut off"), &mut out);
    let error: Value = serde_json::from_slice(&out[0].data).expect("JSON");
    assert_eq!(error["error"]["message"], "cut off");
    assert_eq!(out[1].data, &b"[DONE]"[..]);
}

#[test]
fn an_unknown_finish_is_a_stop_with_its_own_word() {
    let seen = encoded(&[Event::new(EventKind::End(Finish::Other("eos".into())))], ALL);
    assert_eq!((&seen[0]["choices"][0]["finish_reason"], &seen[0]["choices"][0]["native_finish_reason"]), (&json!("stop"), &json!("eos")));
}

#[test]
fn a_stream_cut_at_any_byte_tells_a_beginning_of_the_answer_and_never_claims_its_end() {
    let text = sse(&rich()).into_bytes();
    let whole_text = folded(&decode_pieces(&[&text]).0).choices[0].message.text();
    let finish_at = text.windows(14).position(|w| w == b"\"tool_calls\"}]").expect("the finish") + 15;
    for at in 0..text.len() {
        let (events, end) = decode_pieces(&[&text[..at]]);
        let answer = folded(&events);
        let said = answer.choices.first().map(|c| c.message.text()).unwrap_or_default();
        assert!(whole_text.starts_with(&said), "cut at {at}");
        assert_eq!(end.is_ok(), at >= finish_at, "cut at {at}");
        assert_eq!(answer.choices.first().is_some_and(|c| c.finish.is_some()), at >= finish_at, "cut at {at}");
    }
}

#[test]
fn a_chunk_nested_ten_thousand_deep_does_no_harm() {
    let deep = "[".repeat(10_000) + &"]".repeat(10_000);
    let unknown = format!("data: {{\"choices\":[],\"x\":{deep}}}\n\ndata: [DONE]\n\n");
    assert!(decode(&unknown).1.is_ok());
    let inside = format!("data: {{\"choices\":[],\"error\":{deep}}}\n\n");
    assert_eq!(decode(&inside).1.expect_err("too deep").class(), Some(Class::Server));
}

fn cut(text: &str, cuts: &[usize]) -> (Vec<Event>, bool) {
    let bytes = text.as_bytes();
    let mut at: Vec<usize> = cuts.iter().map(|c| c % (bytes.len() + 1)).chain([0, bytes.len()]).collect();
    at.sort_unstable();
    let pieces: Vec<&[u8]> = at.windows(2).map(|w| &bytes[w[0]..w[1]]).collect();
    let (events, end) = decode_pieces(&pieces);
    (events, end.is_ok())
}

/// Any piece of an answer that this wire can tell, in the order that it has.
fn answers() -> impl Strategy<Value = Response> {
    let text = "[a-zä😀\"\\\\\n]{1,12}";
    let calls = proptest::collection::vec(("[a-z]{1,4}", "[a-z]{1,4}"), 0..3);
    (proptest::option::of(text), proptest::option::of(text), calls, any::<bool>()).prop_map(|(thinking, text, calls, has_usage)| {
        let origin = Some(crate::types::Dialect::OpenaiChat);
        let thinking = thinking.map(|text| Part::Thinking { text, signature: None, origin, extra: Extra::new() });
        let calls = calls.into_iter().enumerate().map(|(i, (id, name))| Part::ToolCall {
            id: format!("{id}{i}"),
            name,
            arguments: json!({ "n": i }).to_string(),
            extra: Extra::new(),
        });
        let parts = thinking.into_iter().chain(text.map(Part::text)).chain(calls).collect();
        let message = Message { parts, extra: Extra::new() };
        let choice = Choice { message, finish: Some(Finish::Stop), ..Choice::default() };
        let usage = has_usage.then_some(Usage { input: 9, output: 5, cache_read: 2, reasoning: 1, ..Usage::default() });
        Response { id: "id".into(), model: "m".into(), created: 1, choices: vec![choice], usage, ..Response::default() }
    })
}

proptest! {
    #[test]
    fn any_split_gives_the_same_events(cuts in proptest::collection::vec(0usize..2000, 0..16)) {
        let text = sse(&rich()).replace('\n', "\r\n") + ": ping\n\ndata: [DONE]\n\n";
        prop_assert_eq!(cut(&text, &cuts), cut(&text, &[]));
    }

    #[test]
    fn an_answer_survives_the_way_over_the_wire(answer in answers(), cuts in proptest::collection::vec(0usize..2000, 0..8)) {
        let frames = encode(&unfold(&answer), ALL);
        let mut text = Vec::new();
        for data in frames {
            Frame::data(data).write_sse(&mut text);
        }
        let (events, is_whole) = cut(std::str::from_utf8(&text).expect("UTF-8"), &cuts);
        let back = folded(&events);
        prop_assert!(is_whole);
        prop_assert_eq!((&back.id, &back.model, back.created, back.usage), (&answer.id, &answer.model, answer.created, answer.usage));
        prop_assert_eq!(back.choices, answer.choices);
    }
}

#[test]
fn what_a_provider_wants_back_with_a_call_goes_out_with_it() {
    let extra = crate::types::Extra::from_iter([("extra_content".to_owned(), json!({"google": {"thought_signature": "x"}}))]);
    let block = crate::types::BlockKind::ToolCall { id: "c1".into(), name: "f".into(), extra };
    let mut out = Vec::new();
    super::Encoder::new(EventOptions::default()).encode(&Event::new(EventKind::PartStart { part: 0, block }), &mut out);
    let chunk: Value = serde_json::from_slice(&out[0].data).expect("a chunk is JSON");
    assert_eq!(chunk["choices"][0]["delta"]["tool_calls"][0]["extra_content"]["google"]["thought_signature"], "x");
}

/// One event of a stream: mostly texts that differ in nothing else.
fn any_chunk() -> impl Strategy<Value = Value> {
    let texts = prop_oneof!["[ -~]{0,6}", Just("\n".to_owned()), Just("\"".to_owned()), Just("\\".to_owned()), Just("\u{fc}\u{1F600}".to_owned())];
    (0..20u8, 0..3u32, texts).prop_map(|(kind, choice, text)| {
        let said = |delta: Value| chunk(&json!([{"index": choice, "delta": delta, "finish_reason": null}]));
        match kind {
            0 => said(json!({"reasoning_content": text})),
            1 => said(json!({"content": text, "tool_calls": [{"index": 0, "id": "c", "function": {"name": "f", "arguments": text}}]})),
            2 => said(json!({"content": null})),
            3 => chunk(&json!([{"index": choice, "delta": {"content": text}, "finish_reason": "stop"}])),
            4 => usage(),
            5 => said(json!({"refusal": text})),
            6 => chunk(&json!([{"index": 0, "delta": {"content": text}}, {"index": 1, "delta": {"content": text}}])),
            _ => said(json!({"content": text})),
        }
    })
}

proptest! {
    #[test]
    fn what_is_read_by_comparing_is_what_is_read_whole(chunks in prop::collection::vec(any_chunk(), 1..40)) {
        let (mut compares, mut reads_whole) = (Decoder::default(), Decoder::default());
        for chunk in &chunks {
            let bytes = sse(std::slice::from_ref(chunk));
            let (mut one, mut other) = (Vec::new(), Vec::new());
            reads_whole.forget();
            prop_assert!(compares.feed(bytes.as_bytes(), &mut one).is_ok() && reads_whole.feed(bytes.as_bytes(), &mut other).is_ok());
            prop_assert_eq!(one, other);
        }
    }
}
