use super::*;
use crate::error::{Class, Error};
use crate::types::{BlockKind, Choice, Delta, Dialect, Event, EventKind, Extra, Finish, Fold, Message, Part, Raw, Response, Usage, unfold};
use crate::wire::{EventDecoder, EventEncoder, EventOptions, Frame};
use proptest::prelude::*;
use serde_json::{Value, json};

fn sse(events: &[Value]) -> String {
    let lines = |e: &Value| format!("event: {}\ndata: {e}\n\n", e["type"].as_str().expect("a type"));
    events.iter().map(lines).collect::<Vec<_>>().concat()
}

fn start() -> Value {
    json!({"type": "message_start", "message": {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-x", "content": [],
           "stop_reason": null, "usage": {"input_tokens": 25, "cache_read_input_tokens": 10, "cache_creation_input_tokens": 0, "output_tokens": 1}}})
}

fn block(index: u64, content_block: Value) -> Value {
    json!({"type": "content_block_start", "index": index, "content_block": content_block})
}

fn delta(index: u64, kind: &str, member: &str, text: &str) -> Value {
    json!({"type": "content_block_delta", "index": index, "delta": {"type": kind, member: text}})
}

fn stop(index: u64) -> Value {
    json!({"type": "content_block_stop", "index": index})
}

fn end(reason: &str) -> [Value; 2] {
    let delta = json!({"type": "message_delta", "delta": {"stop_reason": reason, "stop_sequence": null}, "usage": {"output_tokens": 15}});
    [delta, json!({"type": "message_stop"})]
}

/// Thinking, text, a search of the server, two calls of which one has no input, and what this version does not know.
fn rich() -> Vec<Value> {
    let mut events = vec![
        start(),
        block(0, json!({"type": "thinking", "thinking": "", "signature": ""})),
        json!({"type": "ping"}),
        delta(0, "thinking_delta", "thinking", "h\u{e4}m"),
        delta(0, "signature_delta", "signature", "EqQB"),
        stop(0),
        block(1, json!({"type": "redacted_thinking", "data": "zz"})),
        stop(1),
        block(2, json!({"type": "text", "text": ""})),
        delta(2, "text_delta", "text", "Hel"),
        delta(2, "text_delta", "text", "lo 🦀."),
        json!({"type": "content_block_delta", "index": 2, "delta": {"type": "citations_delta", "citation": {"url": "x"}}}),
        stop(2),
        block(3, json!({"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {}})),
        delta(3, "input_json_delta", "partial_json", "{\"query\":"),
        delta(3, "input_json_delta", "partial_json", "\"x\"}"),
        stop(3),
        block(4, json!({"type": "tool_use", "id": "toolu_1", "name": "f", "input": {}})),
        delta(4, "input_json_delta", "partial_json", ""),
        delta(4, "input_json_delta", "partial_json", "{\"a\": 1}"),
        stop(4),
        json!({"type": "news", "index": 9}),
        block(5, json!({"type": "tool_use", "id": "toolu_2", "name": "now", "input": {}})),
        stop(5),
    ];
    events.extend(end("tool_use"));
    events
}

fn decode(bytes: &[u8]) -> (Vec<Event>, crate::Result<()>) {
    decode_pieces(&[bytes])
}

fn decode_pieces(pieces: &[&[u8]]) -> (Vec<Event>, crate::Result<()>) {
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

fn encode(events: &[Event], options: EventOptions) -> Vec<Frame> {
    let mut encoder = Encoder::new(options);
    let mut frames = Vec::new();
    for event in events {
        encoder.encode(event, &mut frames);
    }
    encoder.end(&mut frames);
    frames
}

fn values(frames: &[Frame]) -> Vec<Value> {
    frames.iter().map(|frame| serde_json::from_slice(&frame.data).expect("JSON")).collect()
}

/// The events without the bytes that they came in.
fn bare(events: &[Event]) -> Vec<Event> {
    let keep = |raw: &Option<Raw<_>>| raw.as_ref().map(|raw: &Raw<bytes::Bytes>| Raw { dialect: raw.dialect, data: std::sync::Arc::default() });
    // With another dialect's mark nothing is passed through; blocks that only this one knows have no place then.
    events.iter().map(|e| Event { raw: keep(&e.raw).map(|raw| Raw { dialect: Dialect::Gemini, ..raw }), ..e.clone() }).collect()
}

/// The rules of the wire: a start, blocks one after the other and numbered without a gap, a reason, a stop; names are types.
fn check_form(frames: &[Frame]) {
    let (mut open, mut next) = (None, 0);
    let all = values(frames);
    for (frame, event) in frames.iter().zip(&all) {
        assert_eq!(frame.name.as_deref(), event["type"].as_str());
        match event["type"].as_str().expect("a type") {
            "content_block_start" => {
                assert_eq!((open, event["index"].as_u64()), (None, Some(next)));
                open = Some(next);
                next += 1;
            }
            "content_block_delta" => assert_eq!(event["index"].as_u64(), open),
            "content_block_stop" => assert_eq!(event["index"].as_u64(), open.take()),
            "message_delta" | "message_stop" => assert_eq!(open, None),
            "message_start" | "ping" => {}
            other => panic!("no event `{other}`"),
        }
    }
    let kinds: Vec<&str> = all.iter().filter_map(|e| e["type"].as_str()).filter(|k| k.starts_with("message")).collect();
    assert_eq!(kinds, ["message_start", "message_delta", "message_stop"]);
    assert_eq!((&all[0]["type"], &all[all.len() - 1]["type"]), (&json!("message_start"), &json!("message_stop")));
}

#[test]
fn a_stream_is_the_answer_that_it_tells() {
    let (events, end) = decode(sse(&rich()).as_bytes());
    end.expect("a whole stream");
    let answer = fold(&events);
    assert_eq!((answer.id.as_str(), answer.model.as_str()), ("msg_1", "claude-x"));
    let usage = answer.usage.expect("usage");
    assert_eq!((usage.input, usage.output, usage.cache_read), (35, 15, 10));
    let choice = &answer.choices[0];
    assert_eq!(choice.finish, Some(Finish::ToolCalls));
    let own = Some(Dialect::Anthropic);
    let call =
        |id: &str, name: &str, arguments: &str| Part::ToolCall { id: id.into(), name: name.into(), arguments: arguments.into(), extra: Extra::new() };
    let search = json!({"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {"query": "x"}});
    assert_eq!(
        choice.message.parts,
        [
            Part::Thinking { text: "häm".into(), signature: Some("EqQB".into()), origin: own, extra: Extra::new() },
            Part::RedactedThinking { data: "zz".into(), origin: own },
            Part::text("Hello 🦀."),
            Part::Raw { origin: Dialect::Anthropic, json: search },
            call("toolu_1", "f", "{\"a\": 1}"),
            call("toolu_2", "now", "{}"),
        ]
    );
}

#[test]
fn the_same_dialect_reads_the_providers_events_unchanged() {
    let (events, _) = decode(sse(&rich()).as_bytes());
    let frames = encode(&events, EventOptions::default());
    assert_eq!(values(&frames), rich());
    assert!(frames.iter().all(|frame| frame.name.is_some()));
    let renewed = values(&encode(&events, EventOptions { id: Some("msg_new".into()), ..EventOptions::default() }));
    assert_eq!((&renewed[0]["message"]["id"], &renewed[1..]), (&json!("msg_new"), &rich()[1..]));
}

#[test]
fn events_of_another_dialect_have_the_form_of_this_one() {
    let (events, _) = decode(sse(&rich()).as_bytes());
    let frames = encode(&bare(&events), EventOptions::default());
    check_form(&frames);
    let bytes: Vec<u8> = frames.iter().fold(Vec::new(), |mut all, frame| {
        frame.write_sse(&mut all);
        all
    });
    let (again, end) = decode(&bytes);
    end.expect("a whole stream");
    let (before, after) = (fold(&events), fold(&again));
    assert_eq!((before.choices[0].finish.clone(), before.usage), (after.choices[0].finish.clone(), after.usage));
    assert_eq!(before.choices[0].message.text(), after.choices[0].message.text());
    // The thinking says whose it is, so that it will not go to the wrong provider.
    assert!(values(&frames).iter().any(|event| event["delta"]["signature"] == "gemini:EqQB"));
}

#[test]
fn calls_that_run_side_by_side_come_one_after_the_other() {
    let part = |part: u32, name: &str| EventKind::PartStart {
        part,
        block: BlockKind::ToolCall { id: format!("c{part}"), name: name.into(), extra: Extra::new() },
    };
    let piece = |part: u32, text: &str| EventKind::Delta { part, delta: Delta::Arguments(text.into()) };
    let kinds = [
        EventKind::Start { id: "x".into(), model: "m".into(), created: 0 },
        part(0, "f"),
        part(1, "g"),
        piece(1, "{\"b\":"),
        piece(0, "{\"a\":1}"),
        piece(1, "2}"),
        part(2, "h"),
        EventKind::PartEnd { part: 1 },
        EventKind::PartEnd { part: 0 },
        EventKind::PartEnd { part: 2 },
        EventKind::End(Finish::Stop),
    ];
    let frames = encode(&kinds.map(Event::new), EventOptions::default());
    check_form(&frames);
    let input = |index: u64| {
        values(&frames)
            .iter()
            .filter(|e| e["index"] == index)
            .filter_map(|e| e["delta"]["partial_json"].as_str().map(str::to_owned))
            .collect::<String>()
    };
    assert_eq!((input(0), input(1), input(2)), ("{\"a\":1}".into(), "{\"b\":2}".into(), "{}".into()));
    let reason = values(&frames)[frames.len() - 2]["delta"]["stop_reason"].clone();
    assert_eq!(reason, "tool_use");
}

#[test]
fn a_piece_that_a_stage_has_changed_fits_among_the_providers_own() {
    let (mut events, _) = decode(sse(&rich()).as_bytes());
    for event in &mut events {
        if let EventKind::Delta { delta: Delta::Text(text), .. } = &mut event.kind {
            *text = "X".to_owned();
            event.raw = None;
        }
    }
    let frames = values(&encode(&events, EventOptions::default()));
    let texts: Vec<(&Value, &Value)> =
        frames.iter().filter(|e| e["delta"]["type"] == "text_delta").map(|e| (&e["index"], &e["delta"]["text"])).collect();
    assert_eq!(texts, [(&json!(2), &json!("X")), (&json!(2), &json!("X"))]);
    assert_eq!(frames.iter().filter(|e| e["type"] == "content_block_stop").count(), 6);
    assert_eq!(frames.iter().filter(|e| e["type"] == "message_stop").count(), 1);
}

#[test]
fn an_error_in_the_stream_ends_it_and_what_was_used_is_known() {
    let error = json!({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}});
    let (events, end) = decode(sse(&[start(), error.clone()]).as_bytes());
    let end = end.expect_err("an error");
    assert_eq!((end.class(), end.message()), (Some(Class::Overloaded), "Overloaded"));
    assert_eq!(fold(&events).usage.map(|usage| usage.input), Some(35));
    let mut frames = Vec::new();
    Encoder::default().error(&end, &mut frames);
    assert_eq!((values(&frames), frames[0].name.as_deref()), (vec![error], Some("error")));
}

#[test]
fn a_stream_that_breaks_off_is_truncated_and_one_that_said_its_reason_is_not() {
    let cut = |n: usize| decode(sse(&rich()[..n]).as_bytes()).1.map_err(|e| e.class());
    assert_eq!(cut(10), Err(Some(Class::Truncated)));
    assert_eq!(cut(rich().len() - 1), Ok(()));
    assert_eq!(decode(b"").1.map_err(|e| e.class()), Err(Some(Class::Truncated)));
    assert_eq!(decode(b"<html>busy</html>").1.map_err(|e| e.class()), Err(Some(Class::Server)));
    let error = decode(br#"{"type": "error", "error": {"type": "rate_limit_error", "message": "slow"}}"#).1.expect_err("an error in a 200");
    assert_eq!(error.class(), Some(Class::RateLimit));
    assert_eq!(decode(b"data: 7\n\n").1.map_err(|e| e.class()), Err(Some(Class::Server)));
}

#[test]
fn servers_that_leave_things_out_are_understood() {
    let events = [
        json!({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "a"}}),
        block(1, json!({"type": "tool_use", "id": "t", "name": "f", "input": {"a": 1}})),
        json!({"type": "message_stop"}),
    ];
    let (events, end) = decode(format!("{}data: [DONE]\n\n", sse(&events)).as_bytes());
    end.expect("a whole stream");
    let parts = &fold(&events).choices[0].message.parts;
    assert_eq!(parts[0], Part::text("a"));
    assert!(matches!(&parts[1], Part::ToolCall { arguments, .. } if arguments == "{\"a\":1}"));
}

#[test]
fn nothing_said_is_still_a_whole_stream() {
    check_form(&encode(&[], EventOptions::default()));
    let refused =
        [Event::new(EventKind::Start { id: String::new(), model: "m".into(), created: 0 }), Event::new(EventKind::End(Finish::ContentFilter))];
    let frames = encode(&refused, EventOptions::default());
    check_form(&frames);
    assert_eq!(values(&frames)[2]["delta"]["stop_reason"], "refusal");
}

fn some_part() -> impl Strategy<Value = Part> {
    prop_oneof![
        "[a-zé🦀 ]{1,12}".prop_map(Part::text),
        "[a-z]{1,8}".prop_map(|text| Part::Thinking { text, signature: Some("s".into()), origin: Some(Dialect::Anthropic), extra: Extra::new() }),
        "[a-z]{1,8}".prop_map(|data| Part::RedactedThinking { data, origin: Some(Dialect::Anthropic) }),
        ("[a-z]{1,8}", 0..9u8).prop_map(|(name, n)| Part::ToolCall {
            id: format!("toolu_{name}"),
            name,
            arguments: if n == 0 { "{}".into() } else { format!("{{\"n\":{n}}}") },
            extra: Extra::new()
        }),
    ]
}

fn some_answer() -> impl Strategy<Value = Response> {
    let finish = prop_oneof![Just(Finish::Stop), Just(Finish::Length), Just(Finish::ContentFilter)];
    (proptest::collection::vec(some_part(), 0..5), finish, 0..9999u64).prop_map(|(parts, finish, input)| {
        let finish = if parts.iter().any(|p| matches!(p, Part::ToolCall { .. })) { Finish::ToolCalls } else { finish };
        let choice = Choice { message: Message { parts, extra: Extra::new() }, finish: Some(finish), ..Choice::default() };
        let usage = Some(Usage { input, output: 3, ..Usage::default() });
        Response { id: "msg_1".into(), model: "m".into(), choices: vec![choice], usage, ..Response::default() }
    })
}

proptest! {
    #[test]
    fn any_split_gives_the_same_events(cuts in proptest::collection::vec(1..40usize, 0..200)) {
        let text = sse(&rich());
        let whole = decode(text.as_bytes()).0;
        let (mut rest, mut pieces) = (text.as_bytes(), Vec::new());
        for cut in cuts {
            let (piece, after) = rest.split_at(cut.min(rest.len()));
            pieces.push(piece);
            rest = after;
        }
        pieces.push(rest);
        let (events, end) = decode_pieces(&pieces);
        prop_assert!(end.is_ok());
        prop_assert_eq!(events, whole);
    }

    #[test]
    fn an_answer_replayed_as_a_stream_is_the_same_answer(answer in some_answer()) {
        let frames = encode(&unfold(&answer), EventOptions::default());
        check_form(&frames);
        let mut bytes = Vec::new();
        for frame in &frames {
            frame.write_sse(&mut bytes);
        }
        let (events, end) = decode(&bytes);
        prop_assert!(end.is_ok());
        let again = fold(&events);
        prop_assert_eq!(&again.choices[0].message.parts, &answer.choices[0].message.parts);
        prop_assert_eq!((&again.choices[0].finish, again.usage), (&answer.choices[0].finish, answer.usage));
    }

    #[test]
    fn a_damaged_stream_never_panics(at in 0..4000usize, byte in any::<u8>(), drop in 0..64usize) {
        let mut bytes = sse(&rich()).into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        bytes.drain(at..(at + drop).min(bytes.len()));
        let (events, _) = decode(&bytes);
        encode(&events, EventOptions::default());
        encode(&bare(&events), EventOptions::default());
        fold(&events);
    }
}

#[test]
fn an_error_of_our_own_has_this_wires_form() {
    let mut frames = Vec::new();
    Encoder::default().error(&Error::of(Class::Truncated, "the stream ended before its finish"), &mut frames);
    assert_eq!(values(&frames)[0]["error"]["type"], "api_error");
}
