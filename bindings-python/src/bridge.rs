//! asyncio: calls run on the shared runtime, their results settle futures on the loops that wait for them.
//!
//! A future is polled once on the caller's thread before it is spawned, so what is ready (a cache hit) never hops.
//! Results reach a loop in batches: through its mailbox, or where it cannot have one through the dispatcher.

use std::panic::AssertUnwindSafe;
use std::sync::mpsc::Sender;
use std::sync::{Arc, OnceLock};

use futures_util::FutureExt;
use polyroute::host::{Host, Submitted, of_panic};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use tokio::task::AbortHandle;

use crate::attach::detached;
use crate::dispatcher::dispatcher;
use crate::errors::{caught, to_py};
#[cfg(unix)]
use crate::mailbox::{Mailbox, Queue};
use crate::once::{intern, once};

/// Makes the Python value of a result; runs attached, on the thread of the event loop.
type Make = Box<dyn FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send>;

/// A call that has ended, and who waits for it.
pub struct Result {
    pub future: Py<PyAny>,
    make: Make,
}

/// Hands a result to the future that waits for it, on the thread of its loop.
pub fn settle(py: Python<'_>, result: Result) -> PyResult<()> {
    let future = result.future.bind(py);
    if future.call_method0(intern!(py, "done"))?.is_truthy()? {
        return Ok(());
    }
    match caught(py, || (result.make)(py)) {
        Ok(value) => future.call_method1(intern!(py, "set_result"), (value,))?,
        Err(error) => future.call_method1(intern!(py, "set_exception"), (error.into_value(py),))?,
    };
    Ok(())
}

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

    fn __traverse__(&self, visit: PyVisit<'_>) -> std::result::Result<(), PyTraverseError> {
        visit.call(&self.future)
    }
}

/// Starts `future` for the running event loop: its value when it is ready at once, else a [`Pending`].
pub fn submit<T: Send + 'static>(
    py: Python<'_>,
    host: &Host,
    future: impl Future<Output = polyroute::Result<T>> + Send + 'static,
    make: impl FnOnce(Python<'_>, T) -> PyResult<Py<PyAny>> + Send + 'static,
) -> PyResult<Py<PyAny>> {
    let event_loop = running_loop(py)?;
    let waiter = event_loop.call_method0(intern!(py, "create_future"))?;
    let target = waiter.clone().unbind();
    let way = Way::to(&event_loop)?;
    // Boxed before it moves: the states of a call fill kilobytes.
    let future = AssertUnwindSafe(Box::pin(future)).catch_unwind().map(|output| {
        let output = output.unwrap_or_else(|panic| Err(of_panic(&*panic)));
        Box::new(move |py: Python<'_>| output.map_err(|e| to_py(py, &e)).and_then(|value| make(py, value))) as Make
    });
    let submitted = detached(py, || host.submit(future, move |make| way.send(Result { future: target, make })));
    match submitted.map_err(|e| to_py(py, &e))? {
        Submitted::Ready(make) => make(py),
        Submitted::Pending(task) => Ok(Py::new(py, Pending { future: waiter.unbind(), task })?.into_any()),
    }
}

pub fn running_loop(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    static RUNNING_LOOP: OnceLock<Py<PyAny>> = OnceLock::new();
    once(&RUNNING_LOOP, || py.import("asyncio")?.getattr("get_running_loop").map(Bound::unbind))?.bind(py).call0()
}

/// How a result reaches its loop.
enum Way {
    #[cfg(unix)]
    Mailbox(Arc<Queue>),
    Dispatcher(Sender<(Py<PyAny>, Result)>, Py<PyAny>),
}

impl Way {
    fn to(event_loop: &Bound<'_, PyAny>) -> PyResult<Way> {
        #[cfg(unix)]
        if let Some(queue) = Mailbox::of(event_loop) {
            return Ok(Way::Mailbox(queue));
        }
        Ok(Way::Dispatcher(dispatcher(event_loop.py())?, event_loop.clone().unbind()))
    }

    fn send(self, result: Result) {
        match self {
            #[cfg(unix)]
            Way::Mailbox(queue) => queue.push(result),
            Way::Dispatcher(results, event_loop) => {
                // Nobody listens once the interpreter is going away.
                let _ = results.send((event_loop, result));
            }
        }
    }
}
