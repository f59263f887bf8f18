//! The columns of the ledger that reports group by and filter on, the same for every store.
//!
//! Hours, days and months are UTC: `2026-11-22T20`, `2026-11-22`, `2026-11`.

use crate::error::{Error, Result};
use crate::types::{Labels, UsageFilter};

/// One word of `group_by` or `where`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Route,
    Target,
    Model,
    Provider,
    /// One of the five named labels.
    Label(&'static str),
    Hour,
    Day,
    Month,
}

/// What a row says of itself.
pub struct Fields<'a> {
    pub route: Option<&'a str>,
    pub target: Option<&'a str>,
    /// `None` for a row without labels.
    pub labels: Option<&'a Labels>,
    /// Milliseconds since 1970, anywhere in the row's hour; `None` where the hour is not known any more.
    pub started_at: Option<u64>,
}

impl Column {
    const NAMES: &'static str = "route target model provider tenant user feature session experiment hour day month";

    pub fn parse(name: &str) -> Result<Column> {
        Ok(match name {
            "route" => Column::Route,
            "target" => Column::Target,
            "model" => Column::Model,
            "provider" => Column::Provider,
            "hour" => Column::Hour,
            "day" => Column::Day,
            "month" => Column::Month,
            label => match Labels::NAMES.iter().find(|n| **n == label) {
                Some(name) => Column::Label(name),
                None => return Err(Error::invalid(format!("`{name}` is no column of the ledger; there are {}", Column::NAMES))),
            },
        })
    }

    /// The value as an SQL expression over `calls`.
    pub fn sql(self) -> &'static str {
        match self {
            Column::Route => "route",
            Column::Target => "target",
            Column::Model => "substr(target, instr(target, '/') + 1)",
            Column::Provider => "substr(target, 1, instr(target, '/') - 1)",
            Column::Label("user") => "\"user\"",
            Column::Label(name) => name,
            Column::Hour => "strftime('%Y-%m-%dT%H', started_at / 1000, 'unixepoch')",
            Column::Day => "strftime('%Y-%m-%d', started_at / 1000, 'unixepoch')",
            Column::Month => "strftime('%Y-%m', started_at / 1000, 'unixepoch')",
        }
    }

    /// The same value of a row in memory.
    pub fn of(self, row: &Fields<'_>) -> Option<String> {
        let time = |format: &str| {
            let at = jiff::Timestamp::from_millisecond(i64::try_from(row.started_at?).ok()?).ok()?;
            Some(at.strftime(format).to_string())
        };
        match self {
            Column::Route => row.route.map(str::to_owned),
            Column::Target => row.target.map(str::to_owned),
            Column::Model => row.target.map(|t| t.split_once('/').map_or(t, |(_, model)| model).to_owned()),
            Column::Provider => row.target.map(|t| t.split_once('/').map_or("", |(provider, _)| provider).to_owned()),
            Column::Label(name) => row.labels?.get(name).map(str::to_owned),
            Column::Hour => time("%Y-%m-%dT%H"),
            Column::Day => time("%Y-%m-%d"),
            Column::Month => time("%Y-%m"),
        }
    }
}

/// A usage filter whose words are known.
pub struct Report {
    pub group_by: Vec<Column>,
    pub conditions: Vec<(Column, String)>,
    pub since: Option<u64>,
    pub until: Option<u64>,
}

impl Report {
    pub fn new(filter: UsageFilter) -> Result<Report> {
        Ok(Report {
            group_by: filter.group_by.iter().map(|name| Column::parse(name)).collect::<Result<_>>()?,
            conditions: filter.where_.into_iter().map(|(name, value)| Ok((Column::parse(&name)?, value))).collect::<Result<_>>()?,
            since: filter.since,
            until: filter.until,
        })
    }
}
