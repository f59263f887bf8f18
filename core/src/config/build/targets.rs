//! Targets: names under `models`, `provider/model`, or maps; and what the names in them refer to.

use indexmap::IndexMap;

use super::super::env::Environment;
use super::super::presets::{NOT_YET, PRESETS, Preset};
use super::super::problem::{Fault, Report};
use super::super::suggest;
use super::super::tree::{Node, Place, members};
use super::super::{Price, TargetConfig};
use super::{Fields, providers};

/// Every name of the file, whether its entry is whole or not: one slip is one problem.
pub(super) struct Names<'a> {
    pub providers: IndexMap<&'a str, ()>,
    pub models: IndexMap<&'a str, Place>,
    pub routes: IndexMap<&'a str, Place>,
    env: Environment<'a>,
}

impl<'a> Names<'a> {
    pub fn new(top: &Fields<'a>, env: Environment<'a>) -> Self {
        let entries = |key| top.node(key).map(Node::entries).unwrap_or_default().iter();
        Names {
            providers: entries("providers").map(|e| (e.key.as_str(), ())).collect(),
            models: entries("models").map(|e| (e.key.as_str(), e.place)).collect(),
            routes: entries("routes").map(|e| (e.key.as_str(), e.place)).collect(),
            env,
        }
    }

    /// Is there a provider of this name, written or by its usual variable?
    pub fn provider(&self, name: &str) -> Result<(), Fault> {
        if self.providers.contains_key(name) {
            return Ok(());
        }
        if let Some(preset) = PRESETS.iter().find(|preset| preset.name == name) {
            return if providers::is_usual(preset, self.env) { Ok(()) } else { Err(switched_off(preset)) };
        }
        if NOT_YET.contains(&name) {
            return Err(Fault::new(format!("provider type `{name}` is not available in this version")));
        }
        let usual = PRESETS.iter().filter(|preset| providers::is_usual(preset, self.env)).map(|preset| preset.name);
        let help = suggest::help(name, self.providers.keys().copied().chain(usual), &[]);
        let fault = Fault::new(format!("unknown provider `{name}`"));
        Err(fault.help(help.unwrap_or_else(|| "write it under `providers`".to_owned())))
    }

    /// What a target's text refers to. `to_route` says that a route's name was looked for too.
    pub fn target(&self, text: &str, to_route: bool) -> Result<Reference, Fault> {
        if self.models.contains_key(text) {
            return Ok(Reference::Model);
        }
        if let Some((provider, model)) = text.split_once('/') {
            if model.is_empty() {
                return Err(Fault::new(format!("`{text}` names no model")).help("write `provider/model`"));
            }
            self.provider(provider)?;
            return Ok(Reference::Id(provider.to_owned(), model.to_owned()));
        }
        if !to_route && self.routes.contains_key(text) {
            return Err(Fault::new(format!("`{text}` is a route, not a target")).help(format!("write it under `fallbacks`: `{{ to: {text} }}`")));
        }
        let what = if to_route { "route or model" } else { "model" };
        let known = self.models.keys().chain(to_route.then_some(&self.routes).into_iter().flat_map(IndexMap::keys)).copied();
        let help = suggest::help(text, known, &[]).unwrap_or_else(|| "write a name under `models`, or `provider/model`".to_owned());
        Err(Fault::new(format!("unknown {what} `{text}`")).help(help))
    }
}

/// What the text of a target turned out to be.
pub(super) enum Reference {
    Model,
    Id(String, String),
}

fn switched_off(preset: &Preset) -> Fault {
    let variable = preset.key_variables.first().copied().or(preset.url_variable);
    let written = format!("write `{0}: {{ type: {0}, … }}` under `providers`", preset.name);
    let fault = Fault::new(match variable {
        Some(variable) => format!("provider `{}` is not configured and `{variable}` is not set", preset.name),
        None => format!("provider `{}` is not configured", preset.name),
    });
    fault.help(written)
}

/// The section `models`.
pub(super) fn models(top: &Fields<'_>, names: &Names<'_>, report: &mut Report) -> IndexMap<String, TargetConfig> {
    for (name, place) in &names.models {
        if names.routes.contains_key(name) {
            let fault = Fault::new(format!("`{name}` is a route too")).help("a request for it goes to the route");
            report.warning(*place, &top.at("models").key(name), fault);
        }
    }
    let models = top.records("models");
    models.filter_map(|(name, fields)| Some((name.to_owned(), from_map(&fields, names, report)?))).collect()
}

/// One entry of a route's `targets`.
pub(super) fn target(
    fields: &Fields<'_>,
    node: &Node,
    names: &Names<'_>,
    models: &IndexMap<String, TargetConfig>,
    report: &mut Report,
) -> Option<TargetConfig> {
    let Some(text) = node.text() else { return from_map(fields, names, report) };
    match names.target(text, false) {
        Ok(Reference::Model) => models.get(text).cloned(),
        Ok(Reference::Id(provider, model)) => Some(plain(provider, model)),
        Err(_) if text.is_empty() => None,
        Err(fault) => {
            report.problem(node.place, fields.path(), hide(fault, node));
            None
        }
    }
}

fn plain(provider: String, model: String) -> TargetConfig {
    TargetConfig { provider, model, ..TargetConfig::default() }
}

fn from_map(fields: &Fields<'_>, names: &Names<'_>, report: &mut Report) -> Option<TargetConfig> {
    let provider = fields.text("provider");
    if let (Some(name), Some(node)) = (&provider, fields.node("provider"))
        && let Err(fault) = names.provider(name)
    {
        report.problem(node.place, &fields.at("provider"), hide(fault, node));
    }
    let price = fields.record("price");
    Some(TargetConfig {
        weight: fields.count("weight").and_then(|n| u32::try_from(n).ok()).unwrap_or(1),
        params: fields.node("params").map(|node| members(node.entries())).unwrap_or_default(),
        price: fields.node("price").map(|_| Price {
            input: price.price("input"),
            output: price.price("output"),
            cache_read: price.price("cache_read"),
            cache_write: price.price("cache_write"),
        }),
        context: fields.size("context"),
        max_output: fields.size("max_output"),
        ..plain(provider?, fields.text("model")?)
    })
}

/// A name that came from the environment is not repeated.
pub(super) fn hide(fault: Fault, node: &Node) -> Fault {
    match &node.variable {
        Some(_) => Fault::new(format!("{} names nothing that is configured", node.shown())),
        None => fault,
    }
}
