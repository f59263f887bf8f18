//! The class of an upstream's error, for every dialect: status, code, type and words → `Class`.
//!
//! The provider's own words are kept, keys scrubbed. What to do about a class is the failover's business.

use http::{HeaderMap, StatusCode};
use serde_json::Value;

use super::hints::{self, retry_after};
use super::lenient;
use super::scrub::scrub;
use crate::error::{Class, Error, Upstream};

/// The longest message that is kept of a body which is no JSON.
const MAX_WORDS: usize = 300;

/// What an error body says, whatever its form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    pub message: String,
    pub code: Option<String>,
    pub kind: Option<String>,
    pub param: Option<String>,
}

/// An answer with an error status.
pub fn from_response(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Error {
    let text = lenient::text(body);
    let tree = lenient::repaired(&text);
    let inner = tree.as_ref().map(inner);
    let said = inner.map_or_else(|| Said { message: words(&text, status), ..Said::default() }, read);
    let wait = retry_after(headers, inner).or_else(|| hints::rest(headers).filter(|_| status == StatusCode::TOO_MANY_REQUESTS));
    let mut error = from_said(Some(status.as_u16()), said).retry_after(wait);
    if let Some(id) = ["x-request-id", "request-id"].iter().find_map(|n| headers.get(*n)?.to_str().ok()) {
        error = error.request_id(id);
    }
    if headers.get("x-should-retry").is_some_and(|v| v == "false") {
        error = error.retryable(false);
    }
    error
}

/// An error that stood inside a 200: in a body, or in a stream. Its status is the one that its code names, if any.
pub fn from_body(tree: &Value) -> Error {
    let inner = inner(tree);
    let said = read(inner);
    let status = inner.get("status").or_else(|| inner.get("code")).and_then(status_of).filter(|s| (400..600).contains(s));
    from_said(status, said).retry_after(retry_after(&HeaderMap::new(), Some(inner)))
}

/// An answer that ended by a fault of the provider, and says so in its finish only.
pub fn ended_badly(word: &str) -> Error {
    let class = if word == "insufficient_system_resource" { Class::Overloaded } else { Class::Server };
    Error::of(class, format!("the provider broke the answer off: it finished with `{word}`")).reason("finish_error")
}

fn status_of(value: &Value) -> Option<u16> {
    value.as_u64().and_then(|n| u16::try_from(n).ok()).or_else(|| value.as_str()?.parse().ok())
}

/// An error whose words some dialect has read. `status` is the one that its code names, if any.
pub fn from_said(status: Option<u16>, said: Said) -> Error {
    let class = classify(status.unwrap_or(200), &said);
    let message = match (said.message.trim(), status) {
        ("", Some(status)) => format!("the provider answered with status {status} and gave no reason"),
        ("", None) => "the provider reported an error and gave no reason".to_owned(),
        (words, _) => scrub(words).into_owned(),
    };
    let scrubbed = |text: Option<String>| text.map(|t| scrub(&t).into_owned());
    let upstream = Upstream { status, code: scrubbed(said.code), kind: scrubbed(said.kind), param: scrubbed(said.param) };
    Error::of(class, message).upstream(upstream)
}

/// The error itself: under `error`, or the whole body; Gemini's stream door wraps it in a list.
fn inner(tree: &Value) -> &Value {
    let tree = tree.as_array().and_then(|list| list.first()).unwrap_or(tree);
    tree.get("error").filter(|e| !e.is_null()).unwrap_or(tree)
}

/// The words of an error, wherever they stand: `message`, `detail` (a text or a list), `error_description`, a bare text.
pub fn read(error: &Value) -> Said {
    let word = |name: &str| match error.get(name) {
        Some(Value::String(s)) if !s.is_empty() => Some(s.clone()),
        Some(Value::Number(n)) => Some(n.to_string()),
        _ => None,
    };
    let mut message = match error {
        Value::String(text) => text.clone(),
        _ => ["message", "detail", "error_description", "title"]
            .iter()
            .find_map(|n| error.get(*n).filter(|v| !v.is_null()))
            .map(sentence)
            .unwrap_or_default(),
    };
    // OpenRouter's own message says nothing; the words of the provider behind it stand in the metadata.
    if let Some(raw) = error.pointer("/metadata/raw").and_then(Value::as_str) {
        message = format!("{message}: {}", first_chars(raw, MAX_WORDS));
    }
    let inner_code = error.pointer("/innererror/code").and_then(Value::as_str).map(str::to_owned);
    Said { message, code: word("code").or(inner_code), kind: word("type").or_else(|| word("status")), param: word("param") }
}

fn sentence(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(list) => list.iter().map(sentence).collect::<Vec<_>>().join("; "),
        // Validation errors: `{"loc": ["body", "foo"], "msg": "Extra inputs are not permitted"}`.
        Value::Object(map) => match (map.get("msg"), map.get("loc").and_then(Value::as_array), map.get("detail")) {
            (Some(msg), Some(loc), _) => {
                let path: Vec<String> = loc.iter().map(|l| l.as_str().map_or_else(|| l.to_string(), str::to_owned)).collect();
                format!("{}: {}", path.join("."), sentence(msg))
            }
            (_, _, Some(detail)) => sentence(detail),
            _ => value.to_string(),
        },
        other => other.to_string(),
    }
}

/// A body that is no JSON: its beginning, or for a page of HTML and for nothing the status.
fn words(text: &str, status: StatusCode) -> String {
    let text = text.trim();
    if text.is_empty() || text.starts_with('<') {
        return format!("the provider answered with status {status} and no error body");
    }
    first_chars(text, MAX_WORDS).to_owned()
}

fn first_chars(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(end, _)| &text[..end])
}

const CONTEXT_CODES: [&str; 4] =
    ["context_length_exceeded", "model_max_prompt_tokens_exceeded", "exceed_context_size_error", "context_window_exceeded"];
const CONTEXT_WORDS: [&str; 15] = [
    "maximum context length",
    "context length exceeded",
    "exceeds the context",
    "exceed context limit",
    "exceeds the available context",
    "context window",
    "prompt is too long",
    "prompt too long",
    "input is too long",
    "too many input tokens",
    "too many tokens:",
    "exceeds the maximum number of tokens",
    "maximum prompt length",
    "reduce the length of the messages",
    "max_prompt_tokens",
];
const POLICY_CODES: [&str; 6] = [
    "content_filter",
    "content_policy_violation",
    "moderation_blocked",
    "data_inspection_failed",
    "responsibleaipolicyviolation",
    "safety_violation",
];
const POLICY_WORDS: [&str; 5] =
    ["content management policy", "content policy", "content_policy", "rejected as a result of our safety system", "input was flagged"];
const QUOTA_CODES: [&str; 3] = ["insufficient_quota", "billing_hard_limit_reached", "billing_not_active"];
const PAYMENT_WORDS: [&str; 4] = ["credit balance", "insufficient balance", "insufficient credits", "used all available credits"];
const KEY_CODES: [&str; 4] = ["invalid_api_key", "api_key_invalid", "authentication_error", "expiredtoken"];
const KEY_WORDS: [&str; 5] = ["api key not valid", "invalid api key", "incorrect api key", "api key expired", "missing api key"];
const MODEL_CODES: [&str; 4] = ["model_not_found", "deploymentnotfound", "invalid_model", "model_decommissioned"];

/// What an upstream's error means. `status` is 200 where the error stood inside an answer.
pub fn classify(status: u16, said: &Said) -> Class {
    let lower = |text: &Option<String>| text.as_deref().unwrap_or_default().to_ascii_lowercase();
    let (code, kind, words) = (lower(&said.code), lower(&said.kind), said.message.to_ascii_lowercase());
    let named = |names: &[&str]| names.iter().any(|n| code == *n || kind == *n);
    let says = |phrases: &[&str]| phrases.iter().any(|p| words.contains(p));
    let about_request = matches!(status, 200 | 400 | 413 | 422 | 500);

    if named(&CONTEXT_CODES) || about_request && (says(&CONTEXT_WORDS) || words.contains("token count") && words.contains("exceed")) {
        return Class::ContextWindow;
    }
    if named(&POLICY_CODES) || matches!(status, 200 | 400 | 403 | 422) && says(&POLICY_WORDS) {
        return Class::ContentPolicy;
    }
    if named(&QUOTA_CODES) {
        return Class::Quota;
    }
    if status == 402 || matches!(status, 200 | 400 | 403 | 429) && says(&PAYMENT_WORDS) {
        return Class::Payment;
    }
    if status == 401 || matches!(status, 200 | 400 | 403) && (named(&KEY_CODES) || says(&KEY_WORDS)) {
        return Class::Auth;
    }
    if status == 400 && (named(&MODEL_CODES) || words.contains("is not a valid model id")) {
        return Class::NotFound;
    }
    match status {
        403 => Class::Permission,
        404 | 410 => Class::NotFound,
        407 => Class::Network,
        408 | 504 | 522 | 524 => Class::Timeout,
        413 => Class::TooLarge,
        429 => Class::RateLimit,
        // Cohere's: a text holds what its deny list has.
        498 => Class::ContentPolicy,
        409 | 424 => Class::Server,
        499 => Class::Cancelled,
        503 | 529 => Class::Overloaded,
        400..=499 => Class::BadRequest,
        _ => by_name(&code, &kind),
    }
}

/// Where the status says nothing (200) or only "something broke" (500).
fn by_name(code: &str, kind: &str) -> Class {
    let is = |word: &str| code.contains(word) || kind.contains(word);
    if is("overloaded") || is("unavailable") {
        Class::Overloaded
    } else if is("rate_limit") || is("too_many_requests") || is("resource_exhausted") {
        Class::RateLimit
    } else if is("timeout") || is("deadline_exceeded") {
        Class::Timeout
    } else if is("invalid_request") || is("invalid_argument") {
        Class::BadRequest
    } else {
        Class::Server
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::time::Duration;

    fn class(status: u16, body: Value) -> Class {
        let status = StatusCode::from_u16(status).expect("a status");
        from_response(status, &HeaderMap::new(), body.to_string().as_bytes()).class().expect("a class")
    }

    fn openai(code: &str, kind: &str, message: &str) -> Value {
        json!({"error": {"message": message, "type": kind, "param": null, "code": code}})
    }

    #[test]
    fn tells_the_classes_of_400_apart() {
        let table = [
            (Class::ContextWindow, openai("context_length_exceeded", "invalid_request_error", "…")),
            (Class::ContextWindow, json!({"object": "error", "message": "This model's maximum context length is 8192 tokens"})),
            (Class::ContextWindow, json!({"error": {"message": "The input token count (9) exceeds the maximum"}})),
            (Class::ContextWindow, json!({"type": "error", "error": {"type": "invalid_request_error", "message": "prompt is too long: 3 tokens"}})),
            (
                Class::ContentPolicy,
                json!({"error": {"code": "content_filter", "message": "…", "innererror": {"code": "ResponsibleAIPolicyViolation"}}}),
            ),
            (Class::ContentPolicy, openai("content_policy_violation", "x", "…")),
            (Class::Payment, json!({"error": {"type": "invalid_request_error", "message": "Your credit balance is too low"}})),
            (
                Class::Auth,
                json!({"error": {"code": 400, "message": "API key not valid. Please pass a valid API key.", "status": "INVALID_ARGUMENT"}}),
            ),
            (Class::NotFound, openai("model_not_found", "invalid_request_error", "…")),
            (Class::BadRequest, openai("invalid_value", "invalid_request_error", "Invalid 'messages[3]'")),
        ];
        for (expected, body) in table {
            assert_eq!(class(400, body.clone()), expected, "{body}");
        }
    }

    #[test]
    fn follows_the_status_where_the_words_say_no_more() {
        let table = [
            (401, Class::Auth),
            (402, Class::Payment),
            (403, Class::Permission),
            (404, Class::NotFound),
            (407, Class::Network),
            (408, Class::Timeout),
            (409, Class::Server),
            (413, Class::TooLarge),
            (422, Class::BadRequest),
            (429, Class::RateLimit),
            (499, Class::Cancelled),
            (500, Class::Server),
            (502, Class::Server),
            (503, Class::Overloaded),
            (504, Class::Timeout),
            (529, Class::Overloaded),
            (302, Class::Server),
        ];
        for (status, expected) in table {
            assert_eq!(class(status, json!({"message": "x"})), expected, "{status}");
        }
        assert_eq!(class(429, openai("insufficient_quota", "insufficient_quota", "You exceeded your current quota")), Class::Quota);
        assert_eq!(class(429, openai("rate_limit_exceeded", "tokens", "Request too large: tokens per min, context window")), Class::RateLimit);
    }

    #[test]
    fn keeps_the_upstreams_own_words_and_ids() {
        let mut headers = HeaderMap::new();
        headers.insert("x-request-id", "req_1".parse().expect("a header value"));
        headers.insert("retry-after", "3".parse().expect("a header value"));
        let body = openai("rate_limit_exceeded", "requests", "slow down, Bearer abcdef123456");
        let error = from_response(StatusCode::TOO_MANY_REQUESTS, &headers, body.to_string().as_bytes());
        assert_eq!(error.message(), "slow down, Bearer [redacted]");
        assert_eq!(error.get_request_id(), Some("req_1"));
        assert_eq!(error.get_retry_after(), Some(Duration::from_secs(3)));
        let upstream = error.get_upstream();
        assert_eq!((upstream.status, upstream.code.as_deref(), upstream.kind.as_deref()), (Some(429), Some("rate_limit_exceeded"), Some("requests")));
    }

    #[test]
    fn finds_the_words_in_every_form_of_body() {
        let message = |body: &str| from_response(StatusCode::UNPROCESSABLE_ENTITY, &HeaderMap::new(), body.as_bytes()).message().to_owned();
        assert_eq!(message(r#"{"detail": "Model x is not supported."}"#), "Model x is not supported.");
        let mistral = r#"{"object":"error","message":{"detail":[{"loc":["body","foo"],"msg":"Extra inputs are not permitted"}]}}"#;
        assert_eq!(message(mistral), "body.foo: Extra inputs are not permitted");
        assert_eq!(message(r#"{"error": "no such model"}"#), "no such model");
        assert_eq!(message("upstream connect error"), "upstream connect error");
        assert!(message("<html>").contains("422"));
        assert!(message(r#"{"error":{"code":"x","message":null}}"#).contains("422"));
        let openrouter = r#"{"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"x is rate-limited"}}}"#;
        assert_eq!(message(openrouter), "Provider returned error: x is rate-limited");
    }

    #[test]
    fn an_error_inside_a_200_has_the_status_that_its_code_names() {
        let error = from_body(&json!({"error": {"code": 400, "message": "Token limit reached"}}));
        assert_eq!((error.class(), error.get_upstream().status), (Some(Class::BadRequest), Some(400)));
        let error = from_body(&json!({"error": {"message": "The server had an error", "type": "server_error", "code": null}}));
        assert_eq!((error.class(), error.get_upstream().status), (Some(Class::Server), None));
        assert_eq!(from_body(&json!({"error": {"type": "overloaded_error", "message": "x"}})).class(), Some(Class::Overloaded));
    }
}
