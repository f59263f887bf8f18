//! The walk over a plan's steps: whom to ask next, again or not any more.

use std::sync::Arc;
use std::time::Duration;

use super::allowance::Allowance;
use super::attempt::{Asked, Good, Lost, deadline_passed};
use super::breaker::{Allow, Breaker, NOT_BEFORE, Rest, SPENT};
use super::hedge::{Race, Racer};
use super::keys::LONGEST_REST;
use super::outcome::{Tried, estimate_lost, is_targets_own};
use super::{Failover, Place, Purse, Served, backoff, ceiling};
use crate::catalog::Target;
use crate::clock::Moment;
use crate::config::Domain;
use crate::error::{Class, Error, ErrorKind, Outcome};
use crate::provider::Ask;
use crate::route::Step;
use crate::types::Warning;

/// A call on its way over the plan.
pub struct Walk<'a, 'b> {
    pub failover: &'b Failover,
    pub asked: Asked<'a>,
    pub purse: &'a mut dyn Purse,
    pub chance: &'a mut (dyn FnMut() -> f64 + Send),
    pub tried: &'a mut Vec<Tried>,
    pub warnings: &'a mut Vec<Warning>,
    pub last: Option<Error>,
    pub place: Place,
    /// Nothing could be sent: open breakers do not count any more, the last target is never ejected.
    pub last_resort: bool,
    /// Upstream calls before this walk.
    pub began: u32,
    /// A target was passed over that may be asked where nothing else is left.
    pub rested: bool,
    /// Steps that a hedge has used up.
    pub used: Vec<usize>,
    /// The last doubtful answer, and where its line stands in `tried`.
    pub kept: Option<(usize, Box<Served>)>,
}

/// Leave to ask a target with one of its keys.
pub struct Leave {
    pub key: u32,
    pub breaker: Arc<Breaker>,
    probe: Probe,
}

impl Leave {
    pub fn is_probe(&self) -> bool {
        self.probe.0.is_some()
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

/// Where a step leads: on within its group, or into a fallback's, which may list classes.
enum Lead<'a> {
    Within,
    Into(Option<&'a [Class]>),
}

/// What to do after a try.
enum Next {
    Served(Box<Served>),
    /// The same target, with the same keys to choose from.
    SameAfter(Duration),
    /// The same target with another key.
    OtherKey,
    Onward,
    Stop,
}

impl<'a> Walk<'a, '_> {
    /// The answer, if there is one: a good one, else the last of those that were doubted.
    pub async fn answer(&mut self) -> Option<Served> {
        if let Some(served) = self.steps().await {
            return Some(served);
        }
        let (line, served) = self.kept.take()?;
        self.tried.remove(line);
        let message = format!("no target gave a better answer than this one of `{}`", served.step.target.id);
        self.warnings.push(Warning { code: "low_confidence", message });
        Some(*served)
    }

    async fn steps(&mut self) -> Option<Served> {
        let (from, sent) = (self.place.next, self.place.sent);
        for last_resort in [false, true] {
            self.last_resort = last_resort;
            self.rested = false;
            for (at, step) in self.asked.plan.steps.iter().enumerate().skip(from) {
                if self.used.contains(&at) || !self.may_enter(step) || self.is_avoided(step) {
                    continue;
                }
                match self.target(at, step).await {
                    Next::Served(served) => return Some(*served),
                    Next::Stop => return None,
                    Next::Onward | Next::OtherKey | Next::SameAfter(_) => {}
                }
            }
            if self.place.sent > sent || !self.rested {
                return None;
            }
        }
        None
    }

    fn may_enter(&mut self, step: &Step) -> bool {
        if self.place.entered & (1 << step.group) != 0 {
            // The next target of a group that was entered.
            return self.goes_on(Lead::Within, step);
        }
        if self.place.entered & (1 << step.parent) == 0 || !self.goes_on(Lead::Into(step.on.as_deref()), step) {
            return false;
        }
        self.place.entered |= 1 << step.group;
        true
    }

    /// Does the last try lead on to this step?
    fn goes_on(&self, lead: Lead<'_>, step: &Step) -> bool {
        let Some(class) = self.last.as_ref().and_then(Error::class) else { return true };
        match lead {
            Lead::Into(Some(listed)) => listed.contains(&class),
            Lead::Within if class == Class::LowConfidence => step.route.config.escalate.as_ref().is_some_and(|escalate| escalate.within),
            Lead::Into(None) | Lead::Within => {
                class.fails_over()
                    || self.last.as_ref().is_some_and(is_targets_own)
                    || (class == Class::ContextWindow && self.larger_window(&step.target))
            }
        }
    }

    fn larger_window(&self, next: &Target) -> bool {
        let failed = self.tried.last().and_then(|t| t.target.context);
        matches!((failed, next.context), (Some(failed), Some(next)) if next > failed)
    }

    /// It would fall with what has fallen already.
    fn is_avoided(&mut self, step: &Step) -> bool {
        let Some(avoid) = step.avoid else { return false };
        let provider = &step.target.provider;
        let mut failed = self.tried.iter().filter(|t| t.attempt.outcome == Outcome::Failed).map(|t| &t.target.provider);
        let (shares, why) = match avoid {
            Domain::Region => (failed.any(|p| p.region.is_some() && p.region == provider.region), "same_region"),
            Domain::Provider => (failed.any(|p| p.name == provider.name), "same_provider"),
        };
        if shares {
            self.tried.push(Tried::skipped(&step.target, why));
        }
        shares
    }

    /// All tries on one target.
    async fn target(&mut self, at: usize, step: &'a Step) -> Next {
        if self.last_resort && self.place.sent > self.began {
            // One try is enough to see that everything is still down.
            return Next::Onward;
        }
        let mut refused: Vec<u32> = Vec::new();
        let mut nth = 0;
        let mut retried = None;
        let number = self.place.sent;
        loop {
            if self.place.sent >= self.asked.plan.route.config.max_attempts {
                return Next::Stop;
            }
            let leave = match self.leave(step, &refused) {
                Ok(leave) => leave,
                Err(rest) if self.last_resort && nth == 0 && refused.is_empty() => match self.last_resort(step, rest).await {
                    Some(leave) => leave,
                    None => return Next::Onward,
                },
                Err((_, rest)) => {
                    if nth == 0 && refused.is_empty() {
                        self.skip(step, rest);
                    }
                    return Next::Onward;
                }
            };
            let further = self.place.sent > 0 && nth == 0 && refused.is_empty();
            if further && !leave.breaker.is_well() && !self.failover.allowance.onward(self.asked.ctx.clock.now()) {
                self.skip(step, Rest { why: "retry_budget", until: Moment::default() });
                return Next::Onward;
            }
            let ask = match self.within_ceiling(step, self.asked.ask) {
                Ok(ask) => Ask { key: leave.key, number, ..ask },
                Err(why) => {
                    self.too_dear(step, why);
                    return Next::Onward;
                }
            };
            if self.tried.iter().any(|t| t.usage.is_some())
                && let Err(error) = self.purse.extend().await
            {
                self.last = self.last.take().or(Some(error));
                return Next::Stop;
            }
            let key = leave.key;
            match self.once(at, step, nth, leave, ask, retried, &refused).await {
                Next::SameAfter(wait) => {
                    self.asked.ctx.clock.sleep(wait).await;
                    retried = self.last.as_ref().and_then(Error::class);
                    nth += 1;
                }
                Next::OtherKey => refused.push(key),
                other => return other,
            }
        }
    }

    /// The key whose turn it is, of those that neither rest nor were refused in this call.
    pub fn leave(&self, step: &Step, refused: &[u32]) -> Result<Leave, (u32, Rest)> {
        let now = self.asked.ctx.clock.now();
        let mut resting: Option<(u32, Rest)> = None;
        for key in self.failover.keys.in_turn(&step.target).filter(|key| !refused.contains(key)) {
            let rest = if let Some(until) = self.failover.keys.rests(&step.target, key, now) {
                Rest { why: "key_rests", until }
            } else {
                let breaker = self.failover.breakers.of(&step.target.id, key);
                match breaker.allow(now) {
                    Allow::Yes => return Ok(Leave { key, breaker, probe: Probe(None) }),
                    Allow::Probe => return Ok(Leave { key, probe: Probe(Some(breaker.clone())), breaker }),
                    Allow::No(rest) => rest,
                }
            };
            if resting.is_none_or(|(_, other)| rest.until < other.until) {
                resting = Some((key, rest));
            }
        }
        Err(resting.unwrap_or((0, Rest { why: "key_rests", until: now })))
    }

    /// Everything rests: this target is asked all the same, unless it named a time that is too far away.
    async fn last_resort(&mut self, step: &Step, (key, rest): (u32, Rest)) -> Option<Leave> {
        let clock = self.asked.ctx.clock.clone();
        if rest.why == NOT_BEFORE {
            let wait = rest.until.since(clock.now());
            if wait > step.route.config.retries.max_backoff || rest.until >= self.asked.ctx.deadline {
                self.last = Some(resting(step, rest, clock.now()));
                return None;
            }
            clock.sleep(wait).await;
        }
        Some(Leave { key, breaker: self.failover.breakers.of(&step.target.id, key), probe: Probe(None) })
    }

    fn skip(&mut self, step: &Step, rest: Rest) {
        if self.last_resort && self.place.sent == 0 {
            return;
        }
        self.rested = true;
        self.tried.push(Tried::skipped(&step.target, rest.why));
        self.last.get_or_insert_with(|| resting(step, rest, self.asked.ctx.clock.now()));
    }

    fn too_dear(&mut self, step: &Step, why: &'static str) {
        self.tried.push(Tried::skipped(&step.target, why));
        let words = match why {
            "max_cost" => format!("a try on `{}` could cost more than what is left of the route's `max_cost`", step.target.id),
            _ => format!("the price of `{}` is unknown, and the route has a `max_cost`", step.target.id),
        };
        self.last.get_or_insert_with(|| Error::new(ErrorKind::Budget, words).reason(why));
    }

    pub fn within_ceiling(&self, step: &Step, ask: Ask) -> Result<Ask, &'static str> {
        match self.asked.plan.route.config.max_cost {
            None => Ok(ask),
            Some(most) => {
                let wall = self.asked.ctx.clock.wall_ms();
                ceiling::within(most, self.tried, &step.target, self.asked.facts, self.asked.choices(), ask, wall)
            }
        }
    }

    async fn once(&mut self, at: usize, step: &'a Step, nth: u32, leave: Leave, ask: Ask, retried: Option<Class>, refused: &[u32]) -> Next {
        let asked = self.asked;
        let sent = asked.ctx.clock.now();
        if sent >= asked.ctx.deadline {
            self.last.get_or_insert_with(|| deadline_passed(asked.ctx));
            return Next::Stop;
        }
        self.place.sent += 1;
        let racer = Racer { at, step, leave, ask, sent };
        let race = if let Some(after) = self.failover.hedge_after(asked, step) {
            Box::pin(self.race(racer, after)).await
        } else {
            // Stands for the try if the caller goes away in the middle of it.
            self.tried.push(Tried::cancelled(&step.target, asked.facts, sent));
            let result = racer.send(asked).await;
            self.tried.pop();
            match result {
                Ok(good) => Race { failed: Vec::new(), won: Some((racer, good)) },
                Err(lost) => Race { failed: vec![(racer, lost)], won: None },
            }
        };
        let mut next = Next::Onward;
        for (racer, lost) in race.failed {
            next = self.failed(racer, nth, lost, refused);
        }
        match race.won {
            Some((racer, good)) => Next::Served(Box::new(self.served(racer, good, retried))),
            None => next,
        }
    }

    fn served(&self, racer: Racer<'_>, good: Good, retried: Option<Class>) -> Served {
        let now = self.asked.ctx.clock.now();
        let Good { reply, fields, ttft, rest } = good;
        let target = &racer.step.target;
        racer.leave.breaker.record(true, now, &racer.step.route.config.circuit_breaker);
        if let Some(rest) = rest {
            racer.leave.breaker.rest_until(now.plus(rest.min(LONGEST_REST)), SPENT);
        }
        self.failover.health.of(&target.id).record(true, ttft.unwrap_or_else(|| now.since(racer.sent)), ttft.is_some(), now);
        self.failover.keys.served(target, racer.leave.key);
        self.failover.allowance.served(&target.id, retried);
        let place = Place { next: racer.at + 1, ..self.place };
        Served { reply, fields, step: racer.step.clone(), place, sent: racer.sent, ttft }
    }

    fn failed(&mut self, racer: Racer<'_>, nth: u32, lost: Lost, refused: &[u32]) -> Next {
        let Lost { error, billed, kept } = lost;
        let now = self.asked.ctx.clock.now();
        let (step, key, class) = (racer.step, racer.leave.key, error.class());
        if error.kind() == ErrorKind::Internal && class.is_none() {
            self.last = Some(error);
            return Next::Stop;
        }
        if error.get_reason() == Some("unfit") {
            // Nothing was sent: it is no try, and says nothing of the target's health.
            self.place.sent -= 1;
            self.last.get_or_insert(error.reason("unsupported"));
            return Next::Onward;
        }
        let took = now.since(racer.sent);
        let usage = billed.or_else(|| estimate_lost(&error, self.asked.facts));
        self.tried.push(Tried::failed(&step.target, &error, took, usage));
        if let Some(good) = kept {
            // It came, whatever it is worth.
            let line = self.tried.len() - 1;
            let served = self.served(racer, good, None);
            self.kept = Some((line, Box::new(served)));
            self.last = Some(error);
            return Next::Onward;
        }
        self.remember(step, key, &racer.leave.breaker, &error, took);
        let over = matches!(error.get_reason(), Some("deadline" | "caller_timeout"));
        let next = if over { Next::Stop } else { self.after(&racer, nth, &error, refused) };
        self.last = Some(error);
        next
    }

    /// What a failure says of its target and key.
    fn remember(&mut self, step: &Step, key: u32, breaker: &Breaker, error: &Error, took: Duration) {
        let (now, config) = (self.asked.ctx.clock.now(), &step.route.config);
        let Some(class) = error.class() else { return };
        match class {
            Class::Server | Class::Overloaded | Class::Network | Class::Tls | Class::Timeout | Class::Truncated => {
                breaker.record(false, now, &config.circuit_breaker);
                self.failover.health.of(&step.target.id).record(false, took, false, now);
            }
            Class::NotFound => {
                let message = format!("`{}` is not known to its provider, or not to this key", step.target.id);
                self.warnings.push(Warning { code: "target_not_found", message });
            }
            Class::RateLimit if config.retries.respect_retry_after => {
                if let Some(after) = error.get_retry_after() {
                    breaker.rest_until(now.plus(after.min(LONGEST_REST)), NOT_BEFORE);
                }
            }
            _ => {}
        }
        if let Some(code) = self.failover.keys.failed(&step.target, key, class, error.get_retry_after(), now) {
            let provider = &step.target.provider;
            let which = if provider.more_keys.is_empty() { "the key".to_owned() } else { format!("key {} of {}", key + 1, provider.key_count()) };
            let message = format!("{which} of provider `{}` rests: {class_name}", provider.name, class_name = class.name());
            self.warnings.push(Warning { code, message });
        }
    }

    fn after(&mut self, racer: &Racer<'_>, nth: u32, error: &Error, refused: &[u32]) -> Next {
        let Some(class) = error.class() else { return Next::Stop };
        let step = racer.step;
        let now = self.asked.ctx.clock.now();
        let may_have_acted = matches!(class, Class::Network | Class::Timeout | Class::Truncated) && estimate_lost(error, self.asked.facts).is_some();
        if may_have_acted && !self.asked.may_repeat() {
            return Next::Stop;
        }
        let others_left = self.others_left(racer.at);
        let spare = self.asked.plan.route.config.max_attempts.saturating_sub(self.place.sent) > others_left;
        let keys_own = matches!(class, Class::Auth | Class::Permission | Class::Payment | Class::Quota | Class::RateLimit);
        if keys_own && spare && !step.target.provider.more_keys.is_empty() {
            let refused: Vec<u32> = refused.iter().copied().chain([racer.leave.key]).collect();
            if self.leave(step, &refused).is_ok() {
                return Next::OtherKey;
            }
        }
        let retries = &step.route.config.retries;
        let patient = !matches!(class, Class::RateLimit | Class::Overloaded) || others_left == 0;
        if !(class.retries_same() && error.is_retryable() && nth < retries.max && patient && spare) {
            return Next::Onward;
        }
        let draw = (self.chance)();
        // Nothing was written, or nobody has read it: there is nothing to wait for.
        let at_once = nth == 0 && matches!(error.get_reason(), Some("connect" | "refused_stream"));
        let wait = if at_once { Some(Duration::ZERO) } else { backoff::wait(retries, nth, error.get_retry_after(), draw) };
        match wait.filter(|wait| now.plus(*wait) < self.asked.ctx.deadline) {
            Some(wait) if self.allowance().retry(&step.target.id, class, now) => Next::SameAfter(wait),
            _ => Next::Onward,
        }
    }

    fn allowance(&self) -> &Allowance {
        &self.failover.allowance
    }

    /// Targets and fallback routes that were not tried yet: each may want a try of `max_attempts`.
    fn others_left(&self, at: usize) -> u32 {
        let steps = &self.asked.plan.steps;
        let here = steps[at].group;
        let mut groups = Vec::new();
        let mut left = 0;
        for (_, step) in steps.iter().enumerate().skip(at + 1).filter(|(at, _)| !self.used.contains(at)) {
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

/// What is said of a target that is left alone for now.
fn resting(step: &Step, rest: Rest, now: Moment) -> Error {
    let id = &step.target.id;
    if rest.why == NOT_BEFORE {
        let wait = rest.until.since(now);
        let words = format!("`{id}` asked not to be called for another {:.1} s", wait.as_secs_f64());
        return Error::of(Class::RateLimit, words).reason(rest.why).retry_after(Some(wait));
    }
    let words = match rest.why {
        "retry_budget" => format!("`{id}` has failed of late, and the budget of further tries is used up"),
        why => format!("`{id}` is resting: {why}"),
    };
    Error::new(ErrorKind::Unavailable, words).reason(rest.why)
}
