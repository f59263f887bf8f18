//! A whole answer, both ways.

use std::sync::Arc;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::blocks;
use super::errors;
use super::usage::{WireUsage, decode_finish, encode_finish, encode_usage, native_finish, reasoning};
use crate::error::{Class, Error, Result};
use crate::types::{Choice, Dialect, Extra, Message, Part, Raw, Response};
use crate::wire::lenient;
use crate::wire::members::{others, with};

/// What has a canonical place, or means nothing beside a translated answer.
const KNOWN: [&str; 4] = ["output", "stopReason", "usage", "metrics"];

pub fn decode(body: Bytes) -> Result<Response> {
    let text = lenient::text(&body);
    let tree = lenient::repaired(&text).ok_or_else(|| no_json(&text))?;
    let Some(message) = tree.pointer("/output/message") else { return Err(errors::inside(&tree).unwrap_or_else(no_message)) };
    let parts = match message.get("content") {
        Some(Value::Array(list)) => list.iter().map(|block| blocks::decode_answer(&block.into())).collect(),
        None | Some(Value::Null) => Vec::new(),
        Some(_) => return Err(no_message()),
    };
    let word = tree.get("stopReason").and_then(Value::as_str);
    let native = word.and_then(native_finish).map(|word| ("stopReason".to_owned(), json!(word)));
    let choice = Choice {
        index: 0,
        message: Message { parts, extra: Extra::new() },
        finish: word.map(decode_finish).transpose()?,
        logprobs: None,
        extra: native.into_iter().collect(),
    };
    let mut usage = tree.get("usage").and_then(|usage| WireUsage::deserialize(usage).ok()).map(|usage| usage.decode());
    if let Some(usage) = &mut usage {
        usage.reasoning = reasoning(tree.get("additionalModelResponseFields"));
    }
    let mut extra = tree.as_object().map(|tree| others(tree, &KNOWN)).unwrap_or_default();
    extra.retain(|_, value| !value.is_null());
    drop(text);
    let raw = Some(Raw { dialect: Dialect::Bedrock, data: Arc::new(body) });
    Ok(Response { id: String::new(), model: String::new(), created: 0, choices: vec![choice], usage, extra, raw })
}

fn no_json(text: &str) -> Error {
    let what = match text.trim_start().as_bytes().first() {
        None => "an empty body",
        Some(b'<') => "a page of HTML",
        Some(_) => "a body that is no whole JSON",
    };
    Error::of(Class::Server, format!("the provider answered 200 with {what}"))
}

fn no_message() -> Error {
    Error::of(Class::Server, "the provider answered 200 with JSON that is no answer: `output.message` is missing or not as it should be")
}

pub fn encode(response: &Response) -> Bytes {
    if let Some(raw) = response.raw.as_ref().filter(|raw| raw.dialect == Dialect::Bedrock) {
        return (*raw.data).clone();
    }
    let own = response.raw.is_none();
    let first = response.choices.iter().min_by_key(|choice| choice.index);
    let parts = first.map(|choice| choice.message.parts.as_slice()).unwrap_or_default();
    let content: Vec<Value> = parts.iter().filter_map(|part| blocks::encode_answer(part, own)).collect();
    let has_calls = parts.iter().any(|part| matches!(part, Part::ToolCall { .. }));
    let native = first.filter(|_| own).and_then(|choice| choice.extra.get("stopReason")).and_then(Value::as_str);
    let finish = first.and_then(|choice| choice.finish.as_ref()).map(|finish| encode_finish(finish, has_calls));
    let body = json!({
        "metrics": {"latencyMs": 0},
        "output": {"message": {"content": content, "role": "assistant"}},
        "stopReason": native.or(finish).unwrap_or("end_turn"),
        "usage": encode_usage(&response.usage.unwrap_or_default()),
    });
    let body = if own { with(body, &response.extra) } else { body };
    body.to_string().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Finish, Usage};

    fn message(content: &Value, reason: &str) -> Value {
        json!({
            "metrics": {"latencyMs": 0}, "output": {"message": {"content": content, "role": "assistant"}}, "stopReason": reason,
            "usage": {"inputTokens": 11, "outputTokens": 5, "totalTokens": 20, "cacheReadInputTokens": 4, "cacheWriteInputTokens": 0},
        })
    }

    fn decoded(body: &Value) -> Response {
        decode(body.to_string().into()).expect("an answer")
    }

    #[test]
    fn an_answer_is_rebuilt_whole_from_the_canonical_form() {
        let blocks = json!([
            {"reasoningContent": {"reasoningText": {"text": "hm", "signature": "EqQB"}}},
            {"reasoningContent": {"redactedContent": "AAAA"}},
            {"text": "Looking."},
            {"citationsContent": {"content": [{"text": "x"}], "citations": []}},
            {"toolUse": {"toolUseId": "tooluse_1", "name": "f", "input": {"a": 1}}},
        ]);
        let mut traced = message(&json!([{"text": "Sorry."}]), "guardrail_intervened");
        traced["trace"] = json!({"guardrail": {"actionReason": "x"}});
        for body in [message(&blocks, "tool_use"), message(&json!([]), "content_filtered"), message(&json!([]), "stop_sequence"), traced] {
            let rebuilt = encode(&Response { raw: None, ..decoded(&body) });
            assert_eq!(serde_json::from_slice::<Value>(&rebuilt).expect("JSON"), body);
        }
    }

    #[test]
    fn the_same_dialect_gets_the_providers_bytes() {
        let body = Bytes::from_static(b" {\"output\": {\"message\": {}}, \"x\": 1.50}\n");
        assert_eq!(encode(&decode(body.clone()).expect("no content is an answer")), body);
    }

    #[test]
    fn the_answer_of_another_dialect_has_the_form_of_this_one() {
        let thought = Part::Thinking { text: "hm".into(), signature: None, origin: Some(Dialect::OpenaiChat), extra: Extra::new() };
        let call = Part::ToolCall { id: "c".into(), name: "f".into(), arguments: String::new(), extra: Extra::from_iter([("x".into(), json!(1))]) };
        let parts = vec![thought, Part::text(""), Part::Refusal { text: "no".into() }, call];
        let choice = Choice { message: Message { parts, extra: Extra::new() }, finish: Some(Finish::Stop), ..Choice::default() };
        let raw = Some(Raw { dialect: Dialect::OpenaiChat, data: Arc::default() });
        let usage = Some(Usage { input: 9, output: 2, cache_read: 3, ..Usage::default() });
        let body = encode(&Response { id: "x".into(), model: "m".into(), choices: vec![choice], usage, raw, ..Response::default() });
        let body: Value = serde_json::from_slice(&body).expect("JSON");
        let content = &body["output"]["message"]["content"];
        assert_eq!(content[0], json!({"reasoningContent": {"reasoningText": {"text": "hm", "signature": "openai_chat:"}}}));
        assert_eq!(content[1], json!({"text": "no"}));
        assert_eq!(content[2], json!({"toolUse": {"toolUseId": "c", "name": "f", "input": {}}}));
        assert_eq!((&body["stopReason"], &body["usage"]["inputTokens"]), (&json!("tool_use"), &json!(6)));
    }

    #[test]
    fn a_200_that_is_no_answer_is_a_fault_of_the_server() {
        for body in ["", "<html>busy</html>", r#"{"output":{"mess"#, "{}", "[]", r#"{"output": {"message": {"content": 7}}}"#] {
            assert_eq!(decode(body.into()).expect_err(body).class(), Some(Class::Server), "{body}");
        }
        let error = decode(r#"{"__type": "com.amazon#ThrottlingException", "message": "Slow down"}"#.into()).expect_err("an error");
        assert_eq!((error.class(), error.message()), (Some(Class::RateLimit), "Slow down"));
    }
}
