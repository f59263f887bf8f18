//! What comes in and what goes out, in the shape that doors and bindings hand over.

use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;
use serde_json::{Map, Value};

use super::stream::AnswerStream;
use crate::types::{Call, CallOptions, Dialect, Labels, Receipt};

/// Where a call comes in: it fixes the dialect of the request and of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Door {
    Chat,
    Embeddings,
    /// OpenAI's Responses, and the counting of their tokens.
    Responses,
    InputTokens,
    /// Anthropic's Messages, and the counting of their tokens.
    Messages,
    CountTokens,
    /// Gemini's contents: answered, counted, embedded.
    GenerateContent,
    CountContent,
    EmbedContent,
    /// Passed through to a provider that has them.
    Completions,
    Moderations,
    Rerank,
    RerankV2,
    /// Bedrock's Converse and ConverseStream.
    Converse,
    /// Cohere's second API: chat and embeddings.
    CohereChat,
    CohereEmbed,
    /// Ollama's own API: chat and embeddings.
    OllamaChat,
    OllamaEmbed,
}

impl Door {
    pub const ALL: [Door; 18] = [
        Door::Chat,
        Door::Embeddings,
        Door::Responses,
        Door::InputTokens,
        Door::Messages,
        Door::CountTokens,
        Door::GenerateContent,
        Door::CountContent,
        Door::EmbedContent,
        Door::Completions,
        Door::Moderations,
        Door::Rerank,
        Door::RerankV2,
        Door::Converse,
        Door::CohereChat,
        Door::CohereEmbed,
        Door::OllamaChat,
        Door::OllamaEmbed,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Door::Chat => "chat",
            Door::Embeddings => "embeddings",
            Door::Responses => "responses",
            Door::InputTokens => "input_tokens",
            Door::Messages => "messages",
            Door::CountTokens => "count_tokens",
            Door::GenerateContent => "generate_content",
            Door::CountContent => "count_content",
            Door::EmbedContent => "embed_content",
            Door::Completions => "completions",
            Door::Moderations => "moderations",
            Door::Rerank => "rerank",
            Door::RerankV2 => "rerank_v2",
            Door::Converse => "converse",
            Door::CohereChat => "cohere_chat",
            Door::CohereEmbed => "cohere_embed",
            Door::OllamaChat => "ollama_chat",
            Door::OllamaEmbed => "ollama_embed",
        }
    }

    pub fn from_name(name: &str) -> Option<Door> {
        Door::ALL.into_iter().find(|d| d.name() == name)
    }

    pub fn dialect(self) -> Dialect {
        match self {
            Door::Chat | Door::Embeddings => Dialect::OpenaiChat,
            Door::Responses | Door::InputTokens => Dialect::OpenaiResponses,
            Door::Messages | Door::CountTokens => Dialect::Anthropic,
            Door::GenerateContent | Door::CountContent | Door::EmbedContent => Dialect::Gemini,
            Door::Completions => Dialect::OpenaiCompletions,
            Door::Moderations => Dialect::OpenaiModerations,
            Door::Rerank => Dialect::Rerank,
            Door::RerankV2 => Dialect::RerankV2,
            Door::Converse => Dialect::Bedrock,
            Door::CohereChat | Door::CohereEmbed => Dialect::Cohere,
            Door::OllamaChat | Door::OllamaEmbed => Dialect::Ollama,
        }
    }
}

/// A request body: ready data, or JSON text that is parsed here.
#[derive(Debug, Clone)]
pub enum Body {
    Json(Map<String, Value>),
    Text(Bytes),
}

/// Everything a caller hands over. Of the carriers of options the nearest wins: argument, body member, header, block.
#[derive(Debug, Clone)]
pub struct Incoming {
    pub door: Door,
    pub body: Body,
    /// Members of the call that stand in the path; they go into the body.
    pub path_members: Vec<(&'static str, Value)>,
    /// The arguments of the call.
    pub options: CallOptions,
    pub headers: HeaderMap,
    /// The labels of the enclosing block.
    pub block: Labels,
}

impl Incoming {
    /// A call with nothing beside its body.
    pub fn new(door: Door, body: Body) -> Self {
        Incoming { door, body, path_members: Vec::new(), options: CallOptions::default(), headers: HeaderMap::default(), block: Labels::default() }
    }
}

/// A call that is parsed and checked, not yet run.
pub struct Prepared {
    pub(crate) door: Door,
    pub(crate) call: Call,
    pub(crate) options: CallOptions,
    pub(crate) forward: HeaderMap,
}

impl Prepared {
    pub fn streams(&self) -> bool {
        self.call.streams()
    }
}

/// A whole answer in the door's dialect.
#[derive(Debug, Clone)]
pub struct WholeReply {
    pub body: Bytes,
    pub receipt: Arc<Receipt>,
}

pub enum Answer {
    Whole(WholeReply),
    Stream(Box<AnswerStream>),
}
