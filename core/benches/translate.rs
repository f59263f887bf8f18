//! What translation costs: a request of ten messages with tools, and an event of a stream, from each dialect to each.
//!
//! `cargo bench -p polyroute --bench translate` prints the median in microseconds, of the quietest of many batches: what
//! else the machine does shows little. Names behind `--` choose dialects. `×` marks what is above the aim. Nothing leaves the process.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use polyroute::types::{BlockKind, Delta, Dialect, Document, Event, EventKind, Finish, Request};
use polyroute::wire::{Codec, EncodeTarget, EventOptions, Fields, codec};
use serde_json::{Map, Value, json};

/// The aims, in microseconds.
const REQUEST: f64 = 20.0;
const EVENT: f64 = 2.0;

const BATCHES: usize = 40;
const EVENTS: usize = 500;
const DIALECTS: [(&str, Dialect); 7] = [
    ("chat", Dialect::OpenaiChat),
    ("responses", Dialect::OpenaiResponses),
    ("anthropic", Dialect::Anthropic),
    ("gemini", Dialect::Gemini),
    ("bedrock", Dialect::Bedrock),
    ("cohere", Dialect::Cohere),
    ("ollama", Dialect::Ollama),
];

type Spoken = (&'static str, &'static dyn Codec);

fn main() {
    let only: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let is_asked = |name: &str| only.is_empty() || only.iter().any(|asked| asked == name);
    let spoken: Vec<Spoken> =
        DIALECTS.into_iter().filter(|(name, _)| is_asked(name)).filter_map(|(name, dialect)| Some((name, codec(dialect)?))).collect();
    println!("load {}", std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    let requests: Vec<Option<Bytes>> = spoken.iter().map(|(_, codec)| request(*codec)).collect();
    let decoded = |from: usize| Some(decode(spoken[from].1, requests[from].as_ref()?));
    table("a request of ten messages with tools, decoded and encoded", REQUEST, &spoken, |from, to| {
        let text = requests[from].as_ref()?;
        encode(spoken[to].1, &decode(spoken[from].1, text))?;
        Some(median(50, || drop(black_box(encode(spoken[to].1, &decode(spoken[from].1, text))))))
    });
    table("of it encoding", REQUEST, &spoken, |from, to| {
        let request = decoded(from)?;
        encode(spoken[to].1, &request)?;
        Some(median(50, || drop(black_box(encode(spoken[to].1, &request)))))
    });
    table("an event of a stream, decoded and encoded", EVENT, &spoken, |from, to| event(spoken[from].1, spoken[to].1));
}

/// A row for each dialect that a call comes in, a column for each that it goes out in. Nothing where there is no such way.
fn table(title: &str, aim: f64, spoken: &[Spoken], measure: impl Fn(usize, usize) -> Option<f64>) {
    println!("\n{title}: p50 in µs, aim {aim}");
    print!("{:>12}", "from \\ to");
    spoken.iter().for_each(|(name, _)| print!("{name:>12}"));
    for (from, (name, _)) in spoken.iter().enumerate() {
        print!("\n{name:>12}");
        for to in 0..spoken.len() {
            match measure(from, to) {
                Some(took) => print!("{took:>10.2} {}", if took > aim { '×' } else { ' ' }),
                None => print!("{:>10}  ", "–"),
            }
        }
    }
    println!();
}

/// The conversation in the words of a dialect. Where the address says model and manner, the door puts them into the body.
fn request(codec: &dyn Codec) -> Option<Bytes> {
    let chat = polyroute::wire::codec(Dialect::OpenaiChat)?;
    let own = encode(codec, &decode(chat, &body().to_string().into()))?;
    let mut own: Map<String, Value> = serde_json::from_slice(&own).ok()?;
    own.entry("model").or_insert_with(|| json!("route"));
    Some(Value::Object(own).to_string().into())
}

/// As a door does it.
fn decode(codec: &dyn Codec, text: &Bytes) -> Request {
    let body = Arc::new(Document::from(text.clone()));
    codec.read_request(&body.read().expect("a body is an object").members, &body).expect("a request")
}

fn encode(to: &dyn Codec, request: &Request) -> Option<Bytes> {
    to.encode_request(request, &EncodeTarget::named("claude-sonnet-4-5"), &mut Fields::default()).ok().map(|encoded| encoded.body)
}

/// One event in the middle of a stream.
fn event(from: &dyn Codec, to: &dyn Codec) -> Option<f64> {
    let pieces = stream(from);
    let run = || {
        let (mut decoder, mut encoder) = (from.event_decoder(), to.event_encoder(EventOptions::default()));
        let (mut events, mut frames, mut out) = (Vec::new(), Vec::new(), Vec::new());
        for piece in &pieces {
            decoder.feed(piece, &mut events).ok()?;
            events.drain(..).for_each(|event| encoder.encode(&event, &mut frames));
            frames.drain(..).for_each(|frame| frame.write(to.dialect(), &mut out));
        }
        Some(out)
    };
    run()?;
    Some(median(5, || drop(black_box(run()))) / pieces.len() as f64)
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
    let bytes = |frame: polyroute::wire::Frame| {
        let mut bytes = Vec::new();
        frame.write(codec.dialect(), &mut bytes);
        bytes
    };
    frames.into_iter().map(bytes).collect()
}

/// The median of the quietest batch.
fn median(rounds: usize, mut run: impl FnMut()) -> f64 {
    let mut batch = || {
        let mut took: Vec<f64> = (0..rounds)
            .map(|_| {
                let start = Instant::now();
                run();
                start.elapsed().as_secs_f64() * 1e6
            })
            .collect();
        took.sort_by(f64::total_cmp);
        took[rounds / 2]
    };
    (0..BATCHES).map(|_| batch()).fold(f64::INFINITY, f64::min)
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
