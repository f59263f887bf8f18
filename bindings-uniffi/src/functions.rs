//! Functions of the host, by the names that the configuration uses. Arguments and answers are JSON text.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use polyroute::task::BoxFuture;
use polyroute::types::{Functions, HostContext, HostFn, HostReply, HostStream, callback};
use polyroute::{Error, Result};
use serde_json::Value;
use uniffi::UnexpectedUniFFICallbackError;

/// A function of the host. Its coroutine or task is cancelled when nobody waits for the answer any more.
#[uniffi::export(foreign)]
#[async_trait::async_trait]
pub trait NativeFunction: Send + Sync {
    async fn call(&self, arguments: Vec<String>) -> Result<NativeAnswer, NativeFailure>;
}

#[derive(Clone, uniffi::Enum)]
pub enum NativeAnswer {
    Json { json: String },
    Stream { chunks: Arc<dyn NativeChunks> },
}

/// What a function gives one by one.
#[uniffi::export(foreign)]
#[async_trait::async_trait]
pub trait NativeChunks: Send + Sync {
    /// JSON text; nothing at the end.
    async fn next(&self) -> Result<Option<String>, NativeFailure>;
    /// Nobody wants more.
    fn stop(&self);
}

/// The exception of a function, in the host's own words. It comes back with the error that it becomes.
#[uniffi::export(foreign)]
pub trait NativeCause: Send + Sync {
    fn describe(&self) -> String;
}

#[derive(Clone, uniffi::Error)]
pub enum NativeFailure {
    Raised { what: String, origin: Option<Arc<dyn NativeCause>> },
}

impl fmt::Debug for NativeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Display for NativeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let NativeFailure::Raised { what, .. } = self;
        f.write_str(what)
    }
}

impl std::error::Error for NativeFailure {}

impl From<UnexpectedUniFFICallbackError> for NativeFailure {
    fn from(error: UnexpectedUniFFICallbackError) -> Self {
        NativeFailure::Raised { what: error.reason, origin: None }
    }
}

/// What an error of kind callback bears.
pub struct Cause(pub Arc<dyn NativeCause>);

pub fn functions(by_name: HashMap<String, Arc<dyn NativeFunction>>) -> Functions {
    Functions::new(by_name.into_iter().map(|(name, function)| {
        let shared: Arc<dyn HostFn> = Arc::new(ForeignFn { name: name.clone(), function });
        (name, shared)
    }))
}

struct ForeignFn {
    name: String,
    function: Arc<dyn NativeFunction>,
}

impl HostFn for ForeignFn {
    fn call(&self, arguments: Vec<Value>, _caller: Option<HostContext>) -> BoxFuture<'_, Result<HostReply>> {
        Box::pin(async move {
            let arguments = arguments.iter().map(Value::to_string).collect();
            match self.function.call(arguments).await.map_err(|failure| failed(&self.name, failure))? {
                NativeAnswer::Json { json } => Ok(HostReply::Value(parsed(&self.name, &json)?)),
                NativeAnswer::Stream { chunks } => Ok(HostReply::Stream(Box::new(ForeignStream { name: self.name.clone(), chunks }))),
            }
        })
    }
}

struct ForeignStream {
    name: String,
    chunks: Arc<dyn NativeChunks>,
}

impl HostStream for ForeignStream {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Value>>> {
        Box::pin(async move {
            let chunk = self.chunks.next().await.map_err(|failure| failed(&self.name, failure))?;
            chunk.map(|json| parsed(&self.name, &json)).transpose()
        })
    }
}

impl Drop for ForeignStream {
    fn drop(&mut self) {
        self.chunks.stop();
    }
}

fn parsed(name: &str, json: &str) -> Result<Value> {
    serde_json::from_str(json).map_err(|e| callback(format!("the function `{name}` gave what is no JSON: {e}")))
}

/// The message says which function it was.
fn failed(name: &str, failure: NativeFailure) -> Error {
    let NativeFailure::Raised { what, origin } = failure;
    let told = callback(format!("the function `{name}` failed: {what}"));
    match origin {
        Some(origin) => told.cause(Arc::new(Cause(origin))),
        None => told,
    }
}
