//! A whole answer, both ways.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::answer::{self, Answer, Candidate, Piece};
use super::usage::{WireUsage, decode_finish, encode_finish, encode_usage};
use super::{call_id, logprobs, signature};
use crate::error::{Class, Error, Result};
use crate::id::random_id;
use crate::types::{Choice, Dialect, Extra, Finish, Message, Part, Raw, Response};
use crate::wire::lenient;

const CANDIDATE: [&str; 4] = ["index", "content", "finishReason", "logprobsResult"];
const ANSWER: [&str; 4] = ["candidates", "usageMetadata", "modelVersion", "responseId"];

pub fn decode(body: Bytes) -> Result<Response> {
    let text = lenient::text(&body);
    let answer = Answer::parse(&text, |answer| response(answer, &text));
    let mut response = answer.unwrap_or_else(|| Err(answer::error_in(&text).unwrap_or_else(|| no_answer(&text))))?;
    drop(text);
    response.raw = Some(Raw { dialect: Dialect::Gemini, data: Arc::new(body) });
    Ok(response)
}

fn no_answer(text: &str) -> Error {
    let what = match text.trim_start().as_bytes().first() {
        None => "an empty body",
        Some(b'<') => "a page of HTML",
        Some(_) => "a body that is no answer of `generateContent`",
    };
    Error::of(Class::Server, format!("the provider answered 200 with {what}"))
}

fn response(answer: Answer<'_>, text: &str) -> Result<Response> {
    if let Some(error) = answer.fault() {
        return Err(error);
    }
    if !answer.is_answer() {
        return Err(no_answer(text));
    }
    let (created, is_blocked) = (answer.created(), answer.is_blocked());
    let id = answer.response_id.into_string();
    let mut choices = Vec::new();
    for (i, raw) in answer.candidates.into_iter().flatten().enumerate() {
        choices.push(choice(i, answer::candidate(raw)?, answer::extras(raw.get(), &CANDIDATE), &id)?);
    }
    if choices.is_empty() {
        choices.push(Choice { finish: is_blocked.then_some(Finish::ContentFilter), ..Choice::default() });
    }
    Ok(Response {
        id,
        model: answer.model_version.into_string(),
        created,
        choices,
        usage: answer.usage_metadata.map(WireUsage::decode),
        extra: answer::extras(text, &ANSWER),
        raw: None,
    })
}

fn choice(place: usize, candidate: Candidate<'_>, extra: Extra, id: &str) -> Result<Choice> {
    let index = candidate.index.0.map_or(place as u32, |i| i as u32);
    let mut parts = Vec::new();
    let mut calls = 0;
    for piece in candidate.pieces() {
        match piece {
            Piece::Text { text, thought: true, signature } => add_thought(&mut parts, text, signature),
            Piece::Text { text, thought: false, signature } => add_text(&mut parts, text, signature),
            Piece::Call { id: own, name, arguments, signature } => {
                let id = own.unwrap_or_else(|| call_id::synthetic(id, index as usize, calls, &name, &arguments));
                parts.push(Part::ToolCall { id, name, arguments, extra: signature::on_call(signature.as_deref()) });
                calls += 1;
            }
            Piece::Other(json) => parts.push(Part::Raw { origin: Dialect::Gemini, json }),
        }
    }
    let finish = candidate.finish_reason.some().map(|word| decode_finish(word, candidate.finish_message.some(), calls > 0)).transpose()?;
    Ok(Choice {
        index,
        message: Message { parts, extra: Extra::new() },
        finish: finish.flatten(),
        logprobs: candidate.logprobs_result.as_ref().and_then(logprobs::decode),
        extra,
    })
}

/// A text goes on with the one before it, until a signature closes that: it stands as a thought of its own, without text.
fn add_text(parts: &mut Vec<Part>, text: String, signature: Option<String>) {
    match parts.last_mut() {
        Some(Part::Text { text: before, .. }) => before.push_str(&text),
        _ if text.is_empty() => {}
        _ => parts.push(Part::text(text)),
    }
    parts.extend(signature.map(|signature| thinking(String::new(), Some(signature))));
}

fn add_thought(parts: &mut Vec<Part>, text: String, signature: Option<String>) {
    match parts.last_mut() {
        Some(Part::Thinking { text: before, signature: none @ None, .. }) => {
            before.push_str(&text);
            *none = signature;
        }
        _ if text.is_empty() && signature.is_none() => {}
        _ => parts.push(thinking(text, signature)),
    }
}

fn thinking(text: String, signature: Option<String>) -> Part {
    Part::Thinking { text, signature, origin: Some(Dialect::Gemini), extra: Extra::new() }
}

pub fn encode(response: &Response) -> Bytes {
    if let Some(raw) = response.raw.as_ref().filter(|raw| raw.dialect == Dialect::Gemini) {
        return (*raw.data).clone();
    }
    let own = response.raw.is_none();
    let mut body = Map::new();
    body.insert("candidates".to_owned(), response.choices.iter().map(|choice| encode_choice(choice, own)).collect());
    if let Some(usage) = &response.usage {
        body.insert("usageMetadata".to_owned(), encode_usage(usage));
    }
    body.insert("modelVersion".to_owned(), json!(response.model));
    body.insert("responseId".to_owned(), json!(if response.id.is_empty() { random_id("", 22) } else { response.id.clone() }));
    if own {
        body.extend(response.extra.iter().filter(|(key, _)| !ANSWER.contains(&key.as_str())).map(|(k, v)| (k.clone(), v.clone())));
    }
    Value::Object(body).to_string().into()
}

fn encode_choice(choice: &Choice, own: bool) -> Value {
    let parts: Vec<Value> = choice.message.parts.iter().filter_map(encode_part).collect();
    let mut out = json!({"content": {"parts": parts, "role": "model"}, "index": choice.index});
    put_finish(&mut out, choice.finish.as_ref());
    if let Some(logprobs) = choice.logprobs.as_ref().and_then(logprobs::encode) {
        out["logprobsResult"] = logprobs;
    }
    if let (true, Value::Object(out)) = (own, &mut out) {
        for (key, value) in &choice.extra {
            out.entry(key).or_insert_with(|| value.clone());
        }
    }
    out
}

pub fn put_finish(candidate: &mut Value, finish: Option<&Finish>) {
    if let Some(finish) = finish {
        let (word, native) = encode_finish(finish);
        candidate["finishReason"] = json!(word);
        if let Some(native) = native.filter(|n| !n.is_empty()) {
            candidate["finishMessage"] = json!(native);
        }
    }
}

fn encode_part(part: &Part) -> Option<Value> {
    Some(match part {
        Part::Text { text, .. } | Part::Refusal { text } => json!({"text": text}),
        Part::Thinking { text, signature, origin, .. } => {
            encode_thought(text, signature.as_deref().and_then(|s| signature::encode(*origin, s)).as_deref())?
        }
        Part::RedactedThinking { data, origin } => encode_thought("", signature::encode_redacted(*origin, data).as_deref())?,
        Part::ToolCall { id, name, arguments, extra } => encode_call(id, name, arguments, signature::of_call(extra)),
        Part::Raw { origin: Dialect::Gemini, json } => json.clone(),
        Part::Image(_) | Part::Audio(_) | Part::File(_) | Part::ToolResult { .. } | Part::Raw { .. } => return None,
    })
}

/// A thought; without text it is only the signature of what came before.
pub fn encode_thought(text: &str, signature: Option<&str>) -> Option<Value> {
    match (text, signature) {
        ("", None) => None,
        ("", signature) => Some(with_signature(json!({"text": ""}), signature)),
        (text, signature) => Some(with_signature(json!({"text": text, "thought": true}), signature)),
    }
}

pub fn encode_call(id: &str, name: &str, arguments: &str, signature: Option<&str>) -> Value {
    let mut call = Map::new();
    if !id.is_empty() && !call_id::is_synthetic(id) {
        call.insert("id".to_owned(), json!(id));
    }
    call.insert("name".to_owned(), json!(name));
    call.insert("args".to_owned(), arguments_object(arguments));
    with_signature(json!({ "functionCall": call }), signature)
}

/// Arguments are an object here: what is none stands in one.
fn arguments_object(arguments: &str) -> Value {
    match serde_json::from_str(arguments) {
        Ok(object @ Value::Object(_)) => object,
        _ if arguments.trim().is_empty() => json!({}),
        _ => json!({"_raw": arguments}),
    }
}

fn with_signature(mut part: Value, signature: Option<&str>) -> Value {
    if let Some(signature) = signature {
        part["thoughtSignature"] = json!(signature);
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(body: &Value) -> Response {
        decode(body.to_string().into()).expect("an answer")
    }

    /// What the canonical answer alone can say, without the raw bytes.
    fn rebuilt(body: &Value) -> Value {
        let response = Response { raw: None, ..decoded(body) };
        serde_json::from_slice(&encode(&response)).expect("the body is JSON")
    }

    fn answer(parts: &Value, finish: &str) -> Value {
        json!({
            "candidates": [{"content": {"parts": parts, "role": "model"}, "index": 0, "finishReason": finish, "safetyRatings": [{"category": "X"}]}],
            "usageMetadata": {"promptTokenCount": 11, "candidatesTokenCount": 5, "totalTokenCount": 20, "thoughtsTokenCount": 4},
            "modelVersion": "gemini-2.5-flash", "responseId": "r1",
        })
    }

    #[test]
    fn an_answer_is_rebuilt_whole_from_the_canonical_form() {
        for body in [
            answer(&json!([{"text": "Hello."}]), "STOP"),
            answer(
                &json!([{"text": "hm", "thought": true, "thoughtSignature": "c2ln"}, {"text": "4"}, {"text": "", "thoughtSignature": "dHdv"}]),
                "MAX_TOKENS",
            ),
            answer(&json!([{"text": "Look."}, {"functionCall": {"id": "a1", "name": "f", "args": {"a": 1}}, "thoughtSignature": "c2ln"}]), "STOP"),
            answer(&json!([{"functionCall": {"name": "f", "args": {}}}, {"text": "", "thoughtSignature": "c2ln"}]), "STOP"),
            answer(&json!([{"executableCode": {"language": "PYTHON", "code": "1"}, "thoughtSignature": "c2ln"}]), "SAFETY"),
        ] {
            assert_eq!(rebuilt(&body), body);
        }
    }

    #[test]
    fn the_same_dialect_gets_the_providers_bytes() {
        let body = Bytes::from_static(b" {\"candidates\": [], \"x\": 1.50}\n");
        assert_eq!(encode(&decode(body.clone()).expect("an answer without candidates")), body);
    }

    #[test]
    fn texts_in_pieces_are_one_and_a_call_without_args_has_the_empty_object() {
        let response = decoded(&answer(&json!([{"text": "Hel"}, {"text": "lo."}, {"functionCall": {"name": "now"}}]), "STOP"));
        let [Part::Text { text, .. }, Part::ToolCall { id, arguments, .. }] = &response.choices[0].message.parts[..] else {
            panic!("a text and a call")
        };
        assert_eq!((text.as_str(), arguments.as_str()), ("Hello.", "{}"));
        assert!(call_id::is_synthetic(id));
        assert_eq!(response.choices[0].finish, Some(Finish::ToolCalls));
        assert_eq!(response.usage.map(|u| (u.input, u.output, u.reasoning)), Some((11, 9, 4)));
    }

    #[test]
    fn the_signature_of_a_call_stands_where_the_chat_door_carries_it() {
        let response = decoded(&answer(&json!([{"functionCall": {"name": "f", "args": {}}, "thoughtSignature": "c2ln"}]), "STOP"));
        let Part::ToolCall { extra, .. } = &response.choices[0].message.parts[0] else { panic!("a call") };
        assert_eq!(extra["extra_content"], json!({"google": {"thought_signature": "c2ln"}}));
    }

    #[test]
    fn a_blocked_prompt_is_a_filtered_answer_and_missing_usage_is_none() {
        let blocked = decoded(&json!({"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "usageMetadata": {"promptTokenCount": 4}}));
        assert_eq!((blocked.choices.len(), &blocked.choices[0].finish), (1, &Some(Finish::ContentFilter)));
        assert!(decoded(&json!({"candidates": [{"content": {"parts": [{"text": "a"}]}, "finishReason": "STOP"}]})).usage.is_none());
        assert_eq!(decoded(&json!({"candidates": [{"finishReason": "MAX_TOKENS"}]})).choices[0].finish, Some(Finish::Length));
    }

    #[test]
    fn a_200_that_is_no_answer_is_an_error() {
        for body in ["", "<html>busy</html>", r#"{"candidates":[{"conte"#, "{}", "[]", r#"{"candidates": 7}"#, r#"{"candidates": [7]}"#] {
            assert_eq!(decode(body.into()).expect_err(body).class(), Some(Class::Server), "{body}");
        }
        let error =
            decode(r#"{"error": {"code": 429, "message": "slow down", "status": "RESOURCE_EXHAUSTED"}}"#.into()).expect_err("an error in a 200");
        assert_eq!((error.class(), error.message()), (Some(Class::RateLimit), "slow down"));
        let error = decode(r#"[{"error": {"code": 503, "message": "later", "status": "UNAVAILABLE"}}]"#.into()).expect_err("an error in a list");
        assert_eq!(error.class(), Some(Class::Overloaded));
        assert!(decode(r#"{"candidates": [{"finishReason": "MALFORMED_FUNCTION_CALL"}]}"#.into()).is_err());
    }

    #[test]
    fn what_other_dialects_say_finds_its_place() {
        let parts = vec![
            Part::Thinking { text: "hm".into(), signature: Some("theirs".into()), origin: Some(Dialect::Anthropic), extra: Extra::new() },
            Part::Refusal { text: "no".into() },
            Part::ToolCall { id: "toolu_1".into(), name: "f".into(), arguments: "{\"a\"".into(), extra: Extra::new() },
        ];
        let choice = Choice { message: Message { parts, extra: Extra::new() }, finish: Some(Finish::ToolCalls), ..Choice::default() };
        let response = Response { choices: vec![choice], model: "m".into(), ..Response::default() };
        let body: Value = serde_json::from_slice(&encode(&response)).expect("JSON");
        assert_eq!(
            body["candidates"][0]["content"]["parts"],
            json!([{"text": "hm", "thought": true, "thoughtSignature": "YW50aHJvcGljOnRoZWlycw=="}, {"text": "no"}, {"functionCall": {"id": "toolu_1", "name": "f", "args": {"_raw": "{\"a\""}}}])
        );
        assert_eq!(body["candidates"][0]["finishReason"], "STOP");
        assert!(!body["responseId"].as_str().expect("an id").is_empty());
    }
}
