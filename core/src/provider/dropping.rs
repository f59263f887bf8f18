//! `on_unsupported: drop` for what no codec leaves out by itself: the blocks and tools that a target refuses are taken out of the
//! caller's body, one after the other, until it can be sent.
//!
//! A turn of the conversation is never taken out: without it the rest would mean something else.

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::types::{Call, Request};
use crate::wire::{Encoded, Fields, codec};

/// So many pieces are let go of one request.
const MOST: usize = 256;

/// Encodes a call without what the target refuses, beginning with the piece that `refusal` names.
pub fn encode(call: &Call, refusal: Error, fields: &mut Fields, once: impl Fn(&Call, &mut Fields) -> Result<Encoded>) -> Result<Encoded> {
    let Some(raw) = call.raw() else { return Err(refusal) };
    let mut body = Map::clone(&raw.data);
    let mut gone = Gone::default();
    let first = refusal.clone();
    let mut refusal = refusal;
    for _ in 0..MOST {
        let path = refusal.path().filter(|_| matches!(refusal.get_reason(), Some("unsupported" | "not_portable")));
        let left = path.and_then(|path| gone.take(&mut body, path)).and_then(|()| again(call, body.clone()));
        let Some(left) = left else { return Err(gone.renamed(refusal)) };
        let mut fresh = Fields { mapped: fields.mapped.as_ref().map(|_| Vec::new()), ..Fields::default() };
        match once(&left, &mut fresh) {
            Ok(encoded) => {
                let named = |paths: Vec<String>| paths.iter().map(|path| gone.original(path)).collect::<Vec<_>>();
                fields.mapped = fresh.mapped.map(named);
                fields.emulated = named(fresh.emulated);
                fields.dropped = named(fresh.dropped);
                fields.dropped.extend(gone.paths());
                return Ok(encoded);
            }
            // What is left says nothing any more because of what was taken out of it.
            Err(next) if next.path().is_some_and(|path| gone.paths().any(|taken| taken.starts_with(path))) => return Err(first),
            Err(next) => refusal = next,
        }
    }
    Err(gone.renamed(refusal))
}

/// The same call with another body; nothing where that is no request any more.
fn again(call: &Call, body: Map<String, Value>) -> Option<Call> {
    let (Call::Chat(old) | Call::Count(old)) = call else { return None };
    let request = codec(old.raw.as_ref()?.dialect)?.decode_request(body).ok()?;
    let request = Request { model: old.model.clone(), stream: old.stream, stream_usage: old.stream_usage, ..request };
    Some(if matches!(call, Call::Chat(_)) { Call::Chat(request) } else { Call::Count(request) })
}

/// What was taken out: the path of what held it, and its own name or place there before anything was taken.
#[derive(Default)]
struct Gone(Vec<(String, String)>);

impl Gone {
    /// Takes out what stands at a path of the body as it is now. Nothing where that may not go.
    fn take(&mut self, body: &mut Map<String, Value>, path: &str) -> Option<()> {
        let original = self.original(path);
        let (holder, name) = path.rsplit_once('.').map_or((None, path), |(holder, name)| (Some(holder), name));
        let Some(holder) = holder else {
            if ["model", "messages", "contents", "input"].contains(&name) {
                return None;
            }
            body.shift_remove(name)?;
            self.0.push((String::new(), name.to_owned()));
            return Some(());
        };
        let mut steps = holder.split('.');
        let first = body.get_mut(steps.next()?)?;
        let at = steps.try_fold(first, |at, step| match at {
            Value::Array(list) => list.get_mut(step.parse::<usize>().ok()?),
            Value::Object(members) => members.get_mut(step),
            _ => None,
        })?;
        match at {
            Value::Array(list) => {
                let place = name.parse::<usize>().ok().filter(|place| list.get(*place).is_some_and(|item| item.get("role").is_none()))?;
                list.remove(place);
            }
            Value::Object(members) => drop(members.shift_remove(name)?),
            _ => return None,
        }
        let (holder, name) = original.rsplit_once('.')?;
        self.0.push((holder.to_owned(), name.to_owned()));
        Some(())
    }

    /// A path of the body as it is now, in the places of the body as it came.
    fn original(&self, path: &str) -> String {
        let mut named = String::with_capacity(path.len());
        for step in path.split('.') {
            let place = step.parse::<usize>().ok().map(|mut place| {
                let mut before: Vec<usize> = self.0.iter().filter(|(holder, _)| *holder == named).filter_map(|(_, name)| name.parse().ok()).collect();
                before.sort_unstable();
                for taken in before {
                    place += usize::from(taken <= place);
                }
                place.to_string()
            });
            if !named.is_empty() {
                named.push('.');
            }
            named.push_str(place.as_deref().unwrap_or(step));
        }
        named
    }

    fn renamed(&self, error: Error) -> Error {
        let path = error.path().map(|path| self.original(path));
        path.into_iter().fold(error, Error::at)
    }

    fn paths(&self) -> impl Iterator<Item = String> + '_ {
        self.0.iter().map(|(holder, name)| if holder.is_empty() { name.clone() } else { format!("{holder}.{name}") })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn body(value: Value) -> Map<String, Value> {
        value.as_object().cloned().expect("an object")
    }

    #[test]
    fn what_is_taken_later_is_named_by_the_place_that_it_had() {
        let mut body = body(json!({"tools": [0, 1, 2, 3], "messages": [{"role": "user", "content": [{"type": "a"}, {"type": "b"}]}]}));
        let mut gone = Gone::default();
        for path in ["tools.1", "tools.1", "tools.0", "messages.0.content.0"] {
            gone.take(&mut body, path).expect(path);
        }
        assert_eq!(gone.paths().collect::<Vec<_>>(), ["tools.1", "tools.2", "tools.0", "messages.0.content.0"]);
        assert_eq!(gone.original("tools.0"), "tools.3");
        assert_eq!(gone.original("messages.0.content.0.cache_control"), "messages.0.content.1.cache_control");
        assert_eq!(Value::Object(body), json!({"tools": [3], "messages": [{"role": "user", "content": [{"type": "b"}]}]}));
    }

    #[test]
    fn a_turn_the_model_and_the_conversation_stay() {
        let whole = body(json!({"model": "m", "messages": [{"role": "user", "content": "hi"}]}));
        for path in ["model", "messages", "messages.0", "messages.0.content.0", "messages.7.content", "nothing"] {
            let mut body = whole.clone();
            assert_eq!(Gone::default().take(&mut body, path), None, "{path}");
            assert_eq!(body, whole, "{path}");
        }
    }
}
