//! Forks: everything with threads or connections belongs to the process that made it.

use std::mem;
use std::ops::Deref;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use polyroute::host;
use polyroute::host::fork::generation;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::{attach, functions};

static PROCESS: AtomicU32 = AtomicU32::new(0);

/// Notices forks that did not come through `os.fork`.
pub fn check() {
    let now = std::process::id();
    let before = PROCESS.swap(now, Relaxed);
    if before != 0 && before != now {
        after_in_child();
    }
}

/// A value that only the process that made it may drop: in a child it is forgotten, because dropping it would
/// touch sockets and pollers that the parent still uses.
pub struct OfProcess<T>(Option<T>, u64);

impl<T> OfProcess<T> {
    pub fn new(value: T) -> Self {
        OfProcess(Some(value), generation())
    }

    pub fn is_foreign(&self) -> bool {
        self.1 != generation()
    }
}

impl<T> Deref for OfProcess<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_ref().expect("the value leaves only on drop")
    }
}

impl<T> Drop for OfProcess<T> {
    fn drop(&mut self) {
        if self.is_foreign() {
            mem::forget(self.0.take());
        }
    }
}

#[pyfunction]
fn _before_fork(py: Python<'_>) -> PyResult<()> {
    finish_imports(py)?;
    host::fork::before();
    Ok(())
}

/// Waits for imports that other threads have begun: in the child nobody would end them, and the next import of the same
/// module would wait for ever. Replies import `json` at any time, even while this waits: it is there from now on.
fn finish_imports(py: Python<'_>) -> PyResult<()> {
    if py.import("sys")?.getattr("modules")?.contains(functions::MODULE)? {
        py.import(functions::MODULE)?;
    }
    py.import("json")?;
    Ok(())
}

#[pyfunction]
fn _after_fork_in_parent() {
    host::fork::after_in_parent();
}

#[pyfunction]
fn _after_fork_in_child() {
    PROCESS.store(std::process::id(), Relaxed);
    after_in_child();
}

fn after_in_child() {
    attach::forked();
    host::fork::after_in_child();
}

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    PROCESS.store(std::process::id(), Relaxed);
    let py = module.py();
    let os = py.import("os")?;
    if !os.hasattr("register_at_fork")? {
        return Ok(());
    }
    let hooks = PyDict::new(py);
    hooks.set_item("before", wrap_pyfunction!(_before_fork, module)?)?;
    hooks.set_item("after_in_parent", wrap_pyfunction!(_after_fork_in_parent, module)?)?;
    hooks.set_item("after_in_child", wrap_pyfunction!(_after_fork_in_child, module)?)?;
    os.call_method("register_at_fork", (), Some(&hooks))?;
    Ok(())
}
