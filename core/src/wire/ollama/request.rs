//! Requests: `decode` reads a caller's body, `encode` sends on what came in this dialect, and `build` with its helpers
//! writes the rest.

mod build;
mod conversation;
mod decode;
mod encode;
mod options;

pub use self::decode::{decode, read};
pub use self::encode::encode;

#[cfg(test)]
mod tests;
