//! The point of no return: a stream is handed over once its first content is here. Until then it can still fail over.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use futures_util::StreamExt;

use crate::clock::{Clock, Moment};
use crate::error::{Class, Error, Result};
use crate::types::{Event, EventKind, EventStream};

/// Events before the first content, at most.
const MOST_BEFORE_CONTENT: usize = 10_000;

/// Pulls events up to the first content or the end. What was pulled comes first for the caller.
///
/// `least` events with content are waited for, where the stream does not end before.
/// Once bytes come, they may not stand still for longer than `idle`; until then only the caller's limit holds.
pub async fn first_content(stream: &mut EventStream, clock: &Clock, idle: Duration, least: usize) -> Result<VecDeque<Event>> {
    let mut head = VecDeque::new();
    let (mut finished, mut contents) = (false, 0);
    while let Some(event) = next_within(stream, clock, idle, Moment::NEVER).await.unwrap_or_else(|waited| Some(Err(waited.error(idle)))) {
        let event = event?;
        contents += usize::from(event.kind.is_content());
        finished |= matches!(event.kind, EventKind::End(_));
        head.push_back(event);
        if contents >= least {
            return Ok(head);
        }
        if contents == 0 && head.len() > MOST_BEFORE_CONTENT {
            return Err(Error::of(Class::Server, format!("the stream had {MOST_BEFORE_CONTENT} events and no content")));
        }
    }
    if finished { Ok(head) } else { Err(Error::of(Class::Truncated, "the stream ended before its first content")) }
}

/// Bytes without an event (keep-alives, halves of events) keep a stream alive so many times as long as silence would.
const TRICKLE: u32 = 5;

/// A wait that ended without an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waited {
    /// No byte came for so long.
    Idle,
    /// Bytes came, and no event.
    Trickle,
    Until,
}

impl Waited {
    pub fn error(self, idle: Duration) -> Error {
        match self {
            Waited::Trickle => {
                let words = format!("the stream gave bytes and no event for {} s", (idle * TRICKLE).as_secs_f64());
                Error::of(Class::Timeout, words).reason("trickle")
            }
            Waited::Idle | Waited::Until => Error::of(Class::Timeout, format!("the stream stood still for {} s", idle.as_secs_f64())).reason("idle"),
        }
    }
}

/// The next event. Time counts while this waits, not while the caller holds the stream; any byte starts `idle` anew, only an
/// event ends the longer patience with bytes that say nothing.
pub async fn next_within(stream: &mut EventStream, clock: &Clock, idle: Duration, until: Moment) -> Result<Option<Result<Event>>, Waited> {
    let mut seen = stream.received();
    let patience = clock.now().plus(idle.saturating_mul(TRICKLE));
    loop {
        let rests = if seen == 0 { Moment::NEVER } else { clock.now().plus(idle).min(patience) };
        // Bytes without an event end the wait too, so that the next one begins anew.
        let wait = poll_fn(|cx| match stream.poll_next_unpin(cx) {
            Poll::Ready(item) => Poll::Ready(Some(item)),
            Poll::Pending if stream.received() != seen => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        });
        match clock.until(rests.min(until), wait).await {
            Some(Some(item)) => return Ok(item),
            Some(None) => seen = stream.received(),
            None if until <= rests => return Err(Waited::Until),
            None if rests == patience && clock.now() >= patience => return Err(Waited::Trickle),
            None => return Err(Waited::Idle),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::task::Context;

    use futures_util::Stream;

    use super::*;
    use crate::types::EventSource;

    /// A stream of comments: a byte each second, and never an event.
    struct KeepAlives {
        clock: Clock,
        received: u64,
        next: Option<Pin<Box<crate::clock::Sleep>>>,
    }

    impl Stream for KeepAlives {
        type Item = Result<Event>;

        fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            let this = &mut *self;
            let clock = &this.clock;
            let sleep = this.next.get_or_insert_with(|| Box::pin(clock.sleep(Duration::from_secs(1))));
            std::task::ready!(Future::poll(sleep.as_mut(), cx));
            this.next = None;
            this.received += 1;
            // The time jumps with the next poll, which must not be a part of this one.
            cx.waker().wake_by_ref();
            Poll::Pending
        }
    }

    impl EventSource for KeepAlives {
        fn received(&self) -> u64 {
            self.received
        }
    }

    #[tokio::test]
    async fn keep_alives_do_not_keep_a_stream_alive_for_ever() {
        let clock = Clock::new_virtual();
        let mut stream: EventStream = Box::pin(KeepAlives { clock: clock.clone(), received: 1, next: None });
        let idle = Duration::from_secs(10);
        let waited = next_within(&mut stream, &clock, idle, Moment::NEVER).await.expect_err("no event comes");
        assert_eq!(waited, Waited::Trickle);
        assert_eq!(waited.error(idle).get_reason(), Some("trickle"));
        assert_eq!(clock.now(), Moment(idle * TRICKLE));
    }
}
