//! Takes keys out of texts that came from outside, before they reach an error message, a log or a trace.
//!
//! Known prefixes, `Bearer …`, `key=…` and long runs of letters mixed with digits. Ids that help in a support case stay.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// What stands where a key stood.
const MASK: &str = "[redacted]";

/// Beginnings of ids that are no secrets.
const IDS: [&str; 9] = ["req_", "req-", "chatcmpl-", "call_", "msg_", "resp_", "gen-", "trace-", "run_"];

static KEYS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?x)
        (?P<scheme>\b(?i:bearer|basic)\s+) [A-Za-z0-9._~+/=-]{8,}
        | \b(?: sk | gsk | xai | hf | csk | fw | tgp | pplx | nvapi | r8 | ghp | glpat | AIza | AKIA | ASIA | eyJ )[_-]?[A-Za-z0-9._-]{16,}
        | (?P<name>(?i:api[-_]?key|access[-_]?token|token|secret|password|key)["']?[=:]\s*["']?) (?P<value>[^\s"'&,;<>]{12,})
        | (?P<run>[A-Za-z0-9_-]{32,})
        "#,
    )
    .expect("the pattern is a constant")
});

/// The text without keys. Borrowed where there is nothing to take out.
pub fn scrub(text: &str) -> Cow<'_, str> {
    KEYS.replace_all(text, |found: &Captures<'_>| {
        if let Some(scheme) = found.name("scheme") {
            return format!("{}{MASK}", scheme.as_str());
        }
        let whole = found.get(0).map_or("", |m| m.as_str());
        if let (Some(name), Some(value)) = (found.name("name"), found.name("value")) {
            return if mixed(value.as_str()) { format!("{}{MASK}", name.as_str()) } else { whole.to_owned() };
        }
        if let Some(run) = found.name("run") {
            return scrub_run(run.as_str());
        }
        if mixed(whole) { MASK.to_owned() } else { whole.to_owned() }
    })
}

/// Names of models and UUIDs are long too, but no piece of theirs between dashes is.
fn scrub_run(run: &str) -> String {
    let random = |piece: &str| piece.len() >= 32 && mixed(piece);
    let is_id = IDS.iter().any(|id| run.starts_with(id));
    if !is_id && run.split(['-', '_']).any(random) { MASK.to_owned() } else { run.to_owned() }
}

/// Letters and digits together: words and numbers are no keys.
fn mixed(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit()) && text.bytes().any(|b| b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_out_keys_in_all_their_shapes() {
        for key in [
            "sk-proj-abcdefghijklmnop1234567890",
            "sk-ant-api03-AbCdEfGhIjKlMnOp-1234567890",
            "gsk_a1b2c3d4e5f6g7h8i9j0k1l2",
            "AIzaSyA1234567890abcdefghijklmnopqrstu",
            "AKIAIOSFODNN7EXAMPLE",
            "0123456789abcdef0123456789abcdef",
            "AbCdEfGh0123456789AbCdEfGh0123456789",
        ] {
            assert_eq!(
                scrub(&format!("Incorrect key provided: {key} (see https://example.com/keys)")),
                format!("Incorrect key provided: {MASK} (see https://example.com/keys)")
            );
        }
        assert_eq!(scrub("Authorization: Bearer abc.def-ghi"), "Authorization: Bearer [redacted]");
        assert_eq!(scrub("GET /v1?key=abc123def456ghi789&alt=sse"), "GET /v1?key=[redacted]&alt=sse");
    }

    #[test]
    fn leaves_what_helps_to_understand_the_error() {
        for said in [
            "Incorrect API key provided: sk-****abcd.",
            "Supported models are ['g2-20250421-0156pm-voyage-2-series-preloading', 'voyage-large-2-instruct'].",
            "The model `gpt-4o-2024-08-06` does not exist, request 123e4567-e89b-12d3-a456-426614174000",
            "include the request ID req_0123456789abcdef0123456789abcdef in your message",
            "This model's maximum context length is 128000 tokens.",
            "api_key: expected string, got null",
        ] {
            assert_eq!(scrub(said), said);
        }
    }
}
