//! What every language binding needs, once: opening, whole and streamed calls, HTTP doors, reports, fork and shutdown.

use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use arc_swap::ArcSwap;
use bytes::Bytes;
use parking_lot::Mutex;
use serde_json::Value;

use crate::builder::Builder;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::gateway::door::{AnswerBody, Framing as Wire, HttpAnswer, HttpIn};
use crate::gateway::{Answer, Gateway, Incoming, Prepared, WholeReply, not_whole};
use crate::pipeline::AnswerStream;
pub use crate::pipeline::options::from_members as call_options;
use crate::runtime::{Local, Shared, SharedSpawner, generation};
use crate::types::{HttpTransport, Receipt};
use crate::wire::Frame;

/// Where a configuration comes from.
pub enum Source {
    /// `POLYROUTE_CONFIG`, else the usual key variables.
    Environment,
    File(PathBuf),
    Yaml(String),
    Value(Value),
}

/// A gateway with the runtimes that drive it. Cheap to clone.
#[derive(Clone)]
pub struct Host(Arc<Inner>);

struct Inner {
    id: u64,
    config: Config,
    /// What belongs to this process; a child makes its own at first use.
    live: ArcSwap<Live>,
}

struct Live {
    generation: u64,
    gateway: Gateway,
    /// The pool of the shared runtime.
    transport: Arc<dyn HttpTransport>,
}

impl Live {
    fn new(config: &Config) -> Result<Live> {
        let handle = Shared::handle()?;
        let _entered = handle.enter();
        let gateway = Builder::new(config.clone()).spawner(Arc::new(SharedSpawner)).build()?;
        let transport = Arc::new(gateway.core.new_transport()?);
        Ok(Live { generation: generation(), gateway, transport })
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

static NEXT_ID: AtomicU64 = AtomicU64::new(1);

impl Host {
    pub fn open(source: Source) -> Result<Host> {
        let config = match source {
            Source::Environment => Config::from_environment(),
            Source::File(path) => Config::from_file(&path),
            Source::Yaml(text) => Config::from_yaml(&text),
            Source::Value(value) => Config::from_value(value),
        }?;
        let live = ArcSwap::from_pointee(Live::new(&config)?);
        Ok(Host(Arc::new(Inner { id: NEXT_ID.fetch_add(1, Ordering::Relaxed), config, live })))
    }

    fn live(&self) -> Result<Arc<Live>> {
        let live = self.0.live.load_full();
        if live.generation == generation() {
            return Ok(live);
        }
        let fresh = Arc::new(Live::new(&self.0.config)?);
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
        match self.drive(tick, async |gateway, transport| gateway.run(prepared, transport).await)?? {
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
                Answer::Stream(stream) => Ok(StreamHandle::new(*stream, Framing::Data)),
                Answer::Whole(_) => Err(Error::internal("a stream was asked for and a whole reply came")),
            }
        }
    }

    /// An HTTP request by any door. Errors are replies, but for the client's own time limit (`caller_timeout`).
    pub fn handle_blocking(&self, request: HttpIn, tick: Option<Tick<'_>>) -> Result<HttpOut> {
        let door = self.live()?.gateway.open_door(request);
        if door.streams() {
            return self.block_on(self.pass(door), tick)?;
        }
        let answer = self.drive(tick, async |gateway, transport| gateway.pass(door, transport).await)??;
        Ok(HttpOut::new(answer))
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
            Ok(HttpOut::new(live.gateway.pass(door, live.transport.clone()).await?))
        }
    }

    /// Polls `future` once on this thread; what is not ready then goes to the shared runtime, and `done` gets its result there.
    pub fn submit<T: Send + 'static>(
        &self,
        future: impl Future<Output = T> + Send + 'static,
        done: impl FnOnce(T) + Send + 'static,
    ) -> Result<Submitted<T>> {
        let handle = Shared::handle()?;
        let mut future = Box::pin(future);
        let first = {
            let _entered = handle.enter();
            future.as_mut().poll(&mut Context::from_waker(Waker::noop()))
        };
        match first {
            Poll::Ready(value) => Ok(Submitted::Ready(value)),
            Poll::Pending => Ok(Submitted::Pending(handle.spawn(async move { done(future.await) }).abort_handle())),
        }
    }

    /// Waits on this thread for a future whose I/O belongs to the shared runtime.
    pub fn block_on<F: Future>(&self, future: F, tick: Option<Tick<'_>>) -> Result<F::Output> {
        block_on_shared(future, tick)
    }

    /// Drives a call on a current-thread runtime of the free list.
    fn drive<T>(&self, tick: Option<Tick<'_>>, call: impl AsyncFnOnce(&Gateway, Arc<dyn HttpTransport>) -> T) -> Result<T> {
        let live = self.live()?;
        let mut local = Local::take()?;
        let transport = local.attachment(self.0.id, || live.gateway.core.new_transport())?;
        let output = local.block_on(async {
            // Sees connections that the peer has closed while this runtime slept.
            tokio::task::yield_now().await;
            let output = ticking(call(&live.gateway, transport), tick).await;
            // A dropped try leaves its socket to a task of this runtime, which must run once to close it.
            tokio::task::yield_now().await;
            output
        });
        local.give_back();
        output
    }

    /// Ends background work, makes everything durable. Calls in flight go on.
    pub fn close(&self) -> Result<()> {
        block_on_shared(self.live()?.gateway.close(), None)?;
        Local::detach(self.0.id);
        Ok(())
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if self.live.load().generation == generation() {
            Local::detach(self.id);
        } else {
            std::mem::forget(self.live.load_full());
        }
    }
}

fn block_on_shared<F: Future>(future: F, tick: Option<Tick<'_>>) -> Result<F::Output> {
    Shared::handle()?.block_on(ticking(future, tick))
}

async fn ticking<F: Future>(future: F, tick: Option<Tick<'_>>) -> Result<F::Output> {
    let Some(Tick { every, go_on }) = tick else { return Ok(future.await) };
    let mut future = pin!(future);
    loop {
        match tokio::time::timeout(every, &mut future).await {
            Ok(output) => return Ok(output),
            Err(_) if go_on() => {}
            Err(_) => return Err(Error::new(crate::ErrorKind::Cancelled, "interrupted").reason("interrupted")),
        }
    }
}

/// How a stream's events leave.
enum Framing {
    /// One item an event: its JSON.
    Data,
    /// One item a batch: server-sent events as bytes.
    Sse,
    /// One item a batch: elements of a JSON array.
    Array(Mutex<Place>),
}

/// Where in a JSON array a stream stands.
#[derive(Default, PartialEq)]
enum Place {
    #[default]
    Before,
    Within,
    After,
}

impl Framing {
    /// What is handed over of a batch; no frames are the end.
    fn write(&self, frames: Vec<Frame>) -> Vec<Bytes> {
        let mut bytes = Vec::with_capacity(frames.iter().map(|f| f.data.len() + 32).sum());
        match self {
            Framing::Data => return frames.into_iter().map(|f| f.data).filter(|d| d.as_ref() != b"[DONE]").collect(),
            Framing::Sse if frames.is_empty() => return Vec::new(),
            Framing::Sse => frames.iter().for_each(|f| f.write_sse(&mut bytes)),
            Framing::Array(place) => {
                let mut place = place.lock();
                if *place == Place::After {
                    return Vec::new();
                }
                for frame in &frames {
                    bytes.extend_from_slice(if *place == Place::Before { b"[" } else { b",\r\n" });
                    bytes.extend_from_slice(&frame.data);
                    *place = Place::Within;
                }
                if frames.is_empty() {
                    bytes.extend_from_slice(if *place == Place::Before { b"[]" } else { b"]" });
                    *place = Place::After;
                }
            }
        }
        vec![bytes.into()]
    }
}

/// A stream in a caller's hands. Dropping it cancels the call.
#[derive(Clone)]
pub struct StreamHandle(Arc<StreamInner>);

struct StreamInner {
    stream: tokio::sync::Mutex<AnswerStream>,
    done: Mutex<Option<Done>>,
    framing: Framing,
}

struct Done {
    receipt: Arc<Receipt>,
    reply: Bytes,
}

impl StreamHandle {
    fn new(stream: AnswerStream, framing: Framing) -> Self {
        StreamHandle(Arc::new(StreamInner { stream: tokio::sync::Mutex::new(stream), done: Mutex::new(None), framing }))
    }

    /// Waits for one item, takes what is ready, at most `limit` events. Empty: the stream has ended, and its receipt is there.
    pub async fn next_batch(&self, limit: usize) -> Result<Vec<Bytes>> {
        let mut stream = self.0.stream.lock().await;
        let mut frames: Vec<Frame> = Vec::new();
        let outcome = stream.next_batch(limit, &mut frames).await;
        if stream.is_done() {
            self.note(&mut stream);
        }
        if let Err(error) = outcome {
            // On a door the stream itself says what broke it; only the client's own time limit is raised there.
            if matches!(self.0.framing, Framing::Data) || error.get_reason() == Some("caller_timeout") {
                return Err(error);
            }
            stream.error_frames(&error, &mut frames);
        }
        Ok(self.0.framing.write(frames))
    }

    /// Ends the call as cancelled, unless it has ended; returns when the tail is done.
    pub async fn close(&self) {
        let mut stream = self.0.stream.lock().await;
        stream.close().await;
        self.note(&mut stream);
    }

    fn note(&self, stream: &mut AnswerStream) {
        let mut done = self.0.done.lock();
        if done.is_none()
            && let Some(receipt) = stream.receipt()
        {
            *done = Some(Done { receipt, reply: stream.folded() });
        }
    }

    /// After the end.
    pub fn receipt(&self) -> Option<Arc<Receipt>> {
        self.0.done.lock().as_ref().map(|d| d.receipt.clone())
    }

    /// What the stream said as one whole body of the door's dialect, after the end.
    pub fn reply(&self) -> Option<Bytes> {
        self.0.done.lock().as_ref().map(|d| d.reply.clone())
    }

    /// Waits on this thread.
    pub fn next_batch_blocking(&self, limit: usize, tick: Option<Tick<'_>>) -> Result<Vec<Bytes>> {
        block_on_shared(self.next_batch(limit), tick)?
    }

    pub fn close_blocking(&self) -> Result<()> {
        block_on_shared(self.close(), None)
    }
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
    fn new(answer: HttpAnswer) -> Self {
        let body = match answer.body {
            AnswerBody::Whole(bytes) => HttpBody::Whole(bytes),
            AnswerBody::Stream(stream, Wire::Sse) => HttpBody::Stream(StreamHandle::new(*stream, Framing::Sse)),
            AnswerBody::Stream(stream, Wire::Array) => HttpBody::Stream(StreamHandle::new(*stream, Framing::Array(Mutex::default()))),
        };
        HttpOut { status: answer.status, headers: answer.headers, body }
    }
}

/// For `os.register_at_fork` and its like. The three are called in order, on the thread that forks.
pub mod fork {
    use parking_lot::Mutex;

    pub use crate::runtime::generation;
    use crate::state::{ForkHold, before_fork};

    static HELD: Mutex<Option<ForkHold>> = Mutex::new(None);

    /// Before the fork: writers finish their transaction and are held.
    pub fn before() {
        let hold = before_fork();
        *HELD.lock() = Some(hold);
    }

    /// In the parent afterwards: the files go on.
    pub fn after_in_parent() {
        if let Some(hold) = HELD.lock().take() {
            hold.parent();
        }
    }

    /// In the child: everything that had threads or connections is made anew at first use.
    pub fn after_in_child() {
        if let Some(hold) = HELD.lock().take() {
            hold.child();
        }
        crate::runtime::forked();
    }
}
