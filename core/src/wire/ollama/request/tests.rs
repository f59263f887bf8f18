use serde_json::{Map, Value, json};

use super::{decode, encode};
use crate::error::Result;
use crate::types::{Part, Request};
use crate::wire::openai_chat::OpenaiChat;
use crate::wire::{Codec, EncodeTarget, Fields, ModelFacts, OnUnsupported};

const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

fn object(value: Value) -> Map<String, Value> {
    if let Value::Object(object) = value { object } else { unreachable!("an object") }
}

fn sent_to(request: &Request, target: &EncodeTarget<'_>) -> Result<(Value, Fields)> {
    let mut fields = Fields::default();
    let (body, _) = encode(request, target, &mut fields)?;
    Ok((serde_json::from_slice(&body).expect("JSON"), fields))
}

/// A chat request with some members more, as it goes out.
fn chat(members: Value) -> Request {
    let mut body = json!({"model": "m", "messages": [{"role": "user", "content": "hi"}]});
    body.as_object_mut().expect("an object").extend(object(members));
    OpenaiChat.decode_request(object(body)).expect("a chat request")
}

fn sent(members: Value) -> (Value, Fields) {
    sent_to(&chat(members), &EncodeTarget::named("llama3.1")).expect("it can be sent")
}

fn refused(members: Value) -> (String, String) {
    let error = sent_to(&chat(members), &EncodeTarget::named("llama3.1")).expect_err("it is refused");
    (error.path().unwrap_or_default().to_owned(), error.get_reason().unwrap_or_default().to_owned())
}

fn rich() -> Value {
    json!({
        "model": "llama3.1",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "What is this?", "images": [PNG]},
            {"role": "assistant", "content": "", "thinking": "hm", "tool_calls": [
                {"function": {"name": "f", "arguments": {"a": 1}, "index": 0}}, {"function": {"name": "f", "arguments": {}, "index": 1}}]},
            {"role": "tool", "content": "one", "tool_name": "f"},
            {"role": "tool", "content": "two", "tool_name": "f"},
            {"role": "user", "content": "And now?"},
        ],
        "format": {"type": "object", "properties": {"a": {"type": "string"}}},
        "think": true,
        "options": {"num_predict": 100, "temperature": 0.3, "top_p": 0.9, "top_k": 40, "stop": ["END"], "seed": 7, "frequency_penalty": 0.1,
                    "presence_penalty": 0.2, "num_ctx": 4096, "mirostat": 1},
        "logprobs": true, "top_logprobs": 2, "keep_alive": "5m",
        "tools": [{"type": "function", "function": {"name": "f", "description": "d", "parameters": {"type": "object", "properties": {}}}}],
        "stream": false,
    })
}

#[test]
fn a_request_goes_out_as_it_came_and_is_rebuilt_whole() {
    let request = decode(object(rich())).expect("a request");
    let (same, _) = sent_to(&request, &EncodeTarget::named("llama3.1")).expect("it can be sent");
    assert_eq!(same, rich());
    let (again, fields) = sent_to(&Request { raw: None, ..request }, &EncodeTarget::named("llama3.1")).expect("it can be sent");
    assert_eq!(again, rich());
    assert!(fields.dropped.is_empty() && fields.emulated.is_empty(), "{fields:?}");
}

#[test]
fn it_streams_unless_it_is_told_not_to() {
    let body = json!({"model": "m", "messages": [{"role": "user", "content": "hi"}], "format": "", "options": {}, "keep_alive": null});
    let request = decode(object(body.clone())).expect("a request");
    assert!(request.stream && request.params.response_format.is_none() && request.extra.is_empty());
    let (same, _) = sent_to(&request, &EncodeTarget::named("m")).expect("it can be sent");
    assert_eq!(same, body);
    let (whole, _) = sent_to(&Request { stream: false, ..request }, &EncodeTarget::named("m")).expect("it can be sent");
    assert_eq!(whole["stream"], false);
    assert_eq!(sent(json!({})).0["stream"], false);
    assert_eq!(sent(json!({"stream": true})).0["stream"], true);
}

#[test]
fn calls_and_results_find_each_other_by_id_by_name_or_in_order() {
    let request = decode(object(rich())).expect("a request");
    let ids = |turn: usize| -> Vec<String> {
        let id = |part: &Part| match part {
            Part::ToolCall { id, .. } | Part::ToolResult { id, .. } => Some(id.clone()),
            _ => None,
        };
        request.turns[turn].parts.iter().filter_map(id).collect()
    };
    assert_eq!(ids(2), ["call_2_0", "call_2_1"]);
    assert_eq!((ids(3), ids(4)), (vec!["call_2_0".to_owned()], vec!["call_2_1".to_owned()]));
}

#[test]
fn what_the_target_adds_joins_what_came() {
    let body = json!({"model": "m", "messages": [{"role": "user", "content": "hi"}], "options": {"top_p": 0.5, "num_ctx": 9}, "stream": false});
    let params = object(json!({"temperature": 0.2, "top_p": 0.9, "max_tokens": 900}));
    let target = EncodeTarget { params: Some(&params), max_tokens: Some(300), ..EncodeTarget::named("up") };
    let (sent, _) = sent_to(&decode(object(body)).expect("a request"), &target).expect("it can be sent");
    assert_eq!(sent["options"], json!({"top_p": 0.5, "num_ctx": 9, "num_predict": 300, "temperature": 0.2}));
}

#[test]
fn the_chat_formats_words_become_options() {
    let members = json!({"temperature": 0.1, "max_completion_tokens": 9, "stop": "x", "seed": 3, "user": "u", "response_format": {"type": "json_object"},
                         "options": {"num_ctx": 512}, "keep_alive": "1m", "verbosity": "low"});
    let (body, fields) = sent(members);
    assert_eq!(body["options"], json!({"num_ctx": 512, "num_predict": 9, "temperature": 0.1, "stop": ["x"], "seed": 3}));
    assert_eq!((&body["format"], &body["keep_alive"]), (&json!("json"), &json!("1m")));
    assert_eq!(fields.dropped, ["user", "verbosity"]);
}

#[test]
fn thinking_is_a_switch_or_for_one_family_a_level() {
    let think = |model: &str, effort: &str| {
        let (body, fields) = sent_to(&chat(json!({"reasoning_effort": effort})), &EncodeTarget::named(model)).expect("it can be sent");
        (body["think"].clone(), !fields.emulated.is_empty())
    };
    assert_eq!([think("deepseek-r1", "none"), think("deepseek-r1", "medium")], [(json!(false), false), (json!(true), false)]);
    assert_eq!(think("deepseek-r1", "high"), (json!(true), true));
    assert_eq!(
        [think("gpt-oss:20b", "high"), think("gpt-oss:20b", "xhigh"), think("gpt-oss:20b", "none")],
        [(json!("high"), false), (json!("high"), true), (json!("low"), true)]
    );
    let never = ModelFacts { reasoning: Some(false), ..ModelFacts::UNKNOWN };
    let error =
        sent_to(&chat(json!({"reasoning_effort": "low"})), &EncodeTarget { facts: &never, ..EncodeTarget::named("m") }).expect_err("it never thinks");
    assert_eq!(error.path(), Some("reasoning_effort"));
}

#[test]
fn what_has_no_place_is_refused_by_name_or_let_go() {
    let tools = json!([{"type": "function", "function": {"name": "f"}}]);
    for (member, members) in [
        ("n", json!({"n": 2})),
        ("logit_bias", json!({"logit_bias": {"1": 2}})),
        ("tool_choice", json!({"tools": tools, "tool_choice": "required"})),
        ("parallel_tool_calls", json!({"tools": tools, "parallel_tool_calls": false})),
    ] {
        assert_eq!(refused(members.clone()), (member.to_owned(), "unsupported".to_owned()));
        let target = EncodeTarget { on_unsupported: OnUnsupported::Drop, ..EncodeTarget::named("m") };
        let (body, fields) = sent_to(&chat(members), &target).expect("it goes without");
        assert!(body.get(member).is_none() && fields.dropped == [member], "{body}");
    }
    let remote = json!([{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}]}]);
    assert_eq!(refused(json!({"messages": remote})).0, "messages.0.content.0");
    assert_eq!(refused(json!({"think": 7})).0, "think");
    assert_eq!(refused(json!({"options": {"top_p": "x"}})).0, "options.top_p");
    let (body, fields) = sent(json!({"tools": tools, "tool_choice": "none"}));
    assert!(body.get("tools").is_none() && fields.emulated == ["tool_choice"]);
}

#[test]
fn a_history_of_another_wire_is_told_in_this_one() {
    let call = |id: &str, name: &str| json!({"id": id, "type": "function", "function": {"name": name, "arguments": "{\"a\":1}"}});
    let messages = json!([
        {"role": "developer", "content": [{"type": "text", "text": "One."}, {"type": "text", "text": "Two."}]},
        {"role": "user", "content": [{"type": "text", "text": "look"}, {"type": "image_url", "image_url": {"url": format!("data:image/png;base64,{PNG}")}}]},
        {"role": "assistant", "content": null, "tool_calls": [call("1", "f"), call("2", "f"), call("3", "g")]},
        {"role": "tool", "tool_call_id": "3", "content": "three"},
        {"role": "tool", "tool_call_id": "2", "content": "two"},
        {"role": "tool", "tool_call_id": "1", "content": "one"},
        {"role": "assistant", "content": ""},
        {"role": "user", "content": "and?"},
    ]);
    let (body, _) = sent(json!({"messages": messages}));
    let called = |name: &str| json!({"function": {"name": name, "arguments": {"a": 1}}});
    let result = |name: &str, text: &str, id: &str| json!({"role": "tool", "content": text, "tool_name": name, "tool_call_id": id});
    let expected = json!([
        {"role": "system", "content": "One.\n\nTwo."},
        {"role": "user", "content": "look", "images": [PNG]},
        {"role": "assistant", "content": "", "tool_calls": [called("f"), called("f"), called("g")]},
        result("f", "one", "1"),
        result("f", "two", "2"),
        result("g", "three", "3"),
        {"role": "assistant", "content": ""},
        {"role": "user", "content": "and?"},
    ]);
    assert_eq!(body["messages"], expected);
    let broken = json!([{"role": "user", "content": "x"},
        {"role": "assistant", "content": null, "tool_calls": [{"id": "1", "type": "function", "function": {"name": "f", "arguments": "{\"a"}}]},
        {"role": "tool", "tool_call_id": "1", "content": "bad"}]);
    assert_eq!(refused(json!({"messages": broken})), ("messages.1.tool_calls".to_owned(), "arguments".to_owned()));
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
    assert_eq!(path(json!({"messages": [{"role": "user", "images": [7]}]})), "messages.0.images.0");
    assert_eq!(path(json!({"options": {"top_p": "much"}})), "options.top_p");
    assert_eq!(path(json!({"format": "xml"})), "format");
    assert_eq!(path(json!({"think": 7})), "think");
}
