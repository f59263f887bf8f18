//! Golden streams and the answers that they are: `wire_golden/NAME.sse` folds into `wire_golden/NAME.json`, and back.

use polyroute::types::{Dialect, Response, unfold};
use polyroute::wire::{Codec, codec};

use crate::recorded::{fold, json, streamed, whole};

const GOLDEN: [(&str, &str, &str); 4] = [
    ("text", include_str!("../wire_golden/text.sse"), include_str!("../wire_golden/text.json")),
    ("tools_parallel", include_str!("../wire_golden/tools_parallel.sse"), include_str!("../wire_golden/tools_parallel.json")),
    ("thinking", include_str!("../wire_golden/thinking.sse"), include_str!("../wire_golden/thinking.json")),
    (
        "refusal_logprobs_two_choices",
        include_str!("../wire_golden/refusal_logprobs_two_choices.sse"),
        include_str!("../wire_golden/refusal_logprobs_two_choices.json"),
    ),
];

fn openai_chat() -> &'static dyn Codec {
    codec(Dialect::OpenaiChat).expect("this version speaks it")
}

#[test]
fn a_stream_is_the_whole_answer() {
    for (name, sse, twin) in GOLDEN {
        let answer = fold(&whole(openai_chat(), sse.as_bytes()));
        assert_eq!(json(&openai_chat().encode_response(&answer)), json(twin.as_bytes()), "{name}");
    }
}

#[test]
fn a_whole_answer_is_rebuilt_from_its_canonical_form() {
    for (name, _, twin) in GOLDEN {
        let answer = openai_chat().decode_response(twin.into()).expect("an answer");
        assert_eq!(json(&openai_chat().encode_response(&Response { raw: None, ..answer })), json(twin.as_bytes()), "{name}");
    }
}

#[test]
fn a_whole_answer_replayed_as_a_stream_is_the_same_answer() {
    for (name, _, twin) in GOLDEN {
        let answer = openai_chat().decode_response(twin.into()).expect("an answer");
        let replayed = streamed(openai_chat(), &unfold(&answer));
        assert_eq!(json(&openai_chat().encode_response(&replayed)), json(twin.as_bytes()), "{name}");
    }
}
