//! Trees of our own: `tree!` writes one as `json!` would, without a copy of what it is made of.

use std::borrow::Cow;

use serde_json::{Map, Number, Value};

use super::{Members, Tree};

/// A [`Tree`] as JSON is written; each expression becomes one by `Tree::from`, and names are borrowed.
macro_rules! tree {
    ({ $($members:tt)* }) => {{
        #[allow(unused_mut)]
        let mut members = $crate::types::Members::default();
        $crate::types::tree!(@members members $($members)*);
        $crate::types::Tree::Object(members)
    }};
    ([ $($items:tt),* $(,)? ]) => { $crate::types::Tree::Array(vec![$($crate::types::tree!($items)),*]) };
    ($value:expr) => { $crate::types::Tree::from($value) };
    (@members $into:ident) => {};
    (@members $into:ident $name:tt : { $($inner:tt)* } $(, $($rest:tt)*)?) => {
        $into.add($name, $crate::types::tree!({ $($inner)* }));
        $($crate::types::tree!(@members $into $($rest)*);)?
    };
    (@members $into:ident $name:tt : [ $($inner:tt)* ] $(, $($rest:tt)*)?) => {
        $into.add($name, $crate::types::tree!([ $($inner)* ]));
        $($crate::types::tree!(@members $into $($rest)*);)?
    };
    (@members $into:ident $name:tt : $value:expr $(, $($rest:tt)*)?) => {
        $into.add($name, $crate::types::Tree::from($value));
        $($crate::types::tree!(@members $into $($rest)*);)?
    };
}
pub(crate) use tree;

impl<'a> Tree<'a> {
    /// With these members too, where it is an object that has none of their names.
    pub fn with(mut self, extra: &'a Map<String, Value>) -> Self {
        if let Tree::Object(members) = &mut self {
            members.fill(extra);
        }
        self
    }
}

impl<'a> Members<'a> {
    /// Puts a member at the end. That there is none of its name yet, the caller knows.
    pub fn add(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Tree<'a>>) {
        self.0.push((name.into(), value.into()));
    }

    /// The same of a value that may be none.
    pub fn add_some(&mut self, name: &'a str, value: Option<impl Into<Tree<'a>>>) {
        if let Some(value) = value {
            self.add(name, value);
        }
    }

    /// Puts a copy of a value at the end, where there is no member of that name.
    pub fn insert_new(&mut self, name: &str, value: &Value) {
        if !self.contains_key(name) {
            self.add(name.to_owned(), value.clone());
        }
    }

    /// The member of that name, which is made an empty object where there is none. `None`: it is something else.
    pub fn object_mut(&mut self, name: &str) -> Option<&mut Members<'a>> {
        if !self.contains_key(name) {
            self.add(name.to_owned(), Members::default());
        }
        self.get_mut(name)?.as_object_mut()
    }

    /// Puts these members to the others, each in the place of one of the same name.
    pub fn extend(&mut self, more: impl IntoIterator<Item = (Cow<'a, str>, Tree<'a>)>) {
        more.into_iter().for_each(|(name, value)| self.insert(name, value));
    }
}

impl<'a> From<&'a Value> for Tree<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Null => Tree::Null,
            Value::Bool(flag) => Tree::Bool(*flag),
            Value::Number(number) => Tree::Number(number.clone()),
            Value::String(text) => Tree::String(Cow::Borrowed(text)),
            Value::Array(list) => Tree::Array(list.iter().map(Tree::from).collect()),
            Value::Object(members) => Tree::Object(members.into()),
        }
    }
}

impl From<Value> for Tree<'_> {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Tree::Null,
            Value::Bool(flag) => Tree::Bool(flag),
            Value::Number(number) => Tree::Number(number),
            Value::String(text) => text.into(),
            Value::Array(list) => Tree::Array(list.into_iter().map(Tree::from).collect()),
            Value::Object(members) => Tree::Object(members.into()),
        }
    }
}

impl<'a> From<&'a Map<String, Value>> for Members<'a> {
    fn from(map: &'a Map<String, Value>) -> Self {
        Members(map.iter().map(|(name, value)| (Cow::Borrowed(name.as_str()), value.into())).collect())
    }
}

impl From<Map<String, Value>> for Members<'_> {
    fn from(map: Map<String, Value>) -> Self {
        Members(map.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

impl<'a> From<Members<'a>> for Tree<'a> {
    fn from(members: Members<'a>) -> Self {
        Tree::Object(members)
    }
}

impl<'a> From<&'a str> for Tree<'a> {
    fn from(text: &'a str) -> Self {
        Tree::String(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Tree<'a> {
    fn from(text: &'a String) -> Self {
        Tree::String(Cow::Borrowed(text))
    }
}

impl From<String> for Tree<'_> {
    fn from(text: String) -> Self {
        Tree::String(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Tree<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Tree::String(text)
    }
}

impl From<bool> for Tree<'_> {
    fn from(flag: bool) -> Self {
        Tree::Bool(flag)
    }
}

impl From<u64> for Tree<'_> {
    fn from(number: u64) -> Self {
        Tree::Number(number.into())
    }
}

impl From<u32> for Tree<'_> {
    fn from(number: u32) -> Self {
        Tree::Number(number.into())
    }
}

impl From<usize> for Tree<'_> {
    fn from(number: usize) -> Self {
        Tree::Number(number.into())
    }
}

impl From<i64> for Tree<'_> {
    fn from(number: i64) -> Self {
        Tree::Number(number.into())
    }
}

impl From<f64> for Tree<'_> {
    fn from(number: f64) -> Self {
        Number::from_f64(number).map_or(Tree::Null, Tree::Number)
    }
}

impl<'a, T: Into<Tree<'a>>> From<Vec<T>> for Tree<'a> {
    fn from(list: Vec<T>) -> Self {
        Tree::Array(list.into_iter().map(T::into).collect())
    }
}

impl<'a, T: Into<Tree<'a>>> From<Option<T>> for Tree<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Tree::Null, T::into)
    }
}

impl PartialEq<str> for Tree<'_> {
    fn eq(&self, text: &str) -> bool {
        self.as_str() == Some(text)
    }
}

impl PartialEq<&str> for Tree<'_> {
    fn eq(&self, text: &&str) -> bool {
        self.as_str() == Some(*text)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_tree_is_written_as_json_is() {
        let (text, number) = ("x".to_owned(), Some(1.5));
        let made = tree!({"a": text.as_str(), "b": {"c": [1_u64, "y", {}], "d": number}, "e": None::<bool>, "f": [], "g": Value::from(-1)});
        assert_eq!(made.to_value(), json!({"a": text, "b": {"c": [1, "y", {}], "d": 1.5}, "e": null, "f": [], "g": -1}));
        assert_eq!(made.at(&["b", "d"]).and_then(Tree::as_f64), number);
    }

    #[test]
    fn members_are_added_filled_and_replaced() {
        let extra = json!({"a": 7, "z": 8}).as_object().cloned().unwrap_or_default();
        let mut members = Members::default();
        members.add("a", 1_u64);
        members.add_some("b", None::<bool>);
        members.fill(&extra);
        members.object_mut("o").expect("it is new").add("i", true);
        assert!(members.object_mut("a").is_none());
        assert_eq!(members.to_map(), json!({"a": 1, "z": 8, "o": {"i": true}}).as_object().cloned().unwrap_or_default());
        members.extend(Members::from(&extra));
        assert_eq!((members.get("a").and_then(Tree::as_u64), members.remove("o").is_some(), members.len()), (Some(7), true, 2));
    }
}
