//! Does an answer fit its JSON Schema? For the schemas that a target was only asked nicely to keep.
//!
//! As much of the standard as providers take in structured output. Keywords that say nothing of the data's form
//! (`format`, `title`, `default`) and references out of the schema are passed over: unknown is not wrong.

use regex::Regex;
use serde_json::Value;

/// A reference may lead to itself; data is not that deep.
const DEEPEST: usize = 128;

/// Where `data` breaks the schema, in words. `true` as a schema: any object.
pub fn fault(schema: &Value, data: &Value) -> Option<String> {
    if *schema == Value::Bool(true) {
        return (!data.is_object()).then(|| "the answer is no JSON object".to_owned());
    }
    Check { root: schema }.fault(schema, data, "$", 0)
}

struct Check<'a> {
    root: &'a Value,
}

impl Check<'_> {
    fn fault(&self, schema: &Value, data: &Value, at: &str, depth: usize) -> Option<String> {
        if depth > DEEPEST {
            return None;
        }
        let Value::Object(rules) = schema else {
            return (*schema == Value::Bool(false)).then(|| format!("{at} must not be there"));
        };
        rules.iter().find_map(|(keyword, rule)| self.keyword(keyword, rule, schema, data, at, depth + 1))
    }

    fn keyword(&self, keyword: &str, rule: &Value, schema: &Value, data: &Value, at: &str, depth: usize) -> Option<String> {
        let list = || rule.as_array().map(Vec::as_slice).unwrap_or_default();
        let fits = |schema: &Value| self.fault(schema, data, at, depth).is_none();
        let wrong = |is_wrong: bool, what: &dyn Fn() -> String| is_wrong.then(|| format!("{at} {}", what()));
        match keyword {
            "$ref" => {
                let pointer = rule.as_str()?.strip_prefix('#')?;
                self.root.pointer(pointer).and_then(|schema| self.fault(schema, data, at, depth))
            }
            "type" => {
                let one = [rule.clone()];
                let names = rule.as_array().map_or(&one[..], Vec::as_slice);
                wrong(!names.iter().filter_map(Value::as_str).any(|name| is_of(name, data)), &|| format!("is not of type {rule}"))
            }
            "const" => wrong(!same(rule, data), &|| format!("is not {rule}")),
            "enum" => wrong(!list().iter().any(|allowed| same(allowed, data)), &|| "is none of the allowed values".to_owned()),
            "allOf" => list().iter().find_map(|schema| self.fault(schema, data, at, depth)),
            "anyOf" => wrong(!list().iter().any(fits), &|| "fits none of `anyOf`".to_owned()),
            "oneOf" => wrong(list().iter().filter(|schema| fits(schema)).count() != 1, &|| "does not fit exactly one of `oneOf`".to_owned()),
            "not" => wrong(fits(rule), &|| "fits what it must not".to_owned()),
            _ => match data {
                Value::Object(_) => self.object(keyword, rule, schema, data, at, depth),
                Value::Array(items) => self.array(keyword, rule, schema, items, at, depth),
                Value::String(text) => wrong(!text_fits(keyword, rule, text), &|| format!("breaks `{keyword}`: {rule}")),
                Value::Number(number) => {
                    wrong(!number_fits(keyword, rule, number.as_f64().unwrap_or_default()), &|| format!("breaks `{keyword}`: {rule}"))
                }
                Value::Null | Value::Bool(_) => None,
            },
        }
    }

    fn object(&self, keyword: &str, rule: &Value, schema: &Value, data: &Value, at: &str, depth: usize) -> Option<String> {
        let members = data.as_object()?;
        match keyword {
            "properties" => rule
                .as_object()?
                .iter()
                .find_map(|(name, schema)| members.get(name).and_then(|value| self.fault(schema, value, &format!("{at}.{name}"), depth))),
            "required" => {
                let missing = rule.as_array()?.iter().filter_map(Value::as_str).find(|name| !members.contains_key(*name))?;
                Some(format!("{at} lacks `{missing}`"))
            }
            "additionalProperties" => {
                let named = |name: &String| schema["properties"].get(name).is_some();
                let by_pattern = |name: &String| schema["patternProperties"].as_object().is_some_and(|p| p.keys().any(|p| matches(p, name)));
                let extra = members.iter().filter(|(name, _)| !named(name) && !by_pattern(name));
                extra.into_iter().find_map(|(name, value)| self.fault(rule, value, &format!("{at}.{name}"), depth))
            }
            "minProperties" => (members.len() < size(rule)?).then(|| format!("{at} has too few members")),
            "maxProperties" => (members.len() > size(rule)?).then(|| format!("{at} has too many members")),
            _ => None,
        }
    }

    fn array(&self, keyword: &str, rule: &Value, schema: &Value, items: &[Value], at: &str, depth: usize) -> Option<String> {
        let first = schema["prefixItems"].as_array().map_or(0, Vec::len);
        let item = |i: usize, rule: &Value| items.get(i).and_then(|item| self.fault(rule, item, &format!("{at}[{i}]"), depth));
        match keyword {
            "items" => (first..items.len()).find_map(|i| item(i, rule)),
            "prefixItems" => rule.as_array()?.iter().enumerate().find_map(|(i, rule)| item(i, rule)),
            "minItems" => (items.len() < size(rule)?).then(|| format!("{at} has too few items")),
            "maxItems" => (items.len() > size(rule)?).then(|| format!("{at} has too many items")),
            "uniqueItems" => {
                let doubled = (1..items.len()).any(|i| items[..i].iter().any(|other| same(other, &items[i])));
                (doubled && *rule == Value::Bool(true)).then(|| format!("{at} has an item twice"))
            }
            _ => None,
        }
    }
}

fn size(rule: &Value) -> Option<usize> {
    rule.as_u64().and_then(|n| usize::try_from(n).ok())
}

fn is_of(name: &str, data: &Value) -> bool {
    match name {
        "object" => data.is_object(),
        "array" => data.is_array(),
        "string" => data.is_string(),
        "boolean" => data.is_boolean(),
        "null" => data.is_null(),
        "number" => data.is_number(),
        "integer" => data.is_i64() || data.is_u64() || data.as_f64().is_some_and(|n| n.fract() == 0.0),
        _ => true,
    }
}

/// Equal as JSON Schema has it: 1 and 1.0 are one number.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        _ => a == b,
    }
}

fn text_fits(keyword: &str, rule: &Value, text: &str) -> bool {
    let bound = || rule.as_u64().unwrap_or_default();
    match keyword {
        "minLength" => text.chars().count() as u64 >= bound(),
        "maxLength" => text.chars().count() as u64 <= bound(),
        "pattern" => rule.as_str().is_none_or(|pattern| matches(pattern, text)),
        _ => true,
    }
}

fn number_fits(keyword: &str, rule: &Value, number: f64) -> bool {
    let Some(bound) = rule.as_f64() else { return true };
    match keyword {
        "minimum" => number >= bound,
        "maximum" => number <= bound,
        "exclusiveMinimum" => number > bound,
        "exclusiveMaximum" => number < bound,
        "multipleOf" => bound == 0.0 || ((number / bound) - (number / bound).round()).abs() < 1e-9,
        _ => true,
    }
}

/// A pattern in a syntax that is not ours (look-around) says nothing.
fn matches(pattern: &str, text: &str) -> bool {
    Regex::new(pattern).ok().is_none_or(|regex| regex.is_match(text))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_answer_fits_or_the_first_fault_is_named() {
        let schema = json!({
            "type": "object", "required": ["name", "age"], "additionalProperties": false,
            "properties": {"name": {"type": "string", "minLength": 1, "pattern": "^[A-Z]"}, "age": {"type": "integer", "minimum": 0},
                           "tags": {"type": "array", "items": {"enum": ["a", "b"]}, "maxItems": 2, "uniqueItems": true},
                           "next": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}},
        });
        let cases = [
            (json!({"name": "Ada", "age": 36}), None),
            (json!({"name": "Ada", "age": 36.0, "next": {"name": "Bob", "age": 1, "next": null}}), None),
            (json!([]), Some("$ is not of type \"object\"")),
            (json!({"name": "Ada"}), Some("$ lacks `age`")),
            (json!({"name": "Ada", "age": 1, "x": 1}), Some("$.x must not be there")),
            (json!({"name": "ada", "age": 1}), Some("$.name breaks `pattern`: \"^[A-Z]\"")),
            (json!({"name": "Ada", "age": -1}), Some("$.age breaks `minimum`: 0")),
            (json!({"name": "Ada", "age": 1, "tags": ["a", "c"]}), Some("$.tags[1] is none of the allowed values")),
            (json!({"name": "Ada", "age": 1, "tags": ["a", "a"]}), Some("$.tags has an item twice")),
            (json!({"name": "Ada", "age": 1, "next": {"name": "Bob"}}), Some("$.next fits none of `anyOf`")),
        ];
        for (data, expected) in cases {
            assert_eq!(fault(&schema, &data).as_deref(), expected, "{data}");
        }
    }

    #[test]
    fn true_asks_for_any_object() {
        assert_eq!(fault(&json!(true), &json!({"a": 1})), None);
        assert!(fault(&json!(true), &json!([1])).is_some());
    }

    #[test]
    fn what_is_not_understood_and_what_goes_round_in_circles_is_no_fault() {
        assert_eq!(fault(&json!({"pattern": "(?=x)", "format": "date"}), &json!("y")), None);
        assert_eq!(fault(&json!({"$ref": "#"}), &json!(1)), None);
        assert_eq!(fault(&json!({"$ref": "https://elsewhere"}), &json!(1)), None);
    }
}
