//! Code of the host, as the stages see it: functions with names, which take and give JSON.
//!
//! A binding implements the two traits; time limits and what a failure means are the same in every language.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::clock::Clock;
use crate::error::{Error, ErrorKind, Result};
use crate::task::BoxFuture;

/// A function of the host. Its errors are of kind callback and bear the host's own exception as their cause.
pub trait HostFn: Send + Sync {
    /// Dropping the future tells the host that nobody waits any more.
    fn call(&self, arguments: Vec<Value>, caller: Option<HostContext>) -> BoxFuture<'_, Result<HostReply>>;
}

pub enum HostReply {
    Value(Value),
    Stream(Box<dyn HostStream>),
}

/// What an iterator of the host gives, one by one. Dropping it ends the iterator.
pub trait HostStream: Send {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Value>>>;
}

/// What a binding wants to know again when a call reaches its functions: the caller's own context.
#[derive(Clone)]
pub struct HostContext(pub Arc<dyn Any + Send + Sync>);

impl fmt::Debug for HostContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HostContext")
    }
}

impl PartialEq for HostContext {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The functions that the host registered, by the names that the configuration uses.
#[derive(Clone, Default)]
pub struct Functions(Arc<BTreeMap<String, Arc<dyn HostFn>>>);

impl Functions {
    pub fn new(functions: impl IntoIterator<Item = (String, Arc<dyn HostFn>)>) -> Self {
        Functions(Arc::new(functions.into_iter().collect()))
    }

    /// The same functions for a gateway under test: one that gives `{"polyroute": "panic"}` makes the core panic.
    pub fn under_test(&self) -> Self {
        let planted = |(name, function): (&String, &Arc<dyn HostFn>)| (name.clone(), Arc::new(Planted(function.clone())) as Arc<dyn HostFn>);
        Functions::new(self.0.iter().map(planted))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The function that the configuration names at `path`.
    pub fn get(&self, name: &str, path: &str) -> Result<Arc<dyn HostFn>> {
        self.0.get(name).cloned().ok_or_else(|| {
            let known: Vec<String> = self.0.keys().map(|name| format!("`{name}`")).collect();
            let known = if known.is_empty() { "none is".to_owned() } else { format!("there are {}", known.join(", ")) };
            Error::config(format!("no function `{name}` is registered with this gateway; {known}")).at(path).reason("unknown_function")
        })
    }
}

/// Runs the function `name`, which gives one value, for at most `limit`.
pub async fn value_of(
    function: &dyn HostFn,
    name: &str,
    arguments: Vec<Value>,
    caller: Option<HostContext>,
    clock: &Clock,
    limit: Duration,
) -> Result<Value> {
    match clock.until(clock.now().plus(limit), function.call(arguments, caller)).await {
        Some(Ok(HostReply::Value(value))) => Ok(value),
        Some(Ok(HostReply::Stream(_))) => Err(callback(format!("the function `{name}` gave an iterator where a value is wanted"))),
        Some(Err(error)) => Err(error),
        None => Err(callback(format!("the function `{name}` took longer than {} s", limit.as_secs_f64())).reason("function_timeout")),
    }
}

/// A failure of a host's function.
pub fn callback(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Callback, message)
}

/// See [`Functions::under_test`].
struct Planted(Arc<dyn HostFn>);

impl HostFn for Planted {
    fn call(&self, arguments: Vec<Value>, caller: Option<HostContext>) -> BoxFuture<'_, Result<HostReply>> {
        Box::pin(async move {
            Ok(match self.0.call(arguments, caller).await? {
                HostReply::Value(value) => HostReply::Value(panic_if_told(value)),
                HostReply::Stream(stream) => HostReply::Stream(Box::new(PlantedStream(stream))),
            })
        })
    }
}

struct PlantedStream(Box<dyn HostStream>);

impl HostStream for PlantedStream {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Value>>> {
        Box::pin(async move { Ok(self.0.next().await?.map(panic_if_told)) })
    }
}

fn panic_if_told(value: Value) -> Value {
    assert!(value.get("polyroute").is_none_or(|word| word != "panic"), "a planted bug");
    value
}
