//! Time, from one place: tokio's timers, or a virtual clock for tests.
//!
//! Virtual time stands while a request is at an upstream; otherwise it jumps to the next wait of a call.
//! Waits of background work never make it jump.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use parking_lot::Mutex;

/// A moment on a clock: time since the clock was made. Monotonic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Moment(pub Duration);

impl Moment {
    /// Further away than any call lasts.
    pub const NEVER: Moment = Moment(Duration::from_secs(u32::MAX as u64));

    pub fn since(self, earlier: Moment) -> Duration {
        self.0.saturating_sub(earlier.0)
    }

    pub fn plus(self, duration: Duration) -> Moment {
        Moment(self.0.saturating_add(duration))
    }
}

/// Where time comes from. Cheap to clone.
#[derive(Clone)]
pub struct Clock(Arc<Source>);

enum Source {
    Real { start: Instant },
    Virtual(Mutex<Virtual>),
}

#[derive(Default)]
struct Virtual {
    now: Duration,
    /// Wall time at `now` = 0, milliseconds since 1970.
    epoch_ms: u64,
    at_upstream: usize,
    next: u64,
    waits: BTreeMap<(Duration, u64), (Waker, bool)>,
}

impl Virtual {
    fn wake_due(&mut self) {
        while let Some(entry) = self.waits.first_entry() {
            if entry.key().0 > self.now {
                break;
            }
            entry.remove().0.wake();
        }
    }

    /// Moves to the next wait of a call if nothing is at an upstream.
    fn jump(&mut self) {
        if self.at_upstream > 0 {
            return;
        }
        let next = self.waits.iter().find(|(_, (_, of_call))| *of_call).map(|((at, _), _)| *at);
        if let Some(at) = next {
            self.now = self.now.max(at);
            self.wake_due();
        }
    }
}

impl Default for Clock {
    fn default() -> Self {
        Clock(Arc::new(Source::Real { start: Instant::now() }))
    }
}

impl Clock {
    /// A clock that moves only by `advance` and by jumps over the waits of calls.
    pub fn new_virtual() -> Self {
        Clock(Arc::new(Source::Virtual(Mutex::new(Virtual { epoch_ms: 1_767_225_600_000, ..Virtual::default() }))))
    }

    pub fn now(&self) -> Moment {
        Moment(match &*self.0 {
            Source::Real { start } => start.elapsed(),
            Source::Virtual(v) => v.lock().now,
        })
    }

    /// Wall time in milliseconds since 1970, for periods and records only.
    pub fn wall_ms(&self) -> u64 {
        match &*self.0 {
            Source::Real { .. } => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_millis() as u64),
            Source::Virtual(v) => {
                let v = v.lock();
                v.epoch_ms + v.now.as_millis() as u64
            }
        }
    }

    pub fn is_virtual(&self) -> bool {
        matches!(&*self.0, Source::Virtual(_))
    }

    /// Waits for a call.
    pub fn sleep(&self, duration: Duration) -> Sleep {
        self.sleep_until(self.now().plus(duration))
    }

    pub fn sleep_until(&self, at: Moment) -> Sleep {
        self.wait(at, true)
    }

    /// Waits for background work, which never makes a virtual clock jump.
    pub fn sleep_background(&self, duration: Duration) -> Sleep {
        self.wait(self.now().plus(duration), false)
    }

    fn wait(&self, at: Moment, of_call: bool) -> Sleep {
        match &*self.0 {
            Source::Real { start } => Sleep::Real(Box::pin(tokio::time::sleep_until((*start + at.0).into()))),
            Source::Virtual(_) => Sleep::Virtual { clock: self.clone(), at: at.0, of_call, key: None },
        }
    }

    /// Runs `future` until `at`; `None` when time ran out first.
    pub async fn until<F: Future>(&self, at: Moment, future: F) -> Option<F::Output> {
        self.race(at, true, future).await
    }

    /// The same for a call that waits for another one, whose waits are what a virtual clock jumps over.
    pub async fn until_behind<F: Future>(&self, at: Moment, future: F) -> Option<F::Output> {
        self.race(at, false, future).await
    }

    async fn race<F: Future>(&self, at: Moment, of_call: bool, future: F) -> Option<F::Output> {
        let mut future = std::pin::pin!(future);
        let mut sleep: Option<Sleep> = None;
        std::future::poll_fn(move |cx| {
            if let Poll::Ready(out) = future.as_mut().poll(cx) {
                return Poll::Ready(Some(out));
            }
            // Made after the first poll, so that a future which is ready at once costs no timer.
            Pin::new(sleep.get_or_insert_with(|| self.wait(at, of_call))).poll(cx).map(|()| None)
        })
        .await
    }

    /// Holds virtual time while the guard lives: a request is at an upstream.
    pub fn at_upstream(&self) -> AtUpstream {
        if let Source::Virtual(v) = &*self.0 {
            v.lock().at_upstream += 1;
        }
        AtUpstream(self.clone())
    }

    /// Moves a virtual clock; does nothing on a real one.
    pub fn advance(&self, duration: Duration) {
        if let Source::Virtual(v) = &*self.0 {
            let mut v = v.lock();
            v.now += duration;
            v.wake_due();
        }
    }

    /// Turns a virtual clock's wall time, as somebody may do with a machine's; nothing that waits takes notice.
    pub fn turn_wall(&self, by_ms: i64) {
        if let Source::Virtual(v) = &*self.0 {
            let mut v = v.lock();
            v.epoch_ms = v.epoch_ms.saturating_add_signed(by_ms);
        }
    }
}

/// See [`Clock::at_upstream`].
pub struct AtUpstream(Clock);

impl Drop for AtUpstream {
    fn drop(&mut self) {
        if let Source::Virtual(v) = &*self.0.0 {
            let mut v = v.lock();
            v.at_upstream -= 1;
            v.jump();
        }
    }
}

/// A wait on a [`Clock`].
pub enum Sleep {
    Real(Pin<Box<tokio::time::Sleep>>),
    Virtual { clock: Clock, at: Duration, of_call: bool, key: Option<u64> },
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match self.get_mut() {
            Sleep::Real(sleep) => sleep.as_mut().poll(cx),
            Sleep::Virtual { clock, at, of_call, key } => {
                let Source::Virtual(v) = &*clock.0 else { return Poll::Ready(()) };
                let mut v = v.lock();
                if v.now >= *at {
                    return Poll::Ready(());
                }
                let id = *key.get_or_insert_with(|| {
                    v.next += 1;
                    v.next
                });
                v.waits.insert((*at, id), (cx.waker().clone(), *of_call));
                if *of_call {
                    v.jump();
                    if v.now >= *at {
                        return Poll::Ready(());
                    }
                }
                Poll::Pending
            }
        }
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Sleep::Virtual { clock, at, key: Some(id), .. } = self
            && let Source::Virtual(v) = &*clock.0
        {
            v.lock().waits.remove(&(*at, *id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn virtual_time_jumps_to_the_next_wait_of_a_call() {
        let clock = Clock::new_virtual();
        clock.sleep(Duration::from_secs(60)).await;
        assert_eq!(clock.now(), Moment(Duration::from_secs(60)));
    }

    #[tokio::test]
    async fn virtual_time_stands_while_a_request_is_at_an_upstream() {
        let clock = Clock::new_virtual();
        let held = clock.at_upstream();
        let mut sleep = std::pin::pin!(clock.sleep(Duration::from_secs(1)));
        assert!(futures_util::poll!(&mut sleep).is_pending());
        assert_eq!(clock.now(), Moment::default());
        drop(held);
        sleep.await;
        assert_eq!(clock.now(), Moment(Duration::from_secs(1)));
    }

    #[tokio::test]
    async fn background_waits_need_an_advance() {
        let clock = Clock::new_virtual();
        let mut sleep = std::pin::pin!(clock.sleep_background(Duration::from_secs(1)));
        assert!(futures_util::poll!(&mut sleep).is_pending());
        clock.advance(Duration::from_secs(1));
        sleep.await;
    }
}
