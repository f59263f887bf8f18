//! Ollama: one text a message, arguments as objects, images as bare base64, results by the name of their tool.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::{Kept, list, require, text};

pub fn check(body: &Value) -> Kept {
    require(!text(&body["model"]).is_empty(), || "model is required".to_owned())?;
    require(body["options"].is_null() || body["options"].is_object(), || "json: cannot unmarshal options".to_owned())?;
    require(matches!(&body["format"], Value::Null | Value::Object(_)) || matches!(text(&body["format"]), "" | "json"), || {
        "invalid format: expected \"json\" or a JSON schema".to_owned()
    })?;
    require(body["think"].is_null() || body["think"].is_boolean() || matches!(text(&body["think"]), "high" | "medium" | "low"), || {
        "invalid think value: must be \"high\", \"medium\", \"low\", true, or false".to_owned()
    })?;
    let mut waiting: Vec<&str> = Vec::new();
    for (i, message) in list(&body["messages"]).iter().enumerate() {
        let role = text(&message["role"]);
        require(matches!(role, "system" | "user" | "assistant" | "tool"), || {
            format!("invalid role: {role}, role must be one of [\"system\", \"user\", \"assistant\", \"tool\"]")
        })?;
        require(message["content"].is_string() || message["content"].is_null(), || {
            format!("json: cannot unmarshal messages.{i}.content into a string")
        })?;
        require(list(&message["images"]).iter().all(|image| STANDARD.decode(text(image)).is_ok()), || "illegal base64 data".to_owned())?;
        let calls = list(&message["tool_calls"]);
        require(calls.iter().all(|call| call["function"]["arguments"].is_object()), || {
            format!("json: cannot unmarshal messages.{i}.tool_calls.function.arguments into an object")
        })?;
        if role == "tool" {
            let at = waiting.iter().position(|name| message["tool_name"] == *name);
            require(at.is_some() || message["tool_name"].is_null() && !waiting.is_empty(), || format!("messages.{i} answers no call"))?;
            waiting.remove(at.unwrap_or(0));
        }
        waiting.extend(calls.iter().map(|call| text(&call["function"]["name"])));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn messages_have_the_types_of_the_documentation() {
        let call = json!({"role": "assistant", "content": "", "tool_calls": [{"function": {"name": "f", "arguments": {}}}]});
        let result = json!({"role": "tool", "content": "x", "tool_name": "f"});
        assert_eq!(check(&json!({"model": "m", "messages": [call, result], "think": true, "format": "json"})), Ok(()));
        for broken in [
            json!({"messages": []}),
            json!({"model": "m", "messages": [{"role": "user", "content": [{"type": "text"}]}]}),
            json!({"model": "m", "messages": [{"role": "user", "content": "x", "images": ["data:image/png;base64,AAAA"]}]}),
            json!({"model": "m", "messages": [{"role": "assistant", "content": "", "tool_calls": [{"function": {"name": "f", "arguments": "{}"}}]}]}),
            json!({"model": "m", "messages": [result]}),
            json!({"model": "m", "messages": [{"role": "developer", "content": "x"}]}),
            json!({"model": "m", "messages": [], "think": "xhigh"}),
        ] {
            assert!(check(&broken).is_err(), "{broken}");
        }
    }
}
