//! Results on their way to event loops that cannot watch sockets: one thread, one `call_soon_threadsafe` a loop and batch.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use parking_lot::Mutex;
use polyroute::Error;
use polyroute::host::fork::generation;
use pyo3::prelude::*;

use crate::attach::with_py;
use crate::bridge::{Result, settle};
use crate::errors::to_py;
use crate::once::intern;

/// The most results that one attach delivers.
const BATCH: usize = 512;

type Addressed = (Py<PyAny>, Result);

/// The way to the dispatcher of this process. Locked only while attached, so that no fork finds it locked.
pub fn dispatcher(py: Python<'_>) -> PyResult<Sender<Addressed>> {
    static DISPATCHER: Mutex<Option<(u64, Sender<Addressed>)>> = Mutex::new(None);
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

fn dispatch(results: &Receiver<Addressed>) {
    while let Ok(first) = results.recv() {
        let mut batch = vec![first];
        batch.extend(results.try_iter().take(BATCH - 1));
        if with_py(|py| announce(py, batch)).is_none() {
            return;
        }
    }
}

fn announce(py: Python<'_>, batch: Vec<Addressed>) {
    let mut loops: Vec<(Py<PyAny>, Vec<Result>)> = Vec::new();
    for (event_loop, result) in batch {
        match loops.iter_mut().find(|(known, _)| known.is(&event_loop)) {
            Some((_, results)) => results.push(result),
            None => loops.push((event_loop, vec![result])),
        }
    }
    for (event_loop, results) in loops {
        // A loop that has closed in the meantime wants no results.
        if let Ok(deliver) = Bound::new(py, Deliver(Mutex::new(results))) {
            let _ = event_loop.bind(py).call_method1(intern!(py, "call_soon_threadsafe"), (deliver,));
        }
    }
}

/// Runs on the loop.
#[pyclass(frozen)]
pub struct Deliver(Mutex<Vec<Result>>);

#[pymethods]
impl Deliver {
    fn __call__(&self, py: Python<'_>) -> PyResult<()> {
        let results = std::mem::take(&mut *self.0.lock());
        results.into_iter().try_for_each(|result| settle(py, result))
    }
}
