//! A body that goes out as it came, but for a few members: written without a copy of what stays.

use std::borrow::Cow;
use std::collections::BTreeMap;

use bytes::Bytes;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::types::{Document, Member, Members};

/// What changes of a body, by member; `None` leaves it out.
pub type Changes = BTreeMap<String, Option<Value>>;

/// A body and its changes. Members that the body has keep their place, new ones follow.
pub struct Patch<'a> {
    members: Vec<(Cow<'a, str>, Member<'a>)>,
    pub changed: Changes,
}

impl<'a> Patch<'a> {
    pub fn new(body: &'a Document) -> Self {
        Patch { members: body.written(), changed: Changes::new() }
    }

    /// A body of our own.
    pub fn of(members: &'a Members<'a>) -> Self {
        let members = members.iter().map(|(name, value)| (Cow::Borrowed(name), Member::Tree(value)));
        Patch { members: members.collect(), changed: Changes::new() }
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.members.iter().map(|(name, _)| &**name)
    }

    pub fn get(&self, member: &str) -> Option<Value> {
        self.members.iter().find(|(name, _)| name == member).map(|(_, value)| value.to_value())
    }

    /// The members but for these: what is long is not read to learn what is short.
    pub fn without(&self, long: &[&str]) -> Map<String, Value> {
        self.members.iter().filter(|(name, _)| !long.contains(&&**name)).map(|(name, value)| (name.to_string(), value.to_value())).collect()
    }

    pub fn set(&mut self, member: &str, value: Value) {
        self.changed.insert(member.to_owned(), Some(value));
    }
}

impl Serialize for Patch<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (member, value) in &self.members {
            match self.changed.get(&**member) {
                Some(Some(changed)) => map.serialize_entry(member, changed)?,
                Some(None) => {}
                None => map.serialize_entry(member, value)?,
            }
        }
        for (member, added) in self.changed.iter().filter(|(member, _)| !self.names().any(|known| known == *member)) {
            if let Some(added) = added {
                map.serialize_entry(member, added)?;
            }
        }
        map.end()
    }
}

/// The bytes of a body.
pub fn write(body: &impl Serialize) -> Result<Bytes> {
    let mut bytes = Vec::with_capacity(4096);
    serde_json::to_writer(&mut bytes, body).map(|()| Bytes::from(bytes)).map_err(|e| Error::internal(format!("the request cannot be written: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_stays_keeps_its_place_and_what_is_new_follows() {
        let body = json!({"b": 1, "a": {"x": 1.50}, "c": null});
        let document = body.as_object().cloned().expect("an object").into();
        let mut patch = Patch::new(&document);
        patch.set("a", json!(2));
        patch.set("d", json!([]));
        assert_eq!(write(&patch).expect("JSON"), &br#"{"b":1,"a":2,"c":null,"d":[]}"#[..]);
        patch.changed.insert("c".to_owned(), None);
        assert_eq!(write(&patch).expect("JSON"), &br#"{"b":1,"a":2,"d":[]}"#[..]);
    }
}
