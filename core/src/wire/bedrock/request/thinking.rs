//! How hard to think, in the words of the model's maker: Claude's budgets or efforts, gpt-oss' and Nova's efforts.

use serde_json::{Map, Value, json};

use super::super::super::anthropic::{loop_began_without_thinking, model::Claude, reasoning};
use super::super::model::Family;
use super::build::Builder;
use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Params};
use crate::wire::thinking::{self, Thinking};

/// How the ids of this provider's calls begin.
pub const OWN_CALLS: &[&str] = &["tooluse_", "toolu_bdrk_"];
/// The words of models that know three.
const THREE: [&str; 3] = ["low", "medium", "high"];
/// Output beside the thinking where nobody has set a limit and the model's own is not known.
const ANSWER: u64 = 4096;

/// How hard the caller wants the model to think.
enum Wish {
    Unsaid,
    Off,
    Budget(u64),
    Effort(String),
}

impl Builder<'_> {
    pub fn thinking(&mut self, params: &Params, extra: &Extra) -> Result<()> {
        let wish = self.wish(params, extra)?;
        match (self.model.claude, wish) {
            (_, Wish::Unsaid) => Ok(()),
            (Some(claude), wish) => self.claude(&claude, &wish, params.max_tokens, extra),
            (None, Wish::Off) if self.target.facts.thinking_always_on != Some(true) && self.model.family != Family::GptOss => Ok(()),
            (None, wish) => self.other(&wish),
        }
    }

    fn wish(&self, params: &Params, extra: &Extra) -> Result<Wish> {
        if let Some(Value::Object(config)) = extra.get("thinking") {
            return Ok(match (config.get("type").and_then(Value::as_str), config.get("budget_tokens").and_then(Value::as_u64)) {
                (Some("disabled"), _) => Wish::Off,
                (Some("enabled"), Some(budget)) => Wish::Budget(budget),
                _ => Wish::Effort(params.reasoning_effort.clone().unwrap_or_else(|| "medium".to_owned())),
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

    fn claude(&mut self, claude: &Claude, wish: &Wish, max_tokens: Option<u64>, extra: &Extra) -> Result<()> {
        let mut output: Map<String, Value> = extra.get("output_config").and_then(Value::as_object).cloned().unwrap_or_default();
        let config = match wish {
            Wish::Off if claude.thinks_always => {
                self.emulate_param("reasoning_effort");
                output.insert("effort".to_owned(), json!(claude.levels[0]));
                None
            }
            Wish::Off => claude.thinks_unasked.then(|| json!({"type": "disabled"})),
            _ if !claude.thinks => return self.refuse_param("reasoning_effort", "this model does not think"),
            wish if claude.adaptive => {
                let effort = match wish {
                    Wish::Effort(effort) => effort.as_str(),
                    Wish::Budget(budget) => thinking::effort(*budget, Some(claude.max_output)),
                    Wish::Unsaid | Wish::Off => "medium",
                };
                let level = thinking::level(effort, claude.levels);
                if level != Some(effort) || matches!(wish, Wish::Budget(_)) {
                    self.emulate_param("reasoning_effort");
                }
                output.extend(level.map(|level| ("effort".to_owned(), json!(level))));
                Some(json!({"type": "adaptive"}))
            }
            wish => self.budget(claude, wish, max_tokens)?.map(|budget| json!({"type": "enabled", "budget_tokens": budget})),
        };
        self.thinks = config.as_ref().is_some_and(|config| config["type"] != "disabled");
        self.additional.extend(config.map(|config| ("thinking".to_owned(), config)));
        if !output.is_empty() {
            self.additional.insert("output_config".to_owned(), Value::Object(output));
        }
        Ok(())
    }

    /// The budget, for which there must be room. `None`: the model does not think in this call, and `fields` says so.
    fn budget(&mut self, claude: &Claude, wish: &Wish, max_tokens: Option<u64>) -> Result<Option<u64>> {
        if loop_began_without_thinking(self.request, Dialect::Bedrock, OWN_CALLS) {
            self.drop_param("reasoning_effort");
            return Ok(None);
        }
        let known = claude.limit_known.then_some(claude.max_output);
        let (limit, budgets) = (max_tokens.or(known), claude.budgets());
        let most = limit.unwrap_or(u64::MAX);
        let thinking = match wish {
            Wish::Budget(budget) if *budget >= budgets.least && *budget < most => Some(Thinking::Tokens(*budget)),
            Wish::Budget(budget) => thinking::room(*budget, budgets, limit),
            Wish::Effort(effort) => thinking::budget(effort, budgets, known, limit),
            Wish::Unsaid | Wish::Off => None,
        };
        match thinking {
            Some(Thinking::Tokens(tokens)) => {
                // Without a limit of its own the API's usual one may lie below the budget.
                if max_tokens.is_none() {
                    self.inference.insert("maxTokens".to_owned(), json!(known.unwrap_or(tokens.saturating_add(ANSWER))));
                }
                Ok(Some(tokens))
            }
            Some(Thinking::Off) => {
                self.drop_param("reasoning_effort");
                Ok(None)
            }
            None => Err(Error::invalid("`max_tokens` leaves no room for thinking").at(self.paths.param("max_tokens")).reason("unsupported")),
        }
    }

    fn other(&mut self, wish: &Wish) -> Result<()> {
        let effort = match wish {
            Wish::Effort(effort) => effort.as_str(),
            Wish::Budget(budget) => thinking::effort(*budget, self.model.max_output),
            Wish::Unsaid | Wish::Off => "none",
        };
        let level = thinking::level(effort, &THREE).unwrap_or(THREE[0]);
        let (member, value) = match self.model.family {
            Family::GptOss => ("reasoning_effort", json!(level)),
            Family::Nova2 => ("reasoningConfig", json!({"type": "enabled", "maxReasoningEffort": level})),
            _ => return self.refuse_param("reasoning_effort", "how hard this model thinks cannot be told here"),
        };
        if level != effort {
            self.emulate_param("reasoning_effort");
        }
        self.thinks = true;
        self.additional.insert(member.to_owned(), value);
        Ok(())
    }
}
