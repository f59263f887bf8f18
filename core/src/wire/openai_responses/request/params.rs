//! Parameters as members of a body: the caller's for a body that is built, the target's own for one that goes as it came.

use super::decode::LOGPROBS;
use crate::error::{Error, Result};
use crate::types::{Members, Params, ResponseFormat, ToolChoice, Tree, tree};
use crate::wire::paths::Paths;
use crate::wire::{EncodeTarget, Fields, OnUnsupported, thinking};

/// The API of OpenAI itself takes no smaller limit.
const LEAST_OUTPUT: u64 = 16;

/// What writing needs beside the parameters.
pub struct Writer<'a> {
    pub target: &'a EncodeTarget<'a>,
    pub paths: Paths<'a>,
    pub fields: &'a mut Fields,
    /// The request is of this dialect.
    pub own: bool,
}

impl Writer<'_> {
    /// A member that changes the answer and has no place here: an error, or dropped where the route says so.
    pub fn unsupported(&mut self, path: &str, what: &str) -> Result<()> {
        if self.target.on_unsupported == OnUnsupported::Drop {
            self.fields.dropped.push(path.to_owned());
            return Ok(());
        }
        let words = format!("{what} cannot be sent in the OpenAI Responses format, which `{}` is asked in", self.target.model);
        Err(Error::invalid(words).at(path).reason("unsupported"))
    }

    /// Writes everything but the tools' choice. Gives the stop texts, which are not sent: the answer is cut there.
    pub fn params(&mut self, p: &Params, body: &mut Members<'_>) -> Result<Vec<String>> {
        self.limits(p, body)?;
        self.sampling(p, body)?;
        logprobs(p, body);
        self.thinking(p, body);
        self.format(p, body)?;
        if let Some(user) = &p.user {
            let (user, changed) = identifier(user);
            if changed {
                self.fields.emulated.push(self.paths.param("user").to_owned());
            }
            if !body.contains_key("safety_identifier") {
                body.add("safety_identifier", user);
            }
        }
        if let Some(tier) = &p.service_tier {
            body.insert("service_tier", tier.clone().into());
        }
        if !p.stop.is_empty() {
            self.fields.emulated.push(self.paths.param("stop").to_owned());
        }
        Ok(p.stop.clone())
    }

    fn limits(&mut self, p: &Params, body: &mut Members<'_>) -> Result<()> {
        if p.n.is_some_and(|n| n > 1) {
            self.unsupported(self.paths.param("n"), "more than one answer to a call")?;
        }
        let Some(wanted) = p.max_tokens else { return Ok(()) };
        let most = self.target.facts.max_output.unwrap_or(u64::MAX);
        let least = if self.target.first_party_openai { LEAST_OUTPUT } else { 0 };
        let sent = wanted.min(most).max(least);
        if sent != wanted {
            self.fields.emulated.push(self.paths.param("max_tokens").to_owned());
        }
        body.insert("max_output_tokens", sent.into());
        Ok(())
    }

    fn sampling(&mut self, p: &Params, body: &mut Members<'_>) -> Result<()> {
        let thinks = self.target.first_party_openai && !thinking::samples(p.reasoning_effort.as_deref(), self.target.facts);
        let takes_sampling = !thinks && self.target.facts.sampling_params != Some(false);
        for (name, value) in [("temperature", p.temperature), ("top_p", p.top_p)] {
            match value {
                Some(1.0) if thinks => {}
                Some(value) if takes_sampling => body.insert(name, value.into()),
                Some(_) => self.unsupported(self.paths.param(name), &format!("`{name}`, which this model does not take,"))?,
                None => {}
            }
        }
        let silent = |value: Option<f64>| value.is_none_or(|v| v == 0.0);
        for (name, is_silent) in
            [("top_k", p.top_k.is_none()), ("frequency_penalty", silent(p.frequency_penalty)), ("presence_penalty", silent(p.presence_penalty))]
        {
            if !is_silent {
                self.unsupported(self.paths.param(name), &format!("`{name}`"))?;
            }
        }
        if p.seed.is_some() {
            self.fields.dropped.push(self.paths.param("seed").to_owned());
        }
        Ok(())
    }

    fn thinking(&mut self, p: &Params, body: &mut Members<'_>) {
        let effort = match (&p.reasoning_effort, p.thinking_budget) {
            (Some(effort), _) => {
                let known = thinking::known(effort, self.target.facts);
                if known != effort {
                    self.fields.emulated.push(self.paths.param("reasoning_effort").to_owned());
                }
                known.to_owned()
            }
            (None, Some(budget)) => {
                self.fields.emulated.push(self.paths.param("reasoning_effort").to_owned());
                thinking::effort(budget, self.target.facts.max_output).to_owned()
            }
            (None, None) => return,
        };
        nest(body, "reasoning", "effort", effort.into());
    }

    fn format(&mut self, p: &Params, body: &mut Members<'_>) -> Result<()> {
        let format = match &p.response_format {
            None => return Ok(()),
            Some(ResponseFormat::Text) => tree!({"type": "text"}),
            Some(ResponseFormat::JsonObject) => tree!({"type": "json_object"}),
            Some(ResponseFormat::JsonSchema { name, description, schema, strict }) => {
                let mut format = Members::default();
                format.add("type", "json_schema");
                format.add("name", name.clone().unwrap_or_else(|| "answer".to_owned()));
                format.add_some("description", description.clone());
                format.add("schema", schema.clone());
                format.add_some("strict", *strict);
                format.into()
            }
            Some(ResponseFormat::Other(value)) if self.own => value.clone().into(),
            Some(ResponseFormat::Other(_)) => return self.unsupported(self.paths.param("response_format"), "this form of answer"),
        };
        nest(body, "text", "format", format);
        Ok(())
    }

    pub fn tool_choice(&mut self, choice: &ToolChoice, mut name_of: impl FnMut(&str) -> String, body: &mut Members<'_>) -> Result<()> {
        let value = match choice {
            ToolChoice::Auto => Tree::from("auto"),
            ToolChoice::None => "none".into(),
            ToolChoice::Required => "required".into(),
            ToolChoice::Named(name) => tree!({"type": "function", "name": name_of(name)}),
            ToolChoice::Other(value) if self.own => value.clone().into(),
            ToolChoice::Other(_) => return self.unsupported(self.paths.param("tool_choice"), "this choice of tools"),
        };
        body.insert("tool_choice", value);
        Ok(())
    }
}

fn logprobs(p: &Params, body: &mut Members<'_>) {
    if p.logprobs == Some(true) || p.logprobs.is_none() && p.top_logprobs.is_some() {
        include(body, LOGPROBS);
    }
    if let Some(top) = p.top_logprobs.filter(|_| p.logprobs != Some(false)) {
        body.insert("top_logprobs", top.into());
    }
}

/// Asks for one more thing in the answer.
pub fn include(body: &mut Members<'_>, what: &'static str) {
    push(body, "include", what.into());
}

/// Puts an element at the end of a list of the body, which may be there already.
pub fn push<'a>(body: &mut Members<'a>, member: &'static str, element: Tree<'a>) {
    match body.get_mut(member) {
        Some(Tree::Array(list)) => list.push(element),
        Some(_) => {}
        None => body.add(member, vec![element]),
    }
}

/// Puts a member into an object of the body, which may be there already.
pub fn nest<'a>(body: &mut Members<'a>, outer: &str, inner: &'static str, value: Tree<'a>) {
    if let Some(object) = body.object_mut(outer) {
        object.insert(inner, value);
    }
}

/// An id of a user that names no person: mail addresses and telephone numbers go as their hash, as does what is too long.
fn identifier(user: &str) -> (String, bool) {
    let digits = user.chars().filter(char::is_ascii_digit).count();
    let is_phone = digits >= 7 && user.chars().all(|c| c.is_ascii_digit() || " +-()./".contains(c));
    if user.contains('@') || is_phone || user.len() > 64 {
        return (blake3::hash(user.as_bytes()).to_hex()[..32].to_owned(), true);
    }
    (user.to_owned(), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_persons_address_goes_as_its_hash() {
        assert_eq!(identifier("user-123"), ("user-123".to_owned(), false));
        for person in ["ada@example.com", "+49 30 1234567", "x".repeat(65).as_str()] {
            let (sent, changed) = identifier(person);
            assert!(changed && sent.len() == 32 && !person.contains(&sent), "{sent}");
        }
    }
}
