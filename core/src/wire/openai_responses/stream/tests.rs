//! Streams there and back: any split, every way to end, and events for what other dialects and the cache replay.

use bytes::Bytes;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::response;
use super::{Decoder, Encoder};
use crate::error::{Class, Error, Result};
use crate::types::{BlockKind, Choice, Delta, Dialect, Event, EventKind, Extra, Finish, Fold, Message, Part, Response, Usage, unfold};
use crate::wire::{EventDecoder, EventEncoder, EventOptions, Frame};

/// An answer with every kind of item.
fn answer() -> Value {
    json!({
        "id": "resp_1", "object": "response", "created_at": 7, "status": "completed", "model": "gpt", "error": null, "incomplete_details": null,
        "output": [
            {"id": "rs_1", "type": "reasoning", "encrypted_content": "gAAA",
             "summary": [{"type": "summary_text", "text": "first"}, {"type": "summary_text", "text": "second"}]},
            {"id": "ws_1", "type": "web_search_call", "status": "completed", "action": {"type": "search", "query": "x"}},
            {"id": "msg_1", "type": "message", "status": "completed", "role": "assistant", "content": [
                {"type": "output_text", "text": "Hällo 😀.", "annotations": [], "logprobs": []}, {"type": "refusal", "refusal": "No."}]},
            {"id": "fc_1", "type": "function_call", "status": "completed", "call_id": "call_a", "name": "f", "arguments": "{\"a\": 1}"},
            {"id": "ctc_1", "type": "custom_tool_call", "status": "completed", "call_id": "call_b", "name": "g", "input": "free"},
        ],
        "usage": {"input_tokens": 3, "input_tokens_details": {"cached_tokens": 1}, "output_tokens": 4,
                  "output_tokens_details": {"reasoning_tokens": 2}, "total_tokens": 7},
    })
}

/// The same answer as the wire streams it.
fn events() -> Vec<Value> {
    let whole = answer();
    let mut empty = whole.clone();
    (empty["status"], empty["output"], empty["usage"]) = (json!("in_progress"), json!([]), Value::Null);
    let item = |i: usize| whole["output"][i].clone();
    let place = |i: usize| json!({"output_index": i, "item_id": whole["output"][i]["id"]});
    let mut list = vec![json!({"type": "response.created", "response": empty}), json!({"type": "response.in_progress", "response": empty})];
    let mut tell = |kind: &str, parts: &[Value]| {
        let mut event = json!({"type": kind});
        for part in parts {
            event.as_object_mut().expect("an object").extend(part.as_object().expect("members").clone());
        }
        list.push(event);
    };
    tell("response.output_item.added", &[json!({"output_index": 0, "item": {"id": "rs_1", "type": "reasoning", "summary": []}})]);
    for (n, text) in [(0, "first"), (1, "second")] {
        tell("response.reasoning_summary_part.added", &[place(0), json!({"summary_index": n, "part": {"type": "summary_text", "text": ""}})]);
        let (head, tail) = text.split_at(2);
        tell("response.reasoning_summary_text.delta", &[place(0), json!({"summary_index": n, "delta": head})]);
        tell("response.reasoning_summary_text.delta", &[place(0), json!({"summary_index": n, "delta": tail})]);
        tell("response.reasoning_summary_text.done", &[place(0), json!({"summary_index": n, "text": text})]);
    }
    tell("response.output_item.done", &[json!({"output_index": 0, "item": item(0)})]);
    tell("response.output_item.added", &[json!({"output_index": 1, "item": {"id": "ws_1", "type": "web_search_call", "status": "in_progress"}})]);
    tell("response.web_search_call.searching", &[place(1)]);
    tell("response.output_item.done", &[json!({"output_index": 1, "item": item(1)})]);
    tell("response.output_item.added", &[json!({"output_index": 2, "item": {"id": "msg_1", "type": "message", "role": "assistant", "content": []}})]);
    let content = |n: u64| json!({"content_index": n});
    tell("response.content_part.added", &[place(2), content(0), json!({"part": {"type": "output_text", "text": ""}})]);
    tell("response.output_text.delta", &[place(2), content(0), json!({"delta": "Häl", "logprobs": []})]);
    tell("response.output_text.delta", &[place(2), content(0), json!({"delta": "lo 😀.", "logprobs": []})]);
    tell("response.output_text.done", &[place(2), content(0), json!({"text": "Hällo 😀."})]);
    tell("response.content_part.done", &[place(2), content(0), json!({"part": item(2)["content"][0]})]);
    tell("response.content_part.added", &[place(2), content(1), json!({"part": {"type": "refusal", "refusal": ""}})]);
    tell("response.refusal.delta", &[place(2), content(1), json!({"delta": "No."})]);
    tell("response.refusal.done", &[place(2), content(1), json!({"refusal": "No."})]);
    tell("response.output_item.done", &[json!({"output_index": 2, "item": item(2)})]);
    let call = json!({"id": "fc_1", "type": "function_call", "call_id": "call_a", "name": "f", "arguments": ""});
    tell("response.output_item.added", &[json!({"output_index": 3, "item": call})]);
    tell("response.function_call_arguments.delta", &[place(3), json!({"delta": "{\"a\": "})]);
    tell("response.function_call_arguments.delta", &[place(3), json!({"delta": "1}"})]);
    tell("response.function_call_arguments.done", &[place(3), json!({"arguments": "{\"a\": 1}"})]);
    tell("response.output_item.done", &[json!({"output_index": 3, "item": item(3)})]);
    let custom = json!({"id": "ctc_1", "type": "custom_tool_call", "call_id": "call_b", "name": "g", "input": ""});
    tell("response.output_item.added", &[json!({"output_index": 4, "item": custom})]);
    tell("response.custom_tool_call_input.delta", &[place(4), json!({"delta": "free"})]);
    tell("response.output_item.done", &[json!({"output_index": 4, "item": item(4)})]);
    tell("response.completed", &[json!({"response": whole})]);
    for (n, event) in list.iter_mut().enumerate() {
        event["sequence_number"] = json!(n);
    }
    list
}

fn sse(events: &[Value]) -> String {
    events.iter().fold(String::new(), |all, e| format!("{all}event: {}\ndata: {e}\n\n", e["type"].as_str().unwrap_or_default()))
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

fn twin() -> Response {
    response::decode(answer().to_string().into()).expect("an answer")
}

fn encode(events: &[Event], options: EventOptions) -> Vec<Frame> {
    let mut encoder = Encoder::new(options);
    let mut out: Vec<Frame> = Vec::new();
    for event in events {
        encoder.encode(event, &mut out);
    }
    encoder.end(&mut out);
    out
}

fn bodies(frames: &[Frame]) -> Vec<Value> {
    frames.iter().map(|frame| serde_json::from_slice(&frame.data).expect("an event is JSON")).collect()
}

/// Without what ties an event to the provider's own form.
fn bare(events: &[Event]) -> Vec<Event> {
    let of_part = |event: &Event| matches!(event.kind, EventKind::PartStart { .. }).then(|| event.raw.clone()).flatten();
    let unsaid = |event: &Event| of_part(event).map(|raw| crate::types::Raw { data: Bytes::new().into(), ..raw });
    events.iter().map(|event| Event { raw: unsaid(event), ..event.clone() }).collect()
}

#[test]
fn a_stream_folds_to_its_whole_twin() {
    let (stream, whole) = (folded(&whole(&sse(&events()))), twin());
    assert_eq!(stream.choices, whole.choices);
    assert_eq!((stream.id, stream.model, stream.created, stream.usage), (whole.id, whole.model, whole.created, whole.usage));
}

#[test]
fn the_same_dialect_reads_the_providers_own_events() {
    let frames = encode(&whole(&sse(&events())), EventOptions::default());
    assert_eq!(bodies(&frames), events());
    for (frame, event) in frames.iter().zip(events()) {
        assert_eq!(frame.name.as_deref(), event["type"].as_str());
    }
}

/// What every stream of ours must be: numbered, begun and ended, each item announced and closed, the end equal to its deltas.
fn check_form(frames: &[Frame]) -> Value {
    let all = bodies(frames);
    for (n, (event, frame)) in all.iter().zip(frames).enumerate() {
        assert_eq!((event["sequence_number"].as_u64(), event["type"].as_str()), (Some(n as u64), frame.name.as_deref()), "{event}");
    }
    let kinds: Vec<&str> = all.iter().filter_map(|e| e["type"].as_str()).collect();
    assert_eq!(kinds[..2], ["response.created", "response.in_progress"]);
    let last = &all.last().expect("an end")["response"];
    let items: Vec<&Value> = all.iter().filter(|e| e["type"] == "response.output_item.done").map(|e| &e["item"]).collect();
    let output: Vec<&Value> = last["output"].as_array().expect("items").iter().collect();
    assert_eq!(items.len(), output.len());
    assert!(output.iter().all(|item| items.contains(item)), "{last}");
    let texts: String = all.iter().filter(|e| e["type"] == "response.output_text.delta").filter_map(|e| e["delta"].as_str()).collect();
    let told: String = output.iter().filter_map(|item| item["content"].as_array()).flatten().filter_map(|part| part["text"].as_str()).collect();
    assert_eq!(texts, told);
    last.clone()
}

#[test]
fn events_of_another_dialect_become_a_complete_stream() {
    let parts = vec![
        Part::Thinking { text: "hm".into(), signature: Some("sig".into()), origin: Some(Dialect::Anthropic), extra: Extra::new() },
        Part::text("Looking."),
        Part::text("Really."),
        Part::ToolCall {
            id: "call_a".into(),
            name: "f".into(),
            arguments: String::new(),
            extra: Extra::from_iter([("extra_content".to_owned(), json!({"google": {"thought_signature": "c2ln"}}))]),
        },
        Part::Refusal { text: "No.".into() },
        Part::RedactedThinking { data: "x".into(), origin: Some(Dialect::Anthropic) },
        Part::Raw { origin: Dialect::Gemini, json: json!({"a": 1}) },
    ];
    let logprobs = Some(json!({"content": [{"token": "a", "logprob": -0.5}], "refusal": null}));
    let choice = Choice { message: Message { parts, extra: Extra::new() }, finish: Some(Finish::ToolCalls), logprobs, ..Choice::default() };
    let usage = Some(Usage { input: 3, output: 4, ..Usage::default() });
    let answer = Response { id: "msg_1".into(), model: "m".into(), created: 7, choices: vec![choice], usage, ..Response::default() };
    let last = check_form(&encode(&unfold(&answer), EventOptions::default()));
    let kinds: Vec<&str> = last["output"].as_array().expect("items").iter().filter_map(|item| item["type"].as_str()).collect();
    assert_eq!(kinds, ["reasoning", "message", "function_call", "message", "reasoning"]);
    assert_eq!((&last["id"], &last["status"], &last["usage"]["total_tokens"]), (&json!("msg_1"), &json!("completed"), &json!(7)));
    assert_eq!(last["output"][2]["arguments"], "{}");
    assert_eq!(last["output"][2]["extra_content"], json!({"google": {"thought_signature": "c2ln"}}));
    assert_eq!(last["output"][1]["content"].as_array().map(Vec::len), Some(2));

    let frames = encode(&unfold(&answer), EventOptions::default());
    let mut text = Vec::new();
    frames.iter().for_each(|frame| frame.write_sse(&mut text));
    let again = folded(&whole(std::str::from_utf8(&text).expect("UTF-8")));
    let texts = |response: &Response| {
        let text = |part: &Part| match part {
            Part::Text { text, .. } | Part::Refusal { text } | Part::Thinking { text, .. } => Some(text.clone()),
            Part::ToolCall { id, name, .. } => Some(format!("{id} {name}")),
            _ => None,
        };
        response.choices[0].message.parts.iter().filter_map(text).collect::<Vec<_>>()
    };
    assert_eq!(texts(&again), texts(&answer));
    assert_eq!((again.usage, &again.choices[0].finish), (answer.usage, &answer.choices[0].finish));
}

#[test]
fn what_cut_an_answer_off_is_its_status() {
    for (finish, kind, reason) in [
        (Finish::Length, "response.incomplete", json!("max_output_tokens")),
        (Finish::ContentFilter, "response.incomplete", json!("content_filter")),
        (Finish::Other("eos".into()), "response.completed", Value::Null),
        (Finish::Error, "response.failed", Value::Null),
    ] {
        let text = [EventKind::PartStart { part: 0, block: BlockKind::Text }, EventKind::Delta { part: 0, delta: Delta::Text("a".into()) }];
        let events: Vec<Event> = text.into_iter().chain([EventKind::End(finish)]).map(Event::new).collect();
        let frames = encode(&events, EventOptions::default());
        assert_eq!(frames.last().and_then(|frame| frame.name.clone()).as_deref(), Some(kind));
        assert_eq!(check_form(&frames)["incomplete_details"]["reason"], reason);
    }
}

#[test]
fn a_replayed_stream_has_a_new_id_and_new_items_and_its_calls_keep_theirs() {
    let frames = encode(&unfold(&twin()), EventOptions { id: Some("resp_new".into()), ..EventOptions::default() });
    let last = check_form(&frames);
    assert_eq!(last["id"], "resp_new");
    for (item, before) in last["output"].as_array().expect("items").iter().zip(answer()["output"].as_array().expect("items")) {
        assert_eq!((&item["type"], &item["call_id"]), (&before["type"], &before["call_id"]));
        assert_ne!(item["id"], before["id"]);
    }
}

#[test]
fn once_an_event_is_changed_all_that_follow_are_written_anew_under_the_same_ids() {
    let mut changed = whole(&sse(&events()));
    let at = changed.iter().position(|e| matches!(&e.kind, EventKind::Delta { delta: Delta::Text(t), .. } if t == "lo 😀.")).expect("a text");
    changed[at] = Event::new(EventKind::Delta { part: 2, delta: Delta::Text("lo.".into()) });
    let frames = encode(&changed, EventOptions::default());
    let all = bodies(&frames);
    assert!(!all.iter().any(|event| event.to_string().contains('😀')));
    let last = &all.last().expect("an end")["response"];
    let (item, before) = (&last["output"][2], &answer()["output"][2]);
    assert_eq!((&item["id"], &item["content"][0]["text"]), (&before["id"], &json!("Hällo.")));
    assert_eq!(last["output"][0]["encrypted_content"], "gAAA");
    let numbers: Vec<u64> = all.iter().filter_map(|e| e["sequence_number"].as_u64()).collect();
    assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
}

#[test]
fn an_error_in_the_stream_ends_it_and_keeps_its_words() {
    let flat = json!({"type": "error", "code": "server_error", "message": "it broke", "param": null, "sequence_number": 2});
    let nested = json!({"type": "error", "error": {"type": "insufficient_quota", "code": "insufficient_quota", "message": "no money"}});
    let failed =
        json!({"type": "response.failed", "response": {"status": "failed", "error": {"code": "rate_limit_exceeded", "message": "slow down"}}});
    for (events_of_it, class, words) in [
        (vec![flat.clone()], Class::Server, "it broke"),
        (vec![nested.clone()], Class::Quota, "no money"),
        (vec![nested, failed.clone()], Class::Quota, "no money"),
        (vec![failed], Class::RateLimit, "slow down"),
        (vec![json!({"error": {"message": "overloaded", "type": "overloaded_error"}})], Class::Overloaded, "overloaded"),
    ] {
        let mut all = events()[..2].to_vec();
        all.extend(events_of_it.clone());
        let (read, end) = decode(&sse(&all));
        let error = end.expect_err("an error ends it");
        assert_eq!((error.class(), error.message()), (Some(class), words));
        // Whoever reads the same dialect gets the provider's own words once.
        let mut encoder = Encoder::new(EventOptions::default());
        let mut frames = Vec::new();
        read.iter().for_each(|event| encoder.encode(event, &mut frames));
        encoder.error(&error, &mut frames);
        let told = bodies(&frames);
        assert!(told.iter().any(|e| e.to_string().contains(words)));
        let failures = told.iter().filter(|e| e["type"] == "response.failed").count();
        assert!(failures <= 1, "{told:?}");
    }
}

#[test]
fn an_error_of_ours_closes_what_was_begun() {
    let mut encoder = Encoder::new(EventOptions::default());
    let mut frames = Vec::new();
    for kind in [EventKind::PartStart { part: 0, block: BlockKind::Text }, EventKind::Delta { part: 0, delta: Delta::Text("half".into()) }] {
        encoder.encode(&Event::new(kind), &mut frames);
    }
    encoder.error(&Error::of(Class::Server, "it broke"), &mut frames);
    let all = bodies(&frames);
    let (error, failed) = (&all[all.len() - 2], &all[all.len() - 1]);
    assert_eq!((&error["message"], &error["error"]["message"]), (&json!("it broke"), &json!("it broke")));
    assert_eq!((&failed["response"]["status"], &failed["response"]["output"][0]["content"][0]["text"]), (&json!("failed"), &json!("half")));
}

#[test]
fn understands_streams_that_tell_less() {
    let text = |events: &[Value]| folded(&whole(&sse(events))).choices[0].message.text();
    let done = json!({"type": "response.completed", "response": answer()});
    assert_eq!(text(std::slice::from_ref(&done)), "Hällo 😀.");
    let message = json!({"id": "m", "type": "message", "content": [{"type": "output_text", "text": "late"}]});
    assert_eq!(text(&[json!({"type": "response.output_item.done", "output_index": 0, "item": message}), done.clone()]), "late");
    assert_eq!(text(&[json!({"type": "response.output_text.delta", "delta": "bare"}), done.clone()]), "bare");
    let call = json!({"type": "function_call", "name": "f", "arguments": "{\"a\":1}"});
    let late = folded(&whole(&sse(&[json!({"type": "response.output_item.done", "output_index": 0, "item": call}), done])));
    assert!(matches!(&late.choices[0].message.parts[0], Part::ToolCall { id, arguments, .. } if id == "call_0" && arguments == "{\"a\":1}"));
}

#[test]
fn a_stream_that_breaks_off_is_told_apart_from_what_is_no_stream() {
    let half = sse(&events()[..8]);
    assert_eq!(decode(&half).1.expect_err("no end").class(), Some(Class::Truncated));
    assert_eq!(decode("<html>busy</html>").1.expect_err("no stream").class(), Some(Class::Server));
    assert_eq!(decode("{\"error\": {\"message\": \"no\", \"code\": 429}}").1.expect_err("an error").class(), Some(Class::RateLimit));
    assert_eq!(decode("data: nonsense\n\n").1.expect_err("no event").class(), Some(Class::Server));
    assert!(decode(&sse(&events()[..2])).0.iter().all(|event| !event.kind.is_content()));
}

#[test]
fn what_is_replayed_from_bare_events_folds_to_the_same_answer() {
    let read = whole(&sse(&events()));
    let mut text = Vec::new();
    encode(&bare(&read), EventOptions::default()).iter().for_each(|frame| frame.write_sse(&mut text));
    let again = folded(&whole(std::str::from_utf8(&text).expect("UTF-8")));
    let meaning = |response: &Response| {
        let parts = response.choices[0].message.parts.iter().filter(|part| !matches!(part, Part::Raw { .. })).cloned();
        (parts.collect::<Vec<_>>(), response.usage, response.choices[0].finish.clone())
    };
    assert_eq!(meaning(&again), meaning(&folded(&read)));
}

proptest! {
    #[test]
    fn any_split_gives_the_same_events(cuts in proptest::collection::vec(0usize..20_000, 0..16)) {
        let text = sse(&events());
        let bytes = text.as_bytes();
        let mut at: Vec<usize> = cuts.into_iter().map(|c| c % (bytes.len() + 1)).chain([0, bytes.len()]).collect();
        at.sort_unstable();
        let pieces: Vec<&[u8]> = at.windows(2).map(|w| &bytes[w[0]..w[1]]).collect();
        let (events, end) = decode_pieces(&pieces);
        prop_assert!(end.is_ok());
        prop_assert_eq!(events, whole(&text));
    }

    #[test]
    fn no_broken_stream_makes_it_panic(at in 0usize..20_000, byte in any::<u8>(), cut in 0usize..20_000) {
        let mut bytes = sse(&events()).into_bytes();
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(cut % (length + 1));
        let (events, end) = decode_pieces(&[&bytes]);
        let mut encoder = Encoder::new(EventOptions::default());
        let mut frames = Vec::new();
        bare(&events).iter().for_each(|event| encoder.encode(event, &mut frames));
        match end {
            Ok(()) => encoder.end(&mut frames),
            Err(error) => encoder.error(&error, &mut frames),
        }
    }
}
