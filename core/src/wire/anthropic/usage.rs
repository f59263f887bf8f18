//! What an answer used, and why it ended, both ways.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::types::{Finish, Usage};
use crate::wire::lenient::Count;

/// `input_tokens` is only what came neither from the cache nor went into it.
#[derive(Debug, Clone, Copy, Deserialize, Default)]
#[serde(default)]
pub struct WireUsage {
    input_tokens: Count,
    output_tokens: Count,
    cache_read_input_tokens: Count,
    cache_creation_input_tokens: Count,
    cache_creation: Option<CacheCreation>,
    output_tokens_details: Option<OutputDetails>,
}

#[derive(Debug, Clone, Copy, Deserialize, Default)]
#[serde(default)]
struct CacheCreation {
    ephemeral_5m_input_tokens: Count,
    ephemeral_1h_input_tokens: Count,
}

#[derive(Debug, Clone, Copy, Deserialize, Default)]
#[serde(default)]
struct OutputDetails {
    thinking_tokens: Count,
}

impl WireUsage {
    /// Later words count; what they do not mention stays.
    pub fn update(&mut self, later: WireUsage) {
        let set = |own: &mut Count, later: Count| {
            if later.0.is_some() {
                *own = later;
            }
        };
        set(&mut self.input_tokens, later.input_tokens);
        set(&mut self.output_tokens, later.output_tokens);
        set(&mut self.cache_read_input_tokens, later.cache_read_input_tokens);
        set(&mut self.cache_creation_input_tokens, later.cache_creation_input_tokens);
        self.cache_creation = later.cache_creation.or(self.cache_creation);
        self.output_tokens_details = later.output_tokens_details.or(self.output_tokens_details);
    }

    pub fn decode(self) -> Usage {
        let created = self.cache_creation.unwrap_or_default();
        let (short, hour) = (created.ephemeral_5m_input_tokens.or_zero(), created.ephemeral_1h_input_tokens.or_zero());
        let cache_write = self.cache_creation_input_tokens.0.unwrap_or_else(|| short.saturating_add(hour));
        let cache_read = self.cache_read_input_tokens.or_zero();
        Usage {
            input: self.input_tokens.or_zero().saturating_add(cache_read).saturating_add(cache_write),
            output: self.output_tokens.or_zero(),
            cache_read,
            cache_write,
            cache_write_1h: hour.min(cache_write),
            reasoning: self.output_tokens_details.unwrap_or_default().thinking_tokens.or_zero(),
            ..Usage::default()
        }
    }
}

pub fn encode_usage(usage: &Usage) -> Value {
    let cached = usage.cache_read.saturating_add(usage.cache_write);
    let mut out = json!({
        "input_tokens": usage.input.saturating_sub(cached),
        "cache_creation_input_tokens": usage.cache_write,
        "cache_read_input_tokens": usage.cache_read,
        "output_tokens": usage.output,
    });
    if usage.cache_write > 0 {
        let short = usage.cache_write.saturating_sub(usage.cache_write_1h);
        out["cache_creation"] = json!({"ephemeral_5m_input_tokens": short, "ephemeral_1h_input_tokens": usage.cache_write_1h});
    }
    if usage.reasoning > 0 {
        out["output_tokens_details"] = json!({"thinking_tokens": usage.reasoning});
    }
    out
}

pub fn decode_finish(word: &str) -> Finish {
    match word {
        "end_turn" | "stop_sequence" => Finish::Stop,
        "max_tokens" | "model_context_window_exceeded" => Finish::Length,
        "tool_use" => Finish::ToolCalls,
        "refusal" => Finish::ContentFilter,
        other => Finish::Other(other.to_owned()),
    }
}

/// The stop reason. A stop with calls is a call: not every wire has a word for it.
pub fn encode_finish(finish: &Finish, has_calls: bool) -> &str {
    match finish {
        Finish::ToolCalls => "tool_use",
        Finish::Length => "max_tokens",
        Finish::ContentFilter => "refusal",
        Finish::Other(word) if matches!(word.as_str(), "pause_turn" | "compaction") => word,
        Finish::Stop | Finish::Other(_) if has_calls => "tool_use",
        Finish::Stop | Finish::Error | Finish::Other(_) => "end_turn",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_input_is_the_sum_of_three() {
        let wire = json!({"input_tokens": 20, "cache_creation_input_tokens": 3000, "cache_read_input_tokens": 1500, "output_tokens": 9,
                          "cache_creation": {"ephemeral_5m_input_tokens": 1000, "ephemeral_1h_input_tokens": 2000},
                          "output_tokens_details": {"thinking_tokens": 4}});
        let usage = serde_json::from_value::<WireUsage>(wire.clone()).expect("a usage").decode();
        assert_eq!((usage.input, usage.cache_read, usage.cache_write, usage.cache_write_1h, usage.reasoning), (4520, 1500, 3000, 2000, 4));
        assert_eq!(encode_usage(&usage), wire);
    }

    #[test]
    fn later_usage_replaces_what_it_mentions() {
        let read = |value: Value| serde_json::from_value::<WireUsage>(value).expect("a usage");
        let mut usage = read(json!({"input_tokens": 4, "cache_creation_input_tokens": 1165, "cache_read_input_tokens": 0, "output_tokens": 1}));
        usage.update(read(json!({"output_tokens": 201, "input_tokens": null})));
        assert_eq!((usage.decode().input, usage.decode().output), (1169, 201));
    }

    #[test]
    fn unknown_reasons_keep_their_word() {
        assert_eq!(decode_finish("pause_turn"), Finish::Other("pause_turn".into()));
        assert_eq!(encode_finish(&Finish::Other("pause_turn".into()), false), "pause_turn");
        assert_eq!(encode_finish(&Finish::Other("eos".into()), false), "end_turn");
        // Agents go by this word: a call that it hides is never made.
        assert_eq!([&Finish::Stop, &Finish::Other("eos".into())].map(|finish| encode_finish(finish, true)), ["tool_use"; 2]);
    }
}
