//! The script of an upstream: a list of entries, each the answer to one request, in order.
//!
//! Everything is checked when the script is read; `docs/testing.md` has the whole form.

mod entry;
mod parse;

use std::time::Duration;

use serde_json::Value;

use crate::answer::Answer;
use crate::dialect::Dialect;
use crate::record::Request;
use entry::Entry;

/// Entries in order with how often each may still answer.
#[derive(Debug, Clone, Default)]
pub struct Script {
    dialect: Dialect,
    entries: Vec<(Entry, Uses)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Uses {
    Left { now: u64, of: u64 },
    Forever,
}

impl Script {
    /// A list of entries, or `{dialect, script}`.
    pub fn from_json(value: &Value) -> Result<Script, String> {
        let dialect = value.get("dialect").map_or(Ok(Dialect::default()), |d| Dialect::parse(d.as_str().unwrap_or_default()))?;
        let list = value.get("script").unwrap_or(value).as_array().ok_or("a script is a list of entries")?;
        let entries = list.iter().enumerate().map(|(n, e)| parse_entry(e).map_err(|problem| format!("script[{n}]: {problem}")));
        Ok(Script { dialect, entries: entries.collect::<Result<_, _>>()? })
    }

    /// The first entry that still may answer and whose `when` holds.
    pub fn answer(&mut self, request: &Request) -> Option<Answer> {
        let dialect = self.dialect;
        for (entry, uses) in &mut self.entries {
            let free = match uses {
                Uses::Forever => true,
                Uses::Left { now, .. } => *now > 0,
            };
            if free && entry.when.holds(request) {
                if let Uses::Left { now, .. } = uses {
                    *now -= 1;
                }
                return Some(entry.answer(dialect, request));
            }
        }
        dialect.unscripted(request)
    }

    /// Every entry is as if it had not answered yet.
    pub fn rewind(&mut self) {
        for (_, uses) in &mut self.entries {
            if let Uses::Left { now, of } = uses {
                *now = *of;
            }
        }
    }
}

fn parse_entry(value: &Value) -> Result<(Entry, Uses), String> {
    let uses = match value.get("times") {
        None => Uses::Left { now: 1, of: 1 },
        Some(Value::String(word)) if word == "forever" => Uses::Forever,
        Some(times) => times.as_u64().map(|n| Uses::Left { now: n, of: n }).ok_or("`times` is a number or `forever`")?,
    };
    Ok((Entry::parse(value)?, uses))
}

/// `50ms`, `2s`: the units that scripts need.
pub fn duration(value: &Value) -> Result<Duration, String> {
    let text = value.as_str().unwrap_or_default();
    let unit = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let number: f64 = text[..unit].parse().map_err(|_| format!("`{value}` is no duration like `50ms`"))?;
    let seconds = match &text[unit..] {
        "us" => number / 1e6,
        "ms" => number / 1e3,
        "s" => number,
        "m" => number * 60.0,
        "h" => number * 3600.0,
        _ => return Err(format!("`{text}` is no duration like `50ms`")),
    };
    Duration::try_from_secs_f64(seconds).map_err(|e| e.to_string())
}
