use super::*;
use crate::types::{Dialect, Params, Part, Request, ResponseFormat, Role, ToolChoice};
use crate::wire::anthropic::Anthropic;
use crate::wire::openai_chat::{self, OpenaiChat};
use crate::wire::{Codec, EncodeTarget, Fields, ModelFacts, OnUnsupported, Undo};
use serde_json::{Map, Value, json};

const OLD: ModelFacts = ModelFacts { max_output: Some(64_000), reasoning: Some(true), assistant_prefill: Some(true), ..ModelFacts::UNKNOWN };
const NEW: ModelFacts = ModelFacts {
    max_output: Some(128_000),
    reasoning: Some(true),
    assistant_prefill: Some(false),
    sampling_params: Some(false),
    ..ModelFacts::UNKNOWN
};

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        other => panic!("an object, not {other}"),
    }
}

/// A chat request with these members beside one user message.
fn chat(members: Value) -> Request {
    let mut body = object(json!({"model": "m", "messages": [{"role": "user", "content": "Hi"}]}));
    body.extend(object(members));
    OpenaiChat.decode_request(body).expect("a chat request")
}

struct Sent {
    body: Value,
    fields: Fields,
    undo: Undo,
}

fn send_to(request: &Request, target: &EncodeTarget<'_>) -> crate::Result<Sent> {
    let mut fields = Fields::full();
    let (bytes, undo) = encode(request, target, &mut fields)?;
    Ok(Sent { body: serde_json::from_slice(&bytes).expect("a body is JSON"), fields, undo })
}

fn old() -> EncodeTarget<'static> {
    EncodeTarget { facts: &OLD, ..EncodeTarget::named("claude-sonnet-4-5") }
}

fn new() -> EncodeTarget<'static> {
    EncodeTarget { facts: &NEW, ..EncodeTarget::named("claude-opus-4-7") }
}

fn sent(members: Value) -> Sent {
    send_to(&chat(members), &old()).expect("it can be sent")
}

fn refused(members: Value, target: &EncodeTarget<'_>) -> String {
    let error = send_to(&chat(members.clone()), target).err().unwrap_or_else(|| panic!("{members} cannot be sent"));
    error.path().expect("an error names its field").to_owned()
}

fn weather() -> Value {
    json!({"type": "function", "function": {"name": "get_weather", "description": "Weather", "parameters": {"type": "object", "properties": {}}}})
}

#[test]
fn a_plain_request_has_the_limit_that_the_wire_demands() {
    assert_eq!(sent(json!({})).body, json!({"model": "claude-sonnet-4-5", "max_tokens": 64_000, "messages": [{"role": "user", "content": "Hi"}]}));
    let unknown = send_to(&chat(json!({})), &EncodeTarget::named("claude-x")).expect("it can be sent");
    assert_eq!(unknown.body["max_tokens"], 4096);
    let bounded = send_to(&chat(json!({})), &EncodeTarget { max_tokens: Some(700), ..old() }).expect("it can be sent");
    assert_eq!(bounded.body["max_tokens"], 700);
    let clamped = sent(json!({"max_tokens": 99_999}));
    assert_eq!((&clamped.body["max_tokens"], clamped.fields.emulated), (&json!(64_000), vec!["max_tokens".to_owned()]));
    assert_eq!(sent(json!({"max_tokens": 5, "max_completion_tokens": 6})).body["max_tokens"], 6);
}

#[test]
fn instructions_images_and_results_have_their_places() {
    let png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
    let image = json!({"type": "image_url", "image_url": {"url": format!("data:image/png;base64,{png}"), "detail": "high"}});
    let call = json!({"id": "call:1", "type": "function", "function": {"name": "get_weather", "arguments": "{\"city\": \"Oslo\"}"}});
    let messages = json!([
        {"role": "system", "content": "A"},
        {"role": "developer", "content": [{"type": "text", "text": "B", "cache_control": {"type": "ephemeral"}}]},
        {"role": "user", "content": ["see", image.clone()], "name": "ana"},
        {"role": "assistant", "content": null, "tool_calls": [call]},
        {"role": "user", "content": "well?"},
        {"role": "tool", "tool_call_id": "call:1", "content": [{"type": "text", "text": "map"}, image]},
    ]);
    let sent = sent(json!({"messages": messages, "tools": [weather()]}));
    assert_eq!(sent.body["system"], json!([{"type": "text", "text": "A"}, {"type": "text", "text": "B", "cache_control": {"type": "ephemeral"}}]));
    let turns = sent.body["messages"].as_array().expect("messages");
    assert_eq!(turns.iter().map(|turn| turn["role"].as_str().expect("a role")).collect::<Vec<_>>(), ["user", "assistant", "user"]);
    assert_eq!(turns[0]["content"][1]["source"], json!({"type": "base64", "media_type": "image/png", "data": png}));
    let id = turns[1]["content"][0]["id"].as_str().expect("an id");
    assert!(id.starts_with("call_1_"), "{id}");
    assert_eq!(turns[1]["content"][0]["input"], json!({"city": "Oslo"}));
    assert_eq!((&turns[2]["content"][0]["tool_use_id"], &turns[2]["content"][0]["content"][1]["type"]), (&json!(id), &json!("image")));
    assert_eq!(turns[2]["content"][1], json!({"type": "text", "text": "well?"}));
    assert_eq!(sent.fields.dropped, ["messages.2.name", "messages.2.content.1.image_url.detail", "messages.5.content.0.image_url.detail"]);
    assert!(sent.fields.mapped.expect("a list").contains(&"messages".to_owned()));
}

#[test]
fn tools_go_with_their_choice() {
    let choice = |members: Value| {
        let mut all = object(json!({"tools": [weather()]}));
        all.extend(object(members));
        sent(Value::Object(all)).body["tool_choice"].clone()
    };
    assert_eq!(choice(json!({})), Value::Null);
    assert_eq!(choice(json!({"tool_choice": "auto"})), json!({"type": "auto"}));
    assert_eq!(choice(json!({"tool_choice": "none", "parallel_tool_calls": false})), json!({"type": "none"}));
    let any = json!({"type": "any", "disable_parallel_tool_use": true});
    assert_eq!(choice(json!({"tool_choice": "required", "parallel_tool_calls": false})), any);
    let named = json!({"type": "function", "function": {"name": "get_weather"}});
    assert_eq!(choice(json!({"tool_choice": named})), json!({"type": "tool", "name": "get_weather"}));
    assert_eq!(choice(json!({"parallel_tool_calls": false})), json!({"type": "auto", "disable_parallel_tool_use": true}));
    assert_eq!(sent(json!({"tool_choice": "auto"})).body["tool_choice"], Value::Null);
    assert_eq!(refused(json!({"tool_choice": "required"}), &old()), "tool_choice");
}

#[test]
fn a_model_that_cannot_be_forced_is_told() {
    let facts = ModelFacts { forced_tools: Some(false), ..NEW };
    let target = EncodeTarget { facts: &facts, ..new() };
    let sent = send_to(&chat(json!({"tools": [weather()], "tool_choice": "required"})), &target).expect("it can be sent");
    assert_eq!(sent.body["tool_choice"], json!({"type": "auto"}));
    assert_eq!(sent.body["system"], "You must answer with a call of one of your tools.");
    assert_eq!(sent.fields.emulated, ["tool_choice"]);
}

#[test]
fn the_names_of_tools_come_back_as_the_caller_wrote_them() {
    let tool = json!({"type": "function", "function": {"name": "files.read", "strict": true}});
    let sent = sent(json!({"tools": [tool]}));
    let name = sent.body["tools"][0]["name"].as_str().expect("a name").to_owned();
    assert_eq!(sent.undo.tool_names, [(name, "files.read".to_owned())]);
    assert_eq!(sent.body["tools"][0]["strict"], true);
    assert_eq!(sent.body["tools"][0]["input_schema"], json!({"type": "object", "properties": {}, "additionalProperties": false}));
}

#[test]
fn the_form_of_an_answer_goes_by_the_api_a_tool_or_a_word() {
    let schema = json!({"type": "object", "properties": {"n": {"type": "integer", "minimum": 1}}, "required": ["n"]});
    let format = |schema: &Value| json!({"response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": schema}}});
    let native = sent(format(&schema));
    let expected = json!({"type": "object", "properties": {"n": {"type": "integer", "description": "{minimum: 1}"}}, "required": ["n"],
                          "additionalProperties": false});
    assert_eq!(native.body["output_config"]["format"], json!({"type": "json_schema", "schema": expected}));
    assert_eq!((native.undo.validate, native.undo.schema_tool), (Some(schema.clone()), None));

    let by_tool = send_to(&chat(format(&schema)), &EncodeTarget::named("claude-3-5-haiku-latest")).expect("it can be sent");
    assert_eq!(by_tool.body["tool_choice"], json!({"type": "tool", "name": "json_answer"}));
    assert_eq!((by_tool.undo.schema_tool.as_deref(), by_tool.undo.validate), (Some("json_answer"), Some(schema)));
    assert_eq!(by_tool.fields.emulated, ["response_format"]);

    let free = sent(format(&json!({"type": "object", "additionalProperties": {"type": "string"}})));
    assert_eq!(free.undo.schema_tool.as_deref(), Some("json_answer"));

    let word = sent(json!({"response_format": {"type": "json_object"}}));
    assert!(word.body["system"].as_str().is_some_and(|words| words.contains("JSON")));
    assert_eq!((word.undo.validate, word.fields.emulated), (Some(json!(true)), vec!["response_format".to_owned()]));
}

#[test]
fn effort_is_a_budget_for_old_models_and_a_word_for_new_ones() {
    let old_body = sent(json!({"reasoning_effort": "low"})).body;
    assert_eq!(old_body["thinking"], json!({"type": "enabled", "budget_tokens": 9600}));
    let new_body = |effort: &str| send_to(&chat(json!({"reasoning_effort": effort})), &new()).expect("it can be sent").body;
    assert_eq!(new_body("minimal")["output_config"], json!({"effort": "low"}));
    assert_eq!(new_body("xhigh")["thinking"], json!({"type": "adaptive", "display": "summarized"}));
    assert_eq!(new_body("none")["thinking"], Value::Null);
    assert_eq!(refused(json!({"reasoning_effort": "hard"}), &old()), "reasoning_effort");

    let tight = sent(json!({"reasoning_effort": "high", "max_tokens": 500}));
    assert_eq!((tight.body["thinking"].clone(), tight.fields.dropped), (Value::Null, vec!["reasoning_effort".to_owned()]));
    let facts = ModelFacts { thinking_always_on: Some(true), ..NEW };
    let always = send_to(&chat(json!({"reasoning_effort": "none"})), &EncodeTarget { facts: &facts, ..new() }).expect("it can be sent");
    assert_eq!((&always.body["output_config"]["effort"], always.fields.emulated), (&json!("low"), vec!["reasoning_effort".to_owned()]));
}

#[test]
fn a_tool_loop_that_another_model_began_goes_on_without_a_budget() {
    let messages = json!([
        {"role": "user", "content": "w?"},
        {"role": "assistant", "content": null, "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": ""}}]},
        {"role": "tool", "tool_call_id": "a", "content": "7"},
    ]);
    let sent = sent(json!({"messages": messages, "reasoning_effort": "high"}));
    assert_eq!((sent.body["thinking"].clone(), sent.fields.dropped), (Value::Null, vec!["reasoning_effort".to_owned()]));
    assert_eq!(sent.body["messages"][1]["content"][0]["input"], json!({}));
}

#[test]
fn later_steps_of_the_models_own_loop_need_no_thinking_again() {
    let step = |id: &str, thought: bool| {
        let mut content = vec![json!({"type": "thinking", "thinking": "hm", "signature": "EqQB"})];
        content.truncate(usize::from(thought));
        content.push(json!({"type": "tool_use", "id": id, "name": "f", "input": {}}));
        let result = json!({"role": "user", "content": [{"type": "tool_result", "tool_use_id": id, "content": "x"}]});
        [json!({"role": "assistant", "content": content}), result]
    };
    let thinks = |steps: &[[Value; 2]]| {
        let mut messages = vec![json!({"role": "user", "content": "go"})];
        messages.extend(steps.iter().flatten().cloned());
        let thinking = json!({"type": "enabled", "budget_tokens": 1024});
        let request = decode(object(json!({"model": "m", "max_tokens": 9000, "messages": messages, "thinking": thinking}))).expect("a request");
        let sent = send_to(&request, &old()).expect("it can be sent").body["thinking"] == thinking;
        assert_eq!(sent, !options::loop_began_without_thinking(&request, Dialect::Anthropic, options::OWN_CALLS));
        sent
    };
    assert!(thinks(&[step("toolu_1", true), step("toolu_2", false)]));
    assert!(thinks(&[step("call_1", false), step("toolu_2", true)]));
    assert!(!thinks(&[step("toolu_1", true), step("call_2", false)]));
    assert!(!thinks(&[step("call_1", false), step("toolu_2", false)]));
    assert!(thinks(&[]));
}

#[test]
fn sampling_is_clamped_refused_or_let_go() {
    let body = sent(json!({"temperature": 1.7})).body;
    assert_eq!(body["temperature"], 1.0);
    let both = sent(json!({"temperature": 0.2, "top_p": 0.5}));
    assert_eq!((both.body["top_p"].clone(), both.fields.dropped), (Value::Null, vec!["top_p".to_owned()]));
    assert_eq!(refused(json!({"temperature": 0.2}), &new()), "temperature");
    assert_eq!(refused(json!({"temperature": 0.2, "reasoning_effort": "low"}), &old()), "temperature");
    let dropping = EncodeTarget { on_unsupported: OnUnsupported::Drop, ..new() };
    assert_eq!(send_to(&chat(json!({"temperature": 0.2})), &dropping).expect("it can be sent").fields.dropped, ["temperature"]);
    assert_eq!(send_to(&chat(json!({"temperature": 1})), &new()).expect("it can be sent").fields.dropped, ["temperature"]);
}

#[test]
fn what_changes_the_answer_is_refused_and_hints_are_named() {
    for (members, path) in [
        (json!({"n": 2}), "n"),
        (json!({"logprobs": true}), "logprobs"),
        (json!({"presence_penalty": 0.5}), "presence_penalty"),
        (json!({"logit_bias": {"50256": -100}}), "logit_bias"),
        (json!({"modalities": ["text", "audio"]}), "modalities"),
        (json!({"safety_settings": [{"category": "HARM_CATEGORY_HARASSMENT", "threshold": "BLOCK_NONE"}]}), "safety_settings"),
        (json!({"messages": [{"role": "system", "content": "S"}]}), "messages"),
        (
            json!({"messages": [{"role": "user", "content": [{"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}}]}]}),
            "messages.0.content.0",
        ),
        (json!({"messages": [{"role": "user", "content": [{"type": "file", "file": {"file_id": "file-1"}}]}]}), "messages.0.content.0"),
        (
            json!({"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": null, "tool_calls": [
            {"id": "1", "function": {"name": "f", "arguments": "{\"a\": \"b"}}]}, {"role": "tool", "tool_call_id": "1", "content": "x"}]}),
            "messages.1.tool_calls",
        ),
        (json!({"tools": [{"type": "web_search"}]}), "tools.0"),
    ] {
        assert_eq!(refused(members, &old()), path);
    }
    let hints = json!({"seed": 1, "metadata": {"a": "b"}, "store": true, "verbosity": "low", "service_tier": "flex", "n": 1, "logprobs": false,
        "include": ["reasoning.encrypted_content"]});
    let sent = sent(hints);
    let mut dropped = sent.fields.dropped;
    dropped.sort();
    assert_eq!(dropped, ["include", "metadata", "seed", "service_tier", "store", "verbosity"]);
    let mapped = sent.fields.mapped.expect("a list");
    assert!(["model", "messages", "n", "logprobs"].iter().all(|member| mapped.iter().any(|m| m == member)), "{mapped:?}");
}

#[test]
fn a_user_is_an_opaque_id() {
    assert_eq!(sent(json!({"user": "user-77"})).body["metadata"], json!({"user_id": "user-77"}));
    let hashed = sent(json!({"user": "ana@example.com"}));
    let id = hashed.body["metadata"]["user_id"].as_str().expect("an id");
    assert!(id.len() == 32 && !id.contains("ana"));
    assert_eq!(hashed.fields.emulated, ["user"]);
    assert_ne!(sent(json!({"user": "+47 5550100"})).body["metadata"]["user_id"], "+47 5550100");
}

#[test]
fn the_last_word_may_be_the_assistants_where_the_model_goes_on_from_it() {
    let messages = json!({"messages": [{"role": "user", "content": "Haiku"}, {"role": "assistant", "content": "Autumn wind \n"}]});
    assert_eq!(sent(messages.clone()).body["messages"][1]["content"], "Autumn wind");
    assert_eq!(refused(messages, &new()), "messages.1");
}

#[test]
fn stops_that_the_api_refuses_are_cut_here() {
    let sent = sent(json!({"stop": ["END", "\n\n"]}));
    assert_eq!((&sent.body["stop_sequences"], sent.undo.stop), (&json!(["END"]), vec!["\n\n".to_owned()]));
    assert_eq!(sent.fields.emulated, ["stop"]);
}

#[test]
fn a_fifth_cache_mark_is_let_go() {
    let part = json!({"type": "text", "text": "x", "cache_control": {"type": "ephemeral"}});
    let sent = sent(json!({"messages": [{"role": "user", "content": vec![part; 5]}]}));
    let marked = sent.body["messages"][0]["content"].as_array().expect("blocks").iter().filter(|b| b.get("cache_control").is_some()).count();
    assert_eq!((marked, sent.fields.dropped), (4, vec!["messages.0.content.4.cache_control".to_owned()]));
}

/// A request with everything that the door knows.
fn own_body() -> Map<String, Value> {
    object(json!({
        "model": "route", "max_tokens": 2000, "stream": true, "temperature": 1.0,
        "system": [{"type": "text", "text": "S", "cache_control": {"type": "ephemeral"}}],
        "messages": [
            {"role": "user", "content": "w?"},
            {"role": "assistant", "content": [
                {"type": "thinking", "thinking": "hm", "signature": "EqQB"},
                {"type": "redacted_thinking", "data": "zz"},
                {"type": "tool_use", "id": "toolu_1", "name": "f", "input": {"a": 1}}]},
            {"role": "user", "content": [
                {"type": "tool_result", "tool_use_id": "toolu_1", "content": "no", "is_error": true},
                {"type": "text", "text": "and?"}]},
        ],
        "tools": [{"name": "f", "input_schema": {"type": "object"}, "strict": true}, {"type": "web_search_20250305", "name": "web_search"}],
        "tool_choice": {"type": "auto", "disable_parallel_tool_use": true},
        "stop_sequences": ["END"], "top_k": 5, "metadata": {"user_id": "u-1"}, "service_tier": "standard_only",
        "thinking": {"type": "enabled", "budget_tokens": 1500},
        "output_config": {"effort": "high", "format": {"type": "json_schema", "schema": {"type": "object", "properties": {}}}},
        "container": "c1",
    }))
}

#[test]
fn a_messages_request_is_read_whole() {
    let request = decode(own_body()).expect("a request");
    let roles: Vec<Role> = request.turns.iter().map(|turn| turn.role).collect();
    assert_eq!(roles, [Role::System, Role::User, Role::Assistant, Role::User]);
    assert!(matches!(&request.turns[2].parts[0], Part::Thinking { signature: Some(s), origin: Some(Dialect::Anthropic), .. } if s == "EqQB"));
    assert!(matches!(&request.turns[3].parts[0], Part::ToolResult { is_error: true, .. }));
    let p = &request.params;
    assert_eq!((p.max_tokens, p.top_k, p.thinking_budget, p.reasoning_effort.as_deref()), (Some(2000), Some(5), Some(1500), Some("high")));
    assert_eq!((&p.tool_choice, p.parallel_tool_calls, p.user.as_deref()), (&Some(ToolChoice::Auto), Some(false), Some("u-1")));
    assert_eq!((p.service_tier.as_deref(), p.stop.as_slice()), (Some("default"), &["END".to_owned()][..]));
    assert!(matches!(p.response_format, Some(ResponseFormat::JsonSchema { strict: Some(true), .. })));
    assert!(request.tools[1].native.is_some() && request.extra["container"] == "c1" && request.stream);
}

#[test]
fn the_same_dialect_goes_out_as_it_came_but_for_the_model() {
    let request = decode(own_body()).expect("a request");
    let params = json!({"temperature": 0.1, "top_p": 0.5, "max_tokens": 9});
    let target = EncodeTarget { params: params.as_object(), max_tokens: Some(7), ..EncodeTarget::named("claude-x") };
    let mut expected = Value::Object(own_body());
    expected["model"] = json!("claude-x");
    expected["top_p"] = json!(0.5);
    assert_eq!(send_to(&request, &target).expect("it can be sent").body, expected);

    let mut without_limit = own_body();
    without_limit.shift_remove("max_tokens");
    let request = decode(without_limit).expect("a request");
    assert_eq!(send_to(&request, &target).expect("it can be sent").body["max_tokens"], 7);
}

#[test]
fn what_other_providers_thought_never_goes_out() {
    let mut body = own_body();
    body["messages"][1]["content"] = json!([
        {"type": "thinking", "thinking": "hm", "signature": "gemini:xx"},
        {"type": "redacted_thinking", "data": "openai_responses:yy"},
        {"type": "tool_use", "id": "toolu_1", "name": "f", "input": {}, "extra_content": {"google": {"thought_signature": "s"}}},
    ]);
    for raw in [true, false] {
        let mut request = decode(body.clone()).expect("a request");
        request.raw = request.raw.filter(|_| raw);
        let sent = send_to(&request, &old()).expect("it can be sent");
        assert_eq!(sent.body["messages"][1]["content"], json!([{"type": "tool_use", "id": "toolu_1", "name": "f", "input": {}}]));
        assert!(sent.fields.dropped.iter().filter(|path| path.starts_with("messages.")).count() == 2, "{:?}", sent.fields.dropped);
    }
}

#[test]
fn a_request_built_anew_means_the_same() {
    let mut request = decode(own_body()).expect("a request");
    request.raw = None;
    // A model that thinks takes neither it nor a temperature but 1, which is then not said.
    request.params.top_k = None;
    let built = send_to(&request, &EncodeTarget { facts: &OLD, ..EncodeTarget::named("claude-opus-4-5") }).expect("it can be sent").body;
    let again = decode(object(built)).expect("what was built is a request");
    assert_eq!(again.turns, request.turns);
    let schema = json!({"type": "object", "properties": {}, "additionalProperties": false});
    let format = Some(ResponseFormat::JsonSchema { name: None, description: None, schema, strict: Some(true) });
    assert_eq!(again.params, Params { temperature: None, response_format: format, ..request.params.clone() });
    assert_eq!((again.extra, again.tools.len()), (request.extra, 2));
}

#[test]
fn counting_knows_only_what_decides_the_number() {
    let request = chat(json!({"max_tokens": 5, "temperature": 0.5, "tools": [weather()]}));
    let body: Value = serde_json::from_slice(&encode_count(&request, &old(), &mut Fields::default()).expect("it can be counted")).expect("JSON");
    assert_eq!(body.as_object().map(|b| b.keys().map(String::as_str).collect::<Vec<_>>()), Some(vec!["model", "messages", "tools"]));
    let own = decode(object(json!({"model": "m", "messages": [{"role": "user", "content": "a"}], "x": 1}))).expect("a request");
    let body: Value = serde_json::from_slice(&encode_count(&own, &old(), &mut Fields::default()).expect("it can be counted")).expect("JSON");
    assert_eq!(body, json!({"model": "claude-sonnet-4-5", "messages": [{"role": "user", "content": "a"}], "x": 1}));
}

#[test]
fn wrong_types_are_errors_with_their_place() {
    for (change, path) in [
        (json!({"messages": []}), "messages"),
        (json!({"messages": [{"role": "user"}]}), "messages.0.content"),
        (json!({"messages": [{"role": "wizard", "content": "a"}]}), "messages.0.role"),
        (json!({"messages": [{"role": "user", "content": [{"type": "tool_result", "content": "a"}]}]}), "messages.0.content.0.tool_use_id"),
        (json!({"system": 7}), "system"),
        (json!({"max_tokens": "many"}), "max_tokens"),
        (json!({"tools": [{"input_schema": {}}]}), "tools.0.name"),
        (json!({"tool_choice": "auto"}), "tool_choice"),
        (json!({"thinking": true}), "thinking"),
        (json!({"output_config": {"effort": 3}}), "output_config.effort"),
        (json!({"metadata": "x"}), "metadata"),
        (json!({"model": null}), "model"),
    ] {
        let mut body = own_body();
        body.extend(object(change.clone()));
        assert_eq!(decode(body).expect_err(&change.to_string()).path(), Some(path));
    }
}

#[test]
fn params_of_a_target_are_read_in_chat_form() {
    let defaults = json!({"reasoning_effort": "low", "stop": "X"});
    let target = EncodeTarget { params: defaults.as_object(), ..old() };
    let sent = send_to(&chat(json!({"stop": "Y"})), &target).expect("it can be sent").body;
    assert_eq!((&sent["stop_sequences"], &sent["thinking"]["type"]), (&json!(["Y"]), &json!("enabled")));
    assert!(openai_chat::params(&object(json!({"stop": 7}))).is_err());
}

#[test]
fn a_form_of_answer_without_its_schema_is_refused_where_it_stands() {
    let place = |members: Value| {
        let mut body = object(json!({"model": "m", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}));
        body.extend(object(members));
        Anthropic.decode_request(body).expect_err("no schema").path().map(str::to_owned)
    };
    let format = json!({"type": "json_schema", "cshema": {}});
    assert_eq!(place(json!({"output_format": format})).as_deref(), Some("output_format.schema"));
    assert_eq!(place(json!({"output_config": {"format": format}})).as_deref(), Some("output_config.format.schema"));
}
