//! Embeddings, both ways: texts in, vectors by their type out.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::usage::WireUsage;
use crate::error::{Class, Error, Result};
use crate::id::random_id;
use crate::types::{Dialect, EmbedRequest, Encoding, Extra, Raw, Vectors};
use crate::wire::lenient;
use crate::wire::members::{list, others, text, whole, wrong};
use crate::wire::patch::{Patch, write};
use crate::wire::{EncodeTarget, Fields, errors, id_prefix};

/// What a text is for where the caller of another dialect did not say: it is kept to be found.
const USUAL_INPUT: &str = "search_document";
/// Other dialects say what a vector is for in this member, if at all.
const INPUT_TYPE: &str = "input_type";
const KNOWN: [&str; 6] = ["model", "texts", "images", "inputs", "output_dimension", "embedding_types"];

pub fn decode_request(body: Map<String, Value>) -> Result<EmbedRequest> {
    let mut inputs = Vec::new();
    for (i, value) in list(&body, "texts")?.iter().enumerate() {
        inputs.push(if value.is_string() { value.clone() } else { return Err(wrong(&format!("texts.{i}"), "a text", value)) });
    }
    // Pictures, and mixtures of them with texts: only this dialect's own can take them.
    inputs.extend(list(&body, "images")?.iter().map(|image| json!({"image": image})));
    inputs.extend(list(&body, "inputs")?.iter().map(|input| only_text(input).unwrap_or_else(|| input.clone())));
    if inputs.is_empty() {
        return Err(Error::invalid("there must be at least one of `texts`, `images` or `inputs`").at("texts"));
    }
    let types: Vec<&str> = list(&body, "embedding_types")?.iter().filter_map(Value::as_str).collect();
    Ok(EmbedRequest {
        model: text(&body, "model")?.ok_or_else(|| Error::invalid("`model` is missing: name a route or `provider/model`").at("model"))?,
        inputs,
        dimensions: whole(&body, "output_dimension")?,
        encoding: if types == ["base64"] { Encoding::Base64 } else { Encoding::Float },
        user: None,
        extra: others(&body, &KNOWN).into_iter().filter(|(_, value)| !value.is_null()).collect(),
        raw: Some(Raw { dialect: Dialect::Cohere, data: Arc::new(body.into()) }),
    })
}

/// An input of one text block is that text.
fn only_text(input: &Value) -> Option<Value> {
    match input.get("content")?.as_array()?.as_slice() {
        [only] if only["type"] == "text" => only.get("text").filter(|text| text.is_string()).cloned(),
        _ => None,
    }
}

pub fn encode_request(request: &EmbedRequest, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Bytes> {
    if let Some(raw) = request.raw.as_ref().filter(|raw| raw.dialect == Dialect::Cohere) {
        raw.data.keys().for_each(|member| fields.mapped(member));
        let mut patch = Patch::new(&raw.data);
        patch.set("model", json!(target.model));
        for (member, value) in target.params.into_iter().flatten() {
            if member != "model" && raw.data.get(member).is_none_or(Value::is_null) {
                patch.set(member, value.clone());
            }
        }
        return write(&patch);
    }
    write(&build(request, target, fields)?)
}

fn build(request: &EmbedRequest, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Map<String, Value>> {
    let of_target = |member: &str| target.params.and_then(|params| params.get(member));
    if let Some((i, input)) = request.inputs.iter().enumerate().find(|(_, input)| !input.is_string()) {
        let path = if request.inputs.len() == 1 { "input".to_owned() } else { format!("input.{i}") };
        let words =
            if input.is_array() { "tokens of another vocabulary cannot be embedded here: send the text" } else { "only texts can be embedded here" };
        return Err(Error::invalid(words).at(path).reason("unsupported"));
    }
    let input_type = request.extra.get(INPUT_TYPE).or_else(|| of_target(INPUT_TYPE)).cloned().unwrap_or_else(|| json!(USUAL_INPUT));
    let mut body = Map::from_iter([
        ("model".to_owned(), json!(target.model)),
        ("texts".to_owned(), json!(request.inputs)),
        (INPUT_TYPE.to_owned(), input_type),
        ("embedding_types".to_owned(), json!(["float"])),
    ]);
    let default = of_target("dimensions").or_else(|| of_target("output_dimension")).and_then(Value::as_u64);
    if let Some(dimensions) = request.dimensions.or(default) {
        body.insert("output_dimension".to_owned(), json!(dimensions));
    }
    if request.raw.is_none() {
        body.extend(request.extra.clone());
    } else {
        for (key, value) in &request.extra {
            match key.as_str() {
                INPUT_TYPE => {}
                "truncate" if value.is_string() => drop(body.insert(key.clone(), value.clone())),
                "truncate" => drop(body.insert(key.clone(), json!(if *value == Value::Bool(false) { "NONE" } else { "END" }))),
                _ => fields.dropped.push(key.clone()),
            }
        }
        fields.dropped.extend(request.user.is_some().then(|| "user".to_owned()));
    }
    fields.account(request.raw.as_ref());
    Ok(body)
}

#[derive(Deserialize)]
struct Answer {
    embeddings: Option<ByType>,
    meta: Option<Meta>,
}

/// By type, or the bare list of older servers.
#[derive(Deserialize)]
#[serde(untagged)]
enum ByType {
    Types {
        float: Option<Vec<Vec<f32>>>,
        base64: Option<Vec<String>>,
        #[serde(flatten)]
        others: Extra,
    },
    Floats(Vec<Vec<f32>>),
}

#[derive(Deserialize)]
struct Meta {
    #[serde(flatten)]
    usage: WireUsage,
}

pub fn decode(body: Bytes) -> Result<Vectors> {
    let text = lenient::text(&body);
    let answer: Answer = serde_json::from_str(&text).map_err(|_| refused(&text))?;
    let vectors = match answer.embeddings {
        Some(ByType::Floats(floats) | ByType::Types { float: Some(floats), .. }) => floats,
        Some(ByType::Types { base64: Some(texts), .. }) => {
            texts.iter().map(|text| unpacked(text)).collect::<Option<_>>().ok_or_else(|| refused(""))?
        }
        // Other types are the caller's own, who gets the bytes.
        Some(ByType::Types { others, .. }) if !others.is_empty() => Vec::new(),
        _ => return Err(refused(&text)),
    };
    drop(text);
    Ok(Vectors {
        model: String::new(),
        vectors,
        usage: answer.meta.map(|meta| meta.usage.decode()),
        encoding: Encoding::Float,
        extra: Extra::new(),
        raw: Some(Raw { dialect: Dialect::Cohere, data: Arc::new(body) }),
    })
}

fn unpacked(text: &str) -> Option<Vec<f32>> {
    let bytes = STANDARD.decode(text).ok()?;
    let (floats, rest) = bytes.as_chunks::<4>();
    rest.is_empty().then(|| floats.iter().map(|f| f32::from_le_bytes(*f)).collect())
}

fn refused(text: &str) -> Error {
    match lenient::repaired(text) {
        Some(tree) if tree.get("message").is_some_and(Value::is_string) => errors::from_body(&tree),
        _ => Error::of(Class::Server, "the provider answered 200 with something that is no list of embeddings"),
    }
}

pub fn encode(vectors: &Vectors) -> Bytes {
    if let Some(raw) = vectors.raw.as_ref().filter(|raw| raw.dialect == Dialect::Cohere) {
        return (*raw.data).clone();
    }
    let embeddings = match vectors.encoding {
        Encoding::Float => json!({"float": vectors.vectors}),
        Encoding::Base64 => {
            let packed = |vector: &Vec<f32>| STANDARD.encode(vector.iter().flat_map(|f| f.to_le_bytes()).collect::<Vec<u8>>());
            json!({"base64": vectors.vectors.iter().map(packed).collect::<Vec<_>>()})
        }
    };
    let mut meta = json!({"api_version": {"version": "2"}});
    if let Some(usage) = &vectors.usage {
        meta["billed_units"] = json!({"input_tokens": usage.charged().input});
    }
    let id = random_id(id_prefix(Dialect::Cohere), 36);
    json!({"id": id, "embeddings": embeddings, "meta": meta, "response_type": "embeddings_by_type"}).to_string().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(body: &Value) -> Result<EmbedRequest> {
        decode_request(body.as_object().expect("an object").clone())
    }

    fn sent(request: &EmbedRequest) -> Result<Value> {
        let body = encode_request(request, &EncodeTarget::named("embed-v4.0"), &mut Fields::default())?;
        Ok(serde_json::from_slice(&body).expect("JSON"))
    }

    #[test]
    fn a_request_goes_out_as_it_came_and_texts_of_others_get_a_purpose() {
        let body = json!({"model": "embed-v4.0", "texts": ["a"], "images": ["data:image/png;base64,AAAA"], "input_type": "image", "embedding_types": ["int8"], "x": 1});
        let decoded = request(&body).expect("a request");
        assert_eq!((sent(&decoded).expect("it can be sent"), decoded.inputs.len()), (body, 2));
        let foreign = |inputs: Vec<Value>, extra: Extra| {
            let raw = Some(Raw { dialect: Dialect::OpenaiChat, data: Arc::default() });
            sent(&EmbedRequest { model: "m".into(), inputs, dimensions: Some(256), encoding: Encoding::Base64, user: None, extra, raw })
        };
        let expected =
            json!({"model": "embed-v4.0", "texts": ["a"], "input_type": "search_document", "embedding_types": ["float"], "output_dimension": 256});
        assert_eq!(foreign(vec![json!("a")], Extra::new()).expect("it can be sent"), expected);
        let asked = foreign(vec![json!("a")], Extra::from_iter([("input_type".into(), json!("search_query"))])).expect("it can be sent");
        assert_eq!(asked["input_type"], "search_query");
        assert_eq!(foreign(vec![json!([1, 2])], Extra::new()).expect_err("tokens").path(), Some("input"));
        assert_eq!(request(&json!({"model": "m", "input_type": "x"})).expect_err("nothing").path(), Some("texts"));
    }

    #[test]
    fn vectors_are_read_by_type_and_billed_by_units() {
        let body = Bytes::from_static(
            br#"{"id":"e","texts":["a"],"embeddings":{"float":[[0.5,-1]]},"meta":{"api_version":{"version":"2"},"billed_units":{"input_tokens":10}}}"#,
        );
        let vectors = decode(body.clone()).expect("vectors");
        assert_eq!((vectors.vectors.clone(), vectors.usage.map(|u| u.charged().input)), (vec![vec![0.5, -1.0]], Some(10)));
        assert_eq!(encode(&vectors), body);
        let packed = encode(&Vectors { raw: None, encoding: Encoding::Base64, ..vectors });
        assert_eq!(decode(packed).expect("vectors").vectors, [vec![0.5, -1.0]]);
        assert!(decode(Bytes::from_static(br#"{"embeddings":{"int8":[[1,2]]}}"#)).expect("the caller's own type").vectors.is_empty());
        assert_eq!(decode("{}".into()).expect_err("nothing").class(), Some(Class::Server));
        assert_eq!(decode(r#"{"message":"no"}"#.into()).expect_err("an error").message(), "no");
    }
}
