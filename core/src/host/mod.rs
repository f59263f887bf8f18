//! What every language binding needs, once: opening, whole and streamed calls, HTTP doors, reports, fork and shutdown.

mod cancel;
pub mod fork;
mod framing;
mod local;
mod options;
mod reply;
mod said;
mod stream;

use std::future::Future;
use std::path::PathBuf;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use arc_swap::ArcSwap;
use bytes::Bytes;
use serde_json::Value;
use tokio::sync::Notify;

pub use self::cancel::Cancel;
use self::framing::Framing;
use self::local::LocalTransport;
pub use self::options::{call_arguments, call_options, labels_of};
pub use self::reply::with_receipt;
pub use self::said::{Said, ToolCall, event_text};
pub use self::stream::StreamHandle;
use crate::builder::Builder;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::gateway::door::{AnswerBody, HttpAnswer, HttpIn};
use crate::gateway::{Answer, Gateway, Incoming, Prepared, WholeReply, not_whole};
use crate::pipeline::AnswerStream;
use crate::runtime::{Local, Shared, SharedSpawner, generation};
use crate::types::{Functions, HttpTransport};
pub use crate::types::{caught, of_panic};

/// Where a configuration comes from.
#[derive(Clone)]
pub enum Source {
    /// `POLYROUTE_CONFIG`, else the usual key variables.
    Environment,
    File(PathBuf),
    Yaml(String),
    Value(Value),
}

impl Source {
    fn read(&self) -> Result<Config> {
        Ok(match self {
            Source::Environment => Config::from_environment(),
            Source::File(path) => Config::from_file(path),
            Source::Yaml(text) => Config::from_yaml(text),
            Source::Value(value) => Config::from_value(value.clone()),
        }?)
    }
}

/// A gateway with the runtimes that drive it. Cheap to clone.
#[derive(Clone)]
pub struct Host(Arc<Inner>);

struct Inner {
    /// The one of the last configuration, for a reload that names no other.
    source: ArcSwap<Source>,
    functions: Functions,
    /// The host's own HTTP, in the place of ours.
    transport: Option<Arc<dyn HttpTransport>>,
    /// What belongs to this process; a child makes its own at first use.
    live: ArcSwap<Live>,
}

struct Live {
    generation: u64,
    gateway: Gateway,
    /// Of its pools on current-thread runtimes.
    id: u64,
    /// The pool of the shared runtime.
    transport: Arc<dyn HttpTransport>,
}

impl Live {
    fn new(config: Config, functions: &Functions, transport: Option<&Arc<dyn HttpTransport>>) -> Result<Live> {
        let handle = Shared::handle()?;
        let _entered = handle.enter();
        Live::over(Builder::new(config).spawner(Arc::new(SharedSpawner)).functions(functions.clone()).build()?, transport)
    }

    /// With pools of its own.
    fn over(gateway: Gateway, transport: Option<&Arc<dyn HttpTransport>>) -> Result<Live> {
        let transport = match transport {
            Some(own) => own.clone(),
            None => Arc::new(gateway.core.new_transport()?),
        };
        Ok(Live { generation: generation(), gateway, id: NEXT_ID.fetch_add(1, Ordering::Relaxed), transport })
    }

    /// By another configuration; connections go on where it reaches upstreams in the same way.
    fn reloaded(&self, config: Config, transport: Option<&Arc<dyn HttpTransport>>) -> Result<Live> {
        let keeps_pools = self.gateway.core.has_network_of(&config);
        let gateway = self.gateway.reloaded(config)?;
        if keeps_pools {
            return Ok(Live { generation: self.generation, gateway, id: self.id, transport: self.transport.clone() });
        }
        Live::over(gateway, transport)
    }
}

/// Lets a waiting thread look up now and then: the signal handlers of Python's main thread.
pub struct Tick<'a> {
    pub every: Duration,
    /// `false` ends the wait with an error of kind cancelled.
    pub go_on: &'a mut dyn FnMut() -> bool,
}

/// What [`Host::submit`] did.
pub enum Submitted<T> {
    /// Ready at the first poll: nothing was spawned.
    Ready(T),
    Pending(tokio::task::AbortHandle),
}

/// What [`Host::begin`] did.
pub enum Begun<T, F> {
    /// Ready at the first poll: nothing needs to be spawned.
    Ready(T),
    Pending(Pending<F>),
}

/// A future that was polled once, and waits for a place to go on.
pub struct Pending<F> {
    future: Pin<Box<F>>,
    shared: tokio::runtime::Handle,
}

impl<F: Future<Output: Send> + Send + 'static> Pending<F> {
    /// Drives the rest on the shared runtime; `done` gets its result there.
    pub fn spawn(self, done: impl FnOnce(F::Output) + Send + 'static) -> tokio::task::AbortHandle {
        let Pending { future, shared } = self;
        shared.spawn(async move { done(future.await) }).abort_handle()
    }
}

static NEXT_ID: AtomicU64 = AtomicU64::new(1);

impl Host {
    pub fn open(source: Source) -> Result<Host> {
        Host::open_with(source, Functions::default())
    }

    /// With functions of the host, by the names that the configuration uses.
    pub fn open_with(source: Source, functions: Functions) -> Result<Host> {
        Host::open_over(source, functions, None)
    }

    /// With the host's own HTTP in the place of ours; its futures are polled on the shared runtime.
    pub fn open_over(source: Source, functions: Functions, transport: Option<Arc<dyn HttpTransport>>) -> Result<Host> {
        let live = ArcSwap::from_pointee(Live::new(source.read()?, &functions, transport.as_ref())?);
        Ok(Host(Arc::new(Inner { source: ArcSwap::from_pointee(source), functions, transport, live })))
    }

    /// Puts another configuration into force, without a source the present one, read anew.
    ///
    /// Calls in flight end by the configuration that they began with; the next ones go by the new one. Budgets, cache, traces and what
    /// is known of targets go on. A configuration with problems changes nothing. Reads files and does not wait for calls.
    pub fn reload(&self, source: Option<Source>) -> Result<()> {
        let source = source.map_or_else(|| self.0.source.load_full(), Arc::new);
        let config = source.read()?;
        let live = self.live()?;
        let fresh = live.reloaded(config, self.0.transport.as_ref())?;
        let is_apart = fresh.id != live.id;
        self.0.live.store(Arc::new(fresh));
        self.0.source.store(source);
        if is_apart {
            Local::detach(live.id);
        }
        Ok(())
    }

    /// The same for those who must not be held up by a file, to be polled on the shared runtime.
    pub fn reloading(&self, source: Option<Source>) -> impl Future<Output = Result<()>> + Send + 'static + use<> {
        let host = self.clone();
        async move {
            let reload = tokio::task::spawn_blocking(move || host.reload(source));
            reload.await.unwrap_or_else(|_| Err(Error::internal("the reload ended without an answer")))
        }
    }

    fn live(&self) -> Result<Arc<Live>> {
        let live = self.0.live.load_full();
        if live.generation == generation() {
            return Ok(live);
        }
        let fresh = Arc::new(Live::new(live.gateway.core.config.clone(), &self.0.functions, self.0.transport.as_ref())?);
        // The parent's threads do not exist here, so nothing of it may be dropped.
        std::mem::forget(live);
        std::mem::forget(self.0.live.swap(fresh.clone()));
        Ok(fresh)
    }

    /// The gateway of this process.
    pub fn gateway(&self) -> Result<Gateway> {
        Ok(self.live()?.gateway.clone())
    }

    /// Parses and checks a call; sends nothing. `prepared.streams()` tells which of the calls below to use.
    pub fn prepare(&self, incoming: Incoming) -> Result<Prepared> {
        self.live()?.gateway.prepare(incoming)
    }

    /// A whole call, driven on this thread.
    pub fn call_blocking(&self, prepared: Prepared, tick: Option<Tick<'_>>) -> Result<WholeReply> {
        let served_at_once = |answer: &Answer| matches!(answer, Answer::Whole(reply) if reply.receipt.attempts.len() == 1);
        match self.drive(tick, async |gateway, transport| gateway.run(prepared, transport).await, served_at_once, |_| false)?.0 {
            Answer::Whole(reply) => Ok(reply),
            Answer::Stream(_) => Err(not_whole()),
        }
    }

    /// A whole call, to be polled on the shared runtime (see [`Host::submit`]).
    pub fn call(&self, prepared: Prepared) -> impl Future<Output = Result<WholeReply>> + Send + 'static + use<> {
        let host = self.clone();
        async move {
            let live = host.live()?;
            match live.gateway.run(prepared, live.transport.clone()).await? {
                Answer::Whole(reply) => Ok(reply),
                Answer::Stream(_) => Err(not_whole()),
            }
        }
    }

    /// A streamed call, to be polled on the shared runtime.
    pub fn stream(&self, prepared: Prepared) -> impl Future<Output = Result<StreamHandle>> + Send + 'static + use<> {
        let host = self.clone();
        async move {
            let live = host.live()?;
            match live.gateway.run(prepared, live.transport.clone()).await? {
                Answer::Stream(stream) => StreamHandle::ahead(*stream, Framing::Data),
                Answer::Whole(_) => Err(not_a_stream()),
            }
        }
    }

    /// The same, driven by the threads that wait for it.
    pub fn stream_blocking(&self, prepared: Prepared, tick: Option<Tick<'_>>) -> Result<StreamHandle> {
        let is_stream = |answer: &Answer| matches!(answer, Answer::Stream(_));
        let (answer, local) = self.drive(tick, async |gateway, transport| gateway.run(prepared, transport).await, is_stream, is_stream)?;
        let Answer::Stream(stream) = answer else { return Err(not_a_stream()) };
        streamed(*stream, Framing::Data, local)
    }

    /// An HTTP request by any door. Errors are replies, but for the client's own time limit (`caller_timeout`).
    pub fn handle_blocking(&self, request: HttpIn, tick: Option<Tick<'_>>) -> Result<HttpOut> {
        let door = self.live()?.gateway.open_door(request);
        let is_stream = |answer: &HttpAnswer| matches!(answer.body, AnswerBody::Stream(..));
        let (answer, local) = self.drive(tick, async |gateway, transport| gateway.pass(door, transport).await, is_stream, is_stream)?;
        HttpOut::new(answer, local)
    }

    /// The same, to be polled on the shared runtime.
    pub fn handle(&self, request: HttpIn) -> impl Future<Output = Result<HttpOut>> + Send + 'static + use<> {
        let host = self.clone();
        async move {
            let door = host.live()?.gateway.open_door(request);
            host.pass(door).await
        }
    }

    fn pass(&self, door: crate::gateway::door::Opened) -> impl Future<Output = Result<HttpOut>> + Send + 'static + use<> {
        let host = self.clone();
        async move {
            let live = host.live()?;
            HttpOut::new(live.gateway.pass(door, live.transport.clone()).await?, None)
        }
    }

    /// Polls `future` once on this thread; what is not ready then goes to the shared runtime, and `done` gets its result there.
    pub fn submit<T: Send + 'static>(
        &self,
        future: impl Future<Output = T> + Send + 'static,
        done: impl FnOnce(T) + Send + 'static,
    ) -> Result<Submitted<T>> {
        Ok(match self.begin(future)? {
            Begun::Ready(value) => Submitted::Ready(value),
            Begun::Pending(rest) => Submitted::Pending(rest.spawn(done)),
        })
    }

    /// Polls `future` once on this thread, for hosts that make what waits for it only when something has to wait.
    pub fn begin<F: Future>(&self, future: F) -> Result<Begun<F::Output, F>> {
        let shared = Shared::handle()?;
        let mut future = Box::pin(future);
        let first = {
            let _entered = shared.enter();
            future.as_mut().poll(&mut Context::from_waker(Waker::noop()))
        };
        Ok(match first {
            Poll::Ready(value) => Begun::Ready(value),
            Poll::Pending => Begun::Pending(Pending { future, shared }),
        })
    }

    /// Waits on this thread for a future whose I/O belongs to the shared runtime.
    pub fn block_on<F: Future>(&self, future: F, tick: Option<Tick<'_>>) -> Result<F::Output> {
        block_on_shared(future, tick)
    }

    /// Drives a call on a current-thread runtime of the free list. `clean` tells a result that left no try behind; one that
    /// `goes_on` keeps the runtime.
    fn drive<T>(
        &self,
        tick: Option<Tick<'_>>,
        call: impl AsyncFnOnce(&Gateway, Arc<dyn HttpTransport>) -> Result<T>,
        clean: impl FnOnce(&T) -> bool,
        goes_on: impl FnOnce(&T) -> bool,
    ) -> Result<(T, Option<Local>)> {
        let live = self.live()?;
        if let Some(own) = &self.0.transport {
            return Ok((self.block_on(call(&live.gateway, own.clone()), tick)??, None));
        }
        let mut local = Local::take()?;
        let transport = local.attachment(live.id, || live.gateway.core.new_transport().map(LocalTransport::new))?;
        // Boxed before it moves: the states of a call fill kilobytes.
        let mut call = Box::pin(call(&live.gateway, transport.clone()));
        let beat = local.beat();
        let output = local.block_on(async move {
            let output = beating(call.as_mut(), &beat, tick).await.flatten();
            drop(call);
            // A dropped try leaves its socket to a task of this runtime, which must run once to close it.
            if transport.take_sent() && !output.as_ref().is_ok_and(clean) {
                tokio::task::yield_now().await;
            }
            output
        });
        if output.as_ref().is_ok_and(goes_on) {
            return output.map(|output| (output, Some(local)));
        }
        local.give_back();
        output.map(|output| (output, None))
    }

    /// Ends background work, makes everything durable. Calls in flight go on.
    pub fn close(&self) -> Result<()> {
        block_on_shared(self.closing(), None)?
    }

    /// The same at the end of a process: what cannot be written within `limit` is lost, as it is when a process is killed.
    pub fn close_within(&self, limit: Duration) -> Result<()> {
        let closing = self.closing();
        block_on_shared(async move { tokio::time::timeout(limit, closing).await }, None)?.unwrap_or(Ok(()))
    }

    /// The same as [`Host::close`], to be polled on the shared runtime.
    pub fn closing(&self) -> impl Future<Output = Result<()>> + Send + 'static + use<> {
        let host = self.clone();
        async move {
            let live = host.live()?;
            live.gateway.close().await;
            Local::detach(live.id);
            Ok(())
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        let live = self.live.load_full();
        if live.generation == generation() {
            Local::detach(live.id);
        } else {
            std::mem::forget(live);
        }
    }
}

fn block_on_shared<F: Future>(future: F, tick: Option<Tick<'_>>) -> Result<F::Output> {
    Shared::handle()?.block_on(async move { ticking(pin!(future), tick).await })
}

async fn ticking<F: Future>(mut future: Pin<&mut F>, tick: Option<Tick<'_>>) -> Result<F::Output> {
    let Some(Tick { every, go_on }) = tick else { return Ok(future.await) };
    loop {
        match tokio::time::timeout(every, &mut future).await {
            Ok(output) => return Ok(output),
            Err(_) if go_on() => {}
            Err(_) => return Err(interrupted()),
        }
    }
}

/// The same on a runtime with a beat, where a wait costs no timer of its own.
async fn beating<F: Future>(mut future: Pin<&mut F>, beat: &Notify, tick: Option<Tick<'_>>) -> Result<F::Output> {
    let Some(Tick { go_on, .. }) = tick else { return Ok(future.await) };
    loop {
        tokio::select! {
            biased;
            output = &mut future => return Ok(output),
            () = beat.notified() => {}
        }
        if !go_on() {
            return Err(interrupted());
        }
    }
}

fn interrupted() -> Error {
    Error::new(crate::ErrorKind::Cancelled, "interrupted").reason("interrupted")
}

/// The answer of a door.
pub struct HttpOut {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: HttpBody,
}

pub enum HttpBody {
    Whole(Bytes),
    Stream(StreamHandle),
}

impl HttpOut {
    /// `local`: the runtime of a thread that opened a stream.
    fn new(answer: HttpAnswer, local: Option<Local>) -> Result<Self> {
        let body = match answer.body {
            AnswerBody::Whole(bytes) => HttpBody::Whole(bytes),
            AnswerBody::Stream(stream, wire) => HttpBody::Stream(streamed(*stream, Framing::of(wire), local)?),
        };
        Ok(HttpOut { status: answer.status, headers: answer.headers, body })
    }
}

fn streamed(stream: AnswerStream, framing: Framing, local: Option<Local>) -> Result<StreamHandle> {
    match local {
        Some(local) => Ok(StreamHandle::driven(stream, framing, local)),
        None => StreamHandle::ahead(stream, framing),
    }
}

fn not_a_stream() -> Error {
    Error::internal("a stream was asked for and a whole reply came")
}
