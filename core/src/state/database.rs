//! One SQLite file of this process: one connection that writes, shared by everybody, and a few that read.
//!
//! Group commit without a thread hop: writers put a job on a queue; whoever finds the connection free runs all jobs
//! that wait in one transaction and answers them after the commit. Nobody waits for the connection with a lock held:
//! a job that finds it taken waits for its answer. What cannot be done at once (a file locked by another process)
//! is left to a task of the owner, which alone sleeps and watches deadlines; so a writer's future may be dropped,
//! or moved to another runtime, at any time.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use parking_lot::{Condvar, Mutex};
use rusqlite::Connection;
use tokio::sync::oneshot;

use super::{fork, schema};
use crate::clock::{Clock, Moment};
use crate::error::{Error, ErrorKind, Result};
use crate::task::{self, BoxFuture, Owner};

/// Transactions that a caller runs for others before a task takes over.
const ROUNDS: usize = 4;
/// Jobs of one transaction.
const BATCH: usize = 256;
/// Jobs that may wait.
const WAITING: usize = 16_384;
const LONGEST_WAIT: Duration = Duration::from_secs(5);
const IDLE_READERS: usize = 2;

/// What becomes of a job that ran: its changes stay, or they are undone and only its answer counts.
pub enum Done<T> {
    Keep(T),
    Undo(T),
}

/// The one handle of this process to a SQLite file; `open` gives the same one for the same path.
pub struct Database {
    path: PathBuf,
    durable: AtomicBool,
    /// The next transaction first makes the connection durable.
    becomes_durable: AtomicBool,
    /// A write has met a corrupt page.
    corrupt: AtomicBool,
    clock: Clock,
    process: u32,
    writer: Mutex<Writer>,
    /// Told when the connection comes back.
    returned: Condvar,
    readers: Mutex<Vec<Connection>>,
}

struct Writer {
    /// `None` while somebody works with it.
    conn: Option<Connection>,
    queue: Vec<Box<dyn Work>>,
    owner: Owner,
    /// A fork is near: whoever has the connection gives it back.
    forking: bool,
}

impl Database {
    /// Opens the file, or joins those of this process that have it open.
    pub fn open(path: &Path, durable: bool, clock: &Clock, owner: &Owner) -> Result<Arc<Database>> {
        let path = absolute(path)?;
        let database = fork::open_once(&path, || Self::connect(&path, durable, clock, owner))?;
        // The newest owner's runtime is the one that lives longest.
        database.writer.lock().owner = owner.clone();
        if durable && !database.durable.swap(true, Ordering::Relaxed) {
            database.becomes_durable.store(true, Ordering::Relaxed);
        }
        Ok(database)
    }

    /// A handle of its own, as another process would have it.
    pub(super) fn connect(path: &Path, durable: bool, clock: &Clock, owner: &Owner) -> Result<Arc<Database>> {
        let conn = schema::open(path, durable)?;
        Ok(Arc::new(Database {
            path: path.to_owned(),
            durable: AtomicBool::new(durable),
            becomes_durable: AtomicBool::new(false),
            corrupt: AtomicBool::new(false),
            clock: clock.clone(),
            process: std::process::id(),
            writer: Mutex::new(Writer { conn: Some(conn), queue: Vec::new(), owner: owner.clone(), forking: false }),
            returned: Condvar::new(),
            readers: Mutex::default(),
        }))
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs `job` in a transaction with other jobs, and `committed` after the commit if its changes stay.
    ///
    /// The job is on its way when this returns; a dropped future whose job has not begun takes it back.
    pub fn write<T: Send + 'static>(
        self: &Arc<Self>,
        deadline: Duration,
        job: impl FnOnce(&Connection) -> rusqlite::Result<Done<T>> + Send + 'static,
        committed: impl FnOnce(&T) + Send + 'static,
    ) -> BoxFuture<'static, Result<T>> {
        let (answer, answered) = oneshot::channel();
        let deadline = self.clock.now().plus(deadline.min(LONGEST_WAIT));
        self.submit(Box::new(Job { run: Some(job), committed: Some(committed), out: None, keep: false, answer, deadline }));
        Box::pin(async move {
            answered.await.unwrap_or_else(|_| Err(Error::new(ErrorKind::State, "the runtime of the state file ended before a write was done")))
        })
    }

    /// Reads what is committed, beside whatever is being written.
    pub fn read<T>(&self, job: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        let conn = self.readers.lock().pop();
        let conn = conn.map_or_else(|| schema::open_reader(&self.path), Ok).map_err(|e| schema::state_error(&self.path, &e))?;
        let out = job(&conn).map_err(|e| self.refusal(&e))?;
        let mut readers = self.readers.lock();
        if readers.len() < IDLE_READERS {
            readers.push(conn);
        }
        Ok(out)
    }

    fn refusal(&self, error: &rusqlite::Error) -> Error {
        if schema::is_corrupt(error) {
            self.corrupt.store(true, Ordering::Relaxed);
        }
        schema::state_error(&self.path, error)
    }

    /// Moves what the log holds into the file, as far as nobody reads it.
    pub fn checkpoint(&self) -> Result<()> {
        self.read(|conn| conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())))
    }

    fn submit(self: &Arc<Self>, work: Box<dyn Work>) {
        let lease = {
            let mut writer = self.writer.lock();
            if writer.queue.len() >= WAITING {
                drop(writer);
                work.finish(Err(Error::new(ErrorKind::State, format!("state file `{}` has {WAITING} writes waiting", self.path.display()))));
                return;
            }
            writer.queue.push(work);
            writer.conn.take().map(|conn| Lease { database: self.clone(), conn: Some(conn) })
        };
        if let Some(lease) = lease {
            lease.run();
        }
    }

    /// Takes the connection out, so that no transaction is open while the process forks.
    pub(super) fn take_for_fork(&self) -> Option<Connection> {
        let mut writer = self.writer.lock();
        writer.forking = true;
        self.returned.wait_while_for(&mut writer, |writer| writer.conn.is_none(), LONGEST_WAIT);
        writer.conn.take()
    }

    /// Goes on after the fork, in the parent.
    pub(super) fn give_back(self: &Arc<Self>, conn: Option<Connection>) {
        let conn = {
            let mut writer = self.writer.lock();
            writer.forking = false;
            conn.or_else(|| writer.conn.take())
        };
        if conn.is_some() {
            Lease { database: self.clone(), conn }.run();
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // Closing an inherited connection would drop the locks of this process and might truncate the parent's log.
        if self.process != std::process::id() {
            std::mem::forget(self.writer.get_mut().conn.take());
            std::mem::forget(std::mem::take(self.readers.get_mut()));
        }
    }
}

fn absolute(path: &Path) -> Result<PathBuf> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize();
    let folder = folder.map_err(|e| Error::new(ErrorKind::State, format!("the folder of state file `{}` cannot be used: {e}", path.display())))?;
    let name = path.file_name().ok_or_else(|| Error::new(ErrorKind::State, format!("`{}` names no file", path.display())))?;
    Ok(folder.join(name))
}

/// The right to use the connection. Dropping it puts the connection back.
struct Lease {
    database: Arc<Database>,
    conn: Option<Connection>,
}

enum Step {
    /// Nothing waits and the connection is back.
    Idle,
    Done,
    /// Another process writes.
    Busy,
}

impl Lease {
    /// Works off the queue as far as that goes without waiting; a task does the rest.
    fn run(mut self) {
        for _ in 0..ROUNDS {
            match self.step() {
                Step::Idle => return,
                Step::Done => {}
                Step::Busy => break,
            }
        }
        let owner = self.database.writer.lock().owner.clone();
        task::spawn(&owner, self.drive());
    }

    async fn drive(mut self) {
        loop {
            match self.step() {
                Step::Idle => return,
                Step::Done => tokio::task::yield_now().await,
                Step::Busy => {
                    self.refuse_late();
                    self.database.clock.clone().sleep(Duration::from_micros(fastrand::u64(1_000..5_000))).await;
                }
            }
        }
    }

    /// One transaction over the jobs that wait.
    fn step(&mut self) -> Step {
        let mut batch = {
            let mut writer = self.database.writer.lock();
            writer.queue.retain(|work| !work.is_abandoned());
            if writer.queue.is_empty() || writer.forking {
                writer.conn = self.conn.take();
                self.database.returned.notify_all();
                return Step::Idle;
            }
            let count = writer.queue.len().min(BATCH);
            writer.queue.drain(..count).collect::<Vec<_>>()
        };
        self.replace_if_corrupt();
        let conn = self.conn.as_ref().expect("a lease holds the connection until it gives it back");
        if self.database.becomes_durable.swap(false, Ordering::Relaxed) {
            // It cannot fail but by a wrong word.
            let _ = conn.pragma_update(None, "synchronous", "FULL");
        }
        match commit(conn, &mut batch) {
            Ok(errors) => {
                for (work, error) in batch.into_iter().zip(errors) {
                    work.finish(error.map_or(Ok(()), |e| Err(self.database.refusal(&e))));
                }
            }
            Err(error) => {
                if schema::is_busy(&error) && !batch.iter().any(|work| work.has_run()) {
                    self.database.writer.lock().queue.splice(..0, batch);
                    return Step::Busy;
                }
                let refusal = self.database.refusal(&error);
                for work in batch {
                    work.finish(Err(refusal.clone()));
                }
            }
        }
        Step::Done
    }

    /// Opens the path again after somebody met a corrupt page: that sets the file aside unless another process has.
    fn replace_if_corrupt(&mut self) {
        let database = &self.database;
        if !database.corrupt.swap(false, Ordering::Relaxed) {
            return;
        }
        // Closed before the path is opened again; in its place stands a connection on which every write fails.
        let Ok(nothing) = Connection::open_in_memory() else { return };
        self.conn = Some(nothing);
        database.readers.lock().clear();
        match schema::open(&database.path, database.durable.load(Ordering::Relaxed)) {
            Ok(conn) => self.conn = Some(conn),
            // The next write tries again.
            Err(_) => database.corrupt.store(true, Ordering::Relaxed),
        }
    }

    /// Answers the jobs whose time is over.
    fn refuse_late(&self) {
        let now = self.database.clock.now();
        let late: Vec<_> = self.database.writer.lock().queue.extract_if(.., |work| work.deadline() <= now).collect();
        let path = self.database.path.display();
        for work in late {
            work.finish(Err(Error::new(ErrorKind::State, format!("state file `{path}` is locked by another process")).retryable(true)));
        }
    }
}

impl Drop for Lease {
    /// The task was dropped with its runtime, or a job panicked: nobody would run what waits.
    fn drop(&mut self) {
        let Some(conn) = self.conn.take() else { return };
        if !conn.is_autocommit() {
            let _ = conn.execute_batch("ROLLBACK");
        }
        let waiting = {
            let mut writer = self.database.writer.lock();
            writer.conn = Some(conn);
            std::mem::take(&mut writer.queue)
        };
        self.database.returned.notify_all();
        drop(waiting);
    }
}

/// Runs a batch in one transaction; a job that fails or undoes itself leaves the others as they are.
///
/// Gives the error of each job. An error of the whole leaves nothing done.
fn commit(conn: &Connection, batch: &mut [Box<dyn Work>]) -> rusqlite::Result<Vec<Option<rusqlite::Error>>> {
    let statement = |sql| conn.prepare_cached(sql)?.execute([]);
    statement("BEGIN IMMEDIATE")?;
    let run = || -> rusqlite::Result<Vec<Option<rusqlite::Error>>> {
        let mut errors = Vec::with_capacity(batch.len());
        for work in batch {
            statement("SAVEPOINT job")?;
            let (keep, error) = match work.run(conn) {
                Ok(keep) => (keep, None),
                Err(error) => (false, Some(error)),
            };
            // A full disk or a failed read ends the whole transaction.
            if let Some(error) = error.as_ref().filter(|_| conn.is_autocommit()) {
                return Err(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(error.sqlite_error().map_or(1, |e| e.extended_code)), None));
            }
            if !keep {
                statement("ROLLBACK TO job")?;
            }
            statement("RELEASE job")?;
            errors.push(error);
        }
        statement("COMMIT")?;
        Ok(errors)
    };
    run().inspect_err(|_| {
        if !conn.is_autocommit() {
            let _ = conn.execute_batch("ROLLBACK");
        }
    })
}

/// A job whose types are forgotten.
trait Work: Send {
    fn deadline(&self) -> Moment;
    fn is_abandoned(&self) -> bool;
    fn has_run(&self) -> bool;
    /// Whether its changes stay.
    fn run(&mut self, conn: &Connection) -> rusqlite::Result<bool>;
    fn finish(self: Box<Self>, committed: Result<()>);
}

struct Job<T, F, C> {
    run: Option<F>,
    committed: Option<C>,
    out: Option<T>,
    keep: bool,
    answer: oneshot::Sender<Result<T>>,
    deadline: Moment,
}

impl<T, F, C> Work for Job<T, F, C>
where
    T: Send,
    F: FnOnce(&Connection) -> rusqlite::Result<Done<T>> + Send,
    C: FnOnce(&T) + Send,
{
    fn deadline(&self) -> Moment {
        self.deadline
    }

    fn is_abandoned(&self) -> bool {
        self.answer.is_closed()
    }

    fn has_run(&self) -> bool {
        self.run.is_none()
    }

    fn run(&mut self, conn: &Connection) -> rusqlite::Result<bool> {
        let Some(run) = self.run.take() else { return Ok(false) };
        let (keep, out) = match run(conn)? {
            Done::Keep(out) => (true, out),
            Done::Undo(out) => (false, out),
        };
        self.keep = keep;
        self.out = Some(out);
        Ok(keep)
    }

    fn finish(mut self: Box<Self>, committed: Result<()>) {
        let answer = match (committed, self.out) {
            (Ok(()), Some(out)) => {
                if let Some(committed) = self.committed.take().filter(|_| self.keep) {
                    committed(&out);
                }
                Ok(out)
            }
            (Err(error), _) => Err(error),
            (Ok(()), None) => Err(Error::internal("a write was committed without having run")),
        };
        // Nobody waits any more: what was done stays done.
        let _ = self.answer.send(answer);
    }
}
