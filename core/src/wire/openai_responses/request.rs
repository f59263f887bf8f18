//! A request: `decode` reads what a caller wrote, `encode` writes what a target gets.

mod build;
mod decode;
mod encode;
mod input;
mod items;
mod params;

pub use self::decode::{decode, read};
pub use self::encode::{encode, encode_count};
pub use self::items::{Place, place};

#[cfg(test)]
mod tests;
