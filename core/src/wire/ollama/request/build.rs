//! A body from the canonical request: for requests that came in another dialect or that a stage has changed.
//!
//! This file holds the order, the tools and what every step needs; `conversation` writes the messages, `options` everything
//! that steers.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Members, Params, Request, Tool, ToolChoice, Tree, tree};
use crate::wire::params::{self, Filled};
use crate::wire::paths::Paths;
use crate::wire::{EncodeTarget, Fields, OnUnsupported, Undo};

/// What every step needs.
pub(super) struct Builder<'a> {
    pub request: &'a Request,
    pub target: &'a EncodeTarget<'a>,
    pub paths: Paths<'a>,
    pub fields: &'a mut Fields,
    /// Members that this version does not know may be this dialect's.
    pub own: bool,
}

pub fn build<'a>(request: &'a Request, target: &'a EncodeTarget<'a>, fields: &'a mut Fields) -> Result<(Members<'a>, Undo)> {
    let Filled { params, extra } = params::fill(request, target)?;
    let mut builder = Builder::new(request, target, fields);
    let mut rest = Members::default();
    builder.options(&params, &extra, &mut rest)?;
    builder.tools(&params, &mut rest)?;
    let mut body = Members::default();
    body.add("model", target.model);
    body.add("messages", builder.messages()?);
    body.extend(rest);
    body.insert("stream", request.stream.into());
    builder.fields.account(request.raw.as_ref());
    Ok((body, Undo::default()))
}

/// The members that a target adds to a body which goes out as it came.
pub fn added(params: &Params, extra: &Extra, request: &Request, target: &EncodeTarget<'_>) -> Result<Members<'static>> {
    let alone = Request { model: request.model.clone(), ..Request::default() };
    let mut fields = Fields::default();
    let mut body = Members::default();
    Builder::new(&alone, target, &mut fields).options(params, extra, &mut body)?;
    Ok(body)
}

impl<'a> Builder<'a> {
    fn new(request: &'a Request, target: &'a EncodeTarget<'a>, fields: &'a mut Fields) -> Self {
        let own = request.raw.as_ref().is_none_or(|raw| raw.dialect == Dialect::Ollama);
        Builder { request, target, paths: Paths::of(request), fields, own }
    }

    fn tools(&mut self, params: &Params, body: &mut Members<'a>) -> Result<()> {
        let mut tools = Vec::with_capacity(self.request.tools.len());
        for (i, tool) in self.request.tools.iter().enumerate() {
            tools.push(self.tool(i, tool)?);
        }
        if params.parallel_tool_calls.is_some_and(|parallel| parallel || tools.is_empty()) {
            self.drop_param("parallel_tool_calls");
        }
        if tools.is_empty() {
            return match params.tool_choice {
                Some(ToolChoice::Required | ToolChoice::Named(_)) => {
                    Err(Error::invalid("a call is demanded and there are no tools").at(self.paths.param("tool_choice")))
                }
                _ => Ok(()),
            };
        }
        if self.target.facts.tools == Some(false) {
            return self.refuse_param("tools", "this model calls no tools");
        }
        if params.parallel_tool_calls == Some(false) {
            self.refuse_param("parallel_tool_calls", "the model may always call several tools at once")?;
        }
        match &params.tool_choice {
            None | Some(ToolChoice::Auto) => {}
            // Tools that must not be called are not shown.
            Some(ToolChoice::None) => {
                self.emulate_param("tool_choice");
                return Ok(());
            }
            Some(ToolChoice::Required | ToolChoice::Named(_) | ToolChoice::Other(_)) => {
                self.refuse_param("tool_choice", "the model decides itself whether it calls a tool")?;
            }
        }
        body.insert("tools", tools.into());
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
        function.add("name", &tool.name);
        function.add_some("description", tool.description.as_ref());
        function.add("parameters", tool.parameters.as_ref().map_or_else(|| tree!({"type": "object", "properties": {}}), Tree::from));
        if tool.strict == Some(true) {
            self.fields.dropped.push(format!("{}.function.strict", path()));
        }
        if self.own {
            function.extend(tool.extra.get("function").and_then(Value::as_object).map(Members::from).unwrap_or_default());
        } else {
            self.fields.dropped.extend(tool.extra.keys().filter(|key| *key != "type").map(|key| format!("{}.{key}", path())));
        }
        Ok(tree!({"type": "function", "function": function}))
    }

    /// A member that changes the answer and has no place here: an error, unless the caller lets it go.
    pub fn refuse(&mut self, path: impl Into<String>, why: &str) -> Result<()> {
        let path = path.into();
        match self.target.on_unsupported {
            OnUnsupported::Drop => {
                self.fields.dropped.push(path);
                Ok(())
            }
            OnUnsupported::Error => {
                Err(Error::invalid(format!("`{}` cannot take `{path}`: {why}", self.target.model)).at(path).reason("unsupported"))
            }
        }
    }

    pub fn refuse_param(&mut self, name: &'static str, why: &str) -> Result<()> {
        self.refuse(self.paths.param(name), why)
    }

    pub fn drop_param(&mut self, name: &'static str) {
        self.fields.dropped.push(self.paths.param(name).to_owned());
    }

    pub fn emulate_param(&mut self, name: &'static str) {
        self.fields.emulated.push(self.paths.param(name).to_owned());
    }
}
