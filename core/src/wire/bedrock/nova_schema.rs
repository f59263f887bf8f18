//! A tool's schema as Nova takes it: at its top `type`, `properties` and `required`, and no references anywhere.
//!
//! After <https://docs.aws.amazon.com/nova/latest/userguide/tool-use-definition.html>.

use serde_json::{Map, Value, json};

/// No schema of a sane caller is deeper.
const DEEPEST: usize = 32;
/// What the model is not told without any harm.
const HARMLESS: [&str; 6] = ["additionalProperties", "$defs", "definitions", "$schema", "$id", "title"];

/// A schema that can go.
#[derive(Debug, PartialEq)]
pub struct Fitted {
    pub schema: Value,
    /// Something was taken out that the model would have had to heed.
    pub loosened: bool,
}

pub fn fit(schema: &Value) -> Fitted {
    let whole = inlined(schema, schema, 0).unwrap_or_else(|| schema.clone());
    let Value::Object(whole) = whole else { return Fitted { schema: json!({"type": "object", "properties": {}}), loosened: true } };
    let mut out = Map::from_iter([("type".to_owned(), json!("object"))]);
    let mut loosened = false;
    for (key, value) in whole {
        match key.as_str() {
            "properties" | "required" => drop(out.insert(key, value)),
            "type" => {}
            other => loosened |= !HARMLESS.contains(&other),
        }
    }
    out.entry("properties").or_insert_with(|| json!({}));
    Fitted { schema: Value::Object(out), loosened }
}

/// `None` where a reference leads nowhere or in circles.
fn inlined(value: &Value, root: &Value, depth: usize) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    match value {
        Value::Object(object) => {
            if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
                return inlined(root.pointer(reference.strip_prefix('#')?)?, root, depth + 1);
            }
            let members = object.iter().filter(|(key, _)| depth > 0 || !matches!(key.as_str(), "$defs" | "definitions"));
            members.map(|(key, value)| Some((key.clone(), inlined(value, root, depth + 1)?))).collect::<Option<Map<_, _>>>().map(Value::Object)
        }
        Value::Array(list) => list.iter().map(|value| inlined(value, root, depth + 1)).collect::<Option<Vec<_>>>().map(Value::Array),
        other => Some(other.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_written_out_and_the_top_is_bare() {
        let schema = json!({"$defs": {"I": {"type": "object", "properties": {"id": {"type": "integer"}}}}, "type": "object", "title": "T",
                            "properties": {"items": {"type": "array", "items": {"$ref": "#/$defs/I"}}}, "required": ["items"],
                            "additionalProperties": false});
        let item = json!({"type": "object", "properties": {"id": {"type": "integer"}}});
        let expected = json!({"type": "object", "properties": {"items": {"type": "array", "items": item}}, "required": ["items"]});
        assert_eq!(fit(&schema), Fitted { schema: expected, loosened: false });
    }

    #[test]
    fn what_cannot_be_written_out_is_said() {
        assert!(fit(&json!({"anyOf": [{"type": "object"}]})).loosened);
        let tree =
            json!({"$defs": {"T": {"properties": {"next": {"$ref": "#/$defs/T"}}}}, "type": "object", "properties": {"t": {"$ref": "#/$defs/T"}}});
        assert_eq!(fit(&tree).schema["properties"], tree["properties"]);
    }
}
