//! The gateway: one configuration at work. What comes in by any door becomes a call, and its answer leaves in the door's dialect.

pub mod door;
mod report;

use std::sync::Arc;

pub use crate::cache::Stale;
pub use crate::pipeline::{Answer, Body, Door, Incoming, Prepared, WholeReply};
pub use crate::trace::TraceFilter;

use crate::config::Config;
use crate::error::{Error, Result};
use crate::pipeline::{self, Core};
use crate::types::HttpTransport;

/// One core: cheap to clone, safe to share.
#[derive(Clone)]
pub struct Gateway {
    pub(crate) core: Arc<Core>,
}

impl Gateway {
    /// Parses and checks a call, merges its options. Sends nothing.
    pub fn prepare(&self, incoming: Incoming) -> Result<Prepared> {
        pipeline::prepare(&self.core, incoming)
    }

    /// Takes answers out of the cache that are no longer true; calls under way do not put them in again. Gives how many went.
    pub fn invalidate(&self, stale: &Stale) -> Result<u64> {
        stale.check()?;
        let gone = self.core.cache.invalidate(stale);
        self.core.flights.part();
        Ok(gone)
    }

    /// The same gateway by another configuration: budgets, cache, traces and what is known of targets go on.
    ///
    /// This one goes on too, by its own configuration. `state`, `trace` and `testing` cannot differ.
    pub fn reloaded(&self, config: Config) -> Result<Gateway> {
        Ok(Gateway { core: self.core.reloaded(config)? })
    }

    /// Takes a call through all stages. `transport` must belong to the runtime that polls this future.
    pub async fn run(&self, prepared: Prepared, transport: Arc<dyn HttpTransport>) -> Result<Answer> {
        pipeline::run(&self.core, prepared, transport).await
    }
}

/// An error that happened before there was a trace.
pub(crate) fn not_whole() -> Error {
    Error::invalid("this call streams; ask for its stream instead").reason("streams")
}
