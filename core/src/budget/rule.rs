//! One budget of the configuration: whose calls it counts, in which counter, in which unit, and how it refuses.

use std::borrow::Cow;
use std::fmt::Write;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use parking_lot::Mutex;

use super::period::Bucket;
use crate::config::{BudgetConfig, Limit, OnExceed, Period};
use crate::error::{Error, ErrorKind, Result};
use crate::id::NanoUsd;
use crate::types::{CounterKey, Labels};

pub(super) struct Rule {
    /// `budgets[0]`
    pub name: String,
    /// What its counters are called: its unit, period, zone and scope, so that a counter outlives a change of the
    /// limit or of the order.
    id: String,
    pub config: BudgetConfig,
    zone: TimeZone,
    bucket: Mutex<Bucket>,
}

/// The counter that a call falls into.
#[derive(Debug, Clone)]
pub(super) struct Counter {
    pub key: CounterKey,
    pub end: Option<u64>,
}

impl Rule {
    /// `others` are the rules before it: a twin of one of them gets counters of its own.
    pub fn new(index: usize, config: &BudgetConfig, others: &[Rule]) -> Result<Rule> {
        let zone = TimeZone::get(&config.timezone)
            .map_err(|_| Error::config(format!("`{}` is no time zone", config.timezone)).at(format!("budgets[{index}].timezone")))?;
        let unit = match config.limit {
            Limit::Usd(_) => "usd",
            Limit::Tokens(_) => "tokens",
            Limit::Requests(_) => "requests",
        };
        let mut id = format!("{unit}/{}/{}", period_name(config.period), config.timezone);
        for (label, value) in &config.scope {
            let _ = write!(id, "/{}={}", escaped(label), escaped(value));
        }
        let twins = others.iter().filter(|rule| rule.id.split('#').next() == Some(&id)).count();
        if twins > 0 {
            let _ = write!(id, "#{twins}");
        }
        let bucket = Mutex::new(Bucket::at(config.period, &zone, 0));
        Ok(Rule { name: format!("budgets[{index}]"), id, config: config.clone(), zone, bucket })
    }

    /// `None`: the call is not this budget's.
    pub fn counter(&self, labels: &Labels, now: u64) -> Option<Counter> {
        let mut key = String::with_capacity(self.id.len() + 48);
        key.push_str(&self.id);
        for (label, wanted) in &self.config.scope {
            let value = value(labels, label);
            if wanted != "*" && wanted != value {
                return None;
            }
            key.push('|');
            key.push_str(&escaped(value));
        }
        key.push('|');
        let mut bucket = self.bucket.lock();
        if !bucket.contains(now) {
            *bucket = Bucket::at(self.config.period, &self.zone, now);
        }
        key.push_str(&bucket.name);
        Some(Counter { key: key.into(), end: bucket.end })
    }

    /// What so much use is in the unit of the limit. `requests` counts calls: a further try of one is 0.
    pub fn amount(&self, input: u64, output: u64, cost: impl FnOnce() -> NanoUsd, calls: i64) -> i64 {
        match self.config.limit {
            Limit::Usd(_) => cost().0.max(0),
            Limit::Tokens(_) => i64::try_from(input.saturating_add(output)).unwrap_or(i64::MAX),
            Limit::Requests(_) => calls,
        }
    }

    pub fn limit(&self) -> i64 {
        match self.config.limit {
            Limit::Usd(n) | Limit::Tokens(n) | Limit::Requests(n) => n,
        }
    }

    pub fn blocks(&self) -> bool {
        self.config.on_exceed == OnExceed::Block
    }

    /// An amount in words: `0.25 USD`, `1200 tokens`.
    pub fn words(&self, amount: i64) -> String {
        match self.config.limit {
            Limit::Usd(_) => format!("{} USD", NanoUsd(amount).to_usd()),
            Limit::Tokens(_) => format!("{amount} tokens"),
            Limit::Requests(_) => format!("{amount} requests"),
        }
    }

    /// `budgets[0]` and for whom.
    fn subject(&self, labels: &Labels) -> String {
        let whom = self.config.scope.keys().map(|label| format!("{label} `{}`", value(labels, label))).collect::<Vec<_>>();
        if whom.is_empty() { format!("budget `{}`", self.name) } else { format!("budget `{}` of {}", self.name, whom.join(", ")) }
    }

    fn ending(&self, end: Option<u64>) -> String {
        let end = end.and_then(|end| Timestamp::from_millisecond(end as i64).ok());
        end.map_or_else(
            || "it does not start anew".into(),
            |end| format!("the period ends {}", end.to_zoned(self.zone.clone()).strftime("%Y-%m-%d %H:%M %Z")),
        )
    }

    pub fn refusal(&self, labels: &Labels, counter: &Counter, (used, reserved): (i64, i64), asked: i64, now: u64) -> Error {
        let held = if reserved > 0 { format!(" and {} reserved by calls in flight", self.words(reserved)) } else { String::new() };
        let message = format!(
            "{}: {} of {} used{held}, this call may need {}; {}",
            self.subject(labels),
            self.words(used),
            self.words(self.limit()),
            self.words(asked),
            self.ending(counter.end)
        );
        let wait = counter.end.map(|end| Duration::from_millis(end.saturating_sub(now)));
        Error::new(ErrorKind::Budget, message).reason("limit").rule(&self.name).retry_after(wait)
    }

    pub fn exceeded(&self, labels: &Labels, counter: &Counter, (used, reserved): (i64, i64)) -> String {
        let (all, limit) = (self.words(used.saturating_add(reserved)), self.words(self.limit()));
        format!("{}: {all} used or reserved of {limit}; {}", self.subject(labels), self.ending(counter.end))
    }
}

/// The value of a label or of `tags.x`; a call without it counts under the empty one.
fn value<'a>(labels: &'a Labels, name: &str) -> &'a str {
    match name.strip_prefix("tags.") {
        Some(tag) => labels.tags.get(tag).map_or("", String::as_str),
        None => labels.get(name).unwrap_or(""),
    }
}

/// Keeps values of callers from looking like parts of a key.
fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['%', '|', '#', '/', '=']) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '%' | '|' | '#' | '/' | '=' => {
                let _ = write!(out, "%{:02X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.into()
}

pub(super) fn period_name(period: Period) -> &'static str {
    match period {
        Period::Minute => "minute",
        Period::Hour => "hour",
        Period::Day => "day",
        Period::Week => "week",
        Period::Month => "month",
        Period::Year => "year",
        Period::Total => "total",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(scope: &[(&str, &str)]) -> BudgetConfig {
        BudgetConfig {
            scope: scope.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect(),
            limit: Limit::Tokens(100),
            period: Period::Month,
            timezone: "UTC".into(),
            on_exceed: OnExceed::Block,
        }
    }

    fn key(rule: &Rule, labels: &Labels) -> Option<String> {
        rule.counter(labels, 1_767_225_600_000).map(|c| c.key.to_string())
    }

    #[test]
    fn a_star_is_a_counter_for_each_value_and_one_for_calls_without() {
        let rule = Rule::new(0, &config(&[("tenant", "*")]), &[]).expect("a rule");
        let acme = Labels { tenant: Some("acme".into()), ..Labels::default() };
        assert_eq!(key(&rule, &acme).as_deref(), Some("tokens/month/UTC/tenant=*|acme|2026-01"));
        assert_eq!(key(&rule, &Labels::default()).as_deref(), Some("tokens/month/UTC/tenant=*||2026-01"));
    }

    #[test]
    fn a_named_value_takes_only_its_own_calls() {
        let rule = Rule::new(0, &config(&[("tenant", "acme"), ("tags.tier", "*")]), &[]).expect("a rule");
        let mut labels = Labels { tenant: Some("acme".into()), ..Labels::default() };
        labels.tags.insert("tier".into(), "a|b".into());
        assert_eq!(key(&rule, &labels).as_deref(), Some("tokens/month/UTC/tenant=acme/tags.tier=*|acme|a%7Cb|2026-01"));
        labels.tenant = Some("beta".into());
        assert_eq!(key(&rule, &labels), None);
    }

    #[test]
    fn twins_count_apart() {
        let mut rules = Vec::new();
        for index in 0..3 {
            rules.push(Rule::new(index, &config(&[]), &rules).expect("a rule"));
        }
        let keys: Vec<_> = rules.iter().filter_map(|rule| key(rule, &Labels::default())).collect();
        assert_eq!(keys, ["tokens/month/UTC|2026-01", "tokens/month/UTC#1|2026-01", "tokens/month/UTC#2|2026-01"]);
    }

    #[test]
    fn an_unknown_time_zone_is_a_configuration_error_with_its_place() {
        let bad = BudgetConfig { timezone: "Mars/Olympus".into(), ..config(&[]) };
        let error = Rule::new(2, &bad, &[]).err().expect("refused");
        assert_eq!((error.kind(), error.path()), (ErrorKind::Config, Some("budgets[2].timezone")));
    }
}
