//! YAML to JSON values: the core schema of YAML 1.2, no anchors, no tags.

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value};

/// The one document of `text`.
pub fn parse(text: &str) -> Result<Value, String> {
    let mut open: Vec<Node> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|e| e.to_string())?;
        let done = match event {
            Event::Scalar(text, style, 0, None) => scalar(&text, style),
            Event::SequenceStart(0, None) => {
                open.push(Node::List(Vec::new()));
                continue;
            }
            Event::MappingStart(0, None) => {
                open.push(Node::Map(Map::new(), None));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(Node::List(list)) => Value::Array(list),
                Some(Node::Map(map, _)) => Value::Object(map),
                None => return Err("unbalanced".into()),
            },
            Event::Alias(_) | Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) => {
                return Err(format!("line {}: no anchors or tags in cases", span.start.line()));
            }
            _ => continue,
        };
        match open.last_mut() {
            None => return Ok(done),
            Some(Node::List(list)) => list.push(done),
            Some(Node::Map(map, key)) => match (key.take(), done) {
                (None, Value::String(name)) => *key = Some(name),
                (None, other) => *key = Some(other.to_string()),
                (Some(name), value) if !map.contains_key(&name) => drop(map.insert(name, value)),
                (Some(name), _) => return Err(format!("line {}: `{name}` stands twice", span.start.line())),
            },
        }
    }
    Err("no document".into())
}

enum Node {
    List(Vec<Value>),
    Map(Map<String, Value>, Option<String>),
}

fn scalar(text: &str, style: ScalarStyle) -> Value {
    if style != ScalarStyle::Plain {
        return text.into();
    }
    match text {
        "" | "~" | "null" => Value::Null,
        "true" => true.into(),
        "false" => false.into(),
        _ if text.starts_with(['+', '.']) => text.into(),
        _ => match serde_json::from_str(text) {
            Ok(Value::Number(number)) => Value::Number(number),
            _ => text.into(),
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn plain_words_are_text_and_only_json_numbers_are_numbers() {
        let value = parse("on: [ rate_limit, yes, off ]\nn: 3\nf: 0.5\nd: 250ms\nq: \"3\"\nnone:\nt: true\n").expect("valid");
        assert_eq!(value, json!({"on": ["rate_limit", "yes", "off"], "n": 3, "f": 0.5, "d": "250ms", "q": "3", "none": null, "t": true}));
    }

    #[test]
    fn a_key_that_stands_twice_is_refused() {
        assert!(parse("a: 1\na: 2\n").expect_err("twice").contains("`a` stands twice"));
    }
}
