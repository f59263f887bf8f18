//! What holds for a call: the caller's parameters, and the target's own (in chat form) where the caller is silent.

use std::borrow::Cow;

use serde_json::Value;

use super::{EncodeTarget, openai_chat};
use crate::error::Result;
use crate::types::{Extra, Params, Request};

/// Members of a target's `params` that are no parameters.
const NOT_PARAMS: [&str; 8] = ["model", "messages", "stream", "stream_options", "tools", "functions", "max_tokens", "max_completion_tokens"];

/// Parameters as they go to a target.
#[derive(Debug)]
pub struct Filled<'a> {
    pub params: Params,
    pub extra: Cow<'a, Extra>,
}

/// The caller's parameters, filled up from the target. A bound on the output holds where the caller set none.
pub fn fill<'a>(request: &'a Request, target: &EncodeTarget<'_>) -> Result<Filled<'a>> {
    let mut params = request.params.clone();
    let mut extra = Cow::Borrowed(&request.extra);
    let mut limit = None;
    if let Some(defaults) = target.params {
        let (more, others) = openai_chat::params(defaults).map_err(|e| e.reason("params"))?;
        limit = more.max_tokens;
        merge(&mut params, more);
        for (key, value) in others.iter().filter(|(key, _)| !NOT_PARAMS.contains(&key.as_str())) {
            if !extra.contains_key(key) {
                extra.to_mut().insert(key.clone(), value.clone());
            }
        }
    }
    if request.params.max_tokens.is_none() {
        params.max_tokens = match (limit, target.max_tokens) {
            (Some(limit), Some(bound)) => Some(limit.min(bound)),
            (limit, bound) => limit.or(bound),
        };
    }
    Ok(Filled { params, extra })
}

/// Only what the target adds, for a body that goes out as it came.
pub fn added(request: &Request, target: &EncodeTarget<'_>) -> Result<(Params, Extra)> {
    let filled = fill(request, target)?;
    let (p, own) = (filled.params, &request.params);
    let is_new = |key: &String| !request.extra.contains_key(key);
    let extra = filled.extra.iter().filter(|(key, _)| is_new(key)).map(|(key, value)| (key.clone(), value.clone())).collect();
    // The caller's word on thinking rules out the target's, in whatever form.
    let thinks = own.reasoning_effort.is_some() || own.thinking_budget.is_some();
    let params = Params {
        max_tokens: p.max_tokens.filter(|_| own.max_tokens.is_none()),
        temperature: p.temperature.filter(|_| own.temperature.is_none()),
        top_p: p.top_p.filter(|_| own.top_p.is_none()),
        top_k: p.top_k.filter(|_| own.top_k.is_none()),
        n: p.n.filter(|_| own.n.is_none()),
        stop: if own.stop.is_empty() { p.stop } else { Vec::new() },
        seed: p.seed.filter(|_| own.seed.is_none()),
        frequency_penalty: p.frequency_penalty.filter(|_| own.frequency_penalty.is_none()),
        presence_penalty: p.presence_penalty.filter(|_| own.presence_penalty.is_none()),
        logprobs: p.logprobs.filter(|_| own.logprobs.is_none()),
        top_logprobs: p.top_logprobs.filter(|_| own.top_logprobs.is_none()),
        tool_choice: p.tool_choice.filter(|_| own.tool_choice.is_none()),
        parallel_tool_calls: p.parallel_tool_calls.filter(|_| own.parallel_tool_calls.is_none()),
        response_format: p.response_format.filter(|_| own.response_format.is_none()),
        reasoning_effort: p.reasoning_effort.filter(|_| !thinks),
        thinking_budget: p.thinking_budget.filter(|_| !thinks),
        user: p.user.filter(|_| own.user.is_none()),
        service_tier: p.service_tier.filter(|_| own.service_tier.is_none()),
    };
    Ok((params, extra))
}

fn merge(own: &mut Params, more: Params) {
    fn set<T>(own: &mut Option<T>, more: Option<T>) {
        if own.is_none() {
            *own = more;
        }
    }
    if own.reasoning_effort.is_none() && own.thinking_budget.is_none() {
        own.reasoning_effort = more.reasoning_effort;
        own.thinking_budget = more.thinking_budget;
    }
    if own.stop.is_empty() {
        own.stop = more.stop;
    }
    set(&mut own.temperature, more.temperature);
    set(&mut own.top_p, more.top_p);
    set(&mut own.top_k, more.top_k);
    set(&mut own.n, more.n);
    set(&mut own.seed, more.seed);
    set(&mut own.frequency_penalty, more.frequency_penalty);
    set(&mut own.presence_penalty, more.presence_penalty);
    set(&mut own.logprobs, more.logprobs);
    set(&mut own.top_logprobs, more.top_logprobs);
    set(&mut own.tool_choice, more.tool_choice);
    set(&mut own.parallel_tool_calls, more.parallel_tool_calls);
    set(&mut own.response_format, more.response_format);
    set(&mut own.user, more.user);
    set(&mut own.service_tier, more.service_tier);
}

/// Members of the smaller dialects that only help or inform: how long to keep a model loaded, how to cite, what to tell besides.
pub fn is_others_hint(member: &str) -> bool {
    matches!(member, "keep_alive" | "citation_options" | "priority" | "safety_mode" | "include") || member.starts_with("options.")
}

/// Does a member say nothing (`null`, an empty list)?
pub fn is_silent(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_caller_wins_over_the_target_and_the_target_over_nothing() {
        let defaults = json!({"temperature": 0.5, "top_p": 0.9, "max_tokens": 100, "verbosity": "low", "stop": "x", "model": "no"});
        let mut request = Request { params: Params { temperature: Some(0.0), ..Params::default() }, ..Request::default() };
        let target = EncodeTarget { params: defaults.as_object(), max_tokens: Some(50), ..EncodeTarget::named("m") };
        let filled = fill(&request, &target).expect("good params");
        assert_eq!((filled.params.temperature, filled.params.top_p, filled.params.max_tokens), (Some(0.0), Some(0.9), Some(50)));
        assert_eq!((filled.params.stop, filled.extra.into_owned()), (vec!["x".to_owned()], Extra::from_iter([("verbosity".into(), json!("low"))])));

        request.params.max_tokens = Some(700);
        assert_eq!(fill(&request, &target).expect("good params").params.max_tokens, Some(700));
        let (params, extra) = added(&request, &target).expect("good params");
        assert_eq!((params.temperature, params.top_p, params.max_tokens, extra.len()), (None, Some(0.9), None, 1));
    }

    #[test]
    fn params_of_the_wrong_type_are_an_error() {
        let defaults = json!({"temperature": "warm"});
        let target = EncodeTarget { params: defaults.as_object(), ..EncodeTarget::named("m") };
        assert_eq!(fill(&Request::default(), &target).expect_err("no number").path(), Some("temperature"));
    }
}
