//! The cache: exact, in memory. It decides on values; when to ask it is the pipeline's business.

mod flight;
mod key;
mod stale;
mod store;

pub use self::flight::{Flight, Flights, Joined, Waited};
pub use self::key::{Key, key};
pub use self::stale::Stale;
pub use self::store::{Cache, Entry, Kept, Lookup};

use crate::types::{Call, Dialect, Finish, Response};

/// A call whose answers may be kept: no server-side tools, one choice.
pub fn may_cache(call: &Call) -> bool {
    match call {
        Call::Chat(request) => {
            request.params.n.is_none_or(|n| n == 1) && !request.tools.iter().any(|tool| tool.native.is_some()) && !asks_server(request)
        }
        Call::Embed(_) => true,
        Call::Count(_) => false,
    }
}

/// Members that make the provider itself go out and look, or answer from what it has kept.
fn asks_server(request: &crate::types::Request) -> bool {
    let Some(raw) = &request.raw else { return false };
    let members: &[&str] = match raw.dialect {
        Dialect::OpenaiChat => &["web_search_options", "plugins", "search_parameters"],
        Dialect::OpenaiResponses => &["previous_response_id", "conversation", "prompt", "background"],
        _ => &[],
    };
    members.iter().any(|name| request.extra.get(*name).is_some_and(|v| !v.is_null() && *v != false))
}

/// An answer that may be kept: it ended by itself or with tool calls, in every choice.
pub fn may_store(response: &Response) -> bool {
    !response.choices.is_empty() && response.choices.iter().all(|c| matches!(c.finish, Some(Finish::Stop | Finish::ToolCalls)))
}
