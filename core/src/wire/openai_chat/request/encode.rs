//! The canonical request → the body for a target. What came in this dialect goes out as it came, but for what the target changes.

use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::super::EXTRA_CONTENT;
use super::change::Changing;
use super::{adapt, build, quirks};
use crate::error::Result;
use crate::types::{Dialect, Part, Request, Role, Turn};
use crate::wire::patch::{Changes, Patch, write};
use crate::wire::paths::Paths;
use crate::wire::quirks::Quirk;
use crate::wire::{EncodeTarget, Fields, Undo};

/// Members that the target's `params` never touch.
const NOT_PARAMS: [&str; 3] = ["model", "messages", "stream"];
/// Members that steer nothing.
const LONG: [&str; 3] = ["messages", "tools", "functions"];

pub fn encode(request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<(Bytes, Undo)> {
    let raw = request.raw.as_ref().filter(|raw| raw.dialect == Dialect::OpenaiChat);
    let newer = raw.and_then(|_| quirks::rebuilt(request, target));
    // Results of tools are texts on most APIs: the pictures follow them.
    let sees = !target.quirks.contains(&Quirk::PlainText) || target.facts.vision == Some(true);
    let pictures_follow = target.first_party_openai || sees && target.quirks.contains(&Quirk::PicturesFollow);
    let anew = raw.is_none() || newer.is_some() || pictures_follow && adapt::shows_pictures(request);
    let built;
    let source = match raw {
        Some(_) if !anew => None,
        Some(_) => Some(newer.unwrap_or_else(|| Request { raw: None, ..request.clone() })),
        None => quirks::rebuilt(request, target).map(|newer| Request { raw: request.raw.clone(), ..newer }),
    };
    let mut sent = match raw {
        Some(raw) if !anew => Patch::new(&raw.data),
        _ => {
            built = build::build(source.as_ref().unwrap_or(request), target, fields)?;
            Patch::of(&built)
        }
    };
    // Only quirks change what is long: else it is passed on unread.
    let body = &sent.without(if target.quirks.is_empty() { &LONG } else { &[] });
    let mut changes = patch(body, request, target);
    let mut undo = Undo::default();
    let mut system_role = target.system_role;
    let mut changing = Changing { body, request, target, fields, changes: &mut changes, paths: Paths::of(request) };
    if target.first_party_openai {
        let adapted = adapt::adapt(&mut changing)?;
        undo.stop = adapted.stop;
        system_role = system_role.or(adapted.system_role);
    } else if !target.quirks.is_empty() {
        let role = quirks::apply(&mut changing, &mut undo)?;
        system_role = system_role.or(role);
    }
    fields.account(request.raw.as_ref());
    let is_marked = |part: &Part| matches!(part, Part::ToolCall { extra, .. } if extra.contains_key(EXTRA_CONTENT));
    let unmark = target.first_party_openai && request.turns.iter().flat_map(|turn| &turn.parts).any(is_marked);
    let is_other = |turn: &Turn| match (turn.role, system_role) {
        (Role::System, Some(role)) => role != "system",
        (Role::Developer, Some(role)) => role != "developer",
        _ => false,
    };
    if !changes.contains_key("messages") && (unmark || request.turns.iter().any(is_other)) {
        let messages = sent.get("messages").map(|messages| corrected(messages, unmark, system_role));
        changes.insert("messages".to_owned(), messages);
    }
    sent.changed = changes;
    Ok((write(&sent)?, undo))
}

/// The messages with instructions under the one role that the endpoint knows, and without what calls of another provider carry.
fn corrected(mut messages: Value, unmark: bool, system_role: Option<&str>) -> Value {
    for message in messages.as_array_mut().into_iter().flatten() {
        if let (Some(role), Some(written @ ("system" | "developer"))) = (system_role, message.get("role").and_then(Value::as_str))
            && role != written
        {
            message["role"] = json!(role);
        }
        let calls = message.get_mut("tool_calls").and_then(Value::as_array_mut).filter(|_| unmark);
        for call in calls.into_iter().flatten().filter_map(Value::as_object_mut) {
            call.shift_remove(EXTRA_CONTENT);
        }
    }
    messages
}

/// What the target changes, by member. Members that the body has keep their place.
fn patch(body: &Map<String, Value>, request: &Request, target: &EncodeTarget<'_>) -> Changes {
    let is_set = |member: &str| body.get(member).is_some_and(|v| !v.is_null());
    let mut patch = Changes::from([("model".to_owned(), Some(json!(target.model)))]);
    let has_limit = is_set("max_tokens") || is_set("max_completion_tokens");
    for (member, value) in target.params.into_iter().flatten() {
        let doubled = has_limit && matches!(member.as_str(), "max_tokens" | "max_completion_tokens");
        if !is_set(member) && !doubled && !NOT_PARAMS.contains(&member.as_str()) {
            patch.insert(member.clone(), Some(value.clone()));
        }
    }
    if let Some(bound) = target.max_tokens.filter(|_| !has_limit) {
        let default = if target.first_party_openai { "max_completion_tokens" } else { "max_tokens" };
        let member = ["max_completion_tokens", "max_tokens"].into_iter().find(|m| patch.contains_key(*m)).unwrap_or(default);
        let bound = patch.get(member).and_then(Option::as_ref).and_then(Value::as_u64).map_or(bound, |of_params| of_params.min(bound));
        patch.insert(member.to_owned(), Some(json!(bound)));
    }
    if request.stream {
        let mut options = body.get("stream_options").and_then(Value::as_object).cloned().unwrap_or_default();
        options.insert("include_usage".to_owned(), Value::Bool(true));
        patch.insert("stream_options".to_owned(), Some(Value::Object(options)));
    }
    if body.get("stream").and_then(Value::as_bool).unwrap_or(false) != request.stream {
        patch.insert("stream".to_owned(), Some(Value::Bool(request.stream)));
    }
    patch
}
