//! Requests and answers as code of the host is told of them: in OpenAI's chat format, whichever way they came.

use serde_json::{Map, Value, json};

use super::openai_chat::OpenaiChat;
use super::{Codec, EncodeTarget, Fields};
use crate::types::{Dialect, OnUnsupported, Part, Request, Response};

/// A request as a chat body. What that format has no words for is left out.
pub fn chat_request(request: &Request) -> Map<String, Value> {
    if let Some(raw) = request.raw.as_ref().filter(|raw| raw.dialect == Dialect::OpenaiChat) {
        return (**raw.data).clone();
    }
    let to = EncodeTarget { on_unsupported: OnUnsupported::Drop, ..EncodeTarget::named(&request.model) };
    let encoded = OpenaiChat.encode_request(request, &to, &mut Fields::default());
    encoded.ok().and_then(|encoded| serde_json::from_slice(&encoded.body).ok()).unwrap_or_else(|| texts_alone(request))
}

/// An answer as a chat reply.
pub fn chat_reply(response: &Response) -> Value {
    serde_json::from_slice(&OpenaiChat.encode_response(response)).unwrap_or_default()
}

/// A conversation that the format cannot carry (a result without its call …).
fn texts_alone(request: &Request) -> Map<String, Value> {
    let text = |parts: &[Part]| -> String {
        parts.iter().filter_map(|part| if let Part::Text { text, .. } = part { Some(text.as_str()) } else { None }).collect()
    };
    let messages: Vec<Value> = request.turns.iter().map(|turn| json!({"role": turn.role, "content": text(&turn.parts)})).collect();
    Map::from_iter([("model".to_owned(), request.model.clone().into()), ("messages".to_owned(), messages.into())])
}
