//! The canonical request → the body for a target. What came in this dialect goes out as it came, but for what the target changes.

use bytes::Bytes;
use serde_json::{Value, json};

use super::super::{EXTRA_CONTENT, reasoning};
use super::build;
use super::params::Writer;
use crate::error::Result;
use crate::types::{Dialect, Document, Members, Part, Request};
use crate::wire::patch::{Patch, write};
use crate::wire::paths::Paths;
use crate::wire::{EncodeTarget, Fields, Undo, params};

/// Members that counting takes.
const COUNTED: [&str; 11] = [
    "model",
    "input",
    "instructions",
    "tools",
    "tool_choice",
    "parallel_tool_calls",
    "reasoning",
    "text",
    "truncation",
    "previous_response_id",
    "conversation",
];

pub fn encode(request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<(Bytes, Undo)> {
    let Some(raw) = request.raw.as_ref().filter(|raw| raw.dialect == Dialect::OpenaiResponses) else {
        let (body, undo) = build::build(request, target, fields)?;
        return Ok((write(&body)?, undo));
    };
    fields.account(request.raw.as_ref());
    let mut patch = Patch::new(&raw.data);
    patch.set("model", json!(target.model));
    let stop = added(request, target, fields, &raw.data, &mut patch)?;
    give_back(request, &mut patch);
    if patch.get("stream").and_then(|stream| stream.as_bool()).unwrap_or(false) != request.stream {
        patch.set("stream", json!(request.stream));
    }
    Ok((write(&patch)?, Undo { stop, ..Undo::default() }))
}

/// Leaves out of the history what other providers wrote into it for themselves.
fn give_back(request: &Request, patch: &mut Patch<'_>) {
    let is_theirs = |part: &Part| match part {
        Part::Thinking { .. } | Part::RedactedThinking { .. } => true,
        Part::ToolCall { extra, .. } => extra.contains_key(EXTRA_CONTENT),
        _ => false,
    };
    if !request.turns.iter().flat_map(|turn| &turn.parts).any(is_theirs) {
        return;
    }
    let Some(Value::Array(items)) = patch.get("input") else { return };
    if items.iter().any(|item| reasoning::is_foreign(item) || item.get(EXTRA_CONTENT).is_some()) {
        let mut items: Vec<Value> = items.iter().filter_map(reasoning::returned).collect();
        items.iter_mut().for_each(strip);
        patch.set("input", Value::Array(items));
    }
}

/// Takes from a call what only the provider that made it wants back.
fn strip(item: &mut Value) {
    if let Value::Object(members) = item {
        members.shift_remove(EXTRA_CONTENT);
    }
}

/// What the target says where the caller is silent. Gives the stop texts.
fn added(request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields, body: &Document, patch: &mut Patch<'_>) -> Result<Vec<String>> {
    if target.params.is_none() && (target.max_tokens.is_none() || request.params.max_tokens.is_some()) {
        return Ok(Vec::new());
    }
    let (more, extra) = params::added(request, target)?;
    let mut writer = Writer { target, paths: Paths::of(request), fields, own: true };
    let mut members = Members::default();
    let stop = writer.params(&more, &mut members)?;
    if let Some(choice) = &more.tool_choice {
        writer.tool_choice(choice, str::to_owned, &mut members)?;
    }
    if let Some(parallel) = more.parallel_tool_calls {
        members.insert("parallel_tool_calls", parallel.into());
    }
    members.extend(Members::from(extra));
    for (member, value) in members {
        // `text` and `reasoning` hold several things; the caller may have said one of them.
        let value = match (body.get(&*member), value.to_value()) {
            (Some(Value::Object(callers)), Value::Object(mut both)) => {
                both.extend(callers.clone());
                Value::Object(both)
            }
            (Some(Value::Array(callers)), Value::Array(more)) => callers.iter().chain(&more).cloned().collect(),
            (None | Some(Value::Null), value) => value,
            (Some(_), _) => continue,
        };
        patch.set(&member, value);
    }
    Ok(stop)
}

/// The body that asks for the number of tokens only.
pub fn encode_count(request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Bytes> {
    if let Some(raw) = request.raw.as_ref().filter(|raw| raw.dialect == Dialect::OpenaiResponses) {
        fields.account(request.raw.as_ref());
        let mut patch = Patch::new(&raw.data);
        patch.set("model", json!(target.model));
        give_back(request, &mut patch);
        return write(&patch);
    }
    let request = Request { stream: false, ..request.clone() };
    let (mut body, _) = build::build(&request, target, fields)?;
    body.retain(|member| COUNTED.contains(&member));
    write(&body)
}
