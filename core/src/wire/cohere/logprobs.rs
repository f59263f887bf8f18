//! Log probabilities: a list of text pieces with those of their tokens ↔ the OpenAI form, one entry a piece.

use serde_json::{Value, json};

/// A piece of several tokens has the probability of all of them together.
pub fn decode(items: &[Value]) -> Value {
    let entry = |item: &Value| {
        let text = item["text"].as_str().unwrap_or_default();
        let sum: f64 = item["logprobs"].as_array().into_iter().flatten().filter_map(Value::as_f64).sum();
        json!({"token": text, "logprob": sum, "bytes": text.as_bytes(), "top_logprobs": []})
    };
    json!({"content": items.iter().map(entry).collect::<Vec<_>>(), "refusal": null})
}

/// The ids of tokens are known to their own vocabulary alone.
pub fn encode(logprobs: &Value) -> Option<Value> {
    let list = logprobs.get("content")?.as_array()?;
    let item = |entry: &Value| json!({"text": entry["token"], "token_ids": [], "logprobs": [entry["logprob"]]});
    Some(list.iter().map(item).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_two_tokens_is_one_entry() {
        let chat = decode(&[
            json!({"text": "Hi", "token_ids": [1], "logprobs": [-0.5]}),
            json!({"text": " all", "token_ids": [2, 3], "logprobs": [-1, -2]}),
        ]);
        assert_eq!(chat["content"][0], json!({"token": "Hi", "logprob": -0.5, "bytes": [72, 105], "top_logprobs": []}));
        assert_eq!(chat["content"][1]["logprob"], -3.0);
        assert_eq!(encode(&chat).expect("a list")[0], json!({"text": "Hi", "token_ids": [], "logprobs": [-0.5]}));
        assert_eq!(encode(&json!(null)), None);
    }
}
