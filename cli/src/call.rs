//! `polyroute call`: sends one request through the gateway. The answer goes to standard output, the receipt to standard error.

use std::path::PathBuf;
use std::sync::Arc;

use polyroute::Result;
use polyroute::host::Host;
use polyroute::types::Receipt;
use serde_json::Value;

use super::ask::{Ask, open};
use super::console::{Console, Tone};
use super::{FAILED, FINE};

/// Events that are taken at once.
const BATCH: usize = 64;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    ask: Ask,
    /// Write the whole receipt as JSON instead of one line
    #[arg(long)]
    receipt: bool,
}

pub(crate) fn run(own: &Arguments, config: Option<PathBuf>, console: &Console) -> i32 {
    let answered = own.ask.incoming().and_then(|incoming| {
        let host = open(config)?;
        let receipt = send(&host, incoming).map_err(|error| error.to_string());
        let closed = host.close().map_err(|error| error.to_string());
        receipt.and_then(|receipt| closed.map(|()| receipt))
    });
    match answered {
        Ok(receipt) => {
            Console::error(&if own.receipt { shown(&receipt) } else { line(&receipt, console) });
            FINE
        }
        Err(why) => {
            Console::error(&why);
            FAILED
        }
    }
}

fn send(host: &Host, incoming: polyroute::gateway::Incoming) -> Result<Arc<Receipt>> {
    let prepared = host.prepare(incoming)?;
    if !prepared.streams() {
        let reply = host.call_blocking(prepared, None)?;
        Console::print(
            &serde_json::from_slice::<Value>(&reply.body).map_or_else(|_| String::from_utf8_lossy(&reply.body).into_owned(), |v| format!("{v:#}")),
        );
        return Ok(reply.receipt);
    }
    let stream = host.stream_blocking(prepared, None)?;
    loop {
        let events = stream.next_batch_blocking(BATCH, None)?;
        if events.is_empty() {
            break;
        }
        events.iter().for_each(|event| Console::print(&String::from_utf8_lossy(event)));
    }
    stream.receipt().ok_or_else(|| polyroute::Error::new(polyroute::ErrorKind::State, "the ledger did not take the call"))
}

fn shown(receipt: &Receipt) -> String {
    serde_json::to_string_pretty(receipt).unwrap_or_default()
}

fn line(receipt: &Receipt, console: &Console) -> String {
    let target = receipt.target.as_deref().unwrap_or("cache");
    let (input, output) = (receipt.usage.input, receipt.usage.output);
    let tries = receipt.attempts.len();
    let dropped = if receipt.dropped.is_empty() { String::new() } else { format!(", dropped {}", receipt.dropped.join(" ")) };
    format!(
        "{}: {input} + {output} tokens, {} USD, {tries} tried, {:.0} ms{dropped}",
        console.paint(Tone::Good, target),
        receipt.cost_usd,
        receipt.ms
    )
}
