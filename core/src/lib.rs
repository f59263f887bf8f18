//! polyroute: an LLM gateway that lives inside the caller's process.
//!
//! The folders of this crate are the way of a request; `pipeline/run.rs` is its table of contents.

#![forbid(unsafe_code)]

mod budget;
pub mod builder;
mod cache;
pub mod catalog;
pub mod clock;
pub mod config;
pub mod door;
pub mod error;
mod failover;
pub mod gateway;
mod guard;
mod health;
#[cfg(feature = "host")]
pub mod host;
pub mod id;
mod pipeline;
mod provider;
mod report;
mod route;
#[cfg(feature = "host")]
mod runtime;
mod state;
pub mod task;
mod trace;
mod transport;
pub mod types;
pub mod wire;

pub use builder::Builder;
pub use error::{Error, ErrorKind, Result};
pub use gateway::Gateway;
pub use pipeline::AnswerStream;
