//! What accompanies one call through every stage.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use super::function::HostContext;
use super::http::HttpTransport;
use super::labels::Labels;
use super::request::Dialect;
use crate::clock::{Clock, Moment};

/// What the caller set beside the body, already merged: nearest carrier wins.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CallOptions {
    pub labels: Labels,
    pub cache: CacheControl,
    /// From now on, for the whole chain.
    pub deadline: Option<Duration>,
    /// The longest wait for the first event of a stream and between events (a client's read timeout).
    pub read_timeout: Option<Duration>,
    pub ticket: Option<String>,
    /// Of the host, for its functions.
    pub host: Option<HostContext>,
    /// The caller reads calls of a stream in one piece only (Mistral's client).
    pub whole_calls: bool,
}

/// What the caller wants of the cache.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum CacheControl {
    #[default]
    Default,
    /// Neither look up nor store.
    NoStore,
    /// Do not look up, store the answer.
    Refresh,
    MaxAge(Duration),
    OnlyIfCached,
}

/// Read by every stage, changed by none.
#[derive(Clone)]
pub struct CallContext {
    pub trace_id: Arc<str>,
    pub clock: Clock,
    pub started: Moment,
    /// The end of the whole chain.
    pub deadline: Moment,
    pub labels: Arc<Labels>,
    pub options: Arc<CallOptions>,
    /// The dialect of the door that the call came in by.
    pub door: Dialect,
    /// Headers of the caller that may go upstream (the list of drop_in.md §4).
    pub forward: Arc<HeaderMap>,
    /// The transport of the runtime that drives this call.
    pub transport: Arc<dyn HttpTransport>,
    pub connect_timeout: Duration,
}

impl CallContext {
    pub fn left(&self) -> Duration {
        self.deadline.since(self.clock.now())
    }
}

#[cfg(test)]
impl CallContext {
    /// A call that has no network.
    pub fn in_test() -> Self {
        struct Nowhere;

        impl HttpTransport for Nowhere {
            fn send(&self, _: super::HttpRequest) -> crate::task::BoxFuture<'_, Result<super::HttpResponse, crate::error::Error>> {
                Box::pin(async { Err(crate::error::Error::internal("there is no network in this test")) })
            }
        }

        CallContext {
            trace_id: "test".into(),
            clock: Clock::default(),
            started: Moment::default(),
            deadline: Moment::NEVER,
            labels: Arc::default(),
            options: Arc::default(),
            door: Dialect::OpenaiChat,
            forward: Arc::default(),
            transport: Arc::new(Nowhere),
            connect_timeout: Duration::from_secs(3),
        }
    }
}
