//! A request: `decode` reads what a caller wrote, `encode` writes what a target gets.

mod build;
mod decode;
mod encode;
mod options;
mod parts;
mod tools;

pub use self::decode::{decode, read};
pub use self::encode::{encode, encode_count};

#[cfg(test)]
mod tests;
