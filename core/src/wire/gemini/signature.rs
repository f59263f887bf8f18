//! Where a thought's signature stands on parts that are no thoughts, so that it comes back on the exact part.
//!
//! On a call it has the form that Google gives it in the OpenAI format (`extra_content`), so the chat door carries it.

use serde_json::{Value, json};

use crate::types::Extra;

/// The member of a text part's `extra`.
const ON_TEXT: &str = "signature";
/// The member of a call's `extra`.
pub const ON_CALL: &str = "extra_content";

/// Stands for a signature on calls that another model made (Google, "thought signatures": migrating from other models).
pub const SKIP: &str = "skip_thought_signature_validator";

pub fn of_text(extra: &Extra) -> Option<&str> {
    extra.get(ON_TEXT)?.as_str()
}

pub fn on_text(signature: &str) -> Extra {
    Extra::from_iter([(ON_TEXT.to_owned(), json!(signature))])
}

pub fn of_call(extra: &Extra) -> Option<&str> {
    extra.get(ON_CALL)?.get("google")?.get("thought_signature")?.as_str()
}

pub fn on_call(signature: Option<&str>) -> Extra {
    let content = |signature| (ON_CALL.to_owned(), json!({"google": {"thought_signature": signature}}));
    signature.map(content).into_iter().collect::<serde_json::Map<String, Value>>()
}
