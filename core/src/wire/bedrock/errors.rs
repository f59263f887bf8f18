//! AWS's errors, both ways: an exception has a name, which stands in a header, in the body or in a frame.

use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use crate::error::{Class, Error, ErrorKind};
use crate::wire::errors::{self, Said};
use crate::wire::lenient;

/// The header that names an exception.
pub const ERROR_TYPE: &str = "x-amzn-errortype";

/// Exceptions with the status that the documentation gives them, and their class where that does not tell it.
const EXCEPTIONS: [(&str, u16, Option<Class>); 23] = [
    ("AccessDeniedException", 403, None),
    ("ExpiredToken", 403, Some(Class::Auth)),
    ("ExpiredTokenException", 403, Some(Class::Auth)),
    ("IncompleteSignature", 400, Some(Class::Auth)),
    ("IncompleteSignatureException", 400, Some(Class::Auth)),
    ("InternalServerException", 500, None),
    ("InvalidSignatureException", 403, Some(Class::Auth)),
    ("MissingAuthenticationToken", 403, Some(Class::Auth)),
    ("MissingAuthenticationTokenException", 403, Some(Class::Auth)),
    ("ModelErrorException", 424, None),
    ("ModelNotReadyException", 429, None),
    ("ModelStreamErrorException", 424, None),
    ("ModelTimeoutException", 408, None),
    ("NotAuthorized", 401, None),
    ("RequestExpired", 400, Some(Class::Auth)),
    ("ResourceNotFoundException", 404, None),
    ("ServiceQuotaExceededException", 400, Some(Class::Quota)),
    ("ServiceUnavailableException", 503, None),
    ("SignatureDoesNotMatch", 403, Some(Class::Auth)),
    ("ThrottlingException", 429, None),
    ("UnknownOperationException", 404, None),
    ("UnrecognizedClientException", 403, Some(Class::Auth)),
    ("ValidationException", 400, None),
];

/// What AWS says where the model is not there, or not to be had in this way.
const NO_MODEL: [&str; 2] = ["model identifier is invalid", "on-demand throughput"];

/// An answer with an error status.
pub fn decode(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Error {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let tree = lenient::repaired(&lenient::text(body)).unwrap_or_default();
    let name = header(ERROR_TYPE).map(bare).or_else(|| name_in(&tree)).unwrap_or_default();
    let error = match message_in(&tree) {
        Some(message) => {
            let plain = json!({"error": {"message": message, "type": name}});
            errors::from_response(status, headers, plain.to_string().as_bytes())
        }
        None => errors::from_response(status, headers, body),
    };
    let error = reclassed(error, &name);
    match header("x-amzn-requestid") {
        Some(id) => error.request_id(id),
        None => error,
    }
}

/// An exception in a stream: its name, as the frame writes it, and its payload.
pub fn in_stream(name: &str, payload: &[u8]) -> Error {
    let tree = lenient::repaired(&lenient::text(payload)).unwrap_or_default();
    let words = message_in(&tree).unwrap_or_else(|| lenient::text(payload).into_owned());
    made(name, words)
}

/// An error that stood inside a 200.
pub fn inside(tree: &Value) -> Option<Error> {
    let tree = tree.get("Output").unwrap_or(tree);
    Some(made(&name_in(tree)?, message_in(tree).unwrap_or_default()))
}

fn made(name: &str, message: String) -> Error {
    let name = canonical(name);
    let status = EXCEPTIONS.iter().find(|(known, ..)| *known == name).map(|(_, status, _)| *status);
    reclassed(errors::from_said(status, Said { message, kind: Some(name.clone()), ..Said::default() }), &name)
}

fn reclassed(error: Error, name: &str) -> Error {
    let known = EXCEPTIONS.iter().find(|(known, ..)| *known == name).and_then(|(.., class)| *class);
    let no_model = error.class() == Some(Class::BadRequest) && NO_MODEL.iter().any(|words| error.message().contains(words));
    match known.or(no_model.then_some(Class::NotFound)) {
        Some(class) if error.class() != Some(class) => {
            Error::of(class, error.message()).upstream(error.get_upstream().clone()).retry_after(error.get_retry_after())
        }
        _ => error,
    }
}

/// `com.amazon.bedrock#Name:http://…` → `Name`.
fn bare(name: &str) -> String {
    let name = name.split(':').next().unwrap_or_default();
    name.rsplit('#').next().unwrap_or_default().trim().to_owned()
}

/// Frames write the first letter small.
fn canonical(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

fn name_in(tree: &Value) -> Option<String> {
    tree.get("__type").or_else(|| tree.get("code")).and_then(Value::as_str).map(bare).filter(|name| !name.is_empty())
}

fn message_in(tree: &Value) -> Option<String> {
    ["message", "Message", "originalMessage"].iter().find_map(|member| tree.get(*member)?.as_str()).map(str::to_owned)
}

pub fn encode(error: &Error) -> Value {
    json!({ "message": error.message() })
}

/// The exception that says the same to AWS's clients.
pub fn exception(error: &Error) -> &'static str {
    let kind = error.get_upstream().kind.as_deref().map(canonical).unwrap_or_default();
    if let Some((known, ..)) = EXCEPTIONS.iter().find(|(known, ..)| *known == kind) {
        return known;
    }
    match error.class() {
        Some(Class::Overloaded) => return "ServiceUnavailableException",
        Some(Class::Payment | Class::Quota) => return "ServiceQuotaExceededException",
        Some(Class::Auth) => return "UnrecognizedClientException",
        _ => {}
    }
    match error.kind() {
        ErrorKind::InvalidRequest | ErrorKind::ContextLength | ErrorKind::Guardrail => "ValidationException",
        ErrorKind::Authentication => "AccessDeniedException",
        ErrorKind::NotFound => "ResourceNotFoundException",
        ErrorKind::RateLimit => "ThrottlingException",
        ErrorKind::Budget => "ServiceQuotaExceededException",
        ErrorKind::Timeout => "ModelTimeoutException",
        ErrorKind::Unavailable | ErrorKind::State => "ServiceUnavailableException",
        ErrorKind::Config | ErrorKind::Cancelled | ErrorKind::Callback | ErrorKind::Internal => "InternalServerException",
    }
}

/// The exceptions that a stream can end with, as frames write them.
pub fn frame_exception(error: &Error) -> &'static str {
    match exception(error) {
        "ThrottlingException" | "ModelNotReadyException" => "throttlingException",
        "ServiceUnavailableException" => "serviceUnavailableException",
        "ValidationException" => "validationException",
        "InternalServerException" => "internalServerException",
        _ => "modelStreamErrorException",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn read(status: u16, name: &str, body: &str) -> Error {
        let mut headers = HeaderMap::new();
        if !name.is_empty() {
            headers.insert(ERROR_TYPE, HeaderValue::from_str(name).expect("a header"));
        }
        headers.insert("x-amzn-requestid", HeaderValue::from_static("rq"));
        decode(StatusCode::from_u16(status).expect("a status"), &headers, body.as_bytes())
    }

    #[test]
    fn a_refusal_is_read_with_its_class_name_and_id() {
        let said = |message: &str| json!({ "message": message }).to_string();
        for (status, name, message, class) in [
            (400, "ValidationException:http://internal.amazon.com/coral/", "The provided model identifier is invalid.", Class::NotFound),
            (400, "ValidationException", "Input is too long for requested model.", Class::ContextWindow),
            (400, "ValidationException", "temperature must be at most 1", Class::BadRequest),
            (400, "ServiceQuotaExceededException", "quota", Class::Quota),
            (403, "AccessDeniedException", "no access", Class::Permission),
            (403, "ExpiredTokenException", "The security token included in the request is expired", Class::Auth),
            (403, "UnrecognizedClientException", "The security token included in the request is invalid.", Class::Auth),
            (404, "ResourceNotFoundException", "no model", Class::NotFound),
            (408, "ModelTimeoutException", "slow", Class::Timeout),
            (424, "ModelErrorException", "broke", Class::Server),
            (429, "ThrottlingException", "slow down", Class::RateLimit),
            (429, "ModelNotReadyException", "starting", Class::RateLimit),
            (503, "ServiceUnavailableException", "busy", Class::Overloaded),
        ] {
            let error = read(status, name, &said(message));
            assert_eq!((error.class(), error.message(), error.get_request_id()), (Some(class), message, Some("rq")), "{name}");
            assert_eq!((error.get_upstream().status, exception(&error)), (Some(status), name.split(':').next().unwrap_or_default()), "{name}");
        }
        let in_body = read(400, "", r#"{"__type": "com.amazon.coral.service#ThrottlingException", "Message": "rate"}"#);
        assert_eq!((in_body.get_upstream().kind.as_deref(), in_body.message()), (Some("ThrottlingException"), "rate"));
        assert!(read(502, "", "<html>").message().contains("502"));
    }

    #[test]
    fn an_exception_in_a_stream_has_the_class_of_its_name() {
        let error = in_stream("throttlingException", br#"{"message": "Too many requests"}"#);
        assert_eq!((error.class(), error.message(), error.get_upstream().status), (Some(Class::RateLimit), "Too many requests", Some(429)));
        assert_eq!(in_stream("modelStreamErrorException", b"{}").class(), Some(Class::Server));
        assert_eq!(in_stream("validationException", br#"{"message": "Input is too long"}"#).class(), Some(Class::ContextWindow));
        assert_eq!(frame_exception(&error), "throttlingException");
        assert_eq!(frame_exception(&Error::of(Class::Truncated, "x")), "serviceUnavailableException");
    }
}
