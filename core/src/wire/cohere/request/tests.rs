use serde_json::{Map, Value, json};

use super::{decode, encode};
use crate::error::Result;
use crate::types::{Part, Request};
use crate::wire::openai_chat::OpenaiChat;
use crate::wire::{Codec, EncodeTarget, Fields, ModelFacts, OnUnsupported, Undo};

fn object(value: Value) -> Map<String, Value> {
    if let Value::Object(object) = value { object } else { unreachable!("an object") }
}

fn target() -> EncodeTarget<'static> {
    EncodeTarget::named("command-a-03-2025")
}

fn sent_to(request: &Request, target: &EncodeTarget<'_>) -> Result<(Value, Undo, Fields)> {
    let mut fields = Fields::default();
    let (body, undo) = encode(request, target, &mut fields)?;
    Ok((serde_json::from_slice(&body).expect("JSON"), undo, fields))
}

/// A chat request with some members more, as it goes out.
fn chat(members: Value) -> Request {
    let mut body = json!({"model": "m", "messages": [{"role": "user", "content": "hi"}]});
    body.as_object_mut().expect("an object").extend(object(members));
    OpenaiChat.decode_request(object(body)).expect("a chat request")
}

fn sent(members: Value) -> (Value, Undo, Fields) {
    sent_to(&chat(members), &target()).expect("it can be sent")
}

fn refused(members: Value) -> (String, String) {
    let error = sent_to(&chat(members), &target()).expect_err("it is refused");
    (error.path().unwrap_or_default().to_owned(), error.get_reason().unwrap_or_default().to_owned())
}

fn rich() -> Value {
    json!({
        "model": "command-a-03-2025",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": [
                {"type": "text", "text": "What is it like there?"},
                {"type": "image_url", "image_url": {"url": "https://example.com/a.png", "detail": "low"}},
            ]},
            {"role": "assistant", "tool_plan": "I look.", "tool_calls": [
                {"id": "f_1", "type": "function", "function": {"name": "f", "arguments": "{\"a\":1}"}},
            ]},
            {"role": "tool", "tool_call_id": "f_1", "content": [{"type": "document", "document": {"id": "d", "data": {"t": "dry"}}}]},
            {"role": "assistant", "content": [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "Dry."}],
             "citations": [{"start": 0, "end": 3, "text": "Dry", "sources": []}]},
            {"role": "user", "content": "And tomorrow?"},
        ],
        "max_tokens": 100, "temperature": 0.3, "p": 0.9, "k": 40, "stop_sequences": ["END"], "seed": 7,
        "frequency_penalty": 0.1, "presence_penalty": 0.2, "logprobs": true,
        "thinking": {"type": "enabled", "token_budget": 50},
        "documents": ["a", {"id": "x", "data": {"t": 1}}], "citation_options": {"mode": "FAST"}, "safety_mode": "STRICT", "priority": 1,
        "strict_tools": true, "tool_choice": "REQUIRED",
        "tools": [{"type": "function", "function": {"name": "f", "description": "d", "parameters": {"type": "object", "required": ["a"], "properties": {"a": {}}}}}],
        "response_format": {"type": "json_object", "json_schema": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}},
        "stream": true,
    })
}

#[test]
fn a_request_goes_out_as_it_came_and_is_rebuilt_whole() {
    let request = decode(object(rich())).expect("a request");
    let (same, _, _) = sent_to(&request, &target()).expect("it can be sent");
    assert_eq!(same, rich());
    let (again, _, fields) = sent_to(&Request { raw: None, ..request }, &target()).expect("it can be sent");
    assert_eq!(again, rich());
    assert!(fields.dropped.is_empty() && fields.emulated.is_empty(), "{fields:?}");
}

#[test]
fn what_the_target_adds_joins_what_came() {
    let request = decode(object(json!({"model": "m", "messages": [{"role": "user", "content": "hi"}], "p": 0.5, "new": 1}))).expect("a request");
    let params = object(json!({"temperature": 0.2, "top_p": 0.9, "max_tokens": 900, "stop": "X"}));
    let target = EncodeTarget { params: Some(&params), max_tokens: Some(300), ..target() };
    let (body, _, _) = sent_to(&Request { stream: true, ..request }, &target).expect("it can be sent");
    let more = json!({"model": "command-a-03-2025", "messages": [{"role": "user", "content": "hi"}], "p": 0.5, "new": 1, "temperature": 0.2,
                      "max_tokens": 300, "stop_sequences": ["X"], "stream": true});
    assert_eq!(body, more);
}

#[test]
fn the_chat_formats_words_become_this_ones() {
    let (body, _, fields) =
        sent(json!({"top_p": 1, "top_k": 600, "temperature": 1.7, "stop": ["a"], "max_completion_tokens": 9, "user": "u", "metadata": {"a": "b"}}));
    let expected = json!({"model": "command-a-03-2025", "messages": [{"role": "user", "content": "hi"}], "max_tokens": 9, "temperature": 1.0, "p": 0.99,
                          "k": 500, "stop_sequences": ["a"]});
    assert_eq!(body, expected);
    assert_eq!(
        (fields.emulated, fields.dropped),
        (vec!["temperature".into(), "top_p".into(), "top_k".into()], vec!["user".into(), "metadata".into()])
    );
    let (body, undo, _) = sent(json!({"stop": ["a", "b", "c", "d", "e", "f"]}));
    assert_eq!((body["stop_sequences"].as_array().map(Vec::len), undo.stop), (Some(5), vec!["f".to_owned()]));
}

#[test]
fn what_has_no_place_is_refused_by_name_or_let_go() {
    for (member, value) in [
        ("n", json!(2)),
        ("top_logprobs", json!(3)),
        ("presence_penalty", json!(-0.5)),
        ("logit_bias", json!({"1": 2})),
        ("web_search_options", json!({})),
        ("modalities", json!(["audio"])),
    ] {
        if member == "web_search_options" {
            assert_eq!(refused(json!({member: {"search_context_size": "low"}})), (member.to_owned(), "unsupported".to_owned()));
            continue;
        }
        assert_eq!(refused(json!({member: value})), (member.to_owned(), "unsupported".to_owned()), "{member}");
        let target = EncodeTarget { on_unsupported: OnUnsupported::Drop, ..target() };
        let (body, _, fields) = sent_to(&chat(json!({member: value})), &target).expect("it goes without");
        assert!(body.get(member).is_none() && fields.dropped == [member], "{body}");
    }
    let pdf =
        json!([{"role": "user", "content": [{"type": "file", "file": {"file_data": "data:application/pdf;base64,JVBERi0x", "filename": "a"}}]}]);
    assert_eq!(refused(json!({"messages": pdf})).0, "messages.0.content.0");
    let bare = json!([{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "http://example.com/a.png"}}]}]);
    assert_eq!(refused(json!({"messages": bare})), ("messages.0.content.0".to_owned(), "media".to_owned()));
}

#[test]
fn effort_becomes_a_budget_and_none_switches_off() {
    let thinks = ModelFacts { max_output: Some(32_000), reasoning: Some(true), ..ModelFacts::UNKNOWN };
    let thinking =
        |members: Value| sent_to(&chat(members), &EncodeTarget { facts: &thinks, ..target() }).expect("it can be sent").0["thinking"].clone();
    assert_eq!(thinking(json!({"reasoning_effort": "medium"})), json!({"type": "enabled", "token_budget": 11_200}));
    assert_eq!(thinking(json!({"reasoning_effort": "high", "max_tokens": 2000})), json!({"type": "enabled", "token_budget": 976}));
    assert_eq!(thinking(json!({"reasoning_effort": "none"})), json!({"type": "disabled"}));
    assert_eq!(thinking(json!({"thinking": {"type": "disabled"}})), json!({"type": "disabled"}));
    assert_eq!(thinking(json!({})), Value::Null);
    let never = ModelFacts { reasoning: Some(false), ..ModelFacts::UNKNOWN };
    let error = sent_to(&chat(json!({"reasoning_effort": "low"})), &EncodeTarget { facts: &never, ..target() }).expect_err("it never thinks");
    assert_eq!(error.path(), Some("reasoning_effort"));
}

#[test]
fn tools_are_chosen_in_this_apis_words() {
    let tool = |name: &str| json!({"type": "function", "function": {"name": name, "parameters": {"type": "object", "required": ["a"], "properties": {"a": {}}}, "strict": true}});
    let with = |choice: Value| sent(json!({"tools": [tool("f"), tool("g.h")], "tool_choice": choice}));
    assert_eq!(with(json!("none")).0["tool_choice"], "NONE");
    assert_eq!(with(json!("required")).0["tool_choice"], "REQUIRED");
    assert_eq!(with(json!("auto")).0.get("tool_choice"), None);
    let (body, undo, fields) = with(json!({"type": "function", "function": {"name": "g.h"}}));
    let sent_name = body["tools"][0]["function"]["name"].as_str().expect("a name").to_owned();
    assert_eq!((body["tools"].as_array().map(Vec::len), &body["tool_choice"], &body["strict_tools"]), (Some(1), &json!("REQUIRED"), &json!(true)));
    assert_eq!((undo.tool_names, fields.emulated), (vec![(sent_name, "g.h".to_owned())], vec!["tool_choice".to_owned()]));
    assert_eq!(refused(json!({"tools": [tool("f")], "parallel_tool_calls": false})).0, "parallel_tool_calls");
    assert_eq!(refused(json!({"tool_choice": "required"})).0, "tool_choice");
}

#[test]
fn a_schema_goes_by_the_api_or_in_words() {
    let schema = |schema: Value| json!({"type": "json_schema", "json_schema": {"name": "n", "schema": schema}});
    let good = json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "integer", "minimum": 1}}});
    let (body, undo, fields) = sent(json!({"response_format": schema(good.clone())}));
    assert_eq!(body["response_format"]["json_schema"]["properties"]["a"], json!({"type": "integer"}));
    assert_eq!((undo.validate, fields.emulated), (Some(good.clone()), vec!["response_format".to_owned()]));

    let tools = json!([{"type": "function", "function": {"name": "f"}}]);
    let (body, undo, _) = sent(json!({"response_format": schema(good.clone()), "tools": tools}));
    assert!(body.get("response_format").is_none() && undo.validate == Some(good));
    assert_eq!(body["messages"][0]["role"], "system");
    assert_eq!(sent(json!({"response_format": {"type": "json_object"}})).0["response_format"], json!({"type": "json_object"}));
}

#[test]
fn a_history_of_another_wire_is_told_in_this_one() {
    let messages = json!([
        {"role": "developer", "content": "Be brief."},
        {"role": "user", "name": "ann", "content": "both?"},
        {"role": "assistant", "content": null, "reasoning_content": "I ask.", "tool_calls": [
            {"id": "1", "type": "function", "function": {"name": "f", "arguments": ""}}, {"id": "2", "type": "function", "function": {"name": "g", "arguments": "{}"}}]},
        {"role": "user", "content": "well?"},
        {"role": "tool", "tool_call_id": "2", "content": "two"},
        {"role": "tool", "tool_call_id": "1", "content": [{"type": "text", "text": "one"}]},
        {"role": "assistant", "content": "", "reasoning_content": "over"},
        {"role": "system", "content": "Now sum up."},
    ]);
    let (body, _, fields) = sent(json!({"messages": messages}));
    let expected = json!([
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "both?"},
        {"role": "assistant", "tool_plan": "I ask.", "tool_calls": [
            {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}, {"id": "2", "type": "function", "function": {"name": "g", "arguments": "{}"}}]},
        {"role": "tool", "tool_call_id": "2", "content": "two"},
        {"role": "tool", "tool_call_id": "1", "content": "one"},
        {"role": "user", "content": "well?"},
        {"role": "system", "content": "Now sum up."},
    ]);
    assert_eq!(body["messages"], expected);
    assert_eq!(fields.dropped, ["messages.1.name", "messages.6.content.0"]);
}

#[test]
fn wrong_types_are_told_with_their_place() {
    let path = |members: Value| {
        let mut body = json!({"model": "m", "messages": [{"role": "user", "content": "hi"}]});
        body.as_object_mut().expect("an object").extend(object(members));
        decode(object(body)).expect_err("wrong").path().map(str::to_owned).unwrap_or_default()
    };
    assert_eq!(path(json!({"messages": []})), "messages");
    assert_eq!(path(json!({"messages": [{"role": "user", "content": 7}]})), "messages.0.content");
    assert_eq!(path(json!({"messages": [{"role": "bot", "content": "x"}]})), "messages.0.role");
    assert_eq!(path(json!({"messages": [{"role": "assistant", "tool_calls": [{"id": "x"}]}]})), "messages.0.tool_calls.0.function");
    assert_eq!(path(json!({"p": "much"})), "p");
    assert_eq!(path(json!({"thinking": {"type": "enabled", "token_budget": "all"}})), "thinking.token_budget");
    assert_eq!(path(json!({"tools": [{"function": {}}]})), "tools.0.function.name");
}

#[test]
fn a_result_that_failed_says_so_in_words() {
    let mut request = chat(json!({"messages": [
        {"role": "user", "content": "x"},
        {"role": "assistant", "content": null, "tool_calls": [{"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
        {"role": "tool", "tool_call_id": "1", "content": "no seat"}]}));
    if let Part::ToolResult { is_error, .. } = &mut request.turns[2].parts[0] {
        *is_error = true;
    }
    let (body, _, fields) = sent_to(&request, &target()).expect("it can be sent");
    assert_eq!((&body["messages"][2]["content"], fields.emulated.len()), (&json!("Error: no seat"), 1));
}
