//! Signatures of thoughts: where they stand on parts that are no thoughts, and how those of other providers travel.
//!
//! On a call a signature has the form that Google gives it in the OpenAI format (`extra_content`), so the chat door carries
//! it. A signature of another provider goes out to callers of this dialect with its origin before it; it comes back from
//! them for that provider, and the API never sees it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::types::{Dialect, Extra, Part};

/// The member of a text part's `extra`.
const ON_TEXT: &str = "signature";
/// The member of a call's `extra`.
pub const ON_CALL: &str = "extra_content";

/// Stands for a signature on calls that another model made (Google, "thought signatures": migrating from other models).
pub const SKIP: &str = "skip_thought_signature_validator";

const FOREIGN: [(&str, Dialect); 6] = [
    ("anthropic", Dialect::Anthropic),
    ("openai_chat", Dialect::OpenaiChat),
    ("openai_responses", Dialect::OpenaiResponses),
    ("bedrock", Dialect::Bedrock),
    ("cohere", Dialect::Cohere),
    ("ollama", Dialect::Ollama),
];
/// What stands before a thought that its provider sent unreadable.
const REDACTED: &str = "redacted:";

pub fn of_text(extra: &Extra) -> Option<&str> {
    extra.get(ON_TEXT)?.as_str()
}

pub fn on_text(signature: &str) -> Extra {
    Extra::from_iter([(ON_TEXT.to_owned(), json!(signature))])
}

pub fn of_call(extra: &Extra) -> Option<&str> {
    extra.get(ON_CALL)?.get("google")?.get("thought_signature")?.as_str()
}

pub fn on_call(signature: Option<&str>) -> Extra {
    let Some(signature) = signature else { return Extra::new() };
    Extra::from_iter([(ON_CALL.to_owned(), json!({"google": {"thought_signature": signature}}))])
}

/// A signature as a caller of this dialect gets it; `None` for one of nobody.
pub fn encode(origin: Option<Dialect>, signature: &str) -> Option<String> {
    match origin? {
        Dialect::Gemini => Some(signature.to_owned()),
        other => FOREIGN.iter().find(|(_, dialect)| *dialect == other).map(|(name, _)| STANDARD.encode(format!("{name}:{signature}"))),
    }
}

/// An unreadable thought as a signature.
pub fn encode_redacted(origin: Option<Dialect>, data: &str) -> Option<String> {
    encode(origin.filter(|origin| *origin != Dialect::Gemini), &format!("{REDACTED}{data}"))
}

/// The thought that a caller brings back, under its true origin.
pub fn thought(text: &str, signature: Option<&str>) -> Part {
    let foreign = signature.and_then(|signature| {
        let plain = String::from_utf8(STANDARD.decode(signature).ok()?).ok()?;
        let (name, rest) = plain.split_once(':')?;
        Some((FOREIGN.iter().find(|(known, _)| *known == name)?.1, rest.to_owned()))
    });
    let Some((origin, signature)) = foreign else {
        let signature = signature.map(str::to_owned);
        return Part::Thinking { text: text.to_owned(), signature, origin: Some(Dialect::Gemini), extra: Extra::new() };
    };
    match signature.strip_prefix(REDACTED) {
        Some(data) => Part::RedactedThinking { data: data.to_owned(), origin: Some(origin) },
        None => Part::Thinking { text: text.to_owned(), signature: Some(signature), origin: Some(origin), extra: Extra::new() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_comes_back_under_its_origin() {
        for origin in [Dialect::Gemini, Dialect::Anthropic, Dialect::OpenaiResponses] {
            let sent = encode(Some(origin), "EqQB+/=").expect("it has an origin");
            let thought = thought("hm", Some(&sent));
            assert_eq!(thought, Part::Thinking { text: "hm".into(), signature: Some("EqQB+/=".into()), origin: Some(origin), extra: Extra::new() });
        }
        let redacted = encode_redacted(Some(Dialect::Anthropic), "xx").expect("it has an origin");
        assert_eq!(thought("", Some(&redacted)), Part::RedactedThinking { data: "xx".into(), origin: Some(Dialect::Anthropic) });
        assert_eq!((encode(None, "a"), encode_redacted(Some(Dialect::Gemini), "a")), (None, None));
    }
}
