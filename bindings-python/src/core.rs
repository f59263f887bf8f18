//! One core as Python holds it: typed calls and the HTTP doors. Reports stand in `reports.rs`.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

use bytes::Bytes;
use polyroute::door::HttpIn;
use polyroute::gateway::{Body, Door, Incoming, Prepared, Stale};
use polyroute::host::{Host, Source};
use polyroute::types::{CallOptions, HostContext, Labels};
use polyroute::{Error, Result};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString};

use crate::attach::{detached, waiting};
use crate::errors::{caught, to_py};
use crate::exit::Listed;
use crate::fork::{self, OfProcess};
use crate::functions::{self, Caller};
use crate::http::HttpReply;
use crate::options::{Options, read_block};
use crate::reply::Reply;
use crate::stream::Stream;
use crate::{bridge, json};

/// Text longer than this is parsed with the interpreter free for others.
const LONG: usize = 4096;

#[pyclass(frozen, module = "polyroute._native")]
pub struct Core {
    host: OfProcess<Host>,
    closed: AtomicBool,
    listed: Listed,
    /// Calls need their callers' context only where there are functions.
    has_functions: bool,
}

impl Core {
    /// The host, for a call that is about to begin.
    pub fn host(&self) -> Result<&Host> {
        fork::check();
        if self.closed.load(Relaxed) {
            return Err(Error::invalid("the gateway is closed").reason("closed"));
        }
        Ok(&self.host)
    }

    /// The caller's own context, for functions. `waits`: the call belongs to the running event loop.
    fn caller(&self, py: Python<'_>, waits: bool) -> PyResult<Option<HostContext>> {
        if !self.has_functions {
            return Ok(None);
        }
        let event_loop = if waits { Some(bridge::running_loop(py)?) } else { None };
        Caller::now(py, event_loop).map(Some)
    }

    fn prepare(&self, py: Python<'_>, incoming: Result<Incoming>) -> PyResult<Prepared> {
        let prepare = |incoming| self.host()?.prepare(incoming);
        incoming
            .and_then(|incoming| match &incoming.body {
                Body::Text(text) if text.len() > LONG => detached(py, || prepare(incoming)),
                Body::Text(_) | Body::Json(_) => prepare(incoming),
            })
            .map_err(|e| to_py(py, &e))
    }
}

/// A typed call in the core's words. `params` are members of the body and win over `body`'s own.
pub fn incoming(door: &str, body: &Bound<'_, PyAny>, params: &Bound<'_, PyDict>, options: CallOptions, block: Labels) -> Result<Incoming> {
    let door = Door::from_name(door).ok_or_else(|| Error::invalid(format!("there is no door `{door}`")))?;
    let body = match text_of(body)? {
        Some(text) if params.is_empty() => Body::Text(text),
        Some(text) => {
            let mut map = serde_json::from_slice(&text).map_err(|e| Error::invalid(format!("the body is not a JSON object: {e}")))?;
            json::extend_map(&mut map, params)?;
            Body::Json(map)
        }
        None => {
            let mut map = if body.is_none() { serde_json::Map::with_capacity(params.len()) } else { json::to_map(body)? };
            json::extend_map(&mut map, params)?;
            Body::Json(map)
        }
    };
    Ok(Incoming { options, block, ..Incoming::new(door, body) })
}

fn text_of(body: &Bound<'_, PyAny>) -> Result<Option<Bytes>> {
    if let Ok(text) = body.cast::<PyString>() {
        let text = text.to_str().map_err(|_| Error::invalid("the body holds a lone surrogate, which UTF-8 cannot say"))?;
        return Ok(Some(Bytes::copy_from_slice(text.as_bytes())));
    }
    Ok(body.cast::<PyBytes>().ok().map(|bytes| Bytes::copy_from_slice(bytes.as_bytes())))
}

fn http_in(
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: &[u8],
    block: Labels,
    read_timeout: Option<f64>,
    host: Option<HostContext>,
) -> HttpIn {
    let read_timeout = read_timeout.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    HttpIn { method, path, headers, body: Bytes::copy_from_slice(body), block, read_timeout, host }
}

fn source_of(py: Python<'_>, kind: &str, value: &Bound<'_, PyAny>) -> PyResult<Source> {
    Ok(match kind {
        "environment" => Source::Environment,
        "file" => Source::File(value.extract::<PathBuf>()?),
        "yaml" => Source::Yaml(value.extract()?),
        _ => Source::Value(json::to_map(value).map_err(|e| to_py(py, &e))?.into()),
    })
}

#[pymethods]
impl Core {
    #[new]
    #[pyo3(signature = (source, value, functions=None))]
    fn new(py: Python<'_>, source: &str, value: &Bound<'_, PyAny>, functions: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        caught(py, || {
            fork::check();
            let source = source_of(py, source, value)?;
            let registered = functions::of(functions)?;
            let has_functions = !registered.is_empty();
            if has_functions {
                // Before a call needs it: a fork beside a half-done import leaves the child without it.
                py.import(functions::MODULE)?;
            }
            let host = detached(py, || Host::open_with(source, registered)).map_err(|e| to_py(py, &e))?;
            let listed = Listed::new(&host);
            Ok(Core { host: OfProcess::new(host), closed: AtomicBool::new(false), listed, has_functions })
        })
    }

    /// A typed call, waited for on this thread: a `Reply`, or a `Stream` where the body asks for one.
    fn call(
        &self,
        py: Python<'_>,
        door: &str,
        body: &Bound<'_, PyAny>,
        params: &Bound<'_, PyDict>,
        options: Options<'_>,
        block: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        caught(py, || {
            let host = self.caller(py, false)?;
            let read = || incoming(door, body, params, CallOptions { host, ..options.read()? }, read_block(block)?);
            let prepared = self.prepare(py, read())?;
            let host: &Host = &self.host;
            if prepared.streams() {
                let handle = waiting(py, |tick| host.stream_blocking(prepared, tick))?;
                return Ok(Py::new(py, Stream::new(host.clone(), handle))?.into_any());
            }
            Reply::of(py, waiting(py, |tick| host.call_blocking(prepared, tick))?)
        })
    }

    /// The same for the running event loop: the result when it is there at once, else a `Pending`.
    fn acall(
        &self,
        py: Python<'_>,
        door: &str,
        body: &Bound<'_, PyAny>,
        params: &Bound<'_, PyDict>,
        options: Options<'_>,
        block: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        caught(py, || {
            let host = self.caller(py, true)?;
            let read = || incoming(door, body, params, CallOptions { host, ..options.read()? }, read_block(block)?);
            let prepared = self.prepare(py, read())?;
            let host: &Host = &self.host;
            if prepared.streams() {
                let owner = host.clone();
                return bridge::submit(py, host, host.stream(prepared), move |py, handle| Ok(Py::new(py, Stream::new(owner, handle))?.into_any()));
            }
            bridge::submit(py, host, host.call(prepared), Reply::of)
        })
    }

    /// An HTTP request, waited for on this thread.
    #[pyo3(signature = (method, path, headers, body, block=None, read_timeout=None))]
    fn handle(
        &self,
        py: Python<'_>,
        method: String,
        path: String,
        headers: Vec<(String, String)>,
        body: &[u8],
        block: Option<&Bound<'_, PyAny>>,
        read_timeout: Option<f64>,
    ) -> PyResult<Py<PyAny>> {
        caught(py, || {
            let host = self.host().map_err(|e| to_py(py, &e))?;
            let block = read_block(block).map_err(|e| to_py(py, &e))?;
            let request = http_in(method, path, headers, body, block, read_timeout, self.caller(py, false)?);
            let out = waiting(py, |tick| host.handle_blocking(request, tick))?;
            HttpReply::into_py(py, host, out)
        })
    }

    /// The same for the running event loop.
    #[pyo3(signature = (method, path, headers, body, block=None, read_timeout=None))]
    fn ahandle(
        &self,
        py: Python<'_>,
        method: String,
        path: String,
        headers: Vec<(String, String)>,
        body: &[u8],
        block: Option<&Bound<'_, PyAny>>,
        read_timeout: Option<f64>,
    ) -> PyResult<Py<PyAny>> {
        caught(py, || {
            let host = self.host().map_err(|e| to_py(py, &e))?;
            let block = read_block(block).map_err(|e| to_py(py, &e))?;
            let request = http_in(method, path, headers, body, block, read_timeout, self.caller(py, true)?);
            let owner = host.clone();
            bridge::submit(py, host, host.handle(request), move |py, out| HttpReply::into_py(py, &owner, out))
        })
    }

    /// Another configuration; without a source the present one, read anew.
    fn reload(&self, py: Python<'_>, source: Option<&str>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        caught(py, || {
            let host = self.host().map_err(|e| to_py(py, &e))?;
            let source = source.map(|kind| source_of(py, kind, value)).transpose()?;
            detached(py, || host.reload(source)).map_err(|e| to_py(py, &e))
        })
    }

    /// Takes answers out of the cache; gives how many went.
    #[pyo3(signature = (tag=None, route=None, tenant=None))]
    fn invalidate(&self, py: Python<'_>, tag: Option<String>, route: Option<String>, tenant: Option<String>) -> PyResult<u64> {
        caught(py, || {
            let invalidate = || self.host()?.gateway()?.invalidate(&Stale { tag, route, tenant });
            detached(py, invalidate).map_err(|e| to_py(py, &e))
        })
    }

    fn close(&self, py: Python<'_>) -> PyResult<()> {
        caught(py, || {
            if self.closed.swap(true, Relaxed) {
                return Ok(());
            }
            self.listed.remove();
            detached(py, || self.host.close()).map_err(|e| to_py(py, &e))
        })
    }

    #[getter]
    fn closed(&self) -> bool {
        self.closed.load(Relaxed)
    }
}
