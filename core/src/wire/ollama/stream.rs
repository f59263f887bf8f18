//! Streams: `decode` makes events of a provider's lines, `encode` makes the wire's lines of our events.

mod decode;
mod encode;

pub use self::decode::Decoder;
pub use self::encode::Encoder;

#[cfg(test)]
mod tests;
