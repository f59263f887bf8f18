//! polyroute: an LLM gateway that lives inside the caller's process.
//!
//! The folders of this crate are the way of a request; `pipeline/run.rs` is its table of contents.

#![forbid(unsafe_code)]

pub mod builder;
pub mod catalog;
pub mod clock;
pub mod config;
pub mod door;
pub mod error;
pub mod gateway;
#[cfg(feature = "host")]
pub mod host;
pub mod id;
mod pipeline;
#[cfg(feature = "host")]
mod runtime;
pub mod task;
pub mod types;
pub mod wire;

pub use builder::Builder;
pub use error::{Error, ErrorKind, Result};
pub use gateway::Gateway;
pub use pipeline::AnswerStream;
