//! `polyroute preview`: what would be sent upstream, and where each member of the request went. Sends nothing.

use std::path::PathBuf;

use serde_json::Value;

use super::ask::{Ask, gateway};
use super::console::{Console, Tone};
use super::table::{table, text};
use super::{FAILED, FINE};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    ask: Ask,
    /// Another target than the one that the body's `model` leads to first
    #[arg(short, long)]
    target: Option<String>,
    /// Write one JSON object instead
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(own: &Arguments, config: Option<PathBuf>, console: &Console) -> i32 {
    let shown = own.ask.incoming().and_then(|incoming| {
        let gateway = gateway(config)?;
        gateway.preview(incoming, own.target.as_deref()).map_err(|error| error.to_string())
    });
    let shown = match shown {
        Ok(shown) => shown,
        Err(why) => {
            Console::error(&why);
            return FAILED;
        }
    };
    Console::print(&if own.json { format!("{shown:#}") } else { told(&shown, console) });
    if shown["error"].is_null() { FINE } else { FAILED }
}

fn told(shown: &Value, console: &Console) -> String {
    if let Value::Object(error) = &shown["error"] {
        let field = error["field"].as_str().map(|field| format!("{}: ", console.paint(Tone::Place, field))).unwrap_or_default();
        let target = shown["target"].as_str().map(|target| format!(" for {target}")).unwrap_or_default();
        return format!("{}{target}: {field}{}", console.paint(Tone::Bad, &format!("refused ({})", text(&error["kind"]))), text(&error["message"]));
    }
    let first = format!("{}  {} {}", console.paint(Tone::Good, &text(&shown["target"])), text(&shown["method"]), text(&shown["url"]));
    let headers = shown["headers"].as_object().into_iter().flatten();
    let headers = headers.map(|(name, value)| format!("{}: {}", console.paint(Tone::Help, name), text(value)));
    let lines: Vec<_> = std::iter::once(first).chain(headers).collect();
    format!("{}\n\n{:#}\n\n{}", lines.join("\n"), shown["body"], table(&["member", "went"], &members(shown)))
}

/// Each member with what became of it, what needs attention first.
fn members(shown: &Value) -> Vec<Vec<String>> {
    let of = |list: &str| {
        let names = shown[list].as_array().into_iter().flatten().filter_map(Value::as_str);
        names.map(|name| vec![name.to_owned(), list.to_owned()]).collect::<Vec<_>>()
    };
    ["dropped", "emulated", "mapped"].into_iter().flat_map(of).collect()
}
