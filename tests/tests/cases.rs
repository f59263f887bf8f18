//! Every case against the Rust core. `CASES=words` picks those whose name has the words, `SHOW=1` prints their outcomes.

use std::path::Path;
use std::process::ExitCode;

use polyroute_conformance::coverage::Reached;
use polyroute_conformance::{case, outcome, run, rust::Rust};

fn main() -> ExitCode {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        // What cases plant is not worth a backtrace.
        if panic.payload_as_str() != Some("a planted bug") {
            usual(panic);
        }
    }));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let wanted = std::env::var("CASES").unwrap_or_default();
    let cases = match case::load_all(&folder) {
        Ok(cases) => cases,
        Err(problem) => {
            eprintln!("{problem}");
            return ExitCode::FAILURE;
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let (mut outcomes, mut failed, mut reached) = (Vec::new(), 0, Reached::default());
    for case in cases.iter().filter(|c| c.name.contains(&wanted)) {
        let verdict = runtime.block_on(run::run::<Rust>(case));
        if !verdict.problems.is_empty() {
            failed += 1;
            println!("FAILED   {} ({})", case.name, case.path.strip_prefix(&folder).unwrap_or(&case.path).display());
            verdict.problems.iter().for_each(|p| println!("         {p}"));
        }
        reached.see(&case.config, &verdict.outcome);
        reached.doors.extend(verdict.doors);
        if std::env::var_os("SHOW").is_some() {
            println!("outcome  {}: {}", case.name, outcome::canonical(&verdict.outcome.clone().into()));
        }
        outcomes.push((case.name.clone(), verdict.outcome));
    }
    let line = format!("cases={} sha={}", outcomes.len(), outcome::sha(&outcomes));
    println!("{line} skipped=0");
    if wanted.is_empty() {
        let lacking = reached.lacking();
        lacking.iter().for_each(|what| println!("FAILED   {what}"));
        failed += lacking.len();
    }
    if wanted.is_empty() && failed == 0 && !same_as_before(&folder.join("line.txt"), &line) {
        failed += 1;
    }
    let word = if failed == 0 { "ok" } else { "FAILED" };
    println!("test result: {word}. {} passed; {failed} failed; 0 ignored", outcomes.len() - failed.min(outcomes.len()));
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The line is kept beside the cases, for the other languages to print the same; `BLESS=1` writes it anew.
fn same_as_before(file: &Path, line: &str) -> bool {
    if std::env::var_os("BLESS").is_some() {
        return std::fs::write(file, format!("{line}\n")).is_ok();
    }
    let before = std::fs::read_to_string(file).unwrap_or_default();
    if before.trim() != line {
        println!("FAILED   the outcomes differ from `{}` in line.txt; if that is meant: BLESS=1 cargo test -p polyroute-conformance", before.trim());
    }
    before.trim() == line
}
