//! polyroute: an LLM gateway that lives inside the caller's process.
//!
//! The folders of this crate are the way of a request; `pipeline/run.rs` is its table of contents.

#![forbid(unsafe_code)]

pub mod budget;
pub mod builder;
pub mod cache;
pub mod catalog;
pub mod clock;
pub mod config;
pub mod error;
pub mod failover;
pub mod gateway;
pub mod guard;
pub mod health;
#[cfg(feature = "host")]
pub mod host;
pub mod id;
mod pipeline;
pub mod provider;
pub mod route;
#[cfg(feature = "host")]
mod runtime;
pub mod state;
pub mod task;
pub mod trace;
pub mod transport;
pub mod types;
pub mod wire;

pub use builder::Builder;
pub use error::{Error, ErrorKind, Result};
pub use gateway::{Gateway, door};
pub use pipeline::AnswerStream;
