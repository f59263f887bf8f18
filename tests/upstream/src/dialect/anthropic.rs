//! Anthropic Messages, whole and as named events, in the order and with the members of the documentation.

use bytes::Bytes;
use serde_json::{Value, json};

use super::reply::{Item, Reply, Tool, Usage};
use super::sign::sign;
use super::{Events, id, pieces};
use crate::record::Request;

/// The body of a whole reply.
pub fn whole(request: &Request, reply: &Reply) -> Value {
    let mut content = Vec::new();
    if !reply.thinking.is_empty() {
        content.push(json!({"type": "thinking", "thinking": reply.thinking, "signature": sign(&reply.thinking)}));
    }
    if !reply.text.is_empty() {
        content.push(json!({"type": "text", "text": reply.text}));
    }
    content.extend(reply.tools.iter().map(|tool| {
        let input: Value = serde_json::from_str(&tool.arguments).unwrap_or_else(|_| json!({}));
        tool_use(tool, input)
    }));
    let mut body = message(request, reply);
    body["content"] = content.into();
    body["stop_reason"] = stop_reason(reply.finish.as_deref(), !reply.tools.is_empty()).into();
    body["usage"] = reply.usage(request.body.len()).map(|usage| usage_value(usage, usage.output)).unwrap_or_default();
    body
}

pub fn count(request: &Request, reply: &Reply) -> Value {
    json!({"input_tokens": reply.usage(request.body.len()).unwrap_or_default().input})
}

pub fn error(status: u16, message: &str) -> Value {
    let kind = match status {
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        400..=499 => "invalid_request_error",
        504 => "timeout_error",
        529 => "overloaded_error",
        _ => "api_error",
    };
    json!({"type": "error", "error": {"type": kind, "message": message}, "request_id": id::fresh("req_", 24)})
}

/// Writes `message_start` to `message_stop`.
pub struct Blocks {
    message: Value,
    usage: Option<Usage>,
    opened: bool,
    /// The block that is open, and its number.
    open: Option<Block>,
    next: usize,
    tools: bool,
    thought: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    Text,
    Thinking,
}

impl Blocks {
    pub fn new(request: &Request, reply: &Reply) -> Self {
        let message = message(request, reply);
        Blocks { message, usage: reply.usage(request.body.len()), opened: false, open: None, next: 0, tools: false, thought: String::new() }
    }

    fn start(&mut self, out: &mut Vec<Bytes>) {
        if !std::mem::replace(&mut self.opened, true) {
            let mut message = self.message.clone();
            message["usage"] = self.usage.map(|usage| usage_value(usage, 1)).unwrap_or_default();
            out.push(event("message_start", json!({"message": message})));
            out.push(event("ping", json!({})));
        }
    }

    /// Opens a block of this kind unless it is open.
    fn block(&mut self, kind: Block, out: &mut Vec<Bytes>) {
        if self.open == Some(kind) {
            return;
        }
        self.close(out);
        let block = match kind {
            Block::Text => json!({"type": "text", "text": ""}),
            Block::Thinking => json!({"type": "thinking", "thinking": "", "signature": ""}),
        };
        out.push(event("content_block_start", json!({"index": self.next, "content_block": block})));
        self.open = Some(kind);
    }

    fn close(&mut self, out: &mut Vec<Bytes>) {
        let Some(kind) = self.open.take() else { return };
        if kind == Block::Thinking {
            let signature = sign(&std::mem::take(&mut self.thought));
            out.push(self.delta(json!({"type": "signature_delta", "signature": signature})));
        }
        self.stop(out);
    }

    fn stop(&mut self, out: &mut Vec<Bytes>) {
        out.push(event("content_block_stop", json!({"index": self.next})));
        self.next += 1;
    }

    fn delta(&self, delta: Value) -> Bytes {
        event("content_block_delta", json!({"index": self.next, "delta": delta}))
    }
}

impl Events for Blocks {
    fn write(&mut self, item: &Item) -> Vec<Bytes> {
        let mut out = Vec::new();
        self.start(&mut out);
        match item {
            Item::Text(text) => {
                self.block(Block::Text, &mut out);
                out.push(self.delta(json!({"type": "text_delta", "text": text})));
            }
            Item::Thinking(text) => {
                self.block(Block::Thinking, &mut out);
                self.thought.push_str(text);
                out.push(self.delta(json!({"type": "thinking_delta", "thinking": text})));
            }
            Item::Tool(tool) => {
                self.close(&mut out);
                self.tools = true;
                out.push(event("content_block_start", json!({"index": self.next, "content_block": tool_use(tool, json!({}))})));
                out.push(self.delta(json!({"type": "input_json_delta", "partial_json": ""})));
                let arguments = if tool.arguments == "{}" { Vec::new() } else { pieces(&tool.arguments) };
                out.extend(arguments.iter().map(|piece| self.delta(json!({"type": "input_json_delta", "partial_json": piece}))));
                self.stop(&mut out);
            }
            Item::Finish(word) => {
                self.close(&mut out);
                let delta = json!({"stop_reason": stop_reason(word.as_deref(), self.tools), "stop_sequence": null});
                let usage = json!({"output_tokens": self.usage.unwrap_or_default().output});
                out.push(event("message_delta", json!({"delta": delta, "usage": usage})));
                out.push(event("message_stop", json!({})));
            }
        }
        out
    }
}

fn message(request: &Request, reply: &Reply) -> Value {
    let asked = request.json();
    let model = reply.model.clone().unwrap_or_else(|| asked["model"].as_str().unwrap_or("fake-model").to_owned());
    json!({
        "id": reply.id.clone().unwrap_or_else(|| id::fresh("msg_01", 22)), "type": "message", "role": "assistant", "model": model,
        "content": [], "stop_reason": null, "stop_sequence": null, "usage": null,
    })
}

fn tool_use(tool: &Tool, input: Value) -> Value {
    let id = tool.id.clone().unwrap_or_else(|| id::fresh("toolu_01", 22));
    json!({"type": "tool_use", "id": id, "name": tool.name, "input": input})
}

fn usage_value(usage: Usage, output: u64) -> Value {
    json!({
        "input_tokens": usage.input - usage.cache_read.min(usage.input), "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": usage.cache_read, "output_tokens": output, "service_tier": "standard",
    })
}

fn stop_reason(word: Option<&str>, tools: bool) -> String {
    let word = match word {
        None if tools => "tool_use",
        Some("tool_calls") => "tool_use",
        None | Some("stop") => "end_turn",
        Some("length") => "max_tokens",
        Some("content_filter") => "refusal",
        Some(own) => own,
    };
    word.to_owned()
}

fn event(name: &str, mut members: Value) -> Bytes {
    let mut data = json!({"type": name});
    if let (Some(data), Some(members)) = (data.as_object_mut(), members.as_object_mut()) {
        data.append(members);
    }
    format!("event: {name}\ndata: {data}\n\n").into()
}
