//! The polyroute command as a function, so that the binary, the Python wheel and the npm package carry the same one.
//!
//! This file reads the arguments; each command has a file of its own and says with its exit code how it went.

mod ask;
mod call;
mod check;
mod console;
mod explain;
mod init;
mod locate;
mod models;
mod preview;
mod schema;
mod table;
mod usage;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Parser, Subcommand};

use self::console::Console;

/// How a command ended. Wrong arguments end with 2, as everywhere.
pub(crate) const FINE: i32 = 0;
pub(crate) const FAILED: i32 = 1;

#[derive(Parser)]
#[command(name = "polyroute", version, about = "An LLM gateway inside your process: check, explain and report.", arg_required_else_help = true)]
struct Arguments {
    /// The configuration; else `POLYROUTE_CONFIG`, else ./polyroute.yaml
    #[arg(short, long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Tell every problem of a configuration, with line, path and a way out
    Check(check::Arguments),
    /// Write the JSON Schema of the configuration, or of the receipts that calls come with
    Schema(schema::Arguments),
    /// Write a first polyroute.yaml
    Init(init::Arguments),
    /// Show what would be sent upstream, and where each member of a request goes
    Preview(preview::Arguments),
    /// Tell where a request would go, and why
    Explain(explain::Arguments),
    /// List what applications can ask for
    Models(models::Arguments),
    /// Sum up what was booked
    Usage(usage::Arguments),
    /// Send one request
    Call(call::Arguments),
}

/// Runs one command and gives its exit code. The first argument is the program's name, as in `std::env::args_os`.
pub fn run<T: Into<OsString> + Clone>(args: impl IntoIterator<Item = T>) -> i32 {
    let arguments = match Arguments::try_parse_from(args) {
        Ok(arguments) => arguments,
        Err(error) => {
            let text = error.render().to_string();
            let write = if error.use_stderr() { Console::error } else { Console::print };
            write(&text);
            return error.exit_code();
        }
    };
    match arguments.command {
        Command::Check(own) => check::run(own, arguments.config, &Console::new()),
        Command::Schema(own) => schema::run(&own),
        Command::Init(own) => init::run(own, arguments.config),
        Command::Preview(own) => preview::run(&own, arguments.config, &Console::new()),
        Command::Explain(own) => explain::run(&own, arguments.config, &Console::new()),
        Command::Models(own) => models::run(&own, arguments.config),
        Command::Usage(own) => usage::run(own, arguments.config),
        Command::Call(own) => call::run(&own, arguments.config, &Console::new()),
    }
}
