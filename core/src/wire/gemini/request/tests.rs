//! Requests: there and back, from other dialects, and what ends where.

mod broken;

use serde_json::{Map, Value, json};

use super::super::signature;
use super::{decode, encode, encode_count};
use crate::error::{Error, Result};
use crate::types::{Dialect, MediaSource, Part, Request, ResponseFormat, Role, ToolChoice};
use crate::wire::openai_chat::OpenaiChat;
use crate::wire::{Codec, EncodeTarget, Encoded, Fields, ModelFacts, OnUnsupported};

const OLD: &str = "gemini-2.5-flash";
const NEW: &str = "gemini-3.1-pro-preview";

fn object(value: Value) -> Map<String, Value> {
    if let Value::Object(object) = value { object } else { unreachable!("an object") }
}

/// A request as it comes through the door: with the address's `model` and `stream` in it.
fn google(body: &Value) -> Request {
    let mut body = object(body.clone());
    body.extend(object(json!({"model": "route", "stream": false})));
    decode(body).expect("a request")
}

fn chat(mut body: Value) -> Request {
    body["model"] = json!("route");
    OpenaiChat.decode_request(object(body)).expect("a chat request")
}

fn said(messages: Value) -> Request {
    chat(json!({ "messages": messages }))
}

fn sent_to(request: &Request, model: &str) -> Result<(Value, Fields, Encoded)> {
    let mut fields = Fields::full();
    let encoded = encode(request, &EncodeTarget::named(model), &mut fields)?;
    Ok((serde_json::from_slice(&encoded.body).expect("JSON"), fields, encoded))
}

fn body_for(request: &Request, model: &str) -> Value {
    sent_to(request, model).expect("it can be sent").0
}

fn refused(request: &Request) -> Error {
    sent_to(request, OLD).err().expect("it cannot be sent")
}

/// A conversation with everything, in the canonical spelling.
fn whole() -> Value {
    json!({
        "contents": [
            {"role": "user", "parts": [{"text": "See:"}, {"inlineData": {"mimeType": "image/png", "data": "iVBORw0KGgo="}}]},
            {"role": "model", "parts": [
                {"text": "hm", "thought": true, "thoughtSignature": "b25l"},
                {"text": "Look.", "thoughtSignature": "dHdv"},
                {"functionCall": {"id": "a1", "name": "f", "args": {"n": 1.5}}, "thoughtSignature": "c2ln"},
                {"functionCall": {"name": "g", "args": {}}},
                {"executableCode": {"language": "PYTHON", "code": "1"}}]},
            {"role": "user", "parts": [
                {"functionResponse": {"id": "a1", "name": "f", "response": {"output": "7 C"}, "parts": [{"inlineData": {"mimeType": "image/png", "data": "iVBORw0KGgo="}}]}},
                {"functionResponse": {"name": "g", "response": {"error": "no"}}},
                {"fileData": {"mimeType": "video/mp4", "fileUri": "https://generativelanguage.googleapis.com/v1beta/files/x"}, "videoMetadata": {"fps": 1}}]},
        ],
        "systemInstruction": {"parts": [{"text": "A"}, {"text": "B"}]},
        "tools": [
            {"functionDeclarations": [
                {"name": "f", "description": "x", "parameters": {"type": "object", "properties": {"n": {"type": "number"}}}},
                {"name": "g", "parametersJsonSchema": {"type": "object", "additionalProperties": false, "properties": {"a": {"$ref": "#/b"}}}}]},
            {"googleSearch": {}}],
        "toolConfig": {"functionCallingConfig": {"mode": "ANY", "allowedFunctionNames": ["f", "g"]}, "retrievalConfig": {"languageCode": "de"}},
        "generationConfig": {
            "maxOutputTokens": 9, "temperature": 0.5, "topP": 0.9, "topK": 4, "presencePenalty": 0.1, "frequencyPenalty": 0.2, "seed": 7,
            "candidateCount": 2, "responseLogprobs": true, "logprobs": 3, "stopSequences": ["x"],
            "thinkingConfig": {"thinkingBudget": 1024, "includeThoughts": true},
            "responseMimeType": "application/json", "responseJsonSchema": {"type": "object"}, "responseModalities": ["TEXT"]},
        "safetySettings": [{"category": "HARM_CATEGORY_HARASSMENT", "threshold": "BLOCK_NONE"}],
        "cachedContent": "cachedContents/x",
        "labels": {"team": "a"},
    })
}

#[test]
fn a_request_goes_out_as_it_came_and_can_be_rebuilt() {
    let mut request = google(&whole());
    let (body, fields, encoded) = sent_to(&request, OLD).expect("it can be sent");
    assert_eq!(body, whole());
    assert_eq!(encoded.path, "/v1beta/models/gemini-2.5-flash:generateContent");
    assert_eq!(fields.mapped.map(|m| m.len()), Some(8));
    request.raw = None;
    // Functions beside a schema are for Gemini 3; its thinking has levels.
    let mut expected = whole();
    expected["generationConfig"]["thinkingConfig"] = json!({"thinkingLevel": "low", "includeThoughts": true});
    expected["tools"][0]["functionDeclarations"][0]["parameters"] = whole()["tools"][0]["functionDeclarations"][0]["parameters"].clone();
    assert_eq!(body_for(&request, NEW), expected);
}

#[test]
fn both_spellings_are_read_and_nothing_is_lost_on_the_way_back() {
    let snake = json!({
        "contents": {"parts": {"function_call": {"name": "f", "args": {"a_b": 1}}, "thought_signature": "c2ln"}, "role": "model"},
        "system_instruction": "Be brief.",
        "tools": {"function_declarations": {"name": "f", "parameters": {"type": "OBJECT", "properties": {"a_b": {"type": "STRING", "nullable": true}}}}},
        "tool_config": {"function_calling_config": {"mode": "any", "allowed_function_names": ["f"]}},
        "generation_config": {"max_output_tokens": 5, "thinking_config": {"thinking_level": "LOW"}, "response_schema": {"type": "STRING"}},
    });
    let request = google(&snake);
    assert_eq!(body_for(&request, OLD), snake);
    assert_eq!((request.turns.len(), request.turns[0].role, request.turns[1].role), (2, Role::System, Role::Assistant));
    assert!(matches!(&request.turns[1].parts[0], Part::ToolCall { name, arguments, .. } if name == "f" && arguments == r#"{"a_b":1}"#));
    assert_eq!(request.tools[0].parameters, Some(json!({"type": "object", "properties": {"a_b": {"type": ["string", "null"]}}}).into()));
    let p = &request.params;
    assert_eq!((p.tool_choice.clone(), p.max_tokens, p.reasoning_effort.as_deref()), (Some(ToolChoice::Named("f".into())), Some(5), Some("low")));
    assert!(matches!(&p.response_format, Some(ResponseFormat::JsonSchema { schema, .. }) if *schema == json!({"type": "string"})));
}

#[test]
fn calls_without_ids_get_one_that_their_results_share_and_that_is_not_sent_back() {
    let body = json!({"contents": [
        {"role": "user", "parts": [{"text": "both?"}]},
        {"role": "model", "parts": [{"functionCall": {"name": "f", "args": {}}}, {"functionCall": {"name": "g", "args": {}}}]},
        {"role": "user", "parts": [{"functionResponse": {"name": "g", "response": {"a": 1}}}, {"functionResponse": {"name": "f", "response": {"a": 2}}}]},
    ]});
    let mut request = google(&body);
    let id = |turn: usize, part: usize| match &request.turns[turn].parts[part] {
        Part::ToolCall { id, .. } | Part::ToolResult { id, .. } => id.clone(),
        other => panic!("a call or a result, not {other:?}"),
    };
    assert_eq!((id(1, 0), id(1, 1)), (id(2, 1), id(2, 0)));
    assert_ne!(id(1, 0), id(1, 1));
    assert_eq!(request.turns[2].role, Role::Tool);
    request.raw = None;
    assert_eq!(body_for(&request, OLD), body);
}

#[test]
fn a_wrong_type_is_an_error_that_names_its_place() {
    for (body, path) in [
        (json!({}), "contents"),
        (json!({"contents": [7]}), "contents.0"),
        (json!({"contents": [{"parts": [7]}]}), "contents.0.parts.0"),
        (json!({"contents": [{"role": "bot", "parts": [{"text": "a"}]}]}), "contents.0.role"),
        (json!({"contents": [{"parts": [{"text": "a"}, {"text": 7}]}]}), "contents.0.parts.1.text"),
        (json!({"contents": [{"parts": [{"text": "a"}]}], "generationConfig": {"topK": "x"}}), "generationConfig.topK"),
        (json!({"contents": [{"parts": [{"text": "a"}]}], "tools": [{"functionDeclarations": [{}]}]}), "tools.0.functionDeclarations.0.name"),
    ] {
        let mut body = object(body);
        body.insert("model".to_owned(), json!("route"));
        assert_eq!(decode(body).expect_err(path).path(), Some(path));
    }
}

#[test]
fn a_conversation_of_another_dialect_finds_its_place() {
    let request = chat(json!({
        "messages": [
            {"role": "system", "content": "A"}, {"role": "developer", "content": "B"},
            {"role": "user", "content": "w?"},
            {"role": "assistant", "content": "Look.", "tool_calls": [
                {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{\"city\": \"Oslo\"}"}},
                {"id": "c2", "type": "function", "function": {"name": "g", "arguments": ""}}]},
            {"role": "tool", "tool_call_id": "c2", "content": "12.5"},
            {"role": "tool", "tool_call_id": "c1", "content": "{\"t\": 7}"},
            {"role": "user", "content": ""}],
        "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}}},
                  {"type": "function", "function": {"name": "g", "parameters": {"type": "object", "properties": {}}}}],
        "tool_choice": "required", "max_completion_tokens": 78, "temperature": 0, "stop": "END", "n": 1, "user": "u", "metadata": {"a": "b"},
    }));
    let (body, fields, encoded) = sent_to(&request, OLD).expect("it can be sent");
    assert_eq!(
        body,
        json!({
            "contents": [
                {"role": "user", "parts": [{"text": "w?"}]},
                {"role": "model", "parts": [{"text": "Look."}, {"functionCall": {"name": "f", "args": {"city": "Oslo"}}}, {"functionCall": {"name": "g", "args": {}}}]},
                {"role": "user", "parts": [
                    {"functionResponse": {"name": "g", "response": {"output": "12.5"}}},
                    {"functionResponse": {"name": "f", "response": {"t": 7}}}]}],
            "systemInstruction": {"parts": [{"text": "A"}, {"text": "B"}]},
            "tools": [{"functionDeclarations": [{"name": "f", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}}, {"name": "g"}]}],
            "toolConfig": {"functionCallingConfig": {"mode": "ANY"}},
            "generationConfig": {"maxOutputTokens": 78, "temperature": 0, "stopSequences": ["END"]},
        })
    );
    assert_eq!((fields.dropped, fields.emulated), (vec!["user".to_owned(), "metadata".to_owned()], Vec::new()));
    assert!(encoded.undo.is_empty());
}

#[test]
fn gemini_3_gets_ids_and_a_stand_in_for_the_signature_of_a_foreign_call() {
    let call = |extra: Value| {
        let mut call = json!({"id": "toolu_1", "type": "function", "function": {"name": "f", "arguments": "{}"}});
        if !extra.is_null() {
            call["extra_content"] = extra;
        }
        said(
            json!([{"role": "user", "content": "a"}, {"role": "assistant", "tool_calls": [call]}, {"role": "tool", "tool_call_id": "toolu_1", "content": "r"}]),
        )
    };
    let foreign = body_for(&call(Value::Null), NEW);
    assert_eq!(
        foreign["contents"][1]["parts"],
        json!([{"functionCall": {"id": "toolu_1", "name": "f", "args": {}}, "thoughtSignature": "skip_thought_signature_validator"}])
    );
    assert_eq!(foreign["contents"][2]["parts"][0]["functionResponse"]["id"], "toolu_1");
    let own = body_for(&call(json!({"google": {"thought_signature": "c2ln"}})), NEW);
    assert_eq!(own["contents"][1]["parts"][0]["thoughtSignature"], "c2ln");
    assert_eq!(body_for(&call(Value::Null), OLD)["contents"][1]["parts"], json!([{"functionCall": {"name": "f", "args": {}}}]));
}

#[test]
fn the_same_function_called_twice_keeps_its_ids_on_every_model() {
    let call = |id: &str| json!({"id": id, "type": "function", "function": {"name": "f", "arguments": "{}"}});
    let request = said(json!([
        {"role": "user", "content": "a"}, {"role": "assistant", "tool_calls": [call("c1"), call("c2")]},
        {"role": "tool", "tool_call_id": "c2", "content": "r"}, {"role": "tool", "tool_call_id": "c1", "content": "r"}]));
    let body = body_for(&request, OLD);
    let ids = |turn: usize, member: &str| {
        body["contents"][turn]["parts"].as_array().expect("parts").iter().map(|p| p[member]["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((ids(1, "functionCall"), ids(2, "functionResponse")), (vec![json!("c1"), json!("c2")], vec![json!("c2"), json!("c1")]));
}

#[test]
fn an_instruction_in_the_middle_is_marked_and_a_picture_of_a_tool_follows_on_older_models() {
    let request = said(json!([{"role": "user", "content": "hi"}, {"role": "system", "content": "one word"}]));
    let (body, fields, _) = sent_to(&request, OLD).expect("it can be sent");
    let parts = body["contents"][0]["parts"].as_array().expect("one turn of the user");
    assert!(parts.len() == 2 && parts[1]["text"].as_str().expect("a text").ends_with("one word"), "{body}");
    assert_eq!((fields.emulated, body.get("systemInstruction")), (vec!["messages.1.role".to_owned()], None));

    let picture = json!([{"type": "text", "text": "map"}, {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}]);
    let request = said(json!([
        {"role": "user", "content": "a"},
        {"role": "assistant", "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
        {"role": "tool", "tool_call_id": "c1", "content": picture}]));
    let blob = json!({"inlineData": {"mimeType": "image/png", "data": "iVBORw0KGgo="}});
    let parts = |model: &str| body_for(&request, model)["contents"][2]["parts"].clone();
    assert_eq!(parts(OLD)[2], blob);
    assert_eq!(parts(OLD)[0]["functionResponse"]["response"], json!({"output": "map"}));
    assert_eq!(parts(NEW)[0]["functionResponse"]["parts"], json!([blob]));
}

#[test]
fn media_go_inline_or_by_address_and_nowhere_else() {
    let part = |part: Value| said(json!([{"role": "user", "content": [part]}]));
    let first = |request: &Request| body_for(request, OLD)["contents"][0]["parts"][0].clone();
    let image = |url: &str| part(json!({"type": "image_url", "image_url": {"url": url}}));
    assert_eq!(first(&image("data:image/jpeg;base64,iVBORw0KGgo="))["inlineData"]["mimeType"], "image/png");
    assert_eq!(
        first(&image("https://a.example/b.webp?x=1")),
        json!({"fileData": {"mimeType": "image/webp", "fileUri": "https://a.example/b.webp?x=1"}})
    );
    assert_eq!(
        first(&part(json!({"type": "file", "file": {"file_data": "data:application/pdf;base64,JVBERi0=", "filename": "a.pdf"}}))),
        json!({"inlineData": {"mimeType": "application/pdf", "data": "JVBERi0="}})
    );
    assert_eq!(
        first(&part(json!({"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}}))),
        json!({"inlineData": {"mimeType": "audio/wav", "data": "AAAA"}})
    );
    for odd in [
        image("http://a.example/b.png"),
        image("data:image/png;base64,***"),
        part(json!({"type": "file", "file": {"file_id": "file-1"}})),
        part(json!({"type": "video_url", "video_url": {"url": "https://a.example/b.mp4"}})),
    ] {
        assert_eq!(refused(&odd).path(), Some("messages.0.content.0"));
    }
    let high = part(json!({"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo=", "detail": "high"}}));
    assert_eq!(body_for(&high, OLD)["generationConfig"], json!({"mediaResolution": "MEDIA_RESOLUTION_HIGH"}));
    assert_eq!(body_for(&high, NEW)["contents"][0]["parts"][0]["mediaResolution"], json!({"level": "MEDIA_RESOLUTION_HIGH"}));
}

#[test]
fn what_changes_the_answer_and_has_no_place_is_refused_or_dropped_by_name() {
    let hi = json!([{"role": "user", "content": "hi"}]);
    let tools = json!([{"type": "function", "function": {"name": "f"}}]);
    for (name, body) in [
        ("logit_bias", json!({"messages": hi, "logit_bias": {"1": 5}})),
        ("parallel_tool_calls", json!({"messages": hi, "tools": tools, "parallel_tool_calls": false})),
        ("n", json!({"messages": hi, "n": 9})),
        ("modalities", json!({"messages": hi, "modalities": ["text", "audio"]})),
        ("tools.0", json!({"messages": hi, "tools": [{"type": "custom", "custom": {"name": "x"}}]})),
    ] {
        let request = chat(body);
        assert_eq!(refused(&request).path(), Some(name));
        let target = EncodeTarget { on_unsupported: OnUnsupported::Drop, ..EncodeTarget::named(OLD) };
        let mut fields = Fields::full();
        encode(&request, &target, &mut fields).expect("dropped instead");
        assert_eq!(fields.dropped, [name]);
    }
}

#[test]
fn every_hint_is_named_and_what_has_a_place_is_mapped() {
    let request = chat(json!({
        "messages": [{"role": "user", "content": [{"type": "text", "text": "hi", "cache_control": {"type": "ephemeral"}}], "name": "ana"}],
        "metadata": {"a": "b"}, "store": true, "prediction": {}, "verbosity": "low", "prompt_cache_key": "k", "user": "u", "seed": 99_999_999_999_i64,
        "service_tier": "flex", "web_search_options": {"search_context_size": "low"}, "safety_settings": [{"category": "X"}], "modalities": ["text"],
    }));
    let (body, fields, _) = sent_to(&request, OLD).expect("it can be sent");
    let dropped = [
        "messages.0.name",
        "messages.0.content.0.cache_control",
        "seed",
        "user",
        "metadata",
        "store",
        "prediction",
        "verbosity",
        "prompt_cache_key",
        "web_search_options.search_context_size",
    ];
    assert_eq!(fields.dropped, dropped);
    assert_eq!(fields.mapped.expect("asked for"), ["messages", "service_tier", "web_search_options", "safety_settings", "modalities", "model"]);
    assert_eq!(
        (&body["serviceTier"], &body["tools"], &body["safetySettings"]),
        (&json!("flex"), &json!([{"googleSearch": {}}]), &json!([{"category": "X"}]))
    );
}

#[test]
fn limits_of_the_wire_are_kept_and_what_is_cut_is_undone() {
    let hi = json!([{"role": "user", "content": "hi"}]);
    let request = chat(json!({"messages": hi, "stop": ["a", "b", "c", "d", "e", "f"], "temperature": 2.5, "max_tokens": 99_999}));
    let facts = ModelFacts { max_output: Some(8192), ..ModelFacts::default() };
    let mut fields = Fields::default();
    let encoded = encode(&request, &EncodeTarget { facts: &facts, ..EncodeTarget::named(OLD) }, &mut fields).expect("it can be sent");
    let body: Value = serde_json::from_slice(&encoded.body).expect("JSON");
    assert_eq!(body["generationConfig"], json!({"maxOutputTokens": 8192, "temperature": 2, "stopSequences": ["a", "b", "c", "d", "e"]}));
    assert_eq!(
        (encoded.undo.stop, fields.emulated),
        (vec!["f".to_owned()], vec!["max_tokens".to_owned(), "temperature".to_owned(), "stop".to_owned()])
    );

    let odd = chat(json!({"messages": hi, "tools": [{"type": "function", "function": {"name": "my tool/ä"}}]}));
    let (body, _, encoded) = sent_to(&odd, OLD).expect("it can be sent");
    let name = body["tools"][0]["functionDeclarations"][0]["name"].as_str().expect("a name");
    assert_eq!(encoded.undo.tool_names, [(name.to_owned(), "my tool/ä".to_owned())]);
}

#[test]
fn strict_functions_are_validated_and_some_functions_can_be_named() {
    let body = |choice: Value| {
        let functions = json!([{"type": "function", "function": {"name": "f", "strict": true}}]);
        let mut body = json!({"messages": [{"role": "user", "content": "hi"}], "tools": functions});
        if !choice.is_null() {
            body["tool_choice"] = choice;
        }
        body_for(&chat(body), OLD)["toolConfig"]["functionCallingConfig"].clone()
    };
    assert_eq!(body(Value::Null), json!({"mode": "VALIDATED"}));
    assert_eq!(body(json!("none")), json!({"mode": "NONE"}));
    assert_eq!(body(json!({"type": "function", "function": {"name": "f"}})), json!({"mode": "ANY", "allowedFunctionNames": ["f"]}));
    let some =
        |mode: &str| json!({"type": "allowed_tools", "allowed_tools": {"mode": mode, "tools": [{"type": "function", "function": {"name": "f"}}]}});
    assert_eq!(body(some("required")), json!({"mode": "ANY", "allowedFunctionNames": ["f"]}));
    assert_eq!(body(some("auto")), json!({"mode": "VALIDATED", "allowedFunctionNames": ["f"]}));
}

#[test]
fn a_schema_has_its_place_and_beside_functions_older_models_are_asked_in_words() {
    let schema = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let format = json!({"type": "json_schema", "json_schema": {"name": "x", "schema": schema}});
    let hi = json!([{"role": "user", "content": "hi"}]);
    let alone = body_for(&chat(json!({"messages": hi, "response_format": format})), OLD);
    assert_eq!(alone["generationConfig"], json!({"responseMimeType": "application/json", "responseJsonSchema": schema}));
    let both = chat(json!({"messages": hi, "response_format": format, "tools": [{"type": "function", "function": {"name": "f"}}]}));
    assert_eq!(body_for(&both, NEW)["generationConfig"]["responseJsonSchema"], schema);
    let (body, fields, encoded) = sent_to(&both, OLD).expect("it can be sent");
    assert_eq!((body.get("generationConfig"), encoded.undo.validate, fields.emulated), (None, Some(schema), vec!["response_format".to_owned()]));
    assert!(body["systemInstruction"]["parts"][0]["text"].as_str().expect("words").contains("JSON Schema"));
}

#[test]
fn effort_becomes_a_budget_or_a_level() {
    let thinking = |effort: &str, model: &str| {
        let request = chat(json!({"messages": [{"role": "user", "content": "hi"}], "reasoning_effort": effort}));
        sent_to(&request, model).map(|(body, fields, _)| (body["generationConfig"]["thinkingConfig"].clone(), fields.emulated))
    };
    let level = |level: &str, thoughts: bool| json!({"thinkingLevel": level, "includeThoughts": thoughts});
    assert_eq!(thinking("none", OLD).expect("off"), (json!({"thinkingBudget": 0, "includeThoughts": false}), vec![]));
    assert_eq!(thinking("none", "gemini-2.5-pro").expect("least").0, json!({"thinkingBudget": 128, "includeThoughts": false}));
    assert_eq!(thinking("high", NEW).expect("a level"), (level("high", true), vec![]));
    assert_eq!(thinking("xhigh", NEW).expect("a level"), (level("high", true), vec!["reasoning_effort".to_owned()]));
    assert_eq!(thinking("none", NEW).expect("least").0, level("low", false));
    assert_eq!(thinking("minimal", "gemini-3-flash-preview").expect("a level"), (level("minimal", true), vec![]));
    assert_eq!(thinking("hard", NEW).expect_err("no word").path(), Some("reasoning_effort"));
    let budgets: Vec<u64> = ["minimal", "low", "medium", "high", "xhigh"]
        .map(|effort| thinking(effort, OLD).expect("a budget").0["thinkingBudget"].as_u64().expect("a number"))
        .into();
    assert!(budgets.is_sorted() && budgets[0] > 0 && budgets[4] <= 24_576, "{budgets:?}");
}

#[test]
fn thoughts_of_other_models_stay_behind_and_broken_arguments_are_refused() {
    let request = said(
        json!([{"role": "user", "content": "a"}, {"role": "assistant", "content": "b", "reasoning_content": "hm"}, {"role": "user", "content": "c"}]),
    );
    let (body, fields, _) = sent_to(&request, OLD).expect("it can be sent");
    assert_eq!((&body["contents"][1]["parts"], fields.dropped), (&json!([{"text": "b"}]), vec!["messages.1.reasoning_content".to_owned()]));
    let broken = said(json!([
        {"role": "user", "content": "a"},
        {"role": "assistant", "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{\"city\": \"Os"}}]},
        {"role": "tool", "tool_call_id": "c1", "content": "r"}]));
    assert_eq!(refused(&broken).path(), Some("messages.1.tool_calls"));
}

#[test]
fn a_conversation_that_passed_through_another_provider_leaves_its_marks_behind() {
    let marked = signature::encode(Some(Dialect::Anthropic), "theirs").expect("a mark");
    let body = json!({"contents": [
        {"role": "user", "parts": [{"text": "w?"}]},
        {"role": "model", "parts": [{"text": "hm", "thought": true, "thoughtSignature": marked}, {"functionCall": {"id": "toolu_1", "name": "f", "args": {}}}]},
        {"role": "user", "parts": [{"functionResponse": {"id": "toolu_1", "name": "f", "response": {"output": "r"}}}]},
    ], "labels": {"a": "b"}});
    let request = google(&body);
    assert!(matches!(&request.turns[1].parts[0], Part::Thinking { origin: Some(Dialect::Anthropic), signature: Some(s), .. } if s == "theirs"));
    let (sent, fields, _) = sent_to(&request, NEW).expect("it can be sent");
    let call = json!({"functionCall": {"id": "toolu_1", "name": "f", "args": {}}, "thoughtSignature": "skip_thought_signature_validator"});
    assert_eq!((&sent["contents"][1]["parts"], &sent["contents"][2]), (&json!([call]), &body["contents"][2]));
    assert_eq!((&sent["labels"], fields.dropped), (&body["labels"], vec!["contents.1.parts.0.thinking".to_owned()]));
}

#[test]
fn the_target_adds_what_the_caller_left_out() {
    let params = object(json!({"temperature": 0.5, "max_tokens": 100, "top_p": 0.1}));
    let target = EncodeTarget { params: Some(&params), max_tokens: Some(50), ..EncodeTarget::named(OLD) };
    let request = google(&json!({"contents": [{"parts": [{"text": "a"}]}], "generation_config": {"top_p": 0.9}}));
    let encoded = encode(&request, &target, &mut Fields::default()).expect("it can be sent");
    let body: Value = serde_json::from_slice(&encoded.body).expect("JSON");
    assert_eq!(
        body,
        json!({"contents": [{"parts": [{"text": "a"}]}], "generation_config": {"top_p": 0.9, "maxOutputTokens": 50, "temperature": 0.5}})
    );
}

#[test]
fn the_address_holds_the_model_and_the_stream() {
    let mut request = google(&json!({"contents": [{"parts": [{"text": "a"}]}]}));
    request.stream = true;
    assert_eq!(sent_to(&request, "a b/c").expect("it can be sent").2.path, "/v1beta/models/a%20b%2Fc:streamGenerateContent?alt=sse");
    assert_eq!(super::model_path("models/gemini-2.5-flash"), "/v1beta/models/gemini-2.5-flash");
    assert_eq!(super::model_path("tunedModels/x"), "/v1beta/tunedModels/x");
}

#[test]
fn a_request_to_be_counted_goes_as_it_came_or_as_a_whole_request() {
    let count = |request: &Request| {
        let encoded = encode_count(request, &EncodeTarget::named(OLD), &mut Fields::default()).expect("it can be counted");
        assert_eq!(encoded.path, "/v1beta/models/gemini-2.5-flash:countTokens");
        serde_json::from_slice::<Value>(&encoded.body).expect("JSON")
    };
    let contents = json!([{"role": "user", "parts": [{"text": "a"}]}]);
    assert_eq!(count(&google(&json!({"contents": contents}))), json!({"contents": contents}));
    let wrapped = google(&json!({"generateContentRequest": {"model": "models/route", "contents": contents}}));
    assert_eq!(wrapped.turns[0].parts, [Part::text("a")]);
    let expected = json!({"generateContentRequest": {"model": "models/gemini-2.5-flash", "contents": contents}});
    assert_eq!(count(&wrapped), expected);
    assert_eq!(count(&said(json!([{"role": "user", "content": "a"}]))), expected);
}

#[test]
fn files_of_google_are_known_by_their_address() {
    let file = |uri: &str| {
        let request = google(&json!({"contents": [{"parts": [{"fileData": {"mimeType": "image/png", "fileUri": uri}}]}]}));
        let Part::Image(media) = &request.turns[0].parts[0] else { panic!("an image") };
        media.source.clone()
    };
    assert_eq!(file("https://a.example/b.png"), MediaSource::Url("https://a.example/b.png".into()));
    for uri in ["https://generativelanguage.googleapis.com/v1beta/files/x", "gs://bucket/x"] {
        assert_eq!(file(uri), MediaSource::FileId(uri.into()));
    }
    assert_eq!(google(&whole()).raw.expect("it came so").dialect, Dialect::Gemini);
}
