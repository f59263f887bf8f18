//! A caller's body → the canonical request. Wrong types are errors with their path; unknown members ride along.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::super::blocks;
use crate::error::{Error, Result};
use crate::types::{Dialect, Document, Extra, Members, Params, Part, Raw, Request, ResponseFormat, Role, Schema, Tool, ToolChoice, Tree, Turn};
use crate::wire::members::{flag, list, number, others, rest, set, text, typed, whole, wrong};

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
    let body = Arc::new(Document::from(body));
    read(&body.read()?.members, &body)
}

/// `body` is what the members were read from.
pub fn read(members: &Members<'_>, body: &Arc<Document>) -> Result<Request> {
    let mut extra = rest(members, &KNOWN);
    let mut params = params(members)?;
    thinking(members, &mut params, &mut extra)?;
    Ok(Request {
        model: text(members, "model")?.ok_or_else(|| Error::invalid("`model` is missing: name a route or `provider/model`").at("model"))?,
        turns: turns(members)?,
        tools: tools(members)?,
        params,
        stream: flag(members, "stream")?.unwrap_or(false),
        stream_usage: true,
        extra,
        raw: Some(Raw { dialect: Dialect::Cohere, data: Arc::clone(body) }),
    })
}

fn params(body: &Members<'_>) -> Result<Params> {
    let texts = |value: &Tree<'_>| value.as_array()?.iter().map(|s| s.as_str().map(str::to_owned)).collect();
    Ok(Params {
        max_tokens: whole(body, "max_tokens")?,
        temperature: number(body, "temperature")?,
        top_p: number(body, "p")?,
        top_k: whole(body, "k")?,
        stop: typed(body, "stop_sequences", "a list of texts", texts)?.unwrap_or_default(),
        seed: typed(body, "seed", "a whole number", Tree::as_i64)?,
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
fn response_format(body: &Members<'_>) -> Result<Option<ResponseFormat>> {
    let Some(value) = set(body, "response_format") else { return Ok(None) };
    let Tree::Object(format) = value else { return Err(wrong("response_format", "an object with a `type`", value)) };
    let schema = set(format, "json_schema").or_else(|| set(format, "schema"));
    Ok(Some(match (format.get("type").and_then(Tree::as_str), schema) {
        (Some("text"), _) => ResponseFormat::Text,
        (Some("json_object"), None) => ResponseFormat::JsonObject,
        (Some("json_object"), Some(schema)) => {
            ResponseFormat::JsonSchema { name: None, description: None, schema: schema.to_value(), strict: Some(true) }
        }
        _ => ResponseFormat::Other(value.to_value()),
    }))
}

/// Off, or a budget; that a model which thinks anyway is told to think stays as it is.
fn thinking(body: &Members<'_>, params: &mut Params, extra: &mut Extra) -> Result<()> {
    let Some(value) = set(body, "thinking") else { return Ok(()) };
    let Tree::Object(thinking) = value else { return Err(wrong("thinking", "an object with a `type`", value)) };
    params.thinking_budget = whole(thinking, "token_budget").map_err(|e| e.at("thinking.token_budget"))?;
    match thinking.get("type").and_then(Tree::as_str) {
        Some("disabled") => {
            params.thinking_budget = None;
            params.reasoning_effort = Some("none".to_owned());
        }
        Some("enabled") if params.thinking_budget.is_some() => {}
        _ => drop(extra.insert("thinking".to_owned(), value.to_value())),
    }
    Ok(())
}

fn tools(body: &Members<'_>) -> Result<Vec<Tool>> {
    let strict = flag(body, "strict_tools")?;
    let mut tools = Vec::new();
    for (i, entry) in list(body, "tools")?.iter().enumerate() {
        let Tree::Object(object) = entry else { return Err(wrong(&format!("tools.{i}"), "an object", entry)) };
        let Some(Tree::Object(function)) = object.get("function") else {
            let got = object.get("function").unwrap_or(&Tree::Null);
            return Err(wrong(&format!("tools.{i}.function"), "an object with a `name`", got));
        };
        let Some(Tree::String(name)) = function.get("name") else {
            return Err(wrong(&format!("tools.{i}.function.name"), "a text", function.get("name").unwrap_or(&Tree::Null)));
        };
        let mut extra = others(object, &["type", "function"]);
        let unknown = others(function, &["name", "description", "parameters"]);
        if !unknown.is_empty() {
            extra.insert("function".to_owned(), Value::Object(unknown));
        }
        tools.push(Tool {
            name: name.to_string(),
            description: function.get("description").and_then(Tree::as_str).map(str::to_owned),
            parameters: set(function, "parameters").map(Schema::from),
            strict,
            extra,
            native: None,
        });
    }
    Ok(tools)
}

fn turns(body: &Members<'_>) -> Result<Vec<Turn>> {
    let messages = match body.get("messages") {
        Some(Tree::Array(messages)) if !messages.is_empty() => messages,
        Some(Tree::Array(_)) => return Err(Error::invalid("`messages` must have at least one message").at("messages")),
        other => return Err(wrong("messages", "a list of messages", other.unwrap_or(&Tree::Null))),
    };
    let mut turns = Vec::with_capacity(messages.len());
    for (i, message) in messages.iter().enumerate() {
        let Tree::Object(object) = message else { return Err(wrong(&format!("messages.{i}"), "an object with a `role`", message)) };
        turns.push(turn(i, object)?);
    }
    Ok(turns)
}

fn turn(i: usize, message: &Members<'_>) -> Result<Turn> {
    let at = |member: &str| format!("messages.{i}.{member}");
    let role = match message.get("role") {
        Some(Tree::String(role)) => &**role,
        other => return Err(wrong(&at("role"), "a text", other.unwrap_or(&Tree::Null))),
    };
    let content = blocks::content(message.get("content"), &|| at("content"))?;
    let mut known: &[&str] = &["role", "content"];
    let (role, parts) = match role {
        "system" | "developer" => (Role::System, content),
        "user" => (Role::User, content),
        "assistant" => {
            known = &["role", "content", "tool_plan", "tool_calls", "citations"];
            (Role::Assistant, assistant(i, message, content)?)
        }
        "tool" => {
            known = &["role", "content", "tool_call_id"];
            let id = text(message, "tool_call_id").map_err(|e| e.at(at("tool_call_id")))?.unwrap_or_default();
            (Role::Tool, vec![Part::ToolResult { id, name: None, parts: content, is_error: false, extra: Extra::new() }])
        }
        other => return Err(Error::invalid(format!("`{other}` is no role: use system, user, assistant or tool")).at(at("role"))),
    };
    Ok(Turn { role, parts, name: None, extra: rest(message, known) })
}

fn assistant(i: usize, message: &Members<'_>, content: Vec<Part>) -> Result<Vec<Part>> {
    let at = |member: &str| format!("messages.{i}.{member}");
    let plan = text(message, "tool_plan").map_err(|e| e.at(at("tool_plan")))?.filter(|plan| !plan.is_empty());
    let mut parts: Vec<Part> = plan.map(blocks::plan).into_iter().chain(content).collect();
    for (j, call) in list(message, "tool_calls").map_err(|e| e.at(at("tool_calls")))?.iter().enumerate() {
        let path = || at(&format!("tool_calls.{j}"));
        let Some(function) = call.get("function").and_then(Tree::as_object) else {
            return Err(wrong(&format!("{}.function", path()), "an object with a `name`", call.get("function").unwrap_or(&Tree::Null)));
        };
        let member = |owner: Option<&Tree<'_>>| owner.and_then(Tree::as_str).unwrap_or_default().to_owned();
        parts.push(Part::ToolCall {
            id: member(call.get("id")),
            name: member(function.get("name")),
            arguments: function.get("arguments").map_or_else(String::new, |a| a.as_str().map_or_else(|| a.to_json(), str::to_owned)),
            extra: Extra::new(),
        });
    }
    parts.extend(list(message, "citations").map_err(|e| e.at(at("citations")))?.iter().map(|citation| blocks::citation(&citation.to_value())));
    Ok(parts)
}
