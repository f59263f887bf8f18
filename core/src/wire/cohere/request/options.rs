//! Everything that steers: limits, sampling, thinking, stops, safety, and members of other dialects.
//!
//! Ranges after <https://docs.cohere.com/reference/chat>.

use serde_json::{Map, Value};

use super::build::Builder;
use crate::error::{Error, Result};
use crate::types::{Extra, Members, Params, tree};
use crate::wire::params;
use crate::wire::thinking::{self, Budgets, Thinking};

/// Members of this dialect that have no canonical place: a caller of any door may write them.
const NATIVE: [&str; 8] = ["documents", "citation_options", "safety_mode", "strict_tools", "priority", "raw_prompting", "k", "p"];
/// Members of other dialects that only help or inform.
const HINTS: [&str; 21] = [
    "requestMetadata",
    "performanceConfig",
    "additionalModelResponseFieldPaths",
    // Of the Responses dialect: what else to tell of what happened.
    "include",
    "metadata",
    "store",
    "prompt_cache_key",
    "prompt_cache_retention",
    "safety_identifier",
    "prediction",
    "verbosity",
    "stream_options",
    "labels",
    "cache_control",
    "generationConfig.mediaResolution",
    "generationConfig.thinkingConfig.includeThoughts",
    "provider",
    "usage",
    "keep_alive",
    "inference_geo",
    "speed",
];
/// Handled with the thinking, the tools and the safety.
const ELSEWHERE: [&str; 4] = ["thinking", "output_config", "reasoning", "safety_settings"];
/// Stop texts that the API takes.
const MOST_STOPS: usize = 5;
const MOST_K: u64 = 500;

impl Builder<'_> {
    pub fn options(&mut self, params: &Params, extra: &Extra, body: &mut Members<'_>) -> Result<()> {
        let max_tokens = self.max_tokens(params);
        body.add_some("max_tokens", max_tokens);
        self.sampling(params, body)?;
        self.thinking(params, extra, body)?;
        self.stops(params, body);
        self.refusals(params)?;
        self.safety(extra, body)?;
        self.extras(extra, body)
    }

    fn max_tokens(&mut self, params: &Params) -> Option<u64> {
        let (limit, most) = (params.max_tokens?, self.target.facts.max_output.unwrap_or(u64::MAX));
        if limit > most && self.request.params.max_tokens.is_some() {
            self.emulate_param("max_tokens");
        }
        Some(limit.min(most))
    }

    fn sampling(&mut self, params: &Params, body: &mut Members<'_>) -> Result<()> {
        if params.temperature.is_some_and(|t| t < 0.0) {
            return Err(Error::invalid("`temperature` must not be negative").at(self.paths.param("temperature")));
        }
        self.within("temperature", "temperature", params.temperature, 0.0, 1.0, body);
        self.within("top_p", "p", params.top_p, 0.01, 0.99, body);
        if let Some(k) = params.top_k {
            if k > MOST_K {
                self.emulate_param("top_k");
            }
            body.insert("k", k.min(MOST_K).into());
        }
        for (name, value) in [("frequency_penalty", params.frequency_penalty), ("presence_penalty", params.presence_penalty)] {
            if value.is_some_and(|value| value < 0.0) {
                self.refuse_param(name, "penalties range from 0 to 1")?;
            } else {
                self.within(name, name, value, 0.0, 1.0, body);
            }
        }
        body.add_some("seed", params.seed);
        body.add_some("logprobs", params.logprobs);
        Ok(())
    }

    /// A number as near to what was asked for as the API goes.
    fn within(&mut self, name: &'static str, member: &'static str, value: Option<f64>, least: f64, most: f64, body: &mut Members<'_>) {
        let Some(value) = value else { return };
        let sent = value.clamp(least, most);
        if (sent - value).abs() > f64::EPSILON {
            self.emulate_param(name);
        }
        body.insert(member, sent.into());
    }

    /// A budget, or off. That it shall think at all says nothing: a model that can does.
    fn thinking(&mut self, params: &Params, extra: &Extra, body: &mut Members<'_>) -> Result<()> {
        let native = extra.get("thinking").filter(|value| value.get("type").is_some());
        let of_native = native.and_then(|native| native.get("token_budget").or_else(|| native.get("budget_tokens"))).and_then(Value::as_u64);
        let is_off = native.is_some_and(|native| native["type"] == "disabled");
        let wanted = extra.get("reasoning").and_then(|wanted| wanted.get("effort")).and_then(Value::as_str);
        let effort = if is_off { Some("none") } else { params.reasoning_effort.as_deref().or(wanted) };
        let budgets = Budgets { least: 1, most: self.target.facts.max_output.unwrap_or(u64::MAX), off: true };
        let thinking = match (params.thinking_budget.or(of_native), effort) {
            (Some(0), _) => Thinking::Off,
            (Some(budget), _) if self.own => Thinking::Tokens(budget),
            (Some(budget), _) => thinking::room(budget, budgets, params.max_tokens).unwrap_or(Thinking::Off),
            (None, Some(effort)) if !thinking::is_effort(effort) => {
                return Err(Error::invalid(format!("`{effort}` is no effort")).at(self.paths.param("reasoning_effort")));
            }
            (None, Some(effort)) => thinking::budget(effort, budgets, self.target.facts.max_output, params.max_tokens).unwrap_or(Thinking::Off),
            (None, None) => {
                let thinks = native.filter(|_| self.target.facts.reasoning != Some(false));
                body.add_some("thinking", thinks.map(|_| tree!({"type": "enabled"})));
                return Ok(());
            }
        };
        let config = match thinking {
            // A model that never thinks needs not be told.
            Thinking::Off if self.target.facts.reasoning == Some(false) => return Ok(()),
            Thinking::Off => {
                if effort.is_some_and(|effort| effort != "none") {
                    self.drop_param("reasoning_effort");
                }
                tree!({"type": "disabled"})
            }
            Thinking::Tokens(_) if self.target.facts.reasoning == Some(false) => {
                return self.refuse_param("reasoning_effort", "this model does not think");
            }
            Thinking::Tokens(budget) => tree!({"type": "enabled", "token_budget": budget}),
        };
        body.insert("thinking", config);
        Ok(())
    }

    /// Texts beyond what the API takes are not sent: the answer is cut at them here.
    fn stops(&mut self, params: &Params, body: &mut Members<'_>) {
        let sent = &params.stop[..params.stop.len().min(MOST_STOPS)];
        if !sent.is_empty() {
            body.insert("stop_sequences", sent.to_vec().into());
        }
        if params.stop.len() > MOST_STOPS {
            self.emulate_param("stop");
            self.undo.stop = params.stop[MOST_STOPS..].to_vec();
        }
    }

    /// What this dialect has no word for.
    fn refusals(&mut self, params: &Params) -> Result<()> {
        if params.n.is_some_and(|n| n != 1) {
            self.refuse_param("n", "it gives one answer a call")?;
        }
        if params.top_logprobs.is_some_and(|n| n > 0) {
            self.refuse_param("top_logprobs", "only the tokens that were chosen have a probability")?;
        }
        for (name, set) in [("user", params.user.is_some()), ("service_tier", params.service_tier.is_some())] {
            if set {
                self.drop_param(name);
            }
        }
        Ok(())
    }

    /// Gemini's thresholds as the mode that is nearest to them.
    fn safety(&mut self, extra: &Extra, body: &mut Members<'_>) -> Result<()> {
        let Some((key, Value::Array(settings))) = extra.get_key_value("safety_settings").or_else(|| extra.get_key_value("safetySettings")) else {
            return Ok(());
        };
        if settings.is_empty() || extra.contains_key("safety_mode") {
            return Ok(());
        }
        if !self.request.tools.is_empty() || extra.contains_key("documents") {
            return self.refuse(key, "there is no safety mode beside tools and documents");
        }
        let all = |words: &[&str]| settings.iter().all(|setting| setting["threshold"].as_str().is_some_and(|word| words.contains(&word)));
        let mode = match () {
            () if all(&["BLOCK_NONE", "OFF"]) => "OFF",
            () if all(&["BLOCK_LOW_AND_ABOVE"]) => "STRICT",
            () => "CONTEXTUAL",
        };
        self.fields.emulated.push(key.clone());
        body.insert("safety_mode", mode.into());
        Ok(())
    }

    fn extras(&mut self, extra: &Extra, body: &mut Members<'_>) -> Result<()> {
        for (key, value) in extra {
            let member = key.as_str();
            if ELSEWHERE.contains(&member) || member == "safetySettings" || params::is_silent(value) || says_nothing(member, value) {
                // Said elsewhere, or again what holds anyway.
            } else if NATIVE.contains(&member) {
                if !is_well_formed(member, value) {
                    return Err(Error::invalid(format!("this is no `{member}` of this dialect")).at(key.clone()));
                }
                body.insert_new(key, value);
            } else if HINTS.contains(&member) || member.starts_with("options.") {
                self.fields.dropped.push(key.clone());
            } else if self.own && !matches!(member, "audio" | "modalities" | "logit_bias" | "web_search_options") {
                body.insert_new(key, value);
            } else {
                self.refuse(key, "this dialect has no such member")?;
            }
        }
        Ok(())
    }
}

fn is_well_formed(member: &str, value: &Value) -> bool {
    match member {
        "k" => value.is_u64(),
        "p" => value.is_number(),
        "strict_tools" => value.is_boolean(),
        _ => true,
    }
}

fn says_nothing(member: &str, value: &Value) -> bool {
    match member {
        "modalities" | "generationConfig.responseModalities" => {
            value.as_array().is_some_and(|list| list.iter().filter_map(Value::as_str).all(|kind| kind.eq_ignore_ascii_case("text")))
        }
        "generationConfig.thinkingConfig.includeThoughts" => *value == Value::Bool(true),
        "logit_bias" => value.as_object().is_some_and(Map::is_empty),
        _ => false,
    }
}
