//! A body from the canonical request: for requests that came in another dialect or that a stage has changed.
//!
//! This file holds the order and what every step needs; `conversation` writes the messages, `tools` the tools and the form
//! of the answer, `options` everything that steers.

use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Members, Params, Request};
use crate::wire::names::{Names, is_plain};
use crate::wire::params::{self, Filled};
use crate::wire::paths::Paths;
use crate::wire::{EncodeTarget, Fields, OnUnsupported, Undo};

/// The longest name of a tool.
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
    pub paths: Paths<'a>,
    pub fields: &'a mut Fields,
    /// Members that this version does not know may be this dialect's.
    pub own: bool,
    pub tool_names: Names,
    pub undo: Undo,
    /// What the model must be told beside the caller's words.
    pub instructions: Vec<String>,
}

pub fn build<'a>(request: &'a Request, target: &'a EncodeTarget<'a>, fields: &'a mut Fields) -> Result<Built<'a>> {
    let Filled { params, extra } = params::fill(request, target)?;
    let mut builder = Builder::new(request, target, fields);
    let mut options = Members::default();
    builder.options(&params, &extra, &mut options)?;
    builder.tools(&params, &extra, &mut options)?;
    let mut body = Members::default();
    body.add("model", target.model);
    body.add("messages", builder.messages()?);
    body.extend(options);
    if request.stream {
        body.insert("stream", true.into());
    }
    builder.fields.account(request.raw.as_ref());
    let mut undo = builder.undo;
    undo.tool_names = builder.tool_names.into_changed();
    Ok(Built { body, undo })
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
        Builder {
            request,
            target,
            paths: Paths::of(request),
            fields,
            own: request.raw.as_ref().is_none_or(|raw| raw.dialect == Dialect::Cohere),
            tool_names: Names::new(is_plain, LONGEST_NAME),
            undo: Undo::default(),
            instructions: Vec::new(),
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
