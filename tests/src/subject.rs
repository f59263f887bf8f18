//! What a case is played against.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::case::CallStep;
use crate::functions::Desk;
use crate::reading;

/// A gateway as the runner needs it; values cross as the JSON of the receipts and reports.
pub trait Subject: Sized + Send + Sync + 'static {
    /// An `Err` is an error value as in [`CallResult::error`].
    fn open(config: &Value, functions: &Arc<Desk>) -> Result<Self, Value>;
    /// `cancelled` resolves when the caller gives up.
    fn call(&self, call: &CallStep, cancelled: impl Future<Output = ()> + Send) -> impl Future<Output = CallResult> + Send;
    fn stats(&self) -> Value;
    fn usage(&self, group_by: &[String]) -> impl Future<Output = Value> + Send;
    fn trace(&self, trace_id: &str) -> impl Future<Output = Value> + Send;
    /// Another configuration; an `Err` as that of `open`.
    fn reload(&self, config: &Value) -> Result<(), Value>;
    fn advance(&self, by: Duration);
    fn break_state(&self);
    fn close(&self);
}

/// All that a call brought.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CallResult {
    /// The whole body, or a stream's chunks folded into one.
    pub body: Value,
    /// The chunks of a stream, `[DONE]` left out.
    pub chunks: Option<Vec<Value>>,
    pub receipt: Value,
    /// `{kind, message, status, reason, attempts, retry_after, …}`, `null` when it went well.
    pub error: Value,
    /// Of an HTTP door.
    pub status: Option<u16>,
    pub headers: Map<String, Value>,
}

impl CallResult {
    pub fn failed(error: Value) -> Self {
        CallResult { error, ..CallResult::default() }
    }

    /// The form that `expect` is held against.
    pub fn to_value(&self) -> Value {
        let mut out = json!({
            "text": reading::text(&self.body),
            "tools": reading::tools(&self.body),
            "finish": reading::finish(&self.body),
            "reply": self.body,
            "polyroute": self.receipt,
            "error": self.error,
        });
        if let Some(chunks) = &self.chunks {
            let having = |member: &str| chunks.iter().filter(|c| !c[member].is_null()).count();
            out["events"] = json!({"count": chunks.len(), "usage": having("usage"), "error": having("error")});
            // What the caller was given counts, not what `reply()` makes of it.
            out["text"] = chunks.iter().map(reading::piece).collect::<String>().into();
        }
        if let Some(status) = self.status {
            out["status"] = status.into();
            out["headers"] = self.headers.clone().into();
        }
        if let Some(data) = self.body["data"].as_array() {
            out["vectors"] = data.len().into();
        }
        out
    }
}
