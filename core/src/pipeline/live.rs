//! The upstream's side of a streamed answer: events as they come and, where one stream breaks, those of the next target.
//!
//! What of it may leave, and in which words, is the business of `stream`.

use std::collections::VecDeque;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use futures_util::StreamExt;

use super::run::{Reserved, fail_over};
use super::tail::Tail;
use crate::clock::Moment;
use crate::error::{Class, Error, Result};
use crate::failover::is_structured;
use crate::failover::{Place, Seam, Served, ServedReply, Told, Tried, Waited, deadline_passed, estimate, next_within, prefills};
use crate::route::{Facts, Plan, Step};
use crate::types::{Call, Event, EventKind, EventStream, Usage};

/// A stream under way.
pub struct Live {
    pub tail: Tail,
    head: VecDeque<Event>,
    rest: EventStream,
    sent: Moment,
    idle: Duration,
    onward: Option<Box<Onward>>,
    told: Told,
    /// The try under way stands last in `tail.tried`.
    open_try: bool,
    /// What this try has said of its usage.
    usage: Option<Usage>,
    /// Bytes that this try has written.
    written: usize,
    /// What the tries before it have used.
    before: Option<Usage>,
    /// What broke it: another target is to go on.
    broken: Option<Error>,
}

/// The way on, should the stream break.
pub struct Onward {
    pub call: Call,
    pub plan: Plan,
    pub place: Place,
    pub reserved: Reserved,
    /// Nothing has been handed over yet: what is held back can still fail over.
    pub untold: bool,
    /// The route goes on in the middle of a text.
    pub resumes: bool,
}

impl Live {
    /// From a provider: `head` was pulled before the point of no return.
    pub fn new(mut tail: Tail, head: VecDeque<Event>, rest: EventStream, step: &Step, sent: Moment, onward: Option<Onward>) -> Self {
        // Stands until the end of the stream says more.
        tail.tried.push(Tried::cancelled(&step.target, &tail.facts, sent));
        let idle = step.route.config.stream_idle_timeout;
        Live { onward: onward.map(Box::new), open_try: true, ..Live::bare(tail, head, rest, sent, idle) }
    }

    /// From the cache.
    pub fn replay(tail: Tail, head: VecDeque<Event>, rest: EventStream) -> Self {
        let sent = tail.ctx.started;
        Live::bare(tail, head, rest, sent, Duration::from_secs(60))
    }

    fn bare(tail: Tail, head: VecDeque<Event>, rest: EventStream, sent: Moment, idle: Duration) -> Self {
        Live {
            tail,
            head,
            rest,
            sent,
            idle,
            onward: None,
            told: Told::default(),
            open_try: false,
            usage: None,
            written: 0,
            before: None,
            broken: None,
        }
    }

    /// What is there without waiting.
    pub fn ready(&mut self) -> Poll<Option<Result<Event>>> {
        if self.broken.is_some() {
            return Poll::Pending;
        }
        if let Some(event) = self.head.pop_front() {
            return Poll::Ready(Some(Ok(event)));
        }
        self.rest.poll_next_unpin(&mut Context::from_waker(Waker::noop()))
    }

    /// The next item, or the error of a wait that took too long.
    pub async fn wait(&mut self) -> Option<Result<Event>> {
        let Live { tail, rest, idle, .. } = self;
        let clock = &tail.core.clock;
        let read_until = tail.ctx.options.read_timeout.map_or(Moment::NEVER, |read| clock.now().plus(read));
        let _at_upstream = clock.at_upstream();
        match next_within(rest, clock, *idle, read_until.min(tail.ctx.deadline)).await {
            Ok(item) => item,
            Err(waited @ (Waited::Idle | Waited::Trickle)) => Some(Err(waited.error(*idle))),
            Err(Waited::Until) => Some(Err(deadline_passed(&tail.ctx))),
        }
    }

    /// Takes notice of an event; usage is told as that of the whole answer.
    pub fn note(&mut self, event: &mut Event) {
        match &mut event.kind {
            EventKind::Usage(usage) => {
                self.usage = Some(*usage);
                if let Some(before) = &self.before {
                    usage.add(before);
                }
            }
            EventKind::Delta { delta, .. } => self.written += delta.len(),
            _ => {}
        }
        self.told.push(event, self.onward.is_some());
    }

    /// Something leaves: from now on only text can be gone on with.
    pub fn tells(&mut self) {
        match &mut self.onward {
            Some(onward) if onward.resumes => onward.untold = false,
            onward => *onward = None,
        }
    }

    /// What the try under way has used.
    fn own_usage(&self) -> Usage {
        self.usage.unwrap_or_else(|| estimate(&self.tail.facts, self.written))
    }

    /// What the answer has used, all its tries together.
    pub fn used(&self) -> Usage {
        let mut used = self.own_usage();
        if let Some(before) = &self.before {
            used.add(before);
        }
        used
    }

    /// Could a route with `resume: text` have gone on behind this error?
    pub fn is_resumable(&self, error: &Error) -> bool {
        self.told.may_resume(error, self.tail.door.dialect())
    }

    /// The caller has closed the stream: nothing more will be said of what it used.
    pub fn cut_short(&mut self) {
        self.usage = Some(Usage { estimated: true, ..self.own_usage() });
        if let (true, Some(tried)) = (self.open_try, self.tail.tried.last_mut()) {
            tried.usage = self.usage;
        }
    }

    /// Closes the line of the try under way.
    pub fn book(&mut self, error: Option<&Error>) {
        if !std::mem::take(&mut self.open_try) {
            return;
        }
        let usage = self.own_usage();
        self.tail.tried.pop();
        if let Some(target) = self.tail.served.clone() {
            let took = self.tail.core.clock.now().since(self.sent);
            self.tail.tried.push(match error {
                None => Tried::served(&target, took, usage),
                Some(error) if error.class() == Some(Class::Cancelled) => Tried::broken_off(&target, took, usage),
                Some(error) => Tried::failed(&target, error, took, Some(usage)),
            });
        }
    }

    /// Leaves the broken stream behind if another target may go on; gives the error back if none may.
    pub fn break_off(&mut self, error: Error) -> Option<Error> {
        let goes_on = self.onward.as_ref().is_some_and(|onward| match &onward.call {
            Call::Chat(_) if onward.untold => error.class().is_some_and(Class::fails_over) && !is_over(&error),
            Call::Chat(request) => !is_structured(request) && self.told.may_resume(&error, self.tail.door.dialect()),
            _ => false,
        });
        if !goes_on {
            return Some(error);
        }
        // Its connection closes here.
        self.rest = crate::types::ready_events(Vec::new());
        self.head.clear();
        self.usage = Some(self.own_usage());
        self.book(Some(&error));
        self.broken = Some(error);
        None
    }

    pub fn is_broken(&self) -> bool {
        self.broken.is_some()
    }

    /// Looks for a target that goes on. Dropped in the middle, it begins anew with the next call.
    ///
    /// `Ok(true)`: the answer begins anew, for nothing of it had been told. An error: nobody goes on; it is what broke the stream.
    pub async fn go_on(&mut self) -> Result<bool> {
        let (Some(error), Some(onward)) = (self.broken.clone(), &mut self.onward) else { return Ok(false) };
        let core = self.tail.core.clone();
        let text = Some(&*self.told.text).filter(|text| !text.is_empty() && !onward.untold);
        let at = core.clock.now();
        let from = (onward.place, error.clone(), text);
        let served = fail_over(&core, &mut self.tail, &onward.call, &onward.plan, &onward.reserved, Some(from)).await;
        let Ok(Served { reply: ServedReply::Stream(head, rest), fields, step, place, sent, .. }) = served else {
            self.broken = None;
            self.onward = None;
            return Err(error);
        };
        onward.place = place;
        let Call::Chat(request) = &onward.call else { return Err(error) };
        let anew = onward.untold;
        let facts = Facts::of(&onward.call);
        if anew {
            self.told = Told::default();
            (self.head, self.rest) = (head, rest);
            (self.tail.dropped, self.tail.emulated) = (fields.dropped, fields.emulated);
        } else {
            self.before.get_or_insert_default().add(&self.usage.unwrap_or_default());
            self.rest = Box::pin(Seam::new(&self.told, prefills(&step.target, request), head, rest));
            add_missing(&mut self.tail.dropped, fields.dropped);
            add_missing(&mut self.tail.emulated, fields.emulated);
            self.tail.stitched = true;
            self.tail.keep = None;
            self.tail.seam(at, self.told.text.chars().count(), &step.target.id);
        }
        self.tail.facts = Facts { input_estimate: facts.input_estimate + self.told.text.len() as u64 / 4, ..facts };
        (self.usage, self.written, self.sent, self.broken) = (None, 0, sent, None);
        self.idle = step.route.config.stream_idle_timeout;
        self.tail.served = Some(step.target.clone());
        self.tail.tried.push(Tried::cancelled(&step.target, &self.tail.facts, sent));
        self.open_try = true;
        Ok(anew)
    }

    /// Who answers now, or had answered.
    pub fn target(&self) -> Option<Arc<str>> {
        self.tail.served.as_ref().map(|t| t.id.clone()).or_else(|| self.tail.hit.as_ref().map(|hit| hit.target.clone()))
    }
}

fn is_over(error: &Error) -> bool {
    matches!(error.get_reason(), Some("deadline" | "caller_timeout"))
}

fn add_missing(all: &mut Vec<String>, more: Vec<String>) {
    for name in more {
        if !all.contains(&name) {
            all.push(name);
        }
    }
}
