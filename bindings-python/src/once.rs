//! What is made at first use, without letting go of the interpreter.
//!
//! PyO3's own cells, and its `intern!`, release it for a moment while they are filled. A fork in that moment leaves the child with a
//! cell that nobody fills any more, and whoever needs it there waits for ever.

use std::sync::OnceLock;

use pyo3::prelude::*;

/// What `cell` holds, made at first use. Two threads may both make it, and one is kept.
pub fn once<T>(cell: &OnceLock<T>, make: impl FnOnce() -> PyResult<T>) -> PyResult<&T> {
    if let Some(made) = cell.get() {
        return Ok(made);
    }
    let made = make()?;
    Ok(cell.get_or_init(|| made))
}

/// A text of Python that is made once.
macro_rules! intern {
    ($py:expr, $text:expr) => {{
        static TEXT: std::sync::OnceLock<pyo3::Py<pyo3::types::PyString>> = std::sync::OnceLock::new();
        match TEXT.get() {
            Some(text) => text.bind($py),
            None => {
                let text = pyo3::types::PyString::intern($py, $text).unbind();
                TEXT.get_or_init(|| text).bind($py)
            }
        }
    }};
}

pub(crate) use intern;
