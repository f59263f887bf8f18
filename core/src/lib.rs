//! polyroute: an LLM gateway that lives inside the caller's process.
//!
//! The folders of this crate are the way of a request; `pipeline/run.rs` is its table of contents.

#![forbid(unsafe_code)]

pub mod budget;
pub mod clock;
pub mod config;
pub mod error;
pub mod id;
pub mod state;
pub mod task;
pub mod trace;
pub mod types;
pub mod wire;

pub use error::{Error, ErrorKind, Result};
