//! What an answer used, and why it ended, both ways.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::error::{Class, Error, Result};
use crate::types::{Finish, Usage};
use crate::wire::lenient::Count;

/// `inputTokens` is only what came neither from the cache nor went into it.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub struct WireUsage {
    input_tokens: Count,
    output_tokens: Count,
    cache_read_input_tokens: Count,
    cache_write_input_tokens: Count,
    cache_details: Option<Vec<CacheDetail>>,
}

/// How long a part of the cache's writes is kept.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct CacheDetail {
    ttl: Option<String>,
    input_tokens: Count,
}

impl WireUsage {
    pub fn decode(&self) -> Usage {
        let (cache_read, cache_write) = (self.cache_read_input_tokens.or_zero(), self.cache_write_input_tokens.or_zero());
        let details = self.cache_details.iter().flatten();
        let hour: u64 = details.filter(|d| d.ttl.as_deref() == Some("1h")).fold(0, |all, d| all.saturating_add(d.input_tokens.or_zero()));
        Usage {
            input: self.input_tokens.or_zero().saturating_add(cache_read).saturating_add(cache_write),
            output: self.output_tokens.or_zero(),
            cache_read,
            cache_write,
            cache_write_1h: hour.min(cache_write),
            ..Usage::default()
        }
    }
}

/// Claude's count of its thinking, where the caller has asked for it (`additionalModelResponseFieldPaths`).
pub fn reasoning(additional: Option<&Value>) -> u64 {
    additional.and_then(|fields| fields.pointer("/usage/output_tokens_details/thinking_tokens")?.as_u64()).unwrap_or(0)
}

pub fn encode_usage(usage: &Usage) -> Value {
    let cached = usage.cache_read.saturating_add(usage.cache_write);
    let mut out = json!({
        "inputTokens": usage.input.saturating_sub(cached),
        "outputTokens": usage.output,
        "totalTokens": usage.tokens(),
        "cacheReadInputTokens": usage.cache_read,
        "cacheWriteInputTokens": usage.cache_write,
    });
    if usage.cache_write_1h > 0 {
        let mut details = vec![json!({"ttl": "1h", "inputTokens": usage.cache_write_1h})];
        let short = usage.cache_write.saturating_sub(usage.cache_write_1h);
        details.extend((short > 0).then(|| json!({"ttl": "5m", "inputTokens": short})));
        out["cacheDetails"] = Value::Array(details);
    }
    out
}

/// An answer that the model could not put into its form is a fault, not an end.
pub fn decode_finish(word: &str) -> Result<Finish> {
    Ok(match word {
        "end_turn" | "stop_sequence" => Finish::Stop,
        "max_tokens" | "model_context_window_exceeded" => Finish::Length,
        "tool_use" => Finish::ToolCalls,
        "guardrail_intervened" | "content_filtered" => Finish::ContentFilter,
        "malformed_model_output" | "malformed_tool_use" => {
            return Err(Error::of(Class::Server, format!("the model's output was not well formed (`{word}`)")));
        }
        other => Finish::Other(other.to_owned()),
    })
}

/// The word that `decode_finish` loses, for the way back.
pub fn native_finish(word: &str) -> Option<&str> {
    matches!(word, "stop_sequence" | "model_context_window_exceeded" | "guardrail_intervened").then_some(word)
}

/// The stop reason. A stop with calls is a call: not every wire has a word for it.
pub fn encode_finish(finish: &Finish, has_calls: bool) -> &'static str {
    match finish {
        Finish::Stop if has_calls => "tool_use",
        Finish::ToolCalls => "tool_use",
        Finish::Length => "max_tokens",
        Finish::ContentFilter => "content_filtered",
        Finish::Error => "malformed_model_output",
        Finish::Stop | Finish::Other(_) => "end_turn",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_input_is_the_sum_of_three() {
        let wire = json!({"inputTokens": 20, "outputTokens": 7, "totalTokens": 4527, "cacheReadInputTokens": 3000, "cacheWriteInputTokens": 1500,
                          "cacheDetails": [{"ttl": "1h", "inputTokens": 1000}, {"ttl": "5m", "inputTokens": 500}]});
        let usage = serde_json::from_value::<WireUsage>(wire.clone()).expect("a usage").decode();
        assert_eq!((usage.input, usage.cache_read, usage.cache_write, usage.cache_write_1h), (4520, 3000, 1500, 1000));
        assert_eq!(encode_usage(&usage), wire);
    }

    #[test]
    fn malformed_output_is_a_fault_and_unknown_words_stay() {
        assert_eq!(decode_finish("malformed_tool_use").expect_err("a fault").class(), Some(Class::Server));
        assert_eq!(decode_finish("paused").expect("an end"), Finish::Other("paused".into()));
        assert_eq!(encode_finish(&Finish::Stop, true), "tool_use");
    }
}
