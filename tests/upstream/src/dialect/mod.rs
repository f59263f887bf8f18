//! How a provider words things: dialect-neutral replies in, its bodies and events out. A file a dialect.

mod embeddings;
mod id;
mod openai_chat;
mod reply;

use bytes::Bytes;
use serde_json::{Value, json};

use crate::answer::{Answer, Step};
use crate::record::Request;

pub use reply::{Item, Reply, Tool, Usage, UsageReport};

/// The wire format that an upstream speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    #[default]
    OpenaiChat,
}

impl Dialect {
    pub fn parse(name: &str) -> Result<Self, String> {
        match name {
            "openai_chat" => Ok(Dialect::OpenaiChat),
            other => Err(format!("unknown dialect `{other}` (there is: openai_chat)")),
        }
    }

    /// The reply in this dialect: whole, or as events where the request asks for a stream.
    pub fn reply(self, request: &Request, reply: &Reply) -> Answer {
        if request.path.ends_with("/embeddings") {
            return embeddings::answer(request, reply);
        }
        if !Dialect::streams(request) {
            return Answer::json(200, &openai_chat::whole(request, reply));
        }
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
        Answer::events(steps)
    }

    /// Writes single events of a stream; `reply` gives the ids, the model and the usage.
    pub fn events(self, request: &Request, reply: &Reply) -> Box<dyn Events> {
        match self {
            Dialect::OpenaiChat => Box::new(openai_chat::Chunks::new(request, reply)),
        }
    }

    /// An error in the dialect's own form.
    pub fn error(self, status: u16, message: &str) -> Answer {
        let (kind, code) = match status {
            401 => ("invalid_request_error", Some("invalid_api_key")),
            404 => ("invalid_request_error", Some("model_not_found")),
            429 => ("requests", Some("rate_limit_exceeded")),
            400..=499 => ("invalid_request_error", None),
            _ => ("server_error", None),
        };
        Answer::json(status, &json!({"error": {"message": message, "type": kind, "param": null, "code": code}}))
    }

    /// What is answered without a script: the list of models.
    pub fn unscripted(self, request: &Request) -> Option<Answer> {
        let list = request.method == "GET" && request.path.ends_with("/models");
        let model = json!({"id": "fake-model", "object": "model", "created": 1_700_000_000, "owned_by": "polyroute-upstream"});
        list.then(|| Answer::json(200, &json!({"object": "list", "data": [model]})))
    }

    fn streams(request: &Request) -> bool {
        request.json()["stream"] == Value::Bool(true)
    }
}

/// Writes the events of one stream, each as the bytes of a whole server-sent event.
pub trait Events: Send {
    /// The events for one item, with whatever has to come before it.
    fn write(&mut self, item: &Item) -> Vec<Bytes>;
}

fn sse(value: &Value) -> Bytes {
    format!("data: {value}\n\n").into()
}
