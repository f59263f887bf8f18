//! Schemas: Google's OpenAPI subset (`parameters`, `responseSchema`) ↔ JSON Schema.

use serde_json::{Map, Value, json};

/// Google's schema as JSON Schema: types in lower case, `nullable` as a type, no order of properties.
pub fn to_json_schema(schema: &Value) -> Value {
    let Value::Object(object) = schema else { return schema.clone() };
    let mut out = Map::new();
    for (key, value) in object {
        let (key, value) = match key.as_str() {
            "type" => ("type", value.as_str().map_or_else(|| value.clone(), |t| json!(t.to_ascii_lowercase()))),
            "properties" => ("properties", each_member(value, to_json_schema)),
            "items" => ("items", to_json_schema(value)),
            "anyOf" | "any_of" => ("anyOf", each_element(value, to_json_schema)),
            "nullable" | "propertyOrdering" | "property_ordering" => continue,
            "example" => ("examples", json!([value])),
            "minItems" | "min_items" => ("minItems", whole(value)),
            "maxItems" | "max_items" => ("maxItems", whole(value)),
            "minLength" | "min_length" => ("minLength", whole(value)),
            "maxLength" | "max_length" => ("maxLength", whole(value)),
            "minProperties" | "min_properties" => ("minProperties", whole(value)),
            "maxProperties" | "max_properties" => ("maxProperties", whole(value)),
            "format" if value == "enum" => continue,
            other => (other, value.clone()),
        };
        out.insert(key.to_owned(), value);
    }
    if object.get("nullable") == Some(&Value::Bool(true)) {
        if let Some(Value::String(kind)) = out.get("type").cloned() {
            out["type"] = json!([kind, "null"]);
        }
        if let Some(Value::Array(values)) = out.get_mut("enum") {
            values.push(Value::Null);
        }
    }
    Value::Object(out)
}

/// Numbers of 64 bits stand as texts in Google's JSON.
fn whole(value: &Value) -> Value {
    value.as_str().and_then(|text| text.parse::<u64>().ok()).map_or_else(|| value.clone(), |n| json!(n))
}

fn each_member(value: &Value, change: fn(&Value) -> Value) -> Value {
    match value {
        Value::Object(object) => object.iter().map(|(key, value)| (key.clone(), change(value))).collect(),
        other => other.clone(),
    }
}

fn each_element(value: &Value, change: fn(&Value) -> Value) -> Value {
    match value {
        Value::Array(list) => list.iter().map(change).collect(),
        other => other.clone(),
    }
}

/// Can `parameters` say all of this schema? Else it goes as `parametersJsonSchema`, which every keyword may stand in.
pub fn fits_openapi(schema: &Value) -> bool {
    let Value::Object(object) = schema else { return false };
    let kind = object.get("type").and_then(Value::as_str);
    if !matches!(kind, Some("string" | "number" | "integer" | "boolean" | "array" | "object")) {
        return false;
    }
    object.iter().all(|(key, value)| match key.as_str() {
        "type" | "title" | "description" | "nullable" | "required" | "minItems" | "maxItems" | "minimum" | "maximum" => true,
        "enum" => kind == Some("string") && value.as_array().is_some_and(|list| list.iter().all(Value::is_string)),
        // An object without properties is refused there.
        "properties" => value.as_object().is_some_and(|all| !all.is_empty() && all.values().all(fits_openapi)),
        "items" => fits_openapi(value),
        "format" => matches!(value.as_str(), Some("date-time" | "float" | "double" | "int32" | "int64")),
        _ => false,
    }) && (kind != Some("object") || object.contains_key("properties"))
        && (kind != Some("array") || object.contains_key("items"))
}

/// Does a function with these parameters take none?
pub fn is_empty(schema: &Value) -> bool {
    let Value::Object(object) = schema else { return schema.is_null() };
    let no_properties = object.get("properties").is_none_or(|p| p.as_object().is_some_and(Map::is_empty));
    no_properties
        && object.keys().all(|key| matches!(key.as_str(), "type" | "properties" | "required" | "title"))
        && object.get("type").is_none_or(|t| t == "object")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn googles_schema_becomes_json_schema() {
        let google = json!({"type": "OBJECT", "propertyOrdering": ["a"], "required": ["a"], "properties": {
            "a": {"type": "STRING", "nullable": true, "format": "enum", "enum": ["x"]},
            "b": {"type": "ARRAY", "items": {"type": "INTEGER"}, "maxItems": "5"},
            "c": {"anyOf": [{"type": "NUMBER"}, {"type": "BOOLEAN"}]}}});
        assert_eq!(
            to_json_schema(&google),
            json!({"type": "object", "required": ["a"], "properties": {
                "a": {"type": ["string", "null"], "enum": ["x", null]},
                "b": {"type": "array", "items": {"type": "integer"}, "maxItems": 5},
                "c": {"anyOf": [{"type": "number"}, {"type": "boolean"}]}}})
        );
    }

    #[test]
    fn only_what_the_subset_can_say_fits_it() {
        let object = |property: Value| json!({"type": "object", "properties": {"a": property}, "required": ["a"]});
        assert!(fits_openapi(&object(json!({"type": "string", "enum": ["c", "f"], "description": "x"}))));
        assert!(fits_openapi(&object(json!({"type": "array", "items": {"type": "number", "minimum": 1}}))));
        for odd in [
            json!({"type": ["string", "null"]}),
            json!({"$ref": "#/$defs/A"}),
            json!({"type": "integer", "enum": [1]}),
            json!({"type": "string", "format": "email"}),
            json!({"type": "string", "const": "x"}),
            json!({"type": "object", "properties": {}}),
            json!({"type": "object", "additionalProperties": false, "properties": {"b": {"type": "string"}}}),
            json!({"type": "array"}),
            json!({}),
            json!(true),
        ] {
            assert!(!fits_openapi(&object(odd.clone())), "{odd}");
        }
        assert!(is_empty(&json!({"type": "object", "properties": {}})) && is_empty(&json!({})));
        assert!(!is_empty(&json!({"type": "object", "additionalProperties": {"type": "string"}})));
    }
}
