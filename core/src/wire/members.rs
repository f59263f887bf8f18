//! Members of JSON objects as callers write them: read with their type, or told wrong with their path.

use serde_json::{Map, Number, Value};

use crate::error::{Error, Result};
use crate::types::{Extra, Members, Tree, tree};

/// A value that can be read: of a map, or of a tree that is only looked through.
pub trait Json: Sized {
    type Members: Object<Json = Self>;

    fn view(&self) -> View<'_, Self>;
    fn to_value(&self) -> Value;
}

/// What a value is.
pub enum View<'a, J: Json> {
    Null,
    Bool(bool),
    Number(&'a Number),
    String(&'a str),
    Array(&'a [J]),
    Object(&'a J::Members),
}

/// The members of an object.
pub trait Object {
    type Json: Json;

    fn member(&self, name: &str) -> Option<&Self::Json>;
    fn members(&self) -> impl Iterator<Item = (&str, &Self::Json)>;
}

impl Json for Value {
    type Members = Map<String, Value>;

    fn view(&self) -> View<'_, Value> {
        match self {
            Value::Null => View::Null,
            Value::Bool(flag) => View::Bool(*flag),
            Value::Number(number) => View::Number(number),
            Value::String(text) => View::String(text),
            Value::Array(list) => View::Array(list),
            Value::Object(members) => View::Object(members),
        }
    }

    fn to_value(&self) -> Value {
        self.clone()
    }
}

impl Object for Map<String, Value> {
    type Json = Value;

    fn member(&self, name: &str) -> Option<&Value> {
        self.get(name)
    }

    fn members(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.iter().map(|(name, value)| (name.as_str(), value))
    }
}

impl<'t> Json for Tree<'t> {
    type Members = Members<'t>;

    fn view(&self) -> View<'_, Tree<'t>> {
        match self {
            Tree::Null | Tree::Written(_) => View::Null,
            Tree::Bool(flag) => View::Bool(*flag),
            Tree::Number(number) => View::Number(number),
            Tree::String(text) => View::String(text),
            Tree::Array(list) => View::Array(list),
            Tree::Object(members) => View::Object(members),
        }
    }

    fn to_value(&self) -> Value {
        Tree::to_value(self)
    }
}

impl<'t> Object for Members<'t> {
    type Json = Tree<'t>;

    fn member(&self, name: &str) -> Option<&Tree<'t>> {
        self.get(name)
    }

    fn members(&self) -> impl Iterator<Item = (&str, &Tree<'t>)> {
        self.iter()
    }
}

/// The member, where it is neither absent nor `null`.
pub fn set<'a, O: Object>(body: &'a O, member: &str) -> Option<&'a O::Json> {
    body.member(member).filter(|value| !matches!(value.view(), View::Null))
}

/// The member as a type; an error says what was expected.
pub fn typed<O: Object, T>(body: &O, member: &str, expected: &str, read: impl Fn(&O::Json) -> Option<T>) -> Result<Option<T>> {
    set(body, member).map(|value| read(value).ok_or_else(|| wrong(member, expected, value))).transpose()
}

pub fn text(body: &impl Object, member: &str) -> Result<Option<String>> {
    typed(body, member, "a text", |v| if let View::String(text) = v.view() { Some(text.to_owned()) } else { None })
}

pub fn flag(body: &impl Object, member: &str) -> Result<Option<bool>> {
    typed(body, member, "true or false", |v| if let View::Bool(flag) = v.view() { Some(flag) } else { None })
}

pub fn number(body: &impl Object, member: &str) -> Result<Option<f64>> {
    typed(body, member, "a number", |v| if let View::Number(number) = v.view() { number.as_f64() } else { None })
}

pub fn whole(body: &impl Object, member: &str) -> Result<Option<u64>> {
    typed(body, member, "a whole number that is not negative", |v| {
        let View::Number(number) = v.view() else { return None };
        number.as_u64().or_else(|| number.as_f64().filter(|f| *f >= 0.0 && f.fract() == 0.0).map(|f| f as u64))
    })
}

/// An object, with the word for it in an error.
pub fn object<'a, O: Object>(body: &'a O, member: &str) -> Result<Option<&'a <O::Json as Json>::Members>> {
    let Some(value) = set(body, member) else { return Ok(None) };
    match value.view() {
        View::Object(members) => Ok(Some(members)),
        _ => Err(wrong(member, "an object", value)),
    }
}

/// A list; nothing where the member is absent.
pub fn list<'a, O: Object>(body: &'a O, member: &str) -> Result<&'a [O::Json]> {
    let Some(value) = set(body, member) else { return Ok(&[]) };
    match value.view() {
        View::Array(list) => Ok(list),
        _ => Err(wrong(member, "a list", value)),
    }
}

/// A call's arguments as the object that they must be; none is the empty one. `None`: they are no object.
pub fn arguments_of(text: &str) -> Option<Tree<'_>> {
    if text.trim().is_empty() {
        return Some(tree!({}));
    }
    Tree::parse(text).ok().map(|parsed| parsed.tree).filter(|tree| tree.as_object().is_some())
}

/// The members that are not among `known`.
pub fn others(object: &impl Object, known: &[&str]) -> Extra {
    object.members().filter(|(key, _)| !known.contains(key)).map(|(key, value)| (key.to_owned(), value.to_value())).collect()
}

/// The same but for what is `null`.
pub fn rest(object: &impl Object, known: &[&str]) -> Extra {
    let is_set = |value: &_| !matches!(Json::view(value), View::Null);
    object.members().filter(|(key, value)| !known.contains(key) && is_set(*value)).map(|(key, value)| (key.to_owned(), value.to_value())).collect()
}

/// Puts the extra members into an object.
pub fn with(mut value: Value, extra: &Extra) -> Value {
    if let Value::Object(object) = &mut value {
        for (key, extra) in extra {
            object.entry(key).or_insert_with(|| extra.clone());
        }
    }
    value
}

/// A member of the wrong type: what was expected there, and what stands there.
pub fn wrong<J: Json>(path: &str, expected: &str, got: &J) -> Error {
    let got = match got.view() {
        View::Null => "nothing",
        View::Bool(_) => "a boolean",
        View::Number(_) => "a number",
        View::String(_) => "a text",
        View::Array(_) => "a list",
        View::Object(_) => "an object",
    };
    Error::invalid(format!("expected {expected}, got {got}")).at(path)
}
