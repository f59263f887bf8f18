//! `polyroute schema`: the JSON Schema of the configuration, for editors.

use super::FINE;
use super::console::Console;

pub(crate) fn run(console: &mut Console) -> i32 {
    console.print(&format!("{:#}", polyroute::config::schema()));
    FINE
}
