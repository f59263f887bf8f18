//! A caller's body → the canonical request. Wrong types are errors with their path; unknown members ride along.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::super::blocks;
use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Params, Part, Raw, Request, ResponseFormat, Role, Tool, ToolChoice, Turn};
use crate::wire::members::{flag, list, number, others, set, text, typed, whole, wrong};

/// The members that have a canonical place; all others are `extra`.
const KNOWN: [&str; 17] = [
    "model",
    "messages",
    "tools",
    "strict_tools",
    "tool_choice",
    "stream",
    "max_tokens",
    "temperature",
    "p",
    "k",
    "stop_sequences",
    "seed",
    "frequency_penalty",
    "presence_penalty",
    "logprobs",
    "response_format",
    "thinking",
];

pub fn decode(body: Map<String, Value>) -> Result<Request> {
    let mut extra: Extra =
        body.iter().filter(|(key, value)| !KNOWN.contains(&key.as_str()) && !value.is_null()).map(|(k, v)| (k.clone(), v.clone())).collect();
    let mut params = params(&body)?;
    thinking(&body, &mut params, &mut extra)?;
    Ok(Request {
        model: text(&body, "model")?.ok_or_else(|| Error::invalid("`model` is missing: name a route or `provider/model`").at("model"))?,
        turns: turns(&body)?,
        tools: tools(&body)?,
        params,
        stream: flag(&body, "stream")?.unwrap_or(false),
        stream_usage: true,
        extra,
        raw: Some(Raw { dialect: Dialect::Cohere, data: Arc::new(body.into()) }),
    })
}

fn params(body: &Map<String, Value>) -> Result<Params> {
    let texts = |value: &Value| value.as_array()?.iter().map(|s| s.as_str().map(str::to_owned)).collect();
    Ok(Params {
        max_tokens: whole(body, "max_tokens")?,
        temperature: number(body, "temperature")?,
        top_p: number(body, "p")?,
        top_k: whole(body, "k")?,
        stop: typed(body, "stop_sequences", "a list of texts", texts)?.unwrap_or_default(),
        seed: typed(body, "seed", "a whole number", Value::as_i64)?,
        frequency_penalty: number(body, "frequency_penalty")?,
        presence_penalty: number(body, "presence_penalty")?,
        logprobs: flag(body, "logprobs")?,
        tool_choice: text(body, "tool_choice")?.map(|word| match word.as_str() {
            "REQUIRED" => ToolChoice::Required,
            "NONE" => ToolChoice::None,
            _ => ToolChoice::Other(json!(word)),
        }),
        response_format: response_format(body)?,
        ..Params::default()
    })
}

/// `schema` is the older name of `json_schema`.
fn response_format(body: &Map<String, Value>) -> Result<Option<ResponseFormat>> {
    let Some(value) = set(body, "response_format") else { return Ok(None) };
    let Value::Object(format) = value else { return Err(wrong("response_format", "an object with a `type`", value)) };
    let schema = set(format, "json_schema").or_else(|| set(format, "schema"));
    Ok(Some(match (format.get("type").and_then(Value::as_str), schema) {
        (Some("text"), _) => ResponseFormat::Text,
        (Some("json_object"), None) => ResponseFormat::JsonObject,
        (Some("json_object"), Some(schema)) => {
            ResponseFormat::JsonSchema { name: None, description: None, schema: schema.clone(), strict: Some(true) }
        }
        _ => ResponseFormat::Other(value.clone()),
    }))
}

/// Off, or a budget; that a model which thinks anyway is told to think stays as it is.
fn thinking(body: &Map<String, Value>, params: &mut Params, extra: &mut Extra) -> Result<()> {
    let Some(value) = set(body, "thinking") else { return Ok(()) };
    let Value::Object(thinking) = value else { return Err(wrong("thinking", "an object with a `type`", value)) };
    params.thinking_budget = whole(thinking, "token_budget").map_err(|e| e.at("thinking.token_budget"))?;
    match thinking.get("type").and_then(Value::as_str) {
        Some("disabled") => {
            params.thinking_budget = None;
            params.reasoning_effort = Some("none".to_owned());
        }
        Some("enabled") if params.thinking_budget.is_some() => {}
        _ => drop(extra.insert("thinking".to_owned(), value.clone())),
    }
    Ok(())
}

fn tools(body: &Map<String, Value>) -> Result<Vec<Tool>> {
    let strict = flag(body, "strict_tools")?;
    let mut tools = Vec::new();
    for (i, entry) in list(body, "tools")?.iter().enumerate() {
        let Value::Object(object) = entry else { return Err(wrong(&format!("tools.{i}"), "an object", entry)) };
        let Some(Value::Object(function)) = object.get("function") else {
            let got = object.get("function").unwrap_or(&Value::Null);
            return Err(wrong(&format!("tools.{i}.function"), "an object with a `name`", got));
        };
        let Some(Value::String(name)) = function.get("name") else {
            return Err(wrong(&format!("tools.{i}.function.name"), "a text", function.get("name").unwrap_or(&Value::Null)));
        };
        let mut extra = others(object, &["type", "function"]);
        let unknown = others(function, &["name", "description", "parameters"]);
        if !unknown.is_empty() {
            extra.insert("function".to_owned(), Value::Object(unknown));
        }
        tools.push(Tool {
            name: name.clone(),
            description: function.get("description").and_then(Value::as_str).map(str::to_owned),
            parameters: set(function, "parameters").cloned(),
            strict,
            extra,
            native: None,
        });
    }
    Ok(tools)
}

fn turns(body: &Map<String, Value>) -> Result<Vec<Turn>> {
    let messages = match body.get("messages") {
        Some(Value::Array(messages)) if !messages.is_empty() => messages,
        Some(Value::Array(_)) => return Err(Error::invalid("`messages` must have at least one message").at("messages")),
        other => return Err(wrong("messages", "a list of messages", other.unwrap_or(&Value::Null))),
    };
    let mut turns = Vec::with_capacity(messages.len());
    for (i, message) in messages.iter().enumerate() {
        let Value::Object(object) = message else { return Err(wrong(&format!("messages.{i}"), "an object with a `role`", message)) };
        turns.push(turn(i, object)?);
    }
    Ok(turns)
}

fn turn(i: usize, message: &Map<String, Value>) -> Result<Turn> {
    let at = |member: &str| format!("messages.{i}.{member}");
    let role = match message.get("role") {
        Some(Value::String(role)) => role.as_str(),
        other => return Err(wrong(&at("role"), "a text", other.unwrap_or(&Value::Null))),
    };
    let content = blocks::content(message.get("content"), &|| at("content"))?;
    let mut known = vec!["role", "content"];
    let (role, parts) = match role {
        "system" | "developer" => (Role::System, content),
        "user" => (Role::User, content),
        "assistant" => {
            known.extend(["tool_plan", "tool_calls", "citations"]);
            (Role::Assistant, assistant(i, message, content)?)
        }
        "tool" => {
            known.push("tool_call_id");
            let id = text(message, "tool_call_id").map_err(|e| e.at(at("tool_call_id")))?.unwrap_or_default();
            (Role::Tool, vec![Part::ToolResult { id, name: None, parts: content, is_error: false, extra: Extra::new() }])
        }
        other => return Err(Error::invalid(format!("`{other}` is no role: use system, user, assistant or tool")).at(at("role"))),
    };
    Ok(Turn { role, parts, name: None, extra: others(message, &known).into_iter().filter(|(_, v)| !v.is_null()).collect() })
}

fn assistant(i: usize, message: &Map<String, Value>, content: Vec<Part>) -> Result<Vec<Part>> {
    let at = |member: &str| format!("messages.{i}.{member}");
    let plan = text(message, "tool_plan").map_err(|e| e.at(at("tool_plan")))?.filter(|plan| !plan.is_empty());
    let mut parts: Vec<Part> = plan.map(blocks::plan).into_iter().chain(content).collect();
    for (j, call) in list(message, "tool_calls").map_err(|e| e.at(at("tool_calls")))?.iter().enumerate() {
        let path = at(&format!("tool_calls.{j}"));
        let Some(function) = call.get("function").and_then(Value::as_object) else {
            return Err(wrong(&format!("{path}.function"), "an object with a `name`", call.get("function").unwrap_or(&Value::Null)));
        };
        let member = |owner: Option<&Value>| owner.and_then(Value::as_str).unwrap_or_default().to_owned();
        parts.push(Part::ToolCall {
            id: member(call.get("id")),
            name: member(function.get("name")),
            arguments: function.get("arguments").map_or_else(String::new, |a| a.as_str().map_or_else(|| a.to_string(), str::to_owned)),
            extra: Extra::new(),
        });
    }
    parts.extend(list(message, "citations").map_err(|e| e.at(at("citations")))?.iter().map(blocks::citation));
    Ok(parts)
}
