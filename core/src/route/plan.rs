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
    let mut plan = Plan {
        route: route.clone(),
        steps: Vec::with_capacity(route.targets.len() + 2),
        cut: Vec::new(),
        decision: Decision { strategy: route.config.strategy.name(), reason: String::new() },
    };
    let mut group = 0;
    let mut doubtful = Vec::new();
    enter(route, None, 0, &mut group, facts, table, chance, &mut plan, &mut doubtful)?;
    if plan.steps.is_empty() {
        plan.steps = doubtful.into_iter().map(|(step, _)| step).collect();
    } else {
        plan.cut.extend(doubtful.into_iter().map(|(step, cut)| (step.target, cut)));
    }
    plan.decision.reason = match (plan.steps.first(), plan.cut.len()) {
        (None, _) => "no target can take this call".to_owned(),
        (Some(_), 0) if route.config.strategy == Strategy::Loadbalance => "drawn by weight".to_owned(),
        (Some(_), 0) => "first target".to_owned(),
        (Some(step), n) => format!("`{}` after {n} cut", step.target.id),
    };
    Ok(plan)
}

fn enter(
    route: &Arc<Route>,
    on: Option<Arc<[Class]>>,
    parent: u32,
    group: &mut u32,
    facts: &Facts,
    table: &RouteTable,
    chance: &mut dyn FnMut() -> f64,
    plan: &mut Plan,
    doubtful: &mut Vec<(Step, Cut)>,
) -> Result<()> {
    let at = *group;
    for target in ordered(route, chance) {
        match cut(&target, facts) {
            Some(cut) if cut.advisory => doubtful.push((Step { target, route: route.clone(), group: at, parent, on: on.clone() }, cut)),
            Some(cut) => plan.cut.push((target, cut)),
            None => plan.steps.push(Step { target, route: route.clone(), group: at, parent, on: on.clone() }),
        }
    }
    for fallback in &route.config.fallbacks {
        *group += 1;
        if *group > MOST_GROUPS {
            return Ok(());
        }
        let next = table.fallback(fallback)?;
        enter(&next, fallback.on.as_deref().map(Arc::from), at, group, facts, table, chance, plan, doubtful)?;
    }
    Ok(())
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
