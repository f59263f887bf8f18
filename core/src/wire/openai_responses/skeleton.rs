//! The outer object of an answer and its items, as they are written by us: for a whole answer and in the events of a stream.

use serde_json::{Map, Value, json};

use super::EXTRA_CONTENT;
use super::usage::encode_usage;
use crate::id::random_id;
use crate::types::{Extra, Usage};

/// Who answers.
#[derive(Debug, Clone, Default)]
pub struct Head {
    pub id: String,
    pub model: String,
    pub created: u64,
}

/// How far an answer has come.
#[derive(Debug, Clone, Default)]
pub struct State<'a> {
    pub status: &'a str,
    pub incomplete: Option<&'a str>,
    pub error: Option<Value>,
    pub usage: Option<&'a Usage>,
}

/// An answer with these items. The members that repeat the request have their defaults: what was asked is not known here.
pub fn response(head: &Head, state: &State<'_>, output: Vec<Value>, extra: &Extra) -> Value {
    let mut body = Map::from_iter([
        ("id".to_owned(), json!(head.id)),
        ("object".to_owned(), json!("response")),
        ("created_at".to_owned(), json!(head.created)),
        ("status".to_owned(), json!(state.status)),
        ("background".to_owned(), json!(false)),
        ("error".to_owned(), json!(state.error)),
        ("incomplete_details".to_owned(), state.incomplete.map_or(Value::Null, |reason| json!({"reason": reason}))),
        ("instructions".to_owned(), Value::Null),
        ("max_output_tokens".to_owned(), Value::Null),
        ("model".to_owned(), json!(head.model)),
        ("output".to_owned(), Value::Array(output)),
        ("parallel_tool_calls".to_owned(), json!(true)),
        ("previous_response_id".to_owned(), Value::Null),
        ("reasoning".to_owned(), json!({"effort": null, "summary": null})),
        ("store".to_owned(), json!(false)),
        ("temperature".to_owned(), Value::Null),
        ("text".to_owned(), json!({"format": {"type": "text"}})),
        ("tool_choice".to_owned(), json!("auto")),
        ("tools".to_owned(), json!([])),
        ("top_p".to_owned(), Value::Null),
        ("truncation".to_owned(), json!("disabled")),
        ("usage".to_owned(), state.usage.map_or(Value::Null, encode_usage)),
        ("user".to_owned(), Value::Null),
        ("metadata".to_owned(), json!({})),
    ]);
    if let Some(tier) = state.usage.and_then(|usage| usage.tier) {
        body.insert("service_tier".to_owned(), json!(tier.name()));
    }
    for (member, value) in extra {
        body.insert(member.clone(), value.clone());
    }
    Value::Object(body)
}

/// A fresh id for an item of this type.
pub fn item_id(kind: &str) -> String {
    let prefix = match kind {
        "message" => "msg_",
        "function_call" => "fc_",
        "custom_tool_call" => "ctc_",
        "reasoning" => "rs_",
        "web_search_call" => "ws_",
        "file_search_call" => "fs_",
        "image_generation_call" => "ig_",
        _ => "item_",
    };
    random_id(prefix, 32)
}

pub fn message(id: &str, status: &str, content: Vec<Value>) -> Value {
    json!({"id": id, "type": "message", "status": status, "role": "assistant", "content": content})
}

/// A text of the answer. `logprobs` are those of its tokens.
pub fn output_text(text: &str, annotations: Option<&Value>, logprobs: &[Value]) -> Value {
    json!({"type": "output_text", "text": text, "annotations": annotations.unwrap_or(&json!([])), "logprobs": logprobs})
}

pub fn refusal(text: &str) -> Value {
    json!({"type": "refusal", "refusal": text})
}

/// A call; `extra` says whether its tool is a custom one, and what its provider wants back with it.
pub fn call(id: &str, status: &str, call_id: &str, name: &str, arguments: &str, extra: &Extra) -> Value {
    if is_custom(extra) {
        return json!({"id": id, "type": "custom_tool_call", "status": status, "call_id": call_id, "name": name, "input": arguments});
    }
    let mut item = json!({"id": id, "type": "function_call", "status": status, "call_id": call_id, "name": name, "arguments": arguments});
    if let Some(content) = extra.get(EXTRA_CONTENT) {
        item[EXTRA_CONTENT] = content.clone();
    }
    item
}

/// Is this the `extra` of a call of a `custom` tool?
pub fn is_custom(extra: &Extra) -> bool {
    extra.get("type").and_then(Value::as_str) == Some("custom")
}

/// The same item under a fresh id that begins as the old one does.
pub fn renew_item(item: &mut Value) {
    let Value::Object(object) = item else { return };
    if object.get("type").and_then(Value::as_str) == Some("reasoning") {
        super::reasoning::renew(object);
    } else if let Some(Value::String(id)) = object.get_mut("id") {
        let prefix = id.split_once('_').map_or(String::new(), |(prefix, _)| format!("{prefix}_"));
        *id = random_id(&prefix, 32);
    }
}
