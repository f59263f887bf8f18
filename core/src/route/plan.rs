//! The plan: every target that may be tried, in order, with the condition under which its group is entered.

use std::sync::Arc;

use super::constraints::{Cut, cut};
use super::facts::Facts;
use super::table::{Route, RouteTable};
use crate::catalog::Target;
use crate::config::Strategy;
use crate::error::{Class, Result};
use crate::types::Decision;

/// One target in its turn.
#[derive(Clone)]
pub struct Step {
    pub target: Arc<Target>,
    /// The route that lists it: its retries, timeouts and breaker settings hold.
    pub route: Arc<Route>,
    /// Counts the groups: the route's own targets are 0, each fallback is one more.
    pub group: u32,
    /// The group whose fallback this one is.
    pub parent: u32,
    /// Classes of the last try that lead into this group; `None`: those that fail over by themselves.
    pub on: Option<Arc<[Class]>>,
}

pub struct Plan {
    pub route: Arc<Route>,
    pub steps: Vec<Step>,
    pub cut: Vec<(Arc<Target>, Cut)>,
    pub decision: Decision,
}

/// Fallbacks lead at most so deep; cycles are refused at load.
const MOST_GROUPS: u32 = 64;

/// `chance` is drawn by the caller: 0..1 for each weighted choice.
pub fn plan(route: &Arc<Route>, facts: &Facts, table: &RouteTable, chance: &mut dyn FnMut() -> f64) -> Result<Plan> {
    let mut planner =
        Planner { facts, table, chance, groups: 0, steps: Vec::with_capacity(route.targets.len() + 2), cut: Vec::new(), doubtful: Vec::new() };
    planner.enter(route, None, 0)?;
    let Planner { mut steps, mut cut, doubtful, .. } = planner;
    if steps.is_empty() {
        steps = doubtful.into_iter().map(|(step, _)| step).collect();
    } else {
        cut.extend(doubtful.into_iter().map(|(step, cut)| (step.target, cut)));
    }
    let reason = match (steps.first(), cut.len()) {
        (None, _) => "no target can take this call".to_owned(),
        (Some(_), 0) if route.config.strategy == Strategy::Loadbalance => "drawn by weight".to_owned(),
        (Some(_), 0) => "first target".to_owned(),
        (Some(step), n) => format!("`{}` after {n} cut", step.target.id),
    };
    Ok(Plan { route: route.clone(), steps, cut, decision: Decision { strategy: route.config.strategy.name(), reason } })
}

struct Planner<'a> {
    facts: &'a Facts,
    table: &'a RouteTable,
    chance: &'a mut dyn FnMut() -> f64,
    groups: u32,
    steps: Vec<Step>,
    cut: Vec<(Arc<Target>, Cut)>,
    /// Left out on the catalogue's word alone.
    doubtful: Vec<(Step, Cut)>,
}

impl Planner<'_> {
    fn enter(&mut self, route: &Arc<Route>, on: Option<Arc<[Class]>>, parent: u32) -> Result<()> {
        let group = self.groups;
        for target in ordered(route, self.chance) {
            let step = Step { target, route: route.clone(), group, parent, on: on.clone() };
            match cut(&step.target, self.facts) {
                Some(cut) if cut.advisory => self.doubtful.push((step, cut)),
                Some(cut) => self.cut.push((step.target, cut)),
                None => self.steps.push(step),
            }
        }
        for fallback in &route.config.fallbacks {
            self.groups += 1;
            if self.groups >= MOST_GROUPS {
                return Ok(());
            }
            let next = self.table.fallback(fallback)?;
            self.enter(&next, fallback.on.as_deref().map(Arc::from), group)?;
        }
        Ok(())
    }
}

/// Drawn without putting back, each time in proportion to the weights.
fn ordered(route: &Route, chance: &mut dyn FnMut() -> f64) -> Vec<Arc<Target>> {
    if route.config.strategy == Strategy::Fallback || route.targets.len() < 2 {
        return route.targets.clone();
    }
    let mut left = route.targets.clone();
    let mut out = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let total: f64 = left.iter().map(|t| f64::from(t.weight)).sum();
        let mut draw = chance() * total;
        let chosen = left
            .iter()
            .position(|t| {
                draw -= f64::from(t.weight);
                draw < 0.0
            })
            .unwrap_or(left.len() - 1);
        out.push(left.remove(chosen));
    }
    out
}
