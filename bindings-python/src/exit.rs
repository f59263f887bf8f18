//! The end of the interpreter: the gate closes, and what gateways have not written yet is written.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use parking_lot::Mutex;
use polyroute::host::Host;
use polyroute::host::fork::generation;
use pyo3::prelude::*;

use crate::attach::close_gate;

/// How long the exit waits for the last records of a gateway.
const FLUSH_LIMIT: Duration = Duration::from_secs(1);

/// Gateways that nobody has closed, with the generation that opened them. Locked only while attached, so that no fork finds it locked.
static OPEN: Mutex<Option<HashMap<u64, (u64, Host)>>> = Mutex::new(None);

/// A gateway stands in the list until this is dropped.
pub struct Listed(u64);

impl Listed {
    pub fn new(host: &Host) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let id = NEXT.fetch_add(1, Relaxed);
        OPEN.lock().get_or_insert_default().insert(id, (generation(), host.clone()));
        Listed(id)
    }

    pub fn remove(&self) {
        let removed = OPEN.lock().as_mut().and_then(|open| open.remove(&self.0));
        forget_foreign(removed);
    }
}

impl Drop for Listed {
    fn drop(&mut self) {
        self.remove();
    }
}

fn forget_foreign(listed: Option<(u64, Host)>) {
    if listed.as_ref().is_some_and(|(made, _)| *made != generation()) {
        std::mem::forget(listed);
    }
}

#[pyfunction]
fn _shutdown(py: Python<'_>) {
    let open = OPEN.lock().take().unwrap_or_default();
    py.detach(|| {
        close_gate();
        for listed in open.into_values() {
            // Nobody is left to tell.
            let _ = listed.1.close_within(FLUSH_LIMIT);
            forget_foreign(Some(listed));
        }
    });
}

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let shutdown = wrap_pyfunction!(_shutdown, module)?;
    module.py().import("atexit")?.call_method1("register", (shutdown,))?;
    Ok(())
}
