//! Spawning, from one place: every task has an owner, and ends with it.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;

pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Puts a future onto a runtime. Bindings give the shared one, Rust users their own handle.
pub trait Spawner: Send + Sync {
    fn spawn(&self, future: BoxFuture<'static, ()>);
}

impl Spawner for tokio::runtime::Handle {
    fn spawn(&self, future: BoxFuture<'static, ()>) {
        drop(tokio::runtime::Handle::spawn(self, future));
    }
}

/// Lets the other tasks that are ready have their turn, without asking the system for news in between as `yield_now` does.
pub async fn turn() {
    let mut had = false;
    poll_fn(|cx| {
        if std::mem::replace(&mut had, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Owns tasks: counts them, and stops those that wait for `closed` when it is dropped or closed.
#[derive(Clone)]
pub struct Owner {
    spawner: Arc<dyn Spawner>,
    running: Arc<AtomicUsize>,
    closed: Arc<tokio::sync::watch::Sender<bool>>,
}

impl Owner {
    pub fn new(spawner: Arc<dyn Spawner>) -> Self {
        Owner { spawner, running: Arc::default(), closed: Arc::new(tokio::sync::watch::Sender::new(false)) }
    }

    /// Tasks that have not ended.
    pub fn running(&self) -> usize {
        self.running.load(Ordering::Relaxed)
    }

    /// Ends the background tasks of this owner.
    pub fn close(&self) {
        self.closed.send_replace(true);
    }
}

/// Runs `future` to its end on the owner's runtime (tails, stores: work that must not be lost).
pub fn spawn(owner: &Owner, future: impl Future<Output = ()> + Send + 'static) {
    let running = Running::new(&owner.running);
    owner.spawner.spawn(Box::pin(async move {
        let _running = running;
        future.await;
    }));
}

/// Runs `future` until it ends or its owner closes (loops, renewals).
pub fn spawn_background(owner: &Owner, future: impl Future<Output = ()> + Send + 'static) {
    let mut closed = owner.closed.subscribe();
    spawn(owner, async move {
        tokio::select! {
            () = future => {}
            _ = closed.wait_for(|closed| *closed) => {}
        }
    });
}

struct Running(Arc<AtomicUsize>);

impl Running {
    fn new(count: &Arc<AtomicUsize>) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Running(count.clone())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
