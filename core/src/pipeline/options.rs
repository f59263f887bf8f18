//! Call options from their carriers: argument, body member `polyroute`, headers, enclosing block. The nearest wins.

use std::time::Duration;

use http::HeaderMap;
use serde_json::{Map, Value};

use crate::config::parse_duration;
use crate::error::{Error, Result};
use crate::types::{CacheControl, CallOptions, Labels, Members, Tree};

const PREFIX: &str = "x-polyroute-";

/// Takes polyroute's own member out of a body.
pub fn from_body(body: &mut Map<String, Value>) -> Result<CallOptions> {
    let mut options = match body.shift_remove("polyroute") {
        None | Some(Value::Null) => CallOptions::default(),
        Some(Value::Object(members)) => from_members(members)?,
        Some(_) => return Err(Error::invalid("`polyroute` must be an object of options").at("polyroute")),
    };
    if let Some(Value::Object(metadata)) = body.get("metadata") {
        for name in Labels::NAMES {
            if let Some(Value::String(value)) = metadata.get(&format!("polyroute.{name}"))
                && let Some(slot @ None) = options.labels.slot(name)
            {
                *slot = Some(value.clone());
            }
        }
    }
    Ok(options)
}

/// The body's own word for its user, where no label names one.
pub fn user_of_body(body: &Members<'_>) -> Option<String> {
    let text = |value: Option<&Tree<'_>>| value.and_then(Tree::as_str).map(str::to_owned);
    text(body.get("user")).or_else(|| text(body.get("safety_identifier"))).or_else(|| text(body.get("metadata").and_then(|m| m.get("user_id"))))
}

/// Options as members of an object: `{tenant, …, tags, cache, deadline, ticket}`.
pub fn from_members(members: Map<String, Value>) -> Result<CallOptions> {
    let mut options = CallOptions::default();
    for (name, value) in members {
        let at = format!("polyroute.{name}");
        if value.is_null() {
            continue;
        }
        if let Some(slot) = options.labels.slot(&name) {
            *slot = Some(text(&value).ok_or_else(|| Error::invalid(format!("label `{name}` must be text")).at(&at))?);
            continue;
        }
        match name.as_str() {
            "tags" => {
                let Value::Object(tags) = value else { return Err(Error::invalid("`tags` must be an object of texts").at(at)) };
                for (key, value) in tags {
                    let value = text(&value).ok_or_else(|| Error::invalid("a tag must be text").at(format!("{at}.{key}")))?;
                    options.labels.tags.insert(key, value);
                }
            }
            "cache" => options.cache = cache_of_value(&value).map_err(|e| e.at(at))?,
            "deadline" => options.deadline = Some(duration_of_value(&value).map_err(|e| e.at(at))?),
            "ticket" => options.ticket = text(&value),
            _ => {
                let known = Labels::NAMES.iter().chain(&["tags", "cache", "deadline", "ticket"]);
                let near = known.max_by(|a, b| strsim::jaro_winkler(a, &name).total_cmp(&strsim::jaro_winkler(b, &name))).unwrap_or(&"tags");
                return Err(Error::invalid(format!("`{name}` is no option of polyroute; did you mean `{near}`?")).at(at));
            }
        }
    }
    Ok(options)
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Bool(b) => Some(b.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// `"no-store"`, `"refresh"`, `"only-if-cached"`, `{"max_age": 60}`.
pub fn cache_of_value(value: &Value) -> Result<CacheControl> {
    match value {
        Value::String(word) => cache_of_text(word),
        Value::Object(members) => members
            .get("max_age")
            .filter(|_| members.len() == 1)
            .map(duration_of_value)
            .transpose()?
            .map(CacheControl::MaxAge)
            .ok_or_else(|| Error::invalid("`cache` takes {\"max_age\": seconds}")),
        _ => Err(Error::invalid("`cache` must be \"no-store\", \"refresh\", \"only-if-cached\" or {\"max_age\": seconds}")),
    }
}

fn cache_of_text(word: &str) -> Result<CacheControl> {
    match word.trim() {
        "no-store" => Ok(CacheControl::NoStore),
        "refresh" => Ok(CacheControl::Refresh),
        "only-if-cached" => Ok(CacheControl::OnlyIfCached),
        other => match other.strip_prefix("max-age=").map(str::parse) {
            Some(Ok(seconds)) => Ok(CacheControl::MaxAge(Duration::from_secs(seconds))),
            _ => Err(Error::invalid(format!("`{other}` is no cache option: no-store, refresh, only-if-cached, max-age=SECONDS"))),
        },
    }
}

/// `"30s"`, or a number of seconds.
pub fn duration_of_value(value: &Value) -> Result<Duration> {
    match value {
        Value::String(text) => duration_of_text(text),
        Value::Number(n) => n
            .as_f64()
            .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
            .ok_or_else(|| Error::invalid("a duration must be a positive number of seconds or text like \"30s\"")),
        _ => Err(Error::invalid("a duration must be text like \"30s\" or a number of seconds")),
    }
}

fn duration_of_text(text: &str) -> Result<Duration> {
    parse_duration(text.trim())
}

pub fn from_headers(headers: &HeaderMap) -> Result<CallOptions> {
    let mut options = CallOptions::default();
    for (name, value) in headers {
        let Some(option) = name.as_str().strip_prefix(PREFIX) else { continue };
        let at = || name.as_str().to_owned();
        let value = value.to_str().map_err(|_| Error::invalid("the header must be plain text").at(at()))?;
        if let Some(slot) = options.labels.slot(option) {
            *slot = Some(value.to_owned());
            continue;
        }
        match option {
            "tags" => {
                for pair in value.split(',').map(str::trim).filter(|p| !p.is_empty()) {
                    let (key, value) = pair.split_once('=').ok_or_else(|| Error::invalid("tags are written key=value,key=value").at(at()))?;
                    options.labels.tags.insert(key.trim().to_owned(), value.trim().to_owned());
                }
            }
            "cache" => options.cache = cache_of_text(value).map_err(|e| e.at(at()))?,
            "deadline" => options.deadline = Some(duration_of_text(value).map_err(|e| e.at(at()))?),
            "ticket" => options.ticket = Some(value.to_owned()),
            // Headers of later versions and of our own replies pass without harm.
            _ => {}
        }
    }
    Ok(options)
}

impl CallOptions {
    /// Takes from a carrier further away what is not set here.
    pub(super) fn fill_from(&mut self, outer: &CallOptions) {
        self.labels.fill_from(&outer.labels);
        if self.cache == CacheControl::Default {
            self.cache = outer.cache.clone();
        }
        self.deadline = self.deadline.or(outer.deadline);
        self.ticket = self.ticket.take().or_else(|| outer.ticket.clone());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_nearest_carrier_wins() {
        let mut body = json!({"polyroute": {"tenant": "body", "tags": {"a": "1"}}, "model": "m"}).as_object().expect("an object").clone();
        let mut headers = HeaderMap::new();
        headers.insert("x-polyroute-tenant", "header".parse().expect("a value"));
        headers.insert("x-polyroute-feature", "search".parse().expect("a value"));
        headers.insert("x-polyroute-tags", "a=2, b=3".parse().expect("a value"));
        let mut options = from_body(&mut body).expect("valid");
        options.fill_from(&from_headers(&headers).expect("valid"));
        assert_eq!((options.labels.tenant.as_deref(), options.labels.feature.as_deref()), (Some("body"), Some("search")));
        assert_eq!(options.labels.tags.get("a").map(String::as_str), Some("1"));
        assert_eq!(options.labels.tags.get("b").map(String::as_str), Some("3"));
        assert!(!body.contains_key("polyroute"));
    }

    #[test]
    fn an_unknown_option_is_named_with_the_nearest() {
        let mut body = json!({"polyroute": {"tennant": "x"}}).as_object().expect("an object").clone();
        let error = from_body(&mut body).expect_err("unknown");
        assert!(error.message().contains("did you mean `tenant`"), "{error}");
        assert_eq!(error.path(), Some("polyroute.tennant"));
    }
}
