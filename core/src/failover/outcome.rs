//! What a try came to: its line in the receipt, and what it may have cost.

use std::sync::Arc;
use std::time::Duration;

use crate::catalog::Target;
use crate::clock::Moment;
use crate::error::{Attempt, Class, Error, ErrorKind, Outcome};
use crate::id::NanoUsd;
use crate::provider::IN_ANSWER;
use crate::route::Facts;
use crate::types::{ServiceTier, Usage};

/// One try, or a target that was passed over.
#[derive(Clone)]
pub struct Tried {
    pub attempt: Attempt,
    pub target: Arc<Target>,
    /// What it used, where it may be billed.
    pub usage: Option<Usage>,
    /// When it began; `None` for a target that was passed over.
    pub sent: Option<Moment>,
}

impl Tried {
    fn new(target: &Arc<Target>, outcome: Outcome) -> Self {
        let attempt = Attempt { target: target.id.clone(), outcome, class: None, status: None, ms: 0.0, cost_nano_usd: NanoUsd::ZERO, reason: None };
        Tried { attempt, target: target.clone(), usage: None, sent: None }
    }

    pub fn skipped(target: &Arc<Target>, why: &str) -> Self {
        let mut tried = Tried::new(target, Outcome::Skipped);
        tried.attempt.reason = Some(why.to_owned());
        tried
    }

    /// A try that the caller did not wait for: its input was sent.
    pub fn cancelled(target: &Arc<Target>, facts: &Facts, sent: Moment) -> Self {
        let mut tried = Tried::new(target, Outcome::Cancelled);
        tried.attempt.class = Some(Class::Cancelled);
        tried.sent = Some(sent);
        tried.usage = Some(Usage { input: facts.input_estimate, estimated: true, ..Usage::default() });
        tried
    }

    pub fn failed(target: &Arc<Target>, error: &Error, took: Duration, usage: Option<Usage>) -> Self {
        let mut tried = Tried::new(target, Outcome::Failed);
        tried.attempt.class = error.class();
        tried.attempt.status = error.get_upstream().status;
        tried.attempt.ms = millis(took);
        tried.attempt.reason = error.get_reason().map(str::to_owned);
        tried.usage = usage;
        tried
    }

    pub fn served(target: &Arc<Target>, took: Duration, usage: Usage) -> Self {
        let mut tried = Tried::new(target, Outcome::Served);
        tried.attempt.status = Some(200);
        tried.attempt.ms = millis(took);
        tried.usage = Some(usage);
        tried
    }

    /// A try that another one beside it was faster than: its input was sent.
    pub fn hedged(target: &Arc<Target>, facts: &Facts, took: Duration) -> Self {
        let mut tried = Tried::new(target, Outcome::Hedged);
        tried.attempt.ms = millis(took);
        tried.usage = Some(Usage { input: facts.input_estimate, estimated: true, ..Usage::default() });
        tried
    }

    /// A stream that the caller closed.
    pub fn broken_off(target: &Arc<Target>, took: Duration, usage: Usage) -> Self {
        let mut tried = Tried::new(target, Outcome::Cancelled);
        tried.attempt.class = Some(Class::Cancelled);
        tried.attempt.status = Some(200);
        tried.attempt.ms = millis(took);
        tried.usage = Some(usage);
        tried
    }

    /// The provider's own bill, where its word is one.
    pub fn said_cost(&self) -> Option<NanoUsd> {
        self.usage.as_ref().and_then(|usage| usage.cost).filter(|_| self.target.provider.preset.says_cost)
    }

    /// Prices the try: what a provider that bills by its own word says, else by its prices, rounded up once an attempt.
    /// An unknown price costs 0 here, and is said in a warning.
    /// The tier is the one that the answer names, else the one that was `asked` for.
    pub fn price(&mut self, wall_ms: u64, asked: Option<ServiceTier>) -> NanoUsd {
        let by_rates = || {
            let usage = self.usage.as_ref()?;
            let tier = usage.tier.or(asked).map(ServiceTier::name);
            Some(self.target.rates(wall_ms)?.cost(usage, tier, wall_ms))
        };
        let cost = self.said_cost().or_else(by_rates).unwrap_or_default();
        self.attempt.cost_nano_usd = cost;
        cost
    }
}

pub fn millis(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e6).round() / 1e3
}

/// A try whose request reached the provider may be billed though no answer came back (faults 8, 9, 13, 18, 20).
pub fn estimate_lost(error: &Error, facts: &Facts) -> Option<Usage> {
    let class = error.class()?;
    // Who says that it took too long has worked on it, and so has who says it in the midst of an answer.
    let answered = error.get_upstream().status.is_some() && class != Class::Timeout && error.get_reason() != Some(IN_ANSWER);
    let reached = match class {
        Class::Timeout => error.get_reason() != Some("connect_timeout"),
        Class::Network => error.get_reason() == Some("connection_lost"),
        Class::Server | Class::Truncated => true,
        _ => false,
    };
    // A function of the host bills nothing for what it failed to say.
    let is_hosts = error.kind() == ErrorKind::Callback;
    (reached && !answered && !is_hosts).then(|| Usage { input: facts.input_estimate, estimated: true, ..Usage::default() })
}

/// Codes of a 400 by which a provider refuses a parameter for this model alone.
const OF_THE_MODEL: [&str; 2] = ["unsupported_parameter", "unsupported_value"];

/// Is a bad request bad for this target only, so that another one may take it?
pub fn is_targets_own(error: &Error) -> bool {
    error.class() == Some(Class::BadRequest) && error.get_upstream().code.as_deref().is_some_and(|code| OF_THE_MODEL.contains(&code))
}
