//! The tree → `Config`, with the names looked up. Reports what refers to nothing; the shape of values was checked before.
//!
//! It always comes to an end: what is missing or broken is left out, and a report with problems discards the result.

mod budgets;
mod fallbacks;
mod fields;
mod guardrails;
mod providers;
mod routes;
mod settings;
mod targets;
mod vertex;

pub(super) use self::fallbacks::class_words;
pub(super) use self::providers::usual_variables;

use self::fields::Fields;
use self::targets::Names;
use super::env::Environment;
use super::grammar::CONFIG;
use super::problem::{Fault, Report};
use super::tree::{Node, Path};
use super::{Config, StateConfig, hash, suggest};

pub(super) fn build(tree: &Node, env: Environment<'_>, report: &mut Report) -> Config {
    let top = Fields::new(Some(tree), &CONFIG, Path::top());
    let mut providers = providers::written(&top, env, report);
    let names = Names::new(&top, env);
    let models = targets::models(&top, &names, report);
    let routes = routes::routes(&top, &names, &models, report);
    providers::add_usual(&mut providers, env, report);
    let state = settings::state(&top, report);
    let budgets = budgets::budgets(&top, &state, report);
    let trace = settings::trace(&top, &state);
    Config {
        guardrails: guardrails::guardrails(&top, report),
        budgets,
        trace,
        catalog: settings::catalog(&top),
        network: settings::network(&top),
        testing: settings::testing(&top),
        unknown_model: unknown_model(&top, &names, report),
        require_labels: top.list("require_labels").filter_map(|(_, node)| node.text().map(str::to_owned)).collect(),
        warnings: Vec::new(),
        hash: hash::hash(tree, providers.keys()),
        providers,
        models,
        routes,
        state,
    }
}

fn unknown_model(top: &Fields<'_>, names: &Names<'_>, report: &mut Report) -> Option<String> {
    let node = top.node("unknown_model")?;
    let name = node.text()?;
    if !names.routes.contains_key(name) {
        let fault = Fault { message: format!("unknown route {}", node.shown()), help: suggest::help(name, names.routes.keys().copied(), &[]) };
        report.problem(node.place, &top.at("unknown_model"), fault);
    }
    Some(name.to_owned())
}

impl StateConfig {
    fn forgets(&self) -> bool {
        *self == StateConfig::Memory
    }
}
