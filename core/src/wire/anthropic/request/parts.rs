//! The conversation: instructions in front, then turns of blocks.

use std::borrow::Cow;

use serde_json::Value;

use super::super::{media, origin};
use super::build::Builder;
use super::encode::is_foreign;
use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Media, Members, Part, Role, Tree, tree};
use crate::wire::OnUnsupported;
use crate::wire::members::arguments_of;
use crate::wire::turns::{Exchange, Placed, Rules, Speaker, arrange};

/// The API takes no more.
const MOST_MARKERS: usize = 4;

impl<'a> Builder<'a> {
    /// `system` and `messages`.
    pub fn conversation(&mut self) -> Result<(Option<Tree<'a>>, Tree<'a>)> {
        let paths = self.paths;
        let only_system = self.target.on_unsupported == OnUnsupported::Drop;
        let rules = Rules { mid_system: self.claude.mid_system, user_first: true, only_system };
        let arranged = arrange(self.request, rules, self.fields, |part, i, j, fields| {
            if is_foreign(part) || is_others_record(part, self.request.turns[i].role) {
                fields.dropped.push(paths.part(i, j));
                return false;
            }
            !matches!(part, Part::Text { text, .. } if text.trim().is_empty())
        })?;
        self.names();
        let mut system = Vec::with_capacity(arranged.system.len() + self.instructions.len());
        for placed in &arranged.system {
            match self.block(placed)? {
                Some(block) if block.get("type").and_then(Tree::as_str) == Some("text") => system.push(block),
                _ => return Err(self.unsendable("instructions can only be text", placed)),
            }
        }
        system.extend(std::mem::take(&mut self.instructions).into_iter().map(|text| text_block(text.into())));
        let mut messages = Vec::with_capacity(arranged.exchanges.len());
        for exchange in &arranged.exchanges {
            messages.push(self.message(exchange)?);
        }
        if arranged.exchanges.last().is_some_and(|last| last.speaker == Speaker::Assistant) {
            self.prefill(&arranged.exchanges, &mut messages)?;
        }
        Ok(((!system.is_empty()).then(|| plain(system)), Tree::Array(messages)))
    }

    /// Members of turns that have no place.
    fn names(&mut self) {
        for (i, turn) in self.request.turns.iter().enumerate() {
            // The name of a tool beside its result repeats that of the call.
            if turn.name.is_some() && turn.role != Role::Tool {
                self.fields.dropped.push(format!("{}.name", self.paths.turn(i)));
            }
            let dropped = turn.extra.keys().filter(|key| *key != "cache_control").map(|key| format!("{}.{key}", self.paths.turn(i)));
            self.fields.dropped.extend(dropped);
        }
    }

    fn message(&mut self, exchange: &Exchange<'a>) -> Result<Tree<'a>> {
        let role = match exchange.speaker {
            Speaker::System => "system",
            Speaker::User => "user",
            Speaker::Assistant => "assistant",
        };
        let mut content = Vec::with_capacity(exchange.parts.len());
        for (k, placed) in exchange.parts.iter().enumerate() {
            let Some(mut block) = self.block(placed)? else { continue };
            // A mark on the whole message holds at its last block.
            let ends_turn = exchange.parts.get(k + 1).is_none_or(|next| next.turn != placed.turn);
            if ends_turn
                && let Some(marker) = self.request.turns[placed.turn].extra.get("cache_control")
                && let Tree::Object(block) = &mut block
                && !block.contains_key("cache_control")
                && let Some(marker) = self.marker(marker, || "cache_control".to_owned())
            {
                block.insert("cache_control", marker);
            }
            content.push(block);
        }
        Ok(tree!({"role": role, "content": plain(content)}))
    }

    /// The model is to go on from the assistant's own words.
    fn prefill(&mut self, exchanges: &[Exchange<'_>], messages: &mut [Tree<'a>]) -> Result<()> {
        let last = exchanges.last().and_then(|exchange| exchange.turns.last()).copied().unwrap_or_default();
        if !self.claude.prefill || self.thinks {
            let why = if self.thinks { "while it thinks " } else { "" };
            let words = format!("`{}` {why}cannot go on from an assistant's turn: the last message must be the user's", self.target.model);
            return Err(Error::invalid(words).at(self.paths.turn(last)).reason("unsupported"));
        }
        // Blanks at the end are refused.
        let content = messages.last_mut().and_then(|message| message.get_mut("content"));
        let text = match content {
            Some(Tree::Array(blocks)) => blocks.last_mut().and_then(|block| block.get_mut("text")),
            text => text,
        };
        if let Some(Tree::String(text)) = text {
            let kept = text.trim_end().len();
            match text {
                Cow::Borrowed(text) => *text = &text[..kept],
                Cow::Owned(text) => text.truncate(kept),
            }
        }
        Ok(())
    }

    fn block(&mut self, placed: &Placed<'a>) -> Result<Option<Tree<'a>>> {
        match &placed.part {
            Cow::Borrowed(part) => self.block_of(part, placed),
            Cow::Owned(part) => Ok(self.block_of(part, placed)?.map(Tree::into_owned)),
        }
    }

    /// The block of a part that stands, or would stand, at this place.
    fn block_of<'p>(&mut self, part: &'p Part, placed: &Placed<'p>) -> Result<Option<Tree<'p>>> {
        let path = || self.paths.part(placed.turn, placed.index);
        let (mut block, extra) = match part {
            Part::Text { text, extra } => (text_block(text.as_str().into()), Some(extra)),
            Part::Refusal { text } => (text_block(text.as_str().into()), None),
            Part::Image(image) => (self.image(image, &path())?.into(), Some(&image.extra)),
            Part::File(file) => (self.document(file, &path())?.into(), Some(&file.extra)),
            Part::Audio(_) => return Err(self.unsendable("no sound can be sent in this dialect", placed)),
            Part::ToolCall { arguments, extra, .. } => (self.call(placed, arguments)?, Some(extra)),
            Part::ToolResult { parts, is_error, extra, .. } => (self.result(placed, parts, *is_error)?, Some(extra)),
            Part::Thinking { text, signature, extra, .. } => {
                let signature = signature.as_deref().unwrap_or_default();
                (tree!({"type": "thinking", "thinking": text, "signature": signature}), Some(extra).filter(|_| self.own))
            }
            Part::RedactedThinking { data, origin } => (tree!({"type": "redacted_thinking", "data": origin::encode(*origin, data)}), None),
            Part::Raw { origin: Dialect::Anthropic, json } => (json.into(), None),
            Part::Raw { .. } => return Err(self.unsendable("a block that only its own provider knows cannot be sent in this dialect", placed)),
        };
        if let (Some(extra), Tree::Object(block)) = (extra, &mut block) {
            let paths = self.paths;
            self.carry(extra, block, || paths.part(placed.turn, placed.index));
        }
        Ok(Some(block))
    }

    fn unsendable(&self, words: &str, placed: &Placed<'_>) -> Error {
        Error::invalid(words).at(self.paths.part(placed.turn, placed.index)).reason("not_portable")
    }

    /// Cache marks go along, the rest only to its own dialect.
    pub fn carry<'p>(&mut self, extra: impl IntoIterator<Item = (&'p String, &'p Value)>, block: &mut Members<'p>, path: impl Fn() -> String) {
        for (key, value) in extra {
            if key == "cache_control" {
                if let Some(marker) = self.marker(value, || format!("{}.{key}", path())) {
                    block.insert(key, marker);
                }
            } else if key == origin::ON_CALL {
                // It is for its own provider only.
            } else if self.own {
                if !block.contains_key(key) {
                    block.insert(key, value.into());
                }
            } else if key != "type" && key != "member" {
                self.fields.dropped.push(format!("{}.{key}", path()));
            }
        }
    }

    pub fn marker<'p>(&mut self, marker: &'p Value, path: impl Fn() -> String) -> Option<Tree<'p>> {
        if self.markers >= MOST_MARKERS {
            self.fields.dropped.push(path());
            return None;
        }
        self.markers += 1;
        Some(marker.into())
    }

    fn image(&mut self, image: &Media, path: &str) -> Result<Value> {
        if self.target.facts.vision == Some(false) {
            return Err(Error::invalid(format!("`{}` sees no images", self.target.model)).at(path).reason("unsupported"));
        }
        let source = media::encode_image(image, self.own).map_err(|e| e.at(path))?;
        if source.corrected {
            self.fields.emulated.push(path.to_owned());
        }
        if image.detail.as_ref().is_some_and(|detail| detail != "auto") {
            self.fields.dropped.push(format!("{path}.image_url.detail"));
        }
        Ok(media::block("image", source.value, None, &Extra::new()))
    }

    fn document(&self, file: &Media, path: &str) -> Result<Value> {
        let source = media::encode_document(file, self.own).map_err(|e| e.at(path))?;
        if self.target.facts.pdf_input == Some(false) && source.value["type"] != "text" {
            return Err(Error::invalid(format!("`{}` reads no PDF", self.target.model)).at(path).reason("unsupported"));
        }
        Ok(media::block("document", source.value, file.name.as_deref(), &Extra::new()))
    }

    fn call<'p>(&mut self, placed: &Placed<'p>, arguments: &'p str) -> Result<Tree<'p>> {
        let (id, name) = placed.call.as_ref().map(|call| (call.id.clone(), call.name)).unwrap_or_default();
        let Some(input) = arguments_of(arguments) else {
            let words = format!("the arguments of the call `{id}` are no JSON object");
            return Err(Error::invalid(words).at(self.paths.call(placed.turn, placed.index)).reason("arguments"));
        };
        let (id, name) = (self.call_ids.fit_id(&id), self.tool_names.fit(name));
        Ok(tree!({"type": "tool_use", "id": id, "name": name, "input": input}))
    }

    fn result<'p>(&mut self, placed: &Placed<'p>, parts: &'p [Part], is_error: bool) -> Result<Tree<'p>> {
        let id = placed.call.as_ref().map(|call| self.call_ids.fit_id(&call.id)).unwrap_or_default();
        let mut content = Vec::with_capacity(parts.len());
        for part in parts {
            if !matches!(part, Part::Text { text, .. } if text.is_empty()) {
                content.extend(self.block_of(part, placed)?);
            }
        }
        let content = if content.is_empty() { "".into() } else { plain(content) };
        let mut block = tree!({"type": "tool_result", "tool_use_id": id, "content": content});
        if let (true, Tree::Object(block)) = (is_error, &mut block) {
            block.add("is_error", true);
        }
        Ok(block)
    }
}

/// What another provider noted of its own work (a search, code that it ran) means nothing to this one.
fn is_others_record(part: &Part, role: Role) -> bool {
    role == Role::Assistant && matches!(part, Part::Raw { origin, .. } if *origin != Dialect::Anthropic)
}

fn text_block(text: Tree<'_>) -> Tree<'_> {
    tree!({"type": "text", "text": text})
}

/// One plain text as a text, everything else as a list of blocks.
fn plain(mut blocks: Vec<Tree<'_>>) -> Tree<'_> {
    match blocks.as_mut_slice() {
        [Tree::Object(only)] if only.len() == 2 && only.contains_key("text") => only.get_mut("text").map(std::mem::take).unwrap_or_default(),
        _ => Tree::Array(blocks),
    }
}
