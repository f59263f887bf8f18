//! Circuit breaker: one per target, closed → open → half-open → closed.
//!
//! The failover loop asks `allow`, and tells `record`. A 429 does not open it but sets a not-before time.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use parking_lot::{Mutex, RwLock};

use crate::clock::Moment;
use crate::config::CircuitBreaker;

/// An open breaker stays open at most so long, however often it opened.
const LONGEST_OPEN: Duration = Duration::from_secs(300);

/// All breakers by target id.
#[derive(Default)]
pub struct Breakers(RwLock<HashMap<Arc<str>, Arc<Breaker>>>);

impl Breakers {
    pub fn of(&self, target: &Arc<str>) -> Arc<Breaker> {
        if let Some(found) = self.0.read().get(target) {
            return found.clone();
        }
        self.0.write().entry(target.clone()).or_default().clone()
    }

    /// `closed`, `open` or `half_open` of each target that was ever asked.
    pub fn states(&self, now: Moment) -> Vec<(Arc<str>, &'static str)> {
        self.0.read().iter().map(|(id, breaker)| (id.clone(), breaker.state(now))).collect()
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
    not_before: Option<Moment>,
}

/// Leave to ask a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allow {
    Yes,
    /// The one real call of a half-open breaker: it must be told to `record` or `forget`.
    Probe,
    No(&'static str),
}

impl Breaker {
    pub fn allow(&self, now: Moment) -> Allow {
        let mut inner = self.0.lock();
        if inner.not_before.is_some_and(|at| now < at) {
            return Allow::No("not_before");
        }
        match inner.open_until {
            None => Allow::Yes,
            Some(until) if now < until || inner.probing => Allow::No("circuit_open"),
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

    /// The provider asked not to be asked before then.
    pub fn rest_until(&self, at: Moment) {
        let mut inner = self.0.lock();
        inner.not_before = Some(inner.not_before.map_or(at, |old| old.max(at)));
        inner.probing = false;
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
    use super::*;

    fn at(seconds: u64) -> Moment {
        Moment(Duration::from_secs(seconds))
    }

    #[test]
    fn opens_after_failures_in_a_row_and_closes_after_one_good_probe() {
        let (breaker, config) = (Breaker::default(), CircuitBreaker::default());
        (0..5).for_each(|_| breaker.record(false, at(0), &config));
        assert_eq!(breaker.allow(at(1)), Allow::No("circuit_open"));
        assert_eq!(breaker.allow(at(5)), Allow::Probe);
        assert_eq!(breaker.allow(at(5)), Allow::No("circuit_open"), "never two probes at once");
        breaker.record(true, at(6), &config);
        assert_eq!(breaker.allow(at(6)), Allow::Yes);
    }

    #[test]
    fn a_failed_probe_doubles_the_time() {
        let (breaker, config) = (Breaker::default(), CircuitBreaker::default());
        (0..5).for_each(|_| breaker.record(false, at(0), &config));
        assert_eq!(breaker.allow(at(5)), Allow::Probe);
        breaker.record(false, at(5), &config);
        assert_eq!(breaker.allow(at(14)), Allow::No("circuit_open"));
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
        breaker.rest_until(at(3));
        assert_eq!(breaker.allow(at(2)), Allow::No("not_before"));
        assert_eq!(breaker.allow(at(3)), Allow::Yes);
    }
}
