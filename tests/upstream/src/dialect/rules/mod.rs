//! What the providers' documentation demands of a request. A real provider answers 400 to what breaks it, and so does this one.

mod anthropic;
mod bedrock;
mod cohere;
mod gemini;
mod ollama;
mod openai_chat;
mod openai_responses;

use serde_json::Value;

use super::{Asks, Dialect};
use crate::record::Request;

/// A rule that a request breaks, in the words that the provider has for it.
#[derive(Debug, PartialEq)]
pub struct Broken {
    pub status: u16,
    pub message: String,
}

type Kept = Result<(), String>;

/// The first rule that the request breaks.
pub fn broken(dialect: Dialect, request: &Request, asks: Asks) -> Option<Broken> {
    if matches!(asks, Asks::Vectors | Asks::Nothing) {
        return None;
    }
    let body = request.json();
    let kept = match dialect {
        Dialect::OpenaiChat => openai_chat::check(&body),
        Dialect::OpenaiResponses => openai_responses::check(&body),
        Dialect::Anthropic => anthropic::check(request, &body, asks == Asks::Count),
        Dialect::Bedrock => bedrock::check(request, &body),
        Dialect::Cohere => cohere::check(&body),
        Dialect::Ollama => ollama::check(&body),
        Dialect::Gemini if asks == Asks::Count => gemini::check_count(&body),
        Dialect::Gemini => gemini::check(&body, request.path.contains("gemini-3")),
    };
    kept.err().map(|message| Broken { status: 400, message })
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn require(holds: bool, message: impl FnOnce() -> String) -> Kept {
    if holds { Ok(()) } else { Err(message()) }
}

/// Members that the provider does not know are refused.
fn known(body: &Value, members: &[&str], message: impl Fn(&str) -> String) -> Kept {
    let unknown = body.as_object().into_iter().flat_map(|o| o.keys()).find(|name| !members.contains(&name.as_str()));
    unknown.map_or(Ok(()), |name| Err(message(name)))
}

/// Letters, digits and what else a name may hold, from 1 to `longest`.
fn is_name(name: &str, also: &str, longest: usize) -> bool {
    (1..=longest).contains(&name.len()) && name.chars().all(|c| c.is_ascii_alphanumeric() || also.contains(c))
}
