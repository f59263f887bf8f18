//! The canonical request → the body for a target. What came in this dialect goes out as it came, but for the model, what
//! the target adds, and thinking that is another provider's.

use bytes::Bytes;
use serde_json::{Value, json};

use super::super::origin;
use super::build;
use super::options::{OWN_CALLS, loop_began_without_thinking};
use crate::error::Result;
use crate::types::{Dialect, Part, Request};
use crate::wire::patch::{Patch, write};
use crate::wire::{EncodeTarget, Fields, Undo, params};

/// What counting tokens knows of a request.
const COUNTED: [&str; 11] = [
    "model",
    "messages",
    "system",
    "tools",
    "tool_choice",
    "thinking",
    "output_config",
    "cache_control",
    "mcp_servers",
    "context_management",
    "speed",
];

/// Members that steer nothing: they are passed on unread.
const LONG: [&str; 3] = ["messages", "system", "tools"];

pub fn encode(request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<(Bytes, Undo)> {
    if let Some(raw) = request.raw.as_ref().filter(|raw| raw.dialect == Dialect::Anthropic) {
        let mut body = Patch::new(&raw.data);
        body.names().for_each(|member| fields.mapped(member));
        change(&mut body, request, target, fields)?;
        return Ok((write(&body)?, Undo::default()));
    }
    let built = build::build(request, target, fields)?;
    Ok((write(&built.body)?, built.undo))
}

/// Only what decides the number of tokens.
pub fn encode_count(request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Bytes> {
    if let Some(raw) = request.raw.as_ref().filter(|raw| raw.dialect == Dialect::Anthropic) {
        let mut body = Patch::new(&raw.data);
        body.names().for_each(|member| fields.mapped(member));
        body.set("model", json!(target.model));
        return write(&body);
    }
    let mut body = build::build(request, target, fields)?.body;
    body.retain(|member| COUNTED.contains(&member));
    write(&body)
}

/// What the target changes, by member.
fn change(body: &mut Patch<'_>, request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<()> {
    let head = body.without(&LONG);
    let is_set = |member: &str| head.get(member).is_some_and(|v| !v.is_null());
    body.set("model", json!(target.model));
    if target.params.is_some() || !is_set("max_tokens") {
        let (params, extra) = params::added(request, target)?;
        for (member, value) in build::added(params, extra, request, target)? {
            if !is_set(&member) {
                body.set(&member, value.to_value());
            }
        }
    }
    if head.get("stream").and_then(Value::as_bool).unwrap_or(false) != request.stream {
        body.set("stream", Value::Bool(request.stream));
    }
    let is_marked = |part: &Part| matches!(part, Part::ToolCall { extra, .. } if extra.contains_key(origin::ON_CALL));
    if request.turns.iter().flat_map(|turn| &turn.parts).any(|part| is_foreign(part) || is_marked(part))
        && let Some(Value::Array(messages)) = body.get("messages")
    {
        body.set("messages", Value::Array(without_foreign(&messages, fields)));
    }
    // Another model began the tool loop: this one cannot think before it is over.
    if head.get("thinking").is_some_and(|thinking| thinking["type"] == "enabled")
        && loop_began_without_thinking(request, Dialect::Anthropic, OWN_CALLS)
    {
        body.set("thinking", json!({"type": "disabled"}));
        fields.dropped.push("thinking".to_owned());
    }
    Ok(())
}

/// Thinking that this provider has not signed.
pub fn is_foreign(part: &Part) -> bool {
    match part {
        Part::Thinking { origin, signature, .. } => *origin != Some(Dialect::Anthropic) || signature.is_none(),
        Part::RedactedThinking { origin, .. } => *origin != Some(Dialect::Anthropic),
        _ => false,
    }
}

/// The messages without thinking and marks of others; a message of nothing else goes too.
fn without_foreign(messages: &[Value], fields: &mut Fields) -> Vec<Value> {
    let mut out = Vec::with_capacity(messages.len());
    for (i, message) in messages.iter().enumerate() {
        let Some(Value::Array(blocks)) = message.get("content") else {
            out.push(message.clone());
            continue;
        };
        let mut kept = Vec::with_capacity(blocks.len());
        for (j, block) in blocks.iter().enumerate() {
            let text = |member: &str| block.get(member).and_then(Value::as_str).unwrap_or_default();
            let signed = match text("type") {
                "thinking" => origin::decode(text("signature")).0,
                "redacted_thinking" => origin::decode(text("data")).0,
                _ => Some(Dialect::Anthropic),
            };
            if signed == Some(Dialect::Anthropic) {
                let mut block = block.clone();
                if let (Some(object), "tool_use") = (block.as_object_mut(), text("type")) {
                    object.shift_remove(origin::ON_CALL);
                }
                kept.push(block);
            } else {
                fields.dropped.push(format!("messages.{i}.content.{j}"));
            }
        }
        if !kept.is_empty() || blocks.is_empty() {
            let mut message = message.clone();
            message["content"] = Value::Array(kept);
            out.push(message);
        }
    }
    out
}
