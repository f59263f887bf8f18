//! The messages of a body for an API that differs from OpenAI's, by the target's row of quirks. Those that fit stay as they are.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::change::Changing;
use crate::error::Result;
use crate::wire::quirks::Quirk;

/// Digits of a made id.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Rewrites the messages that do not fit. `instruction` joins the instructions in front. `role` is the one for instructions.
pub fn fit(changing: &mut Changing<'_, '_>, role: Option<&str>, instruction: Option<String>) -> Result<()> {
    let Some(Value::Array(messages)) = changing.body.get("messages") else { return Ok(()) };
    let loops = in_loops(messages);
    let mut fitted = Vec::with_capacity(messages.len());
    let mut changed = instruction.is_some();
    for (i, message) in messages.iter().enumerate() {
        let Value::Object(message) = message else {
            fitted.push(Fitted::Same);
            continue;
        };
        let is_last = i + 1 == messages.len();
        let outcome = Fitter { changing, i, keeps_thoughts: loops[i], is_last }.message(message)?;
        changed |= !matches!(outcome, Fitted::Same);
        fitted.push(outcome);
    }
    if !changed {
        return Ok(());
    }
    let mut list: Vec<Value> = Vec::with_capacity(messages.len() + 1);
    for (message, outcome) in messages.iter().zip(fitted) {
        match outcome {
            Fitted::Same => list.push(message.clone()),
            Fitted::New(message) => list.push(Value::Object(message)),
            Fitted::Gone => {}
        }
    }
    if let Some(role) = role {
        list.iter_mut().filter(|message| is_instruction(message)).for_each(|message| message["role"] = json!(role));
    }
    if let Some(instruction) = instruction {
        instruct(&mut list, role.unwrap_or("system"), instruction);
    }
    changing.set("messages", Some(Value::Array(list)));
    Ok(())
}

enum Fitted {
    Same,
    New(Map<String, Value>),
    Gone,
}

fn role_of(message: &Value) -> &str {
    message.get("role").and_then(Value::as_str).unwrap_or_default()
}

fn is_instruction(message: &Value) -> bool {
    matches!(role_of(message), "system" | "developer")
}

/// Puts an instruction at the end of those in front.
fn instruct(messages: &mut Vec<Value>, role: &str, instruction: String) {
    let in_front = messages.iter().take_while(|message| is_instruction(message)).count();
    let text = in_front.checked_sub(1).and_then(|last| match &mut messages[last]["content"] {
        Value::String(text) => Some(text),
        _ => None,
    });
    match text {
        Some(text) => {
            text.push_str("\n\n");
            text.push_str(&instruction);
        }
        None => messages.insert(in_front, json!({"role": role, "content": instruction})),
    }
}

/// Which messages stand between two users' messages where a tool was called.
fn in_loops(messages: &[Value]) -> Vec<bool> {
    let mut loops = vec![false; messages.len()];
    let mut from = 0;
    for at in 0..=messages.len() {
        if at < messages.len() && role_of(&messages[at]) != "user" {
            continue;
        }
        let calls = |message: &Value| message.get("tool_calls").and_then(Value::as_array).is_some_and(|calls| !calls.is_empty());
        let called = messages[from..at].iter().any(calls);
        loops[from..at].fill(called);
        from = at;
    }
    loops
}

struct Fitter<'c, 'a, 'b> {
    changing: &'c mut Changing<'a, 'b>,
    i: usize,
    /// Tools were called in this stretch of the conversation.
    keeps_thoughts: bool,
    is_last: bool,
}

impl Fitter<'_, '_, '_> {
    fn has(&self, quirk: Quirk) -> bool {
        self.changing.target.quirks.contains(&quirk)
    }

    fn dropped(&mut self, member: &str) {
        let path = self.changing.message(self.i, member);
        self.changing.fields.dropped.push(path);
    }

    fn emulated(&mut self, member: &str) {
        let path = self.changing.message(self.i, member);
        self.changing.fields.emulated.push(path);
    }

    fn message(mut self, original: &Map<String, Value>) -> Result<Fitted> {
        let mut message = Cow::Borrowed(original);
        let role = original.get("role").and_then(Value::as_str).unwrap_or_default();
        if role == "assistant" {
            self.thoughts(&mut message);
        }
        self.members(&mut message, role);
        if let Some(content) = self.content(&message)? {
            message.to_mut().insert("content".to_owned(), content);
        }
        if role == "assistant" {
            let has_calls = message.get("tool_calls").and_then(Value::as_array).is_some_and(|calls| !calls.is_empty());
            if self.has(Quirk::NoEmptyAnswers) && !has_calls && is_empty(message.get("content")) {
                self.emulated("content");
                return Ok(Fitted::Gone);
            }
            if self.has(Quirk::Prefix) && self.is_last && !has_calls && !message.contains_key("prefix") {
                message.to_mut().insert("prefix".to_owned(), json!(true));
            }
        }
        self.call_ids(&mut message);
        Ok(match message {
            Cow::Borrowed(_) => Fitted::Same,
            Cow::Owned(message) => Fitted::New(message),
        })
    }

    /// Members that messages of this API do not have.
    fn members(&mut self, message: &mut Cow<'_, Map<String, Value>>, role: &str) {
        let unknown = self.changing.target.quirks.iter().find_map(|quirk| if let Quirk::MessageDrops(list) = quirk { Some(*list) } else { None });
        for member in unknown.unwrap_or_default() {
            // A tool's name stands beside its result.
            let Some(value) = message.get(*member).filter(|_| !(*member == "name" && role == "tool")).cloned() else { continue };
            message.to_mut().shift_remove(*member);
            match value {
                Value::Null => {}
                Value::Array(list) if list.is_empty() => {}
                Value::String(refusal) if *member == "refusal" && is_empty(message.get("content")) => {
                    message.to_mut().insert("content".to_owned(), Value::String(refusal));
                }
                _ => self.dropped(member),
            }
        }
        if self.has(Quirk::NoCacheMarkers) && message.contains_key("cache_control") {
            message.to_mut().shift_remove("cache_control");
            self.dropped("cache_control");
        }
    }

    /// What the model thought, where this API wants it.
    fn thoughts(&mut self, message: &mut Cow<'_, Map<String, Value>>) {
        let (chunks, in_loops) = (self.has(Quirk::ThinkingChunks), self.has(Quirk::ThoughtsInLoops));
        if !chunks && !in_loops {
            return;
        }
        let found = ["reasoning_content", "reasoning"].into_iter().find_map(|m| Some((m, message.get(m)?.as_str()?.to_owned())));
        let Some((member, text)) = found else { return };
        if in_loops && self.keeps_thoughts && member == "reasoning_content" {
            return;
        }
        let message = message.to_mut();
        message.shift_remove("reasoning_content");
        message.shift_remove("reasoning");
        if text.is_empty() {
            return;
        }
        if in_loops && self.keeps_thoughts {
            message.insert("reasoning_content".to_owned(), Value::String(text));
        } else if in_loops {
            self.dropped(member);
        } else {
            let mut content = vec![json!({"type": "thinking", "thinking": [{"type": "text", "text": text}]})];
            match message.get_mut("content").map(Value::take) {
                Some(Value::String(text)) if !text.is_empty() => content.push(json!({"type": "text", "text": text})),
                Some(Value::Array(list)) if list.iter().any(|part| part["type"] == "thinking") => content = list,
                Some(Value::Array(list)) => content.extend(list),
                _ => {}
            }
            message.insert("content".to_owned(), Value::Array(content));
        }
    }

    /// The content in this API's form; `None` where it fits as it is.
    fn content(&mut self, message: &Map<String, Value>) -> Result<Option<Value>> {
        let Some(Value::Array(parts)) = message.get("content") else { return Ok(None) };
        let plain = self.has(Quirk::PlainText) && self.changing.target.facts.vision != Some(true);
        let mut changed = plain;
        let mut fitted = Vec::with_capacity(parts.len());
        for (j, part) in parts.iter().enumerate() {
            let mut part = Cow::Borrowed(part);
            if self.has(Quirk::NoCacheMarkers) && part.get("cache_control").is_some() {
                part.to_mut().as_object_mut().map(|part| part.shift_remove("cache_control"));
                self.dropped(&format!("content.{j}.cache_control"));
            }
            if self.has(Quirk::Documents)
                && let Some(document) = document(&part)
            {
                part = Cow::Owned(document);
            }
            if plain && part.get("text").is_none() && !part.is_string() {
                let kind = part.get("type").and_then(Value::as_str).unwrap_or("part").to_owned();
                let path = self.changing.message(self.i, &format!("content.{j}"));
                self.changing.refuse_at(path, &format!("a part of the type `{kind}`"), ", which takes texts only")?;
                continue;
            }
            changed |= matches!(part, Cow::Owned(_));
            fitted.push(part);
        }
        if !changed {
            return Ok(None);
        }
        if !plain {
            return Ok(Some(Value::Array(fitted.into_iter().map(Cow::into_owned).collect())));
        }
        let texts: Vec<&str> = fitted.iter().filter_map(|part| part.as_str().or_else(|| part.get("text")?.as_str())).collect();
        Ok(Some(json!(texts.join("\n\n"))))
    }

    /// Ids in the one form that this API takes; the same id always becomes the same.
    fn call_ids(&mut self, message: &mut Cow<'_, Map<String, Value>>) {
        let length = self.changing.target.quirks.iter().find_map(|quirk| if let Quirk::CallIds(length) = quirk { Some(*length) } else { None });
        let Some(length) = length else { return };
        let fits = |id: &str| id.len() == length && id.bytes().all(|b| b.is_ascii_alphanumeric());
        let misfit = |value: Option<&Value>| value.and_then(Value::as_str).filter(|id| !fits(id)).map(|id| call_id(id, length));
        if let Some(id) = misfit(message.get("tool_call_id")) {
            message.to_mut().insert("tool_call_id".to_owned(), json!(id));
        }
        let calls = || message.get("tool_calls").and_then(Value::as_array).into_iter().flatten();
        if !calls().any(|call| misfit(call.get("id")).is_some() || call.get("extra_content").is_some()) {
            return;
        }
        let calls = message.to_mut().get_mut("tool_calls").and_then(Value::as_array_mut);
        for call in calls.into_iter().flatten().filter_map(Value::as_object_mut) {
            call.shift_remove("extra_content");
            if let Some(id) = misfit(call.get("id")) {
                call.insert("id".to_owned(), json!(id));
            }
        }
    }
}

fn is_empty(content: Option<&Value>) -> bool {
    match content {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.is_empty(),
        Some(Value::Array(parts)) => parts.iter().all(|part| part.get("text").is_some_and(|text| text == "")),
        Some(_) => false,
    }
}

/// A file or a sound in Mistral's form.
fn document(part: &Value) -> Option<Value> {
    match part.get("type")?.as_str()? {
        "file" => {
            let file = part.get("file")?;
            let Some(data) = file.get("file_data") else { return Some(json!({"type": "file", "file_id": file.get("file_id")?})) };
            let mut document = json!({"type": "document_url", "document_url": data});
            if let Some(name) = file.get("filename") {
                document["document_name"] = name.clone();
            }
            Some(document)
        }
        "input_audio" => Some(json!({"type": "input_audio", "input_audio": part.pointer("/input_audio/data")?})),
        _ => None,
    }
}

/// The id of a call in so many letters and digits.
fn call_id(id: &str, length: usize) -> String {
    blake3::hash(id.as_bytes()).as_bytes().iter().take(length).map(|byte| char::from(DIGITS[usize::from(*byte) % DIGITS.len()])).collect()
}
