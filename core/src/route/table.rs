//! The routes of a configuration, resolved: names, targets, fallbacks.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;
use parking_lot::RwLock;

use crate::catalog::{Catalog, Target};
use crate::config::{Config, Fallback, ProviderConfig, RouteConfig, TargetConfig};
use crate::error::{Error, ErrorKind, Result};
use crate::types::Dialect;

/// A route with its targets.
pub struct Route {
    pub name: Arc<str>,
    pub config: RouteConfig,
    pub targets: Vec<Arc<Target>>,
    /// Hash of what answers: targets and parameters, fallbacks included.
    pub epoch: [u8; 32],
}

/// Everything that a request's `model` can name.
pub struct RouteTable {
    providers: IndexMap<String, Arc<ProviderConfig>>,
    routes: IndexMap<String, Arc<Route>>,
    unknown_model: Option<String>,
    catalog: &'static Catalog,
    defaults: RouteConfig,
    /// One target may serve many routes: the same object, by id and what the configuration adds to it.
    direct: RwLock<HashMap<Direct, Arc<Route>>>,
}

/// A name and the door that it was said at: a bare name may lead elsewhere from another.
type Direct = (Dialect, String);

/// Direct targets that callers named; more than so many are not remembered.
const MOST_DIRECT: usize = 10_000;

impl RouteTable {
    pub fn new(config: &Config, catalog: &'static Catalog) -> Result<Self> {
        let mut table = RouteTable {
            providers: config.providers.clone(),
            routes: IndexMap::new(),
            unknown_model: config.unknown_model.clone(),
            catalog,
            defaults: RouteConfig::default(),
            direct: RwLock::default(),
        };
        for (name, route) in &config.routes {
            let route = table.resolve(name, route, config)?;
            table.routes.insert(name.clone(), route);
        }
        // A named model is a route of its own unless a route has its name.
        for (name, target) in &config.models {
            if !table.routes.contains_key(name) {
                let route = RouteConfig { targets: vec![target.clone()], ..table.defaults.clone() };
                let route = table.resolve(name, &route, config)?;
                table.routes.insert(name.clone(), route);
            }
        }
        Ok(table)
    }

    fn resolve(&self, name: &str, config: &RouteConfig, all: &Config) -> Result<Arc<Route>> {
        let targets = config.targets.iter().map(|t| self.target(t)).collect::<Result<Vec<_>>>()?;
        let epoch = epoch(config, all);
        Ok(Arc::new(Route { name: name.into(), config: config.clone(), targets, epoch }))
    }

    fn target(&self, config: &TargetConfig) -> Result<Arc<Target>> {
        let provider = self.providers.get(&config.provider).ok_or_else(|| Error::config(format!("unknown provider `{}`", config.provider)))?;
        Ok(Arc::new(Target::new(config, provider, self.catalog)))
    }

    pub fn routes(&self) -> impl Iterator<Item = &Arc<Route>> {
        self.routes.values()
    }

    /// What `model` names: a route, a model of the configuration, `provider/model`, or a bare name of the catalogue.
    ///
    /// A bare name that several providers list goes to the one that speaks the dialect of the door.
    pub fn find(&self, model: &str, door: Dialect) -> Result<Arc<Route>> {
        if let Some(route) = self.routes.get(model) {
            return Ok(route.clone());
        }
        let key = (door, model.to_owned());
        if let Some(route) = self.direct.read().get(&key) {
            return Ok(route.clone());
        }
        if let Some((provider, name)) = model.split_once('/')
            && self.providers.contains_key(provider)
            && !name.is_empty()
        {
            return self.remember(key, provider, name);
        }
        if let Some(provider) = self.listed_by(model, door) {
            return self.remember(key, &provider, model);
        }
        // The catalogue lists no models of these: who has the call may know them.
        if let (Dialect::OpenaiModerations | Dialect::Rerank | Dialect::RerankV2, None) = (door, &self.unknown_model)
            && let Some(provider) = self.providers.values().find(|provider| provider.preset.speaks(door)).map(|provider| provider.name.clone())
        {
            return self.remember(key, &provider, model);
        }
        if let Some(route) = self.unknown_model.as_ref().and_then(|name| self.routes.get(name)) {
            return Ok(route.clone());
        }
        Err(self.not_found(model))
    }

    /// The route that a fallback leads to.
    pub fn fallback(&self, fallback: &Fallback) -> Result<Arc<Route>> {
        self.find(&fallback.to, Dialect::OpenaiChat)
    }

    /// A configured provider whose catalogue lists a bare model name: of the door's own dialect, else the first.
    fn listed_by(&self, model: &str, door: Dialect) -> Option<String> {
        let lists = |p: &&Arc<ProviderConfig>| p.preset.catalog.is_some_and(|name| self.catalog.lookup(name, model).is_some());
        let own = |p: &&Arc<ProviderConfig>| family(p.preset.dialect) == family(door);
        let found = self.providers.values().find(|p| own(p) && lists(p)).or_else(|| self.providers.values().find(lists));
        found.map(|p| p.name.to_string())
    }

    fn remember(&self, key: Direct, provider: &str, model: &str) -> Result<Arc<Route>> {
        let target = TargetConfig { provider: provider.to_owned(), model: model.to_owned(), ..TargetConfig::default() };
        let target = self.target(&target)?;
        let config = RouteConfig { targets: Vec::new(), ..self.defaults.clone() };
        let route = Arc::new(Route { name: target.id.clone(), config, epoch: *blake3::hash(target.id.as_bytes()).as_bytes(), targets: vec![target] });
        let mut direct = self.direct.write();
        if direct.len() < MOST_DIRECT {
            direct.insert(key, route.clone());
        }
        Ok(route)
    }

    fn not_found(&self, model: &str) -> Error {
        let shown: String = model.chars().take(80).collect();
        let nearest = self
            .routes
            .keys()
            .map(|name| (strsim::jaro_winkler(name, model), name))
            .filter(|(likeness, _)| *likeness > 0.75)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, name)| format!("did you mean `{name}`?"));
        let help = nearest.unwrap_or_else(|| {
            let names: Vec<_> = self.routes.keys().take(8).map(|n| format!("`{n}`")).collect();
            let providers: Vec<_> = self.providers.keys().take(8).map(|n| format!("`{n}/…`")).collect();
            format!("there are {}", [names, providers].concat().join(", "))
        });
        Error::new(ErrorKind::NotFound, format!("no route or model is called `{shown}`; {help}")).reason("unknown_model").at("model")
    }
}

/// The wires of one maker are one dialect to those who choose a provider.
fn family(dialect: Dialect) -> Dialect {
    match dialect {
        Dialect::OpenaiResponses | Dialect::OpenaiCompletions | Dialect::OpenaiModerations => Dialect::OpenaiChat,
        Dialect::Rerank | Dialect::RerankV2 => Dialect::Cohere,
        other => other,
    }
}

/// Hash of everything that changes what a route answers.
fn epoch(config: &RouteConfig, all: &Config) -> [u8; 32] {
    let mut hash = blake3::Hasher::new();
    let mut seen = Vec::new();
    hash_route(config, all, &mut hash, &mut seen);
    hash.update(format!("{:?}", all.guardrails).as_bytes());
    *hash.finalize().as_bytes()
}

fn hash_route<'a>(config: &'a RouteConfig, all: &'a Config, hash: &mut blake3::Hasher, seen: &mut Vec<&'a str>) {
    for target in &config.targets {
        let base = all.providers.get(&target.provider).map_or("", |p| p.base_url.as_str());
        hash.update(format!("{base}|{}|{}|{}\n", target.provider, target.model, serde_json::Value::Object(target.params.clone())).as_bytes());
    }
    hash.update(config.on_unsupported.name().as_bytes());
    for fallback in &config.fallbacks {
        hash.update(format!("{}|{:?}\n", fallback.to, fallback.on).as_bytes());
        if let Some((name, route)) = all.routes.get_key_value(&fallback.to)
            && !seen.contains(&name.as_str())
        {
            seen.push(name);
            hash_route(route, all, hash, seen);
        }
    }
}
