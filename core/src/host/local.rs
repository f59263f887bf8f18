//! The transport of a current-thread runtime, which sleeps between its calls.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use crate::error::{Error, Result};
use crate::task::BoxFuture;
use crate::transport::HyperTransport;
use crate::types::{HttpRequest, HttpResponse, HttpTransport};

pub(super) struct LocalTransport {
    inner: HyperTransport,
    /// Something was sent since the last look.
    sent: AtomicBool,
}

impl LocalTransport {
    pub fn new(inner: HyperTransport) -> Self {
        LocalTransport { inner, sent: AtomicBool::new(false) }
    }

    pub fn take_sent(&self) -> bool {
        self.sent.swap(false, Relaxed)
    }
}

impl HttpTransport for LocalTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, Error>> {
        Box::pin(async move {
            self.sent.store(true, Relaxed);
            // Sees connections that the peer has closed while the runtime slept.
            tokio::task::yield_now().await;
            self.inner.send(request).await
        })
    }
}
