//! A scripted fake provider: what it answers, when, in which pieces, and how the connection dies, is written down beforehand.
//!
//! Plain TCP on loopback, so that a test decides over every byte. It remembers what it was asked and notices clients that
//! hang up. It knows nothing of polyroute.

#![forbid(unsafe_code)]

pub mod answer;
mod connection;
mod control;
pub mod dialect;
mod http;
pub mod record;
pub mod script;
mod server;
pub mod story;

pub use answer::{Answer, Cut, Framing, Step};
pub use record::{Closed, Request};
pub use script::Script;
pub use server::{Answerer, Upstream};
