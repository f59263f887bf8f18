//! What routing may know of a call.

use crate::types::{Call, MediaSource, Part, Request, ResponseFormat, ServiceTier};

/// Read once from the request.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// Upper bound of the input in tokens: the bytes of the text, and a table for media.
    pub input_bound: u64,
    /// A fair guess of the input in tokens.
    pub input_estimate: u64,
    pub max_tokens: Option<u64>,
    pub has_image: bool,
    pub has_audio: bool,
    pub has_file: bool,
    pub has_tools: bool,
    pub has_schema: bool,
    pub stream: bool,
    pub turns: usize,
    /// How the caller asks to be served.
    pub tier: Option<ServiceTier>,
}

/// Bound for one image, whatever its size: the largest that the providers' own tables give.
const IMAGE_TOKENS: u64 = 6_500;
/// Tokens a message costs beside its text.
const TURN_TOKENS: u64 = 8;
/// Bytes a token, on average over English text and code.
const BYTES_PER_TOKEN: u64 = 4;

impl Facts {
    pub fn of(call: &Call) -> Facts {
        match call {
            Call::Chat(request) | Call::Count(request) => Facts::of_chat(request),
            Call::Embed(request) => {
                let bytes: u64 = request.inputs.iter().map(|v| v.as_str().map_or_else(|| v.as_array().map_or(1, Vec::len), str::len) as u64).sum();
                let tokens: u64 = request.inputs.iter().filter_map(|v| v.as_array()).map(|a| a.len() as u64).sum();
                let texts: u64 = request.inputs.iter().filter_map(|v| v.as_str()).map(|s| s.len() as u64).sum();
                Facts {
                    input_bound: bytes + TURN_TOKENS,
                    input_estimate: (tokens + texts.div_ceil(BYTES_PER_TOKEN)).max(1),
                    max_tokens: Some(0),
                    turns: request.inputs.len(),
                    ..Facts::default()
                }
            }
        }
    }

    fn of_chat(request: &Request) -> Facts {
        let mut size = Size::default();
        let mut facts = Facts {
            max_tokens: request.params.max_tokens,
            has_tools: !request.tools.is_empty(),
            has_schema: matches!(request.params.response_format, Some(ResponseFormat::JsonSchema { .. })),
            stream: request.stream,
            turns: request.turns.len(),
            tier: request.params.service_tier.as_deref().and_then(ServiceTier::of),
            ..Facts::default()
        };
        for turn in &request.turns {
            size.overhead += TURN_TOKENS;
            size.text += turn.name.as_ref().map_or(0, String::len) as u64;
            turn.parts.iter().for_each(|part| facts.count(part, &mut size));
        }
        for tool in &request.tools {
            size.overhead += TURN_TOKENS;
            size.text += (tool.name.len() + tool.description.as_ref().map_or(0, String::len)) as u64;
            size.text +=
                tool.parameters.as_ref().map_or(0, |schema| schema.text().len() as u64) + tool.native.as_ref().map_or(0, |raw| json_len(&raw.data));
        }
        if let Some(ResponseFormat::JsonSchema { schema, .. }) = &request.params.response_format {
            size.text += json_len(schema);
        }
        // What the model is to answer from, beside the conversation.
        size.text += request.extra.get("documents").map_or(0, json_len);
        facts.input_bound = size.text + size.media + size.overhead;
        facts.input_estimate = (size.text.div_ceil(BYTES_PER_TOKEN) + size.media / BYTES_PER_TOKEN + size.overhead / 2).max(1);
        facts
    }

    fn count(&mut self, part: &Part, size: &mut Size) {
        match part {
            Part::Text { text, .. } | Part::Refusal { text } | Part::Thinking { text, .. } => size.text += text.len() as u64,
            Part::RedactedThinking { data, .. } => size.text += data.len() as u64,
            Part::ToolCall { id, name, arguments, .. } => size.text += (id.len() + name.len() + arguments.len()) as u64,
            Part::ToolResult { id, parts, .. } => {
                size.text += id.len() as u64;
                for part in parts {
                    self.count(part, size);
                }
            }
            Part::Image(_) => {
                self.has_image = true;
                size.media += IMAGE_TOKENS;
            }
            Part::Audio(media) => {
                self.has_audio = true;
                size.media += encoded_len(&media.source);
            }
            Part::File(media) => {
                self.has_file = true;
                size.media += encoded_len(&media.source);
            }
            Part::Raw { json, .. } => size.text += json_len(json),
        }
    }
}

#[derive(Default)]
struct Size {
    text: u64,
    media: u64,
    overhead: u64,
}

fn encoded_len(source: &MediaSource) -> u64 {
    match source {
        MediaSource::Base64(data) => data.len() as u64,
        MediaSource::Url(_) | MediaSource::FileId(_) => 100_000,
    }
}

/// Bytes that a value takes as JSON, without writing it.
fn json_len(value: &serde_json::Value) -> u64 {
    use serde_json::Value;
    match value {
        Value::Null | Value::Bool(_) => 5,
        Value::Number(_) => 8,
        Value::String(s) => s.len() as u64 + 2,
        Value::Array(items) => items.iter().map(|v| json_len(v) + 1).sum::<u64>() + 2,
        Value::Object(members) => members.iter().map(|(k, v)| k.len() as u64 + 4 + json_len(v)).sum::<u64>() + 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Role, Turn};

    #[test]
    fn the_bound_is_never_below_the_bytes_of_the_text() {
        let turn = Turn { role: Role::User, parts: vec![Part::text("x".repeat(1000))], name: None, extra: crate::types::Extra::new() };
        let facts = Facts::of(&Call::Chat(Request { turns: vec![turn], ..Request::default() }));
        assert!(facts.input_bound >= 1000);
        assert!(facts.input_estimate >= 250 && facts.input_estimate < facts.input_bound);
    }
}
