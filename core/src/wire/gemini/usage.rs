//! What an answer used and why it ended, both ways.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::error::{Class, Error};
use crate::types::{Finish, Usage};
use crate::wire::lenient::Count;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct WireUsage {
    #[serde(rename = "promptTokenCount")]
    prompt: Count,
    #[serde(rename = "toolUsePromptTokenCount")]
    tool_use: Count,
    #[serde(rename = "candidatesTokenCount")]
    candidates: Count,
    #[serde(rename = "thoughtsTokenCount")]
    thoughts: Count,
    #[serde(rename = "cachedContentTokenCount")]
    cached: Count,
}

impl WireUsage {
    /// Thoughts stand beside the candidates, and what server tools read stands beside the prompt.
    pub fn decode(self) -> Usage {
        let input = self.prompt.or_zero().saturating_add(self.tool_use.or_zero());
        let reasoning = self.thoughts.or_zero();
        Usage {
            input,
            output: self.candidates.or_zero().saturating_add(reasoning),
            cache_read: self.cached.or_zero().min(input),
            reasoning,
            ..Usage::default()
        }
    }
}

pub fn encode_usage(usage: &Usage) -> Value {
    let mut out = Map::new();
    out.insert("promptTokenCount".to_owned(), json!(usage.input));
    out.insert("candidatesTokenCount".to_owned(), json!(usage.output.saturating_sub(usage.reasoning)));
    out.insert("totalTokenCount".to_owned(), json!(usage.tokens()));
    if usage.reasoning > 0 {
        out.insert("thoughtsTokenCount".to_owned(), json!(usage.reasoning.min(usage.output)));
    }
    if usage.cache_read > 0 {
        out.insert("cachedContentTokenCount".to_owned(), json!(usage.cache_read));
    }
    Value::Object(out)
}

/// Why a candidate ended; an error where the model broke off a call that another try may well finish.
pub fn decode_finish(word: &str, message: Option<&str>, has_calls: bool) -> Result<Option<Finish>, Error> {
    Ok(Some(match word {
        "FINISH_REASON_UNSPECIFIED" => return Ok(None),
        "STOP" if has_calls => Finish::ToolCalls,
        "STOP" => Finish::Stop,
        "MAX_TOKENS" => Finish::Length,
        "SAFETY" | "RECITATION" | "BLOCKLIST" | "PROHIBITED_CONTENT" | "SPII" | "IMAGE_SAFETY" => Finish::ContentFilter,
        "MALFORMED_FUNCTION_CALL" | "UNEXPECTED_TOOL_CALL" | "TOO_MANY_TOOL_CALLS" | "MALFORMED_RESPONSE" => {
            let words = message.map(|m| format!(": {}", crate::wire::scrub(m))).unwrap_or_default();
            return Err(Error::of(Class::Server, format!("the model's answer ended with {word}{words}")));
        }
        other => Finish::Other(other.to_owned()),
    }))
}

/// The word of the wire, and what else should be said.
pub fn encode_finish(finish: &Finish) -> (&str, Option<&str>) {
    match finish {
        Finish::Stop | Finish::ToolCalls => ("STOP", None),
        Finish::Length => ("MAX_TOKENS", None),
        Finish::ContentFilter => ("SAFETY", None),
        Finish::Error => ("OTHER", None),
        Finish::Other(native) if !native.is_empty() && native.bytes().all(|b| b.is_ascii_uppercase() || b == b'_') => (native, None),
        Finish::Other(native) => ("STOP", Some(native)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thoughts_count_as_output_and_tool_reading_as_input() {
        let wire = json!({"promptTokenCount": 15, "toolUsePromptTokenCount": 770, "candidatesTokenCount": 37, "thoughtsTokenCount": 742,
                          "cachedContentTokenCount": 4, "totalTokenCount": 1564, "promptTokensDetails": [{"modality": "TEXT"}]});
        let usage = serde_json::from_value::<WireUsage>(wire).expect("a usage").decode();
        assert_eq!((usage.input, usage.output, usage.reasoning, usage.cache_read), (785, 779, 742, 4));
        let back = encode_usage(&usage);
        assert_eq!((&back["candidatesTokenCount"], &back["thoughtsTokenCount"], &back["totalTokenCount"]), (&json!(37), &json!(742), &json!(1564)));
        assert_eq!(serde_json::from_value::<WireUsage>(json!({"promptTokenCount": "9"})).expect("lenient").decode().input, 9);
    }

    #[test]
    fn every_finish_has_its_class() {
        let finish = |word: &str| decode_finish(word, None, false).expect("an end").expect("known");
        assert_eq!(finish("STOP"), Finish::Stop);
        assert_eq!(decode_finish("STOP", None, true).expect("an end"), Some(Finish::ToolCalls));
        assert_eq!(finish("MAX_TOKENS"), Finish::Length);
        for word in ["SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY"] {
            assert_eq!(finish(word), Finish::ContentFilter, "{word}");
        }
        assert_eq!(finish("LANGUAGE"), Finish::Other("LANGUAGE".into()));
        assert_eq!(decode_finish("FINISH_REASON_UNSPECIFIED", None, false).expect("no end"), None);
        let error = decode_finish("MALFORMED_FUNCTION_CALL", Some("print(f("), false).expect_err("no plain stop");
        assert_eq!((error.class(), error.is_retryable()), (Some(Class::Server), true));
        assert_eq!(encode_finish(&Finish::Other("eos".into())), ("STOP", Some("eos")));
        assert_eq!(encode_finish(&Finish::Other("LANGUAGE".into())), ("LANGUAGE", None));
    }
}
