//! A caller's body → the canonical request. Wrong types are errors with their path; unknown members ride along.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::super::{call_id, member};
use super::{config, parts, tools};
use crate::error::{Error, Result};
use crate::types::{Dialect, Document, Extra, Members, Part, Raw, Request, Role, Tree, Turn};
use crate::wire::members::wrong;

/// The members that have a canonical place; all others are `extra`.
const KNOWN: [&str; 6] = ["contents", "systemInstruction", "tools", "toolConfig", "generationConfig", "serviceTier"];

/// Members that the door has put into the body from the address; they are no part of it.
const OF_ADDRESS: [&str; 2] = ["model", "stream"];

pub fn decode(body: Map<String, Value>) -> Result<Request> {
    let body = Arc::new(Document::from(body));
    read(&body.read()?.members, &body)
}

/// `body` is what the members were read from.
pub fn read(members: &Members<'_>, body: &Arc<Document>) -> Result<Request> {
    let model = match members.get("model") {
        Some(Tree::String(model)) => model.strip_prefix("models/").unwrap_or(model).to_owned(),
        _ => return Err(Error::invalid("the model is missing: name a route or `provider/model`").at("model")),
    };
    let stream = members.get("stream").and_then(Tree::as_bool).unwrap_or(false);
    // `countTokens` takes a whole request as a member.
    let inner = member::object(members, "generateContentRequest").unwrap_or(members);
    let mut request = Request { model, stream, stream_usage: true, extra: member::others(inner, &KNOWN), ..Request::default() };
    request.extra.retain(|key, value| !value.is_null() && !OF_ADDRESS.contains(&key.as_str()));
    let contents = member::list(inner, "contents");
    request.turns.reserve(contents.len() + 1);
    if let Some(system) = member::get(inner, "systemInstruction") {
        request.turns.push(instruction(system)?);
    }
    turns(contents, &mut request.turns)?;
    config::decode(inner, &mut request)?;
    tools::decode(inner, &mut request)?;
    request.raw = Some(Raw { dialect: Dialect::Gemini, data: Arc::new(body.without(&OF_ADDRESS)) });
    Ok(request)
}

fn instruction(system: &Tree<'_>) -> Result<Turn> {
    let parts = match system {
        Tree::String(text) => vec![Part::text(text.as_ref())],
        Tree::Object(content) => parts(content, || "systemInstruction".to_owned())?,
        other => return Err(wrong("systemInstruction", "a content with `parts`", other)),
    };
    Ok(Turn { role: Role::System, parts, name: None, extra: Extra::new() })
}

fn turns(contents: &[Tree<'_>], turns: &mut Vec<Turn>) -> Result<()> {
    if contents.is_empty() {
        return Err(Error::invalid("`contents` must have at least one content").at("contents"));
    }
    // Calls of the turn before, for results that name only the function.
    let mut open: VecDeque<(String, String)> = VecDeque::new();
    for (i, content) in contents.iter().enumerate() {
        let mut turn = match content {
            Tree::String(text) => Turn { role: Role::User, parts: vec![Part::text(text.as_ref())], name: None, extra: Extra::new() },
            Tree::Object(content) => turn(i, content)?,
            other => return Err(wrong(&format!("contents.{i}"), "an object with `parts`", other)),
        };
        if turn.role == Role::Assistant {
            open.clear();
        }
        let mut calls = 0;
        for part in &mut turn.parts {
            match part {
                Part::ToolCall { id, name, arguments, .. } => {
                    if id.is_empty() {
                        *id = call_id::synthetic(&i.to_string(), 0, calls, name, arguments);
                    }
                    calls += 1;
                    open.push_back((name.clone(), id.clone()));
                }
                Part::ToolResult { id, name, .. } => {
                    let of_call = open.iter().position(|(called, known)| if id.is_empty() { Some(called) == name.as_ref() } else { known == id });
                    if let Some((_, known)) = of_call.and_then(|at| open.remove(at)) {
                        *id = known;
                    } else if id.is_empty() {
                        *id = call_id::synthetic(&i.to_string(), 0, 0, name.as_deref().unwrap_or_default(), "");
                    }
                }
                _ => {}
            }
        }
        turns.push(turn);
    }
    Ok(())
}

/// The parts of the content at this place.
fn parts(content: &Members<'_>, place: impl Fn() -> String) -> Result<Vec<Part>> {
    let list = member::list(content, "parts");
    let mut parts = Vec::with_capacity(list.len());
    for (j, part) in list.iter().enumerate() {
        parts.push(parts::decode(part, &|| format!("{}.parts.{j}", place()))?);
    }
    Ok(parts)
}

fn turn(i: usize, content: &Members<'_>) -> Result<Turn> {
    let parts = parts(content, || format!("contents.{i}"))?;
    let role = match member::text(content, "role") {
        Some("model") => Role::Assistant,
        Some("system") => Role::System,
        Some("user" | "function" | "tool" | "") | None => {
            let only_results = !parts.is_empty() && parts.iter().all(|p| matches!(p, Part::ToolResult { .. }));
            if only_results { Role::Tool } else { Role::User }
        }
        Some(other) => return Err(Error::invalid(format!("`{other}` is no role: use user or model")).at(format!("contents.{i}.role"))),
    };
    Ok(Turn { role, parts, name: None, extra: member::others(content, &["role", "parts"]) })
}

/// The names of functions as the canonical choice "one of these" has them, which is OpenAI's `allowed_tools`.
pub fn allowed_tools(mode: &str, names: &[&str]) -> Value {
    let tools: Vec<Value> = names.iter().map(|name| json!({"type": "function", "function": {"name": name}})).collect();
    json!({"type": "allowed_tools", "allowed_tools": {"mode": mode, "tools": tools}})
}
