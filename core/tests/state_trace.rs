//! Records: in the ring at once, in the SQLite file and the JSON-lines file soon, and never in a call's way.

use std::path::Path;
use std::sync::Arc;

use polyroute::clock::Clock;
use polyroute::config::{StateConfig, TraceConfig};
use polyroute::error::{Attempt, Class, ErrorKind, Outcome};
use polyroute::id::NanoUsd;
use polyroute::state;
use polyroute::task::Owner;
use polyroute::trace::{Trace, TraceFilter};
use polyroute::types::{CacheKind, CacheReceipt, CallRow, Charge, Labels, Receipt, TraceError, TraceRecord, Usage, UsageFilter};
use serde_json::Value;

fn record(n: u64, tenant: &str, error: Option<ErrorKind>) -> TraceRecord {
    let attempt =
        |outcome, class| Attempt { target: "p/m".into(), outcome, class, status: Some(200), ms: 1.5, cost_nano_usd: NanoUsd(7), reason: None };
    TraceRecord {
        receipt: Receipt {
            trace_id: format!("trace-{n}").into(),
            route: Some("chat".into()),
            target: Some("p/m".into()),
            provider: Some("p".into()),
            model: Some("m".into()),
            region: None,
            attempts: vec![attempt(Outcome::Failed, Some(Class::Timeout)), attempt(Outcome::Served, None)],
            cache: CacheReceipt { kind: CacheKind::Miss, reason: None, score: None },
            usage: Usage { input: 3, output: 4, ..Usage::default() },
            cost_nano_usd: NanoUsd(14),
            cost_usd: NanoUsd(14).to_usd(),
            saved_nano_usd: NanoUsd::ZERO,
            dropped: vec![],
            emulated: vec![],
            guard: vec![],
            decision: None,
            warnings: vec![],
            ms: 3.0,
            ttft_ms: None,
            stitched: false,
            config: "sha256:0".into(),
        },
        started_at: 1_000 + n,
        labels: Arc::new(Labels { tenant: Some(tenant.into()), ..Labels::default() }),
        door: "chat",
        stream: false,
        error: error.map(|kind| TraceError { kind, message: "no".into(), reason: None, status: None }),
        spans: vec![],
    }
}

fn row(record: &TraceRecord) -> CallRow {
    CallRow {
        trace_id: record.receipt.trace_id.clone(),
        started_at: record.started_at,
        route: record.receipt.route.clone(),
        target: record.receipt.target.clone(),
        labels: record.labels.clone(),
        input_tokens: record.receipt.usage.input,
        output_tokens: record.receipt.usage.output,
        cost: record.receipt.cost_nano_usd,
        saved: NanoUsd::ZERO,
        error: None,
        estimated: false,
    }
}

fn owner() -> Owner {
    Owner::new(Arc::new(tokio::runtime::Handle::current()))
}

fn sqlite(folder: &Path) -> StateConfig {
    StateConfig::Sqlite { path: folder.join("state.db"), durable: false }
}

fn open(trace: &TraceConfig, state: &StateConfig) -> Trace {
    Trace::new(trace, state, &Clock::new_virtual(), &owner()).expect("a trace")
}

fn ids(list: &[Value]) -> Vec<&str> {
    list.iter().map(|record| record["trace_id"].as_str().expect("an id")).collect()
}

#[tokio::test]
async fn without_a_file_the_last_2000_records_are_known() {
    let trace = open(&TraceConfig::default(), &StateConfig::Memory);
    for n in 0..2_001 {
        trace.record(record(n, "acme", None));
    }
    assert_eq!(trace.get("trace-0").expect("read"), None);
    let known = trace.get("trace-1").expect("read").expect("known");
    assert_eq!((known["labels"]["tenant"].as_str(), known["attempts"][0]["class"].as_str()), (Some("acme"), Some("timeout")));
    assert_eq!(trace.list(TraceFilter { limit: 3_000, ..TraceFilter::default() }).expect("a list").len(), 2_000);
}

#[tokio::test]
async fn a_list_is_newest_first_and_filtered_the_same_in_memory_and_in_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let (ring, first) = (open(&TraceConfig::default(), &StateConfig::Memory), open(&TraceConfig::default(), &sqlite(folder.path())));
    for trace in [&ring, &first] {
        for n in 0..6 {
            let tenant = if n % 2 == 0 { "acme" } else { "beta" };
            trace.record(record(n, tenant, (n == 4).then_some(ErrorKind::Timeout)));
        }
    }
    first.flush().await;
    drop(first);
    let file = open(&TraceConfig::default(), &sqlite(folder.path()));
    let filter = |where_: &[(&str, &str)], limit| TraceFilter {
        limit,
        since: Some(1_001),
        until: Some(1_006),
        where_: where_.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
    };
    for trace in [&ring, &file] {
        let list = |where_: &[(&str, &str)], limit| trace.list(filter(where_, limit)).expect("a list");
        assert_eq!(ids(&list(&[], 2)), ["trace-5", "trace-4"]);
        assert_eq!(ids(&list(&[("tenant", "beta"), ("model", "m")], 9)), ["trace-5", "trace-3", "trace-1"]);
        assert_eq!(ids(&list(&[("error", "timeout")], 9)), ["trace-4"]);
        assert_eq!(ids(&list(&[("error", "*")], 9)), ["trace-4"]);
        assert_eq!(trace.list(filter(&[("colour", "red")], 9)).expect_err("unknown").kind(), ErrorKind::InvalidRequest);
    }
    file.record(record(9, "beta", None));
    let both = file.list(TraceFilter { limit: 2, ..TraceFilter::default() }).expect("a list");
    assert_eq!(ids(&both), ["trace-9", "trace-5"], "what is not written yet is listed too");
}

#[tokio::test]
async fn a_record_joins_the_row_that_was_settled_and_a_call_without_one_does_not_count() {
    let folder = tempfile::tempdir().expect("a folder");
    let (clock, owner, config) = (Clock::new_virtual(), owner(), sqlite(folder.path()));
    let store = state::open(&config, &clock, &owner).expect("a store");
    let trace = Trace::new(&TraceConfig::default(), &config, &clock, &owner).expect("a trace");
    let (settled, late, refused) = (record(1, "acme", None), record(2, "acme", None), record(3, "acme", Some(ErrorKind::Budget)));
    let charge = async |record: &TraceRecord| {
        let charged = store.charge(vec![Charge::Row(Box::new(row(record)))], std::time::Duration::from_secs(5)).await;
        charged.expect("charged");
    };
    charge(&settled).await;
    let late_row = late.clone();
    for record in [settled, late, refused] {
        trace.record(record);
    }
    trace.flush().await;
    charge(&late_row).await;
    let usage = store.usage(UsageFilter::default()).await.expect("a report");
    assert_eq!((usage[0].calls, usage[0].cost, usage[0].errors), (2, NanoUsd(28), 0));

    let conn = rusqlite::Connection::open(folder.path().join("state.db")).expect("opens");
    let count = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("a number");
    assert_eq!(count("SELECT count(*) FROM calls WHERE json_extract(record, '$.cost_nano_usd') = 14 AND cost_nano_usd = 14"), 3);
    assert_eq!(count("SELECT sum(us) FROM attempts WHERE class = 'timeout' AND outcome = 'failed' AND n = 0"), 3 * 1_500);
}

#[tokio::test]
async fn json_lines_are_appended_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = TraceConfig { path: None, file: Some(folder.path().join("traces.jsonl")), ..TraceConfig::default() };
    for round in 0..2 {
        let trace = open(&config, &StateConfig::Memory);
        for n in 0..300 {
            trace.record(record(round * 300 + n, "acme", None));
        }
        trace.flush().await;
    }
    let text = std::fs::read_to_string(folder.path().join("traces.jsonl")).expect("read");
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("a whole record")).collect();
    assert_eq!(lines.len(), 600);
    assert_eq!(lines[599]["trace_id"], "trace-599");
}

#[tokio::test]
async fn what_waits_is_written_without_being_asked_also_after_the_drop() {
    let folder = tempfile::tempdir().expect("a folder");
    let owner = owner();
    let trace = Trace::new(&TraceConfig::default(), &sqlite(folder.path()), &Clock::new_virtual(), &owner).expect("a trace");
    trace.record(record(1, "acme", None));
    drop(trace);
    while owner.running() > 0 {
        tokio::task::yield_now().await;
    }
    let again = open(&TraceConfig::default(), &sqlite(folder.path()));
    assert!(again.get("trace-1").expect("read").is_some());
}

#[tokio::test]
async fn a_trace_file_that_cannot_be_opened_is_a_configuration_error() {
    let config = TraceConfig { path: None, file: Some("/nowhere/at/all.jsonl".into()), ..TraceConfig::default() };
    let error = Trace::new(&config, &StateConfig::Memory, &Clock::new_virtual(), &owner()).err().expect("refused");
    assert_eq!((error.kind(), error.path()), (ErrorKind::Config, Some("trace.file")));
}
