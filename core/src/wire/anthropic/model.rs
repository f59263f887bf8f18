//! What a Claude model takes: the catalogue's word, and where it is silent the generation that the name tells.

use crate::wire::ModelFacts;
use crate::wire::thinking::Budgets;

/// The least budget of thinking that the API takes.
const LEAST_BUDGET: u64 = 1024;
/// Output where nothing is known of the model: every Claude gives that much.
const USUAL_OUTPUT: u64 = 4096;

/// What the encoder must know.
#[derive(Debug, Clone, Copy)]
pub struct Claude {
    /// The most output tokens.
    pub max_output: u64,
    /// The output limit is a known one.
    pub limit_known: bool,
    pub thinks: bool,
    /// Effort instead of budgets.
    pub adaptive: bool,
    /// Thinks unless told not to.
    pub thinks_unasked: bool,
    pub thinks_always: bool,
    pub sampling: bool,
    /// `temperature` and `top_p` exclude each other.
    pub one_of_both: bool,
    pub forced_tools: bool,
    /// `output_config.format` and strict tools.
    pub schemas: bool,
    pub prefill: bool,
    pub mid_system: bool,
    pub levels: &'static [&'static str],
}

impl Claude {
    pub fn of(model: &str, facts: &ModelFacts) -> Self {
        let generation = generation(model);
        let since = |major, minor| generation.is_some_and(|g| g >= (major, minor));
        let no = |fact: Option<bool>| fact == Some(false);
        let always = facts.thinking_always_on.unwrap_or(false);
        let sampling = facts.sampling_params.unwrap_or(!since(4, 7));
        let adaptive = always || !sampling || since(4, 6) || generation.is_some() && no(facts.assistant_prefill);
        Claude {
            max_output: facts.max_output.unwrap_or(USUAL_OUTPUT),
            limit_known: facts.max_output.is_some(),
            thinks: facts.reasoning.unwrap_or(generation.is_none_or(|g| g >= (3, 7))),
            adaptive,
            thinks_unasked: always || since(4, 8),
            thinks_always: always,
            sampling,
            one_of_both: since(4, 5) || model.contains("opus-4-1"),
            forced_tools: facts.forced_tools.unwrap_or(true),
            // The catalogue counts emulation by a tool as support; the API has it since this generation.
            schemas: !no(facts.json_schema) && generation.map_or(facts.json_schema == Some(true), |g| g >= (4, 5)),
            prefill: facts.assistant_prefill.unwrap_or(!adaptive),
            mid_system: facts.mid_conversation_system == Some(true),
            levels: if adaptive && generation.is_none_or(|g| g >= (4, 7)) {
                &["low", "medium", "high", "xhigh", "max"]
            } else {
                &["low", "medium", "high", "max"]
            },
        }
    }

    pub fn budgets(&self) -> Budgets {
        Budgets { least: LEAST_BUDGET, most: self.max_output.saturating_sub(LEAST_BUDGET).max(LEAST_BUDGET), off: !self.thinks_always }
    }
}

/// `claude-opus-4-7-20260416` → (4, 7); `claude-3-5-haiku` → (3, 5); `None` for a name that is no Claude's.
fn generation(model: &str) -> Option<(u32, u32)> {
    let tail = &model[model.find("claude-")? + "claude-".len()..];
    let mut numbers = tail.split(['-', '.', '@', '_', ':']).map(|word| (word.len() <= 2).then(|| word.parse().ok()).flatten());
    let major = numbers.by_ref().take(3).flatten().next()?;
    Some((major, numbers.next().flatten().unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_its_generation() {
        for (name, expected) in [
            ("claude-opus-4-7-20260416", Some((4, 7))),
            ("claude-sonnet-4-20250514", Some((4, 0))),
            ("claude-sonnet-5", Some((5, 0))),
            ("claude-3-5-sonnet-20240620", Some((3, 5))),
            ("anthropic/claude-sonnet-4.5", Some((4, 5))),
            ("claude-instant-v1", None),
            ("a-model", None),
        ] {
            assert_eq!(generation(name), expected, "{name}");
        }
    }

    #[test]
    fn the_catalogue_wins_over_the_name() {
        let old = Claude::of("claude-sonnet-4-5", &ModelFacts::UNKNOWN);
        assert!(!old.adaptive && old.sampling && old.schemas && old.prefill && old.one_of_both);
        let new = Claude::of("claude-opus-4-7", &ModelFacts::UNKNOWN);
        assert!(new.adaptive && !new.sampling && !new.prefill && new.levels.contains(&"xhigh"));
        assert!(!Claude::of("claude-opus-4-6", &ModelFacts::UNKNOWN).levels.contains(&"xhigh"));
        let facts = ModelFacts { sampling_params: Some(false), max_output: Some(9), ..ModelFacts::UNKNOWN };
        let unknown = Claude::of("a-model", &facts);
        assert!(unknown.adaptive && !unknown.sampling && !unknown.schemas);
        assert_eq!(unknown.max_output, 9);
    }
}
