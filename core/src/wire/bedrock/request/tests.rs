use serde_json::{Map, Value, json};

use crate::error::Error;
use crate::types::{Dialect, Part, Request, Role, ToolChoice};
use crate::wire::bedrock::Bedrock;
use crate::wire::openai_chat::OpenaiChat;
use crate::wire::{Codec, EncodeTarget, Encoded, Fields, ModelFacts, OnUnsupported};

const CLAUDE: &str = "anthropic.claude-sonnet-4-5-20250929-v1:0";
const NOVA: &str = "amazon.nova-pro-v1:0";

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        other => panic!("{other} is no object"),
    }
}

fn chat(body: Value) -> Request {
    let mut body = object(body);
    body.insert("model".into(), json!("m"));
    OpenaiChat.decode_request(body).expect("a chat request")
}

fn converse(body: Value) -> Request {
    let mut body = object(body);
    body.insert("model".into(), json!("m"));
    Bedrock.decode_request(body).expect("a request")
}

fn try_encode(request: &Request, target: &EncodeTarget<'_>) -> Result<(Encoded, Value, Fields), Error> {
    let mut fields = Fields::full();
    let encoded = Bedrock.encode_request(request, target, &mut fields)?;
    let body = serde_json::from_slice(&encoded.body).expect("a body is JSON");
    Ok((encoded, body, fields))
}

fn sent(model: &str, body: Value) -> Value {
    try_encode(&chat(body), &EncodeTarget::named(model)).expect("it can be sent").1
}

fn refused(model: &str, body: Value) -> String {
    let error = try_encode(&chat(body), &EncodeTarget::named(model)).err().expect("it cannot be sent");
    error.path().expect("the member is named").to_owned()
}

fn hi() -> Value {
    json!([{"role": "user", "content": "Hi"}])
}

fn tool(name: &str) -> Value {
    json!({"type": "function", "function": {"name": name, "description": "d", "parameters": {"type": "object", "properties": {}}}})
}

#[test]
fn the_model_stands_in_the_path_and_so_does_the_stream() {
    let mut request = chat(json!({"messages": hi()}));
    let path = |request: &Request, model: &str| try_encode(request, &EncodeTarget::named(model)).expect("it can be sent").0.path.into_owned();
    assert_eq!(path(&request, NOVA), "/model/amazon.nova-pro-v1%3A0/converse");
    request.stream = true;
    let arn = "arn:aws:bedrock:eu-west-1:1:inference-profile/x";
    assert_eq!(path(&request, arn), "/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A1%3Ainference-profile%2Fx/converse-stream");
}

#[test]
fn a_conversation_with_tools_has_the_turns_and_blocks_of_this_wire() {
    let call = |id: &str, name: &str| json!({"id": id, "type": "function", "function": {"name": name, "arguments": "{\"a\":1}"}});
    let body = sent(
        CLAUDE,
        json!({"messages": [
            {"role": "system", "content": "A"}, {"role": "developer", "content": "B"},
            {"role": "user", "content": "Both?"},
            {"role": "assistant", "content": "Looking.", "tool_calls": [call("call_1", "f"), call("call:2", "g")]},
            {"role": "tool", "tool_call_id": "call:2", "content": "two"}, {"role": "tool", "tool_call_id": "call_1", "content": ""},
            {"role": "user", "content": "And?"}], "tools": [tool("f"), tool("g")], "tool_choice": "required", "parallel_tool_calls": false,
            "max_completion_tokens": 9, "temperature": 0.5, "stop": ["END"], "user": "u-1", "metadata": {"team": "a"}, "service_tier": "flex"}),
    );
    assert_eq!(body["system"], json!([{"text": "A"}, {"text": "B"}]));
    let id = body["messages"][1]["content"][2]["toolUse"]["toolUseId"].as_str().expect("an id").to_owned();
    assert!(id.starts_with("call_2_"), "{id}");
    let first = json!({"toolUse": {"toolUseId": "call_1", "name": "f", "input": {"a": 1}}});
    assert_eq!((&body["messages"][1]["content"][0], &body["messages"][1]["content"][1]), (&json!({"text": "Looking."}), &first));
    let results = json!([
        {"toolResult": {"toolUseId": id, "content": [{"text": "two"}]}},
        {"toolResult": {"toolUseId": "call_1", "content": [{"text": ""}]}}, {"text": "And?"}]);
    assert_eq!(body["messages"][2], json!({"role": "user", "content": results}));
    assert_eq!(body["inferenceConfig"], json!({"maxTokens": 9, "temperature": 0.5, "stopSequences": ["END"]}));
    assert_eq!(body["toolConfig"]["toolChoice"], json!({"any": {}}));
    assert_eq!(body["additionalModelRequestFields"], json!({"tool_choice": {"type": "any", "disable_parallel_tool_use": true}}));
    assert_eq!((&body["requestMetadata"], &body["serviceTier"]), (&json!({"team": "a", "user": "u-1"}), &json!({"type": "flex"})));
}

#[test]
fn what_the_same_dialect_said_goes_out_as_it_came() {
    let body = json!({"messages": [{"role": "user", "content": [{"text": "Hi"}, {"cachePoint": {"type": "default"}}]}], "inferenceConfig": {},
                      "guardrailConfig": {"guardrailIdentifier": "g", "guardrailVersion": "1"}, "additionalModelRequestFields": {"top_k": 5}});
    let request = converse(body.clone());
    assert_eq!(request.params.top_k, Some(5));
    let (encoded, same, fields) = try_encode(&request, &EncodeTarget::named(CLAUDE)).expect("it can be sent");
    assert_eq!((same, encoded.path.as_ref()), (body, "/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse"));
    assert_eq!(fields.mapped.expect("a list").len(), 4);

    let defaults = object(json!({"temperature": 0.2, "max_tokens": 50}));
    let target = EncodeTarget { params: Some(&defaults), max_tokens: Some(20), ..EncodeTarget::named(CLAUDE) };
    let (_, filled, _) = try_encode(&request, &target).expect("it can be sent");
    assert_eq!(filled["inferenceConfig"], json!({"maxTokens": 20, "temperature": 0.2}));
}

#[test]
fn a_request_without_its_original_form_is_built_the_same() {
    let body = json!({
        "messages": [
            {"role": "user", "content": [{"text": "Hi"}, {"cachePoint": {"type": "default", "ttl": "1h"}},
                {"image": {"format": "png", "source": {"bytes": "iVBORw0KGgoAAAAN"}}},
                {"document": {"format": "pdf", "name": "a b", "source": {"bytes": "JVBERi0xLjEKMSAw"}, "context": "c"}}]},
            {"role": "assistant", "content": [
                {"reasoningContent": {"reasoningText": {"text": "hm", "signature": "EqQB"}}}, {"reasoningContent": {"redactedContent": "AAAA"}},
                {"toolUse": {"toolUseId": "tooluse_1", "name": "f", "input": {"a": 1}}}]},
            {"role": "user", "content": [{"toolResult": {"toolUseId": "tooluse_1", "content": [{"text": "x"}], "status": "error"}}, {"guardContent": {"text": {"text": "q"}}}]},
        ],
        "system": [{"text": "S"}, {"cachePoint": {"type": "default"}}],
        "inferenceConfig": {"maxTokens": 8000, "stopSequences": ["END"]},
        "additionalModelRequestFields": {"thinking": {"type": "enabled", "budget_tokens": 2048}, "anthropic_beta": ["x"]},
        "toolConfig": {"tools": [
            {"toolSpec": {"name": "f", "description": "d", "inputSchema": {"json": {"type": "object", "properties": {}}}}},
            {"cachePoint": {"type": "default"}}], "toolChoice": {"auto": {}}},
        "outputConfig": {"textFormat": {"type": "json_schema", "structure": {"jsonSchema": {
            "schema": "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}", "name": "n"}}}},
        "serviceTier": {"type": "priority"}, "requestMetadata": {"team": "a", "user": "u"},
        "guardrailConfig": {"guardrailIdentifier": "g"}, "performanceConfig": {"latency": "optimized"},
    });
    let request = converse(body.clone());
    let roles: Vec<Role> = request.turns.iter().map(|turn| turn.role).collect();
    assert_eq!(roles, [Role::System, Role::User, Role::Assistant, Role::User]);
    assert!(matches!(request.turns[2].parts[0], Part::Thinking { origin: Some(Dialect::Bedrock), .. }));
    assert_eq!((request.params.thinking_budget, request.params.user.as_deref()), (Some(2048), Some("u")));
    let (_, again, fields) = try_encode(&Request { raw: None, ..request }, &EncodeTarget::named(CLAUDE)).expect("it can be sent");
    assert_eq!(again, body);
    assert_eq!((fields.dropped, fields.emulated), (Vec::<String>::new(), Vec::<String>::new()));
}

#[test]
fn a_body_of_the_wrong_form_names_the_place() {
    let decode = |body: Value| {
        let mut body = object(body);
        body.insert("model".into(), json!("m"));
        Bedrock.decode_request(body).expect_err("a wrong body").path().map(str::to_owned)
    };
    assert_eq!(decode(json!({})).as_deref(), Some("messages"));
    assert_eq!(decode(json!({"messages": [{"role": "user", "content": "Hi"}]})).as_deref(), Some("messages.0.content"));
    assert_eq!(decode(json!({"messages": [{"role": "tool", "content": []}]})).as_deref(), Some("messages.0.role"));
    let said = json!([{"role": "user", "content": [{"text": "Hi"}]}]);
    assert_eq!(decode(json!({"messages": said, "inferenceConfig": {"maxTokens": "x"}})).as_deref(), Some("inferenceConfig.maxTokens"));
    assert_eq!(decode(json!({"messages": said, "toolConfig": {"tools": [{"toolSpec": {}}]}})).as_deref(), Some("toolConfig.tools.0.toolSpec.name"));
    assert!(Bedrock.decode_request(object(json!({ "messages": said }))).is_err());
    assert_eq!(
        converse(json!({"messages": said, "toolConfig": {"toolChoice": {"tool": {"name": "f"}}}})).params.tool_choice,
        Some(ToolChoice::Named("f".into()))
    );
}

#[test]
fn thinking_is_told_in_the_words_of_the_models_maker() {
    let effort =
        |model: &str, effort: &str| sent(model, json!({"messages": hi(), "reasoning_effort": effort}))["additionalModelRequestFields"].clone();
    assert_eq!(effort("openai.gpt-oss-120b-1:0", "xhigh"), json!({"reasoning_effort": "high"}));
    assert_eq!(effort("amazon.nova-2-lite-v1:0", "low"), json!({"reasoningConfig": {"type": "enabled", "maxReasoningEffort": "low"}}));
    assert_eq!(effort("anthropic.claude-opus-4-7-v1", "xhigh"), json!({"thinking": {"type": "adaptive"}, "output_config": {"effort": "xhigh"}}));
    assert_eq!(effort(CLAUDE, "none"), Value::Null);
    assert_eq!(refused(NOVA, json!({"messages": hi(), "reasoning_effort": "low"})), "reasoning_effort");

    let facts = ModelFacts { max_output: Some(64_000), ..ModelFacts::UNKNOWN };
    let target = EncodeTarget { facts: &facts, ..EncodeTarget::named(CLAUDE) };
    let (_, body, _) = try_encode(&chat(json!({"messages": hi(), "reasoning_effort": "low"})), &target).expect("it can be sent");
    let budget = body["additionalModelRequestFields"]["thinking"]["budget_tokens"].as_u64().expect("a budget");
    assert!((1024..64_000).contains(&budget) && body["inferenceConfig"]["maxTokens"] == 64_000);
    let tight = json!({"messages": hi(), "reasoning_effort": "high", "max_tokens": 500});
    let (_, body, fields) = try_encode(&chat(tight), &target).expect("it can be sent");
    assert_eq!((&body["additionalModelRequestFields"], &fields.dropped[..]), (&Value::Null, &["reasoning_effort".to_owned()][..]));
}

#[test]
fn a_schema_goes_by_the_api_or_as_a_tool() {
    let format = json!({"type": "json_schema", "json_schema": {"name": "p", "schema": {"type": "object", "properties": {"a": {"type": "integer"}}, "additionalProperties": false}}});
    let body = sent(CLAUDE, json!({"messages": hi(), "response_format": format}));
    let inner = &body["outputConfig"]["textFormat"]["structure"]["jsonSchema"];
    assert_eq!((inner["name"].as_str(), inner["schema"].is_string()), (Some("p"), true));

    let (encoded, body, fields) =
        try_encode(&chat(json!({"messages": hi(), "response_format": format})), &EncodeTarget::named(NOVA)).expect("it goes");
    assert_eq!(body["toolConfig"]["toolChoice"], json!({"tool": {"name": "json_tool_call"}}));
    let spec = &body["toolConfig"]["tools"][0]["toolSpec"];
    assert_eq!(spec["inputSchema"]["json"], json!({"type": "object", "properties": {"a": {"type": "integer"}}}));
    assert_eq!((encoded.undo.schema_tool.as_deref(), &fields.emulated[..]), (Some("json_tool_call"), &["response_format".to_owned()][..]));

    let both = json!({"messages": hi(), "tools": [tool("f")], "response_format": format});
    assert_eq!(sent(NOVA, both)["toolConfig"]["toolChoice"], json!({"any": {}}));
}

#[test]
fn what_has_no_place_is_refused_or_named() {
    assert_eq!(refused(NOVA, json!({"messages": hi(), "tools": [tool("f")], "parallel_tool_calls": false})), "parallel_tool_calls");
    assert_eq!(refused(CLAUDE, json!({"messages": hi(), "n": 2})), "n");
    assert_eq!(refused(CLAUDE, json!({"messages": hi(), "logit_bias": {"1": 5}})), "logit_bias");
    assert_eq!(refused(CLAUDE, json!({"messages": [{"role": "system", "content": "A"}]})), "messages");
    let picture = json!([{"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}]);
    assert_eq!(refused(CLAUDE, json!({"messages": [{"role": "user", "content": picture}]})), "messages.0.content.0");
    let body = json!({"messages": hi(), "n": 2, "seed": 7, "frequency_penalty": 0.5});
    let target = EncodeTarget { on_unsupported: OnUnsupported::Drop, ..EncodeTarget::named(CLAUDE) };
    let (_, _, fields) = try_encode(&chat(body), &target).expect("the rest can be sent");
    assert_eq!(fields.dropped, ["n", "frequency_penalty", "seed"]);
}

#[test]
fn more_stops_than_nova_takes_cut_the_answer_here() {
    let body = json!({"messages": hi(), "stop": ["a", "b", "c", " "]});
    let (encoded, sent, _) = try_encode(&chat(body), &EncodeTarget::named(NOVA)).expect("it can be sent");
    assert_eq!((&sent["inferenceConfig"]["stopSequences"], encoded.undo.stop), (&json!(["a", "b", "c"]), vec![" ".to_owned()]));
    let mut request = chat(json!({"messages": hi()}));
    request.params.stop = ["a", "b", "c", "d", "e"].map(str::to_owned).into();
    let (encoded, sent, _) = try_encode(&request, &EncodeTarget::named(NOVA)).expect("it can be sent");
    assert_eq!((&sent["inferenceConfig"]["stopSequences"], encoded.undo.stop), (&json!(["a", "b", "c", "d"]), vec!["e".to_owned()]));
}

#[test]
fn calls_of_the_history_bring_their_tools() {
    let call = json!({"id": "c", "type": "function", "function": {"name": "f", "arguments": ""}});
    let messages = json!([{"role": "user", "content": "x"}, {"role": "assistant", "content": null, "tool_calls": [call]},
                          {"role": "tool", "tool_call_id": "c", "content": "y"}]);
    let (_, body, fields) = try_encode(&chat(json!({ "messages": messages })), &EncodeTarget::named(NOVA)).expect("it can be sent");
    assert_eq!((&body["toolConfig"]["tools"][0]["toolSpec"]["name"], &fields.emulated[..]), (&json!("f"), &["tools".to_owned()][..]));
    assert_eq!(refused(NOVA, json!({"messages": messages, "tools": [tool("f")], "tool_choice": "none"})), "tool_choice");
    assert_eq!(sent(NOVA, json!({"messages": hi(), "tools": [tool("f")], "tool_choice": "none"}))["toolConfig"], Value::Null);
}

#[test]
fn thinking_of_others_stays_here_and_marks_of_others_too() {
    let body = json!({"messages": [
        {"role": "user", "content": [{"text": "x"}]},
        {"role": "assistant", "content": [
            {"reasoningContent": {"reasoningText": {"text": "hm", "signature": "gemini:xx"}}}, {"text": "a"},
            {"toolUse": {"toolUseId": "t", "name": "f", "input": {}, "extra_content": {"google": {}}}}]},
        {"role": "user", "content": [{"toolResult": {"toolUseId": "t", "content": [{"text": "y"}]}}]}],
        "toolConfig": {"tools": [{"toolSpec": {"name": "f", "inputSchema": {"json": {}}}}]}});
    let (_, sent, fields) = try_encode(&converse(body), &EncodeTarget::named(CLAUDE)).expect("it can be sent");
    assert_eq!(sent["messages"][1]["content"], json!([{"text": "a"}, {"toolUse": {"toolUseId": "t", "name": "f", "input": {}}}]));
    assert_eq!(fields.dropped, ["messages.1.content.0"]);
}

#[test]
fn a_loop_that_another_model_began_goes_on_without_thinking() {
    let said = |signature: &str| {
        let thought = json!({"reasoningContent": {"reasoningText": {"text": "hm", "signature": signature}}});
        let call = json!({"toolUse": {"toolUseId": "tooluse_1", "name": "f", "input": {}}});
        converse(json!({
            "messages": [{"role": "user", "content": [{"text": "x"}]}, {"role": "assistant", "content": [thought, call]},
                         {"role": "user", "content": [{"toolResult": {"toolUseId": "tooluse_1", "content": [{"text": "y"}]}}]}],
            "toolConfig": {"tools": [{"toolSpec": {"name": "f", "inputSchema": {"json": {}}}}]},
            "additionalModelRequestFields": {"thinking": {"type": "enabled", "budget_tokens": 1024}, "top_k": 5}}))
    };
    let sent = |request: &Request, model: &str| try_encode(request, &EncodeTarget::named(model)).expect("it can be sent").1;
    assert_eq!(sent(&said("EqQB"), CLAUDE)["additionalModelRequestFields"]["thinking"]["type"], "enabled");
    let foreign = sent(&said("gemini:xx"), CLAUDE);
    assert_eq!(foreign["additionalModelRequestFields"], json!({"thinking": {"type": "disabled"}, "top_k": 5}));
    assert_eq!(foreign["messages"][1]["content"].as_array().map(Vec::len), Some(1));
    assert_eq!(sent(&said("EqQB"), NOVA)["messages"][1]["content"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_form_of_answer_without_a_readable_schema_is_refused_where_it_stands() {
    let body = json!({"model": "m", "messages": [{"role": "user", "content": [{"text": "Hi"}]}],
                      "outputConfig": {"textFormat": {"type": "json_schema", "structure": {"jsonSchema": {"schema": "{"}}}}});
    let error = Bedrock.decode_request(object(body)).expect_err("no schema");
    assert_eq!(error.path(), Some("outputConfig.textFormat.structure.jsonSchema.schema"));
}
