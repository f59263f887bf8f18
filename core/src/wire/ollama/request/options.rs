//! Everything that steers: the options of the run, the form of the answer, thinking, and members of other dialects.
//!
//! After <https://docs.ollama.com/api/chat>.

use serde_json::{Map, Value};

use super::super::OPTIONS;
use super::build::Builder;
use crate::error::{Error, Result};
use crate::types::{Extra, Members, Params, ResponseFormat, Tree};
use crate::wire::{params, thinking};

/// Members of this dialect that have no canonical place: a caller of any door may write them.
const NATIVE: [&str; 3] = ["keep_alive", "think", "format"];
/// Members of other dialects that only help or inform.
const HINTS: [&str; 23] = [
    "requestMetadata",
    "performanceConfig",
    "additionalModelResponseFieldPaths",
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
    "citation_options",
    "priority",
    "safety_mode",
    "inference_geo",
    "speed",
];
/// Handled with the thinking and the options.
const ELSEWHERE: [&str; 4] = ["thinking", "output_config", "reasoning", "options"];
/// The family of models that takes levels instead of a switch, and cannot be told not to think.
const LEVELLED: &str = "gpt-oss";
const LEVELS: [&str; 3] = ["low", "medium", "high"];

impl Builder<'_> {
    pub fn options(&mut self, params: &Params, extra: &Extra, body: &mut Members<'_>) -> Result<()> {
        self.format(params, body)?;
        self.think(params, extra, body)?;
        let mut options = Members::from(extra.get("options").and_then(Value::as_object).cloned().unwrap_or_default());
        super::decode::params(&options)?;
        let mut set = |option: &str, value: Option<Tree<'static>>| {
            if let Some(value) = value {
                options.insert(option.to_owned(), value);
            }
        };
        set("num_predict", params.max_tokens.map(Tree::from));
        set("temperature", params.temperature.map(Tree::from));
        set("top_p", params.top_p.map(Tree::from));
        set("top_k", params.top_k.map(Tree::from));
        set("stop", (!params.stop.is_empty()).then(|| params.stop.clone().into()));
        set("seed", params.seed.map(Tree::from));
        set("frequency_penalty", params.frequency_penalty.map(Tree::from));
        set("presence_penalty", params.presence_penalty.map(Tree::from));
        for (key, value) in extra {
            if let Some(option) = key.strip_prefix(OPTIONS) {
                set(option, Some(value.clone().into()));
            }
        }
        if !options.is_empty() {
            body.insert("options", options.into());
        }
        body.add_some("logprobs", params.logprobs);
        body.add_some("top_logprobs", params.top_logprobs);
        if params.n.is_some_and(|n| n != 1) {
            self.refuse_param("n", "it gives one answer a call")?;
        }
        for (name, is_set) in [("user", params.user.is_some()), ("service_tier", params.service_tier.is_some())] {
            if is_set {
                self.drop_param(name);
            }
        }
        self.extras(extra, body)
    }

    fn format(&mut self, params: &Params, body: &mut Members<'_>) -> Result<()> {
        let format = match &params.response_format {
            None | Some(ResponseFormat::Text) => return Ok(()),
            Some(ResponseFormat::JsonObject) => Tree::from("json"),
            Some(ResponseFormat::JsonSchema { schema, .. }) if schema.is_object() => schema.clone().into(),
            Some(ResponseFormat::JsonSchema { .. } | ResponseFormat::Other(_)) => {
                let path = self.paths.param("response_format");
                return Err(Error::invalid("this `response_format` cannot be sent in this dialect").at(path).reason("not_portable"));
            }
        };
        body.insert("format", format);
        Ok(())
    }

    /// A switch, or for one family of models a level.
    fn think(&mut self, params: &Params, extra: &Extra, body: &mut Members<'_>) -> Result<()> {
        let native = extra.get("thinking").and_then(|native| native.get("type")).and_then(Value::as_str);
        let wanted = extra.get("reasoning").and_then(|wanted| wanted.get("effort")).and_then(Value::as_str);
        let of_budget = params.thinking_budget.map(|budget| thinking::effort(budget, self.target.facts.max_output));
        let of_native = native.map(|kind| if kind == "disabled" { "none" } else { "medium" });
        let Some(effort) = params.reasoning_effort.as_deref().or(wanted).or(of_budget).or(of_native) else { return Ok(()) };
        if !thinking::is_effort(effort) {
            return Err(Error::invalid(format!("`{effort}` is no effort")).at(self.paths.param("reasoning_effort")));
        }
        if effort != "none" && self.target.facts.reasoning == Some(false) {
            return self.refuse_param("reasoning_effort", "this model does not think");
        }
        let think = if self.target.model.contains(LEVELLED) {
            let level = thinking::level(effort, &LEVELS).unwrap_or(LEVELS[0]);
            if level != effort {
                self.emulate_param("reasoning_effort");
            }
            Tree::from(level)
        } else {
            // How hard is not for the caller to say.
            if !self.own && !matches!(effort, "none" | "medium") {
                self.emulate_param("reasoning_effort");
            }
            Tree::from(effort != "none")
        };
        body.insert("think", think);
        Ok(())
    }

    fn extras(&mut self, extra: &Extra, body: &mut Members<'_>) -> Result<()> {
        for (key, value) in extra {
            let member = key.as_str();
            if ELSEWHERE.contains(&member) || member.starts_with(OPTIONS) || params::is_silent(value) || says_nothing(member, value) {
                // Said elsewhere, or again what holds anyway.
            } else if NATIVE.contains(&member) {
                if !is_well_formed(member, value) {
                    return Err(Error::invalid(format!("this is no `{member}` of this dialect")).at(key.clone()));
                }
                body.insert_new(key, value);
            } else if HINTS.contains(&member) {
                self.fields.dropped.push(key.clone());
            } else if self.own && !matches!(member, "audio" | "modalities" | "logit_bias" | "web_search_options" | "safety_settings") {
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
        "think" => value.is_boolean() || value.is_string(),
        "format" => value.is_object() || matches!(value.as_str(), Some("" | "json")),
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
