//! Streams: `decode` makes events of a provider's bytes, `encode` makes the wire's events of ours.

mod decode;
mod encode;

pub use self::decode::Decoder;
pub use self::encode::Encoder;

#[cfg(test)]
mod tests;
