//! What an answer used, what of it is billed, and why it ended, both ways.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::types::{Billed, Finish, Usage};
use crate::wire::lenient::Count;

#[derive(Debug, Clone, Copy, Deserialize, Default)]
#[serde(default)]
pub struct WireUsage {
    billed_units: Option<Tokens>,
    tokens: Option<Tokens>,
    cached_tokens: Count,
}

#[derive(Debug, Clone, Copy, Deserialize, Default)]
#[serde(default)]
struct Tokens {
    input_tokens: Count,
    output_tokens: Count,
}

impl WireUsage {
    /// `tokens` are what went through the model, with everything that Cohere itself put there; `billed_units` are paid.
    pub fn decode(self) -> Usage {
        let billed = self.billed_units.map(|units| Billed { input: units.input_tokens.or_zero(), output: units.output_tokens.or_zero() });
        let counted = self.tokens.or(self.billed_units).unwrap_or_default();
        let input = counted.input_tokens.or_zero();
        Usage { input, output: counted.output_tokens.or_zero(), cache_read: self.cached_tokens.or_zero().min(input), billed, ..Usage::default() }
    }
}

pub fn encode_usage(usage: &Usage) -> Value {
    let billed = usage.charged();
    let mut out = json!({
        "billed_units": {"input_tokens": billed.input, "output_tokens": billed.output},
        "tokens": {"input_tokens": usage.input, "output_tokens": usage.output},
    });
    if usage.cache_read > 0 {
        out["cached_tokens"] = json!(usage.cache_read);
    }
    out
}

pub fn decode_finish(word: &str) -> Finish {
    match word {
        "COMPLETE" | "STOP_SEQUENCE" => Finish::Stop,
        "MAX_TOKENS" => Finish::Length,
        "TOOL_CALL" => Finish::ToolCalls,
        "ERROR" | "TIMEOUT" => Finish::Error,
        other => Finish::Other(other.to_owned()),
    }
}

/// The finish reason. A stop with calls is a call: not every wire has a word for it.
pub fn encode_finish(finish: &Finish, has_calls: bool) -> &str {
    match finish {
        Finish::ToolCalls => "TOOL_CALL",
        Finish::Stop if has_calls => "TOOL_CALL",
        Finish::Length => "MAX_TOKENS",
        Finish::Error => "ERROR",
        Finish::Other(word) if !word.is_empty() && word.chars().all(|c| c.is_ascii_uppercase() || c == '_') => word,
        Finish::Stop | Finish::ContentFilter | Finish::Other(_) => "COMPLETE",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_reported_and_what_is_billed_is_paid() {
        let wire =
            json!({"billed_units": {"input_tokens": 9, "output_tokens": 5}, "tokens": {"input_tokens": 74, "output_tokens": 7}, "cached_tokens": 64});
        let usage = serde_json::from_value::<WireUsage>(wire.clone()).expect("a usage").decode();
        assert_eq!((usage.input, usage.output, usage.cache_read), (74, 7, 64));
        assert_eq!((usage.charged().input, usage.charged().output), (9, 5));
        assert_eq!(encode_usage(&usage), wire);
        let only_billed = serde_json::from_value::<WireUsage>(json!({"billed_units": {"input_tokens": 10.0}})).expect("a usage").decode();
        assert_eq!((only_billed.input, only_billed.output), (10, 0));
    }

    #[test]
    fn every_reason_has_its_word_and_unknown_ones_keep_theirs() {
        for word in ["COMPLETE", "MAX_TOKENS", "TOOL_CALL", "ERROR", "USER_CANCEL"] {
            assert_eq!(encode_finish(&decode_finish(word), false), word);
        }
        assert_eq!(decode_finish("STOP_SEQUENCE"), Finish::Stop);
        assert_eq!(encode_finish(&Finish::Other("eos".into()), false), "COMPLETE");
        assert_eq!(encode_finish(&Finish::Stop, true), "TOOL_CALL");
    }
}
