//! A message of an answer, whole or a piece of a stream: what is read of it, and how parts become one.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::types::{Dialect, Extra, Part};
use crate::wire::lenient::{JsonText, Word};

#[derive(Deserialize, Default)]
pub struct WireMessage<'a> {
    #[serde(default, borrow, rename = "role")]
    _role: Word<'a>,
    #[serde(default, borrow)]
    pub content: Word<'a>,
    #[serde(default, borrow)]
    pub thinking: Word<'a>,
    #[serde(borrow)]
    pub tool_calls: Option<Vec<WireCall<'a>>>,
}

#[derive(Deserialize)]
pub struct WireCall<'a> {
    #[serde(default, borrow)]
    id: Word<'a>,
    #[serde(borrow)]
    function: Option<WireFunction<'a>>,
}

#[derive(Deserialize, Default)]
struct WireFunction<'a> {
    #[serde(default, borrow)]
    name: Word<'a>,
    #[serde(default)]
    arguments: JsonText,
}

/// A call with an id of its own, which most servers do not give.
pub struct Call {
    pub id: String,
    pub name: String,
    pub arguments: String,
}

impl WireCall<'_> {
    /// `place` is the answer that the call stands in.
    pub fn read(self, place: &str, index: usize) -> Call {
        let function = self.function.unwrap_or_default();
        let name = function.name.into_string();
        let arguments = if function.arguments.0.trim().is_empty() { "{}".to_owned() } else { function.arguments.0 };
        let id = self.id.into_some().unwrap_or_else(|| synthetic_id(place, index, &name));
        Call { id, name, arguments }
    }
}

/// The id of a call from where it stands: the same however often it is read.
fn synthetic_id(place: &str, index: usize, name: &str) -> String {
    let hash = blake3::hash(format!("{}:{place}{index}:{name}", place.len()).as_bytes()).to_hex();
    format!("call_{}", &hash[..24])
}

/// A call's arguments as the object that this wire wants. What is no object is shown as what it is.
pub fn arguments(text: &str) -> Value {
    if text.trim().is_empty() {
        return json!({});
    }
    match serde_json::from_str::<Value>(text) {
        Ok(object @ Value::Object(_)) => object,
        Ok(_) | Err(_) => json!({"_raw": text}),
    }
}

/// The parts of an answer as its message.
pub fn encode(parts: &[Part]) -> Map<String, Value> {
    let (mut content, mut thinking, mut calls) = (String::new(), String::new(), Vec::new());
    for part in parts {
        match part {
            Part::Text { text, .. } | Part::Refusal { text } => content.push_str(text),
            Part::Thinking { text, .. } => thinking.push_str(text),
            Part::ToolCall { name, arguments: text, .. } => calls.push(call(name, text)),
            Part::Image(_) | Part::Audio(_) | Part::File(_) | Part::ToolResult { .. } | Part::RedactedThinking { .. } | Part::Raw { .. } => {}
        }
    }
    let mut message = Map::from_iter([("role".to_owned(), json!("assistant")), ("content".to_owned(), json!(content))]);
    if !thinking.is_empty() {
        message.insert("thinking".to_owned(), json!(thinking));
    }
    if !calls.is_empty() {
        message.insert("tool_calls".to_owned(), json!(calls));
    }
    message
}

pub fn call(name: &str, text: &str) -> Value {
    json!({"function": {"name": name, "arguments": arguments(text)}})
}

pub fn thought(text: String) -> Part {
    Part::Thinking { text, signature: None, origin: Some(Dialect::Ollama), extra: Extra::new() }
}
