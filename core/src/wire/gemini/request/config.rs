//! What steers the answer: `generationConfig` and its neighbours ↔ parameters.

use serde_json::{Value, json};

use super::super::{member, schema};
use super::encode::Builder;
use crate::error::Result;
use crate::types::{Members, Params, Request, ResponseFormat, Tree};
use crate::wire::members::{Object, wrong};

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
/// What the canonical request cannot say of `generationConfig` stands in `extra` under names that begin so.
pub const REST: &str = "generationConfig.";

pub fn decode(body: &Members<'_>, request: &mut Request) -> Result<()> {
    request.params.service_tier = member::text(body, "serviceTier").map(str::to_owned);
    let Some(config) = member::get(body, "generationConfig") else { return Ok(()) };
    let Tree::Object(config) = config else { return Err(wrong("generationConfig", "an object", config)) };
    let number = |name: &str| read(config, name, "a number", Tree::as_f64);
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
    p.seed = read(config, "seed", "a whole number", Tree::as_i64)?;
    p.presence_penalty = number("presencePenalty")?;
    p.frequency_penalty = number("frequencyPenalty")?;
    p.logprobs = read(config, "responseLogprobs", "true or false", Tree::as_bool)?;
    p.top_logprobs = whole("logprobs")?;
    for (i, stop) in member::list(config, "stopSequences").iter().enumerate() {
        let text = stop.as_str().ok_or_else(|| wrong(&format!("generationConfig.stopSequences.{i}"), "a text", stop))?;
        p.stop.push(text.to_owned());
    }
    p.response_format = response_format(config)?;
    let mut rest = member::others(config, &KNOWN);
    if let Some(thinking) = member::object(config, "thinkingConfig") {
        rest.extend(super::thinking::decode(thinking, p)?);
    }
    request.extra.extend(rest.into_iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (format!("{REST}{key}"), value)));
    Ok(())
}

fn read<O: Object, T>(config: &O, name: &str, expected: &str, read: impl Fn(&O::Json) -> Option<T>) -> Result<Option<T>> {
    let value = member::get(config, name);
    value.map(|v| read(v).ok_or_else(|| wrong(&format!("generationConfig.{name}"), expected, v))).transpose()
}

fn response_format(config: &Members<'_>) -> Result<Option<ResponseFormat>> {
    let mime = read(config, "responseMimeType", "a text", |v| v.as_str().map(str::to_owned))?;
    let json_schema = member::get(config, "responseJsonSchema").map(Tree::to_value);
    let schema = json_schema.or_else(|| member::get(config, "responseSchema").map(|schema| schema::to_json_schema(schema).to_value()));
    Ok(match (mime.as_deref(), schema) {
        (None | Some("application/json" | ""), Some(schema)) => {
            Some(ResponseFormat::JsonSchema { name: None, description: None, schema, strict: None })
        }
        (Some("application/json"), None) => Some(ResponseFormat::JsonObject),
        (Some("text/plain"), None) => Some(ResponseFormat::Text),
        (None | Some(""), None) => None,
        (Some(mime), Some(schema)) => Some(ResponseFormat::Other(json!({"responseMimeType": mime, "responseJsonSchema": schema}))),
        (Some(mime), None) => Some(ResponseFormat::Other(json!({"responseMimeType": mime}))),
    })
}

/// The most stop texts and answers that the API takes.
const MOST_STOPS: usize = 5;
const MOST_ANSWERS: u64 = 8;

/// Parameters → `generationConfig`. Stop texts that are too many go to `undo`: the answer is cut there.
pub fn encode<'a>(builder: &mut Builder<'_>, params: &Params) -> Result<Members<'a>> {
    let mut config = Members::default();
    let mut set = |name: &'static str, value: Option<Tree<'a>>| config.add_some(name, value);
    let (target, paths) = (builder.target, builder.paths);
    let most = target.facts.max_output.unwrap_or(u64::MAX);
    if params.max_tokens.is_some_and(|n| n > most) {
        builder.fields.emulated.push(paths.param("max_tokens").to_owned());
    }
    set("maxOutputTokens", params.max_tokens.map(|n| n.min(most).into()));
    if params.temperature.is_some_and(|t| t > 2.0) {
        builder.fields.emulated.push(paths.param("temperature").to_owned());
    }
    set("temperature", params.temperature.map(|t| whole_if_so(t.min(2.0))));
    set("topP", params.top_p.map(Tree::from));
    set("topK", params.top_k.map(Tree::from));
    set("presencePenalty", params.presence_penalty.map(Tree::from));
    set("frequencyPenalty", params.frequency_penalty.map(Tree::from));
    match params.seed {
        Some(seed) if i32::try_from(seed).is_err() => builder.fields.dropped.push(paths.param("seed").to_owned()),
        seed => set("seed", seed.map(Tree::from)),
    }
    if params.n.is_some_and(|n| n > MOST_ANSWERS) {
        builder.unsupported(paths.param("n"), "more than 8 answers at once")?;
    } else {
        set("candidateCount", params.n.filter(|n| *n != 1).map(Tree::from));
    }
    if params.logprobs == Some(true) || builder.own && params.logprobs.is_some() {
        set("responseLogprobs", params.logprobs.map(Tree::from));
    }
    set("logprobs", params.top_logprobs.map(Tree::from));
    let stops: Vec<&String> = params.stop.iter().filter(|s| !s.is_empty()).collect();
    let (sent, cut) = stops.split_at(stops.len().min(MOST_STOPS));
    set("stopSequences", (!sent.is_empty()).then(|| sent.iter().map(|s| (*s).clone()).collect::<Vec<_>>().into()));
    if !cut.is_empty() {
        builder.undo.stop = cut.iter().map(|s| (*s).clone()).collect();
        builder.fields.emulated.push(paths.param("stop").to_owned());
    }
    if let Some(thinking) = super::thinking::encode(builder, params)? {
        config.add("thinkingConfig", thinking);
    }
    Ok(config)
}

/// `0` rather than `0.0`, as callers write it.
fn whole_if_so<'a>(number: f64) -> Tree<'a> {
    if number.fract() == 0.0 && number.abs() < 1e9 { (number as i64).into() } else { number.into() }
}

/// The form of the answer. Models before Gemini 3 refuse a form beside functions: there it is asked for in words, and checked.
pub fn encode_format(builder: &mut Builder<'_>, params: &Params, has_functions: bool, config: &mut Members<'_>) -> Result<()> {
    let in_words = has_functions && super::thinking::is_older(builder.target.model);
    let name = builder.paths.param("response_format");
    let mut set = |mime: &str, schema: Option<&Value>| {
        config.insert("responseMimeType", mime.to_owned().into());
        config.add_some("responseJsonSchema", schema.cloned());
    };
    match &params.response_format {
        None => {}
        Some(ResponseFormat::Text) if has_functions => {}
        Some(ResponseFormat::Text) => set("text/plain", None),
        Some(ResponseFormat::JsonObject) if in_words => builder.ask_for_json(name, Value::Bool(true)),
        Some(ResponseFormat::JsonObject) => set("application/json", None),
        Some(ResponseFormat::JsonSchema { schema, description, .. }) => {
            if in_words {
                builder.ask_for_json(name, schema.clone());
            } else {
                set("application/json", Some(schema));
            }
            if description.is_some() {
                builder.fields.dropped.push(format!("{name}.json_schema.description"));
            }
        }
        Some(ResponseFormat::Other(Value::Object(own))) if builder.own => config.extend(Members::from(own.clone())),
        Some(ResponseFormat::Other(_)) => builder.unsupported(name, "this form of an answer")?,
    }
    Ok(())
}

/// Members of `generationConfig` that rode along: `generationConfig.thinkingConfig.includeThoughts` and the like.
pub fn put_rest(name: &str, value: &Value, config: &mut Members<'_>) {
    let Some((outer, inner)) = name.split_once('.') else { return config.insert(name.to_owned(), value.clone().into()) };
    if let Some(object) = config.object_mut(outer) {
        object.insert(inner.to_owned(), value.clone().into());
    }
}
