//! A request: `decode` reads what a caller wrote, `encode` writes what a target gets.

mod adapt;
mod build;
mod change;
mod decode;
mod encode;
mod messages;
mod quirks;

pub use self::decode::{decode, params_of};
pub use self::encode::{encode, write};

#[cfg(test)]
mod tests;
