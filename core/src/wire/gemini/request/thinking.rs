//! How hard to think: Gemini 3 and later take a level, 2.5 a budget of tokens.

use serde_json::json;

use super::super::member;
use super::encode::Builder;
use crate::error::{Error, Result};
use crate::types::{Extra, Members, Params, Tree};
use crate::wire::thinking::{self, Budgets, Thinking};

const LEVELS: [&str; 3] = ["low", "medium", "high"];
const LEVELS_WITH_MINIMAL: [&str; 4] = ["minimal", "low", "medium", "high"];
/// Models whose documentation lists the level `minimal`.
const MINIMAL: [&str; 4] = ["gemini-3-flash", "gemini-3.1-flash-lite", "gemini-3.5-flash", "gemini-3.6-flash"];

/// The first number of a model's name: 2 of `gemini-2.5-flash`. Aliases such as `gemini-flash-latest` have none.
fn generation(model: &str) -> Option<u32> {
    let digits = model.rsplit('/').next()?.strip_prefix("gemini-")?;
    digits[..digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len())].parse().ok()
}

/// Is the model older than Gemini 3? A model without a number is taken for a current one.
pub fn is_older(model: &str) -> bool {
    generation(model).is_some_and(|g| g < 3)
}

/// The range of `thinkingBudget` as documented for 2.5.
fn budgets(model: &str) -> Budgets {
    if model.contains("pro") {
        Budgets { least: 128, most: 32_768, off: false }
    } else if model.contains("lite") {
        Budgets { least: 512, most: 24_576, off: true }
    } else {
        Budgets { least: 0, most: 24_576, off: true }
    }
}

/// Reads a `thinkingConfig`; gives back what has no canonical place, under full names.
pub fn decode(config: &Members<'_>, params: &mut Params) -> Result<Extra> {
    let mut rest = member::others(config, &["thinkingBudget", "thinkingLevel"]);
    match member::get(config, "thinkingBudget") {
        None => {}
        Some(budget) => match budget.as_i64() {
            Some(0) => params.reasoning_effort = Some("none".to_owned()),
            Some(tokens @ 1..) => params.thinking_budget = Some(tokens.unsigned_abs()),
            // -1: as much as the model likes.
            Some(_) => drop(rest.insert("thinkingBudget".to_owned(), budget.to_value())),
            None => return Err(crate::wire::members::wrong("generationConfig.thinkingConfig.thinkingBudget", "a whole number", budget)),
        },
    }
    match member::text(config, "thinkingLevel") {
        Some(level) if thinking::is_effort(&level.to_ascii_lowercase()) => params.reasoning_effort = Some(level.to_ascii_lowercase()),
        Some(level) => drop(rest.insert("thinkingLevel".to_owned(), json!(level))),
        None => {}
    }
    Ok(rest.into_iter().map(|(key, value)| (format!("thinkingConfig.{key}"), value)).collect())
}

/// The `thinkingConfig` for an effort or a budget; `None` where nothing was said.
pub fn encode(builder: &mut Builder<'_>, params: &Params) -> Result<Option<Members<'static>>> {
    let name = builder.paths.param("reasoning_effort");
    if let Some(effort) = params.reasoning_effort.as_deref().filter(|effort| !thinking::is_effort(effort)) {
        return Err(Error::invalid(format!("`{effort}` is no effort: use none, minimal, low, medium, high, xhigh or max")).at(name));
    }
    let asked = params.reasoning_effort.is_some() || params.thinking_budget.is_some();
    if !asked {
        return Ok(None);
    }
    let (model, facts) = (builder.target.model, builder.target.facts);
    if facts.reasoning == Some(false) {
        builder.fields.dropped.push(name.to_owned());
        return Ok(None);
    }
    if is_older(model) { budget(builder, params, name).map(Some) } else { level(builder, params, name).map(Some) }
}

fn level(builder: &mut Builder<'_>, params: &Params, name: &str) -> Result<Members<'static>> {
    let levels: &[&str] = if MINIMAL.iter().any(|m| builder.target.model.contains(m)) { &LEVELS_WITH_MINIMAL } else { &LEVELS };
    let of_budget = params.thinking_budget.map(|tokens| thinking::effort(tokens, builder.target.facts.max_output));
    let effort = params.reasoning_effort.as_deref().or(of_budget).unwrap_or("high");
    let level = thinking::level(effort, levels).unwrap_or("high");
    if level != effort || params.thinking_budget.is_some() {
        builder.fields.emulated.push(name.to_owned());
    }
    Ok(config(level.into(), "thinkingLevel", effort != "none"))
}

fn budget(builder: &mut Builder<'_>, params: &Params, name: &str) -> Result<Members<'static>> {
    let (budgets, facts) = (budgets(builder.target.model), builder.target.facts);
    let thinking = match (&params.reasoning_effort, params.thinking_budget) {
        (_, Some(tokens)) => thinking::room(tokens, budgets, params.max_tokens),
        (Some(effort), None) => thinking::budget(effort, budgets, facts.max_output, params.max_tokens),
        (None, None) => None,
    };
    let wanted_off = params.reasoning_effort.as_deref() == Some("none");
    match thinking {
        Some(Thinking::Off) => {
            if !wanted_off {
                builder.fields.emulated.push(name.to_owned());
            }
            Ok(config(0_u64.into(), "thinkingBudget", false))
        }
        Some(Thinking::Tokens(tokens)) => {
            if wanted_off || params.thinking_budget.is_some_and(|asked| asked != tokens) {
                builder.fields.emulated.push(name.to_owned());
            }
            Ok(config(tokens.into(), "thinkingBudget", !wanted_off))
        }
        None => Err(Error::invalid(format!("`{}` must think, and the limit on the output leaves no room for it", builder.target.model)).at(name)),
    }
}

fn config(value: Tree<'static>, member: &'static str, include_thoughts: bool) -> Members<'static> {
    let mut config = Members::default();
    config.add(member, value);
    config.add("includeThoughts", include_thoughts);
    config
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_without_a_number_is_a_current_one() {
        for (model, older) in [
            ("gemini-2.5-flash", true),
            ("gemini-1.5-pro", true),
            ("models/gemini-2.0-flash", true),
            ("gemini-3-pro", false),
            ("gemini-flash-latest", false),
            ("x", false),
        ] {
            assert_eq!(is_older(model), older, "{model}");
        }
    }
}
