//! A body from the canonical request alone: for requests that came in another dialect or that a stage has changed.

use serde_json::{Map, Value, json};

use super::super::parts;
use super::super::{LEGACY, calls};
use super::quirks;
use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Media, MediaSource, Part, Request, ResponseFormat, Role, Tool, ToolChoice, Turn};
use crate::wire::inline::plain_text;
use crate::wire::members::with;
use crate::wire::paths::Paths;
use crate::wire::quirks::Quirk;
use crate::wire::thinking;
use crate::wire::{EncodeTarget, Fields};

/// What every step needs.
struct Builder<'a> {
    target: &'a EncodeTarget<'a>,
    fields: &'a mut Fields,
    /// The extra members are of this dialect.
    own: bool,
    paths: Paths<'a>,
}

pub fn build(request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Map<String, Value>> {
    let mut builder = Builder { target, fields, own: request.raw.is_none(), paths: Paths::of(request) };
    let mut body = Map::new();
    body.insert("model".to_owned(), json!(request.model));
    body.insert("messages".to_owned(), builder.messages(&request.turns)?);
    builder.tools(request, &mut body)?;
    builder.params(request, &mut body)?;
    if request.stream {
        body.insert("stream".to_owned(), Value::Bool(true));
    }
    builder.extras("", &request.extra, &mut body);
    Ok(body)
}

impl Builder<'_> {
    /// Members without a canonical place: kept on the way to their own dialect, else named as dropped.
    fn extras(&mut self, path: &str, extra: &Extra, into: &mut Map<String, Value>) {
        for (key, value) in extra {
            if self.own {
                into.entry(key).or_insert_with(|| value.clone());
            } else {
                self.fields.dropped.push(format!("{path}{key}"));
            }
        }
    }

    fn messages(&mut self, turns: &[Turn]) -> Result<Value> {
        let mut messages = Vec::with_capacity(turns.len());
        // Pictures that tools gave: they follow the last result of a row, for results must stand together.
        let mut pictures = Vec::new();
        for (i, turn) in turns.iter().enumerate() {
            if turn.role != Role::Tool && !turn.parts.iter().any(|p| matches!(p, Part::ToolResult { .. })) {
                flush(&mut pictures, &mut messages);
            }
            for part in &turn.parts {
                if let Part::ToolResult { id, name, parts, is_error, extra } = part {
                    let result = ToolResult { id, name: name.as_deref(), parts, is_error: *is_error, extra };
                    messages.push(self.tool_result(i, turn, &result, &mut pictures)?);
                }
            }
            let has_rest = turn.parts.iter().any(|p| !matches!(p, Part::ToolResult { .. }));
            if has_rest || turn.role != Role::Tool && turn.parts.is_empty() {
                flush(&mut pictures, &mut messages);
                messages.push(self.message(i, turn)?);
            }
        }
        flush(&mut pictures, &mut messages);
        Ok(Value::Array(messages))
    }

    fn role(&self, role: Role) -> &'static str {
        match role {
            Role::Developer if self.target.first_party_openai => "developer",
            Role::System | Role::Developer => "system",
            Role::User | Role::Tool => "user",
            Role::Assistant => "assistant",
        }
    }

    fn message(&mut self, i: usize, turn: &Turn) -> Result<Value> {
        let mut message = Map::from_iter([("role".to_owned(), json!(self.role(turn.role)))]);
        let mut content = self.content(i, &turn.parts, turn.role == Role::Assistant)?;
        if !self.own && matches!(turn.role, Role::System | Role::Developer) {
            content = joined(content);
        }
        message.insert("content".to_owned(), content);
        if let Some(name) = &turn.name {
            message.insert("name".to_owned(), json!(name));
        }
        let mut tool_calls = Vec::new();
        for (j, part) in turn.parts.iter().enumerate() {
            match part {
                Part::ToolCall { id, name, arguments, extra } => {
                    let extra = if self.own || extra.contains_key("type") { extra } else { &Extra::new() };
                    match calls::encode_call(id, name, arguments, extra) {
                        (true, call) => drop(message.insert(LEGACY.to_owned(), call)),
                        (false, call) => tool_calls.push(call),
                    }
                }
                Part::Thinking { text, origin: Some(Dialect::OpenaiChat), extra, .. } if !extra.contains_key("type") => {
                    let member = extra.get("member").and_then(Value::as_str).unwrap_or("reasoning_content");
                    message.insert(member.to_owned(), json!(text));
                }
                Part::Thinking { origin, .. } if *origin != Some(Dialect::OpenaiChat) => {
                    self.fields.dropped.push(format!("{}.thinking", self.paths.part(i, j)));
                }
                Part::RedactedThinking { .. } => self.fields.dropped.push(format!("{}.redacted_thinking", self.paths.part(i, j))),
                _ => {}
            }
        }
        if !tool_calls.is_empty() {
            message.insert("tool_calls".to_owned(), Value::Array(tool_calls));
        }
        let has_calls = message.contains_key("tool_calls") || message.contains_key(LEGACY);
        if message["content"] == "" && has_calls {
            message["content"] = Value::Null;
        }
        self.extras(&format!("{}.", self.paths.turn(i)), &turn.extra, &mut message);
        Ok(Value::Object(message))
    }

    /// One plain text as a text, everything else as a list of parts.
    fn content(&mut self, i: usize, all: &[Part], is_answer: bool) -> Result<Value> {
        let mut list = Vec::with_capacity(all.len());
        for (j, part) in all.iter().enumerate() {
            let path = self.paths.part(i, j);
            // What another provider's own tools did in the past means nothing here.
            if is_answer && matches!(part, Part::Raw { origin, .. } if *origin != Dialect::OpenaiChat) {
                self.fields.dropped.push(path);
                continue;
            }
            list.extend(self.part(part, &path)?);
        }
        Ok(match list.as_slice() {
            [] => json!(""),
            [Value::Object(only)] if only.len() == 2 && only.contains_key("text") => list.swap_remove(0)["text"].take(),
            _ => Value::Array(list),
        })
    }

    /// A content part, without the members of another dialect.
    fn part(&mut self, part: &Part, path: &str) -> Result<Option<Value>> {
        let extra = match part {
            Part::Text { extra, .. } => Some(extra),
            Part::Image(media) | Part::Audio(media) | Part::File(media) => Some(&media.extra),
            Part::ToolCall { .. }
            | Part::ToolResult { .. }
            | Part::Thinking { .. }
            | Part::RedactedThinking { .. }
            | Part::Refusal { .. }
            | Part::Raw { .. } => None,
        };
        if let (Part::File(file), false) = (part, self.own)
            && let Some(text) = plain_text(file)
        {
            self.fields.emulated.push(path.to_owned());
            return Ok(Some(json!({"type": "text", "text": text})));
        }
        if let (Part::File(Media { source: MediaSource::Url(url), name, .. }), true) = (part, self.target.quirks.contains(&Quirk::Documents)) {
            let mut document = json!({"type": "document_url", "document_url": url});
            if let Some(name) = name {
                document["document_name"] = json!(name);
            }
            return Ok(Some(document));
        }
        let mut value = parts::encode(part, &|| path.to_owned())?;
        if let (Some(Value::Object(object)), Some(extra), false) = (&mut value, extra, self.own) {
            for key in extra.keys() {
                object.shift_remove(key);
                self.fields.dropped.push(format!("{path}.{key}"));
            }
        }
        Ok(value)
    }

    fn tool_result(&mut self, i: usize, turn: &Turn, result: &ToolResult<'_>, pictures: &mut Vec<Value>) -> Result<Value> {
        let mut texts = Vec::new();
        for (j, part) in result.parts.iter().enumerate() {
            let path = self.paths.part(i, j);
            let Some(value) = self.part(part, &path)? else { continue };
            if matches!(part, Part::Image(_) | Part::Audio(_) | Part::File(_)) {
                pictures.push(json!({"type": "text", "text": format!("Attachment of the tool result `{}`:", result.id)}));
                pictures.push(value);
                self.fields.emulated.push(path);
            } else {
                texts.push(value);
            }
        }
        let mut content = match texts.as_slice() {
            [] if !pictures.is_empty() => json!("See the attachment."),
            [] => json!(""),
            [Value::Object(only)] if only.len() == 2 && only.contains_key("text") => texts.swap_remove(0)["text"].take(),
            _ => Value::Array(texts),
        };
        if result.is_error {
            content = mark_error(content);
            self.fields.emulated.push(format!("{}.is_error", self.paths.turn(i)));
        }
        let mut message = if result.extra.get("type").and_then(Value::as_str) == Some(LEGACY) {
            json!({"role": "function", "name": result.name, "content": content})
        } else {
            json!({"role": "tool", "tool_call_id": result.id, "content": content})
        };
        if let Some(name) = &turn.name {
            message["name"] = json!(name);
        }
        if let Value::Object(message) = &mut message {
            self.extras(&format!("{}.", self.paths.turn(i)), &turn.extra, message);
        }
        Ok(message)
    }

    fn tools(&mut self, request: &Request, body: &mut Map<String, Value>) -> Result<()> {
        for (i, tool) in request.tools.iter().enumerate() {
            let is_legacy = tool.extra.get("type").and_then(Value::as_str) == Some(LEGACY);
            let list = body.entry(if is_legacy { "functions" } else { "tools" }).or_insert_with(|| json!([]));
            let entry = self.tool(i, tool, is_legacy)?;
            if let Value::Array(list) = list {
                list.push(entry);
            }
        }
        let Some(choice) = &request.params.tool_choice else { return Ok(()) };
        let is_legacy = body.contains_key("functions") && !body.contains_key("tools");
        let value = match choice {
            ToolChoice::Auto => json!("auto"),
            ToolChoice::None => json!("none"),
            ToolChoice::Required => json!("required"),
            ToolChoice::Named(name) if is_legacy => json!({"name": name}),
            ToolChoice::Named(name) => json!({"type": "function", "function": {"name": name}}),
            ToolChoice::Other(value) if self.own => value.clone(),
            ToolChoice::Other(_) => return Err(not_portable("tool_choice", "this `tool_choice`")),
        };
        body.insert(if is_legacy { LEGACY } else { "tool_choice" }.to_owned(), value);
        Ok(())
    }

    fn tool(&mut self, i: usize, tool: &Tool, is_legacy: bool) -> Result<Value> {
        if let Some(native) = &tool.native {
            return match native.dialect {
                Dialect::OpenaiChat => Ok((*native.data).clone()),
                _ => Err(not_portable(&format!("tools.{i}"), &format!("the tool `{}`, which only its own provider knows,", tool.name))),
            };
        }
        let mut function = Map::from_iter([("name".to_owned(), json!(tool.name))]);
        let mut set = |member: &str, value: Option<Value>| {
            if let Some(value) = value {
                function.insert(member.to_owned(), value);
            }
        };
        set("description", tool.description.as_ref().map(|d| json!(d)));
        set("parameters", tool.parameters.clone());
        set("strict", tool.strict.map(Value::Bool));
        if self.own {
            for (key, value) in tool.extra.get("function").and_then(Value::as_object).into_iter().flatten() {
                function.entry(key).or_insert_with(|| value.clone());
            }
        }
        if is_legacy {
            return Ok(Value::Object(function));
        }
        let entry = json!({"type": "function", "function": function});
        if self.own {
            return Ok(with(entry, &tool.extra));
        }
        self.fields.dropped.extend(tool.extra.keys().map(|key| format!("tools.{i}.{key}")));
        Ok(entry)
    }

    fn params(&mut self, request: &Request, body: &mut Map<String, Value>) -> Result<()> {
        let p = &request.params;
        let mut set = |member: &str, value: Option<Value>| {
            if let Some(value) = value {
                body.insert(member.to_owned(), value);
            }
        };
        set(if self.target.first_party_openai { "max_completion_tokens" } else { "max_tokens" }, p.max_tokens.map(|v| json!(v)));
        set("temperature", p.temperature.map(|v| json!(v)));
        set("top_p", p.top_p.map(|v| json!(v)));
        set("n", p.n.map(|v| json!(v)));
        set("stop", (!p.stop.is_empty()).then(|| json!(p.stop)));
        set("seed", p.seed.map(|v| json!(v)));
        set("frequency_penalty", p.frequency_penalty.map(|v| json!(v)));
        set("presence_penalty", p.presence_penalty.map(|v| json!(v)));
        set("logprobs", p.logprobs.map(|v| json!(v)));
        set("top_logprobs", p.top_logprobs.map(|v| json!(v)));
        set("parallel_tool_calls", p.parallel_tool_calls.map(|v| json!(v)));
        set("service_tier", p.service_tier.as_ref().map(|v| json!(v)));
        set("reasoning_effort", self.effort(request).map(|v| json!(v)));
        // Servers that know neither refuse the whole request, so only those get them that surely know.
        if self.target.first_party_openai || self.own {
            set("user", p.user.as_ref().map(|v| json!(v)));
        } else if p.user.is_some() {
            self.fields.dropped.push(self.paths.param("user").to_owned());
        }
        if self.own && !self.target.first_party_openai {
            set("top_k", p.top_k.map(|v| json!(v)));
        } else if p.top_k.is_some() {
            self.fields.dropped.push(self.paths.param("top_k").to_owned());
        }
        let format = match &p.response_format {
            None => None,
            Some(ResponseFormat::Text) => Some(json!({"type": "text"})),
            Some(ResponseFormat::JsonObject) => Some(json!({"type": "json_object"})),
            Some(ResponseFormat::JsonSchema { name, description, schema, strict }) => {
                let mut inner = json!({"name": name.as_deref().unwrap_or("answer"), "schema": schema});
                if let Some(description) = description {
                    inner["description"] = json!(description);
                }
                if let Some(strict) = strict {
                    inner["strict"] = json!(strict);
                }
                Some(json!({"type": "json_schema", "json_schema": inner}))
            }
            Some(ResponseFormat::Other(value)) if self.own => Some(value.clone()),
            Some(ResponseFormat::Other(_)) => return Err(not_portable("response_format", "this `response_format`")),
        };
        set("response_format", format);
        Ok(())
    }
}

impl Builder<'_> {
    /// How hard to think, in this wire's words. A budget becomes the nearest effort.
    fn effort(&mut self, request: &Request) -> Option<String> {
        let (p, reasons) = (&request.params, self.target.facts.reasoning);
        if quirks::has_budgets(self.target) {
            // The quirks say it in their own members.
            return p.reasoning_effort.clone();
        }
        if self.own && p.reasoning_effort.is_some() {
            return p.reasoning_effort.clone();
        }
        let wanted = match (&p.reasoning_effort, p.thinking_budget) {
            (Some(effort), _) => effort.as_str(),
            (None, Some(budget)) => thinking::effort(budget, self.target.facts.max_output),
            (None, None) => return None,
        };
        // A budget is only guessed into an effort where the model is known to understand it.
        let understood = if p.reasoning_effort.is_some() { reasons != Some(false) } else { reasons == Some(true) };
        let level = thinking::level(wanted, &["none", "minimal", "low", "medium", "high", "xhigh"]).filter(|_| understood);
        match level {
            None => self.fields.dropped.push(self.paths.param("reasoning_effort").to_owned()),
            Some(level) if p.reasoning_effort.as_deref() != Some(level) => {
                self.fields.emulated.push(self.paths.param("reasoning_effort").to_owned());
            }
            Some(_) => {}
        }
        level.map(str::to_owned)
    }
}

/// The answer of a tool, as it stands in a turn.
struct ToolResult<'a> {
    id: &'a str,
    name: Option<&'a str>,
    parts: &'a [Part],
    is_error: bool,
    extra: &'a Extra,
}

/// Instructions in several blocks as one text: not every server takes a list there.
fn joined(content: Value) -> Value {
    match content.as_array().map(|list| list.iter().map(|part| part.get("text")?.as_str()).collect::<Option<Vec<_>>>()) {
        Some(Some(texts)) => json!(texts.join("\n\n")),
        _ => content,
    }
}

/// What tools showed, as a user's turn.
fn flush(pictures: &mut Vec<Value>, messages: &mut Vec<Value>) {
    if !pictures.is_empty() {
        messages.push(json!({"role": "user", "content": std::mem::take(pictures)}));
    }
}

/// This wire has no flag for a failed tool: the text says it.
fn mark_error(content: Value) -> Value {
    match content {
        Value::String(text) => json!(format!("Error: {text}")),
        Value::Array(mut list) => {
            list.insert(0, json!({"type": "text", "text": "Error:"}));
            Value::Array(list)
        }
        other => other,
    }
}

fn not_portable(path: &str, what: &str) -> Error {
    Error::invalid(format!("{what} cannot be sent in the OpenAI chat format")).at(path).reason("not_portable")
}
