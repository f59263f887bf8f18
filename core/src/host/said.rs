//! What a reply of a typed call says, for hosts without a JSON reader of their own: text, tool calls, finish, vectors.
//!
//! The finish is in OpenAI's words, so that a host may change its door and nothing else.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;

/// A whole reply of `chat`, `responses`, `messages` or `embeddings`, read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    /// Of the first choice, of the message, or of all messages of a response.
    pub text: String,
    pub tool_calls: Vec<ToolCall>,
    pub finish: Option<String>,
    /// Of embeddings that came as numbers.
    pub vectors: Vec<Vec<f32>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolCall {
    pub id: String,
    pub name: String,
    /// JSON text.
    pub arguments: String,
}

impl Said {
    pub fn read(body: &[u8]) -> Said {
        let Ok(body) = serde_json::from_slice::<Value>(body) else { return Said::default() };
        if body["output"].is_array() {
            of_response(&body)
        } else if body["content"].is_array() {
            of_message(&body)
        } else if body["data"].is_array() {
            Said { vectors: list(&body["data"]).iter().map(|entry| vector(&entry["embedding"])).collect(), ..Said::default() }
        } else {
            of_chat(&body["choices"][0])
        }
    }
}

fn of_chat(choice: &Value) -> Said {
    let message = &choice["message"];
    let call = |call: &Value| tool_call(&call["id"], &call["function"]["name"], &call["function"]["arguments"]);
    Said {
        text: message["content"].as_str().unwrap_or_default().to_owned(),
        tool_calls: list(&message["tool_calls"]).iter().map(call).collect(),
        finish: choice["finish_reason"].as_str().map(str::to_owned),
        vectors: Vec::new(),
    }
}

fn of_message(body: &Value) -> Said {
    let blocks = list(&body["content"]);
    let used = blocks.iter().filter(|block| block["type"] == "tool_use");
    let finish = match body["stop_reason"].as_str() {
        Some("end_turn" | "stop_sequence") => Some("stop"),
        Some("tool_use") => Some("tool_calls"),
        Some("max_tokens") => Some("length"),
        Some("refusal") => Some("content_filter"),
        other => other,
    };
    Said {
        text: texts(blocks),
        tool_calls: used.map(|block| tool_call(&block["id"], &block["name"], &block["input"])).collect(),
        finish: finish.map(str::to_owned),
        vectors: Vec::new(),
    }
}

fn of_response(body: &Value) -> Said {
    let items = list(&body["output"]);
    let of = |kind: &'static str| items.iter().filter(move |item| item["type"] == kind);
    let tool_calls: Vec<ToolCall> = of("function_call").map(|item| tool_call(&item["call_id"], &item["name"], &item["arguments"])).collect();
    let finish = match body["incomplete_details"]["reason"].as_str().or_else(|| body["status"].as_str()) {
        Some("completed") if tool_calls.is_empty() => Some("stop"),
        Some("completed") => Some("tool_calls"),
        Some("max_output_tokens") => Some("length"),
        other => other,
    };
    Said {
        text: of("message").map(|item| texts(list(&item["content"]))).collect(),
        tool_calls,
        finish: finish.map(str::to_owned),
        vectors: Vec::new(),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn texts(blocks: &[Value]) -> String {
    blocks.iter().filter_map(|block| block["text"].as_str()).collect()
}

fn tool_call(id: &Value, name: &Value, arguments: &Value) -> ToolCall {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let arguments = arguments.as_str().map_or_else(|| arguments.to_string(), str::to_owned);
    ToolCall { id: text(id), name: text(name), arguments }
}

fn vector(numbers: &Value) -> Vec<f32> {
    list(numbers).iter().filter_map(Value::as_f64).map(|number| number as f32).collect()
}

/// What an event of a chat stream, of a message or of a response has of the text.
#[derive(Deserialize)]
struct Event<'a> {
    #[serde(borrow, default, rename = "type")]
    kind: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    choices: Vec<Choice<'a>>,
    #[serde(borrow)]
    delta: Option<Piece<'a>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Piece<'a> {
    /// A response's: text where the event is one of text.
    Bare(#[serde(borrow)] Cow<'a, str>),
    Members(#[serde(borrow)] Delta<'a>),
}

#[derive(Deserialize)]
struct Choice<'a> {
    #[serde(default)]
    index: u32,
    #[serde(borrow)]
    delta: Option<Delta<'a>>,
}

#[derive(Deserialize)]
struct Delta<'a> {
    #[serde(borrow)]
    content: Option<Cow<'a, str>>,
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
}

/// What an event adds to the text of the first choice, of the message or of the response.
pub fn event_text(event: &[u8]) -> Option<Cow<'_, str>> {
    let said: Event<'_> = serde_json::from_slice(event).ok()?;
    let text = match said.delta {
        Some(Piece::Members(delta)) => delta.text,
        Some(Piece::Bare(text)) => (said.kind.as_deref() == Some("response.output_text.delta")).then_some(text),
        None => said.choices.into_iter().find(|c| c.index == 0)?.delta?.content,
    };
    text.filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(body: &Value) -> Said {
        Said::read(body.to_string().as_bytes())
    }

    #[test]
    fn three_doors_say_the_same_in_the_same_words() {
        let chat = json!({"choices": [{"message": {"content": "hi", "tool_calls": [{"id": "t", "function": {"name": "f", "arguments": "{\"a\":1}"}}]},
                                       "finish_reason": "tool_calls"}]});
        let message = json!({"content": [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "hi"},
                                         {"type": "tool_use", "id": "t", "name": "f", "input": {"a": 1}}], "stop_reason": "tool_use"});
        let response = json!({"status": "completed", "output": [{"type": "message", "content": [{"type": "output_text", "text": "hi"}]},
                                                                {"type": "function_call", "call_id": "t", "name": "f", "arguments": "{\"a\":1}"}]});
        let said = read(&chat);
        assert_eq!((said.text.as_str(), said.finish.as_deref()), ("hi", Some("tool_calls")));
        assert_eq!(said.tool_calls, [ToolCall { id: "t".into(), name: "f".into(), arguments: "{\"a\":1}".into() }]);
        assert_eq!(read(&message), said);
        assert_eq!(read(&response), said);
    }

    #[test]
    fn a_finish_keeps_its_meaning() {
        let finish = |body: Value| read(&body).finish;
        assert_eq!(finish(json!({"content": [], "stop_reason": "max_tokens"})).as_deref(), Some("length"));
        let cut = json!({"output": [], "status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}});
        assert_eq!(finish(cut).as_deref(), Some("length"));
        assert_eq!(finish(json!({"choices": [{"message": {}, "finish_reason": null}]})), None);
    }

    #[test]
    fn vectors_are_numbers() {
        assert_eq!(read(&json!({"data": [{"embedding": [0.5, 1]}, {"embedding": "base64"}]})).vectors, [vec![0.5, 1.0], vec![]]);
    }

    #[test]
    fn an_event_says_what_it_adds() {
        let of_chat = json!({"choices": [{"index": 1, "delta": {"content": "no"}}, {"index": 0, "delta": {"content": "a"}}]});
        let of_message = json!({"type": "content_block_delta", "delta": {"type": "text_delta", "text": "a"}});
        let of_response = json!({"type": "response.output_text.delta", "delta": "a"});
        for event in [of_chat, of_message, of_response] {
            assert_eq!(event_text(event.to_string().as_bytes()).as_deref(), Some("a"));
        }
        let arguments = json!({"type": "response.function_call_arguments.delta", "delta": "{"});
        assert_eq!(event_text(arguments.to_string().as_bytes()), None);
    }
}
