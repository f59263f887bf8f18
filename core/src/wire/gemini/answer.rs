//! An answer as it stands on the wire, whole or a piece of a stream; parts stay text until it is known what they are.

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::usage::WireUsage;
use crate::error::{Class, Error, Result};
use crate::types::Extra;
use crate::wire::errors;
use crate::wire::lenient::{self, Count, Word};
use http::{HeaderMap, StatusCode};

/// A body of `generateContent`, or one event of `streamGenerateContent`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer<'a> {
    #[serde(borrow)]
    pub candidates: Option<Vec<&'a RawValue>>,
    pub usage_metadata: Option<WireUsage>,
    #[serde(borrow)]
    pub prompt_feedback: Option<Feedback<'a>>,
    #[serde(default, borrow)]
    pub model_version: Word<'a>,
    #[serde(default, borrow)]
    pub response_id: Word<'a>,
    #[serde(default, borrow)]
    create_time: Word<'a>,
    error: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Feedback<'a> {
    #[serde(default, borrow)]
    pub block_reason: Word<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Candidate<'a> {
    #[serde(default)]
    pub index: Count,
    #[serde(borrow)]
    content: Option<Content<'a>>,
    #[serde(default, borrow)]
    pub finish_reason: Word<'a>,
    #[serde(default, borrow)]
    pub finish_message: Word<'a>,
    pub logprobs_result: Option<Value>,
}

#[derive(Deserialize)]
struct Content<'a> {
    #[serde(borrow)]
    parts: Option<Vec<&'a RawValue>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WirePart<'a> {
    #[serde(borrow)]
    text: Option<Word<'a>>,
    thought: Option<bool>,
    #[serde(default, borrow)]
    thought_signature: Word<'a>,
    #[serde(borrow)]
    function_call: Option<WireCall<'a>>,
}

#[derive(Deserialize)]
struct WireCall<'a> {
    #[serde(default, borrow)]
    id: Word<'a>,
    #[serde(default, borrow)]
    name: Word<'a>,
    #[serde(borrow)]
    args: Option<&'a RawValue>,
}

/// What a part of an answer is.
pub enum Piece {
    Text {
        text: String,
        thought: bool,
        signature: Option<String>,
    },
    Call {
        id: Option<String>,
        name: String,
        arguments: String,
        signature: Option<String>,
    },
    /// Anything else: the part as it stood.
    Other(Value),
}

impl<'a> Answer<'a> {
    /// `None`: no JSON object of this form, nor can it be repaired.
    pub fn parse<T>(text: &'a str, then: impl FnOnce(Answer<'_>) -> T) -> Option<T> {
        if let Ok(answer) = serde_json::from_str::<Answer<'_>>(text) {
            return Some(then(answer));
        }
        let repaired = lenient::repaired(text)?;
        // The door without `alt=sse` wraps the events in a list.
        let repaired = if let Value::Array(mut list) = repaired { (list.len() == 1).then(|| list.remove(0))? } else { repaired };
        let repaired = repaired.to_string();
        serde_json::from_str::<Answer<'_>>(&repaired).ok().map(then)
    }

    /// Is there anything that an answer has?
    pub fn is_answer(&self) -> bool {
        self.candidates.is_some() || self.prompt_feedback.is_some() || self.usage_metadata.is_some() || self.response_id.some().is_some()
    }

    pub fn created(&self) -> u64 {
        let at = self.create_time.some().and_then(|time| time.parse::<jiff::Timestamp>().ok());
        at.and_then(|t| u64::try_from(t.as_second()).ok()).unwrap_or(0)
    }

    /// An error where an answer should be.
    pub fn fault(&self) -> Option<Error> {
        let error = self.error.as_ref().filter(|e| is_error(e))?;
        Some(inner_error(error))
    }

    pub fn is_blocked(&self) -> bool {
        self.prompt_feedback.as_ref().is_some_and(|feedback| feedback.block_reason.some().is_some())
    }
}

fn is_error(error: &Value) -> bool {
    match error {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Object(object) => !object.is_empty(),
        _ => true,
    }
}

/// The error of a body that came with status 200: its own `code` says which it is.
fn inner_error(error: &Value) -> Error {
    let status = error.get("code").and_then(Value::as_u64).and_then(|code| StatusCode::from_u16(u16::try_from(code).ok()?).ok());
    let body = serde_json::json!({ "error": error });
    match status.filter(|s| s.is_client_error() || s.is_server_error()) {
        Some(status) => super::refusal(status, &HeaderMap::new(), body.to_string().as_bytes()),
        None => errors::from_body(&body),
    }
}

/// The error that a text which is no answer tells, if it tells one.
pub fn error_in(text: &str) -> Option<Error> {
    let tree = lenient::repaired(text)?;
    let tree = tree.as_array().and_then(|list| list.first()).unwrap_or(&tree);
    tree.get("error").filter(|e| is_error(e)).map(inner_error)
}

pub fn candidate(raw: &RawValue) -> Result<Candidate<'_>> {
    serde_json::from_str(raw.get()).map_err(|_| Error::of(Class::Server, "a candidate of the answer is not as it should be"))
}

impl Candidate<'_> {
    pub fn pieces(&self) -> impl Iterator<Item = Piece> + '_ {
        self.content.iter().flat_map(|content| content.parts.iter().flatten()).filter_map(|raw| piece(raw))
    }
}

fn piece(raw: &RawValue) -> Option<Piece> {
    let Ok(part) = serde_json::from_str::<WirePart<'_>>(raw.get()) else {
        return serde_json::from_str(raw.get()).ok().filter(|v: &Value| !v.is_null()).map(Piece::Other);
    };
    let signature = part.thought_signature.into_some();
    if let Some(call) = part.function_call {
        let arguments = call.args.map(RawValue::get).filter(|args| *args != "null").unwrap_or("{}").to_owned();
        return Some(Piece::Call { id: call.id.into_some(), name: call.name.into_string(), arguments, signature });
    }
    if let Some(text) = part.text {
        return Some(Piece::Text { text: text.into_string(), thought: part.thought.unwrap_or(false), signature });
    }
    let whole: Map<String, Value> = serde_json::from_str(raw.get()).ok()?;
    match (whole.keys().any(|key| key != "thought" && key != "thoughtSignature"), signature) {
        (true, _) => Some(Piece::Other(Value::Object(whole))),
        (false, Some(signature)) => Some(Piece::Text { text: String::new(), thought: part.thought.unwrap_or(false), signature: Some(signature) }),
        (false, None) => None,
    }
}

/// The members of a JSON object but for the known ones.
pub fn extras(object: &str, known: &[&str]) -> Extra {
    let mut all: Map<String, Value> = serde_json::from_str(object).unwrap_or_default();
    for key in known {
        all.shift_remove(*key);
    }
    all
}
