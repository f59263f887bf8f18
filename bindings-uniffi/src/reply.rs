//! The common shapes, read off the JSON so that a host needs no reader of its own.

use polyroute::gateway::WholeReply;
use polyroute::host::{Said, with_receipt};
use polyroute::{Error, Result, error, types};
use serde_json::{Map, Value, json};

/// A whole reply. `json` is all of it, in the format of the door, with the receipt as its member `polyroute`.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Reply {
    pub json: String,
    pub text: String,
    pub tool_calls: Vec<ToolCall>,
    /// `stop`, `length`, `tool_calls`, `content_filter`, or the provider's own word.
    pub finish: Option<String>,
    /// Of embeddings, in the order of the inputs.
    pub vectors: Vec<Vec<f32>>,
    pub receipt: Receipt,
}

#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ToolCall {
    pub id: String,
    pub name: String,
    /// JSON text.
    pub arguments: String,
}

/// Everything polyroute adds to a reply. `json` has what is not a member here.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Receipt {
    pub json: String,
    pub trace_id: String,
    pub route: Option<String>,
    pub target: Option<String>,
    pub provider: Option<String>,
    pub model: Option<String>,
    pub region: Option<String>,
    pub attempts: Vec<Attempt>,
    /// `exact`, `semantic`, `miss` or `bypass`.
    pub cache: String,
    pub usage: TokenUsage,
    /// The sum over the attempts.
    pub cost_nano_usd: i64,
    pub cost_usd: String,
    /// What a cache hit would have cost.
    pub saved_nano_usd: i64,
    /// Paths of the request's members that did not go upstream.
    pub dropped: Vec<String>,
    /// Paths of the request's members that were put in other words.
    pub emulated: Vec<String>,
    pub warnings: Vec<Warning>,
    pub ms: f64,
    pub ttft_ms: Option<f64>,
}

/// One upstream try.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Attempt {
    pub target: String,
    /// `served`, `failed`, `cancelled`, `hedged` or `skipped`.
    pub outcome: String,
    /// What a failed try died of: `rate_limit`, `timeout`, `server`, …
    pub failure: Option<String>,
    pub status: Option<i32>,
    pub ms: f64,
    pub cost_nano_usd: i64,
    pub reason: Option<String>,
}

/// `input_tokens` holds everything, cache reads and writes included; `output_tokens` includes reasoning.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TokenUsage {
    pub input_tokens: i64,
    pub output_tokens: i64,
    pub cache_read_tokens: i64,
    pub cache_write_tokens: i64,
    pub reasoning_tokens: i64,
    pub estimated: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Warning {
    pub code: String,
    pub message: String,
}

/// A chat in the common shape. What it has no member for goes into `extra`, the JSON text of an object.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct ChatRequest {
    /// A route, a named model or `provider/model`.
    pub model: String,
    pub messages: Vec<ChatMessage>,
    #[uniffi(default = None)]
    pub temperature: Option<f64>,
    #[uniffi(default = None)]
    pub max_tokens: Option<i32>,
    #[uniffi(default = None)]
    pub extra: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ChatMessage {
    /// `system`, `user` or `assistant`.
    pub role: String,
    pub content: String,
}

/// The body of a chat in OpenAI's format.
#[uniffi::export]
pub fn chat_body(request: ChatRequest) -> Result<String, crate::NativeError> {
    let mut body: Map<String, Value> = match &request.extra {
        None => Map::new(),
        Some(text) => serde_json::from_str(text).map_err(|e| Error::invalid(format!("`extra` is the JSON text of an object: {e}")).at("extra"))?,
    };
    body.insert("model".into(), request.model.into());
    let message = |message: ChatMessage| json!({"role": message.role, "content": message.content});
    body.insert("messages".into(), request.messages.into_iter().map(message).collect());
    if let Some(temperature) = request.temperature {
        body.insert("temperature".into(), temperature.into());
    }
    if let Some(max_tokens) = request.max_tokens {
        body.insert("max_tokens".into(), max_tokens.into());
    }
    Ok(Value::Object(body).to_string())
}

impl Reply {
    pub fn new(whole: &WholeReply) -> Result<Self> {
        let Said { text, tool_calls, finish, vectors } = Said::read(&whole.body);
        let tool_calls = tool_calls.into_iter().map(|call| ToolCall { id: call.id, name: call.name, arguments: call.arguments }).collect();
        Ok(Reply { json: with_receipt(whole)?, text, tool_calls, finish, vectors, receipt: Receipt::new(&whole.receipt)? })
    }
}

impl Receipt {
    pub fn new(receipt: &types::Receipt) -> Result<Self> {
        let json = serde_json::to_string(receipt).map_err(|e| Error::internal(format!("a receipt has no JSON: {e}")))?;
        let text = |value: &Option<std::sync::Arc<str>>| value.as_deref().map(str::to_owned);
        let usage = receipt.usage;
        Ok(Receipt {
            json,
            trace_id: receipt.trace_id.to_string(),
            route: text(&receipt.route),
            target: text(&receipt.target),
            provider: text(&receipt.provider),
            model: text(&receipt.model),
            region: text(&receipt.region),
            attempts: attempts(&receipt.attempts),
            cache: receipt.cache.kind.name().to_owned(),
            usage: TokenUsage {
                input_tokens: usage.input as i64,
                output_tokens: usage.output as i64,
                cache_read_tokens: usage.cache_read as i64,
                cache_write_tokens: usage.cache_write as i64,
                reasoning_tokens: usage.reasoning as i64,
                estimated: usage.estimated,
            },
            cost_nano_usd: receipt.cost_nano_usd.0,
            cost_usd: receipt.cost_usd.clone(),
            saved_nano_usd: receipt.saved_nano_usd.0,
            dropped: receipt.dropped.clone(),
            emulated: receipt.emulated.clone(),
            warnings: receipt.warnings.iter().map(|w| Warning { code: w.code.to_owned(), message: w.message.clone() }).collect(),
            ms: receipt.ms,
            ttft_ms: receipt.ttft_ms,
        })
    }
}

pub fn attempts(attempts: &[error::Attempt]) -> Vec<Attempt> {
    let attempt = |attempt: &error::Attempt| Attempt {
        target: attempt.target.to_string(),
        outcome: attempt.outcome.name().to_owned(),
        failure: attempt.class.map(|class| class.name().to_owned()),
        status: attempt.status.map(i32::from),
        ms: attempt.ms,
        cost_nano_usd: attempt.cost_nano_usd.0,
        reason: attempt.reason.clone(),
    };
    attempts.iter().map(attempt).collect()
}
