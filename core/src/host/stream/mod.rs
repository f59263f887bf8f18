//! A stream in a host's hands: events cross in batches.
//!
//! What was opened for an event loop is read ahead by a task of the shared runtime, into a small buffer: waking a loop costs more than
//! reading does, and the more there is by the time it wakes, the less often it has to be woken. What a thread opened is
//! driven by the thread that waits for it, which nobody has to wake.

mod ahead;
mod driven;

use std::sync::Arc;

use bytes::Bytes;

use self::ahead::Ahead;
use self::driven::Driven;
use super::Tick;
use super::framing::Framing;
use crate::error::{Error, Result};
use crate::pipeline::AnswerStream;
use crate::runtime::{Local, Shared};
use crate::types::Receipt;

/// Events that are taken of an answer at once.
const BATCH: usize = 64;

/// A stream in a caller's hands. Dropping the last clone cancels the call.
#[derive(Clone)]
pub struct StreamHandle(Way);

#[derive(Clone)]
enum Way {
    Ahead(Arc<Ahead>),
    Driven(Arc<Driven>),
}

/// What is known once a stream has ended.
struct Done {
    receipt: Arc<Receipt>,
    answer: AnswerStream,
}

impl Done {
    fn of(answer: AnswerStream) -> Option<Done> {
        answer.receipt().map(|receipt| Done { receipt, answer })
    }
}

impl StreamHandle {
    /// For an event loop.
    pub(super) fn ahead(stream: AnswerStream, framing: Framing) -> Result<Self> {
        Ahead::start(stream, framing).map(|ahead| StreamHandle(Way::Ahead(Arc::new(ahead))))
    }

    /// For the thread whose call began on this runtime.
    pub(super) fn driven(stream: AnswerStream, framing: Framing, local: Local) -> Self {
        StreamHandle(Way::Driven(Arc::new(Driven::new(stream, framing, local))))
    }

    /// Waits for one item, takes what is ready, at most `limit`. Empty: the stream has ended, and its receipt is there; or
    /// somebody closes it meanwhile. Dropping the future loses nothing.
    pub async fn next_batch(&self, limit: usize) -> Result<Vec<Bytes>> {
        match &self.0 {
            Way::Ahead(ahead) => ahead.next_batch(limit).await,
            Way::Driven(driven) => on_a_thread(driven, move |driven| driven.next_batch(limit, None)).await?,
        }
    }

    /// The same, waiting on this thread.
    pub fn next_batch_blocking(&self, limit: usize, tick: Option<Tick<'_>>) -> Result<Vec<Bytes>> {
        match &self.0 {
            Way::Ahead(ahead) => super::block_on_shared(ahead.next_batch(limit), tick)?,
            Way::Driven(driven) => driven.next_batch(limit, tick),
        }
    }

    /// Ends the call as cancelled, unless it has ended; returns when the tail is done.
    pub async fn close(&self) {
        match &self.0 {
            Way::Ahead(ahead) => ahead.close().await,
            // It fails where the runtime is at its end, and everything with it.
            Way::Driven(driven) => drop(on_a_thread(driven, |driven| driven.close(None)).await),
        }
    }

    /// The same, waiting on this thread.
    pub fn close_blocking(&self, tick: Option<Tick<'_>>) -> Result<()> {
        match &self.0 {
            Way::Ahead(ahead) => super::block_on_shared(ahead.close(), tick),
            Way::Driven(driven) => driven.close(tick),
        }
    }

    fn done<T>(&self, read: impl FnOnce(&Done) -> T) -> Option<T> {
        match &self.0 {
            Way::Ahead(ahead) => ahead.done(read),
            Way::Driven(driven) => driven.done(read),
        }
    }

    /// After the end.
    pub fn receipt(&self) -> Option<Arc<Receipt>> {
        self.done(|done| done.receipt.clone())
    }

    /// What the stream said as one whole body of the door's dialect, after the end.
    pub fn reply(&self) -> Option<Bytes> {
        self.done(|done| done.answer.folded())
    }
}

/// For a stream that was opened by a thread and is waited for by a task.
async fn on_a_thread<T: Send + 'static>(driven: &Arc<Driven>, wait: impl FnOnce(&Arc<Driven>) -> T + Send + 'static) -> Result<T> {
    let driven = driven.clone();
    let waiting = Shared::handle()?.spawn_blocking(move || wait(&driven));
    waiting.await.map_err(|_| Error::internal("the runtime has ended"))
}

/// Is this error told by the stream itself? Not the client's own time limit, nor to who takes events.
fn is_told(error: &Error, framing: &Framing) -> bool {
    !matches!(framing, Framing::Data) && error.get_reason() != Some("caller_timeout")
}
