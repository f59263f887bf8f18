//! A stream that a task of the shared runtime reads ahead; when its buffer is full, the task waits, and so does the upstream.

use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::FutureExt;
use parking_lot::Mutex;
use tokio::sync::Notify;

use super::{BATCH, Done, is_told};
use crate::error::{Error, Result};
use crate::host::framing::Framing;
use crate::pipeline::AnswerStream;
use crate::runtime::Shared;
use crate::types::of_panic;

/// Items that wait for the host, at most; a batch may pass it once.
const BUFFER: usize = 256;

pub struct Ahead(Arc<Pipe>);

#[derive(Default)]
struct Pipe {
    state: Mutex<State>,
    /// Wakes who waits for items.
    filled: Notify,
    /// Wakes the task that fills.
    emptied: Notify,
    closing: Notify,
}

#[derive(Default)]
struct State {
    items: VecDeque<Bytes>,
    /// The task waits for room.
    full: bool,
    closing: bool,
    /// Nothing more will come; an error is told once.
    ended: bool,
    error: Option<Error>,
    done: Option<Done>,
}

impl Ahead {
    pub fn start(stream: AnswerStream, framing: Framing) -> Result<Self> {
        let pipe = Arc::new(Pipe::default());
        let filled = pipe.clone();
        Shared::handle()?.spawn(async move {
            let fill = filled.clone().fill(stream, framing);
            if let Err(panic) = AssertUnwindSafe(fill).catch_unwind().await {
                filled.end(None, Some(of_panic(&*panic)));
            }
        });
        Ok(Ahead(pipe))
    }

    pub async fn next_batch(&self, limit: usize) -> Result<Vec<Bytes>> {
        loop {
            if let Some(batch) = self.0.take(limit) {
                return batch;
            }
            self.0.filled.notified().await;
        }
    }

    pub async fn close(&self) {
        self.0.ask_to_close();
        while !self.0.state.lock().ended {
            self.0.filled.notified().await;
        }
        // Another task may wait for the same end.
        self.0.filled.notify_one();
    }

    pub fn done<T>(&self, read: impl FnOnce(&Done) -> T) -> Option<T> {
        self.0.state.lock().done.as_ref().map(read)
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        self.0.ask_to_close();
    }
}

impl Pipe {
    fn take(&self, limit: usize) -> Option<Result<Vec<Bytes>>> {
        let mut state = self.state.lock();
        if !state.items.is_empty() {
            let count = state.items.len().min(limit.max(1));
            let batch = state.items.drain(..count).collect();
            // A task that waits for room is woken for more than a few events.
            if state.full && state.items.len() <= BUFFER / 2 {
                state.full = false;
                self.emptied.notify_one();
            }
            return Some(Ok(batch));
        }
        if !state.ended {
            return None;
        }
        // A second reader must not wait for what was told to this one.
        self.filled.notify_one();
        Some(state.error.take().map_or_else(|| Ok(Vec::new()), Err))
    }

    fn ask_to_close(&self) {
        let mut state = self.state.lock();
        state.closing = true;
        if !state.ended {
            state.items.clear();
        }
        self.emptied.notify_one();
        self.closing.notify_one();
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
                Ok(()) => self.put(framing.write(&mut frames)),
                Err(error) if is_told(&error, &framing) => {
                    stream.error_frames(&error, &mut frames);
                    self.put(framing.write(&mut frames));
                    break None;
                }
                Err(error) => break Some(error),
            }
        };
        if error.is_none() {
            self.state.lock().items.extend(framing.end());
        }
        self.end(Done::of(stream), error);
    }

    fn end(&self, done: Option<Done>, error: Option<Error>) {
        let mut state = self.state.lock();
        state.done = done;
        state.error = error;
        state.ended = true;
        drop(state);
        self.filled.notify_one();
    }

    /// Waits until the buffer has room; `false` when the host has closed the stream.
    async fn has_room(&self) -> bool {
        loop {
            {
                let mut state = self.state.lock();
                if state.closing {
                    return false;
                }
                if state.items.len() < BUFFER {
                    return true;
                }
                state.full = true;
            }
            self.emptied.notified().await;
        }
    }

    async fn closed(&self) {
        while !self.state.lock().closing {
            self.closing.notified().await;
        }
    }

    fn put(&self, items: Vec<Bytes>) {
        self.state.lock().items.extend(items);
        self.filled.notify_one();
    }
}
