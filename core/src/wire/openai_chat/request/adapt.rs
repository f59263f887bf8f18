//! What a model of OpenAI itself (there or at Azure) does not take as it came: told to it in another way, refused or, where
//! the route says so, dropped. Of a model that the catalogue does not know everything goes as it is.

use serde_json::{Value, json};

use super::change::Changing;
use crate::error::Result;
use crate::types::{Part, Request, Role};
use crate::wire::thinking;

/// Stop texts that the API takes.
const MOST_STOPS: usize = 4;
/// What a model does not take while it thinks, and the value of each that says nothing.
const SAMPLING: [(&str, f64); 4] = [("temperature", 1.0), ("top_p", 1.0), ("presence_penalty", 0.0), ("frequency_penalty", 0.0)];

/// Why sampling is refused.
pub const WHILE_THINKING: &str = " while it thinks";

#[derive(Default)]
pub struct Adapted {
    /// The role that instructions go under.
    pub system_role: Option<&'static str>,
    /// Texts that are not sent: the answer is cut there.
    pub stop: Vec<String>,
}

/// Has a tool given anything but text?
pub fn shows_pictures(request: &Request) -> bool {
    let results = request.turns.iter().flat_map(|turn| &turn.parts);
    results
        .filter_map(|part| if let Part::ToolResult { parts, .. } = part { Some(parts) } else { None })
        .flatten()
        .any(|part| matches!(part, Part::Image(_) | Part::Audio(_) | Part::File(_)))
}

pub fn adapt(changing: &mut Changing<'_, '_>) -> Result<Adapted> {
    let facts = changing.target.facts;
    let thinks = facts.reasoning == Some(true);
    limit(changing, thinks);
    effort(changing);
    sampling(changing)?;
    let is_older = facts.context.is_some() && !thinks;
    let has_developer = changing.request.turns.iter().any(|turn| turn.role == Role::Developer);
    // Models that think take no stop texts, the others four.
    let stop = changing.stop(if thinks { 0 } else { MOST_STOPS });
    Ok(Adapted { system_role: (is_older && has_developer).then_some("system"), stop })
}

/// Models that think know the newer name only; none takes more than it can give.
fn limit(changing: &mut Changing<'_, '_>, thinks: bool) {
    if let Some(limit) = changing.get("max_tokens").filter(|_| thinks).cloned() {
        changing.set("max_tokens", None);
        if changing.get("max_completion_tokens").is_none() {
            changing.set("max_completion_tokens", Some(limit));
        } else {
            changing.fields.dropped.push("max_tokens".to_owned());
        }
    }
    let Some(most) = changing.target.facts.max_output else { return };
    for member in ["max_tokens", "max_completion_tokens"] {
        if changing.get(member).and_then(Value::as_u64).is_some_and(|limit| limit > most) {
            changing.set(member, Some(json!(most)));
            changing.emulate("max_tokens");
        }
    }
}

fn effort(changing: &mut Changing<'_, '_>) {
    let Some(effort) = changing.get("reasoning_effort").and_then(Value::as_str) else { return };
    let known = thinking::known(effort, changing.target.facts);
    if known != effort {
        let known = json!(known);
        changing.set("reasoning_effort", Some(known));
        changing.emulate("reasoning_effort");
    }
}

fn sampling(changing: &mut Changing<'_, '_>) -> Result<()> {
    let effort = changing.get("reasoning_effort").and_then(Value::as_str);
    if thinking::samples(effort, changing.target.facts) {
        return Ok(());
    }
    for (member, silent) in SAMPLING {
        if changing.get(member).is_some_and(|value| value.as_f64() != Some(silent)) {
            changing.refuse(member, WHILE_THINKING)?;
        }
    }
    for member in ["logprobs", "top_logprobs", "logit_bias"] {
        if changing.get(member).is_some_and(|value| *value != false) {
            changing.refuse(member, WHILE_THINKING)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::Map;

    use super::*;
    use crate::wire::openai_chat::request::{decode, encode};
    use crate::wire::{Efforts, EncodeTarget, Fields, ModelFacts, OnUnsupported, Undo};

    const THINKS: ModelFacts = ModelFacts {
        context: Some(1000),
        max_output: Some(100),
        reasoning: Some(true),
        efforts: Efforts { none: Some(false), minimal: None, xhigh: Some(false), max: None },
        ..ModelFacts::UNKNOWN
    };
    const OLDER: ModelFacts = ModelFacts { context: Some(1000), max_output: Some(100), ..ModelFacts::UNKNOWN };

    fn sent(facts: &ModelFacts, on_unsupported: OnUnsupported, more: &Value) -> Result<(Value, Undo, Fields)> {
        let mut body = Map::from_iter([("model".to_owned(), json!("m")), ("messages".to_owned(), json!([{"role": "user", "content": "hi"}]))]);
        body.extend(more.as_object().cloned().unwrap_or_default());
        let target = EncodeTarget { facts, on_unsupported, first_party_openai: true, ..EncodeTarget::named("m") };
        let mut fields = Fields::default();
        let (bytes, undo) = encode(&decode(body)?, &target, &mut fields)?;
        let mut sent: Value = serde_json::from_slice(&bytes).expect("a body is JSON");
        sent.as_object_mut().expect("an object").retain(|member, _| member != "model");
        Ok((sent, undo, fields))
    }

    fn plain(facts: &ModelFacts, more: &Value) -> Value {
        sent(facts, OnUnsupported::Error, more).expect("it can be sent").0
    }

    #[test]
    fn a_model_that_thinks_is_told_its_limit_by_the_newer_name_and_never_above_its_own() {
        let hi = json!([{"role": "user", "content": "hi"}]);
        assert_eq!(plain(&THINKS, &json!({"max_tokens": 50})), json!({"messages": hi, "max_completion_tokens": 50}));
        assert_eq!(plain(&THINKS, &json!({"max_tokens": 50, "max_completion_tokens": 60})), json!({"messages": hi, "max_completion_tokens": 60}));
        assert_eq!(plain(&OLDER, &json!({"max_tokens": 500})), json!({"messages": hi, "max_tokens": 100}));
        assert_eq!(plain(&ModelFacts::UNKNOWN, &json!({"max_tokens": 500})), json!({"messages": hi, "max_tokens": 500}));
    }

    #[test]
    fn sampling_is_refused_while_a_model_thinks_or_by_policy_dropped() {
        for (member, value) in [("temperature", json!(0.3)), ("top_p", json!(0.5)), ("logprobs", json!(true)), ("presence_penalty", json!(1))] {
            let error = sent(&THINKS, OnUnsupported::Error, &json!({member: value})).expect_err(member);
            assert_eq!((error.path(), error.get_reason()), (Some(member), Some("unsupported")));
            let (body, _, fields) = sent(&THINKS, OnUnsupported::Drop, &json!({member: value})).expect("it goes without");
            assert!(body.get(member).is_none() && fields.dropped == [member], "{body}");
            assert_eq!(plain(&OLDER, &json!({member: value}))[member], value);
        }
        assert_eq!(plain(&THINKS, &json!({"temperature": 1}))["temperature"], 1);
        let rests = ModelFacts { rests_by_default: Some(true), ..THINKS };
        assert_eq!(plain(&rests, &json!({"temperature": 0.3}))["temperature"], 0.3);
        assert!(sent(&rests, OnUnsupported::Error, &json!({"temperature": 0.3, "reasoning_effort": "low"})).is_err());
    }

    #[test]
    fn stop_texts_beyond_what_is_taken_are_cut_off_here() {
        let five = json!({"stop": ["a", "b", "c", "d", "e"]});
        let (body, undo, fields) = sent(&OLDER, OnUnsupported::Error, &five).expect("it can be sent");
        assert_eq!((&body["stop"], undo.stop, fields.emulated), (&json!(["a", "b", "c", "d"]), vec!["e".to_owned()], vec!["stop".to_owned()]));
        let (body, undo, _) = sent(&THINKS, OnUnsupported::Error, &json!({"stop": "END"})).expect("it can be sent");
        assert_eq!((body.get("stop"), undo.stop), (None, vec!["END".to_owned()]));
        assert!(sent(&OLDER, OnUnsupported::Error, &json!({"stop": "END"})).expect("it can be sent").1.is_empty());
    }

    #[test]
    fn an_effort_that_the_model_lacks_and_a_role_that_it_does_not_know_are_said_in_another_way() {
        let (body, _, fields) = sent(&THINKS, OnUnsupported::Error, &json!({"reasoning_effort": "xhigh"})).expect("it can be sent");
        assert_eq!((&body["reasoning_effort"], fields.emulated), (&json!("high"), vec!["reasoning_effort".to_owned()]));
        let developer = json!({"messages": [{"role": "developer", "content": "a"}, {"role": "user", "content": "b"}]});
        let role = |facts: &ModelFacts| plain(facts, &developer)["messages"][0]["role"].clone();
        assert_eq!((role(&OLDER), role(&THINKS), role(&ModelFacts::UNKNOWN)), (json!("system"), json!("developer"), json!("developer")));
    }

    #[test]
    fn a_picture_of_a_tool_follows_its_result() {
        let messages = json!([
            {"role": "user", "content": "show"},
            {"role": "assistant", "content": null, "tool_calls": [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
            {"role": "tool", "tool_call_id": "c", "content": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}]}]);
        let body = plain(&ModelFacts::UNKNOWN, &json!({"messages": messages}));
        let roles: Vec<&str> = body["messages"].as_array().expect("messages").iter().filter_map(|m| m["role"].as_str()).collect();
        assert_eq!(roles, ["user", "assistant", "tool", "user"]);
    }
}
