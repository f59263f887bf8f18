//! The core's error as a record; the layers above make a class for each kind of it.

use std::fmt;
use std::sync::Arc;

use uniffi::UnexpectedUniFFICallbackError;

use crate::functions::{Cause, NativeCause};
use crate::reply::{Attempt, attempts};

/// What a caller does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ErrorKind {
    Config,
    InvalidRequest,
    Authentication,
    NotFound,
    ContextLength,
    RateLimit,
    Budget,
    Guardrail,
    Unavailable,
    Timeout,
    Cancelled,
    Callback,
    State,
    Internal,
}

impl From<polyroute::ErrorKind> for ErrorKind {
    fn from(kind: polyroute::ErrorKind) -> Self {
        use polyroute::ErrorKind as Core;
        match kind {
            Core::Config => Self::Config,
            Core::InvalidRequest => Self::InvalidRequest,
            Core::Authentication => Self::Authentication,
            Core::NotFound => Self::NotFound,
            Core::ContextLength => Self::ContextLength,
            Core::RateLimit => Self::RateLimit,
            Core::Budget => Self::Budget,
            Core::Guardrail => Self::Guardrail,
            Core::Unavailable => Self::Unavailable,
            Core::Timeout => Self::Timeout,
            Core::Cancelled => Self::Cancelled,
            Core::Callback => Self::Callback,
            Core::State => Self::State,
            Core::Internal => Self::Internal,
        }
    }
}

/// Everything known of a failed call.
#[derive(Clone, uniffi::Record)]
pub struct ErrorDetails {
    pub kind: ErrorKind,
    pub message: String,
    pub reason: Option<String>,
    /// The upstream's own where there was one, else what an HTTP door would answer.
    pub status: i32,
    pub provider: Option<String>,
    pub request_id: Option<String>,
    pub trace_id: Option<String>,
    pub retry_after_ms: Option<i64>,
    /// The place in the configuration or the request.
    pub path: Option<String>,
    pub rule: Option<String>,
    pub attempts: Vec<Attempt>,
    pub retryable: bool,
    /// The exception of the host's own function.
    pub cause: Option<Arc<dyn NativeCause>>,
}

/// A failed call.
#[derive(Clone, uniffi::Error)]
pub enum NativeError {
    Failed { details: ErrorDetails },
}

impl NativeError {
    pub fn details(&self) -> &ErrorDetails {
        let NativeError::Failed { details } = self;
        details
    }
}

impl fmt::Debug for NativeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let details = self.details();
        write!(f, "{:?}: {} {:?}", details.kind, details.message, details.attempts)
    }
}

impl fmt::Display for NativeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.details().message)
    }
}

impl std::error::Error for NativeError {}

impl From<polyroute::Error> for NativeError {
    fn from(error: polyroute::Error) -> Self {
        let details = ErrorDetails {
            kind: error.kind().into(),
            message: error.to_string(),
            reason: error.get_reason().map(Into::into),
            status: error.get_upstream().status.unwrap_or_else(|| error.kind().http_status()).into(),
            provider: error.get_provider().map(Into::into),
            request_id: error.get_request_id().map(Into::into),
            trace_id: error.get_trace_id().map(Into::into),
            retry_after_ms: error.get_retry_after().map(|after| after.as_millis() as i64),
            path: error.path().map(Into::into),
            rule: error.get_rule().map(Into::into),
            attempts: attempts(error.get_attempts()),
            retryable: error.is_retryable(),
            cause: error.get_cause().and_then(|cause| cause.downcast_ref::<Cause>()).map(|cause| cause.0.clone()),
        };
        NativeError::Failed { details }
    }
}

impl From<UnexpectedUniFFICallbackError> for NativeError {
    fn from(error: UnexpectedUniFFICallbackError) -> Self {
        polyroute::Error::internal(format!("the host's layer broke: {}", error.reason)).into()
    }
}
