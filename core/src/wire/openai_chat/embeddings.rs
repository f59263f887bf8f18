//! Embeddings, both ways: texts or token lists in, vectors out, as floats or as base64 of little-endian f32.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};
use serde_json::{Map, Value, json};

use super::request::write;
use super::response::is_error;
use super::usage::WireUsage;
use crate::error::{Class, Error, Result};
use crate::types::{Dialect, EmbedRequest, Encoding, Raw, Vectors};
use crate::wire::lenient::{self, Count, Word};
use crate::wire::members::{others, with, wrong};
use crate::wire::{EncodeTarget, Fields, errors};

pub fn decode_request(body: Map<String, Value>) -> Result<EmbedRequest> {
    let text = |member: &str| match body.get(member) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(other) => Err(wrong(member, "a text", other)),
    };
    let dimensions = match body.get("dimensions") {
        None | Some(Value::Null) => None,
        Some(value) => Some(value.as_u64().ok_or_else(|| wrong("dimensions", "a whole number", value))?),
    };
    Ok(EmbedRequest {
        model: text("model")?.ok_or_else(|| Error::invalid("`model` is missing: name a route or `provider/model`").at("model"))?,
        inputs: inputs(body.get("input").unwrap_or(&Value::Null))?,
        dimensions,
        encoding: match text("encoding_format")?.as_deref() {
            None | Some("float") => Encoding::Float,
            Some("base64") => Encoding::Base64,
            Some(other) => {
                return Err(Error::invalid(format!("`encoding_format` must be `float` or `base64`, it is `{other}`")).at("encoding_format"));
            }
        },
        user: text("user")?,
        extra: others(&body, &["model", "input", "dimensions", "encoding_format", "user"]),
        raw: Some(Raw { dialect: Dialect::OpenaiChat, data: Arc::new(body.into()) }),
    })
}

fn inputs(input: &Value) -> Result<Vec<Value>> {
    let expected = "a text, a list of texts, a list of token numbers or a list of such lists";
    let Value::Array(list) = input else {
        return if input.is_string() { Ok(vec![input.clone()]) } else { Err(wrong("input", expected, input)) };
    };
    if list.is_empty() {
        return Err(Error::invalid("`input` must have at least one text").at("input"));
    }
    if list.iter().all(Value::is_u64) {
        return Ok(vec![input.clone()]);
    }
    let is_input = |value: &Value| value.is_string() || value.as_array().is_some_and(|tokens| tokens.iter().all(Value::is_u64));
    match list.iter().position(|value| !is_input(value)) {
        None => Ok(list.clone()),
        Some(i) => Err(wrong(&format!("input.{i}"), "a text or a list of token numbers", &list[i])),
    }
}

pub fn encode_request(request: &EmbedRequest, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Bytes> {
    let own = request.raw.as_ref().filter(|raw| raw.dialect == Dialect::OpenaiChat);
    let mut body = match own {
        Some(raw) => (**raw.data).clone(),
        None => build(request, fields),
    };
    body.insert("model".to_owned(), json!(target.model));
    for (member, value) in target.params.into_iter().flatten() {
        if !matches!(member.as_str(), "model" | "input") && body.get(member).is_none_or(Value::is_null) {
            body.insert(member.clone(), value.clone());
        }
    }
    fields.account(request.raw.as_ref());
    write(&body)
}

fn build(request: &EmbedRequest, fields: &mut Fields) -> Map<String, Value> {
    let input = match request.inputs.as_slice() {
        [one] => one.clone(),
        many => json!(many),
    };
    let mut body = Map::from_iter([("model".to_owned(), json!(request.model)), ("input".to_owned(), input)]);
    if request.encoding == Encoding::Base64 {
        body.insert("encoding_format".to_owned(), json!("base64"));
    }
    if let Some(dimensions) = request.dimensions {
        body.insert("dimensions".to_owned(), json!(dimensions));
    }
    if let Some(user) = &request.user {
        body.insert("user".to_owned(), json!(user));
    }
    if request.raw.is_some() {
        fields.dropped.extend(request.extra.keys().cloned());
    } else {
        body.extend(request.extra.clone());
    }
    body
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(default, borrow)]
    model: Word<'a>,
    data: Option<Vec<Entry>>,
    usage: Option<WireUsage>,
    error: Option<Value>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    index: Count,
    embedding: Vector,
}

/// One vector, as it stood: the floats, or base64.
struct Vector {
    floats: Vec<f32>,
    encoding: Encoding,
}

impl<'de> Deserialize<'de> for Vector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct VectorVisitor;

        impl<'de> Visitor<'de> for VectorVisitor {
            type Value = Vector;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of numbers or base64 of little-endian f32")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Vector, E> {
                let bytes = STANDARD.decode(text).map_err(|_| E::custom("no base64"))?;
                let (floats, rest) = bytes.as_chunks::<4>();
                if !rest.is_empty() {
                    return Err(E::custom("base64 of no whole number of floats"));
                }
                Ok(Vector { floats: floats.iter().map(|f| f32::from_le_bytes(*f)).collect(), encoding: Encoding::Base64 })
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vector, A::Error> {
                let mut floats = Vec::with_capacity(seq.size_hint().unwrap_or(1536));
                while let Some(float) = seq.next_element()? {
                    floats.push(float);
                }
                Ok(Vector { floats, encoding: Encoding::Float })
            }
        }

        deserializer.deserialize_any(VectorVisitor)
    }
}

pub fn decode(body: Bytes) -> Result<Vectors> {
    let text = lenient::text(&body);
    let answer: Answer<'_> = serde_json::from_str(&text).map_err(|_| refused(&text))?;
    if is_error(answer.error.as_ref()) {
        return Err(refused(&text));
    }
    let Some(mut entries) = answer.data else { return Err(refused(&text)) };
    entries.sort_by_key(|entry| entry.index.0);
    let (model, usage) = (answer.model.into_string(), answer.usage.and_then(WireUsage::decode));
    let encoding = entries.first().map_or(Encoding::Float, |entry| entry.embedding.encoding);
    drop(text);
    Ok(Vectors {
        model,
        vectors: entries.into_iter().map(|entry| entry.embedding.floats).collect(),
        usage,
        encoding,
        extra: Map::new(),
        raw: Some(Raw { dialect: Dialect::OpenaiChat, data: Arc::new(body) }),
    })
}

/// An answer that is none: an error in a 200, or something else altogether.
fn refused(text: &str) -> Error {
    match lenient::repaired(text) {
        Some(tree) if is_error(tree.get("error")) => errors::from_body(&tree),
        _ => Error::of(Class::Server, "the provider answered 200 with something that is no list of embeddings"),
    }
}

pub fn encode(vectors: &Vectors) -> Bytes {
    if let Some(raw) = vectors.raw.as_ref().filter(|raw| raw.dialect == Dialect::OpenaiChat) {
        return (*raw.data).clone();
    }
    let data: Vec<Value> = vectors
        .vectors
        .iter()
        .enumerate()
        .map(|(index, vector)| json!({"object": "embedding", "index": index, "embedding": encode_vector(vector, vectors.encoding)}))
        .collect();
    let usage = vectors.usage.unwrap_or_default();
    let body = json!({
        "object": "list",
        "data": data,
        "model": vectors.model,
        "usage": {"prompt_tokens": usage.input, "total_tokens": usage.tokens()},
    });
    with(body, &vectors.extra).to_string().into()
}

fn encode_vector(vector: &[f32], encoding: Encoding) -> Value {
    match encoding {
        Encoding::Float => json!(vector),
        Encoding::Base64 => json!(STANDARD.encode(vector.iter().flat_map(|f| f.to_le_bytes()).collect::<Vec<u8>>())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(body: Value) -> Result<EmbedRequest> {
        let Value::Object(body) = body else { panic!("a body is an object") };
        decode_request(body)
    }

    fn sent(request: &EmbedRequest) -> Value {
        let target = EncodeTarget { first_party_openai: true, ..EncodeTarget::named("up") };
        serde_json::from_slice(&encode_request(request, &target, &mut Fields::default()).expect("it can be sent")).expect("JSON")
    }

    #[test]
    fn every_form_of_input_goes_out_as_it_came_and_can_be_rebuilt() {
        for input in [json!("a"), json!(["a", "b"]), json!([1, 2, 3]), json!([[1, 2], [3]])] {
            let body = json!({"model": "m", "input": input, "encoding_format": "base64", "dimensions": 8, "user": "u", "input_type": "query"});
            let mut expected = body.clone();
            expected["model"] = json!("up");
            let decoded = request(body).expect("a request");
            assert_eq!(sent(&decoded), expected);
            assert_eq!(sent(&EmbedRequest { raw: None, ..decoded }), expected);
        }
    }

    #[test]
    fn refuses_what_is_no_input_with_its_place() {
        for (input, path) in [(json!(7), "input"), (json!([]), "input"), (json!(["a", 7]), "input.1"), (Value::Null, "input")] {
            assert_eq!(request(json!({"model": "m", "input": input})).expect_err("no input").path(), Some(path));
        }
    }

    #[test]
    fn reads_floats_and_base64_in_the_order_of_the_index() {
        let body = json!({"data": [{"index": 1, "embedding": [0.5, -1]}, {"index": 0, "embedding": [2, 3.25]}], "usage": {"prompt_tokens": 8, "total_tokens": 8}});
        let floats = decode(body.to_string().into()).expect("vectors");
        assert_eq!(floats.vectors, [[2.0, 3.25], [0.5, -1.0]]);
        assert_eq!(floats.usage.map(|u| u.input), Some(8));

        let packed = Vectors { encoding: Encoding::Base64, raw: None, ..floats };
        let again = decode(encode(&packed)).expect("vectors");
        assert_eq!((again.vectors, again.encoding), (packed.vectors, Encoding::Base64));
    }

    #[test]
    fn the_same_dialect_gets_the_providers_bytes() {
        let body = Bytes::from_static(br#"{"data":[{"embedding":[0.10]}] }"#);
        assert_eq!(encode(&decode(body.clone()).expect("vectors")), body);
    }

    #[test]
    fn an_answer_without_vectors_is_a_fault_of_the_server() {
        for body in ["", "<html>", "{}", r#"{"data":[{"embedding":"AAA"}]}"#] {
            assert_eq!(decode(body.into()).expect_err(body).class(), Some(Class::Server));
        }
        let error = decode(r#"{"error":{"message":"no","type":"rate_limit_error"}}"#.into()).expect_err("an error in a 200");
        assert_eq!(error.class(), Some(Class::RateLimit));
    }
}
