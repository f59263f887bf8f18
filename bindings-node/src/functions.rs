//! Functions of JavaScript as the core's host functions. Questions go out by one weak threadsafe function, which keeps no
//! process alive; answers come back by `settle`.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use napi::Status;
use napi::bindgen_prelude::{FnArgs, Function};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;
use parking_lot::Mutex;
use polyroute::task::BoxFuture;
use polyroute::types::{Functions, HostContext, HostFn, HostReply, HostStream, callback};
use polyroute::{Error, Result};
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::oneshot;

use crate::gateway::parsed;

/// What is asked, the number of the question, the function's name, its arguments as JSON text, the caller's number.
type Question = FnArgs<(String, u32, String, String, u32)>;
type Dispatch = ThreadsafeFunction<Question, (), Question, Status, false, true>;

/// How a question was answered.
enum Answer {
    Value(Value),
    /// An iterator, which is asked for its values under the same number.
    Stream,
    End,
    Error(Error),
}

struct Desk {
    dispatch: Dispatch,
    waiting: Mutex<HashMap<u32, oneshot::Sender<Answer>>>,
    next: AtomicU32,
}

impl Desk {
    fn tell(&self, what: &str, id: u32, name: &str, text: String, caller: u32) -> bool {
        let question = (what.to_owned(), id, name.to_owned(), text, caller).into();
        self.dispatch.call(question, ThreadsafeFunctionCallMode::NonBlocking) == Status::Ok
    }

    fn waiting(&self) -> parking_lot::MutexGuard<'_, HashMap<u32, oneshot::Sender<Answer>>> {
        self.waiting.lock()
    }

    async fn ask(self: &Arc<Self>, what: &str, id: u32, name: &str, text: String, caller: u32) -> Result<Answer> {
        let (sender, answered) = oneshot::channel();
        self.waiting().insert(id, sender);
        let mut open = Open { desk: self.clone(), id, is_over: false };
        if !self.tell(what, id, name, text, caller) {
            return Err(callback("the thread of the function has ended").reason("host_gone"));
        }
        let answer = answered.await.map_err(|_| callback("the function gave no answer").reason("host_gone"));
        open.is_over = true;
        answer
    }
}

/// A question that nobody waits for any more is called off.
struct Open {
    desk: Arc<Desk>,
    id: u32,
    is_over: bool,
}

impl Drop for Open {
    fn drop(&mut self) {
        if !self.is_over {
            self.desk.waiting().remove(&self.id);
            self.desk.tell("drop", self.id, "", String::new(), 0);
        }
    }
}

/// Whose context a function runs in; the façade forgets it with the call.
struct Caller {
    desk: Arc<Desk>,
    id: u32,
}

impl Drop for Caller {
    fn drop(&mut self) {
        self.desk.tell("leave", 0, "", String::new(), self.id);
    }
}

/// Made for one call of a gateway that has functions.
#[napi]
pub struct NativeCaller(HostContext);

#[napi]
impl NativeCaller {
    #[napi(constructor, catch_unwind)]
    pub fn new(desk: &NativeDesk, id: u32) -> Self {
        NativeCaller(HostContext(Arc::new(Caller { desk: desk.0.clone(), id })))
    }
}

impl NativeCaller {
    pub fn context(&self) -> HostContext {
        self.0.clone()
    }
}

/// The exception of a function, by the number under which the façade keeps it.
pub struct Cause(pub u32);

#[derive(Deserialize)]
struct Failure {
    message: String,
    cause: u32,
}

/// Where questions and answers pass. The façade holds it beside the gateway that it serves.
#[napi]
pub struct NativeDesk(Arc<Desk>);

#[napi]
impl NativeDesk {
    #[napi(constructor, catch_unwind)]
    pub fn new(dispatch: Function<'_, Question, ()>) -> napi::Result<Self> {
        let dispatch = dispatch.build_threadsafe_function::<Question>().callee_handled::<false>().weak::<true>().build()?;
        Ok(NativeDesk(Arc::new(Desk { dispatch, waiting: Mutex::default(), next: AtomicU32::new(1) })))
    }

    /// `how`: `value`, `stream`, `end` or `error`; `text` is JSON.
    #[napi(catch_unwind)]
    pub fn settle(&self, id: u32, how: String, text: String) {
        let answer = match how.as_str() {
            "value" => parsed(&text).map(Answer::Value),
            "stream" => Ok(Answer::Stream),
            "end" => Ok(Answer::End),
            _ => parsed(&text).map(|Failure { message, cause }| Answer::Error(callback(message).cause(Arc::new(Cause(cause))))),
        };
        let sender = self.0.waiting().remove(&id);
        if let Some(sender) = sender {
            // Whoever asked may have given up just now.
            let _ = sender.send(answer.unwrap_or_else(Answer::Error));
        }
    }
}

impl NativeDesk {
    pub fn functions(&self, names: Vec<String>) -> Functions {
        Functions::new(names.into_iter().map(|name| {
            let function: Arc<dyn HostFn> = Arc::new(JsFn { desk: self.0.clone(), name: name.clone() });
            (name, function)
        }))
    }
}

struct JsFn {
    desk: Arc<Desk>,
    name: String,
}

impl HostFn for JsFn {
    fn call(&self, arguments: Vec<Value>, caller: Option<HostContext>) -> BoxFuture<'_, Result<HostReply>> {
        Box::pin(async move {
            let id = self.desk.next.fetch_add(1, Relaxed);
            let whose = caller.as_ref().and_then(|context| context.0.downcast_ref::<Caller>()).map_or(0, |caller| caller.id);
            match self.desk.ask("call", id, &self.name, Value::Array(arguments).to_string(), whose).await? {
                Answer::Value(value) => Ok(HostReply::Value(value)),
                Answer::Stream => Ok(HostReply::Stream(Box::new(JsStream(Open { desk: self.desk.clone(), id, is_over: false })))),
                Answer::End => Ok(HostReply::Value(Value::Null)),
                Answer::Error(error) => Err(named(error, &self.name)),
            }
        })
    }
}

/// The message says which function it was.
fn named(error: Error, name: &str) -> Error {
    let cause = error.get_cause().cloned();
    let told = callback(format!("the function `{name}` failed: {}", error.message()));
    match cause {
        Some(cause) => told.cause(cause),
        None => told,
    }
}

struct JsStream(Open);

impl HostStream for JsStream {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Value>>> {
        Box::pin(async move {
            let answer = self.0.desk.ask("next", self.0.id, "", String::new(), 0).await;
            let over = !matches!(answer, Ok(Answer::Value(_)));
            self.0.is_over = over;
            match answer? {
                Answer::Value(value) => Ok(Some(value)),
                Answer::Error(error) => Err(error),
                Answer::Stream | Answer::End => Ok(None),
            }
        })
    }
}
