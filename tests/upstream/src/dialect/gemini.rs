//! Gemini's generateContent, whole and as events without names, in the order and with the members of the documentation.

use bytes::Bytes;
use serde_json::{Value, json};

use super::reply::{Item, Reply, Tool, Usage};
use super::sign::sign;
use super::{Events, id};
use crate::record::Request;

/// The body of a whole reply.
pub fn whole(request: &Request, reply: &Reply) -> Value {
    let mut parts = Vec::new();
    if !reply.thinking.is_empty() {
        parts.push(json!({"text": reply.thinking, "thought": true}));
    }
    if !reply.text.is_empty() {
        parts.push(json!({"text": reply.text}));
    }
    let signs = !reply.thinking.is_empty();
    parts.extend(reply.tools.iter().enumerate().map(|(i, tool)| call(tool, signs && i == 0)));
    Head::new(request, reply).answer(parts.into(), Some(&finish(reply.finish.as_deref())))
}

pub fn count(request: &Request, reply: &Reply) -> Value {
    let tokens = reply.usage(request.body.len()).unwrap_or_default().input;
    json!({"totalTokens": tokens, "promptTokensDetails": [{"modality": "TEXT", "tokenCount": tokens}]})
}

pub fn error(status: u16, message: &str) -> Value {
    let word = match status {
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        429 => "RESOURCE_EXHAUSTED",
        400..=499 => "INVALID_ARGUMENT",
        503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        _ => "INTERNAL",
    };
    json!({"error": {"code": status, "message": message, "status": word}})
}

/// What stands in each event of an answer.
struct Head {
    id: String,
    model: String,
    usage: Option<Usage>,
}

impl Head {
    fn new(request: &Request, reply: &Reply) -> Self {
        let of_path = request.path.rsplit_once('/').and_then(|(_, last)| last.rsplit_once(':')).map_or("fake-model", |(model, _)| model);
        Head {
            id: reply.id.clone().unwrap_or_else(|| id::fresh("", 22)),
            model: reply.model.clone().unwrap_or_else(|| of_path.to_owned()),
            usage: reply.usage(request.body.len()),
        }
    }

    fn answer(&self, parts: Value, finish: Option<&str>) -> Value {
        let mut candidate = json!({"content": {"parts": parts, "role": "model"}, "index": 0});
        if let Some(finish) = finish {
            candidate["finishReason"] = finish.into();
        }
        let mut body = json!({"candidates": [candidate]});
        if let Some(usage) = self.usage {
            body["usageMetadata"] = usage_value(usage);
        }
        body["modelVersion"] = self.model.as_str().into();
        body["responseId"] = self.id.as_str().into();
        body
    }
}

/// Writes an event a piece; a call comes whole.
pub struct Pieces {
    head: Head,
    thought: bool,
    signed: bool,
}

impl Pieces {
    pub fn new(request: &Request, reply: &Reply) -> Self {
        Pieces { head: Head::new(request, reply), thought: false, signed: false }
    }

    fn event(&self, parts: Value, finish: Option<&str>) -> Bytes {
        format!("data: {}\r\n\r\n", self.head.answer(parts, finish)).into()
    }
}

impl Events for Pieces {
    fn write(&mut self, item: &Item) -> Vec<Bytes> {
        vec![match item {
            Item::Text(text) => self.event(json!([{"text": text}]), None),
            Item::Thinking(text) => {
                self.thought = true;
                self.event(json!([{"text": text, "thought": true}]), None)
            }
            Item::Tool(tool) => {
                let signs = self.thought && !std::mem::replace(&mut self.signed, true);
                self.event(json!([call(tool, signs)]), None)
            }
            // The signature of a thought without a call comes on a last, empty part.
            Item::Finish(word) => {
                let mut last = json!({"text": ""});
                if self.thought && !self.signed {
                    last["thoughtSignature"] = sign("").into();
                }
                self.event(json!([last]), Some(&finish(word.as_deref())))
            }
        }]
    }
}

/// What the signature of a call is made over.
pub fn signed_text(call: &Value) -> String {
    format!("{}{}", call["name"].as_str().unwrap_or_default(), call["args"])
}

fn call(tool: &Tool, signs: bool) -> Value {
    let args: Value = serde_json::from_str(&tool.arguments).unwrap_or_else(|_| json!({}));
    let mut part = json!({"functionCall": {"name": tool.name, "args": args}});
    if let Some(id) = &tool.id {
        part["functionCall"]["id"] = id.as_str().into();
    }
    if signs {
        part["thoughtSignature"] = sign(&signed_text(&part["functionCall"])).into();
    }
    part
}

fn usage_value(usage: Usage) -> Value {
    let said = usage.output - usage.reasoning.min(usage.output);
    let mut value = json!({"promptTokenCount": usage.input, "candidatesTokenCount": said, "totalTokenCount": usage.input + usage.output});
    if usage.cache_read > 0 {
        value["cachedContentTokenCount"] = usage.cache_read.into();
    }
    if usage.reasoning > 0 {
        value["thoughtsTokenCount"] = usage.reasoning.into();
    }
    value
}

fn finish(word: Option<&str>) -> String {
    let word = match word {
        None | Some("stop" | "tool_calls") => "STOP",
        Some("length") => "MAX_TOKENS",
        Some("content_filter") => "SAFETY",
        Some(own) => own,
    };
    word.to_owned()
}
