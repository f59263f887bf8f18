//! What tries beside the first may cost in all: a bucket a target, one for the gateway, one a route for hedges.
//!
//! They end retry storms: when everything is down, calls fail with what they have instead of multiplying.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;

use crate::clock::Moment;
use crate::error::Class;

/// Tokens of a target that answers.
const FULL: u32 = 500;
/// A retry of a passing fault, and of one by which the provider slows us down.
const TRANSIENT: u32 = 14;
const THROTTLED: u32 = 5;

/// Share of all calls that may be followed by another try, and how many a second in any case.
const SHARE: f64 = 0.2;
const A_SECOND: f64 = 10.0;
/// How long a call counts for the share.
const MEMORY: Duration = Duration::from_secs(10);

/// Hedges that a route may save up.
const MOST_HEDGES: f64 = 10.0;

/// What retries of one target may cost. Successes fill it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Quota(u32);

impl Quota {
    fn withdraw(&mut self, class: Class) -> bool {
        let cost = cost(class);
        let pays = self.0 >= cost;
        self.0 -= if pays { cost } else { 0 };
        pays
    }

    fn give_back(&mut self, retried: Option<Class>) {
        self.0 = (self.0 + retried.map_or(1, cost)).min(FULL);
    }
}

fn cost(class: Class) -> u32 {
    if matches!(class, Class::RateLimit | Class::Overloaded) { THROTTLED } else { TRANSIENT }
}

/// What further tries of all calls may be: a share of the calls of late, and some a second.
#[derive(Debug, Clone, Copy)]
struct Shared {
    earned: f64,
    floor: f64,
    at: Moment,
}

impl Shared {
    fn pass(&mut self, now: Moment) {
        let passed = now.since(self.at).as_secs_f64();
        self.at = self.at.max(now);
        self.earned *= (-passed / MEMORY.as_secs_f64()).exp();
        self.floor = (self.floor + passed * A_SECOND).min(A_SECOND);
    }

    fn deposit(&mut self, now: Moment) {
        self.pass(now);
        self.earned += SHARE;
    }

    fn withdraw(&mut self, now: Moment) -> bool {
        self.pass(now);
        let purse = if self.floor >= 1.0 { &mut self.floor } else { &mut self.earned };
        let pays = *purse >= 1.0;
        *purse -= if pays { 1.0 } else { 0.0 };
        pays
    }
}

/// All buckets of a gateway.
pub struct Allowance {
    targets: Mutex<HashMap<Arc<str>, Quota>>,
    shared: Mutex<Shared>,
    hedges: Mutex<HashMap<Arc<str>, f64>>,
}

impl Default for Allowance {
    fn default() -> Self {
        let shared = Shared { earned: 0.0, floor: A_SECOND, at: Moment::default() };
        Allowance { targets: Mutex::default(), shared: Mutex::new(shared), hedges: Mutex::default() }
    }
}

impl Allowance {
    /// A call begins.
    pub fn begin(&self, now: Moment) {
        self.shared.lock().deposit(now);
    }

    /// May a try that failed of this class be made again on its target?
    pub fn retry(&self, target: &Arc<str>, class: Class, now: Moment) -> bool {
        let mut targets = self.targets.lock();
        let quota = targets.entry(target.clone()).or_insert(Quota(FULL));
        // The shared bucket is asked second: what it refuses has cost the target nothing.
        let before = *quota;
        let pays = quota.withdraw(class) && self.shared.lock().withdraw(now);
        if !pays {
            *quota = before;
        }
        pays
    }

    /// May a call go on to a target that has failed of late?
    pub fn onward(&self, now: Moment) -> bool {
        self.shared.lock().withdraw(now)
    }

    /// A target answered, perhaps in a retry.
    pub fn served(&self, target: &Arc<str>, retried: Option<Class>) {
        if let Some(quota) = self.targets.lock().get_mut(target) {
            quota.give_back(retried);
        }
    }

    /// A call of a route that hedges begins.
    pub fn may_hedge(&self, route: &Arc<str>, share: f64) {
        let mut hedges = self.hedges.lock();
        let saved = hedges.entry(route.clone()).or_insert(1.0);
        *saved = (*saved + share).min(MOST_HEDGES);
    }

    pub fn hedge(&self, route: &Arc<str>) -> bool {
        let mut hedges = self.hedges.lock();
        let Some(saved) = hedges.get_mut(route).filter(|saved| **saved >= 1.0) else { return false };
        *saved -= 1.0;
        true
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(ms: u64) -> Moment {
        Moment(Duration::from_millis(ms))
    }

    #[test]
    fn a_target_that_only_fails_is_retried_thirty_five_times_and_then_as_often_as_it_answers() {
        let (all, target): (_, Arc<str>) = (Allowance::default(), "a/m".into());
        let retries = (0..100).filter(|n| all.retry(&target, Class::Server, at(1000 * n))).count();
        assert_eq!(retries, 35);
        assert!(!all.retry(&target, Class::Server, at(200_000)));
        (0..14).for_each(|_| all.served(&target, None));
        assert!(all.retry(&target, Class::Server, at(200_000)));
        all.served(&target, Some(Class::Server));
        assert!(all.retry(&target, Class::Server, at(200_000)), "a retry that came through gives back what it cost");
    }

    #[test]
    fn further_tries_are_a_fifth_of_the_calls_and_ten_a_second() {
        let all = Allowance::default();
        let made = (0..10_000_u64).filter(|n| (all.begin(at(*n)), all.onward(at(*n))).1).count();
        // Ten seconds: the first second's floor, ten for each, a fifth of ten thousand.
        assert!((2000..=2112).contains(&made), "{made}");
        let alone = Allowance::default();
        assert_eq!((0..100).filter(|_| alone.onward(at(0))).count(), 10);
        assert!(alone.onward(at(1000)), "a gateway with little to do has its floor");
    }

    #[test]
    fn hedges_are_a_share_of_the_routes_calls() {
        let (all, route): (_, Arc<str>) = (Allowance::default(), "chat".into());
        let hedged = (0..1000).filter(|_| (all.may_hedge(&route, 0.05), all.hedge(&route)).1).count();
        assert!((50..=51).contains(&hedged), "{hedged}");
        assert!(!all.hedge(&"other".into()));
    }

    #[derive(Debug, Clone)]
    enum Act {
        Begin,
        Retry(bool),
        Onward,
        Served(bool),
        Pass(u16),
    }

    fn act() -> impl Strategy<Value = Act> {
        prop_oneof![
            Just(Act::Begin),
            any::<bool>().prop_map(Act::Retry),
            Just(Act::Onward),
            any::<bool>().prop_map(Act::Served),
            (0..5000_u16).prop_map(Act::Pass)
        ]
    }

    proptest! {
        /// Against a model that only counts: what is granted never exceeds what was earned.
        #[test]
        fn no_order_of_events_grants_more_than_was_earned(acts in prop::collection::vec(act(), 1..400)) {
            let (all, target): (_, Arc<str>) = (Allowance::default(), "a/m".into());
            let (mut now, mut begun, mut granted) = (0_u64, 0.0_f64, 0.0_f64);
            let (mut paid, mut returned) = (0_u32, 0_u32);
            for act in acts {
                match act {
                    Act::Begin => { all.begin(at(now)); begun += 1.0; }
                    Act::Pass(ms) => now += u64::from(ms),
                    Act::Onward => granted += f64::from(u8::from(all.onward(at(now)))),
                    Act::Served(retried) => {
                        let class = retried.then_some(Class::RateLimit);
                        all.served(&target, class);
                        returned += if retried { THROTTLED } else { 1 };
                    }
                    Act::Retry(throttled) => {
                        let class = if throttled { Class::RateLimit } else { Class::Network };
                        if all.retry(&target, class, at(now)) {
                            granted += 1.0;
                            paid += cost(class);
                        }
                    }
                }
                let left = all.targets.lock().get(&target).map_or(FULL, |quota| quota.0);
                prop_assert!(left <= FULL);
                prop_assert!(paid <= FULL + returned, "{paid} of {FULL} + {returned}");
                let most = SHARE * begun + A_SECOND + A_SECOND * now as f64 / 1000.0;
                prop_assert!(granted <= most + 1e-6, "{granted} of {most}");
            }
        }
    }
}
