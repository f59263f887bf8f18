//! Members by their camelCase name, in either spelling: Google's JSON takes `system_instruction` as well.

use serde_json::{Map, Value};

use crate::types::Extra;

/// The member of this camelCase name, where it is neither absent nor `null`.
pub fn get<'a>(object: &'a Map<String, Value>, camel: &str) -> Option<&'a Value> {
    let value = object.get(camel).or_else(|| object.iter().find(|(written, _)| same(written, camel)).map(|(_, value)| value));
    value.filter(|v| !v.is_null())
}

pub fn text<'a>(object: &'a Map<String, Value>, camel: &str) -> Option<&'a str> {
    get(object, camel)?.as_str()
}

pub fn object<'a>(object: &'a Map<String, Value>, camel: &str) -> Option<&'a Map<String, Value>> {
    get(object, camel)?.as_object()
}

/// The members that are not among `known`, as they were written.
pub fn others(object: &Map<String, Value>, known: &[&str]) -> Extra {
    object.iter().filter(|(key, _)| !known.iter().any(|k| same(key, k))).map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// Is `written` this camelCase name, as it is or with underscores?
pub fn same(written: &str, camel: &str) -> bool {
    let mut letters = written.bytes();
    for wanted in camel.bytes() {
        let matches = match letters.next() {
            Some(b'_') if wanted.is_ascii_uppercase() => letters.next() == Some(wanted.to_ascii_lowercase()),
            letter => letter == Some(wanted),
        };
        if !matches {
            return false;
        }
    }
    letters.next().is_none()
}

/// A list; a single value counts as a list of one, as the API itself reads it.
pub fn list<'a>(object: &'a Map<String, Value>, camel: &str) -> &'a [Value] {
    match get(object, camel) {
        Some(Value::Array(list)) => list,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn finds_a_member_in_either_spelling() {
        for (written, is) in [("systemInstruction", true), ("system_instruction", true), ("systeminstruction", false), ("system_Instruction", false)]
        {
            assert_eq!(same(written, "systemInstruction"), is, "{written}");
        }
        let Value::Object(body) = json!({"top_k": 3, "topP": null, "tools": {"a": 1}}) else { unreachable!() };
        assert_eq!((get(&body, "topK"), get(&body, "topP")), (Some(&json!(3)), None));
        assert_eq!(list(&body, "tools"), [json!({"a": 1})]);
        assert_eq!(others(&body, &["topK", "tools"]).len(), 1);
    }
}
