//! What outlives a configuration: time, stores, and what calls have taught. A reload hands it on as it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use parking_lot::Mutex;

use crate::cache::{Cache, Flights};
use crate::clock::Clock;
use crate::config::{Config, ProviderConfig};
use crate::error::{Error, Result};
use crate::failover::Failover;
use crate::id::Secret;
use crate::state::Breakable;
use crate::task::Owner;
use crate::trace::Trace;
use crate::types::{Functions, StateStore};

/// Ends the background work of its gateway when the last core over it is gone.
pub struct Lasting {
    pub clock: Clock,
    pub owner: Owner,
    pub cache: Cache,
    pub flights: Arc<Flights>,
    pub failover: Failover,
    pub store: Arc<dyn StateStore>,
    pub trace: Trace,
    /// Of the host.
    pub functions: Functions,
    pub(super) rng: Mutex<fastrand::Rng>,
    pub(super) in_flight: Arc<AtomicUsize>,
    pub(super) connections: Arc<AtomicUsize>,
    broken: Arc<AtomicBool>,
}

impl Lasting {
    /// Must be called within the runtime of `owner`, where stores start their upkeep.
    pub fn new(config: &Config, clock: Clock, owner: Owner, functions: &Functions) -> Result<Lasting> {
        let mut store = crate::state::open(&config.state, &clock, &owner)?;
        let broken = Arc::new(AtomicBool::new(false));
        let mut functions = functions.clone();
        if config.testing.virtual_clock {
            store = Arc::new(Breakable::new(store, broken.clone()));
            functions = functions.under_test();
        }
        Ok(Lasting {
            cache: Cache::new(clock.clone()),
            flights: Arc::default(),
            failover: Failover::default(),
            trace: Trace::with_sink(&config.trace, &config.state, &clock, &owner, &functions)?,
            rng: Mutex::new(config.testing.seed.map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed)),
            in_flight: Arc::default(),
            connections: Arc::default(),
            broken,
            functions,
            store,
            clock,
            owner,
        })
    }

    /// Breaks the store of a gateway with a virtual clock.
    pub fn break_state(&self) {
        self.broken.store(true, Ordering::Relaxed);
    }

    /// Forgets of targets what another configuration makes untrue: a key that was refused, an address that was down.
    pub fn forget_changed(&self, before: &Config, after: &Config) {
        let changed = |(name, now): &(&String, &Arc<ProviderConfig>)| before.providers.get(*name).is_some_and(|old| !same_door(old, now));
        for (name, _) in after.providers.iter().filter(changed) {
            self.failover.forget(name);
        }
    }
}

impl Drop for Lasting {
    fn drop(&mut self) {
        self.owner.close();
    }
}

/// What is opened once, and what a call in flight counts on, does not change under a gateway that is open.
pub fn check_lasting(before: &Config, after: &Config) -> Result<()> {
    let sections = [("state", before.state == after.state), ("trace", before.trace == after.trace), ("testing", before.testing == after.testing)];
    match sections.iter().find(|(_, same)| !same) {
        None => Ok(()),
        Some((name, _)) => {
            let message = format!("`{name}` cannot change while the gateway is open: open another gateway for it");
            Err(Error::config(message).at(*name).reason("reload"))
        }
    }
}

/// The same address with the same keys.
fn same_door(one: &ProviderConfig, other: &ProviderConfig) -> bool {
    let keys = |config: &ProviderConfig| config.api_key.iter().chain(&config.more_keys).map(Secret::expose).map(str::to_owned).collect::<Vec<_>>();
    one.base_url == other.base_url && keys(one) == keys(other)
}
