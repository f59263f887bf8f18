use serde_json::{Value, json};

use super::{Decoder, Encoder};
use crate::error::{Class, Error, Result};
use crate::types::{BlockKind, Delta, Dialect, Event, EventKind, Extra, Finish, Fold, Part, Response, Usage, unfold};
use crate::wire::aws_frame::write_message;
use crate::wire::{EventDecoder, EventEncoder, Frame};

fn wire(events: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    for event in events.as_array().expect("a list") {
        let (name, body) = event.as_object().and_then(|object| object.iter().next()).expect("one member");
        let headers = [(":event-type", name.as_str()), (":content-type", "application/json"), (":message-type", "event")];
        write_message(&headers, body.to_string().as_bytes(), &mut out);
    }
    out
}

fn decode(bytes: &[u8], piece: usize) -> (Vec<Event>, Result<()>) {
    let (mut decoder, mut events) = (Decoder::default(), Vec::new());
    for piece in bytes.chunks(piece) {
        if let Err(error) = decoder.feed(piece, &mut events) {
            return (events, Err(error));
        }
    }
    let end = decoder.end(&mut events);
    (events, end)
}

fn fold(events: &[Event]) -> Response {
    let mut fold = Fold::default();
    events.iter().for_each(|event| fold.push(event));
    fold.finish()
}

fn told(events: &[Event]) -> Vec<Frame> {
    let (mut encoder, mut frames) = (Encoder::default(), Vec::new());
    for event in events {
        encoder.encode(event, &mut frames);
    }
    encoder.end(&mut frames);
    frames
}

fn said(frames: &[Frame]) -> Value {
    let event = |frame: &Frame| json!({frame.name.as_deref().expect("a name"): serde_json::from_slice::<Value>(&frame.data).expect("JSON")});
    frames.iter().map(event).collect()
}

fn loop_events() -> Value {
    json!([
        {"messageStart": {"role": "assistant", "p": "abc"}},
        {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"reasoningContent": {"text": "hm"}}}},
        {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"reasoningContent": {"signature": "EqQB"}}}},
        {"contentBlockStop": {"contentBlockIndex": 0}},
        {"contentBlockDelta": {"contentBlockIndex": 1, "delta": {"text": "Bo"}}},
        {"contentBlockDelta": {"contentBlockIndex": 1, "delta": {"text": "th."}}},
        {"contentBlockStop": {"contentBlockIndex": 1}},
        {"contentBlockStart": {"contentBlockIndex": 2, "start": {"toolUse": {"toolUseId": "tooluse_a", "name": "f"}}}},
        {"contentBlockDelta": {"contentBlockIndex": 2, "delta": {"toolUse": {"input": "{\"a\":"}}}},
        {"contentBlockDelta": {"contentBlockIndex": 2, "delta": {"toolUse": {"input": "1}"}}}},
        {"contentBlockStop": {"contentBlockIndex": 2}},
        {"contentBlockStart": {"contentBlockIndex": 3, "start": {"toolUse": {"toolUseId": "tooluse_b", "name": "g"}}}},
        {"contentBlockStop": {"contentBlockIndex": 3}},
        {"messageStop": {"stopReason": "tool_use", "additionalModelResponseFields": {"usage": {"output_tokens_details": {"thinking_tokens": 3}}}}},
        {"metadata": {"usage": {"inputTokens": 11, "outputTokens": 5, "totalTokens": 20, "cacheReadInputTokens": 4}, "metrics": {"latencyMs": 9}}},
    ])
}

#[test]
fn a_stream_says_the_same_however_it_is_cut_and_goes_on_as_it_came() {
    let bytes = wire(&loop_events());
    let (events, end) = decode(&bytes, usize::MAX);
    end.expect("a whole stream");
    for piece in [1, 7, 64] {
        assert_eq!(decode(&bytes, piece).0, events, "{piece}");
    }
    let answer = fold(&events);
    let thought = Part::Thinking { text: "hm".into(), signature: Some("EqQB".into()), origin: Some(Dialect::Bedrock), extra: Extra::new() };
    let call =
        |id: &str, name: &str, arguments: &str| Part::ToolCall { id: id.into(), name: name.into(), arguments: arguments.into(), extra: Extra::new() };
    let parts = [thought, Part::text("Both."), call("tooluse_a", "f", "{\"a\":1}"), call("tooluse_b", "g", "{}")];
    assert_eq!((&answer.choices[0].message.parts[..], answer.choices[0].finish.as_ref()), (&parts[..], Some(&Finish::ToolCalls)));
    let usage = answer.usage.expect("a usage");
    assert_eq!((usage.input, usage.output, usage.cache_read, usage.reasoning), (15, 5, 4, 3));

    let mut again = Vec::new();
    told(&events).iter().for_each(|frame| frame.write_aws(&mut again));
    assert_eq!(again, bytes);
}

#[test]
fn an_answer_of_another_dialect_streams_in_this_form_and_reads_the_same() {
    let (events, _) = decode(&wire(&loop_events()), usize::MAX);
    let mut answer = fold(&events);
    let frames = told(&unfold(&answer));
    let names: Vec<&str> = frames.iter().filter_map(|frame| frame.name.as_deref()).collect();
    assert_eq!((names[0], &names[names.len() - 2..]), ("messageStart", &["messageStop", "metadata"][..]));
    let mut bytes = Vec::new();
    frames.iter().for_each(|frame| frame.write_aws(&mut bytes));
    let (read, end) = decode(&bytes, usize::MAX);
    end.expect("a whole stream");
    // Only Bedrock itself counts the thinking.
    if let Some(usage) = &mut answer.usage {
        usage.reasoning = 0;
    }
    let again = fold(&read);
    assert_eq!((again.choices, again.usage), (answer.choices, answer.usage));
}

#[test]
fn a_thought_of_another_provider_keeps_its_origin_even_unsigned() {
    let raw = |kind| Event { raw: Some(crate::types::Raw { dialect: Dialect::Gemini, data: std::sync::Arc::default() }), ..Event::new(kind) };
    let events = [
        raw(EventKind::PartStart { part: 0, block: BlockKind::Thinking }),
        raw(EventKind::Delta { part: 0, delta: Delta::Thinking("hm".into()) }),
        raw(EventKind::PartEnd { part: 0 }),
        raw(EventKind::PartStart { part: 1, block: BlockKind::RedactedThinking { data: "x".into() } }),
        raw(EventKind::PartEnd { part: 1 }),
        raw(EventKind::PartStart { part: 2, block: BlockKind::Text }),
        raw(EventKind::PartEnd { part: 2 }),
        raw(EventKind::Usage(Usage { input: 3, output: 1, ..Usage::default() })),
        raw(EventKind::End(Finish::Stop)),
    ];
    let frames = said(&told(&events));
    assert_eq!(frames[2], json!({"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"reasoningContent": {"signature": "gemini:"}}}}));
    let redacted = frames[4]["contentBlockDelta"]["delta"]["reasoningContent"]["redactedContent"].as_str().expect("base64");
    assert_eq!(super::super::origin::decode_redacted(redacted), (Dialect::Gemini, "x".to_owned()));
    assert_eq!(frames[6], json!({"messageStop": {"stopReason": "end_turn"}}));
    assert_eq!(frames[7]["metadata"]["usage"]["inputTokens"], 3);
}

#[test]
fn redacted_thinking_comes_in_pieces_and_is_told_whole() {
    let piece = |data: &str| json!({"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"reasoningContent": {"redactedContent": data}}}});
    let stop = json!({"contentBlockStop": {"contentBlockIndex": 0}});
    let bytes = wire(&json!([piece("AA"), piece("BB"), stop, {"messageStop": {"stopReason": "end_turn"}}]));
    let (events, end) = decode(&bytes, usize::MAX);
    end.expect("the usage may be missing");
    let expected = Part::RedactedThinking { data: "AABB".into(), origin: Some(Dialect::Bedrock) };
    assert_eq!(fold(&events).choices[0].message.parts, [expected]);
}

#[test]
fn what_a_stage_has_rewritten_takes_the_place_of_what_came() {
    let (mut events, _) = decode(&wire(&loop_events()), usize::MAX);
    for at in 0..events.len() {
        if let EventKind::Delta { delta: Delta::Text(text), .. } = &mut events[at].kind {
            *text = text.to_uppercase();
            // The message is all of its events: what holds its bytes is the first of them.
            let first = (0..=at).rev().find(|i| events[*i].raw.as_ref().is_some_and(|raw| !raw.data.is_empty())).unwrap_or(at);
            events[first..=at].iter_mut().for_each(|event| event.raw = None);
        }
    }
    let frames = said(&told(&events));
    let text: Vec<&str> = frames.as_array().expect("frames").iter().filter_map(|f| f["contentBlockDelta"]["delta"]["text"].as_str()).collect();
    assert_eq!(text.concat(), "BOTH.");
    let stops: Vec<u64> = frames.as_array().expect("frames").iter().filter_map(|f| f["contentBlockStop"]["contentBlockIndex"].as_u64()).collect();
    assert_eq!(stops, [0, 1, 2, 3]);
}

#[test]
fn an_exception_or_a_break_ends_the_stream() {
    let mut bytes =
        wire(&json!([{"messageStart": {"role": "assistant"}}, {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"text": "Hel"}}}]));
    let (events, cut) = decode(&bytes, 7);
    assert_eq!((events.len(), cut.expect_err("no finish").class()), (3, Some(Class::Truncated)));
    let headers = [(":message-type", "exception"), (":exception-type", "throttlingException")];
    write_message(&headers, br#"{"message": "Too many requests"}"#, &mut bytes);
    let (events, error) = decode(&bytes, 7);
    let error = error.expect_err("an exception");
    assert_eq!((events.len(), error.class(), error.message()), (3, Some(Class::RateLimit), "Too many requests"));

    let malformed = wire(&json!([{"messageStop": {"stopReason": "malformed_tool_use"}}]));
    assert_eq!(decode(&malformed, 7).1.expect_err("a fault").class(), Some(Class::Server));
    let mut frames = Vec::new();
    Encoder::default().error(&Error::of(Class::Overloaded, "busy"), &mut frames);
    assert_eq!(said(&frames), json!([{"serviceUnavailableException": {"message": "busy"}}]));
}
