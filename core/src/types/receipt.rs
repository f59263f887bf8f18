//! What polyroute says of a call afterwards.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::labels::Labels;
use super::usage::Usage;
use crate::error::{Attempt, ErrorKind};
use crate::id::NanoUsd;

/// Everything polyroute adds to a reply.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Receipt {
    pub trace_id: Arc<str>,
    pub route: Option<Arc<str>>,
    pub target: Option<Arc<str>>,
    pub provider: Option<Arc<str>>,
    pub model: Option<Arc<str>>,
    pub region: Option<Arc<str>>,
    pub attempts: Vec<Attempt>,
    pub cache: CacheReceipt,
    pub usage: Usage,
    /// The sum over the attempts.
    pub cost_nano_usd: NanoUsd,
    pub cost_usd: String,
    /// What a cache hit would have cost.
    pub saved_nano_usd: NanoUsd,
    /// Paths of the request's members that did not go upstream.
    pub dropped: Vec<String>,
    /// Paths of the request's members that were put in other words.
    pub emulated: Vec<String>,
    pub guard: Vec<GuardReceipt>,
    pub decision: Option<Decision>,
    pub warnings: Vec<Warning>,
    pub ms: f64,
    pub ttft_ms: Option<f64>,
    /// The stream broke, and another target went on with it: the text has a seam.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stitched: bool,
    /// Hash of the configuration in force.
    pub config: Arc<str>,
}

/// How an answer came from the cache, or why it did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CacheKind {
    Exact,
    Semantic,
    Miss,
    Bypass,
}

impl CacheKind {
    pub fn name(self) -> &'static str {
        match self {
            CacheKind::Exact => "exact",
            CacheKind::Semantic => "semantic",
            CacheKind::Miss => "miss",
            CacheKind::Bypass => "bypass",
        }
    }
}

/// What the cache had to do with an answer.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CacheReceipt {
    pub kind: CacheKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
}

/// What a guardrail did, and how often.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GuardReceipt {
    pub name: String,
    pub action: &'static str,
    pub count: u64,
}

/// What routing chose, and why.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Decision {
    pub strategy: &'static str,
    pub reason: String,
    /// The targets that cannot take the call: they were not asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cut: Vec<CutTarget>,
}

/// A target that could not take the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CutTarget {
    pub target: Arc<str>,
    pub code: &'static str,
    /// The member of the request that the target cannot carry, where it is one.
    pub field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// Something that an operator should know.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Warning {
    pub code: &'static str,
    pub message: String,
}

/// A timed piece of a call.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Span {
    pub name: &'static str,
    pub start_us: u64,
    pub us: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempt: Option<usize>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub attributes: Map<String, Value>,
}

/// What the trace stores: the receipt with who, when, how and the spans.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Trace")]
pub struct TraceRecord {
    #[serde(flatten)]
    pub receipt: Receipt,
    /// Milliseconds since 1970.
    pub started_at: u64,
    pub labels: Arc<Labels>,
    pub door: &'static str,
    pub stream: bool,
    pub error: Option<TraceError>,
    pub spans: Vec<Span>,
}

/// How a call failed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TraceError {
    pub kind: ErrorKind,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
}
