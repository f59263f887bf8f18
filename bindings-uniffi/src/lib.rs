//! polyroute for Kotlin and Swift: bodies cross as JSON text, errors as one enum.

// UniFFI lifts errors by value, and a failed call has more to tell than two words.
#![allow(clippy::result_large_err)]

use std::fmt;
use std::sync::Arc;

use polyroute::ErrorKind;
use polyroute::gateway::{Body, Door, Incoming};
use polyroute::host::{Host, Source, Submitted, with_receipt};
use tokio::sync::oneshot;

uniffi::setup_scaffolding!();

/// What is known of a failed call, beside its kind.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct ErrorDetails {
    pub message: String,
    pub reason: Option<String>,
    pub status: Option<u16>,
    pub provider: Option<String>,
    pub request_id: Option<String>,
    pub trace_id: Option<String>,
    pub retry_after_seconds: Option<f64>,
    pub path: Option<String>,
    pub rule: Option<String>,
    /// The tries as JSON text, as they stand in a receipt.
    pub attempts: String,
    pub retryable: bool,
}

/// One case a kind: a caller tells them apart by what to do next.
#[derive(Debug, Clone, PartialEq, uniffi::Error)]
pub enum PolyrouteError {
    Config { details: ErrorDetails },
    InvalidRequest { details: ErrorDetails },
    Authentication { details: ErrorDetails },
    NotFound { details: ErrorDetails },
    ContextLength { details: ErrorDetails },
    RateLimit { details: ErrorDetails },
    Budget { details: ErrorDetails },
    Guardrail { details: ErrorDetails },
    Unavailable { details: ErrorDetails },
    Timeout { details: ErrorDetails },
    Cancelled { details: ErrorDetails },
    Callback { details: ErrorDetails },
    State { details: ErrorDetails },
    Internal { details: ErrorDetails },
}

impl PolyrouteError {
    pub fn details(&self) -> &ErrorDetails {
        match self {
            Self::Config { details }
            | Self::InvalidRequest { details }
            | Self::Authentication { details }
            | Self::NotFound { details }
            | Self::ContextLength { details }
            | Self::RateLimit { details }
            | Self::Budget { details }
            | Self::Guardrail { details }
            | Self::Unavailable { details }
            | Self::Timeout { details }
            | Self::Cancelled { details }
            | Self::Callback { details }
            | Self::State { details }
            | Self::Internal { details } => details,
        }
    }
}

impl fmt::Display for PolyrouteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.details().message)
    }
}

impl std::error::Error for PolyrouteError {}

impl From<polyroute::Error> for PolyrouteError {
    fn from(error: polyroute::Error) -> Self {
        let details = ErrorDetails {
            message: error.to_string(),
            reason: error.get_reason().map(Into::into),
            status: error.get_upstream().status,
            provider: error.get_provider().map(Into::into),
            request_id: error.get_request_id().map(Into::into),
            trace_id: error.get_trace_id().map(Into::into),
            retry_after_seconds: error.get_retry_after().map(|after| after.as_secs_f64()),
            path: error.path().map(Into::into),
            rule: error.get_rule().map(Into::into),
            attempts: serde_json::to_string(error.get_attempts()).unwrap_or_else(|_| "[]".into()),
            retryable: error.is_retryable(),
        };
        match error.kind() {
            ErrorKind::Config => Self::Config { details },
            ErrorKind::InvalidRequest => Self::InvalidRequest { details },
            ErrorKind::Authentication => Self::Authentication { details },
            ErrorKind::NotFound => Self::NotFound { details },
            ErrorKind::ContextLength => Self::ContextLength { details },
            ErrorKind::RateLimit => Self::RateLimit { details },
            ErrorKind::Budget => Self::Budget { details },
            ErrorKind::Guardrail => Self::Guardrail { details },
            ErrorKind::Unavailable => Self::Unavailable { details },
            ErrorKind::Timeout => Self::Timeout { details },
            ErrorKind::Cancelled => Self::Cancelled { details },
            ErrorKind::Callback => Self::Callback { details },
            ErrorKind::State => Self::State { details },
            ErrorKind::Internal => Self::Internal { details },
        }
    }
}

/// One gateway: share it, and call `shutdown` at the end.
#[derive(uniffi::Object)]
pub struct Gateway(Host);

#[uniffi::export]
impl Gateway {
    /// From `POLYROUTE_CONFIG`, else from the usual key variables.
    #[uniffi::constructor]
    pub fn from_environment() -> Result<Arc<Self>, PolyrouteError> {
        Ok(Arc::new(Gateway(Host::open(Source::Environment)?)))
    }

    #[uniffi::constructor]
    pub fn from_yaml(text: String) -> Result<Arc<Self>, PolyrouteError> {
        Ok(Arc::new(Gateway(Host::open(Source::Yaml(text))?)))
    }

    /// One whole chat: OpenAI-format JSON text in and out, the receipt as the reply's member `polyroute`.
    ///
    /// Cancelling the coroutine or task ends the call as cancelled.
    pub async fn chat(&self, body: String) -> Result<String, PolyrouteError> {
        let incoming = Incoming::new(Door::Chat, Body::Text(body.into()));
        let prepared = self.0.prepare(incoming)?;
        let (told, reply) = oneshot::channel();
        let submitted = self.0.submit(self.0.call(prepared), move |outcome| _ = told.send(outcome))?;
        let outcome = match submitted {
            Submitted::Ready(outcome) => outcome,
            Submitted::Pending(task) => {
                let _abort = AbortOnDrop(task);
                reply.await.unwrap_or_else(|_| Err(polyroute::Error::internal("the call ended without an answer")))
            }
        };
        Ok(with_receipt(&outcome?)?)
    }

    /// Ends background work and makes everything durable.
    pub fn shutdown(&self) -> Result<(), PolyrouteError> {
        Ok(self.0.close()?)
    }
}

/// The call ends with the future that waits for it.
struct AbortOnDrop(tokio::task::AbortHandle);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
