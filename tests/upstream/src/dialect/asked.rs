//! A request in no provider's words: what stories answer by.

use serde_json::{Value, json};

use super::Dialect;
use crate::record::Request;

/// What a conversation holds, in its order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Asked {
    pub model: Option<String>,
    /// The schema that the answer must keep.
    pub schema: Option<Value>,
    /// Names of the tools on offer.
    pub tools: Vec<String>,
    pub said: Vec<Said>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    User(String),
    Assistant(String),
    Call { id: String, name: String },
    Result { id: String, text: String },
}

impl Dialect {
    /// The dialect that the path is asked in.
    pub fn of_path(path: &str) -> Dialect {
        if path.contains("/messages") {
            Dialect::Anthropic
        } else if path.ends_with("/converse") || path.ends_with("/converse-stream") {
            Dialect::Bedrock
        } else if path.contains("/responses") {
            Dialect::OpenaiResponses
        } else if path.contains("enerateContent") || path.ends_with(":countTokens") || path.contains("mbedContent") {
            Dialect::Gemini
        } else if path.contains("/v2/") {
            Dialect::Cohere
        } else if path.ends_with("/api/chat") || path.ends_with("/api/embed") || path.ends_with("/api/tags") {
            Dialect::Ollama
        } else {
            Dialect::OpenaiChat
        }
    }

    pub fn read(self, request: &Request) -> Asked {
        let body = request.json();
        match self {
            Dialect::OpenaiChat => openai_chat(&body),
            Dialect::OpenaiResponses => openai_responses(&body),
            Dialect::Anthropic => anthropic(&body),
            Dialect::Bedrock => {
                let model = request.path.split('/').nth(2).map(|model| model.replace("%3A", ":").replace("%2F", "/"));
                Asked { model, ..bedrock(&body) }
            }
            Dialect::Cohere => Asked { schema: body.pointer("/response_format/json_schema").cloned(), ..openai_chat(&body) },
            Dialect::Ollama => ollama(&body),
            Dialect::Gemini => {
                let model = request.path.rsplit_once('/').and_then(|(_, last)| last.split_once(':')).map(|(model, _)| model.to_owned());
                Asked { model, ..gemini(&body) }
            }
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn owned(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A text, or the texts of a list of parts; of a document its data.
fn text(content: &Value) -> String {
    let of_part = |part: &Value| match &part["document"]["data"] {
        Value::Null => part["text"].as_str().map(str::to_owned),
        Value::String(data) => Some(data.clone()),
        data => Some(data.to_string()),
    };
    match content {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().filter_map(of_part).collect(),
        _ => String::new(),
    }
}

fn openai_chat(body: &Value) -> Asked {
    let mut said = Vec::new();
    for message in list(&body["messages"]) {
        let content = text(&message["content"]);
        match message["role"].as_str() {
            Some("tool") => said.push(Said::Result { id: owned(&message["tool_call_id"]), text: content }),
            Some("assistant") => {
                said.extend((!content.is_empty()).then_some(Said::Assistant(content)));
                let call = |call: &Value| Said::Call { id: owned(&call["id"]), name: owned(&call["function"]["name"]) };
                said.extend(list(&message["tool_calls"]).iter().map(call));
            }
            Some("user") => said.push(Said::User(content)),
            _ => {}
        }
    }
    Asked {
        model: body["model"].as_str().map(str::to_owned),
        schema: body.pointer("/response_format/json_schema/schema").cloned(),
        tools: list(&body["tools"]).iter().map(|tool| owned(&tool["function"]["name"])).collect(),
        said,
    }
}

fn openai_responses(body: &Value) -> Asked {
    let plain = [json!({"role": "user", "content": body["input"]})];
    let items = if body["input"].is_string() { &plain[..] } else { list(&body["input"]) };
    let said = |item: &Value| match (item["type"].as_str(), item["role"].as_str()) {
        (Some("function_call"), _) => Some(Said::Call { id: owned(&item["call_id"]), name: owned(&item["name"]) }),
        (Some("function_call_output"), _) => Some(Said::Result { id: owned(&item["call_id"]), text: text(&item["output"]) }),
        (_, Some("assistant")) => Some(Said::Assistant(text(&item["content"]))),
        (_, Some("user")) => Some(Said::User(text(&item["content"]))),
        _ => None,
    };
    Asked {
        model: body["model"].as_str().map(str::to_owned),
        schema: body.pointer("/text/format/schema").cloned(),
        tools: list(&body["tools"]).iter().map(|tool| owned(&tool["name"])).collect(),
        said: items.iter().filter_map(said).collect(),
    }
}

fn anthropic(body: &Value) -> Asked {
    let mut said = Vec::new();
    for message in list(&body["messages"]) {
        let from_user = message["role"] == "user";
        let say = |text: String| if from_user { Said::User(text) } else { Said::Assistant(text) };
        let whole = [json!({"type": "text", "text": message["content"]})];
        let blocks = if message["content"].is_string() { &whole[..] } else { list(&message["content"]) };
        said.extend(blocks.iter().filter_map(|block| match block["type"].as_str()? {
            "text" => Some(say(owned(&block["text"]))),
            "tool_use" => Some(Said::Call { id: owned(&block["id"]), name: owned(&block["name"]) }),
            "tool_result" => Some(Said::Result { id: owned(&block["tool_use_id"]), text: text(&block["content"]) }),
            _ => None,
        }));
    }
    Asked {
        model: body["model"].as_str().map(str::to_owned),
        schema: body.pointer("/output_config/format/schema").or_else(|| body.pointer("/output_format/schema")).cloned(),
        tools: list(&body["tools"]).iter().map(|tool| owned(&tool["name"])).collect(),
        said,
    }
}

fn bedrock(body: &Value) -> Asked {
    let mut said = Vec::new();
    for message in list(&body["messages"]) {
        let from_user = message["role"] == "user";
        let say = |text: String| if from_user { Said::User(text) } else { Said::Assistant(text) };
        said.extend(list(&message["content"]).iter().filter_map(|block| {
            let (call, result) = (&block["toolUse"], &block["toolResult"]);
            Some(match block["text"].as_str() {
                Some(text) => say(text.to_owned()),
                None if call.is_object() => Said::Call { id: owned(&call["toolUseId"]), name: owned(&call["name"]) },
                None if result.is_object() => Said::Result { id: owned(&result["toolUseId"]), text: text(&result["content"]) },
                None => return None,
            })
        }));
    }
    let schema = body.pointer("/outputConfig/textFormat/structure/jsonSchema/schema").and_then(Value::as_str);
    Asked {
        model: None,
        schema: schema.and_then(|schema| serde_json::from_str(schema).ok()),
        tools: list(&body["toolConfig"]["tools"]).iter().filter_map(|tool| tool["toolSpec"]["name"].as_str().map(str::to_owned)).collect(),
        said,
    }
}

/// Calls without an id are told apart by their place.
fn gemini(body: &Value) -> Asked {
    let mut said = Vec::new();
    let mut open: Vec<(String, String)> = Vec::new();
    for (i, content) in list(&body["contents"]).iter().enumerate() {
        let from_model = content["role"] == "model";
        for (n, part) in list(&content["parts"]).iter().enumerate() {
            if let Some(call) = part.get("functionCall") {
                let id = call["id"].as_str().map_or_else(|| format!("{i}.{n}"), str::to_owned);
                open.push((owned(&call["name"]), id.clone()));
                said.push(Said::Call { id, name: owned(&call["name"]) });
            } else if let Some(response) = part.get("functionResponse") {
                let at = open.iter().position(|(name, _)| response["name"] == name.as_str());
                let id = at.map(|at| open.remove(at).1).unwrap_or_default();
                let output = &response["response"];
                let text = output["output"].as_str().or(output["result"].as_str()).map_or_else(|| output.to_string(), str::to_owned);
                said.push(Said::Result { id, text });
            } else if let (Some(text), false) = (part["text"].as_str(), part["thought"] == true) {
                said.push(if from_model { Said::Assistant(text.to_owned()) } else { Said::User(text.to_owned()) });
            }
        }
    }
    let config = &body["generationConfig"];
    let schema = [&config["responseJsonSchema"], &config["responseSchema"]].into_iter().find(|s| !s.is_null());
    let functions = list(&body["tools"]).iter().flat_map(|tool| list(&tool["functionDeclarations"]));
    Asked { model: None, schema: schema.cloned(), tools: functions.map(|f| owned(&f["name"])).collect(), said }
}

/// Calls have no ids here: a result goes to the first call of its name.
fn ollama(body: &Value) -> Asked {
    let mut said = Vec::new();
    let mut open: Vec<(String, String)> = Vec::new();
    for (i, message) in list(&body["messages"]).iter().enumerate() {
        let content = owned(&message["content"]);
        match message["role"].as_str() {
            Some("tool") => {
                let at = open.iter().position(|(name, _)| message["tool_name"] == name.as_str() || message["tool_name"].is_null());
                let id = at.map(|at| open.remove(at).1).unwrap_or_default();
                said.push(Said::Result { id, text: content });
            }
            Some("assistant") => {
                said.extend((!content.is_empty()).then_some(Said::Assistant(content)));
                for (n, call) in list(&message["tool_calls"]).iter().enumerate() {
                    let name = owned(&call["function"]["name"]);
                    open.push((name.clone(), format!("{i}.{n}")));
                    said.push(Said::Call { id: format!("{i}.{n}"), name });
                }
            }
            Some("user") => said.push(Said::User(content)),
            _ => {}
        }
    }
    Asked {
        model: body["model"].as_str().map(str::to_owned),
        schema: Some(body["format"].clone()).filter(Value::is_object),
        tools: list(&body["tools"]).iter().map(|tool| owned(&tool["function"]["name"])).collect(),
        said,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_conversation_reads_the_same_in_every_dialect() {
        let said = |id: &str| {
            vec![
                Said::User("hi".into()),
                Said::Call { id: id.into(), name: "f".into() },
                Said::Result { id: id.into(), text: "x".into() },
                Said::Assistant("done".into()),
            ]
        };
        let chat = json!({"messages": [
            {"role": "system", "content": "s"}, {"role": "user", "content": "hi"},
            {"role": "assistant", "content": null, "tool_calls": [{"id": "a", "function": {"name": "f"}}]},
            {"role": "tool", "tool_call_id": "a", "content": "x"}, {"role": "assistant", "content": "done"}]});
        assert_eq!(openai_chat(&chat).said, said("a"));
        let messages = json!({"messages": [
            {"role": "user", "content": "hi"},
            {"role": "assistant", "content": [{"type": "thinking", "thinking": "t"}, {"type": "tool_use", "id": "a", "name": "f"}]},
            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "a", "content": [{"type": "text", "text": "x"}]}]},
            {"role": "assistant", "content": [{"type": "text", "text": "done"}]}]});
        assert_eq!(anthropic(&messages).said, said("a"));
        let converse = json!({"messages": [
            {"role": "user", "content": [{"text": "hi"}]},
            {"role": "assistant", "content": [{"reasoningContent": {}}, {"toolUse": {"toolUseId": "a", "name": "f"}}]},
            {"role": "user", "content": [{"toolResult": {"toolUseId": "a", "content": [{"text": "x"}]}}]},
            {"role": "assistant", "content": [{"text": "done"}]}]});
        assert_eq!(bedrock(&converse).said, said("a"));
        let input = json!({"input": [
            {"role": "user", "content": [{"type": "input_text", "text": "hi"}]}, {"type": "reasoning", "id": "rs_1", "summary": []},
            {"type": "function_call", "call_id": "a", "name": "f", "arguments": "{}"},
            {"type": "function_call_output", "call_id": "a", "output": "x"}, {"role": "assistant", "content": "done"}]});
        assert_eq!(openai_responses(&input).said, said("a"));
        assert_eq!(openai_responses(&json!({"input": "hi"})).said, [Said::User("hi".into())]);
        let contents = json!({"contents": [
            {"role": "user", "parts": [{"text": "hi"}]},
            {"role": "model", "parts": [{"text": "t", "thought": true}, {"functionCall": {"name": "f"}}]},
            {"role": "user", "parts": [{"functionResponse": {"name": "f", "response": {"output": "x"}}}]},
            {"role": "model", "parts": [{"text": "done"}]}]});
        assert_eq!(gemini(&contents).said, said("1.1"));
        let lines = json!({"messages": [
            {"role": "system", "content": "s"}, {"role": "user", "content": "hi"},
            {"role": "assistant", "content": "", "thinking": "t", "tool_calls": [{"function": {"name": "f", "arguments": {}}}]},
            {"role": "tool", "tool_name": "f", "content": "x"}, {"role": "assistant", "content": "done"}]});
        assert_eq!(ollama(&lines).said, said("2.0"));
    }
}
