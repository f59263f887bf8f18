//! `${NAME}` and `${NAME:-default}`, as a whole value only; what comes in is a text and never read as YAML again.

use super::problem::{Fault, Report};
use super::tree::{Kind, Node, Path};

/// Where variables come from: the process, or a table in tests.
pub type Environment<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The variables of this process. One that is no UTF-8 counts as unset.
pub fn process(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Replaces every reference in the tree. What is unset or malformed becomes a problem that names the variable.
pub(super) fn fill(node: &mut Node, path: &Path, env: Environment<'_>, report: &mut Report) {
    match &mut node.kind {
        Kind::List(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                fill(item, &path.index(index), env, report);
            }
        }
        Kind::Map(entries) => {
            for entry in entries {
                fill(&mut entry.value, &path.key(&entry.key), env, report);
            }
        }
        Kind::Text(text) => match resolve(text, env) {
            Ok(None) => {}
            Ok(Some((name, value))) => {
                node.kind = Kind::Text(value);
                node.variable = Some(name);
            }
            Err(fault) => {
                report.problem(node.place, path, fault);
                node.kind = Kind::Broken;
            }
        },
        _ => {}
    }
}

/// The variable's name and the value for it, where the text is a reference.
fn resolve(text: &str, env: Environment<'_>) -> Result<Option<(String, String)>, Fault> {
    let Some(inner) = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) else {
        return if text.match_indices("${").any(|(at, _)| begins_reference(&text[at + 2..])) {
            Err(Fault::new("`${…}` inside a longer text").help("a reference stands for a whole value: put the whole text into the variable"))
        } else {
            Ok(None)
        };
    };
    let (name, default) = inner.split_once(":-").map_or((inner, None), |(name, default)| (name, Some(default)));
    if !is_name(name) {
        return Err(Fault::new("`${…}` without a variable's name").help("write `${NAME}` or `${NAME:-default}`"));
    }
    if default.is_some_and(|d| d.contains("${") || d.contains('}')) {
        return Err(Fault::new(format!("the default of `{name}` holds another reference or a brace")).help("references do not nest"));
    }
    match (env(name), default) {
        (Some(value), None) => Ok(Some((name.to_owned(), value))),
        (Some(value), Some(_)) if !value.is_empty() => Ok(Some((name.to_owned(), value))),
        (_, Some(default)) => Ok(Some((name.to_owned(), default.to_owned()))),
        (None, None) => {
            Err(Fault::new(format!("the environment variable `{name}` is not set")).help(format!("set it, or write `${{{name}:-default}}`")))
        }
    }
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn begins_reference(rest: &str) -> bool {
    rest.split_once('}').is_some_and(|(inner, _)| is_name(inner.split(":-").next().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env(name: &str) -> Option<String> {
        match name {
            "KEY" => Some("sk-1".into()),
            "EMPTY" => Some(String::new()),
            "YAML" => Some("{ a: [1] }".into()),
            "NESTED" => Some("${KEY}".into()),
            _ => None,
        }
    }

    fn value(text: &str) -> Result<Option<String>, String> {
        resolve(text, &env).map(|found| found.map(|(_, value)| value)).map_err(|fault| fault.message)
    }

    #[test]
    fn a_whole_value_is_replaced_and_stays_text() {
        assert_eq!(value("${KEY}"), Ok(Some("sk-1".into())));
        assert_eq!(value("${YAML}"), Ok(Some("{ a: [1] }".into())));
        assert_eq!(value("${NESTED}"), Ok(Some("${KEY}".into())));
        assert_eq!(value("plain $KEY {x}"), Ok(None));
    }

    #[test]
    fn a_default_holds_where_the_variable_is_unset_or_empty() {
        assert_eq!(value("${NONE:-http://x}"), Ok(Some("http://x".into())));
        assert_eq!(value("${EMPTY:-d}"), Ok(Some("d".into())));
        assert_eq!(value("${EMPTY}"), Ok(Some(String::new())));
        assert_eq!(value("${KEY:-d}"), Ok(Some("sk-1".into())));
        assert_eq!(value("${NONE:-}"), Ok(Some(String::new())));
    }

    #[test]
    fn the_problem_names_the_variable_and_never_a_value() {
        assert_eq!(value("${NONE}"), Err("the environment variable `NONE` is not set".into()));
        assert_eq!(value("${A:-${KEY}}"), Err("the default of `A` holds another reference or a brace".into()));
        assert!(value("https://${KEY}/v1").is_err());
        assert!(value("${KEY}${KEY}").is_err());
        assert!(value("${}").is_err());
        assert!(value("${1X}").is_err());
    }

    #[test]
    fn a_pattern_with_a_counted_dollar_is_no_reference() {
        assert_eq!(value("x${2}y"), Ok(None));
    }
}
