//! A whole reply: bytes until somebody looks inside.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use polyroute::gateway::WholeReply;
use polyroute::types::Receipt;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::errors::invalid;
use crate::json;

/// The member that holds the receipt.
const RECEIPT: &str = "polyroute";

#[pyclass(frozen, mapping, module = "polyroute._native")]
pub struct Reply {
    body: Bytes,
    receipt: Arc<Receipt>,
    members: OnceLock<Py<PyDict>>,
    receipt_node: OnceLock<Py<PyAny>>,
}

impl Reply {
    pub fn new(body: Bytes, receipt: Arc<Receipt>) -> Self {
        Reply { body, receipt, members: OnceLock::new(), receipt_node: OnceLock::new() }
    }

    pub fn into_py(py: Python<'_>, whole: WholeReply) -> PyResult<Py<PyAny>> {
        Ok(Py::new(py, Reply::new(whole.body, whole.receipt))?.into_any())
    }

    /// The body as nodes, without the receipt.
    fn members<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyDict>> {
        let members = once(&self.members, || {
            let body = json::node(py, &self.body)?;
            body.cast_into().map(Bound::unbind).map_err(|_| invalid(py, "the reply is not a JSON object"))
        })?;
        Ok(members.bind(py))
    }

    fn member<'py>(&self, name: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
        self.members(name.py())?.as_any().get_item(name)
    }

    /// The body as nodes with the receipt in it.
    fn complete<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyDict>> {
        let members = self.members(py)?;
        if !members.contains(intern!(py, RECEIPT))? {
            members.set_item(intern!(py, RECEIPT), self.polyroute(py)?)?;
        }
        Ok(members)
    }
}

/// What `cell` holds, made at first use. Two threads may both make it, and one is kept: unlike PyO3's own cells this one
/// never lets go of the interpreter.
fn once<T>(cell: &OnceLock<T>, make: impl FnOnce() -> PyResult<T>) -> PyResult<&T> {
    match cell.get() {
        Some(made) => Ok(made),
        None => {
            let made = make()?;
            Ok(cell.get_or_init(|| made))
        }
    }
}

// The members that most readers want are getters: looking up an unknown attribute costs ten times as much.
#[pymethods]
impl Reply {
    #[getter]
    fn choices<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.member(intern!(py, "choices"))
    }

    #[getter]
    fn data<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.member(intern!(py, "data"))
    }

    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.member(intern!(py, "id"))
    }

    #[getter]
    fn model<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.member(intern!(py, "model"))
    }

    #[getter]
    fn usage<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.member(intern!(py, "usage"))
    }

    #[getter]
    fn polyroute(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        once(&self.receipt_node, || json::nodes_of(py, &*self.receipt).map(Bound::unbind)).map(|node| node.clone_ref(py))
    }

    /// What the first choice says; empty where it only calls tools.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import(intern!(py, "polyroute._node"))?.getattr(intern!(py, "text_of"))?.call1((self.members(py)?,))
    }

    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let body = json::plain(py, &self.body)?;
        body.set_item(intern!(py, RECEIPT), json::plain(py, &serde_json::to_vec(&*self.receipt).unwrap_or_default())?)?;
        Ok(body)
    }

    fn json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let options = PyDict::new(py);
        options.set_item("ensure_ascii", false)?;
        py.import("json")?.call_method("dumps", (self.complete(py)?,), Some(&options))
    }

    fn __getattr__<'py>(&self, name: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
        self.member(name)
    }

    fn __getitem__<'py>(&self, py: Python<'py>, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.complete(py)?.as_any().get_item(key)
    }

    fn __contains__(&self, py: Python<'_>, key: &Bound<'_, PyAny>) -> PyResult<bool> {
        self.complete(py)?.contains(key)
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        Ok(self.complete(py)?.len())
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.complete(py)?.try_iter()?.into_any())
    }

    fn keys<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.complete(py)?.call_method0("keys")
    }

    fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.complete(py)?.call_method0("values")
    }

    fn items<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.complete(py)?.call_method0("items")
    }

    #[pyo3(signature = (key, default=None))]
    fn get<'py>(&self, py: Python<'py>, key: &Bound<'py, PyAny>, default: Option<Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        self.complete(py)?.call_method1("get", (key, default))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Reply({})", self.complete(py)?.repr()?))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyDict>,))> {
        let rebuild = py.import("polyroute._node")?.getattr("Node")?;
        Ok((rebuild, (self.complete(py)?.clone(),)))
    }
}
