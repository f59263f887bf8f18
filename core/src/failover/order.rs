//! `latency_above`: targets that have been slow of late go to the back of their group.

use super::Failover;
use crate::clock::Moment;
use crate::route::{Plan, Step};

/// Fewer answers say nothing of a percentile.
const LEAST_KNOWN: usize = 5;

/// Is the step's target above its route's limit?
pub fn slow(failover: &Failover, step: &Step, now: Moment) -> bool {
    step.route.config.latency_above.is_some_and(|above| {
        let since = Moment(now.0.saturating_sub(above.window));
        failover.health.of(&step.target.id).p95(since, above.ttft, LEAST_KNOWN).is_some_and(|p95| p95 > above.limit)
    })
}

impl Failover {
    /// How a step would fare now: `candidate`, or why it is passed over or put back.
    pub fn standing(&self, step: &Step, now: Moment) -> &'static str {
        let rests = |key| {
            let resting = self.keys.rests(&step.target, key, now).map(|_| "key_rests");
            resting.or_else(|| self.breakers.of(&step.target.id, key).rests(now).map(|rest| rest.why))
        };
        let reasons: Vec<Option<&'static str>> = (0..step.target.provider.key_count()).map(rests).collect();
        match reasons.iter().copied().collect::<Option<Vec<_>>>() {
            Some(all) => all.first().copied().unwrap_or("candidate"),
            None if slow(self, step, now) => "slow",
            None => "candidate",
        }
    }

    /// Puts slow targets behind the others of their group; none is left out.
    pub fn order(&self, plan: &mut Plan, now: Moment) {
        if plan.steps.iter().any(|step| step.route.config.latency_above.is_some()) {
            plan.steps.sort_by_cached_key(|step| (step.group, slow(self, step, now)));
        }
    }
}
