//! OpenAI Responses, whole and as named events, in the order and with the members of the documentation.
//!
//! Nothing is kept between requests, so ids say what the rules must know of the past: whether a thought was stored, and which
//! thought a call followed.

use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use serde_json::{Value, json};

use super::reply::{Item, Reply, Tool, Usage};
use super::sign::sign;
use super::{Events, id, pieces};
use crate::record::Request;

/// What the id of a thought begins with that the server has not kept.
pub const UNSTORED: &str = "rs_unstored_";
const STORED: &str = "rs_";
/// What the id of a call begins with that a thought led to.
const TIED: &str = "fc_tied_";

/// The body of a whole reply.
pub fn whole(request: &Request, reply: &Reply) -> Value {
    let mut writer = Items::new(request, reply);
    let thought = (!reply.thinking.is_empty()).then(|| writer.thought());
    let mut output: Vec<Value> = thought.map(|id| writer.reasoning(&id, &reply.thinking)).into_iter().collect();
    if !reply.text.is_empty() {
        output.push(message(&id::fresh("msg_", 48), "completed", vec![output_text(&reply.text)]));
    }
    for tool in &reply.tools {
        output.push(writer.call(tool, "completed", &tool.arguments));
    }
    writer.output = output;
    writer.response(reply.finish.as_deref())
}

pub fn count(request: &Request, reply: &Reply) -> Value {
    json!({"object": "response.input_tokens", "input_tokens": reply.usage(request.body.len()).unwrap_or_default().input})
}

/// What a thought is sealed over: it opens only under its own id.
pub fn sealed_text(id: &str, summary: &str) -> String {
    format!("{id}/{summary}")
}

/// The id of a call, for `thought` and no other.
pub fn is_tied(call: &str, thought: &str) -> bool {
    call.contains(&tie(thought))
}

/// Does a call of this id want its thought before it?
pub fn wants_thought(call: &str) -> bool {
    call.starts_with(TIED)
}

fn tie(thought: &str) -> String {
    sign(thought).chars().rev().filter(char::is_ascii_alphanumeric).take(16).collect()
}

/// What all items of an answer share, and the items so far.
struct Items {
    response: Value,
    output: Vec<Value>,
    seals: bool,
    stored: bool,
    thought: Option<String>,
    usage: Option<Usage>,
}

impl Items {
    fn new(request: &Request, reply: &Reply) -> Self {
        let asked = request.json();
        let model = reply.model.clone().unwrap_or_else(|| asked["model"].as_str().unwrap_or("fake-model").to_owned());
        let or = |name: &str, usual: Value| if asked[name].is_null() { usual } else { asked[name].clone() };
        let response = json!({
            "id": reply.id.clone().unwrap_or_else(|| id::fresh("resp_", 48)), "object": "response", "created_at": now(), "status": "in_progress",
            "background": false, "error": null, "incomplete_details": null, "instructions": asked["instructions"], "max_output_tokens": asked["max_output_tokens"],
            "max_tool_calls": null, "model": model, "output": [], "parallel_tool_calls": or("parallel_tool_calls", true.into()),
            "previous_response_id": null, "reasoning": {"effort": asked["reasoning"]["effort"], "summary": asked["reasoning"]["summary"]},
            "service_tier": "default", "store": or("store", true.into()), "temperature": or("temperature", json!(1.0)),
            "text": or("text", json!({"format": {"type": "text"}, "verbosity": "medium"})), "tool_choice": or("tool_choice", "auto".into()),
            "tools": or("tools", json!([])), "top_logprobs": 0, "top_p": or("top_p", json!(1.0)), "truncation": "disabled", "usage": null,
            "user": asked["user"], "metadata": or("metadata", json!({})),
        });
        Items {
            response,
            output: Vec::new(),
            seals: asked["include"].as_array().is_some_and(|words| words.iter().any(|word| word == "reasoning.encrypted_content")),
            stored: asked["store"] != false,
            thought: None,
            usage: reply.usage(request.body.len()),
        }
    }

    /// The id of a new thought, which calls after it refer to.
    fn thought(&mut self) -> String {
        let id = id::fresh(if self.stored { STORED } else { UNSTORED }, 36);
        self.thought = Some(id.clone());
        id
    }

    fn reasoning(&self, id: &str, summary: &str) -> Value {
        let mut item = json!({"id": id, "type": "reasoning", "summary": [{"type": "summary_text", "text": summary}]});
        if self.seals {
            item["encrypted_content"] = sign(&sealed_text(id, summary)).into();
        }
        item
    }

    fn call(&self, tool: &Tool, status: &str, arguments: &str) -> Value {
        let id = match &self.thought {
            Some(thought) => id::fresh(&format!("{TIED}{}", tie(thought)), 20),
            None => id::fresh("fc_", 48),
        };
        let call_id = tool.id.clone().unwrap_or_else(|| id::fresh("call_", 24));
        json!({"id": id, "type": "function_call", "status": status, "arguments": arguments, "call_id": call_id, "name": tool.name})
    }

    /// The answer as it stands at its end.
    fn response(&self, finish: Option<&str>) -> Value {
        let mut response = self.response.clone();
        let incomplete = match finish {
            None | Some("stop" | "tool_calls" | "completed") => None,
            Some("length") => Some("max_output_tokens"),
            Some(own) => Some(own),
        };
        response["status"] = if incomplete.is_some() { "incomplete" } else { "completed" }.into();
        if let Some(reason) = incomplete {
            response["incomplete_details"] = json!({"reason": reason});
        }
        response["output"] = self.output.clone().into();
        response["usage"] = self.usage.map(usage_value).unwrap_or_default();
        response
    }
}

/// Writes `response.created` to `response.completed`.
pub struct Typed {
    items: Items,
    sequence: u64,
    opened: bool,
    open: Option<Open>,
}

/// The item that grows.
struct Open {
    thinks: bool,
    id: String,
    text: String,
}

impl Typed {
    pub fn new(request: &Request, reply: &Reply) -> Self {
        Typed { items: Items::new(request, reply), sequence: 0, opened: false, open: None }
    }

    fn event(&mut self, name: &str, mut members: Value) -> Bytes {
        let mut data = json!({"type": name, "sequence_number": self.sequence});
        self.sequence += 1;
        if let (Some(data), Some(members)) = (data.as_object_mut(), members.as_object_mut()) {
            data.append(members);
        }
        format!("event: {name}\ndata: {data}\n\n").into()
    }

    fn start(&mut self, out: &mut Vec<Bytes>) {
        if !std::mem::replace(&mut self.opened, true) {
            for name in ["response.created", "response.in_progress"] {
                out.push(self.event(name, json!({"response": self.items.response})));
            }
        }
    }

    fn index(&self) -> usize {
        self.items.output.len()
    }

    /// Opens a message or a thought unless one is open.
    fn grow(&mut self, thinks: bool, out: &mut Vec<Bytes>) {
        if self.open.as_ref().is_some_and(|open| open.thinks == thinks) {
            return;
        }
        self.close(out);
        let id = if thinks { self.items.thought() } else { id::fresh("msg_", 48) };
        let (index, item) =
            (self.index(), if thinks { json!({"id": id, "type": "reasoning", "summary": []}) } else { message(&id, "in_progress", vec![]) });
        out.push(self.event("response.output_item.added", json!({"output_index": index, "item": item})));
        let part = if thinks {
            ("response.reasoning_summary_part.added", json!({"summary_index": 0, "part": {"type": "summary_text", "text": ""}}))
        } else {
            ("response.content_part.added", json!({"content_index": 0, "part": output_text("")}))
        };
        out.push(self.of_item(part.0, &id, part.1));
        self.open = Some(Open { thinks, id, text: String::new() });
    }

    /// An event of the item that grows.
    fn of_item(&mut self, name: &str, id: &str, mut members: Value) -> Bytes {
        members["item_id"] = id.into();
        members["output_index"] = self.index().into();
        self.event(name, members)
    }

    fn delta(&mut self, piece: &str) -> Bytes {
        let Some(open) = &mut self.open else { return Bytes::new() };
        open.text.push_str(piece);
        let (id, thinks) = (open.id.clone(), open.thinks);
        let (name, members) = if thinks {
            ("response.reasoning_summary_text.delta", json!({"summary_index": 0, "delta": piece}))
        } else {
            ("response.output_text.delta", json!({"content_index": 0, "delta": piece, "logprobs": []}))
        };
        self.of_item(name, &id, members)
    }

    fn close(&mut self, out: &mut Vec<Bytes>) {
        let Some(Open { thinks, id, text }) = self.open.take() else { return };
        let item = if thinks {
            out.push(self.of_item("response.reasoning_summary_text.done", &id, json!({"summary_index": 0, "text": text})));
            let part = json!({"type": "summary_text", "text": text});
            out.push(self.of_item("response.reasoning_summary_part.done", &id, json!({"summary_index": 0, "part": part})));
            self.items.reasoning(&id, &text)
        } else {
            out.push(self.of_item("response.output_text.done", &id, json!({"content_index": 0, "text": text, "logprobs": []})));
            out.push(self.of_item("response.content_part.done", &id, json!({"content_index": 0, "part": output_text(&text)})));
            message(&id, "completed", vec![output_text(&text)])
        };
        self.done(item, out);
    }

    fn done(&mut self, item: Value, out: &mut Vec<Bytes>) {
        let index = self.index();
        out.push(self.event("response.output_item.done", json!({"output_index": index, "item": item})));
        self.items.output.push(item);
    }

    fn call(&mut self, tool: &Tool, out: &mut Vec<Bytes>) {
        let (index, mut item) = (self.index(), self.items.call(tool, "in_progress", ""));
        out.push(self.event("response.output_item.added", json!({"output_index": index, "item": item})));
        let id = item["id"].as_str().unwrap_or_default().to_owned();
        for piece in pieces(&tool.arguments) {
            out.push(self.of_item("response.function_call_arguments.delta", &id, json!({"delta": piece})));
        }
        out.push(self.of_item("response.function_call_arguments.done", &id, json!({"arguments": tool.arguments})));
        item["status"] = "completed".into();
        item["arguments"] = tool.arguments.as_str().into();
        self.done(item, out);
    }
}

impl Events for Typed {
    fn write(&mut self, item: &Item) -> Vec<Bytes> {
        let mut out = Vec::new();
        self.start(&mut out);
        match item {
            Item::Text(text) | Item::Thinking(text) => {
                self.grow(matches!(item, Item::Thinking(_)), &mut out);
                out.push(self.delta(text));
            }
            Item::Tool(tool) => {
                self.close(&mut out);
                self.call(tool, &mut out);
            }
            Item::Finish(word) => {
                self.close(&mut out);
                let response = self.items.response(word.as_deref());
                let name = if response["status"] == "completed" { "response.completed" } else { "response.incomplete" };
                out.push(self.event(name, json!({"response": response})));
            }
        }
        out
    }
}

fn message(id: &str, status: &str, content: Vec<Value>) -> Value {
    json!({"id": id, "type": "message", "status": status, "role": "assistant", "content": content})
}

fn output_text(text: &str) -> Value {
    json!({"type": "output_text", "annotations": [], "logprobs": [], "text": text})
}

fn usage_value(usage: Usage) -> Value {
    json!({
        "input_tokens": usage.input, "input_tokens_details": {"cached_tokens": usage.cache_read}, "output_tokens": usage.output,
        "output_tokens_details": {"reasoning_tokens": usage.reasoning}, "total_tokens": usage.input + usage.output,
    })
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs())
}
