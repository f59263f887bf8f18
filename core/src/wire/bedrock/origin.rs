//! Whose thinking a signature seals. This wire's own goes as it is, every other one under its dialect's name.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::types::{Dialect, Extra};

/// The member of a call in which other dialects keep what must come back to them; Bedrock itself never sees it.
pub const ON_CALL: &str = "extra_content";

const FOREIGN: [(&str, Dialect); 6] = [
    ("openai_chat", Dialect::OpenaiChat),
    ("openai_responses", Dialect::OpenaiResponses),
    ("anthropic", Dialect::Anthropic),
    ("gemini", Dialect::Gemini),
    ("cohere", Dialect::Cohere),
    ("ollama", Dialect::Ollama),
];

/// `gemini:AAAA` → Gemini and `AAAA`; a signature of this wire has no colon. Nothing is this wire's too: not all of its models sign.
pub fn decode(signature: &str) -> (Dialect, Option<&str>) {
    match foreign(signature) {
        Some((dialect, rest)) => (dialect, Some(rest).filter(|rest| !rest.is_empty())),
        None => (Dialect::Bedrock, Some(signature).filter(|signature| !signature.is_empty())),
    }
}

/// The signature as it stands in a block.
pub fn encode(origin: Option<Dialect>, signature: &str) -> String {
    match name(origin) {
        Some(name) => format!("{name}:{signature}"),
        None => signature.to_owned(),
    }
}

/// `redactedContent` is base64, so the name stands inside.
pub fn decode_redacted(data: &str) -> (Dialect, String) {
    let inner = STANDARD.decode(data).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    match inner.as_deref().and_then(foreign) {
        Some((dialect, rest)) => (dialect, rest.to_owned()),
        None => (Dialect::Bedrock, data.to_owned()),
    }
}

pub fn encode_redacted(origin: Option<Dialect>, data: &str) -> String {
    match name(origin) {
        Some(name) => STANDARD.encode(format!("{name}:{data}")),
        None => data.to_owned(),
    }
}

fn foreign(text: &str) -> Option<(Dialect, &str)> {
    let (name, rest) = text.split_once(':')?;
    Some((FOREIGN.iter().find(|(known, _)| *known == name)?.1, rest))
}

fn name(origin: Option<Dialect>) -> Option<&'static str> {
    FOREIGN.iter().find(|(_, dialect)| Some(*dialect) == origin).map(|(name, _)| *name)
}

/// The members of another dialect's call that a caller must bring back.
pub fn of_call(extra: &Extra) -> Extra {
    extra.iter().filter(|(key, _)| *key == ON_CALL).map(|(key, value)| (key.clone(), value.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_comes_back_with_its_origin() {
        for (origin, signature) in [(Dialect::Anthropic, "EqQB+/="), (Dialect::Bedrock, "c2ln"), (Dialect::Gemini, "Cg==")] {
            assert_eq!(decode(&encode(Some(origin), signature)), (origin, Some(signature)));
            assert_eq!(decode_redacted(&encode_redacted(Some(origin), signature)), (origin, signature.to_owned()));
        }
        assert_eq!(decode(""), (Dialect::Bedrock, None));
        assert_eq!(decode(&encode(Some(Dialect::OpenaiChat), "")), (Dialect::OpenaiChat, None));
    }
}
