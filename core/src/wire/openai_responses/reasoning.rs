//! Reasoning items, both ways. What other providers thought rides in `encrypted_content` under a mark of ours, so that
//! it finds its way back to them and never to this wire's own provider, who could not read it.

use serde_json::{Map, Value, json};

use crate::id::random_id;
use crate::types::{Dialect, Extra, Part};
use crate::wire::members::others;

const MARK: &str = "polyroute.";
const THINKING: &str = "thinking";
const REDACTED: &str = "redacted";

const ORIGINS: [(Dialect, &str); 7] = [
    (Dialect::OpenaiChat, "openai_chat"),
    (Dialect::OpenaiResponses, "openai_responses"),
    (Dialect::Anthropic, "anthropic"),
    (Dialect::Gemini, "gemini"),
    (Dialect::Bedrock, "bedrock"),
    (Dialect::Cohere, "cohere"),
    (Dialect::Ollama, "ollama"),
];

/// An item of type `reasoning`.
pub fn decode(item: &Map<String, Value>) -> Part {
    let sealed = item.get("encrypted_content").and_then(Value::as_str).filter(|s| !s.is_empty());
    let text = text(item);
    match sealed.map(|sealed| (sealed, marked(sealed))) {
        Some((_, Some((REDACTED, origin, data)))) => Part::RedactedThinking { data: data.to_owned(), origin },
        Some((_, Some((_, origin, signature)))) => {
            Part::Thinking { text, signature: (!signature.is_empty()).then(|| signature.to_owned()), origin, extra: Extra::new() }
        }
        sealed => Part::Thinking {
            text,
            signature: sealed.map(|(sealed, _)| sealed.to_owned()),
            origin: Some(Dialect::OpenaiResponses),
            extra: others(item, &["type", "encrypted_content"]),
        },
    }
}

/// Raw thoughts and their summaries, one after the other.
fn text(item: &Map<String, Value>) -> String {
    let pieces = ["content", "summary"].into_iter().filter_map(|member| item.get(member)?.as_array()).flatten();
    let texts: Vec<&str> = pieces.filter_map(|piece| piece.get("text")?.as_str()).filter(|text| !text.is_empty()).collect();
    texts.join("\n\n")
}

/// Kind, origin and content of what bears our mark.
fn marked(sealed: &str) -> Option<(&str, Option<Dialect>, &str)> {
    let (kind, rest) = sealed.strip_prefix(MARK)?.split_once('.')?;
    let (origin, content) = rest.split_once('.')?;
    Some((kind, ORIGINS.iter().find(|(_, name)| *name == origin).map(|(dialect, _)| *dialect), content))
}

fn mark(kind: &str, origin: Option<Dialect>, content: &str) -> String {
    let name = ORIGINS.iter().find(|(dialect, _)| Some(*dialect) == origin).map_or("unknown", |(_, name)| name);
    format!("{MARK}{kind}.{name}.{content}")
}

/// Is this an item that no provider of this wire wrote?
pub fn is_foreign(item: &Value) -> bool {
    item.get("encrypted_content").and_then(Value::as_str).is_some_and(|sealed| sealed.starts_with(MARK))
}

/// An item whose id is no longer the one that its provider sealed it under.
pub fn renew(item: &mut Map<String, Value>) {
    item.insert("id".to_owned(), json!(new_id()));
    if let Some(Value::String(sealed)) = item.get_mut("encrypted_content").filter(|sealed| !is_marked(sealed)) {
        *sealed = mark(THINKING, Some(Dialect::OpenaiResponses), sealed);
    }
}

fn is_marked(sealed: &Value) -> bool {
    sealed.as_str().is_some_and(|text| text.starts_with(MARK))
}

pub fn new_id() -> String {
    random_id("rs_", 32)
}

/// The item of a thought, for a caller. One that this wire's own provider wrote keeps its members.
pub fn encode(part: &Part) -> Option<Value> {
    Some(match part {
        Part::Thinking { signature, origin: Some(Dialect::OpenaiResponses), extra, .. } if extra.contains_key("id") => {
            let mut item = Map::from_iter([("type".to_owned(), json!("reasoning"))]);
            item.extend(extra.clone());
            if let Some(signature) = signature {
                item.insert("encrypted_content".to_owned(), json!(signature));
            }
            Value::Object(item)
        }
        Part::Thinking { text, signature, origin, .. } => item(&new_id(), text, Some(seal(*origin, signature.as_deref()))),
        Part::RedactedThinking { data, origin } => item(&new_id(), "", Some(mark(REDACTED, *origin, data))),
        _ => return None,
    })
}

/// What stands as `encrypted_content` of a thought of that origin.
pub fn seal(origin: Option<Dialect>, signature: Option<&str>) -> String {
    mark(THINKING, origin, signature.unwrap_or_default())
}

pub fn seal_redacted(origin: Option<Dialect>, data: &str) -> String {
    mark(REDACTED, origin, data)
}

/// A whole item.
pub fn item(id: &str, text: &str, sealed: Option<String>) -> Value {
    let summary = if text.is_empty() { json!([]) } else { json!([{"type": "summary_text", "text": text}]) };
    let mut item = json!({"id": id, "type": "reasoning", "summary": summary});
    if let Some(sealed) = sealed {
        item["encrypted_content"] = json!(sealed);
    }
    item
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(item: &Value) -> Part {
        decode(item.as_object().expect("an item"))
    }

    #[test]
    fn thoughts_of_other_providers_find_their_way_back() {
        let thoughts = [
            Part::Thinking { text: "hm".into(), signature: Some("sig.1=".into()), origin: Some(Dialect::Anthropic), extra: Extra::new() },
            Part::Thinking { text: "hm".into(), signature: None, origin: Some(Dialect::OpenaiChat), extra: Extra::new() },
            Part::RedactedThinking { data: "x.y".into(), origin: Some(Dialect::Bedrock) },
        ];
        for thought in thoughts {
            let item = encode(&thought).expect("a thought");
            assert!(is_foreign(&item));
            assert_eq!(decoded(&item), thought);
        }
    }

    #[test]
    fn an_item_of_this_wire_keeps_its_members_until_its_id_is_renewed() {
        let item = json!({"type": "reasoning", "id": "rs_1", "summary": [{"type": "summary_text", "text": "a"}, {"type": "summary_text", "text": "b"}],
                          "encrypted_content": "gAAA"});
        let part = decoded(&item);
        assert!(matches!(&part, Part::Thinking { text, signature: Some(s), .. } if text == "a\n\nb" && s == "gAAA"));
        assert_eq!(encode(&part), Some(item.clone()));
        assert!(!is_foreign(&item));

        let mut renewed = item.as_object().cloned().expect("an item");
        renew(&mut renewed);
        assert_ne!(renewed["id"], "rs_1");
        assert!(is_foreign(&Value::Object(renewed)));
    }
}
