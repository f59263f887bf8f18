//! What a caller calls the members of a request: reports and errors name them in the words of the door.

use std::borrow::Cow;

use super::openai_responses::{self, Place};
use crate::types::{Dialect, Members, Part, Request, Role, Tree};

/// The words of one request.
#[derive(Debug, Clone, Copy)]
pub struct Paths<'a> {
    dialect: Dialect,
    request: &'a Request,
}

impl<'a> Paths<'a> {
    /// A request without its original form is taken for a chat request.
    pub fn of(request: &'a Request) -> Self {
        Paths { dialect: request.raw.as_ref().map_or(Dialect::OpenaiChat, |raw| raw.dialect), request }
    }

    fn wrote(&self, member: &str) -> bool {
        self.request.raw.as_ref().is_some_and(|raw| raw.data.contains_key(member))
    }

    /// A parameter by its chat name (`max_tokens`, `stop`, `reasoning_effort` …).
    pub fn param(&self, name: &'static str) -> &'static str {
        match self.dialect {
            Dialect::OpenaiCompletions | Dialect::OpenaiModerations | Dialect::Rerank | Dialect::RerankV2 => name,
            Dialect::Anthropic => match name {
                "stop" => "stop_sequences",
                "user" => "metadata",
                "response_format" if self.wrote("output_format") => "output_format",
                "response_format" => "output_config",
                "reasoning_effort" if self.wrote("thinking") => "thinking",
                "reasoning_effort" => "output_config",
                "parallel_tool_calls" => "tool_choice",
                same => same,
            },
            Dialect::Gemini => match name {
                "messages" => "contents",
                "tool_choice" => "toolConfig",
                "max_tokens" => "generationConfig.maxOutputTokens",
                "temperature" => "generationConfig.temperature",
                "top_p" => "generationConfig.topP",
                "top_k" => "generationConfig.topK",
                "n" => "generationConfig.candidateCount",
                "stop" => "generationConfig.stopSequences",
                "seed" => "generationConfig.seed",
                "presence_penalty" => "generationConfig.presencePenalty",
                "frequency_penalty" => "generationConfig.frequencyPenalty",
                "logprobs" => "generationConfig.responseLogprobs",
                "top_logprobs" => "generationConfig.logprobs",
                "response_format" => "generationConfig.responseMimeType",
                "reasoning_effort" => "generationConfig.thinkingConfig",
                same => same,
            },
            Dialect::Bedrock => match name {
                "max_tokens" => "inferenceConfig.maxTokens",
                "temperature" => "inferenceConfig.temperature",
                "top_p" => "inferenceConfig.topP",
                "stop" => "inferenceConfig.stopSequences",
                "top_k" | "reasoning_effort" | "parallel_tool_calls" => "additionalModelRequestFields",
                "tools" => "toolConfig.tools",
                "tool_choice" => "toolConfig.toolChoice",
                "response_format" => "outputConfig",
                "user" => "requestMetadata.user",
                "service_tier" => "serviceTier",
                same => same,
            },
            Dialect::OpenaiResponses => match name {
                "messages" => "input",
                "max_tokens" => "max_output_tokens",
                "response_format" => "text",
                "reasoning_effort" => "reasoning",
                same => same,
            },
            Dialect::Cohere => match name {
                "stop" => "stop_sequences",
                "top_p" => "p",
                "top_k" => "k",
                "reasoning_effort" => "thinking",
                same => same,
            },
            Dialect::Ollama => match name {
                "max_tokens" => "options.num_predict",
                "temperature" => "options.temperature",
                "top_p" => "options.top_p",
                "top_k" => "options.top_k",
                "stop" => "options.stop",
                "seed" => "options.seed",
                "presence_penalty" => "options.presence_penalty",
                "frequency_penalty" => "options.frequency_penalty",
                "response_format" => "format",
                "reasoning_effort" => "think",
                same => same,
            },
            Dialect::OpenaiChat => match name {
                "max_tokens" if self.wrote("max_completion_tokens") => "max_completion_tokens",
                "seed" if self.wrote("random_seed") => "random_seed",
                "tools" if self.wrote("functions") && !self.wrote("tools") => "functions",
                "tool_choice" if self.wrote("function_call") && !self.wrote("tool_choice") => "function_call",
                same => same,
            },
        }
    }

    /// A turn: `messages.3`.
    pub fn turn(&self, i: usize) -> Cow<'static, str> {
        // Wires with a place of their own for instructions have these in front, as one turn.
        let first = self.request.turns.first().is_some_and(|turn| turn.role == Role::System) && i > 0;
        let (list, before) = match self.dialect {
            Dialect::Anthropic | Dialect::Bedrock if self.wrote("system") => ("messages", usize::from(first)),
            Dialect::Gemini if self.wrote("systemInstruction") || self.wrote("system_instruction") => ("contents", usize::from(first)),
            Dialect::Gemini => ("contents", 0),
            _ => ("messages", 0),
        };
        match (self.dialect, i) {
            (Dialect::Anthropic | Dialect::Bedrock, 0) if self.wrote("system") => "system".into(),
            (Dialect::Gemini, 0) if self.wrote("systemInstruction") => "systemInstruction".into(),
            (Dialect::OpenaiResponses, _) => match self.item(i, 0) {
                Some(place) => format!("input.{}", place.item).into(),
                None if i == 0 && self.wrote("instructions") => "instructions".into(),
                None => "input".into(),
            },
            _ => format!("{list}.{}", i - before.min(i)).into(),
        }
    }

    /// The item that a part of a turn was; `None` for the instructions, which are none. Only errors and receipts ask, so the
    /// body is read anew.
    fn item(&self, i: usize, j: usize) -> Option<Place> {
        let body = self.request.raw.as_ref()?.data.read().ok()?.members;
        let before = usize::from(has_instructions(&body));
        match body.get("input") {
            Some(Tree::Array(items)) => openai_responses::place(items, i.checked_sub(before)?, j),
            _ => None,
        }
    }

    /// A part of a turn: `messages.3.content.1`.
    pub fn part(&self, i: usize, j: usize) -> String {
        match self.dialect {
            Dialect::OpenaiResponses => match self.item(i, j) {
                Some(Place { item, part: Some(part) }) => format!("input.{item}.content.{part}"),
                Some(Place { item, part: None }) => format!("input.{item}"),
                None => self.turn(i).into_owned(),
            },
            Dialect::Gemini => format!("{}.parts.{j}", self.turn(i)),
            // Instructions have no members but their blocks.
            Dialect::Anthropic | Dialect::Bedrock if i == 0 && self.wrote("system") => format!("system.{j}"),
            _ => format!("{}.content.{j}", self.turn(i)),
        }
    }

    /// The call of an assistant's turn.
    pub fn call(&self, i: usize, j: usize) -> String {
        match self.dialect {
            Dialect::Anthropic | Dialect::Bedrock | Dialect::Gemini | Dialect::OpenaiResponses => self.part(i, j),
            _ => format!("{}.tool_calls", self.turn(i)),
        }
    }

    /// The result of a call.
    pub fn result(&self, i: usize, j: usize) -> String {
        match self.dialect {
            Dialect::Anthropic | Dialect::Bedrock | Dialect::Gemini | Dialect::OpenaiResponses => self.part(i, j),
            _ => format!("{}.tool_call_id", self.turn(i)),
        }
    }
}

/// Does a turn stand before the items of `input`?
fn has_instructions(body: &Members<'_>) -> bool {
    body.get("instructions").is_some_and(|text| text.as_str().is_some())
}

/// A parameter by its chat name, as the caller of this request calls it.
pub fn place_of_param(request: &Request, name: &'static str) -> String {
    Paths::of(request).param(name).to_owned()
}

/// The first part of its kind, as the caller of this request calls it. A tool's result counts as what it holds.
pub fn place_of_part(request: &Request, is_meant: impl Fn(&Part) -> bool) -> Option<String> {
    let holds = |part: &Part| is_meant(part) || matches!(part, Part::ToolResult { parts, .. } if parts.iter().any(&is_meant));
    let mut turns = request.turns.iter().enumerate();
    let (i, j) = turns.find_map(|(i, turn)| Some((i, turn.parts.iter().position(&holds)?)))?;
    Some(Paths::of(request).part(i, j))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Codec, openai_chat::OpenaiChat};
    use serde_json::{Map, Value, json};

    #[test]
    fn a_chat_request_is_named_in_its_own_words() {
        let body: Map<String, Value> = json!({"model": "m", "messages": [{"role": "system", "content": "a"}], "max_completion_tokens": 5})
            .as_object()
            .cloned()
            .unwrap_or_default();
        let request = OpenaiChat.decode_request(body).expect("a request");
        let paths = Paths::of(&request);
        assert_eq!((paths.param("max_tokens"), paths.param("stop")), ("max_completion_tokens", "stop"));
        assert_eq!((paths.turn(0), paths.part(2, 1)), ("messages.0".into(), "messages.2.content.1".into()));
    }

    #[test]
    fn the_parts_of_an_answer_are_named_by_the_items_that_they_were() {
        let body = json!({"model": "m", "instructions": "a", "input": [
            {"role": "user", "content": [{"type": "input_text", "text": "b"}, {"type": "input_text", "text": "c"}]},
            {"type": "reasoning", "summary": []}, {"role": "assistant", "content": "d"}, {"type": "function_call", "call_id": "1", "name": "f"},
            {"type": "function_call_output", "call_id": "1", "output": "e"}]});
        let request = openai_responses::OpenaiResponses.decode_request(body.as_object().cloned().unwrap_or_default()).expect("a request");
        let paths = Paths::of(&request);
        assert_eq!((paths.turn(0), paths.turn(2), paths.turn(3)), ("instructions".into(), "input.1".into(), "input.4".into()));
        assert_eq!((paths.part(1, 1), paths.part(2, 1), paths.call(2, 2)), ("input.0.content.1".into(), "input.2".into(), "input.3".into()));
        assert_eq!(paths.result(3, 0), "input.4");
    }
}
