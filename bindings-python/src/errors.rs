//! The core's error as one of the package's exceptions, and panics as one of them too.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use polyroute::host::of_panic;
use polyroute::{Error, ErrorKind};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::json;
use crate::once::{intern, once};

static CLASSES: OnceLock<Py<PyDict>> = OnceLock::new();

fn class(py: Python<'_>, kind: ErrorKind) -> PyResult<Bound<'_, PyAny>> {
    let classes = once(&CLASSES, || Ok(py.import("polyroute.errors")?.getattr("BY_KIND")?.cast_into::<PyDict>()?.unbind()))?;
    classes.bind(py).as_any().get_item(kind.name())
}

/// The exception that says what `error` says.
pub fn to_py(py: Python<'_>, error: &Error) -> PyErr {
    build(py, error).unwrap_or_else(|failure| failure)
}

fn build(py: Python<'_>, error: &Error) -> PyResult<PyErr> {
    let fields = PyDict::new(py);
    let set = |name: &Bound<'_, PyAny>, value: Option<&str>| value.map_or(Ok(()), |v| fields.set_item(name, v));
    set(intern!(py, "reason"), error.get_reason())?;
    set(intern!(py, "provider"), error.get_provider())?;
    set(intern!(py, "request_id"), error.get_request_id())?;
    set(intern!(py, "trace_id"), error.get_trace_id())?;
    set(intern!(py, "path"), error.path())?;
    set(intern!(py, "rule"), error.get_rule())?;
    // The upstream's own where there was one, else what a door would answer.
    fields.set_item("status", error.get_upstream().status.unwrap_or_else(|| error.kind().http_status()))?;
    if let Some(after) = error.get_retry_after() {
        fields.set_item("retry_after", after.as_secs_f64())?;
    }
    if !error.get_attempts().is_empty() {
        fields.set_item("attempts", json::nodes_of(py, error.get_attempts())?)?;
    }
    fields.set_item("retryable", error.is_retryable())?;
    let exception = class(py, error.kind())?.call((error.to_string(),), Some(&fields))?;
    let raised = PyErr::from_value(exception);
    if let Some(cause) = error.get_cause().and_then(|c| c.downcast_ref::<Py<PyAny>>()) {
        raised.set_cause(py, Some(PyErr::from_value(cause.bind(py).clone())));
    }
    Ok(raised)
}

/// An argument of the caller that cannot be used.
pub fn invalid(py: Python<'_>, message: impl Into<String>) -> PyErr {
    to_py(py, &Error::invalid(message))
}

/// Runs an entry point; a panic becomes an `InternalError`, which `except Exception` sees.
pub fn caught<T>(py: Python<'_>, f: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    catch_unwind(AssertUnwindSafe(f)).unwrap_or_else(|panic| Err(to_py(py, &of_panic(&*panic))))
}
