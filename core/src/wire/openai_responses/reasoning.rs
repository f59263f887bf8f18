//! Reasoning items, both ways. What other providers thought rides in `encrypted_content` under a mark of ours, so that
//! it finds its way back to them and never to this wire's own provider, who could not read it.

use serde_json::{Map, Value, json};

use crate::id::random_id;
use crate::types::{Dialect, Extra, Members, Part, Tree};

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

/// An item of type `reasoning`. The signature of one that this wire's own provider sealed has the item's id in front,
/// under which alone it can be opened again.
pub fn decode(item: &Members<'_>) -> Part {
    let sealed = item.get("encrypted_content").and_then(Tree::as_str).filter(|s| !s.is_empty());
    let (text, id) = (text(item), item.get("id").and_then(Tree::as_str).unwrap_or_default());
    match sealed.map(|sealed| (sealed, marked(sealed))) {
        Some((_, Some((REDACTED, origin, data)))) => Part::RedactedThinking { data: data.to_owned(), origin },
        Some((_, Some((_, origin, signature)))) => {
            Part::Thinking { text, signature: (!signature.is_empty()).then(|| signature.to_owned()), origin, extra: Extra::new() }
        }
        Some((sealed, None)) => {
            Part::Thinking { text, signature: Some(format!("{id}#{sealed}")), origin: Some(Dialect::OpenaiResponses), extra: Extra::new() }
        }
        None => {
            let extra = item.get("id").map(|id| ("id".to_owned(), id.to_value())).into_iter().collect();
            Part::Thinking { text, signature: None, origin: Some(Dialect::OpenaiResponses), extra }
        }
    }
}

/// Raw thoughts and their summaries, one after the other.
fn text(item: &Members<'_>) -> String {
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

/// Is this an item that the provider of this wire could not read as it is?
pub fn is_foreign(item: &Value) -> bool {
    item.get("encrypted_content").is_some_and(is_marked)
}

/// The item as it goes back to this wire's own provider: one that was renewed gets its id back, what others thought is
/// left out.
pub fn returned(item: &Value) -> Option<Value> {
    match item.get("encrypted_content").and_then(Value::as_str).and_then(marked) {
        Some((THINKING, Some(Dialect::OpenaiResponses), signature)) => own_item(item.get("summary").cloned(), signature),
        Some(_) => None,
        None => Some(item.clone()),
    }
}

/// An item that this wire's own provider sealed.
fn own_item(summary: Option<Value>, signature: &str) -> Option<Value> {
    let (id, sealed) = signature.split_once('#')?;
    Some(json!({"id": id, "type": "reasoning", "summary": summary.unwrap_or_else(|| json!([])), "encrypted_content": sealed}))
}

/// Puts a kept item under a new id. What it was sealed under goes along.
pub fn renew(item: &mut Map<String, Value>) {
    let old = item.insert("id".to_owned(), json!(new_id()));
    if let Some(Value::String(sealed)) = item.get_mut("encrypted_content").filter(|sealed| !is_marked(sealed)) {
        let id = old.as_ref().and_then(Value::as_str).unwrap_or_default();
        *sealed = seal(Some(Dialect::OpenaiResponses), Some(&format!("{id}#{sealed}")));
    }
}

fn is_marked(sealed: &Value) -> bool {
    sealed.as_str().is_some_and(|text| text.starts_with(MARK))
}

pub fn new_id() -> String {
    random_id("rs_", 32)
}

/// The item of a thought: one that this wire's own provider wrote as it was, any other under our mark.
pub fn encode(part: &Part) -> Option<Value> {
    match part {
        Part::Thinking { text, signature, origin: Some(Dialect::OpenaiResponses), extra, .. } => {
            let own = signature.as_ref().and_then(|signature| own_item(Some(summary(text)), signature));
            let id = extra.get("id").and_then(Value::as_str).map_or_else(new_id, str::to_owned);
            Some(own.unwrap_or_else(|| item(&id, text, None)))
        }
        Part::Thinking { text, signature, origin, .. } => Some(item(&new_id(), text, Some(seal(*origin, signature.as_deref())))),
        Part::RedactedThinking { data, origin } => Some(item(&new_id(), "", Some(seal_redacted(*origin, data)))),
        _ => None,
    }
}

/// The part of a signature that the provider itself wrote.
pub fn own_seal(signature: &str) -> &str {
    signature.split_once('#').map_or(signature, |(_, sealed)| sealed)
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
    let mut item = json!({"id": id, "type": "reasoning", "summary": summary(text)});
    if let Some(sealed) = sealed {
        item["encrypted_content"] = json!(sealed);
    }
    item
}

fn summary(text: &str) -> Value {
    if text.is_empty() { json!([]) } else { json!([{"type": "summary_text", "text": text}]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(item: &Value) -> Part {
        decode(&item.as_object().expect("an item").into())
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
            assert_eq!((is_foreign(&item), returned(&item)), (true, None));
            assert_eq!(decoded(&item), thought);
        }
    }

    #[test]
    fn an_item_of_this_wire_comes_back_under_the_id_that_it_was_sealed_under() {
        let item = json!({"id": "rs_1", "type": "reasoning", "summary": [{"type": "summary_text", "text": "a"}], "encrypted_content": "gAAA"});
        let part = decoded(&item);
        assert!(matches!(&part, Part::Thinking { text, signature: Some(s), .. } if text == "a" && s == "rs_1#gAAA"));
        assert_eq!(encode(&part), Some(item.clone()));
        assert_eq!((is_foreign(&item), returned(&item)), (false, Some(item.clone())));

        let mut renewed = item.clone();
        renew(renewed.as_object_mut().expect("an item"));
        assert_ne!(renewed["id"], "rs_1");
        assert_eq!((is_foreign(&renewed), returned(&renewed)), (true, Some(item)));
        assert_eq!(decoded(&renewed), part);
    }

    #[test]
    fn several_texts_are_one_thought_in_paragraphs() {
        let item =
            json!({"id": "rs_1", "type": "reasoning", "summary": [{"type": "summary_text", "text": "a"}, {"type": "summary_text", "text": "b"}]});
        assert!(matches!(decoded(&item), Part::Thinking { text, signature: None, .. } if text == "a\n\nb"));
    }
}
