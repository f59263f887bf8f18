//! Every case against the Rust core. `CASES=words` picks those whose name has the words.

use std::path::Path;
use std::process::ExitCode;

use polyroute_conformance::{case, outcome, run, rust::Rust};

fn main() -> ExitCode {
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
    let (mut outcomes, mut skipped, mut failed) = (Vec::new(), 0, 0);
    for case in cases.iter().filter(|c| c.name.contains(&wanted)) {
        if let Some(why) = &case.skip {
            println!("skipped  {}: {why}", case.name);
            skipped += 1;
            continue;
        }
        let verdict = runtime.block_on(run::run::<Rust>(case));
        if !verdict.problems.is_empty() {
            failed += 1;
            println!("FAILED   {} ({})", case.name, case.path.strip_prefix(&folder).unwrap_or(&case.path).display());
            verdict.problems.iter().for_each(|p| println!("         {p}"));
        }
        outcomes.push((case.name.clone(), verdict.outcome));
    }
    println!("cases={} skipped={skipped} failed={failed} sha={}", outcomes.len(), outcome::sha(&outcomes));
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
