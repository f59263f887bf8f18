//! What a case came to, in a form that is the same in every language, and the line over all cases.
//!
//! An outcome is a list with an entry for each call: reply text, tool calls, finish, usage, error kind, outcome and class of
//! each attempt, the status of an HTTP door (of an estimated usage only that it is one). Calls that ran at the same time stand in the order of their text.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::subject::CallResult;

/// The entry for one call.
pub fn of_call(result: &CallResult) -> Value {
    let seen = result.to_value();
    let error = &result.error;
    let attempts = if error.is_null() { &result.receipt["attempts"] } else { &error["attempts"] };
    let attempt = |a: &Value| json!({"outcome": a["outcome"], "class": a["class"]});
    let mut usage = Map::new();
    let estimated = &result.receipt["usage"]["estimated"];
    usage.insert("estimated".into(), estimated.clone());
    // How far an estimate counts depends on how far the upstream had come.
    if *estimated != true {
        for key in ["input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "reasoning_tokens"] {
            usage.insert(key.into(), result.receipt["usage"][key].clone());
        }
    }
    json!({
        "text": seen["text"], "tools": seen["tools"], "finish": seen["finish"], "vectors": seen["vectors"], "status": seen["status"],
        "usage": usage, "error": error["kind"],
        "attempts": attempts.as_array().into_iter().flatten().map(attempt).collect::<Vec<_>>(),
    })
}

/// The results of one step, independent of who came first.
pub fn of_step(results: &[CallResult]) -> Vec<Value> {
    let mut outcomes: Vec<Value> = results.iter().map(of_call).collect();
    outcomes.sort_by_cached_key(canonical);
    outcomes
}

/// Members in the order of their names, no spaces.
pub fn canonical(value: &Value) -> String {
    fn sorted(value: &Value) -> Value {
        match value {
            Value::Object(map) => {
                let mut members: Vec<_> = map.iter().collect();
                members.sort_by_key(|(key, _)| key.as_str());
                members.into_iter().map(|(k, v)| (k.clone(), sorted(v))).collect::<Map<_, _>>().into()
            }
            Value::Array(list) => list.iter().map(sorted).collect(),
            other => other.clone(),
        }
    }
    sorted(value).to_string()
}

/// The first 16 hex digits of the SHA-256 over `name\noutcome\n` of each case, in order of name.
pub fn sha(outcomes: &[(String, Vec<Value>)]) -> String {
    let mut sorted: Vec<_> = outcomes.iter().collect();
    sorted.sort_by_key(|(name, _)| name.as_str());
    let mut hash = Sha256::new();
    for (name, outcome) in sorted {
        hash.update(format!("{name}\n{}\n", canonical(&Value::Array(outcome.clone()))));
    }
    let digest = hash.finalize();
    let first = digest.iter().take(8).fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
    format!("{first:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_depends_on_behaviour_and_not_on_order() {
        let a = ("a".to_owned(), vec![json!({"x": 1, "b": 2})]);
        let same = ("a".to_owned(), vec![json!({"b": 2, "x": 1})]);
        let b = ("b".to_owned(), vec![json!("é")]);
        assert_eq!(sha(&[a.clone(), b.clone()]), sha(&[b.clone(), same]));
        assert_ne!(sha(&[a]), sha(&[b]));
    }
}
