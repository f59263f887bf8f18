//! Tools, what the model may do with them, and the form of the answer, which may need a tool of its own.

use serde_json::{Value, json};

use super::super::schema;
use super::build::Builder;
use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Members, Params, ResponseFormat, Schema, Tool, ToolChoice, Tree, tree};

/// The tool whose call is the answer, where the model knows no schemas.
const ANSWER_TOOL: &str = "json_answer";
/// How often a search may be made, by the size of context that was asked for.
const SEARCHES: [(&str, u64); 3] = [("low", 1), ("medium", 5), ("high", 10)];

impl<'a> Builder<'a> {
    pub fn tools(&mut self, params: &Params, extra: &Extra, body: &mut Members<'a>) -> Result<()> {
        let allowed = self.allowed(params)?;
        let mut tools = Vec::with_capacity(self.request.tools.len());
        for (i, tool) in self.request.tools.iter().enumerate() {
            if allowed.as_ref().is_none_or(|names| names.contains(&tool.name)) {
                tools.push(self.tool(i, tool)?);
            }
        }
        if !tools.is_empty() && self.target.facts.tools == Some(false) {
            self.refuse_param("tools", "this model calls no tools")?;
            tools.clear();
        }
        tools.extend(extra.get("web_search_options").map(|options| web_search(options).into()));
        let mut choice = self.choice(params, &tools)?;
        self.answer(params, &mut tools, &mut choice, body)?;
        if !tools.is_empty() {
            body.insert("tools", Tree::Array(tools));
        }
        if let Some(choice) = choice {
            body.insert("tool_choice", choice.into());
        }
        Ok(())
    }

    fn tool(&mut self, i: usize, tool: &'a Tool) -> Result<Tree<'a>> {
        let paths = self.paths;
        let path = || format!("{}.{i}", paths.param("tools"));
        if let Some(native) = &tool.native {
            if native.dialect == Dialect::Anthropic {
                return Ok((&*native.data).into());
            }
            let words = format!("the tool `{}`, which only its own provider knows, cannot be sent in this dialect", tool.name);
            return Err(Error::invalid(words).at(path()).reason("not_portable"));
        }
        let mut entry = Members::default();
        entry.insert("name", self.tool_names.fit(&tool.name).into());
        if let Some(description) = &tool.description {
            entry.insert("description", description.as_str().into());
        }
        let fitted = if tool.strict == Some(true) { self.strict(tool, &path) } else { None };
        if fitted.is_some() {
            entry.insert("strict", Tree::Bool(true));
        }
        entry.insert("input_schema", fitted.map_or_else(|| input_schema(tool.parameters.as_ref()), Tree::from));
        let inner = tool.extra.get("function").and_then(Value::as_object);
        let is_outer = |(key, _): &(&String, &Value)| *key != "function" && inner.is_none_or(|inner| !inner.contains_key(*key));
        self.carry(tool.extra.iter().filter(is_outer).chain(inner.into_iter().flatten()), &mut entry, path);
        Ok(Tree::Object(entry))
    }

    /// The schema of a tool that is to be called strictly; `None` where that cannot be demanded.
    fn strict(&mut self, tool: &Tool, path: &dyn Fn() -> String) -> Option<Value> {
        let fitted = schema::fit(&input_schema(tool.parameters.as_ref()).to_value()).filter(|_| self.claude.schemas);
        if fitted.as_ref().is_none_or(|fitted| fitted.loosened) {
            let list = if fitted.is_some() { &mut self.fields.emulated } else { &mut self.fields.dropped };
            list.push(format!("{}.strict", path()));
        }
        fitted.map(|fitted| fitted.schema)
    }

    /// OpenAI's `allowed_tools`: only these are sent.
    fn allowed(&self, params: &Params) -> Result<Option<Vec<String>>> {
        let Some(ToolChoice::Other(value)) = &params.tool_choice else { return Ok(None) };
        let inner = value.get("allowed_tools").unwrap_or(value);
        let list = inner.get("tools").and_then(Value::as_array).ok_or_else(|| {
            Error::invalid("this `tool_choice` cannot be sent in this dialect").at(self.paths.param("tool_choice")).reason("not_portable")
        })?;
        let name = |entry: &Value| entry.get("function").unwrap_or(entry).get("name").and_then(Value::as_str).map(str::to_owned);
        Ok(Some(list.iter().filter_map(name).collect()))
    }

    fn choice(&mut self, params: &Params, tools: &[Tree<'_>]) -> Result<Option<Value>> {
        let forced = |name: Option<&str>| name.map_or_else(|| json!({"type": "any"}), |name| json!({"type": "tool", "name": name}));
        let mut choice = match &params.tool_choice {
            None if params.parallel_tool_calls.is_none() => return Ok(None),
            None | Some(ToolChoice::Auto) => json!({"type": "auto"}),
            Some(ToolChoice::None) => json!({"type": "none"}),
            Some(ToolChoice::Required) => forced(None),
            Some(ToolChoice::Named(name)) => {
                let sent = self.tool_names.fit(name);
                if !has_tool(tools, &sent) {
                    return Err(Error::invalid(format!("there is no tool `{name}`")).at(self.paths.param("tool_choice")));
                }
                forced(Some(&sent))
            }
            Some(ToolChoice::Other(value)) => {
                self.emulate_param("tool_choice");
                let mode = value.get("allowed_tools").unwrap_or(value).get("mode").and_then(Value::as_str);
                if mode == Some("required") { forced(None) } else { json!({"type": "auto"}) }
            }
        };
        if tools.is_empty() {
            return match choice["type"].as_str() {
                Some("auto" | "none") => Ok(None),
                _ => Err(Error::invalid("a call is demanded and there are no tools").at(self.paths.param("tool_choice"))),
            };
        }
        if choice["type"] != "auto" && choice["type"] != "none" && !self.may_force() {
            self.instructions.push(match choice["name"].as_str() {
                Some(name) => format!("You must answer with a call of the tool `{name}`."),
                None => "You must answer with a call of one of your tools.".to_owned(),
            });
            self.emulate_param("tool_choice");
            choice = json!({"type": "auto"});
        }
        if let Some(parallel) = params.parallel_tool_calls.filter(|_| choice["type"] != "none") {
            choice["disable_parallel_tool_use"] = Value::Bool(!parallel);
        }
        Ok(Some(choice))
    }

    /// A call can be demanded of a model that takes such demands and does not think.
    fn may_force(&self) -> bool {
        self.claude.forced_tools && !self.thinks
    }

    /// The form of the answer: by the API, by a tool whose input it is, or by asking for it.
    fn answer(&mut self, params: &Params, tools: &mut Vec<Tree<'a>>, choice: &mut Option<Value>, body: &mut Members<'a>) -> Result<()> {
        let (schema, description) = match &params.response_format {
            None | Some(ResponseFormat::Text) => return Ok(()),
            Some(ResponseFormat::JsonObject) => {
                self.ask_for("Answer with one JSON object and nothing else: no words around it, no code fence.".to_owned(), json!(true));
                return Ok(());
            }
            Some(ResponseFormat::JsonSchema { schema, description, .. }) => (schema, description),
            Some(ResponseFormat::Other(value)) if self.own => {
                body.insert("output_config", json!({"format": value}).into());
                return Ok(());
            }
            Some(ResponseFormat::Other(_)) => {
                let path = self.paths.param("response_format");
                return Err(Error::invalid("this `response_format` cannot be sent in this dialect").at(path).reason("not_portable"));
            }
        };
        if let Some(mut fitted) = schema::fit(schema).filter(|_| self.claude.schemas) {
            if fitted.loosened {
                self.emulate_param("response_format");
                self.undo.validate = Some(schema.clone());
            }
            if let (Some(description), None) = (description, fitted.schema.get("description")) {
                fitted.schema["description"] = json!(description);
            }
            body.insert("output_config", json!({"format": {"type": "json_schema", "schema": fitted.schema}}).into());
            return Ok(());
        }
        let is_object = schema.get("type").is_some_and(|kind| kind == "object");
        let is_free = matches!(params.tool_choice, None | Some(ToolChoice::Auto)) && self.target.facts.tools != Some(false);
        if is_object && is_free {
            self.answer_by_tool(schema, description.as_deref(), tools, choice);
        } else {
            let words = "Answer with one JSON value and nothing else: no words around it, no code fence. It must be valid by this JSON Schema:";
            self.ask_for(format!("{words}\n{schema}"), schema.clone());
        }
        Ok(())
    }

    fn ask_for(&mut self, words: String, validate: Value) {
        self.instructions.push(words);
        self.undo.validate = Some(validate);
        self.emulate_param("response_format");
    }

    fn answer_by_tool(&mut self, schema: &Value, description: Option<&str>, tools: &mut Vec<Tree<'a>>, choice: &mut Option<Value>) {
        let mut name = ANSWER_TOOL.to_owned();
        while has_tool(tools, &name) {
            name.push('_');
        }
        let alone = tools.is_empty();
        let entry = json!({
            "name": name,
            "description": description.unwrap_or("Gives the final answer. Call it once, when the answer is complete."),
            "input_schema": schema,
        });
        tools.push(entry.into());
        let parallel = choice.as_ref().and_then(|choice| choice.get("disable_parallel_tool_use").cloned());
        if self.may_force() {
            let mut forced = if alone { json!({"type": "tool", "name": name}) } else { json!({"type": "any"}) };
            if let Some(parallel) = parallel {
                forced["disable_parallel_tool_use"] = parallel;
            }
            *choice = Some(forced);
        } else {
            self.instructions.push(format!("Give your final answer by a call of the tool `{name}`, not in words."));
        }
        self.undo.schema_tool = Some(name);
        self.undo.validate = Some(schema.clone());
        self.emulate_param("response_format");
    }
}

fn has_tool(tools: &[Tree<'_>], name: &str) -> bool {
    tools.iter().any(|tool| tool.get("name").and_then(Tree::as_str) == Some(name))
}

/// The API wants an object; a tool without parameters has an empty one.
pub fn input_schema(parameters: Option<&Schema>) -> Tree<'_> {
    match parameters.map(|schema| (schema, schema.has_type())) {
        Some((schema, true)) => schema.into(),
        Some((schema, false)) => match schema.to_tree() {
            Tree::Object(mut schema) if !schema.is_empty() => {
                schema.add("type", "object");
                Tree::Object(schema)
            }
            _ => input_schema(None),
        },
        None => tree!({"type": "object", "properties": {}}),
    }
}

/// OpenAI's wish for a search as the server tool of this dialect.
fn web_search(options: &Value) -> Value {
    let mut tool = json!({"type": "web_search_20250305", "name": "web_search"});
    let size = options.get("search_context_size").and_then(Value::as_str);
    if let Some((_, uses)) = SEARCHES.iter().find(|(name, _)| Some(*name) == size) {
        tool["max_uses"] = json!(uses);
    }
    if let Some(Value::Object(place)) = options.pointer("/user_location/approximate") {
        let mut location = json!({"type": "approximate"});
        for key in ["city", "region", "country", "timezone"] {
            if let Some(value) = place.get(key) {
                location[key] = value.clone();
            }
        }
        tool["user_location"] = location;
    }
    tool
}
