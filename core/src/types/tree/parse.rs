//! Text → tree. Texts without escapes stay where they are.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Visitor};
use serde_json::Value;

use super::{Members, Tree};

/// What a text says, and whether a member stood twice in it: of those the last holds, and the text must not go on as it is.
pub struct Parsed<'a> {
    pub tree: Tree<'a>,
    pub doubled: bool,
}

impl<'a> Tree<'a> {
    pub fn parse(text: &'a str) -> serde_json::Result<Parsed<'a>> {
        let mut reader = Reader { text, at: 0, doubled: false };
        if let Some(tree) = reader.whole() {
            return Ok(Parsed { tree, doubled: reader.doubled });
        }
        // Whether a member stands twice, this reading does not tell.
        serde_json::from_str(text).map(|value: Value| Parsed { tree: value.into(), doubled: true })
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

/// The deepest nesting, which is serde_json's too.
const DEEPEST: usize = 127;

/// Reads plain JSON in one go. What it does not read is for serde_json, which knows every rule and names every fault.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    doubled: bool,
}

impl<'a> Reader<'a> {
    fn whole(&mut self) -> Option<Tree<'a>> {
        let tree = self.value(0)?;
        (self.peek().is_none()).then_some(tree)
    }

    /// The next byte that is no blank.
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(*byte);
            }
            self.at += 1;
        }
        None
    }

    /// Is this the next byte? Then it is passed.
    fn passes(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn value(&mut self, depth: usize) -> Option<Tree<'a>> {
        match self.peek()? {
            b'"' => self.text().map(Tree::String),
            b'{' if depth < DEEPEST => self.object(depth),
            b'[' if depth < DEEPEST => self.list(depth),
            b't' => self.word("true", Tree::Bool(true)),
            b'f' => self.word("false", Tree::Bool(false)),
            b'n' => self.word("null", Tree::Null),
            b'-' | b'0'..=b'9' => self.number(),
            _ => None,
        }
    }

    fn word(&mut self, word: &str, tree: Tree<'a>) -> Option<Tree<'a>> {
        let is_so = self.text.as_bytes()[self.at..].starts_with(word.as_bytes());
        self.at += word.len();
        is_so.then_some(tree)
    }

    fn number(&mut self) -> Option<Tree<'a>> {
        let rest = &self.text.as_bytes()[self.at..];
        let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len());
        let number = &self.text[self.at..self.at + length];
        self.at += length;
        serde_json::from_str(number).ok().map(Tree::Number)
    }

    fn list(&mut self, depth: usize) -> Option<Tree<'a>> {
        self.at += 1;
        let mut list = Vec::new();
        if self.passes(b']') {
            return Some(Tree::Array(list));
        }
        loop {
            list.push(self.value(depth + 1)?);
            if self.passes(b']') {
                return Some(Tree::Array(list));
            }
            self.passes(b',').then_some(())?;
        }
    }

    fn object(&mut self, depth: usize) -> Option<Tree<'a>> {
        self.at += 1;
        let mut members = Members::default();
        if self.passes(b'}') {
            return Some(Tree::Object(members));
        }
        loop {
            let name = if self.peek()? == b'"' { self.text()? } else { return None };
            self.passes(b':').then_some(())?;
            members.0.push((name, self.value(depth + 1)?));
            if self.passes(b'}') {
                break;
            }
            self.passes(b',').then_some(())?;
        }
        self.doubled |= members.unite();
        Some(Tree::Object(members))
    }

    /// The text that begins at this quote.
    fn text(&mut self) -> Option<Cow<'a, str>> {
        let start = self.at + 1;
        let rest = &self.text.as_bytes()[start..];
        let length = plain(rest);
        match rest.get(length)? {
            b'"' => {
                self.at = start + length + 1;
                Some(Cow::Borrowed(&self.text[start..start + length]))
            }
            b'\\' => self.escaped(start, length),
            _ => None,
        }
    }

    /// The same of a text with an escape so far from its start.
    fn escaped(&mut self, start: usize, mut length: usize) -> Option<Cow<'a, str>> {
        let rest = &self.text.as_bytes()[start..];
        while *rest.get(length)? == b'\\' {
            length += 2;
            length += plain(rest.get(length..)?);
        }
        self.at = start + length + 1;
        let text: String = serde_json::from_str(self.text.get(start - 1..self.at)?).ok()?;
        Some(Cow::Owned(text))
    }
}

/// How many bytes stand before the first quote, backslash or control character; eight are looked at at once.
fn plain(bytes: &[u8]) -> usize {
    const EACH: u64 = u64::MAX / 255;
    // The highest bit of the lowest byte that is below `least` is set; of bytes above it too many may be.
    let below = |word: u64, least: u8| word.wrapping_sub(EACH * u64::from(least)) & !word;
    let mut length = 0;
    for chunk in bytes.as_chunks::<8>().0 {
        let word = u64::from_le_bytes(*chunk);
        let special = below(word, b' ') | below(word ^ (EACH * u64::from(b'"')), 1) | below(word ^ (EACH * u64::from(b'\\')), 1);
        let marks = special & (EACH * 0x80);
        if marks != 0 {
            return length + marks.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    let is_special = |byte: &u8| *byte < b' ' || *byte == b'"' || *byte == b'\\';
    length + bytes[length..].iter().position(is_special).unwrap_or(bytes.len() - length)
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
    use serde_json::json;

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
    fn it_reads_what_serde_json_reads_and_refuses_what_that_refuses() {
        let long = "x".repeat(40);
        let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let mut texts = vec![deep(127), deep(128), format!("\"{long}\\\\\""), format!("\"{long}\\\""), format!("\"{long}\t\""), format!("\"{long}")];
        let pieces = [
            "",
            " ",
            "{",
            "}",
            "[",
            "]",
            "[1,]",
            "[,1]",
            "[1 2]",
            "{\"a\":1,}",
            "{,}",
            "{\"a\"}",
            "{a:1}",
            "{\"a\" 1}",
            "{} x",
            "nul",
            "nulll",
            "true ",
            "fals",
            "-",
            "-0",
            "0",
            "01",
            "1.",
            "1.5e3",
            "1e999",
            "-7",
            "18446744073709551615",
            "18446744073709551616",
            "+1",
            ".5",
            "\"",
            "\"\\\"",
            r#""\ud800""#,
            r#""\ud83d\ude00""#,
            r#""\u00e4\n\"\\\/""#,
            r#""\x""#,
            "\"a\nb\"",
            "\"\u{7f}\u{e4}😀\"",
            "\u{feff}1",
            "[[], {}, [{}]]",
            r#"{"a\u0062": "\\", "c": ["\\\""]}"#,
        ];
        texts.extend(pieces.map(str::to_owned));
        for text in texts {
            let read = Tree::parse(&text).map(|parsed| parsed.tree.to_value()).map_err(|e| e.to_string());
            assert_eq!(read, serde_json::from_str::<Value>(&text).map_err(|e| e.to_string()), "{text}");
        }
        assert_eq!(json!({}), Tree::parse(" {} ").expect("it is JSON").tree.to_value());
    }
}
