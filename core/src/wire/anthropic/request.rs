//! A request: `decode` reads what a caller wrote, `encode` writes what a target gets.

mod build;
mod decode;
mod encode;
mod options;
mod parts;
mod tools;

pub use self::decode::{decode, read};
pub use self::encode::{encode, encode_count};
pub use self::options::{is_opaque, loop_began_without_thinking, reasoning};
pub use self::tools::input_schema;

#[cfg(test)]
mod tests;
