//! `polyroute usage`: sums of what was booked, from the ledger of the configuration.

use std::path::PathBuf;

use polyroute::types::UsageFilter;
use serde_json::Value;

use super::ask::open;
use super::console::Console;
use super::table::{table, text_or_dash as text};
use super::{FAILED, FINE};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Columns to group by, parted by commas: route target model provider tenant user feature session experiment hour day month
    #[arg(short, long, value_delimiter = ',', default_value = "target")]
    by: Vec<String>,
    /// Only rows of this value, as COLUMN=VALUE; may stand more than once
    #[arg(short, long, value_parser = pair)]
    r#where: Vec<(String, String)>,
    /// Write JSON instead of a table
    #[arg(long)]
    json: bool,
}

const SUMS: [&str; 7] = ["calls", "input_tokens", "output_tokens", "cost_nano_usd", "saved_nano_usd", "errors", "estimated_calls"];

fn pair(text: &str) -> Result<(String, String), String> {
    let (column, value) = text.split_once('=').ok_or("write COLUMN=VALUE")?;
    Ok((column.to_owned(), value.to_owned()))
}

pub(crate) fn run(own: Arguments, config: Option<PathBuf>) -> i32 {
    let Arguments { by, r#where: where_, json } = own;
    let filter = UsageFilter { group_by: by.clone(), since: None, until: None, where_ };
    let rows = open(config).and_then(|host| {
        let gateway = host.gateway().map_err(|error| error.to_string())?;
        let asked = host.block_on(gateway.usage(filter), None).and_then(|rows| rows);
        asked.map_err(|error| error.to_string())
    });
    match rows {
        Ok(rows) => {
            Console::print(&if json { format!("{:#}", Value::Array(rows)) } else { told(&by, &rows) });
            FINE
        }
        Err(why) => {
            Console::error(&why);
            FAILED
        }
    }
}

fn told(by: &[String], rows: &[Value]) -> String {
    let head: Vec<&str> = by.iter().map(String::as_str).chain(SUMS).collect();
    let rows: Vec<Vec<String>> = rows.iter().map(|row| head.iter().map(|column| text(&row[*column])).collect()).collect();
    table(&head, &rows)
}
