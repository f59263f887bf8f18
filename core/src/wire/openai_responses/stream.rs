//! A stream: `decode` reads what a provider sends, `encode` writes what a caller reads.

mod decode;
mod encode;
mod items;
mod outgoing;

pub use self::decode::Decoder;
pub use self::encode::Encoder;

#[cfg(test)]
mod tests;
