//! How long to wait before the next try.

use std::time::Duration;

use crate::config::Retries;

/// Exponential with full jitter; `chance` is 0..1. A Retry-After goes before, where it is respected.
///
/// `None`: the provider asks for more patience than `backoff.max` allows.
pub fn wait(retries: &Retries, nth: u32, retry_after: Option<Duration>, chance: f64) -> Option<Duration> {
    if let Some(after) = retry_after.filter(|_| retries.respect_retry_after) {
        return (after <= retries.max_backoff).then_some(after);
    }
    let ceiling = retries.initial.saturating_mul(2_u32.saturating_pow(nth)).min(retries.max_backoff);
    Some(ceiling.mul_f64(chance.clamp(0.0, 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_up_to_its_maximum_and_obeys_a_retry_after_that_is_not_too_long() {
        let retries = Retries::default();
        let ms = |n, after, chance| wait(&retries, n, after, chance).map(|d| d.as_millis());
        assert_eq!(ms(0, None, 1.0), Some(200));
        assert_eq!(ms(1, None, 1.0), Some(400));
        assert_eq!(ms(9, None, 1.0), Some(5000));
        assert_eq!(ms(0, None, 0.0), Some(0));
        assert_eq!(ms(0, Some(Duration::from_secs(2)), 1.0), Some(2000));
        assert_eq!(ms(0, Some(Duration::from_secs(60)), 1.0), None);
    }
}
