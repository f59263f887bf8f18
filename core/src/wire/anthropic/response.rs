//! A whole answer, both ways.

use std::sync::Arc;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::origin;
use super::usage::{WireUsage, decode_finish, encode_finish, encode_usage};
use super::{blocks, media};
use crate::error::{Class, Error, Result};
use crate::id::random_id;
use crate::types::{Choice, Dialect, Extra, Message, Part, Raw, Response};
use crate::wire::lenient::{self, Content, Word};
use crate::wire::members::with;
use crate::wire::{errors, id_prefix};

#[derive(Deserialize)]
struct WireMessage<'a> {
    #[serde(default, borrow)]
    id: Word<'a>,
    #[serde(default, borrow, rename = "type")]
    kind: Word<'a>,
    #[serde(default, borrow, rename = "role")]
    _role: Word<'a>,
    #[serde(default, borrow)]
    model: Word<'a>,
    content: Option<Content>,
    #[serde(default, borrow)]
    stop_reason: Word<'a>,
    stop_sequence: Option<Value>,
    stop_details: Option<Value>,
    usage: Option<Value>,
    error: Option<Value>,
    #[serde(flatten)]
    extra: Extra,
}

pub fn decode(body: Bytes) -> Result<Response> {
    let text = lenient::text(&body);
    let tree;
    let message = if let Ok(message) = serde_json::from_str::<WireMessage<'_>>(&text) {
        message
    } else {
        tree = lenient::repaired(&text).ok_or_else(|| no_json(&text))?;
        WireMessage::deserialize(&tree).map_err(|_| no_message())?
    };
    if message.kind.some() == Some("error") || message.error.as_ref().is_some_and(|error| !error.is_null()) {
        return Err(errors::from_body(&json!({"error": message.error})));
    }
    let parts = match message.content.ok_or_else(no_message)? {
        Content::None => Vec::new(),
        Content::Text(text) => vec![Part::text(text)],
        Content::Parts(list) => list.iter().map(|block| blocks::decode_answer(&block.into())).collect(),
    };
    let mut extra = Extra::new();
    let stop = [("stop_sequence", message.stop_sequence), ("stop_details", message.stop_details)];
    extra.extend(stop.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value.filter(|v| !v.is_null())?))));
    let choice = Choice {
        index: 0,
        message: Message { parts, extra: Extra::new() },
        finish: message.stop_reason.some().map(decode_finish),
        logprobs: None,
        extra,
    };
    let usage = message.usage.and_then(|usage| WireUsage::deserialize(&usage).ok()).map(WireUsage::decode);
    let (id, model, extra) = (message.id.into_string(), message.model.into_string(), message.extra);
    drop(text);
    let raw = Some(Raw { dialect: Dialect::Anthropic, data: Arc::new(body) });
    Ok(Response { id, model, created: 0, choices: vec![choice], usage, extra, raw })
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
    Error::of(Class::Server, "the provider answered 200 with JSON that is no message: `content` is missing or not as it should be")
}

pub fn encode(response: &Response) -> Bytes {
    if let Some(raw) = response.raw.as_ref().filter(|raw| raw.dialect == Dialect::Anthropic) {
        return (*raw.data).clone();
    }
    let own = response.raw.is_none();
    let first = response.choices.iter().min_by_key(|choice| choice.index);
    let parts = first.map(|choice| choice.message.parts.as_slice()).unwrap_or_default();
    let content: Vec<Value> = parts.iter().filter_map(|part| encode_part(part, own)).collect();
    let has_calls = parts.iter().any(|part| matches!(part, Part::ToolCall { .. }));
    let extra = first.map(|choice| &choice.extra).filter(|_| own);
    let stopped_at = extra.and_then(|extra| extra.get("stop_sequence"));
    let reason = first.and_then(|choice| choice.finish.as_ref()).map(|finish| match encode_finish(finish, has_calls) {
        "end_turn" if stopped_at.is_some() => "stop_sequence",
        word => word,
    });
    let mut body = json!({
        "id": if response.id.is_empty() { random_id(id_prefix(Dialect::Anthropic), 24) } else { response.id.clone() },
        "type": "message",
        "role": "assistant",
        "model": response.model,
        "content": content,
        "stop_reason": reason,
        "stop_sequence": stopped_at,
        "usage": encode_usage(&response.usage.unwrap_or_default()),
    });
    if let Some(details) = extra.and_then(|extra| extra.get("stop_details")) {
        body["stop_details"] = details.clone();
    }
    if own {
        body = with(body, &response.extra);
    }
    body.to_string().into()
}

/// A part as a block of an answer; `None` for what has none. The answer's own members go along where `own`.
pub fn encode_part(part: &Part, own: bool) -> Option<Value> {
    let none = Extra::new();
    let carried = |extra| if own { extra } else { &none };
    Some(match part {
        Part::Text { text, .. } if text.is_empty() => return None,
        Part::Text { text, extra } => with(json!({"type": "text", "text": text}), carried(extra)),
        Part::Refusal { text } => json!({"type": "text", "text": text}),
        Part::ToolCall { id, name, arguments, extra } => {
            let block = json!({"type": "tool_use", "id": id, "name": name, "input": input(arguments)});
            if own { with(block, extra) } else { with(block, &origin::of_call(extra)) }
        }
        Part::Thinking { text, signature, origin, extra } => {
            let signature = origin::encode(*origin, signature.as_deref().unwrap_or_default());
            with(json!({"type": "thinking", "thinking": text, "signature": signature}), carried(extra))
        }
        Part::RedactedThinking { data, origin } => json!({"type": "redacted_thinking", "data": origin::encode(*origin, data)}),
        Part::Raw { origin: Dialect::Anthropic, json } => json.clone(),
        Part::Image(image) => media::block("image", media::encode_image(image, own).ok()?.value, None, &none),
        Part::Audio(_) | Part::File(_) | Part::ToolResult { .. } | Part::Raw { .. } => return None,
    })
}

/// A call's arguments as the object that this wire wants. What is no object is shown as what it is.
pub fn input(arguments: &str) -> Value {
    if arguments.trim().is_empty() {
        return json!({});
    }
    match serde_json::from_str::<Value>(arguments) {
        Ok(object @ Value::Object(_)) => object,
        Ok(_) | Err(_) => json!({"_raw": arguments}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Finish, Usage};

    fn message(content: &Value, reason: &str) -> Value {
        json!({
            "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-opus-4-7", "content": content, "stop_reason": reason,
            "stop_sequence": null,
            "usage": {"input_tokens": 11, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 4, "output_tokens": 5},
        })
    }

    fn decoded(body: &Value) -> Response {
        decode(body.to_string().into()).expect("a message")
    }

    #[test]
    fn an_answer_is_rebuilt_whole_from_the_canonical_form() {
        let blocks = json!([
            {"type": "thinking", "thinking": "hm", "signature": "EqQB"},
            {"type": "redacted_thinking", "data": "zz"},
            {"type": "text", "text": "Looking."},
            {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {"query": "x"}},
            {"type": "tool_use", "id": "toolu_1", "name": "f", "input": {"a": 1}, "caller": {"type": "direct"}},
        ]);
        let mut stopped = message(&json!([{"type": "text", "text": "Hel"}]), "stop_sequence");
        stopped["stop_sequence"] = json!("END");
        for body in [message(&blocks, "tool_use"), message(&json!([]), "refusal"), message(&json!([]), "pause_turn"), stopped] {
            let rebuilt = encode(&Response { raw: None, ..decoded(&body) });
            assert_eq!(serde_json::from_slice::<Value>(&rebuilt).expect("JSON"), body);
        }
    }

    #[test]
    fn the_same_dialect_gets_the_providers_bytes() {
        let body = Bytes::from_static(b" {\"content\": [], \"x\": 1.50}\n");
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
        assert_eq!(body["content"][0], json!({"type": "thinking", "thinking": "hm", "signature": "openai_chat:"}));
        assert_eq!(body["content"][1], json!({"type": "text", "text": "no"}));
        assert_eq!(body["content"][2], json!({"type": "tool_use", "id": "c", "name": "f", "input": {}}));
        assert_eq!((&body["stop_reason"], &body["usage"]["input_tokens"]), (&json!("tool_use"), &json!(6)));
    }

    #[test]
    fn a_200_that_is_no_answer_is_a_fault_of_the_server() {
        for body in ["", "<html>busy</html>", r#"{"id":"msg_x","content":[{"type":"te"#, "{}", "[]", r#"{"content": null}"#] {
            assert_eq!(decode(body.into()).expect_err(body).class(), Some(Class::Server), "{body}");
        }
        let error = decode(r#"{"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}"#.into()).expect_err("an error");
        assert_eq!((error.class(), error.message()), (Some(Class::Overloaded), "Overloaded"));
    }
}
