//! `polyroute-upstream`: scripted providers for tests in other languages and for the demo.
//!
//! Prints one JSON line of names and addresses when it is ready and runs until its standard input closes. With `--script -`
//! every line of standard input is a set of scripts; each takes the place of the one before and is answered by such a line.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::process::ExitCode;

use polyroute_upstream::{Answerer, Script, Upstream, story};
use serde_json::{Value, json};

const USAGE: &str = "usage: polyroute-upstream --script FILE.json | --script - | --story trip
FILE.json: {\"name\": {\"dialect\": \"openai_chat\", \"script\": [ … ]}, … }";

type Running = Vec<Upstream>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--script", "-"] => serve_lines(),
        ["--script", file] => std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}")).and_then(|text| serve(scripts(&text)?)),
        ["--story", name] => story::named(name).ok_or_else(|| format!("there is no story `{name}`")).and_then(serve_story),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn serve_story(providers: BTreeMap<&'static str, Answerer>) -> Result<(), String> {
    serve(providers.into_iter().map(|(name, answers)| (name.to_owned(), answers)).collect())
}

fn serve(answers: Vec<(String, Answerer)>) -> Result<(), String> {
    let runtime = runtime()?;
    let _running = runtime.block_on(start(answers))?;
    for line in std::io::stdin().lock().lines() {
        if line.is_err() {
            break;
        }
    }
    Ok(())
}

fn serve_lines() -> Result<(), String> {
    let runtime = runtime()?;
    let mut running: Running = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let line = line.map_err(|e| e.to_string())?;
        drop(std::mem::take(&mut running));
        match scripts(&line).and_then(|answers| runtime.block_on(start(answers))) {
            Ok(started) => running = started,
            Err(problem) => say(&json!({"error": problem}))?,
        }
    }
    Ok(())
}

fn scripts(text: &str) -> Result<Vec<(String, Answerer)>, String> {
    let value: Value = serde_json::from_str(text).map_err(|e| e.to_string())?;
    let map = value.as_object().ok_or("a set of scripts is an object")?;
    map.iter().map(|(name, script)| Ok((name.clone(), Script::from_json(script).map_err(|e| format!("{name}: {e}"))?.into()))).collect()
}

async fn start(answers: Vec<(String, Answerer)>) -> Result<Running, String> {
    let mut running = Vec::new();
    let mut addresses = serde_json::Map::new();
    for (name, answers) in answers {
        let upstream = Upstream::start(answers).await.map_err(|e| e.to_string())?;
        addresses.insert(name, upstream.url().into());
        running.push(upstream);
    }
    say(&addresses.into())?;
    Ok(running)
}

fn say(line: &Value) -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).map_err(|e| e.to_string())
}

fn runtime() -> Result<tokio::runtime::Runtime, String> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(|e| e.to_string())
}
