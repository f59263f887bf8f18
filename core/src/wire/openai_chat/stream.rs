//! Streams: `decode` makes events of a provider's bytes, `encode` makes chunks of events.

mod decode;
mod encode;
mod whole_calls;

pub use self::decode::Decoder;
pub use self::encode::{Encoder, event_error, hide_usage};
pub use self::whole_calls::WholeCalls;

#[cfg(test)]
mod tests;
