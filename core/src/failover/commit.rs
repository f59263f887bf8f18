//! The point of no return: a stream is handed over once its first content is here. Until then it can still fail over.

use std::collections::VecDeque;

use futures_util::StreamExt;

use crate::error::{Class, Error, Result};
use crate::types::{Event, EventKind, EventStream};

/// Events before the first content, at most.
const MOST_BEFORE_CONTENT: usize = 10_000;

/// Pulls events up to the first content or the end. What was pulled comes first for the caller.
pub async fn first_content(stream: &mut EventStream) -> Result<VecDeque<Event>> {
    let mut head = VecDeque::new();
    let mut finished = false;
    while let Some(event) = stream.next().await {
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
