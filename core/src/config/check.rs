//! The tree against the grammar: unknown keys, missing keys, values of the wrong shape. Every problem, not the first.
//!
//! What names refer to is checked in `build`, where they are looked up.

use super::grammar::{Names, Record, Shape, Words};
use super::problem::{Fault, Report};
use super::tree::{Entry, Kind, Node, Path};
use super::{read, suggest};

pub(super) fn check(node: &Node, shape: &Shape, path: &Path, report: &mut Report) {
    if node.is_broken() {
        return;
    }
    if node.kind == Kind::Null {
        report.problem(node.place, path, Fault::new("has no value").help("give it one, or remove the key"));
        return;
    }
    let fault = match shape {
        Shape::Text => read::text(node).err(),
        Shape::Flag => read::flag(node).err(),
        Shape::Count(min, max) => read::count(node, *min, *max).err(),
        Shape::Size => read::size(node).err(),
        Shape::Bytes => read::bytes(node).err(),
        Shape::Duration => read::duration(node).err(),
        Shape::Pause => read::pause(node).err(),
        Shape::DurationOrOff => read::duration_or_off(node).err(),
        Shape::WordOrDuration(words) => read::word_or_duration(node, words).err(),
        Shape::Money => read::money(node).err(),
        Shape::Percent => read::percent(node).err(),
        Shape::Share => read::share(node).err(),
        Shape::Price => read::price(node).err(),
        Shape::Limit => read::limit(node).err(),
        Shape::Url => read::url(node).err(),
        Shape::Pattern => read::pattern(node).err(),
        Shape::Timezone => read::timezone(node).err(),
        Shape::List(list) => match &node.kind {
            Kind::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    check(item, &list.of, &path.index(index), report);
                }
                (items.len() < list.min).then(|| Fault::new("an empty list"))
            }
            _ => Some(read::unlike(node, "a list").help(format!("write it as `[ {} ]`", value_or_example(node, &list.of)))),
        },
        Shape::Map(of, names) => match &node.kind {
            Kind::Map(entries) => {
                for entry in entries {
                    check_name(entry, *names, path, report);
                    check(&entry.value, of, &path.key(&entry.key), report);
                }
                None
            }
            _ => Some(read::unlike(node, "a map of names").help(format!("write it as `{{ name: {} }}`", example(of)))),
        },
        Shape::Record(record) => check_record(node, record, path, report),
        Shape::TextOr(record) if matches!(node.kind, Kind::Map(_)) => check_record(node, record, path, report),
        Shape::SecretOr(record) if matches!(node.kind, Kind::Map(_)) => check_record(node, record, path, report),
        Shape::WordOr(_, record) | Shape::DurationOr(record) if matches!(node.kind, Kind::Map(_)) => check_record(node, record, path, report),
        Shape::DurationOr(_) => read::duration(node).err(),
        Shape::TextOr(record) => read::text(node).err().map(|fault| fault.help(format!("write a text or {}", example(&Shape::Record(record))))),
        Shape::Secret | Shape::SecretOr(_) => read::secret(node).err(),
        Shape::Word(words) | Shape::WordOr(words, _) => read::word(node, words).err(),
        Shape::Free => match &node.kind {
            Kind::Map(_) => None,
            _ => Some(read::unlike(node, "a map")),
        },
    };
    if let Some(fault) = fault {
        report.problem(node.place, path, fault);
    }
}

fn check_record(node: &Node, record: &'static Record, path: &Path, report: &mut Report) -> Option<Fault> {
    let Kind::Map(entries) = &node.kind else {
        let first = record.keys().find(|key| key.required).or(record.keys().next());
        let help = match first {
            Some(key) if fits(node, &key.shape) => format!("write it as `{{ {}: {} }}`", key.name, value_or_example(node, &key.shape)),
            _ => format!("write it as `{}`", example(&Shape::Record(record))),
        };
        return Some(read::unlike(node, "a map").help(help));
    };
    let mut unavailable = false;
    for entry in entries {
        let at = path.key(&entry.key);
        if let Some(key) = record.key(&entry.key) {
            check(&entry.value, &key.shape, &at, report);
        } else if record.is_later(&entry.key) {
            unavailable = true;
            report.problem(entry.place, &at, Fault::new(format!("`{}` is not available in this version", entry.key)));
        } else {
            report.problem(entry.place, &at, unknown_key(entry, record));
        }
    }
    // A guard of a later version has not forgotten its `deny`.
    for key in record.keys().filter(|key| key.required && !unavailable) {
        if !entries.iter().any(|entry| entry.key == key.name) && !slipped(entries, record, key.name) {
            report.problem(node.place, path, Fault::new(format!("`{}` is missing", key.name)).help(missing_help(&key.shape, key.name)));
        }
    }
    None
}

fn unknown_key(entry: &Entry, record: &'static Record) -> Fault {
    Fault { message: format!("unknown key `{}`", entry.key), help: suggest::help(&entry.key, record.keys().map(|key| key.name), record.later) }
}

/// Does an unknown key of this map look like `missing`? Then that is the one problem, not two.
pub(super) fn slipped(entries: &[Entry], record: &'static Record, missing: &str) -> bool {
    let mut unknown = entries.iter().filter(|e| record.key(&e.key).is_none() && !record.is_later(&e.key));
    unknown.any(|e| suggest::nearest(&e.key, &[missing]).is_some())
}

fn missing_help(shape: &Shape, name: &str) -> String {
    match shape {
        Shape::Word(words) => short_list(name, words),
        other => format!("write `{name}: {}`", example(other)),
    }
}

fn short_list(name: &str, words: &Words) -> String {
    let words = (words.now)();
    if words.len() > 8 { format!("write `{name}: {}`, or another {name}", words[0]) } else { read::listed(&words) }
}

fn check_name(entry: &Entry, names: Names, path: &Path, report: &mut Report) {
    let extra = match names {
        Names::Provider => "._-",
        Names::Model => "._-/:@",
        Names::Any => return,
    };
    let name = &entry.key;
    let valid = (1..=128).contains(&name.len()) && name.chars().all(|c| c.is_ascii_alphanumeric() || extra.contains(c));
    if !valid {
        let help = format!("letters, digits and `{extra}`, at most 128");
        report.problem(entry.place, &path.key(name), Fault::new("not a valid name").help(help));
    }
}

/// The written value, where it would do in this shape and may be shown.
fn value_or_example(node: &Node, shape: &Shape) -> String {
    match &node.kind {
        Kind::Text(text) if node.variable.is_none() && !text.contains('`') && text.len() < 60 && fits(node, shape) => text.clone(),
        Kind::Number(number) if fits(node, shape) => number.to_string(),
        _ => example(shape),
    }
}

fn fits(node: &Node, shape: &Shape) -> bool {
    if matches!(shape, Shape::Secret | Shape::SecretOr(_)) {
        return false;
    }
    let mut scratch = Report::default();
    check(node, shape, &Path::top(), &mut scratch);
    scratch.problems.is_empty()
}

/// How a value of this shape is written.
fn example(shape: &Shape) -> String {
    match shape {
        Shape::Text | Shape::Secret | Shape::TextOr(_) | Shape::SecretOr(_) => "…".to_owned(),
        Shape::Flag => "true".to_owned(),
        Shape::Count(min, _) => min.to_string(),
        Shape::Size => "128k".to_owned(),
        Shape::Bytes => "32MB".to_owned(),
        Shape::Duration | Shape::Pause | Shape::DurationOrOff | Shape::DurationOr(_) | Shape::WordOrDuration(_) => "5s".to_owned(),
        Shape::Percent => "50%".to_owned(),
        Shape::Share => "0.5".to_owned(),
        Shape::Price => "0.40 USD/M".to_owned(),
        Shape::Limit | Shape::Money => "5.00 USD".to_owned(),
        Shape::Url => "https://host/v1".to_owned(),
        Shape::Pattern => "'regular expression'".to_owned(),
        Shape::Timezone => "UTC".to_owned(),
        Shape::Word(words) | Shape::WordOr(words, _) => (words.now)().first().copied().unwrap_or_default().to_owned(),
        Shape::List(list) => format!("[ {} ]", example(&list.of)),
        Shape::Map(of, _) => format!("{{ name: {} }}", example(of)),
        Shape::Free => "{ … }".to_owned(),
        Shape::Record(record) => {
            let required: Vec<_> = record.keys().filter(|key| key.required).collect();
            let shown = if required.is_empty() { record.keys().take(1).collect() } else { required };
            let keys: Vec<String> = shown.iter().map(|key| format!("{}: {}", key.name, example(&key.shape))).collect();
            format!("{{ {} }}", keys.join(", "))
        }
    }
}

/// The top of the tree, which may be empty but is a map.
pub(super) fn check_top(node: &Node, record: &'static Record, report: &mut Report) {
    match &node.kind {
        Kind::Map(_) => check(node, &Shape::Record(record), &Path::top(), report),
        _ => report.problem(node.place, &Path::top(), read::unlike(node, "a map of sections").help("begin with `providers:` or `routes:`")),
    }
}
