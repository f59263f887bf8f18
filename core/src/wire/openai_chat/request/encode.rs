//! The canonical request → the body for a target. What came in this dialect goes out as it came, but for what the target changes.

use bytes::Bytes;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Map, Value, json};

use super::super::EXTRA_CONTENT;
use super::change::{Changes, Changing};
use super::{adapt, build, quirks};
use crate::error::{Error, Result};
use crate::types::{Dialect, Part, Request};
use crate::wire::paths::Paths;
use crate::wire::quirks::Quirk;
use crate::wire::{EncodeTarget, Fields, Undo};

/// Members that the target's `params` never touch.
const NOT_PARAMS: [&str; 3] = ["model", "messages", "stream"];

pub fn encode(request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<(Bytes, Undo)> {
    let raw = request.raw.as_ref().filter(|raw| raw.dialect == Dialect::OpenaiChat);
    let newer = raw.and_then(|_| quirks::rebuilt(request, target));
    // Results of tools are texts on most APIs: the pictures follow them.
    let sees = !target.quirks.contains(&Quirk::PlainText) || target.facts.vision == Some(true);
    let pictures_follow = target.first_party_openai || sees && target.quirks.contains(&Quirk::PicturesFollow);
    let anew = raw.is_none() || newer.is_some() || pictures_follow && adapt::shows_pictures(request);
    let built;
    let body = match raw {
        Some(raw) if !anew => &*raw.data,
        Some(_) => {
            built = build::build(&newer.unwrap_or_else(|| Request { raw: None, ..request.clone() }), target, fields)?;
            &built
        }
        None => {
            let newer = quirks::rebuilt(request, target).map(|newer| Request { raw: request.raw.clone(), ..newer });
            built = build::build(newer.as_ref().unwrap_or(request), target, fields)?;
            &built
        }
    };
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
    if target.first_party_openai && request.turns.iter().flat_map(|turn| &turn.parts).any(is_marked) {
        changes.insert("messages".to_owned(), Some(unmarked(body.get("messages"))));
    }
    Ok((write(&Patched { body, patch: &changes, system_role })?, undo))
}

/// The messages without what calls of another provider carry.
fn unmarked(messages: Option<&Value>) -> Value {
    let mut messages = messages.cloned().unwrap_or_default();
    let calls = messages.as_array_mut().into_iter().flatten().filter_map(|message| message.get_mut("tool_calls")?.as_array_mut()).flatten();
    for call in calls.filter_map(Value::as_object_mut) {
        call.shift_remove(EXTRA_CONTENT);
    }
    messages
}

/// The bytes of a body.
pub fn write(body: &impl Serialize) -> Result<Bytes> {
    serde_json::to_vec(body).map(Bytes::from).map_err(|e| Error::internal(format!("the request cannot be written: {e}")))
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

/// A body with its changes, written without a copy of what stays.
struct Patched<'a> {
    body: &'a Map<String, Value>,
    patch: &'a Changes,
    system_role: Option<&'a str>,
}

impl Serialize for Patched<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (member, value) in self.body {
            match (self.patch.get(member), self.system_role, value) {
                (Some(Some(changed)), _, _) => map.serialize_entry(member, changed)?,
                (Some(None), _, _) => {}
                (None, Some(role), Value::Array(messages)) if member == "messages" => map.serialize_entry(member, &Messages { messages, role })?,
                (None, _, value) => map.serialize_entry(member, value)?,
            }
        }
        for (member, added) in self.patch.iter().filter(|(member, _)| !self.body.contains_key(*member)) {
            if let Some(added) = added {
                map.serialize_entry(member, added)?;
            }
        }
        map.end()
    }
}

/// Messages whose instructions go under the one role that the endpoint knows.
struct Messages<'a> {
    messages: &'a [Value],
    role: &'a str,
}

impl Serialize for Messages<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.messages.len()))?;
        for message in self.messages {
            match message {
                Value::Object(object) if matches!(object.get("role").and_then(Value::as_str), Some("system" | "developer")) => {
                    list.serialize_element(&Renamed { object, role: self.role })?;
                }
                other => list.serialize_element(other)?,
            }
        }
        list.end()
    }
}

struct Renamed<'a> {
    object: &'a Map<String, Value>,
    role: &'a str,
}

impl Serialize for Renamed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.object.len()))?;
        for (member, value) in self.object {
            if member == "role" {
                map.serialize_entry(member, self.role)?;
            } else {
                map.serialize_entry(member, value)?;
            }
        }
        map.end()
    }
}
