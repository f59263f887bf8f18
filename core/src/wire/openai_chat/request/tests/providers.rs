//! Providers that differ from OpenAI: what each gets, is refused and is told of.

use serde_json::{Map, Value, json};

use super::super::{decode, encode};
use crate::error::{Error, Result};
use crate::types::{Dialect, Params, Part, Raw, Request, Role, Turn};
use crate::wire::{EncodeTarget, Fields, ModelFacts, OnUnsupported, Undo, quirks};

struct Sent {
    body: Value,
    undo: Undo,
    fields: Fields,
}

const KNOWN: ModelFacts = ModelFacts { context: Some(100_000), max_output: Some(10_000), ..ModelFacts::UNKNOWN };
const THINKS: ModelFacts = ModelFacts { reasoning: Some(true), ..KNOWN };

fn target<'a>(provider: &str, facts: &'a ModelFacts) -> EncodeTarget<'a> {
    EncodeTarget { quirks: quirks::of(provider), facts, ..EncodeTarget::named("m") }
}

fn send(request: &Request, target: &EncodeTarget<'_>) -> Result<Sent> {
    let mut fields = Fields::full();
    let (bytes, undo) = encode(request, target, &mut fields)?;
    Ok(Sent { body: serde_json::from_slice(&bytes).expect("a body is JSON"), undo, fields })
}

fn request(more: &Value) -> Request {
    let mut body = json!({"model": "m", "messages": [{"role": "user", "content": "hi"}]});
    body.as_object_mut().expect("an object").extend(more.as_object().cloned().expect("an object"));
    decode(body.as_object().cloned().expect("an object")).expect("a request")
}

fn sent(provider: &str, facts: &ModelFacts, more: &Value) -> Sent {
    send(&request(more), &target(provider, facts)).expect("it can be sent")
}

fn refused(provider: &str, facts: &ModelFacts, more: &Value) -> Error {
    send(&request(more), &target(provider, facts)).err().expect("it cannot be sent")
}

fn messages(provider: &str, list: &Value) -> Vec<Value> {
    sent(provider, &ModelFacts::UNKNOWN, &json!({"messages": list})).body["messages"].as_array().cloned().expect("a list")
}

#[test]
fn every_member_of_a_request_ends_in_one_place() {
    let more =
        json!({"max_tokens": 5, "max_completion_tokens": 6, "seed": 7, "user": "u", "stop": ["a"], "metadata": {"a": "b"}, "safe_prompt": true});
    let Sent { body, fields, .. } = sent("mistral", &KNOWN, &more);
    let expected = json!({"model": "m", "messages": [{"role": "user", "content": "hi"}], "stop": ["a"], "metadata": {"a": "b"}, "safe_prompt": true,
                          "max_tokens": 6, "random_seed": 7});
    assert_eq!(body, expected);
    assert_eq!(fields.dropped, ["max_completion_tokens", "user"]);
    let mapped = fields.mapped.expect("they are counted");
    assert_eq!(mapped, ["model", "messages", "max_tokens", "seed", "stop", "metadata", "safe_prompt"]);
}

#[test]
fn what_changes_the_answer_is_refused_or_by_policy_dropped() {
    for (provider, facts, member, value) in [
        ("mistral", KNOWN, "logprobs", json!(true)),
        ("groq", KNOWN, "n", json!(2)),
        ("cerebras", KNOWN, "presence_penalty", json!(1)),
        ("perplexity", KNOWN, "tools", json!([{"type": "function", "function": {"name": "f"}}])),
        ("deepseek", THINKS, "logprobs", json!(true)),
        ("xai", THINKS, "frequency_penalty", json!(0.5)),
    ] {
        let more = json!({member: value});
        let error = refused(provider, &facts, &more);
        assert_eq!((error.path(), error.get_reason()), (Some(member), Some("unsupported")), "{provider}");
        let dropping = EncodeTarget { on_unsupported: OnUnsupported::Drop, ..target(provider, &facts) };
        let Sent { body, fields, .. } = send(&request(&more), &dropping).expect("it goes without");
        assert!(body.get(member).is_none() && fields.dropped == [member], "{provider}: {body}");
    }
    let silent = json!({"logprobs": false, "logit_bias": {}, "modalities": ["text"]});
    assert_eq!(sent("groq", &KNOWN, &silent).body.as_object().map(Map::len), Some(2));
    assert_eq!(sent("groq", &KNOWN, &json!({"n": 1})).body["n"], 1);
    assert_eq!(sent("xai", &KNOWN, &json!({"frequency_penalty": 0.5})).body["frequency_penalty"], 0.5);
}

#[test]
fn instructions_go_under_the_role_that_a_provider_knows_and_the_operators_word_wins() {
    let list = json!([{"role": "developer", "content": "a"}, {"role": "user", "content": "b"}]);
    for provider in ["mistral", "deepseek", "qwen", "groq", "xai", "openrouter", "vllm", "together", "fireworks", "huggingface", "tokenmix"] {
        assert_eq!(messages(provider, &list)[0]["role"], "system", "{provider}");
    }
    assert_eq!(messages("openai_compatible", &list)[0]["role"], "developer");
    let own = EncodeTarget { system_role: Some("user"), ..target("mistral", &KNOWN) };
    let named = json!([{"role": "developer", "content": "a", "name": "x"}, {"role": "user", "content": "b"}]);
    assert_eq!(
        send(&request(&json!({"messages": named})), &own).expect("it can be sent").body["messages"][0],
        json!({"role": "user", "content": "a"})
    );
}

#[test]
fn mistral_gets_its_own_shapes_of_messages() {
    let got = messages(
        "mistral",
        &json!([
            {"role": "user", "name": "ana", "content": [
                {"type": "text", "text": "a", "cache_control": {"type": "ephemeral"}},
                {"type": "file", "file": {"file_data": "data:application/pdf;base64,AA", "filename": "a.pdf"}},
                {"type": "input_audio", "input_audio": {"data": "BB", "format": "mp3"}}]},
            {"role": "assistant", "content": ""},
            {"role": "assistant", "content": "c", "reasoning_content": "hm", "refusal": null, "annotations": []},
            {"role": "user", "content": "d"},
            {"role": "assistant", "content": "Once upon"}]),
    );
    assert_eq!(
        json!(got),
        json!([
            {"role": "user", "content": [
                {"type": "text", "text": "a"},
                {"type": "document_url", "document_url": "data:application/pdf;base64,AA", "document_name": "a.pdf"},
                {"type": "input_audio", "input_audio": "BB"}]},
            {"role": "assistant", "content": [{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}, {"type": "text", "text": "c"}]},
            {"role": "user", "content": "d"},
            {"role": "assistant", "content": "Once upon", "prefix": true}])
    );
    assert_eq!(sent("mistral", &KNOWN, &json!({"stream": true, "stream_options": {"include_usage": true}})).body.get("stream_options"), None);
    let tools = json!({"tools": [{"type": "function", "function": {"name": "f"}}], "tool_choice": "required"});
    assert_eq!(sent("mistral", &KNOWN, &tools).body["tool_choice"], "any");
}

#[test]
fn ids_of_calls_get_the_form_that_a_provider_takes_and_still_belong_together() {
    let call = |id: &str| json!({"id": id, "type": "function", "function": {"name": "f", "arguments": "{}"}});
    let list = json!([
        {"role": "user", "content": "a"},
        {"role": "assistant", "tool_calls": [call("call_1"), call("abcDEF123"), call("toolu_01")]},
        {"role": "tool", "tool_call_id": "toolu_01", "content": "x"}, {"role": "tool", "tool_call_id": "call_1", "content": "y"},
        {"role": "tool", "tool_call_id": "abcDEF123", "content": "z"}]);
    let got = messages("mistral", &list);
    let id = |at: usize| got[1]["tool_calls"][at]["id"].as_str().expect("an id").to_owned();
    assert!((0..3).all(|at| id(at).len() == 9 && id(at).bytes().all(|b| b.is_ascii_alphanumeric())));
    assert_eq!((got[2]["tool_call_id"].as_str(), got[3]["tool_call_id"].as_str()), (Some(id(2).as_str()), Some(id(0).as_str())));
    assert_eq!((id(1).as_str(), id(0) == id(2)), ("abcDEF123", false));
    assert_eq!(messages("groq", &list), list.as_array().cloned().expect("a list"), "others take any id");
}

#[test]
fn the_old_functions_go_as_tools_where_only_those_are_known() {
    let more = json!({
        "function_call": {"name": "f"}, "functions": [{"name": "f", "parameters": {"type": "object"}}],
        "messages": [{"role": "user", "content": "w?"},
                     {"role": "assistant", "content": null, "function_call": {"name": "f", "arguments": "{}"}},
                     {"role": "function", "name": "f", "content": "7 C"}]});
    let Sent { body, fields, .. } = sent("mistral", &KNOWN, &more);
    assert_eq!(body["tools"], json!([{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}]));
    assert_eq!(body["tool_choice"], json!({"type": "function", "function": {"name": "f"}}));
    assert_eq!(body["messages"][1]["tool_calls"][0]["id"], body["messages"][2]["tool_call_id"]);
    assert_eq!((body.get("functions"), body.get("function_call")), (None, None));
    assert!(fields.dropped.is_empty());
}

#[test]
fn deepseek_takes_texts_and_gets_thoughts_back_only_within_a_tool_loop() {
    let call = json!([{"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]);
    let list = json!([
        {"role": "system", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]},
        {"role": "user", "content": "c"}, {"role": "assistant", "content": "d", "reasoning_content": "plain"},
        {"role": "user", "content": "e"}, {"role": "assistant", "content": null, "reasoning_content": "loop", "tool_calls": call},
        {"role": "tool", "tool_call_id": "1", "content": "f"}]);
    let Sent { body, fields, .. } = sent("deepseek", &KNOWN, &json!({"messages": list}));
    assert_eq!(body["messages"][0]["content"], "a\n\nb");
    assert_eq!((body["messages"][2].get("reasoning_content"), &body["messages"][4]["reasoning_content"]), (None, &json!("loop")));
    assert_eq!(fields.dropped, ["messages.2.reasoning_content"]);

    let picture = json!({"messages": [{"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "image_url", "image_url": {"url": "https://x/a.png"}}]}]});
    assert_eq!(refused("deepseek", &KNOWN, &picture).path(), Some("messages.0.content.1"));
    let sees = ModelFacts { vision: Some(true), ..KNOWN };
    assert_eq!(sent("deepseek", &sees, &picture).body["messages"], picture["messages"]);
}

#[test]
fn an_effort_goes_in_the_words_of_each_provider() {
    let told = |provider: &str, effort: &str| {
        let Sent { body, fields, .. } = sent(provider, &THINKS, &json!({"reasoning_effort": effort}));
        let mut body = body.as_object().cloned().expect("an object");
        body.retain(|member, _| !matches!(member.as_str(), "model" | "messages"));
        (Value::Object(body), fields.emulated.contains(&"reasoning_effort".to_owned()))
    };
    assert_eq!(told("deepseek", "none"), (json!({"thinking": {"type": "disabled"}}), true));
    assert_eq!(told("deepseek", "low"), (json!({"thinking": {"type": "enabled"}, "reasoning_effort": "high"}), true));
    assert_eq!(told("deepseek", "high"), (json!({"thinking": {"type": "enabled"}, "reasoning_effort": "high"}), false));
    assert_eq!(told("deepseek", "xhigh").0["reasoning_effort"], "max");
    assert_eq!(told("qwen", "none"), (json!({"enable_thinking": false}), true));
    assert_eq!(told("qwen", "high"), (json!({"enable_thinking": true, "thinking_budget": 6000}), true));
    assert_eq!(told("openrouter", "high"), (json!({"reasoning_effort": "high"}), false));
    assert_eq!(told("mistral", "high"), (json!({"reasoning_effort": "high"}), false));
    let own = json!({"enable_thinking": false, "reasoning_effort": "high"});
    assert_eq!(sent("qwen", &THINKS, &own).body["enable_thinking"], false, "the provider's own members are the caller's to set");
}

#[test]
fn a_budget_of_another_dialect_reaches_those_that_take_one() {
    let turn = Turn { role: Role::User, parts: vec![Part::text("hi")], name: None, extra: Map::new() };
    let params = Params { thinking_budget: Some(3000), ..Params::default() };
    let raw = Some(Raw { dialect: Dialect::Anthropic, data: std::sync::Arc::new(Map::from_iter([("thinking".to_owned(), json!({}))]).into()) });
    let request = Request { model: "m".into(), turns: vec![turn], params, raw, ..Request::default() };
    let told = |provider: &str| send(&request, &target(provider, &THINKS)).expect("it can be sent").body;
    assert_eq!(told("openrouter")["reasoning"], json!({"max_tokens": 3000}));
    assert_eq!((&told("qwen")["enable_thinking"], &told("qwen")["thinking_budget"]), (&json!(true), &json!(3000)));
    assert_eq!(told("deepseek")["thinking"], json!({"type": "enabled"}));
    assert_eq!(told("groq")["reasoning_effort"], "medium");
}

#[test]
fn a_schema_goes_in_words_where_there_is_only_json_and_the_answer_is_checked() {
    let schema = json!({"type": "object", "properties": {"a": {"type": "integer"}}});
    let format = json!({"response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": schema}}});
    let Sent { body, undo, fields } = sent("deepseek", &KNOWN, &format);
    assert_eq!(body["response_format"], json!({"type": "json_object"}));
    let instruction = body["messages"][0]["content"].as_str().expect("a text");
    assert!(instruction.contains(&schema.to_string()) && body["messages"][0]["role"] == "system");
    assert_eq!((undo.validate.as_ref(), fields.emulated.as_slice()), (Some(&schema), &["response_format".to_owned()][..]));

    let listed = ModelFacts { json_schema: Some(true), ..KNOWN };
    for (facts, is_native) in [(&listed, true), (&ModelFacts::UNKNOWN, true), (&KNOWN, false)] {
        assert_eq!(sent("groq", facts, &format).body["response_format"]["type"] == "json_schema", is_native);
    }
    let with_system = json!({"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "hi"}], "response_format": format["response_format"]});
    assert!(sent("deepseek", &KNOWN, &with_system).body["messages"][0]["content"].as_str().expect("a text").starts_with("Be brief.\n\nAnswer"));
}

#[test]
fn qwen_names_the_only_tool_where_a_call_is_demanded() {
    let tool = |name: &str| json!({"type": "function", "function": {"name": name}});
    let Sent { body, fields, .. } = sent("qwen", &KNOWN, &json!({"tools": [tool("f")], "tool_choice": "required"}));
    assert_eq!(body["tool_choice"], json!({"type": "function", "function": {"name": "f"}}));
    assert_eq!(fields.emulated, ["tool_choice"]);
    assert_eq!(refused("qwen", &KNOWN, &json!({"tools": [tool("f"), tool("g")], "tool_choice": "required"})).path(), Some("tool_choice"));
}

#[test]
fn stop_texts_beyond_what_a_provider_takes_are_cut_off_here() {
    let stops = json!({"stop": ["a", "b", "c", "d", "e"]});
    let cut = |provider: &str, facts: &ModelFacts| {
        let Sent { body, undo, .. } = sent(provider, facts, &stops);
        (body.get("stop").and_then(Value::as_array).map_or(0, Vec::len), undo.stop.len())
    };
    assert_eq!((cut("groq", &KNOWN), cut("perplexity", &KNOWN)), ((4, 1), (0, 5)));
    assert_eq!((cut("xai", &THINKS), cut("xai", &KNOWN), cut("mistral", &KNOWN)), ((0, 5), (5, 0), (5, 0)));
}

#[test]
fn members_that_nobody_here_knows_reach_their_provider() {
    let more =
        json!({"chat_template_kwargs": {"enable_thinking": false}, "structured_outputs": {"regex": "a+"}, "provider": {"order": ["x"]}, "top_k": 5});
    for provider in ["vllm", "openrouter", "mistral", "qwen"] {
        let body = sent(provider, &KNOWN, &more).body;
        assert!(more.as_object().expect("an object").iter().all(|(member, value)| body[member] == *value), "{provider}: {body}");
    }
}
