//! How hard to think: words of effort ↔ a budget of tokens. One table for every wire that has but one of the two.
//!
//! A budget is a share of the model's output; more effort never gives less, and the same always gives the same.

use super::{Efforts, ModelFacts};

/// The words, from none to all, with their share of the output in percent.
const SHARES: [(&str, u64); 7] = [("none", 0), ("minimal", 5), ("low", 15), ("medium", 35), ("high", 60), ("xhigh", 80), ("max", 100)];
/// What an answer needs beside the thinking.
const ROOM: u64 = 1024;
/// With less than this above the least budget, thinking is not worth it.
const SLACK: u64 = 256;
/// Output of a model of which nothing is known.
const USUAL_OUTPUT: u64 = 32_768;

/// The budgets that a model takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budgets {
    pub least: u64,
    pub most: u64,
    /// Thinking may be switched off.
    pub off: bool,
}

/// What becomes of an effort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thinking {
    Off,
    Tokens(u64),
}

/// The place of a word among the efforts; `None` for a word that is none.
fn rank(effort: &str) -> Option<usize> {
    SHARES.iter().position(|(word, _)| *word == effort)
}

/// Is this a word of effort?
pub fn is_effort(word: &str) -> bool {
    rank(word).is_some()
}

/// The budget for an effort. `max_output` is the model's, `max_tokens` what the caller set. `None`: it cannot be done
/// (an unknown word, or no room for thinking that cannot be switched off).
pub fn budget(effort: &str, budgets: Budgets, max_output: Option<u64>, max_tokens: Option<u64>) -> Option<Thinking> {
    let (_, share) = SHARES[rank(effort)?];
    let wanted = max_output.unwrap_or(USUAL_OUTPUT).saturating_mul(share) / 100;
    if share == 0 {
        return if budgets.off { Some(Thinking::Off) } else { room(budgets.least, budgets, max_tokens) };
    }
    room(wanted, budgets, max_tokens)
}

/// A budget that the caller or the table named, made to fit.
pub fn room(wanted: u64, budgets: Budgets, max_tokens: Option<u64>) -> Option<Thinking> {
    let mut most = budgets.most;
    if let Some(max_tokens) = max_tokens {
        if max_tokens <= budgets.least + SLACK {
            return budgets.off.then_some(Thinking::Off);
        }
        most = most.min(max_tokens.saturating_sub(ROOM));
    }
    Some(Thinking::Tokens(wanted.min(most).max(budgets.least)))
}

/// The effort whose share is nearest to a budget. Of two as near the lower one.
pub fn effort(budget: u64, max_output: Option<u64>) -> &'static str {
    let percent = budget.saturating_mul(100) / max_output.unwrap_or(USUAL_OUTPUT).max(1);
    let nearest = SHARES.iter().filter(|(word, _)| !matches!(*word, "max" | "xhigh")).min_by_key(|(_, share)| share.abs_diff(percent));
    match nearest {
        Some(("none", _)) if budget > 0 => "minimal",
        Some((word, _)) => word,
        None => "medium",
    }
}

/// The effort itself where the model has this level, else the next lower one that it has, else the lowest.
pub fn level<'a>(effort: &str, levels: &[&'a str]) -> Option<&'a str> {
    let wanted = rank(effort)?;
    let known = || levels.iter().filter_map(|level| Some((rank(level)?, *level)));
    known().filter(|(rank, _)| *rank <= wanted).max().or_else(|| known().min()).map(|(_, level)| level)
}

/// The effort in a word that the model knows: the next lower one where it has not this, else the lowest. Words and models
/// of which nothing is known stay as they are.
pub fn known<'a>(effort: &'a str, facts: &ModelFacts) -> &'a str {
    let Efforts { none, minimal, xhigh, max } = facts.efforts;
    let levels = [("none", none), ("minimal", minimal), ("low", None), ("medium", None), ("high", None), ("xhigh", xhigh), ("max", max)];
    let levels: Vec<&str> = levels.iter().filter(|(_, can)| *can != Some(false)).map(|(word, _)| *word).collect();
    level(effort, &levels).unwrap_or(effort)
}

/// Does a model of OpenAI take `temperature` and its kin? While it thinks it does not.
pub fn samples(effort: Option<&str>, facts: &ModelFacts) -> bool {
    let rests = effort.map_or(facts.rests_by_default == Some(true), |effort| effort == "none");
    facts.sampling_params.unwrap_or(facts.reasoning != Some(true) || rests)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLAUDE: Budgets = Budgets { least: 1024, most: 60_000, off: true };

    #[test]
    fn more_effort_never_thinks_less() {
        for (max_output, max_tokens) in [(None, None), (Some(64_000), None), (Some(8192), Some(4096)), (Some(64_000), Some(1281)), (Some(100), None)]
        {
            let budgets: Vec<u64> = SHARES
                .iter()
                .map(|(word, _)| match budget(word, CLAUDE, max_output, max_tokens).expect("it can be done") {
                    Thinking::Off => 0,
                    Thinking::Tokens(tokens) => tokens,
                })
                .collect();
            assert!(budgets.is_sorted(), "{budgets:?}");
            assert!(budgets[1..].iter().all(|b| *b >= 1024), "{budgets:?}");
            assert!(max_tokens.is_none_or(|most| budgets.iter().all(|b| *b < most)), "{budgets:?}");
        }
    }

    #[test]
    fn without_room_thinking_is_off_or_cannot_be_done() {
        assert_eq!(budget("high", CLAUDE, Some(64_000), Some(500)), Some(Thinking::Off));
        let always = Budgets { off: false, ..CLAUDE };
        assert_eq!(budget("high", always, Some(64_000), Some(500)), None);
        assert_eq!(budget("none", always, Some(64_000), None), Some(Thinking::Tokens(1024)));
        assert_eq!(budget("hard", CLAUDE, None, None), None);
    }

    #[test]
    fn a_budget_becomes_the_nearest_effort_and_back() {
        for word in ["none", "minimal", "low", "medium", "high"] {
            let tokens = match budget(word, Budgets { least: 0, ..CLAUDE }, Some(64_000), None) {
                Some(Thinking::Tokens(tokens)) => tokens,
                _ => 0,
            };
            assert_eq!(effort(tokens, Some(64_000)), word);
        }
        assert_eq!(effort(1, Some(64_000)), "minimal");
        assert_eq!(effort(64_000, Some(64_000)), "high");
    }

    #[test]
    fn a_level_that_a_model_lacks_becomes_the_next_lower_one() {
        let levels = ["low", "medium", "high", "max"];
        assert_eq!(level("xhigh", &levels), Some("high"));
        assert_eq!(level("minimal", &levels), Some("low"));
        assert_eq!(level("max", &levels), Some("max"));
        assert_eq!(level("hard", &levels), None);
    }

    #[test]
    fn an_effort_that_a_model_lacks_becomes_the_next_lower_one() {
        let facts = ModelFacts { efforts: Efforts { none: Some(false), xhigh: Some(false), ..Efforts::default() }, ..ModelFacts::UNKNOWN };
        let sent = ["none", "minimal", "high", "xhigh", "hard"].map(|effort| known(effort, &facts));
        assert_eq!(sent, ["minimal", "minimal", "high", "high", "hard"]);
        assert_eq!(known("xhigh", &ModelFacts::UNKNOWN), "xhigh");
    }

    #[test]
    fn a_model_that_thinks_takes_no_sampling() {
        let thinks = ModelFacts { reasoning: Some(true), ..ModelFacts::UNKNOWN };
        let rests = ModelFacts { rests_by_default: Some(true), ..thinks.clone() };
        assert!(samples(None, &ModelFacts::UNKNOWN) && samples(Some("none"), &thinks) && samples(None, &rests));
        assert!(!samples(None, &thinks) && !samples(Some("low"), &rests));
    }
}
