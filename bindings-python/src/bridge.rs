//! asyncio: results of the shared runtime reach their event loops in batches, through one thread.
//!
//! A future is polled once on the caller's thread before it is spawned, so what is ready (a cache hit) never hops.

use std::panic::AssertUnwindSafe;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use futures_util::FutureExt;
use parking_lot::Mutex;
use polyroute::host::fork::generation;
use polyroute::host::{Host, Submitted};
use polyroute::{Error, Result};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use tokio::task::AbortHandle;

use crate::attach::{detached, with_py};
use crate::errors::{caught, of_panic, to_py};

/// The most results that one attach delivers.
const BATCH: usize = 512;

/// Makes the Python value of a result; runs attached, on the thread of the event loop.
type Make = Box<dyn FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send>;

struct Done {
    event_loop: Py<PyAny>,
    future: Py<PyAny>,
    make: Make,
}

/// Futures of one loop, each with what settles it.
type Settled = Vec<(Py<PyAny>, Make)>;

/// A call under way: await `future`, and `abort` when the wait is given up.
#[pyclass(frozen, module = "polyroute._native")]
pub struct Pending {
    #[pyo3(get)]
    future: Py<PyAny>,
    task: AbortHandle,
}

#[pymethods]
impl Pending {
    fn abort(&self) {
        self.task.abort();
    }
}

/// Starts `future` for the running event loop: its value when it is ready at once, else a [`Pending`].
pub fn submit<T: Send + 'static>(
    py: Python<'_>,
    host: &Host,
    future: impl Future<Output = Result<T>> + Send + 'static,
    make: impl FnOnce(Python<'_>, T) -> PyResult<Py<PyAny>> + Send + 'static,
) -> PyResult<Py<PyAny>> {
    let event_loop = running_loop(py)?;
    let waiter = event_loop.call_method0(intern!(py, "create_future"))?;
    let (event_loop, target) = (event_loop.unbind(), waiter.clone().unbind());
    let results = dispatcher(py)?;
    // Boxed before it moves: the states of a call fill kilobytes.
    let future = AssertUnwindSafe(Box::pin(future)).catch_unwind().map(|output| {
        let output = output.unwrap_or_else(|panic| Err(of_panic(&*panic)));
        Box::new(move |py: Python<'_>| output.map_err(|e| to_py(py, &e)).and_then(|value| make(py, value))) as Make
    });
    let submitted = detached(py, || {
        host.submit(future, move |make| {
            // Nobody listens once the interpreter is going away.
            let _ = results.send(Done { event_loop, future: target, make });
        })
    });
    match submitted.map_err(|e| to_py(py, &e))? {
        Submitted::Ready(make) => make(py),
        Submitted::Pending(task) => Ok(Py::new(py, Pending { future: waiter.unbind(), task })?.into_any()),
    }
}

fn running_loop(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    static RUNNING_LOOP: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    RUNNING_LOOP.get_or_try_init(py, || py.import("asyncio")?.getattr("get_running_loop").map(Bound::unbind))?.bind(py).call0()
}

/// The way to the dispatcher of this process. Locked only while attached, so that no fork finds it locked.
fn dispatcher(py: Python<'_>) -> PyResult<Sender<Done>> {
    static DISPATCHER: Mutex<Option<(u64, Sender<Done>)>> = Mutex::new(None);
    let mut slot = DISPATCHER.lock();
    let now = generation();
    if let Some((made, sender)) = &*slot
        && *made == now
    {
        return Ok(sender.clone());
    }
    let (sender, results) = channel();
    let started = thread::Builder::new().name("polyroute-loop".to_owned()).spawn(move || dispatch(&results));
    started.map_err(|e| to_py(py, &Error::internal(format!("a thread did not start: {e}"))))?;
    std::mem::forget(slot.replace((now, sender.clone())));
    Ok(sender)
}

fn dispatch(results: &Receiver<Done>) {
    while let Ok(first) = results.recv() {
        let mut batch = vec![first];
        batch.extend(results.try_iter().take(BATCH - 1));
        if with_py(|py| announce(py, batch)).is_none() {
            return;
        }
    }
}

/// One `call_soon_threadsafe` for each loop that has results in `batch`.
fn announce(py: Python<'_>, batch: Vec<Done>) {
    let mut loops: Vec<(Py<PyAny>, Settled)> = Vec::new();
    for Done { event_loop, future, make } in batch {
        match loops.iter_mut().find(|(known, _)| known.is(&event_loop)) {
            Some((_, items)) => items.push((future, make)),
            None => loops.push((event_loop, vec![(future, make)])),
        }
    }
    for (event_loop, items) in loops {
        // A loop that has closed in the meantime wants no results.
        if let Ok(deliver) = Bound::new(py, Deliver(Mutex::new(items))) {
            let _ = event_loop.bind(py).call_method1(intern!(py, "call_soon_threadsafe"), (deliver,));
        }
    }
}

/// Runs on the loop: settles the futures of a batch.
#[pyclass(frozen)]
struct Deliver(Mutex<Settled>);

#[pymethods]
impl Deliver {
    fn __call__(&self, py: Python<'_>) -> PyResult<()> {
        let items = std::mem::take(&mut *self.0.lock());
        for (future, make) in items {
            let future = future.bind(py);
            if future.call_method0(intern!(py, "done"))?.is_truthy()? {
                continue;
            }
            match caught(py, || make(py)) {
                Ok(value) => future.call_method1(intern!(py, "set_result"), (value,))?,
                Err(error) => future.call_method1(intern!(py, "set_exception"), (error.into_value(py),))?,
            };
        }
        Ok(())
    }
}
