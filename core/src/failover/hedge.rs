//! A second try beside one that takes long: the first event wins, the other try is dropped, which closes its connection.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};

use super::attempt::{Asked, Good, Lost};
use super::walk::{Leave, Walk};
use super::{Failover, Tried};
use crate::clock::Moment;
use crate::error::Class;
use crate::provider::Ask;
use crate::route::Step;

/// Fewer latencies say nothing of a percentile.
const LEAST_KNOWN: usize = 20;

/// One of two tries.
pub struct Racer<'a> {
    pub at: usize,
    pub step: &'a Step,
    pub leave: Leave,
    pub ask: Ask,
    pub sent: Moment,
}

impl Racer<'_> {
    pub async fn send(&self, asked: Asked<'_>) -> Result<Good, Lost> {
        asked.send(self.step, self.at, self.ask, self.sent).await
    }
}

/// What came of the tries: those that failed, in the order in which they did, and the one that answered.
pub struct Race<'a> {
    pub failed: Vec<(Racer<'a>, Lost)>,
    pub won: Option<(Racer<'a>, Good)>,
}

impl Failover {
    /// How long a try of this step has for itself; `None`: it is not hedged.
    pub(super) fn hedge_after(&self, asked: Asked<'_>, step: &Step) -> Option<Duration> {
        let hedge = step.route.config.hedge.as_ref().filter(|_| asked.may_repeat())?;
        hedge.after.or_else(|| self.health.of(&step.target.id).p95(Moment::default(), asked.call.streams(), LEAST_KNOWN))
    }
}

impl<'a> Walk<'a, '_> {
    /// Sends one try and, if it takes long and the budget allows it, another beside it.
    pub(super) async fn race(&mut self, first: Racer<'a>, after: Duration) -> Race<'a> {
        let asked = self.asked;
        let clock = asked.ctx.clock.clone();
        let started = self.tried.len();
        self.tried.push(Tried::cancelled(&first.step.target, asked.facts, first.sent));
        let mut sending = pin!(asked.send(first.step, first.at, first.ask, first.sent));
        if let Some(result) = clock.until(first.sent.plus(after), &mut sending).await {
            self.tried.truncate(started);
            return Race::of(first, result);
        }
        let Some(second) = self.second(&first).await else {
            let result = sending.await;
            self.tried.truncate(started);
            return Race::of(first, result);
        };
        self.place.sent += 1;
        self.tried.push(Tried::cancelled(&second.step.target, asked.facts, second.sent));
        let beside = pin!(asked.send(second.step, second.at, second.ask, second.sent));
        let mut race = match select(sending, beside).await {
            Either::Left((Ok(good), _)) => Race { failed: vec![(second, lost_race())], won: Some((first, good)) },
            Either::Right((Ok(good), _)) => Race { failed: vec![(first, lost_race())], won: Some((second, good)) },
            // The other one may still answer.
            Either::Left((Err(lost), beside)) => Race::after(first, lost, second, beside.await),
            Either::Right((Err(lost), sending)) => Race::after(second, lost, first, sending.await),
        };
        self.tried.truncate(started);
        race.failed.retain(|(racer, lost)| {
            let beaten = lost.error.get_reason() == Some(BEATEN);
            if beaten {
                let took = clock.now().since(racer.sent);
                self.tried.push(Tried::hedged(&racer.step.target, asked.facts, took));
                // It would have taken at least so long.
                self.failover.health.of(&racer.step.target.id).record(true, took, asked.call.streams(), clock.now());
            }
            !beaten
        });
        race
    }

    /// The next target that may be asked, else the same again.
    async fn second(&mut self, first: &Racer<'a>) -> Option<Racer<'a>> {
        let asked = self.asked;
        let plan = asked.plan;
        if self.place.sent >= plan.route.config.max_attempts {
            return None;
        }
        let others = plan.steps.iter().enumerate().skip(first.at + 1).filter(|(_, step)| step.group == first.step.group);
        let (at, step, leave) = others
            .chain([(first.at, first.step)])
            .find_map(|(at, step)| Some((at, step, self.leave(step, &[]).ok().filter(|leave| !leave.is_probe())?)))?;
        let ask = self.within_ceiling(step, asked.ask).ok()?;
        if !self.failover.allowance.hedge(&plan.route.name) || self.purse.extend().await.is_err() {
            return None;
        }
        if at != first.at {
            self.used.push(at);
        }
        let ask = Ask { key: leave.key, number: self.place.sent, ..ask };
        Some(Racer { at, step, leave, ask, sent: asked.ctx.clock.now() })
    }
}

const BEATEN: &str = "beaten";

fn lost_race() -> Lost {
    crate::error::Error::of(Class::Cancelled, "the other try was faster").reason(BEATEN).into()
}

impl<'a> Race<'a> {
    fn of(racer: Racer<'a>, result: Result<Good, Lost>) -> Self {
        match result {
            Ok(good) => Race { failed: Vec::new(), won: Some((racer, good)) },
            Err(lost) => Race { failed: vec![(racer, lost)], won: None },
        }
    }

    fn after(failed: Racer<'a>, lost: Lost, other: Racer<'a>, result: Result<Good, Lost>) -> Self {
        let mut race = Race::of(other, result);
        race.failed.insert(0, (failed, lost));
        race
    }
}
