//! The canonical request → the body for a target. What came in this dialect goes out as it came, but for what the target
//! adds and thinking that is another provider's.

use bytes::Bytes;
use serde_json::{Value, json};

use super::super::super::anthropic::loop_began_without_thinking;
use super::super::model::Model;
use super::super::origin;
use super::build;
use super::thinking::OWN_CALLS;
use crate::error::Result;
use crate::types::{Dialect, Document, Part, Request};
use crate::wire::patch::{Patch, write};
use crate::wire::{EncodeTarget, Fields, Undo, params};

pub fn encode(request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<(Bytes, Undo)> {
    if let Some(raw) = request.raw.as_ref().filter(|raw| raw.dialect == Dialect::Bedrock) {
        fields.account(request.raw.as_ref());
        return Ok((write(&patched(&raw.data, request, target, fields)?)?, Undo::default()));
    }
    let built = build::build(request, target, fields)?;
    Ok((write(&built.body)?, built.undo))
}

fn patched<'a>(body: &'a Document, request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Patch<'a>> {
    let mut patch = Patch::new(body);
    if target.params.is_some() || target.max_tokens.is_some() {
        let (params, extra) = params::added(request, target)?;
        for (member, value) in build::added(&params, &extra, request, target)? {
            match (body.get(&*member), value.to_value()) {
                (None | Some(Value::Null), value) => patch.set(&member, value),
                // Two may each say a part of it; the caller's word holds.
                (Some(Value::Object(own)), Value::Object(mut more)) => {
                    more.extend(own.clone());
                    patch.set(&member, Value::Object(more));
                }
                _ => {}
            }
        }
    }
    let model = Model::of(target.model, target.facts);
    // Another model began the tool loop: this one cannot think before it is over.
    let additional = patch.get("additionalModelRequestFields").filter(|more| more["thinking"]["type"] == "enabled");
    if let Some(Value::Object(mut more)) = additional
        && loop_began_without_thinking(request, Dialect::Bedrock, OWN_CALLS)
    {
        more.insert("thinking".to_owned(), json!({"type": "disabled"}));
        patch.set("additionalModelRequestFields", Value::Object(more));
        fields.dropped.push("additionalModelRequestFields.thinking".to_owned());
    }
    let is_thought = |part: &Part| matches!(part, Part::Thinking { .. } | Part::RedactedThinking { .. });
    let is_lost = |part: &Part| is_foreign(part) || !model.thoughts && is_thought(part);
    let is_marked = |part: &Part| matches!(part, Part::ToolCall { extra, .. } if extra.contains_key(origin::ON_CALL));
    if request.turns.iter().flat_map(|turn| &turn.parts).any(|part| is_lost(part) || is_marked(part))
        && let Some(Value::Array(messages)) = body.get("messages")
    {
        patch.set("messages", Value::Array(without_foreign(messages, model.thoughts, fields)));
    }
    Ok(patch)
}

/// Thinking that a model of another provider has signed.
pub fn is_foreign(part: &Part) -> bool {
    match part {
        Part::Thinking { origin, .. } | Part::RedactedThinking { origin, .. } => *origin != Some(Dialect::Bedrock),
        _ => false,
    }
}

/// The messages without thinking and marks of others, and without any thinking for a model that takes none; a message of
/// nothing else goes too.
fn without_foreign(messages: &[Value], thoughts: bool, fields: &mut Fields) -> Vec<Value> {
    let mut out = Vec::with_capacity(messages.len());
    for (i, message) in messages.iter().enumerate() {
        let Some(Value::Array(blocks)) = message.get("content") else {
            out.push(message.clone());
            continue;
        };
        let mut kept = Vec::with_capacity(blocks.len());
        for (j, block) in blocks.iter().enumerate() {
            let text = |path: &str| block.pointer(path).and_then(Value::as_str);
            let signed = match (text("/reasoningContent/reasoningText/signature"), text("/reasoningContent/redactedContent")) {
                (Some(signature), _) => origin::decode(signature).0,
                (_, Some(data)) => origin::decode_redacted(data).0,
                _ => Dialect::Bedrock,
            };
            if signed != Dialect::Bedrock || !thoughts && block.get("reasoningContent").is_some() {
                fields.dropped.push(format!("messages.{i}.content.{j}"));
                continue;
            }
            let mut block = block.clone();
            if let Some(call) = block.get_mut("toolUse").and_then(Value::as_object_mut) {
                call.shift_remove(origin::ON_CALL);
            }
            kept.push(block);
        }
        if !kept.is_empty() || blocks.is_empty() {
            let mut message = message.clone();
            message["content"] = Value::Array(kept);
            out.push(message);
        }
    }
    out
}
