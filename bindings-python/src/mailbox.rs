//! Results on their way to one event loop: workers leave them here and ring, the loop fetches all there are.
//!
//! The bell is a socket that the loop watches. No thread of ours enters Python for it, so nothing can go wrong at exit.

use std::io::{Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use parking_lot::Mutex;
use polyroute::host::fork::generation;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;

use crate::bridge::{Result, settle};
use crate::once::intern;

pub struct Queue {
    results: Mutex<Vec<Result>>,
    /// Rung, and not yet answered.
    rung: AtomicBool,
    bell: UnixStream,
}

impl Queue {
    pub fn push(&self, result: Result) {
        self.results.lock().push(result);
        if !self.rung.swap(true, SeqCst) {
            // A full socket has been rung; a closed one belongs to a loop that nobody runs any more.
            let _ = (&self.bell).write(&[0]);
        }
    }
}

/// The loop's side, kept as one of its attributes.
#[pyclass(frozen, module = "polyroute._native")]
pub struct Mailbox {
    queue: Arc<Queue>,
    ear: UnixStream,
    generation: u64,
}

impl Mailbox {
    /// The queue of this loop; `None` where it cannot watch sockets or carry an attribute.
    pub fn of(event_loop: &Bound<'_, PyAny>) -> Option<Arc<Queue>> {
        let name = intern!(event_loop.py(), "_polyroute_mailbox");
        match event_loop.getattr(name) {
            Ok(known) if known.is_none() => return None,
            Ok(known) => {
                if let Ok(mailbox) = known.cast::<Mailbox>()
                    && mailbox.get().generation == generation()
                {
                    return Some(mailbox.get().queue.clone());
                }
            }
            Err(_) => {}
        }
        let mailbox = Mailbox::watched_by(event_loop);
        // A loop that cannot watch sockets is not asked again.
        event_loop.setattr(name, mailbox.as_ref().map(|m| m.clone().into_any())).ok()?;
        mailbox.map(|m| m.get().queue.clone())
    }

    fn watched_by<'py>(event_loop: &Bound<'py, PyAny>) -> Option<Bound<'py, Mailbox>> {
        let (bell, ear) = UnixStream::pair().ok()?;
        bell.set_nonblocking(true).ok()?;
        ear.set_nonblocking(true).ok()?;
        let file = ear.as_raw_fd();
        let queue = Arc::new(Queue { results: Mutex::default(), rung: AtomicBool::new(false), bell });
        let mailbox = Bound::new(event_loop.py(), Mailbox { queue, ear, generation: generation() }).ok()?;
        event_loop.call_method1(intern!(event_loop.py(), "add_reader"), (file, &mailbox)).ok()?;
        Some(mailbox)
    }
}

#[pymethods]
impl Mailbox {
    /// The bell rang.
    fn __call__(&self, py: Python<'_>) -> PyResult<()> {
        let _ = (&self.ear).read(&mut [0; 16]);
        // Before the results are fetched: what comes after this rings again.
        self.queue.rung.store(false, SeqCst);
        let results = std::mem::take(&mut *self.queue.results.lock());
        results.into_iter().try_for_each(|result| settle(py, result))
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> std::result::Result<(), PyTraverseError> {
        // Locked means that a worker is leaving something, so the loop is alive.
        self.queue.results.try_lock().map_or(Ok(()), |results| results.iter().try_for_each(|r| visit.call(&r.future)))
    }

    fn __clear__(&self) {
        let left = self.queue.results.try_lock().map(|mut results| std::mem::take(&mut *results));
        drop(left);
    }
}
