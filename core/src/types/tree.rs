//! JSON that is looked through and let go: members in a plain list, texts borrowed from where they stand.
//!
//! It costs a fraction of a map to make: bodies are read from one, and written from one. What is kept is copied as a `Value`.

mod build;
mod parse;

use std::borrow::Cow;

use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Number, Value};

pub(crate) use self::build::tree;
pub(super) use self::parse::NameSeed;

/// A JSON value. Its methods are named as those of [`Value`].
#[derive(Debug, Clone, Default)]
pub enum Tree<'a> {
    #[default]
    Null,
    Bool(bool),
    Number(Number),
    String(Cow<'a, str>),
    Array(Vec<Tree<'a>>),
    Object(Members<'a>),
    /// A text that goes out as it stands. To read it, it must be parsed: here it is nothing.
    Written(&'a RawValue),
}

/// The members of an object, in their order, each once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Members<'a>(Vec<(Cow<'a, str>, Tree<'a>)>);

impl<'a> Tree<'a> {
    pub fn get(&self, member: &str) -> Option<&Tree<'a>> {
        self.as_object()?.get(member)
    }

    pub fn get_mut(&mut self, member: &str) -> Option<&mut Tree<'a>> {
        if let Tree::Object(members) = self { members.get_mut(member) } else { None }
    }

    pub fn is_null(&self) -> bool {
        matches!(self, Tree::Null)
    }

    pub fn as_bool(&self) -> Option<bool> {
        if let Tree::Bool(flag) = self { Some(*flag) } else { None }
    }

    pub fn as_u64(&self) -> Option<u64> {
        if let Tree::Number(number) = self { number.as_u64() } else { None }
    }

    pub fn as_i64(&self) -> Option<i64> {
        if let Tree::Number(number) = self { number.as_i64() } else { None }
    }

    pub fn as_f64(&self) -> Option<f64> {
        if let Tree::Number(number) = self { number.as_f64() } else { None }
    }

    pub fn as_str(&self) -> Option<&str> {
        if let Tree::String(text) = self { Some(text) } else { None }
    }

    pub fn as_array(&self) -> Option<&[Tree<'a>]> {
        if let Tree::Array(list) = self { Some(list) } else { None }
    }

    pub fn as_object(&self) -> Option<&Members<'a>> {
        if let Tree::Object(members) = self { Some(members) } else { None }
    }

    pub fn as_object_mut(&mut self) -> Option<&mut Members<'a>> {
        if let Tree::Object(members) = self { Some(members) } else { None }
    }

    /// The value at a path of members: `pointer(&["tool", "name"])`.
    pub fn at(&self, path: &[&str]) -> Option<&Tree<'a>> {
        path.iter().try_fold(self, |tree, member| tree.get(member))
    }

    /// The same without anything borrowed.
    pub fn into_owned(self) -> Tree<'static> {
        match self {
            Tree::Null => Tree::Null,
            Tree::Bool(flag) => Tree::Bool(flag),
            Tree::Number(number) => Tree::Number(number),
            Tree::String(text) => Tree::String(Cow::Owned(text.into_owned())),
            Tree::Array(list) => Tree::Array(list.into_iter().map(Tree::into_owned).collect()),
            Tree::Object(members) => {
                Tree::Object(Members(members.0.into_iter().map(|(name, value)| (Cow::Owned(name.into_owned()), value.into_owned())).collect()))
            }
            written @ Tree::Written(_) => written.to_value().into(),
        }
    }

    /// Its JSON text.
    pub fn to_json(&self) -> String {
        // Only a map with keys that are no texts cannot be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    pub fn to_value(&self) -> Value {
        match self {
            Tree::Null => Value::Null,
            Tree::Bool(flag) => Value::Bool(*flag),
            Tree::Number(number) => Value::Number(number.clone()),
            Tree::String(text) => Value::String(text.as_ref().to_owned()),
            Tree::Array(list) => Value::Array(list.iter().map(Tree::to_value).collect()),
            Tree::Object(members) => Value::Object(members.to_map()),
            Tree::Written(text) => serde_json::from_str(text.get()).unwrap_or_default(),
        }
    }
}

impl<'a> Members<'a> {
    pub fn get(&self, member: &str) -> Option<&Tree<'a>> {
        self.0.iter().find(|(name, _)| name == member).map(|(_, value)| value)
    }

    pub fn contains_key(&self, member: &str) -> bool {
        self.get(member).is_some()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Tree<'a>)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// Puts a member at the end, or in the place of one of the same name.
    pub fn insert(&mut self, name: impl Into<Cow<'a, str>>, value: Tree<'a>) {
        let name = name.into();
        match self.get_mut(&name) {
            Some(known) => *known = value,
            None => self.0.push((name, value)),
        }
    }

    /// Adds those of these members that it does not have.
    pub fn fill(&mut self, extra: &'a Map<String, Value>) {
        for (name, value) in extra {
            if !self.contains_key(name) {
                self.0.push((Cow::Borrowed(name), value.into()));
            }
        }
    }

    /// Takes a member out.
    pub fn remove(&mut self, member: &str) -> Option<Tree<'a>> {
        let at = self.0.iter().position(|(name, _)| name == member)?;
        Some(self.0.remove(at).1)
    }

    pub fn get_mut(&mut self, member: &str) -> Option<&mut Tree<'a>> {
        self.0.iter_mut().find(|(name, _)| name == member).map(|(_, value)| value)
    }

    pub fn retain(&mut self, mut keep: impl FnMut(&str) -> bool) {
        self.0.retain(|(name, _)| keep(name));
    }

    pub fn to_map(&self) -> Map<String, Value> {
        let mut map = Map::with_capacity(self.len());
        map.extend(self.iter().map(|(name, value)| (name.to_owned(), value.to_value())));
        map
    }
}

impl<'a> IntoIterator for Members<'a> {
    type Item = (Cow<'a, str>, Tree<'a>);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl PartialEq for Tree<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Tree::Null, Tree::Null) => true,
            (Tree::Bool(one), Tree::Bool(other)) => one == other,
            (Tree::Number(one), Tree::Number(other)) => one == other,
            (Tree::String(one), Tree::String(other)) => one == other,
            (Tree::Array(one), Tree::Array(other)) => one == other,
            (Tree::Object(one), Tree::Object(other)) => one == other,
            (Tree::Written(one), Tree::Written(other)) => one.get() == other.get(),
            _ => false,
        }
    }
}

impl Serialize for Tree<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Tree::Null => serializer.serialize_unit(),
            Tree::Bool(flag) => serializer.serialize_bool(*flag),
            Tree::Number(number) => number.serialize(serializer),
            Tree::String(text) => serializer.serialize_str(text),
            Tree::Array(list) => serializer.collect_seq(list),
            Tree::Object(members) => members.serialize(serializer),
            Tree::Written(text) => text.serialize(serializer),
        }
    }
}

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}
