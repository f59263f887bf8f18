//! What a reply says, whichever dialect it is in. The finish is in OpenAI's words, so that a case may change its door and nothing else.

use serde_json::{Value, json};

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn parts(body: &Value) -> &[Value] {
    list(&body["candidates"][0]["content"]["parts"])
}

fn said(part: &Value) -> Option<&str> {
    part["text"].as_str().filter(|_| part["thought"] != true)
}

/// What a response's items of one type are.
fn items<'a>(body: &'a Value, kind: &'static str) -> impl Iterator<Item = &'a Value> {
    list(&body["output"]).iter().filter(move |item| item["type"] == kind)
}

/// The text of a whole reply.
pub fn text(body: &Value) -> String {
    match &body["content"] {
        Value::Array(blocks) => blocks.iter().filter_map(|block| block["text"].as_str()).collect(),
        _ if body["output"].is_array() => {
            items(body, "message").flat_map(|item| list(&item["content"])).filter_map(|part| part["text"].as_str()).collect()
        }
        _ if body["candidates"].is_array() => parts(body).iter().filter_map(said).collect(),
        _ if body["message"].is_object() => match &body["message"]["content"] {
            Value::Array(blocks) => blocks.iter().filter_map(|block| block["text"].as_str()).collect(),
            content => content.as_str().unwrap_or_default().to_owned(),
        },
        _ => body["choices"][0]["message"]["content"].as_str().unwrap_or_default().to_owned(),
    }
}

/// What an event of a stream adds to the text.
pub fn piece(event: &Value) -> String {
    let of_chat = event["choices"][0]["delta"]["content"].as_str();
    let of_message = event["delta"]["text"].as_str();
    let of_response = event["delta"].as_str().filter(|_| event["type"] == "response.output_text.delta");
    let of_cohere = event["delta"]["message"]["content"]["text"].as_str();
    let of_ollama = event["message"]["content"].as_str();
    let said_once = of_chat.or(of_message).or(of_response).or(of_cohere).or(of_ollama);
    said_once.map_or_else(|| parts(event).iter().filter_map(said).collect(), str::to_owned)
}

/// Tool calls as name and parsed arguments.
pub fn tools(body: &Value) -> Vec<Value> {
    let of_both = [&body["choices"][0]["message"]["tool_calls"], &body["message"]["tool_calls"]];
    let calls = of_both.into_iter().flat_map(list).map(|call| &call["function"]);
    let of_chat = calls.map(|function| json!({"name": function["name"], "arguments": parsed(&function["arguments"])}));
    let blocks = list(&body["content"]).iter().filter(|block| block["type"] == "tool_use");
    let of_message = blocks.map(|block| json!({"name": block["name"], "arguments": block["input"]}));
    let calls = parts(body).iter().filter_map(|part| part.get("functionCall"));
    let of_candidate = calls.map(|call| json!({"name": call["name"], "arguments": call["args"]}));
    let of_response = items(body, "function_call").map(|call| json!({"name": call["name"], "arguments": parsed(&call["arguments"])}));
    of_chat.chain(of_message).chain(of_candidate).chain(of_response).collect()
}

/// Arguments that are written as text.
fn parsed(arguments: &Value) -> Value {
    match arguments {
        Value::String(text) => serde_json::from_str(text).unwrap_or_else(|_| Value::from(text.as_str())),
        object => object.clone(),
    }
}

pub fn finish(body: &Value) -> Value {
    let reason = body["incomplete_details"]["reason"].as_str();
    let of_response = reason.or(body["status"].as_str()).filter(|_| body["object"] == "response");
    let word = body["stop_reason"].as_str().or_else(|| body["candidates"][0]["finishReason"].as_str()).or(of_response);
    let word = word.or_else(|| body["finish_reason"].as_str()).or_else(|| body["done_reason"].as_str());
    match word {
        None => body["choices"][0]["finish_reason"].clone(),
        Some("STOP" | "COMPLETE" | "completed" | "stop") => if tools(body).is_empty() { "stop" } else { "tool_calls" }.into(),
        Some("end_turn" | "stop_sequence") => "stop".into(),
        Some("tool_use" | "TOOL_CALL") => "tool_calls".into(),
        Some("max_tokens" | "MAX_TOKENS" | "max_output_tokens") => "length".into(),
        Some("refusal" | "SAFETY") => "content_filter".into(),
        Some(word) => word.into(),
    }
}
