//! A store that a test can break, of a gateway with a virtual clock: as if its disk or its server were gone.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

use crate::error::{Error, ErrorKind, Result};
use crate::task::BoxFuture;
use crate::types::{Charge, Charged, Entry, StateStore, UsageFilter, UsageRow};

pub struct Breakable {
    inner: Arc<dyn StateStore>,
    broken: Arc<AtomicBool>,
}

impl Breakable {
    /// Writes fail as soon as `broken` says so.
    pub fn new(inner: Arc<dyn StateStore>, broken: Arc<AtomicBool>) -> Self {
        Breakable { inner, broken }
    }
}

impl StateStore for Breakable {
    fn name(&self) -> &'static str {
        self.inner.name()
    }

    fn get<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<Entry>>> {
        self.inner.get(key)
    }

    fn put<'a>(&'a self, key: &'a str, entry: Entry) -> BoxFuture<'a, Result<()>> {
        self.inner.put(key, entry)
    }

    fn remove<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<()>> {
        self.inner.remove(key)
    }

    fn scan<'a>(&'a self, prefix: &'a str, limit: usize) -> BoxFuture<'a, Result<Vec<(String, Entry)>>> {
        self.inner.scan(prefix, limit)
    }

    fn charge(&self, charges: Vec<Charge>, deadline: Duration) -> BoxFuture<'_, Result<Charged>> {
        if self.broken.load(Relaxed) {
            return Box::pin(async { Err(Error::new(ErrorKind::State, "the store was broken by a test").reason("broken")) });
        }
        self.inner.charge(charges, deadline)
    }

    fn counter<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<(i64, i64)>> {
        self.inner.counter(key)
    }

    fn usage(&self, filter: UsageFilter) -> BoxFuture<'_, Result<Vec<UsageRow>>> {
        self.inner.usage(filter)
    }

    fn reservations(&self) -> usize {
        self.inner.reservations()
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        self.inner.close()
    }
}
