//! One value of the tree → Rust, or what is wrong with it. `check` reports the fault, `build` takes the value.

use std::time::Duration;

use regex_syntax::hir::Hir;

use super::grammar::Words;
use super::problem::Fault;
use super::tree::{Kind, Node};
use super::{Limit, scalars, suggest};

/// Bytes that a compiled pattern may take.
pub(super) const MAX_PATTERN: usize = 1 << 20;

pub(super) fn text(node: &Node) -> Result<&str, Fault> {
    match node.text() {
        Some("") => Err(Fault::new(match &node.variable {
            Some(name) => format!("the environment variable `{name}` is empty"),
            None => "an empty text".to_owned(),
        })),
        Some(text) => Ok(text),
        None => Err(unlike(node, "a text")),
    }
}

/// Like `text`, but a fault never shows the value.
pub(super) fn secret(node: &Node) -> Result<&str, Fault> {
    let text = match (&node.kind, node.text()) {
        (_, Some(_)) => text(node)?,
        (kind, None) => return Err(Fault::new(format!("expected a text, found {}", noun(kind)))),
    };
    if text.bytes().any(|b| b < b' ' || b == 0x7f) {
        return Err(Fault::new("holds a control character, which no header can carry").help("is there a line end in it?"));
    }
    Ok(text)
}

pub(super) fn flag(node: &Node) -> Result<bool, Fault> {
    match (&node.kind, written(node)) {
        (Kind::Flag(flag), _) => Ok(*flag),
        (_, Some("true")) => Ok(true),
        (_, Some("false")) => Ok(false),
        _ => Err(unlike(node, "`true` or `false`")),
    }
}

pub(super) fn count(node: &Node, min: u64, max: u64) -> Result<u64, Fault> {
    let number = match &node.kind {
        Kind::Number(number) => number.as_u64(),
        _ => written(node).and_then(|text| text.parse().ok()),
    };
    match number {
        Some(n) if (min..=max).contains(&n) => Ok(n),
        _ if min == max => Err(unlike(node, &format!("`{min}`"))),
        _ => Err(unlike(node, &format!("a whole number from {min} to {max}"))),
    }
}

pub(super) fn share(node: &Node) -> Result<f64, Fault> {
    let number = match &node.kind {
        Kind::Number(number) => number.as_f64(),
        _ => written(node).and_then(|text| text.parse().ok()),
    };
    number.filter(|share| (0.0..=1.0).contains(share)).ok_or_else(|| unlike(node, "a number from 0 to 1"))
}

pub(super) fn size(node: &Node) -> Result<u64, Fault> {
    match &node.kind {
        Kind::Number(number) if number.as_u64().is_some() => scalars::size(&number.to_string()),
        _ => scalar(node, "a size", "write it like `128000`, `128k` or `2M`", scalars::size),
    }
}

pub(super) fn bytes(node: &Node) -> Result<u64, Fault> {
    scalar(node, "a number of bytes", "write it like `512kB`, `32MB` or `1GiB`", scalars::bytes)
}

pub(super) fn duration(node: &Node) -> Result<Duration, Fault> {
    let duration = pause(node)?;
    if duration.is_zero() { Err(unlike(node, "a duration longer than nothing")) } else { Ok(duration) }
}

pub(super) fn pause(node: &Node) -> Result<Duration, Fault> {
    scalar(node, "a duration", "write it like `250ms`, `2s`, `5m`, `1h` or `7d`", scalars::duration)
}

pub(super) fn duration_or_off(node: &Node) -> Result<Option<Duration>, Fault> {
    if node.text() == Some("off") { Ok(None) } else { duration(node).map(Some) }
}

/// `None` for the word.
pub(super) fn word_or_duration(node: &Node, words: &Words) -> Result<Option<Duration>, Fault> {
    if node.text().is_some_and(|text| (words.now)().contains(&text)) { Ok(None) } else { duration(node).map(Some) }
}

/// Nano-USD.
pub(super) fn money(node: &Node) -> Result<i64, Fault> {
    scalar(node, "an amount of money", "write it like `0.05 USD`", scalars::money)
}

pub(super) fn percent(node: &Node) -> Result<f64, Fault> {
    scalar(node, "a percentage", "write it like `5%`, from `0%` to `100%`", scalars::percent)
}

pub(super) fn price(node: &Node) -> Result<u64, Fault> {
    scalar(node, "a price", "write it in dollars a million tokens, like `0.40 USD/M`", scalars::price)
}

pub(super) fn limit(node: &Node) -> Result<Limit, Fault> {
    scalar(node, "a limit", "write it like `5.00 USD`, `5000000 tokens` or `100 requests`", scalars::limit)
}

pub(super) fn word(node: &Node, words: &Words) -> Result<&'static str, Fault> {
    let valid = (words.now)();
    // Statuses and the like come as numbers: they are words here that nobody knows.
    let text = match &node.kind {
        Kind::Text(text) => text.clone(),
        Kind::Number(number) => number.to_string(),
        Kind::Flag(flag) => flag.to_string(),
        _ => return Err(unlike(node, &format!("a {}", words.what)).help(listed(&valid))),
    };
    if let Some(word) = valid.iter().find(|word| **word == text) {
        return Ok(word);
    }
    if words.later.contains(&text.as_str()) {
        return Err(Fault::new(format!("{} `{text}` is not available in this version", words.what)).help(listed(&valid)));
    }
    let fault = Fault::new(format!("unknown {}: {}", words.what, node.shown()));
    Err(if node.variable.is_some() {
        fault.help(listed(&valid))
    } else {
        Fault { help: suggest::help(&text, valid.iter().copied(), words.later), ..fault }
    })
}

/// An address without the slash at its end.
pub(super) fn url(node: &Node) -> Result<String, Fault> {
    let text = text(node)?;
    let fault = |what: &str| Fault::new(format!("{} {what}", node.shown())).help("write it like `https://host/v1`");
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return Err(fault("is no http or https address"));
    }
    // Checked before anything shows the text: a password may stand in it.
    let authority = text.split_once("://").map_or("", |(_, rest)| rest).split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err(Fault::new("an address with a user or password in it").help("credentials belong to `api_key` or `headers`"));
    }
    if text.contains(['?', '#']) {
        return Err(fault("has a query or a fragment"));
    }
    let uri: http::Uri = text.parse().map_err(|_| fault("is no valid address"))?;
    if uri.host().is_none_or(str::is_empty) {
        return Err(fault("names no host"));
    }
    if uri.authority().is_some_and(|a| a.as_str().len() > a.host().len() && a.port_u16().is_none()) {
        return Err(fault("has no valid port"));
    }
    Ok(text.trim_end_matches('/').to_owned())
}

/// A pattern that compiles within its limit, as the parser sees it.
pub(super) fn pattern(node: &Node) -> Result<Hir, Fault> {
    let text = text(node)?;
    let fault = |why: String| Fault::new(format!("the pattern {} does not compile: {why}", node.shown()));
    let hir = regex_syntax::parse(text).map_err(|error| match error {
        regex_syntax::Error::Parse(error) => fault(error.kind().to_string()),
        regex_syntax::Error::Translate(error) => fault(error.kind().to_string()),
        other => fault(other.to_string()),
    })?;
    regex::RegexBuilder::new(text).size_limit(MAX_PATTERN).build().map_err(|_| fault("it takes more than 1 MiB".to_owned()))?;
    Ok(hir)
}

pub(super) fn timezone(node: &Node) -> Result<&str, Fault> {
    let name = text(node)?;
    if jiff::tz::TimeZone::get(name).is_ok() {
        return Ok(name);
    }
    let known: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    let near = suggest::nearest(name, &known.iter().map(String::as_str).collect::<Vec<_>>()).filter(|_| node.variable.is_none());
    let help = near.map_or("write an IANA name, like `Europe/Berlin` or `UTC`".to_owned(), |near| format!("did you mean `{near}`?"));
    Err(Fault::new(format!("unknown timezone: {}", node.shown())).help(help))
}

/// A text that a scalar's own grammar reads; texts from the environment are kept out of the fault.
fn scalar<T>(node: &Node, what: &str, help: &str, read: fn(&str) -> Result<T, Fault>) -> Result<T, Fault> {
    let Some(text) = node.text() else { return Err(unlike(node, what).help(help)) };
    read(text).map_err(|fault| match node.variable {
        Some(_) => Fault::new(format!("{} is not {what}", node.shown())).help(help),
        None => fault,
    })
}

/// The text of a variable, which may stand for a number or flag.
fn written(node: &Node) -> Option<&str> {
    node.variable.as_ref().and_then(|_| node.text())
}

pub(super) fn unlike(node: &Node, what: &str) -> Fault {
    match &node.kind {
        Kind::List(_) | Kind::Map(_) | Kind::Null => Fault::new(format!("expected {what}, found {}", noun(&node.kind))),
        _ => Fault::new(format!("expected {what}, found {}", node.shown())),
    }
}

fn noun(kind: &Kind) -> &'static str {
    match kind {
        Kind::Null | Kind::Broken => "nothing",
        Kind::Flag(_) => "a flag",
        Kind::Number(_) => "a number",
        Kind::Text(_) => "a text",
        Kind::List(_) => "a list",
        Kind::Map(_) => "a map",
    }
}

pub(super) fn listed(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    format!("valid here: {}", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::tree::Place;
    use super::*;

    fn node(text: &str) -> Node {
        Node::new(super::super::yaml::plain(text), Place::default())
    }

    fn from_env(text: &str) -> Node {
        Node { variable: Some("VAR".into()), ..Node::new(Kind::Text(text.into()), Place::default()) }
    }

    #[test]
    fn a_variable_may_stand_for_a_number_or_a_flag_and_its_value_is_never_shown() {
        assert_eq!(count(&from_env("4"), 0, 10), Ok(4));
        assert_eq!(flag(&from_env("true")), Ok(true));
        assert!(count(&Node::new(Kind::Text("4".into()), Place::default()), 0, 10).is_err());
        for fault in
            [count(&from_env("s3cret"), 0, 1).unwrap_err(), duration(&from_env("s3cret")).unwrap_err(), url(&from_env("s3cret")).unwrap_err()]
        {
            assert!(fault.message.contains("`VAR`") && !format!("{fault:?}").contains("s3cret"), "{fault:?}");
        }
    }

    #[test]
    fn addresses_are_http_and_carry_no_credentials() {
        assert_eq!(url(&node("http://127.0.0.1:8080/v1/")), Ok("http://127.0.0.1:8080/v1".into()));
        assert_eq!(url(&node("https://api.x.ai")), Ok("https://api.x.ai".into()));
        assert_eq!(url(&node("http://[::1]:80/v1")), Ok("http://[::1]:80/v1".into()));
        for bad in [
            "ftp://x",
            "x.ai/v1",
            "https://",
            "https://u:p@x.ai",
            "https://x.ai?key=1",
            "https://x.ai/#a",
            "https://x y",
            "file:///etc/passwd",
            "http://x:99999",
            "http://x:",
        ] {
            assert!(url(&node(bad)).is_err(), "{bad}");
        }
        assert!(!url(&node("https://user:hunter2@x.ai")).unwrap_err().message.contains("hunter2"));
    }

    #[test]
    fn bare_numbers_are_no_durations_and_no_money() {
        assert_eq!(duration(&node("30")).unwrap_err().message, "expected a duration, found `30`");
        assert!(limit(&node("5")).is_err() && price(&node("0.4")).is_err() && percent(&node("0.5")).is_err());
        assert!(duration(&node("0s")).is_err() && pause(&node("0s")).is_ok());
    }

    #[test]
    fn patterns_compile_under_a_limit() {
        assert!(pattern(&node("(?i)secret\\d+")).is_ok());
        assert_eq!(pattern(&node("a(b")).unwrap_err().message, "the pattern `a(b` does not compile: unclosed group");
        assert!(pattern(&node("((a{100}){100}){100}")).unwrap_err().message.contains("1 MiB"));
        assert!(pattern(&node("(?=a)")).is_err());
    }

    #[test]
    fn a_key_is_never_shown() {
        let fault = secret(&Node::new(Kind::Text("sk-1\n".into()), Place::default())).unwrap_err();
        assert!(!format!("{fault:?}").contains("sk-1"));
        assert_eq!(secret(&node("12345")).unwrap_err().message, "expected a text, found a number");
    }
}
