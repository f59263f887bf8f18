//! What recent calls say of a target: outcomes and latencies, shared by all routes.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::{Mutex, RwLock};

use crate::clock::Moment;

/// Latencies kept for the percentiles.
const WINDOW: usize = 128;

/// Health of all targets by id.
#[derive(Default)]
pub struct Health(RwLock<HashMap<Arc<str>, Arc<TargetHealth>>>);

#[derive(Default)]
pub struct TargetHealth(Mutex<Recent>);

#[derive(Default)]
struct Recent {
    calls: u64,
    failures: u64,
    /// A ring of the last latencies.
    latencies: Vec<Latency>,
    next: usize,
}

#[derive(Clone, Copy)]
struct Latency {
    at: Moment,
    us: u32,
    /// To the first event of a stream.
    ttft: bool,
}

/// Percentiles of the recent successful tries.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Snapshot {
    pub calls: u64,
    pub failures: u64,
    pub p50_ms: Option<f64>,
    pub p95_ms: Option<f64>,
}

impl Health {
    pub fn of(&self, target: &Arc<str>) -> Arc<TargetHealth> {
        if let Some(found) = self.0.read().get(target) {
            return found.clone();
        }
        self.0.write().entry(target.clone()).or_default().clone()
    }

    pub fn forget(&self, is_gone: impl Fn(&str) -> bool) {
        self.0.write().retain(|target, _| !is_gone(target));
    }

    pub fn snapshot(&self) -> Vec<(Arc<str>, Snapshot)> {
        self.0.read().iter().map(|(id, health)| (id.clone(), health.snapshot())).collect()
    }
}

impl TargetHealth {
    /// `latency` is the time to the reply, or of a stream to its first content.
    pub fn record(&self, ok: bool, latency: Duration, ttft: bool, at: Moment) {
        let mut recent = self.0.lock();
        recent.calls += 1;
        if !ok {
            recent.failures += 1;
            return;
        }
        let latency = Latency { at, us: u32::try_from(latency.as_micros()).unwrap_or(u32::MAX), ttft };
        if recent.latencies.len() < WINDOW {
            recent.latencies.push(latency);
        } else {
            let at = recent.next;
            recent.latencies[at] = latency;
        }
        recent.next = (recent.next + 1) % WINDOW;
    }

    /// The 95th percentile since a moment, of streams alone or of all; `None` while there are fewer than `least`.
    pub fn p95(&self, since: Moment, only_ttft: bool, least: usize) -> Option<Duration> {
        let recent = self.0.lock();
        let fits = |l: &&Latency| l.at >= since && (l.ttft || !only_ttft);
        let mut us: Vec<u32> = recent.latencies.iter().filter(fits).map(|l| l.us).collect();
        drop(recent);
        if us.len() < least {
            return None;
        }
        let rank = percentile_rank(us.len(), 0.95);
        Some(Duration::from_micros(u64::from(*us.select_nth_unstable(rank).1)))
    }

    pub fn snapshot(&self) -> Snapshot {
        let recent = self.0.lock();
        let mut sorted: Vec<u32> = recent.latencies.iter().map(|l| l.us).collect();
        sorted.sort_unstable();
        let percentile = |p: f64| (!sorted.is_empty()).then(|| f64::from(sorted[percentile_rank(sorted.len(), p)]) / 1000.0);
        Snapshot { calls: recent.calls, failures: recent.failures, p50_ms: percentile(0.5), p95_ms: percentile(0.95) }
    }
}

fn percentile_rank(count: usize, p: f64) -> usize {
    ((count - 1) as f64 * p).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_percentiles_of_successes_only() {
        let health = TargetHealth::default();
        (1..=100).for_each(|ms| health.record(true, Duration::from_millis(ms), false, Moment::default()));
        health.record(false, Duration::from_secs(9), false, Moment::default());
        let now = health.snapshot();
        assert_eq!((now.calls, now.failures), (101, 1));
        assert_eq!((now.p50_ms, now.p95_ms), (Some(51.0), Some(95.0)));
    }

    #[test]
    fn a_percentile_looks_back_as_far_as_it_is_asked_and_at_streams_alone_where_it_must() {
        let health = TargetHealth::default();
        let at = |s| Moment(Duration::from_secs(s));
        (0..10).for_each(|_| health.record(true, Duration::from_secs(9), false, at(0)));
        (0..10).for_each(|_| health.record(true, Duration::from_secs(1), true, at(60)));
        assert_eq!(health.p95(at(0), false, 5), Some(Duration::from_secs(9)));
        assert_eq!(health.p95(at(0), true, 5), Some(Duration::from_secs(1)));
        assert_eq!(health.p95(at(30), false, 5), Some(Duration::from_secs(1)));
        assert_eq!(health.p95(at(30), false, 11), None);
    }
}
