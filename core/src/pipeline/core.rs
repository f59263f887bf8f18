//! What all calls by one configuration share: the stages, made of it, over the stores and the clock of their gateway.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::lasting::{Lasting, check_lasting};
use crate::budget::Budgets;
use crate::catalog::{Catalog, Target};
use crate::clock::Clock;
use crate::config::{Config, ProviderConfig};
use crate::error::{Error, ErrorKind, Result};
use crate::guard::Guards;
use crate::provider::{FunctionProvider, HttpProvider, Provider};
use crate::route::RouteTable;
use crate::task::Owner;
use crate::transport::HyperTransport;
use crate::types::{Functions, Warning};

/// A configuration at work, over what outlives it.
pub struct Core {
    pub config: Config,
    pub table: RouteTable,
    pub guards: Guards,
    pub budgets: Budgets,
    providers: HashMap<Arc<str>, Arc<dyn Provider>>,
    tls: Arc<rustls::ClientConfig>,
    lasting: Arc<Lasting>,
}

impl Deref for Core {
    type Target = Lasting;

    fn deref(&self) -> &Lasting {
        &self.lasting
    }
}

impl Core {
    /// Must be called within the runtime of `owner`, where stores start their upkeep.
    pub fn new(config: Config, clock: Clock, owner: Owner, functions: &Functions) -> Result<Arc<Core>> {
        let tls = HyperTransport::tls(&config.network)?;
        let lasting = Lasting::new(&config, clock, owner, functions)?;
        Core::over(config, tls, Arc::new(lasting))
    }

    /// The same gateway by another configuration. Calls in flight stay with the one that they began with.
    pub fn reloaded(&self, config: Config) -> Result<Arc<Core>> {
        check_lasting(&self.config, &config)?;
        let tls = if self.has_network_of(&config) { self.tls.clone() } else { HyperTransport::tls(&config.network)? };
        let core = Core::over(config, tls, self.lasting.clone())?;
        self.forget_changed(&self.config, &core.config);
        Ok(core)
    }

    /// May its connections go on under `config`?
    pub fn has_network_of(&self, config: &Config) -> bool {
        self.config.network == config.network
    }

    fn over(config: Config, tls: Arc<rustls::ClientConfig>, lasting: Arc<Lasting>) -> Result<Arc<Core>> {
        let functions = &lasting.functions;
        known_judges(&config, functions)?;
        let providers = config.providers.values().map(|p| Ok((p.name.clone(), provider(p, functions)?))).collect::<Result<_>>()?;
        Ok(Arc::new(Core {
            table: RouteTable::new(&config, Catalog::builtin())?,
            guards: Guards::new(&config.guardrails, functions)?,
            budgets: Budgets::new(&config.budgets, lasting.store.clone(), lasting.clock.clone(), lasting.owner.clone())?,
            providers,
            tls,
            lasting,
            config,
        }))
    }

    /// A connection pool of its own, for one runtime.
    pub fn new_transport(&self) -> Result<HyperTransport> {
        Ok(HyperTransport::new(&self.config.network, self.tls.clone(), self.connections.clone()))
    }

    pub fn provider(&self, target: &Target) -> Option<Arc<dyn Provider>> {
        self.providers.get(&target.provider.name).cloned()
    }

    /// Upstream connections that are in use now.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    /// A number of 0..1 from the gateway's own generator.
    pub fn chance(&self) -> f64 {
        self.rng.lock().f64()
    }

    pub fn enter(&self) -> InFlight {
        self.in_flight.fetch_add(1, Ordering::Relaxed);
        InFlight(self.in_flight.clone())
    }

    pub fn in_flight(&self) -> usize {
        self.in_flight.load(Ordering::Relaxed)
    }

    /// What is worth saying of a target that answers: no price, an end that is near.
    pub fn target_warnings(&self, target: &Target) -> Vec<Warning> {
        let now = self.clock.wall_ms();
        let mut warnings = Vec::new();
        if self.config.catalog.on_unknown_price == crate::config::OnUnknown::Warn && target.rates(now).is_none() {
            let message = format!("the price of `{}` is unknown; write it under `models`", target.id);
            warnings.push(Warning { code: "price_unknown", message });
        }
        let ends = target.facts.as_ref().and_then(|f| f.days_left(now)).filter(|days| *days <= DEPRECATION_NOTICE_DAYS);
        if let (Some(days), crate::config::OnUnknown::Warn) = (ends, self.config.catalog.on_deprecated) {
            warnings.push(Warning { code: "model_deprecated", message: format!("`{}` ends in {days} days", target.id) });
        }
        warnings
    }

    /// Refuses a call that lacks a label which the configuration asks for.
    pub fn check_labels(&self, labels: &crate::types::Labels) -> Result<()> {
        match self.config.require_labels.iter().find(|name| labels.get(name).is_none()) {
            None => Ok(()),
            Some(name) => {
                Err(Error::new(ErrorKind::InvalidRequest, format!("this gateway requires the label `{name}`; pass labels={{\"{name}\": …}}"))
                    .reason("label_required")
                    .at(format!("labels.{name}")))
            }
        }
    }
}

fn provider(config: &Arc<ProviderConfig>, functions: &Functions) -> Result<Arc<dyn Provider>> {
    Ok(match &config.function {
        Some(name) => Arc::new(FunctionProvider::new(config.clone(), name, functions)?),
        None => Arc::new(HttpProvider::new(config.clone(), functions)?),
    })
}

/// A judge that nobody registered is a problem of the configuration.
fn known_judges(config: &Config, functions: &Functions) -> Result<()> {
    let of_route = |(name, route): (&String, &crate::config::RouteConfig)| {
        let mut judges = route.escalate.iter().flat_map(|escalate| &escalate.judges);
        let at = format!("routes.{name}.escalate.when");
        judges.try_for_each(|judge| functions.get(&judge.function.name, &at).map(drop))
    };
    config.routes.iter().try_for_each(of_route)
}

const DEPRECATION_NOTICE_DAYS: u64 = 30;

/// Counts a call while it lives.
pub struct InFlight(Arc<AtomicUsize>);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
