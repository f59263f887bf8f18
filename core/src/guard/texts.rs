//! The texts of a call and of an answer, in one order: to be looked at, and to be put back in other words.

use std::borrow::Cow;

use serde_json::Value;

use crate::error::{Error, Result};
use crate::types::{Call, Part, Request, Response, callback};

/// A text that guards look at.
pub struct Spot<'a> {
    pub text: Cow<'a, str>,
    /// The number of its turn, input or choice.
    place: usize,
    list: &'static str,
}

impl Spot<'_> {
    /// Where it stands in the request.
    pub fn path(&self) -> String {
        format!("{}.{}", self.list, self.place)
    }
}

pub fn of_call(call: &Call) -> Vec<Spot<'_>> {
    let mut spots = Vec::new();
    match call {
        Call::Chat(request) | Call::Count(request) => {
            for (place, turn) in request.turns.iter().enumerate() {
                turn.parts.iter().for_each(|part| see(part, &mut |text| spots.push(Spot { text, place, list: "messages" })));
            }
        }
        Call::Embed(request) => {
            for (place, text) in request.inputs.iter().enumerate().filter_map(|(i, input)| Some((i, input.as_str()?))) {
                spots.push(Spot { text: text.into(), place, list: "input" });
            }
        }
    }
    spots
}

pub fn of_response(response: &Response) -> Vec<Spot<'_>> {
    let mut spots = Vec::new();
    for (place, choice) in response.choices.iter().enumerate() {
        choice.message.parts.iter().for_each(|part| see(part, &mut |text| spots.push(Spot { text, place, list: "choices" })));
    }
    spots
}

fn see<'a>(part: &'a Part, found: &mut impl FnMut(Cow<'a, str>)) {
    match part {
        Part::Text { text, .. } | Part::Refusal { text } | Part::Thinking { text, .. } => found(text.into()),
        Part::ToolCall { arguments, .. } => found(arguments.into()),
        Part::ToolResult { parts, .. } => parts.iter().for_each(|part| see(part, found)),
        Part::Raw { json, .. } => found(json.to_string().into()),
        Part::Image(_) | Part::Audio(_) | Part::File(_) | Part::RedactedThinking { .. } => {}
    }
}

/// What each text in its turn is to be; `None` leaves one as it is.
pub type Changes = std::vec::IntoIter<Option<String>>;

pub fn put_request(request: &mut Request, changes: &mut Changes) -> Result<()> {
    request.turns.iter_mut().flat_map(|turn| &mut turn.parts).try_for_each(|part| put(part, changes).map(drop))
}

pub fn put_response(response: &mut Response, changes: &mut Changes) -> Result<()> {
    for choice in &mut response.choices {
        let mut changed = false;
        for part in &mut choice.message.parts {
            changed |= put(part, changes)?;
        }
        if changed {
            // They would tell the words that were taken out.
            choice.logprobs = None;
        }
    }
    Ok(())
}

/// Was anything changed?
fn put(part: &mut Part, changes: &mut Changes) -> Result<bool> {
    let mut next = || changes.next().flatten();
    let text = match part {
        Part::Text { text, .. } | Part::Refusal { text } => text,
        Part::ToolCall { arguments, .. } => arguments,
        Part::Thinking { text, signature, .. } => {
            let Some(new) = next() else { return Ok(false) };
            // It signs the words that were there.
            *signature = None;
            *text = new;
            return Ok(true);
        }
        Part::ToolResult { parts, .. } => {
            let mut changed = false;
            for part in parts {
                changed |= put(part, changes)?;
            }
            return Ok(changed);
        }
        Part::Raw { json, .. } => {
            let Some(new) = next() else { return Ok(false) };
            *json = serde_json::from_str::<Value>(&new).map_err(|_| no_json())?;
            return Ok(true);
        }
        Part::Image(_) | Part::Audio(_) | Part::File(_) | Part::RedactedThinking { .. } => return Ok(false),
    };
    let new = next();
    let changed = new.is_some();
    *text = new.unwrap_or_else(|| std::mem::take(text));
    Ok(changed)
}

fn no_json() -> Error {
    callback("a guardrail rewrote a block of a provider, which is JSON, to a text that is none").reason("rewrite_failed")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::types::{Choice, Dialect, Extra, Message, Turn};

    fn parts() -> Vec<Part> {
        vec![
            Part::text("one"),
            Part::ToolCall { id: "a".into(), name: "f".into(), arguments: "{\"two\": 2}".into(), extra: Extra::new() },
            Part::Thinking { text: "three".into(), signature: Some("signed".into()), origin: None, extra: Extra::new() },
            Part::RedactedThinking { data: "not seen".into(), origin: None },
            Part::ToolResult {
                id: "a".into(),
                name: None,
                parts: vec![Part::text("four"), Part::Refusal { text: "five".into() }],
                is_error: false,
                extra: Extra::new(),
            },
            Part::Raw { origin: Dialect::Anthropic, json: json!({"six": 6}) },
        ]
    }

    #[test]
    fn every_text_is_put_back_where_it_was_seen() {
        let turn = Turn { role: crate::types::Role::User, parts: parts(), name: None, extra: Extra::new() };
        let call = Call::Chat(Request { turns: vec![turn], ..Request::default() });
        let seen: Vec<String> = of_call(&call).into_iter().map(|spot| spot.text.into_owned()).collect();
        assert_eq!(seen, ["one", "{\"two\": 2}", "three", "four", "five", "{\"six\":6}"]);
        let Call::Chat(mut request) = call else { return };
        let changes: Vec<Option<String>> = seen.iter().map(|text| Some(text.replace(['o', '2', 'e', 'i', '6'], "7"))).collect();
        put_request(&mut request, &mut changes.into_iter()).expect("JSON stays JSON");
        let again: Vec<String> = of_call(&Call::Chat(request)).into_iter().map(|spot| spot.text.into_owned()).collect();
        assert_eq!(again, ["7n7", "{\"tw7\": 7}", "thr77", "f7ur", "f7v7", "{\"s7x\":7}"]);
    }

    #[test]
    fn what_told_of_the_words_before_is_taken_out() {
        let choice = Choice { message: Message { parts: parts(), extra: Extra::new() }, logprobs: Some(json!({"content": []})), ..Choice::default() };
        let mut response = Response { choices: vec![choice], ..Response::default() };
        put_response(&mut response, &mut vec![None, None, Some("tree".to_owned())].into_iter()).expect("a text");
        assert_eq!(response.choices[0].logprobs, None);
        assert!(response.choices[0].message.parts.iter().any(|p| matches!(p, Part::Thinking { text, signature: None, .. } if text == "tree")));
    }
}
