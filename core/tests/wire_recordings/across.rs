//! Recorded traffic of real providers in the words of the others: a request reaches each dialect or says which member does not,
//! an answer means the same in each, and what is built once is built the same again.

use polyroute::types::{Dialect, Event, Finish, Part, Raw, Request, Response, Usage, unfold};
use polyroute::wire::{Codec, EncodeTarget, Encoded, EventOptions, Fields, OnUnsupported, codec};
use serde_json::{Map, Value, json};

use crate::recorded::{SPOKEN, decode, fold, frames, rows, streamed, whole, written};

fn codecs() -> impl Iterator<Item = &'static dyn Codec> {
    SPOKEN.iter().map(|spoken| codec(spoken.dialect).expect("this version speaks it"))
}

/// A model of which the target's codec knows what it can.
fn target(dialect: Dialect) -> EncodeTarget<'static> {
    EncodeTarget::named(match dialect {
        Dialect::Anthropic => "claude-sonnet-4-5",
        Dialect::Gemini => "gemini-2.5-flash",
        Dialect::Bedrock => "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
        Dialect::Cohere => "command-a-03-2025",
        Dialect::Ollama => "qwen3",
        _ => "gpt-5-mini",
    })
}

/// What was sent, as a request of that dialect.
fn arrived(to: &dyn Codec, encoded: &Encoded, stream: bool) -> Request {
    let mut body: Map<String, Value> = serde_json::from_slice(&encoded.body).expect("a body is an object");
    if matches!(to.dialect(), Dialect::Gemini | Dialect::Bedrock) {
        body.insert("model".to_owned(), json!(target(to.dialect()).model));
        body.insert("stream".to_owned(), json!(stream));
    }
    to.decode_request(body).expect("what was sent is a request")
}

#[test]
fn every_request_reaches_every_dialect_or_says_which_member_does_not() {
    let (mut sent, mut refused) = (0, Vec::new());
    for row in rows("requests across") {
        let request = row.codec().decode_request(row.at_the_door()).expect("a request");
        for to in codecs().filter(|to| to.dialect() != row.spoken.dialect) {
            let mut fields = Fields::full();
            let encoded = match to.encode_request(&request, &target(to.dialect()), &mut fields) {
                Ok(encoded) => encoded,
                Err(error) => {
                    let path = error.path().unwrap_or_else(|| panic!("{} to {:?}: {error}", row.id(), to.dialect()));
                    refused.push(format!("{} {:?} {path}", row.id(), to.dialect()));
                    continue;
                }
            };
            sent += 1;
            let there = arrived(to, &encoded, request.stream);
            let ours =
                |request: &Request| request.tools.iter().filter(|tool| tool.native.is_none()).map(|tool| tool.name.clone()).collect::<Vec<_>>();
            // A schema may go as a tool of its own, the only tool that may be called as the only one on offer, and Bedrock wants to
            // know the tools of the history.
            let changed = encoded.undo.schema_tool.is_some() || request.tools.is_empty() || fields.emulated.iter().any(|path| path == "tool_choice");
            assert!(changed || ours(&there) == ours(&request), "{} to {:?}", row.id(), to.dialect());
            let named: Vec<&String> = fields.mapped.iter().flatten().chain(&fields.emulated).chain(&fields.dropped).collect();
            for member in request.raw.iter().flat_map(|raw: &Raw<_>| raw.data.keys()) {
                let is_named = named.iter().any(|path| path.split('.').next() == Some(member));
                assert!(is_named, "{} to {:?}: `{member}` vanished", row.id(), to.dialect());
            }
        }
    }
    println!("requests across: {sent} sent, {} refused", refused.len());
    assert!(refused.len() < sent || sent == 0, "too many are refused: {refused:#?}");
}

/// A body that this version wrote is canonical: read and written again it is the same.
#[test]
fn what_is_built_from_any_request_is_built_the_same_again() {
    for row in rows("canonical requests") {
        let request = Request { raw: None, ..row.codec().decode_request(row.at_the_door()).expect("a request") };
        for to in codecs() {
            let target = EncodeTarget { on_unsupported: OnUnsupported::Drop, ..target(to.dialect()) };
            let build = |request: &Request| to.encode_request(request, &target, &mut Fields::default());
            let Ok(once) = build(&request) else { continue };
            let again = build(&Request { raw: None, ..arrived(to, &once, request.stream) });
            let again = again.unwrap_or_else(|e| panic!("{} to {:?}: {e}", row.id(), to.dialect()));
            assert_eq!(text(&again.body), text(&once.body), "{} to {:?}", row.id(), to.dialect());
        }
    }
}

#[test]
fn what_is_built_from_any_answer_is_built_the_same_again() {
    for row in rows("canonical answers") {
        let from = row.codec();
        let whole = row.answer().and_then(|body| from.decode_response(body.to_string().into()).ok());
        let told = row.stream().map(|stream| decode(from, [stream.as_slice()])).filter(|(_, end)| end.is_ok()).map(|(events, _)| fold(&events));
        for answer in [whole, told].into_iter().flatten() {
            for to in codecs() {
                let build = |answer: &Response| to.encode_response(&Response { raw: None, ..answer.clone() });
                let read = |body: bytes::Bytes| to.decode_response(body).expect("what was built is an answer");
                // Neighbouring texts of another dialect become one where this one knows no border between them.
                let once = build(&read(build(&answer)));
                let again = build(&read(once.clone()));
                let (once, again) = (without_fresh_ids(text(&once)), without_fresh_ids(text(&again)));
                assert_eq!(again, once, "{} in {:?}", row.id(), to.dialect());
            }
        }
    }
}

fn text(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("it is JSON")
}

/// Items of the Responses format get an id each time that they are written.
fn without_fresh_ids(mut body: Value) -> Value {
    for item in body.get_mut("output").and_then(Value::as_array_mut).into_iter().flatten() {
        item["id"] = Value::Null;
    }
    body
}

/// Text, calls, finish and usage: what survives a dialect. Ollama counts no reads from a cache.
fn meaning(answer: &Response, to: Dialect) -> Value {
    let parts = || answer.choices.iter().flat_map(|choice| &choice.message.parts);
    let said = |part: &Part| match part {
        Part::Text { text, .. } | Part::Refusal { text } => Some(text.clone()),
        _ => None,
    };
    let called = |part: &Part| match part {
        Part::ToolCall { name, arguments, .. } => Some(json!([name, serde_json::from_str::<Value>(arguments).unwrap_or_default()])),
        _ => None,
    };
    let calls: Vec<Value> = parts().filter_map(called).collect();
    let finish = answer.choices.first().and_then(|choice| choice.finish.as_ref()).map(|finish| match finish {
        // A call says more than the word for the end does.
        Finish::Stop | Finish::Other(_) if !calls.is_empty() => "tool_calls",
        Finish::Other(_) => "stop",
        finish => finish.name(),
    });
    // Claude's form has no word for a usage that nobody knows.
    let cached = |usage: &Usage| if to == Dialect::Ollama { 0 } else { usage.cache_read };
    let usage = answer.usage.map(|usage| [usage.input, usage.output, cached(&usage)]).filter(|usage| *usage != [0; 3]);
    json!({"text": parts().filter_map(said).collect::<String>(), "calls": calls, "finish": finish, "usage": usage})
}

#[test]
fn every_answer_means_the_same_in_every_dialect_whole_and_streamed() {
    for row in rows("answers across") {
        let from = row.codec();
        let Some(body) = row.answer() else { continue };
        let answer = from.decode_response(body.to_string().into()).expect("an answer");
        for to in codecs() {
            let there = to.decode_response(to.encode_response(&Response { raw: None, ..answer.clone() })).expect("an answer");
            assert_eq!(meaning(&there, to.dialect()), meaning(&answer, to.dialect()), "{} in {:?}", row.id(), to.dialect());
            assert_eq!(
                meaning(&streamed(to, &unfold(&answer)), to.dialect()),
                meaning(&answer, to.dialect()),
                "{} streamed in {:?}",
                row.id(),
                to.dialect()
            );
        }
    }
}

#[test]
fn every_stream_means_the_same_in_every_dialect_and_back() {
    for row in rows("streams across") {
        let from = row.codec();
        let Some(stream) = row.stream() else { continue };
        let (events, end) = decode(from, [stream.as_slice()]);
        if end.is_err() {
            continue;
        }
        for to in codecs() {
            let there: Vec<Event> = whole(to, &written(to, &frames(to, &events, true)));
            let meant = meaning(&fold(&events), to.dialect());
            assert_eq!(meaning(&fold(&there), to.dialect()), meant, "{} in {:?}", row.id(), to.dialect());
            assert_eq!(meaning(&streamed(from, &there), to.dialect()), meant, "{} back from {:?}", row.id(), to.dialect());
        }
    }
}

/// The usage of a stream is what its caller asked for, in the one dialect where it can be asked.
#[test]
fn a_stream_without_usage_is_one_only_in_the_chat_format() {
    for row in rows("usage across") {
        let Some(stream) = row.stream() else { continue };
        let (events, end) = decode(row.codec(), [stream.as_slice()]);
        for to in codecs().filter(|_| end.is_ok()) {
            let mut encoder = to.event_encoder(EventOptions { usage: false, id: None });
            let mut frames = Vec::new();
            events.iter().for_each(|event| encoder.encode(event, &mut frames));
            encoder.end(&mut frames);
            let told = fold(&whole(to, &written(to, &frames))).usage;
            let expected = fold(&events).usage.filter(|_| to.dialect() != Dialect::OpenaiChat);
            let output = |usage: Option<Usage>| usage.map(|usage| usage.output).filter(|output| *output > 0);
            assert_eq!(output(told), output(expected), "{} in {:?}", row.id(), to.dialect());
        }
    }
}
