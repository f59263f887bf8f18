//! `polyroute init`: a commented first configuration. A file that is there stays as it is.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use super::console::Console;
use super::locate::USUAL;
use super::{FAILED, FINE};

const FIRST: &str = include_str!("first.yaml");

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The file to write; polyroute.yaml without one
    file: Option<PathBuf>,
}

pub(crate) fn run(own: Arguments, config: Option<PathBuf>) -> i32 {
    let file = own.file.or(config).unwrap_or_else(|| PathBuf::from(USUAL));
    let name = file.display();
    // `create_new` refuses atomically: two of these at once cannot overwrite each other.
    let written = OpenOptions::new().write(true).create_new(true).open(&file).and_then(|mut out| out.write_all(FIRST.as_bytes()));
    match written {
        Ok(()) => {
            Console::print(&format!("{name} is written; set OPENAI_API_KEY and run `polyroute check {name}`"));
            FINE
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Console::error(&format!("{name} is there already; nothing is changed"));
            FAILED
        }
        Err(error) => {
            Console::error(&format!("{name} cannot be written: {}", error.kind()));
            FAILED
        }
    }
}
