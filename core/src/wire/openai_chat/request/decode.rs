//! A caller's body → the canonical request. Wrong types are errors with their path; unknown members ride along.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::super::{LEGACY, calls, parts};
use crate::error::{Error, Result};
use crate::types::{Dialect, Document, Extra, Members, Params, Part, Raw, Request, ResponseFormat, Role, Schema, Tool, ToolChoice, Tree, Turn};
use crate::wire::members::{flag, list, number, others, rest, set, text, typed, whole, wrong};

/// The members that have a canonical place; all others are `extra`.
const KNOWN: [&str; 26] = [
    "model",
    "messages",
    "tools",
    "functions",
    "function_call",
    "tool_choice",
    "parallel_tool_calls",
    "stream",
    "stream_options",
    "max_tokens",
    "max_completion_tokens",
    "temperature",
    "top_p",
    "top_k",
    "n",
    "stop",
    "seed",
    "random_seed",
    "frequency_penalty",
    "presence_penalty",
    "logprobs",
    "top_logprobs",
    "response_format",
    "reasoning_effort",
    "user",
    "service_tier",
];

/// Members of an answer that stands in a history.
const OF_ANSWER: [&str; 8] = ["role", "content", "name", "refusal", "reasoning_content", "reasoning", "tool_calls", LEGACY];
/// Where thoughts stand.
const THOUGHTS: [&str; 2] = ["reasoning_content", "reasoning"];

pub fn decode(body: Map<String, Value>) -> Result<Request> {
    let body = Arc::new(Document::from(body));
    read(&body.read()?.members, &body)
}

/// `body` is what the members were read from.
pub fn read(members: &Members<'_>, body: &Arc<Document>) -> Result<Request> {
    let options = members.get("stream_options").and_then(Tree::as_object);
    let mut extra = extra(members);
    let other_options = options.map(|o| others(o, &["include_usage"])).unwrap_or_default();
    if !other_options.is_empty() {
        extra.insert("stream_options".to_owned(), Value::Object(other_options));
    }
    Ok(Request {
        model: text(members, "model")?.ok_or_else(|| Error::invalid("`model` is missing: name a route or `provider/model`").at("model"))?,
        turns: turns(members)?,
        tools: tools(members)?,
        params: params(members)?,
        stream: flag(members, "stream")?.unwrap_or(false),
        stream_usage: options.and_then(|o| o.get("include_usage")).and_then(Tree::as_bool).unwrap_or(false),
        extra,
        raw: Some(Raw { dialect: Dialect::OpenaiChat, data: Arc::clone(body) }),
    })
}

/// Parameters alone, as a target's configuration writes them: those with a canonical place, and the others.
pub fn params_of(body: &Map<String, Value>) -> Result<(Params, Extra)> {
    let members = Members::from(body);
    Ok((params(&members)?, extra(&members)))
}

/// Members without a canonical place.
fn extra(body: &Members<'_>) -> Extra {
    body.iter().filter(|(key, value)| !KNOWN.contains(key) && !value.is_null()).map(|(k, v)| (k.to_owned(), v.to_value())).collect()
}

fn params(body: &Members<'_>) -> Result<Params> {
    Ok(Params {
        max_tokens: whole(body, "max_completion_tokens")?.or(whole(body, "max_tokens")?),
        temperature: number(body, "temperature")?,
        top_p: number(body, "top_p")?,
        top_k: typed(body, "top_k", "a whole number", Tree::as_i64)?.and_then(|k| u64::try_from(k).ok()),
        n: whole(body, "n")?,
        stop: stop(body)?,
        // Mistral's clients call it so.
        seed: typed(body, "seed", "a whole number", Tree::as_i64)?.or(typed(body, "random_seed", "a whole number", Tree::as_i64)?),
        frequency_penalty: number(body, "frequency_penalty")?,
        presence_penalty: number(body, "presence_penalty")?,
        logprobs: typed(body, "logprobs", "true or false", |v| v.as_bool().or_else(|| v.as_u64().map(|n| n > 0)))?,
        top_logprobs: whole(body, "top_logprobs")?,
        tool_choice: tool_choice(body)?,
        parallel_tool_calls: flag(body, "parallel_tool_calls")?,
        response_format: response_format(body)?,
        reasoning_effort: text(body, "reasoning_effort")?,
        thinking_budget: None,
        user: text(body, "user")?,
        service_tier: text(body, "service_tier")?,
    })
}

fn stop(body: &Members<'_>) -> Result<Vec<String>> {
    let read = |value: &Tree<'_>| match value {
        Tree::String(one) => Some(vec![one.to_string()]),
        Tree::Array(list) => list.iter().map(|s| s.as_str().map(str::to_owned)).collect(),
        _ => None,
    };
    Ok(typed(body, "stop", "a text or a list of texts", read)?.unwrap_or_default())
}

fn tool_choice(body: &Members<'_>) -> Result<Option<ToolChoice>> {
    let (member, value) = match (set(body, "tool_choice"), set(body, "function_call")) {
        (Some(value), _) => ("tool_choice", value),
        (None, Some(value)) => (LEGACY, value),
        (None, None) => return Ok(None),
    };
    Ok(Some(match value {
        Tree::String(word) => match &**word {
            "auto" => ToolChoice::Auto,
            "none" => ToolChoice::None,
            "required" | "any" => ToolChoice::Required,
            _ => ToolChoice::Other(value.to_value()),
        },
        Tree::Object(object) => {
            let function = if member == LEGACY { Some(value) } else { object.get("function") };
            match function.and_then(|f| f.get("name")).and_then(Tree::as_str) {
                Some(name) => ToolChoice::Named(name.to_owned()),
                None => ToolChoice::Other(value.to_value()),
            }
        }
        other => return Err(wrong(member, "a text or an object", other)),
    }))
}

fn response_format(body: &Members<'_>) -> Result<Option<ResponseFormat>> {
    let Some(value) = set(body, "response_format") else { return Ok(None) };
    let Tree::Object(format) = value else { return Err(wrong("response_format", "an object with a `type`", value)) };
    Ok(Some(match format.get("type").and_then(Tree::as_str) {
        Some("text") => ResponseFormat::Text,
        Some("json_object") if format.len() == 1 => ResponseFormat::JsonObject,
        Some("json_schema") => {
            let inner = match format.get("json_schema") {
                Some(Tree::Object(inner)) => inner,
                other => return Err(wrong("response_format.json_schema", "an object with a `schema`", other.unwrap_or(&Tree::Null))),
            };
            let text = |member: &str| inner.get(member).and_then(Tree::as_str).map(str::to_owned);
            match inner.get("schema") {
                Some(schema) => ResponseFormat::JsonSchema {
                    name: text("name"),
                    description: text("description"),
                    schema: schema.to_value(),
                    strict: inner.get("strict").and_then(Tree::as_bool),
                },
                None => ResponseFormat::Other(value.to_value()),
            }
        }
        _ => ResponseFormat::Other(value.to_value()),
    }))
}

fn tools(body: &Members<'_>) -> Result<Vec<Tool>> {
    let mut tools = Vec::new();
    for (i, entry) in list(body, "tools")?.iter().enumerate() {
        let path = || format!("tools.{i}");
        let Tree::Object(object) = entry else { return Err(wrong(&path(), "an object", entry)) };
        tools.push(match (object.get("type").and_then(Tree::as_str), object.get("function")) {
            (Some("function") | None, Some(Tree::Object(function))) => {
                tool(function, &|| format!("{}.function", path()), others(object, &["type", "function"]))?
            }
            (Some("function"), other) => {
                return Err(wrong(&format!("{}.function", path()), "an object with a `name`", other.unwrap_or(&Tree::Null)));
            }
            (kind, _) => native(kind.unwrap_or_default(), object, entry),
        });
    }
    for (i, entry) in list(body, "functions")?.iter().enumerate() {
        let path = || format!("functions.{i}");
        let Tree::Object(function) = entry else { return Err(wrong(&path(), "an object with a `name`", entry)) };
        tools.push(tool(function, &path, Extra::from_iter([("type".to_owned(), json!(LEGACY))]))?);
    }
    Ok(tools)
}

fn tool(function: &Members<'_>, path: &dyn Fn() -> String, mut extra: Extra) -> Result<Tool> {
    let name = match function.get("name") {
        Some(Tree::String(name)) => name.to_string(),
        other => return Err(wrong(&format!("{}.name", path()), "a text", other.unwrap_or(&Tree::Null))),
    };
    let unknown = others(function, &["name", "description", "parameters", "strict"]);
    if !unknown.is_empty() {
        extra.insert("function".to_owned(), Value::Object(unknown));
    }
    Ok(Tool {
        name,
        description: function.get("description").and_then(Tree::as_str).map(str::to_owned),
        parameters: set(function, "parameters").map(Schema::from),
        strict: function.get("strict").and_then(Tree::as_bool),
        extra,
        native: None,
    })
}

/// A tool of another kind (`custom`, `web_search` …): only a target of this dialect knows it.
fn native(kind: &str, object: &Members<'_>, entry: &Tree<'_>) -> Tool {
    let inner_name = object.get(kind).and_then(|inner| inner.get("name"));
    let name = inner_name.or_else(|| object.get("name")).and_then(Tree::as_str).unwrap_or(kind);
    Tool {
        name: name.to_owned(),
        description: None,
        parameters: None,
        strict: None,
        extra: Extra::new(),
        native: Some(Raw { dialect: Dialect::OpenaiChat, data: Arc::new(entry.to_value()) }),
    }
}

fn turns(body: &Members<'_>) -> Result<Vec<Turn>> {
    let messages = match body.get("messages") {
        Some(Tree::Array(messages)) if !messages.is_empty() => messages,
        Some(Tree::Array(_)) => return Err(Error::invalid("`messages` must have at least one message").at("messages")),
        other => return Err(wrong("messages", "a list of messages", other.unwrap_or(&Tree::Null))),
    };
    let mut turns: Vec<Turn> = Vec::with_capacity(messages.len());
    for (i, message) in messages.iter().enumerate() {
        let Tree::Object(object) = message else { return Err(wrong(&format!("messages.{i}"), "an object with a `role`", message)) };
        turns.push(turn(i, object)?);
    }
    Ok(turns)
}

fn turn(i: usize, message: &Members<'_>) -> Result<Turn> {
    let at = |member: &str| format!("messages.{i}.{member}");
    let member = |name: &str| match set(message, name) {
        None => Ok(None),
        Some(Tree::String(text)) => Ok(Some(text.to_string())),
        Some(other) => Err(wrong(&at(name), "a text", other)),
    };
    let role = match message.get("role") {
        Some(Tree::String(role)) => role.as_ref(),
        other => return Err(wrong(&at("role"), "a text", other.unwrap_or(&Tree::Null))),
    };
    let content = content(i, message)?;
    let mut known: &[&str] = &["role", "content", "name"];
    let (role, parts) = match role {
        "system" => (Role::System, content),
        "developer" => (Role::Developer, content),
        "user" => (Role::User, content),
        "assistant" => {
            known = &OF_ANSWER;
            let mut parts = content;
            // The texts of thoughts; what stands there as an object rides along in `extra`.
            let thought = THOUGHTS.into_iter().find_map(|name| Some((name, text_of(message, name)?)));
            if let Some((name, text)) = thought {
                let extra = Extra::from_iter([("member".to_owned(), json!(name))]);
                let thought = Part::Thinking { text: text.to_owned(), signature: None, origin: Some(Dialect::OpenaiChat), extra };
                parts.insert(0, thought);
            }
            parts.extend(member("refusal")?.filter(|text| !text.is_empty()).map(|text| Part::Refusal { text }));
            tool_calls(i, message, &mut parts)?;
            (Role::Assistant, parts)
        }
        "tool" => {
            known = &["role", "content", "name", "tool_call_id"];
            let id = member("tool_call_id")?.unwrap_or_default();
            (Role::Tool, vec![Part::ToolResult { id, name: None, parts: content, is_error: false, extra: Extra::new() }])
        }
        "function" => {
            let extra = Extra::from_iter([("type".to_owned(), json!(LEGACY))]);
            // The old form pairs by order: a result answers the call right before it.
            let id = calls::synthetic_id(i.saturating_sub(1));
            (Role::Tool, vec![Part::ToolResult { id, name: member("name")?, parts: content, is_error: false, extra }])
        }
        other => {
            return Err(Error::invalid(format!("`{other}` is no role: use system, developer, user, assistant or tool")).at(at("role")));
        }
    };
    let mut extra = rest(message, known);
    if role == Role::Assistant {
        let told = THOUGHTS.into_iter().filter_map(|name| Some((name, set(message, name)?)));
        extra.extend(
            told.filter(|(_, value)| matches!(value, Tree::Object(_) | Tree::Array(_))).map(|(name, value)| (name.to_owned(), value.to_value())),
        );
    }
    Ok(Turn { role, parts, name: member("name")?, extra })
}

/// A text that is not empty.
fn text_of<'m>(message: &'m Members<'_>, member: &str) -> Option<&'m str> {
    message.get(member).and_then(Tree::as_str).filter(|text| !text.is_empty())
}

fn content(i: usize, message: &Members<'_>) -> Result<Vec<Part>> {
    match message.get("content") {
        None | Some(Tree::Null) => Ok(Vec::new()),
        Some(Tree::String(text)) => Ok(vec![Part::text(text.as_ref())]),
        Some(Tree::Array(list)) => list.iter().enumerate().map(|(j, part)| parts::decode(part, &|| format!("messages.{i}.content.{j}"))).collect(),
        Some(other) => Err(wrong(&format!("messages.{i}.content"), "a text or a list of parts", other)),
    }
}

fn tool_calls(i: usize, message: &Members<'_>, parts: &mut Vec<Part>) -> Result<()> {
    let calls = match set(message, "tool_calls") {
        None => &[][..],
        Some(Tree::Array(calls)) => calls,
        Some(other) => return Err(wrong(&format!("messages.{i}.tool_calls"), "a list", other)),
    };
    for (j, call) in calls.iter().enumerate() {
        let path = || format!("messages.{i}.tool_calls.{j}");
        let Tree::Object(object) = call else { return Err(wrong(&path(), "an object", call)) };
        let kind = if object.contains_key("custom") && !object.contains_key("function") { "custom" } else { "function" };
        let inner = match object.get(kind) {
            Some(Tree::Object(inner)) => inner,
            other => return Err(wrong(&format!("{}.{kind}", path()), "an object with a `name`", other.unwrap_or(&Tree::Null))),
        };
        let mut extra = others(object, &["id", "type", "function", "custom"]);
        if kind == "custom" {
            extra.insert("type".to_owned(), json!(kind));
        }
        let text = |owner: &Members<'_>, member: &str| owner.get(member).and_then(Tree::as_str).unwrap_or_default().to_owned();
        let arguments = inner.get("arguments").or_else(|| inner.get("input"));
        parts.push(Part::ToolCall {
            id: text(object, "id"),
            name: text(inner, "name"),
            // Some callers write the object itself.
            arguments: arguments.map_or_else(String::new, |a| a.as_str().map_or_else(|| a.to_value().to_string(), str::to_owned)),
            extra,
        });
    }
    match set(message, LEGACY) {
        None => {}
        Some(Tree::Object(call)) => {
            let text = |member: &str| call.get(member).and_then(Tree::as_str).unwrap_or_default().to_owned();
            parts.push(calls::legacy_call(text("name"), text("arguments"), i));
        }
        Some(other) => return Err(wrong(&format!("messages.{i}.function_call"), "an object with a `name`", other)),
    }
    Ok(())
}
