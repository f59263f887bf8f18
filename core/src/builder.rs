//! From a configuration to a gateway: components come in here.

use std::sync::Arc;

use crate::clock::Clock;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::gateway::Gateway;
use crate::pipeline::Core;
use crate::task::{Owner, Spawner};
use crate::types::Functions;

/// Collects what a gateway is made of.
pub struct Builder {
    config: Config,
    spawner: Option<Arc<dyn Spawner>>,
    functions: Functions,
}

impl Builder {
    pub fn new(config: Config) -> Self {
        Builder { config, spawner: None, functions: Functions::default() }
    }

    /// The runtime of tails and background work; without one, the runtime that `build` is called in.
    pub fn spawner(mut self, spawner: Arc<dyn Spawner>) -> Self {
        self.spawner = Some(spawner);
        self
    }

    /// Functions of the host, by the names that the configuration uses.
    pub fn functions(mut self, functions: Functions) -> Self {
        self.functions = functions;
        self
    }

    /// Opens stores and starts upkeep; must be called within a tokio runtime.
    pub fn build(self) -> Result<Gateway> {
        let spawner = match self.spawner {
            Some(spawner) => spawner,
            None => Arc::new(
                tokio::runtime::Handle::try_current()
                    .map_err(|_| Error::config("a gateway is built within a tokio runtime, or with a spawner of its own"))?,
            ),
        };
        let clock = if self.config.testing.virtual_clock { Clock::new_virtual() } else { Clock::default() };
        Ok(Gateway { core: Core::new(self.config, clock, Owner::new(spawner), &self.functions)? })
    }
}
