//! A JSON Schema as structured outputs take it: closed objects, no bounds. What is taken out goes into the description,
//! and whoever asked for it must check it in the answer.
//!
//! After <https://platform.claude.com/docs/en/build-with-claude/structured-outputs> ("JSON Schema limitations").

use std::collections::HashSet;

use serde_json::{Map, Value, json};

/// The formats of texts that are understood.
const FORMATS: [&str; 10] = ["date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"];
/// No schema of a sane caller is deeper.
const DEEPEST: usize = 64;

/// A schema that can go.
#[derive(Debug, PartialEq)]
pub struct Fitted {
    pub schema: Value,
    /// Something was taken out.
    pub loosened: bool,
}

/// `None`: this schema cannot go at all (it refers to itself, to something that is not there, or to nothing definite).
pub fn fit(schema: &Value) -> Option<Fitted> {
    let mut fitter = Fitter { root: schema, loosened: false, open: Vec::new(), done: HashSet::new() };
    let schema = fitter.fit(schema, 0)?;
    Some(Fitted { schema, loosened: fitter.loosened })
}

struct Fitter<'a> {
    root: &'a Value,
    loosened: bool,
    /// References that are being followed.
    open: Vec<&'a str>,
    /// References that were followed to their end.
    done: HashSet<&'a str>,
}

impl<'a> Fitter<'a> {
    fn fit(&mut self, schema: &'a Value, depth: usize) -> Option<Value> {
        let object = schema.as_object().filter(|_| depth < DEEPEST)?;
        let mut out = Map::new();
        let mut rest = object.clone();
        for key in ["$defs", "definitions"] {
            if let Some(Value::Object(definitions)) = object.get(key) {
                rest.shift_remove(key);
                let fitted = definitions.iter().map(|(name, s)| Some((name.clone(), self.fit(s, depth + 1)?))).collect::<Option<Map<_, _>>>()?;
                out.insert(key.to_owned(), Value::Object(fitted));
            }
        }
        if let Some(reference) = object.get("$ref") {
            self.follow(reference.as_str()?, depth)?;
            out.insert("$ref".to_owned(), reference.clone());
            return Some(Value::Object(out));
        }
        for key in ["$schema", "$id", "title", "description", "default", "examples", "$comment"] {
            if let Some(value) = rest.shift_remove(key)
                && matches!(key, "title" | "description")
            {
                out.insert(key.to_owned(), value);
            }
        }
        self.variants(object, &mut rest, &mut out, depth)?;
        for key in ["enum", "const"] {
            if let Some(value) = object.get(key) {
                rest.shift_remove(key);
                out.insert(key.to_owned(), value.clone());
            }
        }
        let types = rest.shift_remove("type");
        let names: Vec<&str> = match &types {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        if let Some(types) = &types {
            out.insert("type".to_owned(), types.clone());
        } else if !["anyOf", "allOf", "enum", "const"].iter().any(|key| out.contains_key(*key)) {
            return None;
        }
        if names.contains(&"object") {
            self.members(object, &mut rest, &mut out, depth)?;
        }
        if names.contains(&"array") {
            if let Some(items) = object.get("items") {
                rest.shift_remove("items");
                out.insert("items".to_owned(), self.fit(items, depth + 1)?);
            }
            if let Some(least) = object.get("minItems").filter(|n| matches!(n.as_u64(), Some(0 | 1))) {
                rest.shift_remove("minItems");
                out.insert("minItems".to_owned(), least.clone());
            }
        }
        if let Some(format) = object.get("format").filter(|f| f.as_str().is_some_and(|f| FORMATS.contains(&f))) {
            rest.shift_remove("format");
            out.insert("format".to_owned(), format.clone());
        }
        self.describe(&rest, &mut out);
        Some(Value::Object(out))
    }

    /// A reference may not come back to itself.
    fn follow(&mut self, reference: &'a str, depth: usize) -> Option<()> {
        if self.open.contains(&reference) {
            return None;
        }
        let target = self.root.pointer(reference.strip_prefix('#')?)?;
        if !self.done.contains(reference) {
            self.open.push(reference);
            self.fit(target, depth + 1)?;
            self.open.pop();
            self.done.insert(reference);
        }
        Some(())
    }

    fn variants(&mut self, object: &'a Map<String, Value>, rest: &mut Map<String, Value>, out: &mut Map<String, Value>, depth: usize) -> Option<()> {
        for (key, sent) in [("anyOf", "anyOf"), ("oneOf", "anyOf"), ("allOf", "allOf")] {
            let Some(list) = object.get(key).and_then(Value::as_array) else { continue };
            rest.shift_remove(key);
            if out.contains_key(sent) {
                return None;
            }
            self.loosened |= key == "oneOf";
            let fitted = list.iter().map(|s| self.fit(s, depth + 1)).collect::<Option<Vec<_>>>()?;
            out.insert(sent.to_owned(), Value::Array(fitted));
        }
        Some(())
    }

    fn members(&mut self, object: &'a Map<String, Value>, rest: &mut Map<String, Value>, out: &mut Map<String, Value>, depth: usize) -> Option<()> {
        let mut properties = Map::new();
        if let Some(Value::Object(members)) = object.get("properties") {
            for (name, schema) in members {
                properties.insert(name.clone(), self.fit(schema, depth + 1)?);
            }
        }
        rest.shift_remove("properties");
        out.insert("properties".to_owned(), Value::Object(properties));
        if let Some(required) = rest.shift_remove("required") {
            out.insert("required".to_owned(), required);
        }
        // An object of free members has no equal; one that merely did not say is closed.
        if rest.shift_remove("additionalProperties").is_some_and(|more| more != Value::Bool(false)) {
            return None;
        }
        out.insert("additionalProperties".to_owned(), Value::Bool(false));
        Some(())
    }

    /// What is not understood stands in the description, where the model may heed it.
    fn describe(&mut self, rest: &Map<String, Value>, out: &mut Map<String, Value>) {
        if rest.is_empty() {
            return;
        }
        self.loosened = true;
        let words: Vec<String> = rest.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        let said = out.get("description").and_then(Value::as_str).map(|text| format!("{text}\n\n")).unwrap_or_default();
        out.insert("description".to_owned(), json!(format!("{said}{{{}}}", words.join(", "))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_of_plain_types_goes_as_it_is_but_closed() {
        let schema = json!({"type": "object", "properties": {"a": {"type": ["string", "null"]}, "b": {"enum": [1, "x"]}}, "required": ["a"]});
        let mut closed = schema.clone();
        closed["additionalProperties"] = json!(false);
        assert_eq!(fit(&schema), Some(Fitted { schema: closed.clone(), loosened: false }));
        assert_eq!(fit(&closed).map(|f| f.schema), Some(closed));
    }

    #[test]
    fn bounds_go_into_the_description() {
        let fitted = fit(&json!({"type": "object", "properties": {"n": {"type": "integer", "description": "Age", "minimum": 0, "maximum": 9}}}));
        let fitted = fitted.expect("it can go");
        assert!(fitted.loosened);
        assert_eq!(fitted.schema["properties"]["n"], json!({"description": "Age\n\n{minimum: 0, maximum: 9}", "type": "integer"}));
        let list = fit(&json!({"type": "array", "items": {"type": "string", "format": "email"}, "minItems": 1, "maxItems": 3})).expect("it can go");
        assert_eq!(list.schema["minItems"], 1);
        assert_eq!(list.schema["description"], "{maxItems: 3}");
        assert_eq!(list.schema["items"]["format"], "email");
    }

    #[test]
    fn references_stay_and_circles_cannot_go() {
        let list = json!({"$defs": {"I": {"type": "object", "properties": {"id": {"type": "integer"}}}}, "type": "object",
                          "properties": {"items": {"type": "array", "items": {"$ref": "#/$defs/I"}}}});
        let fitted = fit(&list).expect("it can go");
        assert_eq!(fitted.schema["$defs"]["I"]["additionalProperties"], false);
        assert_eq!(fitted.schema["properties"]["items"]["items"], json!({"$ref": "#/$defs/I"}));
        let tree = json!({"$defs": {"T": {"type": "object", "properties": {"next": {"$ref": "#/$defs/T"}}}}, "$ref": "#/$defs/T"});
        assert_eq!(fit(&tree), None);
        for bad in [json!({"$ref": "http://x/y"}), json!({}), json!(true), json!({"type": "object", "additionalProperties": {"type": "string"}})] {
            assert_eq!(fit(&bad), None, "{bad}");
        }
    }
}
