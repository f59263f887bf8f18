//! How a provider words things: dialect-neutral replies in, its bodies and events out. A file a dialect.
//!
//! A reply in the dialect's words comes only to a request that keeps the provider's documented rules (`rules`); literal bodies to any.

mod anthropic;
mod asked;
mod bedrock;
mod cohere;
mod embeddings;
mod gemini;
mod id;
mod ollama;
mod openai_chat;
mod openai_responses;
mod reply;
mod rules;
mod sign;

use bytes::Bytes;
use serde_json::{Value, json};

use crate::answer::{Answer, Step};
use crate::record::Request;

pub use asked::{Asked, Said};
pub use reply::{Item, Reply, Tool, Usage, UsageReport};

/// The wire format that an upstream speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    #[default]
    OpenaiChat,
    OpenaiResponses,
    Anthropic,
    Gemini,
    Bedrock,
    Cohere,
    Ollama,
}

/// What a path asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    Reply,
    Stream,
    Count,
    Vectors,
    Nothing,
}

impl Dialect {
    pub fn parse(name: &str) -> Result<Self, String> {
        match name {
            "openai_chat" => Ok(Dialect::OpenaiChat),
            "openai_responses" => Ok(Dialect::OpenaiResponses),
            "anthropic" => Ok(Dialect::Anthropic),
            "gemini" => Ok(Dialect::Gemini),
            "bedrock" => Ok(Dialect::Bedrock),
            "cohere" => Ok(Dialect::Cohere),
            "ollama" => Ok(Dialect::Ollama),
            other => Err(format!("unknown dialect `{other}` (there is: openai_chat, openai_responses, anthropic, gemini, bedrock, cohere, ollama)")),
        }
    }

    /// The reply in this dialect: whole, or as events where the request asks for a stream.
    pub fn reply(self, request: &Request, reply: &Reply) -> Answer {
        let asks = self.asks(request);
        if let Some(broken) = rules::broken(self, request, asks) {
            return self.error(broken.status, &broken.message);
        }
        match (asks, self) {
            (Asks::Nothing, _) => self.error(404, &format!("nothing is served at {}", request.path)),
            (Asks::Vectors, Dialect::Gemini) => embeddings::gemini(request, reply),
            (Asks::Vectors, Dialect::Cohere) => embeddings::cohere(request, reply),
            (Asks::Vectors, Dialect::Ollama) => embeddings::ollama(request, reply),
            (Asks::Vectors, _) => embeddings::answer(request, reply),
            (Asks::Count, Dialect::Gemini) => Answer::json(200, &gemini::count(request, reply)),
            (Asks::Count, Dialect::OpenaiResponses) => Answer::json(200, &openai_responses::count(request, reply)),
            (Asks::Count, _) => Answer::json(200, &anthropic::count(request, reply)),
            (Asks::Reply, Dialect::OpenaiChat) => Answer::json(200, &openai_chat::whole(request, reply)),
            (Asks::Reply, Dialect::OpenaiResponses) => Answer::json(200, &openai_responses::whole(request, reply)),
            (Asks::Reply, Dialect::Anthropic) => Answer::json(200, &anthropic::whole(request, reply)),
            (Asks::Reply, Dialect::Gemini) => Answer::json(200, &gemini::whole(request, reply)),
            (Asks::Reply, Dialect::Bedrock) => Answer::json(200, &bedrock::whole(request, reply)),
            (Asks::Reply, Dialect::Cohere) => Answer::json(200, &cohere::whole(request, reply)),
            (Asks::Reply, Dialect::Ollama) => Answer::json(200, &ollama::whole(request, reply)),
            (Asks::Stream, _) => self.stream(request, reply),
        }
    }

    fn stream(self, request: &Request, reply: &Reply) -> Answer {
        let mut writer = self.events(request, reply);
        let mut steps = Vec::new();
        for item in reply.items() {
            for event in writer.write(&item) {
                if let (Some(every), false) = (reply.every, steps.is_empty()) {
                    steps.push(Step::Delay(every));
                }
                steps.push(Step::Bytes(event));
            }
        }
        self.streamed(steps)
    }

    /// A stream of these steps, by the name that the dialect has for its form.
    pub fn streamed(self, steps: Vec<Step>) -> Answer {
        let mut answer = Answer::events(steps);
        if self == Dialect::Bedrock {
            answer.set("content-type", "application/vnd.amazon.eventstream");
        }
        if self == Dialect::Ollama {
            answer.set("content-type", "application/x-ndjson");
        }
        answer
    }

    /// Writes single events of a stream; `reply` gives the ids, the model and the usage.
    pub fn events(self, request: &Request, reply: &Reply) -> Box<dyn Events> {
        match self {
            Dialect::OpenaiChat => Box::new(openai_chat::Chunks::new(request, reply)),
            Dialect::OpenaiResponses => Box::new(openai_responses::Typed::new(request, reply)),
            Dialect::Anthropic => Box::new(anthropic::Blocks::new(request, reply)),
            Dialect::Gemini => Box::new(gemini::Pieces::new(request, reply)),
            Dialect::Bedrock => Box::new(bedrock::Blocks::new(request, reply)),
            Dialect::Cohere => Box::new(cohere::Pieces::new(request, reply)),
            Dialect::Ollama => Box::new(ollama::Lines::new(request, reply)),
        }
    }

    /// An error in the dialect's own form.
    pub fn error(self, status: u16, message: &str) -> Answer {
        let body = match self {
            Dialect::OpenaiChat | Dialect::OpenaiResponses => openai_chat::error(status, message),
            Dialect::Anthropic => anthropic::error(status, message),
            Dialect::Gemini => gemini::error(status, message),
            Dialect::Bedrock => json!({ "message": message }),
            Dialect::Cohere => cohere::error(message),
            Dialect::Ollama => ollama::error(message),
        };
        let mut answer = Answer::json(status, &body);
        if self == Dialect::Bedrock {
            answer.set("x-amzn-errortype", bedrock::exception(status));
        }
        answer
    }

    /// What is answered without a script: the list of models.
    pub fn unscripted(self, request: &Request) -> Option<Answer> {
        let list = request.method == "GET" && (request.path.ends_with("/models") || request.path == "/api/tags");
        let body = match self {
            Dialect::OpenaiChat | Dialect::OpenaiResponses => {
                let model = json!({"id": "fake-model", "object": "model", "created": 1_700_000_000, "owned_by": "polyroute-upstream"});
                json!({"object": "list", "data": [model]})
            }
            Dialect::Anthropic => {
                let model = json!({"type": "model", "id": "fake-model", "display_name": "Fake", "created_at": "2026-01-01T00:00:00Z"});
                json!({"data": [model], "has_more": false, "first_id": "fake-model", "last_id": "fake-model"})
            }
            Dialect::Cohere => json!({"models": [{"name": "fake-model", "endpoints": ["chat"]}]}),
            Dialect::Ollama => json!({"models": [{"name": "fake-model", "model": "fake-model"}]}),
            Dialect::Gemini => json!({"models": [{"name": "models/fake-model", "supportedGenerationMethods": ["generateContent"]}]}),
            Dialect::Bedrock => return None,
        };
        list.then(|| Answer::json(200, &body))
    }

    fn asks(self, request: &Request) -> Asks {
        let path = request.path.as_str();
        let streams = || if request.json()["stream"] == Value::Bool(true) { Asks::Stream } else { Asks::Reply };
        match self {
            Dialect::OpenaiChat if path.ends_with("/embeddings") => Asks::Vectors,
            // Tests of the upstream itself ask at any path.
            Dialect::OpenaiChat => streams(),
            Dialect::OpenaiResponses if path.ends_with("/responses") => streams(),
            Dialect::OpenaiResponses if path.ends_with("/responses/input_tokens") => Asks::Count,
            Dialect::OpenaiResponses => Asks::Nothing,
            Dialect::Anthropic if path.ends_with("/v1/messages") => streams(),
            Dialect::Anthropic if path.ends_with("/v1/messages/count_tokens") => Asks::Count,
            Dialect::Anthropic => Asks::Nothing,
            Dialect::Bedrock if path.ends_with("/converse") => Asks::Reply,
            Dialect::Bedrock if path.ends_with("/converse-stream") => Asks::Stream,
            Dialect::Bedrock => Asks::Nothing,
            Dialect::Cohere if path.ends_with("/v2/chat") => streams(),
            Dialect::Cohere if path.ends_with("/v2/embed") => Asks::Vectors,
            // Here a stream is what one gets who does not ask for anything else.
            Dialect::Ollama if path.ends_with("/api/chat") && request.json()["stream"] != Value::Bool(false) => Asks::Stream,
            Dialect::Ollama if path.ends_with("/api/chat") => Asks::Reply,
            Dialect::Ollama if path.ends_with("/api/embed") => Asks::Vectors,
            Dialect::Cohere | Dialect::Ollama => Asks::Nothing,
            Dialect::Gemini => match path.rsplit_once(':').map(|(_, verb)| verb) {
                Some("generateContent") => Asks::Reply,
                Some("streamGenerateContent") if request.query.split('&').any(|pair| pair == "alt=sse") => Asks::Stream,
                Some("countTokens") => Asks::Count,
                Some("embedContent" | "batchEmbedContents") => Asks::Vectors,
                _ => Asks::Nothing,
            },
        }
    }
}

/// Writes the events of one stream, each as the bytes of a whole server-sent event, message or line.
pub trait Events: Send {
    /// The events for one item, with whatever has to come before it.
    fn write(&mut self, item: &Item) -> Vec<Bytes>;
}

fn sse(value: &Value) -> Bytes {
    format!("data: {value}\n\n").into()
}

/// Arguments stream in pieces of about four letters.
fn pieces(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(4).map(|c| c.iter().collect()).collect()
}
