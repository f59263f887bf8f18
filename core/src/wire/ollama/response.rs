//! A whole answer, both ways.

use std::sync::Arc;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::message::{self, WireMessage};
use super::usage::{WireUsage, decode_finish, decode_time, encode_finish, encode_time};
use crate::error::{Class, Error, Result};
use crate::types::{Choice, Dialect, Extra, Message, Part, Raw, Response};
use crate::wire::errors;
use crate::wire::lenient::{self, Object, Word};
use crate::wire::members::with;

/// A whole answer, or a line of a stream.
#[derive(Deserialize)]
pub struct WireAnswer<'a> {
    #[serde(default, borrow)]
    pub model: Word<'a>,
    #[serde(default, borrow)]
    pub created_at: Word<'a>,
    #[serde(default, borrow)]
    pub message: Object<WireMessage<'a>>,
    #[serde(default)]
    pub done: bool,
    #[serde(default, borrow)]
    pub done_reason: Word<'a>,
    #[serde(flatten)]
    pub usage: WireUsage,
    /// Entries in the form that the chat format has too.
    pub logprobs: Option<Vec<Value>>,
    pub error: Option<Value>,
}

pub fn decode(body: Bytes) -> Result<Response> {
    let text = lenient::text(&body);
    let tree;
    let answer = if let Ok(answer) = serde_json::from_str::<WireAnswer<'_>>(&text) {
        answer
    } else {
        tree = lenient::repaired(&text).ok_or_else(|| no_json(&text))?;
        WireAnswer::deserialize(&tree).map_err(|_| no_answer())?
    };
    if let Some(error) = answer.error.filter(|error| !error.is_null()) {
        return Err(errors::from_body(&json!({ "error": error })));
    }
    let message = answer.message.0.ok_or_else(no_answer)?;
    let created_at = answer.created_at.into_string();
    let mut parts: Vec<Part> = message.thinking.into_some().map(message::thought).into_iter().collect();
    parts.extend(message.content.into_some().map(Part::text));
    let calls = message.tool_calls.unwrap_or_default();
    let has_calls = !calls.is_empty();
    parts.extend(calls.into_iter().enumerate().map(|(i, call)| {
        let message::Call { id, name, arguments } = call.read(&created_at, i);
        Part::ToolCall { id, name, arguments, extra: Extra::new() }
    }));
    let choice = Choice {
        index: 0,
        message: Message { parts, extra: Extra::new() },
        finish: answer.done.then(|| decode_finish(answer.done_reason.some().unwrap_or_default(), has_calls)),
        logprobs: answer.logprobs.filter(|list| !list.is_empty()).map(|list| json!({"content": list, "refusal": null})),
        extra: Extra::new(),
    };
    let (model, usage) = (answer.model.into_string(), answer.usage.decode());
    let extra = durations(&text);
    drop(text);
    let raw = Some(Raw { dialect: Dialect::Ollama, data: Arc::new(body) });
    Ok(Response { id: String::new(), model, created: decode_time(&created_at), choices: vec![choice], usage, extra, raw })
}

/// Times that only this dialect's own callers read.
fn durations(text: &str) -> Extra {
    let tree = lenient::repaired(text).unwrap_or_default();
    let names = ["total_duration", "load_duration", "prompt_eval_duration", "eval_duration"];
    names.into_iter().filter_map(|name| Some((name.to_owned(), tree.get(name)?.clone()))).collect()
}

fn no_json(text: &str) -> Error {
    let what = match text.trim_start().as_bytes().first() {
        None => "an empty body",
        Some(b'<') => "a page of HTML",
        Some(_) => "a body that is no whole JSON",
    };
    Error::of(Class::Server, format!("the provider answered 200 with {what}"))
}

fn no_answer() -> Error {
    Error::of(Class::Server, "the provider answered 200 with JSON that is no answer: `message` is missing or not as it should be")
}

pub fn encode(response: &Response) -> Bytes {
    if let Some(raw) = response.raw.as_ref().filter(|raw| raw.dialect == Dialect::Ollama) {
        return (*raw.data).clone();
    }
    let first = response.choices.iter().min_by_key(|choice| choice.index);
    let parts = first.map(|choice| choice.message.parts.as_slice()).unwrap_or_default();
    let mut body = json!({
        "model": response.model,
        "created_at": encode_time(response.created),
        "message": message::encode(parts),
        "done_reason": first.and_then(|choice| choice.finish.as_ref()).map_or("stop", encode_finish),
        "done": true,
    });
    if let Some(usage) = &response.usage {
        body["prompt_eval_count"] = json!(usage.input);
        body["eval_count"] = json!(usage.output);
    }
    if let Some(list) = first.and_then(|choice| choice.logprobs.as_ref()?.get("content")).filter(|list| list.is_array()) {
        body["logprobs"] = list.clone();
    }
    if response.raw.is_none() {
        body = with(body, &response.extra);
    }
    body.to_string().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Finish;

    fn answer(message: &Value, reason: &str) -> Value {
        json!({
            "model": "llama3.1", "created_at": "2024-09-16T02:41:57Z", "message": message, "done_reason": reason, "done": true,
            "total_duration": 6_037_504_209_u64, "load_duration": 28, "prompt_eval_count": 44, "prompt_eval_duration": 18, "eval_count": 113, "eval_duration": 58,
        })
    }

    fn decoded(body: &Value) -> Response {
        decode(body.to_string().into()).expect("an answer")
    }

    #[test]
    fn an_answer_is_rebuilt_whole_from_the_canonical_form() {
        for body in [
            answer(&json!({"role": "assistant", "content": "Hello."}), "stop"),
            answer(&json!({"role": "assistant", "content": "", "thinking": "hm"}), "length"),
            answer(&json!({"role": "assistant", "content": "", "tool_calls": [{"function": {"name": "f", "arguments": {"a": 1}}}]}), "stop"),
        ] {
            let rebuilt = encode(&Response { raw: None, ..decoded(&body) });
            assert_eq!(serde_json::from_slice::<Value>(&rebuilt).expect("JSON"), body);
        }
    }

    #[test]
    fn calls_get_ids_that_are_stable_and_their_own() {
        let calls = json!([{"function": {"name": "f", "arguments": {"a": 1}}}, {"function": {"name": "f", "arguments": {}}}, {"id": "x", "function": {"name": "g"}}]);
        let body = answer(&json!({"role": "assistant", "content": "", "tool_calls": calls}), "stop");
        let ids = || -> Vec<String> {
            let parts = decoded(&body).choices.remove(0).message.parts;
            parts.into_iter().filter_map(|part| if let Part::ToolCall { id, .. } = part { Some(id) } else { None }).collect()
        };
        assert_eq!(ids(), ids());
        assert!(ids()[0] != ids()[1] && ids()[2] == "x", "{:?}", ids());
        assert_eq!(decoded(&body).choices[0].finish, Some(Finish::ToolCalls));
        assert!(matches!(&decoded(&body).choices[0].message.parts[2], Part::ToolCall { arguments, .. } if arguments == "{}"));
    }

    #[test]
    fn the_same_dialect_gets_the_providers_bytes() {
        let body = Bytes::from_static(b" {\"message\": {\"content\": \"\"}, \"done\": true, \"x\": 1.50}\n");
        assert_eq!(encode(&decode(body.clone()).expect("an empty answer")), body);
    }

    #[test]
    fn a_200_that_is_no_answer_is_a_fault_of_the_server() {
        for body in ["", "<html>busy</html>", r#"{"model":"m","message":{"con"#, "{}", "[]", r#"{"message": "x"}"#] {
            assert_eq!(decode(body.into()).expect_err(body).class(), Some(Class::Server), "{body}");
        }
        let error = decode(r#"{"error": "model requires more system memory"}"#.into()).expect_err("an error in a 200");
        assert_eq!((error.class(), error.message()), (Some(Class::Server), "model requires more system memory"));
    }
}
