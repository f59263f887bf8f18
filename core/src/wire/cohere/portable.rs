//! What only this API has and what changes the answer: refused before it leaves for a target of another wire.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::types::{Dialect, EmbedRequest, Extra, Request};
use crate::wire::OnUnsupported;
use crate::wire::params::is_silent;

/// What it is, and why another model would answer something else without it.
const CHANGES_ANSWER: [(&str, &str); 2] =
    [("documents", "the documents to answer from have no place"), ("raw_prompting", "a raw prompt has no place")];

/// Checks a request that came in this dialect and goes to a target of another.
pub fn check(request: &Request, on_unsupported: OnUnsupported) -> Result<()> {
    let is_own = request.raw.as_ref().is_some_and(|raw| raw.dialect == Dialect::Cohere);
    if !is_own || on_unsupported != OnUnsupported::Error {
        return Ok(());
    }
    match CHANGES_ANSWER.into_iter().find(|(member, _)| is_asked(&request.extra, member)) {
        Some((member, why)) => Err(Error::invalid(format!("{why}: this target does not speak Cohere's format")).at(member).reason("unsupported")),
        None => Ok(()),
    }
}

/// The same for vectors: other wires know floats, and floats in base64.
pub fn check_embed(request: &EmbedRequest) -> Result<()> {
    let Some(raw) = request.raw.as_ref().filter(|raw| raw.dialect == Dialect::Cohere) else { return Ok(()) };
    let types = raw.data.get("embedding_types").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if types.is_empty() || types.len() == 1 && (types[0] == "float" || types[0] == "base64") {
        return Ok(());
    }
    let words = "vectors of these types can only come from a target that speaks Cohere's format";
    Err(Error::invalid(words).at("embedding_types").reason("unsupported"))
}

fn is_asked(extra: &Extra, member: &str) -> bool {
    extra.get(member).is_some_and(|value| !is_silent(value) && *value != Value::Bool(false))
}
