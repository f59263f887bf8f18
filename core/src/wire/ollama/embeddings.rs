//! Embeddings, both ways: a text or a list of texts in, a list of vectors out.

use std::sync::Arc;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::error::{Class, Error, Result};
use crate::types::{Dialect, EmbedRequest, Encoding, Extra, Raw, Usage, Vectors};
use crate::wire::lenient::{self, Count, Word};
use crate::wire::members::{others, text, whole, wrong};
use crate::wire::patch::{Patch, write};
use crate::wire::{EncodeTarget, Fields, errors};

/// What a caller of another dialect may write for this one.
const NATIVE: [&str; 3] = ["truncate", "options", "keep_alive"];

pub fn decode_request(mut body: Map<String, Value>) -> Result<EmbedRequest> {
    // It does not stream, though clients may say that it shall not.
    body.shift_remove("stream");
    let inputs = match body.get("input") {
        Some(Value::String(_)) => vec![body["input"].clone()],
        Some(Value::Array(list)) if list.is_empty() => return Err(Error::invalid("`input` must have at least one text").at("input")),
        Some(Value::Array(list)) => match list.iter().position(|input| !input.is_string()) {
            None => list.clone(),
            Some(i) => return Err(wrong(&format!("input.{i}"), "a text", &list[i])),
        },
        other => return Err(wrong("input", "a text or a list of texts", other.unwrap_or(&Value::Null))),
    };
    Ok(EmbedRequest {
        model: text(&body, "model")?.ok_or_else(|| Error::invalid("`model` is missing: name a route or `provider/model`").at("model"))?,
        inputs,
        dimensions: whole(&body, "dimensions")?,
        encoding: Encoding::Float,
        user: None,
        extra: others(&body, &["model", "input", "dimensions"]).into_iter().filter(|(_, value)| !value.is_null()).collect(),
        raw: Some(Raw { dialect: Dialect::Ollama, data: Arc::new(body.into()) }),
    })
}

pub fn encode_request(request: &EmbedRequest, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Bytes> {
    let built;
    let body = if let Some(raw) = request.raw.as_ref().filter(|raw| raw.dialect == Dialect::Ollama) {
        raw.data.keys().for_each(|member| fields.mapped(member));
        &*raw.data
    } else {
        built = build(request, fields)?.into();
        &built
    };
    let mut patch = Patch::new(body);
    patch.set("model", json!(target.model));
    for (member, value) in target.params.into_iter().flatten() {
        if !matches!(member.as_str(), "model" | "input") && body.get(member).is_none_or(Value::is_null) {
            patch.set(member, value.clone());
        }
    }
    write(&patch)
}

fn build(request: &EmbedRequest, fields: &mut Fields) -> Result<Map<String, Value>> {
    if let Some(i) = request.inputs.iter().position(|input| !input.is_string()) {
        let path = if request.inputs.len() == 1 { "input".to_owned() } else { format!("input.{i}") };
        return Err(Error::invalid("only texts can be embedded here, no tokens of another vocabulary").at(path).reason("unsupported"));
    }
    let mut body = Map::from_iter([("model".to_owned(), json!(request.model)), ("input".to_owned(), json!(request.inputs))]);
    body.extend(request.dimensions.map(|dimensions| ("dimensions".to_owned(), json!(dimensions))));
    for (key, value) in &request.extra {
        if request.raw.is_none() || NATIVE.contains(&key.as_str()) && !value.is_string() {
            body.insert(key.clone(), value.clone());
        } else {
            fields.dropped.push(key.clone());
        }
    }
    fields.dropped.extend(request.user.is_some().then(|| "user".to_owned()));
    fields.account(request.raw.as_ref());
    Ok(body)
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(default, borrow)]
    model: Word<'a>,
    embeddings: Option<Vec<Vec<f32>>>,
    #[serde(default)]
    prompt_eval_count: Count,
}

pub fn decode(body: Bytes) -> Result<Vectors> {
    let text = lenient::text(&body);
    let answer = serde_json::from_str::<Answer<'_>>(&text).ok().filter(|answer| answer.embeddings.is_some());
    let Some(Answer { model, embeddings: Some(vectors), prompt_eval_count }) = answer else { return Err(refused(&text)) };
    let (model, usage) = (model.into_string(), prompt_eval_count.0.map(|input| Usage { input, ..Usage::default() }));
    drop(text);
    let raw = Some(Raw { dialect: Dialect::Ollama, data: Arc::new(body) });
    Ok(Vectors { model, vectors, usage, encoding: Encoding::Float, extra: Extra::new(), raw })
}

fn refused(text: &str) -> Error {
    match lenient::repaired(text) {
        Some(tree) if tree.get("error").is_some_and(|error| !error.is_null()) => errors::from_body(&tree),
        _ => Error::of(Class::Server, "the provider answered 200 with something that is no list of embeddings"),
    }
}

pub fn encode(vectors: &Vectors) -> Bytes {
    if let Some(raw) = vectors.raw.as_ref().filter(|raw| raw.dialect == Dialect::Ollama) {
        return (*raw.data).clone();
    }
    let mut body = json!({"model": vectors.model, "embeddings": vectors.vectors});
    if let Some(usage) = &vectors.usage {
        body["prompt_eval_count"] = json!(usage.input);
    }
    body.to_string().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(body: &Value) -> Result<EmbedRequest> {
        decode_request(body.as_object().expect("an object").clone())
    }

    fn sent(request: &EmbedRequest) -> Value {
        serde_json::from_slice(&encode_request(request, &EncodeTarget::named("up"), &mut Fields::default()).expect("it can be sent")).expect("JSON")
    }

    #[test]
    fn a_request_goes_out_as_it_came_and_can_be_rebuilt() {
        let body = json!({"model": "m", "input": ["a", "b"], "dimensions": 8, "truncate": false, "options": {"num_ctx": 512}});
        let mut expected = body.clone();
        expected["model"] = json!("up");
        let decoded = request(&body).expect("a request");
        assert_eq!(sent(&decoded), expected);
        assert_eq!(sent(&EmbedRequest { raw: None, ..decoded }), expected);
        for (input, path) in [(json!(7), "input"), (json!([]), "input"), (json!(["a", 7]), "input.1")] {
            assert_eq!(request(&json!({"model": "m", "input": input})).expect_err("no input").path(), Some(path));
        }
    }

    #[test]
    fn vectors_come_back_and_other_answers_are_faults() {
        let body = Bytes::from_static(br#"{"model":"m","embeddings":[[0.5,-1]],"prompt_eval_count":8, "total_duration":1}"#);
        let vectors = decode(body.clone()).expect("vectors");
        assert_eq!((vectors.vectors.clone(), vectors.usage.map(|u| u.input)), (vec![vec![0.5, -1.0]], Some(8)));
        assert_eq!(encode(&vectors), body);
        let again: Value = serde_json::from_slice(&encode(&Vectors { raw: None, ..vectors })).expect("JSON");
        assert_eq!(again, json!({"model": "m", "embeddings": [[0.5, -1.0]], "prompt_eval_count": 8}));
        assert_eq!(decode("{}".into()).expect_err("nothing").class(), Some(Class::Server));
        assert_eq!(
            decode(r#"{"error":"this model does not support embeddings"}"#.into()).expect_err("no").message(),
            "this model does not support embeddings"
        );
    }
}
