//! Content blocks, both ways: texts, thoughts, pictures, and the documents that tools give.
//!
//! A block without a canonical form stays as it is, a `Part::Raw`; so do citations, which stand beside the content.

use serde_json::{Map, Value, json};

use super::PLAN;
use crate::error::Result;
use crate::types::{Dialect, Extra, Media, MediaSource, Members, Part, Tree, tree};
use crate::wire::lenient::Content;
use crate::wire::members::{others, with, wrong};

/// Marks a `Part::Raw` that is a citation.
pub const CITATION: &str = "citation";
/// A tool's document: its text is canonical, the whole of it stands here.
const DOCUMENT: &str = "document";

/// A content block. `path` is its place, for errors.
pub fn decode(value: &Tree<'_>, path: &dyn Fn() -> String) -> Result<Part> {
    let object = match value {
        Tree::Object(object) => object,
        Tree::String(text) => return Ok(Part::text(text.as_ref())),
        other => return Err(wrong(&path(), "a content block (an object with a `type`)", other)),
    };
    let expect = |member: &str| match object.get(member) {
        Some(Tree::String(text)) => Ok(text.to_string()),
        other => Err(wrong(&format!("{}.{member}", path()), "a text", other.unwrap_or(&Tree::Null))),
    };
    Ok(match object.get("type").and_then(Tree::as_str) {
        Some("text") => Part::Text { text: expect("text")?, extra: others(object, &["type", "text"]) },
        Some("thinking") => thought(expect("thinking")?, None, others(object, &["type", "thinking"])),
        Some("image_url") => image(object).map_or_else(|| raw(value), Part::Image),
        Some(DOCUMENT) => match object.get(DOCUMENT).map(|document| document.get("data").unwrap_or(document)) {
            Some(Tree::String(text)) => document(text.to_string(), object),
            Some(data) => document(data.to_json(), object),
            None => raw(value),
        },
        _ => raw(value),
    })
}

/// A block of an answer: what cannot be read stays as it is.
pub fn decode_answer(value: &Tree<'_>) -> Part {
    decode(value, &String::new).unwrap_or_else(|_| raw(value))
}

/// What stands as `content`: a text or a list of blocks.
pub fn content(value: Option<&Tree<'_>>, path: &dyn Fn() -> String) -> Result<Vec<Part>> {
    match value {
        None | Some(Tree::Null) => Ok(Vec::new()),
        Some(Tree::String(text)) => Ok(vec![Part::text(text.as_ref())]),
        Some(Tree::Array(list)) => list.iter().enumerate().map(|(j, block)| decode(block, &|| format!("{}.{j}", path()))).collect(),
        Some(other) => Err(wrong(&path(), "a text or a list of content blocks", other)),
    }
}

/// The same of an answer.
pub fn answered(content: Content) -> Vec<Part> {
    match content {
        Content::None => Vec::new(),
        Content::Text(text) if text.is_empty() => Vec::new(),
        Content::Text(text) => vec![Part::text(text)],
        Content::Parts(list) => list.iter().map(|block| decode_answer(&block.into())).collect(),
    }
}

pub fn plan(text: String) -> Part {
    thought(text, Some(PLAN.to_owned()), Extra::new())
}

fn thought(text: String, signature: Option<String>, extra: Extra) -> Part {
    Part::Thinking { text, signature, origin: Some(Dialect::Cohere), extra }
}

pub fn citation(value: &Value) -> Part {
    Part::Raw { origin: Dialect::Cohere, json: json!({CITATION: value}) }
}

pub fn raw(value: &Tree<'_>) -> Part {
    Part::Raw { origin: Dialect::Cohere, json: value.to_value() }
}

fn document(text: String, block: &Members<'_>) -> Part {
    Part::Text { text, extra: block.get(DOCUMENT).map(|document| (DOCUMENT.to_owned(), document.to_value())).into_iter().collect() }
}

fn image(block: &Members<'_>) -> Option<Media> {
    let inner = block.get("image_url")?;
    let url = inner.as_str().or_else(|| inner.get("url")?.as_str())?;
    let (mime, source) = match url.strip_prefix("data:").and_then(|rest| rest.split_once(";base64,")) {
        Some((mime, data)) => (mime.to_owned(), MediaSource::Base64(data.into())),
        None => (String::new(), MediaSource::Url(url.to_owned())),
    };
    let detail = inner.get("detail").and_then(Tree::as_str).map(str::to_owned);
    Some(Media { mime, source, name: None, detail, extra: others(block, &["type", "image_url"]) })
}

/// A text as a block; a tool's document of this dialect is one again.
pub fn encode_text<'a>(text: &'a str, extra: &'a Extra, own: bool) -> Tree<'a> {
    match extra.get(DOCUMENT) {
        Some(document) if own => tree!({"type": DOCUMENT, DOCUMENT: document}),
        _ if own => tree!({"type": "text", "text": text}).with(extra),
        _ => tree!({"type": "text", "text": text}),
    }
}

/// Texts and thoughts of an answer as its content, plan and citations: the members of a message.
pub fn encode_answer(parts: &[Part], own: bool) -> Map<String, Value> {
    let (mut content, mut calls, mut citations, mut plan) = (Vec::new(), Vec::new(), Vec::new(), String::new());
    let none = Extra::new();
    for part in parts {
        match part {
            Part::Text { text, .. } if text.is_empty() => {}
            Part::Text { text, extra } => content.push(encode_text(text, extra, own).to_value()),
            Part::Refusal { text } => content.push(json!({"type": "text", "text": text})),
            Part::Thinking { text, signature, origin: Some(Dialect::Cohere), .. } if signature.as_deref() == Some(PLAN) => plan.push_str(text),
            Part::Thinking { text, extra, .. } => {
                content.push(with(json!({"type": "thinking", "thinking": text}), if own { extra } else { &none }));
            }
            Part::ToolCall { id, name, arguments, .. } => {
                let arguments = if arguments.trim().is_empty() { "{}" } else { arguments };
                calls.push(json!({"id": id, "type": "function", "function": {"name": name, "arguments": arguments}}));
            }
            Part::Raw { origin: Dialect::Cohere, json } => match json.get(CITATION) {
                Some(citation) => citations.push(citation.clone()),
                None => content.push(json.clone()),
            },
            Part::Image(_) | Part::Audio(_) | Part::File(_) | Part::ToolResult { .. } | Part::RedactedThinking { .. } | Part::Raw { .. } => {}
        }
    }
    let mut message = Map::from_iter([("role".to_owned(), json!("assistant"))]);
    let mut set = |member: &str, value: Value, is_set: bool| {
        if is_set {
            message.insert(member.to_owned(), value);
        }
    };
    let has_content = !content.is_empty() || calls.is_empty();
    set("tool_plan", json!(plan), !plan.is_empty());
    set("content", json!(content), has_content);
    set("tool_calls", json!(calls), !calls.is_empty());
    set("citations", json!(citations), !citations.is_empty());
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tools_document_is_text_to_others_and_itself_to_its_own() {
        for (document, expected) in [(json!({"id": "d1", "data": {"t": "dry"}}), r#"{"t":"dry"}"#), (json!({"data": "dry"}), "dry")] {
            let block = json!({"type": "document", "document": document});
            let Part::Text { text, extra } = decode(&Tree::from(&block), &String::new).expect("a part") else { panic!("a text") };
            assert_eq!(text, expected);
            assert_eq!(encode_text(&text, &extra, true).to_value(), block);
            assert_eq!(encode_text(&text, &extra, false).to_value(), json!({"type": "text", "text": expected}));
        }
    }

    #[test]
    fn an_image_is_read_with_its_detail_and_an_unknown_block_stays() {
        let block = json!({"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA", "detail": "low"}});
        let Part::Image(image) = decode(&Tree::from(&block), &String::new).expect("a part") else { panic!("an image") };
        assert_eq!((image.mime.as_str(), image.source, image.detail.as_deref()), ("image/png", MediaSource::Base64("AAAA".into()), Some("low")));
        assert_eq!(decode(&json!({"type": "new"}).into(), &String::new).expect("a part"), raw(&json!({"type": "new"}).into()));
        let error = decode(&json!({"type": "text", "text": 7}).into(), &|| "messages.2.content.0".to_owned()).expect_err("no text");
        assert_eq!(error.path(), Some("messages.2.content.0.text"));
    }
}
