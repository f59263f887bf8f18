//! One upstream call, up to the reply or the first content of a stream. It decides nothing and remembers nothing.
#![allow(clippy::result_large_err, reason = "an answer that is kept for want of a better one is moved once")]

use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use super::resume::{continuation, prefills};
use super::{commit, confidence, judge};
use crate::catalog::Target;
use crate::clock::Moment;
use crate::config::EscalateConfig;
use crate::error::{Class, Error};
use crate::provider::{Answered, Ask, Provider};
use crate::route::{Facts, Plan, Step};
use crate::types::{Call, CallContext, Event, EventStream, Fold, Functions, Reply, Usage};
use crate::wire::Fields;

/// The shortest time that a try gets by default.
const LEAST_TRY: Duration = Duration::from_secs(30);

/// What is asked, of whom, by whom: the same for all tries of a walk.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub plan: &'a Plan,
    pub call: &'a Call,
    pub facts: &'a Facts,
    pub ask: Ask,
    pub ctx: &'a CallContext,
    pub provider: &'a (dyn Fn(&Target) -> Option<Arc<dyn Provider>> + Sync),
    pub functions: &'a Functions,
    /// What a stream that broke had told: the next target goes on behind it.
    pub told: Option<&'a str>,
}

/// A reply that may be handed over.
pub struct Good {
    pub reply: ServedReply,
    /// What became of the request's members on the way to the target that served.
    pub fields: Fields,
    pub ttft: Option<Duration>,
    /// The target has nothing left for so long.
    pub rest: Option<Duration>,
}

pub enum ServedReply {
    Whole(Box<Reply>),
    /// What was pulled already, then the rest.
    Stream(VecDeque<Event>, EventStream),
}

/// A try without an answer.
pub struct Lost {
    pub error: Error,
    /// What it used all the same: its answer came and is not handed over.
    pub billed: Option<Usage>,
    /// A doubtful answer, to be handed over if no better one comes.
    pub kept: Option<Good>,
}

impl From<Error> for Lost {
    fn from(error: Error) -> Self {
        Lost { error, billed: None, kept: None }
    }
}

impl<'a> Asked<'a> {
    /// Sends the call to the step's target. Dropping the future closes the connection.
    pub async fn send(self, step: &Step, at: usize, ask: Ask, now: Moment) -> Result<Good, Lost> {
        let ctx = self.ctx;
        let config = &step.route.config;
        let Some(provider) = (self.provider)(&step.target) else {
            return Err(Error::internal(format!("no provider serves `{}`", step.target.id)).into());
        };
        let until = self.until(step, at, now);
        let call = self.call_for(step);
        let ask = Ask { on_unsupported: config.on_unsupported, ..ask };
        let _at_upstream = ctx.clock.at_upstream();
        let waiting = ctx.clock.until(until, async {
            let Answered { reply, fields, refused, rest } = provider.send(&call, &step.target, ask, ctx).await?;
            match (reply, refused) {
                (Reply::Whole(whole), Some(error)) => Err(Lost { billed: whole.usage, ..Lost::from(error) }),
                (_, Some(error)) => Err(error.into()),
                (Reply::Stream(mut stream), None) => {
                    let least = config.escalate.as_ref().map_or(1, |escalate| escalate.buffer as usize);
                    let head = commit::first_content(&mut stream, &ctx.clock, config.stream_idle_timeout, least).await?;
                    Ok(Good { reply: ServedReply::Stream(head, stream), fields, ttft: Some(ctx.clock.now().since(now)), rest })
                }
                (whole, None) => Ok(Good { reply: ServedReply::Whole(Box::new(whole)), fields, ttft: None, rest }),
            }
        });
        let result = waiting.await.unwrap_or_else(|| Err(self.timed_out(step, until).into()));
        match &config.escalate {
            Some(escalate) if self.told.is_none() => self.judge(result?, escalate).await,
            _ => result,
        }
    }

    /// An answer that shows a sign of doubt is as good as none, while there may be a better one.
    async fn judge(self, good: Good, escalate: &EscalateConfig) -> Result<Good, Lost> {
        let Call::Chat(request) = self.call else { return Ok(good) };
        let (answer, whole) = match &good.reply {
            ServedReply::Whole(reply) => match reply.whole() {
                Some(answer) => (Cow::Borrowed(answer), true),
                None => return Ok(good),
            },
            ServedReply::Stream(head, _) => {
                let mut fold = Fold::default();
                head.iter().for_each(|event| fold.push(event));
                let whole = fold.is_finished();
                (Cow::Owned(fold.finish()), whole)
            }
        };
        let found = match confidence::doubt(&answer, whole, request, escalate) {
            Some(doubt) => Ok(Some(doubt.name().to_owned())),
            None => judge::doubt(&answer, request, &escalate.judges, self.functions, self.ctx).await,
        };
        let billed = answer.usage.filter(|_| matches!(good.reply, ServedReply::Whole(_)));
        let billed = billed.or_else(|| Some(super::estimate(self.facts, 0)));
        match found {
            Ok(None) => Ok(good),
            Ok(Some(doubt)) => {
                let error = Error::of(Class::LowConfidence, format!("the answer is not good enough: {doubt}")).reason(doubt);
                Err(Lost { error, billed, kept: Some(good) })
            }
            Err(error) => Err(Lost { error, billed, kept: None }),
        }
    }

    /// A share of what is left of the deadline, and the limits of the route and the caller.
    fn until(self, step: &Step, at: usize, now: Moment) -> Moment {
        let (ctx, config) = (self.ctx, &step.route.config);
        let targets_left = (self.plan.steps.len() - at) as u32;
        let for_try = config.timeout.unwrap_or_else(|| (ctx.deadline.since(now) / targets_left.max(1)).max(LEAST_TRY));
        let until = now.plus(for_try).min(ctx.deadline);
        if !self.call.streams() {
            return until;
        }
        let first_event = config.ttft_timeout.map_or(Moment::NEVER, |ttft| now.plus(ttft));
        let read = ctx.options.read_timeout.map_or(Moment::NEVER, |read| ctx.started.plus(read));
        until.min(first_event).min(read)
    }

    /// The call as this target gets it.
    fn call_for(self, step: &Step) -> Cow<'a, Call> {
        match (self.call, self.told) {
            (Call::Chat(request), Some(told)) => Cow::Owned(Call::Chat(continuation(request, told, prefills(&step.target, request)))),
            (call, _) => Cow::Borrowed(call),
        }
    }

    fn timed_out(self, step: &Step, until: Moment) -> Error {
        let ctx = self.ctx;
        let callers_read = ctx.options.read_timeout.is_some_and(|read| until == ctx.started.plus(read));
        if until == ctx.deadline || callers_read {
            return deadline_passed(ctx);
        }
        Error::of(Class::Timeout, format!("`{}` gave no answer in time", step.target.id)).reason("try_timeout")
    }

    /// May the call be made a second time though the first may have been carried out? Tools of the provider act outside.
    pub fn may_repeat(self) -> bool {
        match self.call {
            Call::Chat(request) => !request.tools.iter().any(|tool| tool.native.is_some()),
            Call::Embed(_) | Call::Count(_) => true,
        }
    }

    pub fn choices(self) -> u64 {
        if let Call::Chat(request) = self.call { request.params.n.unwrap_or(1).max(1) } else { 1 }
    }
}

/// The caller's limit (`caller_timeout`) or the route's (`deadline`) has passed: nothing else may be tried.
pub fn deadline_passed(ctx: &CallContext) -> Error {
    let waited = ctx.clock.now().since(ctx.started);
    let callers = ctx.options.deadline.is_some() || ctx.options.read_timeout.is_some();
    let reason = if callers { "caller_timeout" } else { "deadline" };
    Error::of(Class::Timeout, format!("no answer within the call's limit of {:.1} s", waited.as_secs_f64())).reason(reason).retryable(false)
}
