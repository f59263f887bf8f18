//! OpenAI: each tool call is answered right after its message, and nothing is answered that was not called.

use serde_json::Value;

use super::{Kept, list, require, text};

pub fn check(body: &Value) -> Kept {
    let mut waiting: Vec<&str> = Vec::new();
    for (i, message) in list(&body["messages"]).iter().enumerate() {
        if message["role"] == "tool" {
            let id = text(&message["tool_call_id"]);
            let before = waiting.len();
            waiting.retain(|open| *open != id);
            require(waiting.len() < before, || {
                format!("Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'. (messages.{i})")
            })?;
            continue;
        }
        answered(&waiting)?;
        waiting = list(&message["tool_calls"]).iter().map(|call| text(&call["id"])).collect();
        for call in list(&message["tool_calls"]).iter().filter(|call| call["type"] == "function") {
            require(call["function"]["arguments"].is_string(), || {
                format!("Invalid type for 'messages[{i}].tool_calls[0].function.arguments': expected a string")
            })?;
        }
    }
    answered(&waiting)
}

fn answered(waiting: &[&str]) -> Kept {
    require(waiting.is_empty(), || {
        let ids = waiting.join(", ");
        format!(
            "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: {ids}"
        )
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn calls_and_answers_come_in_pairs() {
        let call = json!({"role": "assistant", "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}]});
        let result = json!({"role": "tool", "tool_call_id": "a", "content": "x"});
        assert!(check(&json!({"messages": [call, result]})).is_ok());
        assert!(check(&json!({"messages": [call]})).is_err());
        assert!(check(&json!({"messages": [call, {"role": "user", "content": "x"}, result]})).is_err());
        assert!(check(&json!({"messages": [result]})).is_err());
    }
}
