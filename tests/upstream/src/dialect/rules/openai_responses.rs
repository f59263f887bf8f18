//! OpenAI Responses: each call has its output after it, a thought comes back sealed and before what it led to, and each side
//! has its own content types.

use serde_json::Value;

use super::super::openai_responses::{UNSTORED, is_tied, sealed_text, wants_thought};
use super::super::sign::verifies;
use super::{Kept, is_name, known, list, require, text};

const MEMBERS: [&str; 30] = [
    "background",
    "context_management",
    "conversation",
    "include",
    "input",
    "instructions",
    "max_output_tokens",
    "max_tool_calls",
    "metadata",
    "model",
    "parallel_tool_calls",
    "previous_response_id",
    "prompt",
    "prompt_cache_key",
    "prompt_cache_retention",
    "reasoning",
    "safety_identifier",
    "service_tier",
    "store",
    "stream",
    "stream_options",
    "temperature",
    "text",
    "tool_choice",
    "tools",
    "top_logprobs",
    "top_p",
    "truncation",
    "user",
    "moderation",
];
/// What the items of a conversation are made of.
const ITEMS: [(&str, &[&str]); 4] = [
    ("message", &["type", "role", "content", "id", "status", "phase"]),
    ("reasoning", &["type", "id", "summary", "content", "encrypted_content", "status"]),
    ("function_call", &["type", "call_id", "name", "arguments", "id", "status", "namespace"]),
    ("function_call_output", &["type", "call_id", "output", "id", "status"]),
];
const FEWEST_TOKENS: u64 = 16;
const LONGEST_CALL_ID: usize = 64;

pub fn check(body: &Value) -> Kept {
    known(body, &MEMBERS, |name| format!("Unknown parameter: '{name}'."))?;
    if let Some(most) = body["max_output_tokens"].as_u64() {
        require(most >= FEWEST_TOKENS, || {
            format!("Invalid 'max_output_tokens': integer below minimum value. Expected a value >= {FEWEST_TOKENS}, but got {most} instead.")
        })?;
    }
    tools(body)?;
    match &body["input"] {
        Value::String(_) => Ok(()),
        Value::Array(items) => input(items),
        Value::Null => require(["prompt", "previous_response_id", "conversation"].iter().any(|other| !body[*other].is_null()), || {
            "Missing required parameter: 'input'.".to_owned()
        }),
        _ => Err("Invalid type for 'input': expected one of an array of objects or string.".to_owned()),
    }
}

fn tools(body: &Value) -> Kept {
    let mut names = Vec::new();
    for (i, tool) in list(&body["tools"]).iter().enumerate().filter(|(_, tool)| tool["type"] == "function") {
        let name = text(&tool["name"]);
        require(!name.is_empty(), || format!("Missing required parameter: 'tools[{i}].name'."))?;
        require(is_name(name, "_-", 64), || {
            format!("Invalid 'tools[{i}].name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.")
        })?;
        names.push(name);
        if tool["strict"] == true {
            strict(name, &tool["parameters"])?;
        }
    }
    let named = text(&body["tool_choice"]["name"]);
    require(named.is_empty() || names.contains(&named), || format!("Tool choice '{named}' not found in 'tools' parameter."))
}

/// A strict schema is closed, and requires each of its members.
fn strict(name: &str, schema: &Value) -> Kept {
    let required = list(&schema["required"]);
    let closed = schema["additionalProperties"] == false;
    require(closed, || {
        format!("Invalid schema for function '{name}': In context=(), 'additionalProperties' is required to be supplied and to be false.")
    })?;
    let missing = schema["properties"].as_object().into_iter().flat_map(|o| o.keys()).find(|member| !required.iter().any(|r| r == member.as_str()));
    require(missing.is_none(), || {
        format!(
            "Invalid schema for function '{name}': 'required' is required to be supplied and to be an array including every key in properties. Missing '{}'.",
            missing.map_or("", String::as_str)
        )
    })
}

fn input(items: &[Value]) -> Kept {
    let mut seen: Vec<&str> = Vec::new();
    let mut calls: Vec<&str> = Vec::new();
    let mut answered: Vec<&str> = Vec::new();
    // The thoughts of the answer that is being told.
    let mut thoughts: Vec<&str> = Vec::new();
    for (i, item) in items.iter().enumerate() {
        if let Some(id) = item["id"].as_str() {
            require(!seen.contains(&id), || format!("Duplicate item found with id {id}. Remove duplicate items from your input and try again."))?;
            seen.push(id);
        }
        let kind = if item["type"].is_null() && !item["role"].is_null() { "message" } else { text(&item["type"]) };
        if let Some((_, members)) = ITEMS.iter().find(|(known, _)| *known == kind) {
            known(item, members, |name| format!("Unknown parameter: 'input[{i}].{name}'."))?;
        }
        match kind {
            "message" => {
                message(i, item)?;
                if item["role"] != "assistant" {
                    thoughts.clear();
                }
            }
            "reasoning" => {
                reasoning(item, items.get(i + 1))?;
                thoughts.push(text(&item["id"]));
            }
            "function_call" => {
                call(i, item, &thoughts)?;
                let id = text(&item["call_id"]);
                require(!calls.contains(&id), || format!("Duplicate function call with call_id {id}."))?;
                calls.push(id);
            }
            "function_call_output" => {
                let id = text(&item["call_id"]);
                let open = calls.contains(&id) && !answered.contains(&id);
                require(open, || format!("No tool call found for function call output with call_id {id}."))?;
                output(i, &item["output"])?;
                answered.push(id);
                thoughts.clear();
            }
            "" => return Err(format!("Missing required parameter: 'input[{i}].type'.")),
            _ => {}
        }
    }
    let missing = calls.iter().find(|id| !answered.contains(id));
    require(missing.is_none(), || format!("No tool output found for function call {}.", missing.unwrap_or(&"")))
}

fn message(i: usize, item: &Value) -> Kept {
    let role = text(&item["role"]);
    require(matches!(role, "user" | "assistant" | "system" | "developer"), || {
        format!("Invalid value: '{role}'. Supported values are: 'assistant', 'system', 'developer', and 'user'.")
    })?;
    let own_id = item["id"].as_str().is_none_or(|id| id.starts_with("msg_"));
    require(own_id, || format!("Invalid 'input[{i}].id': '{}'. Expected an ID that begins with 'msg'.", text(&item["id"])))?;
    let (expected, what): (&[&str], _) = match role {
        "assistant" => (&["output_text", "refusal"], "'output_text' and 'refusal'"),
        _ => (&["input_text", "input_image", "input_file", "input_audio"], "'input_text', 'input_image', 'input_file' and 'input_audio'"),
    };
    let stray = list(&item["content"]).iter().map(|part| text(&part["type"])).find(|kind| !expected.contains(kind));
    require(stray.is_none(), || format!("Invalid value: '{}'. Supported values are: {what}.", stray.unwrap_or_default()))?;
    require(item["content"].is_string() || item["content"].is_array(), || format!("Missing required parameter: 'input[{i}].content'."))
}

/// What is not kept comes back sealed, as it was, and with what it led to behind it.
fn reasoning(item: &Value, next: Option<&Value>) -> Kept {
    let id = text(&item["id"]);
    require(id.starts_with("rs_"), || format!("Invalid 'id': '{id}'. Expected an ID that begins with 'rs'."))?;
    let summary: String = list(&item["summary"]).iter().map(|part| text(&part["text"])).collect();
    if let Some(sealed) = item["encrypted_content"].as_str() {
        require(verifies(sealed, &sealed_text(id, &summary)), || {
            format!("The encrypted content for item {id} could not be verified. Reason: Encrypted content could not be decrypted or parsed.")
        })?;
    } else {
        require(!id.starts_with(UNSTORED), || format!("Item with id '{id}' not found. Items are not persisted when `store` is set to false."))?;
    }
    let followed = next.is_some_and(|next| next["role"] == "assistant" || matches!(text(&next["type"]), "reasoning" | "function_call"));
    require(followed, || format!("Item '{id}' of type 'reasoning' was provided without its required following item."))
}

fn call(i: usize, item: &Value, thoughts: &[&str]) -> Kept {
    let call_id = text(&item["call_id"]);
    require((1..=LONGEST_CALL_ID).contains(&call_id.len()), || {
        format!("Invalid 'input[{i}].call_id': string too long. Expected a string with maximum length {LONGEST_CALL_ID}.")
    })?;
    require(is_name(text(&item["name"]), "_-", 128), || format!("Invalid 'input[{i}].name': string does not match pattern."))?;
    require(item["arguments"].is_string(), || format!("Invalid type for 'input[{i}].arguments': expected a string"))?;
    let Some(id) = item["id"].as_str() else { return Ok(()) };
    require(id.starts_with("fc_"), || format!("Invalid 'input[{i}].id': '{id}'. Expected an ID that begins with 'fc'."))?;
    require(!wants_thought(id) || thoughts.iter().any(|thought| is_tied(id, thought)), || {
        format!("Item '{id}' of type 'function_call' was provided without its required 'reasoning' item.")
    })
}

fn output(i: usize, output: &Value) -> Kept {
    let kinds = ["input_text", "input_image", "input_file"];
    let parts = list(output).iter().all(|part| kinds.contains(&text(&part["type"])));
    require(output.is_string() || (output.is_array() && parts), || {
        format!("Invalid type for 'input[{i}].output': expected a string or a list of input parts.")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::{Dialect, Reply};
    use super::*;
    use crate::record::Request;

    fn asked(body: &Value) -> Request {
        let (method, path, body) = ("POST".to_owned(), "/v1/responses".to_owned(), body.to_string().into());
        Request { method, path, query: String::new(), headers: Vec::new(), body, at: std::time::Instant::now() }
    }

    /// A thought and a call as this upstream writes them.
    fn answered(more: &Value) -> Vec<Value> {
        let mut body = json!({"model": "m", "input": "hi"});
        body.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
        let reply = Reply { thinking: "hm".into(), ..Reply::call("f", &json!({"a": 1})) };
        let whole = super::super::super::openai_responses::whole(&asked(&body), &reply);
        list(&whole["output"]).to_vec()
    }

    fn result(call: &Value) -> Value {
        json!({"type": "function_call_output", "call_id": call["call_id"], "output": "x"})
    }

    fn refused(items: &[Value]) -> String {
        input(items).expect_err("it breaks a rule")
    }

    #[test]
    fn a_thought_comes_back_sealed_and_before_its_call() {
        let sealed = answered(&json!({"store": false, "include": ["reasoning.encrypted_content"]}));
        let [thought, call] = &sealed[..] else { panic!("{sealed:?}") };
        assert_eq!(input(&[thought.clone(), call.clone(), result(call)]), Ok(()));
        assert!(refused(&[call.clone(), result(call)]).contains("without its required 'reasoning'"));
        assert!(refused(std::slice::from_ref(thought)).contains("without its required following item"));
        let mut bare = call.clone();
        bare.as_object_mut().expect("an item").remove("id");
        assert_eq!(input(&[bare.clone(), result(&bare)]), Ok(()));
        let mut renamed = thought.clone();
        renamed["id"] = json!("rs_unstored_other");
        assert!(refused(&[renamed, bare.clone(), result(&bare)]).contains("could not be verified"));

        let unsealed = answered(&json!({"store": false}));
        assert!(refused(&[unsealed[0].clone(), unsealed[1].clone(), result(&unsealed[1])]).contains("not found"));
        let stored = answered(&json!({}));
        assert_eq!(input(&[stored[0].clone(), stored[1].clone(), result(&stored[1])]), Ok(()));
    }

    #[test]
    fn outputs_follow_their_calls_and_each_side_has_its_content() {
        let call = json!({"type": "function_call", "call_id": "c1", "name": "f", "arguments": "{}"});
        assert!(refused(&[result(&call), call.clone()]).contains("No tool call found"));
        assert!(refused(std::slice::from_ref(&call)).contains("No tool output found"));
        assert!(refused(&[call.clone(), result(&call), result(&call)]).contains("No tool call found"));
        let said = |role: &str, kind: &str| json!({"role": role, "content": [{"type": kind, "text": "x"}]});
        assert_eq!(input(&[said("user", "input_text"), said("assistant", "output_text")]), Ok(()));
        assert!(refused(&[said("assistant", "input_text")]).contains("'output_text'"));
        assert!(refused(&[said("user", "output_text")]).contains("'input_text'"));
        let twice = json!({"role": "assistant", "id": "msg_1", "content": "x"});
        assert!(refused(&[twice.clone(), twice]).contains("Duplicate"));
    }

    #[test]
    fn what_this_wire_does_not_know_is_refused_by_name() {
        for (member, value) in [("stop", json!(["x"])), ("messages", json!([])), ("max_tokens", json!(5)), ("seed", json!(1))] {
            assert_eq!(check(&json!({"input": "hi", member: value})), Err(format!("Unknown parameter: '{member}'.")));
        }
        assert!(check(&json!({"input": "hi", "max_output_tokens": 15})).is_err());
        let open = json!({"type": "function", "name": "f", "strict": true, "parameters": {"type": "object", "properties": {"a": {}}}});
        assert!(check(&json!({"input": "hi", "tools": [open]})).is_err());
        assert_eq!(Dialect::OpenaiResponses.reply(&asked(&json!({})), &Reply::text("hi")).status, 400);
    }
}
