//! The store that writes no file: counters, reservations, entries and usage of this process.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;

use super::columns::Report;
use super::passes;
use super::rollup::Rollup;
use crate::clock::Clock;
use crate::error::Result;
use crate::task::BoxFuture;
use crate::types::{Charge, Charged, CounterKey, Entry, StateStore, UsageFilter, UsageRow};

/// Forgets everything when it is dropped. Every future of it is ready at its first poll.
pub struct Memory {
    clock: Clock,
    ledger: Mutex<Ledger>,
    usage: Mutex<Rollup>,
    entries: Mutex<Entries>,
}

impl Memory {
    pub fn new(clock: &Clock) -> Self {
        Memory { clock: clock.clone(), ledger: Mutex::default(), usage: Mutex::default(), entries: Mutex::default() }
    }
}

#[derive(Default, Clone, Copy)]
struct Counter {
    used: i64,
    reserved: i64,
}

#[derive(Default)]
struct Ledger {
    counters: HashMap<CounterKey, Counter>,
    /// What each reservation holds.
    held: HashMap<Arc<str>, Vec<(CounterKey, i64)>>,
}

/// How one step of a charge is taken back.
enum Undo {
    Counter(CounterKey, Option<Counter>),
    Held(Arc<str>, Option<Vec<(CounterKey, i64)>>),
}

impl Ledger {
    /// Does all of `charges` or none.
    fn apply(&mut self, charges: &[Charge]) -> Charged {
        let mut undo = Vec::new();
        for charge in charges {
            match charge {
                Charge::Reserve { id, key, amount, limit } => {
                    if let Err(refused) = self.reserve(id, key, *amount, *limit, &mut undo) {
                        self.take_back(undo);
                        return refused;
                    }
                }
                Charge::Settle { id, key, amount } => {
                    let reserved = self.end(id, key, &mut undo);
                    self.change(key, (*amount).max(0), -reserved, &mut undo);
                }
                Charge::Release { id } => {
                    let Some(parts) = self.held.remove(id) else { continue };
                    for (key, amount) in &parts {
                        self.change(key, 0, -amount, &mut undo);
                    }
                    undo.push(Undo::Held(id.clone(), Some(parts)));
                }
                Charge::Row(_) => {}
            }
        }
        Charged::Done
    }

    fn reserve(&mut self, id: &Arc<str>, key: &CounterKey, amount: i64, limit: Option<i64>, undo: &mut Vec<Undo>) -> Result<(), Charged> {
        let amount = amount.max(0);
        let Counter { used, reserved } = self.counters.get(key).copied().unwrap_or_default();
        if let Some(limit) = limit.filter(|limit| passes(*limit, [used, reserved, amount])) {
            return Err(Charged::Refused { key: key.clone(), used, reserved, limit });
        }
        // A sum of reservations that passed i64 could not be taken back exactly.
        let amount = amount.min(i64::MAX - reserved);
        self.change(key, 0, amount, undo);
        let parts = self.held.entry(id.clone()).or_default();
        undo.push(Undo::Held(id.clone(), Some(parts.clone()).filter(|parts| !parts.is_empty())));
        match parts.iter_mut().find(|(held, _)| held == key) {
            Some((_, held)) => *held += amount,
            None => parts.push((key.clone(), amount)),
        }
        Ok(())
    }

    /// Ends what `id` holds on `key` and says how much that was.
    fn end(&mut self, id: &Arc<str>, key: &CounterKey, undo: &mut Vec<Undo>) -> i64 {
        let Some(parts) = self.held.get_mut(id) else { return 0 };
        let Some(at) = parts.iter().position(|(held, _)| held == key) else { return 0 };
        undo.push(Undo::Held(id.clone(), Some(parts.clone())));
        let (_, amount) = parts.swap_remove(at);
        if parts.is_empty() {
            self.held.remove(id);
        }
        amount
    }

    fn change(&mut self, key: &CounterKey, used: i64, reserved: i64, undo: &mut Vec<Undo>) {
        let before = self.counters.get(key).copied();
        let mut counter = before.unwrap_or_default();
        counter.used = counter.used.saturating_add(used);
        counter.reserved += reserved;
        undo.push(Undo::Counter(key.clone(), before));
        if counter.used == 0 && counter.reserved == 0 {
            self.counters.remove(key);
        } else {
            self.counters.insert(key.clone(), counter);
        }
    }

    fn take_back(&mut self, undo: Vec<Undo>) {
        for step in undo.into_iter().rev() {
            match step {
                Undo::Counter(key, Some(before)) => drop(self.counters.insert(key, before)),
                Undo::Counter(key, None) => drop(self.counters.remove(&key)),
                Undo::Held(id, Some(before)) => drop(self.held.insert(id, before)),
                Undo::Held(id, None) => drop(self.held.remove(&id)),
            }
        }
    }
}

#[derive(Default)]
struct Entries {
    map: BTreeMap<String, Entry>,
    /// Expired entries are swept when the map has grown to this.
    sweep_at: usize,
}

impl Entries {
    fn put(&mut self, key: &str, entry: Entry, now: u64) {
        self.map.insert(key.to_owned(), entry);
        if self.map.len() > self.sweep_at.max(1024) {
            self.map.retain(|_, entry| is_live(entry, now));
            self.sweep_at = self.map.len() * 2;
        }
    }
}

fn is_live(entry: &Entry, now: u64) -> bool {
    entry.expires_at.is_none_or(|at| at > now)
}

impl StateStore for Memory {
    fn name(&self) -> &'static str {
        "memory"
    }

    fn get<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<Entry>>> {
        Box::pin(async move {
            let now = self.clock.wall_ms();
            Ok(self.entries.lock().map.get(key).filter(|entry| is_live(entry, now)).cloned())
        })
    }

    fn put<'a>(&'a self, key: &'a str, entry: Entry) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            self.entries.lock().put(key, entry, self.clock.wall_ms());
            Ok(())
        })
    }

    fn remove<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            self.entries.lock().map.remove(key);
            Ok(())
        })
    }

    fn scan<'a>(&'a self, prefix: &'a str, limit: usize) -> BoxFuture<'a, Result<Vec<(String, Entry)>>> {
        Box::pin(async move {
            let now = self.clock.wall_ms();
            let entries = self.entries.lock();
            let found = entries.map.range(prefix.to_owned()..).take_while(|(key, _)| key.starts_with(prefix));
            Ok(found.filter(|(_, entry)| is_live(entry, now)).take(limit).map(|(key, entry)| (key.clone(), entry.clone())).collect())
        })
    }

    fn charge(&self, charges: Vec<Charge>, _deadline: Duration) -> BoxFuture<'_, Result<Charged>> {
        Box::pin(async move {
            let charged = self.ledger.lock().apply(&charges);
            if charged == Charged::Done {
                for charge in &charges {
                    if let Charge::Row(row) = charge {
                        self.usage.lock().add(row);
                    }
                }
            }
            Ok(charged)
        })
    }

    fn counter<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<(i64, i64)>> {
        Box::pin(async move {
            let counter = self.ledger.lock().counters.get(key).copied().unwrap_or_default();
            Ok((counter.used, counter.reserved))
        })
    }

    fn usage(&self, filter: UsageFilter) -> BoxFuture<'_, Result<Vec<UsageRow>>> {
        Box::pin(async move {
            let report = Report::new(filter)?;
            Ok(self.usage.lock().report(&report))
        })
    }

    fn reservations(&self) -> usize {
        self.ledger.lock().held.len()
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }
}
