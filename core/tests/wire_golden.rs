//! Golden streams and the answers that they are: `wire_golden/NAME.sse` folds into `wire_golden/NAME.json`, and back.

use polyroute::types::{Dialect, Event, Fold, Response, unfold};
use polyroute::wire::{Codec, EventOptions, Frame, codec};
use serde_json::Value;

const GOLDEN: [(&str, &str, &str); 4] = [
    ("text", include_str!("wire_golden/text.sse"), include_str!("wire_golden/text.json")),
    ("tools_parallel", include_str!("wire_golden/tools_parallel.sse"), include_str!("wire_golden/tools_parallel.json")),
    ("thinking", include_str!("wire_golden/thinking.sse"), include_str!("wire_golden/thinking.json")),
    (
        "refusal_logprobs_two_choices",
        include_str!("wire_golden/refusal_logprobs_two_choices.sse"),
        include_str!("wire_golden/refusal_logprobs_two_choices.json"),
    ),
];

fn openai_chat() -> &'static dyn Codec {
    codec(Dialect::OpenaiChat).expect("this version speaks it")
}

fn decode(sse: &[u8]) -> Vec<Event> {
    let mut decoder = openai_chat().event_decoder();
    let mut events = Vec::new();
    decoder.feed(sse, &mut events).expect("a good stream");
    decoder.end(&mut events).expect("a whole stream");
    events
}

fn fold(events: &[Event]) -> Response {
    let mut fold = Fold::default();
    for event in events {
        fold.push(event);
    }
    fold.finish()
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

#[test]
fn a_stream_is_the_whole_answer() {
    for (name, sse, whole) in GOLDEN {
        let answer = fold(&decode(sse.as_bytes()));
        assert_eq!(json(&openai_chat().encode_response(&answer)), json(whole.as_bytes()), "{name}");
    }
}

#[test]
fn a_whole_answer_is_rebuilt_from_its_canonical_form() {
    for (name, _, whole) in GOLDEN {
        let answer = openai_chat().decode_response(whole.into()).expect("an answer");
        assert_eq!(json(&openai_chat().encode_response(&Response { raw: None, ..answer })), json(whole.as_bytes()), "{name}");
    }
}

#[test]
fn a_whole_answer_replayed_as_a_stream_is_the_same_answer() {
    for (name, _, whole) in GOLDEN {
        let answer = openai_chat().decode_response(whole.into()).expect("an answer");
        let mut encoder = openai_chat().event_encoder(EventOptions { usage: true, id: None });
        let mut frames: Vec<Frame> = Vec::new();
        for event in unfold(&answer) {
            encoder.encode(&event, &mut frames);
        }
        encoder.end(&mut frames);
        let mut sse = Vec::new();
        for frame in frames {
            frame.write_sse(&mut sse);
        }
        assert_eq!(json(&openai_chat().encode_response(&fold(&decode(&sse)))), json(whole.as_bytes()), "{name}");
    }
}
