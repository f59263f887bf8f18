//! A body and what changes of it on the way to a target, with the word of each change for the receipt.

use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::types::{Dialect, Request};
use crate::wire::patch::Changes;
use crate::wire::paths::Paths;
use crate::wire::{EncodeTarget, Fields, OnUnsupported};

pub struct Changing<'a, 'b> {
    pub body: &'a Map<String, Value>,
    pub request: &'a Request,
    pub target: &'a EncodeTarget<'b>,
    pub fields: &'a mut Fields,
    pub changes: &'a mut Changes,
    pub paths: Paths<'a>,
}

impl Changing<'_, '_> {
    /// The value that would be sent.
    pub fn get(&self, member: &str) -> Option<&Value> {
        match self.changes.get(member) {
            Some(changed) => changed.as_ref(),
            None => self.body.get(member),
        }
        .filter(|value| !value.is_null())
    }

    pub fn set(&mut self, member: &str, value: Option<Value>) {
        self.changes.insert(member.to_owned(), value);
    }

    /// Takes a member out that says nothing to this target.
    pub fn drop_hint(&mut self, member: &'static str) {
        if self.get(member).is_some() {
            self.fields.dropped.push(self.paths.param(member).to_owned());
        }
        if self.body.contains_key(member) || self.changes.contains_key(member) {
            self.set(member, None);
        }
    }

    /// Takes a member out that changes the answer: an error unless the route says otherwise.
    pub fn refuse(&mut self, member: &'static str, why: &str) -> Result<()> {
        match self.get(member) {
            // One answer is what every API gives, and takes to be asked for.
            Some(value) if member == "n" && is_silent(member, value) => return Ok(()),
            Some(value) if !is_silent(member, value) => {
                let path = self.paths.param(member);
                self.refuse_at(path.to_owned(), &format!("`{path}`"), why)?;
            }
            _ => {}
        }
        if self.body.contains_key(member) || self.changes.contains_key(member) {
            self.set(member, None);
        }
        Ok(())
    }

    /// Something at a path that this target does not take.
    pub fn refuse_at(&mut self, path: String, what: &str, why: &str) -> Result<()> {
        if self.target.on_unsupported == OnUnsupported::Error {
            return Err(Error::invalid(format!("{what} is not taken by `{}`{why}", self.target.model)).at(path).reason("unsupported"));
        }
        self.fields.dropped.push(path);
        Ok(())
    }

    pub fn emulate(&mut self, member: &'static str) {
        self.fields.emulated.push(self.paths.param(member).to_owned());
    }

    /// A place in the messages, in the caller's words.
    pub fn message(&self, i: usize, member: &str) -> String {
        match self.request.raw.as_ref().map(|raw| raw.dialect) {
            Some(Dialect::OpenaiChat) | None => format!("messages.{i}.{member}"),
            Some(_) => self.paths.param("messages").to_owned(),
        }
    }

    /// Sends so many of the stop texts. Gives the others, at which the answer is to be cut.
    pub fn stop(&mut self, most: usize) -> Vec<String> {
        let stops = match self.get("stop") {
            Some(Value::String(one)) => vec![one.clone()],
            Some(Value::Array(list)) => list.iter().filter_map(|text| text.as_str().map(str::to_owned)).collect(),
            _ => return Vec::new(),
        };
        if stops.len() <= most {
            return Vec::new();
        }
        self.set("stop", (most > 0).then(|| json!(stops[..most])));
        self.emulate("stop");
        stops[most..].to_vec()
    }
}

/// A value that asks for nothing that would not happen anyway.
fn is_silent(member: &str, value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Number(number) if member == "n" => number.as_u64() == Some(1),
        Value::Number(number) => member.ends_with("penalty") && number.as_f64() == Some(0.0),
        Value::Array(list) => list.is_empty() || member == "modalities" && list.iter().all(|word| word == "text"),
        Value::Object(object) => object.is_empty(),
        Value::String(_) | Value::Bool(true) => false,
    }
}
