//! A caller's body → the canonical request. Wrong types are errors with their path; unknown members ride along.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::items;
use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Params, Part, Raw, Request, ResponseFormat, Role, Tool, ToolChoice, Turn};
use crate::wire::members::{flag, list, number, others, set, text, typed, whole, wrong};

/// The members that have a canonical place; all others are `extra`.
const KNOWN: [&str; 16] = [
    "model",
    "input",
    "instructions",
    "tools",
    "tool_choice",
    "parallel_tool_calls",
    "stream",
    "max_output_tokens",
    "temperature",
    "top_p",
    "top_logprobs",
    "text",
    "reasoning",
    "include",
    "user",
    "service_tier",
];

/// What the conversation may come from beside `input`.
pub const OTHER_INPUTS: [&str; 4] = ["instructions", "prompt", "previous_response_id", "conversation"];

/// The word in `include` that asks for log probabilities.
pub const LOGPROBS: &str = "message.output_text.logprobs";

pub fn decode(body: Map<String, Value>) -> Result<Request> {
    Ok(Request {
        model: text(&body, "model")?.ok_or_else(|| Error::invalid("`model` is missing: name a route or `provider/model`").at("model"))?,
        turns: turns(&body)?,
        tools: tools(&body)?,
        params: params(&body)?,
        stream: flag(&body, "stream")?.unwrap_or(false),
        // Streams of this wire always tell it.
        stream_usage: true,
        extra: extra(&body)?,
        raw: Some(Raw { dialect: Dialect::OpenaiResponses, data: Arc::new(body.into()) }),
    })
}

/// Members without a canonical place, and what is left of those that have one for a part of them.
fn extra(body: &Map<String, Value>) -> Result<Extra> {
    let mut extra: Extra = others(body, &KNOWN).into_iter().filter(|(_, value)| !value.is_null()).collect();
    for (member, known) in [("reasoning", "effort"), ("text", "format")] {
        let left: Extra = object(body, member)?.map(|inner| others(inner, &[known])).unwrap_or_default();
        let left: Extra = left.into_iter().filter(|(_, value)| !value.is_null()).collect();
        if !left.is_empty() {
            extra.insert(member.to_owned(), Value::Object(left));
        }
    }
    let include: Vec<Value> = list(body, "include")?.iter().filter(|word| *word != LOGPROBS).cloned().collect();
    if !include.is_empty() {
        extra.insert("include".to_owned(), Value::Array(include));
    }
    Ok(extra)
}

fn object<'a>(body: &'a Map<String, Value>, member: &str) -> Result<Option<&'a Map<String, Value>>> {
    match set(body, member) {
        None => Ok(None),
        Some(Value::Object(inner)) => Ok(Some(inner)),
        Some(other) => Err(wrong(member, "an object", other)),
    }
}

fn turns(body: &Map<String, Value>) -> Result<Vec<Turn>> {
    let said = |role, text: &str| Turn { role, parts: vec![Part::text(text)], name: None, extra: Extra::new() };
    let mut turns: Vec<Turn> = text(body, "instructions")?.iter().map(|text| said(Role::System, text)).collect();
    match set(body, "input") {
        Some(Value::String(text)) => turns.push(said(Role::User, text)),
        Some(Value::Array(list)) => turns.extend(items::turns(list)?),
        None if OTHER_INPUTS.iter().any(|member| set(body, member).is_some()) => {}
        other => return Err(wrong("input", "a text or a list of items", other.unwrap_or(&Value::Null))),
    }
    Ok(turns)
}

fn params(body: &Map<String, Value>) -> Result<Params> {
    let reasoning = object(body, "reasoning")?;
    let effort = reasoning.map(|r| typed(r, "effort", "a text", |v| v.as_str().map(str::to_owned)).map_err(|e| e.at("reasoning.effort")));
    Ok(Params {
        max_tokens: whole(body, "max_output_tokens")?,
        temperature: number(body, "temperature")?,
        top_p: number(body, "top_p")?,
        logprobs: list(body, "include")?.iter().any(|word| word == LOGPROBS).then_some(true),
        top_logprobs: whole(body, "top_logprobs")?,
        tool_choice: tool_choice(body)?,
        parallel_tool_calls: flag(body, "parallel_tool_calls")?,
        response_format: response_format(body)?,
        reasoning_effort: effort.transpose()?.flatten(),
        user: text(body, "user")?,
        service_tier: text(body, "service_tier")?,
        ..Params::default()
    })
}

fn tool_choice(body: &Map<String, Value>) -> Result<Option<ToolChoice>> {
    let Some(value) = set(body, "tool_choice") else { return Ok(None) };
    Ok(Some(match value {
        Value::String(word) => match word.as_str() {
            "auto" => ToolChoice::Auto,
            "none" => ToolChoice::None,
            "required" => ToolChoice::Required,
            _ => ToolChoice::Other(value.clone()),
        },
        Value::Object(object) => match (object.get("type").and_then(Value::as_str), object.get("name").and_then(Value::as_str)) {
            (Some("function"), Some(name)) => ToolChoice::Named(name.to_owned()),
            _ => ToolChoice::Other(value.clone()),
        },
        other => return Err(wrong("tool_choice", "a text or an object", other)),
    }))
}

fn response_format(body: &Map<String, Value>) -> Result<Option<ResponseFormat>> {
    let Some(value) = object(body, "text")?.and_then(|text| set(text, "format")) else { return Ok(None) };
    let Value::Object(format) = value else { return Err(wrong("text.format", "an object with a `type`", value)) };
    let text = |member: &str| format.get(member).and_then(Value::as_str).map(str::to_owned);
    Ok(Some(match (format.get("type").and_then(Value::as_str), set(format, "schema")) {
        (Some("text"), _) => ResponseFormat::Text,
        (Some("json_object"), _) => ResponseFormat::JsonObject,
        (Some("json_schema"), Some(schema)) => ResponseFormat::JsonSchema {
            name: text("name"),
            description: text("description"),
            schema: schema.clone(),
            strict: format.get("strict").and_then(Value::as_bool),
        },
        (Some("json_schema"), None) => return Err(wrong("text.format.schema", "a JSON Schema", &Value::Null)),
        _ => ResponseFormat::Other(value.clone()),
    }))
}

fn tools(body: &Map<String, Value>) -> Result<Vec<Tool>> {
    let mut tools = Vec::new();
    for (i, entry) in list(body, "tools")?.iter().enumerate() {
        let Value::Object(object) = entry else { return Err(wrong(&format!("tools.{i}"), "an object", entry)) };
        let name = object.get("name").and_then(Value::as_str);
        tools.push(match (object.get("type").and_then(Value::as_str), name) {
            (Some("function"), Some(name)) => Tool {
                name: name.to_owned(),
                description: object.get("description").and_then(Value::as_str).map(str::to_owned),
                parameters: set(object, "parameters").cloned(),
                strict: object.get("strict").and_then(Value::as_bool),
                extra: others(object, &["type", "name", "description", "parameters", "strict"]),
                native: None,
            },
            (Some("function"), None) => {
                return Err(wrong(&format!("tools.{i}.name"), "a text", object.get("name").unwrap_or(&Value::Null)));
            }
            (Some(kind), name) => native(name.unwrap_or(kind), entry),
            (None, _) => return Err(wrong(&format!("tools.{i}.type"), "a text", object.get("type").unwrap_or(&Value::Null))),
        });
    }
    Ok(tools)
}

/// A hosted or custom tool: only a target of this dialect knows it.
fn native(name: &str, entry: &Value) -> Tool {
    Tool {
        name: name.to_owned(),
        description: None,
        parameters: None,
        strict: None,
        extra: Extra::new(),
        native: Some(Raw { dialect: Dialect::OpenaiResponses, data: Arc::new(entry.clone()) }),
    }
}
