//! The loop over a plan: try, retry, go on to the next target, until one answers or time is up.

mod backoff;
mod breaker;
mod commit;
mod outcome;
mod resume;
mod seam;

use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

pub use self::breaker::Breakers;
pub use self::commit::{Waited, next_within};
pub use self::outcome::{Tried, estimate_lost, millis};
pub use self::resume::{Told, continuation, is_structured, prefills};
pub use self::seam::Seam;

use self::breaker::{Allow, Breaker};
use crate::catalog::Target;
use crate::clock::Moment;
use crate::error::{Class, Error, ErrorKind, Result};
use crate::health::Health;
use crate::provider::{Answered, Ask, Provider};
use crate::route::{Facts, Plan, Step};
use crate::task::BoxFuture;
use crate::types::{Call, CallContext, Event, EventStream, Reply, Usage};
use crate::wire::Fields;

/// The shortest time that a try gets by default.
const LEAST_TRY: Duration = Duration::from_secs(30);

/// Pays for another try that may be billed, beside one that may have been.
pub trait Purse: Send {
    fn extend(&mut self) -> BoxFuture<'_, Result<()>>;
}

/// What the loop remembers of targets, over all calls.
#[derive(Default)]
pub struct Failover {
    pub breakers: Breakers,
    pub health: Health,
}

/// One call on its way.
pub struct Way<'a> {
    pub plan: &'a Plan,
    pub call: &'a Call,
    pub facts: &'a Facts,
    pub ask: Ask,
    pub ctx: &'a CallContext,
    pub provider: &'a (dyn Fn(&Target) -> Option<Arc<dyn Provider>> + Sync),
    pub purse: &'a mut dyn Purse,
    pub chance: &'a mut (dyn FnMut() -> f64 + Send),
    /// Where an earlier walk of the same plan ended.
    pub place: Place,
    /// The error that leads on from there.
    pub after: Option<Error>,
    /// What a stream that broke had told: the next target goes on behind it.
    pub told: Option<&'a str>,
    /// Every try so far, the failed ones with what they may have cost. Stays with the caller if this future is dropped.
    pub tried: &'a mut Vec<Tried>,
}

/// How far a walk over a plan has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The next step to look at.
    next: usize,
    /// Groups that were entered, as bits.
    entered: u64,
    /// Upstream calls so far.
    sent: u32,
}

impl Place {
    pub const START: Place = Place { next: 0, entered: 1, sent: 0 };

    /// Where no other target is left, the last one may be asked again.
    pub fn or_same(self, plan: &Plan) -> Place {
        let last = self.next >= plan.steps.len() && plan.route.config.retries.max > 0;
        Place { next: if last { self.next.saturating_sub(1) } else { self.next }, ..self }
    }
}

/// An answer, or the beginning of one.
pub struct Served {
    pub reply: ServedReply,
    /// What became of the request's members on the way to the target that served.
    pub fields: Fields,
    pub step: Step,
    /// From where the plan goes on, should this answer break.
    pub place: Place,
    /// When the try that served began.
    pub sent: Moment,
    pub ttft: Option<Duration>,
}

pub enum ServedReply {
    Whole(Reply),
    /// What was pulled already, then the rest.
    Stream(VecDeque<Event>, EventStream),
}

impl Failover {
    /// Walks the plan. On an error the last try's stands, with `retryable` false: an outer retry must not multiply tries.
    pub async fn run(&self, way: Way<'_>) -> Result<Served> {
        let Place { next, entered, sent } = way.place;
        let last = way.after.clone();
        let mut walk = Walk { failover: self, way, last, from: next, entered, sent, allow_open: false, billed: None };
        let outcome = walk.steps().await;
        match outcome {
            Some(served) => Ok(served),
            None => Err(walk.last.unwrap_or_else(|| nothing_tried(walk.way.plan)).retryable(false)),
        }
    }
}

fn nothing_tried(plan: &Plan) -> Error {
    let why = plan.cut.iter().map(|(target, cut)| format!("`{}`: {}", target.id, cut.words())).collect::<Vec<_>>().join(", ");
    let only = |code: &str| !plan.cut.is_empty() && plan.cut.iter().all(|(_, cut)| cut.code == code);
    let kind = match () {
        () if plan.cut.is_empty() || only("price_unknown") => ErrorKind::Unavailable,
        () if only("context") => ErrorKind::ContextLength,
        () => ErrorKind::InvalidRequest,
    };
    let field = plan.cut.iter().find_map(|(_, cut)| cut.field.clone());
    let error =
        Error::new(kind, format!("no target of `{}` can take this call: {}", plan.route.name, if why.is_empty() { "none is left" } else { &why }));
    let error = error.reason("no_target");
    if let Some(field) = field { error.at(field) } else { error }
}

struct Walk<'a, 'b> {
    failover: &'b Failover,
    way: Way<'a>,
    last: Option<Error>,
    from: usize,
    entered: u64,
    sent: u32,
    /// Nothing could be tried: open breakers do not count any more, the last target is never ejected.
    allow_open: bool,
    /// What a try used whose answer came and is not handed over.
    billed: Option<Usage>,
}

/// A reply that may be handed over.
type Good = (ServedReply, Fields, Option<Duration>);

/// Where a step leads: on within its group, or into a fallback's, which may list classes.
enum Lead<'a> {
    Within,
    Into(Option<&'a [Class]>),
}

/// What to do after a try.
enum Next {
    Served(Box<Served>),
    SameAfter(Duration),
    Onward,
    Stop,
}

impl Walk<'_, '_> {
    async fn steps(&mut self) -> Option<Served> {
        for round in 0..2 {
            self.allow_open = round == 1;
            let plan = self.way.plan;
            for (at, step) in plan.steps.iter().enumerate().skip(self.from) {
                if !self.may_enter(step) {
                    continue;
                }
                match self.target(at, step).await {
                    Next::Served(served) => return Some(*served),
                    Next::Stop => return None,
                    Next::Onward | Next::SameAfter(_) => {}
                }
            }
            if self.sent > self.way.place.sent || self.last.as_ref().is_some_and(|e| e.kind() != ErrorKind::Unavailable) {
                return None;
            }
        }
        None
    }

    fn may_enter(&mut self, step: &Step) -> bool {
        if self.entered & (1 << step.group) != 0 {
            // The next target of a group that was entered.
            return self.goes_on(Lead::Within, step);
        }
        if self.entered & (1 << step.parent) == 0 || !self.goes_on(Lead::Into(step.on.as_deref()), step) {
            return false;
        }
        self.entered |= 1 << step.group;
        true
    }

    /// Does the last try lead on to this step?
    fn goes_on(&self, lead: Lead<'_>, step: &Step) -> bool {
        let Some(class) = self.last.as_ref().and_then(Error::class) else { return true };
        match lead {
            Lead::Into(Some(listed)) => listed.contains(&class),
            Lead::Into(None) | Lead::Within => class.fails_over() || (class == Class::ContextWindow && self.larger_window(&step.target)),
        }
    }

    fn larger_window(&self, next: &Target) -> bool {
        let failed = self.way.tried.last().and_then(|t| t.target.context);
        matches!((failed, next.context), (Some(failed), Some(next)) if next > failed)
    }

    /// All tries on one target.
    async fn target(&mut self, at: usize, step: &Step) -> Next {
        let breaker = self.failover.breakers.of(&step.target.id);
        for nth in 0.. {
            if self.sent >= self.way.plan.route.config.max_attempts {
                return Next::Stop;
            }
            let probe = match breaker.allow(self.way.ctx.clock.now()) {
                Allow::Yes => false,
                Allow::Probe => true,
                Allow::No(_) if self.allow_open && nth == 0 => false,
                Allow::No(why) => {
                    if nth == 0 {
                        self.skip(step, why);
                    }
                    return Next::Onward;
                }
            };
            if self.way.tried.iter().any(|t| t.usage.is_some())
                && let Err(error) = self.way.purse.extend().await
            {
                self.last = self.last.take().or(Some(error));
                return Next::Stop;
            }
            let probe = Probe(probe.then(|| breaker.clone()));
            let next = self.once(at, step, nth, &breaker).await;
            drop(probe);
            match next {
                Next::SameAfter(wait) => self.way.ctx.clock.sleep(wait).await,
                other => return other,
            }
        }
        Next::Onward
    }

    fn skip(&mut self, step: &Step, why: &'static str) {
        self.way.tried.push(Tried::skipped(&step.target, why));
        if self.last.is_none() {
            self.last = Some(Error::new(ErrorKind::Unavailable, format!("`{}` is resting: {why}", step.target.id)).reason(why));
        }
    }

    async fn once(&mut self, at: usize, step: &Step, nth: u32, breaker: &Breaker) -> Next {
        let ctx = self.way.ctx;
        let now = ctx.clock.now();
        if now >= ctx.deadline {
            self.last.get_or_insert_with(|| deadline_passed(ctx));
            return Next::Stop;
        }
        let Some(provider) = (self.way.provider)(&step.target) else {
            self.last = Some(Error::internal(format!("no provider serves `{}`", step.target.id)));
            return Next::Stop;
        };
        self.sent += 1;
        let at_upstream = ctx.clock.at_upstream();
        // Stands for the try if the caller goes away in the middle of it.
        self.way.tried.push(Tried::cancelled(&step.target, self.way.facts, now));
        let result = self.send(step, provider.as_ref(), now, at).await;
        drop(at_upstream);
        let took = ctx.clock.now().since(now);
        self.way.tried.pop();
        match result {
            Ok((reply, fields, ttft)) => {
                breaker.record(true, ctx.clock.now(), &step.route.config.circuit_breaker);
                self.failover.health.of(&step.target.id).record(true, ttft.unwrap_or(took));
                let place = Place { next: at + 1, entered: self.entered, sent: self.sent };
                Next::Served(Box::new(Served { reply, fields, step: step.clone(), place, sent: now, ttft }))
            }
            Err(error) => self.failed(at, step, nth, error, took, breaker),
        }
    }

    /// One upstream call, up to the reply or the first content of a stream.
    async fn send(&mut self, step: &Step, provider: &dyn Provider, now: Moment, at: usize) -> Result<Good> {
        let ctx = self.way.ctx;
        let config = &step.route.config;
        let targets_left = (self.way.plan.steps.len() - at) as u32;
        let left = ctx.deadline.since(now);
        let for_try = config.timeout.unwrap_or_else(|| (left / targets_left.max(1)).max(LEAST_TRY));
        let mut until = now.plus(for_try).min(ctx.deadline);
        let streams = self.way.call.streams();
        if streams {
            if let Some(ttft) = config.ttft_timeout {
                until = until.min(now.plus(ttft));
            }
            if let Some(read) = ctx.options.read_timeout {
                until = until.min(ctx.started.plus(read));
            }
        }
        let ask = Ask { on_unsupported: config.on_unsupported, ..self.way.ask };
        let call = self.call_for(step);
        let waiting = ctx.clock.until(until, async {
            let Answered { reply, fields, refused, rest } = provider.send(&call, &step.target, ask, ctx).await?;
            if let Some(rest) = rest {
                self.failover.breakers.of(&step.target.id).rest_until(ctx.clock.now().plus(rest));
            }
            match (reply, refused) {
                (Reply::Whole(whole), Some(error)) => Ok(Err((error, whole.usage))),
                (_, Some(error)) => Err(error),
                (Reply::Stream(mut stream), None) => {
                    let head = commit::first_content(&mut stream, &ctx.clock, config.stream_idle_timeout).await?;
                    Ok(Ok((ServedReply::Stream(head, stream), fields, Some(ctx.clock.now().since(now)))))
                }
                (whole, None) => Ok(Ok((ServedReply::Whole(whole), fields, None))),
            }
        });
        match waiting.await {
            None => Err(self.timed_out(step, until)),
            Some(Ok(Err((error, usage)))) => {
                self.billed = usage;
                Err(error)
            }
            Some(Ok(Ok(good))) => Ok(good),
            Some(Err(error)) => Err(error),
        }
    }

    /// The call as this target gets it.
    fn call_for(&self, step: &Step) -> Cow<'_, Call> {
        match (self.way.call, self.way.told) {
            (Call::Chat(request), Some(told)) => Cow::Owned(Call::Chat(continuation(request, told, prefills(&step.target, request)))),
            (call, _) => Cow::Borrowed(call),
        }
    }

    fn timed_out(&self, step: &Step, until: Moment) -> Error {
        let ctx = self.way.ctx;
        let callers_read = ctx.options.read_timeout.is_some_and(|read| until == ctx.started.plus(read));
        if until == ctx.deadline || callers_read {
            return deadline_passed(ctx);
        }
        Error::of(Class::Timeout, format!("`{}` gave no answer in time", step.target.id)).reason("try_timeout")
    }

    fn failed(&mut self, at: usize, step: &Step, nth: u32, error: Error, took: Duration, breaker: &Breaker) -> Next {
        let now = self.way.ctx.clock.now();
        let class = error.class();
        if error.get_reason() == Some("unfit") {
            // Nothing was sent: it is no try, and says nothing of the target's health.
            self.sent -= 1;
            self.last.get_or_insert(error.reason("unsupported"));
            return Next::Onward;
        }
        let usage = self.billed.take().or_else(|| estimate_lost(&error, self.way.facts));
        self.way.tried.push(Tried::failed(&step.target, &error, took, usage));
        match class {
            Some(Class::Server | Class::Overloaded | Class::Network | Class::Tls | Class::Timeout | Class::Truncated) => {
                breaker.record(false, now, &step.route.config.circuit_breaker);
                self.failover.health.of(&step.target.id).record(false, took);
            }
            Some(Class::RateLimit) => {
                if let Some(after) = error.get_retry_after() {
                    breaker.rest_until(now.plus(after));
                }
            }
            _ => {}
        }
        let over = matches!(error.get_reason(), Some("deadline" | "caller_timeout"));
        let next = if over { Next::Stop } else { self.after(at, step, nth, class, &error) };
        self.last = Some(error);
        next
    }

    fn after(&mut self, at: usize, step: &Step, nth: u32, class: Option<Class>, error: &Error) -> Next {
        let Some(class) = class else { return Next::Stop };
        let retries = &step.route.config.retries;
        let others_left = self.others_left(at);
        let patient = !matches!(class, Class::RateLimit | Class::Overloaded) || others_left == 0;
        let spare = self.way.plan.route.config.max_attempts.saturating_sub(self.sent) > others_left;
        if class.retries_same() && error.is_retryable() && nth < retries.max && patient && spare {
            let draw = (self.way.chance)();
            let waits = backoff::wait(retries, nth, error.get_retry_after(), draw);
            if let Some(wait) = waits.filter(|w| self.way.ctx.clock.now().plus(*w) < self.way.ctx.deadline) {
                return Next::SameAfter(wait);
            }
        }
        Next::Onward
    }

    /// Targets and fallback routes that were not tried yet: each may want a try of `max_attempts`.
    fn others_left(&self, at: usize) -> u32 {
        let steps = &self.way.plan.steps;
        let here = steps[at].group;
        let mut groups = Vec::new();
        let mut left = 0;
        for step in &steps[at + 1..] {
            if step.group == here {
                left += 1;
            } else if !groups.contains(&step.group) {
                groups.push(step.group);
                left += 1;
            }
        }
        left
    }
}

/// Gives a probe's place back when the call ends without a verdict.
struct Probe(Option<Arc<Breaker>>);

impl Drop for Probe {
    fn drop(&mut self) {
        if let Some(breaker) = &self.0 {
            breaker.forget();
        }
    }
}

/// The caller's limit (`caller_timeout`) or the route's (`deadline`) has passed: nothing else may be tried.
pub fn deadline_passed(ctx: &CallContext) -> Error {
    let waited = ctx.clock.now().since(ctx.started);
    let callers = ctx.options.deadline.is_some() || ctx.options.read_timeout.is_some();
    let reason = if callers { "caller_timeout" } else { "deadline" };
    Error::of(Class::Timeout, format!("no answer within the call's limit of {:.1} s", waited.as_secs_f64())).reason(reason).retryable(false)
}

/// Usage of a try that gave none: counted from the bytes that went each way.
pub fn estimate(facts: &Facts, output_bytes: usize) -> Usage {
    Usage { input: facts.input_estimate, output: (output_bytes as u64).div_ceil(4), estimated: true, ..Usage::default() }
}
