//! What a caller asks for, in no dialect's words.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::{Map, Value};

use super::document::Document;
use super::schema::Schema;

/// Members that a dialect has and the canonical model has not: they ride along to a target of the same dialect.
pub type Extra = Map<String, Value>;

/// A wire format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dialect {
    OpenaiChat,
    OpenaiResponses,
    Anthropic,
    Gemini,
    Bedrock,
    Cohere,
    Ollama,
    /// Passed through to who has it, never translated: the older completions …
    OpenaiCompletions,
    /// … moderations …
    OpenaiModerations,
    /// … and reranking, in Cohere's first form and its second.
    Rerank,
    RerankV2,
}

impl Dialect {
    /// What this is asked for, where no target of another dialect can be.
    pub fn passes_through(self) -> Option<&'static str> {
        match self {
            Dialect::OpenaiCompletions => Some("completions"),
            Dialect::OpenaiModerations => Some("moderations"),
            Dialect::Rerank | Dialect::RerankV2 => Some("reranking"),
            _ => None,
        }
    }
}

/// What the pipeline carries: one way for all of them.
#[derive(Debug, Clone)]
pub enum Call {
    Chat(Request),
    Embed(EmbedRequest),
    Count(Request),
}

impl Call {
    pub fn model(&self) -> &str {
        match self {
            Call::Chat(r) | Call::Count(r) => &r.model,
            Call::Embed(r) => &r.model,
        }
    }

    pub fn streams(&self) -> bool {
        matches!(self, Call::Chat(r) if r.stream)
    }

    pub fn raw(&self) -> Option<&Raw<Document>> {
        match self {
            Call::Chat(r) | Call::Count(r) => r.raw.as_ref(),
            Call::Embed(r) => r.raw.as_ref(),
        }
    }
}

/// The original form of a value, with the dialect that wrote it. A stage that changes the value clears it.
#[derive(Debug, Clone, PartialEq)]
pub struct Raw<T = Bytes> {
    pub dialect: Dialect,
    pub data: Arc<T>,
}

/// A conversation to be continued.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// A route, a named model or `provider/model`, as the caller wrote it.
    pub model: String,
    pub turns: Vec<Turn>,
    pub tools: Vec<Tool>,
    pub params: Params,
    pub stream: bool,
    /// The caller wants usage in the stream (polyroute asks upstream for it in any case).
    pub stream_usage: bool,
    pub extra: Extra,
    /// The body as it came, without polyroute's own members.
    pub raw: Option<Raw<Document>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    System,
    Developer,
    User,
    Assistant,
    Tool,
}

/// One message, in the caller's order.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    pub role: Role,
    pub parts: Vec<Part>,
    pub name: Option<String>,
    pub extra: Extra,
}

/// A piece of a turn or of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    Text {
        text: String,
        extra: Extra,
    },
    Image(Media),
    Audio(Media),
    File(Media),
    /// `arguments` is the JSON text as it was written; it may be broken in a history.
    ToolCall {
        id: String,
        name: String,
        arguments: String,
        extra: Extra,
    },
    ToolResult {
        id: String,
        name: Option<String>,
        parts: Vec<Part>,
        is_error: bool,
        extra: Extra,
    },
    Thinking {
        text: String,
        signature: Option<String>,
        origin: Option<Dialect>,
        extra: Extra,
    },
    RedactedThinking {
        data: String,
        origin: Option<Dialect>,
    },
    Refusal {
        text: String,
    },
    /// A block of one provider that has no canonical form.
    Raw {
        origin: Dialect,
        json: Value,
    },
}

impl Part {
    pub fn text(text: impl Into<String>) -> Self {
        Part::Text { text: text.into(), extra: Extra::new() }
    }
}

/// An image, sound or document.
#[derive(Debug, Clone, PartialEq)]
pub struct Media {
    /// `image/png`; where the wire gives none, what the data says, else empty.
    pub mime: String,
    pub source: MediaSource,
    pub name: Option<String>,
    /// How closely to look: the wire's own word (`low`, `high`, `auto`).
    pub detail: Option<String>,
    pub extra: Extra,
}

#[derive(Debug, Clone, PartialEq)]
pub enum MediaSource {
    /// Base64, as written: it is not decoded on the way through.
    Base64(Arc<str>),
    Url(String),
    /// A file kept at one provider.
    FileId(String),
}

/// A function that the model may call.
#[derive(Debug, Clone, PartialEq)]
pub struct Tool {
    pub name: String,
    pub description: Option<String>,
    /// JSON Schema; `None` where the caller gave none.
    pub parameters: Option<Schema>,
    pub strict: Option<bool>,
    pub extra: Extra,
    /// A tool that only its own provider knows (web search, shell …): the whole entry.
    pub native: Option<Raw<Value>>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ToolChoice {
    Auto,
    None,
    Required,
    Named(String),
    /// One of these, by the wire that has it.
    Other(Value),
}

/// How the answer must look.
#[derive(Debug, Clone, PartialEq)]
pub enum ResponseFormat {
    Text,
    JsonObject,
    JsonSchema { name: Option<String>, description: Option<String>, schema: Value, strict: Option<bool> },
    Other(Value),
}

/// Everything that steers the answer. `None` means that the caller did not say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Params {
    pub max_tokens: Option<u64>,
    pub temperature: Option<f64>,
    pub top_p: Option<f64>,
    pub top_k: Option<u64>,
    pub n: Option<u64>,
    pub stop: Vec<String>,
    pub seed: Option<i64>,
    pub frequency_penalty: Option<f64>,
    pub presence_penalty: Option<f64>,
    pub logprobs: Option<bool>,
    pub top_logprobs: Option<u64>,
    pub tool_choice: Option<ToolChoice>,
    pub parallel_tool_calls: Option<bool>,
    pub response_format: Option<ResponseFormat>,
    pub reasoning_effort: Option<String>,
    pub thinking_budget: Option<u64>,
    pub user: Option<String>,
    pub service_tier: Option<String>,
}

/// What becomes of a member that changes the answer and that a target cannot carry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OnUnsupported {
    /// The request is refused before any network call.
    #[default]
    Error,
    /// The member is left out and named in `dropped`.
    Drop,
}

impl OnUnsupported {
    pub fn name(self) -> &'static str {
        match self {
            OnUnsupported::Error => "error",
            OnUnsupported::Drop => "drop",
        }
    }
}

/// Texts (or token lists) to be turned into vectors.
#[derive(Debug, Clone)]
pub struct EmbedRequest {
    pub model: String,
    /// Each input as JSON: a text or a list of token numbers.
    pub inputs: Vec<Value>,
    pub dimensions: Option<u64>,
    pub encoding: Encoding,
    pub user: Option<String>,
    pub extra: Extra,
    pub raw: Option<Raw<Document>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Float,
    Base64,
}
