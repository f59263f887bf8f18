//! A streamed answer, piece by piece.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::Stream;
use serde_json::Value;

use super::reply::Finish;
use super::request::{Extra, Raw};
use super::usage::Usage;
use crate::error::Error;

/// What a provider streams. It ends after the last event; an error is its last item.
pub type EventStream = Pin<Box<dyn EventSource>>;

/// Events, and a sign of life between them.
pub trait EventSource: Stream<Item = Result<Event, Error>> + Send {
    /// Bytes that have come so far: keep-alives and halves of events move it too.
    fn received(&self) -> u64;
}

/// Events that are all there: a whole answer as a stream.
pub fn ready_events(events: Vec<Event>) -> EventStream {
    Box::pin(ReadyEvents(events.into_iter()))
}

struct ReadyEvents(std::vec::IntoIter<Event>);

impl Stream for ReadyEvents {
    type Item = Result<Event, Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

impl EventSource for ReadyEvents {
    fn received(&self) -> u64 {
        0
    }
}

/// One thing that a stream says.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub kind: EventKind,
    /// Which choice it belongs to.
    pub choice: u32,
    /// The provider's own event. Where one wire event says several things, the first of them holds the data
    /// and the others hold empty data: "already said".
    pub raw: Option<Raw<Bytes>>,
}

impl Event {
    pub fn new(kind: EventKind) -> Self {
        Event { kind, choice: 0, raw: None }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum EventKind {
    /// The first event: who answers.
    Start {
        id: String,
        model: String,
        created: u64,
    },
    /// A part begins; `part` counts from 0 within its choice.
    PartStart {
        part: u32,
        block: BlockKind,
    },
    Delta {
        part: u32,
        delta: Delta,
    },
    PartEnd {
        part: u32,
    },
    /// Cumulative: the last one holds.
    Usage(Usage),
    End(Finish),
    /// Nothing in the canonical model (a keep-alive, moderation results …): only its raw form matters.
    Other,
}

impl EventKind {
    /// Does handing this over put content before the caller's eyes (the point of no return)?
    pub fn is_content(&self) -> bool {
        match self {
            EventKind::Delta { delta, .. } => !delta.is_empty(),
            EventKind::PartStart { block: BlockKind::ToolCall { .. } | BlockKind::Raw(_), .. } => true,
            EventKind::Start { .. }
            | EventKind::PartStart { .. }
            | EventKind::PartEnd { .. }
            | EventKind::Usage(_)
            | EventKind::End(_)
            | EventKind::Other => false,
        }
    }
}

/// What kind of part begins.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    Text,
    ToolCall {
        id: String,
        name: String,
        extra: Extra,
    },
    Thinking,
    Refusal,
    RedactedThinking {
        data: String,
    },
    /// A block of one provider without a canonical form.
    Raw(Value),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Delta {
    Text(String),
    /// A piece of the JSON text of a tool call's arguments.
    Arguments(String),
    Thinking(String),
    Signature(String),
    Refusal(String),
    /// Log probabilities of the tokens of this piece, in the OpenAI form.
    Logprobs(Value),
}

impl Delta {
    pub fn is_empty(&self) -> bool {
        match self {
            Delta::Text(s) | Delta::Arguments(s) | Delta::Thinking(s) | Delta::Signature(s) | Delta::Refusal(s) => s.is_empty(),
            Delta::Logprobs(v) => v.is_null(),
        }
    }

    pub fn len(&self) -> usize {
        match self {
            Delta::Text(s) | Delta::Arguments(s) | Delta::Thinking(s) | Delta::Signature(s) | Delta::Refusal(s) => s.len(),
            Delta::Logprobs(_) => 0,
        }
    }
}
