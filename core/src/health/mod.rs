//! What recent calls say of a target: outcomes and latencies, shared by all routes.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::{Mutex, RwLock};

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
    /// A ring of the last latencies in microseconds.
    latencies: Vec<u32>,
    next: usize,
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

    pub fn snapshot(&self) -> Vec<(Arc<str>, Snapshot)> {
        self.0.read().iter().map(|(id, health)| (id.clone(), health.snapshot())).collect()
    }
}

impl TargetHealth {
    /// `latency` is the time to the reply, or of a stream to its first content.
    pub fn record(&self, ok: bool, latency: Duration) {
        let mut recent = self.0.lock();
        recent.calls += 1;
        if !ok {
            recent.failures += 1;
            return;
        }
        let us = u32::try_from(latency.as_micros()).unwrap_or(u32::MAX);
        if recent.latencies.len() < WINDOW {
            recent.latencies.push(us);
        } else {
            let at = recent.next;
            recent.latencies[at] = us;
        }
        recent.next = (recent.next + 1) % WINDOW;
    }

    pub fn snapshot(&self) -> Snapshot {
        let recent = self.0.lock();
        let mut sorted = recent.latencies.clone();
        sorted.sort_unstable();
        let percentile = |p: f64| (!sorted.is_empty()).then(|| f64::from(sorted[((sorted.len() - 1) as f64 * p).round() as usize]) / 1000.0);
        Snapshot { calls: recent.calls, failures: recent.failures, p50_ms: percentile(0.5), p95_ms: percentile(0.95) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_percentiles_of_successes_only() {
        let health = TargetHealth::default();
        (1..=100).for_each(|ms| health.record(true, Duration::from_millis(ms)));
        health.record(false, Duration::from_secs(9));
        let now = health.snapshot();
        assert_eq!((now.calls, now.failures), (101, 1));
        assert_eq!((now.p50_ms, now.p95_ms), (Some(51.0), Some(95.0)));
    }
}
