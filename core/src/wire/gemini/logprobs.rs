//! Log probabilities: Google's `logprobsResult` ↔ the OpenAI form.

use serde_json::{Value, json};

pub fn decode(result: &Value) -> Option<Value> {
    let chosen = result.get("chosenCandidates")?.as_array()?;
    let top = result.get("topCandidates").and_then(Value::as_array);
    let token = |candidate: &Value| {
        let text = candidate.get("token").and_then(Value::as_str).unwrap_or_default();
        json!({"token": text, "logprob": candidate.get("logProbability"), "bytes": text.as_bytes()})
    };
    let content = chosen.iter().enumerate().map(|(i, candidate)| {
        let others = top.and_then(|top| top.get(i)?.get("candidates")?.as_array());
        let mut entry = token(candidate);
        entry["top_logprobs"] = others.into_iter().flatten().map(token).collect();
        entry
    });
    Some(json!({"content": content.collect::<Value>(), "refusal": null}))
}

pub fn encode(logprobs: &Value) -> Option<Value> {
    let content = logprobs.get("content")?.as_array()?;
    let token = |entry: &Value| json!({"token": entry.get("token"), "logProbability": entry.get("logprob")});
    let top = content.iter().map(|entry| {
        let others = entry.get("top_logprobs").and_then(Value::as_array);
        json!({"candidates": others.into_iter().flatten().map(token).collect::<Value>()})
    });
    Some(json!({"topCandidates": top.collect::<Value>(), "chosenCandidates": content.iter().map(token).collect::<Value>()}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_probabilities_come_back_as_they_were() {
        let wire = json!({
            "topCandidates": [{"candidates": [{"token": "a", "logProbability": -0.5}, {"token": "b", "logProbability": -2.0}]}],
            "chosenCandidates": [{"token": "a", "logProbability": -0.5}],
        });
        let openai = decode(&wire).expect("a result");
        assert_eq!(openai["content"][0]["top_logprobs"][1]["logprob"], json!(-2.0));
        assert_eq!(openai["content"][0]["bytes"], json!([97]));
        assert_eq!(encode(&openai), Some(wire));
        assert_eq!(decode(&json!({})), None);
    }
}
