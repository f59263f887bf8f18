//! A request: `decode` reads what a caller wrote, `encode` writes what a target gets.

mod build;
mod choice;
mod decode;
mod encode;
mod options;
mod parts;
mod thinking;
mod tools;

pub use self::decode::{decode, read};
pub use self::encode::encode;

#[cfg(test)]
mod tests;
