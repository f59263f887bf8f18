//! JSON as providers really send it: texts that are numbers, counts that are floats, broken surrogates, members twice.
//!
//! The codecs parse strictly typed first and come here for the rest; what no reading can save stays an error.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// A short text. Numbers and booleans count as their text; `null`, lists and objects as nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Word<'a>(Option<Cow<'a, str>>);

impl Word<'_> {
    /// The text, where there is one and it is not empty.
    pub fn some(&self) -> Option<&str> {
        self.0.as_deref().filter(|s| !s.is_empty())
    }

    pub fn into_string(self) -> String {
        self.0.map(Cow::into_owned).unwrap_or_default()
    }

    /// Like `some`, owned.
    pub fn into_some(self) -> Option<String> {
        self.0.filter(|s| !s.is_empty()).map(Cow::into_owned)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Word<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WordVisitor;

        impl<'de> Visitor<'de> for WordVisitor {
            type Value = Word<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }
            fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Self::Value, E> {
                Ok(Word(Some(Cow::Borrowed(v))))
            }
            fn visit_str<E>(self, v: &str) -> Result<Self::Value, E> {
                Ok(Word(Some(Cow::Owned(v.to_owned()))))
            }
            fn visit_string<E>(self, v: String) -> Result<Self::Value, E> {
                Ok(Word(Some(Cow::Owned(v))))
            }
            fn visit_u64<E>(self, v: u64) -> Result<Self::Value, E> {
                Ok(Word(Some(Cow::Owned(v.to_string()))))
            }
            fn visit_i64<E>(self, v: i64) -> Result<Self::Value, E> {
                Ok(Word(Some(Cow::Owned(v.to_string()))))
            }
            fn visit_f64<E>(self, v: f64) -> Result<Self::Value, E> {
                Ok(Word(Some(Cow::Owned(v.to_string()))))
            }
            fn visit_bool<E>(self, v: bool) -> Result<Self::Value, E> {
                Ok(Word(Some(Cow::Owned(v.to_string()))))
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Word(None))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Word(None))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Word(None))
            }
        }

        deserializer.deserialize_any(WordVisitor)
    }
}

/// A count. Fractions are cut, negatives and everything else that is no number count as nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count(pub Option<u64>);

impl Count {
    pub fn or_zero(self) -> u64 {
        self.0.unwrap_or(0)
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct CountVisitor;

        impl<'de> Visitor<'de> for CountVisitor {
            type Value = Count;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a count")
            }
            fn visit_u64<E>(self, v: u64) -> Result<Count, E> {
                Ok(Count(Some(v)))
            }
            fn visit_i64<E>(self, v: i64) -> Result<Count, E> {
                Ok(Count(u64::try_from(v).ok()))
            }
            fn visit_f64<E>(self, v: f64) -> Result<Count, E> {
                Ok(Count((v >= 0.0).then_some(v as u64)))
            }
            fn visit_bool<E>(self, _: bool) -> Result<Count, E> {
                Ok(Count(None))
            }
            fn visit_str<E>(self, v: &str) -> Result<Count, E> {
                Ok(Count(v.parse().ok()))
            }
            fn visit_unit<E>(self) -> Result<Count, E> {
                Ok(Count(None))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Count, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Count(None))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Count, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Count(None))
            }
        }

        deserializer.deserialize_any(CountVisitor)
    }
}

/// What stands as `content`: a text, a list of parts, or nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Content {
    #[default]
    None,
    Text(String),
    Parts(Vec<Value>),
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ContentVisitor;

        impl<'de> Visitor<'de> for ContentVisitor {
            type Value = Content;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, a list of parts or null")
            }
            fn visit_str<E>(self, v: &str) -> Result<Content, E> {
                Ok(Content::Text(v.to_owned()))
            }
            fn visit_string<E>(self, v: String) -> Result<Content, E> {
                Ok(Content::Text(v))
            }
            fn visit_unit<E>(self) -> Result<Content, E> {
                Ok(Content::None)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Content, A::Error> {
                let mut parts = Vec::new();
                while let Some(part) = seq.next_element()? {
                    parts.push(part);
                }
                Ok(Content::Parts(parts))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Content, A::Error> {
                let mut part = Map::new();
                while let Some((key, value)) = map.next_entry()? {
                    part.insert(key, value);
                }
                Ok(Content::Parts(vec![Value::Object(part)]))
            }
        }

        deserializer.deserialize_any(ContentVisitor)
    }
}

/// A tree of its own; what is no object counts as nothing.
#[derive(Debug, Clone)]
pub struct Object<T>(pub Option<T>);

impl<T> Default for Object<T> {
    fn default() -> Self {
        Object(None)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
            type Value = Object<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(|value| Object(Some(value)))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Object(None))
            }
            fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
                Ok(Object(None))
            }
            fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
                Ok(Object(None))
            }
            fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
                Ok(Object(None))
            }
            fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
                Ok(Object(None))
            }
            fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
                Ok(Object(None))
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Object(None))
            }
        }

        deserializer.deserialize_any(ObjectVisitor(PhantomData))
    }
}

/// JSON that should stand inside a text; servers that send the object itself are understood.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct JsonText(pub String);

impl<'de> Deserialize<'de> for JsonText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let content = Content::deserialize(deserializer)?;
        Ok(JsonText(match content {
            Content::None => String::new(),
            Content::Text(text) => text,
            Content::Parts(mut parts) => match (parts.len(), parts.pop()) {
                (1, Some(object @ Value::Object(_))) => object.to_string(),
                (_, Some(last)) => {
                    parts.push(last);
                    Value::Array(parts).to_string()
                }
                (_, None) => "[]".to_owned(),
            },
        }))
    }
}

/// The bytes as text: no byte order mark, invalid UTF-8 replaced.
pub fn text(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    // The check alone is several times as fast as the repair.
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// The text as a tree, after repair: lone surrogates replaced, of a member that stands twice the last. `None`: no JSON.
pub fn repaired(text: &str) -> Option<Value> {
    serde_json::from_str(text).or_else(|_| serde_json::from_str(&mend_surrogates(text))).ok()
}

/// Escapes of half a surrogate pair become U+FFFD.
fn mend_surrogates(text: &str) -> String {
    let hex = |at: usize| text.get(at..at + 6).filter(|s| s.starts_with("\\u")).and_then(|s| u16::from_str_radix(&s[2..], 16).ok());
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(escape) = text[at..].find('\\').map(|i| at + i) {
        out.push_str(&text[at..escape]);
        let (piece, length) = match hex(escape) {
            Some(0xD800..=0xDBFF) if matches!(hex(escape + 6), Some(0xDC00..=0xDFFF)) => (&text[escape..escape + 12], 12),
            Some(0xD800..=0xDFFF) => ("\\ufffd", 6),
            // The escaped character goes along, so that the second of two backslashes starts nothing.
            _ => {
                let length = 1 + text[escape + 1..].chars().next().map_or(0, char::len_utf8);
                (&text[escape..escape + length], length)
            }
        };
        out.push_str(piece);
        at = escape + length;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_word_takes_numbers_and_ignores_trees() {
        let word = |text| serde_json::from_str::<Word<'_>>(text).expect("a word").into_some();
        assert_eq!(word(r#""a""#).as_deref(), Some("a"));
        assert_eq!(word("429").as_deref(), Some("429"));
        assert_eq!(word(r#"{"a":[1]}"#), None);
        assert_eq!(word("null"), None);
        assert_eq!(word(r#""""#), None);
    }

    #[test]
    fn a_count_takes_floats_and_texts_and_nothing_below_zero() {
        let count = |text| serde_json::from_str::<Count>(text).expect("a count").0;
        assert_eq!(count("12"), Some(12));
        assert_eq!(count("12.9"), Some(12));
        assert_eq!(count(r#""12""#), Some(12));
        assert_eq!(count("-1"), None);
        assert_eq!(count("[1]"), None);
    }

    #[test]
    fn arguments_given_as_an_object_become_their_text() {
        let text = |json| serde_json::from_str::<JsonText>(json).expect("arguments").0;
        assert_eq!(text(r#""{\"a\":1}""#), r#"{"a":1}"#);
        assert_eq!(text(r#"{"a": 1}"#), r#"{"a":1}"#);
        assert_eq!(text("[1, {}]"), "[1,{}]");
        assert_eq!(text("null"), "");
    }

    #[test]
    fn an_object_is_read_and_everything_else_is_nothing() {
        let object = |json| serde_json::from_str::<Object<std::collections::BTreeMap<String, u8>>>(json).expect("anything goes").0;
        assert_eq!(object(r#"{"a":1}"#).expect("an object")["a"], 1);
        assert!(["[]", "[{}]", "null", "\"a\"", "1", "-1", "0.5", "true"].into_iter().all(|json| object(json).is_none()));
    }

    #[test]
    fn half_a_surrogate_pair_is_replaced_and_a_whole_one_kept() {
        assert_eq!(repaired(r#"{"a":"x\ud83dy"}"#), Some(json!({"a": "x\u{fffd}y"})));
        assert_eq!(repaired(r#"{"a":"\ud83d\ude00"}"#), Some(json!({"a": "😀"})));
        assert_eq!(repaired(r#"{"a":"\\ud83d","b":"\ude00"}"#), Some(json!({"a": "\\ud83d", "b": "\u{fffd}"})));
        assert_eq!(repaired(r#"{"a":"\"#), None);
    }

    #[test]
    fn of_a_member_twice_the_last_counts() {
        assert_eq!(repaired(r#"{"a":1,"a":2}"#), Some(json!({"a": 2})));
    }
}
