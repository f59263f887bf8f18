//! A stream in a host's hands: a task on the shared runtime pulls the answer, a bounded buffer lies between.
//!
//! The buffer lets the events that come in one network read cross in one batch; when it is full, the task waits and so
//! does the upstream.

use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::FutureExt;
use parking_lot::{Condvar, Mutex};
use tokio::sync::Notify;

use super::{Tick, interrupted, of_panic};
use crate::error::{Error, Result};
use crate::pipeline::AnswerStream;
use crate::runtime::Shared;
use crate::types::Receipt;
use crate::wire::Frame;

/// Items that wait for the host, at most; a batch may pass it once.
const BUFFER: usize = 256;
/// Events that the task takes at once.
const BATCH: usize = 64;

/// How a stream's events leave.
pub(super) enum Framing {
    /// One item an event: its JSON.
    Data,
    /// One item a batch: server-sent events as bytes.
    Sse,
    /// One item a batch: elements of a JSON array.
    Array(Place),
    /// One item a batch: messages of AWS' event streams.
    Aws,
    /// One item a batch: lines of JSON.
    Lines,
}

/// Where in a JSON array a stream stands.
#[derive(Default, PartialEq, Eq)]
pub(super) enum Place {
    #[default]
    Before,
    Within,
}

impl Framing {
    /// What is handed over of a batch.
    fn write(&mut self, frames: &mut Vec<Frame>, out: &mut VecDeque<Bytes>) {
        if frames.is_empty() {
            return;
        }
        let mut bytes = Vec::new();
        match self {
            Framing::Data => return out.extend(frames.drain(..).map(|f| f.data).filter(|d| d.as_ref() != b"[DONE]")),
            Framing::Sse => {
                bytes.reserve(frames.iter().map(|f| f.data.len() + 32).sum());
                for frame in frames.drain(..) {
                    frame.write_sse(&mut bytes);
                }
            }
            Framing::Aws => frames.drain(..).for_each(|frame| frame.write_aws(&mut bytes)),
            Framing::Lines => frames.drain(..).for_each(|frame| frame.write_line(&mut bytes)),
            Framing::Array(place) => {
                for frame in frames.drain(..) {
                    bytes.extend_from_slice(if *place == Place::Before { b"[" } else { b",\r\n" });
                    bytes.extend_from_slice(&frame.data);
                    *place = Place::Within;
                }
            }
        }
        out.push_back(bytes.into());
    }

    /// What closes the form itself.
    fn end(&self, out: &mut VecDeque<Bytes>) {
        if let Framing::Array(place) = self {
            out.push_back(Bytes::from_static(if *place == Place::Before { b"[]" } else { b"]" }));
        }
    }
}

/// A stream in a caller's hands. Dropping the last clone cancels the call.
#[derive(Clone)]
pub struct StreamHandle(Arc<Holder>);

struct Holder(Arc<Pipe>);

impl Drop for Holder {
    fn drop(&mut self) {
        self.0.ask_to_close();
    }
}

#[derive(Default)]
struct Pipe {
    state: Mutex<State>,
    /// Wakes threads, tasks, and the task that fills.
    filled_thread: Condvar,
    filled_task: Notify,
    emptied: Notify,
}

#[derive(Default)]
struct State {
    items: VecDeque<Bytes>,
    closing: bool,
    /// Nothing more will come; an error is told once.
    ended: bool,
    error: Option<Error>,
    done: Option<Done>,
}

struct Done {
    receipt: Arc<Receipt>,
    reply: Bytes,
}

impl StreamHandle {
    pub(super) fn new(stream: AnswerStream, framing: Framing) -> Result<Self> {
        let pipe = Arc::new(Pipe::default());
        let filled = pipe.clone();
        Shared::handle()?.spawn(async move {
            let fill = filled.clone().fill(stream, framing);
            if let Err(panic) = AssertUnwindSafe(fill).catch_unwind().await {
                filled.end(None, Some(of_panic(&*panic)));
            }
        });
        Ok(StreamHandle(Arc::new(Holder(pipe))))
    }

    /// Waits for one item, takes what is ready, at most `limit`. Empty: the stream has ended, and its receipt is there.
    pub async fn next_batch(&self, limit: usize) -> Result<Vec<Bytes>> {
        let pipe = &self.0.0;
        loop {
            if let Some(batch) = pipe.take(&mut pipe.state.lock(), limit) {
                return batch;
            }
            pipe.filled_task.notified().await;
        }
    }

    /// The same, waiting on this thread.
    pub fn next_batch_blocking(&self, limit: usize, mut tick: Option<Tick<'_>>) -> Result<Vec<Bytes>> {
        let pipe = &self.0.0;
        let mut state = pipe.state.lock();
        loop {
            if let Some(batch) = pipe.take(&mut state, limit) {
                return batch;
            }
            match &mut tick {
                None => pipe.filled_thread.wait(&mut state),
                Some(tick) => {
                    if pipe.filled_thread.wait_for(&mut state, tick.every).timed_out() {
                        // The host's own code runs here: it must not find the stream locked.
                        let go_on = parking_lot::MutexGuard::unlocked(&mut state, || (tick.go_on)());
                        if !go_on {
                            return Err(interrupted());
                        }
                    }
                }
            }
        }
    }

    /// Ends the call as cancelled, unless it has ended; returns when the tail is done.
    pub async fn close(&self) {
        let pipe = &self.0.0;
        pipe.ask_to_close();
        while !pipe.state.lock().ended {
            pipe.filled_task.notified().await;
        }
        // Another task may wait for the same end.
        pipe.filled_task.notify_one();
    }

    pub fn close_blocking(&self) -> Result<()> {
        Shared::handle()?.block_on(self.close());
        Ok(())
    }

    /// After the end.
    pub fn receipt(&self) -> Option<Arc<Receipt>> {
        self.0.0.state.lock().done.as_ref().map(|d| d.receipt.clone())
    }

    /// What the stream said as one whole body of the door's dialect, after the end.
    pub fn reply(&self) -> Option<Bytes> {
        self.0.0.state.lock().done.as_ref().map(|d| d.reply.clone())
    }
}

impl Pipe {
    fn take(&self, state: &mut State, limit: usize) -> Option<Result<Vec<Bytes>>> {
        if !state.items.is_empty() {
            let count = state.items.len().min(limit.max(1));
            let batch = state.items.drain(..count).collect();
            self.emptied.notify_one();
            return Some(Ok(batch));
        }
        if !state.ended {
            return None;
        }
        // A second reader must not wait for what was told to this one.
        self.filled_task.notify_one();
        Some(state.error.take().map_or_else(|| Ok(Vec::new()), Err))
    }

    fn ask_to_close(&self) {
        let mut state = self.state.lock();
        state.closing = true;
        if !state.ended {
            state.items.clear();
        }
        self.emptied.notify_one();
    }

    /// The task: pulls the answer until its end, or until the host closes it.
    async fn fill(self: Arc<Self>, mut stream: AnswerStream, mut framing: Framing) {
        let mut frames = Vec::new();
        let error = loop {
            if !self.has_room().await {
                stream.close().await;
                break None;
            }
            frames.clear();
            let pulled = tokio::select! {
                biased;
                () = self.closed() => continue,
                pulled = stream.next_batch(BATCH, &mut frames) => pulled,
            };
            match pulled {
                Ok(()) if frames.is_empty() => break None,
                Ok(()) => self.put(&mut frames, &mut framing),
                // On a door the stream itself says what broke it; only the client's own time limit is raised there.
                Err(error) if !matches!(framing, Framing::Data) && error.get_reason() != Some("caller_timeout") => {
                    stream.error_frames(&error, &mut frames);
                    self.put(&mut frames, &mut framing);
                    break None;
                }
                Err(error) => break Some(error),
            }
        };
        let done = stream.receipt().map(|receipt| Done { receipt, reply: stream.folded() });
        if error.is_none() {
            framing.end(&mut self.state.lock().items);
        }
        self.end(done, error);
    }

    fn end(&self, done: Option<Done>, error: Option<Error>) {
        let mut state = self.state.lock();
        state.done = done;
        state.error = error;
        state.ended = true;
        drop(state);
        self.filled_thread.notify_all();
        self.filled_task.notify_one();
    }

    /// Waits until the buffer has room; `false` when the host has closed the stream.
    async fn has_room(&self) -> bool {
        loop {
            {
                let state = self.state.lock();
                if state.closing {
                    return false;
                }
                if state.items.len() < BUFFER {
                    return true;
                }
            }
            self.emptied.notified().await;
        }
    }

    async fn closed(&self) {
        while !self.state.lock().closing {
            self.emptied.notified().await;
        }
    }

    fn put(&self, frames: &mut Vec<Frame>, framing: &mut Framing) {
        framing.write(frames, &mut self.state.lock().items);
        self.filled_thread.notify_one();
        self.filled_task.notify_one();
    }
}
