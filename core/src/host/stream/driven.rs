//! A stream that is driven by the threads that wait for it, on the current-thread runtime where its call began.
//!
//! Between two waits nothing is read.

use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use bytes::Bytes;
use futures_util::FutureExt;
use parking_lot::{Mutex, MutexGuard};
use tokio::runtime::Handle;
use tokio::sync::Notify;

use super::{BATCH, Done, is_told};
use crate::error::{Error, Result};
use crate::host::framing::Framing;
use crate::host::{Tick, interrupted};
use crate::pipeline::AnswerStream;
use crate::runtime::Local;
use crate::types::of_panic;
use crate::wire::Frame;

pub struct Driven {
    flow: tokio::sync::Mutex<Flow>,
    /// Nobody pulls any more.
    closing: AtomicBool,
    asked: Notify,
    done: Mutex<Option<Done>>,
    /// Until the end, when it goes back to the free list.
    local: Mutex<Option<Local>>,
}

/// A stream that has not ended, and what of it was not handed over.
struct Flow {
    stream: Option<AnswerStream>,
    framing: Framing,
    /// What was taken when a pull was given up stays here.
    frames: Vec<Frame>,
    items: VecDeque<Bytes>,
    /// Told once, after everything else.
    error: Option<Error>,
}

impl Driven {
    pub fn new(stream: AnswerStream, framing: Framing, local: Local) -> Self {
        let flow = Flow { stream: Some(stream), framing, frames: Vec::new(), items: VecDeque::new(), error: None };
        Driven {
            flow: tokio::sync::Mutex::new(flow),
            closing: AtomicBool::new(false),
            asked: Notify::new(),
            done: Mutex::new(None),
            local: Mutex::new(Some(local)),
        }
    }

    pub fn next_batch(self: &Arc<Self>, limit: usize, tick: Option<Tick<'_>>) -> Result<Vec<Bytes>> {
        let all = self.clone();
        self.wait(async move { all.flow.lock().await.pull(limit.max(1), &all).await }, tick)?
    }

    pub fn close(self: &Arc<Self>, tick: Option<Tick<'_>>) -> Result<()> {
        // Whoever pulls on another thread lets go.
        self.closing.store(true, SeqCst);
        self.asked.notify_waiters();
        let all = self.clone();
        self.wait(async move { all.flow.lock().await.close(&all).await }, tick)
    }

    pub fn done<T>(&self, read: impl FnOnce(&Done) -> T) -> Option<T> {
        self.done.lock().as_ref().map(read)
    }

    fn wait<T: Send + 'static>(&self, future: impl Future<Output = T> + Send + 'static, mut tick: Option<Tick<'_>>) -> Result<T> {
        let mut slot = self.local.lock();
        // Without its runtime it has ended, and there is nothing to wait for.
        let Some(local) = &*slot else { return future.now_or_never().ok_or_else(|| Error::internal("a stream waits behind its end")) };
        // As a task it takes turns with the one that reads the connection; the future that drives a runtime would ask the system for news
        // between any two of them.
        let mut task = local.spawn(future);
        let output = loop {
            let Some(local) = &*slot else { break (&mut task).now_or_never() };
            let beat = local.beat();
            let ended = local.block_on(async {
                tokio::select! {
                    biased;
                    output = &mut task => Some(output),
                    () = beat.notified(), if tick.is_some() => None,
                }
            });
            if ended.is_some() {
                break ended;
            }
            // The host's own code runs here, which may close this very stream: it finds neither a lock nor a runtime around it.
            let goes_on = tick.as_mut().is_none_or(|tick| MutexGuard::unlocked(&mut slot, || (tick.go_on)()));
            if !goes_on {
                task.abort();
                if let Some(local) = &*slot {
                    local.block_on(tokio::task::yield_now());
                }
                return Err(interrupted());
            }
        };
        let has_ended = self.flow.try_lock().is_ok_and(|flow| flow.stream.is_none());
        if has_ended && let Some(local) = slot.take() {
            // Its connection goes back to the pool, or closes.
            local.block_on(tokio::task::yield_now());
            local.give_back();
        }
        output.and_then(std::result::Result::ok).ok_or_else(|| Error::internal("a stream's task has ended"))
    }

    async fn asked_to_close(&self) {
        loop {
            let asked = self.asked.notified();
            if self.closing.load(SeqCst) {
                return;
            }
            asked.await;
        }
    }
}

impl Flow {
    async fn pull(&mut self, limit: usize, all: &Driven) -> Result<Vec<Bytes>> {
        loop {
            if !self.items.is_empty() {
                let count = self.items.len().min(limit);
                return Ok(self.items.drain(..count).collect());
            }
            let Some(stream) = &mut self.stream else { return self.error.take().map_or_else(|| Ok(Vec::new()), Err) };
            let pulled = tokio::select! {
                biased;
                pulled = AssertUnwindSafe(stream.next_batch(BATCH, &mut self.frames)).catch_unwind() => pulled,
                () = all.asked_to_close() => return Ok(Vec::new()),
            };
            match pulled.unwrap_or_else(|panic| Err(of_panic(&*panic))) {
                Ok(()) if self.frames.is_empty() => {
                    self.items.extend(self.framing.end());
                    self.end(None, all);
                }
                Ok(()) => {}
                Err(error) if is_told(&error, &self.framing) => {
                    stream.error_frames(&error, &mut self.frames);
                    self.items.extend(self.framing.write(&mut self.frames));
                    self.items.extend(self.framing.end());
                    self.end(None, all);
                }
                Err(error) => self.end(Some(error), all),
            }
            let mut batch = self.framing.write(&mut self.frames);
            if !batch.is_empty() {
                self.items.extend(batch.drain(limit.min(batch.len())..));
                return Ok(batch);
            }
        }
    }

    fn end(&mut self, error: Option<Error>, all: &Driven) {
        self.error = error;
        *all.done.lock() = self.stream.take().and_then(Done::of);
    }

    async fn close(&mut self, all: &Driven) {
        if let Some(stream) = &mut self.stream {
            stream.close().await;
            self.items.clear();
            self.end(None, all);
        }
    }
}

impl Drop for Driven {
    fn drop(&mut self) {
        let Some(local) = self.local.get_mut().take() else { return };
        let stream = self.flow.get_mut().stream.take();
        if Handle::try_current().is_ok() {
            // A thread that a runtime runs on runs no other; with its runtime the connection closes all the same.
            let _entered = local.enter();
            drop(stream);
            return;
        }
        local.block_on(async move {
            if let Some(mut stream) = stream {
                stream.close().await;
                drop(stream);
                tokio::task::yield_now().await;
            }
        });
        local.give_back();
    }
}
