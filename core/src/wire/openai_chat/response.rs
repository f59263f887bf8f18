//! A whole answer, both ways.

use std::sync::Arc;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::calls::{WireCall, WireFunction, encode_call, legacy_call, or_braces, synthetic_id};
use super::usage::{WireUsage, decode_finish, encode_finish, encode_usage};
use super::{LEGACY, parts};
use crate::error::{Class, Error, Result};
use crate::id::random_id;
use crate::types::{Choice, Dialect, Extra, Finish, Message, Part, Raw, Response, ServiceTier, Usage};
use crate::wire::errors;
use crate::wire::lenient::{self, Content, Count, Word};
use crate::wire::members::with;

#[derive(Deserialize)]
struct Completion<'a> {
    #[serde(default, borrow)]
    id: Word<'a>,
    #[serde(default, borrow)]
    model: Word<'a>,
    #[serde(default)]
    created: Count,
    /// Known, so that it does not land in `extra`.
    #[serde(default, borrow, rename = "object")]
    _object: Word<'a>,
    choices: Option<Vec<WireChoice<'a>>>,
    usage: Option<WireUsage>,
    error: Option<Value>,
    #[serde(flatten)]
    extra: Extra,
}

#[derive(Deserialize)]
struct WireChoice<'a> {
    #[serde(default)]
    index: Count,
    message: Option<WireMessage<'a>>,
    #[serde(default, borrow)]
    finish_reason: Option<Word<'a>>,
    logprobs: Option<Value>,
    error: Option<Value>,
    #[serde(flatten)]
    extra: Extra,
}

#[derive(Deserialize, Default)]
struct WireMessage<'a> {
    #[serde(default, borrow, rename = "role")]
    _role: Word<'a>,
    #[serde(default)]
    content: Content,
    #[serde(default, borrow)]
    refusal: Word<'a>,
    #[serde(default, borrow)]
    reasoning_content: Word<'a>,
    #[serde(default, borrow)]
    reasoning: Word<'a>,
    tool_calls: Option<Vec<WireCall<'a>>>,
    function_call: Option<WireFunction<'a>>,
    #[serde(flatten)]
    extra: Extra,
}

/// Does this member say that something went wrong? `null`, `""` and `{}` do not.
pub fn is_error(error: Option<&Value>) -> bool {
    match error {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Object(object)) => !object.is_empty(),
        Some(_) => true,
    }
}

pub fn decode(body: Bytes) -> Result<Response> {
    let text = lenient::text(&body);
    let tree;
    let completion = if let Ok(completion) = serde_json::from_str::<Completion<'_>>(&text) {
        completion
    } else {
        tree = lenient::repaired(&text).ok_or_else(|| no_json(&text))?;
        Completion::deserialize(&tree).map_err(|_| if is_error(tree.get("error")) { errors::from_body(&tree) } else { no_completion() })?
    };
    if is_error(completion.error.as_ref()) {
        return Err(errors::from_body(&json!({"error": completion.error})));
    }
    let mut choices = Vec::new();
    for choice in completion.choices.ok_or_else(no_completion)? {
        if is_error(choice.error.as_ref()) {
            return Err(errors::from_body(&json!({"error": choice.error})));
        }
        if let Some(word) = choice.finish_reason.as_ref().and_then(Word::some).filter(|word| decode_finish(word) == Finish::Error) {
            return Err(errors::ended_badly(word));
        }
        choices.push(decode_choice(choice));
    }
    let (id, model, created) = (completion.id.into_string(), completion.model.into_string(), completion.created.or_zero());
    let (usage, extra) = (completion.usage.and_then(WireUsage::decode), completion.extra);
    let tier = extra.get("service_tier").and_then(Value::as_str).and_then(ServiceTier::of);
    let usage = usage.map(|usage| Usage { tier, ..usage });
    drop(text);
    Ok(Response { id, model, created, choices, usage, extra, raw: Some(Raw { dialect: Dialect::OpenaiChat, data: Arc::new(body) }) })
}

fn no_json(text: &str) -> Error {
    let what = match text.trim_start().as_bytes().first() {
        None => "an empty body",
        Some(b'<') => "a page of HTML",
        Some(_) => "a body that is no whole JSON",
    };
    Error::of(Class::Server, format!("the provider answered 200 with {what}"))
}

fn no_completion() -> Error {
    Error::of(Class::Server, "the provider answered 200 with JSON that is no chat completion: `choices` is missing or not as it should be")
}

fn decode_choice(choice: WireChoice<'_>) -> Choice {
    let message = choice.message.unwrap_or_default();
    let mut out = Vec::with_capacity(2);
    if let Some(text) = message.reasoning_content.into_some().or_else(|| message.reasoning.into_some()) {
        out.push(Part::Thinking { text, signature: None, origin: Some(Dialect::OpenaiChat), extra: Extra::new() });
    }
    match message.content {
        Content::None => {}
        Content::Text(text) if text.is_empty() => {}
        Content::Text(text) => out.push(Part::text(text)),
        Content::Parts(list) => out.extend(list.iter().filter_map(|part| parts::decode(&part.into(), &String::new).ok())),
    }
    if let Some(text) = message.refusal.into_some() {
        out.push(Part::Refusal { text });
    }
    for (i, call) in message.tool_calls.into_iter().flatten().enumerate() {
        let id = call.id.some().map_or_else(|| synthetic_id(i), str::to_owned);
        let (name, arguments, extra) = call.into_call();
        out.push(Part::ToolCall { id, name: name.unwrap_or_default(), arguments: or_braces(arguments), extra });
    }
    // Some servers fill in an empty one beside the tool calls.
    if let Some(WireFunction { name, arguments }) = message.function_call.filter(|f| f.name.some().is_some()) {
        out.push(legacy_call(name.into_string(), or_braces(arguments.0), 0));
    }
    Choice {
        index: choice.index.or_zero() as u32,
        message: Message { parts: out, extra: message.extra },
        finish: choice.finish_reason.map(|word| decode_finish(word.some().unwrap_or_default())),
        logprobs: choice.logprobs,
        extra: choice.extra,
    }
}

pub fn encode(response: &Response) -> Bytes {
    if let Some(raw) = response.raw.as_ref().filter(|raw| raw.dialect == Dialect::OpenaiChat) {
        return (*raw.data).clone();
    }
    let own = response.raw.is_none();
    let choices: Vec<Value> = response.choices.iter().map(|choice| encode_choice(choice, own)).collect();
    let mut body = json!({
        "id": if response.id.is_empty() { random_id("chatcmpl-", 29) } else { response.id.clone() },
        "object": "chat.completion",
        "created": response.created,
        "model": response.model,
        "choices": choices,
    });
    if let Some(usage) = &response.usage {
        body["usage"] = encode_usage(usage);
        if let Some(tier) = usage.tier {
            body["service_tier"] = json!(tier.name());
        }
    }
    if own {
        body = with(body, &response.extra);
    }
    body.to_string().into()
}

fn encode_choice(choice: &Choice, own: bool) -> Value {
    let mut message = encode_message(&choice.message.parts);
    let (finish, native) = choice.finish.as_ref().map_or((Value::Null, None), |f| {
        let (word, native) = encode_finish(f);
        (json!(word), native)
    });
    let is_legacy = message.get("function_call").is_some();
    let finish = if is_legacy && finish == "tool_calls" { json!(LEGACY) } else { finish };
    if own {
        message = with(message, &choice.message.extra);
    }
    let mut out = json!({"index": choice.index, "message": message, "logprobs": choice.logprobs, "finish_reason": finish});
    if let Some(native) = native.filter(|n| !n.is_empty()) {
        out["native_finish_reason"] = json!(native);
    }
    if own { with(out, &choice.extra) } else { out }
}

fn encode_message(all: &[Part]) -> Value {
    let (mut text, mut has_text) = (String::new(), false);
    let (mut thinking, mut refusal, mut calls) = (String::new(), None::<String>, Vec::new());
    let mut message = Map::from_iter([("role".to_owned(), json!("assistant")), ("content".to_owned(), Value::Null)]);
    for part in all {
        match part {
            Part::Text { text: piece, .. } => {
                text.push_str(piece);
                has_text = true;
            }
            Part::Thinking { text: piece, .. } => thinking.push_str(piece),
            Part::Refusal { text: piece } => refusal.get_or_insert_default().push_str(piece),
            Part::ToolCall { id, name, arguments, extra } => match encode_call(id, name, arguments, Some(extra)) {
                (true, call) => {
                    message.insert(LEGACY.to_owned(), call.to_value());
                }
                (false, call) => calls.push(call.to_value()),
            },
            Part::Image(_) | Part::Audio(_) | Part::File(_) | Part::ToolResult { .. } | Part::RedactedThinking { .. } | Part::Raw { .. } => {}
        }
    }
    let has_calls = !calls.is_empty() || message.contains_key(LEGACY);
    if has_text || !has_calls && refusal.is_none() {
        message["content"] = Value::String(text);
    }
    message.insert("refusal".to_owned(), json!(refusal));
    if !thinking.is_empty() {
        message.insert("reasoning_content".to_owned(), Value::String(thinking));
    }
    if !calls.is_empty() {
        message.insert("tool_calls".to_owned(), Value::Array(calls));
    }
    Value::Object(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(body: &Value) -> Response {
        decode(body.to_string().into()).expect("a completion")
    }

    /// What the canonical answer alone can say, without the raw bytes.
    fn rebuilt(body: &Value) -> Value {
        let response = Response { raw: None, ..decoded(body) };
        serde_json::from_slice(&encode(&response)).expect("the body is JSON")
    }

    fn completion(message: &Value, finish: &str) -> Value {
        json!({
            "id": "chatcmpl-1", "object": "chat.completion", "created": 1_760_000_000, "model": "gpt-4o-2024-08-06",
            "choices": [{"index": 0, "message": message, "logprobs": null, "finish_reason": finish}],
            "usage": {"prompt_tokens": 11, "completion_tokens": 5, "total_tokens": 16,
                      "prompt_tokens_details": {"cached_tokens": 4}, "completion_tokens_details": {"reasoning_tokens": 2}},
            "system_fingerprint": "fp_1",
        })
    }

    #[test]
    fn an_answer_is_rebuilt_whole_from_the_canonical_form() {
        for body in [
            completion(&json!({"role": "assistant", "content": "Hello.", "refusal": null, "annotations": []}), "stop"),
            completion(&json!({"role": "assistant", "content": null, "refusal": "I cannot."}), "stop"),
            completion(&json!({"role": "assistant", "content": "", "refusal": null}), "content_filter"),
            completion(&json!({"role": "assistant", "content": "4", "refusal": null, "reasoning_content": "2+2"}), "length"),
            completion(
                &json!({"role": "assistant", "content": "Looking.", "refusal": null, "tool_calls": [
                    {"id": "call_a", "type": "function", "function": {"name": "f", "arguments": "{\"a\":1}"}},
                    {"id": "call_b", "type": "custom", "custom": {"name": "g", "input": "free text"}}]}),
                "tool_calls",
            ),
            completion(
                &json!({"role": "assistant", "content": null, "refusal": null, "function_call": {"name": "f", "arguments": "{}"}}),
                "function_call",
            ),
        ] {
            assert_eq!(rebuilt(&body), body);
        }
    }

    #[test]
    fn the_same_dialect_gets_the_providers_bytes() {
        let body = Bytes::from_static(b" {\"choices\": [], \"x\": 1.50}\n");
        assert_eq!(encode(&decode(body.clone()).expect("no choices is an answer")), body);
    }

    #[test]
    fn understands_lists_of_content_and_calls_that_lack_members() {
        let mistral = decoded(&completion(
            &json!({"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}, {"type": "text", "text": "4"}]}),
            "model_length",
        ));
        assert_eq!(mistral.choices[0].message.text(), "4");
        assert!(matches!(&mistral.choices[0].message.parts[0], Part::Thinking { text, .. } if text == "hm"));
        assert_eq!(mistral.choices[0].finish, Some(Finish::Length));

        let odd = json!({"tool_calls": [{"function": {"name": "f", "arguments": {"a": 1}}, "custom": {"name": "", "input": ""}}],
                         "function_call": {"name": "", "arguments": ""}});
        let odd = decoded(&completion(&odd, "tool_calls"));
        assert_eq!(
            odd.choices[0].message.parts,
            [Part::ToolCall { id: "call_0".into(), name: "f".into(), arguments: "{\"a\":1}".into(), extra: Extra::new() }]
        );
    }

    #[test]
    fn an_unknown_finish_counts_as_stop_and_keeps_its_word() {
        let body = completion(&json!({"role": "assistant", "content": "a"}), "eos");
        assert_eq!(decoded(&body).choices[0].finish, Some(Finish::Other("eos".into())));
        let choice = &rebuilt(&body)["choices"][0];
        assert_eq!((&choice["finish_reason"], &choice["native_finish_reason"]), (&json!("stop"), &json!("eos")));
    }

    #[test]
    fn a_200_that_is_no_answer_is_a_fault_of_the_server() {
        for body in ["", "<html>busy</html>", r#"{"id":"chatcmpl-x","choices":[{"index":0,"mess"#, "{}", "[]", r#"{"choices": 7}"#] {
            assert_eq!(decode(body.into()).expect_err(body).class(), Some(Class::Server), "{body}");
        }
        let error = decode(r#"{"error": {"message": "slow down", "type": "rate_limit_error"}}"#.into()).expect_err("an error in a 200");
        assert_eq!((error.class(), error.message()), (Some(Class::RateLimit), "slow down"));
        let error = decode(r#"{"choices": [{"error": {"code": 502, "message": "gone"}}]}"#.into()).expect_err("an error in a choice");
        assert_eq!(error.class(), Some(Class::Server));
        let error = decode(r#"{"choices": [{"message": {"content": "a"}, "finish_reason": "error"}]}"#.into()).expect_err("it ended in an error");
        assert_eq!((error.class(), error.get_reason()), (Some(Class::Server), Some("finish_error")));
        assert!(decode(r#"{"choices": [], "error": null}"#.into()).is_ok());
    }

    #[test]
    fn broken_surrogates_and_a_byte_order_mark_do_no_harm() {
        let body = "\u{feff}{\"choices\":[{\"message\":{\"content\":\"a\\ud83d\"},\"finish_reason\":\"stop\"}]}";
        assert_eq!(decode(body.into()).expect("a completion").choices[0].message.text(), "a\u{fffd}");
    }
}
