//! YAML text → tree, by the core schema of YAML 1.2 and under limits.
//!
//! Tags, merge keys, duplicate keys and a second document are refused; aliases are few and small, so that a short file cannot grow large.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};
use serde_json::Number;

use super::problem::{Fault, Report};
use super::tree::{Entry, Kind, MAX_DEPTH, Node, Path, Place, too_deep};

pub(super) const MAX_BYTES: usize = 1 << 20;
const MAX_ALIASES: usize = 100;
/// Nodes and text bytes that all aliases together may copy.
const MAX_COPIED: usize = 4 << 20;

/// The tree of one document. `None` when the text cannot be read to its end; the report says why.
pub(super) fn parse(text: &str, report: &mut Report) -> Option<Node> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > MAX_BYTES {
        report.problem(Place::default(), &Path::top(), too_large());
        return None;
    }
    let mut builder = Builder { report, stack: Vec::new(), anchors: HashMap::new(), aliases: 0, copied: 0, root: None };
    for event in Parser::new_from_str(text) {
        let done = match event {
            Ok((event, span)) => builder.take(event, place(span)),
            Err(error) => Err((scan_place(&error), Fault::new(format!("not YAML: {}", error.info())))),
        };
        if let Err((place, fault)) = done {
            let path = builder.path();
            builder.report.problem(place, &path, fault);
            return None;
        }
    }
    Some(builder.root.unwrap_or(Node::new(Kind::Map(Vec::new()), Place { line: 1, column: 1 })))
}

pub(super) fn too_large() -> Fault {
    Fault::new("the configuration is larger than 1 MiB")
}

fn place(span: Span) -> Place {
    Place { line: span.start.line() as u32, column: span.start.col() as u32 + 1 }
}

fn scan_place(error: &ScanError) -> Place {
    Place { line: error.marker().line() as u32, column: error.marker().col() as u32 + 1 }
}

struct Builder<'a> {
    report: &'a mut Report,
    stack: Vec<Open>,
    anchors: HashMap<usize, Node>,
    aliases: usize,
    copied: usize,
    root: Option<Node>,
}

/// A list or map whose end has not come yet.
struct Open {
    place: Place,
    anchor: usize,
    what: Content,
}

enum Content {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, key: Option<(String, Place)>, seen: HashMap<String, u32> },
}

type Stop = (Place, Fault);

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, place: Place) -> Result<(), Stop> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_tag(tag.is_some(), place);
                if self.expects_key() {
                    return self.key(text.into_owned(), place);
                }
                let kind = if style == ScalarStyle::Plain { plain(&text) } else { Kind::Text(text.into_owned()) };
                self.put(Node::new(kind, place), anchor, place)
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_tag(tag.is_some(), place);
                self.open(Content::List(Vec::new()), anchor, place)
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_tag(tag.is_some(), place);
                self.open(Content::Map { entries: Vec::new(), key: None, seen: HashMap::new() }, anchor, place)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.stack.pop() else { return Ok(()) };
                let kind = match open.what {
                    Content::List(items) => Kind::List(items),
                    Content::Map { entries, .. } => Kind::Map(entries),
                };
                self.put(Node::new(kind, open.place), open.anchor, open.place)
            }
            Event::Alias(anchor) => self.alias(anchor, place),
            Event::DocumentStart(_) if self.root.is_some() => Err((place, Fault::new("a second document in the file"))),
            _ => Ok(()),
        }
    }

    fn expects_key(&self) -> bool {
        matches!(self.stack.last(), Some(Open { what: Content::Map { key: None, .. }, .. }))
    }

    fn key(&mut self, name: String, place: Place) -> Result<(), Stop> {
        let path = self.path().key(&name);
        let Some(Open { what: Content::Map { key, seen, .. }, .. }) = self.stack.last_mut() else { return Ok(()) };
        if name == "<<" {
            return Err((
                place,
                Fault::new("merge keys are not part of this grammar").help("write the keys out, or share a named entry of `models`"),
            ));
        }
        *key = Some((name.clone(), place));
        if let Some(line) = seen.insert(name.clone(), place.line) {
            let fault = Fault::new(format!("duplicate key `{name}`")).help(format!("it stands before in line {line}"));
            self.report.problem(place, &path, fault);
        }
        Ok(())
    }

    fn open(&mut self, what: Content, anchor: usize, place: Place) -> Result<(), Stop> {
        if self.expects_key() {
            return Err((place, Fault::new("a key must be a text")));
        }
        if self.stack.len() >= MAX_DEPTH {
            return Err((place, too_deep()));
        }
        self.stack.push(Open { place, anchor, what });
        Ok(())
    }

    fn put(&mut self, node: Node, anchor: usize, place: Place) -> Result<(), Stop> {
        if anchor > 0 {
            if self.anchors.len() >= MAX_ALIASES {
                return Err((place, Fault::new(format!("more than {MAX_ALIASES} anchors"))));
            }
            self.anchors.insert(anchor, node.clone());
        }
        match self.stack.last_mut().map(|open| &mut open.what) {
            None => self.root = Some(node),
            Some(Content::List(items)) => items.push(node),
            Some(Content::Map { entries, key, .. }) => {
                if let Some((key, place)) = key.take() {
                    entries.push(Entry { key, place, value: node });
                }
            }
        }
        Ok(())
    }

    fn alias(&mut self, anchor: usize, place: Place) -> Result<(), Stop> {
        if self.expects_key() {
            return Err((place, Fault::new("a key must be a text, not an alias")));
        }
        let Some(node) = self.anchors.get(&anchor).cloned() else {
            return Err((place, Fault::new("an alias inside its own anchor")));
        };
        self.aliases += 1;
        self.copied += weight(&node);
        if self.aliases > MAX_ALIASES || self.copied > MAX_COPIED {
            return Err((place, Fault::new(format!("more than {MAX_ALIASES} aliases, or they copy more than 4 MiB"))));
        }
        if self.stack.len() + depth(&node) > MAX_DEPTH {
            return Err((place, too_deep()));
        }
        self.put(node, 0, place)
    }

    fn refuse_tag(&mut self, tagged: bool, place: Place) {
        if tagged {
            let path = self.path();
            self.report.problem(place, &path, Fault::new("tags are not part of this grammar").help("quote a text, write a number bare"));
        }
    }

    /// Where the next value goes.
    fn path(&self) -> Path {
        self.stack.iter().fold(Path::top(), |path, open| match &open.what {
            Content::List(items) => path.index(items.len()),
            Content::Map { key: Some((key, _)), .. } => path.key(key),
            Content::Map { .. } => path,
        })
    }
}

fn weight(node: &Node) -> usize {
    match &node.kind {
        Kind::Text(text) => 1 + text.len(),
        Kind::List(items) => 1 + items.iter().map(weight).sum::<usize>(),
        Kind::Map(entries) => 1 + entries.iter().map(|e| e.key.len() + weight(&e.value)).sum::<usize>(),
        _ => 1,
    }
}

fn depth(node: &Node) -> usize {
    match &node.kind {
        Kind::List(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Kind::Map(entries) => 1 + entries.iter().map(|e| depth(&e.value)).max().unwrap_or(0),
        _ => 0,
    }
}

/// An unquoted scalar by the core schema: `no` and `on` are texts, `.inf` and `.nan` have no place in JSON and stay texts.
pub(super) fn plain(text: &str) -> Kind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" => Kind::Flag(true),
        "false" | "False" | "FALSE" => Kind::Flag(false),
        _ => number(text).map_or_else(|| Kind::Text(text.to_owned()), Kind::Number),
    }
}

fn number(text: &str) -> Option<Number> {
    if let Some(digits) = text.strip_prefix("0x") {
        return digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u64::from_str_radix(digits, 16).ok()).flatten().map(Number::from);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return digits.bytes().all(|b| b.is_ascii_digit()).then(|| u64::from_str_radix(digits, 8).ok()).flatten().map(Number::from);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    // Rust's own float grammar adds only words (`inf`, `nan`, `infinity`) to that of YAML.
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') || unsigned == "." {
        return None;
    }
    let whole = text.strip_prefix('+').unwrap_or(text);
    if let Ok(n) = whole.parse::<u64>() {
        return Some(n.into());
    }
    if let Ok(n) = whole.parse::<i64>() {
        return Some(n.into());
    }
    whole.parse::<f64>().ok().and_then(Number::from_f64)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn read(text: &str) -> Result<Value, Vec<String>> {
        let mut report = Report::default();
        let tree = parse(text, &mut report);
        report.finish().map_err(|p| p.0.iter().map(ToString::to_string).collect::<Vec<_>>())?;
        Ok(tree.expect("a tree where nothing was reported").to_value())
    }

    fn refused(text: &str) -> String {
        read(text).expect_err("should be refused").join("\n")
    }

    #[test]
    fn plain_scalars_follow_the_core_schema_and_norway_stays_a_country() {
        let text =
            "[no, on, off, yes, NO, ~, null, True, 12, -3, +4, 0x1F, 0o17, 1.5, 1e3, .5, '12', \"true\", 1_000, 0b1, 12e, ., .inf, 2026-01-01]";
        let data = json!([
            "no",
            "on",
            "off",
            "yes",
            "NO",
            null,
            null,
            true,
            12,
            -3,
            4,
            31,
            15,
            1.5,
            1000.0,
            0.5,
            "12",
            "true",
            "1_000",
            "0b1",
            "12e",
            ".",
            ".inf",
            "2026-01-01"
        ]);
        assert_eq!(read(text).unwrap(), data);
    }

    #[test]
    fn json_is_read_as_the_yaml_that_it_is() {
        assert_eq!(read(r#"{"a": {"b": [1, "x:y", null]}}"#).unwrap(), json!({"a": {"b": [1, "x:y", null]}}));
    }

    #[test]
    fn every_duplicate_key_is_reported_with_the_line_of_the_one_before() {
        assert_eq!(
            refused("a: 1\nb: {c: 1, c: 2}\na: 2\n"),
            "2:11: b.c: duplicate key `c`; it stands before in line 2\n3:1: a: duplicate key `a`; it stands before in line 1"
        );
    }

    #[test]
    fn tags_merge_keys_and_second_documents_are_refused() {
        assert!(refused("a: !!python/object x").contains("tags are not part"));
        assert!(refused("a: !secret x").starts_with("1:"));
        assert!(refused("a: &x {b: 1}\nc:\n  <<: *x\n").starts_with("3:3: c: merge keys"));
        assert!(refused("a: 1\n---\nb: 2\n").contains("second document"));
        assert!(refused("? [a, b]\n: 1\n").contains("a key must be a text"));
    }

    #[test]
    fn aliases_copy_a_value_but_a_bomb_is_refused() {
        assert_eq!(read("a: &x [1, 2]\nb: *x\n").unwrap(), json!({"a": [1, 2], "b": [1, 2]}));
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for n in 1..10 {
            writeln!(bomb, "a{n}: &a{n} [{}]", vec![format!("*a{}", n - 1); 9].join(", ")).unwrap();
        }
        assert!(refused(&bomb).contains("aliases"));
        assert!(refused("a: &x [*x]").contains("alias"));
        assert!(refused("a: *nowhere").contains("not YAML"));
    }

    #[test]
    fn depth_and_size_have_limits() {
        assert!(refused(&"[".repeat(100)).contains("nested more than 64"));
        assert!(refused(&"- ".repeat(100_000)).contains("nested more than 64"));
        assert!(refused(&" ".repeat(MAX_BYTES + 1)).contains("1 MiB"));
    }

    #[test]
    fn a_syntax_error_names_line_and_column() {
        assert!(refused("a: 1\nb: [1, 2\n").starts_with("3:1: "), "{}", refused("a: 1\nb: [1, 2\n"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]
        #[test]
        fn no_text_makes_the_reader_panic(text in r##"([a-z0-9:{}\[\],&*!|>'"#?~<%@. \n\t-]|\PC){0,80}"##) {
            let _ = parse(&text, &mut Report::default());
        }
    }
}
