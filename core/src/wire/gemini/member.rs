//! Members by their camelCase name, in either spelling: Google's JSON takes `system_instruction` as well.

use crate::types::Extra;
use crate::wire::members::{Json, Object, View};

/// The member of this camelCase name, where it is neither absent nor `null`.
pub fn get<'a, O: Object>(object: &'a O, camel: &str) -> Option<&'a O::Json> {
    let value = object.member(camel).or_else(|| object.members().find(|(written, _)| is_snake_of(written, camel)).map(|(_, value)| value));
    value.filter(|v| !matches!(v.view(), View::Null))
}

pub fn text<'a>(object: &'a impl Object, camel: &str) -> Option<&'a str> {
    if let View::String(text) = get(object, camel)?.view() { Some(text) } else { None }
}

pub fn object<'a, O: Object>(object: &'a O, camel: &str) -> Option<&'a <O::Json as Json>::Members> {
    if let View::Object(members) = get(object, camel)?.view() { Some(members) } else { None }
}

/// The members that are not among `known`, as they were written.
pub fn others(object: &impl Object, known: &[&str]) -> Extra {
    object.members().filter(|(key, _)| !known.iter().any(|k| same(key, k))).map(|(key, value)| (key.to_owned(), value.to_value())).collect()
}

/// Is `written` this camelCase name, as it is or with underscores?
pub fn same(written: &str, camel: &str) -> bool {
    written == camel || is_snake_of(written, camel)
}

/// Is `written` this camelCase name with underscores? Each makes it longer, so most names are told apart by their length.
fn is_snake_of(written: &str, camel: &str) -> bool {
    if written.len() <= camel.len() {
        return false;
    }
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
pub fn list<'a, O: Object>(object: &'a O, camel: &str) -> &'a [O::Json] {
    let Some(value) = get(object, camel) else { return &[] };
    match value.view() {
        View::Array(list) => list,
        _ => std::slice::from_ref(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

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
