//! A body from the canonical request alone: for requests that came in another dialect or that a stage has changed.

use serde_json::Value;

use super::super::parts;
use super::super::{LEGACY, calls};
use super::quirks;
use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Media, MediaSource, Members, Part, Request, ResponseFormat, Role, Tool, ToolChoice, Tree, Turn, tree};
use crate::wire::inline::plain_text;
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

pub fn build<'r>(request: &'r Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Members<'r>> {
    let mut builder = Builder { target, fields, own: request.raw.is_none(), paths: Paths::of(request) };
    let mut body = Members::default();
    body.insert("model", request.model.as_str().into());
    body.insert("messages", builder.messages(&request.turns)?);
    builder.tools(request, &mut body)?;
    builder.params(request, &mut body)?;
    if request.stream {
        body.insert("stream", Tree::Bool(true));
    }
    builder.extras("", &request.extra, &mut body);
    Ok(body)
}

impl Builder<'_> {
    /// Members without a canonical place: kept on the way to their own dialect, else named as dropped.
    fn extras<'r>(&mut self, path: &str, extra: &'r Extra, into: &mut Members<'r>) {
        if self.own {
            into.fill(extra);
        } else {
            self.fields.dropped.extend(extra.keys().map(|key| format!("{path}{key}")));
        }
    }

    fn extras_of<'r>(&mut self, i: usize, turn: &'r Turn, into: &mut Members<'r>) {
        if !turn.extra.is_empty() {
            self.extras(&format!("{}.", self.paths.turn(i)), &turn.extra, into);
        }
    }

    fn messages<'r>(&mut self, turns: &'r [Turn]) -> Result<Tree<'r>> {
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
        Ok(Tree::Array(messages))
    }

    fn role(&self, role: Role) -> &'static str {
        match role {
            Role::Developer if self.target.first_party_openai => "developer",
            Role::System | Role::Developer => "system",
            Role::User | Role::Tool => "user",
            Role::Assistant => "assistant",
        }
    }

    fn message<'r>(&mut self, i: usize, turn: &'r Turn) -> Result<Tree<'r>> {
        let mut message = Members::default();
        message.insert("role", self.role(turn.role).into());
        let mut content = self.content(i, &turn.parts, turn.role == Role::Assistant)?;
        if !self.own && matches!(turn.role, Role::System | Role::Developer) {
            content = joined(content);
        }
        message.insert("content", content);
        if let Some(name) = &turn.name {
            message.insert("name", name.as_str().into());
        }
        let mut tool_calls = Vec::new();
        for (j, part) in turn.parts.iter().enumerate() {
            match part {
                Part::ToolCall { id, name, arguments, extra } => {
                    let extra = Some(extra).filter(|extra| self.own || extra.contains_key("type"));
                    match calls::encode_call(id, name, arguments, extra) {
                        (true, call) => message.insert(LEGACY, call),
                        (false, call) => tool_calls.push(call),
                    }
                }
                Part::Thinking { text, origin: Some(Dialect::OpenaiChat), extra, .. } if !extra.contains_key("type") => {
                    let member = extra.get("member").and_then(Value::as_str).unwrap_or("reasoning_content");
                    message.insert(member, text.as_str().into());
                }
                Part::Thinking { origin, .. } if *origin != Some(Dialect::OpenaiChat) => {
                    self.fields.dropped.push(format!("{}.thinking", self.paths.part(i, j)));
                }
                Part::RedactedThinking { .. } => self.fields.dropped.push(format!("{}.redacted_thinking", self.paths.part(i, j))),
                _ => {}
            }
        }
        if !tool_calls.is_empty() {
            message.insert("tool_calls", Tree::Array(tool_calls));
        }
        let has_calls = message.contains_key("tool_calls") || message.contains_key(LEGACY);
        if has_calls && message.get("content").and_then(Tree::as_str) == Some("") {
            message.insert("content", Tree::Null);
        }
        self.extras_of(i, turn, &mut message);
        Ok(Tree::Object(message))
    }

    /// One plain text as a text, everything else as a list of parts.
    fn content<'r>(&mut self, i: usize, all: &'r [Part], is_answer: bool) -> Result<Tree<'r>> {
        let mut list = Vec::with_capacity(all.len());
        for (j, part) in all.iter().enumerate() {
            let paths = self.paths;
            let path = || paths.part(i, j);
            // What another provider's own tools did in the past means nothing here.
            if is_answer && matches!(part, Part::Raw { origin, .. } if *origin != Dialect::OpenaiChat) {
                self.fields.dropped.push(path());
                continue;
            }
            list.extend(self.part(part, &path)?);
        }
        Ok(plain(list).unwrap_or_else(|| "".into()))
    }

    /// A content part, without the members of another dialect.
    fn part<'r>(&mut self, part: &'r Part, path: &dyn Fn() -> String) -> Result<Option<Tree<'r>>> {
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
            self.fields.emulated.push(path());
            return Ok(Some(text_part(text.into())));
        }
        if let (Part::File(Media { source: MediaSource::Url(url), name, .. }), true) = (part, self.target.quirks.contains(&Quirk::Documents)) {
            let mut document = Members::default();
            document.insert("type", "document_url".into());
            document.insert("document_url", url.as_str().into());
            if let Some(name) = name {
                document.insert("document_name", name.as_str().into());
            }
            return Ok(Some(Tree::Object(document)));
        }
        let mut value = match part {
            Part::Text { text, extra } => Some(text_part(text.as_str().into()).with(extra)),
            other => parts::encode(other, path)?.map(Tree::from),
        };
        if let (Some(Tree::Object(object)), Some(extra), false) = (&mut value, extra, self.own) {
            for key in extra.keys() {
                object.remove(key);
                self.fields.dropped.push(format!("{}.{key}", path()));
            }
        }
        Ok(value)
    }

    fn tool_result<'r>(&mut self, i: usize, turn: &'r Turn, result: &ToolResult<'r>, pictures: &mut Vec<Tree<'r>>) -> Result<Tree<'r>> {
        let mut texts = Vec::new();
        for (j, part) in result.parts.iter().enumerate() {
            let paths = self.paths;
            let path = || paths.part(i, j);
            let Some(value) = self.part(part, &path)? else { continue };
            if matches!(part, Part::Image(_) | Part::Audio(_) | Part::File(_)) {
                pictures.push(text_part(format!("Attachment of the tool result `{}`:", result.id).into()));
                pictures.push(value);
                self.fields.emulated.push(path());
            } else {
                texts.push(value);
            }
        }
        let mut content = plain(texts).unwrap_or_else(|| if pictures.is_empty() { "" } else { "See the attachment." }.into());
        if result.is_error {
            content = mark_error(content);
            self.fields.emulated.push(format!("{}.is_error", self.paths.turn(i)));
        }
        let mut message = Members::default();
        if result.extra.get("type").and_then(Value::as_str) == Some(LEGACY) {
            message.insert("role", "function".into());
            message.insert("name", result.name.map_or(Tree::Null, Tree::from));
        } else {
            message.insert("role", "tool".into());
            message.insert("tool_call_id", result.id.into());
        }
        message.insert("content", content);
        if let Some(name) = &turn.name {
            message.insert("name", name.as_str().into());
        }
        self.extras_of(i, turn, &mut message);
        Ok(Tree::Object(message))
    }

    fn tools<'r>(&mut self, request: &'r Request, body: &mut Members<'r>) -> Result<()> {
        for (i, tool) in request.tools.iter().enumerate() {
            let is_legacy = tool.extra.get("type").and_then(Value::as_str) == Some(LEGACY);
            let entry = self.tool(i, tool, is_legacy)?;
            let member = if is_legacy { "functions" } else { "tools" };
            match body.get_mut(member) {
                Some(Tree::Array(list)) => list.push(entry),
                _ => body.insert(member, Tree::Array(vec![entry])),
            }
        }
        let Some(choice) = &request.params.tool_choice else { return Ok(()) };
        let is_legacy = body.contains_key("functions") && !body.contains_key("tools");
        let value = match choice {
            ToolChoice::Auto => Tree::from("auto"),
            ToolChoice::None => "none".into(),
            ToolChoice::Required => "required".into(),
            ToolChoice::Named(name) if is_legacy => tree!({"name": name}),
            ToolChoice::Named(name) => tree!({"type": "function", "function": {"name": name}}),
            ToolChoice::Other(value) if self.own => value.into(),
            ToolChoice::Other(_) => return Err(not_portable("tool_choice", "this `tool_choice`")),
        };
        body.insert(if is_legacy { LEGACY } else { "tool_choice" }, value);
        Ok(())
    }

    fn tool<'r>(&mut self, i: usize, tool: &'r Tool, is_legacy: bool) -> Result<Tree<'r>> {
        if let Some(native) = &tool.native {
            return match native.dialect {
                Dialect::OpenaiChat => Ok((&*native.data).into()),
                _ => Err(not_portable(&format!("tools.{i}"), &format!("the tool `{}`, which only its own provider knows,", tool.name))),
            };
        }
        let mut function = Members::default();
        let mut set = |member: &'static str, value: Option<Tree<'r>>| {
            if let Some(value) = value {
                function.insert(member, value);
            }
        };
        set("name", Some(tool.name.as_str().into()));
        set("description", tool.description.as_deref().map(Tree::from));
        set("parameters", tool.parameters.as_ref().map(Tree::from));
        set("strict", tool.strict.map(Tree::Bool));
        if let Some(inner) = tool.extra.get("function").and_then(Value::as_object).filter(|_| self.own) {
            function.fill(inner);
        }
        if is_legacy {
            return Ok(Tree::Object(function));
        }
        let entry = tree!({"type": "function", "function": function});
        if self.own {
            return Ok(entry.with(&tool.extra));
        }
        self.fields.dropped.extend(tool.extra.keys().map(|key| format!("tools.{i}.{key}")));
        Ok(entry)
    }

    fn params<'r>(&mut self, request: &'r Request, body: &mut Members<'r>) -> Result<()> {
        let p = &request.params;
        let mut set = |member: &'static str, value: Option<Tree<'r>>| {
            if let Some(value) = value {
                body.insert(member, value);
            }
        };
        set(if self.target.first_party_openai { "max_completion_tokens" } else { "max_tokens" }, p.max_tokens.map(Tree::from));
        set("temperature", p.temperature.map(Tree::from));
        set("top_p", p.top_p.map(Tree::from));
        set("n", p.n.map(Tree::from));
        set("stop", (!p.stop.is_empty()).then(|| p.stop.iter().collect::<Vec<_>>().into()));
        set("seed", p.seed.map(Tree::from));
        set("frequency_penalty", p.frequency_penalty.map(Tree::from));
        set("presence_penalty", p.presence_penalty.map(Tree::from));
        set("logprobs", p.logprobs.map(Tree::from));
        set("top_logprobs", p.top_logprobs.map(Tree::from));
        set("parallel_tool_calls", p.parallel_tool_calls.map(Tree::from));
        set("service_tier", p.service_tier.as_ref().map(Tree::from));
        set("reasoning_effort", self.effort(request).map(Tree::from));
        // Servers that know neither refuse the whole request, so only those get them that surely know.
        if self.target.first_party_openai || self.own {
            set("user", p.user.as_ref().map(Tree::from));
        } else if p.user.is_some() {
            self.fields.dropped.push(self.paths.param("user").to_owned());
        }
        if self.own && !self.target.first_party_openai {
            set("top_k", p.top_k.map(Tree::from));
        } else if p.top_k.is_some() {
            self.fields.dropped.push(self.paths.param("top_k").to_owned());
        }
        let format = match &p.response_format {
            None => None,
            Some(ResponseFormat::Text) => Some(tree!({"type": "text"})),
            Some(ResponseFormat::JsonObject) => Some(tree!({"type": "json_object"})),
            Some(ResponseFormat::JsonSchema { name, description, schema, strict }) => {
                let mut inner = Members::default();
                inner.add("name", name.as_deref().unwrap_or("answer"));
                inner.add("schema", schema);
                inner.add_some("description", description.as_ref());
                inner.add_some("strict", *strict);
                Some(tree!({"type": "json_schema", "json_schema": inner}))
            }
            Some(ResponseFormat::Other(value)) if self.own => Some(value.into()),
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

fn text_part(text: Tree<'_>) -> Tree<'_> {
    tree!({"type": "text", "text": text})
}

/// One plain text as a text, several parts as their list; nothing where there are none.
fn plain(mut list: Vec<Tree<'_>>) -> Option<Tree<'_>> {
    match list.as_mut_slice() {
        [] => None,
        [Tree::Object(only)] if only.len() == 2 && only.contains_key("text") => only.get_mut("text").map(std::mem::take),
        _ => Some(Tree::Array(list)),
    }
}

/// Instructions in several blocks as one text: not every server takes a list there.
fn joined(content: Tree<'_>) -> Tree<'_> {
    match content.as_array().map(|list| list.iter().map(|part| part.get("text")?.as_str()).collect::<Option<Vec<_>>>()) {
        Some(Some(texts)) => texts.join("\n\n").into(),
        _ => content,
    }
}

/// What tools showed, as a user's turn.
fn flush<'r>(pictures: &mut Vec<Tree<'r>>, messages: &mut Vec<Tree<'r>>) {
    if !pictures.is_empty() {
        messages.push(tree!({"role": "user", "content": std::mem::take(pictures)}));
    }
}

/// This wire has no flag for a failed tool: the text says it.
fn mark_error(content: Tree<'_>) -> Tree<'_> {
    match content {
        Tree::String(text) => format!("Error: {text}").into(),
        Tree::Array(mut list) => {
            list.insert(0, text_part("Error:".into()));
            Tree::Array(list)
        }
        other => other,
    }
}

fn not_portable(path: &str, what: &str) -> Error {
    Error::invalid(format!("{what} cannot be sent in the OpenAI chat format")).at(path).reason("not_portable")
}
