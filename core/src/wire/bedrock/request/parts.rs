//! The conversation: instructions in front, then turns of blocks.

use std::borrow::Cow;

use serde_json::Value;

use super::super::{blocks, media, origin};
use super::build::Builder;
use super::encode::is_foreign;
use crate::error::{Error, Result};
use crate::types::{Dialect, Media, Members, Part, Role, Tree, tree};
use crate::wire::OnUnsupported;
use crate::wire::members::arguments_of;
use crate::wire::turns::{Exchange, Placed, Rules, Speaker, arrange};

/// The API takes no more.
const MOST_POINTS: usize = 4;
/// What stands beside a document that came without a word: the API wants one.
const BESIDE_DOCUMENT: &str = ".";

impl<'a> Builder<'a> {
    /// `system` and `messages`.
    pub fn conversation(&mut self) -> Result<(Option<Tree<'a>>, Tree<'a>)> {
        let (paths, thoughts) = (self.paths, self.model.thoughts);
        let only_system = self.target.on_unsupported == OnUnsupported::Drop;
        let rules = Rules { mid_system: false, user_first: true, only_system };
        let arranged = arrange(self.request, rules, self.fields, |part, i, j, fields| {
            let lost = match part {
                Part::Thinking { signature, .. } => is_foreign(part) || signature.is_none() || !thoughts,
                Part::RedactedThinking { .. } => is_foreign(part) || !thoughts,
                part => is_others_record(part, self.request.turns[i].role),
            };
            if lost {
                fields.dropped.push(paths.part(i, j));
                return false;
            }
            !matches!(part, Part::Text { text, .. } if text.trim().is_empty())
        })?;
        self.names();
        let mut system = Vec::with_capacity(arranged.system.len() + self.instructions.len());
        for placed in &arranged.system {
            self.blocks(placed, &mut system)?;
            if !matches!(&*placed.part, Part::Text { .. } | Part::Raw { .. }) {
                return Err(self.unsendable("instructions can only be text", placed));
            }
        }
        system.extend(std::mem::take(&mut self.instructions).into_iter().map(|text| tree!({ "text": text })));
        let mut messages = Vec::with_capacity(arranged.exchanges.len());
        for exchange in &arranged.exchanges {
            messages.push(self.message(exchange)?);
        }
        if arranged.exchanges.last().is_some_and(|last| last.speaker == Speaker::Assistant) {
            self.prefill(&arranged.exchanges, &mut messages)?;
        }
        Ok(((!system.is_empty()).then_some(system.into()), messages.into()))
    }

    /// Members of turns that have no place.
    fn names(&mut self) {
        for (i, turn) in self.request.turns.iter().enumerate() {
            // The name of a tool beside its result repeats that of the call.
            if turn.name.is_some() && turn.role != Role::Tool {
                self.fields.dropped.push(format!("{}.name", self.paths.turn(i)));
            }
            let dropped = turn.extra.keys().filter(|key| *key != blocks::MARK).map(|key| format!("{}.{key}", self.paths.turn(i)));
            self.fields.dropped.extend(dropped);
        }
    }

    fn message(&mut self, exchange: &Exchange<'a>) -> Result<Tree<'a>> {
        let paths = self.paths;
        let role = if exchange.speaker == Speaker::Assistant { "assistant" } else { "user" };
        let mut content = Vec::with_capacity(exchange.parts.len());
        for (k, placed) in exchange.parts.iter().enumerate() {
            self.blocks(placed, &mut content)?;
            // A mark on the whole message holds at its last block.
            let ends_turn = exchange.parts.get(k + 1).is_none_or(|next| next.turn != placed.turn);
            if ends_turn
                && let Some(mark) = self.request.turns[placed.turn].extra.get(blocks::MARK)
                && content.last().is_some_and(|block: &Tree<'_>| block.get("cachePoint").is_none())
            {
                content.extend(self.point(mark, || format!("{}.{}", paths.turn(placed.turn), blocks::MARK)));
            }
        }
        let has = |member: &str| content.iter().any(|block| block.get(member).is_some());
        if has("document") && !has("text") {
            let file = exchange.parts.iter().find(|placed| matches!(*placed.part, Part::File(_)));
            self.fields.emulated.extend(file.map(|placed| self.paths.part(placed.turn, placed.index)));
            content.push(tree!({"text": BESIDE_DOCUMENT}));
        }
        Ok(tree!({"role": role, "content": content}))
    }

    /// The model is to go on from the assistant's own words.
    fn prefill(&mut self, exchanges: &[Exchange<'_>], messages: &mut [Tree<'a>]) -> Result<()> {
        let last = exchanges.last().and_then(|exchange| exchange.turns.last()).copied().unwrap_or_default();
        if !self.model.prefill || self.thinks {
            let why = if self.thinks { "while it thinks " } else { "" };
            let words = format!("`{}` {why}cannot go on from an assistant's turn: the last message must be the user's", self.target.model);
            return Err(Error::invalid(words).at(self.paths.turn(last)).reason("unsupported"));
        }
        // Blanks at the end are refused.
        let content = messages.last_mut().and_then(|message| message.get_mut("content"));
        let Some(Tree::Array(blocks)) = content else { return Ok(()) };
        if let Some(Tree::String(text)) = blocks.last_mut().and_then(|block| block.get_mut("text")) {
            let kept = text.trim_end().len();
            match text {
                Cow::Borrowed(text) => *text = &text[..kept],
                Cow::Owned(text) => text.truncate(kept),
            }
        }
        Ok(())
    }

    /// A part as a block, and its cache point as another.
    fn blocks(&mut self, placed: &Placed<'a>, out: &mut Vec<Tree<'a>>) -> Result<()> {
        match &placed.part {
            Cow::Borrowed(part) => self.blocks_of(part, placed, out),
            Cow::Owned(part) => {
                let mut own = Vec::new();
                self.blocks_of(part, placed, &mut own)?;
                own.into_iter().for_each(|block| out.push(block.into_owned()));
                Ok(())
            }
        }
    }

    /// The same of a part that stands, or would stand, at this place.
    fn blocks_of<'p>(&mut self, part: &'p Part, placed: &Placed<'p>, out: &mut Vec<Tree<'p>>) -> Result<()> {
        let paths = self.paths;
        let path = || paths.part(placed.turn, placed.index);
        let (block, extra) = match part {
            Part::Text { text, extra } => {
                let mut block = Members::default();
                block.add("text", text);
                self.carry(&mut block, extra, &path);
                (block.into(), Some(extra))
            }
            Part::Refusal { text } => (tree!({ "text": text }), None),
            Part::Image(image) => (tree!({"image": self.image(image, &path())?}), Some(&image.extra)),
            Part::File(file) => (tree!({"document": self.document(file, &path())?}), Some(&file.extra)),
            Part::Audio(sound) => (tree!({"audio": self.audio(sound, placed, &path())?}), Some(&sound.extra)),
            Part::ToolCall { arguments, extra, .. } => {
                let mut call = self.call(placed, arguments)?;
                self.carry(&mut call, extra, &path);
                (tree!({ "toolUse": call }), Some(extra))
            }
            Part::ToolResult { parts, is_error, extra, .. } => {
                let mut result = self.result(placed, parts, *is_error)?;
                self.carry(&mut result, extra, &path);
                (tree!({ "toolResult": result }), Some(extra))
            }
            Part::Thinking { text, signature, .. } => {
                (tree!({"reasoningContent": {"reasoningText": {"text": text, "signature": signature.as_deref()}}}), None)
            }
            Part::RedactedThinking { data, .. } => (tree!({"reasoningContent": {"redactedContent": data}}), None),
            Part::Raw { origin: Dialect::Bedrock, json } => (json.into(), None),
            Part::Raw { .. } => return Err(self.unsendable("a block that only its own provider knows cannot be sent in this dialect", placed)),
        };
        out.push(block);
        if let Some(mark) = extra.and_then(|extra| extra.get(blocks::MARK)) {
            out.extend(self.point(mark, || format!("{}.{}", path(), blocks::MARK)));
        }
        Ok(())
    }

    fn unsendable(&self, words: &str, placed: &Placed<'_>) -> Error {
        Error::invalid(words).at(self.paths.part(placed.turn, placed.index)).reason("not_portable")
    }

    /// What else a block bears goes along to its own dialect only.
    pub fn carry<'p>(&mut self, block: &mut Members<'p>, extra: impl IntoIterator<Item = (&'p String, &'p Value)>, path: &dyn Fn() -> String) {
        for (key, value) in extra {
            if key == blocks::MARK || key == origin::ON_CALL {
                // The one is a block of its own, the other is for its own provider only.
            } else if self.own {
                block.insert_new(key, value);
            } else if key != "type" && key != "member" {
                self.fields.dropped.push(format!("{}.{key}", path()));
            }
        }
    }

    /// A cache mark as a block. Models that keep no cache get none.
    pub fn point<'p>(&mut self, mark: &'p Value, path: impl Fn() -> String) -> Option<Tree<'p>> {
        if !self.model.caches || self.points >= MOST_POINTS {
            self.fields.dropped.push(path());
            return None;
        }
        self.points += 1;
        let mut point = Members::default();
        point.add("type", "default");
        if let Some(ttl) = mark.get("ttl").filter(|ttl| !ttl.is_null()) {
            if self.model.caches_hour {
                point.add("ttl", ttl);
            } else {
                self.fields.dropped.push(format!("{}.ttl", path()));
            }
        }
        Some(tree!({ "cachePoint": point }))
    }

    fn image<'p>(&mut self, image: &'p Media, path: &str) -> Result<Members<'p>> {
        if self.target.facts.vision == Some(false) {
            return Err(Error::invalid(format!("`{}` sees no images", self.target.model)).at(path).reason("unsupported"));
        }
        let mut encoded = media::encode_image(image).map_err(|e| e.at(path))?;
        if encoded.corrected {
            self.fields.emulated.push(path.to_owned());
        }
        if image.detail.as_ref().is_some_and(|detail| detail != "auto") {
            self.fields.dropped.push(format!("{path}.image_url.detail"));
        }
        self.carry(&mut encoded.inner, &image.extra, &|| path.to_owned());
        Ok(encoded.inner)
    }

    fn document<'p>(&mut self, file: &'p Media, path: &str) -> Result<Members<'p>> {
        let mut inner = media::encode_document(file).map_err(|e| e.at(path))?;
        if self.target.facts.pdf_input == Some(false) && inner.get("format").is_some_and(|format| *format == "pdf") {
            return Err(Error::invalid(format!("`{}` reads no PDF", self.target.model)).at(path).reason("unsupported"));
        }
        inner.add("name", media::document_name(file.name.as_deref(), &mut self.document_names));
        self.carry(&mut inner, &file.extra, &|| path.to_owned());
        Ok(inner)
    }

    fn audio<'p>(&mut self, sound: &'p Media, placed: &Placed<'_>, path: &str) -> Result<Members<'p>> {
        if self.target.facts.audio_input != Some(true) {
            return Err(self.unsendable("this model hears no sound", placed));
        }
        let mut inner = media::encode_audio(sound).map_err(|e| e.at(path))?;
        self.carry(&mut inner, &sound.extra, &|| path.to_owned());
        Ok(inner)
    }

    fn call<'p>(&mut self, placed: &Placed<'p>, arguments: &'p str) -> Result<Members<'p>> {
        let (id, name) = placed.call.as_ref().map(|call| (call.id.clone(), call.name)).unwrap_or_default();
        let Some(input) = arguments_of(arguments) else {
            let words = format!("the arguments of the call `{id}` are no JSON object");
            return Err(Error::invalid(words).at(self.paths.call(placed.turn, placed.index)).reason("arguments"));
        };
        let mut call = Members::default();
        call.add("toolUseId", self.call_ids.fit_id(&id));
        call.add("name", self.tool_names.fit(name));
        call.add("input", input);
        Ok(call)
    }

    fn result<'p>(&mut self, placed: &Placed<'p>, parts: &'p [Part], is_error: bool) -> Result<Members<'p>> {
        let id = placed.call.as_ref().map(|call| self.call_ids.fit_id(&call.id)).unwrap_or_default();
        let mut content = Vec::with_capacity(parts.len());
        for part in parts.iter().filter(|part| !matches!(part, Part::Text { text, .. } if text.is_empty())) {
            let inner = Placed { part: Cow::Borrowed(part), turn: placed.turn, index: placed.index, call: None };
            self.blocks_of(part, &inner, &mut content)?;
        }
        if content.is_empty() {
            content.push(tree!({"text": ""}));
        }
        let mut result = Members::default();
        result.add("toolUseId", id);
        result.add("content", content);
        result.add_some("status", is_error.then_some("error"));
        Ok(result)
    }
}

/// What another provider noted of its own work (a search, code that it ran) means nothing to this one.
fn is_others_record(part: &Part, role: Role) -> bool {
    role == Role::Assistant && matches!(part, Part::Raw { origin, .. } if *origin != Dialect::Bedrock)
}
