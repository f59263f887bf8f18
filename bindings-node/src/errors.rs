//! The core's error as data: the message of what is thrown is JSON text, of which `lib/errors.cjs` makes a class.

use napi::{Error, Status};
use serde_json::json;

use crate::functions::Cause;

pub fn thrown(error: &polyroute::Error) -> Error {
    Error::new(Status::GenericFailure, described(error))
}

/// The same as text alone.
pub fn described(error: &polyroute::Error) -> String {
    let fields = json!({
        "message": error.to_string(),
        "kind": error.kind().name(),
        "reason": error.get_reason(),
        // The upstream's own where there was one, else what a door would answer.
        "status": error.get_upstream().status.unwrap_or_else(|| error.kind().http_status()),
        "provider": error.get_provider(),
        "requestId": error.get_request_id(),
        "traceId": error.get_trace_id(),
        "retryAfterMs": error.get_retry_after().map(|after| after.as_secs_f64() * 1000.0),
        "path": error.path(),
        "rule": error.get_rule(),
        "attempts": error.get_attempts(),
        "retryable": error.is_retryable(),
        "causeId": error.get_cause().and_then(|cause| cause.downcast_ref::<Cause>()).map(|cause| cause.0),
    });
    fields.to_string()
}
