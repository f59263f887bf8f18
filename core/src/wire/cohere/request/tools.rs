//! Tools, what the model may do with them, and the form of the answer.

use serde_json::Value;

use super::super::schema;
use super::build::Builder;
use crate::error::{Error, Result};
use crate::types::{Extra, Members, Params, ResponseFormat, Schema, Tool, ToolChoice, Tree, tree};

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
        self.strict(allowed.as_deref(), extra, body);
        self.choice(params, &tools, body)?;
        self.answer(params, !tools.is_empty() || extra.contains_key("documents"), body)?;
        if !tools.is_empty() {
            body.insert("tools", tools.into());
        }
        Ok(())
    }

    fn tool(&mut self, i: usize, tool: &'a Tool) -> Result<Tree<'a>> {
        let paths = self.paths;
        let path = || format!("{}.{i}", paths.param("tools"));
        if tool.native.is_some() {
            let words = format!("the tool `{}`, which only its own provider knows, cannot be sent in this dialect", tool.name);
            return Err(Error::invalid(words).at(path()).reason("not_portable"));
        }
        let mut function = Members::default();
        function.add("name", self.tool_names.fit(&tool.name));
        function.add_some("description", tool.description.as_ref());
        function.add("parameters", tool.parameters.as_ref().map_or_else(|| tree!({"type": "object", "properties": {}}), Tree::from));
        if self.own {
            function.extend(tool.extra.get("function").and_then(Value::as_object).map(Members::from).unwrap_or_default());
        } else {
            self.fields.dropped.extend(tool.extra.keys().filter(|key| *key != "type").map(|key| format!("{}.{key}", path())));
        }
        Ok(tree!({"type": "function", "function": function}))
    }

    /// Strictness is one switch for all tools, and takes only tools that demand something.
    fn strict(&mut self, allowed: Option<&[String]>, extra: &Extra, body: &mut Members<'_>) {
        let strict: Vec<usize> = (0..self.request.tools.len()).filter(|i| self.request.tools[*i].strict == Some(true)).collect();
        if strict.is_empty() || extra.contains_key("strict_tools") {
            return;
        }
        let demands = |tool: &Tool| {
            let schema = tool.parameters.as_ref().map(Schema::to_tree);
            schema.is_some_and(|schema| schema.get("required").and_then(Tree::as_array).is_some_and(|names| !names.is_empty()))
        };
        let request = self.request;
        let sent = || request.tools.iter().filter(|tool| allowed.is_none_or(|names| names.contains(&tool.name)));
        let name = self.paths.param("tools");
        let paths = strict.iter().map(|i| format!("{name}.{i}.function.strict"));
        if self.own {
            body.insert("strict_tools", true.into());
        } else if !sent().all(demands) {
            self.fields.dropped.extend(paths);
        } else {
            if strict.len() < self.request.tools.len() {
                self.fields.emulated.extend(paths);
            }
            body.insert("strict_tools", true.into());
        }
    }

    /// The tools that may be called: all, those of OpenAI's `allowed_tools`, or the one that must be.
    fn allowed(&self, params: &Params) -> Result<Option<Vec<String>>> {
        let value = match &params.tool_choice {
            Some(ToolChoice::Named(name)) => return Ok(Some(vec![name.clone()])),
            Some(ToolChoice::Other(value)) => value,
            _ => return Ok(None),
        };
        let list = value.get("allowed_tools").unwrap_or(value).get("tools").and_then(Value::as_array).ok_or_else(|| {
            Error::invalid("this `tool_choice` cannot be sent in this dialect").at(self.paths.param("tool_choice")).reason("not_portable")
        })?;
        let name = |entry: &Value| entry.get("function").unwrap_or(entry).get("name").and_then(Value::as_str).map(str::to_owned);
        Ok(Some(list.iter().filter_map(name).collect()))
    }

    fn choice(&mut self, params: &Params, tools: &[Tree<'_>], body: &mut Members<'_>) -> Result<()> {
        match params.parallel_tool_calls {
            Some(false) if !tools.is_empty() => self.refuse_param("parallel_tool_calls", "the model may always call several tools at once")?,
            Some(_) => self.drop_param("parallel_tool_calls"),
            None => {}
        }
        let word = match &params.tool_choice {
            None | Some(ToolChoice::Auto) => return Ok(()),
            Some(ToolChoice::None) => "NONE",
            Some(ToolChoice::Required) => "REQUIRED",
            Some(ToolChoice::Named(name)) => {
                if tools.is_empty() {
                    return Err(Error::invalid(format!("there is no tool `{name}`")).at(self.paths.param("tool_choice")));
                }
                self.emulate_param("tool_choice");
                "REQUIRED"
            }
            Some(ToolChoice::Other(value)) => {
                self.emulate_param("tool_choice");
                match value.get("allowed_tools").unwrap_or(value).get("mode").and_then(Value::as_str) {
                    Some("required") => "REQUIRED",
                    _ => return Ok(()),
                }
            }
        };
        if tools.is_empty() {
            if word == "NONE" {
                return Ok(());
            }
            return Err(Error::invalid("a call is demanded and there are no tools").at(self.paths.param("tool_choice")));
        }
        if word == "REQUIRED" && self.target.facts.forced_tools == Some(false) {
            return self.refuse_param("tool_choice", "this model cannot be made to call a tool");
        }
        body.insert("tool_choice", word.into());
        Ok(())
    }

    /// The form of the answer: by the API, or by asking for it where the API cannot (`beside` tools or documents).
    fn answer(&mut self, params: &Params, beside: bool, body: &mut Members<'_>) -> Result<()> {
        let schema = match &params.response_format {
            None | Some(ResponseFormat::Text) => return Ok(()),
            Some(ResponseFormat::Other(value)) if self.own => {
                body.insert("response_format", value.clone().into());
                return Ok(());
            }
            Some(ResponseFormat::Other(_)) => {
                let path = self.paths.param("response_format");
                return Err(Error::invalid("this `response_format` cannot be sent in this dialect").at(path).reason("not_portable"));
            }
            Some(ResponseFormat::JsonObject) => None,
            Some(ResponseFormat::JsonSchema { schema, .. }) => Some(schema),
        };
        if self.own {
            let mut format = Members::default();
            format.add("type", "json_object");
            format.add_some("json_schema", schema.cloned());
            body.insert("response_format", format.into());
            return Ok(());
        }
        match (schema, schema.and_then(schema::fit)) {
            _ if beside => self.ask_for(schema),
            (Some(schema), Some((fitted, loosened))) => {
                if loosened {
                    self.undo.validate = Some(schema.clone());
                    self.emulate_param("response_format");
                }
                body.insert("response_format", tree!({"type": "json_object", "json_schema": fitted}));
            }
            (Some(schema), None) => {
                if schema.get("type").is_some_and(|kind| kind == "object") {
                    body.insert("response_format", tree!({"type": "json_object"}));
                }
                self.ask_for(Some(schema));
            }
            (None, _) => body.insert("response_format", tree!({"type": "json_object"})),
        }
        Ok(())
    }

    fn ask_for(&mut self, schema: Option<&Value>) {
        self.instructions.push(match schema {
            Some(schema) => format!(
                "Answer with one JSON value and nothing else: no words around it, no code fence. It must be valid by this JSON Schema:\n{schema}"
            ),
            None => "Answer with one JSON object and nothing else: no words around it, no code fence.".to_owned(),
        });
        self.undo.validate = Some(schema.cloned().unwrap_or(true.into()));
        self.emulate_param("response_format");
    }
}
