//! A provider: dialect, address, credentials and quirks, asked through one trait.

#[cfg(feature = "bedrock")]
mod aws;
#[cfg(not(feature = "bedrock"))]
#[path = "no_aws.rs"]
mod aws;
mod azure;
mod dropping;
mod events;
mod function;
mod http;
mod key;
mod schema;
mod tidy;
mod token;
mod undo;
mod vertex;

pub use self::function::FunctionProvider;
pub use self::http::HttpProvider;
pub use self::schema::fault as schema_fault;
pub use self::tidy::IN_ANSWER;

use std::time::Duration;

use crate::catalog::Target;
use crate::error::{Error, Result};
use crate::task::BoxFuture;
use crate::types::{Call, CallContext, OnUnsupported, Reply};
use crate::wire::Fields;

/// Answers calls. An error is of the class that the failover loop acts on.
pub trait Provider: Send + Sync {
    /// Sends one call to one target. Dropping the future closes the connection.
    fn send<'a>(&'a self, call: &'a Call, target: &'a Target, ask: Ask, ctx: &'a CallContext) -> BoxFuture<'a, Result<Answered>>;

    /// The request that `send` would make, with the receipt of every field. Secrets are masked.
    fn preview(&self, call: &Call, target: &Target, ask: Ask, ctx: &CallContext, fields: &mut Fields) -> Result<Preview>;

    /// An error when this target cannot carry the call; what is dropped or emulated otherwise.
    fn fits(&self, call: &Call, target: &Target, on_unsupported: OnUnsupported) -> Result<Fields>;
}

/// What the stages before decided for this try.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ask {
    /// The budget's bound on the output where the caller set none.
    pub max_tokens: Option<u64>,
    /// A fair guess of the input in tokens, for whoever cannot count it.
    pub input_estimate: u64,
    /// Which of the provider's keys.
    pub key: u32,
    /// Counts the call's tries; a retry at the same target has the number of the try that it repeats.
    pub number: u32,
    /// What the route says of members that the target cannot carry.
    pub on_unsupported: OnUnsupported,
}

/// What came of a try.
pub struct Answered {
    pub reply: Reply,
    /// What became of the request's members on the way.
    pub fields: Fields,
    /// The answer is not what was asked for (it breaks the schema): it is billed and not handed over.
    pub refused: Option<Error>,
    /// How long the provider says that nothing more is left of its limits.
    pub rest: Option<Duration>,
}

/// An upstream request to look at.
pub struct Preview {
    pub method: &'static str,
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub body: serde_json::Value,
}
