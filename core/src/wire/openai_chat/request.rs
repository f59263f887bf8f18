//! A request: `decode` reads what a caller wrote, `encode` writes what a target gets.

mod adapt;
mod build;
mod change;
mod decode;
mod encode;
mod messages;
mod quirks;

pub use self::decode::{decode, params_of, read};
pub use self::encode::encode;
pub use crate::wire::patch::write;

#[cfg(test)]
mod tests;
