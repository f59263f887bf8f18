//! The canonical request → the body for a target. What came in this dialect goes out as it came, but for the model and
//! what the target adds.

use bytes::Bytes;
use serde_json::{Value, json};

use super::build;
use crate::error::Result;
use crate::types::{Dialect, Document, Request};
use crate::wire::patch::{Patch, write};
use crate::wire::{EncodeTarget, Fields, Undo, params};

pub fn encode(request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<(Bytes, Undo)> {
    if let Some(raw) = request.raw.as_ref().filter(|raw| raw.dialect == Dialect::Ollama) {
        fields.account(request.raw.as_ref());
        return Ok((write(&patch(&raw.data, request, target)?)?, Undo::default()));
    }
    let (body, undo) = build::build(request, target, fields)?;
    Ok((write(&body)?, undo))
}

/// What the target changes, by member; of the options, what the caller has not set.
fn patch<'a>(body: &'a Document, request: &Request, target: &EncodeTarget<'_>) -> Result<Patch<'a>> {
    let is_set = |member: &str| body.get(member).is_some_and(|v| !v.is_null() && *v != "");
    let mut patch = Patch::new(body);
    patch.set("model", json!(target.model));
    if target.params.is_some() || target.max_tokens.is_some() {
        let (params, extra) = params::added(request, target)?;
        for (member, value) in build::added(&params, &extra, request, target)? {
            match (body.get(&*member), value.to_value()) {
                (Some(Value::Object(own)), Value::Object(mut more)) if member == "options" => {
                    more.retain(|option, _| own.get(option).is_none_or(Value::is_null));
                    let mut all = own.clone();
                    all.extend(more);
                    patch.set(&member, Value::Object(all));
                }
                (_, value) if !is_set(&member) => patch.set(&member, value),
                _ => {}
            }
        }
    }
    if patch.get("stream").and_then(|stream| stream.as_bool()).unwrap_or(true) != request.stream {
        patch.set("stream", Value::Bool(request.stream));
    }
    Ok(patch)
}
