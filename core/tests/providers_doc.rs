//! `docs/providers.md` says of each provider what becomes of every member of a chat request; it is written from what the code does.
//!
//! `POLYROUTE_BLESS=1` writes it anew.

use polyroute::config::Config;
use polyroute::config::presets::{PRESETS, Preset};
use polyroute::gateway::{Body, Door, Gateway, Incoming};
use polyroute::types::Dialect;
use serde_json::{Map, Value, json};

const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/providers.md");
const PNG: &str = "data:image/png;base64,iVBORw0KGgo=";
const PDF: &str = "data:application/pdf;base64,JVBERi0xLjQ=";

const HEAD: &str = "# Providers

Written from the code by `POLYROUTE_BLESS=1 cargo test -p polyroute --test providers_doc`; a difference fails the tests.

Every member of a request ends in one of four ways. **Mapped**: it goes as it is, or as the provider writes the same. **Emulated**: it is had in another
way, and the receipt's `emulated` names it. **Dropped**: a hint that has no place there; `dropped` names it. **Refused**: it would change the answer and
has no place, so the target is not asked (`on_unsupported: drop` of a route drops it instead). `polyroute preview` tells it for any request and model.

";

/// A model that is typical of the provider; of one that the catalogue does not list nothing but its dialect is known.
fn model(preset: &Preset) -> &'static str {
    match preset.name {
        "openai" | "azure_openai" | "openai_responses" => "gpt-4.1",
        "anthropic" => "claude-sonnet-4-5",
        "gemini" | "vertex" => "gemini-2.5-flash",
        "bedrock" => "anthropic.claude-sonnet-4-5-20250929-v1:0",
        "mistral" => "mistral-large-latest",
        "cohere" => "command-a-03-2025",
        "deepseek" => "deepseek-chat",
        "qwen" => "qwen-plus",
        "groq" => "llama-3.3-70b-versatile",
        "xai" => "grok-4",
        _ => "a-model",
    }
}

/// What is asked of each provider beside a plain question: the members, and where the answer names them.
fn probes() -> Vec<(&'static str, Value)> {
    let tool = json!([{"type": "function", "function": {"name": "f", "description": "d", "parameters": {"type": "object", "properties": {}}}}]);
    let schema = json!({"type": "json_schema", "json_schema": {"name": "s", "strict": true, "schema":
        {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"], "additionalProperties": false}}});
    let said = |parts: Value| json!({"messages": [{"role": "user", "content": parts}]});
    let text = json!({"type": "text", "text": "hi"});
    vec![
        ("`max_tokens`", json!({"max_tokens": 100})),
        ("`max_completion_tokens`", json!({"max_completion_tokens": 100})),
        ("`temperature`", json!({"temperature": 0.5})),
        ("`top_p`", json!({"top_p": 0.5})),
        ("`stop`", json!({"stop": ["END"]})),
        ("`n`", json!({"n": 2})),
        ("`seed`", json!({"seed": 7})),
        ("`frequency_penalty`", json!({"frequency_penalty": 0.5})),
        ("`presence_penalty`", json!({"presence_penalty": 0.5})),
        ("`logit_bias`", json!({"logit_bias": {"50256": -100}})),
        ("`logprobs`", json!({"logprobs": true})),
        ("`tools`", json!({"tools": tool})),
        ("`tool_choice`: a tool", json!({"tool_choice": {"type": "function", "function": {"name": "f"}}, "tools": tool})),
        ("`tool_choice`: required", json!({"tool_choice": "required", "tools": tool})),
        ("`parallel_tool_calls`: false", json!({"parallel_tool_calls": false, "tools": tool})),
        ("`functions`", json!({"functions": [{"name": "f", "parameters": {"type": "object", "properties": {}}}]})),
        ("`response_format`: schema", json!({"response_format": schema})),
        ("`response_format`: JSON", json!({"response_format": {"type": "json_object"}})),
        ("`reasoning_effort`", json!({"reasoning_effort": "low"})),
        ("`web_search_options`", json!({"web_search_options": {}})),
        ("`audio`", json!({"audio": {"voice": "alloy", "format": "wav"}})),
        ("`prediction`", json!({"prediction": {"type": "content", "content": "x"}})),
        ("`verbosity`", json!({"verbosity": "low"})),
        ("`service_tier`", json!({"service_tier": "auto"})),
        ("`user`", json!({"user": "u-1"})),
        ("`metadata`", json!({"metadata": {"a": "b"}})),
        ("`store`", json!({"store": false})),
        ("`prompt_cache_key`", json!({"prompt_cache_key": "k"})),
        ("image by address", said(json!([text, {"type": "image_url", "image_url": {"url": "https://x.example/a.png"}}]))),
        ("image inline", said(json!([text, {"type": "image_url", "image_url": {"url": PNG}}]))),
        ("sound", said(json!([text, {"type": "input_audio", "input_audio": {"data": "UklGRg==", "format": "wav"}}]))),
        ("PDF", said(json!([text, {"type": "file", "file": {"filename": "a.pdf", "file_data": PDF}}]))),
        (
            "instructions in the middle",
            json!({"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}, {"role": "system", "content": "c"}, {"role": "user", "content": "d"}]}),
        ),
    ]
}

/// A function of the host gets the request as it came.
fn dialled() -> impl Iterator<Item = &'static Preset> {
    PRESETS.iter().filter(|preset| !preset.function)
}

fn provider(preset: &Preset) -> Value {
    let mut provider = json!({"type": preset.name, "api_key": "k"});
    if preset.base_url.is_none() && !preset.aws && !preset.google {
        provider["base_url"] = json!("https://host.example");
    }
    if preset.aws {
        provider["aws_region"] = json!("eu-central-1");
    }
    if preset.google {
        provider["project"] = json!("a-project");
        provider["location"] = json!("global");
    }
    provider
}

fn gateway() -> Gateway {
    let providers: Map<String, Value> = dialled().map(|preset| (preset.name.to_owned(), provider(preset))).collect();
    let config = Config::from_value_with(json!({ "providers": providers }), &|_| None).unwrap_or_else(|problems| panic!("{problems}"));
    polyroute::Builder::new(config).build().expect("a gateway")
}

/// What becomes of a probe: of its first member, or of the part that it adds.
fn fate(gateway: &Gateway, target: &str, probe: &Value) -> &'static str {
    let member = probe.as_object().and_then(|members| members.keys().next()).expect("a member");
    let mut body = json!({"model": target, "messages": [{"role": "user", "content": "hi"}]});
    body.as_object_mut().expect("an object").extend(probe.as_object().cloned().expect("an object"));
    let body = Body::Json(body.as_object().cloned().expect("an object"));
    let shown = gateway.preview(Incoming::new(Door::Chat, body), None).expect("a preview");
    let names = |list: &str| {
        let names = shown[list].as_array().into_iter().flatten().filter_map(Value::as_str);
        names.map(str::to_owned).any(|name| name == *member || name.starts_with(&format!("{member}.")))
    };
    match () {
        () if !shown["error"].is_null() => "refused",
        () if names("dropped") => "dropped",
        () if names("emulated") => "emulated",
        () => {
            assert!(names("mapped"), "{target}: `{member}` is named nowhere: {shown}");
            "mapped"
        }
    }
}

fn words(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::OpenaiChat => "Chat Completions",
        Dialect::OpenaiResponses => "Responses",
        Dialect::Anthropic => "Messages",
        Dialect::Gemini => "generateContent",
        Dialect::Bedrock => "Converse",
        Dialect::Cohere => "Cohere chat v2",
        Dialect::Ollama => "Ollama chat",
        Dialect::OpenaiCompletions => "completions",
        Dialect::OpenaiModerations => "moderations",
        Dialect::Rerank => "rerank",
        Dialect::RerankV2 => "rerank v2",
    }
}

fn row(gateway: &Gateway, preset: &Preset) -> String {
    let target = format!("{}/{}", preset.name, model(preset));
    let fates: Vec<_> = probes().iter().map(|(name, probe)| (*name, fate(gateway, &target, probe))).collect();
    let of = |wanted: &str| {
        let names: Vec<_> = fates.iter().filter(|(_, fate)| *fate == wanted).map(|(name, _)| *name).collect();
        if names.len() == fates.len() { "everything".to_owned() } else { names.join(", ") }
    };
    let spoken: Vec<_> = std::iter::once(preset.dialect).chain(preset.also.iter().copied()).map(words).collect();
    format!(
        "| `{}` | {} | `{}` | {} | {} | {} | {} |\n",
        preset.name,
        spoken.join(", "),
        model(preset),
        of("mapped"),
        of("emulated"),
        of("dropped"),
        of("refused")
    )
}

#[tokio::test]
async fn the_table_of_providers_says_what_the_code_does() {
    let gateway = gateway();
    let rows: String = dialled().map(|preset| row(&gateway, preset)).collect();
    let wanted = format!("{HEAD}| type | speaks | asked of | mapped | emulated | dropped | refused |\n|---|---|---|---|---|---|---|\n{rows}");
    if std::env::var_os("POLYROUTE_BLESS").is_some() {
        std::fs::write(DOCS, &wanted).expect("docs can be written");
    } else {
        assert_eq!(std::fs::read_to_string(DOCS).unwrap_or_default(), wanted, "run with POLYROUTE_BLESS=1 to write it anew");
    }
}
