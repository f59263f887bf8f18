//! Requests there and back: faithful on the way to their own dialect, complete when built anew.

mod providers;

use serde_json::{Map, Value, json};

use super::{decode, encode};
use crate::error::{ErrorKind, Result};
use crate::types::{Dialect, Extra, Media, MediaSource, Part, Raw, Request, ResponseFormat, Role, Tool, ToolChoice, Turn};
use crate::wire::{EncodeTarget, Fields, ModelFacts, OnUnsupported};

const TARGET: EncodeTarget<'_> = EncodeTarget {
    model: "up",
    params: None,
    max_tokens: None,
    first_party_openai: false,
    system_role: None,
    quirks: &[],
    facts: &ModelFacts::UNKNOWN,
    on_unsupported: OnUnsupported::Error,
};

fn read(body: Value) -> Result<Request> {
    let Value::Object(body) = body else { panic!("a body is an object") };
    decode(body)
}

fn request(body: Value) -> Request {
    read(body).expect("a valid request")
}

fn sent_to(request: &Request, target: &EncodeTarget<'_>) -> Value {
    let (body, _) = encode(request, target, &mut Fields::default()).expect("it can be sent");
    serde_json::from_slice(&body).expect("a body is JSON")
}

fn user(text: &str) -> Value {
    json!([{"role": "user", "content": text}])
}

/// Everything that has a canonical form, in the form in which it is built.
fn rich() -> Value {
    json!({
        "model": "up",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "name": "ana", "content": [
                {"type": "text", "text": "What is this?", "cache_control": {"type": "ephemeral"}},
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA", "detail": "low"}},
                {"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}},
                {"type": "file", "file": {"file_data": "data:application/pdf;base64,AAAA", "filename": "a.pdf"}},
                {"type": "video_url", "video_url": {"url": "https://example.com/a.mp4"}}]},
            {"role": "assistant", "content": null, "reasoning_content": "hm", "tool_calls": [
                {"id": "call_a", "type": "function", "function": {"name": "f", "arguments": "{\"a\":"}},
                {"id": "call_b", "type": "custom", "custom": {"name": "g", "input": "free"}}]},
            {"role": "tool", "tool_call_id": "call_a", "content": "7 C"},
            {"role": "tool", "tool_call_id": "call_b", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]},
            {"role": "assistant", "content": "7", "prefix": true},
        ],
        "tools": [
            {"type": "function", "function": {"name": "f", "description": "d", "parameters": {"type": "object"}, "strict": true}},
            {"type": "custom", "custom": {"name": "g"}},
        ],
        "tool_choice": {"type": "function", "function": {"name": "f"}},
        "max_tokens": 5, "temperature": 0.5, "top_p": 0.9, "n": 2, "stop": ["a", "b"], "seed": 7,
        "frequency_penalty": 0.1, "presence_penalty": -0.5, "logprobs": true, "top_logprobs": 3, "parallel_tool_calls": false,
        "reasoning_effort": "low", "user": "u", "service_tier": "flex", "top_k": 40,
        "response_format": {"type": "json_schema", "json_schema": {"name": "p", "schema": {"type": "object"}, "strict": true, "description": "d"}},
        "logit_bias": {"1": 2}, "metadata": {"team": "a"},
    })
}

#[test]
fn the_same_dialect_goes_out_member_for_member_under_the_targets_model() {
    let mut body = json!({
        "zeta": 1, "model": "chat", "messages": [{"role": "user", "content": "hi", "odd": null}], "max_tokens": null,
        "temperature": 1.0, "tools": [], "moderation": {"model": "m"}, "n": 1.50e1, "stream": false,
    });
    let (sent, _) = encode(&request(body.clone()), &TARGET, &mut Fields::default()).expect("it can be sent");
    body["model"] = json!("up");
    assert_eq!(std::str::from_utf8(&sent).expect("UTF-8"), body.to_string());
}

#[test]
fn a_body_built_anew_says_all_that_the_callers_said() {
    let mut decoded = request(rich());
    decoded.raw = None;
    assert_eq!(sent_to(&decoded, &TARGET), rich());
}

#[test]
fn every_member_is_named_for_the_preview() {
    let mut fields = Fields::full();
    encode(&request(rich()), &TARGET, &mut fields).expect("it can be sent");
    let Value::Object(rich) = rich() else { panic!("an object") };
    assert_eq!(fields.mapped.expect("asked for"), rich.keys().cloned().collect::<Vec<_>>());
}

#[test]
fn a_stream_always_asks_for_usage_and_keeps_its_other_options() {
    let body = json!({"model": "m", "messages": user("hi"), "stream": true, "stream_options": {"include_obfuscation": false}});
    let decoded = request(body);
    assert!(decoded.stream && !decoded.stream_usage);
    assert_eq!(sent_to(&decoded, &TARGET)["stream_options"], json!({"include_obfuscation": false, "include_usage": true}));
    assert_eq!(sent_to(&Request { raw: None, ..decoded }, &TARGET)["stream_options"], json!({"include_obfuscation": false, "include_usage": true}));
    let asked = request(json!({"model": "m", "messages": user("hi"), "stream": true, "stream_options": {"include_usage": true}}));
    assert!(asked.stream_usage);
}

#[test]
fn the_targets_params_hold_where_the_caller_said_nothing() {
    let Value::Object(params) = json!({"temperature": 0, "top_p": 0.5, "max_tokens": 9, "model": "x", "top_k": 3}) else { panic!("an object") };
    let target = EncodeTarget { params: Some(&params), ..TARGET };
    let body = json!({"model": "m", "messages": user("hi"), "temperature": 1, "top_p": null, "max_completion_tokens": 4});
    let sent = sent_to(&request(body), &target);
    assert_eq!((&sent["model"], &sent["temperature"], &sent["top_p"], &sent["top_k"]), (&json!("up"), &json!(1), &json!(0.5), &json!(3)));
    assert_eq!((sent.get("max_tokens"), &sent["max_completion_tokens"]), (None, &json!(4)));
}

#[test]
fn the_budgets_bound_holds_where_nobody_set_one() {
    let bounded = EncodeTarget { max_tokens: Some(100), ..TARGET };
    let plain = || request(json!({"model": "m", "messages": user("hi")}));
    assert_eq!(sent_to(&plain(), &bounded)["max_tokens"], 100);
    assert_eq!(sent_to(&plain(), &EncodeTarget { first_party_openai: true, ..bounded })["max_completion_tokens"], 100);
    let own = request(json!({"model": "m", "messages": user("hi"), "max_tokens": 500}));
    assert_eq!(sent_to(&own, &bounded)["max_tokens"], 500);
    for (of_params, expected) in [(900, 100), (20, 20)] {
        let params = Map::from_iter([("max_tokens".to_owned(), json!(of_params))]);
        let sent = sent_to(&plain(), &EncodeTarget { params: Some(&params), first_party_openai: true, ..bounded });
        assert_eq!((&sent["max_tokens"], sent.get("max_completion_tokens")), (&json!(expected), None));
    }
}

#[test]
fn instructions_go_under_the_one_role_that_an_endpoint_knows() {
    let body = json!({"model": "m", "messages": [
        {"role": "system", "content": "a"}, {"content": "b", "role": "developer"}, {"role": "user", "content": "c"}]});
    let roles = |request: &Request, target: &EncodeTarget<'_>| -> Vec<Value> {
        sent_to(request, target)["messages"].as_array().expect("a list").iter().map(|m| m["role"].clone()).collect()
    };
    let decoded = request(body);
    assert_eq!(roles(&decoded, &TARGET), ["system", "developer", "user"]);
    assert_eq!(roles(&decoded, &EncodeTarget { system_role: Some("developer"), ..TARGET }), ["developer", "developer", "user"]);
    let built = Request { raw: None, ..decoded };
    assert_eq!(roles(&built, &TARGET), ["system", "system", "user"]);
    assert_eq!(roles(&built, &EncodeTarget { first_party_openai: true, ..TARGET }), ["system", "developer", "user"]);
    assert_eq!(roles(&built, &EncodeTarget { system_role: Some("user"), ..TARGET }), ["user", "user", "user"]);
}

#[test]
fn the_old_functions_are_understood_and_stay_what_they_were() {
    let body = json!({
        "model": "up", "function_call": {"name": "f"}, "functions": [{"name": "f", "parameters": {"type": "object"}}],
        "messages": [
            {"role": "user", "content": "w?"},
            {"role": "assistant", "content": null, "function_call": {"name": "f", "arguments": "{}"}},
            {"role": "function", "name": "f", "content": "7 C"}],
    });
    let decoded = request(body.clone());
    assert_eq!(decoded.params.tool_choice, Some(ToolChoice::Named("f".into())));
    assert_eq!(decoded.tools[0].name, "f");
    let (Part::ToolCall { id: call, .. }, Part::ToolResult { id: result, .. }) = (&decoded.turns[1].parts[0], &decoded.turns[2].parts[0]) else {
        panic!("a call and its result")
    };
    assert_eq!(call, result);
    assert_eq!(sent_to(&Request { raw: None, ..decoded }, &TARGET), body);
}

#[test]
fn a_wrong_type_is_an_error_that_names_its_place() {
    let table = [
        (json!({"messages": user("hi")}), "model"),
        (json!({"model": 7, "messages": user("hi")}), "model"),
        (json!({"model": "m"}), "messages"),
        (json!({"model": "m", "messages": []}), "messages"),
        (json!({"model": "m", "messages": "hi"}), "messages"),
        (json!({"model": "m", "messages": ["hi"]}), "messages.0"),
        (json!({"model": "m", "messages": [{"content": "hi"}]}), "messages.0.role"),
        (json!({"model": "m", "messages": [{"role": "robot", "content": "hi"}]}), "messages.0.role"),
        (json!({"model": "m", "messages": [{"role": "user", "content": "a"}, {"role": "user", "content": 7}]}), "messages.1.content"),
        (json!({"model": "m", "messages": [{"role": "user", "content": [{"type": "text"}]}]}), "messages.0.content.0.text"),
        (json!({"model": "m", "messages": [{"role": "assistant", "tool_calls": {}}]}), "messages.0.tool_calls"),
        (json!({"model": "m", "messages": [{"role": "tool", "tool_call_id": 7, "content": "x"}]}), "messages.0.tool_call_id"),
        (json!({"model": "m", "messages": user("hi"), "tools": [{"type": "function"}]}), "tools.0.function"),
        (json!({"model": "m", "messages": user("hi"), "tools": [{"type": "function", "function": {}}]}), "tools.0.function.name"),
        (json!({"model": "m", "messages": user("hi"), "temperature": "hot"}), "temperature"),
        (json!({"model": "m", "messages": user("hi"), "max_tokens": -1}), "max_tokens"),
        (json!({"model": "m", "messages": user("hi"), "n": 1.5}), "n"),
        (json!({"model": "m", "messages": user("hi"), "stop": [7]}), "stop"),
        (json!({"model": "m", "messages": user("hi"), "stream": "yes"}), "stream"),
        (json!({"model": "m", "messages": user("hi"), "response_format": "json"}), "response_format"),
    ];
    for (body, path) in table {
        let error = read(body.clone()).expect_err("a wrong type");
        assert_eq!((error.kind(), error.path()), (ErrorKind::InvalidRequest, Some(path)), "{body}");
    }
}

#[test]
fn what_a_provider_might_accept_is_not_refused() {
    for body in [
        json!({"model": "m", "messages": [{"role": "user", "content": null}]}),
        json!({"model": "m", "messages": [{"role": "user", "content": ["a", {"type": "document", "x": 1}]}]}),
        json!({"model": "m", "messages": user("hi"), "tools": null, "stop": null, "tool_choice": {"function": {"name": "f"}}, "top_k": -1}),
        json!({"model": "m", "messages": user("hi"), "tools": [{"type": "web_search"}], "response_format": {"type": "grammar", "g": "x"}}),
        json!({"model": "m", "messages": [{"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": {"a": 1}}}]}]}),
    ] {
        assert!(read(body.clone()).is_ok(), "{body}");
    }
}

/// A request as another dialect's door would give it.
fn foreign(turns: Vec<Turn>) -> Request {
    Request { model: "m".into(), turns, raw: Some(Raw { dialect: Dialect::Anthropic, data: std::sync::Arc::default() }), ..Request::default() }
}

fn turn(role: Role, parts: Vec<Part>) -> Turn {
    Turn { role, parts, name: None, extra: Extra::new() }
}

#[test]
fn a_picture_in_a_tool_result_follows_as_a_users_turn_after_all_results() {
    let picture =
        Part::Image(Media { mime: "image/png".into(), source: MediaSource::Base64("AAAA".into()), name: None, detail: None, extra: Extra::new() });
    let result = |id: &str, parts, is_error| Part::ToolResult { id: id.into(), name: None, parts, is_error, extra: Extra::new() };
    let request =
        foreign(vec![turn(Role::User, vec![result("a", vec![picture], false), result("b", vec![Part::text("boom")], true), Part::text("Well?")])]);
    let mut fields = Fields::default();
    let (body, _) = encode(&request, &TARGET, &mut fields).expect("it can be sent");
    let body: Value = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(
        body["messages"],
        json!([
            {"role": "tool", "tool_call_id": "a", "content": "See the attachment."},
            {"role": "tool", "tool_call_id": "b", "content": "Error: boom"},
            {"role": "user", "content": [
                {"type": "text", "text": "Attachment of the tool result `a`:"},
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}]},
            {"role": "user", "content": "Well?"},
        ])
    );
    assert_eq!(fields.emulated, ["messages.0.content.0", "messages.0.is_error"]);
}

#[test]
fn what_cannot_cross_over_is_named_or_refused() {
    let thought = Part::Thinking { text: "hm".into(), signature: Some("s".into()), origin: Some(Dialect::Anthropic), extra: Extra::new() };
    let marked = Part::Text { text: "a".into(), extra: Extra::from_iter([("cache_control".to_owned(), json!({}))]) };
    let mut request = foreign(vec![turn(Role::User, vec![marked]), turn(Role::Assistant, vec![thought, Part::text("b")])]);
    request.extra.insert("metadata".to_owned(), json!({}));
    let mut fields = Fields::default();
    let (body, _) = encode(&request, &TARGET, &mut fields).expect("it can be sent");
    let body: Value = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(body, json!({"model": "up", "messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}));
    assert_eq!(fields.dropped, ["messages.0.content.0.cache_control", "messages.1.content.0.thinking", "metadata"]);

    let native = Raw { dialect: Dialect::Anthropic, data: json!({"type": "web_search_20250305"}).into() };
    let tool = Tool { name: "web_search".into(), description: None, parameters: None, strict: None, extra: Extra::new(), native: Some(native) };
    let with_tool = Request { tools: vec![tool], ..foreign(vec![turn(Role::User, vec![Part::text("a")])]) };
    let error = encode(&with_tool, &TARGET, &mut Fields::default()).expect_err("no such tool here");
    assert_eq!((error.kind(), error.path()), (ErrorKind::InvalidRequest, Some("tools.0")));

    let mut with_format = foreign(vec![turn(Role::User, vec![Part::text("a")])]);
    with_format.params.response_format = Some(ResponseFormat::Other(json!({"type": "x"})));
    assert_eq!(
        encode(&with_format, &TARGET, &mut Fields::default()).err().and_then(|e| e.path().map(str::to_owned)).as_deref(),
        Some("response_format")
    );
}

#[test]
fn openai_itself_never_sees_the_signature_of_another_providers_call() {
    let call = json!({"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}, "extra_content": {"google": {"thought_signature": "x"}}});
    let body = json!({"model": "m", "messages": [
        {"role": "user", "content": "a"}, {"role": "assistant", "tool_calls": [call]}, {"role": "tool", "tool_call_id": "c1", "content": "r"}]});
    let request = super::decode(body.as_object().cloned().expect("an object")).expect("a request");
    let call_of = |first_party_openai| {
        let target = EncodeTarget { first_party_openai, ..EncodeTarget::named("m") };
        let sent: Value = serde_json::from_slice(&super::encode(&request, &target, &mut Fields::default()).expect("it can be sent").0).expect("JSON");
        sent["messages"][1]["tool_calls"][0].clone()
    };
    assert_eq!(call_of(false), call);
    assert_eq!(call_of(true), json!({"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}));
}
