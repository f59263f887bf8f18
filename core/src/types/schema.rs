//! A JSON Schema as text: most of them pass through, and nobody looks into them.

use serde::ser::{Serialize, Serializer};
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use super::tree::Tree;

/// A schema, which can be written as it stands.
#[derive(Debug, Clone)]
pub struct Schema {
    text: Box<RawValue>,
    has_type: bool,
}

impl Schema {
    fn new(schema: &impl Serialize, has_type: bool) -> Self {
        // Only a map with keys that are no texts cannot be written.
        Schema { text: to_raw_value(schema).unwrap_or_else(|_| RawValue::NULL.to_owned()), has_type }
    }

    /// Its JSON text, without blanks.
    pub fn text(&self) -> &str {
        self.text.get()
    }

    /// An object that has a `type`.
    pub fn has_type(&self) -> bool {
        self.has_type
    }

    pub fn to_tree(&self) -> Tree<'_> {
        Tree::parse(self.text()).map(|parsed| parsed.tree).unwrap_or_default()
    }

    pub fn to_value(&self) -> Value {
        serde_json::from_str(self.text()).unwrap_or_default()
    }
}

impl From<&Tree<'_>> for Schema {
    fn from(schema: &Tree<'_>) -> Self {
        Schema::new(schema, schema.get("type").is_some())
    }
}

impl From<Value> for Schema {
    fn from(schema: Value) -> Self {
        Schema::new(&schema, schema.get("type").is_some())
    }
}

impl<'a> From<&'a Schema> for Tree<'a> {
    fn from(schema: &'a Schema) -> Self {
        Tree::Written(&schema.text)
    }
}

impl PartialEq for Schema {
    /// The order of members does not count.
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text() || self.to_value() == other.to_value()
    }
}

impl Serialize for Schema {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.text.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_schema_is_read_and_written_as_it_was() {
        let text = r#"{"type":"object","properties":{"a":{"maximum":1e3}}}"#;
        let schema = Schema::from(&Tree::parse(text).expect("it is JSON").tree);
        assert_eq!((schema.to_tree().to_value(), schema.has_type()), (schema.to_value(), true));
        assert_eq!(schema.to_value()["properties"]["a"]["maximum"], 1000.0);
        assert_eq!(Tree::from(&schema).to_json(), schema.text());
        assert_eq!(schema, Schema::from(json!({"properties": {"a": {"maximum": 1000.0}}, "type": "object"})));
        assert!(!Schema::from(json!(true)).has_type());
    }
}
