//! A body from the canonical request alone: for requests that came in another dialect or that a stage has changed.

use serde_json::{Value, json};

use super::input;
use super::params::{Writer, include, nest, push};
use crate::error::Result;
use crate::types::{Dialect, Extra, Members, Request, Tool, Tree, tree};
use crate::wire::names::{Names, is_plain};
use crate::wire::paths::Paths;
use crate::wire::{EncodeTarget, Fields, Undo, params};

/// Members of other dialects that mean the same here under the same name.
const SAME: [&str; 6] = ["metadata", "store", "safety_identifier", "prompt_cache_key", "prompt_cache_retention", "stream_options"];
/// Members of other dialects that change the answer and have no place here.
const CHANGES_ANSWER: [&str; 9] =
    ["audio", "logit_bias", "safety_settings", "safetySettings", "cachedContent", "cached_content", "mcp_servers", "container", "context_management"];
/// The longest name of a tool.
const LONGEST_NAME: usize = 64;

pub fn build<'a>(request: &'a Request, target: &'a EncodeTarget<'a>, fields: &'a mut Fields) -> Result<(Members<'a>, Undo)> {
    let own = request.raw.as_ref().is_none_or(|raw| raw.dialect == Dialect::OpenaiResponses);
    let mut builder = Builder { writer: Writer { target, paths: Paths::of(request), fields, own }, names: Names::new(is_plain, LONGEST_NAME) };
    let filled = params::fill(request, target)?;
    let mut body = Members::default();
    body.add("model", target.model);
    input::write(request, &mut builder.writer, &mut builder.names, &mut body)?;
    builder.tools(&request.tools, &mut body)?;
    builder.extras(&filled.extra, &mut body)?;
    let stop = builder.writer.params(&filled.params, &mut body)?;
    if let Some(choice) = &filled.params.tool_choice {
        builder.writer.tool_choice(choice, |name| builder.names.fit(name).into_owned(), &mut body)?;
    }
    if let Some(parallel) = filled.params.parallel_tool_calls {
        body.insert("parallel_tool_calls", parallel.into());
    }
    if request.stream {
        body.insert("stream", true.into());
    }
    if !own {
        // Kept by default on this wire, and on no other.
        body.insert_new("store", &Value::Bool(false));
        // A model of which nothing is known thinks if it is told to.
        let thinks = target.facts.reasoning.unwrap_or_else(|| body.contains_key("reasoning"));
        if thinks && carries_seals(request) {
            include(&mut body, "reasoning.encrypted_content");
        }
    }
    builder.writer.fields.account(request.raw.as_ref());
    Ok((body, Undo { stop, tool_names: builder.names.into_changed(), ..Undo::default() }))
}

/// Does the caller's dialect have a place for sealed thoughts, so that they come back with the next call?
fn carries_seals(request: &Request) -> bool {
    request.raw.as_ref().is_some_and(|raw| matches!(raw.dialect, Dialect::Anthropic | Dialect::Gemini | Dialect::Bedrock))
}

struct Builder<'a> {
    writer: Writer<'a>,
    names: Names,
}

impl<'a> Builder<'a> {
    fn tools(&mut self, tools: &'a [Tool], body: &mut Members<'a>) -> Result<()> {
        let mut list = Vec::with_capacity(tools.len());
        for (i, tool) in tools.iter().enumerate() {
            list.extend(self.tool(i, tool)?);
        }
        if !list.is_empty() {
            body.insert("tools", list.into());
        }
        Ok(())
    }

    fn tool(&mut self, i: usize, tool: &'a Tool) -> Result<Option<Tree<'a>>> {
        let paths = self.writer.paths;
        let path = || format!("{}.{i}", paths.param("tools"));
        if let Some(native) = &tool.native {
            let hosted = match native.dialect {
                Dialect::OpenaiResponses => Some(Tree::from(&*native.data)),
                dialect => translated(dialect, &native.data).filter(|_| self.writer.target.first_party_openai).map(Tree::from),
            };
            if hosted.is_none() {
                self.writer.unsupported(&path(), &format!("the tool `{}`, which only its own provider knows,", tool.name))?;
            }
            return Ok(hosted);
        }
        let mut entry = Members::default();
        entry.add("type", "function");
        entry.add("name", self.names.fit(&tool.name));
        entry.add_some("description", tool.description.as_ref());
        entry.add("parameters", tool.parameters.as_ref().map_or_else(|| tree!({"type": "object", "properties": {}}), Tree::from));
        // Tools are strict on this wire unless it is said otherwise, on the others the other way round.
        entry.add_some("strict", tool.strict.or((!self.writer.own).then_some(false)));
        if self.writer.own {
            entry.fill(&tool.extra);
            return Ok(Some(entry.into()));
        }
        let is_silent = |key: &str| key == "type";
        self.writer.fields.dropped.extend(tool.extra.keys().filter(|key| !is_silent(key)).map(|key| format!("{}.{key}", path())));
        Ok(Some(entry.into()))
    }

    /// Members without a canonical place.
    fn extras(&mut self, extra: &Extra, body: &mut Members<'a>) -> Result<()> {
        for (key, value) in extra {
            if self.writer.own || SAME.contains(&key.as_str()) {
                body.insert_new(key, value);
            } else if params::is_silent(value) {
                // Clients write empty lists of what was not asked for.
            } else if key == "verbosity" {
                nest(body, "text", "verbosity", value.clone().into());
            } else if key == "web_search_options" {
                self.web_search(value, body)?;
            } else if key == "modalities" {
                if value.as_array().is_some_and(|list| list.iter().any(|kind| kind != "text")) {
                    self.writer.unsupported(key, "an answer in anything but text")?;
                }
            } else if CHANGES_ANSWER.contains(&key.as_str()) {
                self.writer.unsupported(key, &format!("`{key}`"))?;
            } else {
                self.writer.fields.dropped.push(key.clone());
            }
        }
        Ok(())
    }

    /// The chat format's option as the hosted tool.
    fn web_search(&mut self, options: &Value, body: &mut Members<'a>) -> Result<()> {
        if !self.writer.target.first_party_openai {
            return self.writer.unsupported("web_search_options", "a web search");
        }
        let mut tool = json!({"type": "web_search"});
        if let Some(size) = options.get("search_context_size") {
            tool["search_context_size"] = size.clone();
        }
        if let Some(Value::Object(place)) = options.pointer("/user_location/approximate") {
            let mut place = place.clone();
            place.insert("type".to_owned(), json!("approximate"));
            tool["user_location"] = Value::Object(place);
        }
        push(body, "tools", tool.into());
        Ok(())
    }
}

/// A provider's own tool that OpenAI has too.
fn translated(dialect: Dialect, entry: &Value) -> Option<Value> {
    let kind = entry.get("type").and_then(Value::as_str).unwrap_or_default();
    match dialect {
        Dialect::OpenaiChat if kind == "custom" => {
            let mut tool = entry.get("custom")?.as_object()?.clone();
            tool.insert("type".to_owned(), json!("custom"));
            // The grammar of a custom tool lies one level deeper in the chat format.
            if let Some(Value::Object(grammar)) = tool.get("format").and_then(|f| f.get("grammar")).cloned() {
                let mut format = grammar;
                format.insert("type".to_owned(), json!("grammar"));
                tool.insert("format".to_owned(), Value::Object(format));
            }
            Some(Value::Object(tool))
        }
        Dialect::Anthropic if kind.starts_with("web_search_") => {
            let mut tool = json!({"type": "web_search"});
            if let Some(domains) = entry.get("allowed_domains") {
                tool["filters"] = json!({"allowed_domains": domains});
            }
            if let Some(place) = entry.get("user_location") {
                tool["user_location"] = place.clone();
            }
            Some(tool)
        }
        Dialect::Gemini if entry.get("googleSearch").or_else(|| entry.get("google_search")).is_some() => Some(json!({"type": "web_search"})),
        _ => None,
    }
}
