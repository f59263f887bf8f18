//! The plan: every target that may be tried, in order, with the condition under which its group is entered.

use std::sync::Arc;

use super::constraints::{Cut, cut};
use super::facts::Facts;
use super::table::{Route, RouteTable};
use crate::catalog::Target;
use crate::config::{Domain, Strategy};
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
    /// It is passed over if it shares this with a target that failed.
    pub avoid: Option<Domain>,
    /// Why the target may not be able to take the call, on the catalogue's word alone.
    pub doubt: Option<Cut>,
}

pub struct Plan {
    pub route: Arc<Route>,
    pub steps: Vec<Step>,
    pub cut: Vec<(Arc<Target>, Cut)>,
}

/// Fallbacks lead at most so deep; cycles are refused at load.
const MOST_GROUPS: u32 = 64;

/// `chance` is drawn by the caller: 0..1 for each weighted choice.
pub fn plan(route: &Arc<Route>, facts: &Facts, table: &RouteTable, chance: &mut dyn FnMut() -> f64) -> Result<Plan> {
    let mut planner = Planner { facts, table, chance, groups: 0, steps: Vec::with_capacity(route.targets.len() + 2), cut: Vec::new() };
    planner.enter(route, None, None, 0)?;
    let Planner { steps, cut, .. } = planner;
    Ok(Plan { route: route.clone(), steps, cut })
}

impl Plan {
    /// Leaves out the targets that are in doubt, if there is one beside them: else the provider itself may judge.
    pub fn settle_doubts(&mut self) {
        if self.steps.iter().any(|step| step.doubt.is_none()) {
            let (doubtful, steps) = self.steps.drain(..).partition(|step| step.doubt.is_some());
            self.steps = steps;
            self.cut.extend(Vec::into_iter(doubtful).filter_map(|step: Step| Some((step.target, step.doubt?))));
        }
    }

    /// What is said of the plan in receipts, traces and `explain`.
    pub fn decision(&self) -> Decision {
        let strategy = self.route.config.strategy;
        let reason = match (self.steps.first(), self.cut.len()) {
            (None, _) => "no target can take this call".to_owned(),
            (Some(_), 0) if strategy == Strategy::Loadbalance => "drawn by weight".to_owned(),
            (Some(_), 0) => "first target".to_owned(),
            (Some(step), n) => format!("`{}` after {n} cut", step.target.id),
        };
        Decision { strategy: strategy.name(), reason, cut: self.cut.iter().map(|(target, cut)| cut.told(target)).collect() }
    }
}

struct Planner<'a> {
    facts: &'a Facts,
    table: &'a RouteTable,
    chance: &'a mut dyn FnMut() -> f64,
    groups: u32,
    steps: Vec<Step>,
    cut: Vec<(Arc<Target>, Cut)>,
}

impl Planner<'_> {
    fn enter(&mut self, route: &Arc<Route>, on: Option<Arc<[Class]>>, avoid: Option<Domain>, parent: u32) -> Result<()> {
        let group = self.groups;
        for target in ordered(route, self.chance) {
            match cut(&target, self.facts) {
                Some(cut) if !cut.advisory => self.cut.push((target, cut)),
                doubt => self.steps.push(Step { target, route: route.clone(), group, parent, on: on.clone(), avoid, doubt }),
            }
        }
        for fallback in &route.config.fallbacks {
            self.groups += 1;
            if self.groups >= MOST_GROUPS {
                return Ok(());
            }
            let next = self.table.fallback(fallback)?;
            self.enter(&next, fallback.on.as_deref().map(Arc::from), fallback.avoid.or(avoid), group)?;
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
