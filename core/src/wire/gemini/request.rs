//! A request: `decode` reads what a caller wrote, `encode` writes what a target gets.
//!
//! `contents` and `parts` are turns, `tools` the functions, `config` what steers the answer; `encode` puts them together.

mod config;
mod contents;
mod decode;
mod encode;
mod parts;
mod thinking;
mod tools;

pub use self::decode::{decode, read};
pub use self::encode::{encode, encode_count, headers, model_path};

#[cfg(test)]
mod tests;
