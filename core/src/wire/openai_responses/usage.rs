//! What an answer used, and how it ended.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::types::{Finish, Usage};
use crate::wire::cost;
use crate::wire::lenient::{Count, Word};

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct WireUsage {
    input_tokens: Count,
    output_tokens: Count,
    total_tokens: Count,
    input_tokens_details: Option<InputDetails>,
    output_tokens_details: Option<OutputDetails>,
    cost: Option<Value>,
    cost_in_usd_ticks: Count,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct InputDetails {
    cached_tokens: Count,
    cache_write_tokens: Count,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct OutputDetails {
    reasoning_tokens: Count,
}

impl WireUsage {
    pub fn decode(self) -> Usage {
        let details = self.input_tokens_details.unwrap_or_default();
        let output = self.output_tokens.or_zero();
        let input = self.input_tokens.0.unwrap_or_else(|| self.total_tokens.or_zero().saturating_sub(output));
        Usage {
            input,
            output,
            cache_read: details.cached_tokens.or_zero().min(input),
            cache_write: details.cache_write_tokens.or_zero().min(input),
            reasoning: self.output_tokens_details.unwrap_or_default().reasoning_tokens.or_zero(),
            cost: cost::said(self.cost.as_ref(), self.cost_in_usd_ticks),
            ..Usage::default()
        }
    }
}

pub fn encode_usage(usage: &Usage) -> Value {
    let mut input = json!({"cached_tokens": usage.cache_read});
    if usage.cache_write > 0 {
        input["cache_write_tokens"] = json!(usage.cache_write);
    }
    json!({
        "input_tokens": usage.input,
        "input_tokens_details": input,
        "output_tokens": usage.output,
        "output_tokens_details": {"reasoning_tokens": usage.reasoning},
        "total_tokens": usage.tokens(),
    })
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Incomplete<'a> {
    #[serde(borrow)]
    reason: Word<'a>,
}

/// `None` while the answer is still being made. A failed one is an error and does not come here.
pub fn decode_finish(status: Option<&str>, incomplete: Option<&Incomplete<'_>>, calls: bool) -> Option<Finish> {
    Some(match status {
        Some("queued" | "in_progress") => return None,
        Some("completed") | None => {
            if calls {
                Finish::ToolCalls
            } else {
                Finish::Stop
            }
        }
        Some("incomplete") => match incomplete.and_then(|why| why.reason.some()) {
            Some("max_output_tokens" | "max_tokens") => Finish::Length,
            Some("content_filter") => Finish::ContentFilter,
            Some(other) => Finish::Other(other.to_owned()),
            None => Finish::Length,
        },
        Some("failed") => Finish::Error,
        Some(other) => Finish::Other(other.to_owned()),
    })
}

/// The status, and for an incomplete answer the reason.
pub fn encode_finish(finish: Option<&Finish>) -> (&'static str, Option<&'static str>) {
    match finish {
        Some(Finish::Length) => ("incomplete", Some("max_output_tokens")),
        Some(Finish::ContentFilter) => ("incomplete", Some("content_filter")),
        Some(Finish::Error) => ("failed", None),
        Some(Finish::Stop | Finish::ToolCalls | Finish::Other(_)) => ("completed", None),
        None => ("incomplete", None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usage_goes_both_ways() {
        let wire = json!({"input_tokens": 20, "input_tokens_details": {"cached_tokens": 8}, "output_tokens": 9,
                          "output_tokens_details": {"reasoning_tokens": 7}, "total_tokens": 29});
        let usage = serde_json::from_value::<WireUsage>(wire.clone()).expect("a usage").decode();
        assert_eq!((usage.input, usage.output, usage.cache_read, usage.reasoning), (20, 9, 8, 7));
        assert_eq!(encode_usage(&usage), wire);
        let bare = serde_json::from_value::<WireUsage>(json!({"total_tokens": 9, "output_tokens": 4, "input_tokens_details": null}));
        assert_eq!(bare.expect("a usage").decode().input, 5);
    }

    #[test]
    fn a_status_becomes_a_finish() {
        let why = |reason: &str| serde_json::from_str::<Value>(&format!("{{\"reason\":\"{reason}\"}}")).expect("JSON");
        let finish = |status: &str, reason: &Value, calls| decode_finish(Some(status), Incomplete::deserialize(reason).ok().as_ref(), calls);
        assert_eq!(finish("completed", &Value::Null, false), Some(Finish::Stop));
        assert_eq!(finish("completed", &Value::Null, true), Some(Finish::ToolCalls));
        assert_eq!(finish("incomplete", &why("max_output_tokens"), true), Some(Finish::Length));
        assert_eq!(finish("incomplete", &why("content_filter"), false), Some(Finish::ContentFilter));
        assert_eq!(finish("incomplete", &why("bored"), false), Some(Finish::Other("bored".into())));
        assert_eq!(finish("in_progress", &Value::Null, false), None);
    }
}
