//! Writes records behind the calls: a bounded queue, emptied by a task in batches.
//!
//! A call never waits for it. What does not fit into the queue or cannot be written is counted as lost.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::{Notify, watch};

use super::sink::{self, Sink};
use super::table::Table;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::types::TraceRecord;

/// Records that may wait.
const QUEUE: usize = 10_000;
/// Records of one transaction: others write between two of them.
const BATCH: usize = 256;
/// How long the first record waits for company.
const GATHER: Duration = Duration::from_millis(200);

/// A record as it is written, serialised beforehand.
pub(super) struct Row {
    #[cfg(feature = "sqlite")]
    pub record: Arc<TraceRecord>,
    pub json: String,
}

pub(super) struct Writer {
    clock: Clock,
    pub table: Option<Table>,
    file: Option<Mutex<File>>,
    sink: Option<Sink>,
    queue: Mutex<Vec<Arc<TraceRecord>>>,
    /// Told when the queue is no longer empty, and at the end.
    wake: Notify,
    closing: AtomicBool,
    /// Batches being written.
    busy: watch::Sender<usize>,
    lost: AtomicU64,
}

impl Writer {
    pub fn new(clock: &Clock, table: Option<Table>, file: Option<&std::path::Path>, sink: Option<Sink>) -> Result<Writer> {
        let open = |path: &std::path::Path| {
            let file = OpenOptions::new().create(true).append(true).open(path);
            file.map(Mutex::new).map_err(|e| Error::config(format!("trace file `{}` cannot be written: {e}", path.display())).at("trace.file"))
        };
        Ok(Writer {
            clock: clock.clone(),
            table,
            file: file.map(open).transpose()?,
            sink,
            queue: Mutex::default(),
            wake: Notify::new(),
            closing: AtomicBool::new(false),
            busy: watch::Sender::new(0),
            lost: AtomicU64::new(0),
        })
    }

    /// Has it anywhere to write to?
    pub fn is_wanted(&self) -> bool {
        self.table.is_some() || self.file.is_some() || self.sink.is_some()
    }

    pub fn push(&self, record: Arc<TraceRecord>) {
        let is_first = {
            let mut queue = self.queue.lock();
            if queue.len() >= QUEUE {
                self.lost.fetch_add(1, Ordering::Relaxed);
                return;
            }
            queue.push(record);
            queue.len() == 1
        };
        if is_first {
            self.wake.notify_one();
        }
    }

    /// Records that were never written.
    pub fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }

    /// Lets `run` write what waits and end.
    pub fn close(&self) {
        self.closing.store(true, Ordering::Relaxed);
        self.wake.notify_one();
    }

    pub async fn run(self: Arc<Self>) {
        loop {
            self.wake.notified().await;
            // A virtual clock would not let this wait end.
            if !self.clock.is_virtual() && !self.closing.load(Ordering::Relaxed) {
                self.clock.sleep_background(GATHER).await;
            }
            self.drain().await;
            if self.closing.load(Ordering::Relaxed) {
                return;
            }
        }
    }

    /// Writes what waits and returns when that, and what others were writing, is done.
    pub async fn flush(&self) {
        self.drain().await;
        let mut busy = self.busy.subscribe();
        // The sender lives in `self`, so the wait cannot fail.
        let _ = busy.wait_for(|batches| *batches == 0).await;
    }

    async fn drain(&self) {
        loop {
            let (batch, _writing) = {
                let mut queue = self.queue.lock();
                let count = queue.len().min(BATCH);
                if count == 0 {
                    return;
                }
                // Counted before the queue is free, so that `flush` misses no batch.
                (queue.drain(..count).collect::<Vec<_>>(), Writing::new(&self.busy))
            };
            let size = batch.len() as u64;
            if let Err(error) = self.write(batch).await
                && self.lost.fetch_add(size, Ordering::Relaxed) == 0
            {
                eprintln!("polyroute: traces are being lost: {error}");
            }
        }
    }

    async fn write(&self, batch: Vec<Arc<TraceRecord>>) -> Result<()> {
        let rows = batch.into_iter().map(|record| {
            Ok(Row {
                json: serde_json::to_string(&*record)?,
                #[cfg(feature = "sqlite")]
                record,
            })
        });
        let rows: Vec<Row> =
            rows.collect::<Result<_, serde_json::Error>>().map_err(|e| Error::internal(format!("a trace record has no JSON: {e}")))?;
        let appended = self.append(&rows);
        let records = self.sink.as_ref().map(|_| sink::records(&rows)).unwrap_or_default();
        if let Some(table) = &self.table {
            table.write(rows).await?;
        }
        if let Some(sink) = &self.sink {
            sink.take(records).await?;
        }
        appended
    }

    /// Whole lines, in one write.
    fn append(&self, rows: &[Row]) -> Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        let mut lines = String::with_capacity(rows.iter().map(|row| row.json.len() + 1).sum());
        for row in rows {
            lines.push_str(&row.json);
            lines.push('\n');
        }
        file.lock().write_all(lines.as_bytes()).map_err(|e| Error::new(crate::ErrorKind::State, format!("the trace file cannot be written: {e}")))
    }
}

/// Counts a batch as being written while it lives.
struct Writing<'a>(&'a watch::Sender<usize>);

impl<'a> Writing<'a> {
    fn new(busy: &'a watch::Sender<usize>) -> Self {
        busy.send_modify(|batches| *batches += 1);
        Writing(busy)
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|batches| *batches -= 1);
    }
}
