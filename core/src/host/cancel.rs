//! Giving up a call that somebody else holds, as an abort signal does.

use std::future::Future;
use std::sync::Arc;

use tokio::sync::watch;

use crate::error::{Error, ErrorKind, Result};

/// Gives up every call that it was told to watch. Fires once, for all its clones.
#[derive(Clone)]
pub struct Cancel(Arc<watch::Sender<bool>>);

impl Default for Cancel {
    fn default() -> Self {
        Cancel(Arc::new(watch::Sender::new(false)))
    }
}

impl Cancel {
    pub fn fire(&self) {
        self.0.send_replace(true);
    }

    /// `future`, or an error of kind cancelled as soon as this fires. The future is dropped then, which closes its connection.
    pub fn watch<T, F: Future<Output = Result<T>>>(&self, future: F) -> impl Future<Output = Result<T>> + use<T, F> {
        let mut fired = self.0.subscribe();
        async move {
            tokio::select! {
                biased;
                Ok(_) = fired.wait_for(|fired| *fired) => Err(Error::new(ErrorKind::Cancelled, "the call was given up").reason("aborted")),
                output = future => output,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_fired_cancel_ends_calls_under_way_and_calls_to_come() {
        let cancel = Cancel::default();
        assert_eq!(cancel.watch(async { Ok(1) }).await.expect("not fired"), 1);
        let waiting = cancel.watch(std::future::pending::<Result<()>>());
        cancel.clone().fire();
        assert_eq!(waiting.await.expect_err("fired").kind(), ErrorKind::Cancelled);
        assert_eq!(cancel.watch(async { Ok(1) }).await.expect_err("fired").kind(), ErrorKind::Cancelled);
    }
}
