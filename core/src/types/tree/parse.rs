//! Text → tree. Texts without escapes stay where they are.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

use super::{Members, Tree};

/// What a text says, and whether a member stood twice in it: of those the last holds, and the text must not go on as it is.
pub struct Parsed<'a> {
    pub tree: Tree<'a>,
    pub doubled: bool,
}

impl<'a> Tree<'a> {
    pub fn parse(text: &'a str) -> serde_json::Result<Parsed<'a>> {
        let doubled = Cell::new(false);
        let mut parser = serde_json::Deserializer::from_str(text);
        let tree = TreeSeed { doubled: &doubled }.deserialize(&mut parser)?;
        parser.end()?;
        Ok(Parsed { tree, doubled: doubled.get() })
    }
}

impl<'a> Members<'a> {
    /// Of members that stand twice the last holds, at the place of the first. Were there any?
    fn unite(&mut self) -> bool {
        const FEW: usize = 16;
        let members = &self.0;
        let doubled = if members.len() <= FEW {
            members.iter().enumerate().any(|(i, (name, _))| members[..i].iter().any(|(before, _)| before == name))
        } else {
            members.iter().map(|(name, _)| name).collect::<HashSet<_>>().len() < members.len()
        };
        if doubled {
            let mut places: HashMap<Cow<'a, str>, usize> = HashMap::new();
            let mut united: Vec<(Cow<'a, str>, Tree<'a>)> = Vec::new();
            for (name, value) in self.0.drain(..) {
                if let Some(place) = places.get(&name) {
                    united[*place].1 = value;
                } else {
                    places.insert(name.clone(), united.len());
                    united.push((name, value));
                }
            }
            self.0 = united;
        }
        doubled
    }
}

#[derive(Clone, Copy)]
struct TreeSeed<'s> {
    doubled: &'s Cell<bool>,
}

impl<'de> DeserializeSeed<'de> for TreeSeed<'_> {
    type Value = Tree<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TreeSeed<'_> {
    type Value = Tree<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }
    fn visit_unit<E>(self) -> Result<Tree<'de>, E> {
        Ok(Tree::Null)
    }
    fn visit_bool<E>(self, v: bool) -> Result<Tree<'de>, E> {
        Ok(Tree::Bool(v))
    }
    fn visit_u64<E>(self, v: u64) -> Result<Tree<'de>, E> {
        Ok(Tree::Number(v.into()))
    }
    fn visit_i64<E>(self, v: i64) -> Result<Tree<'de>, E> {
        Ok(Tree::Number(v.into()))
    }
    fn visit_f64<E>(self, v: f64) -> Result<Tree<'de>, E> {
        Ok(Number::from_f64(v).map_or(Tree::Null, Tree::Number))
    }
    fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Tree<'de>, E> {
        Ok(Tree::String(Cow::Borrowed(v)))
    }
    fn visit_str<E>(self, v: &str) -> Result<Tree<'de>, E> {
        Ok(Tree::String(Cow::Owned(v.to_owned())))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Tree<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = seq.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Tree::Array(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree<'de>, A::Error> {
        let mut members = Members::default();
        while let Some(name) = map.next_key_seed(NameSeed)? {
            members.0.push((name, map.next_value_seed(self)?));
        }
        if members.unite() {
            self.doubled.set(true);
        }
        Ok(Tree::Object(members))
    }
}

/// A member's name, borrowed where it is written without escapes.
pub struct NameSeed;

impl<'de> DeserializeSeed<'de> for NameSeed {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for NameSeed {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }
    fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(v))
    }
    fn visit_str<E>(self, v: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(v.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn a_tree_says_what_a_value_says() {
        let text = r#"{"a": [1, -2, 3.5, true, null, "x\ny"], "b\u0061": {"c": {}}, "d": []}"#;
        let parsed = Tree::parse(text).expect("it is JSON");
        let value: Value = serde_json::from_str(text).expect("it is JSON");
        assert_eq!((parsed.tree.to_value(), parsed.doubled), (value.clone(), false));
        assert_eq!((Tree::from(&value), Tree::from(value.clone())), (parsed.tree.clone(), parsed.tree.clone()));
        assert_eq!(serde_json::to_value(&parsed.tree).expect("it is JSON"), value);
        assert_eq!(parsed.tree.get("ba").and_then(|b| b.get("c")), Some(&Tree::Object(Members::default())));
    }

    #[test]
    fn of_a_member_that_stands_twice_the_last_holds_and_it_is_told() {
        let many: Vec<String> = (0..40).map(|i| format!("\"m{i}\": {i}")).collect();
        for (text, doubled) in [
            (r#"{"a": 1, "b": 2, "a": 3}"#.to_owned(), true),
            (r#"[{"x": {"a": 1, "\u0061": 3}}]"#.to_owned(), true),
            (format!("{{{}}}", many.join(",")), false),
            (format!("{{{}, \"m7\": 70}}", many.join(",")), true),
        ] {
            let parsed = Tree::parse(&text).expect("it is JSON");
            assert_eq!((parsed.tree.to_value(), parsed.doubled), (serde_json::from_str::<Value>(&text).expect("it is JSON"), doubled), "{text}");
        }
    }

    #[test]
    fn what_is_no_json_is_no_tree() {
        for text in ["", "{", "{} x", "[1e999]", r#""\ud800""#, "{\"a\" 1}"] {
            assert!(Tree::parse(text).is_err(), "{text}");
        }
        assert_eq!(json!({}), Tree::parse(" {} ").expect("it is JSON").tree.to_value());
    }
}
