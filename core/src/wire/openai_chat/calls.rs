//! Tool calls as they stand on the wire, whole or in fragments, with the old `function_call` and the newer `custom` ones.

use serde::Deserialize;
use serde_json::json;

use super::LEGACY;
use crate::types::{Extra, Part, Tree, tree};
use crate::wire::lenient::{Count, JsonText, Word};

/// A tool call, whole or a fragment of it.
#[derive(Deserialize)]
pub struct WireCall<'a> {
    #[serde(default)]
    pub index: Count,
    #[serde(default, borrow)]
    pub id: Word<'a>,
    #[serde(default, borrow, rename = "type")]
    _kind: Word<'a>,
    #[serde(borrow)]
    function: Option<WireFunction<'a>>,
    #[serde(borrow)]
    custom: Option<WireCustom<'a>>,
    #[serde(flatten)]
    pub extra: Extra,
}

#[derive(Deserialize, Default)]
pub struct WireFunction<'a> {
    #[serde(default, borrow)]
    pub name: Word<'a>,
    #[serde(default)]
    pub arguments: JsonText,
}

#[derive(Deserialize)]
struct WireCustom<'a> {
    #[serde(default, borrow)]
    name: Word<'a>,
    #[serde(default)]
    input: JsonText,
}

impl WireCall<'_> {
    /// Name, arguments and what rides along. Some servers send an empty `custom` beside the `function`.
    pub fn into_call(mut self) -> (Option<String>, String, Extra) {
        let function = self.function.unwrap_or_default();
        match self.custom {
            Some(custom) if function.name.some().is_none() && function.arguments.0.is_empty() => {
                self.extra.insert("type".to_owned(), json!("custom"));
                (custom.name.into_some(), custom.input.0, self.extra)
            }
            _ => (function.name.into_some(), function.arguments.0, self.extra),
        }
    }
}

/// A call as an element of `tool_calls`, or (true) as the value of the old `function_call`.
pub fn encode_call<'a>(id: &'a str, name: &'a str, arguments: &'a str, extra: Option<&'a Extra>) -> (bool, Tree<'a>) {
    let function = |input: &'static str| tree!({"name": name, input: arguments});
    let (kind, input) = match extra.and_then(|extra| extra.get("type")?.as_str()) {
        Some(LEGACY) => return (true, function("arguments")),
        Some("custom") => ("custom", "input"),
        _ => ("function", "arguments"),
    };
    let call = tree!({"id": id, "type": kind, kind: function(input)});
    (
        false,
        match extra {
            Some(extra) => call.with(extra),
            None => call,
        },
    )
}

/// The id of a call that came without one: the same for the same place.
pub fn synthetic_id(index: usize) -> String {
    format!("call_{index}")
}

/// A call of the old `function_call` member.
pub fn legacy_call(name: String, arguments: String, index: usize) -> Part {
    Part::ToolCall { id: synthetic_id(index), name, arguments, extra: Extra::from_iter([("type".to_owned(), json!(LEGACY))]) }
}

/// A call without input has the empty object for its arguments.
pub fn or_braces(arguments: String) -> String {
    if arguments.trim().is_empty() { "{}".to_owned() } else { arguments }
}
