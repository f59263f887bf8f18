//! Bedrock's Converse, whole and as binary messages, in the order and with the members of the documentation.

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
        content.push(json!({"reasoningContent": {"reasoningText": {"text": reply.thinking, "signature": sign(&reply.thinking)}}}));
    }
    if !reply.text.is_empty() {
        content.push(json!({"text": reply.text}));
    }
    content.extend(reply.tools.iter().map(|tool| {
        let mut call = tool_use(tool);
        call["input"] = serde_json::from_str(&tool.arguments).unwrap_or_else(|_| json!({}));
        json!({"toolUse": call})
    }));
    let mut body = json!({
        "output": {"message": {"role": "assistant", "content": content}},
        "stopReason": stop_reason(reply.finish.as_deref(), !reply.tools.is_empty()),
        "metrics": {"latencyMs": 7},
    });
    if let Some(usage) = reply.usage(request.body.len()) {
        body["usage"] = usage_value(usage);
    }
    body
}

/// The exception that the documentation has for a status.
pub fn exception(status: u16) -> &'static str {
    match status {
        401 => "UnrecognizedClientException",
        403 => "AccessDeniedException",
        404 => "ResourceNotFoundException",
        408 => "ModelTimeoutException",
        424 => "ModelErrorException",
        429 => "ThrottlingException",
        400..=499 => "ValidationException",
        503 => "ServiceUnavailableException",
        _ => "InternalServerException",
    }
}

/// Writes `messageStart` to `metadata`.
pub struct Blocks {
    usage: Option<Usage>,
    opened: bool,
    /// The block that is open.
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
        Blocks { usage: reply.usage(request.body.len()), opened: false, open: None, next: 0, tools: false, thought: String::new() }
    }

    /// Ends the block before unless it is of this kind.
    fn block(&mut self, kind: Block, out: &mut Vec<Bytes>) {
        if self.open != Some(kind) {
            self.close(out);
            self.open = Some(kind);
        }
    }

    fn close(&mut self, out: &mut Vec<Bytes>) {
        let Some(kind) = self.open.take() else { return };
        if kind == Block::Thinking {
            let signature = sign(&std::mem::take(&mut self.thought));
            out.push(self.delta(&json!({"reasoningContent": {"signature": signature}})));
        }
        self.stop(out);
    }

    fn stop(&mut self, out: &mut Vec<Bytes>) {
        out.push(message("contentBlockStop", &json!({"contentBlockIndex": self.next})));
        self.next += 1;
    }

    fn delta(&self, delta: &Value) -> Bytes {
        message("contentBlockDelta", &json!({"contentBlockIndex": self.next, "delta": delta}))
    }
}

impl Events for Blocks {
    fn write(&mut self, item: &Item) -> Vec<Bytes> {
        let mut out = Vec::new();
        if !std::mem::replace(&mut self.opened, true) {
            out.push(message("messageStart", &json!({"role": "assistant"})));
        }
        match item {
            Item::Text(text) => {
                self.block(Block::Text, &mut out);
                out.push(self.delta(&json!({ "text": text })));
            }
            Item::Thinking(text) => {
                self.block(Block::Thinking, &mut out);
                self.thought.push_str(text);
                out.push(self.delta(&json!({"reasoningContent": {"text": text}})));
            }
            Item::Tool(tool) => {
                self.close(&mut out);
                self.tools = true;
                out.push(message("contentBlockStart", &json!({"contentBlockIndex": self.next, "start": {"toolUse": tool_use(tool)}})));
                // A call without arguments has no piece at all.
                let arguments = if tool.arguments == "{}" { Vec::new() } else { pieces(&tool.arguments) };
                out.extend(arguments.iter().map(|piece| self.delta(&json!({"toolUse": {"input": piece}}))));
                self.stop(&mut out);
            }
            Item::Finish(word) => {
                self.close(&mut out);
                out.push(message("messageStop", &json!({"stopReason": stop_reason(word.as_deref(), self.tools)})));
                let mut metadata = json!({"metrics": {"latencyMs": 7}});
                if let Some(usage) = self.usage {
                    metadata["usage"] = usage_value(usage);
                }
                out.push(message("metadata", &metadata));
            }
        }
        out
    }
}

fn tool_use(tool: &Tool) -> Value {
    json!({"toolUseId": tool.id.clone().unwrap_or_else(|| id::fresh("tooluse_", 22)), "name": tool.name})
}

fn usage_value(usage: Usage) -> Value {
    let mut value = json!({
        "inputTokens": usage.input - usage.cache_read.min(usage.input), "outputTokens": usage.output, "totalTokens": usage.input + usage.output,
    });
    if usage.cache_read > 0 {
        value["cacheReadInputTokens"] = usage.cache_read.into();
        value["cacheWriteInputTokens"] = 0.into();
    }
    value
}

fn stop_reason(word: Option<&str>, tools: bool) -> String {
    let word = match word {
        None if tools => "tool_use",
        Some("tool_calls") => "tool_use",
        None | Some("stop") => "end_turn",
        Some("length") => "max_tokens",
        Some("content_filter") => "content_filtered",
        Some(own) => own,
    };
    word.to_owned()
}

/// One message of `application/vnd.amazon.eventstream`: lengths and their checksum, headers, payload, checksum of it all.
fn message(name: &str, payload: &Value) -> Bytes {
    let payload = payload.to_string().into_bytes();
    let mut headers = Vec::new();
    for (header, value) in [(":event-type", name), (":content-type", "application/json"), (":message-type", "event")] {
        headers.push(header.len() as u8);
        headers.extend_from_slice(header.as_bytes());
        headers.push(7);
        headers.extend_from_slice(&(value.len() as u16).to_be_bytes());
        headers.extend_from_slice(value.as_bytes());
    }
    let total = 16 + headers.len() + payload.len();
    let mut out = [(total as u32).to_be_bytes(), (headers.len() as u32).to_be_bytes()].concat();
    out.extend_from_slice(&crc32fast::hash(&out).to_be_bytes());
    out.extend_from_slice(&headers);
    out.extend_from_slice(&payload);
    out.extend_from_slice(&crc32fast::hash(&out).to_be_bytes());
    out.into()
}
