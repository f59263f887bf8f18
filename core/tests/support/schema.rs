//! As much of JSON Schema as the configuration's schema uses, and that schema as a table for the docs.

use std::fmt::Write;

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value};

/// What a `$ref` stands for, or the schema itself.
pub fn definition<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(reference) => root.pointer(reference.trim_start_matches('#')).unwrap_or_else(|| panic!("no {reference}")),
        None => schema,
    }
}

/// Where data does not fit the schema.
pub fn complaints(root: &Value, data: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(root, root, data, "", &mut found);
    found
}

fn check(root: &Value, schema: &Value, data: &Value, path: &str, found: &mut Vec<String>) {
    let schema = definition(root, schema);
    let mut complain = |what: String| found.push(format!("{path}: {what}"));
    if let Some(kind) = schema["type"].as_str() {
        let fits = match kind {
            "object" => data.is_object(),
            "array" => data.is_array(),
            "string" => data.is_string(),
            "boolean" => data.is_boolean(),
            "number" => data.is_number(),
            "integer" => data.is_i64() || data.is_u64(),
            other => panic!("type {other}"),
        };
        if !fits {
            return complain(format!("not of type {kind}: {data}"));
        }
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(data)
    {
        complain(format!("{data} is none of {words:?}"));
    }
    if let (Some(pattern), Some(text)) = (schema["pattern"].as_str(), data.as_str())
        && !regex::Regex::new(pattern).expect("a pattern").is_match(text)
    {
        complain(format!("{text:?} does not match {pattern}"));
    }
    if schema["minLength"].as_u64().is_some_and(|min| data.as_str().is_some_and(|text| (text.len() as u64) < min)) {
        complain("too short".to_owned());
    }
    if let Some(number) = data.as_u64()
        && (schema["minimum"].as_u64().is_some_and(|min| number < min) || schema["maximum"].as_u64().is_some_and(|max| number > max))
    {
        complain(format!("{number} is out of bounds"));
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let fits = choices.iter().any(|choice| {
            let mut inner = Vec::new();
            check(root, choice, data, path, &mut inner);
            inner.is_empty()
        });
        if !fits {
            complain(format!("{data} fits no choice"));
        }
    }
    if let Some(items) = data.as_array() {
        if schema["minItems"].as_u64().is_some_and(|min| (items.len() as u64) < min) {
            found.push(format!("{path}: too few items"));
        }
        if schema["items"].is_object() {
            for (index, item) in items.iter().enumerate() {
                check(root, &schema["items"], item, &format!("{path}[{index}]"), found);
            }
        }
    }
    if let Some(members) = data.as_object() {
        check_members(root, schema, members, path, found);
    }
}

fn check_members(root: &Value, schema: &Value, members: &Map<String, Value>, path: &str, found: &mut Vec<String>) {
    for required in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !members.contains_key(required) {
            found.push(format!("{path}: {required} is missing"));
        }
    }
    for (key, value) in members {
        let at = format!("{path}.{key}");
        if schema["propertyNames"].is_object() {
            check(root, &schema["propertyNames"], &Value::from(key.as_str()), &at, found);
        }
        match (&schema["properties"][key], &schema["additionalProperties"]) {
            (Value::Null, Value::Bool(false)) => found.push(format!("{at}: unknown key")),
            (Value::Null, other) if other.is_object() => check(root, other, value, &at, found),
            (Value::Null, _) => {}
            (property, _) => check(root, property, value, &at, found),
        }
    }
}

/// The table of all keys: sections in the order of the schema, records where they are first used.
pub fn markdown(root: &Value) -> String {
    let mut text = String::new();
    table(root, "", &mut text);
    for (name, schema) in root["$defs"].as_object().into_iter().flatten() {
        if schema["properties"].is_object() {
            table(schema, name, &mut text);
        }
    }
    text
}

fn table(schema: &Value, name: &str, text: &mut String) {
    let title = if name.is_empty() { "Top level" } else { name };
    let _ = write!(text, "\n### {title}\n{}\n\n| key | value | default | |\n|---|---|---|---|\n", schema["description"].as_str().unwrap_or_default());
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (key, property) in schema["properties"].as_object().into_iter().flatten() {
        let default = match &property["default"] {
            Value::Null if required.contains(&key.as_str()) => "required".to_owned(),
            Value::Null => String::new(),
            Value::String(word) => format!("`{word}`"),
            other => format!("`{other}`"),
        };
        let _ = writeln!(text, "| `{key}` | {} | {default} | {} |", kind(property), property["description"].as_str().unwrap_or_default());
    }
}

fn kind(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap_or_default();
        return format!("[{name}](#{})", name.to_lowercase());
    }
    if let Some(words) = schema["enum"].as_array() {
        return words.iter().filter_map(Value::as_str).map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" ");
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let kinds = choices.iter().filter(|choice| choice["$ref"] != "#/$defs/Variable").map(kind);
        return kinds.collect::<Vec<_>>().join(" or ");
    }
    if let Some(name) = schema["title"].as_str() {
        return name.to_owned();
    }
    match schema["type"].as_str() {
        Some("array") => format!("list of {}", kind(&schema["items"])),
        Some("object") if schema["additionalProperties"].is_object() => format!("names of {}", kind(&schema["additionalProperties"])),
        Some("object") => "map".to_owned(),
        Some("string") => "text".to_owned(),
        Some("boolean") => "`true` `false`".to_owned(),
        Some("integer") => "number".to_owned(),
        Some("number") => "number from 0 to 1".to_owned(),
        other => panic!("{other:?}"),
    }
}

/// YAML as data, with no more of the language than the examples use.
pub fn yaml_as_data(text: &str) -> Value {
    let mut events = Parser::new_from_str(text).map(|event| event.expect("the example is YAML").0).filter(|event| {
        matches!(event, Event::Scalar(..) | Event::SequenceStart(..) | Event::SequenceEnd | Event::MappingStart(..) | Event::MappingEnd)
    });
    value(&mut events).unwrap_or(Value::Null)
}

fn value<'a>(events: &mut impl Iterator<Item = Event<'a>>) -> Option<Value> {
    Some(match events.next()? {
        Event::Scalar(text, ScalarStyle::Plain, ..) => serde_json::from_str(&text).unwrap_or_else(|_| Value::from(text.as_ref())),
        Event::Scalar(text, ..) => Value::from(text.as_ref()),
        Event::SequenceStart(..) => std::iter::from_fn(|| value(events)).collect(),
        Event::MappingStart(..) => {
            let mut members = Map::new();
            while let Some(key) = value(events) {
                let key = key.as_str().map_or_else(|| key.to_string(), str::to_owned);
                members.insert(key, value(events).unwrap_or(Value::Null));
            }
            Value::Object(members)
        }
        _ => return None,
    })
}
