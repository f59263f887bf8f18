//! Everything else that steers: limits, sampling, stops, who asks, and members of other dialects.

use serde_json::{Map, Value, json};

use super::super::super::anthropic::is_opaque;
use super::super::model::Family;
use super::build::Builder;
use crate::error::{Error, Result};
use crate::types::{Extra, Members, Params, tree};
use crate::wire::params;

/// Members of this dialect that have no canonical place.
const NATIVE: [&str; 5] = ["guardrailConfig", "promptVariables", "additionalModelResponseFieldPaths", "performanceConfig", "outputConfig"];
/// Members of other dialects that only help or inform.
const HINTS: [&str; 14] = [
    "store",
    // Of the Responses dialect: what else to tell of what happened.
    "include",
    "prompt_cache_key",
    "prompt_cache_retention",
    "prediction",
    "verbosity",
    "stream_options",
    "labels",
    "generationConfig.mediaResolution",
    "generationConfig.thinkingConfig.includeThoughts",
    "provider",
    "usage",
    "cache_control",
    "safety_identifier",
];
/// Handled with the thinking, the tools and the metadata.
const ELSEWHERE: [&str; 7] =
    ["thinking", "output_config", "web_search_options", "reasoning", "metadata", "requestMetadata", "additionalModelRequestFields"];
/// Members that no unknown one of this dialect is called by.
const OTHERS: [&str; 4] = ["audio", "modalities", "logit_bias", "safety_settings"];
/// Nova takes no more stop texts.
const NOVA_STOPS: usize = 4;
/// What `requestMetadata` may hold.
const MOST_METADATA: usize = 16;
const LONGEST_METADATA: usize = 256;

impl Builder<'_> {
    pub fn options(&mut self, params: &Params, extra: &Extra, body: &mut Members<'_>) -> Result<()> {
        self.limit(params);
        self.thinking(params, extra)?;
        self.sampling(params)?;
        self.stops(params);
        self.refusals(params)?;
        self.metadata(params, extra, body);
        self.tier(params, body);
        self.extras(extra, body)
    }

    fn limit(&mut self, params: &Params) {
        let Some(limit) = params.max_tokens else { return };
        let most = self.model.max_output.unwrap_or(u64::MAX);
        if limit > most && self.request.params.max_tokens.is_some() {
            self.emulate_param("max_tokens");
        }
        self.inference.insert("maxTokens".to_owned(), json!(limit.min(most)));
    }

    fn samples(&self) -> bool {
        self.model.claude.map_or(self.target.facts.sampling_params != Some(false), |claude| claude.sampling)
    }

    fn sampling(&mut self, params: &Params) -> Result<()> {
        let claude_thinks = self.thinks && self.model.claude.is_some();
        if let Some(temperature) = params.temperature {
            if is_one(temperature) && (claude_thinks || !self.samples()) {
                self.drop_param("temperature");
            } else if !self.samples() {
                self.refuse_param("temperature", "this model has no sampling parameters")?;
            } else if claude_thinks {
                self.refuse_param("temperature", "a model that thinks takes none")?;
            } else if temperature < 0.0 {
                return Err(Error::invalid("`temperature` must not be negative").at(self.paths.param("temperature")));
            } else {
                if temperature > 1.0 {
                    self.emulate_param("temperature");
                }
                self.inference.insert("temperature".to_owned(), json!(temperature.min(1.0)));
            }
        }
        if let Some(top_p) = params.top_p {
            let one_of_both = self.model.claude.is_some_and(|claude| claude.one_of_both);
            let beside_temperature = one_of_both && self.inference.contains_key("temperature");
            if beside_temperature || is_one(top_p) && (claude_thinks || !self.samples()) {
                self.drop_param("top_p");
            } else if !self.samples() {
                self.refuse_param("top_p", "this model has no sampling parameters")?;
            } else if claude_thinks && !(0.95..=1.0).contains(&top_p) {
                self.refuse_param("top_p", "a model that thinks takes 0.95 to 1")?;
            } else {
                self.inference.insert("topP".to_owned(), json!(top_p));
            }
        }
        match params.top_k {
            Some(_) if !self.samples() => self.refuse_param("top_k", "this model has no sampling parameters"),
            Some(_) if claude_thinks => self.refuse_param("top_k", "a model that thinks takes none"),
            Some(top_k) => self.top_k(top_k),
            None => Ok(()),
        }
    }

    fn top_k(&mut self, top_k: u64) -> Result<()> {
        let (member, value) = match self.model.family {
            Family::Claude | Family::Mistral => ("top_k", json!(top_k)),
            Family::Nova | Family::Nova2 => ("inferenceConfig", json!({ "topK": top_k })),
            Family::GptOss | Family::Other => return self.refuse_param("top_k", "this model has no word for it here"),
        };
        self.additional.insert(member.to_owned(), value);
        Ok(())
    }

    /// What the API does not take as a stop text, the answer is cut at here.
    fn stops(&mut self, params: &Params) {
        let (mut sent, mut ours): (Vec<&String>, Vec<&String>) = params.stop.iter().partition(|text| !text.trim().is_empty());
        if matches!(self.model.family, Family::Nova | Family::Nova2) && sent.len() > NOVA_STOPS {
            ours.extend(sent.split_off(NOVA_STOPS));
        }
        if !ours.is_empty() {
            self.emulate_param("stop");
            self.undo.stop = ours.into_iter().filter(|text| !text.is_empty()).cloned().collect();
        }
        if !sent.is_empty() {
            self.inference.insert("stopSequences".to_owned(), json!(sent));
        }
    }

    /// What this dialect has no word for.
    fn refusals(&mut self, params: &Params) -> Result<()> {
        if params.n.is_some_and(|n| n != 1) {
            self.refuse_param("n", "it gives one answer a call")?;
        }
        for (name, set) in [("logprobs", params.logprobs == Some(true)), ("top_logprobs", params.top_logprobs.is_some_and(|n| n > 0))] {
            if set {
                self.refuse_param(name, "this dialect has no such member")?;
            }
        }
        for (name, set) in [
            ("frequency_penalty", params.frequency_penalty.is_some_and(|p| p != 0.0)),
            ("presence_penalty", params.presence_penalty.is_some_and(|p| p != 0.0)),
            ("seed", params.seed.is_some()),
        ] {
            if set {
                self.drop_param(name);
            }
        }
        Ok(())
    }

    /// Who asks and what for: texts of few characters, which land in the logs of the account.
    fn metadata(&mut self, params: &Params, extra: &Extra, body: &mut Members<'_>) {
        let mut metadata = Map::new();
        for member in ["requestMetadata", "metadata"] {
            let Some(value) = extra.get(member).filter(|value| !params::is_silent(value)) else { continue };
            let entries = value.as_object().cloned().unwrap_or_default();
            if !value.is_object() {
                self.fields.dropped.push(member.to_owned());
            }
            for (key, value) in entries {
                match value.as_str().filter(|text| metadata.len() + 1 < MOST_METADATA && is_metadata(&key) && !key.is_empty() && is_metadata(text)) {
                    Some(text) => drop(metadata.insert(key, json!(text))),
                    None => self.fields.dropped.push(format!("{member}.{key}")),
                }
            }
        }
        let safety = extra.get("safety_identifier").and_then(Value::as_str).filter(|_| params.user.is_none());
        if let Some(user) = params.user.as_deref().or(safety) {
            let opaque = is_opaque(user) && is_metadata(user);
            if !opaque {
                let member = if params.user.is_some() { self.paths.param("user") } else { "safety_identifier" };
                self.fields.emulated.push(member.to_owned());
            }
            let id = if opaque { user.to_owned() } else { blake3::hash(user.as_bytes()).to_hex()[..32].to_owned() };
            metadata.insert("user".to_owned(), json!(id));
        }
        if !metadata.is_empty() {
            body.insert("requestMetadata", Members::from(metadata).into());
        }
    }

    fn tier(&mut self, params: &Params, body: &mut Members<'_>) {
        match params.service_tier.as_deref() {
            Some(tier @ ("default" | "flex" | "priority" | "reserved")) => body.insert("serviceTier", tree!({ "type": tier.to_owned() })),
            // It leaves the choice to the provider, as saying nothing does.
            Some("auto") | None => {}
            Some(_) => self.drop_param("service_tier"),
        }
    }

    fn extras(&mut self, extra: &Extra, body: &mut Members<'_>) -> Result<()> {
        if let Some(Value::Object(more)) = extra.get("additionalModelRequestFields") {
            for (key, value) in more {
                self.additional.entry(key).or_insert_with(|| value.clone());
            }
        }
        for (key, value) in extra {
            let member = key.as_str();
            if ELSEWHERE.contains(&member) || params::is_silent(value) || says_nothing(member, value) {
                // Told elsewhere, or said again what holds anyway.
            } else if NATIVE.contains(&member) {
                body.insert(key.clone(), value.clone().into());
            } else if member == "safety_identifier"
                && body.get("requestMetadata").is_some_and(|metadata| metadata.get("user").is_some_and(|user| user.as_str().is_some()))
                && self.request.params.user.is_none()
            {
                // Told as the user.
            } else if HINTS.contains(&member) || !self.own && params::is_others_hint(member) {
                self.fields.dropped.push(key.clone());
            } else if self.own && !OTHERS.contains(&member) {
                body.insert_new(key, value);
            } else {
                self.refuse(key, "this dialect has no such member")?;
            }
        }
        Ok(())
    }
}

/// What holds where nothing is said.
fn is_one(value: f64) -> bool {
    (value - 1.0).abs() < f64::EPSILON
}

fn is_metadata(text: &str) -> bool {
    text.len() <= LONGEST_METADATA && text.chars().all(|c| c.is_ascii_alphanumeric() || c.is_ascii_whitespace() || ":_@$#=/+,-.".contains(c))
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
