//! Cohere v2: known members in their ranges, results right behind their calls, a form of answers without tools beside it.

use serde_json::Value;

use super::{Kept, is_name, known, list, require, text};

const MEMBERS: [&str; 22] = [
    "model",
    "messages",
    "stream",
    "tools",
    "strict_tools",
    "tool_choice",
    "documents",
    "citation_options",
    "response_format",
    "safety_mode",
    "max_tokens",
    "stop_sequences",
    "temperature",
    "seed",
    "frequency_penalty",
    "presence_penalty",
    "k",
    "p",
    "logprobs",
    "thinking",
    "priority",
    "raw_prompting",
];

pub fn check(body: &Value) -> Kept {
    known(body, &MEMBERS, |name| format!("invalid request: unknown field \"{name}\""))?;
    for (member, least, most) in
        [("temperature", 0.0, 1.0), ("p", 0.01, 0.99), ("k", 0.0, 500.0), ("frequency_penalty", 0.0, 1.0), ("presence_penalty", 0.0, 1.0)]
    {
        require(body[member].as_f64().is_none_or(|v| (least..=most).contains(&v)), || {
            format!("invalid request: {member} must be between {least} and {most} inclusive")
        })?;
    }
    require(list(&body["stop_sequences"]).len() <= 5, || "invalid request: at most 5 stop sequences are allowed".to_owned())?;
    let thinking = &body["thinking"];
    require(thinking["token_budget"].is_null() || thinking["token_budget"].as_u64().is_some_and(|n| n > 0), || {
        "invalid request: thinking.token_budget must be a positive integer".to_owned()
    })?;
    tools(body)?;
    messages(list(&body["messages"]))
}

fn tools(body: &Value) -> Kept {
    let tools = list(&body["tools"]);
    for tool in tools {
        let function = &tool["function"];
        require(is_name(text(&function["name"]), "_-", 64), || "invalid request: the name of a tool".to_owned())?;
        known(function, &["name", "description", "parameters"], |name| format!("invalid request: unknown field \"{name}\" of a function"))?;
        require(function["parameters"].is_object(), || "invalid request: function.parameters is required".to_owned())?;
        let demands = !list(&function["parameters"]["required"]).is_empty();
        require(body["strict_tools"] != true || demands, || "invalid request: strict tools need a required parameter".to_owned())?;
    }
    require(matches!(body["tool_choice"].as_str(), None | Some("REQUIRED" | "NONE")), || "invalid request: tool_choice".to_owned())?;
    require(body["tool_choice"].is_null() || !tools.is_empty(), || "invalid request: tool_choice without tools".to_owned())?;
    let json = body["response_format"]["type"] == "json_object";
    require(!json || tools.is_empty() && list(&body["documents"]).is_empty(), || {
        "invalid request: response_format is not supported with tools or documents".to_owned()
    })
}

fn messages(messages: &[Value]) -> Kept {
    require(!messages.is_empty(), || "invalid request: messages must not be empty".to_owned())?;
    let mut waiting: Vec<&str> = Vec::new();
    for (i, message) in messages.iter().enumerate() {
        let content = &message["content"];
        let says = !text(content).is_empty() || !list(content).is_empty();
        if message["role"] == "tool" {
            let id = text(&message["tool_call_id"]);
            let before = waiting.len();
            waiting.retain(|open| *open != id);
            require(waiting.len() < before, || format!("invalid request: messages[{i}]: tool_call_id `{id}` does not match any tool call"))?;
            require(list(content).iter().all(|block| block["type"] == "text" || block["type"] == "document"), || {
                format!("invalid request: messages[{i}]: content of a tool")
            })?;
            continue;
        }
        answered(&waiting)?;
        let members: &[&str] = match text(&message["role"]) {
            "user" | "system" => {
                require(says, || format!("invalid request: messages[{i}]: message must be at least 1 token long"))?;
                &["role", "content"]
            }
            "assistant" => {
                require(says || !list(&message["tool_calls"]).is_empty(), || format!("invalid request: messages[{i}]: an empty message"))?;
                &["role", "content", "tool_plan", "tool_calls", "citations"]
            }
            other => return Err(format!("invalid request: messages[{i}]: unknown role `{other}`")),
        };
        known(message, members, |name| format!("invalid request: messages[{i}]: unknown field \"{name}\""))?;
        waiting = list(&message["tool_calls"]).iter().map(|call| text(&call["id"])).collect();
        require(list(&message["tool_calls"]).iter().all(|call| call["function"]["arguments"].is_string()), || {
            format!("invalid request: messages[{i}]: function.arguments must be a string")
        })?;
    }
    answered(&waiting)
}

fn answered(waiting: &[&str]) -> Kept {
    require(waiting.is_empty(), || format!("invalid request: each tool call must have a tool message; missing: {}", waiting.join(", ")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn calls_and_answers_come_in_pairs_and_members_are_known() {
        let call = json!({"role": "assistant", "tool_plan": "p", "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}]});
        let result = json!({"role": "tool", "tool_call_id": "a", "content": "x"});
        let user = json!({"role": "user", "content": "x"});
        assert_eq!(check(&json!({"messages": [user, call, result], "p": 0.5})), Ok(()));
        for broken in [
            json!({"messages": [user, call]}),
            json!({"messages": [user, call, user, result]}),
            json!({"messages": [result]}),
            json!({"messages": [{"role": "user", "content": "x", "name": "a"}]}),
            json!({"messages": [{"role": "assistant"}]}),
            json!({"messages": [user], "top_p": 0.5}),
            json!({"messages": [user], "p": 1.0}),
            json!({"messages": [user], "tools": [{"type": "function", "function": {"name": "f"}}]}),
        ] {
            assert!(check(&broken).is_err(), "{broken}");
        }
    }
}
