//! What an answer used, why it ended and when it was made, both ways.

use jiff::Timestamp;
use serde::Deserialize;

use crate::types::{Finish, Usage};
use crate::wire::lenient::Count;

#[derive(Debug, Clone, Copy, Deserialize, Default)]
#[serde(default)]
pub struct WireUsage {
    prompt_eval_count: Count,
    eval_count: Count,
}

impl WireUsage {
    pub fn of(prompt_eval_count: Count, eval_count: Count) -> Self {
        WireUsage { prompt_eval_count, eval_count }
    }

    /// A server that found the prompt in its cache may leave its count out: half a usage is none.
    pub fn decode(self) -> Option<Usage> {
        Some(Usage { input: self.prompt_eval_count.0?, output: self.eval_count.0?, ..Usage::default() })
    }
}

/// Why an answer ended. Calls are no reason of their own here.
pub fn decode_finish(word: &str, has_calls: bool) -> Finish {
    match word {
        "" | "stop" if has_calls => Finish::ToolCalls,
        "" | "stop" => Finish::Stop,
        "length" => Finish::Length,
        other => Finish::Other(other.to_owned()),
    }
}

pub fn encode_finish(finish: &Finish) -> &str {
    match finish {
        Finish::Length => "length",
        Finish::Other(word) if matches!(word.as_str(), "load" | "unload") => word,
        Finish::Stop | Finish::ToolCalls | Finish::ContentFilter | Finish::Error | Finish::Other(_) => "stop",
    }
}

/// Seconds since 1970, 0 for what is no time.
pub fn decode_time(text: &str) -> u64 {
    text.parse::<Timestamp>().ok().and_then(|time| u64::try_from(time.as_second()).ok()).unwrap_or(0)
}

pub fn encode_time(seconds: u64) -> String {
    i64::try_from(seconds).ok().and_then(|s| Timestamp::from_second(s).ok()).unwrap_or_default().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn both_counts_make_a_usage() {
        let usage = |wire: Value| serde_json::from_value::<WireUsage>(wire).expect("counts").decode();
        let both = usage(json!({"prompt_eval_count": 44, "eval_count": 113})).expect("a usage");
        assert_eq!((both.input, both.output), (44, 113));
        assert_eq!(usage(json!({"eval_count": 113})), None);
    }

    #[test]
    fn a_time_comes_back_to_the_second() {
        assert_eq!(decode_time("2024-09-16T02:41:57.128675Z"), 1_726_454_517);
        assert_eq!(encode_time(1_726_454_517), "2024-09-16T02:41:57Z");
        assert_eq!(decode_time("yesterday"), 0);
    }

    #[test]
    fn a_stop_with_calls_is_a_call() {
        assert_eq!((decode_finish("stop", true), decode_finish("", false)), (Finish::ToolCalls, Finish::Stop));
        assert_eq!((encode_finish(&Finish::ToolCalls), encode_finish(&Finish::Other("load".into()))), ("stop", "load"));
    }
}
