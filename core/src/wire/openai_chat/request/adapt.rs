//! What a model of OpenAI itself (there or at Azure) does not take as it came: told to it in another way, refused or, where
//! the route says so, dropped. Of a model that the catalogue does not know everything goes as it is.

use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::types::{Part, Request, Role};
use crate::wire::patch::Changes;
use crate::wire::paths::Paths;
use crate::wire::{EncodeTarget, Fields, OnUnsupported, thinking};

/// Stop texts that the API takes.
const MOST_STOPS: usize = 4;
/// What a model does not take while it thinks, and the value of each that says nothing.
const SAMPLING: [(&str, f64); 4] = [("temperature", 1.0), ("top_p", 1.0), ("presence_penalty", 0.0), ("frequency_penalty", 0.0)];

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

pub fn adapt(body: &Map<String, Value>, request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields, changes: &mut Changes) -> Result<Adapted> {
    let mut adapter = Adapter { body, target, fields, changes, paths: Paths::of(request) };
    let thinks = target.facts.reasoning == Some(true);
    adapter.limit(thinks);
    adapter.effort();
    adapter.sampling()?;
    let is_older = target.facts.context.is_some() && !thinks;
    let has_developer = request.turns.iter().any(|turn| turn.role == Role::Developer);
    Ok(Adapted { system_role: (is_older && has_developer).then_some("system"), stop: adapter.stop(thinks) })
}

struct Adapter<'a, 'b> {
    body: &'a Map<String, Value>,
    target: &'a EncodeTarget<'b>,
    fields: &'a mut Fields,
    changes: &'a mut Changes,
    paths: Paths<'a>,
}

impl Adapter<'_, '_> {
    /// The value that would be sent.
    fn get(&self, member: &str) -> Option<&Value> {
        match self.changes.get(member) {
            Some(changed) => changed.as_ref(),
            None => self.body.get(member),
        }
        .filter(|value| !value.is_null())
    }

    fn set(&mut self, member: &str, value: Option<Value>) {
        self.changes.insert(member.to_owned(), value);
    }

    /// Models that think know the newer name only; none takes more than it can give.
    fn limit(&mut self, thinks: bool) {
        if let Some(limit) = self.get("max_tokens").filter(|_| thinks).cloned() {
            self.set("max_tokens", None);
            if self.get("max_completion_tokens").is_none() {
                self.set("max_completion_tokens", Some(limit));
            } else {
                self.fields.dropped.push("max_tokens".to_owned());
            }
        }
        let Some(most) = self.target.facts.max_output else { return };
        for member in ["max_tokens", "max_completion_tokens"] {
            if self.get(member).and_then(Value::as_u64).is_some_and(|limit| limit > most) {
                self.set(member, Some(json!(most)));
                self.fields.emulated.push(self.paths.param("max_tokens").to_owned());
            }
        }
    }

    fn effort(&mut self) {
        let Some(effort) = self.get("reasoning_effort").and_then(Value::as_str) else { return };
        let known = thinking::known(effort, self.target.facts);
        if known != effort {
            let known = json!(known);
            self.set("reasoning_effort", Some(known));
            self.fields.emulated.push(self.paths.param("reasoning_effort").to_owned());
        }
    }

    fn sampling(&mut self) -> Result<()> {
        let effort = self.get("reasoning_effort").and_then(Value::as_str);
        if thinking::samples(effort, self.target.facts) {
            return Ok(());
        }
        for (member, silent) in SAMPLING {
            if self.get(member).is_some_and(|value| value.as_f64() != Some(silent)) {
                self.refuse(member)?;
            }
        }
        for member in ["logprobs", "top_logprobs", "logit_bias"] {
            if self.get(member).is_some_and(|value| *value != false) {
                self.refuse(member)?;
            }
        }
        Ok(())
    }

    fn refuse(&mut self, member: &'static str) -> Result<()> {
        let path = self.paths.param(member);
        if self.target.on_unsupported == OnUnsupported::Error {
            let words = format!("`{member}` is not taken by `{}` while it thinks", self.target.model);
            return Err(Error::invalid(words).at(path).reason("unsupported"));
        }
        self.set(member, None);
        self.fields.dropped.push(path.to_owned());
        Ok(())
    }

    /// Models that think take no stop texts, the others four: what is not sent is cut off here.
    fn stop(&mut self, thinks: bool) -> Vec<String> {
        let stops = match self.get("stop") {
            Some(Value::String(one)) => vec![one.clone()],
            Some(Value::Array(list)) => list.iter().filter_map(|text| text.as_str().map(str::to_owned)).collect(),
            _ => return Vec::new(),
        };
        let sent = if thinks { 0 } else { MOST_STOPS };
        if stops.len() <= sent {
            return Vec::new();
        }
        self.set("stop", (sent > 0).then(|| json!(stops[..sent])));
        self.fields.emulated.push(self.paths.param("stop").to_owned());
        stops[sent..].to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::openai_chat::request::{decode, encode};
    use crate::wire::{Efforts, ModelFacts, Undo};

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
