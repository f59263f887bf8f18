//! Everything that steers: limits, thinking, sampling, stops, who asks, and members of other dialects.

use serde_json::{Map, Value, json};

use super::build::Builder;
use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Members, Params, Part, Request, Role, Turn, tree};
use crate::wire::params;
use crate::wire::thinking::{self, Thinking};

/// Members of this dialect that have no canonical place.
const NATIVE: [&str; 7] = ["container", "context_management", "mcp_servers", "cache_control", "speed", "inference_geo", "diagnostics"];
/// Members of other dialects that only help or inform.
const HINTS: [&str; 17] = [
    "metadata",
    "store",
    // Of the Responses dialect: what else to tell of what happened.
    "include",
    "prompt_cache_key",
    "prompt_cache_retention",
    "safety_identifier",
    "prediction",
    "verbosity",
    "stream_options",
    "labels",
    "generationConfig.mediaResolution",
    "generationConfig.thinkingConfig.includeThoughts",
    "provider",
    "usage",
    // Bedrock's.
    "requestMetadata",
    "performanceConfig",
    "additionalModelResponseFieldPaths",
];
/// How the ids of this provider's calls begin.
pub const OWN_CALLS: &[&str] = &["toolu_"];
/// Handled with the thinking and the tools.
const ELSEWHERE: [&str; 4] = ["thinking", "output_config", "web_search_options", "reasoning"];

/// How hard the caller wants the model to think.
enum Wish {
    Unsaid,
    Off,
    Budget(u64),
    Effort(String),
    Adaptive,
    /// A form that only this dialect knows.
    Native(Value),
}

impl Builder<'_> {
    pub fn options(&mut self, params: &Params, extra: &Extra, body: &mut Members<'_>) -> Result<()> {
        let max_tokens = self.max_tokens(params);
        body.insert("max_tokens", max_tokens.into());
        self.thinking(params, extra, max_tokens, body)?;
        self.sampling(params, body)?;
        self.stops(params, body);
        self.refusals(params)?;
        self.caller(params, extra, body);
        self.extras(extra, body)
    }

    /// The wire demands a limit: the caller's, the budget's, or all that the model gives.
    fn max_tokens(&mut self, params: &Params) -> u64 {
        let most = self.claude.max_output;
        match params.max_tokens {
            Some(limit) if self.claude.limit_known && limit > most => {
                if self.request.params.max_tokens.is_some() {
                    self.emulate_param("max_tokens");
                }
                most
            }
            Some(limit) => limit,
            None => most,
        }
    }

    fn wish(&self, params: &Params, extra: &Extra) -> Result<Wish> {
        if let Some(Value::Object(config)) = extra.get("thinking") {
            return Ok(match (config.get("type").and_then(Value::as_str), config.get("budget_tokens").and_then(Value::as_u64)) {
                (Some("enabled"), Some(budget)) => Wish::Budget(budget),
                (Some("enabled"), None) => Wish::Effort(params.reasoning_effort.clone().unwrap_or_else(|| "medium".to_owned())),
                (Some("disabled"), _) => Wish::Off,
                (Some("adaptive"), _) => params.reasoning_effort.clone().map_or(Wish::Adaptive, Wish::Effort),
                _ => Wish::Native(Value::Object(config.clone())),
            });
        }
        let wanted = reasoning(extra);
        let (budget, effort) = (params.thinking_budget.or(wanted.0), params.reasoning_effort.as_deref().or(wanted.1));
        match (budget, effort) {
            (Some(0), _) | (None, Some("none")) => Ok(Wish::Off),
            (Some(budget), _) => Ok(Wish::Budget(budget)),
            (None, None) => Ok(Wish::Unsaid),
            (None, Some(effort)) if thinking::is_effort(effort) => Ok(Wish::Effort(effort.to_owned())),
            (None, Some(effort)) => Err(Error::invalid(format!("`{effort}` is no effort")).at(self.paths.param("reasoning_effort"))),
        }
    }

    fn thinking(&mut self, params: &Params, extra: &Extra, max_tokens: u64, body: &mut Members<'_>) -> Result<()> {
        let mut output: Map<String, Value> = extra.get("output_config").and_then(Value::as_object).cloned().unwrap_or_default();
        let native = extra.get("thinking");
        let wish = self.wish(params, extra)?;
        let config = match wish {
            Wish::Unsaid => None,
            Wish::Native(config) => Some(config),
            Wish::Off if self.claude.thinks_always => {
                self.emulate_param("reasoning_effort");
                output.insert("effort".to_owned(), json!(self.claude.levels[0]));
                None
            }
            Wish::Off => (self.claude.thinks_unasked || native.is_some()).then(|| json!({"type": "disabled"})),
            _ if !self.claude.thinks => {
                self.refuse_param("reasoning_effort", "this model does not think")?;
                None
            }
            wish if self.claude.adaptive => {
                if let Some(level) = self.level(&wish) {
                    output.insert("effort".to_owned(), json!(level));
                }
                Some(json!({"type": "adaptive", "display": native.and_then(|n| n.get("display")).cloned().unwrap_or_else(|| json!("summarized"))}))
            }
            wish => self.budget(&wish, max_tokens)?.map(|budget| {
                let mut config = json!({"type": "enabled", "budget_tokens": budget});
                if let Some(display) = native.and_then(|n| n.get("display")) {
                    config["display"] = display.clone();
                }
                config
            }),
        };
        // Beside a budget the effort is a setting of its own, which only callers of this dialect know.
        if let Some(effort) = params.reasoning_effort.as_ref().filter(|_| self.own && native.is_some() && !output.contains_key("effort")) {
            output.insert("effort".to_owned(), json!(effort));
        }
        self.thinks = config.as_ref().is_some_and(|config| config["type"] != "disabled");
        body.add_some("thinking", config);
        if !output.is_empty() {
            body.insert("output_config", Members::from(output).into());
        }
        Ok(())
    }

    /// The effort for a model that decides itself how much to think.
    fn level(&mut self, wish: &Wish) -> Option<&'static str> {
        let effort = match wish {
            Wish::Effort(effort) => effort.as_str(),
            Wish::Budget(budget) => thinking::effort(*budget, Some(self.claude.max_output)),
            Wish::Unsaid | Wish::Off | Wish::Adaptive | Wish::Native(_) => return None,
        };
        let level = thinking::level(effort, self.claude.levels);
        if level != Some(effort) || matches!(wish, Wish::Budget(_)) {
            self.emulate_param("reasoning_effort");
        }
        level
    }

    /// The budget for a model that wants one. `None`: it does not think in this call, and `fields` says so.
    fn budget(&mut self, wish: &Wish, max_tokens: u64) -> Result<Option<u64>> {
        if loop_began_without_thinking(self.request, Dialect::Anthropic, OWN_CALLS) {
            self.drop_param("reasoning_effort");
            return Ok(None);
        }
        let (budgets, max_output) = (self.claude.budgets(), Some(self.claude.max_output));
        let thinking = match wish {
            Wish::Budget(budget) if *budget >= budgets.least && *budget < max_tokens => Some(Thinking::Tokens(*budget)),
            Wish::Budget(budget) => thinking::room(*budget, budgets, Some(max_tokens)),
            Wish::Effort(effort) => thinking::budget(effort, budgets, max_output, Some(max_tokens)),
            Wish::Unsaid | Wish::Off | Wish::Adaptive | Wish::Native(_) => thinking::budget("medium", budgets, max_output, Some(max_tokens)),
        };
        match thinking {
            Some(Thinking::Tokens(tokens)) => Ok(Some(tokens)),
            Some(Thinking::Off) => {
                self.drop_param("reasoning_effort");
                Ok(None)
            }
            None => Err(Error::invalid("`max_tokens` leaves no room for thinking").at(self.paths.param("max_tokens")).reason("unsupported")),
        }
    }

    fn sampling(&mut self, params: &Params, body: &mut Members<'_>) -> Result<()> {
        if let Some(temperature) = params.temperature {
            if is_one(temperature) && (self.thinks || !self.claude.sampling) {
                self.drop_param("temperature");
            } else if !self.claude.sampling {
                self.refuse_param("temperature", "this model has no sampling parameters")?;
            } else if self.thinks {
                self.refuse_param("temperature", "a model that thinks takes none")?;
            } else if temperature < 0.0 {
                return Err(Error::invalid("`temperature` must not be negative").at(self.paths.param("temperature")));
            } else {
                if temperature > 1.0 {
                    self.emulate_param("temperature");
                }
                body.insert("temperature", temperature.min(1.0).into());
            }
        }
        if let Some(top_p) = params.top_p {
            let beside_temperature = self.claude.one_of_both && body.contains_key("temperature");
            if beside_temperature || is_one(top_p) && (self.thinks || !self.claude.sampling) {
                self.drop_param("top_p");
            } else if !self.claude.sampling {
                self.refuse_param("top_p", "this model has no sampling parameters")?;
            } else if self.thinks && !(0.95..=1.0).contains(&top_p) {
                self.refuse_param("top_p", "a model that thinks takes 0.95 to 1")?;
            } else {
                body.insert("top_p", top_p.into());
            }
        }
        match params.top_k {
            Some(_) if !self.claude.sampling => self.refuse_param("top_k", "this model has no sampling parameters")?,
            Some(_) if self.thinks => self.refuse_param("top_k", "a model that thinks takes none")?,
            Some(top_k) => body.insert("top_k", top_k.into()),
            None => {}
        }
        Ok(())
    }

    /// Blank texts are refused by the API, so the answer is cut at them here.
    fn stops(&mut self, params: &Params, body: &mut Members<'_>) {
        let (blank, sent): (Vec<&String>, Vec<&String>) = params.stop.iter().partition(|text| text.trim().is_empty());
        if !blank.is_empty() {
            self.emulate_param("stop");
            self.undo.stop = blank.into_iter().filter(|text| !text.is_empty()).cloned().collect();
        }
        if !sent.is_empty() {
            body.insert("stop_sequences", sent.into_iter().cloned().collect::<Vec<_>>().into());
        }
    }

    /// What this dialect has no word for.
    fn refusals(&mut self, params: &Params) -> Result<()> {
        if params.n.is_some_and(|n| n != 1) {
            self.refuse_param("n", "it gives one answer a call")?;
        }
        for (name, set) in [
            ("logprobs", params.logprobs == Some(true)),
            ("top_logprobs", params.top_logprobs.is_some_and(|n| n > 0)),
            ("frequency_penalty", params.frequency_penalty.is_some_and(|p| p != 0.0)),
            ("presence_penalty", params.presence_penalty.is_some_and(|p| p != 0.0)),
        ] {
            if set {
                self.refuse_param(name, "this dialect has no such member")?;
            }
        }
        if params.seed.is_some() {
            self.drop_param("seed");
        }
        Ok(())
    }

    fn caller(&mut self, params: &Params, extra: &Extra, body: &mut Members<'_>) {
        let safety = extra.get("safety_identifier").and_then(Value::as_str);
        if let Some(user) = params.user.as_deref().or(safety) {
            let opaque = is_opaque(user);
            if !opaque {
                let member = if params.user.is_some() { self.paths.param("user") } else { "safety_identifier" };
                self.fields.emulated.push(member.to_owned());
            }
            let id = if opaque { user.to_owned() } else { blake3::hash(user.as_bytes()).to_hex()[..32].to_owned() };
            body.insert("metadata", tree!({"user_id": id}));
        }
        match params.service_tier.as_deref() {
            Some("auto") => body.insert("service_tier", "auto".into()),
            Some("default" | "standard_only") => body.insert("service_tier", "standard_only".into()),
            Some(_) => self.drop_param("service_tier"),
            None => {}
        }
    }

    fn extras(&mut self, extra: &Extra, body: &mut Members<'_>) -> Result<()> {
        for (key, value) in extra {
            let member = key.as_str();
            if ELSEWHERE.contains(&member) || member == "safety_identifier" && body.contains_key("metadata") {
                continue;
            }
            if NATIVE.contains(&member) {
                self.markers += usize::from(member == "cache_control");
                body.insert(key.clone(), value.clone().into());
            } else if params::is_silent(value) || says_nothing(member, value) {
                // Said again what holds anyway.
            } else if HINTS.contains(&member) || !self.own && params::is_others_hint(member) {
                self.fields.dropped.push(key.clone());
            } else if self.own && !matches!(member, "audio" | "modalities" | "logit_bias" | "safety_settings") {
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

/// OpenRouter's and Snowflake's `reasoning`: a budget, an effort, or neither.
pub fn reasoning(extra: &Extra) -> (Option<u64>, Option<&str>) {
    let Some(Value::Object(wanted)) = extra.get("reasoning") else { return (None, None) };
    let effort = match wanted.get("enabled").and_then(Value::as_bool) {
        Some(false) => Some("none"),
        Some(true) => Some("medium"),
        None => None,
    };
    (wanted.get("max_tokens").and_then(Value::as_u64), wanted.get("effort").and_then(Value::as_str).or(effort))
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

/// An id tells nothing of a person: no address, no name, no number of a phone.
pub fn is_opaque(user: &str) -> bool {
    let plain = user.len() <= 256 && user.chars().all(|c| c.is_ascii_alphanumeric() || "-_.:/|".contains(c));
    let digits = user.chars().filter(char::is_ascii_digit).count();
    plain && !(digits >= 7 && user.chars().all(|c| c.is_ascii_digit() || "-.".contains(c)))
}

/// A tool loop under way must begin with the model's own thinking; one that another model began, or went on with, has none.
/// `own` is the provider's dialect, `calls` how the ids of its calls begin.
pub fn loop_began_without_thinking(request: &Request, own: Dialect, calls: &[&str]) -> bool {
    let in_loop = |turn: &&Turn| turn.role == Role::Assistant || turn.parts.iter().any(|part| matches!(part, Part::ToolResult { .. }));
    if request.turns.last().is_none_or(|turn| turn.role == Role::Assistant) {
        return false;
    }
    let signed = |turn: &Turn| {
        turn.parts.iter().any(|part| match part {
            Part::Thinking { origin, signature, .. } => *origin == Some(own) && signature.is_some(),
            Part::RedactedThinking { origin, .. } => *origin == Some(own),
            _ => false,
        })
    };
    let made_elsewhere =
        |turn: &Turn| turn.parts.iter().any(|part| matches!(part, Part::ToolCall { id, .. } if !calls.iter().any(|call| id.starts_with(call))));
    let steps: Vec<&Turn> = request.turns.iter().rev().take_while(in_loop).filter(|turn| turn.role == Role::Assistant).collect();
    // Without a word of thinking in a later step of its own the model goes on with what it thought before.
    steps.first().is_some_and(|last| !signed(last)) && (!steps.iter().any(|turn| signed(turn)) || steps.iter().any(|turn| made_elsewhere(turn)))
}
