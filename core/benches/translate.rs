//! What translation costs: a request of ten messages with tools, and an event of a stream, from chat to each dialect.
//!
//! `cargo bench -p polyroute --bench translate` prints the median in microseconds. Nothing leaves the process.

use std::hint::black_box;
use std::time::Instant;

use polyroute::types::{BlockKind, Delta, Dialect, Event, EventKind, Finish, Request};
use polyroute::wire::{Codec, EncodeTarget, EventOptions, Fields, codec};
use serde_json::{Map, Value, json};

const ROUNDS: usize = 3_000;
const EVENTS: usize = 500;
const DIALECTS: [(&str, Dialect); 5] = [
    ("chat", Dialect::OpenaiChat),
    ("anthropic", Dialect::Anthropic),
    ("gemini", Dialect::Gemini),
    ("cohere", Dialect::Cohere),
    ("ollama", Dialect::Ollama),
];

fn main() {
    let body = body().to_string();
    println!("translation, p50 in µs");
    for (name, to) in known() {
        // The whole way: bytes in, bytes out.
        let whole = median(ROUNDS, || {
            let request = decode(&body);
            black_box(encode(to, &request));
        });
        let request = decode(&body);
        let encodes = median(ROUNDS, || {
            black_box(encode(to, &request));
        });
        println!("  request chat → {name:<10} {whole:7.2}   of it encoding {encodes:7.2}");
    }
    let chat = known().next().expect("chat is spoken").1;
    for (name, other) in known() {
        println!("  event {name:>9} → chat       {:7.2}", event(other, chat));
        if name != "chat" {
            println!("  event      chat → {name:<10} {:7.2}", event(chat, other));
        }
    }
}

fn known() -> impl Iterator<Item = (&'static str, &'static dyn Codec)> {
    DIALECTS.into_iter().filter_map(|(name, dialect)| Some((name, codec(dialect)?)))
}

fn decode(body: &str) -> Request {
    let body: Map<String, Value> = serde_json::from_str(body).expect("a body is an object");
    codec(Dialect::OpenaiChat).expect("chat is spoken").decode_request(body).expect("a request")
}

fn encode(to: &dyn Codec, request: &Request) -> usize {
    to.encode_request(request, &EncodeTarget::named("claude-sonnet-4-5"), &mut Fields::default()).expect("it can be sent").body.len()
}

/// Decoding and encoding of one event in the middle of a stream.
fn event(from: &dyn Codec, to: &dyn Codec) -> f64 {
    let pieces = stream(from);
    let rounds = median(ROUNDS / 20, || {
        let (mut decoder, mut encoder) = (from.event_decoder(), to.event_encoder(EventOptions::default()));
        let (mut events, mut frames, mut out) = (Vec::new(), Vec::new(), Vec::new());
        for piece in &pieces {
            decoder.feed(piece, &mut events).expect("a good stream");
            events.drain(..).for_each(|event| encoder.encode(&event, &mut frames));
            frames.drain(..).for_each(|frame| frame.write(to.dialect(), &mut out));
        }
        black_box(out);
    });
    rounds / pieces.len() as f64
}

/// A streamed text in the words of a dialect, a piece an event.
fn stream(codec: &dyn Codec) -> Vec<Vec<u8>> {
    let mut events = vec![
        Event::new(EventKind::Start { id: "an-id".into(), model: "a-model".into(), created: 1_700_000_000 }),
        Event::new(EventKind::PartStart { part: 0, block: BlockKind::Text }),
    ];
    events.extend((0..EVENTS).map(|_| Event::new(EventKind::Delta { part: 0, delta: Delta::Text(" word".into()) })));
    events.extend([Event::new(EventKind::PartEnd { part: 0 }), Event::new(EventKind::End(Finish::Stop))]);
    let (mut encoder, mut frames) = (codec.event_encoder(EventOptions::default()), Vec::new());
    events.iter().for_each(|event| encoder.encode(event, &mut frames));
    encoder.end(&mut frames);
    let sse = |frame: polyroute::wire::Frame| {
        let mut bytes = Vec::new();
        frame.write(codec.dialect(), &mut bytes);
        bytes
    };
    frames.into_iter().map(sse).collect()
}

fn median(rounds: usize, mut run: impl FnMut()) -> f64 {
    let mut took: Vec<f64> = (0..rounds)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    took.sort_by(f64::total_cmp);
    took[rounds / 2]
}

/// Ten messages with two tool calls under way, and three tools.
fn body() -> Value {
    let schema = json!({"type": "object", "properties": {"city": {"type": "string"}, "day": {"type": "string"}}, "required": ["city"]});
    let tools = ["get_weather", "get_trains", "book_train"]
        .map(|name| json!({"type": "function", "function": {"name": name, "description": "Something useful for a trip.", "parameters": schema}}));
    let said = "A sentence or two, as people write them to each other when they plan a day by the sea.";
    let call = |id: &str, name: &str| json!({"id": id, "type": "function", "function": {"name": name, "arguments": "{\"city\":\"Ostend\",\"day\":\"Saturday\"}"}});
    json!({
        "model": "route",
        "messages": [
            {"role": "system", "content": said},
            {"role": "user", "content": said},
            {"role": "assistant", "content": said},
            {"role": "user", "content": said},
            {"role": "assistant", "content": null, "tool_calls": [call("call_1", "get_weather"), call("call_2", "get_trains")]},
            {"role": "tool", "tool_call_id": "call_1", "content": said},
            {"role": "tool", "tool_call_id": "call_2", "content": said},
            {"role": "assistant", "content": said},
            {"role": "user", "content": [{"type": "text", "text": said}, {"type": "text", "text": said}]},
            {"role": "user", "content": said},
        ],
        "tools": tools,
        "tool_choice": "auto",
        "max_completion_tokens": 500,
        "temperature": 0.5,
    })
}
