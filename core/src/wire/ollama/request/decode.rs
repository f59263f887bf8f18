//! A caller's body → the canonical request. Wrong types are errors with their path; unknown members ride along.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::super::{OPTIONS, message};
use crate::error::{Error, Result};
use crate::types::{
    Dialect, Document, Extra, Media, MediaSource, Members, Params, Part, Raw, Request, ResponseFormat, Role, Schema, Tool, Tree, Turn,
};
use crate::wire::inline::sniff;
use crate::wire::members::{flag, list, number, object, others, rest, set, text, typed, whole, wrong};

/// The members that have a canonical place; all others are `extra`.
const KNOWN: [&str; 9] = ["model", "messages", "tools", "stream", "format", "options", "think", "logprobs", "top_logprobs"];
/// The same of the options.
const KNOWN_OPTIONS: [&str; 8] = ["num_predict", "temperature", "top_p", "top_k", "stop", "seed", "frequency_penalty", "presence_penalty"];

pub fn decode(body: Map<String, Value>) -> Result<Request> {
    let body = Arc::new(Document::from(body));
    read(&body.read()?.members, &body)
}

/// `body` is what the members were read from.
pub fn read(members: &Members<'_>, body: &Arc<Document>) -> Result<Request> {
    let options = object(members, "options")?;
    let mut extra = rest(members, &KNOWN);
    // An empty time to stay loaded says nothing.
    extra.retain(|key, value| key != "keep_alive" || *value != "");
    let more = options.map(|options| rest(options, &KNOWN_OPTIONS)).unwrap_or_default();
    extra.extend(more.into_iter().map(|(key, value)| (format!("{OPTIONS}{key}"), value)));
    let mut params = options.map(params).transpose()?.unwrap_or_default();
    params.logprobs = flag(members, "logprobs")?;
    params.top_logprobs = whole(members, "top_logprobs")?;
    params.response_format = format(members)?;
    params.reasoning_effort = think(members)?;
    Ok(Request {
        model: text(members, "model")?.ok_or_else(|| Error::invalid("`model` is missing: name a route or `provider/model`").at("model"))?,
        turns: turns(members)?,
        tools: tools(members)?,
        params,
        // Here a stream is what one gets who does not ask for anything else.
        stream: flag(members, "stream")?.unwrap_or(true),
        stream_usage: true,
        extra,
        raw: Some(Raw { dialect: Dialect::Ollama, data: Arc::clone(body) }),
    })
}

/// The options that have a canonical place.
pub fn params(options: &Members<'_>) -> Result<Params> {
    known(options).map_err(|e| {
        let path = e.path().map(|path| format!("{OPTIONS}{path}"));
        e.at(path.unwrap_or_default())
    })
}

fn known(options: &Members<'_>) -> Result<Params> {
    let stop = |value: &Tree<'_>| match value {
        Tree::String(one) => Some(vec![one.to_string()]),
        Tree::Array(list) => list.iter().map(|s| s.as_str().map(str::to_owned)).collect(),
        _ => None,
    };
    // A negative number means: no limit, or as many as the context holds.
    let bound = typed(options, "num_predict", "a whole number", |v| v.as_i64().or_else(|| v.as_f64().map(|f| f as i64)))?;
    Ok(Params {
        max_tokens: bound.and_then(|n| u64::try_from(n).ok()),
        temperature: number(options, "temperature")?,
        top_p: number(options, "top_p")?,
        top_k: typed(options, "top_k", "a whole number", Tree::as_i64)?.and_then(|k| u64::try_from(k).ok()),
        stop: typed(options, "stop", "a list of texts", stop)?.unwrap_or_default(),
        seed: typed(options, "seed", "a whole number", Tree::as_i64)?,
        frequency_penalty: number(options, "frequency_penalty")?,
        presence_penalty: number(options, "presence_penalty")?,
        ..Params::default()
    })
}

/// `json`, or a schema; the empty text says nothing.
fn format(body: &Members<'_>) -> Result<Option<ResponseFormat>> {
    Ok(match set(body, "format") {
        None => None,
        Some(Tree::String(word)) if word.is_empty() => None,
        Some(Tree::String(word)) if word == "json" => Some(ResponseFormat::JsonObject),
        Some(schema @ Tree::Object(_)) => {
            Some(ResponseFormat::JsonSchema { name: None, description: None, schema: schema.to_value(), strict: Some(true) })
        }
        Some(other) => return Err(wrong("format", "`json` or a JSON Schema", other)),
    })
}

fn think(body: &Members<'_>) -> Result<Option<String>> {
    Ok(match set(body, "think") {
        None => None,
        Some(Tree::Bool(true)) => Some("medium".to_owned()),
        Some(Tree::Bool(false)) => Some("none".to_owned()),
        Some(Tree::String(level)) => Some(level.to_string()),
        Some(other) => return Err(wrong("think", "true, false or a level", other)),
    })
}

fn tools(body: &Members<'_>) -> Result<Vec<Tool>> {
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
            strict: None,
            extra,
            native: None,
        });
    }
    Ok(tools)
}

/// A call that waits for its result: calls have no ids here, so results go by name, else in order.
struct Waiting {
    id: String,
    name: String,
}

fn turns(body: &Members<'_>) -> Result<Vec<Turn>> {
    let messages = match body.get("messages") {
        Some(Tree::Array(messages)) if !messages.is_empty() => messages,
        Some(Tree::Array(_)) => return Err(Error::invalid("`messages` must have at least one message").at("messages")),
        other => return Err(wrong("messages", "a list of messages", other.unwrap_or(&Tree::Null))),
    };
    let mut turns = Vec::with_capacity(messages.len());
    let mut waiting = Vec::new();
    for (i, message) in messages.iter().enumerate() {
        let Tree::Object(object) = message else { return Err(wrong(&format!("messages.{i}"), "an object with a `role`", message)) };
        turns.push(turn(i, object, &mut waiting)?);
    }
    Ok(turns)
}

fn turn(i: usize, message: &Members<'_>, waiting: &mut Vec<Waiting>) -> Result<Turn> {
    let at = |member: &str| format!("messages.{i}.{member}");
    let member = |name: &str| text(message, name).map_err(|e| e.at(at(name)));
    let Some(role) = member("role")? else { return Err(wrong(&at("role"), "a text", &Tree::Null)) };
    let mut known: &[&str] = &["role", "content", "images"];
    let mut parts: Vec<Part> = member("content")?.filter(|text| !text.is_empty()).map(Part::text).into_iter().collect();
    for (j, image) in list(message, "images").map_err(|e| e.at(at("images")))?.iter().enumerate() {
        let Tree::String(data) = image else { return Err(wrong(&at(&format!("images.{j}")), "a text in base64", image)) };
        let mime = sniff(data).unwrap_or_default().to_owned();
        let source = MediaSource::Base64((&**data).into());
        parts.push(Part::Image(Media { mime, source, name: None, detail: None, extra: Extra::new() }));
    }
    let (role, parts) = match role.as_str() {
        "system" | "developer" => (Role::System, parts),
        "user" => (Role::User, parts),
        "assistant" => {
            known = &["role", "content", "images", "thinking", "tool_calls"];
            let thought = member("thinking")?.filter(|text| !text.is_empty()).map(message::thought);
            let mut all: Vec<Part> = thought.into_iter().chain(parts).collect();
            calls(i, message, &mut all, waiting)?;
            (Role::Assistant, all)
        }
        "tool" => {
            known = &["role", "content", "images", "tool_name", "tool_call_id", "name"];
            let name = member("tool_name")?.or(member("name")?);
            let id = member("tool_call_id")?.unwrap_or_default();
            let at = waiting
                .iter()
                .position(|call| call.id == id)
                .or_else(|| waiting.iter().position(|call| Some(&call.name) == name.as_ref()))
                .or(Some(0).filter(|_| id.is_empty() && !waiting.is_empty()));
            let (id, name) = at.map_or((id, name), |at| {
                let call = waiting.remove(at);
                (call.id, Some(call.name))
            });
            (Role::Tool, vec![Part::ToolResult { id, name, parts, is_error: false, extra: Extra::new() }])
        }
        other => return Err(Error::invalid(format!("`{other}` is no role: use system, user, assistant or tool")).at(at("role"))),
    };
    Ok(Turn { role, parts, name: None, extra: rest(message, known) })
}

fn calls(i: usize, message: &Members<'_>, parts: &mut Vec<Part>, waiting: &mut Vec<Waiting>) -> Result<()> {
    let path = |j: usize| format!("messages.{i}.tool_calls.{j}");
    let calls = list(message, "tool_calls").map_err(|e| e.at(format!("messages.{i}.tool_calls")))?;
    for (j, call) in calls.iter().enumerate() {
        let Some(function) = call.get("function").and_then(Tree::as_object) else {
            let got = call.get("function").unwrap_or(&Tree::Null);
            return Err(wrong(&format!("{}.function", path(j)), "an object with a `name`", got));
        };
        let name = function.get("name").and_then(Tree::as_str).unwrap_or_default().to_owned();
        let id = call.get("id").and_then(Tree::as_str).filter(|id| !id.is_empty()).map_or_else(|| format!("call_{i}_{j}"), str::to_owned);
        let arguments = match function.get("arguments") {
            None | Some(Tree::Null) => "{}".to_owned(),
            Some(Tree::String(text)) => text.to_string(),
            Some(other) => other.to_json(),
        };
        let extra = others(function, &["name", "arguments"]);
        let extra = if extra.is_empty() { extra } else { Extra::from_iter([("function".to_owned(), json!(extra))]) };
        waiting.push(Waiting { id: id.clone(), name: name.clone() });
        parts.push(Part::ToolCall { id, name, arguments, extra });
    }
    Ok(())
}
