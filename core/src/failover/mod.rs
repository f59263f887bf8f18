//! The loop over a plan: try, retry, go on to the next target, until one answers or time is up.

mod allowance;
mod attempt;
mod backoff;
mod breaker;
mod ceiling;
mod commit;
mod confidence;
mod hedge;
mod judge;
mod keys;
mod order;
mod outcome;
mod resume;
mod seam;
mod walk;

use std::time::Duration;

pub use self::allowance::Allowance;
pub use self::attempt::{Asked, ServedReply, deadline_passed};
pub use self::breaker::Breakers;
pub use self::commit::{Waited, next_within};
pub use self::keys::Keys;
pub use self::order::slow;
pub use self::outcome::{Tried, estimate_lost, millis};
pub use self::resume::{Told, continuation, is_structured, prefills};
pub use self::seam::Seam;

use self::walk::Walk;
use crate::clock::Moment;
use crate::error::{Error, ErrorKind, Result};
use crate::health::Health;
use crate::route::{Facts, Plan, Step};
use crate::task::BoxFuture;
use crate::types::{Usage, Warning};
use crate::wire::Fields;

/// Pays for another try that may be billed, beside one that may have been.
pub trait Purse: Send {
    fn extend(&mut self) -> BoxFuture<'_, Result<()>>;
}

/// What the loop remembers of targets, over all calls.
#[derive(Default)]
pub struct Failover {
    pub breakers: Breakers,
    pub health: Health,
    pub keys: Keys,
    pub allowance: Allowance,
}

/// One call on its way.
pub struct Way<'a> {
    pub asked: Asked<'a>,
    pub purse: &'a mut dyn Purse,
    pub chance: &'a mut (dyn FnMut() -> f64 + Send),
    /// Where an earlier walk of the same plan ended.
    pub place: Place,
    /// The error that leads on from there.
    pub after: Option<Error>,
    /// Every try so far, the failed ones with what they may have cost. Stays with the caller if this future is dropped.
    pub tried: &'a mut Vec<Tried>,
    pub warnings: &'a mut Vec<Warning>,
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

impl Failover {
    /// What was learnt of a provider no longer holds: it has another address or other keys.
    pub fn forget(&self, provider: &str) {
        let is_its = |target: &str| target.split_once('/').is_some_and(|(name, _)| name == provider);
        self.breakers.forget(is_its);
        self.health.forget(is_its);
        self.keys.forget(|scope| scope == provider || is_its(scope));
    }

    /// Walks the plan. On an error the last try's stands, with `retryable` false: an outer retry must not multiply tries.
    pub async fn run(&self, way: Way<'_>) -> Result<Served> {
        let Way { asked, purse, chance, place, after, tried, warnings } = way;
        if place == Place::START {
            self.allowance.begin(asked.ctx.clock.now());
            if let Some(hedge) = &asked.plan.route.config.hedge {
                self.allowance.may_hedge(&asked.plan.route.name, hedge.budget);
            }
        }
        let mut walk = Walk {
            failover: self,
            asked,
            purse,
            chance,
            tried,
            warnings,
            last: after,
            place,
            last_resort: false,
            rested: false,
            began: place.sent,
            used: Vec::new(),
            kept: None,
        };
        match walk.answer().await {
            Some(served) => Ok(served),
            None => Err(walk.last.unwrap_or_else(|| nothing_tried(asked.plan)).retryable(false)),
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

/// Usage of a try that gave none: counted from the bytes that went each way.
pub fn estimate(facts: &Facts, output_bytes: usize) -> Usage {
    Usage { input: facts.input_estimate, output: (output_bytes as u64).div_ceil(4), estimated: true, ..Usage::default() }
}
