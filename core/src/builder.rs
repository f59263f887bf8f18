//! From a configuration to a gateway: components come in here.

use std::sync::Arc;

use crate::config::Config;
use crate::error::Result;
use crate::gateway::Gateway;
use crate::task::Spawner;

pub struct Builder {
    config: Config,
    spawner: Option<Arc<dyn Spawner>>,
}

impl Builder {
    pub fn new(config: Config) -> Self {
        Builder { config, spawner: None }
    }

    /// The runtime of tails and background work; without one, the runtime that `build` is called in.
    pub fn spawner(mut self, spawner: Arc<dyn Spawner>) -> Self {
        self.spawner = Some(spawner);
        self
    }

    pub fn build(self) -> Result<Gateway> {
        let _ = (self.config, self.spawner);
        todo!()
    }
}
