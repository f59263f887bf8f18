//! What a provider says of its own limits: when to come again, and how much is left. Headers first, then the body.
//!
//! Dates are read against the answer's own `Date` header, so no clock is asked and a wrong clock does no harm.

use std::sync::LazyLock;
use std::time::Duration;

use http::HeaderMap;
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use regex::Regex;
use serde_json::Value;

use super::RateLimits;

/// A wait said in words: `try again in 1.5s`, `Please retry after 20 seconds`, `retry in 6m0s`.
static IN_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:try again|retry|wait)\s+(?:in|after|for)?\s*([0-9][0-9.]*\s?(?:ms|milliseconds?|s|seconds?|secs?|m|minutes?|h|hours?)(?:[0-9.]+(?:ms|s|m))*)\b")
        .expect("the pattern is a constant")
});

/// What the headers call each limit: OpenAI and its kin, Anthropic, Cerebras and Mistral, and the short ones of smaller providers.
const LIMIT_REQUESTS: &[&str] = &[
    "x-ratelimit-limit-requests",
    "anthropic-ratelimit-requests-limit",
    "x-ratelimit-limit-requests-minute",
    "x-ratelimit-limit-req-minute",
    "x-ratelimit-limit-requests-day",
    "x-ratelimit-limit",
    "ratelimit-limit",
];
const REMAINING_REQUESTS: &[&str] = &[
    "x-ratelimit-remaining-requests",
    "anthropic-ratelimit-requests-remaining",
    "x-ratelimit-remaining-requests-minute",
    "x-ratelimit-remaining-req-minute",
    "x-ratelimit-remaining-requests-day",
    "x-ratelimit-remaining",
    "ratelimit-remaining",
];
const RESET_REQUESTS: &[&str] = &[
    "x-ratelimit-reset-requests",
    "anthropic-ratelimit-requests-reset",
    "x-ratelimit-reset-requests-minute",
    "x-ratelimit-reset-requests-day",
    "x-ratelimit-reset",
    "ratelimit-reset",
];
const LIMIT_TOKENS: &[&str] = &[
    "x-ratelimit-limit-tokens",
    "anthropic-ratelimit-tokens-limit",
    "anthropic-ratelimit-input-tokens-limit",
    "x-ratelimit-limit-tokens-minute",
    "x-ratelimitbysize-limit-minute",
];
const REMAINING_TOKENS: &[&str] = &[
    "x-ratelimit-remaining-tokens",
    "anthropic-ratelimit-tokens-remaining",
    "anthropic-ratelimit-input-tokens-remaining",
    "anthropic-ratelimit-output-tokens-remaining",
    "x-ratelimit-remaining-tokens-minute",
    "x-ratelimitbysize-remaining-minute",
];
const RESET_TOKENS: &[&str] = &[
    "x-ratelimit-reset-tokens",
    "anthropic-ratelimit-tokens-reset",
    "anthropic-ratelimit-input-tokens-reset",
    "anthropic-ratelimit-output-tokens-reset",
    "x-ratelimit-reset-tokens-minute",
];

/// The headers' limits in one form. Of several for the same thing the tightest counts.
pub fn rate_limits(headers: &HeaderMap) -> RateLimits {
    let numbers = |names: &'static [&str]| names.iter().filter_map(|n| header(headers, n)?.parse::<f64>().ok()).map(|n| n as u64);
    let resets = |names: &'static [&str]| names.iter().filter_map(|n| reset_in(header(headers, n)?, headers));
    RateLimits {
        retry_after: retry_after(headers, None),
        limit_requests: numbers(LIMIT_REQUESTS).min(),
        remaining_requests: numbers(REMAINING_REQUESTS).min(),
        reset_requests: resets(RESET_REQUESTS).next(),
        limit_tokens: numbers(LIMIT_TOKENS).min(),
        remaining_tokens: numbers(REMAINING_TOKENS).min(),
        reset_tokens: resets(RESET_TOKENS).next(),
    }
}

/// How long there is nothing left, by an answer's headers. `None`: something is, or nothing is said.
pub fn rest(headers: &HeaderMap) -> Option<Duration> {
    // Most answers tell no limits, and this is asked of every one.
    if !headers.keys().any(|name| name.as_str().contains("ratelimit")) {
        return None;
    }
    let limits = rate_limits(headers);
    let spent = |remaining: Option<u64>, reset: Option<Duration>| reset.filter(|_| remaining == Some(0));
    spent(limits.remaining_requests, limits.reset_requests).max(spent(limits.remaining_tokens, limits.reset_tokens))
}

/// How long to stay away: `retry-after-ms`, then `retry-after` (seconds or a date), then what the body says.
pub fn retry_after(headers: &HeaderMap, error: Option<&Value>) -> Option<Duration> {
    let milliseconds = |name| header(headers, name).and_then(|v| seconds(v.parse::<f64>().ok()? / 1000.0));
    milliseconds("retry-after-ms")
        .or_else(|| milliseconds("x-ms-retry-after-ms"))
        .or_else(|| header(headers, "retry-after").and_then(|v| v.parse().ok().map_or_else(|| until(v, headers), seconds)))
        .or_else(|| in_body(error?))
}

fn in_body(error: &Value) -> Option<Duration> {
    let details = error.get("details").and_then(Value::as_array);
    let retry_info = details.and_then(|list| list.iter().find_map(|d| duration(d.get("retryDelay")?.as_str()?)));
    retry_info.or_else(|| {
        let message = error.get("message").and_then(Value::as_str).or_else(|| error.as_str())?;
        duration(IN_WORDS.captures(message)?.get(1)?.as_str())
    })
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

fn seconds(seconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds).ok()
}

/// From the answer's `Date` to this date (RFC 2822 or RFC 3339).
fn until(date: &str, headers: &HeaderMap) -> Option<Duration> {
    let read = |text: &str| rfc2822::DateTimeParser::new().parse_timestamp(text).ok().or_else(|| text.parse::<Timestamp>().ok());
    let wait = read(date)?.duration_since(read(header(headers, "date")?)?);
    Some(Duration::try_from(wait).unwrap_or_default())
}

/// The answer's `Date` in seconds since 1970.
fn now(headers: &HeaderMap) -> Option<f64> {
    Some(rfc2822::DateTimeParser::new().parse_timestamp(header(headers, "date")?).ok()?.as_second() as f64)
}

fn reset_in(value: &str, headers: &HeaderMap) -> Option<Duration> {
    match value.parse::<f64>() {
        // Numbers this large are points in time, in milliseconds or in seconds.
        Ok(number) if number > 1e11 => seconds(number / 1000.0 - now(headers)?),
        Ok(number) if number > 1e8 => seconds(number - now(headers)?),
        Ok(number) => seconds(number),
        Err(_) => duration(value).or_else(|| until(value, headers)),
    }
}

/// `6m0s`, `120ms`, `1.5 seconds`, `1h2m3s`.
fn duration(text: &str) -> Option<Duration> {
    let mut total = 0.0;
    let mut rest = text.trim();
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number: f64 = rest[..digits].parse().ok()?;
        let unit_text = rest[digits..].trim_start();
        let end = unit_text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(unit_text.len());
        total += number
            * match &unit_text[..end] {
                "ms" | "millisecond" | "milliseconds" => 0.001,
                "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
                "m" | "min" | "minute" | "minutes" => 60.0,
                "h" | "hour" | "hours" => 3600.0,
                "d" => 86400.0,
                _ => return None,
            };
        rest = &unit_text[end..];
    }
    (!text.trim().is_empty()).then(|| seconds(total)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderName, HeaderValue};
    use serde_json::json;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(n, v)| (HeaderName::from_static(n), HeaderValue::from_static(v))).collect()
    }

    const fn ms(ms: u64) -> Option<Duration> {
        Some(Duration::from_millis(ms))
    }

    #[test]
    fn prefers_milliseconds_to_seconds_to_the_body() {
        let said = json!({"message": "Please try again in 9s."});
        let all = headers(&[("retry-after-ms", "1500"), ("retry-after", "7")]);
        assert_eq!(retry_after(&all, Some(&said)), ms(1500));
        assert_eq!(retry_after(&headers(&[("retry-after", "7")]), Some(&said)), ms(7000));
        assert_eq!(retry_after(&HeaderMap::new(), Some(&said)), ms(9000));
        assert_eq!(retry_after(&HeaderMap::new(), None), None);
    }

    #[test]
    fn reads_a_date_against_the_answers_own_date() {
        let date = headers(&[("retry-after", "Sun, 22 Nov 2026 10:00:30 GMT"), ("date", "Sun, 22 Nov 2026 10:00:00 GMT")]);
        assert_eq!(retry_after(&date, None), ms(30_000));
        let past = headers(&[("retry-after", "Sun, 22 Nov 2026 09:00:00 GMT"), ("date", "Sun, 22 Nov 2026 10:00:00 GMT")]);
        assert_eq!(retry_after(&past, None), ms(0));
        assert_eq!(retry_after(&headers(&[("retry-after", "Sun, 22 Nov 2026 10:00:30 GMT")]), None), None);
        assert_eq!(retry_after(&headers(&[("retry-after", "-3")]), None), None);
    }

    #[test]
    fn finds_the_wait_in_the_words_of_the_body() {
        let wait = |message: &str| retry_after(&HeaderMap::new(), Some(&json!({ "message": message })));
        assert_eq!(wait("Rate limit reached … Please try again in 1.5s. Visit"), ms(1500));
        assert_eq!(wait("Please try again in 120ms."), ms(120));
        assert_eq!(wait("try again in 6m0s"), ms(360_000));
        assert_eq!(wait("Please retry after 20 seconds."), ms(20_000));
        assert_eq!(wait("Please retry in 7.25s."), ms(7250));
        assert_eq!(wait("Please retry shortly"), None);
        let google = json!({"message": "quota", "details": [{"@type": "x"}, {"@type": "google.rpc.RetryInfo", "retryDelay": "13s"}]});
        assert_eq!(retry_after(&HeaderMap::new(), Some(&google)), ms(13_000));
    }

    #[test]
    fn reads_the_limits_of_every_naming() {
        let openai = headers(&[
            ("x-ratelimit-limit-requests", "10000"),
            ("x-ratelimit-remaining-requests", "9998"),
            ("x-ratelimit-reset-requests", "16.601s"),
            ("x-ratelimit-remaining-tokens", "9978"),
            ("x-ratelimit-reset-tokens", "6m0s"),
        ]);
        let limits = rate_limits(&openai);
        assert_eq!((limits.limit_requests, limits.remaining_requests, limits.remaining_tokens), (Some(10_000), Some(9998), Some(9978)));
        assert_eq!((limits.reset_requests, limits.reset_tokens), (ms(16_601), ms(360_000)));

        let together = rate_limits(&headers(&[("x-ratelimit-limit", "2"), ("x-ratelimit-reset", "2"), ("retry-after", "2")]));
        assert_eq!((together.limit_requests, together.reset_requests, together.retry_after), (Some(2), ms(2000), ms(2000)));

        let anthropic = headers(&[("anthropic-ratelimit-tokens-reset", "2026-11-22T10:01:00Z"), ("date", "Sun, 22 Nov 2026 10:00:00 GMT")]);
        assert_eq!(rate_limits(&anthropic).reset_tokens, ms(60_000));
    }

    #[test]
    fn a_point_in_time_is_read_against_the_answers_own_date() {
        let reset =
            |value: &'static str| rate_limits(&headers(&[("x-ratelimit-reset", value), ("date", "Sun, 22 Nov 2026 10:00:00 GMT")])).reset_requests;
        assert_eq!((reset("1795341630"), reset("1795341630000"), reset("30")), (ms(30_000), ms(30_000), ms(30_000)));
        assert_eq!(rate_limits(&headers(&[("x-ratelimit-reset", "1795341630000")])).reset_requests, None);
    }

    #[test]
    fn a_target_rests_only_while_it_has_nothing_left() {
        let some = [("x-ratelimit-remaining-requests", "3"), ("x-ratelimit-reset-requests", "9s")];
        assert_eq!((rest(&headers(&some)), rest(&HeaderMap::new())), (None, None));
        let groq = [("x-ratelimit-remaining-requests", "0"), ("x-ratelimit-reset-requests", "2m59.56s"), ("x-ratelimit-remaining-tokens", "7")];
        assert_eq!(rest(&headers(&groq)), ms(179_560));
        let both = [
            ("x-ratelimit-remaining-requests", "0"),
            ("x-ratelimit-reset-requests", "120ms"),
            ("x-ratelimit-remaining-tokens", "0"),
            ("x-ratelimit-reset-tokens", "1.5s"),
        ];
        assert_eq!(rest(&headers(&both)), ms(1500));
        let anthropic = [
            ("anthropic-ratelimit-input-tokens-remaining", "900"),
            ("anthropic-ratelimit-output-tokens-remaining", "0"),
            ("anthropic-ratelimit-output-tokens-reset", "2026-11-22T10:00:20Z"),
            ("date", "Sun, 22 Nov 2026 10:00:00 GMT"),
        ];
        assert_eq!(rest(&headers(&anthropic)), ms(20_000));
        let day = [("x-ratelimit-remaining-requests-day", "0"), ("x-ratelimit-reset-requests-day", "33011.382867")];
        assert_eq!(rest(&headers(&day)), Some(Duration::from_secs_f64(33_011.382_867)));
        assert_eq!(rest(&headers(&[("x-ratelimit-remaining-requests", "0")])), None, "until when is not said");
    }

    #[test]
    fn azure_counts_in_milliseconds() {
        assert_eq!(retry_after(&headers(&[("x-ms-retry-after-ms", "750"), ("retry-after", "1")]), None), ms(750));
    }
}
