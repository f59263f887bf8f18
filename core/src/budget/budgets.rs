//! All budgets of a configuration over one store: how much of them a call sets aside before it is made.

use std::sync::Arc;

use serde::Serialize;

use super::reservation::{Held, Reservation, to_its_end};
use super::rule::{Rule, period_name};
use crate::clock::Clock;
use crate::config::{BudgetConfig, Limit};
use crate::error::{Error, Result};
use crate::id::{NanoUsd, random_id};
use crate::task::Owner;
use crate::types::{CallContext, CallRow, Charge, Charged, Labels, StateStore, Warning};

/// A clamp is never below this many output tokens.
const CLAMP_FLOOR: u64 = 1_024;
/// How often a clamped amount is worked out anew when other calls were faster.
const CLAMP_ROUNDS: usize = 3;

/// Tokens in and out → the price at the dearest target of the plan.
pub type Cost = Arc<dyn Fn(u64, u64) -> NanoUsd + Send + Sync>;

/// The most that a call, or a further try of it, may use.
#[derive(Clone)]
pub struct Ask {
    pub input: u64,
    pub output: u64,
    /// The caller set `output`: it is not clamped.
    pub output_is_callers: bool,
    pub cost: Cost,
}

/// The budgets of one gateway.
pub struct Budgets(pub(super) Arc<Shared>);

pub(super) struct Shared {
    pub rules: Vec<Rule>,
    pub store: Arc<dyn StateStore>,
    pub clock: Clock,
    pub owner: Owner,
}

/// What one budget still has for a caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Left {
    /// `budgets[0]`
    pub rule: String,
    /// `usd` (in billionths), `tokens`, `requests`
    pub unit: &'static str,
    pub period: &'static str,
    pub limit: i64,
    pub used: i64,
    pub reserved: i64,
    pub left: i64,
    /// Milliseconds since 1970.
    pub ends_at: Option<u64>,
}

impl Budgets {
    pub fn new(configs: &[BudgetConfig], store: Arc<dyn StateStore>, clock: Clock, owner: Owner) -> Result<Budgets> {
        let mut rules = Vec::with_capacity(configs.len());
        for (index, config) in configs.iter().enumerate() {
            rules.push(Rule::new(index, config, &rules)?);
        }
        Ok(Budgets(Arc::new(Shared { rules, store, clock, owner })))
    }

    /// Is there a limit in USD that counts this caller? A target of unknown price is then cut.
    pub fn limits_cost(&self, labels: &Labels) -> bool {
        let now = self.0.clock.wall_ms();
        self.0.rules.iter().any(|rule| rule.blocks() && matches!(rule.config.limit, Limit::Usd(_)) && rule.counter(labels, now).is_some())
    }

    /// Sets aside in every budget of the caller what the call may use, or refuses it whole.
    ///
    /// Where the caller set no output, less of it may be reserved than asked: see `Reservation::output_clamp`.
    pub async fn reserve(&self, context: &CallContext, ask: Ask) -> Result<Reservation> {
        let shared = &self.0;
        let now = shared.clock.wall_ms();
        let counters = shared.rules.iter().enumerate();
        let held: Vec<Held> =
            counters.filter_map(|(rule, r)| r.counter(&context.labels, now).map(|counter| Held { rule, counter, amount: 0 })).collect();
        let mut reservation = Reservation::new(shared.clone(), context.labels.clone(), held);
        if reservation.held.is_empty() {
            return Ok(reservation);
        }
        reservation.id = random_id("res_", 16).into();
        for round in 1.. {
            let output = if ask.output_is_callers { ask.output } else { shared.clamp(&reservation.held, &ask).await? };
            let clamped = output < ask.output;
            match reservation.charge(context, Ask { output, ..ask.clone() }, 1).await {
                Ok(()) if clamped => {
                    reservation.clamp_to(output);
                    break;
                }
                Ok(()) => break,
                Err(error) if clamped && round < CLAMP_ROUNDS && error.kind() == crate::ErrorKind::Budget => {}
                Err(error) => return Err(error),
            }
        }
        shared.warn_of_exceeded(&mut reservation).await?;
        Ok(reservation)
    }

    /// Writes the ledger row of a call that reserved nothing: a cache hit, a refusal.
    pub async fn record(&self, row: CallRow) -> Result<()> {
        to_its_end(&self.0, vec![Charge::Row(Box::new(row))]).await.map(drop)
    }

    /// What the budgets of this caller have left.
    pub async fn left(&self, labels: &Labels) -> Result<Vec<Left>> {
        let now = self.0.clock.wall_ms();
        let mut all = Vec::new();
        for rule in &self.0.rules {
            let Some(counter) = rule.counter(labels, now) else { continue };
            let (used, reserved) = self.0.store.counter(&counter.key).await?;
            let limit = rule.limit();
            all.push(Left {
                rule: rule.name.clone(),
                unit: match rule.config.limit {
                    Limit::Usd(_) => "usd",
                    Limit::Tokens(_) => "tokens",
                    Limit::Requests(_) => "requests",
                },
                period: period_name(rule.config.period),
                limit,
                used,
                reserved,
                left: limit.saturating_sub(used).saturating_sub(reserved).max(0),
                ends_at: counter.end,
            });
        }
        Ok(all)
    }
}

impl Shared {
    /// The output tokens to reserve where the caller left it open: at most a quarter of what any limit has left.
    async fn clamp(&self, held: &[Held], ask: &Ask) -> Result<u64> {
        let mut output = ask.output;
        if output <= CLAMP_FLOOR {
            return Ok(output);
        }
        for Held { rule, counter, .. } in held {
            let rule = &self.rules[*rule];
            if !rule.blocks() || matches!(rule.config.limit, Limit::Requests(_)) {
                continue;
            }
            let (used, reserved) = self.store.counter(&counter.key).await?;
            let quarter = rule.limit().saturating_sub(used).saturating_sub(reserved).max(0) / 4;
            let fits = match rule.config.limit {
                Limit::Usd(_) => affordable(ask, output, quarter),
                Limit::Tokens(_) | Limit::Requests(_) => quarter as u64,
            };
            output = output.min(fits.max(CLAMP_FLOOR));
        }
        Ok(output)
    }

    /// Budgets that only warn count without a limit and say so when they are passed.
    async fn warn_of_exceeded(&self, reservation: &mut Reservation) -> Result<()> {
        for at in 0..reservation.held.len() {
            let Held { rule, counter, .. } = &reservation.held[at];
            let rule = &self.rules[*rule];
            if rule.blocks() {
                continue;
            }
            let amounts = self.store.counter(&counter.key).await?;
            if amounts.0.saturating_add(amounts.1) > rule.limit() {
                let message = rule.exceeded(&reservation.labels, counter, amounts);
                reservation.warnings.push(Warning { code: "budget_exceeded", message });
            }
        }
        Ok(())
    }

    /// The store's refusal in the words of the budget that it was.
    pub fn refusal(&self, labels: &Labels, held: &[(Held, i64)], charged: Charged) -> Result<()> {
        let Charged::Refused { key, used, reserved, .. } = charged else { return Ok(()) };
        match held.iter().find(|(held, _)| held.counter.key == key) {
            Some((held, asked)) => Err(self.rules[held.rule].refusal(labels, &held.counter, (used, reserved), *asked, self.clock.wall_ms())),
            None => Err(Error::internal(format!("the store refused `{key}`, which was not asked of it"))),
        }
    }
}

/// The most output tokens, up to `most`, whose price is within `nanos`.
fn affordable(ask: &Ask, most: u64, nanos: i64) -> u64 {
    let base = (ask.cost)(ask.input, 0).0;
    let fits = |output: u64| (ask.cost)(ask.input, output).0.saturating_sub(base) <= nanos;
    let (mut low, mut high) = (0, most);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if fits(middle) { low = middle } else { high = middle - 1 }
    }
    low
}
