//! A body from the canonical request: for requests that came in another dialect or that a stage has changed.
//!
//! This file holds the order and what every step needs; `parts` writes the conversation, `tools` the tools and the form
//! of the answer, `options` everything that steers.

use std::borrow::Cow;

use super::super::model::Claude;
use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Members, Params, Request, Tree};
use crate::wire::names::{Names, is_plain};
use crate::wire::params::{self, Filled};
use crate::wire::paths::Paths;
use crate::wire::{EncodeTarget, Fields, OnUnsupported, Undo};

/// The longest name of a tool, and the longest id of a call.
const LONGEST_NAME: usize = 64;

/// A body, and what of it must be undone in the answer.
pub struct Built<'a> {
    pub body: Members<'a>,
    pub undo: Undo,
}

/// What every step needs.
pub(super) struct Builder<'a> {
    pub request: &'a Request,
    pub target: &'a EncodeTarget<'a>,
    pub claude: Claude,
    pub paths: Paths<'a>,
    pub fields: &'a mut Fields,
    /// Members that this version does not know may be this dialect's.
    pub own: bool,
    pub tool_names: Names,
    pub call_ids: Names,
    pub undo: Undo,
    /// Cache markers sent so far.
    pub markers: usize,
    /// What the model must be told beside the caller's words.
    pub instructions: Vec<String>,
    /// Thinking is switched on in this request.
    pub thinks: bool,
}

pub fn build<'a>(request: &'a Request, target: &'a EncodeTarget<'a>, fields: &'a mut Fields) -> Result<Built<'a>> {
    let Filled { params, extra } = params::fill(request, target)?;
    let mut builder = Builder::new(request, target, fields);
    let mut options = Members::default();
    builder.options(&params, &extra, &mut options)?;
    let mut rest = Members::default();
    builder.tools(&params, &extra, &mut rest)?;
    let (system, messages) = builder.conversation()?;
    let mut body = Members::default();
    body.insert("model", target.model.into());
    body.add_some("max_tokens", options.remove("max_tokens"));
    if let Some(system) = system {
        body.insert("system", system);
    }
    body.insert("messages", messages);
    body.extend(options);
    rest.into_iter().for_each(|(member, value)| join(&mut body, member, value));
    if request.stream {
        body.insert("stream", Tree::Bool(true));
    }
    builder.fields.account(request.raw.as_ref());
    let mut undo = builder.undo;
    undo.tool_names = builder.tool_names.into_changed();
    Ok(Built { body, undo })
}

/// The members that a target adds to a body which goes out as it came.
pub fn added(params: Params, extra: Extra, request: &Request, target: &EncodeTarget<'_>) -> Result<Members<'static>> {
    let params = Params { max_tokens: request.params.max_tokens.or(params.max_tokens), ..params };
    let alone = Request { model: request.model.clone(), ..Request::default() };
    let mut fields = Fields::default();
    let mut body = Members::default();
    Builder::new(&alone, target, &mut fields).options(&params, &extra, &mut body)?;
    Ok(body)
}

/// Two steps may each have a part of one object (`output_config`).
fn join<'a>(body: &mut Members<'a>, member: Cow<'a, str>, value: Tree<'a>) {
    match (body.get_mut(&member), value) {
        (Some(Tree::Object(known)), Tree::Object(more)) => more.into_iter().for_each(|(member, value)| known.insert(member, value)),
        (_, value) => body.insert(member, value),
    }
}

impl<'a> Builder<'a> {
    fn new(request: &'a Request, target: &'a EncodeTarget<'a>, fields: &'a mut Fields) -> Self {
        Builder {
            request,
            target,
            claude: Claude::of(target.model, target.facts),
            paths: Paths::of(request),
            fields,
            own: request.raw.as_ref().is_none_or(|raw| raw.dialect == Dialect::Anthropic),
            tool_names: Names::new(is_plain, LONGEST_NAME),
            call_ids: Names::new(is_plain, LONGEST_NAME),
            undo: Undo::default(),
            markers: 0,
            instructions: Vec::new(),
            thinks: false,
        }
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
