//! The tests that every store passes, and what only a file can show.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use super::{Database, Memory, Sqlite, before_fork};
use crate::clock::Clock;
use crate::error::ErrorKind;
use crate::id::NanoUsd;
use crate::task::Owner;
use crate::types::{CallRow, Charge, Charged, Entry, Labels, StateStore, UsageFilter};

const SOON: Duration = Duration::from_secs(5);

fn owner() -> Owner {
    Owner::new(Arc::new(tokio::runtime::Handle::current()))
}

fn sqlite(path: &Path, clock: &Clock) -> Arc<Sqlite> {
    Sqlite::open(path, false, clock, &owner()).expect("the file opens")
}

/// A further store on the same file with a connection of its own, as another process has it.
fn other_process(path: &Path, clock: &Clock) -> Arc<Sqlite> {
    Sqlite::on(Database::connect(path, false, clock, &owner()).expect("the file opens"), clock, &owner())
}

fn by_hand(path: &Path, sql: &str) {
    rusqlite::Connection::open(path).and_then(|conn| conn.execute_batch(sql)).expect("the file takes it");
}

fn reserve(id: &str, key: &str, amount: i64, limit: impl Into<Option<i64>>) -> Charge {
    Charge::Reserve { id: id.into(), key: key.into(), amount, limit: limit.into() }
}

fn settle(id: &str, key: &str, amount: i64) -> Charge {
    Charge::Settle { id: id.into(), key: key.into(), amount }
}

fn release(id: &str) -> Charge {
    Charge::Release { id: id.into() }
}

fn row(trace_id: &str, at: u64, tenant: &str, cost: i64) -> CallRow {
    CallRow {
        trace_id: trace_id.into(),
        started_at: at,
        route: Some("chat".into()),
        target: Some("openai/gpt/5".into()),
        labels: Arc::new(Labels { tenant: Some(tenant.into()), ..Labels::default() }),
        input_tokens: 10,
        output_tokens: 5,
        cost: NanoUsd(cost),
        saved: NanoUsd(1),
        error: None,
        estimated: false,
    }
}

async fn charge(store: &dyn StateStore, charges: Vec<Charge>) -> Charged {
    store.charge(charges, SOON).await.expect("the store answers")
}

async fn counter(store: &dyn StateStore, key: &str) -> (i64, i64) {
    store.counter(key).await.expect("the store answers")
}

async fn a_reservation_holds_until_it_is_settled_or_released(store: &dyn StateStore, _: &Clock) {
    assert_eq!(charge(store, vec![reserve("a", "k", 60, 100)]).await, Charged::Done);
    assert_eq!(counter(store, "k").await, (0, 60));
    assert_eq!(store.reservations(), 1);
    let refused = Charged::Refused { key: "k".into(), used: 0, reserved: 60, limit: 100 };
    assert_eq!(charge(store, vec![reserve("b", "k", 41, 100)]).await, refused);
    assert_eq!(charge(store, vec![reserve("b", "k", 40, 100)]).await, Charged::Done);
    charge(store, vec![settle("a", "k", 25)]).await;
    assert_eq!(counter(store, "k").await, (25, 40));
    charge(store, vec![release("b")]).await;
    assert_eq!(counter(store, "k").await, (25, 0));
    assert_eq!(store.reservations(), 0);
}

async fn a_charge_is_done_whole_or_not_at_all(store: &dyn StateStore, _: &Clock) {
    charge(store, vec![reserve("a", "x", 10, None)]).await;
    let mixed = vec![
        reserve("a", "x", 5, None),
        settle("a", "x", 7),
        reserve("b", "y", 1, 10),
        Charge::Row(Box::new(row("t", 0, "acme", 1))),
        reserve("b", "z", 11, 10),
    ];
    assert!(matches!(charge(store, mixed).await, Charged::Refused { key, .. } if &*key == "z"));
    assert_eq!(counter(store, "x").await, (0, 10));
    assert_eq!(counter(store, "y").await, (0, 0));
    assert_eq!(store.reservations(), 1);
    assert_eq!(store.usage(UsageFilter::default()).await.expect("a report"), []);
}

async fn a_second_reserve_extends_the_first(store: &dyn StateStore, _: &Clock) {
    charge(store, vec![reserve("a", "k", 30, 100)]).await;
    charge(store, vec![reserve("a", "k", 30, 100)]).await;
    assert!(matches!(charge(store, vec![reserve("a", "k", 41, 100)]).await, Charged::Refused { reserved: 60, .. }));
    assert_eq!(counter(store, "k").await, (0, 60));
    charge(store, vec![settle("a", "k", 150)]).await;
    assert_eq!(counter(store, "k").await, (150, 0), "what was used is booked in full");
}

async fn a_charge_reads_in_its_order(store: &dyn StateStore, _: &Clock) {
    charge(store, vec![reserve("a", "k", 100, 100)]).await;
    assert_eq!(charge(store, vec![release("a"), reserve("b", "k", 100, 100)]).await, Charged::Done);
    assert_eq!(counter(store, "k").await, (0, 100));
}

async fn amounts_beyond_all_measure_neither_wrap_nor_fail(store: &dyn StateStore, _: &Clock) {
    charge(store, vec![reserve("a", "k", i64::MAX, None)]).await;
    charge(store, vec![reserve("b", "k", i64::MAX, None)]).await;
    assert!(matches!(charge(store, vec![reserve("c", "k", 1, i64::MAX)]).await, Charged::Refused { .. }));
    charge(store, vec![settle("a", "k", i64::MAX), settle("b", "k", i64::MAX)]).await;
    assert_eq!(counter(store, "k").await, (i64::MAX, 0));
    charge(store, vec![reserve("d", "m", -5, 10), settle("d", "m", -5)]).await;
    assert_eq!(counter(store, "m").await, (0, 0), "a negative amount gives nothing back");
}

async fn ending_twice_changes_nothing(store: &dyn StateStore, _: &Clock) {
    charge(store, vec![reserve("a", "k", 10, None)]).await;
    charge(store, vec![release("a")]).await;
    charge(store, vec![release("a"), release("unknown")]).await;
    assert_eq!(counter(store, "k").await, (0, 0));
}

async fn usage_sums_and_groups_settled_rows(store: &dyn StateStore, _: &Clock) {
    let hour = 3_600_000;
    let rows = [row("1", 0, "acme", 100), row("2", hour, "acme", 200), row("3", hour, "beta", 400)];
    charge(store, rows.into_iter().map(|row| Charge::Row(Box::new(row))).collect()).await;
    let odd = CallRow { error: Some("timeout"), estimated: true, target: None, labels: Arc::default(), ..row("4", 25 * hour, "", 800) };
    charge(store, vec![Charge::Row(Box::new(odd))]).await;

    let ask = |group_by: &[&str], where_: &[(&str, &str)], since, until| UsageFilter {
        group_by: group_by.iter().map(|s| (*s).to_owned()).collect(),
        where_: where_.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
        since,
        until,
    };
    let all = store.usage(ask(&[], &[], None, None)).await.expect("a report");
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].calls, all[0].input_tokens, all[0].output_tokens, all[0].cost), (4, 40, 20, NanoUsd(1500)));
    assert_eq!((all[0].errors, all[0].estimated_calls, all[0].saved), (1, 1, NanoUsd(4)));

    let groups = |rows: Vec<crate::types::UsageRow>| {
        rows.into_iter().map(|r| (r.group.into_iter().map(|g| g.unwrap_or("-".into())).collect::<Vec<_>>().join(" "), r.cost.0)).collect::<Vec<_>>()
    };
    let report = |filter| async { groups(store.usage(filter).await.expect("a report")) };
    let named = |rows: &[(&str, i64)]| rows.iter().map(|(k, v)| ((*k).to_owned(), *v)).collect::<Vec<_>>();
    assert_eq!(report(ask(&["tenant"], &[], None, None)).await, named(&[("-", 800), ("acme", 300), ("beta", 400)]));
    assert_eq!(report(ask(&["provider", "model"], &[], None, None)).await, named(&[("- -", 800), ("openai gpt/5", 700)]));
    assert_eq!(report(ask(&["day"], &[], None, None)).await, named(&[("1970-01-01", 700), ("1970-01-02", 800)]));
    assert_eq!(report(ask(&["hour"], &[], None, Some(hour))).await, named(&[("1970-01-01T00", 100)]));
    assert_eq!(report(ask(&["month"], &[("tenant", "acme")], Some(hour), None)).await, named(&[("1970-01", 200)]));
    assert_eq!(report(ask(&[], &[("model", "gpt/5"), ("tenant", "beta")], None, None)).await, named(&[("", 400)]));
    let unknown = store.usage(ask(&["colour"], &[], None, None)).await.expect_err("no such column");
    assert_eq!(unknown.kind(), ErrorKind::InvalidRequest);
}

async fn entries_end_when_they_say_so(store: &dyn StateStore, clock: &Clock) {
    let entry =
        |text: &'static str, ttl: Option<u64>| Entry { value: Bytes::from_static(text.as_bytes()), expires_at: ttl.map(|ms| clock.wall_ms() + ms) };
    let put = async |key: &str, entry| store.put(key, entry).await.expect("stored");
    put("a/1", entry("one", None)).await;
    put("a/2", entry("two", Some(1_000))).await;
    put("a/3", entry("three", None)).await;
    put("b", entry("other", None)).await;
    assert_eq!(store.get("a/2").await.expect("read").map(|e| e.value), Some(Bytes::from_static(b"two")));
    clock.advance(Duration::from_secs(1));
    assert_eq!(store.get("a/2").await.expect("read"), None);
    let keys = async |prefix, limit| store.scan(prefix, limit).await.expect("read").into_iter().map(|(key, _)| key).collect::<Vec<_>>();
    assert_eq!(keys("a/", 10).await, ["a/1", "a/3"]);
    assert_eq!(keys("a/", 1).await, ["a/1"]);
    store.remove("a/1").await.expect("removed");
    put("a/3", entry("new", None)).await;
    assert_eq!(store.get("a/1").await.expect("read"), None);
    assert_eq!(store.get("a/3").await.expect("read").map(|e| e.value), Some(Bytes::from_static(b"new")));
}

macro_rules! for_both {
    ($($name:ident)*) => {
        mod memory {
            use super::*;
            $(#[tokio::test]
            async fn $name() {
                let clock = Clock::new_virtual();
                super::$name(&Memory::new(&clock), &clock).await;
            })*
        }
        mod in_sqlite {
            use super::*;
            $(#[tokio::test]
            async fn $name() {
                let clock = Clock::new_virtual();
                let folder = tempfile::tempdir().expect("a folder");
                super::$name(&*sqlite(&folder.path().join("state.db"), &clock), &clock).await;
            })*
        }
    };
}

for_both! {
    a_reservation_holds_until_it_is_settled_or_released
    a_charge_is_done_whole_or_not_at_all
    a_second_reserve_extends_the_first
    a_charge_reads_in_its_order
    amounts_beyond_all_measure_neither_wrap_nor_fail
    ending_twice_changes_nothing
    usage_sums_and_groups_settled_rows
    entries_end_when_they_say_so
}

#[tokio::test]
async fn a_dead_owners_reservation_is_booked_and_a_living_ones_is_renewed() {
    let (clock, folder) = (Clock::new_virtual(), tempfile::tempdir().expect("a folder"));
    let path = folder.path().join("state.db");
    let (living, other) = (sqlite(&path, &clock), other_process(&path, &clock));
    charge(&*living, vec![reserve("alive", "k", 10, None)]).await;
    by_hand(&path, "INSERT INTO reservations VALUES ('dead', 'k', 7, 'gone', 0)");
    for _ in 0..6 {
        clock.advance(Duration::from_secs(10));
        while_renewing().await;
    }
    charge(&*other, vec![reserve("x", "k", 1, None)]).await;
    assert_eq!(counter(&*other, "k").await, (7, 11));
}

/// Lets background tasks run that an advance of the clock has woken.
async fn while_renewing() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_settle_after_others_took_us_for_dead_books_only_the_difference() {
    let (clock, folder) = (Clock::new_virtual(), tempfile::tempdir().expect("a folder"));
    let path = folder.path().join("state.db");
    let (asleep, other) = (sqlite(&path, &clock), other_process(&path, &clock));
    charge(&*asleep, vec![reserve("a", "k", 100, None), reserve("b", "k", 50, None)]).await;
    by_hand(&path, "UPDATE reservations SET expires_at = 0");
    clock.advance(Duration::from_secs(2));
    charge(&*other, vec![reserve("c", "m", 1, None)]).await;
    assert_eq!(counter(&*other, "k").await, (150, 0));
    charge(&*asleep, vec![settle("a", "k", 30)]).await;
    charge(&*asleep, vec![release("b")]).await;
    assert_eq!(counter(&*other, "k").await, (30, 0));
    assert_eq!(asleep.reservations(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixteen_threads_and_two_processes_never_pass_one_limit() {
    let (clock, folder) = (Clock::default(), tempfile::tempdir().expect("a folder"));
    let path = folder.path().join("state.db");
    let stores = [sqlite(&path, &clock), other_process(&path, &clock)];
    let handles: Vec<_> = (0..16)
        .map(|thread| {
            let store = stores[thread % 2].clone();
            std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
                runtime.block_on(async {
                    let mut settled = 0;
                    for n in 0..40 {
                        let id = format!("{thread}/{n}");
                        if charge(&*store, vec![reserve(&id, "k", 10, 1_000)]).await != Charged::Done {
                            continue;
                        }
                        let (used, reserved) = counter(&*store, "k").await;
                        assert!(used + reserved <= 1_000);
                        if n % 4 == 0 {
                            charge(&*store, vec![release(&id)]).await;
                        } else {
                            charge(&*store, vec![settle(&id, "k", 7), Charge::Row(Box::new(row(&id, 0, "acme", 7)))]).await;
                            settled += 7;
                        }
                    }
                    settled
                })
            })
        })
        .collect();
    let settled = tokio::task::spawn_blocking(|| handles.into_iter().map(|h| h.join().expect("no panic")).sum::<i64>()).await.expect("joined");
    assert_eq!(counter(&*stores[0], "k").await, (settled, 0));
    let usage = stores[1].usage(UsageFilter::default()).await.expect("a report");
    assert_eq!(usage[0].cost, NanoUsd(settled));
    assert_eq!(stores.iter().map(|s| s.reservations()).sum::<usize>(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_waits_for_another_processs_lock_and_gives_up_at_its_deadline() {
    let (clock, folder) = (Clock::default(), tempfile::tempdir().expect("a folder"));
    let path = folder.path().join("state.db");
    let store = sqlite(&path, &clock);
    let other = rusqlite::Connection::open(&path).expect("opens");
    other.execute_batch("BEGIN IMMEDIATE").expect("locks");
    let refused = store.charge(vec![reserve("a", "k", 1, None)], Duration::from_millis(20)).await.expect_err("locked");
    assert_eq!(refused.kind(), ErrorKind::State);
    let waiting = store.charge(vec![reserve("b", "k", 1, None)], SOON);
    let (done, ()) = tokio::join!(waiting, async {
        tokio::task::yield_now().await;
        other.execute_batch("COMMIT").expect("unlocks");
    });
    assert_eq!(done.expect("waited"), Charged::Done);
    assert_eq!(counter(&*store, "k").await, (0, 1), "what was refused late was not done");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dropped_charge_strands_nobody_and_leaves_nothing() {
    let (clock, folder) = (Clock::default(), tempfile::tempdir().expect("a folder"));
    let path = folder.path().join("state.db");
    let store = sqlite(&path, &clock);
    let other = rusqlite::Connection::open(&path).expect("opens");
    other.execute_batch("BEGIN IMMEDIATE").expect("locks");
    let mut dropped = store.charge(vec![reserve("a", "k", 1, None)], SOON);
    assert!(futures_util::poll!(&mut dropped).is_pending());
    drop(dropped);
    other.execute_batch("COMMIT").expect("unlocks");
    charge(&*store, vec![reserve("b", "k", 2, None)]).await;
    assert_eq!(counter(&*store, "k").await, (0, 2));
}

#[tokio::test]
async fn what_was_committed_is_there_after_a_kill() {
    let (clock, folder) = (Clock::new_virtual(), tempfile::tempdir().expect("a folder"));
    let path = folder.path().join("state.db");
    let store = sqlite(&path, &clock);
    charge(&*store, vec![reserve("a", "k", 10, None)]).await;
    charge(&*store, vec![settle("a", "k", 8), Charge::Row(Box::new(row("t", 0, "acme", 8)))]).await;
    charge(&*store, vec![reserve("b", "k", 5, None)]).await;
    // A kill leaves file and log as they stand: copy them while the store is open.
    let copy = folder.path().join("copy.db");
    for suffix in ["", "-wal"] {
        std::fs::copy(format!("{}{suffix}", path.display()), format!("{}{suffix}", copy.display())).expect("copied");
    }
    let again = sqlite(&copy, &clock);
    assert_eq!(counter(&*again, "k").await, (8, 5));
    assert_eq!(again.usage(UsageFilter::default()).await.expect("a report")[0].cost, NanoUsd(8));
    clock.advance(Duration::from_secs(31));
    charge(&*again, vec![reserve("c", "m", 1, None)]).await;
    assert_eq!(counter(&*again, "k").await, (13, 0), "the dead call may have been billed");
}

#[tokio::test]
async fn a_newer_file_is_refused_by_name_and_left_whole() {
    let (clock, folder) = (Clock::new_virtual(), tempfile::tempdir().expect("a folder"));
    let path = folder.path().join("newer.db");
    rusqlite::Connection::open(&path)
        .and_then(|c| c.execute_batch("CREATE TABLE meta(schema_version INTEGER); INSERT INTO meta VALUES (99); CREATE TABLE future(x)"))
        .expect("made");
    let before = std::fs::read(&path).expect("read");
    let error = Sqlite::open(&path, false, &clock, &owner()).err().expect("refused");
    assert_eq!(error.kind(), ErrorKind::State);
    assert!(error.message().contains("newer.db") && error.message().contains("99"), "{error}");
    assert_eq!(std::fs::read(&path).expect("read"), before);
}

#[tokio::test]
async fn another_programs_database_is_refused() {
    let (clock, folder) = (Clock::new_virtual(), tempfile::tempdir().expect("a folder"));
    let path = folder.path().join("app.db");
    rusqlite::Connection::open(&path).and_then(|c| c.execute_batch("CREATE TABLE users(name)")).expect("made");
    let error = Sqlite::open(&path, false, &clock, &owner()).err().expect("refused");
    assert!(error.message().contains("another program"), "{error}");
}

#[tokio::test]
async fn a_corrupt_file_is_moved_aside_and_a_new_one_begins() {
    let (clock, folder) = (Clock::new_virtual(), tempfile::tempdir().expect("a folder"));
    let path = folder.path().join("state.db");
    std::fs::write(&path, "no database at all, but long enough to look like one ".repeat(40)).expect("written");
    let store = sqlite(&path, &clock);
    charge(&*store, vec![reserve("a", "k", 1, None)]).await;
    assert!(std::fs::read_to_string(folder.path().join("state.db.corrupt-1")).expect("kept").starts_with("no database"));
}

#[tokio::test]
async fn corruption_met_on_the_way_fails_calls_until_the_file_begins_anew() {
    let (clock, folder) = (Clock::new_virtual(), tempfile::tempdir().expect("a folder"));
    let path = folder.path().join("state.db");
    let store = sqlite(&path, &clock);
    charge(&*store, vec![Charge::Row(Box::new(row("t", 0, "acme", 1)))]).await;
    store.close().await;
    let mut bytes = std::fs::read(&path).expect("read");
    bytes[4096..].fill(0xA5);
    std::fs::write(&path, bytes).expect("written");
    let error = store.usage(UsageFilter::default()).await.expect_err("corrupt");
    assert_eq!(error.kind(), ErrorKind::State);
    charge(&*store, vec![Charge::Row(Box::new(row("u", 0, "acme", 2)))]).await;
    assert_eq!(store.usage(UsageFilter::default()).await.expect("a report")[0].cost, NanoUsd(2));
    assert!(folder.path().join("state.db.corrupt-1").exists());
}

#[tokio::test]
async fn one_process_shares_one_connection_a_file() {
    let (clock, folder) = (Clock::new_virtual(), tempfile::tempdir().expect("a folder"));
    let path = folder.path().join("state.db");
    let (a, b) = (sqlite(&path, &clock), sqlite(&folder.path().join(".").join("state.db"), &clock));
    assert!(Arc::ptr_eq(a.database(), b.database()));
    charge(&*a, vec![reserve("x", "k", 1, None)]).await;
    assert_eq!((a.reservations(), b.reservations()), (1, 0));
}

#[tokio::test]
async fn writes_wait_while_the_process_forks_and_go_on_in_the_parent() {
    let (clock, folder) = (Clock::new_virtual(), tempfile::tempdir().expect("a folder"));
    let store = sqlite(&folder.path().join("state.db"), &clock);
    let hold = before_fork();
    let mut write = store.charge(vec![reserve("a", "k", 1, None)], SOON);
    assert!(futures_util::poll!(&mut write).is_pending());
    hold.parent();
    assert_eq!(write.await.expect("written"), Charged::Done);
}
