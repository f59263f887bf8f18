//! The conversation: the caller's turns as they stand, results right behind their calls.

use std::borrow::Cow;

use super::super::{PLAN, blocks};
use super::build::Builder;
use crate::error::{Error, Result};
use crate::types::{Dialect, Media, MediaSource, Members, Part, Role, Tree, tree};
use crate::wire::inline::{is_base64, plain_text, sniff};
use crate::wire::kept::{Kept, Said, keep};

impl<'a> Builder<'a> {
    pub fn messages(&mut self) -> Result<Tree<'a>> {
        let kept = keep(self.request, &self.paths)?;
        let mut messages = Vec::with_capacity(kept.len() + 1);
        for message in &kept {
            match message {
                Kept::Result(placed) => messages.push(self.result(placed)?),
                Kept::Turn { turn, parts } => {
                    self.members(*turn);
                    messages.extend(self.turn(*turn, parts)?);
                }
            }
        }
        if messages.is_empty() {
            return Err(Error::invalid("there is nothing to answer: every message is empty").at(self.paths.param("messages")));
        }
        let leading = messages.iter().take_while(|message| message.get("role").is_some_and(|role| *role == "system")).count();
        let told = std::mem::take(&mut self.instructions).into_iter().map(|text| tree!({"role": "system", "content": text}));
        messages.splice(leading..leading, told);
        Ok(messages.into())
    }

    /// Members of turns that have no place.
    fn members(&mut self, i: usize) {
        let turn = &self.request.turns[i];
        if turn.name.is_some() && turn.role != Role::Tool {
            self.fields.dropped.push(format!("{}.name", self.paths.turn(i)));
        }
        if !self.own {
            self.fields.dropped.extend(turn.extra.keys().map(|key| format!("{}.{key}", self.paths.turn(i))));
        }
    }

    /// `None` for a turn that says nothing.
    fn turn(&mut self, i: usize, parts: &[Said<'a>]) -> Result<Option<Tree<'a>>> {
        let role = self.request.turns[i].role;
        let mut message = match role {
            Role::Assistant => self.assistant(parts)?,
            Role::System | Role::Developer => self.content("system", parts)?,
            Role::User | Role::Tool => self.content("user", parts)?,
        };
        if message.len() == 1 {
            return Ok(None);
        }
        if self.own {
            message.extend(Members::from(&self.request.turns[i].extra));
        }
        Ok(Some(message.into()))
    }

    fn content(&mut self, role: &'static str, parts: &[Said<'a>]) -> Result<Members<'a>> {
        let mut list = Vec::with_capacity(parts.len());
        for placed in parts {
            list.extend(self.block(placed)?);
        }
        if role == "system" && list.iter().any(|block| block.get("type").is_none_or(|kind| *kind != "text")) {
            return Err(unsendable("instructions can only be text").at(self.paths.turn(parts[0].turn).into_owned()));
        }
        let mut message = Members::default();
        message.add("role", role);
        if !list.is_empty() {
            message.add("content", plain(list));
        }
        Ok(message)
    }

    fn assistant(&mut self, parts: &[Said<'a>]) -> Result<Members<'a>> {
        let has_calls = parts.iter().any(|placed| matches!(placed.part, Part::ToolCall { .. }));
        let (mut content, mut calls, mut citations, mut plan) = (Vec::new(), Vec::new(), Vec::new(), String::new());
        for placed in parts {
            match placed.part {
                Part::ToolCall { arguments, .. } => {
                    let (id, name) = placed.call.as_ref().map(|call| (call.id.clone(), call.name)).unwrap_or_default();
                    let arguments = if arguments.trim().is_empty() { "{}" } else { arguments };
                    calls.push(tree!({"id": id, "type": "function", "function": {"name": self.tool_names.fit(name), "arguments": arguments}}));
                }
                Part::Thinking { text, signature, origin: Some(Dialect::Cohere), .. } if signature.as_deref() == Some(PLAN) => plan.push_str(text),
                // The chat format says not who thought; before calls it is a plan, else it is over.
                Part::Thinking { text, origin: Some(Dialect::OpenaiChat), .. } if has_calls => plan.push_str(text),
                Part::Thinking { text, origin: Some(Dialect::Cohere), extra, .. } => {
                    let thought = tree!({"type": "thinking", "thinking": text});
                    content.push(if self.own { thought.with(extra) } else { thought });
                }
                Part::Thinking { .. } | Part::RedactedThinking { .. } => self.drop_part(placed),
                Part::Raw { origin: Dialect::Cohere, json } => match json.get(blocks::CITATION) {
                    Some(citation) => citations.push(Tree::from(citation)),
                    None => content.push(json.into()),
                },
                // What another provider noted of its own work means nothing to this one.
                Part::Raw { .. } => self.drop_part(placed),
                _ => content.extend(self.block(placed)?),
            }
        }
        let mut message = Members::default();
        message.add("role", "assistant");
        message.add_some("tool_plan", Some(plan).filter(|plan| !plan.is_empty()));
        message.add_some("content", Some(content).filter(|content| !content.is_empty()).map(plain));
        message.add_some("tool_calls", Some(calls).filter(|calls| !calls.is_empty()));
        message.add_some("citations", Some(citations).filter(|citations| !citations.is_empty()));
        Ok(message)
    }

    fn drop_part(&mut self, placed: &Said<'_>) {
        self.fields.dropped.push(self.paths.part(placed.turn, placed.index));
    }

    fn block(&mut self, placed: &Said<'a>) -> Result<Option<Tree<'a>>> {
        let paths = self.paths;
        let path = || paths.part(placed.turn, placed.index);
        Ok(Some(match placed.part {
            Part::Text { text, .. } | Part::Refusal { text } if text.is_empty() => return Ok(None),
            Part::Text { text, extra } => {
                if !self.own {
                    self.fields.dropped.extend(extra.keys().map(|key| format!("{}.{key}", path())));
                }
                blocks::encode_text(text, extra, self.own)
            }
            Part::Refusal { text } => tree!({"type": "text", "text": text}),
            Part::Image(image) => self.image(image, &path())?,
            Part::File(file) => match plain_text(file) {
                Some(text) => {
                    self.fields.emulated.push(path());
                    tree!({"type": "text", "text": text})
                }
                None => return self.refuse(path(), "it reads no files").map(|()| None),
            },
            Part::Audio(_) => return self.refuse(path(), "it hears no sound").map(|()| None),
            Part::Raw { origin: Dialect::Cohere, json } => json.into(),
            _ => return Err(unsendable("a block that only its own provider knows cannot be sent in this dialect").at(path())),
        }))
    }

    fn image(&mut self, image: &'a Media, path: &str) -> Result<Tree<'a>> {
        if self.target.facts.vision == Some(false) {
            return Err(Error::invalid(format!("`{}` sees no images", self.target.model)).at(path).reason("unsupported"));
        }
        let bad = |words: &str| Err(Error::invalid(words).at(path).reason("media"));
        let url = match &image.source {
            MediaSource::Url(url) if url.starts_with("https://") => Cow::Borrowed(url.as_str()),
            MediaSource::Url(_) => return bad("an address must begin with https://"),
            MediaSource::FileId(_) => return bad("a file kept at another provider cannot be sent"),
            MediaSource::Base64(data) if !is_base64(data) => return bad("the data are no valid base64"),
            MediaSource::Base64(data) => {
                let mime = if image.mime.is_empty() { sniff(data).unwrap_or("image/png") } else { &image.mime };
                Cow::Owned(format!("data:{mime};base64,{data}"))
            }
        };
        let mut inner = Members::default();
        inner.add("url", url);
        inner.add_some("detail", image.detail.as_ref());
        let block = tree!({"type": "image_url", "image_url": inner});
        if self.own {
            return Ok(block.with(&image.extra));
        }
        self.fields.dropped.extend(image.extra.keys().map(|key| format!("{path}.{key}")));
        Ok(block)
    }

    fn result(&mut self, placed: &Said<'a>) -> Result<Tree<'a>> {
        let Part::ToolResult { parts, is_error, extra, .. } = placed.part else {
            return Err(Error::internal("a result is a result"));
        };
        if !self.own {
            self.fields
                .dropped
                .extend(extra.keys().filter(|key| *key != "type").map(|key| format!("{}.{key}", self.paths.part(placed.turn, placed.index))));
        }
        let mut content = Vec::with_capacity(parts.len());
        for part in parts {
            if let Part::Image(_) | Part::Audio(_) | Part::File(_) = part
                && !matches!(part, Part::File(file) if plain_text(file).is_some())
            {
                self.refuse(self.paths.part(placed.turn, placed.index), "a tool's result can only be text and documents")?;
                continue;
            }
            let inner = Said { part, turn: placed.turn, index: placed.index, call: None };
            content.extend(self.block(&inner)?);
        }
        // This wire has no flag for a failed tool: the text says it.
        if *is_error {
            content.insert(0, tree!({"type": "text", "text": "Error:"}));
            if let [_, only] = content.as_slice()
                && let Some(text) = only.get("text").and_then(Tree::as_str)
            {
                content = vec![tree!({"type": "text", "text": format!("Error: {text}")})];
            }
            self.fields.emulated.push(format!("{}.is_error", self.paths.part(placed.turn, placed.index)));
        }
        let id = placed.call.as_ref().map(|call| call.id.clone()).unwrap_or_default();
        let content = if content.is_empty() { "".into() } else { plain(content) };
        let mut message = Members::default();
        message.add("role", "tool");
        message.add("tool_call_id", id);
        message.add("content", content);
        if self.own {
            message.extend(Members::from(&self.request.turns[placed.turn].extra));
        }
        Ok(message.into())
    }
}

fn unsendable(words: &str) -> Error {
    Error::invalid(words).reason("not_portable")
}

/// One plain text as a text, everything else as a list of blocks.
fn plain(mut blocks: Vec<Tree<'_>>) -> Tree<'_> {
    match blocks.as_mut_slice() {
        [Tree::Object(only)] if only.len() == 2 && only.contains_key("text") => only.remove("text").unwrap_or_default(),
        _ => blocks.into(),
    }
}
