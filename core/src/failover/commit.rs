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
/// Once bytes come, they may not stand still for longer than `idle`; until then only the caller's limit holds.
pub async fn first_content(stream: &mut EventStream, clock: &Clock, idle: Duration) -> Result<VecDeque<Event>> {
    let mut head = VecDeque::new();
    let mut finished = false;
    while let Some(event) = next_within(stream, clock, idle, Moment::NEVER).await.unwrap_or_else(|waited| Some(Err(waited.error(idle)))) {
        let event = event?;
        let content = event.kind.is_content();
        finished |= matches!(event.kind, EventKind::End(_));
        head.push_back(event);
        if content {
            return Ok(head);
        }
        if head.len() > MOST_BEFORE_CONTENT {
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
