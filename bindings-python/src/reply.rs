//! Whole replies and events of streams: bytes until somebody looks inside.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use polyroute::gateway::WholeReply;
use polyroute::types::Receipt;
use pyo3::exceptions::PyAttributeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::errors::invalid;
use crate::json;
use crate::once::{intern, once};

/// The member that holds the receipt.
const RECEIPT: &str = "polyroute";

/// A JSON object in its bytes; members are attributes and items. What is looked at becomes Python data, once.
#[pyclass(frozen, mapping, subclass, module = "polyroute._native")]
pub struct Members {
    body: Bytes,
    receipt: Option<Arc<Receipt>>,
    all: OnceLock<Py<PyDict>>,
    /// Most readers want nothing else, so it comes without the rest.
    choices: OnceLock<Py<PyAny>>,
    receipt_node: OnceLock<Py<PyAny>>,
}

impl Members {
    fn new(body: Bytes, receipt: Option<Arc<Receipt>>) -> Self {
        Members { body, receipt, all: OnceLock::new(), choices: OnceLock::new(), receipt_node: OnceLock::new() }
    }

    /// The body as nodes, without the receipt.
    fn all<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyDict>> {
        let all = once(&self.all, || {
            let body = json::node(py, &self.body)?.cast_into::<PyDict>().map_err(|_| invalid(py, "the reply is not a JSON object"))?;
            if let Some(choices) = self.choices.get() {
                body.set_item(intern!(py, "choices"), choices)?;
            }
            Ok(body.unbind())
        })?;
        Ok(all.bind(py))
    }

    /// The body as nodes with the receipt in it, where there is one.
    fn complete<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyDict>> {
        let all = self.all(py)?;
        if self.receipt.is_some() && !all.contains(intern!(py, RECEIPT))? {
            all.set_item(intern!(py, RECEIPT), self.receipt_node(py)?)?;
        }
        Ok(all)
    }

    fn member<'py>(&self, name: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
        self.all(name.py())?.as_any().get_item(name)
    }

    fn receipt_node<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>> {
        let receipt = self.receipt.as_deref().ok_or_else(|| PyAttributeError::new_err("the receipt of a stream stands in `stream.polyroute`"))?;
        Ok(once(&self.receipt_node, || json::nodes_of(py, receipt).map(Bound::unbind))?.bind(py))
    }
}

// The members that most readers want are getters: looking up an unknown attribute costs ten times as much.
#[pymethods]
impl Members {
    #[getter]
    fn choices(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        if self.all.get().is_some() {
            return self.member(intern!(py, "choices")).map(Bound::unbind);
        }
        let choices = once(&self.choices, || match json::choices(py, &self.body)? {
            Some(choices) => Ok(choices.unbind()),
            None => self.member(intern!(py, "choices")).map(Bound::unbind),
        })?;
        Ok(choices.clone_ref(py))
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

    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let body = json::plain(py, &self.body)?;
        if let Some(receipt) = &self.receipt {
            body.set_item(intern!(py, RECEIPT), json::plain(py, &json::text_of(py, &**receipt)?)?)?;
        }
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

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("{}({})", slf.get_type().name()?, slf.get().complete(slf.py())?.repr()?))
    }

    /// A copy, pickled or not, is a plain node.
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyDict>,))> {
        let rebuild = py.import("polyroute._node")?.getattr("Node")?;
        Ok((rebuild, (self.complete(py)?.clone(),)))
    }
}

/// A whole reply with its receipt.
#[pyclass(frozen, extends = Members, module = "polyroute._native")]
pub struct Reply;

impl Reply {
    pub fn make(py: Python<'_>, body: Bytes, receipt: Arc<Receipt>) -> PyResult<Py<PyAny>> {
        let members = PyClassInitializer::from(Members::new(body, Some(receipt)));
        Ok(Py::new(py, members.add_subclass(Reply))?.into_any())
    }

    pub fn of(py: Python<'_>, whole: WholeReply) -> PyResult<Py<PyAny>> {
        Reply::make(py, whole.body, whole.receipt)
    }
}

#[pymethods]
impl Reply {
    #[getter]
    fn polyroute<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.as_super().get().receipt_node(slf.py()).cloned()
    }

    /// What the first choice says; empty where it only calls tools.
    #[getter]
    fn text<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        py.import(intern!(py, "polyroute._node"))?.getattr(intern!(py, "text_of"))?.call1((slf.as_super().get().all(py)?,))
    }
}

/// One event of a stream.
#[pyclass(frozen, extends = Members, module = "polyroute._native")]
pub struct Chunk;

impl Chunk {
    pub fn make(py: Python<'_>, event: Bytes) -> PyResult<Py<PyAny>> {
        Ok(Py::new(py, PyClassInitializer::from(Members::new(event, None)).add_subclass(Chunk))?.into_any())
    }
}
