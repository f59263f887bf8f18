//! `polyroute._native`: the core behind the Python package. It translates and does not decide.
//!
//! The typed, documented surface is the Python package beside it; nothing here is meant to be called by users.

#![forbid(unsafe_code)]

mod attach;
mod bridge;
mod core;
mod dispatcher;
mod errors;
mod exit;
mod fork;
mod functions;
mod http;
mod json;
#[cfg(unix)]
mod mailbox;
mod once;
mod options;
mod reply;
mod reports;
mod stream;

use mimalloc::MiMalloc;
use pyo3::prelude::*;

/// Results are made on one thread and let go on another, which the usual allocator is slow at.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Runs the `polyroute` command and gives its exit code.
#[pyfunction]
fn run_cli(py: Python<'_>, args: Vec<String>) -> i32 {
    attach::detached(py, || polyroute_cli::run(args))
}

fn py_types(py: Python<'_>) {
    drop(py.get_type::<dispatcher::Deliver>());
    #[cfg(unix)]
    drop(py.get_type::<mailbox::Mailbox>());
}

#[pymodule(gil_used = false)]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<core::Core>()?;
    module.add_class::<bridge::Pending>()?;
    module.add_class::<functions::Settle>()?;
    module.add_class::<reply::Members>()?;
    module.add_class::<reply::Reply>()?;
    module.add_class::<reply::Chunk>()?;
    module.add_class::<stream::Stream>()?;
    module.add_class::<stream::TextStream>()?;
    module.add_class::<http::HttpReply>()?;
    module.add_class::<reports::Reports>()?;
    // Classes that nobody sees are made here too: the first use of one lets go of the interpreter (see `once.rs`).
    py_types(module.py());
    module.add_function(wrap_pyfunction!(run_cli, module)?)?;
    exit::register(module)?;
    fork::register(module)
}
