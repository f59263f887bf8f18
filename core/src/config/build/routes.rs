//! Routes: targets, limits of time and tries, breaker, cache.

use indexmap::IndexMap;

use super::super::problem::{Fault, Report};
use super::super::{
    CacheConfig, CacheScope, CircuitBreaker, Doubt, EscalateConfig, Fallback, HedgeConfig, Judge, LatencyAbove, Retries, RouteConfig, Strategy,
    TargetConfig, read,
};
use super::targets::Names;
use super::{Fields, fallbacks, targets};
use crate::error::Class;
use crate::id::NanoUsd;
use crate::types::OnUnsupported;

const LEAST_ATTEMPTS: usize = 4;

pub(super) fn routes(
    top: &Fields<'_>,
    names: &Names<'_>,
    models: &IndexMap<String, TargetConfig>,
    report: &mut Report,
) -> IndexMap<String, RouteConfig> {
    let routes = top.records("routes").map(|(name, fields)| (name.to_owned(), route(&fields, names, models, report))).collect();
    fallbacks::refuse_circles(top, report);
    routes
}

fn route(fields: &Fields<'_>, names: &Names<'_>, models: &IndexMap<String, TargetConfig>, report: &mut Report) -> RouteConfig {
    let entries = fields.record_list("targets").zip(fields.list("targets"));
    let targets: Vec<_> = entries.filter_map(|(target, (_, node))| targets::target(&target, node, names, models, report)).collect();
    let fallbacks = fallbacks::fallbacks(fields, names, report);
    if fields.is_map()
        && !fields.slipped("targets")
        && fields.raw("targets").is_none()
        && fields.raw("fallbacks").is_none_or(|node| node.items().is_empty())
    {
        let fault = Fault::new("a route without `targets` and without `fallbacks`").help("write `targets: [ provider/model ]`");
        report.problem(fields.place(), fields.path(), fault);
    }
    let steps = targets.len() + fallbacks.len() + 1;
    RouteConfig {
        strategy: if fields.word("strategy") == "loadbalance" { Strategy::Loadbalance } else { Strategy::Fallback },
        retries: retries(&fields.record("retries"), report),
        max_attempts: fields.count("max_attempts").map_or(steps.max(LEAST_ATTEMPTS) as u32, |n| n as u32),
        deadline: fields.duration("deadline"),
        connect_timeout: fields.duration("connect_timeout"),
        timeout: fields.optional_duration("timeout"),
        stream_idle_timeout: fields.duration("stream_idle_timeout"),
        ttft_timeout: fields.optional_duration("ttft_timeout"),
        circuit_breaker: circuit_breaker(&fields.record("circuit_breaker")),
        max_cost: fields.node("max_cost").and_then(|node| read::money(node).ok()).map(NanoUsd),
        latency_above: latency_above(fields, report),
        hedge: fields.node("hedge").map(|_| hedge(&fields.record("hedge"))),
        escalate: escalate(fields, &fallbacks, report),
        resume: fields.word("resume") == "text",
        on_unsupported: if fields.word("on_unsupported") == "drop" { OnUnsupported::Drop } else { OnUnsupported::Error },
        cache: fields.node("cache").and_then(|_| cache(&fields.record("cache"))),
        targets,
        fallbacks,
    }
}

fn latency_above(fields: &Fields<'_>, report: &mut Report) -> Option<LatencyAbove> {
    let node = fields.node("latency_above")?;
    let of = fields.record("latency_above");
    let window = of.duration("window");
    if let Ok(limit) = read::duration(node) {
        return Some(LatencyAbove { limit, ttft: false, window });
    }
    match (of.optional_duration("p95"), of.optional_duration("ttft")) {
        (Some(limit), None) => Some(LatencyAbove { limit, ttft: false, window }),
        (None, Some(limit)) => Some(LatencyAbove { limit, ttft: true, window }),
        _ => {
            report.problem(
                node.place,
                of.path(),
                Fault::new("one of `p95` and `ttft`").help("write `latency_above: 2s` or `{ ttft: 2s, window: 1m }`"),
            );
            None
        }
    }
}

/// Written, or what a fallback on low confidence takes by itself.
fn escalate(route: &Fields<'_>, fallbacks: &[Fallback], report: &mut Report) -> Option<EscalateConfig> {
    let fields = route.record("escalate");
    let buffer = fields.small("buffer");
    if route.node("escalate").is_none() {
        let takes = |f: &Fallback| f.on.as_ref().is_some_and(|on| on.contains(&Class::LowConfidence));
        let when = Doubt::WORDS.iter().map(|(_, doubt)| *doubt).collect();
        return fallbacks.iter().any(takes).then_some(EscalateConfig { when, judges: Vec::new(), buffer, within: false });
    }
    let (mut when, mut judges) = (Vec::new(), Vec::new());
    for ((path, node), judge) in fields.list("when").zip(fields.record_list("when")) {
        if judge.is_map() {
            judges.extend(judge.function().map(|function| Judge { function, below: judge.share("below") }));
        } else if let Some(doubt) = node.text().and_then(doubt) {
            when.push(doubt);
        } else {
            let words: Vec<&str> = Doubt::WORDS.iter().map(|(name, _)| *name).chain(["logprob_mean < -0.7"]).collect();
            report.problem(node.place, &path, Fault::new(format!("unknown sign of doubt: {}", node.shown())).help(read::listed(&words)));
        }
    }
    Some(EscalateConfig { when, judges, buffer, within: true })
}

fn doubt(text: &str) -> Option<Doubt> {
    if let Some((_, doubt)) = Doubt::WORDS.iter().find(|(name, _)| *name == text) {
        return Some(*doubt);
    }
    let bound = text.strip_prefix("logprob_mean")?.trim_start().strip_prefix('<')?.trim();
    bound.parse().ok().filter(|bound: &f64| bound.is_finite()).map(Doubt::LogprobMean)
}

fn hedge(fields: &Fields<'_>) -> HedgeConfig {
    HedgeConfig { after: fields.node("after").and_then(|node| read::duration(node).ok()), budget: fields.percent("budget") }
}

fn retries(fields: &Fields<'_>, report: &mut Report) -> Retries {
    let backoff = fields.record("backoff");
    let (initial, max_backoff) = (backoff.duration("initial"), backoff.duration("max"));
    if initial > max_backoff {
        let fault = Fault::new(format!("`initial` ({initial:?}) is longer than `max` ({max_backoff:?})")).help("write both");
        report.problem(backoff.place(), backoff.path(), fault);
    }
    Retries { max: fields.small("max"), initial, max_backoff, respect_retry_after: fields.flag("respect_retry_after") }
}

fn circuit_breaker(fields: &Fields<'_>) -> CircuitBreaker {
    CircuitBreaker {
        failure_threshold: fields.small("failure_threshold"),
        failure_rate: fields.percent("failure_rate"),
        min_requests: fields.small("min_requests"),
        window: fields.duration("window"),
        cooldown: fields.duration("cooldown"),
    }
}

fn cache(fields: &Fields<'_>) -> Option<CacheConfig> {
    (fields.word("mode") == "exact").then(|| CacheConfig {
        ttl: fields.duration("ttl"),
        scope: if fields.word("scope") == "user" { CacheScope::User } else { CacheScope::Tenant },
    })
}
