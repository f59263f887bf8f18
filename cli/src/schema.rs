//! `polyroute schema`: the JSON Schema of the configuration, for editors.

use super::FINE;
use super::console::Console;

pub(crate) fn run() -> i32 {
    Console::print(&format!("{:#}", polyroute::config::schema()));
    FINE
}
