//! What a core says of itself: decisions, traces, usage, stats.

use std::time::Duration;

use polyroute::gateway::{Gateway, TraceFilter};
use polyroute::types::{CallOptions, UsageFilter};
use polyroute::{Error, Result};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde_json::Value;

use crate::attach::waiting;
use crate::bridge;
use crate::core::{Core, incoming};
use crate::errors::{caught, to_py};
use crate::json::nodes_of;
use crate::options::{Options, read_block};

/// Milliseconds since 1970.
type When = Option<u64>;
/// Columns and the values they must have.
type Where = Vec<(String, String)>;

/// A report that the store has to be asked for.
enum Query {
    Usage(UsageFilter),
    Trace(String),
    Traces(TraceFilter),
}

impl Query {
    async fn ask(self, gateway: Gateway) -> Result<Value> {
        match self {
            Query::Usage(filter) => gateway.usage(filter).await.map(Value::Array),
            Query::Traces(filter) => gateway.traces(filter).await.map(Value::Array),
            Query::Trace(id) => {
                let found = gateway.trace(&id).await?;
                found.ok_or_else(|| Error::new(polyroute::ErrorKind::NotFound, format!("no trace `{id}` is known")).reason("trace"))
            }
        }
    }
}

#[pyclass(frozen, module = "polyroute._native")]
pub struct Reports(Py<Core>);

impl Reports {
    fn gateway(&self) -> Result<Gateway> {
        self.0.get().host()?.gateway()
    }

    /// A report that is there at once.
    fn now(&self, py: Python<'_>, report: impl FnOnce(Gateway) -> Result<Value>) -> PyResult<Py<PyAny>> {
        caught(py, || {
            let value = self.gateway().and_then(report).map_err(|e| to_py(py, &e))?;
            Ok(nodes_of(py, &value)?.unbind())
        })
    }

    fn report(&self, py: Python<'_>, query: Query) -> PyResult<Py<PyAny>> {
        caught(py, || {
            let host = self.0.get().host().map_err(|e| to_py(py, &e))?;
            let value = waiting(py, |tick| host.block_on(query.ask(host.gateway()?), tick)?)?;
            Ok(nodes_of(py, &value)?.unbind())
        })
    }

    fn areport(&self, py: Python<'_>, query: Query) -> PyResult<Py<PyAny>> {
        caught(py, || {
            let host = self.0.get().host().map_err(|e| to_py(py, &e))?;
            let gateway = self.gateway().map_err(|e| to_py(py, &e))?;
            bridge::submit(py, host, query.ask(gateway), |py, value| Ok(nodes_of(py, &value)?.unbind()))
        })
    }
}

#[pymethods]
impl Reports {
    #[new]
    fn new(core: Py<Core>) -> Self {
        Reports(core)
    }

    fn usage(&self, py: Python<'_>, group_by: Vec<String>, since: When, until: When, where_: Where) -> PyResult<Py<PyAny>> {
        self.report(py, Query::Usage(UsageFilter { group_by, since, until, where_ }))
    }

    fn ausage(&self, py: Python<'_>, group_by: Vec<String>, since: When, until: When, where_: Where) -> PyResult<Py<PyAny>> {
        self.areport(py, Query::Usage(UsageFilter { group_by, since, until, where_ }))
    }

    fn trace(&self, py: Python<'_>, id: String) -> PyResult<Py<PyAny>> {
        self.report(py, Query::Trace(id))
    }

    fn atrace(&self, py: Python<'_>, id: String) -> PyResult<Py<PyAny>> {
        self.areport(py, Query::Trace(id))
    }

    fn traces(&self, py: Python<'_>, limit: usize, since: When, until: When, where_: Where) -> PyResult<Py<PyAny>> {
        self.report(py, Query::Traces(TraceFilter { limit, since, until, where_ }))
    }

    fn atraces(&self, py: Python<'_>, limit: usize, since: When, until: When, where_: Where) -> PyResult<Py<PyAny>> {
        self.areport(py, Query::Traces(TraceFilter { limit, since, until, where_ }))
    }

    fn explain(
        &self,
        py: Python<'_>,
        door: &str,
        body: &Bound<'_, PyAny>,
        params: &Bound<'_, PyDict>,
        options: Options<'_>,
        block: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        self.now(py, |gateway| gateway.explain(incoming(door, body, params, options.read()?, read_block(block)?)?))
    }

    fn preview(
        &self,
        py: Python<'_>,
        door: &str,
        body: &Bound<'_, PyAny>,
        params: &Bound<'_, PyDict>,
        target: Option<&str>,
        block: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        self.now(py, |gateway| gateway.preview(incoming(door, body, params, CallOptions::default(), read_block(block)?)?, target))
    }

    fn models(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.now(py, |gateway| Ok(gateway.models()))
    }

    fn stats(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.now(py, |gateway| Ok(gateway.stats()))
    }

    /// Breaks the store of a gateway with a virtual clock.
    fn break_state(&self, py: Python<'_>) -> PyResult<()> {
        caught(py, || {
            self.gateway().map_err(|e| to_py(py, &e))?.break_state();
            Ok(())
        })
    }

    /// Moves a virtual clock.
    fn advance(&self, py: Python<'_>, milliseconds: f64) -> PyResult<()> {
        caught(py, || {
            self.gateway().map_err(|e| to_py(py, &e))?.advance(Duration::from_secs_f64(milliseconds / 1000.0));
            Ok(())
        })
    }
}
