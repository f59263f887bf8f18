//! `polyroute schema`: the JSON Schema of the configuration, for editors, or of what a call comes with, for programs.

use super::FINE;
use super::console::Console;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Of what
    #[arg(value_parser = ["config", "receipt"], default_value = "config")]
    of: String,
}

pub(crate) fn run(own: &Arguments) -> i32 {
    let schema = if own.of == "receipt" { polyroute::types::receipt_schema() } else { polyroute::config::schema() };
    Console::print(&format!("{schema:#}"));
    FINE
}
