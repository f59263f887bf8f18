//! Embeddings of OpenAI (floats or base64), Gemini (one or a batch), Cohere (by type) and Ollama: given vectors, or some made from the text.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::reply::Reply;
use crate::answer::Answer;
use crate::record::Request;

const DIMENSIONS: usize = 8;

pub fn answer(request: &Request, reply: &Reply) -> Answer {
    let asked = request.json();
    let inputs: Vec<Value> = match &asked["input"] {
        // A list of numbers is one text in tokens.
        Value::Array(list) if !list.first().is_some_and(Value::is_number) => list.clone(),
        one => vec![one.clone()],
    };
    let dimensions = asked["dimensions"].as_u64().map_or(DIMENSIONS, |d| d as usize);
    let base64 = asked["encoding_format"] == "base64";
    let data: Vec<Value> = inputs
        .iter()
        .enumerate()
        .map(|(index, input)| {
            let given = reply.vectors.as_ref().and_then(|v| v.get(index).cloned());
            let vector = given.unwrap_or_else(|| made_from(&input.to_string(), dimensions));
            let embedding = if base64 { encode(&vector).into() } else { json!(vector) };
            json!({"object": "embedding", "index": index, "embedding": embedding})
        })
        .collect();
    let model = reply.model.as_deref().or(asked["model"].as_str()).unwrap_or("fake-model");
    let mut body = json!({"object": "list", "data": data, "model": model});
    if let Some(usage) = reply.usage(request.body.len()) {
        body["usage"] = json!({"prompt_tokens": usage.input, "total_tokens": usage.input});
    }
    Answer::json(200, &body)
}

/// Gemini's form: `embedContent` gives one, `batchEmbedContents` one a request.
pub fn gemini(request: &Request, reply: &Reply) -> Answer {
    let asked = request.json();
    let vector = |index: usize, asked: &Value| {
        let given = reply.vectors.as_ref().and_then(|v| v.get(index).cloned());
        let dimensions = asked["outputDimensionality"].as_u64().map_or(DIMENSIONS, |d| d as usize);
        json!({"values": given.unwrap_or_else(|| made_from(&asked["content"].to_string(), dimensions))})
    };
    match asked["requests"].as_array() {
        Some(many) => {
            let all: Vec<Value> = many.iter().enumerate().map(|(index, asked)| vector(index, asked)).collect();
            Answer::json(200, &json!({"embeddings": all}))
        }
        None => Answer::json(200, &json!({"embedding": vector(0, &asked)})),
    }
}

/// Cohere's form: vectors by their type.
pub fn cohere(request: &Request, reply: &Reply) -> Answer {
    let asked = request.json();
    if asked["input_type"].is_null() {
        return Answer::json(400, &json!({"id": "e", "message": "invalid request: valid input_type must be provided with the provided model"}));
    }
    let all = vectors(&asked["texts"], asked["output_dimension"].as_u64(), reply);
    let tokens = reply.usage(request.body.len()).unwrap_or_default().input;
    let meta = json!({"api_version": {"version": "2"}, "billed_units": {"input_tokens": tokens}});
    let id = super::id::fresh("", 36);
    Answer::json(200, &json!({"id": id, "texts": asked["texts"], "embeddings": {"float": all}, "meta": meta, "response_type": "embeddings_by_type"}))
}

/// Ollama's form: a list of vectors.
pub fn ollama(request: &Request, reply: &Reply) -> Answer {
    let asked = request.json();
    let all = vectors(&asked["input"], asked["dimensions"].as_u64(), reply);
    let tokens = reply.usage(request.body.len()).unwrap_or_default().input;
    Answer::json(200, &json!({"model": asked["model"], "embeddings": all, "total_duration": 9, "load_duration": 1, "prompt_eval_count": tokens}))
}

fn vectors(texts: &Value, dimensions: Option<u64>, reply: &Reply) -> Vec<Vec<f32>> {
    let texts = texts.as_array().cloned().unwrap_or_else(|| vec![texts.clone()]);
    let dimensions = dimensions.map_or(DIMENSIONS, |d| d as usize);
    let given = |index: usize| reply.vectors.as_ref().and_then(|v| v.get(index).cloned());
    texts.iter().enumerate().map(|(index, text)| given(index).unwrap_or_else(|| made_from(&text.to_string(), dimensions))).collect()
}

/// A vector of length 1; the same text gives the same vector.
fn made_from(text: &str, dimensions: usize) -> Vec<f32> {
    let mut state: u32 = 2_166_136_261;
    let mut vector: Vec<f32> = Vec::with_capacity(dimensions);
    for n in 0..dimensions {
        for byte in text.bytes().chain([n as u8]) {
            state = (state ^ u32::from(byte)).wrapping_mul(16_777_619);
        }
        vector.push((state >> 8) as f32 / (1 << 23) as f32 - 1.0);
    }
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    vector.iter().map(|x| x / length).collect()
}

fn encode(vector: &[f32]) -> String {
    STANDARD.encode(vector.iter().flat_map(|x| x.to_le_bytes()).collect::<Vec<u8>>())
}
