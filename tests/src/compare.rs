//! Holds an expectation against what came: objects by subset, lists exactly, `~re`, `$any`, `$absent`.

use regex::Regex;
use serde_json::Value;

/// Every difference, each with its path.
pub fn differences(expect: &Value, got: &Value) -> Vec<String> {
    let mut out = Vec::new();
    compare(expect, got, "", &mut out);
    out
}

fn compare(expect: &Value, got: &Value, path: &str, out: &mut Vec<String>) {
    let mut differ = |what: String| out.push(format!("{}: {what}", if path.is_empty() { "(all)" } else { path }));
    match (expect, got) {
        (Value::String(word), _) if word == "$any" => {
            if got.is_null() {
                differ("something is wanted, nothing came".into());
            }
        }
        (Value::String(word), _) if word == "$absent" => {
            if !got.is_null() {
                differ(format!("nothing is wanted, {got} came"));
            }
        }
        (Value::String(pattern), _) if pattern.starts_with('~') => {
            let text = got.as_str().map_or_else(|| got.to_string(), str::to_owned);
            match Regex::new(&pattern[1..]) {
                Ok(re) if re.is_match(&text) => {}
                Ok(_) => differ(format!("`{text}` does not match `{}`", &pattern[1..])),
                Err(e) => differ(e.to_string()),
            }
        }
        (Value::Object(expect), Value::Object(got)) => {
            for (key, expect) in expect {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                compare(expect, got.get(key).unwrap_or(&Value::Null), &path, out);
            }
        }
        (Value::Array(expect), Value::Array(got)) if expect.len() == got.len() => {
            for (n, (expect, got)) in expect.iter().zip(got).enumerate() {
                compare(expect, got, &format!("{path}[{n}]"), out);
            }
        }
        (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => {}
        _ if expect == got => {}
        _ => differ(format!("wanted {expect}, got {got}")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn objects_match_by_subset_and_lists_exactly() {
        assert!(differences(&json!({"a": {"b": 1}}), &json!({"a": {"b": 1.0, "c": 2}})).is_empty());
        assert_eq!(differences(&json!({"a": [{}]}), &json!({"a": [{}, {}]})), ["a: wanted [{}], got [{},{}]"]);
        assert!(differences(&json!([{"x": 1}]), &json!([{"x": 1, "y": 2}])).is_empty());
    }

    #[test]
    fn words_stand_for_patterns_anything_and_nothing() {
        let got = json!({"text": "hello", "n": 12, "here": 0, "gone": null});
        assert!(differences(&json!({"text": "~^he", "n": "~2$", "here": "$any", "gone": "$absent", "never": "$absent"}), &got).is_empty());
        let bad = differences(&json!({"text": "~^x", "gone": "$any", "here": "$absent", "text2": "a"}), &got);
        assert_eq!(bad.len(), 4);
        assert!(bad[0].starts_with("text: `hello` does not match"));
    }
}
