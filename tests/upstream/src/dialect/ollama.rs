//! Ollama's chat, whole and in lines of JSON, with the members of recorded traffic.

use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use serde_json::{Value, json};

use super::Events;
use super::reply::{Item, Reply, Tool, Usage};
use crate::record::Request;

/// A time that no other line has: as with a real Ollama it is all that tells two answers of the same words apart.
fn created() -> String {
    static LINES: AtomicU64 = AtomicU64::new(0);
    format!("2026-04-14T09:00:00.{:09}Z", LINES.fetch_add(1, Ordering::Relaxed))
}

/// The body of a whole reply.
pub fn whole(request: &Request, reply: &Reply) -> Value {
    let mut message = json!({"role": "assistant", "content": reply.text});
    if !reply.thinking.is_empty() {
        message["thinking"] = reply.thinking.as_str().into();
    }
    if !reply.tools.is_empty() {
        message["tool_calls"] = reply.tools.iter().map(call).collect();
    }
    let head = Head::new(request, reply);
    head.last(message, reply.finish.as_deref())
}

pub fn error(message: &str) -> Value {
    json!({"error": message})
}

struct Head {
    model: String,
    usage: Option<Usage>,
}

impl Head {
    fn new(request: &Request, reply: &Reply) -> Self {
        let asked = request.json();
        let model = reply.model.clone().unwrap_or_else(|| asked["model"].as_str().unwrap_or("fake-model").to_owned());
        Head { model, usage: reply.usage(request.body.len()) }
    }

    fn line(&self, message: Value) -> Value {
        json!({"model": self.model, "created_at": created(), "message": message, "done": false})
    }

    fn last(&self, message: Value, finish: Option<&str>) -> Value {
        let mut line = self.line(message);
        line["done"] = true.into();
        line["done_reason"] = match finish {
            None | Some("tool_calls") => "stop",
            Some(word) => word,
        }
        .into();
        line["total_duration"] = 9_000_000.into();
        line["load_duration"] = 1_000_000.into();
        if let Some(usage) = self.usage {
            line["prompt_eval_count"] = usage.input.into();
            line["eval_count"] = usage.output.into();
        }
        line
    }
}

/// Writes a line a piece; a call comes whole.
pub struct Lines(Head);

impl Lines {
    pub fn new(request: &Request, reply: &Reply) -> Self {
        Lines(Head::new(request, reply))
    }
}

impl Events for Lines {
    fn write(&mut self, item: &Item) -> Vec<Bytes> {
        let line = match item {
            Item::Text(text) => self.0.line(json!({"role": "assistant", "content": text})),
            Item::Thinking(text) => self.0.line(json!({"role": "assistant", "content": "", "thinking": text})),
            Item::Tool(tool) => self.0.line(json!({"role": "assistant", "content": "", "tool_calls": [call(tool)]})),
            Item::Finish(word) => self.0.last(json!({"role": "assistant", "content": ""}), word.as_deref()),
        };
        vec![format!("{line}\n").into()]
    }
}

fn call(tool: &Tool) -> Value {
    let arguments: Value = serde_json::from_str(&tool.arguments).unwrap_or_else(|_| json!({}));
    json!({"function": {"name": tool.name, "arguments": arguments}})
}
