//! The items of `input` → turns. What one answer said (thoughts, texts, calls) becomes one turn of the assistant.

use serde_json::{Map, Value, json};

use super::super::{parts, reasoning};
use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Part, Role, Turn};
use crate::wire::members::{others, set, wrong};

pub fn turns(items: &[Value]) -> Result<Vec<Turn>> {
    let mut turns = Vec::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        let Value::Object(object) = item else { return Err(wrong(&format!("input.{i}"), "an object", item)) };
        let kind = object.get("type").and_then(Value::as_str).or_else(|| object.contains_key("role").then_some("message"));
        match kind {
            Some("message") => message(i, object, &mut turns)?,
            Some("function_call") => {
                let extra = others(object, &["type", "call_id", "name", "arguments"]);
                says(&mut turns, call(object, "arguments", extra));
            }
            Some("custom_tool_call") => says(&mut turns, call(object, "input", custom())),
            Some("function_call_output") => turns.push(output(i, object, Extra::new())?),
            Some("custom_tool_call_output") => turns.push(output(i, object, custom())?),
            Some("reasoning") => says(&mut turns, reasoning::decode(object)),
            Some(kind) => {
                let part = Part::Raw { origin: Dialect::OpenaiResponses, json: item.clone() };
                if kind.ends_with("_output") || kind.ends_with("_response") {
                    turns.push(turn(Role::Tool, vec![part], Extra::new()));
                } else {
                    says(&mut turns, part);
                }
            }
            None => return Err(Error::invalid("expected an item with a `type` or a `role`").at(format!("input.{i}"))),
        }
    }
    Ok(turns)
}

/// Marks a call of a `custom` tool, whose input is free text, in its `extra`.
fn custom() -> Extra {
    Extra::from_iter([("type".to_owned(), json!("custom"))])
}

fn turn(role: Role, parts: Vec<Part>, extra: Extra) -> Turn {
    Turn { role, parts, name: None, extra }
}

/// The assistant's turn goes on, or begins.
fn says(turns: &mut Vec<Turn>, part: Part) {
    match turns.last_mut() {
        Some(last) if last.role == Role::Assistant => last.parts.push(part),
        _ => turns.push(turn(Role::Assistant, vec![part], Extra::new())),
    }
}

fn message(i: usize, object: &Map<String, Value>, turns: &mut Vec<Turn>) -> Result<()> {
    let role = match object.get("role") {
        Some(Value::String(role)) => match role.as_str() {
            "user" => Role::User,
            "assistant" => Role::Assistant,
            "system" => Role::System,
            "developer" => Role::Developer,
            other => {
                let words = format!("`{other}` is no role: use system, developer, user or assistant");
                return Err(Error::invalid(words).at(format!("input.{i}.role")));
            }
        },
        other => return Err(wrong(&format!("input.{i}.role"), "a text", other.unwrap_or(&Value::Null))),
    };
    let parts = content(&format!("input.{i}.content"), object.get("content"))?;
    let extra = others(object, &["type", "role", "content", "id", "status"]).into_iter().filter(|(_, v)| !v.is_null()).collect();
    match turns.last_mut() {
        // A text after the thought that led to it, or beside calls, belongs to the same answer.
        Some(last) if role == Role::Assistant && last.role == Role::Assistant && !ends_with_text(last) => {
            last.parts.extend(parts);
            last.extra.extend::<Extra>(extra);
        }
        _ => turns.push(turn(role, parts, extra)),
    }
    Ok(())
}

fn ends_with_text(turn: &Turn) -> bool {
    let has_calls = turn.parts.iter().any(|part| matches!(part, Part::ToolCall { .. }));
    !has_calls && turn.parts.iter().any(|part| matches!(part, Part::Text { .. } | Part::Refusal { .. }))
}

fn content(path: &str, value: Option<&Value>) -> Result<Vec<Part>> {
    match value {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::String(text)) => Ok(vec![Part::text(text.clone())]),
        Some(Value::Array(list)) => list.iter().enumerate().map(|(j, part)| parts::decode(part, &|| format!("{path}.{j}"))).collect(),
        Some(other) => Err(wrong(path, "a text or a list of parts", other)),
    }
}

/// `arguments` names the member that has the input.
fn call(object: &Map<String, Value>, arguments: &str, extra: Extra) -> Part {
    let text = |member: &str| object.get(member).and_then(Value::as_str).unwrap_or_default().to_owned();
    Part::ToolCall {
        id: text("call_id"),
        name: text("name"),
        // Some callers write the object itself.
        arguments: set(object, arguments).map_or_else(String::new, |a| a.as_str().map_or_else(|| a.to_string(), str::to_owned)),
        extra,
    }
}

fn output(i: usize, object: &Map<String, Value>, extra: Extra) -> Result<Turn> {
    let parts = content(&format!("input.{i}.output"), object.get("output"))?;
    let id = object.get("call_id").and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(turn(Role::Tool, vec![Part::ToolResult { id, name: None, parts, is_error: false, extra }], Extra::new()))
}
