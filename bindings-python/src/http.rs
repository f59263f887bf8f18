//! Replies of the HTTP doors: status, headers, and a body that may stream.

use std::sync::Arc;

use bytes::Bytes;
use parking_lot::Mutex;
use polyroute::host::{Host, HttpBody, HttpOut};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::errors::caught;
use crate::stream::Source;

#[pyclass(frozen, module = "polyroute._native")]
pub struct HttpReply {
    #[pyo3(get)]
    status: u16,
    #[pyo3(get)]
    headers: Vec<(String, String)>,
    body: Body,
}

enum Body {
    /// Handed out once.
    Whole(Mutex<Option<Bytes>>),
    Stream(Arc<Source>),
}

impl HttpReply {
    pub fn into_py(py: Python<'_>, host: &Host, out: HttpOut) -> PyResult<Py<PyAny>> {
        let body = match out.body {
            HttpBody::Whole(bytes) => Body::Whole(Mutex::new(Some(bytes))),
            HttpBody::Stream(handle) => Body::Stream(Source::new(host.clone(), handle)),
        };
        Ok(Py::new(py, HttpReply { status: out.status, headers: out.headers, body })?.into_any())
    }

    fn next(&self, py: Python<'_>) -> PyResult<Option<Bytes>> {
        match &self.body {
            Body::Whole(bytes) => Ok(bytes.lock().take()),
            Body::Stream(source) => source.next(py),
        }
    }
}

#[pymethods]
impl HttpReply {
    /// The body when it came whole and was not read yet; `None` for a stream.
    fn whole<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        match &self.body {
            Body::Whole(bytes) => Some(PyBytes::new(py, &bytes.lock().take().unwrap_or_default())),
            Body::Stream(_) => None,
        }
    }

    /// The rest of the body.
    fn read<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        caught(py, || {
            let mut all = Vec::new();
            while let Some(piece) = self.next(py)? {
                if all.is_empty() && matches!(self.body, Body::Whole(_)) {
                    return Ok(PyBytes::new(py, &piece));
                }
                all.extend_from_slice(&piece);
            }
            Ok(PyBytes::new(py, &all))
        })
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyBytes>>> {
        caught(py, || Ok(self.next(py)?.map(|piece| PyBytes::new(py, &piece))))
    }

    /// Ends the call when its body still streams.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        caught(py, || match &self.body {
            Body::Whole(_) => Ok(()),
            Body::Stream(source) => source.close_waiting(py),
        })
    }

    fn __enter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = (*_exception))]
    fn __exit__(&self, py: Python<'_>, _exception: &Bound<'_, pyo3::types::PyTuple>) -> PyResult<()> {
        self.close(py)
    }

    /// For event loops: a list of pieces, empty at the end.
    fn next_batch(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        caught(py, || match &self.body {
            Body::Whole(bytes) => {
                let pieces: Vec<_> = bytes.lock().take().iter().map(|piece| PyBytes::new(py, piece)).collect();
                Ok(pieces.into_pyobject(py)?.unbind())
            }
            Body::Stream(source) => source.next_bytes(py),
        })
    }

    fn aclose(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        caught(py, || match &self.body {
            Body::Whole(_) => Ok(py.None()),
            Body::Stream(source) => source.close_async(py),
        })
    }
}
