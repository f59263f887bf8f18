//! Traces: one record a call, in memory always, in SQLite and in a JSON-lines file where the configuration says so.
//!
//! The ledger row of a call (what `usage()` sums) is written by the stage that settles; here its `record` and its
//! attempts follow within a second.

mod records;
mod ring;
mod sink;
#[cfg(feature = "sqlite")]
mod table;
#[cfg(not(feature = "sqlite"))]
#[path = "no_table.rs"]
mod table;
mod writer;

pub use self::records::{Trace, TraceFilter};
