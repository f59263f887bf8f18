//! `toolConfig`: the tools on offer, those of the history among them.

use std::borrow::Cow;

use serde_json::Value;

use super::super::super::anthropic::{input_schema, schema};
use super::super::model::Family;
use super::super::{blocks, nova_schema};
use super::build::Builder;
use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Members, Params, Part, Tool, ToolChoice, Tree, tree};

/// Nova's own search.
const NOVA_SEARCH: &str = "nova_grounding";

impl<'a> Builder<'a> {
    pub fn tools(&mut self, params: &Params, extra: &Extra, body: &mut Members<'a>) -> Result<()> {
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
                tools.push(tree!({"systemTool": {"name": NOVA_SEARCH}}));
            } else {
                self.refuse("web_search_options", "this dialect has no search of its own")?;
            }
        }
        let mut choice = self.choice(params, &tools)?;
        self.answer(params, &mut tools, &mut choice, body)?;
        if !tools.is_empty() {
            let mut config = Members::default();
            config.add("tools", tools);
            config.add_some("toolChoice", choice);
            body.insert("toolConfig", config.into());
        }
        Ok(())
    }

    fn tool(&mut self, i: usize, tool: &'a Tool, out: &mut Vec<Tree<'a>>) -> Result<()> {
        let paths = self.paths;
        let path = || format!("{}.{i}", paths.param("tools"));
        if let Some(native) = &tool.native {
            if native.dialect != Dialect::Bedrock {
                let words = format!("the tool `{}`, which only its own provider knows, cannot be sent in this dialect", tool.name);
                return Err(Error::invalid(words).at(path()).reason("not_portable"));
            }
            out.push((&*native.data).into());
            return Ok(());
        }
        let mut spec = Members::default();
        spec.add("name", self.tool_names.fit(&tool.name));
        spec.add_some("description", tool.description.as_ref().filter(|text| !text.is_empty()));
        let mut input = input_schema(tool.parameters.as_ref());
        if tool.strict == Some(true) {
            match schema::fit(&input.to_value()).filter(|_| self.model.schemas) {
                Some(fitted) => {
                    if fitted.loosened {
                        self.fields.emulated.push(format!("{}.strict", path()));
                    }
                    input = fitted.schema.into();
                    spec.add("strict", true);
                }
                None => self.fields.dropped.push(format!("{}.strict", path())),
            }
        }
        if matches!(self.model.family, Family::Nova | Family::Nova2) {
            let fitted = nova_schema::fit(&input.to_value());
            if fitted.loosened {
                self.fields.emulated.push(path());
            }
            input = fitted.schema.into();
        }
        spec.add("inputSchema", tree!({ "json": input }));
        let inner = tool.extra.get("function").and_then(Value::as_object);
        let is_outer = |(key, _): &(&String, &Value)| *key != "function" && inner.is_none_or(|inner| !inner.contains_key(*key));
        self.carry(&mut spec, tool.extra.iter().filter(is_outer).chain(inner.into_iter().flatten()), &path);
        out.push(tree!({ "toolSpec": spec }));
        if let Some(mark) = inner.and_then(|inner| inner.get(blocks::MARK)).or_else(|| tool.extra.get(blocks::MARK)) {
            out.extend(self.point(mark, || format!("{}.{}", path(), blocks::MARK)));
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
    fn of_history(&mut self, forbidden: bool, tools: &mut Vec<Tree<'a>>) -> Result<()> {
        let mut called: Vec<Cow<'a, str>> = Vec::new();
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
        tools.extend(called.into_iter().map(|name| tree!({"toolSpec": {"name": name, "inputSchema": {"json": input_schema(None)}}})));
        Ok(())
    }
}
