//! Functions of Python as the core's host functions: what runs where is decided in `_functions.py`, on worker threads.

use std::sync::{Arc, OnceLock};

use parking_lot::Mutex;
use polyroute::task::BoxFuture;
use polyroute::types::{Functions, HostContext, HostFn, HostReply, HostStream, callback};
use polyroute::{Error, Result};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde_json::Value;
use tokio::sync::oneshot;

use crate::attach::with_py;
use crate::json;
use crate::once::{intern, once};

/// Where the Python side stands.
pub const MODULE: &str = "polyroute._functions";

/// Nesting of what a function gives.
const DEPTH: usize = 128;

/// How a question was answered.
enum Answer {
    Value(Result<Value>),
    /// An iterator, plain or asynchronous.
    Stream(Py<PyAny>),
    End,
    Raised(Py<PyAny>),
}

/// Takes the answer of a function; what comes second is ignored.
#[pyclass(frozen, module = "polyroute._native")]
pub struct Settle {
    sender: Mutex<Option<oneshot::Sender<Answer>>>,
    /// Called when nobody waits any more.
    cancel: Arc<Mutex<Option<Py<PyAny>>>>,
}

impl Settle {
    fn send(&self, answer: Answer) {
        let sender = self.sender.lock().take();
        if let Some(sender) = sender {
            // Whoever asked may have given up just now.
            let _ = sender.send(answer);
        }
    }
}

#[pymethods]
impl Settle {
    fn value(&self, value: &Bound<'_, PyAny>) {
        self.send(Answer::Value(json::to_value(value, DEPTH).map_err(|e| callback(format!("what the function gave is no JSON: {}", e.message())))));
    }

    fn stream(&self, iterator: Py<PyAny>) {
        self.send(Answer::Stream(iterator));
    }

    fn end(&self) {
        self.send(Answer::End);
    }

    fn fail(&self, exception: Py<PyAny>) {
        self.send(Answer::Raised(exception));
    }

    /// `cancel()` is called once nobody waits any more.
    fn on_cancel(&self, cancel: Py<PyAny>) {
        *self.cancel.lock() = Some(cancel);
    }
}

/// Whose context variables and event loop a function sees.
pub struct Caller {
    context: Py<PyAny>,
    event_loop: Option<Py<PyAny>>,
}

impl Caller {
    /// Of the code that calls the gateway now.
    pub fn now(py: Python<'_>, event_loop: Option<Bound<'_, PyAny>>) -> PyResult<HostContext> {
        static COPY: OnceLock<Py<PyAny>> = OnceLock::new();
        let copy = once(&COPY, || py.import("contextvars")?.getattr("copy_context").map(Bound::unbind))?;
        Ok(HostContext(Arc::new(Caller { context: copy.call0(py)?, event_loop: event_loop.map(Bound::unbind) })))
    }
}

struct PyFn {
    name: String,
    function: Py<PyAny>,
}

/// The functions of a gateway, by name.
pub fn of(functions: Option<&Bound<'_, PyDict>>) -> PyResult<Functions> {
    let Some(given) = functions else { return Ok(Functions::default()) };
    let mut all: Vec<(String, Arc<dyn HostFn>)> = Vec::new();
    for (name, function) in given {
        let name: String = name.extract()?;
        if !function.is_callable() {
            return Err(crate::errors::invalid(given.py(), format!("`{name}` is not callable")));
        }
        all.push((name.clone(), Arc::new(PyFn { name, function: function.unbind() })));
    }
    Ok(Functions::new(all))
}

/// Whom a question goes to, and in whose context.
type Whose = Option<HostContext>;

/// Runs `_functions.<what>(subject, *arguments, context, loop, settle)` on a worker thread, and waits for its answer.
async fn ask(what: &'static str, subject: Py<PyAny>, arguments: Option<Vec<u8>>, whose: Whose) -> Result<Answer> {
    let (sender, answered) = oneshot::channel();
    let cancel = Arc::new(Mutex::new(None));
    let settle = Settle { sender: Mutex::new(Some(sender)), cancel: cancel.clone() };
    let mut open = Open { cancel, is_over: false };
    tokio::task::spawn_blocking(move || {
        with_py(|py| {
            let begun = begin(py, what, &subject, arguments.as_deref(), whose.as_ref(), settle);
            // Python's side catches what functions raise: this is a bug of ours.
            if let Err(error) = begun {
                error.write_unraisable(py, None);
            }
            drop((subject, whose));
        })
    });
    let answer = answered.await.map_err(|_| callback("the function gave no answer").reason("host_gone"));
    open.is_over = true;
    answer
}

fn begin(py: Python<'_>, what: &str, subject: &Py<PyAny>, arguments: Option<&[u8]>, whose: Option<&HostContext>, settle: Settle) -> PyResult<()> {
    let caller = whose.and_then(|whose| whose.0.downcast_ref::<Caller>());
    let (context, event_loop) = (caller.map(|c| &c.context), caller.and_then(|c| c.event_loop.as_ref()));
    let arguments = arguments.map(|text| json::plain(py, text)).transpose()?;
    let functions = py.import(intern!(py, MODULE))?;
    functions.call_method1(what, (subject, arguments, context, event_loop, settle)).map(drop)
}

/// A question that nobody waits for any more is called off.
struct Open {
    cancel: Arc<Mutex<Option<Py<PyAny>>>>,
    is_over: bool,
}

impl Drop for Open {
    fn drop(&mut self) {
        if self.is_over {
            return;
        }
        let cancel = self.cancel.lock().take();
        if let (Some(cancel), Ok(runtime)) = (cancel, tokio::runtime::Handle::try_current()) {
            runtime.spawn_blocking(move || with_py(|py| drop(cancel.call0(py))));
        }
    }
}

impl HostFn for PyFn {
    fn call(&self, arguments: Vec<Value>, caller: Option<HostContext>) -> BoxFuture<'_, Result<HostReply>> {
        Box::pin(async move {
            let function = with_py(|py| self.function.clone_ref(py)).ok_or_else(|| callback("the interpreter is going away"))?;
            let text = Value::Array(arguments).to_string().into_bytes();
            match ask("call", function, Some(text), caller.clone()).await? {
                Answer::Value(value) => value.map(HostReply::Value),
                Answer::Stream(iterator) => Ok(HostReply::Stream(Box::new(PyStream { iterator: Some(iterator), caller, name: self.name.clone() }))),
                Answer::End => Ok(HostReply::Value(Value::Null)),
                Answer::Raised(exception) => Err(raised(&self.name, exception)),
            }
        })
    }
}

/// The exception goes along as the cause.
fn raised(name: &str, exception: Py<PyAny>) -> Error {
    let said = with_py(|py| exception.bind(py).str().map(|text| text.to_string()).unwrap_or_default()).unwrap_or_default();
    callback(format!("the function `{name}` failed: {said}")).cause(Arc::new(exception))
}

struct PyStream {
    /// `None` once it has ended.
    iterator: Option<Py<PyAny>>,
    caller: Option<HostContext>,
    name: String,
}

impl HostStream for PyStream {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Value>>> {
        Box::pin(async move {
            let Some(iterator) = self.iterator.as_ref().and_then(|it| with_py(|py| it.clone_ref(py))) else { return Ok(None) };
            match ask("advance", iterator, None, self.caller.clone()).await? {
                Answer::Value(value) => value.map(Some),
                Answer::Raised(exception) => {
                    self.iterator = None;
                    Err(raised(&self.name, exception))
                }
                Answer::End | Answer::Stream(_) => {
                    self.iterator = None;
                    Ok(None)
                }
            }
        })
    }
}

impl Drop for PyStream {
    fn drop(&mut self) {
        let (Some(iterator), Ok(runtime)) = (self.iterator.take(), tokio::runtime::Handle::try_current()) else { return };
        let caller = self.caller.take();
        runtime.spawn(async move { ask("close", iterator, None, caller).await.map(drop) });
    }
}
