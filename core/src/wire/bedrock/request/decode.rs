//! A caller's body → the canonical request. Wrong types are errors with their path; unknown members ride along.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::super::blocks;
use crate::error::{Error, Result};
use crate::types::{Dialect, Document, Extra, Members, Params, Part, Raw, Request, ResponseFormat, Role, Schema, Tool, ToolChoice, Tree, Turn};
use crate::wire::members::{list, number, object, others, rest, set, text, typed, whole, wrong};

/// The members that have a canonical place; all others are `extra`.
const KNOWN: [&str; 8] =
    ["messages", "system", "inferenceConfig", "toolConfig", "outputConfig", "serviceTier", "requestMetadata", "additionalModelRequestFields"];

/// Members that the door has put into the body from the address; they are no part of it.
const OF_ADDRESS: [&str; 2] = ["model", "stream"];

pub fn decode(body: Map<String, Value>) -> Result<Request> {
    let body = Arc::new(Document::from(body));
    read(&body.read()?.members, &body)
}

/// `body` is what the members were read from.
pub fn read(members: &Members<'_>, body: &Arc<Document>) -> Result<Request> {
    let Some(Tree::String(model)) = members.get("model") else {
        return Err(Error::invalid("the model is missing: name a route or `provider/model`").at("model"));
    };
    let mut extra = rest(members, &KNOWN);
    extra.retain(|key, _| !OF_ADDRESS.contains(&key.as_str()));
    let mut params = inference(members)?;
    additional(members, &mut params, &mut extra)?;
    output(members, &mut params, &mut extra)?;
    metadata(members, &mut params, &mut extra)?;
    let config = object(members, "toolConfig")?;
    params.tool_choice = config.and_then(|config| set(config, "toolChoice")).map(choice);
    Ok(Request {
        model: model.to_string(),
        turns: turns(members)?,
        tools: config.map(tools).transpose().map_err(|e| prefixed(e, "toolConfig"))?.unwrap_or_default(),
        params,
        stream: members.get("stream").and_then(Tree::as_bool).unwrap_or(false),
        stream_usage: true,
        extra,
        raw: Some(Raw { dialect: Dialect::Bedrock, data: Arc::new(body.without(&OF_ADDRESS)) }),
    })
}

fn prefixed(error: Error, member: &str) -> Error {
    let path = error.path().map_or_else(|| member.to_owned(), |path| format!("{member}.{path}"));
    error.at(path)
}

fn inference(body: &Members<'_>) -> Result<Params> {
    let mut params = match object(body, "inferenceConfig")? {
        Some(config) => limits(config).map_err(|e| prefixed(e, "inferenceConfig"))?,
        None => Params::default(),
    };
    if let Some(Tree::Object(tier)) = set(body, "serviceTier") {
        params.service_tier = text(tier, "type").map_err(|e| prefixed(e, "serviceTier"))?;
    }
    Ok(params)
}

fn limits(config: &Members<'_>) -> Result<Params> {
    let texts = |value: &Tree<'_>| value.as_array()?.iter().map(|s| s.as_str().map(str::to_owned)).collect();
    Ok(Params {
        max_tokens: whole(config, "maxTokens")?,
        temperature: number(config, "temperature")?,
        top_p: number(config, "topP")?,
        stop: typed(config, "stopSequences", "a list of texts", texts)?.unwrap_or_default(),
        ..Params::default()
    })
}

/// What the makers' own members say that other wires have a word for. The rest stays in `extra`.
fn additional(body: &Members<'_>, params: &mut Params, extra: &mut Extra) -> Result<()> {
    let Some(fields) = object(body, "additionalModelRequestFields")? else { return Ok(()) };
    let mut fields = fields.to_map();
    let words = |value: Option<&Value>, member: &str| value.and_then(|v| v.get(member)?.as_str()).map(str::to_owned);
    let effort = words(fields.get("output_config"), "effort");
    match words(fields.get("thinking"), "type").as_deref() {
        Some("enabled") => params.thinking_budget = fields["thinking"]["budget_tokens"].as_u64(),
        Some("disabled") => params.reasoning_effort = Some("none".to_owned()),
        Some("adaptive") => params.reasoning_effort = Some(effort.clone().unwrap_or_else(|| "high".to_owned())),
        _ => {}
    }
    if params.thinking_budget.is_some() || params.reasoning_effort.is_some() {
        fields.shift_remove("thinking");
    }
    if params.reasoning_effort.is_some() && effort.is_some() {
        remove_inner(&mut fields, "output_config", "effort");
    }
    if words(fields.get("reasoningConfig"), "type").as_deref() == Some("enabled") {
        params.reasoning_effort = words(fields.shift_remove("reasoningConfig").as_ref(), "maxReasoningEffort").or(params.reasoning_effort.take());
    }
    if let Some(Value::String(effort)) = fields.get("reasoning_effort") {
        params.reasoning_effort = Some(effort.clone());
        fields.shift_remove("reasoning_effort");
    }
    if let Some(top_k) = fields.get("top_k").and_then(Value::as_u64) {
        params.top_k = Some(top_k);
        fields.shift_remove("top_k");
    } else if let Some(top_k) = fields.get("inferenceConfig").and_then(|config| config.get("topK")?.as_u64()) {
        params.top_k = Some(top_k);
        remove_inner(&mut fields, "inferenceConfig", "topK");
    }
    if let Some(disabled) = fields.get("tool_choice").and_then(|choice| choice.get("disable_parallel_tool_use")?.as_bool()) {
        params.parallel_tool_calls = Some(!disabled);
        fields.shift_remove("tool_choice");
    }
    if !fields.is_empty() {
        extra.insert("additionalModelRequestFields".to_owned(), Value::Object(fields));
    }
    Ok(())
}

/// Takes a member out of an object, and the object too where nothing else is in it.
fn remove_inner(fields: &mut Map<String, Value>, member: &str, inner: &str) {
    if let Some(Value::Object(object)) = fields.get_mut(member) {
        object.shift_remove(inner);
        if object.is_empty() {
            fields.shift_remove(member);
        }
    }
}

fn output(body: &Members<'_>, params: &mut Params, extra: &mut Extra) -> Result<()> {
    let Some(config) = object(body, "outputConfig")? else { return Ok(()) };
    if let Some(format) = set(config, "textFormat") {
        let inner = format.at(&["structure", "jsonSchema"]);
        let word = |member: &str| inner.and_then(|inner| inner.get(member)?.as_str()).map(str::to_owned);
        let schema = word("schema").and_then(|schema| serde_json::from_str(&schema).ok());
        params.response_format = Some(match schema {
            Some(schema) => ResponseFormat::JsonSchema { name: word("name"), description: word("description"), schema, strict: Some(true) },
            None if format.get("type").and_then(Tree::as_str) == Some("json_schema") => {
                return Err(wrong("outputConfig.textFormat.structure.jsonSchema.schema", "the text of a JSON Schema", &Tree::Null));
            }
            None => ResponseFormat::Other(format.to_value()),
        });
    }
    let more = others(config, &["textFormat"]);
    if !more.is_empty() {
        extra.insert("outputConfig".to_owned(), Value::Object(more));
    }
    Ok(())
}

fn metadata(body: &Members<'_>, params: &mut Params, extra: &mut Extra) -> Result<()> {
    let Some(metadata) = object(body, "requestMetadata")? else { return Ok(()) };
    params.user = metadata.get("user").and_then(Tree::as_str).map(str::to_owned);
    let more = others(metadata, if params.user.is_some() { &["user"] } else { &[] });
    if !more.is_empty() {
        extra.insert("requestMetadata".to_owned(), Value::Object(more));
    }
    Ok(())
}

fn choice(value: &Tree<'_>) -> ToolChoice {
    match value {
        Tree::Object(choice) if choice.contains_key("auto") => ToolChoice::Auto,
        Tree::Object(choice) if choice.contains_key("any") => ToolChoice::Required,
        _ => match value.at(&["tool", "name"]).and_then(Tree::as_str) {
            Some(name) => ToolChoice::Named(name.to_owned()),
            None => ToolChoice::Other(value.to_value()),
        },
    }
}

fn tools(config: &Members<'_>) -> Result<Vec<Tool>> {
    let mut tools: Vec<Tool> = Vec::new();
    for (i, entry) in list(config, "tools")?.iter().enumerate() {
        let Tree::Object(object) = entry else { return Err(wrong(&format!("tools.{i}"), "an object", entry)) };
        if let (Some(point), Some(last)) = (object.get("cachePoint"), tools.last_mut()) {
            last.extra.insert(blocks::MARK.to_owned(), blocks::mark(&point.to_value()));
        } else if let Some(Tree::Object(spec)) = object.get("toolSpec") {
            let name = text(spec, "name").map_err(|e| prefixed(e, &format!("tools.{i}.toolSpec")))?;
            tools.push(Tool {
                name: name.ok_or_else(|| wrong(&format!("tools.{i}.toolSpec.name"), "a text", &json!(null)))?,
                description: spec.get("description").and_then(Tree::as_str).map(str::to_owned),
                parameters: spec.get("inputSchema").and_then(|schema| schema.get("json")).filter(|schema| !schema.is_null()).map(Schema::from),
                strict: spec.get("strict").and_then(Tree::as_bool),
                extra: rest(spec, &["name", "description", "inputSchema", "strict"]),
                native: None,
            });
        } else {
            let kind = object.iter().next().map(|(name, _)| name.to_owned()).unwrap_or_default();
            let name = entry.at(&["systemTool", "name"]).and_then(Tree::as_str).map_or(kind, str::to_owned);
            let native = Some(Raw { dialect: Dialect::Bedrock, data: Arc::new(entry.to_value()) });
            tools.push(Tool { name, description: None, parameters: None, strict: None, extra: Extra::new(), native });
        }
    }
    Ok(tools)
}

fn turns(body: &Members<'_>) -> Result<Vec<Turn>> {
    let messages = match body.get("messages") {
        Some(Tree::Array(messages)) if !messages.is_empty() => messages,
        Some(Tree::Array(_)) => return Err(Error::invalid("`messages` must have at least one message").at("messages")),
        other => return Err(wrong("messages", "a list of messages", other.unwrap_or(&Tree::Null))),
    };
    let mut turns: Vec<Turn> = Vec::with_capacity(messages.len() + 1);
    if body.get("system").is_some_and(|system| !system.is_null()) {
        let parts = blocks::content(body.get("system"), &|| "system".to_owned())?;
        turns.push(Turn { role: Role::System, parts, name: None, extra: Extra::new() });
    }
    for (i, message) in messages.iter().enumerate() {
        let Tree::Object(message) = message else { return Err(wrong(&format!("messages.{i}"), "an object with a `role`", message)) };
        let parts = blocks::content(message.get("content"), &|| format!("messages.{i}.content"))?;
        let role = match message.get("role").and_then(Tree::as_str) {
            Some("user") if !parts.is_empty() && parts.iter().all(|part| matches!(part, Part::ToolResult { .. })) => Role::Tool,
            Some("user") => Role::User,
            Some("assistant") => Role::Assistant,
            Some(other) => return Err(Error::invalid(format!("`{other}` is no role: use user or assistant")).at(format!("messages.{i}.role"))),
            None => return Err(wrong(&format!("messages.{i}.role"), "a text", message.get("role").unwrap_or(&Tree::Null))),
        };
        turns.push(Turn { role, parts, name: None, extra: others(message, &["role", "content"]) });
    }
    Ok(turns)
}
