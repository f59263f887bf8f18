//! What a path asks for: the door, and what of the call stands in the path instead of the body.

use http::HeaderMap;
use serde_json::{Value, json};

use crate::gateway::Door;
use crate::types::Dialect;
use crate::wire::codec;

/// What of a call stands in its path: members that go into the body.
pub type Members = Vec<(&'static str, Value)>;

/// Where a request leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    Door {
        door: Door,
        members: Members,
        framing: Framing,
    },
    Models(Dialect),
    Model(Dialect, String),
    /// Nothing is served there; the dialect is that of the client that asks.
    Nowhere(Dialect),
}

/// How the events of a stream stand on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    Sse,
    /// The same with each tool call in one piece, as Mistral has it.
    WholeCalls,
    /// One JSON array with an element an event: Gemini's form without `alt=sse`.
    Array,
    /// Messages of AWS' binary event streams.
    Aws,
    /// A line of JSON an event: Ollama's form.
    Lines,
}

/// Prefixes under which the official clients send their calls; the first that leads somewhere counts.
const PREFIXES: [&str; 7] = ["/openai/v1", "/api/v1", "/v1beta1", "/v1beta", "/v1alpha", "/v1", ""];

/// Finds the place of a path with its query.
pub fn place(method: &str, path: &str, headers: &HeaderMap) -> Place {
    let whole = path;
    let (path, query) = split(path);
    let mut found = PREFIXES.iter().filter_map(|prefix| path.strip_prefix(prefix)).find_map(|rest| match method {
        "POST" => post(rest, query),
        "GET" => get(rest, asks_in(path, headers)),
        _ => None,
    });
    // Mistral's client marks its streams so, and knows of no way to ask for their usage: it always comes.
    if let (true, Some(Place::Door { door: Door::Chat, members, framing })) = (whole.ends_with("#stream"), &mut found) {
        *framing = Framing::WholeCalls;
        members.push(("stream_options", json!({"include_usage": true})));
    }
    found.filter(is_there).unwrap_or_else(|| Place::Nowhere(asks_in(path, headers)))
}

/// Does this build speak what the place is asked in?
fn is_there(place: &Place) -> bool {
    let Place::Door { door, .. } = place else { return true };
    codec(door.dialect()).is_some()
}

/// Path and query without the fragment, which some clients leave in.
fn split(path: &str) -> (&str, &str) {
    let path = path.split('#').next().unwrap_or(path);
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    (path.trim_end_matches('/'), query)
}

fn post(rest: &str, query: &str) -> Option<Place> {
    let plain = |door| Some(Place::Door { door, members: Vec::new(), framing: Framing::Sse });
    match rest {
        "/chat/completions" => plain(Door::Chat),
        "/embeddings" => plain(Door::Embeddings),
        "/responses" => plain(Door::Responses),
        "/responses/input_tokens" => plain(Door::InputTokens),
        "/completions" => plain(Door::Completions),
        "/moderations" => plain(Door::Moderations),
        "/rerank" => plain(Door::Rerank),
        "/v2/rerank" => plain(Door::RerankV2),
        "/messages" => plain(Door::Messages),
        "/messages/count_tokens" => plain(Door::CountTokens),
        "/v2/chat" => plain(Door::CohereChat),
        "/v2/embed" => plain(Door::CohereEmbed),
        "/api/chat" => Some(Place::Door { door: Door::OllamaChat, members: Vec::new(), framing: Framing::Lines }),
        "/api/embed" => plain(Door::OllamaEmbed),
        _ => deployment(rest).or_else(|| converse(rest)).or_else(|| gemini(rest, query)),
    }
}

/// Azure's form: `/openai/deployments/{name}/chat/completions`.
fn deployment(rest: &str) -> Option<Place> {
    let (name, call) = rest.strip_prefix("/openai/deployments/")?.split_once('/')?;
    let door = match call {
        "chat/completions" => Door::Chat,
        "embeddings" => Door::Embeddings,
        "completions" => Door::Completions,
        _ => return None,
    };
    Some(Place::Door { door, members: vec![("model", unescape(name).into())], framing: Framing::Sse })
}

/// `/model/{id}/converse`, and `/converse-stream`.
fn converse(rest: &str) -> Option<Place> {
    let (model, verb) = rest.strip_prefix("/model/")?.rsplit_once('/')?;
    let mut members = vec![("model", Value::from(unescape(model)))];
    match verb {
        "converse" => {}
        "converse-stream" => members.push(("stream", true.into())),
        _ => return None,
    }
    Some(Place::Door { door: Door::Converse, members, framing: Framing::Aws })
}

/// `/models/{m}:generateContent`, also below Vertex's `/projects/…/publishers/google`.
fn gemini(rest: &str, query: &str) -> Option<Place> {
    let at = if rest.starts_with("/projects/") { rest.find("/publishers/google/models/")? + "/publishers/google".len() } else { 0 };
    let (model, verb) = rest[at..].strip_prefix("/models/")?.rsplit_once(':')?;
    let mut members = vec![("model", Value::from(unescape(model)))];
    let mut framing = Framing::Sse;
    let door = match verb {
        "generateContent" => Door::GenerateContent,
        "streamGenerateContent" => {
            members.push(("stream", true.into()));
            if !query.split('&').any(|pair| pair == "alt=sse") {
                framing = Framing::Array;
            }
            Door::GenerateContent
        }
        "countTokens" => Door::CountContent,
        "embedContent" | "batchEmbedContents" => Door::EmbedContent,
        _ => return None,
    };
    Some(Place::Door { door, members, framing })
}

fn get(rest: &str, dialect: Dialect) -> Option<Place> {
    if rest == "/api/tags" {
        return Some(Place::Models(Dialect::Ollama));
    }
    match rest.strip_prefix("/models")? {
        "" => Some(Place::Models(dialect)),
        name => name.strip_prefix('/').map(|name| Place::Model(dialect, unescape(name))),
    }
}

/// The dialect of a client whose path alone does not say it.
fn asks_in(path: &str, headers: &HeaderMap) -> Dialect {
    if headers.contains_key("anthropic-version") || path.contains("/messages") {
        Dialect::Anthropic
    } else if headers.contains_key("x-goog-api-key") || headers.contains_key("x-goog-api-client") || path.starts_with("/v1beta") {
        Dialect::Gemini
    } else if path.starts_with("/model/") || headers.contains_key("amz-sdk-request") {
        Dialect::Bedrock
    } else if path.starts_with("/v2/") {
        Dialect::Cohere
    } else if path.starts_with("/api/") && !path.starts_with("/api/v1/") {
        Dialect::Ollama
    } else {
        Dialect::OpenaiChat
    }
}

/// Percent-escapes undone; what is no UTF-8 then stays as it was.
fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let escaped = (first == b'%').then(|| std::str::from_utf8(after.get(..2)?).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok())).flatten();
        bytes.push(escaped.unwrap_or(first));
        rest = if escaped.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(method: &str, path: &str) -> Place {
        place(method, path, &HeaderMap::new())
    }

    fn door(path: &str) -> Option<(Door, Members, Framing)> {
        match at("POST", path) {
            Place::Door { door, members, framing } => Some((door, members, framing)),
            _ => None,
        }
    }

    #[test]
    fn the_path_chooses_the_door_whatever_the_prefix() {
        for path in ["/v1/chat/completions", "/openai/v1/chat/completions?x=1", "/api/v1/chat/completions#x", "/chat/completions/"] {
            assert_eq!(door(path), Some((Door::Chat, vec![], Framing::Sse)), "{path}");
        }
        for path in ["/v1/messages", "/v1/messages?beta=true", "/messages"] {
            assert_eq!(door(path), Some((Door::Messages, vec![], Framing::Sse)), "{path}");
        }
        let asks = vec![("stream_options", json!({"include_usage": true}))];
        assert_eq!(door("/v1/chat/completions#stream"), Some((Door::Chat, asks, Framing::WholeCalls)));
        assert_eq!(door("/v1/messages/count_tokens?beta=true").map(|d| d.0), Some(Door::CountTokens));
        for path in ["/v1/responses", "/openai/v1/responses?api-version=preview", "/api/v1/responses/"] {
            assert_eq!(door(path), Some((Door::Responses, vec![], Framing::Sse)), "{path}");
        }
        for (path, passed) in [
            ("/v1/completions", Door::Completions),
            ("/openai/deployments/d/completions", Door::Completions),
            ("/v1/moderations", Door::Moderations),
            ("/v1/rerank", Door::Rerank),
            ("/v2/rerank", Door::RerankV2),
        ] {
            assert_eq!(door(path).map(|d| d.0), Some(passed), "{path}");
        }
        assert_eq!(door("/v1/responses/input_tokens").map(|d| d.0), Some(Door::InputTokens));
        assert_eq!(door("/openai/deployments/my%20gpt/chat/completions?api-version=1").map(|d| d.1), Some(vec![("model", "my gpt".into())]));
    }

    #[test]
    fn geminis_path_holds_the_model_and_whether_it_streams() {
        let model = ("model", Value::from("openai/gpt-5"));
        assert_eq!(door("/v1beta/models/openai%2Fgpt-5:generateContent"), Some((Door::GenerateContent, vec![model.clone()], Framing::Sse)));
        let streams = vec![model, ("stream", true.into())];
        assert_eq!(door("/v1/models/openai/gpt-5:streamGenerateContent?alt=sse"), Some((Door::GenerateContent, streams.clone(), Framing::Sse)));
        assert_eq!(door("/v1/models/openai/gpt-5:streamGenerateContent?key=x"), Some((Door::GenerateContent, streams, Framing::Array)));
        let vertex = "/v1beta1/projects/p/locations/l/publishers/google/models/ft:a::b:countTokens";
        assert_eq!(door(vertex).map(|d| (d.0, d.1)), Some((Door::CountContent, vec![("model", "ft:a::b".into())])));
        assert_eq!(door("/v1beta/models/m:batchEmbedContents").map(|d| d.0), Some(Door::EmbedContent));
        assert_eq!(door("/v1beta/models/m:tune"), None);
    }

    #[test]
    fn converses_path_holds_the_model_and_whether_it_streams() {
        let model = ("model", Value::from("us.amazon.nova-micro-v1:0"));
        assert_eq!(door("/model/us.amazon.nova-micro-v1%3A0/converse"), Some((Door::Converse, vec![model.clone()], Framing::Aws)));
        let streams = vec![model, ("stream", true.into())];
        assert_eq!(door("/model/us.amazon.nova-micro-v1:0/converse-stream"), Some((Door::Converse, streams, Framing::Aws)));
        assert_eq!(door("/model/chat%2Ffast/converse").map(|d| d.1), Some(vec![("model", "chat/fast".into())]));
        assert_eq!(at("POST", "/model/m/invoke"), Place::Nowhere(Dialect::Bedrock));
        assert_eq!(at("GET", "/model/m/converse"), Place::Nowhere(Dialect::Bedrock));
    }

    #[test]
    fn ollama_and_cohere_have_paths_of_their_own() {
        assert_eq!(door("/api/chat"), Some((Door::OllamaChat, vec![], Framing::Lines)));
        assert_eq!(door("/api/embed").map(|d| d.0), Some(Door::OllamaEmbed));
        assert_eq!(door("/v2/chat"), Some((Door::CohereChat, vec![], Framing::Sse)));
        assert_eq!(door("/v2/embed").map(|d| d.0), Some(Door::CohereEmbed));
        assert_eq!(at("GET", "/api/tags"), Place::Models(Dialect::Ollama));
        assert_eq!(at("POST", "/api/pull"), Place::Nowhere(Dialect::Ollama));
        assert_eq!(at("POST", "/v2/classify"), Place::Nowhere(Dialect::Cohere));
        assert_eq!(at("POST", "/api/v1/files"), Place::Nowhere(Dialect::OpenaiChat));
    }

    #[test]
    fn an_unknown_path_is_answered_in_the_words_of_who_asks() {
        assert_eq!(at("POST", "/v1/files"), Place::Nowhere(Dialect::OpenaiChat));
        assert_eq!(at("GET", "/v1/responses/resp_1"), Place::Nowhere(Dialect::OpenaiChat));
        assert_eq!(at("GET", "/v1/chat/completions"), Place::Nowhere(Dialect::OpenaiChat));
        assert_eq!(at("POST", "/v1/messages/batches"), Place::Nowhere(Dialect::Anthropic));
        assert_eq!(at("POST", "/v1beta/files"), Place::Nowhere(Dialect::Gemini));
        let mut headers = HeaderMap::new();
        headers.insert("anthropic-version", "2023-06-01".parse().expect("a value"));
        assert_eq!(place("GET", "/v1/models", &headers), Place::Models(Dialect::Anthropic));
        assert_eq!(at("GET", "/v1beta/models/chat"), Place::Model(Dialect::Gemini, "chat".into()));
        assert_eq!(at("GET", "/v1/models/openai/gpt-5"), Place::Model(Dialect::OpenaiChat, "openai/gpt-5".into()));
    }

    #[test]
    fn escapes_that_are_none_stay() {
        assert_eq!(unescape("a%2Fb%zz%2"), "a/b%zz%2");
        assert_eq!(unescape("%ff"), "%ff");
    }
}
