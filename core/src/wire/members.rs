//! Members of JSON objects as callers write them: read with their type, or told wrong with their path.

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::types::Extra;

/// The member, where it is neither absent nor `null`.
pub fn set<'a>(body: &'a Map<String, Value>, member: &str) -> Option<&'a Value> {
    body.get(member).filter(|v| !v.is_null())
}

/// The member as a type; an error says what was expected.
pub fn typed<T>(body: &Map<String, Value>, member: &str, expected: &str, read: impl Fn(&Value) -> Option<T>) -> Result<Option<T>> {
    set(body, member).map(|value| read(value).ok_or_else(|| wrong(member, expected, value))).transpose()
}

pub fn text(body: &Map<String, Value>, member: &str) -> Result<Option<String>> {
    typed(body, member, "a text", |v| v.as_str().map(str::to_owned))
}

pub fn flag(body: &Map<String, Value>, member: &str) -> Result<Option<bool>> {
    typed(body, member, "true or false", Value::as_bool)
}

pub fn number(body: &Map<String, Value>, member: &str) -> Result<Option<f64>> {
    typed(body, member, "a number", Value::as_f64)
}

pub fn whole(body: &Map<String, Value>, member: &str) -> Result<Option<u64>> {
    typed(body, member, "a whole number that is not negative", |v| {
        v.as_u64().or_else(|| v.as_f64().filter(|f| *f >= 0.0 && f.fract() == 0.0).map(|f| f as u64))
    })
}

/// A list; nothing where the member is absent.
pub fn list<'a>(body: &'a Map<String, Value>, member: &str) -> Result<&'a [Value]> {
    match set(body, member) {
        None => Ok(&[]),
        Some(Value::Array(list)) => Ok(list),
        Some(other) => Err(wrong(member, "a list", other)),
    }
}

/// The members that are not among `known`.
pub fn others(object: &Map<String, Value>, known: &[&str]) -> Extra {
    object.iter().filter(|(key, _)| !known.contains(&key.as_str())).map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// Puts the extra members into an object.
pub fn with(mut value: Value, extra: &Extra) -> Value {
    if let Value::Object(object) = &mut value {
        for (key, extra) in extra {
            object.entry(key).or_insert_with(|| extra.clone());
        }
    }
    value
}

/// A member of the wrong type: what was expected there, and what stands there.
pub fn wrong(path: &str, expected: &str, got: &Value) -> Error {
    let got = match got {
        Value::Null => "nothing",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    Error::invalid(format!("expected {expected}, got {got}")).at(path)
}
