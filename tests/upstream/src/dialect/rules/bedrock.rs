//! Bedrock's Converse: signed or with a key, alternation, tools beside calls, results right after them, signatures.

use serde_json::Value;

use super::super::sign::verifies;
use super::{Kept, is_name, known, list, require, text};
use crate::record::Request;

const MEMBERS: [&str; 13] = [
    "messages",
    "system",
    "inferenceConfig",
    "toolConfig",
    "guardrailConfig",
    "additionalModelRequestFields",
    "additionalModelResponseFieldPaths",
    "promptVariables",
    "requestMetadata",
    "performanceConfig",
    "serviceTier",
    "outputConfig",
    "contextManagement",
];
const INFERENCE: [&str; 4] = ["maxTokens", "temperature", "topP", "stopSequences"];

pub fn check(request: &Request, body: &Value) -> Kept {
    authorized(request)?;
    known(body, &MEMBERS, |name| format!("Malformed input request: extraneous key [{name}] is not permitted"))?;
    known(&body["inferenceConfig"], &INFERENCE, |name| format!("Malformed input request: extraneous key [{name}] is not permitted"))?;
    for limited in ["temperature", "topP"] {
        let value = body["inferenceConfig"][limited].as_f64();
        require(value.is_none_or(|v| (0.0..=1.0).contains(&v)), || format!("inferenceConfig.{limited} must be less than or equal to 1"))?;
    }
    let thinks = thinking(body)?;
    tools(body)?;
    messages(list(&body["messages"]), thinks)?;
    require(points(body) <= 4, || "A maximum of 4 cache points may be provided".to_owned())
}

/// A key, or the header of a signature with all of its parts.
fn authorized(request: &Request) -> Kept {
    let header = request.header("authorization").unwrap_or_default();
    let signed = header.strip_prefix("AWS4-HMAC-SHA256 ").is_some_and(|rest| {
        let has = |part: &str| rest.split(", ").any(|found| found.starts_with(part));
        has("Credential=")
            && has("SignedHeaders=")
            && has("Signature=")
            && rest.contains("/bedrock/aws4_request")
            && request.header("x-amz-date").is_some()
    });
    require(signed || header.starts_with("Bearer "), || "The request is neither signed nor bears a key".to_owned())
}

/// Does the model think? Claude's rules of its own.
fn thinking(body: &Value) -> Result<bool, String> {
    let config = &body["additionalModelRequestFields"]["thinking"];
    if config["type"] != "enabled" {
        return Ok(false);
    }
    let budget = config["budget_tokens"].as_u64().unwrap_or(0);
    require(budget >= 1024, || "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024".to_owned())?;
    require(body["inferenceConfig"]["maxTokens"].as_u64().is_some_and(|most| budget < most), || {
        "`max_tokens` must be greater than `thinking.budget_tokens`".to_owned()
    })?;
    let choice = &body["toolConfig"]["toolChoice"];
    require(choice.get("any").is_none() && choice.get("tool").is_none(), || {
        "Thinking may not be enabled when tool_choice forces tool use.".to_owned()
    })?;
    Ok(true)
}

fn tools(body: &Value) -> Kept {
    let config = &body["toolConfig"];
    let mut names = Vec::new();
    for (i, tool) in list(&config["tools"]).iter().enumerate() {
        let Some(spec) = tool.get("toolSpec") else { continue };
        let name = text(&spec["name"]);
        require(is_name(name, "_-", 64), || format!("toolConfig.tools.{i}.member.toolSpec.name failed to satisfy constraint: [a-zA-Z0-9_-]+"))?;
        require(!names.contains(&name), || format!("The tool name {name} is not unique"))?;
        require(spec["inputSchema"]["json"]["type"] == "object", || {
            format!("The value at toolConfig.tools.{i}.toolSpec.inputSchema.json.type must be one of the following: object.")
        })?;
        names.push(name);
    }
    let demanded = text(&config["toolChoice"]["tool"]["name"]);
    require(demanded.is_empty() || names.contains(&demanded), || format!("The tool {demanded} of toolChoice is not among the tools"))?;
    let calls = list(&body["messages"]).iter().flat_map(|message| list(&message["content"])).any(|block| block.get("toolUse").is_some());
    require(!calls || !list(&config["tools"]).is_empty(), || {
        "The toolConfig field must be defined when using toolUse and toolResult content blocks.".to_owned()
    })
}

fn messages(messages: &[Value], thinks: bool) -> Kept {
    require(!messages.is_empty(), || {
        "A conversation must start with a user message. Try again with a conversation that starts with a user message.".to_owned()
    })?;
    let mut calls: Vec<&str> = Vec::new();
    for (i, message) in messages.iter().enumerate() {
        let role = if i % 2 == 0 { "user" } else { "assistant" };
        require(message["role"] == role, || {
            "A conversation must alternate between user and assistant roles and start with a user message.".to_owned()
        })?;
        let blocks = list(&message["content"]);
        require(!blocks.is_empty(), || format!("The content field in the Message object at messages.{i} is empty."))?;
        results(i, blocks, &calls)?;
        calls = blocks.iter().filter_map(|b| b.pointer("/toolUse/toolUseId")).map(text).collect();
        for id in &calls {
            require(is_name(id, "_-", 64), || format!("messages.{i}.content.toolUse.toolUseId failed to satisfy constraint: [a-zA-Z0-9_-]+"))?;
        }
        let has = |kind: &str| blocks.iter().any(|block| block.get(kind).is_some());
        require(!has("document") || has("text"), || "A text block must be included with a document".to_owned())?;
        blocks.iter().enumerate().try_for_each(|(n, block)| one(&format!("messages.{i}.content.{n}"), block))?;
    }
    require(calls.is_empty(), || format!("Expected toolResult blocks at messages.{}.content", messages.len()))?;
    if let [.., turn, results] = messages
        && thinks
        && list(&results["content"]).iter().any(|b| b.get("toolResult").is_some())
    {
        let begins = list(&turn["content"]).first().is_some_and(|block| block.get("reasoningContent").is_some());
        require(begins, || "Expected `thinking` or `redacted_thinking`, but found `tool_use`.".to_owned())?;
    }
    Ok(())
}

/// All calls of the turn before are answered, each once.
fn results(i: usize, blocks: &[Value], calls: &[&str]) -> Kept {
    let results: Vec<&str> = blocks.iter().filter_map(|b| b.pointer("/toolResult/toolUseId")).map(text).collect();
    require(results.len() <= calls.len(), || {
        format!("The number of toolResult blocks at messages.{i}.content exceeds the number of toolUse blocks of previous turn.")
    })?;
    let missing = calls.iter().find(|id| results.iter().filter(|r| r == id).count() != 1);
    require(missing.is_none(), || format!("Expected toolResult blocks at messages.{i}.content for the following Ids: {}", missing.unwrap_or(&"")))
}

fn one(at: &str, block: &Value) -> Kept {
    let members = block.as_object().map_or(0, serde_json::Map::len);
    require(members == 1, || format!("{at}: a content block is a union of which one member is set"))?;
    if let Some(said) = block.get("text") {
        return require(!text(said).trim().is_empty(), || format!("The text field in the ContentBlock object at {at} is blank."));
    }
    if let Some(call) = block.get("toolUse") {
        return require(call["input"].is_object(), || format!("{at}.toolUse.input must be an object"));
    }
    if let Some(thought) = block.pointer("/reasoningContent/reasoningText") {
        return require(verifies(text(&thought["signature"]), text(&thought["text"])), || format!("{at}: Invalid `signature` in `thinking` block"));
    }
    Ok(())
}

fn points(value: &Value) -> usize {
    match value {
        Value::Object(members) => members.iter().map(|(name, inner)| usize::from(name == "cachePoint") + points(inner)).sum(),
        Value::Array(items) => items.iter().map(points).sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::sign::sign;
    use super::*;

    #[test]
    fn a_tool_loop_is_taken_when_thought_call_and_result_stand_as_documented() {
        let thought = json!({"reasoningContent": {"reasoningText": {"text": "hm", "signature": sign("hm")}}});
        let call = json!({"toolUse": {"toolUseId": "tooluse_1", "name": "f", "input": {}}});
        let result = json!({"toolResult": {"toolUseId": "tooluse_1", "content": [{"text": "x"}]}});
        let say = json!({"text": "and"});
        let said = |role: &str, blocks: &[&Value]| json!({"role": role, "content": blocks});
        let user = said("user", &[&say]);
        let turns = |turns: Value| messages(list(&turns), true);
        assert_eq!(turns(json!([user, said("assistant", &[&thought, &call]), said("user", &[&result, &say])])), Ok(()));
        for (broken, why) in [
            (json!([user, said("assistant", &[&thought, &call]), said("user", &[&say])]), "Expected toolResult"),
            (json!([user, said("assistant", &[&call]), said("user", &[&result])]), "Expected `thinking`"),
            (json!([user, said("assistant", &[&say]), said("user", &[&result])]), "exceeds the number"),
            (json!([user, user]), "alternate"),
            (json!([user, said("assistant", &[&thought]), said("user", &[&json!({"text": " "})])]), "blank"),
            (
                json!([user, said("assistant", &[&json!({"reasoningContent": {"reasoningText": {"text": "ho", "signature": sign("hm")}}})])]),
                "signature",
            ),
        ] {
            let message = turns(broken).expect_err(why);
            assert!(message.contains(why), "{message}");
        }
    }
}
