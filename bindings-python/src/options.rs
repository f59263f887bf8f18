//! What a caller says beside the body: labels, cache, deadline, ticket.

use std::time::Duration;

use polyroute::types::{CacheControl, CallOptions, Labels};
use polyroute::{Error, Result};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyDictMethods, PyString};

/// The arguments of a typed call.
#[derive(FromPyObject)]
#[pyo3(transparent)]
pub struct Options<'py>((Bound<'py, PyAny>, Bound<'py, PyAny>, Bound<'py, PyAny>, Bound<'py, PyAny>));

impl Options<'_> {
    pub fn read(&self) -> Result<CallOptions> {
        let (labels, cache, deadline, ticket) = &self.0;
        Ok(CallOptions {
            labels: if labels.is_none() { Labels::default() } else { read_labels(labels)? },
            cache: if cache.is_none() { CacheControl::Default } else { read_cache(cache)? },
            deadline: if deadline.is_none() { None } else { Some(read_duration(deadline, "deadline")?) },
            read_timeout: None,
            ticket: if ticket.is_none() { None } else { Some(text(ticket, "ticket")?) },
        })
    }
}

/// `{tenant, user, feature, session, experiment, tags}`; a `None` leaves a label unset.
pub fn read_labels(given: &Bound<'_, PyAny>) -> Result<Labels> {
    let given = given.cast::<PyDict>().map_err(|_| Error::invalid("labels are a dict, for example `labels={\"tenant\": \"acme\"}`"))?;
    let mut labels = Labels::default();
    for (name, value) in given {
        let name = text(&name, "labels")?;
        if value.is_none() {
            continue;
        }
        if name == "tags" {
            let tags = value.cast::<PyDict>().map_err(|_| Error::invalid("tags are a dict of texts").at("labels.tags"))?;
            for (key, value) in tags {
                let key = text(&key, "labels.tags")?;
                let value = text(&value, &format!("labels.tags.{key}"))?;
                labels.tags.insert(key, value);
            }
            continue;
        }
        let value = text(&value, &format!("labels.{name}"))?;
        let slot = labels.slot(&name).ok_or_else(|| {
            Error::invalid(format!(
                "unknown label `{name}`; there are {} and tags: `labels={{\"tags\": {{\"{name}\": …}}}}`",
                Labels::NAMES.join(", ")
            ))
        })?;
        *slot = Some(value);
    }
    Ok(labels)
}

fn read_cache(given: &Bound<'_, PyAny>) -> Result<CacheControl> {
    let known = || Error::invalid("`cache` is \"no-store\", \"refresh\", \"only-if-cached\" or {\"max_age\": seconds}").at("cache");
    if let Ok(word) = given.cast::<PyString>() {
        return match word.to_str().unwrap_or_default() {
            "no-store" => Ok(CacheControl::NoStore),
            "refresh" => Ok(CacheControl::Refresh),
            "only-if-cached" => Ok(CacheControl::OnlyIfCached),
            _ => Err(known()),
        };
    }
    let map = given.cast::<PyDict>().map_err(|_| known())?;
    match map.get_item("max_age") {
        Ok(Some(age)) if map.len() == 1 => Ok(CacheControl::MaxAge(read_duration(&age, "cache.max_age")?)),
        _ => Err(known()),
    }
}

/// Seconds, or text such as `"250ms"`.
pub fn read_duration(given: &Bound<'_, PyAny>, what: &str) -> Result<Duration> {
    let read = if let Ok(words) = given.cast::<PyString>() {
        duration(words.to_str().unwrap_or_default())
    } else {
        given.extract::<f64>().ok().and_then(|s| Duration::try_from_secs_f64(s).ok())
    };
    read.ok_or_else(|| Error::invalid(format!("`{what}` is a number of seconds or text such as \"30s\"")).at(what))
}

/// `250ms 2s 5m 1h 7d`, as in the configuration.
fn duration(text: &str) -> Option<Duration> {
    let text = text.trim();
    let (number, unit) = text.split_at(text.find(|c: char| c.is_ascii_alphabetic())?);
    let seconds = match unit {
        "ms" => 0.001,
        "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        "d" => 86400.0,
        _ => return None,
    };
    Duration::try_from_secs_f64(number.trim().parse::<f64>().ok()? * seconds).ok()
}

fn text(given: &Bound<'_, PyAny>, what: &str) -> Result<String> {
    let string = given.cast::<PyString>().map_err(|_| Error::invalid(format!("`{what}` is text")).at(what))?;
    string.to_str().map(str::to_owned).map_err(|_| Error::invalid(format!("`{what}` holds a lone surrogate")).at(what))
}
