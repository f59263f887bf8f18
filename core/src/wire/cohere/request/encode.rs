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
    if let Some(raw) = request.raw.as_ref().filter(|raw| raw.dialect == Dialect::Cohere) {
        fields.account(request.raw.as_ref());
        return Ok((write(&patch(&raw.data, request, target)?)?, Undo::default()));
    }
    let built = build::build(request, target, fields)?;
    Ok((write(&built.body)?, built.undo))
}

/// What the target changes, by member.
fn patch<'a>(body: &'a Document, request: &Request, target: &EncodeTarget<'_>) -> Result<Patch<'a>> {
    let mut patch = Patch::new(body);
    let is_set = |member: &str| body.get(member).is_some_and(|v| !v.is_null());
    patch.set("model", json!(target.model));
    if target.params.is_some() || target.max_tokens.is_some() {
        let (params, extra) = params::added(request, target)?;
        for (member, value) in build::added(&params, &extra, request, target)? {
            if !is_set(&member) {
                patch.set(&member, value.to_value());
            }
        }
    }
    if patch.get("stream").and_then(|stream| stream.as_bool()).unwrap_or(false) != request.stream {
        patch.set("stream", Value::Bool(request.stream));
    }
    Ok(patch)
}
