//! What encoding did to a request is undone in its answer: a schema that went as a tool, renamed tools, stop texts, promises to check.
//!
//! `whole` has the rules for a whole answer, `stream` the same for one that comes in pieces.

mod stream;

pub use self::stream::undone;

use serde_json::Value;

use super::schema;
use crate::error::{Class, Error, Result};
use crate::types::{Choice, Finish, Part, Response};
use crate::wire::Undo;

/// Puts a whole answer right. An error: it does not keep what was promised for it.
pub fn whole(undo: &Undo, response: &mut Response) -> Result<()> {
    response.raw = None;
    let mut kept = Ok(());
    for choice in &mut response.choices {
        unwrap_schema(undo, choice);
        for part in &mut choice.message.parts {
            if let Part::ToolCall { name, .. } = part {
                rename(undo, name);
            }
        }
        if cut(undo, choice) {
            continue;
        }
        if let (Some(schema), true, Ok(())) = (&undo.validate, is_answer(choice), &kept) {
            let text = choice.message.text();
            kept = keeps(schema, unfenced(&text));
            if unfenced(&text).len() != text.len() {
                let inside = unfenced(&text).to_owned();
                choice.message.parts.retain(|part| !matches!(part, Part::Text { .. }));
                choice.message.parts.push(Part::text(inside));
            }
        }
    }
    kept
}

/// The tool's call is the text. What was said beside it is no part of the answer.
fn unwrap_schema(undo: &Undo, choice: &mut Choice) {
    let Some(tool) = &undo.schema_tool else { return };
    let is_schema = |part: &Part| matches!(part, Part::ToolCall { name, .. } if name == tool);
    if !choice.message.parts.iter().any(is_schema) {
        return;
    }
    choice.message.parts.retain(|part| !matches!(part, Part::Text { .. }));
    for part in &mut choice.message.parts {
        if let Part::ToolCall { name, arguments, .. } = part
            && name == tool
        {
            *part = Part::text(if arguments.is_empty() { "{}".to_owned() } else { std::mem::take(arguments) });
        }
    }
    let calls_left = choice.message.parts.iter().any(|part| matches!(part, Part::ToolCall { .. }));
    if choice.finish == Some(Finish::ToolCalls) && !calls_left {
        choice.finish = Some(Finish::Stop);
    }
}

fn rename(undo: &Undo, name: &mut String) {
    if let Some((_, callers)) = undo.tool_names.iter().find(|(sent, _)| sent == name) {
        name.clone_from(callers);
    }
}

/// Ends the choice where its text has a stop text.
fn cut(undo: &Undo, choice: &mut Choice) -> bool {
    let parts = &mut choice.message.parts;
    let found = parts.iter().enumerate().find_map(|(i, part)| match part {
        Part::Text { text, .. } => first_stop(&undo.stop, text).map(|at| (i, at)),
        _ => None,
    });
    let Some((i, at)) = found else { return false };
    parts.truncate(i + 1);
    if let Some(Part::Text { text, .. }) = parts.last_mut() {
        text.truncate(at);
    }
    choice.finish = Some(Finish::Stop);
    true
}

/// Where the first of the stop texts begins.
fn first_stop(stops: &[String], text: &str) -> Option<usize> {
    stops.iter().filter(|stop| !stop.is_empty()).filter_map(|stop| text.find(stop.as_str())).min()
}

/// An answer that ended by itself with text: only such a one can keep a schema.
fn is_answer(choice: &Choice) -> bool {
    let spoken = |part: &Part| matches!(part, Part::ToolCall { .. } | Part::Refusal { .. });
    matches!(choice.finish, Some(Finish::Stop) | None) && !choice.message.parts.iter().any(spoken)
}

fn keeps(schema: &Value, text: &str) -> Result<()> {
    let fault = match serde_json::from_str::<Value>(text) {
        Ok(data) => schema::fault(schema, &data),
        Err(e) => Some(format!("it is no JSON ({e})")),
    };
    match fault {
        None => Ok(()),
        Some(fault) => {
            Err(Error::of(Class::Server, format!("the answer does not keep the form that was asked for: {fault}")).reason("invalid_answer"))
        }
    }
}

/// The text within a Markdown fence, where it stands in one.
fn unfenced(text: &str) -> &str {
    let inside = text.trim().strip_prefix("```").and_then(|rest| rest.strip_suffix("```")).and_then(|rest| rest.split_once('\n'));
    inside.map_or(text, |(_, body)| body.trim())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::types::{Extra, Message};

    fn answer(parts: Vec<Part>, finish: Finish) -> Response {
        let choice = Choice { message: Message { parts, extra: Extra::new() }, finish: Some(finish), ..Choice::default() };
        Response { choices: vec![choice], ..Response::default() }
    }

    fn call(name: &str, arguments: &str) -> Part {
        Part::ToolCall { id: "1".into(), name: name.into(), arguments: arguments.into(), extra: Extra::new() }
    }

    #[test]
    fn the_schemas_tool_becomes_the_text_and_the_answer_stops() {
        let undo = Undo { schema_tool: Some("answer".into()), validate: Some(json!({"required": ["a"]})), ..Undo::default() };
        let mut response = answer(vec![Part::text("Here it is:"), call("answer", r#"{"a":1}"#)], Finish::ToolCalls);
        whole(&undo, &mut response).expect("it keeps its schema");
        assert_eq!(response.choices[0].message.parts, [Part::text(r#"{"a":1}"#)]);
        assert_eq!(response.choices[0].finish, Some(Finish::Stop));

        let mut response = answer(vec![call("answer", "{}")], Finish::ToolCalls);
        let error = whole(&undo, &mut response).expect_err("it breaks its schema");
        assert_eq!((error.class(), error.get_reason()), (Some(Class::Server), Some("invalid_answer")));
    }

    #[test]
    fn a_call_of_the_callers_own_tool_stays_a_call_under_its_own_name() {
        let undo =
            Undo { schema_tool: Some("answer".into()), tool_names: vec![("a_b".into(), "a.b".into())], validate: Some(json!({})), ..Undo::default() };
        let mut response = answer(vec![Part::text("one moment"), call("a_b", "{}")], Finish::ToolCalls);
        whole(&undo, &mut response).expect("no answer yet, so nothing to keep");
        assert_eq!(response.choices[0].message.parts, [Part::text("one moment"), call("a.b", "{}")]);
        assert_eq!(response.choices[0].finish, Some(Finish::ToolCalls));
    }

    #[test]
    fn the_text_ends_before_the_first_stop_text() {
        let undo = Undo { stop: vec!["END".into(), "\n\n".into()], ..Undo::default() };
        let mut response = answer(vec![Part::text("one\n\ntwo END"), call("f", "{}")], Finish::Length);
        whole(&undo, &mut response).expect("nothing is promised");
        assert_eq!(response.choices[0].message.parts, [Part::text("one")]);
        assert_eq!(response.choices[0].finish, Some(Finish::Stop));
    }

    #[test]
    fn a_fence_around_json_is_taken_off() {
        let undo = Undo { validate: Some(json!(true)), ..Undo::default() };
        let mut response = answer(vec![Part::text("```json\n{\"a\": 1}\n```\n")], Finish::Stop);
        whole(&undo, &mut response).expect("an object");
        assert_eq!(response.choices[0].message.text(), "{\"a\": 1}");
    }

    #[test]
    fn an_answer_that_was_cut_short_or_refused_is_not_held_to_its_schema() {
        let undo = Undo { validate: Some(json!({"type": "object"})), ..Undo::default() };
        assert!(whole(&undo, &mut answer(vec![Part::text("{\"a")], Finish::Length)).is_ok());
        assert!(whole(&undo, &mut answer(vec![Part::Refusal { text: "no".into() }], Finish::Stop)).is_ok());
        assert!(whole(&undo, &mut answer(vec![Part::text("{\"a")], Finish::Stop)).is_err());
    }
}
