//! Schemas: Google's OpenAPI subset (`parameters`, `responseSchema`) ↔ JSON Schema.

use crate::types::{Members, Tree};

/// Is it JSON Schema as it stands? In doubt it is not.
pub fn is_json_schema(schema: &Tree<'_>) -> bool {
    let Tree::Object(object) = schema else { return true };
    object.iter().all(|(key, value)| match key {
        "type" => value.as_str().is_none_or(|kind| !kind.bytes().any(|letter| letter.is_ascii_uppercase())),
        "description" | "required" | "title" => true,
        "properties" => value.as_object().is_none_or(|all| all.iter().all(|(_, property)| is_json_schema(property))),
        "items" => is_json_schema(value),
        "anyOf" => value.as_array().is_none_or(|all| all.iter().all(is_json_schema)),
        "nullable" | "propertyOrdering" | "example" => false,
        "format" => *value != "enum",
        // A bound may be a number that stands as a text.
        other => !other.contains('_') && !(value.as_str().is_some() && (other.starts_with("min") || other.starts_with("max"))),
    })
}

/// Google's schema as JSON Schema: types in lower case, `nullable` as a type, no order of properties.
pub fn to_json_schema<'s>(schema: &'s Tree<'_>) -> Tree<'s> {
    let Tree::Object(object) = schema else { return schema.clone() };
    let mut out = Members::default();
    for (key, value) in object.iter() {
        let (key, value) = match key {
            "type" => ("type", value.as_str().map_or_else(|| value.clone(), |kind| kind.to_ascii_lowercase().into())),
            "properties" => ("properties", each_member(value)),
            "items" => ("items", to_json_schema(value)),
            "anyOf" | "any_of" => ("anyOf", each_element(value)),
            "nullable" | "propertyOrdering" | "property_ordering" => continue,
            "example" => ("examples", vec![value.clone()].into()),
            "minItems" | "min_items" => ("minItems", whole(value)),
            "maxItems" | "max_items" => ("maxItems", whole(value)),
            "minLength" | "min_length" => ("minLength", whole(value)),
            "maxLength" | "max_length" => ("maxLength", whole(value)),
            "minProperties" | "min_properties" => ("minProperties", whole(value)),
            "maxProperties" | "max_properties" => ("maxProperties", whole(value)),
            "format" if *value == "enum" => continue,
            other => (other, value.clone()),
        };
        out.insert(key, value);
    }
    if object.get("nullable").and_then(Tree::as_bool) == Some(true) {
        if let Some(kind @ Tree::String(_)) = out.get_mut("type") {
            *kind = vec![std::mem::take(kind), "null".into()].into();
        }
        if let Some(Tree::Array(values)) = out.get_mut("enum") {
            values.push(Tree::Null);
        }
    }
    Tree::Object(out)
}

/// Numbers of 64 bits stand as texts in Google's JSON.
fn whole<'s>(value: &'s Tree<'_>) -> Tree<'s> {
    value.as_str().and_then(|text| text.parse::<u64>().ok()).map_or_else(|| value.clone(), Tree::from)
}

fn each_member<'s>(value: &'s Tree<'_>) -> Tree<'s> {
    let Tree::Object(object) = value else { return value.clone() };
    let mut out = Members::default();
    object.iter().for_each(|(key, value)| out.add(key, to_json_schema(value)));
    Tree::Object(out)
}

fn each_element<'s>(value: &'s Tree<'_>) -> Tree<'s> {
    match value {
        Tree::Array(list) => Tree::Array(list.iter().map(to_json_schema).collect()),
        other => other.clone(),
    }
}

/// Can `parameters` say all of this schema? Else it goes as `parametersJsonSchema`, which every keyword may stand in.
pub fn fits_openapi(schema: &Tree<'_>) -> bool {
    let Tree::Object(object) = schema else { return false };
    let kind = object.get("type").and_then(Tree::as_str);
    if !matches!(kind, Some("string" | "number" | "integer" | "boolean" | "array" | "object")) {
        return false;
    }
    object.iter().all(|(key, value)| match key {
        "type" | "title" | "description" | "nullable" | "required" | "minItems" | "maxItems" | "minimum" | "maximum" => true,
        "enum" => kind == Some("string") && value.as_array().is_some_and(|list| list.iter().all(|value| value.as_str().is_some())),
        // An object without properties is refused there.
        "properties" => value.as_object().is_some_and(|all| !all.is_empty() && all.iter().all(|(_, property)| fits_openapi(property))),
        "items" => fits_openapi(value),
        "format" => matches!(value.as_str(), Some("date-time" | "float" | "double" | "int32" | "int64")),
        _ => false,
    }) && (kind != Some("object") || object.contains_key("properties"))
        && (kind != Some("array") || object.contains_key("items"))
}

/// Does a function with these parameters take none?
pub fn is_empty(schema: &Tree<'_>) -> bool {
    let Tree::Object(object) = schema else { return schema.is_null() };
    let no_properties = object.get("properties").is_none_or(|p| p.as_object().is_some_and(Members::is_empty));
    no_properties
        && object.iter().all(|(key, _)| matches!(key, "type" | "properties" | "required" | "title"))
        && object.get("type").is_none_or(|kind| *kind == "object")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn googles_schema_becomes_json_schema() {
        let google = json!({"type": "OBJECT", "propertyOrdering": ["a"], "required": ["a"], "properties": {
            "a": {"type": "STRING", "nullable": true, "format": "enum", "enum": ["x"]},
            "b": {"type": "ARRAY", "items": {"type": "INTEGER"}, "maxItems": "5"},
            "c": {"anyOf": [{"type": "NUMBER"}, {"type": "BOOLEAN"}]}}});
        let converted = json!({"type": "object", "required": ["a"], "properties": {
                "a": {"type": ["string", "null"], "enum": ["x", null]},
                "b": {"type": "array", "items": {"type": "integer"}, "maxItems": 5},
                "c": {"anyOf": [{"type": "number"}, {"type": "boolean"}]}}});
        assert_eq!(to_json_schema(&Tree::from(&google)).to_value(), converted);
        assert!(is_json_schema(&Tree::from(&converted)));
    }

    #[test]
    fn what_would_be_converted_is_no_json_schema_as_it_stands() {
        let own = |property: &Value| json!({"type": "object", "properties": {"nullable": {"type": "string"}, "a_b": property}});
        for property in [
            json!({"type": "STRING"}),
            json!({"nullable": true}),
            json!({"propertyOrdering": []}),
            json!({"property_ordering": []}),
            json!({"example": 1}),
            json!({"format": "enum"}),
            json!({"minItems": "1"}),
            json!({"max_length": 1}),
            json!({"any_of": [{}]}),
            json!({"anyOf": [{"type": "STRING"}]}),
            json!({"items": {"type": "STRING"}}),
        ] {
            let schema = own(&property);
            assert_ne!(to_json_schema(&Tree::from(&schema)).to_value(), schema, "{schema}");
            assert!(!is_json_schema(&Tree::from(&schema)), "{schema}");
        }
        for property in [json!({"type": ["string", "null"], "format": "date"}), json!({"minItems": 1, "const": "x"}), json!(true)] {
            let schema = own(&property);
            assert_eq!(to_json_schema(&Tree::from(&schema)).to_value(), schema, "{schema}");
            assert!(is_json_schema(&Tree::from(&schema)), "{schema}");
        }
    }

    #[test]
    fn only_what_the_subset_can_say_fits_it() {
        let object = |property: Value| Tree::from(json!({"type": "object", "properties": {"a": property}, "required": ["a"]}));
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
        assert!(is_empty(&json!({"type": "object", "properties": {}}).into()) && is_empty(&json!({}).into()));
        assert!(!is_empty(&json!({"type": "object", "additionalProperties": {"type": "string"}}).into()));
    }
}
