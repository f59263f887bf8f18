//! Records in the tables `calls` and `attempts` of a SQLite file.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Result, params, params_from_iter};

use super::records::{Filter, Word};
use super::writer::Row;
use crate::clock::Clock;
use crate::error::{self, Attempt};
use crate::state::{Database, Done};
use crate::task::Owner;

const WRITE_DEADLINE: Duration = Duration::from_secs(5);

pub(super) struct Table(Arc<Database>);

impl Table {
    pub fn open(path: &Path, clock: &Clock, owner: &Owner) -> error::Result<Table> {
        Database::open(path, false, clock, owner).map(Table)
    }

    /// In one transaction.
    pub async fn write(&self, rows: Vec<Row>) -> error::Result<()> {
        let job = move |conn: &Connection| rows.iter().try_for_each(|row| put(conn, row)).map(Done::Keep);
        self.0.write(WRITE_DEADLINE, job, |()| {}).await
    }

    pub fn get(&self, trace_id: &str) -> error::Result<Option<String>> {
        self.0.read(|conn| get(conn, trace_id))
    }

    /// The newest records that the filter takes, newest first.
    pub fn list(&self, filter: &Filter) -> error::Result<Vec<String>> {
        self.0.read(|conn| list(conn, filter))
    }
}

/// Adds the record to the call's row. A call that nobody settled gets a row that `usage()` does not count.
fn put(conn: &Connection, row: &Row) -> Result<()> {
    let (receipt, labels) = (&row.record.receipt, &row.record.labels);
    let tags = (!labels.tags.is_empty()).then(|| serde_json::json!(labels.tags).to_string());
    conn.prepare_cached(
        "INSERT INTO calls(trace_id, started_at, route, target, tenant, user, feature, session, experiment, tags,
             input_tokens, output_tokens, cost_nano_usd, saved_nano_usd, error, estimated, settled, record)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 0, ?17)
         ON CONFLICT(trace_id) DO UPDATE SET record = excluded.record",
    )?
    .execute(params![
        &*receipt.trace_id,
        row.record.started_at as i64,
        receipt.route.as_deref(),
        receipt.target.as_deref(),
        labels.tenant,
        labels.user,
        labels.feature,
        labels.session,
        labels.experiment,
        tags,
        crate::state::tokens(receipt.usage.input),
        crate::state::tokens(receipt.usage.output),
        receipt.cost_nano_usd.0,
        receipt.saved_nano_usd.0,
        row.record.error.as_ref().map(|error| error.kind.name()),
        receipt.usage.estimated,
        row.json,
    ])?;
    for (n, attempt) in receipt.attempts.iter().enumerate() {
        put_attempt(conn, &receipt.trace_id, n, attempt)?;
    }
    Ok(())
}

fn put_attempt(conn: &Connection, trace_id: &str, n: usize, attempt: &Attempt) -> Result<()> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO attempts(trace_id, n, target, outcome, class, status, us, cost_nano_usd) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        trace_id,
        n as i64,
        &*attempt.target,
        attempt.outcome.name(),
        attempt.class.map(crate::error::Class::name),
        attempt.status,
        (attempt.ms * 1_000.0).round() as i64,
        attempt.cost_nano_usd.0,
    ])
    .map(drop)
}

fn get(conn: &Connection, trace_id: &str) -> Result<Option<String>> {
    let mut get = conn.prepare_cached("SELECT record FROM calls WHERE trace_id = ?1 AND record IS NOT NULL")?;
    get.query_row([trace_id], |row| row.get(0)).optional()
}

fn list(conn: &Connection, filter: &Filter) -> Result<Vec<String>> {
    let mut sql = String::from("SELECT record FROM calls WHERE record IS NOT NULL");
    let mut values = Vec::new();
    for (word, value) in &filter.conditions {
        match word {
            Word::Error if value == "*" => sql.push_str(" AND error IS NOT NULL"),
            word => {
                values.push(value);
                let column = if let Word::Column(column) = word { column.sql() } else { "error" };
                let _ = write!(sql, " AND {column} = ?{}", values.len());
            }
        }
    }
    if let Some(since) = filter.since {
        let _ = write!(sql, " AND started_at >= {since}");
    }
    if let Some(until) = filter.until {
        let _ = write!(sql, " AND started_at < {until}");
    }
    let _ = write!(sql, " ORDER BY started_at DESC, rowid DESC LIMIT {}", filter.limit);
    conn.prepare(&sql)?.query_map(params_from_iter(values), |row| row.get(0))?.collect()
}
