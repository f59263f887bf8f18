//! What a gateway says of itself: decisions without a call, models, usage, traces, the state of the process.

use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use serde_json::{Map, Value, json};

use crate::clock::Moment;
use crate::error::{Error, Result};
use crate::gateway::{Gateway, Incoming, Prepared};
use crate::pipeline::plan_for;
use crate::provider::Ask;
use crate::route::Facts;
use crate::trace::TraceFilter;
use crate::transport::HyperTransport;
use crate::types::{CallContext, HttpTransport, ServiceTier, UsageFilter};
use crate::wire::Fields;

impl Gateway {
    /// What would be decided for this body, and why. Sends nothing, reserves nothing.
    pub fn explain(&self, incoming: Incoming) -> Result<Value> {
        let Prepared { door, call, options, .. } = self.prepare(incoming)?;
        let core = &self.core;
        let route = core.table.find(call.model(), door.dialect())?;
        let facts = Facts::of(&call);
        let plan = plan_for(core, &route, &call, &facts)?;
        let now = core.clock.now();
        let wall = core.clock.wall_ms();
        let candidates: Vec<Value> = plan
            .steps
            .iter()
            .map(|step| {
                let output = facts.max_tokens.or(step.target.max_output);
                let cost = step
                    .target
                    .rates(wall)
                    .zip(output)
                    .map(|(rates, out)| rates.upper_bound(facts.input_estimate, out, facts.tier.map(ServiceTier::name)).to_usd());
                let health = core.failover.health.of(&step.target.id).snapshot();
                json!({
                    "target": step.target.id, "route": step.route.name, "group": step.group,
                    "on": step.on.as_deref().map(|on| on.iter().map(|c| c.name()).collect::<Vec<_>>()),
                    "verdict": core.failover.standing(step, now),
                    "doubt": step.doubt.as_ref().map(|doubt| json!({"code": doubt.code, "field": doubt.field})),
                    "cost_usd_at_most": cost, "p50_ms": health.p50_ms, "p95_ms": health.p95_ms,
                })
            })
            .collect();
        let cut = plan.cut.iter().map(|(target, cut)| json!({"target": target.id, "verdict": cut.code, "field": cut.field, "detail": cut.detail}));
        let cut: Vec<Value> = cut.collect();
        // A store that cannot say so at once is not waited for.
        let budgets = core.budgets.left(&options.labels).now_or_never().transpose()?.unwrap_or_default();
        Ok(json!({
            "route": route.name,
            "target": plan.steps.first().map(|s| s.target.id.clone()),
            "decision": plan.decision(),
            "candidates": candidates,
            "cut": cut,
            "facts": {
                "tokens_in": facts.input_estimate, "max_tokens": facts.max_tokens, "turns": facts.turns, "has_image": facts.has_image,
                "has_audio": facts.has_audio, "has_file": facts.has_file, "has_tools": facts.has_tools, "has_schema": facts.has_schema,
                "stream": facts.stream,
            },
            "budgets": budgets,
            "labels": options.labels,
            "config": core.config.hash,
        }))
    }

    /// The upstream request for this body and the receipt of every field. Sends nothing.
    ///
    /// `target`: a route, a named model or `provider/model`; without one, what the body's `model` leads to first.
    pub fn preview(&self, incoming: Incoming, target: Option<&str>) -> Result<Value> {
        let door = incoming.door;
        let Prepared { call, options, forward, .. } = match self.prepare(incoming) {
            Ok(prepared) => prepared,
            Err(error) => return Ok(refused(None, &error)),
        };
        let core = &self.core;
        let route = core.table.find(target.unwrap_or_else(|| call.model()), door.dialect())?;
        let Some(target) = route.targets.first() else {
            return Err(Error::invalid(format!("route `{}` has no target of its own", route.name)).at("target"));
        };
        let provider = core.provider(target).ok_or_else(|| Error::internal("no provider serves this target"))?;
        let ctx = CallContext {
            trace_id: "preview".into(),
            clock: core.clock.clone(),
            started: core.clock.now(),
            deadline: Moment::NEVER,
            labels: Arc::new(options.labels.clone()),
            options: Arc::new(options),
            door: door.dialect(),
            forward: Arc::new(forward),
            connect_timeout: route.config.connect_timeout,
            transport: self.silent_transport()?,
        };
        let mut fields = Fields::full();
        let ask = Ask { on_unsupported: route.config.on_unsupported, ..Ask::default() };
        match provider.preview(&call, target, ask, &ctx, &mut fields) {
            Err(error) => Ok(refused(Some(&target.id), &error)),
            Ok(request) => Ok(json!({
                "target": target.id, "method": request.method, "url": request.url,
                "headers": request.headers.into_iter().map(|(name, value)| (name, Value::String(value))).collect::<Map<_, _>>(),
                "body": request.body, "mapped": fields.mapped.unwrap_or_default(), "emulated": fields.emulated,
                "dropped": fields.dropped, "error": null,
            })),
        }
    }

    /// A context needs a transport; a preview never uses it.
    fn silent_transport(&self) -> Result<Arc<dyn HttpTransport>> {
        let transport: HyperTransport = self.core.new_transport()?;
        Ok(Arc::new(transport))
    }

    /// Routes, and the targets that they lead to.
    pub fn models(&self) -> Value {
        let wall = self.core.clock.wall_ms();
        let routes = self.core.table.routes().map(|route| {
            let targets = route.targets.iter().map(|t| {
                json!({"target": t.id, "provider": t.provider.name, "model": t.model, "context": t.context, "max_output": t.max_output,
                       "price_known": t.rates(wall).is_some()})
            });
            json!({"id": route.name, "strategy": route.config.strategy.name(), "targets": targets.collect::<Vec<_>>()})
        });
        Value::Array(routes.collect())
    }

    /// The state of this process.
    pub fn stats(&self) -> Value {
        let core = &self.core;
        let mut targets = Map::new();
        for (id, breaker) in core.failover.breakers.states(core.clock.now()) {
            targets.insert(id.to_string(), json!({"breaker": breaker, "p50_ms": null, "p95_ms": null}));
        }
        for (id, health) in core.failover.health.snapshot() {
            let target = targets.entry(&*id).or_insert_with(|| json!({"breaker": "closed"}));
            target["p50_ms"] = json!(health.p50_ms);
            target["p95_ms"] = json!(health.p95_ms);
        }
        json!({
            "in_flight": core.in_flight(), "reservations": core.store.reservations(), "connections": core.connections(),
            "tasks": core.owner.running(), "cache_entries": core.cache.count(), "targets": targets,
        })
    }

    /// Sums of settled calls, a row a group, as api.md has them.
    pub async fn usage(&self, filter: UsageFilter) -> Result<Vec<Value>> {
        let names = filter.group_by.clone();
        let rows = self.core.store.usage(filter).await?;
        Ok(rows
            .into_iter()
            .map(|row| {
                let mut out: Map<String, Value> =
                    names.iter().cloned().zip(row.group.into_iter().map(|v| v.map_or(Value::Null, Value::String))).collect();
                out.insert("calls".into(), row.calls.into());
                out.insert("input_tokens".into(), row.input_tokens.into());
                out.insert("output_tokens".into(), row.output_tokens.into());
                out.insert("cost_nano_usd".into(), row.cost.0.into());
                out.insert("saved_nano_usd".into(), row.saved.0.into());
                out.insert("errors".into(), row.errors.into());
                out.insert("estimated_calls".into(), row.estimated_calls.into());
                Value::Object(out)
            })
            .collect())
    }

    /// The record of one call; `None` when it is not known (any more).
    #[expect(clippy::unused_async, reason = "a store on another machine will have to wait")]
    pub async fn trace(&self, trace_id: &str) -> Result<Option<Value>> {
        self.core.trace.get(trace_id)
    }

    /// The last calls that the filter takes, newest first.
    #[expect(clippy::unused_async, reason = "a store on another machine will have to wait")]
    pub async fn traces(&self, filter: TraceFilter) -> Result<Vec<Value>> {
        self.core.trace.list(filter)
    }

    /// Where this gateway's time comes from.
    pub fn clock(&self) -> crate::clock::Clock {
        self.core.clock.clone()
    }

    /// Moves a virtual clock (`testing: { clock: virtual }`).
    pub fn advance(&self, by: Duration) {
        self.core.clock.advance(by);
    }

    /// From now on every write to the store fails (of a gateway with a virtual clock: for tests).
    pub fn break_state(&self) {
        self.core.break_state();
    }

    /// Ends background work and makes everything durable. Calls in flight go on.
    pub async fn close(&self) {
        self.core.trace.flush().await;
        self.core.store.close().await;
        self.core.owner.close();
    }
}

/// A request that would not leave.
fn refused(target: Option<&Arc<str>>, error: &Error) -> Value {
    json!({
        "target": target, "method": null, "url": null, "headers": {}, "body": null, "mapped": [], "emulated": [], "dropped": [],
        "error": {"kind": error.kind().name(), "field": error.path(), "message": error.message()},
    })
}
