//! A body for an API that differs from OpenAI's: the members, by the target's row of quirks. The messages have a file of their own.

use serde_json::{Value, json};

use super::adapt::WHILE_THINKING;
use super::change::Changing;
use super::messages;
use crate::error::Result;
use crate::types::{Extra, Part, Request};
use crate::wire::quirks::Quirk;
use crate::wire::thinking::{self, Budgets, Thinking};
use crate::wire::{EncodeTarget, Undo};

use super::super::LEGACY;

/// The least and the most that a budget for thinking is set to from an effort.
const LEAST_BUDGET: u64 = 1024;
const MOST_BUDGET: u64 = 32_768;

/// Must the body be built anew, from the request in its newer form?
pub fn rebuilt(request: &Request, target: &EncodeTarget<'_>) -> Option<Request> {
    let is_old = |extra: &Extra| extra.get("type").is_some_and(|kind| kind == LEGACY);
    let part_is_old = |part: &Part| matches!(part, Part::ToolCall { extra, .. } | Part::ToolResult { extra, .. } if is_old(extra));
    let has_old = request.tools.iter().any(|tool| is_old(&tool.extra)) || request.turns.iter().flat_map(|turn| &turn.parts).any(part_is_old);
    if !target.quirks.contains(&Quirk::NoFunctions) || !has_old {
        return None;
    }
    let mut newer = Request { raw: None, ..request.clone() };
    let old_tools = newer.tools.iter_mut().map(|tool| &mut tool.extra);
    let old_parts = newer.turns.iter_mut().flat_map(|turn| &mut turn.parts).filter_map(|part| match part {
        Part::ToolCall { extra, .. } | Part::ToolResult { extra, .. } => Some(extra),
        _ => None,
    });
    for extra in old_tools.chain(old_parts).filter(|extra| is_old(extra)) {
        extra.shift_remove("type");
    }
    Some(newer)
}

/// Changes what the target wants otherwise. Gives the role for instructions where the target knows but one.
pub fn apply(changing: &mut Changing<'_, '_>, undo: &mut Undo) -> Result<Option<&'static str>> {
    let thinks = changing.target.facts.reasoning == Some(true);
    let mut role = None;
    for quirk in changing.target.quirks {
        match *quirk {
            Quirk::SystemRole => role = Some("system"),
            Quirk::Drops(members) => members.iter().for_each(|member| changing.drop_hint(member)),
            Quirk::Refuses(members) => members.iter().try_for_each(|member| changing.refuse(member, ""))?,
            Quirk::RefusesThinking(members) if thinks => members.iter().try_for_each(|member| changing.refuse(member, WHILE_THINKING))?,
            Quirk::Renames(from, to) => rename(changing, from, to),
            Quirk::NoStreamOptions => changing.set("stream_options", None),
            Quirk::Required(word) if changing.get("tool_choice").is_some_and(|choice| choice == "required") => {
                changing.set("tool_choice", Some(json!(word)));
            }
            Quirk::NoRequired => name_the_tool(changing)?,
            Quirk::MostStops(most) => undo.stop = changing.stop(most),
            Quirk::MostStopsThinking(most) if thinks => undo.stop = changing.stop(most),
            Quirk::ThinkingSwitch => thinking_switch(changing),
            Quirk::ThinkingBudget => thinking_budget(changing),
            Quirk::ReasoningObject => reasoning_object(changing),
            _ => {}
        }
    }
    let instruction = if is_without_schemas(changing.target) { schema_in_words(changing, undo) } else { None };
    messages::fit(changing, changing.target.system_role.or(role), instruction)?;
    Ok(role)
}

fn rename(changing: &mut Changing<'_, '_>, from: &'static str, to: &'static str) {
    let Some(value) = changing.get(from).cloned() else { return };
    if changing.get(to).is_some() {
        changing.fields.dropped.push(changing.paths.param(to).to_owned());
    }
    changing.set(from, None);
    changing.set(to, Some(value));
}

/// A demand for some call of the only tool is one for that tool.
fn name_the_tool(changing: &mut Changing<'_, '_>) -> Result<()> {
    if !changing.get("tool_choice").is_some_and(|choice| choice == "required" || choice == "any") {
        return Ok(());
    }
    let only = match changing.request.tools.as_slice() {
        [only] if only.native.is_none() => only.name.clone(),
        _ => return changing.refuse("tool_choice", ": it can be told to call one tool, not any"),
    };
    changing.set("tool_choice", Some(json!({"type": "function", "function": {"name": only}})));
    changing.emulate("tool_choice");
    Ok(())
}

/// `none`, a word or a budget as on and off, and as the two efforts that there are.
fn thinking_switch(changing: &mut Changing<'_, '_>) {
    if changing.get("thinking").is_some() {
        return;
    }
    let effort = changing.get("reasoning_effort").and_then(Value::as_str).map(str::to_owned);
    let on = match (effort.as_deref(), changing.request.params.thinking_budget) {
        (Some(effort), _) => effort != "none",
        (None, Some(budget)) => {
            changing.emulate("reasoning_effort");
            budget > 0
        }
        (None, None) => return,
    };
    changing.set("thinking", Some(json!({"type": if on { "enabled" } else { "disabled" }})));
    let Some(effort) = effort else { return };
    let known = on.then_some(if matches!(effort.as_str(), "xhigh" | "max") { "max" } else { "high" });
    if known != Some(effort.as_str()) {
        changing.emulate("reasoning_effort");
    }
    changing.set("reasoning_effort", known.map(|word| json!(word)));
}

/// A budget that the caller named, else the one of an effort; `none` switches thinking off.
fn thinking_budget(changing: &mut Changing<'_, '_>) {
    if changing.get("enable_thinking").is_some() || changing.get("thinking_budget").is_some() {
        return;
    }
    let budgets = Budgets { least: LEAST_BUDGET, most: MOST_BUDGET, off: true };
    let max_output = changing.target.facts.max_output;
    let effort = changing.get("reasoning_effort").and_then(Value::as_str);
    let tokens = match (effort, changing.request.params.thinking_budget) {
        (Some(effort), _) => match thinking::budget(effort, budgets, max_output, None) {
            Some(Thinking::Tokens(tokens)) => tokens,
            Some(Thinking::Off) => 0,
            // A word that is not ours goes as it came.
            None => return,
        },
        (None, Some(budget)) => budget,
        (None, None) => return,
    };
    changing.set("reasoning_effort", None);
    changing.set("enable_thinking", Some(json!(tokens > 0)));
    if tokens > 0 {
        changing.set("thinking_budget", Some(json!(tokens)));
    }
    changing.emulate("reasoning_effort");
}

fn reasoning_object(changing: &mut Changing<'_, '_>) {
    let Some(budget) = changing.request.params.thinking_budget.filter(|_| changing.get("reasoning").is_none()) else { return };
    let reasoning = if budget > 0 { json!({"max_tokens": budget}) } else { json!({"effort": "none"}) };
    changing.set("reasoning", Some(reasoning));
    changing.set("reasoning_effort", None);
}

/// Does the target take a budget, or a switch, that `reasoning_effort` alone cannot say?
pub fn has_budgets(target: &EncodeTarget<'_>) -> bool {
    target.quirks.iter().any(|quirk| matches!(quirk, Quirk::ThinkingSwitch | Quirk::ThinkingBudget | Quirk::ReasoningObject))
}

fn is_without_schemas(target: &EncodeTarget<'_>) -> bool {
    // A model that the catalogue does not know may be newer than the catalogue.
    let is_listed_without = target.facts.context.is_some() && target.facts.json_schema != Some(true);
    target.quirks.iter().any(|quirk| matches!(quirk, Quirk::ObjectOnly) || *quirk == Quirk::SchemaByModel && is_listed_without)
}

/// The schema as an instruction; what comes is checked against it.
fn schema_in_words(changing: &mut Changing<'_, '_>, undo: &mut Undo) -> Option<String> {
    let format = changing.get("response_format").filter(|format| format["type"] == "json_schema")?;
    let schema = format.pointer("/json_schema/schema")?.clone();
    let is_object = schema.get("type").is_none_or(|kind| kind == "object");
    changing.set("response_format", is_object.then(|| json!({"type": "json_object"})));
    changing.emulate("response_format");
    let words = "Answer with one JSON value and nothing else: no words around it, no code fence. It must be valid by this JSON Schema:";
    let instruction = format!("{words}\n{schema}");
    undo.validate = Some(schema);
    Some(instruction)
}
