//! The way of a request through the stages, in an order that is not the user's to break: `run.rs` reads as that list.

mod call;
mod core;
mod guarded;
mod lasting;
mod live;
pub(crate) mod options;
mod plan;
mod prepare;
mod run;
mod stream;
mod tail;

pub use self::call::{Answer, Body, Door, Incoming, Prepared, WholeReply};
pub use self::core::Core;
pub use self::plan::plan_for;
pub use self::prepare::prepare;
pub use self::run::run;
pub use self::stream::AnswerStream;
