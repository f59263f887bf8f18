//! The conversation: the caller's turns as they stand, each with one text, its pictures and its calls.

use std::borrow::Cow;

use serde_json::Value;

use super::build::Builder;
use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Media, MediaSource, Members, Part, Role, Tree, tree};
use crate::wire::inline::{is_base64, plain_text};
use crate::wire::kept::{Kept, Said, keep};
use crate::wire::members::arguments_of;

/// What a message is made of.
#[derive(Default)]
struct Pieces<'a> {
    texts: Vec<Cow<'a, str>>,
    images: Vec<Tree<'a>>,
    calls: Vec<Tree<'a>>,
    thinking: String,
}

impl<'a> Builder<'a> {
    pub fn messages(&mut self) -> Result<Tree<'a>> {
        let mut kept = keep(self.request, &self.paths)?;
        in_order(&mut kept);
        let mut messages = Vec::with_capacity(kept.len());
        for message in &kept {
            match message {
                Kept::Result(placed) => messages.push(self.result(placed)?),
                Kept::Turn { turn, parts } => messages.push(self.turn(*turn, parts)?),
            }
        }
        Ok(messages.into())
    }

    fn turn(&mut self, i: usize, parts: &[Said<'a>]) -> Result<Tree<'a>> {
        let turn = &self.request.turns[i];
        if turn.name.is_some() && turn.role != Role::Tool {
            self.fields.dropped.push(format!("{}.name", self.paths.turn(i)));
        }
        let mut pieces = Pieces::default();
        for placed in parts {
            self.piece(placed.part, placed, &mut pieces)?;
        }
        let (role, between) = match turn.role {
            Role::System | Role::Developer => ("system", "\n\n"),
            Role::User | Role::Tool => ("user", "\n\n"),
            // The texts of an answer are one text, wherever they were cut.
            Role::Assistant => ("assistant", ""),
        };
        Ok(self.message(role, between, pieces, &turn.extra, i).into())
    }

    fn message(&mut self, role: &'static str, between: &str, pieces: Pieces<'a>, extra: &'a Extra, i: usize) -> Members<'a> {
        let Pieces { texts, images, calls, thinking } = pieces;
        let mut message = Members::default();
        message.add("role", role);
        message.add("content", joined(texts, between));
        message.add_some("thinking", Some(thinking).filter(|thinking| !thinking.is_empty()));
        message.add_some("images", Some(images).filter(|images| !images.is_empty()));
        message.add_some("tool_calls", Some(calls).filter(|calls| !calls.is_empty()));
        if self.own {
            message.extend(Members::from(extra));
        } else {
            self.fields.dropped.extend(extra.keys().map(|key| format!("{}.{key}", self.paths.turn(i))));
        }
        message
    }

    fn piece(&mut self, part: &'a Part, placed: &Said<'a>, pieces: &mut Pieces<'a>) -> Result<()> {
        let paths = self.paths;
        let path = || paths.part(placed.turn, placed.index);
        match part {
            Part::Text { text, extra } => {
                pieces.texts.extend(Some(Cow::Borrowed(text.as_str())).filter(|text| !text.is_empty()));
                self.fields.dropped.extend(extra.keys().map(|key| format!("{}.{key}", path())));
            }
            Part::Refusal { text } => pieces.texts.push(Cow::Borrowed(text)),
            Part::Image(image) => pieces.images.extend(self.image(image, &path())?),
            Part::File(file) => match plain_text(file) {
                Some(text) => {
                    self.fields.emulated.push(path());
                    pieces.texts.push(Cow::Owned(text));
                }
                None => self.refuse(path(), "it reads no files")?,
            },
            Part::Audio(_) => self.refuse(path(), "it hears no sound")?,
            Part::ToolCall { arguments, extra, .. } => pieces.calls.push(self.call(placed, arguments, extra)?),
            // The chat format says not who thought; these thoughts bear no signature.
            Part::Thinking { text, origin: Some(Dialect::Ollama | Dialect::OpenaiChat), .. } => pieces.thinking.push_str(text),
            Part::Thinking { .. } | Part::RedactedThinking { .. } => self.fields.dropped.push(path()),
            // What another provider noted of its own work means nothing to this one.
            Part::Raw { .. } if self.request.turns[placed.turn].role == Role::Assistant => self.fields.dropped.push(path()),
            Part::Raw { .. } | Part::ToolResult { .. } => {
                let words = "a block that only its own provider knows cannot be sent in this dialect";
                return Err(Error::invalid(words).at(path()).reason("not_portable"));
            }
        }
        Ok(())
    }

    fn image(&mut self, image: &'a Media, path: &str) -> Result<Option<Tree<'a>>> {
        if self.target.facts.vision == Some(false) {
            return Err(Error::invalid(format!("`{}` sees no images", self.target.model)).at(path).reason("unsupported"));
        }
        self.fields.dropped.extend(image.detail.as_ref().filter(|detail| *detail != "auto").map(|_| format!("{path}.image_url.detail")));
        self.fields.dropped.extend(image.extra.keys().map(|key| format!("{path}.{key}")));
        match &image.source {
            MediaSource::Base64(data) if is_base64(data) => Ok(Some((&**data).into())),
            MediaSource::Base64(_) => Err(Error::invalid("the data are no valid base64").at(path).reason("media")),
            MediaSource::Url(_) | MediaSource::FileId(_) => self.refuse(path, "it takes images only as data, not by their address").map(|()| None),
        }
    }

    fn call(&self, placed: &Said<'a>, arguments: &'a str, extra: &'a Extra) -> Result<Tree<'a>> {
        let (id, name) = placed.call.as_ref().map(|call| (&*call.id, call.name)).unwrap_or_default();
        let Some(arguments) = arguments_of(arguments) else {
            let words = format!("the arguments of the call `{id}` are no JSON object");
            return Err(Error::invalid(words).at(self.paths.call(placed.turn, placed.index)).reason("arguments"));
        };
        let mut function = Members::default();
        function.add("name", name);
        function.add("arguments", arguments);
        if let (true, Some(Value::Object(more))) = (self.own, extra.get("function")) {
            function.extend(Members::from(more));
        }
        Ok(tree!({ "function": function }))
    }

    fn result(&mut self, placed: &Said<'a>) -> Result<Tree<'a>> {
        let Part::ToolResult { parts, is_error, .. } = placed.part else {
            return Err(Error::internal("a result is a result"));
        };
        let mut pieces = Pieces::default();
        for part in parts {
            self.piece(part, placed, &mut pieces)?;
        }
        // This wire has no flag for a failed tool: the text says it.
        if *is_error {
            let text = format!("Error: {}", pieces.texts.join("\n\n"));
            pieces.texts = vec![Cow::Owned(text)];
            self.fields.emulated.push(format!("{}.is_error", self.paths.part(placed.turn, placed.index)));
        }
        let mut message = self.message("tool", "\n\n", pieces, &self.request.turns[placed.turn].extra, placed.turn);
        if let Some(call) = &placed.call {
            message.insert("tool_name", call.name.into());
            if !self.own {
                message.insert("tool_call_id", call.id.clone().into());
            }
        }
        Ok(message.into())
    }
}

/// Several texts as one.
fn joined<'a>(mut texts: Vec<Cow<'a, str>>, between: &str) -> Cow<'a, str> {
    match texts.as_mut_slice() {
        [] => Cow::Borrowed(""),
        [one] => std::mem::take(one),
        _ => Cow::Owned(texts.join(between)),
    }
}

/// Results of several calls of one tool are told apart by nothing but their order: it is that of the calls.
fn in_order(kept: &mut [Kept<'_>]) {
    let mut order: Vec<String> = Vec::new();
    let mut at = 0;
    while at < kept.len() {
        match &kept[at] {
            Kept::Turn { parts, .. } => {
                order.extend(parts.iter().filter_map(|placed| placed.call.as_ref()).map(|call| call.id.to_string()));
                at += 1;
            }
            Kept::Result(_) => {
                let end = kept[at..].iter().position(|message| !matches!(message, Kept::Result(_))).map_or(kept.len(), |n| at + n);
                let run = &mut kept[at..end];
                let names: std::collections::HashSet<&str> = run.iter().filter_map(call_of).map(|call| call.name).collect();
                if names.len() < run.len() {
                    run.sort_by_key(|message| call_of(message).and_then(|call| order.iter().position(|id| *id == call.id)));
                }
                order.clear();
                at = end;
            }
        }
    }
}

fn call_of<'k, 'a>(message: &'k Kept<'a>) -> Option<&'k crate::wire::turns::Call<'a>> {
    match message {
        Kept::Result(placed) => placed.call.as_ref(),
        Kept::Turn { .. } => None,
    }
}
