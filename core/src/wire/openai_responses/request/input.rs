//! Turns → `instructions` and the items of `input`.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::Value;

use super::super::parts::{self, Side, unsendable};
use super::super::{EXTRA_CONTENT, reasoning};
use super::decode::OTHER_INPUTS;
use super::params::Writer;
use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Members, Part, Request, Role, Tree, Turn, tree};
use crate::wire::names::Names;

/// The longest id of a call that this wire takes.
const LONGEST_ID: usize = 64;

/// Writes the conversation. `names` are those of the tools.
pub fn write<'r>(request: &'r Request, writer: &mut Writer<'_>, names: &mut Names, body: &mut Members<'r>) -> Result<()> {
    if !writer.own {
        check_calls(request, writer)?;
    }
    let mut input = Input { writer, names, ids: Names::new(|_| true, LONGEST_ID), items: Vec::with_capacity(request.turns.len()) };
    let leading = request.turns.iter().take_while(|turn| matches!(turn.role, Role::System | Role::Developer)).count();
    for (i, turn) in request.turns.iter().enumerate() {
        match (i, plain_text(turn)) {
            (_, None) if i < leading && turn.parts.is_empty() => {}
            (0, Some(text)) if turn.role == Role::System && request.turns.len() > 1 => body.insert("instructions", text.into()),
            _ => input.turn(i, turn, i < leading)?,
        }
    }
    if input.items.is_empty() {
        let is_known = |member: &&str| body.contains_key(member) || request.extra.contains_key(*member);
        return if input.writer.own && OTHER_INPUTS.iter().any(is_known) { Ok(()) } else { Err(nothing(input.writer)) };
    }
    body.insert("input", input.items.into());
    Ok(())
}

fn nothing(writer: &Writer<'_>) -> Error {
    Error::invalid("there is nothing to answer").at(writer.paths.param("messages"))
}

/// The only part, where that is a bare text.
fn plain_text(turn: &Turn) -> Option<&str> {
    match turn.parts.as_slice() {
        [Part::Text { text, extra }] if extra.is_empty() && turn.extra.is_empty() && turn.name.is_none() => Some(text),
        _ => None,
    }
}

/// This wire refuses a call without its output, an output without its call, and a last word of the assistant's.
fn check_calls(request: &Request, writer: &Writer<'_>) -> Result<()> {
    let mut open: Vec<(&str, usize, usize)> = Vec::new();
    let mut known: HashSet<&str> = HashSet::new();
    for (i, turn) in request.turns.iter().enumerate() {
        for (j, part) in turn.parts.iter().enumerate() {
            match part {
                Part::ToolCall { id, .. } => {
                    known.insert(id);
                    open.push((id, i, j));
                }
                Part::ToolResult { id, .. } if known.contains(id.as_str()) => open.retain(|(waiting, _, _)| waiting != id),
                Part::ToolResult { id, .. } => {
                    let words = format!("this result answers no call before it (id `{id}`)");
                    return Err(Error::invalid(words).at(writer.paths.result(i, j)).reason("orphan_result"));
                }
                _ => {}
            }
        }
    }
    if let Some((id, i, j)) = open.first() {
        return Err(Error::invalid(format!("the call `{id}` has no result")).at(writer.paths.call(*i, *j)).reason("unanswered_call"));
    }
    match request.turns.last() {
        Some(last) if last.role == Role::Assistant && !last.parts.is_empty() => {
            let words = "the last turn is the assistant's: in the OpenAI Responses format an answer cannot be begun for the model";
            Err(Error::invalid(words).at(writer.paths.turn(request.turns.len() - 1)).reason("prefill"))
        }
        Some(_) => Ok(()),
        None => Err(nothing(writer)),
    }
}

struct Input<'r, 'a, 'b> {
    writer: &'a mut Writer<'b>,
    names: &'a mut Names,
    ids: Names,
    items: Vec<Tree<'r>>,
}

impl<'r> Input<'r, '_, '_> {
    fn turn(&mut self, i: usize, turn: &'r Turn, leading: bool) -> Result<()> {
        if turn.name.is_some() {
            self.writer.fields.dropped.push(format!("{}.name", self.writer.paths.turn(i)));
        }
        match turn.role {
            Role::Assistant => self.assistant(i, turn),
            Role::System if leading => self.said(i, turn, "system"),
            Role::System | Role::Developer => self.said(i, turn, "developer"),
            Role::User | Role::Tool => {
                for (j, part) in turn.parts.iter().enumerate() {
                    if let Part::ToolResult { id, parts, is_error, extra, .. } = part {
                        let result = Output { id, parts, is_error: *is_error, is_custom: is_custom(extra) };
                        self.output(i, j, &result)?;
                    }
                }
                if turn.parts.iter().all(|part| matches!(part, Part::ToolResult { .. })) {
                    return self.extras(i, &turn.extra, &mut Members::default());
                }
                self.said(i, turn, "user")
            }
        }
    }

    /// Members of the turn: they go to their own dialect, and are named where they cannot.
    fn extras(&mut self, i: usize, extra: &'r Extra, item: &mut Members<'r>) -> Result<()> {
        if self.writer.own {
            item.fill(extra);
        } else {
            let paths = self.writer.paths;
            self.writer.fields.dropped.extend(extra.keys().map(|key| format!("{}.{key}", paths.turn(i))));
        }
        Ok(())
    }

    /// A message of anyone but the assistant.
    fn said(&mut self, i: usize, turn: &'r Turn, role: &'static str) -> Result<()> {
        let told = self.writer.target.system_role.filter(|_| role != "user");
        let mut list = Vec::with_capacity(turn.parts.len());
        for (j, part) in turn.parts.iter().enumerate() {
            list.extend(self.part(part, Side::Input, i, j)?);
        }
        if list.is_empty() && !turn.parts.is_empty() {
            return Ok(());
        }
        let mut item = Members::default();
        item.add("role", told.map_or(Cow::Borrowed(role), |told| Cow::Owned(told.to_owned())));
        item.add("content", plain(list, "input_text"));
        self.extras(i, &turn.extra, &mut item)?;
        self.items.push(item.into());
        Ok(())
    }

    fn part(&mut self, part: &'r Part, side: Side, i: usize, j: usize) -> Result<Option<Tree<'r>>> {
        let paths = self.writer.paths;
        let value = match parts::encode(part, side, self.writer.own, &|| paths.part(i, j)) {
            Err(error) if matches!(part, Part::ToolCall { .. } | Part::ToolResult { .. }) => return Err(error),
            Err(_) => {
                self.writer.unsupported(&paths.part(i, j), "this block")?;
                return Ok(None);
            }
            Ok(value) => value,
        };
        if let (false, Some(extra)) = (self.writer.own, extra_of(part)) {
            self.writer.fields.dropped.extend(extra.keys().map(|key| format!("{}.{key}", paths.part(i, j))));
        }
        Ok(value)
    }

    fn assistant(&mut self, i: usize, turn: &'r Turn) -> Result<()> {
        let mut said: Vec<Tree<'r>> = Vec::new();
        for (j, part) in turn.parts.iter().enumerate() {
            let item = match part {
                Part::Text { text, .. } if text.is_empty() => continue,
                Part::ToolCall { id, name, arguments, extra } => Some(self.call(id, name, arguments, extra)),
                Part::Thinking { .. } | Part::RedactedThinking { .. } => match self.thought(i, j, part) {
                    None => continue,
                    item => item,
                },
                // What another provider's own tools did in the past means nothing here.
                Part::Raw { origin, .. } if *origin != Dialect::OpenaiResponses => {
                    self.writer.fields.dropped.push(self.writer.paths.part(i, j));
                    continue;
                }
                Part::Raw { origin: Dialect::OpenaiResponses, json } if json["type"] != "output_text" => Some(json.into()),
                _ => {
                    said.extend(self.part(part, Side::Output, i, j)?);
                    continue;
                }
            };
            self.message(i, turn, &mut said)?;
            self.items.extend(item);
        }
        self.message(i, turn, &mut said)
    }

    /// The texts so far as an item.
    fn message(&mut self, i: usize, turn: &'r Turn, said: &mut Vec<Tree<'r>>) -> Result<()> {
        if said.is_empty() {
            return Ok(());
        }
        let mut item = Members::default();
        item.add("role", "assistant");
        item.add("content", plain(std::mem::take(said), "output_text"));
        self.extras(i, &turn.extra, &mut item)?;
        self.items.push(item.into());
        Ok(())
    }

    fn call(&mut self, id: &'r str, name: &'r str, arguments: &'r str, extra: &'r Extra) -> Tree<'r> {
        let (id, name) = (self.ids.fit(id), self.names.fit(name));
        if is_custom(extra) {
            return tree!({"type": "custom_tool_call", "call_id": id, "name": name, "input": arguments});
        }
        let arguments = if arguments.trim().is_empty() { "{}" } else { arguments };
        let mut item = tree!({"type": "function_call", "call_id": id, "name": name, "arguments": arguments});
        if let (true, Tree::Object(members)) = (self.writer.own, &mut item) {
            members.fill(extra);
            members.remove(EXTRA_CONTENT);
        }
        item
    }

    /// Only this wire's own thoughts go back to it.
    fn thought(&mut self, i: usize, j: usize, part: &'r Part) -> Option<Tree<'r>> {
        match part {
            Part::Thinking { origin: Some(Dialect::OpenaiResponses), extra, signature, .. } if extra.contains_key("id") || signature.is_some() => {
                reasoning::encode(part).map(Tree::from)
            }
            Part::Thinking { .. } => {
                self.writer.fields.dropped.push(format!("{}.thinking", self.writer.paths.part(i, j)));
                None
            }
            _ => {
                self.writer.fields.dropped.push(format!("{}.redacted_thinking", self.writer.paths.part(i, j)));
                None
            }
        }
    }

    fn output(&mut self, i: usize, j: usize, result: &Output<'r>) -> Result<()> {
        let paths = self.writer.paths;
        let mut list = Vec::with_capacity(result.parts.len());
        for part in result.parts {
            if matches!(part, Part::ToolCall { .. } | Part::ToolResult { .. } | Part::Thinking { .. }) {
                return Err(unsendable("this block in a tool's result", &|| paths.result(i, j)));
            }
            list.extend(self.part(part, Side::Input, i, j)?);
        }
        let mut output = plain(list, "input_text");
        if result.is_error {
            output = mark_error(output);
            self.writer.fields.emulated.push(format!("{}.is_error", paths.part(i, j)));
        }
        let kind = if result.is_custom { "custom_tool_call_output" } else { "function_call_output" };
        self.items.push(tree!({"type": kind, "call_id": self.ids.fit(result.id), "output": output}));
        Ok(())
    }
}

/// What a tool gave.
struct Output<'a> {
    id: &'a str,
    parts: &'a [Part],
    is_error: bool,
    is_custom: bool,
}

fn is_custom(extra: &Extra) -> bool {
    extra.get("type").and_then(Value::as_str) == Some("custom")
}

fn extra_of(part: &Part) -> Option<&Extra> {
    match part {
        Part::Text { extra, .. } => Some(extra),
        Part::Image(media) | Part::Audio(media) | Part::File(media) => Some(&media.extra),
        _ => None,
    }
}

/// This wire has no flag for a failed tool: the text says it.
fn mark_error(output: Tree<'_>) -> Tree<'_> {
    match output {
        Tree::String(text) => format!("Error: {text}").into(),
        Tree::Array(mut list) => {
            list.insert(0, tree!({"type": "input_text", "text": "Error:"}));
            list.into()
        }
        other => other,
    }
}

/// One text with nothing beside it as a text, everything else as a list; nothing as the empty text.
fn plain<'a>(mut list: Vec<Tree<'a>>, kind: &str) -> Tree<'a> {
    match list.as_mut_slice() {
        [] => "".into(),
        [Tree::Object(only)] if only.len() == 2 && only.get("type").is_some_and(|of| *of == kind) && only.contains_key("text") => {
            only.remove("text").unwrap_or_default()
        }
        _ => list.into(),
    }
}
