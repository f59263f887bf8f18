//! The grammar as JSON Schema (draft 2020-12), for editors and other checkers.
//!
//! Made from the same table that the checker reads. What a schema cannot say (names that refer to others, circles) stays with the checker.

use serde_json::{Map, Value, json};

use super::grammar::{CONFIG, Key, Names, Record, Shape, Words};

const VARIABLE: &str = r"^\$\{[A-Za-z_][A-Za-z0-9_]*(:-[^${}]*)?\}$";

/// What `polyroute schema` writes.
pub fn schema() -> Value {
    let mut defs = Map::new();
    let mut schema = record(&CONFIG, &mut defs);
    defs.insert("Variable".to_owned(), json!({"type": "string", "pattern": VARIABLE, "description": "A value from the environment."}));
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("polyroute configuration");
    schema["$defs"] = Value::Object(defs);
    schema
}

/// A text of a certain form. Its name is the `title` in the schema, and that of a type in the packages.
struct Form {
    name: &'static str,
    pattern: &'static str,
    examples: &'static [&'static str],
}

const DURATION: Form = Form { name: "duration", pattern: r"^[0-9]+(\.[0-9]+)?(ms|s|m|h|d)$", examples: &["250ms", "2s", "5m", "1h", "7d"] };
const SIZE: Form = Form { name: "size", pattern: r"^[0-9]+(\.[0-9]+)?[kM]?$", examples: &["128k", "2M"] };
const BYTES: Form = Form { name: "bytes", pattern: r"^[0-9]+(\.[0-9]+)?(B|kB|MB|GB|KiB|MiB|GiB)$", examples: &["32MB", "8MiB"] };
const MONEY: Form = Form { name: "money", pattern: r"^[0-9]+(\.[0-9]+)? +USD$", examples: &["5.00 USD"] };
const PERCENT: Form = Form { name: "percent", pattern: r"^[0-9]+(\.[0-9]+)?%$", examples: &["5%"] };
const PRICE: Form = Form { name: "price", pattern: r"^[0-9]+(\.[0-9]+)? +USD/M$", examples: &["0.40 USD/M"] };
const LIMIT: Form = Form {
    name: "limit",
    pattern: r"^([0-9]+(\.[0-9]+)? +USD|[0-9]+(\.[0-9]+)?[kM]? +(tokens|requests))$",
    examples: &["5.00 USD", "5000000 tokens", "100 requests"],
};
const ADDRESS: Form = Form { name: "address", pattern: r"^https?://[^?#@]+$", examples: &["http://127.0.0.1:8080/v1"] };

fn record(record: &'static Record, defs: &mut Map<String, Value>) -> Value {
    let properties: Map<String, Value> = record.keys().map(|key| (key.name.to_owned(), property(key, defs))).collect();
    let mut schema = json!({"type": "object", "description": record.doc, "properties": properties, "additionalProperties": false});
    let required: Vec<&str> = record.keys().filter(|key| key.required).map(|key| key.name).collect();
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

fn property(key: &Key, defs: &mut Map<String, Value>) -> Value {
    let mut schema = shape(&key.shape, defs);
    schema["description"] = json!(key.doc);
    if let Some(default) = key.default {
        schema["default"] = serde_json::from_str(default).unwrap_or_else(|_| json!(default));
    }
    schema
}

/// A reference to the record's definition, which is made on first use.
fn reference(to: &'static Record, defs: &mut Map<String, Value>) -> Value {
    if !defs.contains_key(to.name) {
        defs.insert(to.name.to_owned(), Value::Null);
        let schema = record(to, defs);
        defs.insert(to.name.to_owned(), schema);
    }
    json!({"$ref": format!("#/$defs/{}", to.name)})
}

fn shape(shape: &Shape, defs: &mut Map<String, Value>) -> Value {
    match shape {
        Shape::Text | Shape::Secret | Shape::Timezone | Shape::Pattern => json!({"type": "string", "minLength": 1}),
        Shape::Flag => or_variable(json!({"type": "boolean"})),
        Shape::Count(min, max) => or_variable(json!({"type": "integer", "minimum": min, "maximum": max})),
        Shape::Size => either(json!({"type": "integer", "minimum": 0}), text(&SIZE)),
        Shape::Bytes => text(&BYTES),
        Shape::Duration | Shape::Pause => text(&DURATION),
        Shape::DurationOrOff => either(json!({"enum": ["off"]}), text(&DURATION)),
        Shape::WordOrDuration(words) => either(text(&DURATION), one_of(words)),
        Shape::DurationOr(record) => with_record(text(&DURATION), record, defs),
        Shape::Money => text(&MONEY),
        Shape::Percent => text(&PERCENT),
        Shape::Share => or_variable(json!({"type": "number", "minimum": 0, "maximum": 1})),
        Shape::Price => text(&PRICE),
        Shape::Limit => text(&LIMIT),
        Shape::Url => text(&ADDRESS),
        Shape::Word(words) => or_variable(one_of(words)),
        Shape::List(list) => {
            let mut schema = json!({"type": "array", "items": self::shape(&list.of, defs)});
            if list.min > 0 {
                schema["minItems"] = json!(list.min);
            }
            schema
        }
        Shape::Map(of, names) => {
            let mut schema = json!({"type": "object", "additionalProperties": self::shape(of, defs)});
            match names {
                Names::Provider => schema["propertyNames"] = json!({"pattern": "^[A-Za-z0-9._-]{1,128}$"}),
                Names::Model => schema["propertyNames"] = json!({"pattern": "^[A-Za-z0-9._/:@-]{1,128}$"}),
                Names::Any => {}
            }
            schema
        }
        Shape::Record(record) => reference(record, defs),
        Shape::TextOr(record) | Shape::SecretOr(record) => with_record(json!({"type": "string", "minLength": 1}), record, defs),
        Shape::WordOr(words, record) => with_record(or_variable(one_of(words)), record, defs),
        Shape::Free => json!({"type": "object"}),
    }
}

fn with_record(schema: Value, record: &'static Record, defs: &mut Map<String, Value>) -> Value {
    // A record whose keys all belong to a later version is no choice yet.
    if record.keys().next().is_none() { schema } else { either(schema, reference(record, defs)) }
}

fn one_of(words: &Words) -> Value {
    json!({"enum": (words.now)()})
}

fn text(form: &Form) -> Value {
    or_variable(json!({"type": "string", "title": form.name, "pattern": form.pattern, "examples": form.examples}))
}

fn or_variable(schema: Value) -> Value {
    either(schema, json!({"$ref": "#/$defs/Variable"}))
}

fn either(one: Value, other: Value) -> Value {
    let list = |schema: Value| match schema {
        Value::Object(mut members) if members.len() == 1 && members.contains_key("anyOf") => match members.remove("anyOf") {
            Some(Value::Array(choices)) => choices,
            _ => Vec::new(),
        },
        other => vec![other],
    };
    let choices = [list(one), list(other)].concat();
    json!({"anyOf": choices})
}
