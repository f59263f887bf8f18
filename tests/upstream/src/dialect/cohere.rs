//! Cohere v2 chat, whole and as named events, in the order and with the members of recorded traffic.

use bytes::Bytes;
use serde_json::{Value, json};

use super::reply::{Item, Reply, Tool, Usage};
use super::{Events, id, pieces};
use crate::record::Request;

/// The body of a whole reply.
pub fn whole(request: &Request, reply: &Reply) -> Value {
    let mut message = json!({"role": "assistant"});
    let mut content = Vec::new();
    if !reply.thinking.is_empty() {
        if reply.tools.is_empty() {
            content.push(json!({"type": "thinking", "thinking": reply.thinking}));
        } else {
            message["tool_plan"] = reply.thinking.as_str().into();
        }
    }
    if !reply.text.is_empty() || reply.tools.is_empty() {
        content.push(json!({"type": "text", "text": reply.text}));
    }
    if !content.is_empty() {
        message["content"] = content.into();
    }
    if !reply.tools.is_empty() {
        message["tool_calls"] = reply.tools.iter().map(|tool| call(tool, &tool.arguments)).collect();
    }
    let mut body = json!({"id": answer_id(reply), "message": message, "finish_reason": finish(reply.finish.as_deref(), !reply.tools.is_empty())});
    if let Some(usage) = reply.usage(request.body.len()) {
        body["usage"] = usage_value(usage);
    }
    body
}

pub fn error(message: &str) -> Value {
    json!({"id": id::fresh("", 36), "message": message})
}

/// Writes `message-start` to `message-end`.
pub struct Pieces {
    id: String,
    usage: Option<Usage>,
    /// Thoughts before calls are a plan.
    plans: bool,
    opened: bool,
    /// The content block that is open: is it a thought?
    open: Option<bool>,
    blocks: usize,
    tools: usize,
}

impl Pieces {
    pub fn new(request: &Request, reply: &Reply) -> Self {
        let (id, usage) = (answer_id(reply), reply.usage(request.body.len()));
        Pieces { id, usage, plans: !reply.tools.is_empty(), opened: false, open: None, blocks: 0, tools: 0 }
    }

    fn close(&mut self, out: &mut Vec<Bytes>) {
        if self.open.take().is_some() {
            out.push(event("content-end", json!({"index": self.blocks - 1})));
        }
    }

    fn content(&mut self, thinks: bool, text: &str, out: &mut Vec<Bytes>) {
        let member = if thinks { "thinking" } else { "text" };
        if self.open != Some(thinks) {
            self.close(out);
            self.open = Some(thinks);
            self.blocks += 1;
            let content = json!({"type": member, member: ""});
            out.push(event("content-start", json!({"index": self.blocks - 1, "delta": {"message": {"content": content}}})));
        }
        let content = json!({member: text});
        out.push(event("content-delta", json!({"index": self.blocks - 1, "delta": {"message": {"content": content}}})));
    }

    fn tool(&mut self, tool: &Tool, out: &mut Vec<Bytes>) {
        self.close(out);
        let index = self.tools;
        self.tools += 1;
        let calls = |call: Value| json!({"index": index, "delta": {"message": {"tool_calls": call}}});
        out.push(event("tool-call-start", calls(call(tool, ""))));
        let arguments = pieces(&tool.arguments);
        out.extend(arguments.iter().map(|piece| event("tool-call-delta", calls(json!({"function": {"arguments": piece}})))));
        out.push(event("tool-call-end", json!({"index": index})));
    }
}

impl Events for Pieces {
    fn write(&mut self, item: &Item) -> Vec<Bytes> {
        let mut out = Vec::new();
        if !std::mem::replace(&mut self.opened, true) {
            let message = json!({"role": "assistant", "content": [], "tool_plan": "", "tool_calls": [], "citations": []});
            out.push(event("message-start", json!({"id": self.id, "delta": {"message": message}})));
        }
        match item {
            Item::Text(text) => self.content(false, text, &mut out),
            Item::Thinking(text) if self.plans => out.push(event("tool-plan-delta", json!({"delta": {"message": {"tool_plan": text}}}))),
            Item::Thinking(text) => self.content(true, text, &mut out),
            Item::Tool(tool) => self.tool(tool, &mut out),
            Item::Finish(word) => {
                self.close(&mut out);
                let mut delta = json!({"finish_reason": finish(word.as_deref(), self.tools > 0)});
                if let Some(usage) = self.usage {
                    delta["usage"] = usage_value(usage);
                }
                out.push(event("message-end", json!({"delta": delta})));
                out.push(Bytes::from_static(b"data: [DONE]\n\n"));
            }
        }
        out
    }
}

fn call(tool: &Tool, arguments: &str) -> Value {
    let id = tool.id.clone().unwrap_or_else(|| id::fresh(&format!("{}_", tool.name), 12));
    json!({"id": id, "type": "function", "function": {"name": tool.name, "arguments": arguments}})
}

fn usage_value(usage: Usage) -> Value {
    json!({
        "billed_units": {"input_tokens": usage.input, "output_tokens": usage.output},
        "tokens": {"input_tokens": usage.input, "output_tokens": usage.output},
        "cached_tokens": usage.cache_read,
    })
}

fn finish(word: Option<&str>, calls: bool) -> String {
    let word = match word {
        None if calls => "TOOL_CALL",
        Some("tool_calls") => "TOOL_CALL",
        None | Some("stop") => "COMPLETE",
        Some("length") => "MAX_TOKENS",
        Some(own) => own,
    };
    word.to_owned()
}

fn answer_id(reply: &Reply) -> String {
    reply.id.clone().unwrap_or_else(|| id::fresh("", 36))
}

fn event(name: &str, mut members: Value) -> Bytes {
    let mut data = json!({"type": name});
    if let (Some(data), Some(members)) = (data.as_object_mut(), members.as_object_mut()) {
        data.append(members);
    }
    format!("event: {name}\ndata: {data}\n\n").into()
}
