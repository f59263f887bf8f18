//! The store in a SQLite file: one a process, shared by the gateways of it and by other processes.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use bytes::Bytes;
use parking_lot::Mutex;
use rusqlite::{OptionalExtension, params};

use super::columns::Report;
use super::database::{Database, Done};
use super::ledger::{self, Charger, Held};
use crate::clock::Clock;
use crate::error::Result;
use crate::id::random_id;
use crate::task::{self, BoxFuture, Owner};
use crate::types::{Charge, Charged, Entry, StateStore, UsageFilter, UsageRow};

const RENEWAL: Duration = Duration::from_secs(10);
const SWEEP_MS: u64 = 1_000;
const WRITE_DEADLINE: Duration = Duration::from_secs(5);

/// Its reservations are renewed while it lives; those of a process that died are booked as used 30 s later.
pub struct Sqlite {
    database: Arc<Database>,
    clock: Clock,
    books: Arc<Books>,
}

/// What a write changes besides the file.
struct Books {
    /// A random name of this store in this process.
    owner: String,
    held: Mutex<Held>,
    swept_at: AtomicU64,
}

impl Books {
    fn charger(&self, now: u64) -> Charger<'_> {
        Charger { owner: &self.owner, now, held: &self.held }
    }

    fn is_sweep_due(&self, now: u64) -> bool {
        let last = self.swept_at.load(Ordering::Relaxed);
        now.abs_diff(last) >= SWEEP_MS && self.swept_at.compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }
}

impl Sqlite {
    pub fn open(path: &Path, durable: bool, clock: &Clock, owner: &Owner) -> Result<Arc<Self>> {
        Ok(Self::on(Database::open(path, durable, clock, owner)?, clock, owner))
    }

    /// The store on a file that is open.
    pub(super) fn on(database: Arc<Database>, clock: &Clock, owner: &Owner) -> Arc<Self> {
        let store = Arc::new(Sqlite {
            database,
            clock: clock.clone(),
            books: Arc::new(Books { owner: random_id("own_", 16), held: Mutex::default(), swept_at: AtomicU64::new(0) }),
        });
        task::spawn_background(owner, renew(Arc::downgrade(&store), clock.clone()));
        store
    }

    pub fn database(&self) -> &Arc<Database> {
        &self.database
    }
}

async fn renew(store: Weak<Sqlite>, clock: Clock) {
    loop {
        clock.sleep_background(RENEWAL).await;
        let Some(store) = store.upgrade() else { return };
        if store.books.held.lock().is_empty() {
            continue;
        }
        let (books, now) = (store.books.clone(), clock.wall_ms());
        let renewed = store.database.write(WRITE_DEADLINE, move |conn| books.charger(now).renew(conn).map(Done::Keep), |()| {});
        // A renewal that failed is tried again in 10 s; two may fail before others take this process for dead.
        let _ = renewed.await;
    }
}

impl StateStore for Sqlite {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn get<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<Entry>>> {
        Box::pin(async move {
            let now = self.clock.wall_ms() as i64;
            self.database.read(|conn| {
                conn.prepare_cached("SELECT value, expires_at FROM entries WHERE key = ?1 AND (expires_at IS NULL OR expires_at > ?2)")?
                    .query_row(params![key, now], |row| Ok(entry(row.get(0)?, row.get(1)?)))
                    .optional()
            })
        })
    }

    fn put<'a>(&'a self, key: &'a str, entry: Entry) -> BoxFuture<'a, Result<()>> {
        let (key, now) = (key.to_owned(), self.clock.wall_ms());
        let sweep = self.books.is_sweep_due(now);
        self.database.write(
            WRITE_DEADLINE,
            move |conn| {
                if sweep {
                    conn.prepare_cached("DELETE FROM entries WHERE expires_at <= ?1")?.execute([now as i64])?;
                }
                conn.prepare_cached("INSERT OR REPLACE INTO entries(key, value, expires_at) VALUES (?1, ?2, ?3)")?.execute(params![
                    key,
                    &*entry.value,
                    entry.expires_at.map(|at| at as i64)
                ])?;
                Ok(Done::Keep(()))
            },
            |()| {},
        )
    }

    fn remove<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<()>> {
        let key = key.to_owned();
        self.database.write(
            WRITE_DEADLINE,
            move |conn| {
                conn.prepare_cached("DELETE FROM entries WHERE key = ?1")?.execute([key])?;
                Ok(Done::Keep(()))
            },
            |()| {},
        )
    }

    fn scan<'a>(&'a self, prefix: &'a str, limit: usize) -> BoxFuture<'a, Result<Vec<(String, Entry)>>> {
        Box::pin(async move {
            let now = self.clock.wall_ms() as i64;
            self.database.read(|conn| {
                let mut rows = conn.prepare_cached(
                    "SELECT key, value, expires_at FROM entries WHERE key >= ?1 AND (expires_at IS NULL OR expires_at > ?2) ORDER BY key",
                )?;
                let rows = rows.query_map(params![prefix, now], |row| Ok((row.get::<_, String>(0)?, entry(row.get(1)?, row.get(2)?))))?;
                rows.take_while(|row| row.as_ref().is_ok_and(|(key, _)| key.starts_with(prefix))).take(limit).collect()
            })
        })
    }

    fn charge(&self, charges: Vec<Charge>, deadline: Duration) -> BoxFuture<'_, Result<Charged>> {
        Box::pin(async move {
            let now = self.clock.wall_ms();
            if self.books.is_sweep_due(now) {
                let books = self.books.clone();
                self.database.write(deadline, move |conn| books.charger(now).sweep(conn).map(Done::Keep), |()| {}).await?;
            }
            let charges = Arc::new(charges);
            let (books, job_charges) = (self.books.clone(), charges.clone());
            let job = move |conn: &rusqlite::Connection| books.charger(now).charge(conn, &job_charges);
            let books = self.books.clone();
            self.database.write(deadline, job, move |_| ledger::remember(&mut books.held.lock(), &charges)).await
        })
    }

    fn counter<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<(i64, i64)>> {
        Box::pin(async move { self.database.read(|conn| ledger::counter(conn, key)) })
    }

    fn usage(&self, filter: UsageFilter) -> BoxFuture<'_, Result<Vec<UsageRow>>> {
        Box::pin(async move {
            let report = Report::new(filter)?;
            self.database.read(|conn| ledger::usage(conn, &report))
        })
    }

    fn reservations(&self) -> usize {
        self.books.held.lock().len()
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            // What the log holds is safe against a crash of the process; this is for a crash of the machine.
            let _ = self.database.checkpoint();
        })
    }
}

fn entry(value: Vec<u8>, expires_at: Option<i64>) -> Entry {
    Entry { value: Bytes::from(value), expires_at: expires_at.map(|at| at as u64) }
}
