//! Did you mean: the nearest valid name, or what another gateway's word is called here.

/// Words of other gateways and SDKs, with what stands for them in this grammar.
const ELSEWHERE: &[(&str, &str)] = &[
    ("num_retries", "`retries: { max: … }`"),
    ("max_retries", "`retries: { max: … }`"),
    ("retry", "`retries: { max: … }`"),
    ("retry_policy", "`retries: { max: … }`"),
    ("attempts", "`retries: { max: … }`"),
    ("rpm", "`rate_limits: [ { requests_per_minute: … } ]`"),
    ("tpm", "`rate_limits: [ { tokens_per_minute: … } ]`"),
    ("rate_limit", "`rate_limits: [ { requests_per_minute: … } ]`"),
    ("max_budget", "`budgets: [ { limit: 5.00 USD, period: month } ]`"),
    ("budget", "`budgets: [ { limit: 5.00 USD, period: month } ]`"),
    ("budget_duration", "`period` of an entry of `budgets`"),
    ("soft_budget", "`on_exceed: warn` of an entry of `budgets`"),
    ("on_status_codes", "`on`, which lists classes: `rate_limit`, `timeout`, `server_error` …"),
    ("status_codes", "`on`, which lists classes: `rate_limit`, `timeout`, `server_error` …"),
    ("fallback_models", "`fallbacks: [ { to: … } ]` of a route"),
    ("fallback", "`fallbacks: [ { to: … } ]` of a route"),
    ("default_fallbacks", "`fallbacks: [ { to: … } ]` of a route"),
    ("context_window_fallbacks", "`fallbacks: [ { to: …, on: [context_window] } ]`"),
    ("content_policy_fallbacks", "`fallbacks: [ { to: …, on: [content_policy] } ]`"),
    ("api_base", "`base_url`"),
    ("api_url", "`base_url`"),
    ("baseURL", "`base_url`"),
    ("endpoint", "`base_url`"),
    ("custom_host", "`base_url`"),
    ("url", "`base_url`"),
    ("apiKey", "`api_key`"),
    ("virtual_key", "`api_key`"),
    ("key", "`api_key`"),
    ("extra_headers", "`headers`"),
    ("default_headers", "`headers`"),
    ("model_list", "`models` (named targets) and `routes`"),
    ("model_group", "a route under `routes`"),
    ("model_name", "the name itself, as the key under `models` or `routes`"),
    ("litellm_params", "the keys of a `models` entry, without a level between"),
    ("litellm_settings", "the keys of a route"),
    ("router_settings", "the keys of a route"),
    ("general_settings", "top-level sections such as `state` and `network`"),
    ("environment_variables", "`${NAME}` where the value stands"),
    ("timeout_seconds", "`timeout`, a duration such as `30s`"),
    ("request_timeout", "`timeout`, a duration such as `30s`"),
    ("stream_timeout", "`stream_idle_timeout`"),
    ("allowed_fails", "`circuit_breaker: { failure_threshold: … }`"),
    ("cooldown_time", "`circuit_breaker: { cooldown: … }`"),
    ("routing_strategy", "`strategy`"),
    ("mode", "`strategy`"),
    ("load_balance", "`loadbalance`"),
    ("round_robin", "`loadbalance`"),
    ("simple-shuffle", "`loadbalance`"),
    ("weighted", "`loadbalance`"),
    ("priority", "`fallback`"),
    ("failover", "`fallback`"),
    ("override_params", "`params` of a target"),
    ("default_params", "`params` of a target"),
    ("cache_ttl", "`ttl`"),
    ("cache_params", "`cache` of a route"),
    ("max_age", "`ttl`"),
    ("simple", "`exact`"),
    ("database_url", "`state: { store: sqlite, path: … }`"),
    ("success_callback", "`trace: { file: … }`"),
    ("callbacks", "`trace: { file: … }`"),
    ("input_cost_per_token", "`price: { input: 0.40 USD/M }`"),
    ("output_cost_per_token", "`price: { output: 0.40 USD/M }`"),
    ("max_input_tokens", "`context`"),
    ("context_window", "`context`"),
    ("max_tokens", "`max_output`, or `params: { max_tokens: … }`"),
    ("5xx", "`server_error`"),
    ("500", "`server_error`"),
    ("503", "`server_error`"),
    ("429", "`rate_limit`"),
    ("azure", "`azure_openai`"),
    ("together_ai", "`together`"),
    ("fireworks_ai", "`fireworks`"),
    ("google", "`gemini`"),
];

/// The help for an unknown name. Names of later versions are near ones too, but are not offered in a list.
pub(super) fn help<'a>(wrong: &str, valid: impl IntoIterator<Item = &'a str>, later: &[&'a str]) -> Option<String> {
    let valid: Vec<&str> = valid.into_iter().collect();
    if let Some(near) = nearest(wrong, &[&valid, later].concat()) {
        return Some(format!("did you mean `{near}`?"));
    }
    if let Some((_, here)) = ELSEWHERE.iter().find(|(word, _)| *word == wrong) {
        return Some(format!("here that is {here}"));
    }
    if valid.is_empty() || valid.len() > 24 {
        return None;
    }
    let names: Vec<String> = valid.iter().map(|name| format!("`{name}`")).collect();
    Some(format!("valid here: {}", names.join(", ")))
}

/// The closest name, if a slip of the fingers leads from one to the other.
pub(super) fn nearest<'a>(wrong: &str, valid: &[&'a str]) -> Option<&'a str> {
    // A whole configuration could stand in a name; nobody means such a one.
    if wrong.len() > 100 {
        return None;
    }
    let folded = fold(wrong);
    let (distance, best) = valid.iter().map(|name| (strsim::damerau_levenshtein(&folded, &fold(name)), *name)).min_by_key(|(d, _)| *d)?;
    let allowed = match best.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    if distance <= allowed {
        return Some(best);
    }
    // `ttl_seconds` for `ttl`: other grammars put the unit into the name.
    let first = wrong.split('_').next()?;
    valid.iter().copied().find(|name| first.len() > 2 && *name == first && first != wrong)
}

fn fold(name: &str) -> String {
    name.chars().filter(|c| *c != '_' && *c != '-').flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_fingers_finds_its_word() {
        let valid = ["targets", "fallbacks", "retries", "cache", "timeout"];
        assert_eq!(help("fallback_s", valid, &[]), Some("did you mean `fallbacks`?".into()));
        assert_eq!(help("tragets", valid, &[]), Some("did you mean `targets`?".into()));
        assert_eq!(help("timeOut", valid, &[]), Some("did you mean `timeout`?".into()));
        assert_eq!(help("cahce", valid, &[]), Some("did you mean `cache`?".into()));
        assert_eq!(help("timeout_seconds", valid, &[]), Some("did you mean `timeout`?".into()));
        assert_eq!(help("hegde", valid, &["hedge"]), Some("did you mean `hedge`?".into()));
    }

    #[test]
    fn a_word_of_another_gateway_is_translated() {
        assert_eq!(help("num_retries", ["retries", "cache"], &[]), Some("here that is `retries: { max: … }`".into()));
        assert_eq!(help("api_base", ["base_url", "api_key"], &[]), Some("here that is `base_url`".into()));
    }

    #[test]
    fn a_strange_word_gets_the_list_of_names() {
        assert_eq!(help("zzzz", ["max", "backoff"], &["later"]), Some("valid here: `max`, `backoff`".into()));
        assert_eq!(help("zzzz", [], &[]), None);
    }
}
