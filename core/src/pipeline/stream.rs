//! A streamed answer on its way to the caller: held back by guards, encoded in the door's dialect, booked at its end.

use std::collections::VecDeque;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt;

use super::call::Door;
use super::run::codec_of;
use super::tail::{End, Tail};
use crate::cache::{self, Kept};
use crate::clock::Moment;
use crate::error::{Class, Error, Result};
use crate::failover::{Tried, Waited, deadline_passed, estimate, next_within};
use crate::guard::Hold;
use crate::task::{self, BoxFuture, Owner};
use crate::types::{CacheKind, Event, EventKind, EventStream, Fold, Receipt, Usage, ready_events};
use crate::wire::openai_chat::WholeCalls;
use crate::wire::{EventEncoder, EventOptions, Frame, codec};

/// Pulled by the caller: nothing is read ahead, and idle time counts only while it waits for the upstream.
///
/// Dropping it ends the call as cancelled.
pub struct AnswerStream {
    door: Door,
    state: State,
    /// Events that may leave.
    safe: VecDeque<Event>,
    hold: Option<Hold>,
    encoder: Box<dyn EventEncoder>,
    fold: Fold,
    usage: Option<Usage>,
    receipt: Option<Arc<Receipt>>,
    error: Option<Error>,
    owner: Owner,
    begun: Begun,
}

/// What is known of a call when its stream begins: the headers of a door.
pub struct Begun {
    pub trace_id: Arc<str>,
    pub route: Arc<str>,
    pub target: Arc<str>,
    pub cache: CacheKind,
    pub attempts: usize,
    pub dropped: Vec<String>,
}

enum State {
    Live(Box<Live>),
    /// The tail is at work; whatever happens to the caller's wait, it goes on with the next.
    Ending(BoxFuture<'static, (Result<Arc<Receipt>>, Option<Error>)>),
    Done,
}

struct Live {
    tail: Tail,
    head: VecDeque<Event>,
    rest: EventStream,
    sent: Moment,
    idle: Duration,
    replayed: bool,
}

impl AnswerStream {
    /// From a provider: `head` was pulled before the point of no return.
    pub(super) fn live(mut tail: Tail, head: VecDeque<Event>, rest: EventStream, sent: Moment, idle: Duration, options: EventOptions) -> Self {
        if let Some(target) = &tail.served {
            // Stands until the end of the stream says more.
            let target = target.clone();
            tail.tried.push(Tried::cancelled(&target, &tail.facts, sent));
        }
        let hold = tail.core.guards.hold();
        AnswerStream::new(Live { tail, head, rest, sent, idle, replayed: false }, hold, options)
    }

    /// From the cache.
    pub(super) fn replay(tail: Tail, events: Vec<Event>, usage: Usage, options: EventOptions) -> Self {
        let sent = tail.ctx.started;
        let live = Live { tail, head: events.into(), rest: ready_events(Vec::new()), sent, idle: Duration::from_secs(60), replayed: true };
        let mut stream = AnswerStream::new(live, None, options);
        stream.usage = Some(usage);
        stream
    }

    fn new(live: Live, hold: Option<Hold>, options: EventOptions) -> Self {
        let door = live.tail.door;
        let mut encoder = codec(door.dialect()).map_or_else(|| unreachable!("a call came in by this door"), |codec| codec.event_encoder(options));
        if live.tail.ctx.options.whole_calls {
            encoder = Box::new(WholeCalls::new(encoder));
        }
        let owner = live.tail.core.owner.clone();
        let tail = &live.tail;
        let target = tail.served.as_ref().map(|t| t.id.clone()).or_else(|| tail.hit.as_ref().map(|hit| hit.target.clone()));
        let begun = Begun {
            trace_id: tail.ctx.trace_id.clone(),
            route: tail.route.as_ref().map(|r| r.name.clone()).unwrap_or_default(),
            target: target.unwrap_or_default(),
            cache: tail.cache.kind,
            attempts: tail.tried.len(),
            dropped: tail.dropped.clone(),
        };
        AnswerStream {
            door,
            state: State::Live(Box::new(live)),
            safe: VecDeque::new(),
            hold,
            encoder,
            fold: Fold::default(),
            usage: None,
            receipt: None,
            error: None,
            owner,
            begun,
        }
    }

    /// Waits for one event, takes what is ready, at most about `limit` frames. No frames: the end.
    ///
    /// The error of a broken stream comes after everything that was whole, once. Dropping the future loses nothing.
    pub async fn next_batch(&mut self, limit: usize, out: &mut Vec<Frame>) -> Result<()> {
        loop {
            self.take_ready(limit, out);
            if !out.is_empty() && !matches!(self.state, State::Ending(_)) {
                return Ok(());
            }
            match &mut self.state {
                State::Done => return self.error.take().map_or(Ok(()), Err),
                State::Ending(tail) => {
                    let (receipt, error) = tail.await;
                    self.ended(receipt, error, out);
                    if !out.is_empty() {
                        return Ok(());
                    }
                }
                State::Live(live) => {
                    let item = live.wait().await;
                    self.take(item);
                }
            }
        }
    }

    /// Everything that needs no waiting.
    fn take_ready(&mut self, limit: usize, out: &mut Vec<Frame>) {
        loop {
            while let Some(event) = self.safe.pop_front() {
                self.encoder.encode(&event, out);
                if out.len() >= limit {
                    return;
                }
            }
            let State::Live(live) = &mut self.state else { return };
            let Poll::Ready(item) = live.ready() else { return };
            self.take(item);
        }
    }

    /// One item of the upstream: an event, an error or the end.
    fn take(&mut self, item: Option<Result<Event>>) {
        match item {
            Some(Ok(event)) => {
                if let EventKind::Usage(usage) = &event.kind {
                    self.usage = Some(*usage);
                }
                let before = self.safe.len();
                let blocked = match &mut self.hold {
                    None => {
                        self.safe.push_back(event);
                        None
                    }
                    Some(hold) => hold.push(event, &mut self.safe).err(),
                };
                self.fold_safe(before);
                if blocked.is_some() {
                    self.end(blocked);
                }
            }
            Some(Err(error)) => self.end(Some(error)),
            None => {
                let before = self.safe.len();
                let blocked = self.hold.take().and_then(|mut hold| hold.end(&mut self.safe).err());
                self.fold_safe(before);
                self.end(blocked);
            }
        }
    }

    /// Only what may leave is folded: `reply()` after a block must not tell what was held back.
    fn fold_safe(&mut self, from: usize) {
        self.safe.iter().skip(from).for_each(|event| self.fold.push(event));
    }

    /// Starts the tail. The upstream's stream is dropped, which closes it if it is not over.
    fn end(&mut self, error: Option<Error>) {
        let State::Live(live) = std::mem::replace(&mut self.state, State::Done) else { return };
        let Live { mut tail, sent, replayed, .. } = *live;
        let usage = self.usage.unwrap_or_else(|| estimate(&tail.facts, self.fold.text_len()));
        if !replayed {
            tail.tried.pop();
            if let Some(target) = tail.served.clone() {
                let took = tail.core.clock.now().since(sent);
                tail.tried.push(match &error {
                    None => Tried::served(&target, took, usage),
                    Some(error) if error.class() == Some(Class::Cancelled) => Tried::broken_off(&target, took, usage),
                    Some(error) => Tried::failed(&target, error, took, Some(usage)),
                });
            }
        }
        let kept = if error.is_none() && tail.keep.is_some() {
            let folded = self.fold.clone().finish();
            cache::may_store(&folded).then_some(Kept::Response(folded))
        } else {
            None
        };
        self.state = State::Ending(Box::pin(async move {
            match error {
                None => (tail.serve(&usage, kept).await, None),
                Some(error) => {
                    let receipt = tail.finish(End::Failed(&error)).await;
                    let error = match &receipt {
                        Ok(receipt) => error.trace_id(&*receipt.trace_id).attempts(receipt.attempts.clone()).retryable(false),
                        Err(_) => error,
                    };
                    (receipt, Some(error))
                }
            }
        }));
    }

    fn ended(&mut self, receipt: Result<Arc<Receipt>>, error: Option<Error>, out: &mut Vec<Frame>) {
        self.state = State::Done;
        let error = match receipt {
            Ok(receipt) => {
                self.receipt = Some(receipt);
                error
            }
            Err(state) => error.or(Some(state)),
        };
        match error {
            None => self.encoder.end(out),
            Some(error) => self.error = Some(error),
        }
    }

    /// An error in the dialect's own form, for a door that has nothing but the stream to say it in.
    pub fn error_frames(&mut self, error: &Error, out: &mut Vec<Frame>) {
        self.encoder.error(error, out);
    }

    pub fn begun(&self) -> &Begun {
        &self.begun
    }

    /// Nothing more will come; the receipt is there unless the ledger failed.
    pub fn is_done(&self) -> bool {
        matches!(self.state, State::Done)
    }

    /// Ends the call: as cancelled if it is not over. Returns when the tail is done.
    pub async fn close(&mut self) {
        self.safe.clear();
        if let State::Live(live) = &mut self.state {
            let usage = self.usage.unwrap_or_else(|| estimate(&live.tail.facts, self.fold.text_len()));
            self.usage = Some(Usage { estimated: true, ..usage });
            self.end(Some(Error::of(Class::Cancelled, "the stream was closed")));
        }
        if let State::Ending(tail) = &mut self.state {
            let (receipt, _) = tail.await;
            self.state = State::Done;
            self.receipt = receipt.ok();
        }
        self.error = None;
    }

    /// After the end.
    pub fn receipt(&self) -> Option<Arc<Receipt>> {
        self.receipt.clone()
    }

    /// What came, as one whole body of the door's dialect.
    pub fn folded(&self) -> Bytes {
        codec_of(self.door).map(|codec| codec.encode_response(&self.fold.clone().finish())).unwrap_or_default()
    }
}

impl Live {
    /// What is there without waiting.
    fn ready(&mut self) -> Poll<Option<Result<Event>>> {
        if let Some(event) = self.head.pop_front() {
            return Poll::Ready(Some(Ok(event)));
        }
        self.rest.poll_next_unpin(&mut std::task::Context::from_waker(std::task::Waker::noop()))
    }

    /// The next item, or the error of a wait that took too long.
    async fn wait(&mut self) -> Option<Result<Event>> {
        let Live { tail, rest, idle, .. } = self;
        let clock = &tail.core.clock;
        let read_until = tail.ctx.options.read_timeout.map_or(Moment::NEVER, |read| clock.now().plus(read));
        let _at_upstream = clock.at_upstream();
        match next_within(rest, clock, *idle, read_until.min(tail.ctx.deadline)).await {
            Ok(item) => item,
            Err(waited @ Waited::Idle) => Some(Err(waited.error(*idle))),
            Err(Waited::Until) => Some(Err(deadline_passed(&tail.ctx))),
        }
    }
}

impl Drop for AnswerStream {
    fn drop(&mut self) {
        if let State::Live(live) = &mut self.state {
            // The tail's own drop books what has come so far.
            let usage = self.usage.unwrap_or_else(|| estimate(&live.tail.facts, self.fold.text_len()));
            if let Some(tried) = live.tail.tried.last_mut().filter(|_| !live.replayed) {
                tried.usage = Some(Usage { estimated: true, ..usage });
            }
        } else if let State::Ending(tail) = std::mem::replace(&mut self.state, State::Done) {
            // Cut off in the middle of booking: it is finished elsewhere.
            task::spawn(&self.owner, async move {
                let _ = tail.await;
            });
        }
    }
}
