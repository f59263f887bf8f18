//! Content blocks, read: what a caller's message or a provider's answer consists of → parts.
//!
//! A block without a canonical form stays as it is, a `Part::Raw`.

use super::{media, origin};
use crate::error::Result;
use crate::types::{Dialect, Members, Part, Tree};
use crate::wire::members::{rest, wrong};

/// A content block as a caller wrote it. `path` is its place, for errors.
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
        Some("text") => Part::Text { text: expect("text")?, extra: rest(object, &["type", "text"]) },
        Some("image") => media::decode(object).map_or_else(|| raw(value), Part::Image),
        Some("document") => media::decode(object).map_or_else(|| raw(value), Part::File),
        Some("tool_use") => Part::ToolCall {
            id: expect("id")?,
            name: expect("name")?,
            arguments: arguments(object.get("input")),
            extra: rest(object, &["type", "id", "name", "input"]),
        },
        Some("tool_result") => Part::ToolResult {
            id: expect("tool_use_id")?,
            name: None,
            parts: content(object.get("content"), &|| format!("{}.content", path()))?,
            is_error: object.get("is_error").and_then(Tree::as_bool).unwrap_or(false),
            extra: rest(object, &["type", "tool_use_id", "content", "is_error"]),
        },
        Some("thinking") => thinking(object).unwrap_or_else(|| raw(value)),
        Some("redacted_thinking") => redacted(object).unwrap_or_else(|| raw(value)),
        _ => raw(value),
    })
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

/// A block of an answer: what cannot be read stays as it is.
pub fn decode_answer(value: &Tree<'_>) -> Part {
    match decode(value, &String::new) {
        // Unsigned, but said by this provider.
        Ok(Part::Thinking { text, signature, origin: None, extra }) => Part::Thinking { text, signature, origin: Some(Dialect::Anthropic), extra },
        Ok(part) => part,
        Err(_) => raw(value),
    }
}

pub fn raw(value: &Tree<'_>) -> Part {
    Part::Raw { origin: Dialect::Anthropic, json: value.to_value() }
}

/// The JSON text of a call's input; none is the empty object.
pub fn arguments(input: Option<&Tree<'_>>) -> String {
    match input {
        None | Some(Tree::Null) => "{}".to_owned(),
        // Some servers send the text of it.
        Some(Tree::String(text)) if text.trim().is_empty() => "{}".to_owned(),
        Some(Tree::String(text)) => text.to_string(),
        Some(input) => input.to_value().to_string(),
    }
}

fn thinking(object: &Members<'_>) -> Option<Part> {
    let text = object.get("thinking")?.as_str()?.to_owned();
    let (origin, signature) = origin::decode(object.get("signature").and_then(Tree::as_str).unwrap_or_default());
    let signature = signature.map(str::to_owned);
    Some(Part::Thinking { text, signature, origin, extra: rest(object, &["type", "thinking", "signature"]) })
}

fn redacted(object: &Members<'_>) -> Option<Part> {
    let (origin, data) = origin::decode(object.get("data")?.as_str()?);
    Some(Part::RedactedThinking { data: data.unwrap_or_default().to_owned(), origin })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Extra, MediaSource};
    use serde_json::json;

    #[test]
    fn every_kind_of_block_has_its_part() {
        let part = |block: serde_json::Value| decode(&block.into(), &String::new).expect("a block");
        let cached = json!({"type": "text", "text": "a", "cache_control": {"type": "ephemeral"}, "citations": null});
        assert_eq!(part(cached), Part::Text { text: "a".into(), extra: Extra::from_iter([("cache_control".into(), json!({"type": "ephemeral"}))]) });
        let image = part(json!({"type": "image", "source": {"type": "url", "url": "https://a/b.png"}}));
        assert!(matches!(image, Part::Image(media) if media.source == MediaSource::Url("https://a/b.png".into())));
        let call = part(json!({"type": "tool_use", "id": "t", "name": "f", "input": {}}));
        assert_eq!(call, Part::ToolCall { id: "t".into(), name: "f".into(), arguments: "{}".into(), extra: Extra::new() });
        let result = part(json!({"type": "tool_result", "tool_use_id": "t", "content": "no", "is_error": true}));
        assert!(matches!(result, Part::ToolResult { is_error: true, parts, .. } if parts == [Part::text("no")]));
        let thinking = part(json!({"type": "thinking", "thinking": "hm", "signature": "gemini:xx"}));
        assert!(matches!(thinking, Part::Thinking { origin: Some(Dialect::Gemini), signature: Some(s), .. } if s == "xx"));
        assert!(matches!(part(json!({"type": "redacted_thinking", "data": "x"})), Part::RedactedThinking { origin: Some(Dialect::Anthropic), .. }));
        assert!(matches!(part(json!({"type": "server_tool_use", "id": "s"})), Part::Raw { origin: Dialect::Anthropic, .. }));
    }

    #[test]
    fn says_what_was_expected_and_where() {
        let error = decode(&json!({"type": "tool_use", "id": 7}).into(), &|| "messages.1.content.0".to_owned()).expect_err("an id is a text");
        assert_eq!((error.path(), error.message()), (Some("messages.1.content.0.id"), "expected a text, got a number"));
        assert!(decode(&json!(7).into(), &String::new).is_err());
        assert_eq!(decode_answer(&json!({"type": "text"}).into()), raw(&json!({"type": "text"}).into()));
    }
}
