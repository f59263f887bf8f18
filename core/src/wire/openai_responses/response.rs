//! A whole answer, both ways.

use std::sync::Arc;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::skeleton::{self, Head, State};
use super::usage::{Incomplete, WireUsage, decode_finish, encode_finish};
use super::{parts, reasoning};
use crate::error::{Class, Error, Result};
use crate::id::random_id;
use crate::types::{Choice, Dialect, Extra, MediaSource, Message, Part, Raw, Response, ServiceTier, Usage};
use crate::wire::errors;
use crate::wire::lenient::{self, Count, Word};

#[derive(Deserialize)]
struct Whole<'a> {
    #[serde(default, borrow)]
    id: Word<'a>,
    #[serde(default, borrow)]
    model: Word<'a>,
    #[serde(default)]
    created_at: Count,
    /// Known, so that it does not land in `extra`.
    #[serde(default, borrow, rename = "object")]
    _object: Word<'a>,
    #[serde(default, borrow)]
    status: Word<'a>,
    output: Option<Vec<Value>>,
    usage: Option<WireUsage>,
    error: Option<Value>,
    #[serde(borrow)]
    incomplete_details: Option<Incomplete<'a>>,
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
    let whole = if let Ok(whole) = serde_json::from_str::<Whole<'_>>(&text) {
        whole
    } else {
        tree = lenient::repaired(&text).ok_or_else(|| no_json(&text))?;
        Whole::deserialize(&tree).map_err(|_| if is_error(tree.get("error")) { errors::from_body(&tree) } else { no_response() })?
    };
    if is_error(whole.error.as_ref()) {
        return Err(errors::from_body(&json!({"error": whole.error})));
    }
    if whole.status.some() == Some("failed") {
        return Err(Error::of(Class::Server, "the provider answered with a response that failed, and gave no reason"));
    }
    let (message, logprobs) = decode_output(&whole.output.ok_or_else(no_response)?);
    let calls = message.parts.iter().any(|part| matches!(part, Part::ToolCall { .. }));
    let finish = decode_finish(whole.status.some(), whole.incomplete_details.as_ref(), calls);
    let mut extra = whole.extra;
    if finish.is_none() {
        // Still at work in the background: the word is all there is to say of it.
        extra.insert("status".to_owned(), json!(whole.status.some()));
    }
    let (id, model, created) = (whole.id.into_string(), whole.model.into_string(), whole.created_at.or_zero());
    let choices = vec![Choice { index: 0, message, finish, logprobs, extra: Extra::new() }];
    let tier = extra.get("service_tier").and_then(Value::as_str).and_then(ServiceTier::of);
    let usage = whole.usage.map(|usage| Usage { tier, ..usage.decode() });
    drop(text);
    Ok(Response { id, model, created, choices, usage, extra, raw: Some(Raw { dialect: Dialect::OpenaiResponses, data: Arc::new(body) }) })
}

fn no_json(text: &str) -> Error {
    let what = match text.trim_start().as_bytes().first() {
        None => "an empty body",
        Some(b'<') => "a page of HTML",
        Some(_) => "a body that is no whole JSON",
    };
    Error::of(Class::Server, format!("the provider answered 200 with {what}"))
}

fn no_response() -> Error {
    Error::of(Class::Server, "the provider answered 200 with JSON that is no response: `output` is missing or not as it should be")
}

/// What the items say, and the log probabilities of their texts.
pub fn decode_output(output: &[Value]) -> (Message, Option<Value>) {
    let (mut all, mut logprobs, mut calls) = (Vec::new(), Vec::new(), 0);
    for item in output {
        let Value::Object(object) = item else { continue };
        let content = object.get("content").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        match object.get("type").and_then(Value::as_str) {
            Some("message") => {
                for piece in content {
                    all.extend(parts::decode(&piece.into(), &String::new).ok());
                    logprobs.extend(piece.get("logprobs").and_then(Value::as_array).into_iter().flatten().cloned());
                }
            }
            Some("reasoning") => {
                let thought = reasoning::decode(&object.into());
                all.extend(says_something(&thought).then_some(thought));
            }
            Some("function_call" | "custom_tool_call") => {
                all.push(decode_call(item, calls));
                calls += 1;
            }
            _ => all.push(Part::Raw { origin: Dialect::OpenaiResponses, json: item.clone() }),
        }
    }
    let logprobs = (!logprobs.is_empty()).then(|| json!({"content": logprobs, "refusal": null}));
    (Message { parts: all, extra: Extra::new() }, logprobs)
}

fn says_something(thought: &Part) -> bool {
    match thought {
        Part::Thinking { text, signature, .. } => !text.is_empty() || signature.is_some(),
        _ => true,
    }
}

/// A call of a function or of a custom tool. `n` counts the calls of the answer.
pub fn decode_call(item: &Value, n: usize) -> Part {
    let text = |member: &str| item.get(member).and_then(Value::as_str).filter(|s| !s.is_empty());
    let is_custom = item.get("type").and_then(Value::as_str) == Some("custom_tool_call");
    let extra = if is_custom { Extra::from_iter([("type".to_owned(), json!("custom"))]) } else { Extra::new() };
    let input = item.get(if is_custom { "input" } else { "arguments" }).filter(|v| !v.is_null());
    let mut arguments = input.map_or_else(String::new, |a| a.as_str().map_or_else(|| a.to_string(), str::to_owned));
    if !is_custom && arguments.trim().is_empty() {
        "{}".clone_into(&mut arguments);
    }
    let id = text("call_id").or_else(|| text("id")).map_or_else(|| synthetic_id(n), str::to_owned);
    Part::ToolCall { id, name: text("name").unwrap_or_default().to_owned(), arguments, extra }
}

/// The id of a call that came without one: the same for the same place.
pub fn synthetic_id(n: usize) -> String {
    format!("call_{n}")
}

pub fn encode(response: &Response) -> Bytes {
    if let Some(raw) = response.raw.as_ref().filter(|raw| raw.dialect == Dialect::OpenaiResponses) {
        return (*raw.data).clone();
    }
    let none = Extra::new();
    let extra = if response.raw.is_none() { &response.extra } else { &none };
    let choice = response.choices.first();
    let output = choice.map(|c| encode_output(&c.message.parts, c.logprobs.as_ref())).unwrap_or_default();
    let (status, incomplete) = encode_finish(choice.and_then(|c| c.finish.as_ref()));
    let error = (status == "failed").then(|| json!({"code": "server_error", "message": "the model did not finish its answer"}));
    let head = Head {
        id: if response.id.is_empty() { random_id("resp_", 32) } else { response.id.clone() },
        model: response.model.clone(),
        created: response.created,
    };
    let state = State { status, incomplete, error, usage: response.usage.as_ref() };
    skeleton::response(&head, &state, output, extra).to_string().into()
}

/// Parts as items, each under a fresh id. Neighbouring texts stand in one message.
fn encode_output(all: &[Part], logprobs: Option<&Value>) -> Vec<Value> {
    let mut logprobs = logprobs.and_then(|l| l.get("content")?.as_array()).map(Vec::as_slice).unwrap_or_default();
    let (mut output, mut content) = (Vec::new(), Vec::new());
    for part in all {
        match part {
            Part::Text { text, extra } => {
                // They are of the whole answer: the first text has them all.
                content.push(skeleton::output_text(text, extra.get("annotations"), std::mem::take(&mut logprobs)));
                continue;
            }
            Part::Refusal { text } => {
                content.push(skeleton::refusal(text));
                continue;
            }
            _ => {}
        }
        if let Some(item) = encode_item(part) {
            flush(&mut content, &mut output);
            output.push(item);
        }
    }
    flush(&mut content, &mut output);
    output
}

fn flush(content: &mut Vec<Value>, output: &mut Vec<Value>) {
    if !content.is_empty() {
        output.push(skeleton::message(&skeleton::item_id("message"), "completed", std::mem::take(content)));
    }
}

/// A part that is an item of its own.
fn encode_item(part: &Part) -> Option<Value> {
    match part {
        Part::ToolCall { id, name, arguments, extra } => {
            let is_custom = skeleton::is_custom(extra);
            let kind = if is_custom { "custom_tool_call" } else { "function_call" };
            let arguments = if !is_custom && arguments.trim().is_empty() { "{}" } else { arguments };
            Some(skeleton::call(&skeleton::item_id(kind), "completed", id, name, arguments, extra))
        }
        Part::Thinking { .. } | Part::RedactedThinking { .. } => reasoning::encode(part),
        Part::Raw { origin: Dialect::OpenaiResponses, json } => Some(json.clone()),
        Part::Image(image) => match &image.source {
            MediaSource::Base64(data) => Some(json!({
                "id": skeleton::item_id("image_generation_call"), "type": "image_generation_call", "status": "completed", "result": &**data,
            })),
            MediaSource::Url(_) | MediaSource::FileId(_) => None,
        },
        Part::Text { .. } | Part::Refusal { .. } | Part::Audio(_) | Part::File(_) | Part::ToolResult { .. } | Part::Raw { .. } => None,
    }
}

/// A kept answer under a new id, its items too; the ids of calls stay.
pub fn renew_id(response: &Response, id: &str) -> Bytes {
    let bytes = encode(&Response { id: id.to_owned(), ..response.clone() });
    if response.raw.as_ref().is_none_or(|raw| raw.dialect != Dialect::OpenaiResponses) && !has_kept_items(response) {
        return bytes;
    }
    let Some(mut body) = lenient::repaired(&lenient::text(&bytes)) else { return bytes };
    body["id"] = json!(id);
    if let Some(Value::Array(output)) = body.get_mut("output") {
        output.iter_mut().for_each(skeleton::renew_item);
    }
    body.to_string().into()
}

/// Items that were written with an id of their own.
fn has_kept_items(response: &Response) -> bool {
    let is_kept = |part: &Part| match part {
        Part::Raw { origin, .. } => *origin == Dialect::OpenaiResponses,
        Part::Thinking { origin, .. } => *origin == Some(Dialect::OpenaiResponses),
        _ => false,
    };
    response.choices.iter().flat_map(|c| &c.message.parts).any(is_kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Finish;

    fn decoded(body: &Value) -> Response {
        decode(body.to_string().into()).expect("a response")
    }

    fn sent(bytes: &[u8]) -> Value {
        serde_json::from_slice(bytes).expect("the body is JSON")
    }

    fn answer(output: &Value, status: &str) -> Value {
        json!({
            "id": "resp_1", "object": "response", "created_at": 1_760_000_000, "status": status, "error": null,
            "incomplete_details": if status == "incomplete" { json!({"reason": "max_output_tokens"}) } else { Value::Null },
            "model": "gpt-5", "output": output, "temperature": 1.0, "service_tier": "default",
            "usage": {"input_tokens": 11, "input_tokens_details": {"cached_tokens": 4}, "output_tokens": 5,
                      "output_tokens_details": {"reasoning_tokens": 2}, "total_tokens": 16},
        })
    }

    fn full() -> Value {
        json!([
            {"id": "rs_1", "type": "reasoning", "summary": [{"type": "summary_text", "text": "hm"}], "encrypted_content": "gAAA"},
            {"id": "ws_1", "type": "web_search_call", "status": "completed", "action": {"type": "search", "query": "x"}},
            {"id": "msg_1", "type": "message", "status": "completed", "role": "assistant", "content": [
                {"type": "output_text", "text": "Hello.", "annotations": [{"type": "url_citation", "url": "https://example.com"}], "logprobs": []},
                {"type": "refusal", "refusal": "No."}]},
            {"id": "fc_1", "type": "function_call", "status": "completed", "call_id": "call_a", "name": "f", "arguments": "{\"a\":1}"},
            {"id": "ctc_1", "type": "custom_tool_call", "status": "completed", "call_id": "call_b", "name": "g", "input": "free text"},
        ])
    }

    #[test]
    fn an_answer_is_rebuilt_from_the_canonical_form_but_for_the_ids_of_items() {
        let body = answer(&full(), "completed");
        let mut rebuilt = sent(&encode(&Response { raw: None, ..decoded(&body) }));
        for (item, before) in rebuilt["output"].as_array_mut().expect("items").iter_mut().zip(full().as_array().expect("items")) {
            item["id"] = before["id"].clone();
        }
        for (member, value) in body.as_object().expect("an object") {
            assert_eq!(&rebuilt[member], value, "{member}");
        }
    }

    #[test]
    fn tells_why_an_answer_ended() {
        let finish = |output: &Value, status: &str| decoded(&answer(output, status)).choices[0].finish.clone();
        assert_eq!(finish(&full(), "completed"), Some(Finish::ToolCalls));
        assert_eq!(finish(&json!([]), "completed"), Some(Finish::Stop));
        assert_eq!(finish(&json!([]), "incomplete"), Some(Finish::Length));
        assert_eq!(finish(&json!([]), "queued"), None);
    }

    #[test]
    fn the_same_dialect_gets_the_providers_bytes() {
        let body = Bytes::from_static(b" {\"output\": [], \"x\": 1.50}\n");
        assert_eq!(encode(&decode(body.clone()).expect("no items is an answer")), body);
    }

    #[test]
    fn a_kept_answer_gets_new_ids_and_its_calls_keep_theirs() {
        let body = answer(&full(), "completed");
        for response in [decoded(&body), Response { raw: None, ..decoded(&body) }] {
            let renewed = sent(&renew_id(&response, "resp_new"));
            assert_eq!(renewed["id"], "resp_new");
            for (item, before) in renewed["output"].as_array().expect("items").iter().zip(full().as_array().expect("items")) {
                assert_ne!(item["id"], before["id"]);
                assert_eq!((&item["type"], &item["call_id"]), (&before["type"], &before["call_id"]));
            }
        }
    }

    #[test]
    fn a_200_that_is_no_answer_is_a_fault_of_the_server() {
        for body in
            ["", "<html>busy</html>", r#"{"id":"resp_x","output":[{"ty"#, "{}", "[]", r#"{"output": 7}"#, r#"{"status": "failed", "output": []}"#]
        {
            assert_eq!(decode(body.into()).expect_err(body).class(), Some(Class::Server), "{body}");
        }
        let limit = r#"{"status": "failed", "output": [], "error": {"code": "rate_limit_exceeded", "message": "slow down"}}"#;
        let error = decode(limit.into()).expect_err("an error in a 200");
        assert_eq!((error.class(), error.message()), (Some(Class::RateLimit), "slow down"));
    }
}
