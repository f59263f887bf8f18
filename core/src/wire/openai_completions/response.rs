//! A whole answer, both ways.

use std::sync::Arc;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::error::{Class, Error, Result};
use crate::types::{Choice, Dialect, Extra, Message, Part, Raw, Response};
use crate::wire::openai_chat::{WireUsage, decode_finish, encode_finish, encode_usage, is_error};
use crate::wire::{errors, lenient};

pub fn decode(body: Bytes) -> Result<Response> {
    let text = lenient::text(&body);
    let tree = lenient::repaired(&text).ok_or_else(no_completion)?;
    if is_error(tree.get("error")) {
        return Err(errors::from_body(&tree));
    }
    let choices = tree.get("choices").and_then(Value::as_array).ok_or_else(no_completion)?.iter().enumerate().map(choice).collect();
    let word = |member: &str| tree.get(member).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (id, model, created) = (word("id"), word("model"), tree.get("created").and_then(Value::as_u64).unwrap_or_default());
    let usage = tree.get("usage").filter(|usage| usage.is_object()).and_then(|usage| WireUsage::deserialize(usage).ok()?.decode());
    drop(text);
    let raw = Some(Raw { dialect: Dialect::OpenaiCompletions, data: Arc::new(body) });
    Ok(Response { id, model, created, choices, usage, extra: Extra::new(), raw })
}

fn choice((at, choice): (usize, &Value)) -> Choice {
    let text = choice.get("text").and_then(Value::as_str).unwrap_or_default();
    Choice {
        index: choice.get("index").and_then(Value::as_u64).unwrap_or(at as u64) as u32,
        message: Message { parts: vec![Part::text(text)], extra: Extra::new() },
        finish: choice.get("finish_reason").and_then(Value::as_str).map(decode_finish),
        logprobs: choice.get("logprobs").filter(|value| !value.is_null()).cloned(),
        extra: Extra::new(),
    }
}

fn no_completion() -> Error {
    Error::of(Class::Server, "the provider answered 200 with something that is no completion")
}

pub fn encode(response: &Response) -> Bytes {
    if let Some(raw) = response.raw.as_ref().filter(|raw| raw.dialect == Dialect::OpenaiCompletions) {
        return (*raw.data).clone();
    }
    let choices: Vec<Value> = response.choices.iter().map(encode_choice).collect();
    let mut body = json!({
        "id": response.id, "object": "text_completion", "created": response.created, "model": response.model, "choices": choices,
    });
    if let Some(usage) = &response.usage {
        body["usage"] = encode_usage(usage);
    }
    body.to_string().into()
}

fn encode_choice(choice: &Choice) -> Value {
    let finish = choice.finish.as_ref().map(|finish| encode_finish(finish).0);
    json!({"text": choice.message.text(), "index": choice.index, "logprobs": choice.logprobs, "finish_reason": finish})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Finish;

    #[test]
    fn an_answer_is_rebuilt_from_the_canonical_form_and_else_goes_out_as_it_came() {
        let body = json!({"id": "cmpl-1", "object": "text_completion", "created": 7, "model": "m", "choices": [
            {"text": " joke", "index": 0, "logprobs": {"tokens": [" joke"]}, "finish_reason": "stop"}, {"text": "", "index": 1, "logprobs": null, "finish_reason": "length"}],
            "usage": {"prompt_tokens": 5, "completion_tokens": 1, "total_tokens": 6, "prompt_tokens_details": {"cached_tokens": 0}, "completion_tokens_details": {"reasoning_tokens": 0}}});
        let bytes = Bytes::from(format!("{body:#}"));
        let response = decode(bytes.clone()).expect("an answer");
        assert_eq!((response.choices[1].finish.clone(), response.usage.map(|usage| usage.input)), (Some(Finish::Length), Some(5)));
        assert_eq!(encode(&response), bytes);
        let rebuilt = encode(&Response { raw: None, ..response });
        assert_eq!(serde_json::from_slice::<Value>(&rebuilt).expect("JSON"), body);
    }

    #[test]
    fn a_200_that_is_no_answer_is_a_fault_of_the_server() {
        for body in ["", "<html>", "{}", r#"{"choices": 7}"#] {
            assert_eq!(decode(Bytes::from_static(body.as_bytes())).expect_err(body).class(), Some(Class::Server), "{body}");
        }
    }
}
