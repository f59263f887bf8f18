//! `polyroute check`: every problem and warning of a configuration, for people or as JSON.

use std::path::PathBuf;

use polyroute::config::{Config, Problem};
use serde_json::json;

use super::console::{Console, Tone};
use super::locate::locate;
use super::{FAILED, FINE};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The configuration to check
    file: Option<PathBuf>,
    /// Write one JSON object instead of lines
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(own: Arguments, config: Option<PathBuf>, console: &Console) -> i32 {
    let file = match locate(own.file.or(config)) {
        Ok(file) => file,
        Err(why) => {
            Console::error(&why);
            return FAILED;
        }
    };
    let name = file.display().to_string();
    let (problems, warnings, holds) = match Config::from_file(&file) {
        Ok(config) => {
            (Vec::new(), config.warnings.clone(), counted(config.providers.len(), "provider") + ", " + &counted(config.routes.len(), "route"))
        }
        Err(problems) => (problems.0, Vec::new(), String::new()),
    };
    if own.json {
        let report = json!({"file": name, "ok": problems.is_empty(), "problems": problems, "warnings": warnings});
        Console::print(&format!("{report:#}"));
    } else {
        for problem in &problems {
            Console::print(&line(problem, Tone::Bad, console));
        }
        for warning in &warnings {
            Console::print(&line(warning, Tone::Doubtful, console));
        }
        Console::print(&summary(&name, problems.len(), warnings.len(), &holds, console));
    }
    if problems.is_empty() { FINE } else { FAILED }
}

/// `file:line:column: path: message; help`; a warning says so after its place.
fn line(problem: &Problem, tone: Tone, console: &Console) -> String {
    let file = problem.file.as_deref().unwrap_or_default();
    let place = if problem.line > 0 { format!("{file}:{}:{}:", problem.line, problem.column) } else { format!("{file}:") };
    let word = if matches!(tone, Tone::Doubtful) { "warning: " } else { "" };
    let path = if problem.path.is_empty() { String::new() } else { format!("{}: ", problem.path) };
    let help = problem.help.as_ref().map(|help| format!("; {}", console.paint(Tone::Help, help))).unwrap_or_default();
    format!("{} {}{path}{}{help}", console.paint(Tone::Place, &place), console.paint(tone, word), console.paint(tone, &problem.message))
}

fn summary(name: &str, problems: usize, warnings: usize, holds: &str, console: &Console) -> String {
    let warned = if warnings == 0 { String::new() } else { format!(", {}", counted(warnings, "warning")) };
    if problems == 0 {
        format!("{name}: {} ({holds}{warned})", console.paint(Tone::Good, "no problems"))
    } else {
        format!("{name}: {}", console.paint(Tone::Bad, &counted(problems, "problem")))
    }
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
