//! Recorded traffic of real providers, and what the tests of every dialect do with it: a row a dialect in `SPOKEN`.
//!
//! The recordings lie outside the repository (`POLYROUTE_DATA`, else `../shared/data`); where they are absent the tests say so.

use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use polyroute::types::{Dialect, Event, Fold, Part, Response};
use polyroute::wire::aws_frame::{AwsDecoder, AwsMessage};
use polyroute::wire::{Codec, EventOptions, Frame, codec};
use polyroute::{Error, Result};
use serde_json::{Map, Value, json};

/// How the recordings name a dialect, and where it differs from the others.
#[derive(Clone, Copy)]
pub struct Spoken {
    pub dialect: Dialect,
    /// Conversations.
    pub api: &'static str,
    pub embeddings: Option<&'static str>,
    /// Model and stream are in the address; the door puts them into the body.
    pub in_path: bool,
    /// Where the body of an answer has its input and output.
    pub usage: (&'static str, &'static str),
    /// The provider seals the same thought differently each time.
    pub fresh_seals: bool,
}

pub const SPOKEN: [Spoken; 7] = [
    Spoken {
        dialect: Dialect::OpenaiChat,
        api: "chat.completions",
        embeddings: Some("embeddings"),
        in_path: false,
        usage: ("/usage/prompt_tokens", "/usage/completion_tokens"),
        fresh_seals: false,
    },
    Spoken {
        dialect: Dialect::OpenaiResponses,
        api: "responses",
        embeddings: None,
        in_path: false,
        usage: ("/usage/input_tokens", "/usage/output_tokens"),
        fresh_seals: true,
    },
    Spoken {
        dialect: Dialect::Anthropic,
        api: "messages",
        embeddings: None,
        in_path: false,
        usage: ("/usage/input_tokens", "/usage/output_tokens"),
        fresh_seals: false,
    },
    Spoken {
        dialect: Dialect::Gemini,
        api: "generateContent",
        embeddings: Some("embedContent"),
        in_path: true,
        usage: ("/usageMetadata/promptTokenCount", "/usageMetadata/candidatesTokenCount"),
        fresh_seals: false,
    },
    Spoken {
        dialect: Dialect::Bedrock,
        api: "converse",
        embeddings: None,
        in_path: true,
        usage: ("/usage/inputTokens", "/usage/outputTokens"),
        fresh_seals: false,
    },
    Spoken {
        dialect: Dialect::Cohere,
        api: "chat.v2",
        embeddings: Some("embed"),
        in_path: false,
        usage: ("/usage/tokens/input_tokens", "/usage/tokens/output_tokens"),
        fresh_seals: false,
    },
    Spoken {
        dialect: Dialect::Ollama,
        api: "ollama.chat",
        embeddings: None,
        in_path: false,
        usage: ("/prompt_eval_count", "/eval_count"),
        fresh_seals: false,
    },
];

/// One exchange.
pub struct Row {
    pub spoken: Spoken,
    pub value: Value,
}

fn file(name: &str) -> Option<String> {
    let data = std::env::var_os("POLYROUTE_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    std::fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(data).join(name)).ok()
}

/// The lines of a file of the data, or nothing with a word of it.
pub fn lines(test: &str, name: &str) -> Vec<Value> {
    let Some(text) = file(name) else {
        println!("skipped: wire_recordings, {test}: 0 rows of {name} read (set POLYROUTE_DATA)");
        return Vec::new();
    };
    text.lines().map(|line| serde_json::from_str(line).expect("a row is JSON")).collect()
}

/// The recorded conversations of every dialect; says how many of each.
pub fn rows(test: &str) -> Vec<Row> {
    of_api(test, |spoken| Some(spoken.api))
}

pub fn embeddings(test: &str) -> Vec<Row> {
    of_api(test, |spoken| spoken.embeddings)
}

fn of_api(test: &str, api: impl Fn(&Spoken) -> Option<&'static str>) -> Vec<Row> {
    let all = lines(test, "recordings/recordings.jsonl");
    let of = |spoken: &Spoken| -> Vec<Row> {
        let wanted = |value: &&Value| api(spoken).is_some_and(|api| value["api"] == api);
        all.iter().filter(wanted).map(|value| Row { spoken: *spoken, value: value.clone() }).collect()
    };
    let rows: Vec<Row> = SPOKEN.iter().flat_map(of).collect();
    println!("wire_recordings, {test}: {} of {} rows", rows.len(), all.len());
    rows
}

impl Row {
    pub fn id(&self) -> &str {
        self.value["id"].as_str().expect("a row has an id")
    }

    pub fn codec(&self) -> &'static dyn Codec {
        codec(self.spoken.dialect).expect("this version speaks it")
    }

    pub fn model(&self) -> &str {
        self.value["model"].as_str().expect("a row has a model")
    }

    pub fn asked(&self) -> Map<String, Value> {
        self.value["request"]["body"].as_object().expect("a body is an object").clone()
    }

    /// The body as the door gives it.
    pub fn at_the_door(&self) -> Map<String, Value> {
        let path = self.value["request"]["path"].as_str().unwrap_or_default();
        let streams = path.contains(":stream") || path.ends_with("-stream");
        let mut body = self.asked();
        self.name_model(&mut body, streams);
        body
    }

    /// Puts into a body what this dialect has in the address.
    pub fn name_model(&self, body: &mut Map<String, Value>, streams: bool) {
        if self.spoken.in_path {
            body.insert("model".to_owned(), json!("route"));
            body.insert("stream".to_owned(), json!(streams));
        }
    }

    pub fn refusal(&self) -> Option<Error> {
        let response = &self.value["response"];
        let status = StatusCode::from_u16(response["status"].as_u64()? as u16).expect("a status");
        let pair = |(name, value): (&String, &Value)| Some((name.parse::<HeaderName>().ok()?, HeaderValue::from_str(value.as_str()?).ok()?));
        let headers: HeaderMap = response["headers"].as_object().into_iter().flatten().filter_map(pair).collect();
        (status.as_u16() >= 400).then(|| self.codec().decode_error(status, &headers, response["body"].to_string().as_bytes()))
    }

    /// The body of a whole answer.
    pub fn answer(&self) -> Option<&Value> {
        self.value["response"].get("body").filter(|body| body.is_object() && self.refusal().is_none())
    }

    /// The bytes of a stream.
    pub fn stream(&self) -> Option<Vec<u8>> {
        let response = &self.value["response"];
        let text = response["sse"].as_str().or(response["ndjson"].as_str());
        text.map(|text| text.as_bytes().to_vec()).or_else(|| STANDARD.decode(response["body_base64"].as_str()?).ok())
    }

    /// The events of a stream as its framing has them, read in the plainest way.
    pub fn told(&self, stream: &[u8]) -> Vec<Value> {
        let text = || std::str::from_utf8(stream).expect("it is UTF-8").lines();
        match self.spoken.dialect {
            Dialect::Bedrock => {
                let mut all = Vec::new();
                let each = |message: AwsMessage| {
                    all.push(json!({(message.header(":event-type").unwrap_or_default()): json(&message.payload())}));
                    Ok(())
                };
                AwsDecoder::default().feed(stream, each).expect("whole messages");
                all
            }
            Dialect::Ollama => text().filter_map(|line| serde_json::from_str(line).ok()).collect(),
            _ => text().filter_map(|line| serde_json::from_str(line.strip_prefix("data:")?).ok()).collect(),
        }
    }

    /// Parts; what a stream of this dialect cannot tell twice the same is left out.
    pub fn said(&self, response: &Response) -> Vec<Part> {
        let mut parts: Vec<Part> = response.choices.iter().flat_map(|choice| choice.message.parts.clone()).collect();
        for part in &mut parts {
            match part {
                Part::Text { extra, .. } => extra.clear(),
                Part::Thinking { extra, signature, .. } => {
                    extra.clear();
                    *signature = signature.take().map(|seal| if self.spoken.fresh_seals { String::new() } else { seal });
                }
                Part::ToolCall { id, arguments, .. } => {
                    *arguments = json(arguments.as_bytes()).to_string();
                    // Nobody wrote this id: it is made from that of the answer.
                    if id.starts_with("call_g") {
                        id.clear();
                    }
                }
                _ => {}
            }
        }
        parts
    }
}

pub fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("it is JSON")
}

pub fn decode<'a>(codec: &dyn Codec, pieces: impl IntoIterator<Item = &'a [u8]>) -> (Vec<Event>, Result<()>) {
    let (mut decoder, mut events) = (codec.event_decoder(), Vec::new());
    for piece in pieces {
        if let Err(error) = decoder.feed(piece, &mut events) {
            return (events, Err(error));
        }
    }
    let end = decoder.end(&mut events);
    (events, end)
}

/// A stream that ends well.
pub fn whole(codec: &dyn Codec, bytes: &[u8]) -> Vec<Event> {
    let (events, end) = decode(codec, [bytes]);
    end.expect("a whole stream");
    events
}

pub fn fold(events: &[Event]) -> Response {
    let mut fold = Fold::default();
    events.iter().for_each(|event| fold.push(event));
    fold.finish()
}

pub fn frames(codec: &dyn Codec, events: &[Event], usage: bool) -> Vec<Frame> {
    let (mut encoder, mut frames) = (codec.event_encoder(EventOptions { usage, id: None }), Vec::new());
    events.iter().for_each(|event| encoder.encode(event, &mut frames));
    encoder.end(&mut frames);
    frames
}

/// Frames on the wire of their dialect.
pub fn written(codec: &dyn Codec, frames: &[Frame]) -> Vec<u8> {
    let mut bytes = Vec::new();
    frames.iter().for_each(|frame| frame.write(codec.dialect(), &mut bytes));
    bytes
}

/// The answer after a way as a stream.
pub fn streamed(codec: &dyn Codec, events: &[Event]) -> Response {
    fold(&whole(codec, &written(codec, &frames(codec, events, true))))
}
