//! polyroute for Kotlin and Swift: bodies cross as JSON text, what is read off them as records, errors as details with a kind.
//!
//! Everything named `Native…` is wrapped by the hand-written layers in `kotlin/` and `swift/`; the records are theirs as they are.

// UniFFI lifts errors by value, and a failed call has more to tell than two words.
#![allow(clippy::result_large_err)]

mod bridge;
mod error;
mod functions;
mod gateway;
mod http;
mod options;
mod reply;
mod reports;
mod stream;
mod transport;

pub use self::bridge::NativeCancel;
pub use self::error::{ErrorDetails, ErrorKind, NativeError};
pub use self::functions::{NativeAnswer, NativeCause, NativeChunks, NativeFailure, NativeFunction};
pub use self::gateway::{NativeGateway, NativeSource};
pub use self::http::{Header, HttpRequest, NativeHttpReply};
pub use self::options::{Labels, NativeCache, NativeOptions};
pub use self::reply::{Attempt, ChatMessage, ChatRequest, Receipt, Reply, TokenUsage, ToolCall, Warning};
pub use self::reports::NativeQuery;
pub use self::stream::NativeStream;
pub use self::transport::{NativeBody, NativeRequest, NativeResponse, NativeTransport, TransportFailure};

uniffi::setup_scaffolding!();

#[uniffi::export]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// A text as JSON: quoted, with what has to be escaped.
#[uniffi::export]
pub fn json_text(text: String) -> String {
    serde_json::Value::String(text).to_string()
}
