//! The native module behind the npm package: it translates and does not decide. JSON text crosses in both directions.
//!
//! The typed, documented surface is `index.d.ts`, made by the files in `lib/`; nothing here is meant to be called by users.

mod bridge;
mod errors;
mod functions;
mod gateway;
mod mailbox;
#[cfg(debug_assertions)]
mod panics;
mod reports;
mod stream;

use mimalloc::MiMalloc;

/// Results are made on one thread and let go on another, which the usual allocator is slow at.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

use napi_derive::napi;

/// Runs the `polyroute` command and gives its exit code.
#[napi(catch_unwind)]
pub fn run_cli(args: Vec<String>) -> i32 {
    polyroute_cli::run(args)
}

#[napi(catch_unwind)]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}
