//! The JSON Schema and the checker know the same keys, and documented examples pass both.
//!
//! `POLYROUTE_BLESS=1` writes the table of keys in `docs/config.md` anew.

mod support {
    pub mod schema;
}

use polyroute::config::{Config, schema};
use serde_json::{Map, Value, json};

use support::schema::{complaints, definition};

const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/config.md");

fn environment(name: &str) -> Option<String> {
    (name.ends_with("_KEY") || name == "AWS_ACCESS_KEY_ID").then(|| "k".to_owned())
}

/// Every path of the schema to a record, as the nesting of data that leads there.
fn records(schema: &Value, at: &Value, way: Vec<Step>, found: &mut Vec<(Vec<Step>, Vec<String>)>) {
    let at = definition(schema, at);
    if way.len() > 8 {
        return;
    }
    if let Some(properties) = at["properties"].as_object() {
        found.push((way.clone(), properties.keys().cloned().collect()));
        for (key, property) in properties {
            records(schema, property, [way.clone(), vec![Step::Key(key.clone())]].concat(), found);
        }
    }
    if at["additionalProperties"].is_object() {
        records(schema, &at["additionalProperties"], [way.clone(), vec![Step::Key("name".into())]].concat(), found);
    }
    if at["items"].is_object() {
        records(schema, &at["items"], [way.clone(), vec![Step::Item]].concat(), found);
    }
    for choice in at["anyOf"].as_array().into_iter().flatten() {
        records(schema, choice, way.clone(), found);
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Step {
    Key(String),
    Item,
}

fn nest(way: &[Step], inner: Value) -> Value {
    way.iter().rev().fold(inner, |inner, step| match step {
        Step::Key(key) => Value::Object(Map::from_iter([(key.clone(), inner)])),
        Step::Item => json!([inner]),
    })
}

fn problems(data: Value) -> String {
    Config::from_value_with(data, &environment).err().map(|p| p.to_string()).unwrap_or_default()
}

#[test]
fn every_key_of_the_schema_is_known_to_the_checker_and_nothing_else_is() {
    let schema = schema();
    let mut found = Vec::new();
    records(&schema, &schema, Vec::new(), &mut found);
    let keys: usize = found.iter().map(|(_, keys)| keys.len()).sum();
    assert!(found.len() > 20 && keys > 80, "{} records, {keys} keys", found.len());
    for (way, keys) in found {
        for key in keys {
            // No value fits: the checker must complain of it at the key's own path, and so must the schema.
            let data = nest(&way, json!({ &key: [[null]] }));
            let told = problems(data.clone());
            assert!(told.contains(&key) && !told.contains(&format!("unknown key `{key}`")), "{data}: {told}");
            assert!(!complaints(&schema, &data).is_empty(), "{data}");
        }
        let data = nest(&way, json!({"no_such_key": 1}));
        assert!(problems(data.clone()).contains("unknown key `no_such_key`"), "{data}");
        assert!(!complaints(&schema, &data).is_empty(), "{data}");
    }
}

#[test]
fn every_example_of_the_docs_loads_and_fits_the_schema() {
    let docs = std::fs::read_to_string(DOCS).expect("docs/config.md");
    let examples: Vec<&str> = docs.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default()).collect();
    assert!(examples.len() >= 5, "{}", examples.len());
    for text in examples {
        let config = Config::from_yaml_with(text, None, &environment).unwrap_or_else(|p| panic!("{p}\n{text}"));
        assert_eq!(config.warnings, [], "{text}");
        let data = support::schema::yaml_as_data(text);
        assert_eq!(complaints(&schema(), &data), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn the_table_of_keys_in_the_docs_is_that_of_the_schema() {
    let docs = std::fs::read_to_string(DOCS).expect("docs/config.md");
    let (head, rest) = docs.split_once("<!-- keys -->\n").expect("the mark before the table");
    let (_, tail) = rest.split_once("<!-- /keys -->").expect("the mark after the table");
    let wanted = format!("{head}<!-- keys -->\n{}<!-- /keys -->{tail}", support::schema::markdown(&schema()));
    if std::env::var_os("POLYROUTE_BLESS").is_some() {
        std::fs::write(DOCS, &wanted).unwrap();
    } else {
        assert_eq!(docs, wanted, "run with POLYROUTE_BLESS=1 to write it anew");
    }
}

#[test]
fn the_schema_refuses_what_the_checker_refuses_by_shape() {
    let schema = schema();
    for (data, fits) in [
        (json!({"routes": {"chat": {"targets": ["openai/a"], "deadline": "5s"}}}), true),
        (json!({"routes": {"chat": {"targets": ["openai/a"], "deadline": 5}}}), false),
        (json!({"routes": {"chat": {"targets": ["openai/a"], "deadline": "${LIMIT:-5s}"}}}), true),
        (json!({"routes": {"chat": {"targets": [], "fallbacks": []}}}), false),
        (json!({"budgets": [{"limit": "5.00 USD", "period": "month"}]}), true),
        (json!({"budgets": [{"limit": 5, "period": "month"}]}), false),
        (json!({"budgets": [{"limit": "5.00 USD"}]}), false),
        (json!({"providers": {"a b": {"type": "openai"}}}), false),
        (json!({"models": {"m": {"provider": "openai", "model": "x", "context": 128_000}}}), true),
        (json!({"strategy": "fallback"}), false),
    ] {
        assert_eq!(complaints(&schema, &data).is_empty(), fits, "{data}: {:?}", complaints(&schema, &data));
    }
}
