//! Anthropic: alternation, tool results first and right after their calls, signatures, limits of sampling and thinking.

use serde_json::Value;

use super::super::sign::verifies;
use super::{Kept, is_name, known, list, require, text};
use crate::record::Request;

const MEMBERS: [&str; 23] = [
    "model",
    "messages",
    "max_tokens",
    "system",
    "stream",
    "temperature",
    "top_p",
    "top_k",
    "stop_sequences",
    "tools",
    "tool_choice",
    "thinking",
    "metadata",
    "service_tier",
    "output_config",
    "output_format",
    "container",
    "context_management",
    "mcp_servers",
    "cache_control",
    "inference_geo",
    "speed",
    "betas",
];

pub fn check(request: &Request, body: &Value, counts: bool) -> Kept {
    require(request.header("anthropic-version").is_some(), || "anthropic-version: header is required".to_owned())?;
    require(request.header("x-api-key").is_some() || request.header("authorization").is_some(), || "x-api-key header is required".to_owned())?;
    known(body, &MEMBERS, |name| format!("{name}: Extra inputs are not permitted"))?;
    if !counts {
        require(body["max_tokens"].as_u64().is_some_and(|n| n > 0), || "max_tokens: Field required".to_owned())?;
        sampling(body)?;
    }
    tools(body)?;
    messages(list(&body["messages"]), body["thinking"]["type"] == "enabled")?;
    require(markers(body) <= 4, || "A maximum of 4 blocks with cache_control may be provided".to_owned())
}

fn sampling(body: &Value) -> Kept {
    if let Some(temperature) = body["temperature"].as_f64() {
        require((0.0..=1.0).contains(&temperature), || "temperature: range: 0..1".to_owned())?;
    }
    if body["thinking"]["type"] == "enabled" {
        let budget = body["thinking"]["budget_tokens"].as_u64().unwrap_or(0);
        require(budget >= 1024, || "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024".to_owned())?;
        require(body["max_tokens"].as_u64().is_some_and(|most| budget < most), || {
            "`max_tokens` must be greater than `thinking.budget_tokens`".to_owned()
        })?;
        require(body["temperature"].as_f64().is_none_or(|t| (t - 1.0).abs() < 1e-9), || {
            "`temperature` may only be set to 1 when thinking is enabled".to_owned()
        })?;
        require(!matches!(text(&body["tool_choice"]["type"]), "any" | "tool"), || {
            "Thinking may not be enabled when tool_choice forces tool use.".to_owned()
        })?;
    }
    let blank = list(&body["stop_sequences"]).iter().any(|stop| text(stop).trim().is_empty());
    require(!blank, || "stop_sequences: each stop sequence must contain non-whitespace".to_owned())
}

fn tools(body: &Value) -> Kept {
    let mut names = Vec::new();
    for (i, tool) in list(&body["tools"]).iter().enumerate() {
        let name = text(&tool["name"]);
        require(is_name(name, "_-", 128), || format!("tools.{i}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{{1,128}}$'"))?;
        require(!names.contains(&name), || "tools: Tool names must be unique.".to_owned())?;
        names.push(name);
        if tool["type"].is_null() || tool["type"] == "custom" {
            require(tool["input_schema"]["type"] == "object", || format!("tools.{i}.custom.input_schema.type: Field required"))?;
        }
    }
    let named = text(&body["tool_choice"]["name"]);
    require(named.is_empty() || names.contains(&named), || format!("Tool '{named}' not found in provided tools"))
}

fn messages(messages: &[Value], thinks: bool) -> Kept {
    require(!messages.is_empty(), || "messages: at least one message is required".to_owned())?;
    let mut calls: Vec<&str> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for (i, message) in messages.iter().enumerate() {
        let role = if i % 2 == 0 { "user" } else { "assistant" };
        require(message["role"] == role, || {
            format!("messages.{i}: roles must alternate between \"user\" and \"assistant\", and the first must be \"user\"")
        })?;
        let blocks = list(&message["content"]);
        let last = i + 1 == messages.len() && role == "assistant";
        require(last || !blocks.is_empty() || !text(&message["content"]).is_empty(), || {
            format!("messages.{i}: all messages must have non-empty content")
        })?;
        results_first(i, blocks, &calls)?;
        calls = blocks.iter().filter(|b| b["type"] == "tool_use").map(|b| text(&b["id"])).collect();
        for id in &calls {
            require(is_name(id, "_-", 256), || format!("messages.{i}: `tool_use.id`: String should match pattern '^[a-zA-Z0-9_-]+$'"))?;
            require(!seen.contains(id), || format!("messages.{i}: `tool_use` ids must be unique"))?;
            seen.push(id);
        }
        blocks.iter().enumerate().try_for_each(|(n, block)| one(&format!("messages.{i}.content.{n}"), block))?;
    }
    require(calls.is_empty(), || format!("messages.{}: `tool_use` ids were found without `tool_result` blocks immediately after", messages.len()))?;
    if let [.., turn, results] = messages
        && thinks
        && list(&results["content"]).iter().any(|b| b["type"] == "tool_result")
    {
        let begins = text(&list(&turn["content"])[0]["type"]);
        require(matches!(begins, "thinking" | "redacted_thinking"), || {
            format!(
                "Expected `thinking` or `redacted_thinking`, but found `{begins}`. When `thinking` is enabled, a final `assistant` message must start with a thinking block."
            )
        })?;
    }
    let end = messages.last().map(|m| text(&m["content"])).unwrap_or_default();
    require(messages.len() % 2 == 1 || end == end.trim_end(), || "messages: final assistant content cannot end with trailing whitespace".to_owned())
}

/// All calls of the turn before are answered, each once, before anything else is said.
fn results_first(i: usize, blocks: &[Value], calls: &[&str]) -> Kept {
    let results: Vec<&str> = blocks.iter().filter(|b| b["type"] == "tool_result").map(|b| text(&b["tool_use_id"])).collect();
    let first = blocks.iter().take_while(|b| b["type"] == "tool_result").count();
    require(first == results.len(), || format!("messages.{i}: `tool_result` blocks must come first in the content"))?;
    for id in &results {
        require(calls.contains(id), || {
            format!(
                "messages.{i}: unexpected `tool_use_id` found in `tool_result` blocks: {id}. Each `tool_result` block must have a corresponding `tool_use` block in the previous message."
            )
        })?;
    }
    let missing = calls.iter().find(|id| results.iter().filter(|r| r == id).count() != 1);
    require(missing.is_none(), || {
        format!("messages.{i}: `tool_use` ids were found without `tool_result` blocks immediately after: {}", missing.unwrap_or(&""))
    })
}

fn one(at: &str, block: &Value) -> Kept {
    match text(&block["type"]) {
        "text" => require(!text(&block["text"]).is_empty(), || format!("{at}: text content blocks must be non-empty")),
        "tool_use" => require(block["input"].is_object(), || format!("{at}.tool_use.input: Input should be a valid dictionary")),
        "thinking" => {
            require(verifies(text(&block["signature"]), text(&block["thinking"])), || format!("{at}: Invalid `signature` in `thinking` block"))
        }
        "tool_result" => {
            let nested = list(&block["content"]);
            nested.iter().enumerate().try_for_each(|(n, inner)| one(&format!("{at}.tool_result.content.{n}"), inner))
        }
        "" => Err(format!("{at}: type: Field required")),
        _ => Ok(()),
    }
}

/// Cache markers anywhere in a body.
fn markers(value: &Value) -> usize {
    match value {
        Value::Object(members) => members.iter().map(|(name, inner)| usize::from(name == "cache_control" && !inner.is_null()) + markers(inner)).sum(),
        Value::Array(items) => items.iter().map(markers).sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::sign::sign;
    use super::*;

    fn turns(turns: Value) -> Kept {
        messages(list(&turns), true)
    }

    #[test]
    fn a_tool_loop_is_taken_when_thought_call_and_result_stand_as_documented() {
        let thought = json!({"type": "thinking", "thinking": "hm", "signature": sign("hm")});
        let call = json!({"type": "tool_use", "id": "toolu_1", "name": "f", "input": {}});
        let result = json!({"type": "tool_result", "tool_use_id": "toolu_1", "content": "x"});
        let say = json!({"type": "text", "text": "and"});
        let user = json!({"role": "user", "content": "hi"});
        let said = |role: &str, blocks: &[&Value]| json!({"role": role, "content": blocks});
        let ok = json!([user, said("assistant", &[&thought, &call]), said("user", &[&result, &say])]);
        assert_eq!(turns(ok), Ok(()));
        for (broken, why) in [
            (json!([user, said("assistant", &[&thought, &call]), said("user", &[&say, &result])]), "come first"),
            (json!([user, said("assistant", &[&thought, &call]), said("user", &[&say])]), "without `tool_result`"),
            (json!([user, said("assistant", &[&call]), said("user", &[&result])]), "Expected `thinking`"),
            (json!([user, said("assistant", &[&say]), said("user", &[&result])]), "unexpected `tool_use_id`"),
            (json!([user, user]), "alternate"),
            (json!([user, said("assistant", &[&json!({"type": "thinking", "thinking": "ho", "signature": sign("hm")})])]), "signature"),
            (json!([said("assistant", &[&say])]), "first must be"),
        ] {
            let message = turns(broken).expect_err(why);
            assert!(message.contains(why), "{message}");
        }
    }
}
