//! What an answer used, by every name that providers have for it, and why it ended.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::types::{Finish, Usage};
use crate::wire::cost;
use crate::wire::lenient::Count;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct WireUsage {
    prompt_tokens: Count,
    completion_tokens: Count,
    total_tokens: Count,
    prompt_tokens_details: Option<PromptDetails>,
    completion_tokens_details: Option<CompletionDetails>,
    /// DeepSeek's name.
    prompt_cache_hit_tokens: Count,
    /// Mistral's name.
    num_cached_tokens: Count,
    /// In dollars: a number, or an object with the sum and its parts.
    cost: Option<Value>,
    cost_in_usd_ticks: Count,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct PromptDetails {
    cached_tokens: Count,
    cache_write_tokens: Count,
    /// Qwen's name, and how long what was written is kept.
    cache_creation_input_tokens: Count,
    cache_creation: Option<CacheCreation>,
    audio_tokens: Count,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct CacheCreation {
    ephemeral_5m_input_tokens: Count,
    ephemeral_1h_input_tokens: Count,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct CompletionDetails {
    reasoning_tokens: Count,
    audio_tokens: Count,
}

impl WireUsage {
    /// `None` where it says nothing: some servers write an empty object.
    pub fn decode(self) -> Option<Usage> {
        if (self.prompt_tokens.0, self.completion_tokens.0, self.total_tokens.0) == (None, None, None) {
            return None;
        }
        let cost = cost::said(self.cost.as_ref(), self.cost_in_usd_ticks);
        let prompt = self.prompt_tokens_details.unwrap_or_default();
        let completion = self.completion_tokens_details.unwrap_or_default();
        let reasoning = completion.reasoning_tokens.or_zero();
        let mut output = self.completion_tokens.or_zero();
        let input = self.prompt_tokens.0.unwrap_or_else(|| self.total_tokens.or_zero().saturating_sub(output));
        // xAI counts reasoning beside the completion, OpenAI within it; the total tells which.
        if reasoning > 0 && self.total_tokens.0 == Some(input.saturating_add(output).saturating_add(reasoning)) {
            output = output.saturating_add(reasoning);
        }
        let cached = prompt.cached_tokens.0.or(self.prompt_cache_hit_tokens.0).or(self.num_cached_tokens.0);
        let created = prompt.cache_creation.unwrap_or_default();
        let (short, hour) = (created.ephemeral_5m_input_tokens.or_zero(), created.ephemeral_1h_input_tokens.or_zero());
        let written = prompt.cache_write_tokens.0.or(prompt.cache_creation_input_tokens.0).unwrap_or(short.saturating_add(hour)).min(input);
        Some(Usage {
            input,
            output,
            cache_read: cached.unwrap_or(0).min(input),
            cache_write: written,
            cache_write_1h: hour.min(written),
            reasoning,
            audio_input: prompt.audio_tokens.or_zero().min(input),
            audio_output: completion.audio_tokens.or_zero().min(output),
            cost,
            ..Usage::default()
        })
    }
}

pub fn encode_usage(usage: &Usage) -> Value {
    let mut prompt = json!({"cached_tokens": usage.cache_read});
    if usage.cache_write > 0 {
        prompt["cache_write_tokens"] = json!(usage.cache_write);
    }
    if usage.cache_write_1h > 0 {
        let short = usage.cache_write.saturating_sub(usage.cache_write_1h);
        prompt["cache_creation"] = json!({"ephemeral_5m_input_tokens": short, "ephemeral_1h_input_tokens": usage.cache_write_1h});
    }
    let mut completion = json!({"reasoning_tokens": usage.reasoning});
    if usage.audio_input + usage.audio_output > 0 {
        prompt["audio_tokens"] = json!(usage.audio_input);
        completion["audio_tokens"] = json!(usage.audio_output);
    }
    let mut out = json!({
        "prompt_tokens": usage.input,
        "completion_tokens": usage.output,
        "total_tokens": usage.tokens(),
        "prompt_tokens_details": prompt,
        "completion_tokens_details": completion,
    });
    if let Some(cost) = usage.cost {
        out["cost"] = json!(cost.0 as f64 / 1e9);
    }
    out
}

pub fn decode_finish(word: &str) -> Finish {
    match word {
        "stop" => Finish::Stop,
        "length" | "model_length" | "max_tokens" => Finish::Length,
        "tool_calls" | "function_call" => Finish::ToolCalls,
        "content_filter" => Finish::ContentFilter,
        "error" | "insufficient_system_resource" => Finish::Error,
        other => Finish::Other(other.to_owned()),
    }
}

/// `finish_reason` and, where that says less, the provider's own word.
pub fn encode_finish(finish: &Finish) -> (&str, Option<&str>) {
    match finish {
        Finish::Other(native) => ("stop", Some(native)),
        known => (known.name(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_usage_by_every_name() {
        let usage = |usage: Value| serde_json::from_value::<WireUsage>(usage).expect("a usage").decode().expect("it says something");
        let openai = usage(json!({"prompt_tokens": 20, "completion_tokens": 9, "total_tokens": 29, "prompt_tokens_details": {"cached_tokens": 8},
                                  "completion_tokens_details": {"reasoning_tokens": 7}}));
        assert_eq!((openai.input, openai.output, openai.cache_read, openai.reasoning), (20, 9, 8, 7));
        assert_eq!(usage(json!({"prompt_tokens": 20, "prompt_cache_hit_tokens": 5})).cache_read, 5);
        assert_eq!(usage(json!({"prompt_tokens": 20, "num_cached_tokens": 6, "prompt_tokens_details": null})).cache_read, 6);
        let xai =
            usage(json!({"prompt_tokens": 20, "completion_tokens": 9, "total_tokens": 36, "completion_tokens_details": {"reasoning_tokens": 7}}));
        assert_eq!(xai.output, 16);
        assert_eq!(usage(json!({"total_tokens": 8})).input, 8);
        let qwen = usage(json!({"prompt_tokens": 50, "prompt_tokens_details": {"cached_tokens": 5, "cache_creation_input_tokens": 40,
                                "cache_creation": {"ephemeral_5m_input_tokens": 10, "ephemeral_1h_input_tokens": 30}}}));
        assert_eq!((qwen.cache_read, qwen.cache_write, qwen.cache_write_1h), (5, 40, 30));
        let again = serde_json::from_value::<WireUsage>(encode_usage(&qwen)).expect("a usage").decode().expect("it says something");
        assert_eq!(again, qwen);
        let heard = json!({"prompt_tokens": 20, "completion_tokens": 9, "total_tokens": 29,
                           "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 12}, "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 5}});
        assert_eq!((usage(heard.clone()).audio_input, encode_usage(&usage(heard.clone()))), (12, heard));
    }

    #[test]
    fn usage_that_says_nothing_is_none() {
        let read = |usage: Value| serde_json::from_value::<WireUsage>(usage).expect("a usage").decode();
        assert_eq!((read(json!({})), read(json!({"prompt_tokens": null}))), (None, None));
        assert_eq!(read(json!({"prompt_tokens": 0})), Some(Usage::default()));
    }
}
