//! A body that goes out as it came, but for a few members: written without a copy of what stays.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use crate::error::{Error, Result};

/// A body and its changes. Members that the body has keep their place, new ones follow.
pub struct Patch<'a> {
    body: &'a Map<String, Value>,
    changed: BTreeMap<String, Value>,
}

impl<'a> Patch<'a> {
    pub fn new(body: &'a Map<String, Value>) -> Self {
        Patch { body, changed: BTreeMap::new() }
    }

    pub fn set(&mut self, member: &str, value: Value) {
        self.changed.insert(member.to_owned(), value);
    }
}

impl Serialize for Patch<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (member, value) in self.body {
            map.serialize_entry(member, self.changed.get(member).unwrap_or(value))?;
        }
        for (member, added) in self.changed.iter().filter(|(member, _)| !self.body.contains_key(*member)) {
            map.serialize_entry(member, added)?;
        }
        map.end()
    }
}

/// The bytes of a body.
pub fn write(body: &impl Serialize) -> Result<Bytes> {
    serde_json::to_vec(body).map(Bytes::from).map_err(|e| Error::internal(format!("the request cannot be written: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_stays_keeps_its_place_and_what_is_new_follows() {
        let body = json!({"b": 1, "a": {"x": 1.50}, "c": null});
        let mut patch = Patch::new(body.as_object().expect("an object"));
        patch.set("a", json!(2));
        patch.set("d", json!([]));
        assert_eq!(write(&patch).expect("JSON"), &br#"{"b":1,"a":2,"c":null,"d":[]}"#[..]);
    }
}
