//! A request: the prompt is a user's turn to those who look at it, and goes out as it came.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Params, Part, Raw, Request, Role, Turn};
use crate::wire::members::{flag, number, text, whole, wrong};
use crate::wire::patch::{Patch, write};
use crate::wire::{EncodeTarget, Fields};

/// Members that a target's `params`, written for chat, share with this wire.
const SHARED: [&str; 9] = ["max_tokens", "temperature", "top_p", "n", "stop", "seed", "frequency_penalty", "presence_penalty", "logit_bias"];

pub fn decode(body: Map<String, Value>) -> Result<Request> {
    let turns = turns(body.get("prompt").unwrap_or(&Value::Null))?;
    let usage = body.get("stream_options").and_then(|options| options.get("include_usage")).and_then(Value::as_bool);
    // Every prompt of a list is gone on with as often as it says, and only the best are given back.
    let each = whole(&body, "n")?.max(whole(&body, "best_of")?).unwrap_or(1);
    let n = each.saturating_mul(turns.len() as u64);
    Ok(Request {
        model: text(&body, "model")?.ok_or_else(|| Error::invalid("`model` is missing").at("model"))?,
        params: Params {
            max_tokens: whole(&body, "max_tokens")?,
            temperature: number(&body, "temperature")?,
            n: (n > 1).then_some(n),
            user: text(&body, "user")?,
            ..Params::default()
        },
        turns,
        stream: flag(&body, "stream")?.unwrap_or(false),
        stream_usage: usage.unwrap_or(false),
        raw: Some(Raw { dialect: Dialect::OpenaiCompletions, data: Arc::new(body.into()) }),
        ..Request::default()
    })
}

/// A turn for each prompt: a text, a list of texts, tokens, or a list of lists of tokens. Without one the model begins a text of its own.
fn turns(prompt: &Value) -> Result<Vec<Turn>> {
    let turn = |part| Turn { role: Role::User, parts: vec![part], name: None, extra: Extra::new() };
    let tokens = |list: &Value| Part::Raw { origin: Dialect::OpenaiCompletions, json: list.clone() };
    Ok(match prompt {
        Value::Null => vec![turn(Part::text(""))],
        Value::String(prompt) => vec![turn(Part::text(prompt.as_str()))],
        Value::Array(list) if list.iter().all(Value::is_string) && !list.is_empty() => {
            list.iter().filter_map(Value::as_str).map(|prompt| turn(Part::text(prompt))).collect()
        }
        Value::Array(list) if list.iter().all(Value::is_number) && !list.is_empty() => vec![turn(tokens(prompt))],
        Value::Array(list) if list.iter().all(Value::is_array) && !list.is_empty() => list.iter().map(|list| turn(tokens(list))).collect(),
        other => return Err(wrong("prompt", "a text, texts or tokens", other)),
    })
}

/// The body as it came, but for the model, what the target adds, and usage, which is always asked for.
pub fn encode(request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Bytes> {
    let Some(raw) = request.raw.as_ref().filter(|raw| raw.dialect == Dialect::OpenaiCompletions) else {
        return Err(
            Error::invalid(format!("`{}` is asked for completions, which only a completion's own request can be", target.model)).at("messages")
        );
    };
    raw.data.keys().for_each(|member| fields.mapped(member));
    let mut patch = Patch::new(&raw.data);
    patch.set("model", json!(target.model));
    let is_set = |member: &str| raw.data.get(member).is_some_and(|value| !value.is_null());
    for (member, value) in target.params.into_iter().flatten().filter(|(member, _)| SHARED.contains(&member.as_str()) && !is_set(member)) {
        patch.set(member, value.clone());
    }
    if let Some(bound) = target.max_tokens.filter(|_| !is_set("max_tokens")) {
        let of_params = target.params.and_then(|params| params.get("max_tokens")?.as_u64());
        patch.set("max_tokens", json!(of_params.map_or(bound, |limit| limit.min(bound))));
    }
    if request.stream {
        let mut options = raw.data.get("stream_options").and_then(Value::as_object).cloned().unwrap_or_default();
        options.insert("include_usage".to_owned(), json!(true));
        patch.set("stream_options", Value::Object(options));
    }
    write(&patch)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(body: &Value) -> Result<Request> {
        decode(body.as_object().cloned().unwrap_or_default())
    }

    #[test]
    fn every_form_of_a_prompt_is_understood_and_goes_out_as_it_came() {
        for (prompt, turns) in [(json!("hi"), 1), (json!(["a", "b"]), 2), (json!([1, 2, 3]), 1), (json!([[1, 2], [3]]), 2)] {
            let request = decoded(&json!({"model": "m", "prompt": prompt, "echo": true, "n": 2})).expect("a request");
            assert_eq!((request.turns.len(), request.params.n), (turns, Some(2 * turns as u64)), "{prompt}");
            let sent = encode(&request, &EncodeTarget::named("up"), &mut Fields::default()).expect("it can be sent");
            assert_eq!(serde_json::from_slice::<Value>(&sent).expect("JSON"), json!({"model": "up", "prompt": prompt, "echo": true, "n": 2}));
        }
        assert_eq!(decoded(&json!({"model": "m", "prompt": 7})).expect_err("a number").path(), Some("prompt"));
        assert_eq!(decoded(&json!({"prompt": "a"})).expect_err("no model").path(), Some("model"));
    }

    #[test]
    fn usage_is_asked_for_and_what_the_target_says_holds_where_the_caller_is_silent() {
        let request = decoded(&json!({"model": "m", "prompt": "hi", "stream": true, "temperature": 1})).expect("a request");
        let params = json!({"temperature": 0, "seed": 7, "tools": [], "max_tokens": 90}).as_object().cloned();
        let target = EncodeTarget { params: params.as_ref(), max_tokens: Some(50), ..EncodeTarget::named("up") };
        let sent: Value = serde_json::from_slice(&encode(&request, &target, &mut Fields::default()).expect("sent")).expect("JSON");
        let wanted = json!({"model": "up", "prompt": "hi", "stream": true, "temperature": 1, "max_tokens": 50, "seed": 7, "stream_options": {"include_usage": true}});
        assert_eq!(sent, wanted);
    }
}
