//! A streamed reply: events cross in batches, and become Python objects one by one.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use bytes::Bytes;
use parking_lot::Mutex;
use polyroute::host::{Host, StreamHandle, Tick, event_text};
use polyroute::{Error, Result};
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::attach::{detached, waiting};
use crate::errors::{caught, invalid};
use crate::fork::OfProcess;
use crate::reply::{Chunk, Reply};
use crate::{bridge, json};

/// The most events that cross at once.
const BATCH: usize = 64;

/// A stream and what has crossed of it, shared by its iterators.
pub struct Source {
    host: Host,
    handle: OfProcess<StreamHandle>,
    ready: Mutex<VecDeque<Bytes>>,
    ended: AtomicBool,
}

impl Source {
    pub fn new(host: Host, handle: StreamHandle) -> Arc<Source> {
        Arc::new(Source { host, handle: OfProcess::new(handle), ready: Mutex::default(), ended: AtomicBool::new(false) })
    }

    fn check(&self) -> Result<()> {
        if self.handle.is_foreign() {
            return Err(Error::invalid("this stream belongs to the process that opened it").reason("forked"));
        }
        Ok(())
    }

    /// The next events; empty at the end, once it has ended, and when somebody closes the stream meanwhile.
    pub async fn pull(self: Arc<Self>) -> Result<Vec<Bytes>> {
        self.check()?;
        self.note(self.handle.next_batch(BATCH).await)
    }

    /// The same, waiting on this thread.
    fn pull_waiting(&self, tick: Option<Tick<'_>>) -> Result<Vec<Bytes>> {
        self.check()?;
        self.note(self.handle.next_batch_blocking(BATCH, tick))
    }

    fn note(&self, pulled: Result<Vec<Bytes>>) -> Result<Vec<Bytes>> {
        if pulled.as_ref().map_or(true, Vec::is_empty) {
            self.ended.store(true, Relaxed);
        }
        pulled
    }

    pub async fn close(self: Arc<Self>) -> Result<()> {
        self.ended.store(true, Relaxed);
        if !self.handle.is_foreign() {
            self.handle.close().await;
        }
        Ok(())
    }

    /// The next event, waiting for it on this thread.
    pub fn next(self: &Arc<Self>, py: Python<'_>) -> PyResult<Option<Bytes>> {
        if let Some(event) = self.ready.lock().pop_front() {
            return Ok(Some(event));
        }
        if self.ended.load(Relaxed) {
            return Ok(None);
        }
        let batch = waiting(py, |tick| self.pull_waiting(tick))?;
        let mut ready = self.ready.lock();
        ready.extend(batch);
        Ok(ready.pop_front())
    }

    /// What has crossed and was not handed out, else the next batch, for the running event loop.
    fn next_batch(
        self: &Arc<Self>,
        py: Python<'_>,
        make: impl Fn(Python<'_>, Vec<Bytes>) -> PyResult<Py<PyAny>> + Send + 'static,
    ) -> PyResult<Py<PyAny>> {
        let ready = std::mem::take(&mut *self.ready.lock());
        if !ready.is_empty() || self.ended.load(Relaxed) {
            return make(py, ready.into());
        }
        bridge::submit(py, &self.host, self.clone().pull(), make)
    }

    /// Bytes as they are, for HTTP bodies.
    pub fn next_bytes(self: &Arc<Self>, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.next_batch(py, |py, batch| {
            let pieces: Vec<_> = batch.iter().map(|b| pyo3::types::PyBytes::new(py, b)).collect();
            Ok(pieces.into_pyobject(py)?.unbind())
        })
    }

    pub fn close_waiting(self: &Arc<Self>, py: Python<'_>) -> PyResult<()> {
        self.ended.store(true, Relaxed);
        if self.handle.is_foreign() {
            return Ok(());
        }
        waiting(py, |tick| self.handle.close_blocking(tick))
    }

    /// Closes without waiting for it.
    pub fn abandon(self: &Arc<Self>, py: Python<'_>) {
        let (host, close) = (&self.host, self.clone().close());
        // A runtime that does not start has no stream to close either.
        let _ = detached(py, || host.submit(close, drop));
    }

    pub fn close_async(self: &Arc<Self>, py: Python<'_>) -> PyResult<Py<PyAny>> {
        bridge::submit(py, &self.host, self.clone().close(), |py, ()| Ok(py.None()))
    }
}

/// The stream of a typed call.
#[pyclass(frozen, module = "polyroute._native")]
pub struct Stream(Arc<Source>);

impl Stream {
    pub fn new(host: Host, handle: StreamHandle) -> Self {
        Stream(Source::new(host, handle))
    }
}

#[pymethods]
impl Stream {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        caught(py, || self.0.next(py)?.map(|event| Chunk::make(py, event)).transpose())
    }

    fn __enter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = (*_exception))]
    fn __exit__(&self, py: Python<'_>, _exception: &Bound<'_, pyo3::types::PyTuple>) -> PyResult<()> {
        self.close(py)
    }

    /// The text of the first choice, piece by piece.
    #[getter]
    fn text_stream(&self) -> TextStream {
        TextStream(self.0.clone())
    }

    fn close(&self, py: Python<'_>) -> PyResult<()> {
        caught(py, || self.0.close_waiting(py))
    }

    fn reply(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        match (self.0.handle.reply(), self.0.handle.receipt()) {
            (Some(body), Some(receipt)) => Reply::make(py, body, receipt),
            _ => Err(not_ended(py, "reply()")),
        }
    }

    #[getter]
    fn polyroute<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let receipt = self.0.handle.receipt().ok_or_else(|| not_ended(py, "polyroute"))?;
        json::nodes_of(py, &*receipt)
    }

    /// For event loops: a list of chunks, empty at the end.
    fn next_batch(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        caught(py, || {
            self.0.next_batch(py, |py, batch| {
                let chunks = batch.into_iter().map(|event| Chunk::make(py, event)).collect::<PyResult<Vec<_>>>()?;
                Ok(chunks.into_pyobject(py)?.unbind())
            })
        })
    }

    /// For event loops: a list of pieces of text; `None` at the end.
    fn next_texts(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        caught(py, || {
            self.0.next_batch(py, |py, batch| {
                if batch.is_empty() {
                    return Ok(py.None());
                }
                let texts: Vec<_> = batch.iter().filter_map(|event| event_text(event).map(|text| PyString::new(py, &text))).collect();
                Ok(texts.into_pyobject(py)?.unbind())
            })
        })
    }

    fn aclose(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        caught(py, || self.0.close_async(py))
    }

    fn abandon(&self, py: Python<'_>) -> PyResult<()> {
        caught(py, || {
            self.0.abandon(py);
            Ok(())
        })
    }
}

fn not_ended(py: Python<'_>, what: &str) -> PyErr {
    invalid(py, format!("`{what}` is known once the stream has ended: read it to its end or close it"))
}

/// Iterates over text instead of chunks.
#[pyclass(frozen, module = "polyroute._native")]
pub struct TextStream(Arc<Source>);

#[pymethods]
impl TextStream {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyString>>> {
        caught(py, || {
            while let Some(event) = self.0.next(py)? {
                if let Some(text) = event_text(&event) {
                    return Ok(Some(PyString::new(py, &text)));
                }
            }
            Ok(None)
        })
    }
}
