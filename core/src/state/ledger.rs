//! The ledger in SQL: what a charge does to the tables, and what reports read from them.
//!
//! Called inside a transaction that the database opens and ends.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, Result, params, params_from_iter};

use super::columns::Report;
use super::database::Done;
use super::passes;
use crate::id::NanoUsd;
use crate::types::{CallRow, Charge, Charged, UsageRow};

/// How long a reservation lives unless its owner renews it.
pub const LEASE_MS: u64 = 30_000;

/// What the reservations of one process hold, as far as committed: id → key and amount.
pub type Held = HashMap<Arc<str>, Vec<(Arc<str>, i64)>>;

/// Who charges, and when (milliseconds since 1970).
pub struct Charger<'a> {
    pub owner: &'a str,
    pub now: u64,
    pub held: &'a parking_lot::Mutex<Held>,
}

impl Charger<'_> {
    /// All of it or, by `Undo`, none.
    pub fn charge(&self, conn: &Connection, charges: &[Charge]) -> Result<Done<Charged>> {
        for charge in charges {
            match charge {
                Charge::Reserve { id, key, amount, limit } => {
                    if let Some(refused) = self.reserve(conn, id, key, *amount, *limit)? {
                        return Ok(Done::Undo(refused));
                    }
                }
                Charge::Settle { id, key, amount } => self.settle(conn, id, key, *amount)?,
                Charge::Release { id } => self.release(conn, id)?,
                Charge::Row(row) => insert(conn, row)?,
            }
        }
        Ok(Done::Keep(Charged::Done))
    }

    fn reserve(&self, conn: &Connection, id: &str, key: &Arc<str>, amount: i64, limit: Option<i64>) -> Result<Option<Charged>> {
        let (used, reserved) = counter(conn, key)?;
        let amount = amount.max(0);
        if let Some(limit) = limit.filter(|limit| passes(*limit, [used, reserved, amount])) {
            return Ok(Some(Charged::Refused { key: key.clone(), used, reserved, limit }));
        }
        // A sum of reservations that passed i64 would be an error of SQL's `sum`.
        let amount = amount.min(i64::MAX - reserved);
        conn.prepare_cached(
            "INSERT INTO reservations(id, key, amount, owner, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT(id, key) DO UPDATE SET amount = amount + excluded.amount, expires_at = excluded.expires_at",
        )?
        .execute(params![id, &**key, amount, self.owner, (self.now + LEASE_MS) as i64])?;
        Ok(None)
    }

    fn settle(&self, conn: &Connection, id: &str, key: &str, amount: i64) -> Result<()> {
        let mut end = conn.prepare_cached("DELETE FROM reservations WHERE id = ?1 AND key = ?2 RETURNING amount")?;
        let ended = end.query_row([id, key], |row| row.get::<_, i64>(0)).optional()?;
        let booked = if ended.is_none() { self.held_by(id, key) } else { 0 };
        book(conn, key, amount.max(0).saturating_sub(booked))
    }

    fn release(&self, conn: &Connection, id: &str) -> Result<()> {
        let mut end = conn.prepare_cached("DELETE FROM reservations WHERE id = ?1 RETURNING key")?;
        let ended = end.query_map([id], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>>>()?;
        let held = self.held.lock().get(id).cloned().unwrap_or_default();
        for (key, amount) in held.iter().filter(|(key, _)| !ended.iter().any(|e| **e == **key)) {
            book(conn, key, -amount)?;
        }
        Ok(())
    }

    /// What this process held where the row is gone: another one took us for dead and booked it as used.
    fn held_by(&self, id: &str, key: &str) -> i64 {
        let held = self.held.lock();
        held.get(id).and_then(|parts| parts.iter().find(|(k, _)| **k == *key)).map_or(0, |(_, amount)| *amount)
    }

    /// Books what dead owners left as used: their calls may have been billed.
    pub fn sweep(&self, conn: &Connection) -> Result<()> {
        let mut orphaned = conn.prepare_cached("DELETE FROM reservations WHERE expires_at <= ?1 AND owner <> ?2 RETURNING key, amount")?;
        let orphaned = orphaned.query_map(params![self.now as i64, self.owner], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
        for (key, amount) in orphaned.collect::<Result<Vec<_>>>()? {
            book(conn, &key, amount)?;
        }
        Ok(())
    }

    /// Tells the others that this owner lives.
    pub fn renew(&self, conn: &Connection) -> Result<()> {
        let mut renew = conn.prepare_cached("UPDATE reservations SET expires_at = ?1 WHERE owner = ?2")?;
        renew.execute(params![(self.now + LEASE_MS) as i64, self.owner]).map(drop)
    }
}

/// What `charges`, now committed, changes in what this process holds.
pub fn remember(held: &mut Held, charges: &[Charge]) {
    for charge in charges {
        match charge {
            Charge::Reserve { id, key, amount, .. } => {
                let parts = held.entry(id.clone()).or_default();
                match parts.iter_mut().find(|(k, _)| k == key) {
                    Some((_, sum)) => *sum = sum.saturating_add((*amount).max(0)),
                    None => parts.push((key.clone(), (*amount).max(0))),
                }
            }
            Charge::Settle { id, key, .. } => {
                if let Some(parts) = held.get_mut(id) {
                    parts.retain(|(k, _)| k != key);
                    if parts.is_empty() {
                        held.remove(id);
                    }
                }
            }
            Charge::Release { id } => drop(held.remove(id)),
            Charge::Row(_) => {}
        }
    }
}

/// (used, reserved)
pub fn counter(conn: &Connection, key: &str) -> Result<(i64, i64)> {
    conn.prepare_cached(
        "SELECT coalesce((SELECT used FROM counters WHERE key = ?1), 0), coalesce((SELECT sum(amount) FROM reservations WHERE key = ?1), 0)",
    )?
    .query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn book(conn: &Connection, key: &str, amount: i64) -> Result<()> {
    if amount == 0 {
        return Ok(());
    }
    let used: Option<i64> = conn.prepare_cached("SELECT used FROM counters WHERE key = ?1")?.query_row([key], |row| row.get(0)).optional()?;
    let used = used.unwrap_or(0).saturating_add(amount).max(0);
    let mut put = conn.prepare_cached("INSERT INTO counters(key, used) VALUES (?1, ?2) ON CONFLICT(key) DO UPDATE SET used = excluded.used")?;
    put.execute(params![key, used]).map(drop)
}

/// Tokens of one row as SQL keeps them. More than 2^53 is a provider's mistake, and a sum of them must not overflow.
pub fn tokens(n: u64) -> i64 {
    n.min(1 << 53) as i64
}

fn insert(conn: &Connection, row: &CallRow) -> Result<()> {
    let labels = &row.labels;
    let tags = (!labels.tags.is_empty()).then(|| serde_json::json!(labels.tags).to_string());
    conn.prepare_cached(
        "INSERT INTO calls(trace_id, started_at, route, target, tenant, user, feature, session, experiment, tags,
             input_tokens, output_tokens, cost_nano_usd, saved_nano_usd, error, estimated, settled)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 1)
         ON CONFLICT(trace_id) DO UPDATE SET route = excluded.route, target = excluded.target, input_tokens = excluded.input_tokens,
             output_tokens = excluded.output_tokens, cost_nano_usd = excluded.cost_nano_usd, saved_nano_usd = excluded.saved_nano_usd,
             error = excluded.error, estimated = excluded.estimated, settled = 1",
    )?
    .execute(params![
        &*row.trace_id,
        row.started_at as i64,
        row.route.as_deref(),
        row.target.as_deref(),
        labels.tenant,
        labels.user,
        labels.feature,
        labels.session,
        labels.experiment,
        tags,
        tokens(row.input_tokens),
        tokens(row.output_tokens),
        row.cost.0,
        row.saved.0,
        row.error,
        row.estimated,
    ])
    .map(drop)
}

/// The rows of a report over settled calls, in the order of their groups.
pub fn usage(conn: &Connection, report: &Report) -> Result<Vec<UsageRow>> {
    let mut sql = String::from("SELECT ");
    for column in &report.group_by {
        let _ = write!(sql, "{}, ", column.sql());
    }
    sql.push_str(
        "count(*), coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0), coalesce(sum(cost_nano_usd), 0),
         coalesce(sum(saved_nano_usd), 0), count(error), coalesce(sum(estimated), 0) FROM calls WHERE settled",
    );
    let since = report.since.map(|at| format!(" AND started_at >= {at}")).unwrap_or_default();
    let until = report.until.map(|at| format!(" AND started_at < {at}")).unwrap_or_default();
    sql.push_str(&since);
    sql.push_str(&until);
    for (n, (column, _)) in report.conditions.iter().enumerate() {
        let _ = write!(sql, " AND {} = ?{}", column.sql(), n + 1);
    }
    let groups = report.group_by.len();
    let numbers = (1..=groups).map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
    if groups > 0 {
        let _ = write!(sql, " GROUP BY {numbers} ORDER BY {numbers}");
    } else {
        sql.push_str(" HAVING count(*) > 0");
    }
    let mut statement = conn.prepare(&sql)?;
    let rows = statement.query_map(params_from_iter(report.conditions.iter().map(|(_, value)| value)), |row| {
        let number = |at: usize| row.get::<_, i64>(groups + at);
        Ok(UsageRow {
            group: (0..groups).map(|at| row.get(at)).collect::<Result<_>>()?,
            calls: number(0)? as u64,
            input_tokens: number(1)? as u64,
            output_tokens: number(2)? as u64,
            cost: NanoUsd(number(3)?),
            saved: NanoUsd(number(4)?),
            errors: number(5)? as u64,
            estimated_calls: number(6)? as u64,
        })
    })?;
    rows.collect()
}
