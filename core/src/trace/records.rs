//! The door to the records: taken in after each call, given out by id or as a list.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::Value;

use super::ring::Ring;
use super::sink::Sink;
use super::table::Table;
use super::writer::Writer;
use crate::clock::Clock;
use crate::config::{StateConfig, TraceConfig};
use crate::error::Result;
use crate::state::{Column, Fields};
use crate::task::{self, Owner};
use crate::types::{Functions, TraceRecord};

/// The records of a gateway. Dropping it lets its writer finish what waits.
pub struct Trace {
    ring: Ring,
    writer: Arc<Writer>,
}

/// Which records a list holds, newest first. Times are milliseconds since 1970, `until` excluded.
#[derive(Debug, Clone)]
pub struct TraceFilter {
    pub limit: usize,
    pub since: Option<u64>,
    pub until: Option<u64>,
    /// A column of `usage()`, or `error`, and the value it must have; an `error` of `*` is any.
    pub where_: Vec<(String, String)>,
}

impl Default for TraceFilter {
    fn default() -> Self {
        TraceFilter { limit: 100, since: None, until: None, where_: Vec::new() }
    }
}

/// A filter whose words are known.
pub(super) struct Filter {
    pub limit: usize,
    pub since: Option<u64>,
    pub until: Option<u64>,
    pub conditions: Vec<(Word, String)>,
}

pub(super) enum Word {
    Column(Column),
    Error,
}

impl Filter {
    fn new(filter: TraceFilter) -> Result<Filter> {
        let word = |name: &str| if name == "error" { Ok(Word::Error) } else { Column::parse(name).map(Word::Column) };
        let conditions = filter.where_.into_iter().map(|(name, value)| Ok((word(&name)?, value))).collect::<Result<_>>()?;
        Ok(Filter { limit: filter.limit, since: filter.since, until: filter.until, conditions })
    }

    fn takes(&self, record: &TraceRecord) -> bool {
        let fields = Fields {
            route: record.receipt.route.as_deref(),
            target: record.receipt.target.as_deref(),
            labels: Some(&record.labels),
            started_at: Some(record.started_at),
        };
        self.since.is_none_or(|since| record.started_at >= since)
            && self.until.is_none_or(|until| record.started_at < until)
            && self.conditions.iter().all(|(word, value)| match word {
                Word::Column(column) => column.of(&fields).as_ref() == Some(value),
                Word::Error => record.error.as_ref().is_some_and(|error| value == "*" || error.kind.name() == value),
            })
    }
}

impl Trace {
    /// Without functions of the host.
    pub fn new(config: &TraceConfig, state: &StateConfig, clock: &Clock, owner: &Owner) -> Result<Trace> {
        Trace::with_sink(config, state, clock, owner, &Functions::default())
    }

    /// Opens what the configuration names; without a path of its own the SQLite file of the state is the trace's too.
    pub fn with_sink(config: &TraceConfig, state: &StateConfig, clock: &Clock, owner: &Owner, functions: &Functions) -> Result<Trace> {
        let path = config.path.as_deref().or(match state {
            StateConfig::Sqlite { path, .. } => Some(path),
            StateConfig::Memory => None,
        });
        let table = path.map(|path| Table::open(path, clock, owner)).transpose()?;
        let writer = Arc::new(Writer::new(clock, table, config.file.as_deref(), Sink::of(config, functions, clock)?)?);
        if writer.is_wanted() {
            task::spawn_background(owner, writer.clone().run());
        }
        Ok(Trace { ring: Ring::default(), writer })
    }

    /// Takes the record of a finished call. Never waits.
    pub fn record(&self, record: TraceRecord) {
        let record = Arc::new(record);
        if self.writer.is_wanted() {
            self.writer.push(record.clone());
        }
        self.ring.push(record);
    }

    /// One record: of the last 2,000 of this process, or of the file.
    pub fn get(&self, trace_id: &str) -> Result<Option<Value>> {
        if let Some(record) = self.ring.get(trace_id) {
            return json(&record).map(Some);
        }
        let Some(table) = &self.writer.table else { return Ok(None) };
        table.get(trace_id)?.map(|text| parse(&text)).transpose()
    }

    pub fn list(&self, filter: TraceFilter) -> Result<Vec<Value>> {
        let filter = Filter::new(filter)?;
        let newest = self.ring.newest(filter.limit, |record| filter.takes(record));
        let mut list = newest.iter().map(|record| json(record)).collect::<Result<Vec<_>>>()?;
        if let Some(table) = &self.writer.table {
            let known: HashSet<&str> = newest.iter().map(|record| &*record.receipt.trace_id).collect();
            for text in table.list(&filter)? {
                let record = parse(&text)?;
                if !record["trace_id"].as_str().is_some_and(|id| known.contains(id)) {
                    list.push(record);
                }
            }
            list.sort_by_key(|record| std::cmp::Reverse(record["started_at"].as_u64()));
            list.truncate(filter.limit);
        }
        Ok(list)
    }

    /// Returns when everything recorded so far is written (or lost).
    pub async fn flush(&self) {
        self.writer.flush().await;
    }

    /// Records that could not be written.
    pub fn lost(&self) -> u64 {
        self.writer.lost()
    }
}

impl Drop for Trace {
    fn drop(&mut self) {
        self.writer.close();
    }
}

fn json(record: &TraceRecord) -> Result<Value> {
    serde_json::to_value(record).map_err(|e| crate::Error::internal(format!("a trace record has no JSON: {e}")))
}

fn parse(text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|e| crate::Error::new(crate::ErrorKind::State, format!("a trace record of the file is not JSON: {e}")))
}
