//! Promises: a future is polled once on JavaScript's thread, and only one that has to wait becomes a promise.

use napi::bindgen_prelude::{Either, Env, Object, ToNapiValue};
use napi_derive::napi;
use polyroute::Result;
use polyroute::host::{Begun, Cancel, Host, caught};

use crate::errors::thrown;

/// A value that is there at once, or its promise. `await` takes both.
pub type Soon<'env, T> = Either<T, Object<'env>>;

/// What an abort signal is told to: it gives up every call that it was passed to.
#[derive(Default)]
#[napi]
pub struct NativeCancel(Cancel);

#[napi]
impl NativeCancel {
    #[napi(constructor, catch_unwind)]
    pub fn new() -> Self {
        Self::default()
    }

    #[napi(catch_unwind)]
    pub fn cancel(&self) {
        self.0.fire();
    }
}

impl NativeCancel {
    pub fn watch<T, F: Future<Output = Result<T>>>(&self, future: F) -> impl Future<Output = Result<T>> + use<T, F> {
        self.0.watch(future)
    }
}

/// Starts `future`, which few ask for; calls go by the mailbox.
pub fn start<'env, T: ToNapiValue + Send + 'static>(
    env: &'env Env,
    host: &Host,
    future: impl Future<Output = Result<T>> + Send + 'static,
) -> napi::Result<Soon<'env, T>> {
    match host.begin(Box::pin(caught(future))).map_err(|e| thrown(&e))? {
        Begun::Ready(output) => output.map(Either::A).map_err(|e| thrown(&e)),
        Begun::Pending(rest) => {
            let (deferred, promise) = env.create_deferred()?;
            rest.spawn(move |output| match output {
                Ok(value) => deferred.resolve(move |_| Ok(value)),
                Err(error) => deferred.reject(thrown(&error)),
            });
            Ok(Either::B(promise))
        }
    }
}
