//! Requests there and back: faithful on the way to their own dialect, complete when built anew.

use serde_json::{Map, Value, json};

use super::{decode, encode, encode_count};
use crate::error::Result;
use crate::types::{Dialect, Extra, Part, Request, Role, ToolChoice};
use crate::wire::openai_chat::OpenaiChat;
use crate::wire::{Codec, EncodeTarget, Fields, ModelFacts, OnUnsupported, Undo};

fn body(value: Value) -> Map<String, Value> {
    let Value::Object(body) = value else { panic!("a body is an object") };
    body
}

fn request(value: Value) -> Request {
    decode(body(value)).expect("a valid request")
}

fn chat(value: Value) -> Request {
    OpenaiChat.decode_request(body(value)).expect("a valid chat request")
}

fn sent_to(request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<(Value, Undo)> {
    let (body, undo) = encode(request, target, fields)?;
    Ok((serde_json::from_slice(&body).expect("a body is JSON"), undo))
}

fn sent(request: &Request) -> Value {
    sent_to(request, &EncodeTarget::named("up"), &mut Fields::default()).expect("it can be sent").0
}

/// Everything that has a canonical form, in the form in which it is built.
fn rich() -> Value {
    json!({
        "model": "up",
        "instructions": "Be brief.",
        "input": [
            {"role": "developer", "content": "Really."},
            {"role": "user", "content": [
                {"type": "input_text", "text": "What is this?"},
                {"type": "input_image", "image_url": "data:image/png;base64,AAAA", "detail": "low"},
                {"type": "input_file", "file_data": "data:application/pdf;base64,AAAA", "filename": "a.pdf"}]},
            {"type": "reasoning", "id": "rs_1", "summary": [{"type": "summary_text", "text": "hm"}], "encrypted_content": "gAAA"},
            {"role": "assistant", "content": "Let me look.", "phase": "commentary"},
            {"type": "web_search_call", "id": "ws_1", "status": "completed", "action": {"type": "search", "query": "x"}},
            {"type": "function_call", "call_id": "call_a", "name": "f", "arguments": "{\"a\":"},
            {"type": "custom_tool_call", "call_id": "call_b", "name": "g", "input": "free"},
            {"type": "function_call_output", "call_id": "call_a", "output": "7 C"},
            {"type": "custom_tool_call_output", "call_id": "call_b", "output": [{"type": "input_text", "text": "a"}, {"type": "input_text", "text": "b"}]},
            {"role": "user", "content": "And now?"},
        ],
        "tools": [
            {"type": "function", "name": "f", "description": "d", "parameters": {"type": "object"}, "strict": true, "defer_loading": true},
            {"type": "web_search", "search_context_size": "low"},
        ],
        "tool_choice": {"type": "function", "name": "f"},
        "parallel_tool_calls": false,
        "text": {"format": {"type": "json_schema", "name": "answer", "schema": {"type": "object"}, "strict": true}, "verbosity": "low"},
        "reasoning": {"effort": "low", "summary": "auto"},
        "include": ["reasoning.encrypted_content", "message.output_text.logprobs"],
        "max_output_tokens": 99,
        "temperature": 0.5,
        "top_p": 0.25,
        "top_logprobs": 2,
        "previous_response_id": "resp_0",
        "service_tier": "flex",
        "truncation": "auto",
        "stream": true,
    })
}

#[test]
fn the_same_dialect_gets_the_callers_body_under_the_targets_model() {
    let mut expected = rich();
    expected["model"] = json!("other");
    let mut fields = Fields::full();
    let (sent, undo) = sent_to(&request(rich()), &EncodeTarget::named("other"), &mut fields).expect("it can be sent");
    assert_eq!((sent, undo.is_empty(), fields.dropped.is_empty()), (expected, true, true));
    assert_eq!(fields.mapped.expect("a full list").len(), rich().as_object().expect("an object").len());
}

#[test]
fn a_request_is_rebuilt_whole_from_the_canonical_form() {
    let rebuilt = sent(&Request { raw: None, ..request(rich()) });
    for (member, value) in rich().as_object().expect("an object") {
        assert_eq!(&rebuilt[member], value, "{member}");
    }
    assert_eq!(rebuilt.as_object().map(Map::len), rich().as_object().map(Map::len));
}

#[test]
fn what_one_answer_said_is_one_turn() {
    let turns = request(rich()).turns;
    let roles: Vec<Role> = turns.iter().map(|turn| turn.role).collect();
    assert_eq!(roles, [Role::System, Role::Developer, Role::User, Role::Assistant, Role::Tool, Role::Tool, Role::User]);
    assert_eq!(turns[3].parts.len(), 5);
    assert!(matches!(&turns[3].parts[4], Part::ToolCall { id, extra, .. } if id == "call_b" && extra["type"] == "custom"));
}

#[test]
fn wrong_types_are_told_with_their_path() {
    let paths = [
        (json!({"input": "a"}), "model"),
        (json!({"model": "m"}), "input"),
        (json!({"model": "m", "input": 7}), "input"),
        (json!({"model": "m", "input": [7]}), "input.0"),
        (json!({"model": "m", "input": [{"x": 1}]}), "input.0"),
        (json!({"model": "m", "input": [{"role": "user", "content": 7}]}), "input.0.content"),
        (json!({"model": "m", "input": [{"role": "judge", "content": "a"}]}), "input.0.role"),
        (json!({"model": "m", "input": [{"role": "user", "content": [{"type": "input_text"}]}]}), "input.0.content.0.text"),
        (json!({"model": "m", "input": "a", "tools": [{"type": "function"}]}), "tools.0.name"),
        (json!({"model": "m", "input": "a", "reasoning": {"effort": 7}}), "reasoning.effort"),
        (json!({"model": "m", "input": "a", "text": {"format": {"type": "json_schema"}}}), "text.format.schema"),
        (json!({"model": "m", "input": "a", "max_output_tokens": "many"}), "max_output_tokens"),
    ];
    for (wrong, path) in paths {
        assert_eq!(decode(body(wrong.clone())).expect_err("wrong").path(), Some(path), "{wrong}");
    }
}

#[test]
fn a_chat_request_becomes_items() {
    let chat = chat(json!({
        "model": "m",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "name": "ana", "content": [{"type": "text", "text": "w?"}, {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}]},
            {"role": "assistant", "content": "Looking.", "reasoning_content": "hm", "tool_calls": [
                {"id": "call_1", "type": "function", "function": {"name": "get", "arguments": ""}}]},
            {"role": "tool", "tool_call_id": "call_1", "content": "7 C"},
            {"role": "assistant", "content": ""},
            {"role": "system", "content": "In French."},
        ],
        "tools": [{"type": "function", "function": {"name": "get"}}],
        "tool_choice": {"type": "function", "function": {"name": "get"}},
        "response_format": {"type": "json_schema", "json_schema": {"name": "a", "schema": {"type": "object"}}},
        "max_completion_tokens": 50, "reasoning_effort": "high", "verbosity": "low", "stop": ["END"], "seed": 7, "user": "u-1",
        "logprobs": true, "top_logprobs": 2, "web_search_options": {"search_context_size": "low"}, "metadata": {"a": "b"},
        "prediction": {"type": "content", "content": "x"}, "stream": true,
    }));
    let mut fields = Fields::full();
    let target = EncodeTarget { first_party_openai: true, ..EncodeTarget::named("up") };
    let (sent, undo) = sent_to(&chat, &target, &mut fields).expect("it can be sent");
    let expected = json!({
        "model": "up",
        "instructions": "Be brief.",
        "input": [
            {"role": "user", "content": [{"type": "input_text", "text": "w?"}, {"type": "input_image", "image_url": "https://example.com/a.png"}]},
            {"role": "assistant", "content": "Looking."},
            {"type": "function_call", "call_id": "call_1", "name": "get", "arguments": "{}"},
            {"type": "function_call_output", "call_id": "call_1", "output": "7 C"},
            {"role": "developer", "content": "In French."},
        ],
        "tools": [
            {"type": "function", "name": "get", "parameters": {"type": "object", "properties": {}}, "strict": false},
            {"type": "web_search", "search_context_size": "low"},
        ],
        "tool_choice": {"type": "function", "name": "get"},
        "text": {"format": {"type": "json_schema", "name": "a", "schema": {"type": "object"}}, "verbosity": "low"},
        "reasoning": {"effort": "high"}, "max_output_tokens": 50, "include": ["message.output_text.logprobs"], "top_logprobs": 2,
        "safety_identifier": "u-1", "metadata": {"a": "b"}, "store": false, "stream": true,
    });
    assert_eq!(sent, expected);
    assert_eq!(undo, Undo { stop: vec!["END".to_owned()], ..Undo::default() });
    fields.dropped.sort();
    assert_eq!(fields.dropped, ["messages.1.name", "messages.2.content.0.thinking", "prediction", "seed"]);
    assert_eq!(fields.emulated, ["stop"]);
    for member in chat.raw.expect("it came by the door").data.keys() {
        let is_named = |list: &[String]| list.iter().any(|path| path == member || path.starts_with(&format!("{member}.")));
        assert!(is_named(&fields.dropped) || is_named(&fields.emulated) || is_named(fields.mapped.as_deref().unwrap_or_default()), "{member}");
    }
}

#[test]
fn what_has_no_place_is_refused_or_by_policy_dropped_and_always_named() {
    let ask = |more: Value| {
        let mut all = json!({"model": "m", "messages": [{"role": "user", "content": "hi"}]});
        all.as_object_mut().expect("an object").extend(body(more));
        chat(all)
    };
    let unsupported = [
        (json!({"n": 2}), "n"),
        (json!({"logit_bias": {"50": 1}}), "logit_bias"),
        (json!({"modalities": ["text", "audio"]}), "modalities"),
        (json!({"frequency_penalty": 0.5}), "frequency_penalty"),
        (json!({"top_k": 5}), "top_k"),
        (json!({"tool_choice": {"type": "allowed_tools"}}), "tool_choice"),
        (json!({"web_search_options": {}}), "web_search_options"),
    ];
    for (member, path) in unsupported {
        let request = ask(member.clone());
        let error = sent_to(&request, &EncodeTarget::named("up"), &mut Fields::default()).expect_err("it has no place");
        assert_eq!((error.path(), error.get_reason()), (Some(path), Some("unsupported")), "{member}");
        let target = EncodeTarget { on_unsupported: OnUnsupported::Drop, ..EncodeTarget::named("up") };
        let mut fields = Fields::default();
        sent_to(&request, &target, &mut fields).expect("it goes without");
        assert_eq!(fields.dropped, [path], "{member}");
    }
}

#[test]
fn facts_of_the_model_bound_what_is_sent() {
    let facts = ModelFacts { max_output: Some(40), sampling_params: Some(false), reasoning: Some(true), ..ModelFacts::UNKNOWN };
    let target = EncodeTarget { facts: &facts, first_party_openai: true, ..EncodeTarget::named("up") };
    let ask = |more: Value| {
        let mut all = json!({"model": "m", "messages": [{"role": "user", "content": "hi"}]});
        all.as_object_mut().expect("an object").extend(body(more));
        let mut fields = Fields::default();
        sent_to(&chat(all), &target, &mut fields).map(|(sent, _)| (sent["max_output_tokens"].clone(), fields.emulated))
    };
    assert_eq!(ask(json!({"max_tokens": 100})).expect("clamped"), (json!(40), vec!["max_tokens".to_owned()]));
    assert_eq!(ask(json!({"max_tokens": 5})).expect("raised"), (json!(16), vec!["max_tokens".to_owned()]));
    assert_eq!(ask(json!({"temperature": 0.5})).expect_err("not taken").path(), Some("temperature"));
}

#[test]
fn calls_and_results_must_match_and_the_last_word_is_not_the_assistants() {
    let call = json!({"role": "assistant", "tool_calls": [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}]});
    let user = json!({"role": "user", "content": "hi"});
    let result = |id: &str| json!({"role": "tool", "tool_call_id": id, "content": "r"});
    let refused = |messages: Value| {
        let request = chat(json!({"model": "m", "messages": messages}));
        sent_to(&request, &EncodeTarget::named("up"), &mut Fields::default()).expect_err("refused").get_reason().map(str::to_owned)
    };
    assert_eq!(refused(json!([user, call, user])).as_deref(), Some("unanswered_call"));
    assert_eq!(refused(json!([user, call, result("d")])).as_deref(), Some("orphan_result"));
    assert_eq!(refused(json!([user, {"role": "assistant", "content": "I"}])).as_deref(), Some("prefill"));
}

#[test]
fn a_conversation_in_which_nobody_says_anything_is_refused() {
    for messages in
        [json!([]), json!([{"role": "user", "content": []}]), json!([{"role": "system", "content": "S"}, {"role": "user", "content": null}])]
    {
        let silent = OpenaiChat.decode_request(body(json!({"model": "m", "messages": messages})));
        let refused = silent.and_then(|request| encode(&request, &EncodeTarget::named("up"), &mut Fields::default()));
        assert_eq!(refused.err().and_then(|e| e.path().map(str::to_owned)).as_deref(), Some("messages"), "{messages}");
    }
    let silent = Request { raw: None, ..request(json!({"model": "m", "input": []})) };
    assert!(encode(&silent, &EncodeTarget::named("up"), &mut Fields::default()).is_err());
    let elsewhere = Request { raw: None, ..request(json!({"model": "m", "prompt": {"id": "pmpt_1"}})) };
    assert_eq!(sent(&elsewhere), json!({"model": "up", "prompt": {"id": "pmpt_1"}}));
}

#[test]
fn names_that_do_not_fit_are_sent_in_another_form_and_undone() {
    let request = chat(json!({
        "model": "m", "messages": [{"role": "user", "content": "hi"}],
        "tools": [{"type": "function", "function": {"name": "a.b", "parameters": {}}}],
        "tool_choice": {"type": "function", "function": {"name": "a.b"}},
    }));
    let (sent, undo) = sent_to(&request, &EncodeTarget::named("up"), &mut Fields::default()).expect("it can be sent");
    let name = sent["tools"][0]["name"].as_str().expect("a name");
    assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c)), "{name}");
    assert_eq!(sent["tool_choice"]["name"], name);
    assert_eq!(undo.tool_names, [(name.to_owned(), "a.b".to_owned())]);
}

#[test]
fn a_failed_tool_and_a_picture_of_a_tool_reach_the_model() {
    let image = json!({"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}});
    let mut request = chat(json!({"model": "m", "messages": [
        {"role": "user", "content": "hi"},
        {"role": "assistant", "tool_calls": [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
        {"role": "tool", "tool_call_id": "c", "content": [{"type": "text", "text": "map"}, image]}]}));
    if let Some(Part::ToolResult { is_error, .. }) = request.turns[2].parts.first_mut() {
        *is_error = true;
    }
    let mut fields = Fields::default();
    let (sent, _) = sent_to(&request, &EncodeTarget::named("up"), &mut fields).expect("it can be sent");
    let expected = json!([{"type": "input_text", "text": "Error:"}, {"type": "input_text", "text": "map"},
                          {"type": "input_image", "image_url": "data:image/png;base64,AAAA"}]);
    assert_eq!((&sent["input"][2]["output"], fields.emulated.len()), (&expected, 1));
}

#[test]
fn the_targets_params_hold_where_the_caller_is_silent() {
    let defaults = body(json!({"temperature": 0.5, "reasoning_effort": "low", "verbosity": "high", "max_tokens": 70}));
    let target = EncodeTarget { params: Some(&defaults), max_tokens: Some(60), ..EncodeTarget::named("up") };
    let caller = request(json!({"model": "m", "input": "hi", "temperature": 0, "reasoning": {"summary": "auto"}, "text": {"verbosity": "low"}}));
    let (sent, _) = sent_to(&caller, &target, &mut Fields::default()).expect("it can be sent");
    assert_eq!((&sent["temperature"], &sent["max_output_tokens"]), (&json!(0), &json!(60)));
    assert_eq!(sent["reasoning"], json!({"effort": "low", "summary": "auto"}));
    assert_eq!(sent["text"], json!({"verbosity": "low"}));
}

#[test]
fn thoughts_of_other_providers_never_reach_this_one_and_renewed_ones_get_their_id_back() {
    let item = |sealed: &str| json!({"type": "reasoning", "id": "rs_x", "summary": [], "encrypted_content": sealed});
    let user = json!({"role": "user", "content": "hi"});
    let input = json!([user, item("polyroute.thinking.anthropic.sig"), item("polyroute.thinking.openai_responses.rs_1#gAAA"), item("gBBB")]);
    let request = request(json!({"model": "m", "input": input}));
    assert_eq!(sent(&request)["input"], json!([user, {"id": "rs_1", "type": "reasoning", "summary": [], "encrypted_content": "gAAA"}, item("gBBB")]));
    let thoughts: Vec<_> = request.turns[1].parts.iter().map(|part| if let Part::Thinking { origin, .. } = part { *origin } else { None }).collect();
    assert_eq!(thoughts, [Some(Dialect::Anthropic), Some(Dialect::OpenaiResponses), Some(Dialect::OpenaiResponses)]);
}

#[test]
fn what_a_call_carries_for_its_provider_goes_back_to_it_alone() {
    let signed = json!({"google": {"thought_signature": "c2ln"}});
    let call = json!({"type": "function_call", "call_id": "a", "name": "f", "arguments": "{}", "extra_content": signed});
    let output = json!({"type": "function_call_output", "call_id": "a", "output": "x"});
    let request = request(json!({"model": "m", "input": [{"role": "user", "content": "hi"}, call, output]}));
    assert!(matches!(&request.turns[1].parts[0], Part::ToolCall { extra, .. } if extra["extra_content"] == signed));
    let bare = json!({"type": "function_call", "call_id": "a", "name": "f", "arguments": "{}"});
    let counted = encode_count(&request, &EncodeTarget::named("up"), &mut Fields::default()).expect("it can be counted");
    let changed = Request { raw: None, ..request.clone() };
    for body in [sent(&request), sent(&changed), serde_json::from_slice(&counted).expect("JSON")] {
        assert_eq!((&body["input"][1], &body["input"][2]), (&bare, &output));
    }
}

#[test]
fn a_thinking_model_is_asked_for_its_seal_where_the_caller_can_bring_it_back() {
    let asked = json!({"model": "m", "max_tokens": 9000, "messages": [{"role": "user", "content": "hi"}], "thinking": {"type": "enabled", "budget_tokens": 2000}});
    let claude = crate::wire::codec(Dialect::Anthropic).expect("this version speaks it").decode_request(body(asked)).expect("a valid request");
    let with = |reasoning: Option<bool>, request: &Request| {
        let facts = ModelFacts { reasoning, ..ModelFacts::UNKNOWN };
        let target = EncodeTarget { facts: &facts, on_unsupported: OnUnsupported::Drop, ..EncodeTarget::named("up") };
        sent_to(request, &target, &mut Fields::default()).expect("it can be sent").0["include"].clone()
    };
    let seal = json!(["reasoning.encrypted_content"]);
    assert_eq!([with(None, &claude), with(Some(true), &claude), with(Some(false), &claude)], [seal.clone(), seal, Value::Null]);
    let chat = chat(json!({"model": "m", "messages": [{"role": "user", "content": "hi"}], "reasoning_effort": "low"}));
    assert_eq!(with(Some(true), &chat), Value::Null);
}

#[test]
fn counting_asks_with_what_is_counted_only() {
    let chat = chat(json!({"model": "m", "messages": [{"role": "user", "content": "hi"}], "max_tokens": 5, "temperature": 0, "stream": true}));
    let counted = encode_count(&chat, &EncodeTarget::named("up"), &mut Fields::default()).expect("it can be counted");
    assert_eq!(serde_json::from_slice::<Value>(&counted).expect("JSON"), json!({"model": "up", "input": [{"role": "user", "content": "hi"}]}));
    let own = request(json!({"model": "m", "input": "hi", "truncation": "auto"}));
    let counted = encode_count(&own, &EncodeTarget::named("up"), &mut Fields::default()).expect("it can be counted");
    assert_eq!(serde_json::from_slice::<Value>(&counted).expect("JSON"), json!({"model": "up", "input": "hi", "truncation": "auto"}));
}

#[test]
fn a_choice_of_tools_and_a_bare_extra_read_as_what_they_are() {
    let choice = |value: Value| request(json!({"model": "m", "input": "hi", "tool_choice": value})).params.tool_choice;
    assert_eq!(choice(json!("required")), Some(ToolChoice::Required));
    assert_eq!(choice(json!({"type": "web_search"})), Some(ToolChoice::Other(json!({"type": "web_search"}))));
    let extra = request(json!({"model": "m", "input": "hi", "text": {"format": {"type": "text"}}, "include": [], "store": true})).extra;
    assert_eq!(extra, Extra::from_iter([("store".to_owned(), json!(true))]));
}

#[test]
fn a_block_without_a_type_stays_a_block() {
    let odd = json!({"a": 1, "b": 2});
    let request = Request { raw: None, ..request(json!({"model": "up", "input": [{"role": "user", "content": [odd]}]})) };
    assert_eq!(sent(&request)["input"], json!([{"role": "user", "content": [odd]}]));
}
