//! The one error of polyroute: kinds tell a caller what to do next, classes tell what a try died of.

use std::any::Any;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::NanoUsd;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What the caller does next. Grows seldom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "Kind")]
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

impl ErrorKind {
    pub const ALL: [ErrorKind; 14] = [
        ErrorKind::Config,
        ErrorKind::InvalidRequest,
        ErrorKind::Authentication,
        ErrorKind::NotFound,
        ErrorKind::ContextLength,
        ErrorKind::RateLimit,
        ErrorKind::Budget,
        ErrorKind::Guardrail,
        ErrorKind::Unavailable,
        ErrorKind::Timeout,
        ErrorKind::Cancelled,
        ErrorKind::Callback,
        ErrorKind::State,
        ErrorKind::Internal,
    ];

    pub fn name(self) -> &'static str {
        match self {
            ErrorKind::Config => "config",
            ErrorKind::InvalidRequest => "invalid_request",
            ErrorKind::Authentication => "authentication",
            ErrorKind::NotFound => "not_found",
            ErrorKind::ContextLength => "context_length",
            ErrorKind::RateLimit => "rate_limit",
            ErrorKind::Budget => "budget",
            ErrorKind::Guardrail => "guardrail",
            ErrorKind::Unavailable => "unavailable",
            ErrorKind::Timeout => "timeout",
            ErrorKind::Cancelled => "cancelled",
            ErrorKind::Callback => "callback",
            ErrorKind::State => "state",
            ErrorKind::Internal => "internal",
        }
    }

    /// The status on the HTTP doors where no upstream status is kept.
    pub fn http_status(self) -> u16 {
        match self {
            ErrorKind::Config | ErrorKind::Callback | ErrorKind::Internal => 500,
            ErrorKind::InvalidRequest | ErrorKind::ContextLength | ErrorKind::Guardrail => 400,
            ErrorKind::Authentication => 401,
            ErrorKind::NotFound => 404,
            ErrorKind::RateLimit => 429,
            ErrorKind::Budget => 402,
            ErrorKind::Unavailable | ErrorKind::State => 503,
            ErrorKind::Timeout => 504,
            ErrorKind::Cancelled => 499,
        }
    }

    /// The OpenAI-format `code`.
    pub fn code(self) -> &'static str {
        match self {
            ErrorKind::Config => "config_error",
            ErrorKind::InvalidRequest => "invalid_request",
            ErrorKind::Authentication => "invalid_api_key",
            ErrorKind::NotFound => "model_not_found",
            ErrorKind::ContextLength => "context_length_exceeded",
            ErrorKind::RateLimit => "rate_limit_exceeded",
            ErrorKind::Budget => "budget_exceeded",
            ErrorKind::Guardrail => "content_filter",
            ErrorKind::Unavailable => "no_target_available",
            ErrorKind::Timeout => "timeout",
            ErrorKind::Cancelled => "cancelled",
            ErrorKind::Callback => "callback_error",
            ErrorKind::State => "state_unavailable",
            ErrorKind::Internal => "internal_error",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a failed try died of: the closed set that `attempts[].class` holds and `fallbacks … on:` lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "FailureClass")]
pub enum Class {
    BadRequest,
    TooLarge,
    Auth,
    Permission,
    NotFound,
    ContextWindow,
    ContentPolicy,
    RateLimit,
    Timeout,
    Cancelled,
    Payment,
    Quota,
    Overloaded,
    Server,
    Network,
    Tls,
    Truncated,
    LowConfidence,
}

impl Class {
    pub fn name(self) -> &'static str {
        match self {
            Class::BadRequest => "bad_request",
            Class::TooLarge => "too_large",
            Class::Auth => "auth",
            Class::Permission => "permission",
            Class::NotFound => "not_found",
            Class::ContextWindow => "context_window",
            Class::ContentPolicy => "content_policy",
            Class::RateLimit => "rate_limit",
            Class::Timeout => "timeout",
            Class::Cancelled => "cancelled",
            Class::Payment => "payment",
            Class::Quota => "quota",
            Class::Overloaded => "overloaded",
            Class::Server => "server",
            Class::Network => "network",
            Class::Tls => "tls",
            Class::Truncated => "truncated",
            Class::LowConfidence => "low_confidence",
        }
    }

    /// The kind that the caller sees when a try of this class was the last.
    pub fn kind(self) -> ErrorKind {
        match self {
            Class::BadRequest | Class::TooLarge => ErrorKind::InvalidRequest,
            Class::Auth | Class::Permission => ErrorKind::Authentication,
            Class::NotFound => ErrorKind::NotFound,
            Class::ContextWindow => ErrorKind::ContextLength,
            Class::ContentPolicy => ErrorKind::Guardrail,
            Class::RateLimit => ErrorKind::RateLimit,
            Class::Timeout => ErrorKind::Timeout,
            Class::Cancelled => ErrorKind::Cancelled,
            Class::Payment
            | Class::Quota
            | Class::Overloaded
            | Class::Server
            | Class::Network
            | Class::Tls
            | Class::Truncated
            | Class::LowConfidence => ErrorKind::Unavailable,
        }
    }

    /// May the same target be asked again (wire.md §4, column "retry same")?
    pub fn retries_same(self) -> bool {
        matches!(self, Class::RateLimit | Class::Overloaded | Class::Timeout | Class::Server | Class::Network | Class::Truncated)
    }

    /// Does the chain go on to another target without being told so (column "fail over")?
    pub fn fails_over(self) -> bool {
        !matches!(self, Class::BadRequest | Class::ContentPolicy | Class::Cancelled | Class::ContextWindow | Class::Tls | Class::LowConfidence)
    }
}

/// How a try ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Served,
    Failed,
    Cancelled,
    Hedged,
    Skipped,
}

impl Outcome {
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Served => "served",
            Outcome::Failed => "failed",
            Outcome::Cancelled => "cancelled",
            Outcome::Hedged => "hedged",
            Outcome::Skipped => "skipped",
        }
    }
}

/// One upstream try, as it stands in receipts and errors.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Attempt {
    pub target: Arc<str>,
    pub outcome: Outcome,
    pub class: Option<Class>,
    pub status: Option<u16>,
    /// Milliseconds from sending to the end of the try.
    pub ms: f64,
    pub cost_nano_usd: NanoUsd,
    /// Why a target was skipped or what the try failed of, in words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
}

/// What an upstream said in its error, kept for a door of the same dialect.
#[derive(Debug, Clone, Default)]
pub struct Upstream {
    pub status: Option<u16>,
    pub code: Option<String>,
    pub kind: Option<String>,
    pub param: Option<String>,
}

/// Everything known of a failed call. One pointer wide.
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    message: String,
    class: Option<Class>,
    reason: Option<String>,
    provider: Option<String>,
    upstream: Upstream,
    request_id: Option<String>,
    trace_id: Option<String>,
    retry_after: Option<Duration>,
    path: Option<String>,
    rule: Option<String>,
    attempts: Vec<Attempt>,
    retryable: bool,
    cause: Option<Arc<dyn Any + Send + Sync>>,
}

impl Error {
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error(Box::new(Inner {
            kind,
            message: message.into(),
            class: None,
            reason: None,
            provider: None,
            upstream: Upstream::default(),
            request_id: None,
            trace_id: None,
            retry_after: None,
            path: None,
            rule: None,
            attempts: Vec::new(),
            retryable: false,
            cause: None,
        }))
    }

    /// A failed try of this class; its kind follows from the class.
    pub fn of(class: Class, message: impl Into<String>) -> Self {
        let mut e = Error::new(class.kind(), message);
        e.0.class = Some(class);
        e.0.retryable = class.retries_same();
        e
    }

    pub fn config(message: impl Into<String>) -> Self {
        Error::new(ErrorKind::Config, message)
    }

    pub fn invalid(message: impl Into<String>) -> Self {
        Error::new(ErrorKind::InvalidRequest, message)
    }

    pub fn internal(message: impl Into<String>) -> Self {
        Error::new(ErrorKind::Internal, message)
    }

    /// The same error as the failure of a try; its kind stays, and nobody repeats it.
    pub fn classed(mut self, class: Class) -> Self {
        self.0.class = Some(class);
        self.0.retryable = false;
        self
    }

    /// The place in the configuration or request, e.g. `routes.chat.targets[0]` or `messages.2.name`.
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.0.path = Some(path.into());
        self
    }

    /// A short machine-readable word beside the kind.
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.0.reason = Some(reason.into());
        self
    }

    pub fn provider(mut self, provider: impl Into<String>) -> Self {
        self.0.provider = Some(provider.into());
        self
    }

    pub fn rule(mut self, rule: impl Into<String>) -> Self {
        self.0.rule = Some(rule.into());
        self
    }

    pub fn upstream(mut self, upstream: Upstream) -> Self {
        self.0.upstream = upstream;
        self
    }

    pub fn request_id(mut self, id: impl Into<String>) -> Self {
        self.0.request_id = Some(id.into());
        self
    }

    pub fn trace_id(mut self, id: impl Into<String>) -> Self {
        self.0.trace_id = Some(id.into());
        self
    }

    pub fn retry_after(mut self, after: Option<Duration>) -> Self {
        self.0.retry_after = after;
        self
    }

    pub fn attempts(mut self, attempts: Vec<Attempt>) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub fn retryable(mut self, retryable: bool) -> Self {
        self.0.retryable = retryable;
        self
    }

    /// The host's own exception, for the binding to attach as the cause.
    pub fn cause(mut self, cause: Arc<dyn Any + Send + Sync>) -> Self {
        self.0.cause = Some(cause);
        self
    }

    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }
    pub fn message(&self) -> &str {
        &self.0.message
    }
    pub fn class(&self) -> Option<Class> {
        self.0.class
    }
    pub fn get_reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }
    pub fn get_provider(&self) -> Option<&str> {
        self.0.provider.as_deref()
    }
    pub fn get_upstream(&self) -> &Upstream {
        &self.0.upstream
    }
    pub fn get_request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }
    pub fn get_trace_id(&self) -> Option<&str> {
        self.0.trace_id.as_deref()
    }
    pub fn get_retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }
    pub fn get_rule(&self) -> Option<&str> {
        self.0.rule.as_deref()
    }
    pub fn get_attempts(&self) -> &[Attempt] {
        &self.0.attempts
    }
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }
    pub fn get_cause(&self) -> Option<&Arc<dyn Any + Send + Sync>> {
        self.0.cause.as_ref()
    }

    /// The status of this error on an HTTP door: an upstream's 4xx is kept where the caller can act on it.
    pub fn http_status(&self) -> u16 {
        let bad_key = self.0.kind == ErrorKind::Authentication && self.0.upstream.status == Some(400);
        match self.0.upstream.status {
            Some(status @ 400..=499) if !bad_key && status != 408 && status != 407 => status,
            _ => self.0.kind.http_status(),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.kind, self.0.message)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        match &self.0.path {
            Some(path) if !self.0.message.contains(path.as_str()) => write!(f, " (at `{path}`)"),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_one_pointer_wide() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }

    #[test]
    fn keeps_an_upstream_4xx_on_the_door_but_says_401_for_a_bad_key() {
        let upstream = |status| Upstream { status: Some(status), ..Upstream::default() };
        assert_eq!(Error::of(Class::BadRequest, "x").upstream(upstream(422)).http_status(), 422);
        assert_eq!(Error::of(Class::Auth, "x").upstream(upstream(400)).http_status(), 401);
        assert_eq!(Error::of(Class::Server, "x").upstream(upstream(500)).http_status(), 503);
        assert_eq!(Error::of(Class::Quota, "x").upstream(upstream(429)).http_status(), 429);
    }
}
