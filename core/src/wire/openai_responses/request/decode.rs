//! A caller's body → the canonical request. Wrong types are errors with their path; unknown members ride along.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::items;
use crate::error::{Error, Result};
use crate::types::{Dialect, Document, Extra, Members, Params, Part, Raw, Request, ResponseFormat, Role, Schema, Tool, ToolChoice, Tree, Turn};
use crate::wire::members::{flag, list, number, object, others, rest, set, text, typed, whole, wrong};

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
    let body = Arc::new(Document::from(body));
    read(&body.read()?.members, &body)
}

/// `body` is what the members were read from.
pub fn read(members: &Members<'_>, body: &Arc<Document>) -> Result<Request> {
    Ok(Request {
        model: text(members, "model")?.ok_or_else(|| Error::invalid("`model` is missing: name a route or `provider/model`").at("model"))?,
        turns: turns(members)?,
        tools: tools(members)?,
        params: params(members)?,
        stream: flag(members, "stream")?.unwrap_or(false),
        // Streams of this wire always tell it.
        stream_usage: true,
        extra: extra(members)?,
        raw: Some(Raw { dialect: Dialect::OpenaiResponses, data: Arc::clone(body) }),
    })
}

/// Members without a canonical place, and what is left of those that have one for a part of them.
fn extra(body: &Members<'_>) -> Result<Extra> {
    let mut extra = rest(body, &KNOWN);
    for (member, known) in [("reasoning", "effort"), ("text", "format")] {
        let left: Extra = object(body, member)?.map(|inner| rest(inner, &[known])).unwrap_or_default();
        if !left.is_empty() {
            extra.insert(member.to_owned(), Value::Object(left));
        }
    }
    let include: Vec<Value> = list(body, "include")?.iter().filter(|word| **word != LOGPROBS).map(Tree::to_value).collect();
    if !include.is_empty() {
        extra.insert("include".to_owned(), Value::Array(include));
    }
    Ok(extra)
}

fn turns(body: &Members<'_>) -> Result<Vec<Turn>> {
    let said = |role, text: &str| Turn { role, parts: vec![Part::text(text)], name: None, extra: Extra::new() };
    let mut turns: Vec<Turn> = text(body, "instructions")?.iter().map(|text| said(Role::System, text)).collect();
    match set(body, "input") {
        Some(Tree::String(text)) => turns.push(said(Role::User, text)),
        Some(Tree::Array(list)) => turns.extend(items::turns(list)?),
        None if OTHER_INPUTS.iter().any(|member| set(body, member).is_some()) => {}
        other => return Err(wrong("input", "a text or a list of items", other.unwrap_or(&Tree::Null))),
    }
    Ok(turns)
}

fn params(body: &Members<'_>) -> Result<Params> {
    let reasoning = object(body, "reasoning")?;
    let effort = reasoning.map(|r| typed(r, "effort", "a text", |v| v.as_str().map(str::to_owned)).map_err(|e| e.at("reasoning.effort")));
    Ok(Params {
        max_tokens: whole(body, "max_output_tokens")?,
        temperature: number(body, "temperature")?,
        top_p: number(body, "top_p")?,
        logprobs: list(body, "include")?.iter().any(|word| *word == LOGPROBS).then_some(true),
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

fn tool_choice(body: &Members<'_>) -> Result<Option<ToolChoice>> {
    let Some(value) = set(body, "tool_choice") else { return Ok(None) };
    Ok(Some(match value {
        Tree::String(word) => match &**word {
            "auto" => ToolChoice::Auto,
            "none" => ToolChoice::None,
            "required" => ToolChoice::Required,
            _ => ToolChoice::Other(value.to_value()),
        },
        Tree::Object(object) => match (object.get("type").and_then(Tree::as_str), object.get("name").and_then(Tree::as_str)) {
            (Some("function"), Some(name)) => ToolChoice::Named(name.to_owned()),
            _ => ToolChoice::Other(value.to_value()),
        },
        other => return Err(wrong("tool_choice", "a text or an object", other)),
    }))
}

fn response_format(body: &Members<'_>) -> Result<Option<ResponseFormat>> {
    let Some(value) = object(body, "text")?.and_then(|text| set(text, "format")) else { return Ok(None) };
    let Tree::Object(format) = value else { return Err(wrong("text.format", "an object with a `type`", value)) };
    let text = |member: &str| format.get(member).and_then(Tree::as_str).map(str::to_owned);
    Ok(Some(match (format.get("type").and_then(Tree::as_str), set(format, "schema")) {
        (Some("text"), _) => ResponseFormat::Text,
        (Some("json_object"), _) => ResponseFormat::JsonObject,
        (Some("json_schema"), Some(schema)) => ResponseFormat::JsonSchema {
            name: text("name"),
            description: text("description"),
            schema: schema.to_value(),
            strict: format.get("strict").and_then(Tree::as_bool),
        },
        (Some("json_schema"), None) => return Err(wrong("text.format.schema", "a JSON Schema", &Tree::Null)),
        _ => ResponseFormat::Other(value.to_value()),
    }))
}

fn tools(body: &Members<'_>) -> Result<Vec<Tool>> {
    let mut tools = Vec::new();
    for (i, entry) in list(body, "tools")?.iter().enumerate() {
        let Tree::Object(object) = entry else { return Err(wrong(&format!("tools.{i}"), "an object", entry)) };
        let name = object.get("name").and_then(Tree::as_str);
        tools.push(match (object.get("type").and_then(Tree::as_str), name) {
            (Some("function"), Some(name)) => Tool {
                name: name.to_owned(),
                description: object.get("description").and_then(Tree::as_str).map(str::to_owned),
                parameters: set(object, "parameters").map(Schema::from),
                strict: object.get("strict").and_then(Tree::as_bool),
                extra: others(object, &["type", "name", "description", "parameters", "strict"]),
                native: None,
            },
            (Some("function"), None) => {
                return Err(wrong(&format!("tools.{i}.name"), "a text", object.get("name").unwrap_or(&Tree::Null)));
            }
            (Some(kind), name) => native(name.unwrap_or(kind), entry),
            (None, _) => return Err(wrong(&format!("tools.{i}.type"), "a text", object.get("type").unwrap_or(&Tree::Null))),
        });
    }
    Ok(tools)
}

/// A hosted or custom tool: only a target of this dialect knows it.
fn native(name: &str, entry: &Tree<'_>) -> Tool {
    Tool {
        name: name.to_owned(),
        description: None,
        parameters: None,
        strict: None,
        extra: Extra::new(),
        native: Some(Raw { dialect: Dialect::OpenaiResponses, data: Arc::new(entry.to_value()) }),
    }
}
