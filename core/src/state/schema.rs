//! The SQLite file: opening, its tables and their versions, and what happens to a file that is not ours or not whole.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, TransactionBehavior};

use crate::error::{Error, ErrorKind, Result};

pub const SCHEMA_VERSION: i64 = 1;

/// Files up to this size are checked whole when they are opened.
const CHECKED_BYTES: u64 = 8 << 20;

/// How long opening waits for another process that is creating the same file.
const OPEN_WAIT: Duration = Duration::from_secs(5);

const TABLES: &str = "
CREATE TABLE meta(schema_version INTEGER NOT NULL) STRICT;
CREATE TABLE counters(key TEXT PRIMARY KEY, used INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE reservations(id TEXT NOT NULL, key TEXT NOT NULL, amount INTEGER NOT NULL, owner TEXT NOT NULL, expires_at INTEGER NOT NULL,
    PRIMARY KEY(id, key)) STRICT, WITHOUT ROWID;
CREATE INDEX reservations_by_key ON reservations(key, amount);
CREATE TABLE entries(key TEXT PRIMARY KEY, value BLOB NOT NULL, expires_at INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX entries_by_expiry ON entries(expires_at) WHERE expires_at IS NOT NULL;
CREATE TABLE calls(trace_id TEXT NOT NULL UNIQUE, started_at INTEGER NOT NULL, route TEXT, target TEXT,
    tenant TEXT, user TEXT, feature TEXT, session TEXT, experiment TEXT, tags TEXT,
    input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL, cost_nano_usd INTEGER NOT NULL, saved_nano_usd INTEGER NOT NULL,
    error TEXT, estimated INTEGER NOT NULL, settled INTEGER NOT NULL, record TEXT) STRICT;
CREATE INDEX calls_by_start ON calls(started_at);
CREATE TABLE attempts(trace_id TEXT NOT NULL, n INTEGER NOT NULL, target TEXT NOT NULL, outcome TEXT NOT NULL, class TEXT, status INTEGER,
    us INTEGER NOT NULL, cost_nano_usd INTEGER NOT NULL, PRIMARY KEY(trace_id, n)) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES (1);
";

/// What SQLite said, as an error of the store at `path`.
pub fn state_error(path: &Path, error: &rusqlite::Error) -> Error {
    let what = if is_busy(error) { "is locked by another process".to_owned() } else { format!("cannot be used: {error}") };
    Error::new(ErrorKind::State, format!("state file `{}` {what}", path.display()))
}

pub fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

pub fn is_corrupt(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// Opens or makes the file. One that is corrupt is set aside and made anew.
pub fn open(path: &Path, durable: bool) -> Result<Connection> {
    match prepare(path, durable) {
        Err(Trouble::Sqlite(error)) if is_corrupt(&error) => {
            let aside = set_aside(path)?;
            eprintln!("polyroute: state file `{}` is corrupt ({error}); it is kept as `{}` and begins anew", path.display(), aside.display());
            prepare(path, durable).map_err(|trouble| trouble.into_error(path))
        }
        opened => opened.map_err(|trouble| trouble.into_error(path)),
    }
}

/// A further connection to a file that `open` has prepared.
pub fn open_reader(path: &Path) -> rusqlite::Result<Connection> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.busy_timeout(Duration::from_millis(100))?;
    Ok(conn)
}

enum Trouble {
    Sqlite(rusqlite::Error),
    Refused(String),
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        Trouble::Sqlite(error)
    }
}

impl Trouble {
    fn into_error(self, path: &Path) -> Error {
        match self {
            Trouble::Sqlite(error) => state_error(path, &error),
            Trouble::Refused(why) => Error::new(ErrorKind::State, format!("state file `{}` {why}", path.display())),
        }
    }
}

fn prepare(path: &Path, durable: bool) -> Result<Connection, Trouble> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(OPEN_WAIT)?;
    let size = std::fs::metadata(path).map_or(0, |m| m.len());
    if size > 0 {
        // Read before anything is written: a newer file stays whole.
        version(&conn)?;
        if size <= CHECKED_BYTES {
            check(&conn)?;
        }
    }
    use_wal(&conn)?;
    conn.pragma_update(None, "synchronous", if durable { "FULL" } else { "NORMAL" })?;
    migrate(&mut conn)?;
    // From here on waiting is done by the writer, which does not block a runtime.
    conn.busy_timeout(Duration::ZERO)?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(conn)
}

/// The version of the file's schema; `None` for a file without tables.
fn version(conn: &Connection) -> Result<Option<i64>, Trouble> {
    // One statement, one moment: another process may be making the tables right now.
    let count = "SELECT count(*), count(CASE WHEN name = 'meta' THEN 1 END) FROM sqlite_schema";
    let (tables, meta): (i64, i64) = conn.query_row(count, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if meta == 0 {
        return if tables == 0 { Ok(None) } else { Err(Trouble::Refused("is a database of another program; name another file".into())) };
    }
    let found: Option<i64> = conn.query_row("SELECT schema_version FROM meta", [], |row| row.get(0)).optional()?;
    match found {
        Some(version) if version > SCHEMA_VERSION => Err(Trouble::Refused(format!(
            "has schema version {version} and this polyroute knows versions up to {SCHEMA_VERSION}; use a newer polyroute or another file"
        ))),
        Some(version) => Ok(Some(version)),
        None => Err(Trouble::Refused("has an empty table `meta`; name another file".into())),
    }
}

fn check(conn: &Connection) -> Result<(), Trouble> {
    let found: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found == "ok" {
        return Ok(());
    }
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    Err(Trouble::Sqlite(rusqlite::Error::SqliteFailure(code, Some(found))))
}

fn use_wal(conn: &Connection) -> rusqlite::Result<()> {
    for _ in 0..50 {
        match conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0)) {
            // SQLite does not wait for this lock by itself; a write does, so wait with one.
            Err(error) if is_busy(&error) => conn.execute_batch("BEGIN IMMEDIATE; COMMIT")?,
            done => return done.map(drop),
        }
    }
    Ok(())
}

/// Brings the schema to `SCHEMA_VERSION` in one transaction.
fn migrate(conn: &mut Connection) -> Result<(), Trouble> {
    if version(conn)? == Some(SCHEMA_VERSION) {
        return Ok(());
    }
    let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Asked again: another process may have made the tables in between.
    if version(&transaction)?.is_none() {
        transaction.execute_batch(TABLES)?;
    }
    transaction.commit()?;
    Ok(())
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Copies the file, and the log beside it, then empties it where it stands: other processes that have it open see an
/// empty database, while a renamed file would take their locks and logs along.
fn set_aside(path: &Path) -> Result<PathBuf> {
    let aside = (1..1_000).map(|n| beside(path, &format!(".corrupt-{n}"))).find(|p| !p.exists());
    let aside = aside.unwrap_or_else(|| beside(path, ".corrupt"));
    let copied = std::fs::copy(path, &aside);
    copied.map_err(|e| Error::new(ErrorKind::State, format!("state file `{}` is corrupt and cannot be copied: {e}", path.display())))?;
    // Where there is no log, there is nothing to copy.
    let _ = std::fs::copy(beside(path, "-wal"), beside(&aside, "-wal"));
    empty(path).map_err(|e| state_error(path, &e))?;
    Ok(aside)
}

fn empty(path: &Path) -> rusqlite::Result<()> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.busy_timeout(OPEN_WAIT)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_RESET_DATABASE, true)?;
    conn.execute_batch("VACUUM")?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_RESET_DATABASE, false).map(drop)
}
