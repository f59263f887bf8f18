//! Several processes on one state file: one limit for all of them, and what a `kill -9` leaves.
//!
//! The children are this test binary again, told by the environment what to do.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use polyroute::clock::Clock;
use polyroute::config::StateConfig;
use polyroute::id::NanoUsd;
use polyroute::state;
use polyroute::task::Owner;
use polyroute::types::{CallRow, Charge, Charged, Labels, StateStore, UsageFilter};

const FILE: &str = "POLYROUTE_TEST_STATE_FILE";
const CALLS: &str = "POLYROUTE_TEST_CALLS";
const KEY: &str = "tokens/day/UTC|2026-11-22";
const LIMIT: i64 = 2_000;
const SOON: Duration = Duration::from_secs(5);

fn open(path: &Path) -> Arc<dyn StateStore> {
    let owner = Owner::new(Arc::new(tokio::runtime::Handle::current()));
    state::open(&StateConfig::Sqlite { path: path.to_owned(), durable: false }, &Clock::default(), &owner).expect("the file opens")
}

/// Reserves 10, settles 7 and says so, once more for each call; ends when it is refused.
#[test]
fn child() {
    let Some(path) = std::env::var_os(FILE) else { return };
    let calls: usize = std::env::var(CALLS).expect("a number of calls").parse().expect("a number");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let store = open(Path::new(&path));
        let limit = (calls < usize::MAX).then_some(LIMIT);
        for n in 0..calls {
            let id: Arc<str> = format!("{}-{n}", std::process::id()).into();
            let reserve = Charge::Reserve { id: id.clone(), key: KEY.into(), amount: 10, limit };
            if store.charge(vec![reserve], SOON).await.expect("the store answers") != Charged::Done {
                return;
            }
            let row = CallRow {
                trace_id: id.clone(),
                started_at: 0,
                route: None,
                target: None,
                labels: Arc::new(Labels::default()),
                input_tokens: 4,
                output_tokens: 3,
                cost: NanoUsd(7),
                saved: NanoUsd::ZERO,
                error: None,
                estimated: false,
            };
            let settle = vec![Charge::Settle { id: id.clone(), key: KEY.into(), amount: 7 }, Charge::Row(Box::new(row))];
            store.charge(settle, SOON).await.expect("the store answers");
            println!("settled {id}");
        }
    });
}

fn spawn(path: &Path, calls: usize) -> Child {
    let program = std::env::current_exe().expect("this binary");
    let mut command = Command::new(program);
    command.args(["--exact", "child", "--nocapture"]).env(FILE, path).env(CALLS, calls.to_string()).stdout(Stdio::piped());
    command.spawn().expect("a child")
}

fn settled(output: impl std::io::Read) -> impl Iterator<Item = String> {
    let lines = BufReader::new(output).lines().map_while(Result::ok);
    lines.filter_map(|line| line.split_once("settled ").map(|(_, id)| id.to_owned()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn sixteen_processes_never_pass_one_limit_and_lose_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("state.db");
    let children: Vec<Child> = (0..16).map(|_| spawn(&path, 40)).collect();
    let mut count = 0;
    for child in children {
        let output = child.wait_with_output().expect("its output");
        assert!(output.status.success());
        count += settled(&*output.stdout).count() as i64;
    }
    let store = open(&path);
    let (used, reserved) = store.counter(KEY).await.expect("a counter");
    assert_eq!((used, reserved), (count * 7, 0));
    assert!(used <= LIMIT && used + 10 > LIMIT - 16 * 10, "{used}");
    assert_eq!(store.usage(UsageFilter::default()).await.expect("a report")[0].cost, NanoUsd(used));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn what_came_back_before_a_kill_is_in_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("state.db");
    let mut child = spawn(&path, usize::MAX);
    let output = child.stdout.take().expect("piped");
    let mut ids = settled(output);
    let mut seen: Vec<String> = ids.by_ref().take(100).collect();
    child.kill().expect("killed");
    child.wait().expect("gone");
    seen.extend(ids);
    let store = open(&path);
    let kept = store.usage(UsageFilter::default()).await.expect("a report")[0].calls;
    assert!(seen.len() >= 100 && (seen.len() as u64..=seen.len() as u64 + 1).contains(&kept), "{} came back, {kept} kept", seen.len());
    let (used, reserved) = store.counter(KEY).await.expect("a counter");
    assert_eq!(used, kept as i64 * 7);
    assert!([0, 10].contains(&reserved));
}
