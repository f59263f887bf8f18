//! A JSON Schema as this API takes it: an object in which every object demands something, without bounds and without
//! composition. What is taken out must be checked in the answer.
//!
//! After <https://docs.cohere.com/docs/structured-outputs> ("Schema constraints", "Unsupported schema features").

use serde_json::{Map, Value};

/// Keywords that are not understood and only narrow what may come.
const BOUNDS: [&str; 11] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "format",
];
/// Without these a schema is another one.
const COMPOSITION: [&str; 6] = ["allOf", "oneOf", "not", "if", "patternProperties", "propertyNames"];
/// No schema of a sane caller is deeper.
const DEEPEST: usize = 64;

/// The schema that can go, and whether something was taken out. `None`: it cannot go.
pub fn fit(schema: &Value) -> Option<(Value, bool)> {
    if schema.get("type").is_none_or(|kind| kind != "object") {
        return None;
    }
    let mut loosened = false;
    Some((fitted(schema, &mut loosened, 0)?, loosened))
}

fn fitted(schema: &Value, loosened: &mut bool, depth: usize) -> Option<Value> {
    let Value::Object(object) = schema else { return Some(schema.clone()) };
    if depth > DEEPEST || COMPOSITION.iter().any(|keyword| object.contains_key(*keyword)) {
        return None;
    }
    let is_object = object.get("type").is_some_and(|kind| kind == "object");
    let demands = object.get("required").and_then(Value::as_array).is_some_and(|names| !names.is_empty());
    if is_object && !demands {
        return None;
    }
    let mut out = Map::new();
    for (keyword, value) in object {
        let value = match (keyword.as_str(), value) {
            ("properties" | "$defs" | "definitions", Value::Object(members)) => {
                let members = members.iter().map(|(name, inner)| Some((name.clone(), fitted(inner, loosened, depth + 1)?)));
                Value::Object(members.collect::<Option<_>>()?)
            }
            ("items" | "additionalProperties", inner) => fitted(inner, loosened, depth + 1)?,
            ("anyOf", Value::Array(list)) => Value::Array(list.iter().map(|inner| fitted(inner, loosened, depth + 1)).collect::<Option<_>>()?),
            (bound, _) if BOUNDS.contains(&bound) => {
                *loosened = true;
                continue;
            }
            (_, value) => value.clone(),
        };
        out.insert(keyword.clone(), value);
    }
    Some(Value::Object(out))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_plain_schema_goes_as_it_is_and_bounds_stay_behind() {
        let plain = json!({"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"], "additionalProperties": false});
        assert_eq!(fit(&plain), Some((plain.clone(), false)));
        let mut bounded = plain.clone();
        bounded["properties"]["a"]["maxLength"] = json!(9);
        assert_eq!(fit(&bounded), Some((plain, true)));
    }

    #[test]
    fn what_the_api_cannot_hold_does_not_go() {
        for schema in [
            json!({"type": "array", "items": {}}),
            json!({"type": "object", "properties": {"a": {"type": "string"}}}),
            json!({"type": "object", "required": ["a"], "properties": {"a": {"allOf": []}}}),
            json!(true),
        ] {
            assert_eq!(fit(&schema), None, "{schema}");
        }
    }
}
