//! Thinking of other providers in blocks of this wire: whose it is stands before its signature, so that it finds its way
//! back to its own provider and never goes to this one.

use crate::types::{Dialect, Extra};

/// What another provider wrote on a call of its own, in the form that the chat format has for it. It goes out to callers
/// and comes back from them; the API of this dialect never sees it.
pub const ON_CALL: &str = "extra_content";

const FOREIGN: [(&str, Dialect); 6] = [
    ("openai_chat", Dialect::OpenaiChat),
    ("openai_responses", Dialect::OpenaiResponses),
    ("gemini", Dialect::Gemini),
    ("bedrock", Dialect::Bedrock),
    ("cohere", Dialect::Cohere),
    ("ollama", Dialect::Ollama),
];

/// `gemini:AAAA` → Gemini and `AAAA`; a signature of this wire has no colon. Nothing is no one's.
pub fn decode(signature: &str) -> (Option<Dialect>, Option<&str>) {
    if signature.is_empty() {
        return (None, None);
    }
    let foreign = signature.split_once(':').and_then(|(name, rest)| Some((FOREIGN.iter().find(|(known, _)| *known == name)?.1, rest)));
    match foreign {
        Some((dialect, rest)) => (Some(dialect), Some(rest).filter(|rest| !rest.is_empty())),
        None => (Some(Dialect::Anthropic), Some(signature)),
    }
}

/// The signature as it stands in a block.
pub fn encode(origin: Option<Dialect>, signature: &str) -> String {
    match origin.and_then(|origin| FOREIGN.iter().find(|(_, dialect)| *dialect == origin)) {
        Some((name, _)) => format!("{name}:{signature}"),
        None => signature.to_owned(),
    }
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
        for (origin, signature) in [(Some(Dialect::Anthropic), "EqQB+/="), (Some(Dialect::Gemini), "Cg=="), (Some(Dialect::OpenaiResponses), "gAAA")]
        {
            assert_eq!(decode(&encode(origin, signature)), (origin, Some(signature)));
        }
        assert_eq!(decode(&encode(Some(Dialect::OpenaiChat), "")), (Some(Dialect::OpenaiChat), None));
        assert_eq!(decode(""), (None, None));
    }
}
