//! A request: `decode` reads what a caller wrote, `encode` writes what a target gets.

mod adapt;
mod build;
mod decode;
mod encode;

pub use self::decode::{decode, params_of, read};
pub use self::encode::encode;
pub use crate::wire::patch::write;

#[cfg(test)]
mod tests;
