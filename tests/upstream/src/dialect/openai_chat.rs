//! OpenAI Chat Completions, whole and as chunks, in the order and with the members of recorded traffic.

use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use serde_json::{Value, json};

use super::reply::{Item, Reply, Tool, Usage};
use super::{Events, id, pieces, sse};
use crate::record::Request;

const FINGERPRINT: &str = "fp_9b78b61c52";

/// The body of a whole reply.
pub fn whole(request: &Request, reply: &Reply) -> Value {
    let asked = request.json();
    let calls: Vec<Value> = reply.tools.iter().map(|t| call(t, &t.arguments)).collect();
    let content = if reply.text.is_empty() && !calls.is_empty() { Value::Null } else { reply.text.as_str().into() };
    let mut message = json!({"role": "assistant", "content": content, "refusal": null, "annotations": []});
    if !calls.is_empty() {
        message["tool_calls"] = calls.into();
    }
    if !reply.thinking.is_empty() {
        message["reasoning_content"] = reply.thinking.as_str().into();
    }
    let mut body = json!({
        "id": completion_id(reply),
        "object": "chat.completion",
        "created": now(),
        "model": model(&asked, reply),
        "choices": [{"index": 0, "message": message, "logprobs": null, "finish_reason": finish(reply.finish.as_deref(), !reply.tools.is_empty())}],
    });
    if let Some(usage) = reply.usage(request.body.len()) {
        body["usage"] = usage_value(usage);
    }
    body["service_tier"] = "default".into();
    body["system_fingerprint"] = FINGERPRINT.into();
    body
}

pub fn error(status: u16, message: &str) -> Value {
    let (kind, code) = match status {
        401 => ("invalid_request_error", Some("invalid_api_key")),
        404 => ("invalid_request_error", Some("model_not_found")),
        429 => ("requests", Some("rate_limit_exceeded")),
        400..=499 => ("invalid_request_error", None),
        _ => ("server_error", None),
    };
    json!({"error": {"message": message, "type": kind, "param": null, "code": code}})
}

/// Writes `chat.completion.chunk` events.
pub struct Chunks {
    id: String,
    created: u64,
    model: String,
    usage: Option<Usage>,
    include_usage: bool,
    opened: bool,
    tools: usize,
}

impl Chunks {
    pub fn new(request: &Request, reply: &Reply) -> Self {
        let asked = request.json();
        Chunks {
            id: completion_id(reply),
            created: now(),
            model: model(&asked, reply),
            usage: reply.usage(request.body.len()),
            include_usage: asked["stream_options"]["include_usage"] == Value::Bool(true),
            opened: false,
            tools: 0,
        }
    }

    fn chunk(&self, choices: Value) -> Value {
        let mut chunk = json!({
            "id": self.id,
            "object": "chat.completion.chunk",
            "created": self.created,
            "model": self.model,
            "service_tier": "default",
            "system_fingerprint": FINGERPRINT,
            "choices": choices,
        });
        if self.include_usage {
            chunk["usage"] = Value::Null;
        }
        chunk
    }

    fn delta(&self, delta: Value, finish: Option<&str>) -> Bytes {
        sse(&self.chunk(json!([{"index": 0, "delta": delta, "logprobs": null, "finish_reason": finish}])))
    }

    /// The role comes first; a call without text before it has `null` as content.
    fn open(&mut self, out: &mut Vec<Bytes>, content: Value) {
        if !std::mem::replace(&mut self.opened, true) {
            out.push(self.delta(json!({"role": "assistant", "content": content, "refusal": null}), None));
        }
    }

    fn tool(&mut self, tool: &Tool, out: &mut Vec<Bytes>) {
        let index = self.tools;
        self.tools += 1;
        let mut first = call(tool, "");
        first["index"] = index.into();
        out.push(self.delta(json!({"tool_calls": [first]}), None));
        for piece in pieces(&tool.arguments) {
            out.push(self.delta(json!({"tool_calls": [{"index": index, "function": {"arguments": piece}}]}), None));
        }
    }
}

impl Events for Chunks {
    fn write(&mut self, item: &Item) -> Vec<Bytes> {
        let mut out = Vec::new();
        self.open(&mut out, if matches!(item, Item::Tool(_)) { Value::Null } else { "".into() });
        match item {
            Item::Text(text) => out.push(self.delta(json!({"content": text}), None)),
            Item::Thinking(text) => out.push(self.delta(json!({"reasoning_content": text}), None)),
            Item::Tool(tool) => self.tool(tool, &mut out),
            Item::Finish(word) => {
                out.push(self.delta(json!({}), Some(&finish(word.as_deref(), self.tools > 0))));
                if let (Some(usage), true) = (self.usage, self.include_usage) {
                    let mut last = self.chunk(json!([]));
                    last["usage"] = usage_value(usage);
                    out.push(sse(&last));
                }
                out.push(Bytes::from_static(b"data: [DONE]\n\n"));
            }
        }
        out
    }
}

fn call(tool: &Tool, arguments: &str) -> Value {
    let id = tool.id.clone().unwrap_or_else(|| id::fresh("call_", 24));
    json!({"id": id, "type": "function", "function": {"name": tool.name, "arguments": arguments}})
}

fn usage_value(u: Usage) -> Value {
    json!({
        "prompt_tokens": u.input,
        "completion_tokens": u.output,
        "total_tokens": u.input + u.output,
        "prompt_tokens_details": {"cached_tokens": u.cache_read, "audio_tokens": 0},
        "completion_tokens_details": {
            "reasoning_tokens": u.reasoning, "audio_tokens": 0, "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0,
        },
    })
}

fn finish(word: Option<&str>, calls: bool) -> String {
    word.unwrap_or(if calls { "tool_calls" } else { "stop" }).to_owned()
}

fn completion_id(reply: &Reply) -> String {
    reply.id.clone().unwrap_or_else(|| id::fresh("chatcmpl-", 29))
}

fn model(asked: &Value, reply: &Reply) -> String {
    reply.model.clone().unwrap_or_else(|| asked["model"].as_str().unwrap_or("fake-model").to_owned())
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs())
}
