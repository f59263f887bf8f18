//! Circuit breaker: one per target and key, closed → open → half-open → closed.
//!
//! The failover loop asks `allow`, and tells `record`. A 429 does not open it but sets a not-before time.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use parking_lot::{Mutex, RwLock};

use crate::clock::Moment;
use crate::config::CircuitBreaker;

/// An open breaker stays open at most so long, however often it opened.
const LONGEST_OPEN: Duration = Duration::from_secs(300);

/// All breakers by target id (provider, its region, and model) and key.
#[derive(Default)]
pub struct Breakers(RwLock<HashMap<Id, Arc<Breaker>>>);

/// A target and one of its keys.
type Id = (Arc<str>, u32);

impl Breakers {
    pub fn of(&self, target: &Arc<str>, key: u32) -> Arc<Breaker> {
        let id = (target.clone(), key);
        if let Some(found) = self.0.read().get(&id) {
            return found.clone();
        }
        self.0.write().entry(id).or_default().clone()
    }

    pub fn forget(&self, is_gone: impl Fn(&str) -> bool) {
        self.0.write().retain(|(target, _), _| !is_gone(target));
    }

    /// `closed`, `open` or `half_open` of each target that was ever asked: the best of its keys'.
    pub fn states(&self, now: Moment) -> Vec<(Arc<str>, &'static str)> {
        let mut states: BTreeMap<Arc<str>, &'static str> = BTreeMap::new();
        let rank = |state| ["closed", "half_open", "open"].iter().position(|s| *s == state);
        for ((id, _), breaker) in &*self.0.read() {
            let state = breaker.state(now);
            let best = states.entry(id.clone()).or_insert(state);
            if rank(state) < rank(*best) {
                *best = state;
            }
        }
        states.into_iter().collect()
    }
}

#[derive(Default)]
pub struct Breaker(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    in_a_row: u32,
    /// Outcomes inside the window: when, and whether they failed.
    recent: VecDeque<(Moment, bool)>,
    failed: u32,
    open_until: Option<Moment>,
    /// How often it has opened since it was last closed.
    opened: u32,
    probing: bool,
    not_before: Option<Rest>,
}

/// Leave to ask a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allow {
    Yes,
    /// The one real call of a half-open breaker: it must be told to `record` or `forget`.
    Probe,
    No(Rest),
}

/// The provider asked not to be asked before a time.
pub const NOT_BEFORE: &str = "not_before";
/// Its last answer said that nothing is left; where no other target is, that is put to the test.
pub const SPENT: &str = "limit_spent";

/// Why a target or key is left alone, and until when as far as that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rest {
    pub why: &'static str,
    pub until: Moment,
}

impl Breaker {
    pub fn allow(&self, now: Moment) -> Allow {
        if let Some(rest) = self.rests(now) {
            return Allow::No(rest);
        }
        let mut inner = self.0.lock();
        match inner.open_until {
            None => Allow::Yes,
            // Somebody else may have taken it since.
            Some(until) if inner.probing => Allow::No(Rest { why: "circuit_open", until }),
            Some(_) => {
                inner.probing = true;
                Allow::Probe
            }
        }
    }

    pub fn record(&self, ok: bool, now: Moment, config: &CircuitBreaker) {
        let mut inner = self.0.lock();
        if ok {
            if inner.open_until.is_some() {
                // The probe came through: start with a clean slate.
                *inner = Inner { not_before: inner.not_before, ..Inner::default() };
            }
            inner.in_a_row = 0;
        } else {
            inner.in_a_row += 1;
        }
        inner.recent.push_back((now, !ok));
        inner.failed += u32::from(!ok);
        while let Some((at, failed)) = inner.recent.front().copied() {
            if now.since(at) <= config.window && inner.recent.len() <= 10_000 {
                break;
            }
            inner.recent.pop_front();
            inner.failed -= u32::from(failed);
        }
        let seen = inner.recent.len() as u32;
        let too_many = seen >= config.min_requests && f64::from(inner.failed) >= config.failure_rate * f64::from(seen);
        let probe_failed = inner.probing && !ok;
        if !ok && (probe_failed || (inner.open_until.is_none() && (inner.in_a_row >= config.failure_threshold || too_many))) {
            let open = config.cooldown.saturating_mul(2_u32.saturating_pow(inner.opened)).min(LONGEST_OPEN.max(config.cooldown));
            inner.open_until = Some(now.plus(open));
            inner.opened += 1;
        }
        inner.probing = false;
    }

    /// The probe neither failed nor came through (the caller went away, the request was at fault).
    pub fn forget(&self) {
        self.0.lock().probing = false;
    }

    /// The provider asked not to be asked before then, or will have nothing until then.
    pub fn rest_until(&self, at: Moment, why: &'static str) {
        let mut inner = self.0.lock();
        if inner.not_before.is_none_or(|old| old.until <= at) {
            inner.not_before = Some(Rest { why, until: at });
        }
        inner.probing = false;
    }

    /// Why it would not be asked now. Takes no probe's place.
    pub fn rests(&self, now: Moment) -> Option<Rest> {
        let inner = self.0.lock();
        let not_before = inner.not_before.filter(|rest| now < rest.until);
        let open = inner.open_until.filter(|until| now < *until || inner.probing).map(|until| Rest { why: "circuit_open", until });
        not_before.or(open)
    }

    /// Nothing has failed since it last answered.
    pub fn is_well(&self) -> bool {
        let inner = self.0.lock();
        inner.open_until.is_none() && inner.in_a_row == 0
    }

    pub fn state(&self, now: Moment) -> &'static str {
        match self.0.lock().open_until {
            None => "closed",
            Some(until) if now < until => "open",
            Some(_) => "half_open",
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(seconds: u64) -> Moment {
        Moment(Duration::from_secs(seconds))
    }

    fn is_open(allow: Allow) -> bool {
        matches!(allow, Allow::No(Rest { why: "circuit_open", .. }))
    }

    #[test]
    fn opens_after_failures_in_a_row_and_closes_after_one_good_probe() {
        let (breaker, config) = (Breaker::default(), CircuitBreaker::default());
        (0..5).for_each(|_| breaker.record(false, at(0), &config));
        assert!(is_open(breaker.allow(at(1))));
        assert_eq!(breaker.allow(at(5)), Allow::Probe);
        assert!(is_open(breaker.allow(at(5))), "never two probes at once");
        breaker.record(true, at(6), &config);
        assert_eq!(breaker.allow(at(6)), Allow::Yes);
    }

    #[test]
    fn of_threads_that_ask_at_once_one_probes() {
        let (breaker, config) = (Breaker::default(), CircuitBreaker::default());
        for round in 0..200 {
            let now = at(1000 * round);
            (0..5).for_each(|_| breaker.record(false, now, &config));
            let later = now.plus(LONGEST_OPEN);
            let probes = std::thread::scope(|threads| {
                let asking: Vec<_> = (0..8).map(|_| threads.spawn(|| breaker.allow(later) == Allow::Probe)).collect();
                asking.into_iter().map(|asked| asked.join().expect("no panic")).filter(|probes| *probes).count()
            });
            assert_eq!(probes, 1);
            breaker.record(true, later, &config);
        }
    }

    #[test]
    fn a_failed_probe_doubles_the_time() {
        let (breaker, config) = (Breaker::default(), CircuitBreaker::default());
        (0..5).for_each(|_| breaker.record(false, at(0), &config));
        assert_eq!(breaker.allow(at(5)), Allow::Probe);
        breaker.record(false, at(5), &config);
        assert!(is_open(breaker.allow(at(14))));
        assert_eq!(breaker.allow(at(15)), Allow::Probe);
    }

    #[test]
    fn half_of_twenty_opens_it_even_when_they_alternate() {
        let (breaker, config) = (Breaker::default(), CircuitBreaker::default());
        (0..20).for_each(|i| breaker.record(i % 2 == 0, at(1), &config));
        assert_eq!(breaker.state(at(1)), "open");
    }

    #[test]
    fn a_not_before_time_passes_without_a_probe() {
        let breaker = Breaker::default();
        breaker.rest_until(at(3), NOT_BEFORE);
        assert_eq!(breaker.allow(at(2)), Allow::No(Rest { why: NOT_BEFORE, until: at(3) }));
        assert_eq!(breaker.allow(at(3)), Allow::Yes);
    }

    #[test]
    fn a_target_is_as_well_as_the_best_of_its_keys() {
        let (breakers, config, id): (_, _, Arc<str>) = (Breakers::default(), CircuitBreaker::default(), "a/m".into());
        (0..5).for_each(|_| breakers.of(&id, 0).record(false, at(0), &config));
        assert_eq!(breakers.states(at(1)), [(id.clone(), "open")]);
        breakers.of(&id, 1).record(true, at(0), &config);
        assert_eq!(breakers.states(at(1)), [(id, "closed")]);
    }

    /// What the breaker must be at any moment, from the whole history.
    #[derive(Default)]
    struct Model {
        outcomes: Vec<(u64, bool)>,
        in_a_row: u32,
        open: Option<u64>,
        opened: u32,
        probe: bool,
        rest: u64,
    }

    impl Model {
        fn record(&mut self, ok: bool, now: u64, config: &CircuitBreaker) {
            let closes = ok && self.open.is_some();
            if closes {
                *self = Model { rest: self.rest, ..Model::default() };
            }
            self.in_a_row = if ok { 0 } else { self.in_a_row + 1 };
            self.outcomes.push((now, ok));
            let window: Vec<_> = self.outcomes.iter().filter(|(at, _)| now - at <= config.window.as_secs()).collect();
            let failed = window.iter().filter(|(_, ok)| !ok).count();
            let rate = window.len() >= config.min_requests as usize && failed as f64 >= config.failure_rate * window.len() as f64;
            if !ok && (self.probe || (self.open.is_none() && (self.in_a_row >= config.failure_threshold || rate))) {
                self.open = Some(now + (config.cooldown.as_secs() << self.opened.min(30)).min(300));
                self.opened += 1;
            }
            self.probe = false;
        }
    }

    #[derive(Debug, Clone)]
    enum Act {
        Ask,
        Record(bool),
        Forget,
        Rest(u8),
        Pass(u8),
    }

    fn act() -> impl Strategy<Value = Act> {
        prop_oneof![
            4 => Just(Act::Ask),
            6 => prop::bool::weighted(0.4).prop_map(Act::Record),
            1 => Just(Act::Forget),
            1 => (0..20_u8).prop_map(Act::Rest),
            3 => (0..12_u8).prop_map(Act::Pass),
        ]
    }

    proptest! {
        #[test]
        fn in_any_order_of_events_it_is_what_its_history_says_and_never_has_two_probes(acts in prop::collection::vec(act(), 1..300)) {
            let (breaker, config) = (Breaker::default(), CircuitBreaker { min_requests: 8, ..CircuitBreaker::default() });
            let (mut model, mut now) = (Model::default(), 0);
            for act in acts {
                match act {
                    Act::Pass(seconds) => now += u64::from(seconds),
                    Act::Rest(seconds) => {
                        breaker.rest_until(at(now + u64::from(seconds)), NOT_BEFORE);
                        model.rest = model.rest.max(now + u64::from(seconds));
                        model.probe = false;
                    }
                    Act::Forget => {
                        breaker.forget();
                        model.probe = false;
                    }
                    Act::Record(ok) => {
                        breaker.record(ok, at(now), &config);
                        model.record(ok, now, &config);
                    }
                    Act::Ask => {
                        let expected = match model.open {
                            _ if now < model.rest => "not_before",
                            None => "yes",
                            Some(until) if now < until || model.probe => "circuit_open",
                            Some(_) => "probe",
                        };
                        let allowed = match breaker.allow(at(now)) {
                            Allow::Yes => "yes",
                            Allow::Probe => "probe",
                            Allow::No(rest) => rest.why,
                        };
                        prop_assert_eq!(allowed, expected);
                        model.probe |= expected == "probe";
                    }
                }
                let state = match model.open {
                    None => "closed",
                    Some(until) if now < until => "open",
                    Some(_) => "half_open",
                };
                prop_assert_eq!(breaker.state(at(now)), state);
            }
        }
    }
}
