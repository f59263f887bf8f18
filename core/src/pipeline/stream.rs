//! A streamed answer on its way to the caller: held back by guards, encoded in the door's dialect, booked at its end.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use futures_util::FutureExt;
use serde_json::{Value, json};

use super::call::Door;
use super::guarded::{Checked, check_held};
use super::live::Live;
use super::run::codec_of;
use super::tail::{End, Tail};
use crate::cache::{self, Kept};
use crate::error::{Class, Error, Result};
use crate::guard::Hold;
use crate::task::{self, BoxFuture, Owner};
use crate::types::{CacheKind, Event, Fold, Receipt, Usage, of_panic, ready_events};
use crate::wire::openai_chat::WholeCalls;
use crate::wire::{EventEncoder, EventOptions, Frame, codec};

/// So long is waited for the end of an answer that is complete when its stream is closed.
const LAST_WORDS: Duration = Duration::from_millis(50);

/// Pulled by the caller: nothing is read ahead, and idle time counts only while it waits for the upstream.
///
/// Dropping it ends the call as cancelled.
pub struct AnswerStream {
    door: Door,
    state: State,
    /// Events that may leave.
    safe: VecDeque<Event>,
    hold: Option<Hold>,
    /// What the guards see of the conversation.
    messages: Value,
    /// The upstream has ended, and the whole answer is with the guards.
    checking: Option<BoxFuture<'static, Checked>>,
    encoder: Box<dyn EventEncoder>,
    fold: Fold,
    /// What a replayed answer had used.
    usage: Option<Usage>,
    receipt: Option<Arc<Receipt>>,
    error: Option<Error>,
    /// Of a stream that broke: what it had used, and whether its text could be gone on with.
    partial: Option<(Usage, bool)>,
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

impl AnswerStream {
    /// From a provider.
    pub(super) fn live(live: Live, messages: Value, options: EventOptions) -> Self {
        let hold = live.tail.core.guards.hold();
        AnswerStream::new(live, hold, messages, options)
    }

    /// From the cache.
    pub(super) fn replay(tail: Tail, events: Vec<Event>, usage: Usage, options: EventOptions) -> Self {
        let live = Live::replay(tail, events.into(), ready_events(Vec::new()));
        let mut stream = AnswerStream::new(live, None, Value::Null, options);
        stream.usage = Some(usage);
        stream
    }

    fn new(live: Live, hold: Option<Hold>, messages: Value, options: EventOptions) -> Self {
        let door = live.tail.door;
        let mut encoder = codec(door.dialect()).map_or_else(|| unreachable!("a call came in by this door"), |codec| codec.event_encoder(options));
        if live.tail.ctx.options.whole_calls {
            encoder = Box::new(WholeCalls::new(encoder));
        }
        let owner = live.tail.core.owner.clone();
        let tail = &live.tail;
        let begun = Begun {
            trace_id: tail.ctx.trace_id.clone(),
            route: tail.route.as_ref().map(|r| r.name.clone()).unwrap_or_default(),
            target: live.target().unwrap_or_default(),
            cache: tail.cache.kind,
            attempts: tail.tried.len(),
            dropped: tail.dropped.clone(),
        };
        AnswerStream {
            door,
            state: State::Live(Box::new(live)),
            safe: VecDeque::new(),
            hold,
            messages,
            checking: None,
            encoder,
            fold: Fold::default(),
            usage: None,
            receipt: None,
            error: None,
            partial: None,
            owner,
            begun,
        }
    }

    /// Waits for one event, takes what is ready, at most about `limit` frames. No frames: the end.
    ///
    /// The error of a broken stream comes after everything that was whole, once. Dropping the future loses nothing.
    pub async fn next_batch(&mut self, limit: usize, out: &mut Vec<Frame>) -> Result<()> {
        let mut taken = 0;
        loop {
            self.take_ready(limit, out);
            if !out.is_empty() && !matches!(self.state, State::Ending(_)) {
                if out.len() == taken || out.len() >= limit {
                    return Ok(());
                }
                // Who reads the connection hands its pieces over one by one: it has its turn before this batch is all there is.
                taken = out.len();
                task::turn().await;
                continue;
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
                // Boxed: it is rare, and holds a whole walk.
                State::Live(live) if live.is_broken() => match Box::pin(live.go_on()).await {
                    Ok(false) => {}
                    Ok(true) => self.hold = live.tail.core.guards.hold(),
                    Err(error) => self.end(Some(error)),
                },
                State::Live(_) if self.checking.is_some() => self.checked().await,
                State::Live(live) => {
                    let item = AssertUnwindSafe(live.wait()).catch_unwind().await.unwrap_or_else(|panic| Some(Err(of_panic(&*panic))));
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
            if self.checking.is_some() {
                return;
            }
            let ready = catch_unwind(AssertUnwindSafe(|| live.ready())).unwrap_or_else(|panic| Poll::Ready(Some(Err(of_panic(&*panic)))));
            let Poll::Ready(item) = ready else { return };
            self.take(item);
        }
    }

    /// One item of the upstream: an event, an error or the end.
    fn take(&mut self, item: Option<Result<Event>>) {
        match item {
            Some(Ok(mut event)) => {
                let State::Live(live) = &mut self.state else { return };
                live.note(&mut event);
                let before = self.safe.len();
                let blocked = match &mut self.hold {
                    None => {
                        self.safe.push_back(event);
                        None
                    }
                    Some(hold) => hold.push(event, &live.tail.ctx, &mut self.safe).err(),
                };
                self.fold_safe(before);
                if blocked.is_some() {
                    self.end(blocked);
                }
            }
            Some(Err(error)) => {
                let State::Live(live) = &mut self.state else { return };
                if let Some(error) = live.break_off(error) {
                    self.end(Some(error));
                }
            }
            None => {
                let before = self.safe.len();
                let held = self.hold.take().and_then(|hold| hold.end(&mut self.safe));
                if let (Some(held), State::Live(live)) = (held, &self.state) {
                    let tail = &live.tail;
                    let messages = std::mem::take(&mut self.messages);
                    self.checking = Some(Box::pin(check_held(tail.core.guards.clone(), tail.ctx.clone(), messages, held)));
                } else {
                    self.fold_safe(before);
                    self.end(None);
                }
            }
        }
    }

    /// Waits for the verdict on a whole answer. Dropped in the middle, it waits on with the next call.
    async fn checked(&mut self) {
        let Some(checking) = &mut self.checking else { return };
        let Checked { held, notes, changed } = checking.await;
        self.checking = None;
        if let State::Live(live) = &mut self.state {
            live.tail.note(notes);
        }
        match changed {
            Ok(changed) => {
                self.safe.extend(held.release(changed.as_ref()));
                self.fold_safe(0);
                self.end(None);
            }
            Err(blocked) => {
                if let State::Live(live) = &mut self.state {
                    // The target has served it, whatever becomes of it here.
                    live.book(None);
                }
                self.end(Some(blocked));
            }
        }
    }

    /// Only what may leave is folded: `reply()` after a block must not tell what was held back.
    fn fold_safe(&mut self, from: usize) {
        if self.safe.len() == from {
            return;
        }
        self.safe.iter().skip(from).for_each(|event| self.fold.push(event));
        if let State::Live(live) = &mut self.state {
            live.tells();
        }
    }

    /// Starts the tail. The upstream's stream is dropped, which closes it if it is not over.
    fn end(&mut self, error: Option<Error>) {
        let State::Live(live) = std::mem::replace(&mut self.state, State::Done) else { return };
        let mut live = *live;
        live.book(error.as_ref());
        let usage = self.usage.unwrap_or_else(|| live.used());
        self.partial = error.as_ref().map(|error| (usage, live.is_resumable(error)));
        let Live { mut tail, .. } = live;
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
    ///
    /// Its member `polyroute` tells what the part that came has used and whether it could be gone on with.
    pub fn error_frames(&mut self, error: &Error, out: &mut Vec<Frame>) {
        let from = out.len();
        self.encoder.error(error, out);
        if let (Some((usage, resumable)), Some(frame)) = (self.partial, out.get_mut(from)) {
            add_partial(frame, &usage, resumable);
        }
    }

    pub fn begun(&self) -> &Begun {
        &self.begun
    }

    /// Nothing more will come; the receipt is there unless the ledger failed.
    pub fn is_done(&self) -> bool {
        matches!(self.state, State::Done)
    }

    /// Ends the call: as cancelled if it is not over. Returns when the tail is done.
    ///
    /// An answer that is complete is heard to its end where that is near: what it has used is often said last.
    pub async fn close(&mut self) {
        if let State::Live(live) = &self.state
            && self.fold.is_finished()
        {
            let clock = live.tail.core.clock.clone();
            clock.until(clock.now().plus(LAST_WORDS), self.hear_out()).await;
        }
        self.safe.clear();
        if let State::Live(live) = &mut self.state {
            live.cut_short();
            self.end(Some(Error::of(Class::Cancelled, "the stream was closed")));
        }
        if let State::Ending(tail) = &mut self.state {
            let (receipt, _) = tail.await;
            self.state = State::Done;
            self.receipt = receipt.ok();
        }
        self.error = None;
    }

    async fn hear_out(&mut self) {
        let mut rest = Vec::new();
        while self.next_batch(usize::MAX, &mut rest).await.is_ok() && !rest.is_empty() {
            rest.clear();
        }
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

fn add_partial(frame: &mut Frame, usage: &Usage, resumable: bool) {
    let Ok(mut body) = serde_json::from_slice::<Value>(&frame.data) else { return };
    if let Some(error) = body.get_mut("error").and_then(Value::as_object_mut) {
        error.insert("polyroute".into(), json!({"usage": usage, "resumable": resumable}));
        frame.data = body.to_string().into();
    }
}

impl Drop for AnswerStream {
    fn drop(&mut self) {
        if let State::Live(live) = &mut self.state {
            // The tail's own drop books what has come so far.
            live.cut_short();
        } else if let State::Ending(tail) = std::mem::replace(&mut self.state, State::Done) {
            // Cut off in the middle of booking: it is finished elsewhere.
            task::spawn(&self.owner, async move {
                let _ = tail.await;
            });
        }
    }
}
