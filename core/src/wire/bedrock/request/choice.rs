//! What the model may do with its tools, and the form of the answer, which may need a tool of its own.

use serde_json::{Value, json};

use super::super::super::anthropic::schema;
use super::super::model::Family;
use super::super::nova_schema;
use super::build::Builder;
use crate::error::{Error, Result};
use crate::types::{Members, Params, ResponseFormat, ToolChoice, Tree, tree};

/// The tool whose call is the answer, where the model knows no schemas.
const ANSWER_TOOL: &str = "json_tool_call";

impl<'a> Builder<'a> {
    /// `toolChoice`. That calls come one at a time only Claude can be told, in its own words.
    pub fn choice(&mut self, params: &Params, tools: &[Tree<'_>]) -> Result<Option<Value>> {
        let mut choice = match &params.tool_choice {
            None | Some(ToolChoice::None) => None,
            Some(ToolChoice::Auto) => Some(json!({"auto": {}})),
            Some(ToolChoice::Required) => Some(json!({"any": {}})),
            Some(ToolChoice::Named(name)) => {
                let sent = self.tool_names.fit(name);
                if !has_tool(tools, &sent) {
                    return Err(Error::invalid(format!("there is no tool `{name}`")).at(self.paths.param("tool_choice")));
                }
                Some(json!({"tool": {"name": sent}}))
            }
            Some(ToolChoice::Other(value)) => {
                self.emulate_param("tool_choice");
                let mode = value.get("allowed_tools").unwrap_or(value).get("mode").and_then(Value::as_str);
                Some(if mode == Some("required") { json!({"any": {}}) } else { json!({"auto": {}}) })
            }
        };
        if tools.is_empty() {
            return match &choice {
                Some(choice) if choice.get("auto").is_none() => {
                    Err(Error::invalid("a call is demanded and there are no tools").at(self.paths.param("tool_choice")))
                }
                _ => Ok(None),
            };
        }
        if let Some(demand) = choice.as_ref().filter(|choice| choice.get("auto").is_none() && !self.may_force()) {
            self.instructions.push(match demand["tool"]["name"].as_str() {
                Some(name) => format!("You must answer with a call of the tool `{name}`."),
                None => "You must answer with a call of one of your tools.".to_owned(),
            });
            self.emulate_param("tool_choice");
            choice = Some(json!({"auto": {}}));
        }
        match params.parallel_tool_calls {
            Some(parallel) if self.model.family == Family::Claude => self.one_at_a_time(!parallel, choice.as_ref()),
            Some(false) => self.refuse_param("parallel_tool_calls", "this model cannot be told to call one tool at a time")?,
            Some(true) | None => {}
        }
        Ok(choice)
    }

    fn one_at_a_time(&mut self, disabled: bool, choice: Option<&Value>) {
        let mut words = match choice {
            Some(choice) if choice.get("any").is_some() => json!({"type": "any"}),
            Some(choice) if choice.get("tool").is_some() => json!({"type": "tool", "name": choice["tool"]["name"]}),
            _ => json!({"type": "auto"}),
        };
        words["disable_parallel_tool_use"] = Value::Bool(disabled);
        self.additional.insert("tool_choice".to_owned(), words);
    }

    /// A call can be demanded of a model that takes such demands and does not think.
    fn may_force(&self) -> bool {
        self.model.forced_tools && !self.thinks
    }

    /// The form of the answer: by the API, by a tool whose input it is, or by asking for it.
    pub fn answer(&mut self, params: &Params, tools: &mut Vec<Tree<'a>>, choice: &mut Option<Value>, body: &mut Members<'a>) -> Result<()> {
        let (name, schema, description) = match &params.response_format {
            None | Some(ResponseFormat::Text) => return Ok(()),
            Some(ResponseFormat::JsonObject) => {
                self.ask_for("Answer with one JSON object and nothing else: no words around it, no code fence.".to_owned(), json!(true));
                return Ok(());
            }
            Some(ResponseFormat::JsonSchema { name, schema, description, .. }) => (name, schema, description),
            Some(ResponseFormat::Other(value)) if self.own => {
                body.insert("outputConfig", tree!({"textFormat": value.clone()}));
                return Ok(());
            }
            Some(ResponseFormat::Other(_)) => {
                let path = self.paths.param("response_format");
                return Err(Error::invalid("this `response_format` cannot be sent in this dialect").at(path).reason("not_portable"));
            }
        };
        if let Some(fitted) = schema::fit(schema).filter(|_| self.model.schemas) {
            if fitted.loosened {
                self.emulate_param("response_format");
                self.undo.validate = Some(schema.clone());
            }
            let mut inner = Members::default();
            inner.add("schema", fitted.schema.to_string());
            inner.add_some("name", name.clone());
            inner.add_some("description", description.clone());
            body.insert("outputConfig", tree!({"textFormat": {"type": "json_schema", "structure": {"jsonSchema": inner}}}));
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
        let is_nova = matches!(self.model.family, Family::Nova | Family::Nova2);
        let input = if is_nova { nova_schema::fit(schema).schema } else { schema.clone() };
        let description = description.unwrap_or("Gives the final answer. Call it once, when the answer is complete.").to_owned();
        tools.push(tree!({"toolSpec": {"name": name.clone(), "description": description, "inputSchema": {"json": input}}}));
        if self.may_force() {
            *choice = Some(if alone { json!({"tool": {"name": name}}) } else { json!({"any": {}}) });
            if let Some(disabled) = self.additional.get("tool_choice").and_then(|words| words["disable_parallel_tool_use"].as_bool()) {
                self.one_at_a_time(disabled, choice.as_ref());
            }
        } else {
            self.instructions.push(format!("Give your final answer by a call of the tool `{name}`, not in words."));
        }
        self.undo.schema_tool = Some(name);
        self.undo.validate = Some(schema.clone());
        self.emulate_param("response_format");
    }
}

fn has_tool(tools: &[Tree<'_>], name: &str) -> bool {
    tools.iter().any(|tool| tool.at(&["toolSpec", "name"]).is_some_and(|known| *known == name))
}
