//! One call through all stages: guard → cache → route → budget → failover, and the tail on every way out.

use std::sync::Arc;

use bytes::Bytes;

use super::call::{Answer, Door, Prepared, WholeReply};
use super::core::Core;
use super::guarded::{check_in, check_out};
use super::live::{Live, Onward};
use super::plan::{plan_to_send, unsupported};
use super::stream::AnswerStream;
use super::tail::{Keep, Tail};
use crate::budget;
use crate::cache::{self, Joined, Kept, Lookup, Waited};
use crate::catalog::Target;
use crate::config::CacheConfig;
use crate::error::{Error, ErrorKind, Result};
use crate::failover::{Asked, Place, Purse, Served, ServedReply, Tried, Way, deadline_passed, estimate};
use crate::guard::Stage;
use crate::id::{self, NanoUsd};
use crate::provider::Ask;
use crate::route::{Facts, Plan, Route, plan};
use crate::task::BoxFuture;
use crate::types::{CacheControl, CacheKind, Call, CallContext, HttpTransport, Reply, ServiceTier, Usage, Vectors, caught, unfold};
use crate::wire::{self, Codec, EventOptions};

pub async fn run(core: &Arc<Core>, prepared: Prepared, transport: Arc<dyn HttpTransport>) -> Result<Answer> {
    let Prepared { door, mut call, mut options, forward } = prepared;
    let found = core.table.find(call.model(), door.dialect());
    let started = core.clock.now();
    let limits = found.as_ref().map(|route| (route.config.deadline, route.config.connect_timeout)).unwrap_or_default();
    // A caller may lower the route's deadline, not raise it.
    options.deadline = options.deadline.filter(|callers| found.is_err() || *callers < limits.0);
    let ctx = CallContext {
        trace_id: id::trace_id().into(),
        clock: core.clock.clone(),
        started,
        deadline: started.plus(options.deadline.unwrap_or(limits.0)),
        labels: Arc::new(options.labels.clone()),
        door: door.dialect(),
        forward: Arc::new(forward),
        connect_timeout: limits.1,
        options: Arc::new(options),
        transport,
    };
    let mut tail = Tail::new(core, ctx, door, call.streams());
    // What is only counted may be as long as it likes and uses nothing.
    tail.facts = if matches!(call, Call::Count(_)) { Facts::default() } else { Facts::of(&call) };
    match caught(stages(core, &mut tail, &mut call, found)).await {
        Ok(Passed::Served(served, plan, reserved)) => hand_over(tail, call, served, plan, reserved).await,
        Ok(Passed::Hit(entry)) => from_cache(tail, &call, &entry).await,
        Err(error) => {
            if let Some(flight) = tail.flight.take() {
                flight.fail(&error);
            }
            Err(tail.fail(error).await)
        }
    }
}

enum Passed {
    Served(Box<Served>, Plan, Reserved),
    Hit(Arc<cache::Entry>),
}

/// The table of contents of a call.
async fn stages(core: &Arc<Core>, tail: &mut Tail, call: &mut Call, found: Result<Arc<Route>>) -> Result<Passed> {
    let route = found?;
    tail.route = Some(route.clone());
    core.check_labels(&tail.ctx.labels)?;

    let at = core.clock.now();
    // Boxed, like the other ways that few calls go.
    if core.guards.watches_input() && Box::pin(check_in(tail, call)).await? && !matches!(call, Call::Count(_)) {
        tail.facts = Facts::of(call);
    }
    tail.span("guard.check", at);

    if let Some(entry) = look_up(core, tail, call, &route).await? {
        return Ok(Passed::Hit(entry));
    }

    let at = core.clock.now();
    let mut plan = plan_to_send(core, &route, call, &tail.facts)?;
    tail.decision = Some(plan.decision());
    tail.span("route.plan", at);

    let at = core.clock.now();
    let reserved = reserve(core, tail, call, &mut plan).await?;
    tail.decision = Some(plan.decision());
    tail.span("budget.reserve", at);

    let at = core.clock.now();
    let served = fail_over(core, tail, call, &plan, &reserved, None).await;
    tail.span("failover", at);
    if let (Err(error), [only], Some(decision)) = (&served, &*plan.steps, &mut tail.decision)
        && error.get_reason() == Some("unsupported")
    {
        decision.cut.push(unsupported(error).told(&only.target));
    }
    Ok(Passed::Served(Box::new(served?), plan, reserved))
}

// ---- cache

async fn look_up(core: &Arc<Core>, tail: &mut Tail, call: &Call, route: &Arc<Route>) -> Result<Option<Arc<cache::Entry>>> {
    let control = tail.ctx.options.cache.clone();
    let only_cached = control == CacheControl::OnlyIfCached;
    let absent = || Err(Error::new(ErrorKind::NotFound, "no cached answer, and only a cached one was asked for").reason("only_if_cached"));
    let Some(CacheConfig { ttl, scope }) = route.config.cache.clone() else {
        return if only_cached { absent() } else { Ok(None) };
    };
    if control == CacheControl::NoStore {
        tail.cache.reason = Some("no-store");
        return Ok(None);
    }
    if !cache::may_cache(call) {
        tail.cache.reason = Some("not_cacheable");
        return if only_cached { absent() } else { Ok(None) };
    }
    let Some(key) = cache::key(call, scope, &tail.ctx.labels, &route.name, &route.epoch) else { return Ok(None) };
    tail.keep = Some(Keep { key, ttl, since: core.cache.last_cut() });
    tail.cache.kind = CacheKind::Miss;
    if control == CacheControl::Refresh {
        tail.cache.reason = Some("refresh");
        return Ok(None);
    }
    let max_age = if let CacheControl::MaxAge(age) = control { Some(age) } else { None };
    loop {
        match core.cache.lookup(&key, max_age) {
            Lookup::Hit(entry) if still_allowed(route, &entry, core, &tail.facts)? => return Ok(Some(hit(tail, entry))),
            Lookup::Hit(_) => tail.cache.reason = Some("target_cut"),
            Lookup::Miss(why) => tail.cache.reason = Some(why),
        }
        if only_cached {
            return absent();
        }
        if call.streams() {
            return Ok(None);
        }
        match core.flights.join(key) {
            Joined::Leader(flight) => {
                tail.flight = Some(flight);
                return Ok(None);
            }
            Joined::Follower(follower) => match core.clock.until_behind(tail.ctx.deadline, follower.wait()).await {
                Some(Waited::Hit(entry)) => return Ok(Some(hit(tail, entry))),
                Some(Waited::Refused(error)) => return Err(error),
                Some(Waited::Again) => {}
                None => return Err(deadline_passed(&tail.ctx)),
            },
        }
    }
}

/// An answer of a target that this call could not have gone to is not given.
fn still_allowed(route: &Arc<Route>, entry: &cache::Entry, core: &Core, facts: &Facts) -> Result<bool> {
    let plan = plan(route, facts, &core.table, &mut || 0.0)?;
    Ok(plan.steps.iter().any(|step| step.target.id == entry.target))
}

fn hit(tail: &mut Tail, entry: Arc<cache::Entry>) -> Arc<cache::Entry> {
    tail.cache.kind = CacheKind::Exact;
    tail.cache.reason = None;
    tail.keep = None;
    tail.hit = Some(entry.clone());
    entry
}

// ---- route, budget

/// The output that a target may send, at most.
fn output_bound(target: &Target, facts: &Facts) -> u64 {
    const UNKNOWN: u64 = 32_768;
    match facts.max_tokens {
        Some(callers) => target.max_output.map_or(callers, |most| callers.min(most)),
        None => {
            target.max_output.unwrap_or_else(|| target.context.map_or(UNKNOWN, |window| window.saturating_sub(facts.input_estimate))).min(UNKNOWN)
        }
    }
}

/// What was set aside, and what a further try of the call would set aside beside it.
#[derive(Default)]
pub struct Reserved {
    again: Option<budget::Ask>,
    ask: Ask,
}

async fn reserve(core: &Arc<Core>, tail: &mut Tail, call: &Call, plan: &mut Plan) -> Result<Reserved> {
    let wall = core.clock.wall_ms();
    if core.budgets.limits_cost(&tail.ctx.labels) {
        let unpriced = |step: &crate::route::Step| step.target.rates(wall).is_none();
        plan.cut.extend(plan.steps.iter().filter(|s| unpriced(s)).map(|s| (s.target.clone(), crate::route::Cut::new("price_unknown"))));
        plan.steps.retain(|step| !unpriced(step));
    }
    let estimate = Ask { input_estimate: Facts::of(call).input_estimate, ..Ask::default() };
    // Counting costs nothing.
    if plan.steps.is_empty() || matches!(call, Call::Count(_)) {
        return Ok(Reserved { ask: estimate, again: None });
    }
    let choices = if let Call::Chat(request) = call { request.params.n.unwrap_or(1).clamp(1, 1_000_000) } else { 1 };
    let output = plan.steps.iter().map(|s| output_bound(&s.target, &tail.facts)).max().unwrap_or(0).saturating_mul(choices);
    let targets: Vec<Arc<Target>> = plan.steps.iter().map(|s| s.target.clone()).collect();
    let tier = tail.facts.tier;
    let ask = budget::Ask {
        input: tail.facts.input_bound,
        output,
        output_is_callers: tail.facts.max_tokens.is_some(),
        cost: Arc::new(move |input, output| dearest(&targets, wall, tier, input, output)),
    };
    let again = ask.clone();
    let mut reservation = core.budgets.reserve(&tail.ctx, ask).await?;
    let clamp = reservation.output_clamp().map(|bound| (bound / choices).max(1));
    tail.warnings.extend(reservation.take_warnings());
    tail.reservation = Some(reservation);
    Ok(Reserved { again: Some(again), ask: Ask { max_tokens: clamp, ..estimate } })
}

/// A cheaper tier that is asked for may be answered by the standard one.
fn dearest(targets: &[Arc<Target>], wall: u64, tier: Option<ServiceTier>, input: u64, output: u64) -> NanoUsd {
    let rates = targets.iter().filter_map(|target| target.rates(wall));
    let bounds = rates.flat_map(|rates| [None, tier.map(ServiceTier::name)].map(|tier| rates.upper_bound(input, output, tier)));
    bounds.max().unwrap_or(NanoUsd::ZERO)
}

// ---- failover

/// `from`: a stream of an earlier walk broke, with this error, after this text was told.
pub async fn fail_over(
    core: &Core,
    tail: &mut Tail,
    call: &Call,
    plan: &Plan,
    reserved: &Reserved,
    from: Option<(Place, Error, Option<&str>)>,
) -> Result<Served> {
    let Tail { ctx, facts, tried, reservation, warnings, .. } = tail;
    let mut purse = Money { reservation: reservation.as_mut(), again: reserved.again.as_ref(), ctx };
    let (place, after, told) = from.map_or((Place::START, None, None), |(place, error, told)| (place, Some(error), told));
    let asked = Asked { plan, call, facts, ask: reserved.ask, ctx, provider: &|target| core.provider(target), functions: &core.functions, told };
    let way = Way { asked, purse: &mut purse, chance: &mut || core.chance(), place, after, tried, warnings };
    core.failover.run(way).await
}

/// A further try is paid for beside the one before it.
struct Money<'a> {
    reservation: Option<&'a mut budget::Reservation>,
    again: Option<&'a budget::Ask>,
    ctx: &'a CallContext,
}

impl Purse for Money<'_> {
    fn extend(&mut self) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move {
            match (&mut self.reservation, self.again) {
                (Some(reservation), Some(ask)) => reservation.extend(self.ctx, ask.clone()).await,
                _ => Ok(()),
            }
        })
    }
}

// ---- the way out

async fn hand_over(mut tail: Tail, call: Call, served: Box<Served>, plan: Plan, reserved: Reserved) -> Result<Answer> {
    let Served { reply, fields, step, place, sent, ttft } = *served;
    (tail.dropped, tail.emulated) = (fields.dropped, fields.emulated);
    tail.served = Some(step.target.clone());
    tail.ttft = ttft;
    let reply = match reply {
        ServedReply::Stream(head, rest) => {
            let options = event_options(&call, None);
            let messages = tail.core.guards.messages(Stage::Output, &call);
            let resumes = plan.route.config.resume;
            let may_go_on = resumes || tail.core.guards.watches_output();
            let onward = may_go_on.then(|| Onward { call, place: place.or_same(&plan), plan, reserved, untold: true, resumes });
            let live = Live::new(tail, head, rest, &step, sent, onward);
            return Ok(Answer::Stream(Box::new(AnswerStream::live(live, messages, options))));
        }
        ServedReply::Whole(reply) => *reply,
    };
    let took = tail.core.clock.now().since(sent);
    let (body, usage, kept) = match reply {
        Reply::Whole(mut response) => {
            let usage = response.usage.unwrap_or_else(|| estimate(&tail.facts, response_bytes(&response)));
            let checked = if tail.core.guards.watches_output() { Box::pin(check_out(&mut tail, &call, &response)).await } else { Ok(None) };
            match checked {
                Ok(None) => {}
                Ok(Some(changed)) => response = changed,
                Err(blocked) => {
                    tail.tried.push(Tried::served(&step.target, took, usage));
                    return Err(tail.fail(blocked).await);
                }
            }
            let body = codec_of(tail.door)?.encode_response(&response);
            let kept = (tail.keep.is_some() && cache::may_store(&response)).then_some(Kept::Response(response));
            (body, usage, kept)
        }
        Reply::Vectors(vectors) => {
            let usage = vectors.usage.unwrap_or_else(|| estimate(&tail.facts, 0));
            let body = vectors_body(codec_of(tail.door)?, &vectors, &call);
            (body, usage, tail.keep.is_some().then_some(Kept::Vectors(vectors)))
        }
        Reply::Count(count) => {
            let usage = Usage { estimated: count.raw.is_none(), ..Usage::default() };
            (codec_of(tail.door)?.encode_count_reply(&count), usage, None)
        }
        Reply::Stream(_) => return Err(tail.fail(Error::internal("the provider gave a reply of another kind")).await),
    };
    tail.tried.push(Tried::served(&step.target, took, usage));
    let receipt = tail.serve(&usage, kept).await?;
    Ok(Answer::Whole(WholeReply { body, receipt }))
}

/// A hit passes the output guards again, gets a new id, costs nothing.
async fn from_cache(mut tail: Tail, call: &Call, entry: &cache::Entry) -> Result<Answer> {
    let codec = codec_of(tail.door)?;
    match &entry.answer {
        Kept::Response(response) => {
            let checked = if tail.core.guards.watches_output() { Box::pin(check_out(&mut tail, call, response)).await } else { Ok(None) };
            let changed = match checked {
                Ok(changed) => changed,
                Err(blocked) => return Err(tail.fail(blocked).await),
            };
            let response = changed.as_ref().unwrap_or(response);
            let id = id::random_id(wire::id_prefix(tail.door.dialect()), 29);
            if call.streams() {
                let events = unfold(response);
                return Ok(Answer::Stream(Box::new(AnswerStream::replay(tail, events, entry.usage, event_options(call, Some(id))))));
            }
            let renewed = codec.renew_id(response, &id);
            let receipt = tail.serve(&entry.usage, None).await?;
            Ok(Answer::Whole(WholeReply { body: renewed, receipt }))
        }
        Kept::Vectors(vectors) => {
            let body = vectors_body(codec, vectors, call);
            let receipt = tail.serve(&entry.usage, None).await?;
            Ok(Answer::Whole(WholeReply { body, receipt }))
        }
    }
}

pub fn codec_of(door: Door) -> Result<&'static dyn Codec> {
    wire::codec(door.dialect()).ok_or_else(|| Error::internal("this door has no dialect"))
}

/// Vectors in the form that the caller asked for, whichever the provider's was.
fn vectors_body(codec: &dyn Codec, vectors: &Vectors, call: &Call) -> Bytes {
    match call {
        Call::Embed(request) if vectors.raw.as_ref().is_none_or(|raw| raw.dialect != codec.dialect()) => {
            codec.encode_vectors(&Vectors { encoding: request.encoding, ..vectors.clone() })
        }
        _ => codec.encode_vectors(vectors),
    }
}

fn event_options(call: &Call, id: Option<String>) -> EventOptions {
    EventOptions { usage: matches!(call, Call::Chat(request) if request.stream_usage), id }
}

fn response_bytes(response: &crate::types::Response) -> usize {
    response.choices.iter().flat_map(|c| &c.message.parts).map(part_bytes).sum()
}

fn part_bytes(part: &crate::types::Part) -> usize {
    use crate::types::Part;
    match part {
        Part::Text { text, .. } | Part::Refusal { text } | Part::Thinking { text, .. } => text.len(),
        Part::ToolCall { name, arguments, .. } => name.len() + arguments.len(),
        _ => 0,
    }
}
