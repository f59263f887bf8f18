//! Panics as errors: a bug in polyroute ends one call and not the process that it lives in.

use std::any::Any;
use std::future::Future;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;

use crate::error::{Error, Result};

/// Runs `future`; a panic in it becomes an error of kind internal.
pub async fn caught<T>(future: impl Future<Output = Result<T>>) -> Result<T> {
    AssertUnwindSafe(future).catch_unwind().await.unwrap_or_else(|panic| Err(of_panic(&*panic)))
}

/// What a panic says of itself.
pub fn of_panic(panic: &(dyn Any + Send)) -> Error {
    let said = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    Error::internal(format!("a bug in polyroute: {}", said.unwrap_or("panic")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;

    #[tokio::test]
    async fn a_panic_becomes_an_internal_error_that_says_what_happened() {
        let error = caught(async { if true { panic!("index {}", 7) } else { Ok(()) } }).await.expect_err("it panics");
        assert_eq!(error.kind(), ErrorKind::Internal);
        assert!(error.message().contains("index 7"), "{error}");
    }
}
