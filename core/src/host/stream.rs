//! A stream in a host's hands: the host pulls it in batches, and nothing is read that it does not ask for.
//!
//! What was opened for an event loop is driven by the shared runtime. What a thread opened is driven by the thread that
//! waits for it, on the current-thread runtime where its call began: no other thread has to be woken for an event.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use bytes::Bytes;
use futures_util::FutureExt;
use parking_lot::Mutex;
use tokio::runtime::Handle;
use tokio::sync::Notify;

use super::framing::Framing;
use super::{Tick, beating, block_on_shared, of_panic};
use crate::error::{Error, Result};
use crate::pipeline::AnswerStream;
use crate::runtime::{Local, Shared};
use crate::types::Receipt;
use crate::wire::Frame;

/// Events that are taken at once.
const BATCH: usize = 64;

/// A stream in a caller's hands. Dropping the last clone cancels the call.
#[derive(Clone)]
pub struct StreamHandle(Arc<Holder>);

struct Holder {
    flow: tokio::sync::Mutex<Flow>,
    /// Nobody pulls any more.
    closing: AtomicBool,
    asked: Notify,
    done: Mutex<Option<Done>>,
    driver: Driver,
}

/// Who drives what is waited for.
pub(super) enum Driver {
    Shared(Handle),
    /// Whoever waits; the runtime goes back to the free list at the end.
    Thread(Mutex<Option<Local>>),
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

struct Done {
    receipt: Arc<Receipt>,
    answer: AnswerStream,
}

impl Driver {
    pub fn shared() -> Result<Driver> {
        Shared::handle().map(Driver::Shared)
    }

    pub fn thread(local: Local) -> Driver {
        Driver::Thread(Mutex::new(Some(local)))
    }
}

impl StreamHandle {
    pub(super) fn new(stream: AnswerStream, framing: Framing, driver: Driver) -> Self {
        let flow = Flow { stream: Some(stream), framing, frames: Vec::new(), items: VecDeque::new(), error: None };
        StreamHandle(Arc::new(Holder {
            flow: tokio::sync::Mutex::new(flow),
            closing: AtomicBool::new(false),
            asked: Notify::new(),
            done: Mutex::new(None),
            driver,
        }))
    }

    /// Waits for one item, takes what is ready, at most `limit`. Empty: the stream has ended, and its receipt is there; or
    /// somebody closes it meanwhile. Dropping the future loses nothing.
    pub async fn next_batch(&self, limit: usize) -> Result<Vec<Bytes>> {
        match &self.0.driver {
            Driver::Shared(shared) => within(shared, self.0.pull(limit)).await,
            Driver::Thread(_) => on_a_thread(self, move |this| this.next_batch_blocking(limit, None)).await?,
        }
    }

    /// The same, waiting on this thread.
    pub fn next_batch_blocking(&self, limit: usize, tick: Option<Tick<'_>>) -> Result<Vec<Bytes>> {
        self.wait(self.0.pull(limit), tick)?
    }

    /// Ends the call as cancelled, unless it has ended; returns when the tail is done.
    pub async fn close(&self) {
        match &self.0.driver {
            Driver::Shared(shared) => within(shared, self.0.close()).await,
            // It fails where the runtime is at its end, and everything with it.
            Driver::Thread(_) => drop(on_a_thread(self, |this| this.close_blocking(None)).await),
        }
    }

    /// The same, waiting on this thread.
    pub fn close_blocking(&self, tick: Option<Tick<'_>>) -> Result<()> {
        self.0.ask_to_close();
        self.wait(self.0.close(), tick)
    }

    fn wait<T>(&self, future: impl Future<Output = T>, tick: Option<Tick<'_>>) -> Result<T> {
        let Driver::Thread(slot) = &self.0.driver else { return block_on_shared(future, tick) };
        let mut slot = slot.lock();
        // Without its runtime it has ended, and there is nothing to wait for.
        let Some(local) = &*slot else { return future.now_or_never().ok_or_else(|| Error::internal("a stream waits behind its end")) };
        let output = local.block_on(beating(pin!(future), &local.beat(), tick));
        if self.0.flow.try_lock().is_ok_and(|flow| flow.stream.is_none())
            && let Some(local) = slot.take()
        {
            // Its connection goes back to the pool, or closes.
            local.block_on(tokio::task::yield_now());
            local.give_back();
        }
        output
    }

    /// After the end.
    pub fn receipt(&self) -> Option<Arc<Receipt>> {
        self.0.done.lock().as_ref().map(|d| d.receipt.clone())
    }

    /// What the stream said as one whole body of the door's dialect, after the end.
    pub fn reply(&self) -> Option<Bytes> {
        self.0.done.lock().as_ref().map(|d| d.answer.folded())
    }
}

/// Polls inside the runtime that the stream's timers and connections belong to, whoever polls.
async fn within<T>(runtime: &Handle, future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    poll_fn(|cx| {
        let _entered = runtime.enter();
        future.as_mut().poll(cx)
    })
    .await
}

/// For a stream that was opened by a thread and is waited for by a task.
async fn on_a_thread<T: Send + 'static>(handle: &StreamHandle, wait: impl FnOnce(&StreamHandle) -> T + Send + 'static) -> Result<T> {
    let handle = handle.clone();
    let waiting = Shared::handle()?.spawn_blocking(move || wait(&handle));
    waiting.await.map_err(|_| Error::internal("the runtime has ended"))
}

impl Holder {
    async fn pull(&self, limit: usize) -> Result<Vec<Bytes>> {
        self.flow.lock().await.pull(limit.max(1), self).await
    }

    /// Whoever pulls on another thread lets go.
    fn ask_to_close(&self) {
        self.closing.store(true, SeqCst);
        self.asked.notify_waiters();
    }

    async fn close(&self) {
        self.ask_to_close();
        let mut flow = self.flow.lock().await;
        if let Some(stream) = &mut flow.stream {
            stream.close().await;
            flow.items.clear();
            flow.end(None, self);
        }
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
    async fn pull(&mut self, limit: usize, holder: &Holder) -> Result<Vec<Bytes>> {
        loop {
            if !self.items.is_empty() {
                let count = self.items.len().min(limit);
                return Ok(self.items.drain(..count).collect());
            }
            let Some(stream) = &mut self.stream else { return self.error.take().map_or_else(|| Ok(Vec::new()), Err) };
            let pulled = tokio::select! {
                biased;
                pulled = AssertUnwindSafe(stream.next_batch(BATCH, &mut self.frames)).catch_unwind() => pulled,
                () = holder.asked_to_close() => return Ok(Vec::new()),
            };
            match pulled.unwrap_or_else(|panic| Err(of_panic(&*panic))) {
                Ok(()) if self.frames.is_empty() => {
                    self.items.extend(self.framing.end());
                    self.end(None, holder);
                }
                Ok(()) => {}
                // On a door the stream itself says what broke it; only the client's own time limit is raised there.
                Err(error) if !matches!(self.framing, Framing::Data) && error.get_reason() != Some("caller_timeout") => {
                    stream.error_frames(&error, &mut self.frames);
                    self.items.extend(self.framing.write(&mut self.frames));
                    self.items.extend(self.framing.end());
                    self.end(None, holder);
                }
                Err(error) => self.end(Some(error), holder),
            }
            let mut batch = self.framing.write(&mut self.frames);
            if !batch.is_empty() {
                self.items.extend(batch.drain(limit.min(batch.len())..));
                return Ok(batch);
            }
        }
    }

    fn end(&mut self, error: Option<Error>, holder: &Holder) {
        self.error = error;
        let Some(answer) = self.stream.take() else { return };
        *holder.done.lock() = answer.receipt().map(|receipt| Done { receipt, answer });
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        let stream = self.flow.get_mut().stream.take();
        match (&mut self.driver, stream) {
            (Driver::Shared(shared), Some(mut stream)) => drop(shared.spawn(async move { stream.close().await })),
            (Driver::Thread(slot), stream) => {
                let Some(local) = slot.get_mut().take() else { return };
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
            (Driver::Shared(_), None) => {}
        }
    }
}
