//! The configuration as a tree that still knows where each value stood.
//!
//! Made by `yaml` from text or here from data; what the values mean is the business of `check` and `build`.

use std::fmt::{self, Write};

use serde_json::{Map, Number, Value};

use super::problem::Fault;

pub(super) const MAX_DEPTH: usize = 64;

/// Line and column from 1; both 0 where the configuration came as data.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub line: u32,
    pub column: u32,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub kind: Kind,
    pub place: Place,
    /// The environment variable that the value came from: it is never shown in a message.
    pub variable: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Null,
    Flag(bool),
    Number(Number),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
    /// Already reported; nobody looks further.
    Broken,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub key: String,
    pub place: Place,
    pub value: Node,
}

impl Node {
    pub fn new(kind: Kind, place: Place) -> Self {
        Node { kind, place, variable: None }
    }

    /// The tree of ready data. Fails on what is nested too deeply.
    pub fn from_value(value: Value) -> Result<Node, Fault> {
        Node::from_value_at(value, 1)
    }

    fn from_value_at(value: Value, depth: usize) -> Result<Node, Fault> {
        if depth > MAX_DEPTH {
            return Err(too_deep());
        }
        let kind = match value {
            Value::Null => Kind::Null,
            Value::Bool(flag) => Kind::Flag(flag),
            Value::Number(number) => Kind::Number(number),
            Value::String(text) => Kind::Text(text),
            Value::Array(items) => Kind::List(items.into_iter().map(|item| Node::from_value_at(item, depth + 1)).collect::<Result<_, _>>()?),
            Value::Object(members) => Kind::Map(
                members
                    .into_iter()
                    .map(|(key, value)| Ok(Entry { key, place: Place::default(), value: Node::from_value_at(value, depth + 1)? }))
                    .collect::<Result<_, _>>()?,
            ),
        };
        Ok(Node::new(kind, Place::default()))
    }

    pub fn to_value(&self) -> Value {
        match &self.kind {
            Kind::Null | Kind::Broken => Value::Null,
            Kind::Flag(flag) => Value::Bool(*flag),
            Kind::Number(number) => Value::Number(number.clone()),
            Kind::Text(text) => Value::String(text.clone()),
            Kind::List(items) => Value::Array(items.iter().map(Node::to_value).collect()),
            Kind::Map(entries) => Value::Object(self::members(entries)),
        }
    }

    pub fn is_broken(&self) -> bool {
        self.kind == Kind::Broken
    }

    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn items(&self) -> &[Node] {
        match &self.kind {
            Kind::List(items) => items,
            _ => &[],
        }
    }

    pub fn entries(&self) -> &[Entry] {
        match &self.kind {
            Kind::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The value of a key, unless it is broken or null: both have been reported.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let node = &self.entries().iter().find(|e| e.key == key)?.value;
        (!matches!(node.kind, Kind::Broken | Kind::Null)).then_some(node)
    }

    /// The value as a message may show it.
    pub fn shown(&self) -> String {
        if let Some(name) = &self.variable {
            return format!("the value of `{name}`");
        }
        match &self.kind {
            Kind::Null | Kind::Broken => "nothing".to_owned(),
            Kind::Flag(flag) => format!("`{flag}`"),
            Kind::Number(number) => format!("`{number}`"),
            Kind::Text(text) => {
                let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect();
                format!("`{line}{}`", if text.chars().nth(60).is_some() { "…" } else { "" })
            }
            Kind::List(_) => "a list".to_owned(),
            Kind::Map(_) => "a map".to_owned(),
        }
    }
}

/// A map's entries as JSON.
pub(super) fn members(entries: &[Entry]) -> Map<String, Value> {
    entries.iter().map(|e| (e.key.clone(), e.value.to_value())).collect()
}

pub(super) fn too_deep() -> Fault {
    Fault::new(format!("nested more than {MAX_DEPTH} deep"))
}

/// `routes.chat.targets[1].provider`; keys that are no plain words stand as `["a key"]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Path(String);

impl Path {
    pub fn top() -> Self {
        Path::default()
    }

    pub fn key(&self, key: &str) -> Path {
        let plain = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
        let mut path = self.0.clone();
        if !plain {
            let _ = write!(path, "[{key:?}]");
        } else if path.is_empty() {
            path.push_str(key);
        } else {
            path.push('.');
            path.push_str(key);
        }
        Path(path)
    }

    pub fn index(&self, index: usize) -> Path {
        Path(format!("{}[{index}]", self.0))
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn data_survives_the_way_into_the_tree_and_back() {
        let data = json!({"a": [1, 2.5, "x", null, true], "b": {"c": {}}});
        assert_eq!(Node::from_value(data.clone()).unwrap().to_value(), data);
    }

    #[test]
    fn data_nested_too_deeply_is_refused() {
        let nested = |n: usize| (0..n).fold(json!(1), |inner, _| json!([inner]));
        assert!(Node::from_value(nested(MAX_DEPTH - 1)).is_ok());
        assert!(Node::from_value(nested(MAX_DEPTH)).is_err());
    }

    #[test]
    fn a_value_from_the_environment_is_shown_by_its_name_only() {
        let mut node = Node::new(Kind::Text("hunter2".into()), Place::default());
        assert_eq!(node.shown(), "`hunter2`");
        node.variable = Some("PASSWORD".into());
        assert_eq!(node.shown(), "the value of `PASSWORD`");
    }
}
