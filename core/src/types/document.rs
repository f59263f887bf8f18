//! A JSON object as a caller wrote it: its text where it came as text, and a map of it for whoever asks.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use bytes::Bytes;
use memchr::memmem;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::tree::{Members, NameSeed, Tree};
use crate::error::{self, Error};

/// An object that is kept beside what was read of it. The map of a text is made when somebody asks for it first; to look a
/// member up that way is for rare cases.
#[derive(Debug, Clone, Default)]
pub struct Document {
    text: Option<Bytes>,
    map: OnceLock<Map<String, Value>>,
    /// Members of the text that are none of the document's.
    left_out: &'static [&'static str],
}

/// What a document says, read without a map.
pub struct Contents<'a> {
    pub members: Members<'a>,
    /// A member stood twice: the text must not go on as it is, for others may read it otherwise.
    pub doubled: bool,
}

impl From<Map<String, Value>> for Document {
    fn from(map: Map<String, Value>) -> Self {
        Document { map: map.into(), ..Document::default() }
    }
}

impl From<Bytes> for Document {
    /// A text that nobody has looked at yet: `read` tells whether it is an object.
    fn from(text: Bytes) -> Self {
        Document { text: Some(text), ..Document::default() }
    }
}

impl Document {
    pub fn read(&self) -> error::Result<Contents<'_>> {
        let Some(text) = self.text() else { return Ok(Contents { members: (&**self).into(), doubled: false }) };
        let text = text.map_err(|e| Error::invalid(format!("the body is no JSON: {e}")))?;
        let parsed = Tree::parse(text).map_err(|e| Error::invalid(format!("the body is no JSON: {e}")))?;
        match parsed.tree {
            Tree::Object(mut members) => {
                members.retain(|name| !self.leaves_out(name));
                Ok(Contents { members, doubled: parsed.doubled })
            }
            _ => Err(Error::invalid("the body must be a JSON object")),
        }
    }

    fn text(&self) -> Option<Result<&str, std::str::Utf8Error>> {
        self.text.as_deref().map(std::str::from_utf8)
    }

    /// The same without these members. Of a text no map is made.
    pub fn without(&self, members: &'static [&'static str]) -> Self {
        if self.text.is_some() {
            return Document { text: self.text.clone(), map: OnceLock::new(), left_out: members };
        }
        let mut map = Map::clone(self);
        members.iter().for_each(|name| drop(map.shift_remove(*name)));
        map.into()
    }

    fn leaves_out(&self, member: &str) -> bool {
        self.left_out.contains(&member)
    }

    /// Is there such a member? Makes no map.
    pub fn contains_key(&self, member: &str) -> bool {
        match (self.map.get(), &self.text) {
            (None, Some(text)) if !may_name(text, member) => false,
            (None, Some(_)) => self.written().iter().any(|(name, _)| name == member),
            _ => (**self).contains_key(member),
        }
    }

    /// The members as they are written, for one who passes them on.
    pub fn written(&self) -> Vec<(Cow<'_, str>, Member<'_>)> {
        match self.text() {
            Some(Ok(text)) => {
                let mut written = serde_json::from_str::<Written<'_>>(text).map(|written| written.0).unwrap_or_default();
                written.retain(|(name, _)| !self.leaves_out(name));
                written
            }
            _ => self.iter().map(|(name, value)| (Cow::Borrowed(name.as_str()), Member::Value(value))).collect(),
        }
    }
}

/// Can the name of a member stand in this text, plain or with escapes?
fn may_name(text: &[u8], member: &str) -> bool {
    memmem::find(text, member.as_bytes()).is_some() || memmem::find(text, b"\\u").is_some()
}

impl Deref for Document {
    type Target = Map<String, Value>;

    fn deref(&self) -> &Self::Target {
        self.map.get_or_init(|| {
            let mut map: Map<String, Value> = self.text.as_deref().and_then(|text| serde_json::from_slice(text).ok()).unwrap_or_default();
            map.retain(|name, _| !self.leaves_out(name));
            map
        })
    }
}

impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

/// The value of a member: a piece of a text, of a map, or of a tree.
pub enum Member<'a> {
    Text(&'a RawValue),
    Tree(&'a Tree<'a>),
    Value(&'a Value),
}

impl Member<'_> {
    pub fn to_value(&self) -> Value {
        match self {
            Member::Text(text) => serde_json::from_str(text.get()).unwrap_or_default(),
            Member::Tree(tree) => tree.to_value(),
            Member::Value(value) => (*value).clone(),
        }
    }
}

impl Serialize for Member<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Member::Text(text) => text.serialize(serializer),
            Member::Tree(tree) => tree.serialize(serializer),
            Member::Value(value) => value.serialize(serializer),
        }
    }
}

/// The members of an object, each value as the piece of text that it is.
struct Written<'a>(Vec<(Cow<'a, str>, Member<'a>)>);

impl<'de> Deserialize<'de> for Written<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WrittenVisitor;

        impl<'de> Visitor<'de> for WrittenVisitor {
            type Value = Written<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut written = Vec::with_capacity(8);
                while let Some(name) = map.next_key_seed(NameSeed)? {
                    written.push((name, Member::Text(map.next_value()?)));
                }
                Ok(Written(written))
            }
        }

        deserializer.deserialize_map(WrittenVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_text_reads_as_its_map_and_is_passed_on_as_written() {
        let text = r#"{"model": "m", "messages": [ {"role":"user"} ], "temperature": 1.50}"#;
        let document = Document::from(Bytes::from_static(text.as_bytes()));
        let map = json!({"model": "m", "messages": [{"role": "user"}], "temperature": 1.5}).as_object().cloned().expect("an object");
        assert_eq!(document.read().expect("an object").members.to_map(), map);
        assert_eq!(document, Document::from(map.clone()));
        let written = |document: &Document| document.written().iter().map(|(_, v)| serde_json::to_string(v).expect("JSON")).collect::<Vec<_>>();
        assert_eq!(written(&document), [r#""m""#, r#"[ {"role":"user"} ]"#, "1.50"]);
        let named = Document::from(Bytes::from_static(br#"{"a": {"b": 1}, "\u0063": 2}"#));
        assert_eq!(["a", "b", "c"].map(|name| named.contains_key(name)), [true, false, true]);
        assert_eq!(written(&Document::from(map)), [r#""m""#, r#"[{"role":"user"}]"#, "1.5"]);
    }

    #[test]
    fn what_is_left_out_stands_nowhere() {
        let text = Bytes::from_static(br#"{"model": "m", "a": 1}"#);
        let map = json!({"model": "m", "a": 1}).as_object().cloned().expect("an object");
        for whole in [Document::from(text), Document::from(map)] {
            let rest = whole.without(&["model", "stream"]);
            assert_eq!(Value::Object(rest.read().expect("an object").members.to_map()), json!({"a": 1}));
            assert_eq!((rest.contains_key("model"), rest.contains_key("a"), rest.written().len(), rest.len()), (false, true, 1, 1));
            assert_eq!(whole.len(), 2);
        }
    }

    #[test]
    fn a_text_that_is_no_object_is_told_so() {
        let told = |text: &'static [u8]| Document::from(Bytes::from_static(text)).read().err().map(|e| e.message().to_owned()).unwrap_or_default();
        assert_eq!(told(b"[1]"), "the body must be a JSON object");
        assert!(told(b"{\"a\"").starts_with("the body is no JSON: "));
        assert!(told(b"{\"a\": \"\xff\"}").starts_with("the body is no JSON: "));
    }
}
