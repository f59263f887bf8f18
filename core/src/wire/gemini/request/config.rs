//! What steers the answer: `generationConfig` and its neighbours ↔ parameters.

use serde_json::{Map, Value, json};

use super::super::{member, schema};
use super::decode::wrong;
use crate::error::Result;
use crate::types::{Request, ResponseFormat};

/// Members of `generationConfig` that have a canonical place.
const KNOWN: [&str; 15] = [
    "maxOutputTokens",
    "temperature",
    "topP",
    "topK",
    "candidateCount",
    "stopSequences",
    "seed",
    "presencePenalty",
    "frequencyPenalty",
    "responseLogprobs",
    "logprobs",
    "responseMimeType",
    "responseJsonSchema",
    "responseSchema",
    "thinkingConfig",
];
/// What the canonical request cannot say of `generationConfig`, kept under this name in `extra`.
pub const REST: &str = "generationConfig";

pub fn decode(body: &Map<String, Value>, request: &mut Request) -> Result<()> {
    request.params.service_tier = member::text(body, "serviceTier").map(str::to_owned);
    let Some(config) = member::get(body, "generationConfig") else { return Ok(()) };
    let Value::Object(config) = config else { return Err(wrong("generationConfig", "an object", config)) };
    let number = |name: &str| read(config, name, "a number", Value::as_f64);
    let whole = |name: &str| {
        read(config, name, "a whole number that is not negative", |v| {
            v.as_u64().or_else(|| v.as_f64().filter(|f| *f >= 0.0 && f.fract() == 0.0).map(|f| f as u64))
        })
    };
    let p = &mut request.params;
    p.max_tokens = whole("maxOutputTokens")?;
    p.temperature = number("temperature")?;
    p.top_p = number("topP")?;
    p.top_k = whole("topK")?;
    p.n = whole("candidateCount")?;
    p.seed = read(config, "seed", "a whole number", Value::as_i64)?;
    p.presence_penalty = number("presencePenalty")?;
    p.frequency_penalty = number("frequencyPenalty")?;
    p.logprobs = read(config, "responseLogprobs", "true or false", Value::as_bool)?;
    p.top_logprobs = whole("logprobs")?;
    for (i, stop) in member::list(config, "stopSequences").iter().enumerate() {
        let text = stop.as_str().ok_or_else(|| wrong(&format!("generationConfig.stopSequences.{i}"), "a text", stop))?;
        p.stop.push(text.to_owned());
    }
    p.response_format = response_format(config)?;
    let mut rest = member::others(config, &KNOWN);
    if let Some(thinking) = member::object(config, "thinkingConfig") {
        let kept = super::thinking::decode(thinking, p)?;
        if !kept.is_empty() {
            rest.insert("thinkingConfig".to_owned(), Value::Object(kept));
        }
    }
    rest.retain(|_, value| !value.is_null());
    if !rest.is_empty() {
        request.extra.insert(REST.to_owned(), Value::Object(rest));
    }
    Ok(())
}

fn read<T>(config: &Map<String, Value>, name: &str, expected: &str, read: impl Fn(&Value) -> Option<T>) -> Result<Option<T>> {
    let value = member::get(config, name);
    value.map(|v| read(v).ok_or_else(|| wrong(&format!("generationConfig.{name}"), expected, v))).transpose()
}

fn response_format(config: &Map<String, Value>) -> Result<Option<ResponseFormat>> {
    let mime = read(config, "responseMimeType", "a text", |v| v.as_str().map(str::to_owned))?;
    let json_schema = member::get(config, "responseJsonSchema").cloned();
    let schema = json_schema.or_else(|| member::get(config, "responseSchema").map(schema::to_json_schema));
    Ok(match (mime.as_deref(), schema) {
        (None | Some("application/json" | ""), Some(schema)) => Some(ResponseFormat::JsonSchema { name: None, description: None, schema, strict: None }),
        (Some("application/json"), None) => Some(ResponseFormat::JsonObject),
        (Some("text/plain"), None) => Some(ResponseFormat::Text),
        (None | Some(""), None) => None,
        (Some(mime), Some(schema)) => Some(ResponseFormat::Other(json!({"responseMimeType": mime, "responseJsonSchema": schema}))),
        (Some(mime), None) => Some(ResponseFormat::Other(json!({"responseMimeType": mime}))),
    })
}
