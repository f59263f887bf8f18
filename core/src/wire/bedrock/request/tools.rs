//! `toolConfig`: the tools on offer, those of the history among them.

use serde_json::{Map, Value, json};

use super::super::super::anthropic::schema;
use super::super::model::Family;
use super::super::{blocks, nova_schema};
use super::build::Builder;
use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Params, Part, Tool, ToolChoice};

/// Nova's own search.
const NOVA_SEARCH: &str = "nova_grounding";

impl Builder<'_> {
    pub fn tools(&mut self, params: &Params, extra: &Extra, body: &mut Map<String, Value>) -> Result<()> {
        let mut tools = Vec::with_capacity(self.request.tools.len());
        let forbidden = params.tool_choice == Some(ToolChoice::None);
        let allowed = self.allowed(params)?;
        for (i, tool) in self.request.tools.iter().enumerate() {
            if !forbidden && allowed.as_ref().is_none_or(|names| names.contains(&tool.name)) {
                self.tool(i, tool, &mut tools)?;
            }
        }
        if !tools.is_empty() && self.target.facts.tools == Some(false) {
            self.refuse_param("tools", "this model calls no tools")?;
            tools.clear();
        }
        self.of_history(forbidden, &mut tools)?;
        if extra.get("web_search_options").is_some_and(|options| !options.is_null()) {
            if matches!(self.model.family, Family::Nova | Family::Nova2) {
                tools.push(json!({"systemTool": {"name": NOVA_SEARCH}}));
            } else {
                self.refuse("web_search_options", "this dialect has no search of its own")?;
            }
        }
        let mut choice = self.choice(params, &tools)?;
        self.answer(params, &mut tools, &mut choice, body)?;
        if !tools.is_empty() {
            let mut config = Map::from_iter([("tools".to_owned(), Value::Array(tools))]);
            config.extend(choice.map(|choice| ("toolChoice".to_owned(), choice)));
            body.insert("toolConfig".to_owned(), Value::Object(config));
        }
        Ok(())
    }

    fn tool(&mut self, i: usize, tool: &Tool, out: &mut Vec<Value>) -> Result<()> {
        let path = format!("{}.{i}", self.paths.param("tools"));
        if let Some(native) = &tool.native {
            if native.dialect != Dialect::Bedrock {
                let words = format!("the tool `{}`, which only its own provider knows, cannot be sent in this dialect", tool.name);
                return Err(Error::invalid(words).at(path).reason("not_portable"));
            }
            out.push((*native.data).clone());
            return Ok(());
        }
        let mut spec = Map::from_iter([("name".to_owned(), json!(self.tool_names.fit(&tool.name)))]);
        if let Some(description) = tool.description.as_ref().filter(|text| !text.is_empty()) {
            spec.insert("description".to_owned(), json!(description));
        }
        let mut input = input_schema(tool.parameters.as_ref());
        if tool.strict == Some(true) {
            match schema::fit(&input).filter(|_| self.model.schemas) {
                Some(fitted) => {
                    if fitted.loosened {
                        self.fields.emulated.push(format!("{path}.strict"));
                    }
                    input = fitted.schema;
                    spec.insert("strict".to_owned(), Value::Bool(true));
                }
                None => self.fields.dropped.push(format!("{path}.strict")),
            }
        }
        if matches!(self.model.family, Family::Nova | Family::Nova2) {
            let fitted = nova_schema::fit(&input);
            if fitted.loosened {
                self.fields.emulated.push(path.clone());
            }
            input = fitted.schema;
        }
        spec.insert("inputSchema".to_owned(), json!({ "json": input }));
        let mut extra = tool.extra.clone();
        if let Some(Value::Object(inner)) = extra.shift_remove("function") {
            extra.extend(inner);
        }
        out.push(json!({"toolSpec": self.carried(Value::Object(spec), &extra, &path)}));
        if let Some(mark) = extra.get(blocks::MARK) {
            out.extend(self.point(mark, &format!("{path}.{}", blocks::MARK)));
        }
        Ok(())
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

    /// A history with calls is taken only beside their tools.
    fn of_history(&mut self, forbidden: bool, tools: &mut Vec<Value>) -> Result<()> {
        let mut called: Vec<String> = Vec::new();
        for part in self.request.turns.iter().flat_map(|turn| &turn.parts) {
            if let Part::ToolCall { name, .. } = part {
                let sent = self.tool_names.fit(name);
                if !called.contains(&sent) {
                    called.push(sent);
                }
            }
        }
        if called.is_empty() || !tools.is_empty() {
            return Ok(());
        }
        if forbidden {
            self.refuse_param("tool_choice", "after calls the tools must be sent, and then they may be called")?;
        }
        self.emulate_param("tools");
        tools.extend(called.into_iter().map(|name| json!({"toolSpec": {"name": name, "inputSchema": {"json": input_schema(None)}}})));
        Ok(())
    }
}

/// The API wants an object; a tool without parameters has an empty one.
fn input_schema(parameters: Option<&Value>) -> Value {
    match parameters {
        Some(Value::Object(schema)) if !schema.is_empty() => {
            let mut schema = schema.clone();
            schema.entry("type").or_insert_with(|| json!("object"));
            Value::Object(schema)
        }
        _ => json!({"type": "object", "properties": {}}),
    }
}
