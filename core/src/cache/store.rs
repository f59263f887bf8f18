//! Answers in memory, with the moment they end.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::RwLock;

use super::key::Key;
use super::stale::{Cuts, Stale};
use crate::clock::{Clock, Moment};
use crate::id::NanoUsd;
use crate::types::{Labels, Response, Usage, Vectors};

/// Bytes that all entries together may weigh.
const CAPACITY: u64 = 256 << 20;

/// A kept answer and who gave it.
#[derive(Debug, Clone)]
pub struct Entry {
    pub answer: Kept,
    pub route: Arc<str>,
    /// Of the call that brought it.
    pub labels: Arc<Labels>,
    pub target: Arc<str>,
    pub provider: Arc<str>,
    pub model: Arc<str>,
    pub region: Option<Arc<str>>,
    pub usage: Usage,
    /// What it cost, and what each hit saves.
    pub cost: NanoUsd,
    pub stored: Moment,
    pub ends: Moment,
}

#[derive(Debug, Clone)]
pub enum Kept {
    Response(Response),
    Vectors(Vectors),
}

impl Entry {
    fn weight(&self) -> u32 {
        let bytes = match &self.answer {
            Kept::Response(r) => {
                r.raw.as_ref().map_or(0, |raw| raw.data.len()) + r.choices.iter().map(|c| c.message.text().len() + 256).sum::<usize>()
            }
            Kept::Vectors(v) => v.raw.as_ref().map_or(0, |raw| raw.data.len()) + v.vectors.iter().map(|x| x.len() * 4).sum::<usize>(),
        };
        u32::try_from(bytes + 512).unwrap_or(u32::MAX)
    }
}

pub enum Lookup {
    Hit(Arc<Entry>),
    Miss(&'static str),
}

/// Exact answers of one gateway.
pub struct Cache {
    entries: moka::sync::Cache<Key, Arc<Entry>>,
    cuts: RwLock<Cuts>,
    clock: Clock,
}

impl Cache {
    pub fn new(clock: Clock) -> Self {
        let entries = moka::sync::Cache::builder().max_capacity(CAPACITY).weigher(|_: &Key, entry: &Arc<Entry>| entry.weight()).build();
        Cache { entries, cuts: RwLock::default(), clock }
    }

    /// `max_age`: older entries do not count for this caller.
    pub fn lookup(&self, key: &Key, max_age: Option<Duration>) -> Lookup {
        let Some(entry) = self.entries.get(key) else { return Lookup::Miss("absent") };
        let now = self.clock.now();
        if now >= entry.ends {
            self.entries.invalidate(key);
            return Lookup::Miss("expired");
        }
        if max_age.is_some_and(|age| now.since(entry.stored) > age) {
            return Lookup::Miss("max_age");
        }
        Lookup::Hit(entry)
    }

    /// The last invalidation, for a call that begins now.
    pub fn last_cut(&self) -> u64 {
        self.cuts.read().last()
    }

    /// `since`: the last invalidation before the call began. `None`: a later one holds for this answer, which is not kept.
    pub fn store(&self, key: Key, entry: Entry, since: u64) -> Option<Arc<Entry>> {
        // Held until the entry is in: an invalidation sees it, or is seen here.
        let cuts = self.cuts.read();
        if cuts.concern(&entry, since) {
            return None;
        }
        let entry = Arc::new(entry);
        self.entries.insert(key, entry.clone());
        Some(entry)
    }

    /// Takes out what fits, and keeps calls under way from putting it in again. Gives how many went.
    pub fn invalidate(&self, stale: &Stale) -> u64 {
        self.cuts.write().push(stale.clone());
        let gone: Vec<_> = self.entries.iter().filter(|(_, entry)| stale.fits(entry)).map(|(key, _)| key).collect();
        for key in &gone {
            self.entries.invalidate(&**key);
        }
        gone.len() as u64
    }

    pub fn count(&self) -> u64 {
        self.entries.run_pending_tasks();
        self.entries.entry_count()
    }
}
