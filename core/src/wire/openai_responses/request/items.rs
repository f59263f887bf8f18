//! The items of `input` → turns. What one answer said (thoughts, texts, calls) becomes one turn of the assistant.

use serde_json::json;

use super::super::{parts, reasoning};
use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Members, Part, Role, Tree, Turn};
use crate::wire::members::{others, rest, set, wrong};

/// Turns, and for each part the place that it came from.
#[derive(Default)]
struct Conversation {
    turns: Vec<Turn>,
    places: Vec<Vec<Place>>,
}

/// An item, and within its content the part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub item: usize,
    pub part: Option<usize>,
}

pub fn turns(items: &[Tree<'_>]) -> Result<Vec<Turn>> {
    Ok(conversation(items)?.turns)
}

/// Where a part of a turn came from. Only errors and receipts ask, so it is found anew.
pub fn place(items: &[Tree<'_>], turn: usize, part: usize) -> Option<Place> {
    let places = conversation(items).ok()?.places;
    let of_turn = places.get(turn)?;
    of_turn.get(part).or_else(|| of_turn.first()).copied()
}

fn conversation(items: &[Tree<'_>]) -> Result<Conversation> {
    let mut all = Conversation { turns: Vec::with_capacity(items.len()), places: Vec::with_capacity(items.len()) };
    for (i, item) in items.iter().enumerate() {
        let Tree::Object(object) = item else { return Err(wrong(&format!("input.{i}"), "an object", item)) };
        let whole = Place { item: i, part: None };
        let kind = object.get("type").and_then(Tree::as_str).or_else(|| object.contains_key("role").then_some("message"));
        match kind {
            Some("message") => all.message(i, object)?,
            Some("function_call") => {
                let extra = others(object, &["type", "call_id", "name", "arguments"]);
                all.says(whole, call(object, "arguments", extra));
            }
            Some("custom_tool_call") => all.says(whole, call(object, "input", custom())),
            Some("function_call_output") => all.add(output(i, object, Extra::new())?, vec![whole]),
            Some("custom_tool_call_output") => all.add(output(i, object, custom())?, vec![whole]),
            Some("reasoning") => all.says(whole, reasoning::decode(object)),
            Some(kind) => {
                let part = Part::Raw { origin: Dialect::OpenaiResponses, json: item.to_value() };
                if kind.ends_with("_output") || kind.ends_with("_response") {
                    all.add(turn(Role::Tool, vec![part], Extra::new()), vec![whole]);
                } else {
                    all.says(whole, part);
                }
            }
            None => return Err(Error::invalid("expected an item with a `type` or a `role`").at(format!("input.{i}"))),
        }
    }
    Ok(all)
}

impl Conversation {
    fn add(&mut self, turn: Turn, places: Vec<Place>) {
        self.turns.push(turn);
        self.places.push(places);
    }

    /// The assistant's turn goes on, or begins.
    fn says(&mut self, place: Place, part: Part) {
        match (self.turns.last_mut(), self.places.last_mut()) {
            (Some(last), Some(places)) if last.role == Role::Assistant => {
                last.parts.push(part);
                places.push(place);
            }
            _ => self.add(turn(Role::Assistant, vec![part], Extra::new()), vec![place]),
        }
    }

    fn message(&mut self, i: usize, object: &Members<'_>) -> Result<()> {
        let role = role(i, object)?;
        let parts = content(&|| format!("input.{i}.content"), object.get("content"))?;
        let is_list = object.get("content").is_some_and(|v| v.as_array().is_some());
        let places = (0..parts.len()).map(|j| Place { item: i, part: is_list.then_some(j) }).collect::<Vec<_>>();
        let extra: Extra = rest(object, &["type", "role", "content", "id", "status"]);
        match (self.turns.last_mut(), self.places.last_mut()) {
            // A text after the thought that led to it, or beside calls, belongs to the same answer.
            (Some(last), Some(known)) if role == Role::Assistant && last.role == Role::Assistant && !ends_with_text(last) => {
                last.parts.extend(parts);
                last.extra.extend(extra);
                known.extend(places);
            }
            _ => self.add(turn(role, parts, extra), places),
        }
        Ok(())
    }
}

/// Marks a call of a `custom` tool, whose input is free text, in its `extra`.
fn custom() -> Extra {
    Extra::from_iter([("type".to_owned(), json!("custom"))])
}

fn turn(role: Role, parts: Vec<Part>, extra: Extra) -> Turn {
    Turn { role, parts, name: None, extra }
}

fn role(i: usize, object: &Members<'_>) -> Result<Role> {
    match object.get("role") {
        Some(Tree::String(role)) => match &**role {
            "user" => Ok(Role::User),
            "assistant" => Ok(Role::Assistant),
            "system" => Ok(Role::System),
            "developer" => Ok(Role::Developer),
            other => {
                let words = format!("`{other}` is no role: use system, developer, user or assistant");
                Err(Error::invalid(words).at(format!("input.{i}.role")))
            }
        },
        other => Err(wrong(&format!("input.{i}.role"), "a text", other.unwrap_or(&Tree::Null))),
    }
}

fn ends_with_text(turn: &Turn) -> bool {
    let has_calls = turn.parts.iter().any(|part| matches!(part, Part::ToolCall { .. }));
    !has_calls && turn.parts.iter().any(|part| matches!(part, Part::Text { .. } | Part::Refusal { .. }))
}

fn content(path: &dyn Fn() -> String, value: Option<&Tree<'_>>) -> Result<Vec<Part>> {
    match value {
        None | Some(Tree::Null) => Ok(Vec::new()),
        Some(Tree::String(text)) => Ok(vec![Part::text(text.as_ref())]),
        Some(Tree::Array(list)) => list.iter().enumerate().map(|(j, part)| parts::decode(part, &|| format!("{}.{j}", path()))).collect(),
        Some(other) => Err(wrong(&path(), "a text or a list of parts", other)),
    }
}

/// `arguments` names the member that has the input.
fn call(object: &Members<'_>, arguments: &str, extra: Extra) -> Part {
    let text = |member: &str| object.get(member).and_then(Tree::as_str).unwrap_or_default().to_owned();
    Part::ToolCall {
        id: text("call_id"),
        name: text("name"),
        // Some callers write the object itself.
        arguments: set(object, arguments).map_or_else(String::new, |a| a.as_str().map_or_else(|| a.to_json(), str::to_owned)),
        extra,
    }
}

fn output(i: usize, object: &Members<'_>, extra: Extra) -> Result<Turn> {
    let parts = content(&|| format!("input.{i}.output"), object.get("output"))?;
    let id = object.get("call_id").and_then(Tree::as_str).unwrap_or_default().to_owned();
    Ok(turn(Role::Tool, vec![Part::ToolResult { id, name: None, parts, is_error: false, extra }], Extra::new()))
}
