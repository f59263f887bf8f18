//! A whole answer, both ways.

use std::sync::Arc;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::usage::{WireUsage, decode_finish, encode_finish, encode_usage};
use super::{blocks, logprobs};
use crate::error::{Class, Error, Result};
use crate::id::random_id;
use crate::types::{Choice, Dialect, Extra, Finish, Message, Part, Raw, Response};
use crate::wire::lenient::{self, Content, JsonText, Word};
use crate::wire::members::with;
use crate::wire::{errors, id_prefix};

/// The one word for a stop that says more than that.
const AT_STOP_TEXT: &str = "STOP_SEQUENCE";

#[derive(Deserialize)]
struct WireAnswer<'a> {
    #[serde(default, borrow)]
    id: Word<'a>,
    #[serde(borrow)]
    message: Option<WireMessage<'a>>,
    #[serde(default, borrow)]
    finish_reason: Word<'a>,
    usage: Option<Value>,
    logprobs: Option<Vec<Value>>,
    #[serde(flatten)]
    extra: Extra,
}

#[derive(Deserialize)]
struct WireMessage<'a> {
    #[serde(default, borrow, rename = "role")]
    _role: Word<'a>,
    #[serde(default)]
    content: Content,
    #[serde(default, borrow)]
    tool_plan: Word<'a>,
    #[serde(borrow)]
    tool_calls: Option<Vec<WireCall<'a>>>,
    citations: Option<Vec<Value>>,
}

#[derive(Deserialize)]
pub struct WireCall<'a> {
    #[serde(default, borrow)]
    pub id: Word<'a>,
    #[serde(borrow)]
    pub function: Option<WireFunction<'a>>,
}

#[derive(Deserialize, Default)]
pub struct WireFunction<'a> {
    #[serde(default, borrow)]
    pub name: Word<'a>,
    #[serde(default)]
    pub arguments: JsonText,
}

pub fn decode(body: Bytes) -> Result<Response> {
    let text = lenient::text(&body);
    let tree;
    let answer = if let Ok(answer) = serde_json::from_str::<WireAnswer<'_>>(&text) {
        answer
    } else {
        tree = lenient::repaired(&text).ok_or_else(|| no_json(&text))?;
        WireAnswer::deserialize(&tree).map_err(|_| refused(&tree))?
    };
    let message = answer.message.ok_or_else(|| refused(&lenient::repaired(&text).unwrap_or_default()))?;
    let reason = answer.finish_reason.some().unwrap_or_default();
    if let Some(error) = failed(reason, None) {
        return Err(error);
    }
    let finish = Some(reason).filter(|reason| !reason.is_empty()).map(decode_finish);
    let choice_extra = Extra::from_iter((reason == AT_STOP_TEXT).then(|| ("finish_reason".to_owned(), json!(reason))));
    let mut parts: Vec<Part> = message.tool_plan.into_some().map(blocks::plan).into_iter().collect();
    parts.extend(blocks::answered(message.content));
    for (i, call) in message.tool_calls.into_iter().flatten().enumerate() {
        let function = call.function.unwrap_or_default();
        let arguments = if function.arguments.0.trim().is_empty() { "{}".to_owned() } else { function.arguments.0 };
        let id = call.id.into_some().unwrap_or_else(|| format!("call_{i}"));
        parts.push(Part::ToolCall { id, name: function.name.into_string(), arguments, extra: Extra::new() });
    }
    parts.extend(message.citations.iter().flatten().map(blocks::citation));
    let choice = Choice {
        index: 0,
        message: Message { parts, extra: Extra::new() },
        finish,
        logprobs: answer.logprobs.filter(|list| !list.is_empty()).map(|list| logprobs::decode(&list)),
        extra: choice_extra,
    };
    let usage = answer.usage.and_then(|usage| WireUsage::deserialize(&usage).ok()).map(WireUsage::decode);
    let (id, extra) = (answer.id.into_string(), answer.extra);
    drop(text);
    let raw = Some(Raw { dialect: Dialect::Cohere, data: Arc::new(body) });
    Ok(Response { id, model: String::new(), created: 0, choices: vec![choice], usage, extra, raw })
}

/// A generation that broke off is no answer.
pub fn failed(reason: &str, words: Option<&str>) -> Option<Error> {
    let class = match reason {
        "ERROR" => Class::Server,
        "TIMEOUT" => Class::Timeout,
        _ => return None,
    };
    Some(Error::of(class, words.map_or_else(|| format!("the generation ended with `{reason}`"), |words| crate::wire::scrub(words).into_owned())))
}

fn no_json(text: &str) -> Error {
    let what = match text.trim_start().as_bytes().first() {
        None => "an empty body",
        Some(b'<') => "a page of HTML",
        Some(_) => "a body that is no whole JSON",
    };
    Error::of(Class::Server, format!("the provider answered 200 with {what}"))
}

/// JSON that is no answer: an error in a 200, whose `message` is a text, or something else.
fn refused(tree: &Value) -> Error {
    match tree.get("message") {
        Some(Value::String(_)) => errors::from_body(tree),
        _ if tree.get("error").is_some_and(|error| !error.is_null()) => errors::from_body(tree),
        _ => Error::of(Class::Server, "the provider answered 200 with JSON that is no answer: `message` is missing or not as it should be"),
    }
}

pub fn encode(response: &Response) -> Bytes {
    if let Some(raw) = response.raw.as_ref().filter(|raw| raw.dialect == Dialect::Cohere) {
        return (*raw.data).clone();
    }
    let own = response.raw.is_none();
    let first = response.choices.iter().min_by_key(|choice| choice.index);
    let parts = first.map(|choice| choice.message.parts.as_slice()).unwrap_or_default();
    let has_calls = parts.iter().any(|part| matches!(part, Part::ToolCall { .. }));
    let reason = first.and_then(|choice| choice.finish.as_ref()).map(|finish| {
        let stopped = first.filter(|_| own && *finish == Finish::Stop).and_then(|choice| choice.extra.get("finish_reason")?.as_str());
        stopped.unwrap_or_else(|| encode_finish(finish, has_calls))
    });
    let mut body = json!({
        "id": if response.id.is_empty() { random_id(id_prefix(Dialect::Cohere), 36) } else { response.id.clone() },
        "message": blocks::encode_answer(parts, own),
        "finish_reason": reason.unwrap_or("COMPLETE"),
    });
    if let Some(usage) = &response.usage {
        body["usage"] = encode_usage(usage);
    }
    if let Some(list) = first.and_then(|choice| logprobs::encode(choice.logprobs.as_ref()?)) {
        body["logprobs"] = list;
    }
    if own {
        body = with(body, &response.extra);
    }
    body.to_string().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Usage;

    fn answer(message: &Value, reason: &str) -> Value {
        json!({
            "id": "c-1", "message": message, "finish_reason": reason,
            "usage": {"billed_units": {"input_tokens": 9, "output_tokens": 5}, "tokens": {"input_tokens": 74, "output_tokens": 7}, "cached_tokens": 64},
        })
    }

    fn decoded(body: &Value) -> Response {
        decode(body.to_string().into()).expect("an answer")
    }

    #[test]
    fn an_answer_is_rebuilt_whole_from_the_canonical_form() {
        let cited =
            json!({"start": 0, "end": 3, "text": "dry", "sources": [{"type": "tool", "id": "f:0", "tool_output": {"t": 1}}], "type": "TEXT_CONTENT"});
        for body in [
            answer(&json!({"role": "assistant", "content": [{"type": "text", "text": "Hello."}]}), "COMPLETE"),
            answer(
                &json!({"role": "assistant", "content": [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "4"}]}),
                "STOP_SEQUENCE",
            ),
            answer(&json!({"role": "assistant", "content": [{"type": "text", "text": "dry"}], "citations": [cited]}), "MAX_TOKENS"),
            answer(
                &json!({"role": "assistant", "tool_plan": "I look.", "tool_calls": [
                    {"id": "f_1", "type": "function", "function": {"name": "f", "arguments": "{\"a\":1}"}}]}),
                "TOOL_CALL",
            ),
            answer(&json!({"role": "assistant", "content": []}), "COMPLETE"),
        ] {
            let rebuilt = encode(&Response { raw: None, ..decoded(&body) });
            assert_eq!(serde_json::from_slice::<Value>(&rebuilt).expect("JSON"), body);
        }
    }

    #[test]
    fn the_same_dialect_gets_the_providers_bytes() {
        let body = Bytes::from_static(b" {\"message\": {\"content\": []}, \"x\": 1.50}\n");
        assert_eq!(encode(&decode(body.clone()).expect("no content is an answer")), body);
    }

    #[test]
    fn a_plan_is_a_thought_and_texts_are_one_text() {
        let message = json!({"tool_plan": "I look.", "content": [{"type": "text", "text": "Hel"}, {"type": "text", "text": "lo."}]});
        let response = decoded(&answer(&message, "COMPLETE"));
        assert_eq!(response.choices[0].message.text(), "Hello.");
        assert!(matches!(&response.choices[0].message.parts[0], Part::Thinking { text, .. } if text == "I look."));
        let usage = Usage { cache_read: 64, ..response.usage.expect("a usage") };
        assert_eq!((usage.input, usage.output, usage.charged().input), (74, 7, 9));
    }

    #[test]
    fn a_200_that_is_no_answer_is_a_fault_of_the_server() {
        for body in ["", "<html>busy</html>", r#"{"id":"c","message":{"content":[{"ty"#, "{}", "[]", r#"{"message": 7}"#] {
            assert_eq!(decode(body.into()).expect_err(body).class(), Some(Class::Server), "{body}");
        }
        let failed = |reason: &str| decode(answer(&json!({"content": []}), reason).to_string().into()).expect_err("no answer").class();
        assert_eq!((failed("ERROR"), failed("TIMEOUT")), (Some(Class::Server), Some(Class::Timeout)));
        let error = decode(r#"{"message": "no such thing"}"#.into()).expect_err("an error in a 200");
        assert_eq!(error.message(), "no such thing");
    }
}
