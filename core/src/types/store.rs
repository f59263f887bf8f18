//! The trait of everything that keeps counters and bytes: memory, SQLite, Redis.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use serde::Serialize;

use super::labels::Labels;
use crate::error::Error;
use crate::id::NanoUsd;
use crate::task::BoxFuture;

/// A counter of one limit, one scope value and one period, e.g. `0|tenant=acme|2026-11`.
pub type CounterKey = Arc<str>;

/// One part of an atomic change of the ledger.
#[derive(Debug, Clone)]
pub enum Charge {
    /// Sets `amount` aside under the reservation `id`, refused when used + reserved + amount would pass `limit`.
    /// A second one for the same id and key extends the first. `limit: None` only counts.
    Reserve { id: Arc<str>, key: CounterKey, amount: i64, limit: Option<i64> },
    /// Ends what `id` holds on `key` and adds `amount` to what is used, whatever the limit.
    Settle { id: Arc<str>, key: CounterKey, amount: i64 },
    /// Ends everything that `id` holds.
    Release { id: Arc<str> },
    /// The ledger row of a finished call.
    Row(Box<CallRow>),
}

/// The answer to a charge: all of it or none of it was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Charged {
    Done,
    Refused { key: CounterKey, used: i64, reserved: i64, limit: i64 },
}

/// What the ledger keeps of each call, budgets or not.
#[derive(Debug, Clone, Serialize)]
pub struct CallRow {
    pub trace_id: Arc<str>,
    /// Milliseconds since 1970.
    pub started_at: u64,
    pub route: Option<Arc<str>>,
    pub target: Option<Arc<str>>,
    pub labels: Arc<Labels>,
    pub input_tokens: u64,
    pub output_tokens: u64,
    pub cost: NanoUsd,
    pub saved: NanoUsd,
    /// The error's kind.
    pub error: Option<&'static str>,
    pub estimated: bool,
}

/// What `usage()` asks for. Times are milliseconds since 1970, `until` excluded.
#[derive(Debug, Clone, Default)]
pub struct UsageFilter {
    /// Of `route target model provider tenant user feature session experiment hour day month`, in the order of the columns.
    pub group_by: Vec<String>,
    pub since: Option<u64>,
    pub until: Option<u64>,
    /// Column and the value it must have.
    pub where_: Vec<(String, String)>,
}

/// One row of `usage()`; `group` holds the values of `group_by` in its order, `None` where a call had none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UsageRow {
    pub group: Vec<Option<String>>,
    pub calls: u64,
    pub input_tokens: u64,
    pub output_tokens: u64,
    pub cost: NanoUsd,
    pub saved: NanoUsd,
    pub errors: u64,
    pub estimated_calls: u64,
}

/// Bytes under a key, with the moment they end (wall time, milliseconds since 1970).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub value: Bytes,
    pub expires_at: Option<u64>,
}

/// Counters, bytes and ledger rows. `charge` is the one atomic act: all or none.
///
/// A future may be dropped at any await without leaving half a change behind.
pub trait StateStore: Send + Sync {
    fn name(&self) -> &'static str;
    fn get<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<Entry>, Error>>;
    fn put<'a>(&'a self, key: &'a str, entry: Entry) -> BoxFuture<'a, Result<(), Error>>;
    fn remove<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<(), Error>>;
    /// Keys that begin with `prefix`, in order, at most `limit`.
    fn scan<'a>(&'a self, prefix: &'a str, limit: usize) -> BoxFuture<'a, Result<Vec<(String, Entry)>, Error>>;
    fn charge(&self, charges: Vec<Charge>, deadline: Duration) -> BoxFuture<'_, Result<Charged, Error>>;
    /// (used, reserved) of a counter.
    fn counter<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<(i64, i64), Error>>;
    fn usage(&self, filter: UsageFilter) -> BoxFuture<'_, Result<Vec<UsageRow>, Error>>;
    /// Reservations that this process holds.
    fn reservations(&self) -> usize;
    /// Makes everything written so far durable and stops background work.
    fn close(&self) -> BoxFuture<'_, ()>;
}
