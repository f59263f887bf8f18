//! Counters and bytes that outlive a call: in memory or in a SQLite file that several processes may share.
//!
//! The trait `StateStore` lives in `types`; what budgets and traces make of it lives in their stages.

mod breakable;
mod columns;
#[cfg(feature = "sqlite")]
mod database;
#[cfg(feature = "sqlite")]
mod fork;
#[cfg(feature = "sqlite")]
mod ledger;
mod memory;
#[cfg(not(feature = "sqlite"))]
mod no_files;
mod rollup;
#[cfg(feature = "sqlite")]
mod schema;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(test)]
mod suite;

#[cfg(feature = "sqlite")]
use std::path::Path;
use std::sync::Arc;

pub use self::breakable::Breakable;
pub use self::columns::{Column, Fields, Report};
#[cfg(feature = "sqlite")]
pub use self::database::{Database, Done};
#[cfg(feature = "sqlite")]
pub use self::fork::{ForkHold, before_fork};
#[cfg(feature = "sqlite")]
pub use self::ledger::tokens;
pub use self::memory::Memory;
#[cfg(not(feature = "sqlite"))]
use self::no_files::open_file;
#[cfg(not(feature = "sqlite"))]
pub use self::no_files::{ForkHold, before_fork, no_sqlite};
#[cfg(feature = "sqlite")]
pub use self::sqlite::Sqlite;
use crate::clock::Clock;
use crate::config::StateConfig;
use crate::error::Result;
use crate::task::Owner;
use crate::types::StateStore;

/// The store of the configuration. A corrupt file is moved aside, with a line on stderr that says so; a file of a
/// newer version is refused and left whole.
pub fn open(config: &StateConfig, clock: &Clock, owner: &Owner) -> Result<Arc<dyn StateStore>> {
    Ok(match config {
        StateConfig::Memory => Arc::new(Memory::new(clock)),
        StateConfig::Sqlite { path, durable } => open_file(path, *durable, clock, owner)?,
    })
}

#[cfg(feature = "sqlite")]
fn open_file(path: &Path, durable: bool, clock: &Clock, owner: &Owner) -> Result<Arc<dyn StateStore>> {
    Ok(Sqlite::open(path, durable, clock, owner)?)
}

/// Is the sum above the limit? Exact, whatever the amounts.
fn passes(limit: i64, amounts: [i64; 3]) -> bool {
    amounts.map(i128::from).iter().sum::<i128>() > i128::from(limit)
}
