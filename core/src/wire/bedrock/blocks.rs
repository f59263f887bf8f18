//! Content blocks, both ways: objects of one member that says what they are ↔ parts.
//!
//! A block without a canonical form stays as it is, a `Part::Raw`. A cache point marks the part before it.

use serde_json::{Value, json};

use super::super::anthropic::input;
use super::{media, origin};
use crate::error::Result;
use crate::types::{Dialect, Extra, Part, Tree};
use crate::wire::members::{rest, with, wrong};

/// The mark under which a part bears a cache point.
pub const MARK: &str = "cache_control";

/// A list of blocks. `path` is its place, for errors.
pub fn content(value: Option<&Tree<'_>>, path: &dyn Fn() -> String) -> Result<Vec<Part>> {
    let list = match value {
        None | Some(Tree::Null) => return Ok(Vec::new()),
        Some(Tree::Array(list)) => list,
        Some(other) => return Err(wrong(&path(), "a list of content blocks", other)),
    };
    let mut parts: Vec<Part> = Vec::with_capacity(list.len());
    for (j, block) in list.iter().enumerate() {
        match (block.get("cachePoint"), parts.last_mut().and_then(extra_of)) {
            (Some(point), Some(extra)) => drop(extra.insert(MARK.to_owned(), mark(&point.to_value()))),
            _ => parts.push(decode(block, &|| format!("{}.{j}", path()))?),
        }
    }
    Ok(parts)
}

/// A cache point in the words of the canonical mark.
pub fn mark(point: &Value) -> Value {
    let mut mark = json!({"type": "ephemeral"});
    if let Some(ttl) = point.get("ttl").filter(|ttl| !ttl.is_null()) {
        mark["ttl"] = ttl.clone();
    }
    mark
}

fn extra_of(part: &mut Part) -> Option<&mut Extra> {
    match part {
        Part::Text { extra, .. } | Part::ToolCall { extra, .. } | Part::ToolResult { extra, .. } => Some(extra),
        Part::Image(media) | Part::Audio(media) | Part::File(media) => Some(&mut media.extra),
        Part::Thinking { .. } | Part::RedactedThinking { .. } | Part::Refusal { .. } | Part::Raw { .. } => None,
    }
}

fn decode(value: &Tree<'_>, path: &dyn Fn() -> String) -> Result<Part> {
    let Tree::Object(block) = value else { return Err(wrong(&path(), "a content block (an object with one member)", value)) };
    if let Some(text) = block.get("text") {
        let Tree::String(text) = text else { return Err(wrong(&format!("{}.text", path()), "a text", text)) };
        return Ok(Part::Text { text: text.to_string(), extra: rest(block, &["text", "type"]) });
    }
    for (kind, part) in [("image", Part::Image as fn(_) -> Part), ("document", Part::File), ("audio", Part::Audio)] {
        if let Some(inner) = block.get(kind) {
            return Ok(media::decode(kind, inner).map_or_else(|| raw(value), part));
        }
    }
    Ok(match (block.get("toolUse"), block.get("toolResult"), block.get("reasoningContent")) {
        // What the provider itself has run.
        (Some(call), ..) if call.get("type").is_some_and(|kind| *kind == "server_tool_use") => raw(value),
        (Some(call), ..) => tool_use(call, &|| format!("{}.toolUse", path()))?,
        (_, Some(result), _) => tool_result(result, &|| format!("{}.toolResult", path()))?,
        (.., Some(reasoning)) => thinking(reasoning).unwrap_or_else(|| raw(value)),
        _ => raw(value),
    })
}

/// A block of an answer: what cannot be read stays as it is.
pub fn decode_answer(value: &Tree<'_>) -> Part {
    decode(value, &String::new).unwrap_or_else(|_| raw(value))
}

fn raw(value: &Tree<'_>) -> Part {
    Part::Raw { origin: Dialect::Bedrock, json: value.to_value() }
}

fn expect(object: &Tree<'_>, member: &str, path: &dyn Fn() -> String) -> Result<String> {
    match object.get(member) {
        Some(Tree::String(text)) => Ok(text.to_string()),
        other => Err(wrong(&format!("{}.{member}", path()), "a text", other.unwrap_or(&Tree::Null))),
    }
}

fn tool_use(call: &Tree<'_>, path: &dyn Fn() -> String) -> Result<Part> {
    let arguments = match call.get("input") {
        None | Some(Tree::Null) => "{}".to_owned(),
        Some(Tree::String(text)) if text.trim().is_empty() => "{}".to_owned(),
        Some(Tree::String(text)) => text.to_string(),
        Some(input) => input.to_json(),
    };
    let extra = call.as_object().map(|call| rest(call, &["toolUseId", "name", "input", "type"])).unwrap_or_default();
    Ok(Part::ToolCall { id: expect(call, "toolUseId", path)?, name: expect(call, "name", path)?, arguments, extra })
}

fn tool_result(result: &Tree<'_>, path: &dyn Fn() -> String) -> Result<Part> {
    let mut parts = content(result.get("content"), &|| format!("{}.content", path()))?;
    for part in &mut parts {
        if let Part::Raw { json, .. } = part
            && let Some(json) = json.get("json")
        {
            *part = Part::text(json.to_string());
        }
    }
    let extra = result.as_object().map(|result| rest(result, &["toolUseId", "content", "status", "type"])).unwrap_or_default();
    let is_error = result.get("status").is_some_and(|status| *status == "error");
    Ok(Part::ToolResult { id: expect(result, "toolUseId", path)?, name: None, parts, is_error, extra })
}

fn thinking(reasoning: &Tree<'_>) -> Option<Part> {
    if let Some(data) = reasoning.get("redactedContent") {
        let (origin, data) = origin::decode_redacted(data.as_str()?);
        return Some(Part::RedactedThinking { data, origin: Some(origin) });
    }
    let inner = reasoning.get("reasoningText")?;
    let text = inner.get("text").and_then(Tree::as_str).unwrap_or_default().to_owned();
    let (origin, signature) = origin::decode(inner.get("signature").and_then(Tree::as_str).unwrap_or_default());
    Some(Part::Thinking { text, signature: signature.map(str::to_owned), origin: Some(origin), extra: Extra::new() })
}

/// A part as a block of an answer; `None` for what has none. The answer's own members go along where `own`.
pub fn encode_answer(part: &Part, own: bool) -> Option<Value> {
    let none = Extra::new();
    let carried = |extra| if own { extra } else { &none };
    Some(match part {
        Part::Text { text, .. } if text.is_empty() => return None,
        Part::Text { text, extra } => with(json!({"text": text}), carried(extra)),
        Part::Refusal { text } => json!({"text": text}),
        Part::ToolCall { id, name, arguments, extra } => {
            let call = json!({"toolUseId": id, "name": name, "input": input(arguments)});
            json!({"toolUse": if own { with(call, extra) } else { with(call, &origin::of_call(extra)) }})
        }
        Part::Thinking { text, signature, origin, .. } => {
            let signature = origin::encode(*origin, signature.as_deref().unwrap_or_default());
            let mut inner = json!({"text": text});
            if !signature.is_empty() {
                inner["signature"] = json!(signature);
            }
            json!({"reasoningContent": {"reasoningText": inner}})
        }
        Part::RedactedThinking { data, origin } => json!({"reasoningContent": {"redactedContent": origin::encode_redacted(*origin, data)}}),
        Part::Raw { origin: Dialect::Bedrock, json } => json.clone(),
        Part::Image(image) => json!({"image": media::with_extra(media::encode_image(image).ok()?.inner, carried(&image.extra))}),
        Part::Audio(_) | Part::File(_) | Part::ToolResult { .. } | Part::Raw { .. } => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(list: &Value) -> Vec<Part> {
        content(Some(&list.into()), &|| "messages.0.content".to_owned()).expect("blocks")
    }

    #[test]
    fn every_kind_of_block_has_its_part() {
        let list = json!([
            {"text": "a"}, {"cachePoint": {"type": "default", "ttl": "1h"}},
            {"toolUse": {"toolUseId": "t", "name": "f", "input": {}, "type": "tool_use"}},
            {"toolResult": {"toolUseId": "t", "content": [{"json": {"a": 1}}, {"text": "b"}], "status": "error"}},
            {"reasoningContent": {"reasoningText": {"text": "hm", "signature": "gemini:xx"}}},
            {"reasoningContent": {"redactedContent": "AAAA"}},
            {"guardContent": {"text": {"text": "q"}}},
        ]);
        let parts = parts(&list);
        assert_eq!(parts[0], Part::Text { text: "a".into(), extra: Extra::from_iter([(MARK.into(), json!({"type": "ephemeral", "ttl": "1h"}))]) });
        assert_eq!(parts[1], Part::ToolCall { id: "t".into(), name: "f".into(), arguments: "{}".into(), extra: Extra::new() });
        assert!(matches!(&parts[2], Part::ToolResult { is_error: true, parts, .. } if *parts == [Part::text("{\"a\":1}"), Part::text("b")]));
        assert!(matches!(&parts[3], Part::Thinking { origin: Some(Dialect::Gemini), signature: Some(s), .. } if s == "xx"));
        assert!(matches!(&parts[4], Part::RedactedThinking { origin: Some(Dialect::Bedrock), .. }));
        assert!(matches!(&parts[5], Part::Raw { origin: Dialect::Bedrock, .. }));
        assert_eq!(parts.len(), 6);
    }

    #[test]
    fn says_what_was_expected_and_where() {
        let error = content(Some(&json!([{"text": "a"}, {"toolUse": {"toolUseId": 7}}]).into()), &|| "messages.1.content".to_owned());
        let error = error.expect_err("an id is a text");
        assert_eq!((error.path(), error.message()), (Some("messages.1.content.1.toolUse.toolUseId"), "expected a text, got a number"));
        assert!(content(Some(&json!("hi").into()), &String::new).is_err());
    }
}
