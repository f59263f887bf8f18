//! `polyroute explain`: where a request would go, which targets are left out, and why. Sends nothing, reserves nothing.

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
    /// Write one JSON object instead
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(own: &Arguments, config: Option<PathBuf>, console: &Console) -> i32 {
    let explained = own.ask.incoming().and_then(|incoming| gateway(config)?.explain(incoming).map_err(|error| error.to_string()));
    let explained = match explained {
        Ok(explained) => explained,
        Err(why) => {
            Console::error(&why);
            return FAILED;
        }
    };
    Console::print(&if own.json { format!("{explained:#}") } else { told(&explained, console) });
    if explained["target"].is_null() { FAILED } else { FINE }
}

fn told(explained: &Value, console: &Console) -> String {
    let target = explained["target"].as_str().map_or_else(|| console.paint(Tone::Bad, "no target"), |target| console.paint(Tone::Good, target));
    let decision = &explained["decision"];
    let first = format!("{} → {target} ({}: {})", text(&explained["route"]), text(&decision["strategy"]), text(&decision["reason"]));
    let candidate = |c: &Value| {
        vec![text(&c["target"]), text(&c["verdict"]), text(&c["cost_usd_at_most"]), text(&c["doubt"]["code"]), text(&c["doubt"]["field"])]
    };
    let cut = |c: &Value| vec![text(&c["target"]), text(&c["verdict"]), String::new(), text(&c["detail"]), text(&c["field"])];
    let list = |name: &str| explained[name].as_array().cloned().unwrap_or_default();
    let rows: Vec<_> = list("candidates").iter().map(candidate).chain(list("cut").iter().map(cut)).collect();
    format!("{first}\n\n{}", table(&["target", "verdict", "usd at most", "why", "member"], &rows))
}
