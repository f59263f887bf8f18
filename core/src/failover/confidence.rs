//! Signs that an answer is not good enough, read from the answer alone. What follows from a doubt is the walk's business.

use crate::config::{Doubt, EscalateConfig};
use crate::provider::schema_fault;
use crate::types::{Choice, Finish, Part, Request, Response, ResponseFormat};

/// How refusals begin that no provider marks.
const REFUSALS: [&str; 8] = [
    "i'm sorry, but i can",
    "i’m sorry, but i can",
    "sorry, but i can",
    "i cannot assist",
    "i can't assist",
    "i can't help with",
    "i cannot help with",
    "i'm unable to",
];

/// The first sign that this answer shows. `whole`: it has ended, so that what lacks will not come.
pub fn doubt(response: &Response, whole: bool, request: &Request, config: &EscalateConfig) -> Option<Doubt> {
    config
        .when
        .iter()
        .copied()
        .find(|doubt| response.choices.iter().any(|choice| shows(*doubt, choice, whole, request)) || none(*doubt, response, whole))
}

fn none(doubt: Doubt, response: &Response, whole: bool) -> bool {
    doubt == Doubt::Empty && whole && response.choices.is_empty()
}

fn shows(doubt: Doubt, choice: &Choice, whole: bool, request: &Request) -> bool {
    let parts = &choice.message.parts;
    match doubt {
        Doubt::Empty => {
            let says = |part: &Part| match part {
                Part::Text { text, .. } | Part::Refusal { text } => !text.trim().is_empty(),
                Part::Thinking { .. } | Part::RedactedThinking { .. } => false,
                _ => true,
            };
            whole && choice.finish != Some(Finish::ContentFilter) && !parts.iter().any(says)
        }
        Doubt::Refusal => {
            let text = choice.message.text();
            let begins: String = text.trim_start().chars().take(40).flat_map(char::to_lowercase).collect();
            choice.finish == Some(Finish::ContentFilter)
                || parts.iter().any(|part| matches!(part, Part::Refusal { text } if !text.is_empty()))
                || REFUSALS.iter().any(|words| begins.starts_with(words))
        }
        Doubt::InvalidSchema => whole && (breaks_format(choice, request) || parts.iter().any(is_broken_call)),
        Doubt::Truncated => choice.finish == Some(Finish::Length),
        Doubt::LogprobMean(bound) => mean(choice).is_some_and(|mean| mean < bound),
    }
}

fn breaks_format(choice: &Choice, request: &Request) -> bool {
    // An answer of calls or a refusal has no such text.
    if !choice.message.parts.iter().any(|part| matches!(part, Part::Text { .. })) {
        return false;
    }
    let json = || serde_json::from_str(&choice.message.text());
    match &request.params.response_format {
        Some(ResponseFormat::JsonObject) => !json().is_ok_and(|value: serde_json::Value| value.is_object()),
        Some(ResponseFormat::JsonSchema { schema, .. }) => !json().is_ok_and(|value| schema_fault(schema, &value).is_none()),
        _ => false,
    }
}

fn is_broken_call(part: &Part) -> bool {
    matches!(part, Part::ToolCall { arguments, .. } if serde_json::from_str::<serde::de::IgnoredAny>(arguments).is_err())
}

fn mean(choice: &Choice) -> Option<f64> {
    let tokens = choice.logprobs.as_ref()?.get("content")?.as_array()?;
    let all: Vec<f64> = tokens.iter().filter_map(|token| token.get("logprob")?.as_f64()).collect();
    (!all.is_empty()).then(|| all.iter().sum::<f64>() / all.len() as f64)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::types::{Extra, Message};

    fn answer(parts: Vec<Part>, finish: Finish) -> Response {
        let choice = Choice { message: Message { parts, extra: Extra::new() }, finish: Some(finish), ..Choice::default() };
        Response { choices: vec![choice], ..Response::default() }
    }

    fn doubted(response: &Response, request: &Request) -> Option<&'static str> {
        let when = Doubt::WORDS.iter().map(|(_, doubt)| *doubt).chain([Doubt::LogprobMean(-0.7)]).collect();
        doubt(response, true, request, &EscalateConfig { when, judges: Vec::new(), buffer: 16, within: true }).map(Doubt::name)
    }

    #[test]
    fn each_sign_is_seen_and_a_good_answer_is_not_doubted() {
        let any = Request::default();
        let text = |t: &str| answer(vec![Part::text(t)], Finish::Stop);
        assert_eq!(doubted(&text("Ghent."), &any), None);
        assert_eq!(doubted(&text(" \n"), &any), Some("empty"));
        assert_eq!(doubted(&Response::default(), &any), Some("empty"));
        assert_eq!(doubted(&text("I'm sorry, but I can't do that."), &any), Some("refusal"));
        assert_eq!(doubted(&answer(vec![Part::Refusal { text: "no".into() }], Finish::Stop), &any), Some("refusal"));
        assert_eq!(doubted(&answer(vec![Part::text("and then")], Finish::Length), &any), Some("truncated"));
        let call = |arguments: &str| Part::ToolCall { id: "a".into(), name: "f".into(), arguments: arguments.into(), extra: Extra::new() };
        assert_eq!(doubted(&answer(vec![call("{")], Finish::ToolCalls), &any), Some("invalid_schema"));
        assert_eq!(doubted(&answer(vec![call("{}")], Finish::ToolCalls), &any), None);
    }

    #[test]
    fn json_is_held_against_its_schema() {
        let mut request = Request::default();
        let schema = json!({"type": "object", "required": ["city"], "properties": {"city": {"type": "string"}}});
        request.params.response_format = Some(ResponseFormat::JsonSchema { name: None, description: None, schema, strict: None });
        let text = |t: &str| answer(vec![Part::text(t)], Finish::Stop);
        assert_eq!(doubted(&text(r#"{"city": "Ghent"}"#), &request), None);
        assert_eq!(doubted(&text(r#"{"town": "Ghent"}"#), &request), Some("invalid_schema"));
        assert_eq!(doubted(&text("Ghent"), &request), Some("invalid_schema"));
    }

    #[test]
    fn a_model_that_is_unsure_of_its_words_is_doubted() {
        let mut unsure = answer(vec![Part::text("Ghent")], Finish::Stop);
        unsure.choices[0].logprobs = Some(json!({"content": [{"logprob": -0.2}, {"logprob": -1.6}]}));
        assert_eq!(doubted(&unsure, &Request::default()), Some("logprob_mean"));
        unsure.choices[0].logprobs = Some(json!({"content": [{"logprob": -0.2}, {"logprob": -0.3}]}));
        assert_eq!(doubted(&unsure, &Request::default()), None);
    }
}
