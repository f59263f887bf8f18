//! What is set aside for one call, from reserve to settle.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::sync::oneshot;

use super::budgets::{Ask, Shared};
use super::rule::Counter;
use crate::error::{Error, Result};
use crate::id::NanoUsd;
use crate::task::{self, BoxFuture};
use crate::types::{CallContext, CallRow, Charge, Charged, Labels, Warning};

/// How long the end of a call waits for the store.
const SETTLE_DEADLINE: Duration = Duration::from_secs(5);

/// What a call used in all its tries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Used {
    pub input: u64,
    pub output: u64,
    pub cost: NanoUsd,
}

/// One counter that a reservation holds.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub rule: usize,
    pub counter: Counter,
    pub amount: i64,
}

/// Amounts set aside for one call. Dropping it unsettled gives them back.
#[must_use = "an unsettled reservation is released"]
pub struct Reservation {
    shared: Arc<Shared>,
    pub(super) labels: Arc<Labels>,
    pub(super) id: Arc<str>,
    pub(super) held: Vec<Held>,
    /// The store may hold something for `id`.
    active: bool,
    clamp: Option<u64>,
    pub(super) warnings: Vec<Warning>,
}

impl Reservation {
    pub(super) fn new(shared: Arc<Shared>, labels: Arc<Labels>, held: Vec<Held>) -> Self {
        Reservation { shared, labels, id: "".into(), held, active: false, clamp: None, warnings: Vec::new() }
    }

    /// The output tokens that were reserved where that is less than asked: what must be sent as `max_tokens`.
    pub fn output_clamp(&self) -> Option<u64> {
        self.clamp
    }

    pub(super) fn clamp_to(&mut self, output: u64) {
        self.clamp = Some(output);
        let message = format!("the answer is limited to {output} tokens, a share of what the budget has left; set `max_tokens` to choose yourself");
        self.warnings.push(Warning { code: "budget_clamped", message });
    }

    /// `budget_clamped`, `budget_exceeded`: takes what there is to say so far.
    pub fn take_warnings(&mut self) -> Vec<Warning> {
        std::mem::take(&mut self.warnings)
    }

    /// Sets more aside for a further try that may be billed; refused, that try must not be made and what was held stays.
    pub async fn extend(&mut self, context: &CallContext, ask: Ask) -> Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let output = self.clamp.map_or(ask.output, |clamp| ask.output.min(clamp));
        self.charge(context, Ask { output, ..ask }, 0).await
    }

    /// Reserves `ask` on every counter, in one charge.
    pub(super) async fn charge(&mut self, context: &CallContext, ask: Ask, calls: i64) -> Result<()> {
        let amount = |held: &Held| self.shared.rules[held.rule].amount(ask.input, ask.output, || (ask.cost)(ask.input, ask.output), calls);
        let asked: Vec<(Held, i64)> = self.held.iter().map(|held| (held.clone(), amount(held))).collect();
        let charges = asked.iter().map(|(held, amount)| {
            let rule = &self.shared.rules[held.rule];
            Charge::Reserve { id: self.id.clone(), key: held.counter.key.clone(), amount: *amount, limit: rule.blocks().then(|| rule.limit()) }
        });
        let charges = charges.collect();
        let had_some = std::mem::replace(&mut self.active, true);
        let charged = self.shared.store.charge(charges, context.left()).await?;
        if charged != Charged::Done {
            self.active = had_some;
            return self.shared.refusal(&self.labels, &asked, charged);
        }
        for (held, (_, amount)) in self.held.iter_mut().zip(&asked) {
            held.amount = held.amount.saturating_add(*amount);
        }
        Ok(())
    }

    /// Books what was used, in the period of the reserve, and writes the ledger row, in one charge.
    ///
    /// It goes on to its end when the future is dropped. Use above what was reserved is booked in full and gives
    /// the warning `overrun`.
    pub async fn settle(mut self, used: Used, row: CallRow) -> Result<Option<Warning>> {
        let mut overrun = None;
        let mut charges = Vec::with_capacity(self.held.len() + 1);
        for held in &self.held {
            let rule = &self.shared.rules[held.rule];
            let amount = rule.amount(used.input, used.output, || used.cost, 1);
            if amount > held.amount && overrun.is_none() {
                let message = format!("the call used {} and {} were reserved in `{}`", rule.words(amount), rule.words(held.amount), rule.name);
                overrun = Some(Warning { code: "overrun", message });
            }
            charges.push(Charge::Settle { id: self.id.clone(), key: held.counter.key.clone(), amount });
        }
        charges.push(Charge::Row(Box::new(row)));
        self.active = false;
        to_its_end(&self.shared, charges).await?;
        Ok(overrun)
    }

    /// Gives everything back and writes the ledger row of a call that used nothing, in one charge.
    pub async fn release(mut self, row: CallRow) -> Result<()> {
        let mut charges = Vec::with_capacity(2);
        if std::mem::take(&mut self.active) {
            charges.push(Charge::Release { id: self.id.clone() });
        }
        charges.push(Charge::Row(Box::new(row)));
        to_its_end(&self.shared, charges).await.map(drop)
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        if self.active {
            let release = charge(&self.shared, vec![Charge::Release { id: self.id.clone() }]);
            go_on(&self.shared, release, &mut Context::from_waker(Waker::noop()), |_| {});
        }
    }
}

fn charge(shared: &Arc<Shared>, charges: Vec<Charge>) -> BoxFuture<'static, Result<Charged>> {
    let store = shared.store.clone();
    Box::pin(async move { store.charge(charges, SETTLE_DEADLINE).await })
}

/// Charges at once where the store can; else a task of the owner does, whether or not this future lives on.
pub(super) async fn to_its_end(shared: &Arc<Shared>, charges: Vec<Charge>) -> Result<Charged> {
    let (tell, told) = oneshot::channel();
    let mut start = Some((charge(shared, charges), tell));
    std::future::poll_fn(|context| {
        if let Some((charge, tell)) = start.take() {
            // The answer goes through the channel also when it is there at once.
            go_on(shared, charge, context, |charged| drop(tell.send(charged)));
        }
        Poll::Ready(())
    })
    .await;
    told.await.unwrap_or_else(|_| Err(Error::new(crate::ErrorKind::State, "the runtime ended before the call was settled")))
}

/// Polls once, so that what is ready costs no task, and leaves the rest to a task.
fn go_on(
    shared: &Shared,
    mut charge: BoxFuture<'static, Result<Charged>>,
    context: &mut Context<'_>,
    then: impl FnOnce(Result<Charged>) + Send + 'static,
) {
    match Pin::new(&mut charge).poll(context) {
        Poll::Ready(charged) => then(charged),
        Poll::Pending => task::spawn(&shared.owner, async move { then(charge.await) }),
    }
}
