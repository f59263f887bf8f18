//! What comes back, in no dialect's words.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::event::EventStream;
use super::request::{Encoding, Extra, Part, Raw};
use super::usage::Usage;

/// What a provider gives.
pub enum Reply {
    Whole(Response),
    Stream(EventStream),
    Vectors(Vectors),
    Count(Count),
}

impl Reply {
    /// The answer, where it is one and came whole.
    pub fn whole(&self) -> Option<&Response> {
        match self {
            Reply::Whole(response) => Some(response),
            _ => None,
        }
    }
}

/// A whole answer.
#[derive(Debug, Clone, Default)]
pub struct Response {
    pub id: String,
    /// The model as the provider names it.
    pub model: String,
    /// Seconds since 1970, 0 where the wire has none.
    pub created: u64,
    pub choices: Vec<Choice>,
    /// `None` where the provider gave none.
    pub usage: Option<Usage>,
    pub extra: Extra,
    /// The provider's own bytes; a door of the same dialect sends them on.
    pub raw: Option<Raw<Bytes>>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choice {
    pub index: u32,
    pub message: Message,
    pub finish: Option<Finish>,
    /// Token log probabilities in the OpenAI form.
    pub logprobs: Option<Value>,
    pub extra: Extra,
}

/// The assistant's turn in an answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Message {
    pub parts: Vec<Part>,
    pub extra: Extra,
}

impl Message {
    /// All text parts in one.
    pub fn text(&self) -> String {
        self.parts.iter().filter_map(|p| if let Part::Text { text, .. } = p { Some(text.as_str()) } else { None }).collect()
    }
}

/// Why an answer ended. `native` keeps the provider's own word where it says more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finish {
    Stop,
    Length,
    ToolCalls,
    ContentFilter,
    Error,
    /// Unknown here: counts as `stop`, and the word is kept.
    Other(String),
}

impl Finish {
    /// OpenAI's word for it.
    pub fn name(&self) -> &str {
        match self {
            Finish::Stop => "stop",
            Finish::Length => "length",
            Finish::ToolCalls => "tool_calls",
            Finish::ContentFilter => "content_filter",
            Finish::Error => "error",
            Finish::Other(native) => native,
        }
    }
}

/// Embeddings.
#[derive(Debug, Clone)]
pub struct Vectors {
    pub model: String,
    pub vectors: Vec<Vec<f32>>,
    pub usage: Option<Usage>,
    pub encoding: Encoding,
    pub extra: Extra,
    pub raw: Option<Raw<Bytes>>,
}

/// Tokens of a request that was only counted.
#[derive(Debug, Clone, Default)]
pub struct Count {
    pub input: u64,
    pub raw: Option<Raw<Bytes>>,
}
