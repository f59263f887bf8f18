//! Fallbacks: where they lead, on which classes, and that they never lead in a circle.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::super::problem::{Fault, Report};
use super::super::tree::{Node, Path};
use super::super::{Domain, Fallback, read};
use super::Fields;
use super::targets::{Names, hide};
use crate::error::Class;

const CLASSES: [Class; 18] = [
    Class::BadRequest,
    Class::TooLarge,
    Class::Auth,
    Class::Permission,
    Class::NotFound,
    Class::ContextWindow,
    Class::ContentPolicy,
    Class::RateLimit,
    Class::Timeout,
    Class::Cancelled,
    Class::Payment,
    Class::Quota,
    Class::Overloaded,
    Class::Server,
    Class::Network,
    Class::Tls,
    Class::Truncated,
    Class::LowConfidence,
];

/// What `server_error` stands for.
const SERVER_ERROR: [Class; 5] = [Class::Server, Class::Overloaded, Class::Network, Class::Truncated, Class::Quota];

/// The words of `on`. `cancelled` is not among them: the caller is gone.
pub(in super::super) fn class_words() -> Vec<&'static str> {
    let classes = CLASSES.iter().filter(|class| **class != Class::Cancelled).map(|class| class.name());
    std::iter::once("server_error").chain(classes).collect()
}

pub(super) fn fallbacks(route: &Fields<'_>, names: &Names<'_>, report: &mut Report) -> Vec<Fallback> {
    route.record_list("fallbacks").filter_map(|fields| fallback(&fields, names, report)).collect()
}

fn fallback(fields: &Fields<'_>, names: &Names<'_>, report: &mut Report) -> Option<Fallback> {
    let node = fields.node("to")?;
    let to = read::text(node).ok()?;
    if !names.routes.contains_key(to)
        && let Err(fault) = names.target(to, true)
    {
        report.problem(node.place, &fields.at("to"), hide(fault, node));
        return None;
    }
    let on = fields.node("on").map(|list| list.items().iter().filter_map(Node::text).flat_map(expand).collect::<Vec<_>>());
    let avoid = match fields.word("avoid") {
        "same_region" => Some(Domain::Region),
        "same_provider" => Some(Domain::Provider),
        _ => None,
    };
    Some(Fallback { to: to.to_owned(), on: on.map(without_repeats), avoid })
}

fn expand(word: &str) -> Vec<Class> {
    if word == "server_error" { SERVER_ERROR.to_vec() } else { CLASSES.into_iter().filter(|class| class.name() == word).collect() }
}

fn without_repeats(classes: Vec<Class>) -> Vec<Class> {
    let mut seen = HashSet::new();
    classes.into_iter().filter(|class| seen.insert(*class)).collect()
}

/// One step from a route to another, with the place where it is written.
struct Step<'a> {
    to: &'a str,
    node: &'a Node,
    path: Path,
}

/// Reports each circle once, at the step that closes it.
pub(super) fn refuse_circles(top: &Fields<'_>, report: &mut Report) {
    let routes: IndexMap<&str, Vec<Step<'_>>> = top.records("routes").map(|(name, route)| (name, steps(&route))).collect();
    let mut seen = HashSet::new();
    for start in routes.keys() {
        // The way from `start` with the steps still to take from each route: no recursion, a file may chain thousands.
        let mut way: IndexMap<&str, std::slice::Iter<'_, Step<'_>>> = IndexMap::new();
        enter(start, &routes, &mut way, &mut seen);
        while let Some((_, steps)) = way.last_mut() {
            match steps.next() {
                None => {
                    way.pop();
                }
                Some(step) => match way.get_index_of(step.to) {
                    Some(first) => report.problem(step.node.place, &step.path, circle(way.keys().skip(first).chain([&step.to]))),
                    None => enter(step.to, &routes, &mut way, &mut seen),
                },
            }
        }
    }
}

fn steps<'a>(route: &Fields<'a>) -> Vec<Step<'a>> {
    let steps = route.record_list("fallbacks").filter_map(|fallback| {
        let node = fallback.node("to")?;
        Some(Step { to: node.text()?, node, path: fallback.at("to") })
    });
    steps.collect()
}

/// Goes on to a route that no way has led through yet.
fn enter<'r, 'a>(
    name: &'a str,
    routes: &'r IndexMap<&'a str, Vec<Step<'a>>>,
    way: &mut IndexMap<&'a str, std::slice::Iter<'r, Step<'a>>>,
    seen: &mut HashSet<&'a str>,
) {
    if let Some(steps) = routes.get(name)
        && seen.insert(name)
    {
        way.insert(name, steps.iter());
    }
}

fn circle<'a>(routes: impl Iterator<Item = &'a &'a str>) -> Fault {
    let names: Vec<String> = routes.map(|name| format!("`{name}`")).collect();
    Fault::new(format!("fallbacks lead in a circle: {}", names.join(" → "))).help("end the chain at a route without this step")
}
