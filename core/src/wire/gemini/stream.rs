//! A streamed answer: `decode` reads the provider's events, `encode` writes what a caller reads.

mod decode;
mod encode;

pub use self::decode::Decoder;
pub use self::encode::{Encoder, renewed};

#[cfg(test)]
mod tests;
