//! Which runtime drives what: one shared multi-thread runtime a process, and a free list of current-thread ones.
//!
//! A synchronous call takes a current-thread runtime with its own connection pool, drives it on the caller's thread and
//! gives it back, a streamed one when the stream ends; everything else runs on the shared one. A pool is never shared between runtimes.
//! After a fork all are made anew; the old ones are forgotten, because their threads do not exist.

use std::future::Future;
use std::mem;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use parking_lot::Mutex;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::Notify;

use crate::error::{Error, Result};
use crate::task::{BoxFuture, Spawner};

/// A current-thread runtime that nobody used for so long is ended.
const IDLE: Duration = Duration::from_secs(50);

/// Everything here that belongs to one process. A child swaps it whole: it never takes a lock that a thread of its
/// parent might have held.
struct Process {
    generation: u64,
    shared: Mutex<Option<Arc<Runtime>>>,
    free: Mutex<Vec<Local>>,
}

impl Process {
    fn new(generation: u64) -> Self {
        Process { generation, shared: Mutex::new(None), free: Mutex::new(Vec::new()) }
    }
}

static PROCESS: LazyLock<ArcSwap<Process>> = LazyLock::new(|| ArcSwap::from_pointee(Process::new(0)));

/// Counts forks: what was made under another generation belongs to the parent.
pub fn generation() -> u64 {
    PROCESS.load().generation
}

/// Called in a child right after a fork.
pub fn forked() {
    let next = generation() + 1;
    mem::forget(PROCESS.swap(Arc::new(Process::new(next))));
}

/// The shared runtime, made at first use.
pub struct Shared;

impl Shared {
    /// The handle of this process's shared runtime.
    pub fn handle() -> Result<Handle> {
        let process = PROCESS.load_full();
        let mut slot = process.shared.lock();
        if let Some(runtime) = &*slot {
            return Ok(runtime.handle().clone());
        }
        let runtime = Builder::new_multi_thread()
            .worker_threads(workers())
            .thread_name("polyroute")
            .enable_all()
            .build()
            .map_err(|e| Error::internal(format!("the runtime did not start: {e}")))?;
        let handle = runtime.handle().clone();
        *slot = Some(Arc::new(runtime));
        Ok(handle)
    }
}

/// Half of the processors, for the threads of the host itself use the others: a worker that is woken only to find that another one has
/// done the work costs more than the work.
fn workers() -> usize {
    std::thread::available_parallelism().map_or(1, |n| (n.get() / 2).clamp(1, 4))
}

/// Spawns on the shared runtime of whatever process it is called in.
pub struct SharedSpawner;

impl Spawner for SharedSpawner {
    fn spawn(&self, future: BoxFuture<'static, ()>) {
        if let Ok(handle) = Shared::handle() {
            drop(handle.spawn(future));
        }
    }
}

/// How often a runtime that is driven looks up: at most so late does a waiting thread see a signal.
pub const BEAT: Duration = Duration::from_millis(50);

/// A current-thread runtime and what lives on it (connection pools of gateways, keyed by gateway).
pub struct Local {
    generation: u64,
    runtime: Option<Runtime>,
    beat: Arc<Notify>,
    pub attached: Vec<(u64, Arc<dyn std::any::Any + Send + Sync>)>,
    idle_since: Instant,
}

impl Local {
    /// The most recently used free runtime, or a new one.
    pub fn take() -> Result<Local> {
        let process = PROCESS.load_full();
        let mut ended = Vec::new();
        let taken = {
            let mut free = process.free.lock();
            while free.first().is_some_and(|l| l.idle_since.elapsed() > IDLE) {
                ended.push(free.remove(0));
            }
            free.pop()
        };
        drop(ended);
        if let Some(local) = taken {
            return Ok(local);
        }
        let runtime = Builder::new_current_thread().enable_all().build().map_err(|e| Error::internal(format!("the runtime did not start: {e}")))?;
        let beat = Arc::new(Notify::new());
        // A timer that is nearly always the next one: registering a later one then needs no system call.
        let beats = beat.clone();
        runtime.spawn(async move {
            loop {
                tokio::time::sleep(BEAT).await;
                beats.notify_waiters();
            }
        });
        Ok(Local { generation: process.generation, runtime: Some(runtime), beat, attached: Vec::new(), idle_since: Instant::now() })
    }

    /// Told every [`BEAT`] while this runtime is driven.
    pub fn beat(&self) -> Arc<Notify> {
        self.beat.clone()
    }

    pub fn give_back(mut self) {
        let process = PROCESS.load_full();
        if self.generation == process.generation {
            self.idle_since = Instant::now();
            process.free.lock().push(self);
        }
    }

    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        match &self.runtime {
            Some(runtime) => runtime.block_on(future),
            None => unreachable!("the runtime leaves only on drop"),
        }
    }

    /// A task of this runtime, which is at work while the runtime is driven.
    pub fn spawn<T: Send + 'static>(&self, future: impl Future<Output = T> + Send + 'static) -> tokio::task::JoinHandle<T> {
        match &self.runtime {
            Some(runtime) => runtime.spawn(future),
            None => unreachable!("the runtime leaves only on drop"),
        }
    }

    /// For what is dropped rather than driven.
    pub fn enter(&self) -> Option<tokio::runtime::EnterGuard<'_>> {
        self.runtime.as_ref().map(Runtime::enter)
    }

    /// What gateway `id` keeps on this runtime, made at first use.
    pub fn attachment<T: Send + Sync + 'static>(&mut self, id: u64, make: impl FnOnce() -> Result<T>) -> Result<Arc<T>> {
        if let Some(found) = self.attached.iter().find(|(owner, _)| *owner == id).and_then(|(_, any)| any.clone().downcast::<T>().ok()) {
            return Ok(found);
        }
        let made = Arc::new(make()?);
        self.attached.push((id, made.clone()));
        Ok(made)
    }

    /// Drops what gateway `id` keeps on free runtimes; called when it closes.
    pub fn detach(id: u64) {
        let dropped: Vec<_> = PROCESS.load_full().free.lock().iter_mut().flat_map(|l| l.attached.extract_if(.., |(owner, _)| *owner == id)).collect();
        drop(dropped);
    }
}

impl Drop for Local {
    fn drop(&mut self) {
        let (Some(runtime), attached) = (self.runtime.take(), mem::take(&mut self.attached)) else { return };
        if self.generation == generation() {
            drop(attached);
            runtime.shutdown_background();
        } else {
            mem::forget((runtime, attached));
        }
    }
}
