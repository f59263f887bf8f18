//! `polyroute models`: what applications can ask for, and where it leads.

use std::path::PathBuf;

use serde_json::Value;

use super::ask::gateway;
use super::console::Console;
use super::table::{table, text_or_dash as text};
use super::{FAILED, FINE};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Write JSON instead of a table
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(own: &Arguments, config: Option<PathBuf>) -> i32 {
    let models = match gateway(config) {
        Ok(gateway) => gateway.models(),
        Err(why) => {
            Console::error(&why);
            return FAILED;
        }
    };
    Console::print(&if own.json { format!("{models:#}") } else { told(&models) });
    FINE
}

fn told(models: &Value) -> String {
    let mut rows = Vec::new();
    for route in models.as_array().into_iter().flatten() {
        for (i, target) in route["targets"].as_array().into_iter().flatten().enumerate() {
            let route = if i == 0 { text(&route["id"]) } else { String::new() };
            let price = if target["price_known"] == true { "known" } else { "unknown" };
            rows.push(vec![route, text(&target["target"]), text(&target["context"]), text(&target["max_output"]), price.to_owned()]);
        }
    }
    table(&["model", "target", "context", "max output", "price"], &rows)
}
