//! YAML → checked data. All problems at once, each with its place and a way out.
//!
//! `yaml` and `tree` keep places, `env` fills in variables, `check` holds the tree against `grammar`, `build` looks names up
//! and makes `Config`. What a model can do or costs is the catalogue's business and is not checked here.

mod aws;
mod build;
mod check;
mod data;
mod env;
mod grammar;
mod hash;
mod load;
pub mod presets;
mod problem;
mod read;
mod scalars;
mod schema;
mod suggest;
mod tokens;
mod tree;
mod yaml;

pub use aws::{AwsConfig, AwsKeys};
pub use data::*;
pub use env::Environment;
pub use problem::{Problem, Problems};
pub use scalars::parse_duration;
pub use schema::schema;
pub use tokens::{Grant, TokenConfig};
