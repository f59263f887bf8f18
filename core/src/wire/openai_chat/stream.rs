//! Streams: `decode` makes events of a provider's bytes, `encode` makes chunks of events.

mod decode;
mod encode;

pub use self::decode::Decoder;
pub use self::encode::{Encoder, event_error, hide_usage};

#[cfg(test)]
mod tests;
