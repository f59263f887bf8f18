//! How work of the core is waited for: polled once where it is asked, the rest on the shared runtime; dropped, it is given up.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use polyroute::host::{Cancel, Host, Submitted, caught, of_panic};
use polyroute::{Error, Result};
use tokio::sync::oneshot;
use tokio::task::AbortHandle;

use crate::error::NativeError;

/// Cancelling the coroutine or task that waits drops this future, and with it the call and its connection.
pub async fn run<T: Send + 'static>(host: &Host, future: impl Future<Output = Result<T>> + Send + 'static) -> Result<T, NativeError> {
    let (told, answer) = oneshot::channel();
    // Boxed before it moves: the states of a call fill kilobytes.
    let submitted = host.submit(caught(Box::pin(future)), move |outcome| _ = told.send(outcome))?;
    let outcome = match submitted {
        Submitted::Ready(outcome) => outcome,
        Submitted::Pending(task) => {
            let _given_up = AbortOnDrop(task);
            answer.await.unwrap_or_else(|_| Err(Error::internal("the call ended without an answer")))
        }
    };
    Ok(outcome?)
}

/// Gives up a call whose task cannot drop its future: Swift's tell of their cancelling, and wait on.
#[derive(Default, uniffi::Object)]
pub struct NativeCancel(Cancel);

#[uniffi::export]
impl NativeCancel {
    #[uniffi::constructor]
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    pub fn fire(&self) {
        self.0.fire();
    }
}

/// The same as [`run`], until `cancel` fires.
pub async fn run_until<T: Send + 'static>(
    host: &Host,
    cancel: Option<Arc<NativeCancel>>,
    future: impl Future<Output = Result<T>> + Send + 'static,
) -> Result<T, NativeError> {
    match cancel {
        Some(cancel) => run(host, cancel.0.watch(future)).await,
        None => run(host, future).await,
    }
}

struct AbortOnDrop(AbortHandle);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// What is there at once; a panic in it becomes an error of kind internal.
pub fn now<T>(action: impl FnOnce() -> Result<T>) -> Result<T, NativeError> {
    let outcome = catch_unwind(AssertUnwindSafe(action)).unwrap_or_else(|panic| Err(of_panic(&*panic)));
    Ok(outcome?)
}
