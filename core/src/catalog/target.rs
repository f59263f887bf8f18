//! A target: one model of one provider, with everything known of it.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{Capability, Catalog, Model, Rates};
use crate::config::{ProviderConfig, TargetConfig};

/// What a route points at. Health, breaker and limits belong to it, not to the route.
#[derive(Clone)]
pub struct Target {
    /// `provider/model`
    pub id: Arc<str>,
    pub provider: Arc<ProviderConfig>,
    pub model: Arc<str>,
    pub weight: u32,
    /// Members that hold where the caller did not set them.
    pub params: Map<String, Value>,
    /// What the catalogue knows.
    pub facts: Option<Arc<Model>>,
    /// Context window in tokens.
    pub context: Option<u64>,
    pub max_output: Option<u64>,
    /// The operator's own price, or that of a model on one's own machine.
    price: Option<Rates>,
}

impl Target {
    /// What the configuration says wins over the catalogue.
    pub fn new(config: &TargetConfig, provider: &Arc<ProviderConfig>, catalog: &Catalog) -> Self {
        let facts = provider.preset.catalog.and_then(|name| catalog.lookup(name, &config.model));
        let own = config.price.as_ref().and_then(Rates::from_config);
        let price = if provider.preset.local { own.or_else(|| Some(Rates::free())) } else { own };
        Target {
            id: format!("{}/{}", provider.name, config.model).into(),
            provider: provider.clone(),
            model: config.model.as_str().into(),
            weight: config.weight,
            params: config.params.clone(),
            context: config.context.or_else(|| facts.as_ref().and_then(|m| m.context)),
            max_output: config.max_output.or_else(|| facts.as_ref().and_then(|m| m.max_output)),
            price,
            facts,
        }
    }

    /// The prices that hold at `when_ms`. `None`: unknown, which is not free.
    pub fn rates(&self, when_ms: u64) -> Option<&Rates> {
        self.price.as_ref().or_else(|| self.facts.as_ref()?.rates(when_ms))
    }

    pub fn can(&self, capability: Capability) -> Option<bool> {
        self.facts.as_ref()?.can(capability)
    }
}
