//! Embeddings, both ways: one content (`embedContent`) or a list of requests (`batchEmbedContents`).

use std::sync::Arc;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::usage::WireUsage;
use super::{answer, member, request};
use crate::error::{Class, Error, Result};
use crate::types::{Dialect, EmbedRequest, Encoding, Extra, Raw, Vectors};
use crate::wire::members::wrong;
use crate::wire::patch::write;
use crate::wire::{EncodeTarget, Encoded, Fields, Undo, lenient};

/// What a single request has beside its content.
const KNOWN: [&str; 3] = ["model", "content", "outputDimensionality"];

/// The door has put the address's `model` into the body; it is no part of it.
pub fn decode_request(mut body: Map<String, Value>) -> Result<EmbedRequest> {
    let model = match body.shift_remove("model") {
        Some(Value::String(model)) => model.strip_prefix("models/").map(str::to_owned).unwrap_or(model),
        _ => return Err(Error::invalid("the model is missing: name a route or `provider/model`").at("model")),
    };
    body.shift_remove("stream");
    let single = [Value::Object(body.clone())];
    let (list, place): (&[Value], _) = match member::get(&body, "requests") {
        Some(Value::Array(list)) if !list.is_empty() => (list, "requests."),
        Some(Value::Array(_)) => return Err(Error::invalid("`requests` must have at least one request").at("requests")),
        Some(other) => return Err(wrong("requests", "a list", other)),
        None => (&single, ""),
    };
    let mut inputs = Vec::with_capacity(list.len());
    let (mut dimensions, mut extra) = (None, Extra::new());
    for (i, entry) in list.iter().enumerate() {
        let path = if place.is_empty() { String::new() } else { format!("{place}{i}.") };
        let Value::Object(entry) = entry else { return Err(wrong(path.trim_end_matches('.'), "an object", entry)) };
        let Some(content) = member::object(entry, "content") else {
            return Err(wrong(&format!("{path}content"), "a content with `parts`", member::get(entry, "content").unwrap_or(&Value::Null)));
        };
        inputs.push(text_of(content, &path)?);
        let wanted = member::get(entry, "outputDimensionality");
        let wanted = wanted.map(|v| v.as_u64().ok_or_else(|| wrong(&format!("{path}outputDimensionality"), "a whole number", v))).transpose()?;
        dimensions = dimensions.or(wanted);
        extra.extend(member::others(entry, &KNOWN));
    }
    let raw = Some(Raw { dialect: Dialect::Gemini, data: Arc::new(body.into()) });
    Ok(EmbedRequest { model, inputs, dimensions, encoding: Encoding::Float, user: None, extra, raw })
}

fn text_of(content: &Map<String, Value>, path: &str) -> Result<Value> {
    let mut text = String::new();
    for (j, part) in member::list(content, "parts").iter().enumerate() {
        match part.as_object().and_then(|part| member::get(part, "text")) {
            Some(Value::String(piece)) => text.push_str(piece),
            // Only the same dialect carries it, and that sends the body on as it came.
            Some(other) => return Err(wrong(&format!("{path}content.parts.{j}.text"), "a text", other)),
            None => {}
        }
    }
    Ok(Value::String(text))
}

pub fn encode_request(request: &EmbedRequest, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Encoded> {
    let model = format!("models/{}", target.model.strip_prefix("models/").unwrap_or(target.model));
    let own = request.raw.as_ref().filter(|raw| raw.dialect == Dialect::Gemini);
    let body = match own {
        Some(raw) => {
            raw.data.keys().for_each(|member| fields.mapped(member));
            renamed(&raw.data, &model)
        }
        None => build(request, target, &model, fields)?,
    };
    let verb = if body.contains_key("requests") { ":batchEmbedContents" } else { ":embedContent" };
    let path = request::model_path(target.model) + verb;
    Ok(Encoded { path: path.into(), body: write(&body)?, headers: request::headers(), undo: Undo::default() })
}

/// Each request of a batch names the model of the address.
fn renamed(body: &Map<String, Value>, model: &str) -> Map<String, Value> {
    let mut body = body.clone();
    if let Some(Value::Array(list)) = body.get_mut("requests") {
        for entry in list.iter_mut().filter_map(Value::as_object_mut) {
            entry.insert("model".to_owned(), json!(model));
        }
    }
    body
}

fn build(request: &EmbedRequest, target: &EncodeTarget<'_>, model: &str, fields: &mut Fields) -> Result<Map<String, Value>> {
    let default = target.params.and_then(|params| params.get("dimensions")).and_then(Value::as_u64);
    let mut entries = Vec::with_capacity(request.inputs.len());
    for (i, input) in request.inputs.iter().enumerate() {
        let Value::String(text) = input else {
            let path = if request.inputs.len() == 1 { "input".to_owned() } else { format!("input.{i}") };
            return Err(Error::invalid("tokens of another vocabulary cannot be embedded here: send the text").at(path).reason("unsupported"));
        };
        let mut entry = Map::from_iter([("model".to_owned(), json!(model)), ("content".to_owned(), json!({"parts": [{"text": text}]}))]);
        if let Some(dimensions) = request.dimensions.or(default) {
            entry.insert("outputDimensionality".to_owned(), json!(dimensions));
        }
        if request.raw.is_none() {
            entry.extend(request.extra.clone());
        }
        entries.push(Value::Object(entry));
    }
    if request.raw.is_some() {
        fields.dropped.extend(request.extra.keys().cloned());
        fields.dropped.extend(request.user.is_some().then(|| "user".to_owned()));
    }
    fields.account(request.raw.as_ref());
    Ok(match (entries.len(), entries.pop()) {
        (1, Some(Value::Object(one))) => one,
        (_, last) => {
            entries.extend(last);
            Map::from_iter([("requests".to_owned(), Value::Array(entries))])
        }
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    embedding: Option<Embedding>,
    embeddings: Option<Vec<Embedding>>,
    usage_metadata: Option<WireUsage>,
}

#[derive(Deserialize)]
struct Embedding {
    #[serde(default)]
    values: Vec<f32>,
}

pub fn decode(body: Bytes) -> Result<Vectors> {
    let text = lenient::text(&body);
    let answer = serde_json::from_str::<Answer>(&text).ok().filter(|a| a.embedding.is_some() || a.embeddings.is_some());
    let Some(answer) = answer else {
        return Err(
            answer::error_in(&text).unwrap_or_else(|| Error::of(Class::Server, "the provider answered 200 with something that is no embedding"))
        );
    };
    drop(text);
    let vectors = answer.embeddings.unwrap_or_else(|| answer.embedding.into_iter().collect());
    Ok(Vectors {
        model: String::new(),
        vectors: vectors.into_iter().map(|e| e.values).collect(),
        usage: answer.usage_metadata.map(WireUsage::decode),
        encoding: Encoding::Float,
        extra: Extra::new(),
        raw: Some(Raw { dialect: Dialect::Gemini, data: Arc::new(body) }),
    })
}

pub fn encode(vectors: &Vectors) -> Bytes {
    if let Some(raw) = vectors.raw.as_ref().filter(|raw| raw.dialect == Dialect::Gemini) {
        return (*raw.data).clone();
    }
    let list: Vec<Value> = vectors.vectors.iter().map(|values| json!({ "values": values })).collect();
    let mut body = Map::new();
    // One vector answers `embedContent` or a batch of one, each of which looks for its own member.
    if let [one] = list.as_slice() {
        body.insert("embedding".to_owned(), one.clone());
    }
    body.insert("embeddings".to_owned(), Value::Array(list));
    if let Some(usage) = &vectors.usage {
        body.insert("usageMetadata".to_owned(), json!({"promptTokenCount": usage.input}));
    }
    Value::Object(body).to_string().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(value: Value) -> Map<String, Value> {
        if let Value::Object(object) = value { object } else { unreachable!("an object") }
    }

    fn sent(request: &EmbedRequest) -> (String, Value) {
        let encoded = encode_request(request, &EncodeTarget::named("gemini-embedding-001"), &mut Fields::default()).expect("it can be sent");
        (encoded.path.into_owned(), serde_json::from_slice(&encoded.body).expect("JSON"))
    }

    #[test]
    fn a_batch_goes_out_as_it_came_under_the_targets_model() {
        let entry = json!({"model": "models/route", "content": {"parts": [{"text": "a"}]}, "taskType": "RETRIEVAL_QUERY", "outputDimensionality": 8});
        let request = decode_request(object(json!({"model": "route", "requests": [entry]}))).expect("a request");
        assert_eq!((request.inputs.as_slice(), request.dimensions), (&[json!("a")][..], Some(8)));
        let (path, body) = sent(&request);
        assert_eq!(path, "/v1beta/models/gemini-embedding-001:batchEmbedContents");
        assert_eq!(
            (&body["requests"][0]["model"], &body["requests"][0]["taskType"]),
            (&json!("models/gemini-embedding-001"), &json!("RETRIEVAL_QUERY"))
        );
        let (path, body) = sent(&decode_request(object(json!({"model": "route", "content": {"parts": [{"text": "a"}]}}))).expect("a request"));
        assert_eq!((path.as_str(), body), ("/v1beta/models/gemini-embedding-001:embedContent", json!({"content": {"parts": [{"text": "a"}]}})));
    }

    #[test]
    fn texts_of_another_dialect_become_contents_and_tokens_are_refused() {
        let request = |inputs: Vec<Value>| EmbedRequest {
            model: "m".into(),
            inputs,
            dimensions: Some(4),
            encoding: Encoding::Float,
            user: Some("u".into()),
            extra: Extra::new(),
            raw: Some(Raw { dialect: Dialect::OpenaiChat, data: Arc::default() }),
        };
        let (path, body) = sent(&request(vec![json!("a"), json!("b")]));
        assert!(path.ends_with(":batchEmbedContents"));
        assert_eq!(
            body["requests"][1],
            json!({"model": "models/gemini-embedding-001", "content": {"parts": [{"text": "b"}]}, "outputDimensionality": 4})
        );
        let error = encode_request(&request(vec![json!([1, 2])]), &EncodeTarget::named("m"), &mut Fields::default()).err().expect("tokens");
        assert_eq!(error.path(), Some("input"));
    }

    #[test]
    fn vectors_come_back_in_both_forms() {
        let one = decode(Bytes::from_static(br#"{"embedding": {"values": [0.5, -1]}}"#)).expect("vectors");
        assert_eq!(one.vectors, [vec![0.5, -1.0]]);
        let many = decode(Bytes::from_static(br#"{"embeddings": [{"values": [1]}, {"values": [2]}]}"#)).expect("vectors");
        assert_eq!(many.vectors.len(), 2);
        let body: Value = serde_json::from_slice(&encode(&Vectors { raw: None, ..one })).expect("JSON");
        assert_eq!((&body["embedding"], &body["embeddings"][0]), (&json!({"values": [0.5, -1.0]}), &json!({"values": [0.5, -1.0]})));
        assert!(decode(Bytes::from_static(b"{}")).is_err());
    }
}
