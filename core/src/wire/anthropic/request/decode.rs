//! A caller's body → the canonical request. Wrong types are errors with their path; unknown members ride along.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::super::blocks;
use crate::error::{Error, Result};
use crate::types::{Dialect, Document, Extra, Members, Params, Part, Raw, Request, ResponseFormat, Role, Schema, Tool, ToolChoice, Tree, Turn};
use crate::wire::members::{flag, list, number, others, rest, set, text, typed, whole, wrong};

/// The members that have a canonical place; all others are `extra`.
const KNOWN: [&str; 14] = [
    "model",
    "messages",
    "system",
    "tools",
    "tool_choice",
    "stream",
    "max_tokens",
    "temperature",
    "top_p",
    "top_k",
    "stop_sequences",
    "metadata",
    "output_format",
    "service_tier",
];

pub fn decode(body: Map<String, Value>) -> Result<Request> {
    let body = Arc::new(Document::from(body));
    read(&body.read()?.members, &body)
}

/// `body` is what the members were read from.
pub fn read(members: &Members<'_>, body: &Arc<Document>) -> Result<Request> {
    let mut extra = rest(members, &KNOWN);
    let mut params = params(members)?;
    output(members, &mut params, &mut extra)?;
    thinking(members, &mut params)?;
    if let Some(Tree::Object(metadata)) = set(members, "metadata") {
        let more = others(metadata, &["user_id"]);
        if !more.is_empty() {
            extra.insert("metadata".to_owned(), Value::Object(more));
        }
    }
    Ok(Request {
        model: text(members, "model")?.ok_or_else(|| Error::invalid("`model` is missing: name a route or `provider/model`").at("model"))?,
        turns: turns(members)?,
        tools: tools(members)?,
        params,
        stream: flag(members, "stream")?.unwrap_or(false),
        stream_usage: true,
        extra,
        raw: Some(Raw { dialect: Dialect::Anthropic, data: Arc::clone(body) }),
    })
}

fn params(body: &Members<'_>) -> Result<Params> {
    let (tool_choice, parallel_tool_calls) = tool_choice(body)?;
    let texts = |value: &Tree<'_>| value.as_array()?.iter().map(|s| s.as_str().map(str::to_owned)).collect();
    let user = typed(body, "metadata", "an object", |v| v.as_object().cloned())?;
    Ok(Params {
        max_tokens: whole(body, "max_tokens")?,
        temperature: number(body, "temperature")?,
        top_p: number(body, "top_p")?,
        top_k: whole(body, "top_k")?,
        stop: typed(body, "stop_sequences", "a list of texts", texts)?.unwrap_or_default(),
        tool_choice,
        parallel_tool_calls,
        user: user.and_then(|metadata| metadata.get("user_id")?.as_str().map(str::to_owned)),
        // OpenAI's words: the standard tier is its default.
        service_tier: text(body, "service_tier")?.map(|tier| if tier == "standard_only" { "default".to_owned() } else { tier }),
        ..Params::default()
    })
}

fn tool_choice(body: &Members<'_>) -> Result<(Option<ToolChoice>, Option<bool>)> {
    let Some(value) = set(body, "tool_choice") else { return Ok((None, None)) };
    let Tree::Object(choice) = value else { return Err(wrong("tool_choice", "an object with a `type`", value)) };
    let parallel = flag(choice, "disable_parallel_tool_use").map_err(|e| e.at("tool_choice.disable_parallel_tool_use"))?.map(|disabled| !disabled);
    let choice = match (choice.get("type").and_then(Tree::as_str), choice.get("name").and_then(Tree::as_str)) {
        (Some("auto"), _) => ToolChoice::Auto,
        (Some("any"), _) => ToolChoice::Required,
        (Some("none"), _) => ToolChoice::None,
        (Some("tool"), Some(name)) => ToolChoice::Named(name.to_owned()),
        _ => ToolChoice::Other(value.to_value()),
    };
    Ok((Some(choice), parallel))
}

/// `output_config`, and its older form `output_format`.
fn output(body: &Members<'_>, params: &mut Params, extra: &mut Extra) -> Result<()> {
    let config = typed(body, "output_config", "an object", |v| v.as_object().cloned())?.unwrap_or_default();
    if let Some(format) = set(&config, "format").or_else(|| set(body, "output_format")) {
        params.response_format = Some(match (format.get("type").and_then(Tree::as_str), format.get("schema")) {
            (Some("json_schema"), Some(schema)) => {
                ResponseFormat::JsonSchema { name: None, description: None, schema: schema.to_value(), strict: Some(true) }
            }
            (Some("json_schema"), None) => {
                let place = if set(&config, "format").is_some() { "output_config.format.schema" } else { "output_format.schema" };
                return Err(wrong(place, "a JSON Schema", &Tree::Null));
            }
            _ => ResponseFormat::Other(format.to_value()),
        });
    }
    params.reasoning_effort = text(&config, "effort").map_err(|e| e.at("output_config.effort"))?;
    let more = others(&config, &["effort", "format"]);
    extra.shift_remove("output_config");
    if !more.is_empty() {
        extra.insert("output_config".to_owned(), Value::Object(more));
    }
    Ok(())
}

/// The whole of it stays in `extra`; what other wires understand of it is a parameter too.
fn thinking(body: &Members<'_>, params: &mut Params) -> Result<()> {
    let Some(value) = set(body, "thinking") else { return Ok(()) };
    let Tree::Object(thinking) = value else { return Err(wrong("thinking", "an object with a `type`", value)) };
    if thinking.get("type").and_then(Tree::as_str) == Some("enabled") {
        params.thinking_budget = whole(thinking, "budget_tokens").map_err(|e| e.at("thinking.budget_tokens"))?;
    }
    Ok(())
}

fn tools(body: &Members<'_>) -> Result<Vec<Tool>> {
    let mut tools = Vec::new();
    for (i, entry) in list(body, "tools")?.iter().enumerate() {
        let Tree::Object(object) = entry else { return Err(wrong(&format!("tools.{i}"), "an object", entry)) };
        let name = match object.get("name") {
            Some(Tree::String(name)) => name.to_string(),
            None | Some(Tree::Null) if object.contains_key("type") => String::new(),
            other => return Err(wrong(&format!("tools.{i}.name"), "a text", other.unwrap_or(&Tree::Null))),
        };
        let kind = object.get("type").and_then(Tree::as_str).unwrap_or("custom");
        tools.push(if kind == "custom" {
            Tool {
                name,
                description: object.get("description").and_then(Tree::as_str).map(str::to_owned),
                parameters: set(object, "input_schema").map(Schema::from),
                strict: object.get("strict").and_then(Tree::as_bool),
                extra: rest(object, &["type", "name", "description", "input_schema", "strict"]),
                native: None,
            }
        } else {
            let native = Some(Raw { dialect: Dialect::Anthropic, data: Arc::new(entry.to_value()) });
            let name = if name.is_empty() { kind.to_owned() } else { name };
            Tool { name, description: None, parameters: None, strict: None, extra: Extra::new(), native }
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
    let mut turns: Vec<Turn> = Vec::with_capacity(messages.len() + 1);
    let system = blocks::content(body.get("system"), &|| "system".to_owned())?;
    if body.get("system").is_some_and(|system| !system.is_null()) {
        turns.push(Turn { role: Role::System, parts: system, name: None, extra: Extra::new() });
    }
    for (i, message) in messages.iter().enumerate() {
        let Tree::Object(object) = message else { return Err(wrong(&format!("messages.{i}"), "an object with a `role`", message)) };
        turns.push(turn(i, object)?);
    }
    Ok(turns)
}

fn turn(i: usize, message: &Members<'_>) -> Result<Turn> {
    let parts = match message.get("content") {
        None => return Err(wrong(&format!("messages.{i}.content"), "a text or a list of content blocks", &json!(null))),
        content => blocks::content(content, &|| format!("messages.{i}.content"))?,
    };
    let role = match message.get("role") {
        Some(Tree::String(role)) => role.as_ref(),
        other => return Err(wrong(&format!("messages.{i}.role"), "a text", other.unwrap_or(&Tree::Null))),
    };
    let role = match role {
        "user" if !parts.is_empty() && parts.iter().all(|part| matches!(part, Part::ToolResult { .. })) => Role::Tool,
        "user" => Role::User,
        "assistant" => Role::Assistant,
        "system" => Role::System,
        other => return Err(Error::invalid(format!("`{other}` is no role: use user, assistant or system")).at(format!("messages.{i}.role"))),
    };
    Ok(Turn { role, parts, name: None, extra: others(message, &["role", "content"]) })
}
