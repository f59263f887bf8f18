//! What runs at the end of every call, on success, error and drop: price, settle, store, receipt, trace.

use std::sync::Arc;
use std::time::Duration;

use super::call::Door;
use super::core::{Core, InFlight};
use crate::budget::{Reservation, Used};
use crate::cache::{self, Flight, Kept, Key};
use crate::catalog::Target;
use crate::error::{Class, Error, Outcome, Result};
use crate::failover::{Tried, millis};
use crate::guard::Notes;
use crate::id::NanoUsd;
use crate::route::{Facts, Route};
use crate::task;
use crate::types::{CacheKind, CacheReceipt, CallContext, CallRow, Decision, GuardReceipt, Receipt, Span, TraceError, TraceRecord, Usage, Warning};

/// Gathers what a call came to, and books it once. Dropping it unfinished books the call as cancelled.
pub struct Tail {
    pub core: Arc<Core>,
    pub ctx: CallContext,
    pub door: Door,
    pub streams: bool,
    pub started_at: u64,
    pub route: Option<Arc<Route>>,
    pub facts: Facts,
    pub tried: Vec<Tried>,
    pub reservation: Option<Reservation>,
    pub cache: CacheReceipt,
    pub hit: Option<Arc<cache::Entry>>,
    pub keep: Option<Keep>,
    pub flight: Option<Flight>,
    pub decision: Option<Decision>,
    pub dropped: Vec<String>,
    pub emulated: Vec<String>,
    pub guard: Vec<GuardReceipt>,
    pub warnings: Vec<Warning>,
    pub served: Option<Arc<Target>>,
    pub ttft: Option<Duration>,
    /// The answer came of several targets, one going on where another broke off.
    pub stitched: bool,
    pub spans: Vec<Span>,
    in_flight: Option<InFlight>,
    finished: bool,
    /// Books for a call whose future was dropped: if its own task is dropped too, the runtime is at its end.
    orphan: bool,
}

/// Where an answer is to be kept, and for how long.
#[derive(Debug, Clone, Copy)]
pub struct Keep {
    pub key: Key,
    pub ttl: Duration,
    /// The last invalidation when the cache was asked.
    pub since: u64,
}

/// How a call ended.
pub enum End<'a> {
    Served(&'a Usage, Option<Box<Kept>>),
    Failed(&'a Error),
    /// The caller went away.
    Cancelled,
}

impl Tail {
    pub fn new(core: &Arc<Core>, ctx: CallContext, door: Door, streams: bool) -> Self {
        Tail {
            core: core.clone(),
            door,
            streams,
            started_at: core.clock.wall_ms(),
            route: None,
            facts: Facts::default(),
            tried: Vec::new(),
            reservation: None,
            cache: CacheReceipt { kind: CacheKind::Bypass, reason: None, score: None },
            hit: None,
            keep: None,
            flight: None,
            decision: None,
            dropped: Vec::new(),
            emulated: Vec::new(),
            guard: Vec::new(),
            warnings: Vec::new(),
            served: None,
            ttft: None,
            stitched: false,
            spans: Vec::new(),
            in_flight: Some(core.enter()),
            finished: false,
            orphan: false,
            ctx,
        }
    }

    /// Notes where a stream was gone on with: how long that took, behind how many characters, by whom.
    pub fn seam(&mut self, start: crate::clock::Moment, characters: usize, target: &Arc<str>) {
        self.span("resume", start);
        if let Some(span) = self.spans.last_mut() {
            span.attributes.insert("stitched".into(), true.into());
            span.attributes.insert("characters".into(), characters.into());
            span.attributes.insert("target".into(), (&**target).into());
        }
    }

    /// Takes up what guards did.
    pub fn note(&mut self, notes: Notes) {
        self.guard.extend(notes.guard);
        self.warnings.extend(notes.warnings);
    }

    /// Notes a stage that began at `start` and ends now.
    pub fn span(&mut self, name: &'static str, start: crate::clock::Moment) {
        let now = self.core.clock.now();
        let us = |d: Duration| d.as_micros() as u64;
        self.spans.push(Span {
            name,
            start_us: us(start.since(self.ctx.started)),
            us: us(now.since(start)),
            attempt: None,
            attributes: serde_json::Map::new(),
        });
    }

    /// The end of a call that has an answer.
    pub async fn serve(mut self, usage: &Usage, kept: Option<Kept>) -> Result<Arc<Receipt>> {
        self.finish(End::Served(usage, kept.map(Box::new))).await
    }

    /// The end of a call that has none; the error goes out with its trace and its attempts.
    pub async fn fail(mut self, error: Error) -> Error {
        match self.finish(End::Failed(&error)).await {
            Ok(receipt) => error.trace_id(&*receipt.trace_id).attempts(receipt.attempts.clone()),
            Err(state) => state.trace_id(&*self.ctx.trace_id),
        }
    }

    pub async fn finish(&mut self, end: End<'_>) -> Result<Arc<Receipt>> {
        self.finished = true;
        let (mut record, usage, kept) = self.close_books(end);
        let flight = self.flight.take();
        let settled = self.settle(&record).await;
        if let Ok(overrun) = &settled {
            record.receipt.warnings.extend(overrun.clone());
        }
        let receipt = Arc::new(record.receipt.clone());
        if settled.is_ok() {
            self.store(usage, kept, flight, &receipt);
        }
        self.core.trace.record(record);
        self.in_flight = None;
        settled.map(|_| receipt)
    }

    /// Everything that is known now: attempts with their prices, the receipt, the trace record.
    fn close_books(&mut self, end: End<'_>) -> (TraceRecord, Usage, Option<Kept>) {
        let now = self.core.clock.now();
        let wall = self.core.clock.wall_ms();
        let (usage, kept, error) = match end {
            End::Served(usage, kept) => (*usage, kept.map(|kept| *kept), None),
            End::Failed(error) => (self.last_usage(), None, Some(trace_error(error))),
            End::Cancelled => {
                let error = Error::of(Class::Cancelled, "the caller went away");
                (self.last_usage(), None, Some(trace_error(&error)))
            }
        };
        for tried in &mut self.tried {
            if tried.attempt.outcome == Outcome::Cancelled && tried.attempt.ms == 0.0 {
                tried.attempt.ms = tried.sent.map_or(0.0, |sent| millis(now.since(sent)));
            }
            tried.price(wall, self.facts.tier);
        }
        if let Some(target) = &self.served {
            let is_billed = self.tried.last().is_some_and(|tried| tried.said_cost().is_some());
            let warnings = self.core.target_warnings(target).into_iter();
            self.warnings.extend(warnings.filter(|warning| !(is_billed && warning.code == "price_unknown")));
        }
        let cost: NanoUsd = self.tried.iter().map(|t| t.attempt.cost_nano_usd).sum();
        let (target, provider, model, region) = match (&self.served, &self.hit) {
            (Some(t), _) => (Some(t.id.clone()), Some(t.provider.name.clone()), Some(t.model.clone()), t.provider.region.clone()),
            (None, Some(hit)) => (Some(hit.target.clone()), Some(hit.provider.clone()), Some(hit.model.clone()), hit.region.clone()),
            (None, None) => (None, None, None, None),
        };
        let receipt = Receipt {
            trace_id: self.ctx.trace_id.clone(),
            route: self.route.as_ref().map(|r| r.name.clone()),
            target,
            provider,
            model,
            region,
            attempts: self.tried.iter().map(|t| t.attempt.clone()).collect(),
            cache: self.cache.clone(),
            usage,
            cost_nano_usd: cost,
            cost_usd: cost.to_usd(),
            saved_nano_usd: self.hit.as_ref().map_or(NanoUsd::ZERO, |hit| hit.cost),
            dropped: std::mem::take(&mut self.dropped),
            emulated: std::mem::take(&mut self.emulated),
            guard: std::mem::take(&mut self.guard),
            decision: self.decision.take(),
            warnings: std::mem::take(&mut self.warnings),
            ms: millis(now.since(self.ctx.started)),
            ttft_ms: self.ttft.map(millis),
            stitched: self.stitched,
            config: self.core.config.hash.clone(),
        };
        let record = TraceRecord {
            receipt,
            started_at: self.started_at,
            labels: self.ctx.labels.clone(),
            door: self.door.name(),
            stream: self.streams,
            error,
            spans: std::mem::take(&mut self.spans),
        };
        (record, usage, kept)
    }

    /// What an answer that was cut short has used, for the receipt.
    fn last_usage(&self) -> Usage {
        self.served.as_ref().and_then(|_| self.tried.last()?.usage).unwrap_or_default()
    }

    /// Books every try in one charge with the ledger's row.
    async fn settle(&mut self, record: &TraceRecord) -> Result<Option<Warning>> {
        let mut total = Usage::default();
        self.tried.iter().filter_map(|t| t.usage.as_ref()).for_each(|usage| total.add(usage));
        let receipt = &record.receipt;
        let row = CallRow {
            trace_id: receipt.trace_id.clone(),
            started_at: record.started_at,
            route: receipt.route.clone(),
            target: receipt.target.clone(),
            labels: record.labels.clone(),
            input_tokens: total.input,
            output_tokens: total.output,
            cost: receipt.cost_nano_usd,
            saved: receipt.saved_nano_usd,
            error: record.error.as_ref().map(|e| e.kind.name()),
            estimated: total.estimated,
        };
        match self.reservation.take() {
            Some(reservation) => {
                let used = Used { input: total.input, output: total.output, cost: receipt.cost_nano_usd };
                reservation.settle(used, row).await
            }
            None => self.core.budgets.record(row).await.map(|()| None),
        }
    }

    /// Keeps the answer if it may be kept, and tells those who wait for it.
    fn store(&mut self, usage: Usage, kept: Option<Kept>, flight: Option<Flight>, receipt: &Receipt) {
        let (Some(Keep { key, ttl, since }), Some(answer), Some(target), Some(route)) = (self.keep, kept, &self.served, &self.route) else { return };
        let now = self.core.clock.now();
        let entry = cache::Entry {
            answer,
            route: route.name.clone(),
            labels: self.ctx.labels.clone(),
            target: target.id.clone(),
            provider: target.provider.name.clone(),
            model: target.model.clone(),
            region: target.provider.region.clone(),
            usage,
            cost: receipt.attempts.last().map_or(NanoUsd::ZERO, |a| a.cost_nano_usd),
            stored: now,
            ends: now.plus(ttl),
        };
        if let (Some(entry), Some(flight)) = (self.core.cache.store(key, entry, since), flight) {
            flight.land(entry);
        }
    }
}

fn trace_error(error: &Error) -> TraceError {
    TraceError { kind: error.kind(), message: error.to_string(), reason: error.get_reason().map(str::to_owned), status: error.get_upstream().status }
}

impl Drop for Tail {
    fn drop(&mut self) {
        if self.finished || self.orphan {
            return;
        }
        // The future of this call was dropped: everything moves to a task of its own, which books it as cancelled.
        self.finished = true;
        let mut rest = Tail::new(&self.core, self.ctx.clone(), self.door, self.streams);
        rest.orphan = true;
        rest.started_at = self.started_at;
        rest.route = self.route.take();
        rest.facts = std::mem::take(&mut self.facts);
        rest.tried = std::mem::take(&mut self.tried);
        rest.reservation = self.reservation.take();
        rest.cache = self.cache.clone();
        rest.decision = self.decision.take();
        rest.dropped = std::mem::take(&mut self.dropped);
        rest.emulated = std::mem::take(&mut self.emulated);
        rest.guard = std::mem::take(&mut self.guard);
        rest.warnings = std::mem::take(&mut self.warnings);
        rest.served = self.served.take();
        rest.ttft = self.ttft;
        rest.stitched = self.stitched;
        rest.spans = std::mem::take(&mut self.spans);
        task::spawn(&self.core.owner, async move {
            // Nobody is left to be told of a ledger that fails; the store itself says so.
            let _ = rest.finish(End::Cancelled).await;
        });
    }
}
