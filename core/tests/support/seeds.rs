//! What the mutation test breaks: recordings, golden files, and what the codecs make of them.

use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use polyroute::types::{Dialect, Event, Response, unfold};
use polyroute::wire::{Codec, EncodeTarget, EventOptions, Frame, OnUnsupported, codec};
use serde_json::{Map, Value, json};

const DIALECTS: [Dialect; 7] =
    [Dialect::OpenaiChat, Dialect::OpenaiResponses, Dialect::Anthropic, Dialect::Gemini, Dialect::Bedrock, Dialect::Cohere, Dialect::Ollama];
/// Larger seeds show nothing that smaller ones do not, and take the time of many.
const MAX_SEED: usize = 4_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Request,
    EmbedRequest,
    Answer,
    Refusal,
    Vectors,
    Count,
    Stream,
}

pub struct Seed {
    pub kind: Kind,
    pub codec: &'static dyn Codec,
    /// Text, but for binary streams.
    pub text: Vec<u8>,
}

/// At least a request, an answer, a refusal and a stream of each dialect.
pub fn gather() -> Vec<Seed> {
    let mut seeds = recorded();
    seeds.extend(golden());
    seeds.retain(|seed| seed.text.len() <= MAX_SEED);
    let missing = |kind: Kind, codec: &dyn Codec| !seeds.iter().any(|s| s.kind == kind && s.codec.dialect() == codec.dialect());
    for codec in codecs() {
        assert!(![Kind::Request, Kind::Answer, Kind::Refusal, Kind::Stream].into_iter().any(|kind| missing(kind, codec)));
    }
    seeds
}

pub fn codecs() -> Vec<&'static dyn Codec> {
    DIALECTS.into_iter().filter_map(codec).collect()
}

fn recorded() -> Vec<Seed> {
    let data = std::env::var_os("POLYROUTE_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(data).join("recordings/recordings.jsonl");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: wire_mutations breaks no recordings (set POLYROUTE_DATA)");
        return Vec::new();
    };
    text.lines().flat_map(|line| of_row(&serde_json::from_str(line).expect("a row is JSON"))).collect()
}

fn of_row(row: &Value) -> Vec<Seed> {
    let (dialect, request, answer) = match row["api"].as_str().unwrap_or_default() {
        "chat.completions" => (Dialect::OpenaiChat, Kind::Request, Kind::Answer),
        "embeddings" => (Dialect::OpenaiChat, Kind::EmbedRequest, Kind::Vectors),
        "responses" => (Dialect::OpenaiResponses, Kind::Request, Kind::Answer),
        "messages" => (Dialect::Anthropic, Kind::Request, Kind::Answer),
        "count_tokens" => (Dialect::Anthropic, Kind::Request, Kind::Count),
        "generateContent" => (Dialect::Gemini, Kind::Request, Kind::Answer),
        "embedContent" => (Dialect::Gemini, Kind::EmbedRequest, Kind::Vectors),
        "chat.v2" => (Dialect::Cohere, Kind::Request, Kind::Answer),
        "converse" => (Dialect::Bedrock, Kind::Request, Kind::Answer),
        "ollama.chat" => (Dialect::Ollama, Kind::Request, Kind::Answer),
        "embed" => (Dialect::Cohere, Kind::EmbedRequest, Kind::Vectors),
        _ => return Vec::new(),
    };
    let Some(codec) = codec(dialect) else { return Vec::new() };
    let answer = if row["response"]["status"].as_u64() >= Some(400) { Kind::Refusal } else { answer };
    let mut seeds = vec![Seed { kind: request, codec, text: row["request"]["body"].to_string().into() }];
    if let Some(text) = row["response"]["sse"].as_str().or(row["response"]["ndjson"].as_str()) {
        seeds.push(Seed { kind: Kind::Stream, codec, text: text.into() });
    } else if let Some(base64) = row["response"]["body_base64"].as_str() {
        let text = STANDARD.decode(base64).expect("a recording is base64");
        seeds.push(Seed { kind: Kind::Stream, codec, text });
    } else if let Some(body) = row["response"].get("body") {
        seeds.push(Seed { kind: answer, codec, text: body.to_string().into() });
    }
    seeds
}

/// Golden answers in every dialect, and one request that uses most of what there is.
fn golden() -> Vec<Seed> {
    let chat = codec(Dialect::OpenaiChat).expect("this version speaks it");
    let wholes =
        [include_str!("../wire_golden/tools_parallel.json"), include_str!("../wire_golden/thinking.json"), include_str!("../wire_golden/text.json")];
    let request = chat.decode_request(rich_request()).expect("a request");
    let mut seeds = Vec::new();
    for codec in codecs() {
        let target = EncodeTarget { on_unsupported: OnUnsupported::Drop, ..EncodeTarget::named("a-model") };
        let sent = codec.encode_request(&request, &target, &mut polyroute::wire::Fields::default()).expect("any dialect can say it");
        seeds.push(Seed { kind: Kind::Request, codec, text: sent.body.into() });
        for whole in wholes {
            let answer = chat.decode_response(whole.into()).expect("an answer");
            let body = codec.encode_response(&Response { raw: None, ..answer.clone() });
            seeds.push(Seed { kind: Kind::Answer, codec, text: body.into() });
            seeds.push(Seed { kind: Kind::Stream, codec, text: stream(codec, &unfold(&answer)) });
        }
        let refusal = codec.encode_error(&polyroute::Error::invalid("`temperature` is above 2").at("temperature"));
        seeds.push(Seed { kind: Kind::Refusal, codec, text: refusal.into() });
    }
    seeds
}

fn stream(codec: &dyn Codec, events: &[Event]) -> Vec<u8> {
    let (mut encoder, mut frames) = (codec.event_encoder(EventOptions { usage: true, id: None }), Vec::new());
    for event in events {
        encoder.encode(event, &mut frames);
    }
    encoder.end(&mut frames);
    write(codec, &frames)
}

/// The bytes that a caller of this dialect reads.
pub fn write(codec: &dyn Codec, frames: &[Frame]) -> Vec<u8> {
    let mut out = Vec::new();
    for frame in frames {
        frame.write(codec.dialect(), &mut out);
    }
    out
}

fn rich_request() -> Map<String, Value> {
    let schema = json!({
        "type": "object",
        "properties": {
            "city": {"type": "string", "enum": ["Ghent", "Ostend"]},
            "days": {"type": "array", "items": {"anyOf": [{"$ref": "#/$defs/day"}, {"type": "null"}]}, "minItems": 1},
        },
        "required": ["city"],
        "$defs": {"day": {"type": "integer", "minimum": 1}},
        "additionalProperties": false,
    });
    let pixel = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    let call = |id: &str, city: &str| json!({"id": id, "type": "function", "function": {"name": "get_weather", "arguments": json!({"city": city}).to_string()}});
    let body = json!({
        "model": "a-model",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "name": "ann", "content": [
                {"type": "text", "text": "Where is this, and is it dry there?"},
                {"type": "image_url", "image_url": {"url": pixel, "detail": "low"}},
            ]},
            {"role": "assistant", "content": null, "tool_calls": [call("call_1", "Ghent"), call("call_2", "Ostend")]},
            {"role": "tool", "tool_call_id": "call_1", "content": "dry"},
            {"role": "tool", "tool_call_id": "call_2", "content": [{"type": "text", "text": "rain"}]},
            {"role": "developer", "content": "Answer as JSON."},
            {"role": "user", "content": "And tomorrow?"},
        ],
        "tools": [{"type": "function", "function": {"name": "get_weather", "description": "The weather", "parameters": schema, "strict": true}}],
        "tool_choice": "auto",
        "parallel_tool_calls": true,
        "response_format": {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema, "strict": true}},
        "max_completion_tokens": 400,
        "temperature": 0.5,
        "top_p": 0.9,
        "stop": ["END"],
        "reasoning_effort": "low",
        "user": "u-1",
        "metadata": {"k": "v"},
    });
    let Value::Object(body) = body else { unreachable!("an object was written down") };
    body
}
