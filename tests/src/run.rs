//! Plays one case: starts its upstreams, opens the gateway, takes the steps, judges each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use polyroute_upstream::{Script, Upstream};
use serde_json::{Map, Value, json};

use crate::case::{CallStep, Case, Once, Step, Then};
use crate::compare::differences;
use crate::functions::Desk;
use crate::outcome;
use crate::subject::{CallResult, Subject};

/// How long `stats`, `usage` and `trace` are read again until they match.
const PATIENCE: Duration = Duration::from_secs(2);
/// Real time after which a step is stuck.
const STUCK: Duration = Duration::from_secs(20);
/// Real time for an event to cross loopback.
const SETTLE: Duration = Duration::from_millis(30);

type Upstreams = Arc<BTreeMap<String, Upstream>>;

/// How a case went.
#[derive(Debug, Default)]
pub struct Verdict {
    pub problems: Vec<String>,
    pub outcome: Vec<Value>,
    /// The doors that its calls came in by.
    pub doors: BTreeSet<String>,
}

pub async fn run<S: Subject>(case: &Case) -> Verdict {
    let mut verdict = Verdict::default();
    let play = play::<S>(case, &mut verdict);
    match tokio::time::timeout(STUCK, play).await {
        Ok(Ok(())) => {}
        Ok(Err(problem)) => verdict.problems.push(problem),
        Err(_) => verdict.problems.push(format!("stuck after {STUCK:?}")),
    }
    verdict
}

async fn play<S: Subject>(case: &Case, verdict: &mut Verdict) -> Result<(), String> {
    let mut upstreams = BTreeMap::new();
    for (name, script) in &case.upstream {
        let script = Script::from_json(script).map_err(|e| format!("upstream.{name}: {e}"))?;
        upstreams.insert(name.clone(), Upstream::start(script).await.map_err(|e| e.to_string())?);
    }
    let upstreams: Upstreams = Arc::new(upstreams);
    let config = substitute(&case.config, &upstreams);
    let desk = Desk::new(&case.functions)?;
    let subject = Arc::new(S::open(&config, &desk).map_err(|e| format!("config: {e}"))?);
    let mut last_trace = Value::Null;
    for (n, step) in case.steps.iter().enumerate() {
        let problems = match step {
            Step::Call(call) => {
                let mut problems = Vec::new();
                for _ in 0..call.repeat {
                    let (results, found) = take_call(&subject, &upstreams, &desk, call).await?;
                    problems.extend(found);
                    last_trace = results.iter().map(trace_id).find(|t| !t.is_null()).unwrap_or_default();
                    if let Some(id) = last_trace.as_str() {
                        verdict.doors.extend(subject.trace(id).await["door"].as_str().map(str::to_owned));
                    }
                    verdict.outcome.extend(outcome::of_step(&results));
                }
                problems
            }
            Step::Advance(by) => {
                subject.advance(*by);
                Vec::new()
            }
            Step::BreakState => {
                subject.break_state();
                Vec::new()
            }
            Step::Functions(functions) => {
                desk.become_these(functions)?;
                Vec::new()
            }
            Step::Called(expect) => patiently(expect, async || desk.seen()).await,
            Step::Stats(expect) => patiently(expect, async || subject.stats()).await,
            Step::Usage { group_by, expect } => patiently(expect, async || subject.usage(group_by).await).await,
            Step::Trace(expect) => {
                let id = last_trace.as_str().unwrap_or_default();
                patiently(expect, async || subject.trace(id).await).await
            }
            Step::Load { config, expect } => {
                let error = S::open(&substitute(config, &upstreams), &desk).err().unwrap_or_default();
                verdict.outcome.push(json!({"error": error["kind"]}));
                differences(expect, &json!({"error": error}))
            }
            Step::Reload { config: next, expect } => {
                let mut next = substitute(next, &upstreams);
                if next["testing"].is_null() && config["testing"].is_object() {
                    next["testing"] = config["testing"].clone();
                }
                let error = subject.reload(&next).err().unwrap_or_default();
                verdict.outcome.push(json!({"error": error["kind"]}));
                differences(expect, &json!({"error": error}))
            }
        };
        verdict.problems.extend(problems.into_iter().map(|p| format!("steps[{n}]: {p}")));
    }
    for (name, upstream) in upstreams.iter() {
        if upstream.beyond() > 0 {
            verdict.problems.push(format!("upstream `{name}` was asked beyond its script"));
        }
    }
    let subject = subject.clone();
    tokio::task::spawn_blocking(move || subject.close()).await.map_err(|e| e.to_string())
}

fn trace_id(result: &CallResult) -> Value {
    let error = &result.error["trace_id"];
    let of_door = result.headers.get("x-polyroute-trace-id");
    [error, &result.receipt["trace_id"]].into_iter().chain(of_door).find(|id| !id.is_null()).cloned().unwrap_or_default()
}

/// One round of a call step: as many calls as `parallel` says.
async fn take_call<S: Subject>(
    subject: &Arc<S>,
    upstreams: &Upstreams,
    desk: &Arc<Desk>,
    call: &CallStep,
) -> Result<(Vec<CallResult>, Vec<String>), String> {
    let calls_before: Vec<u64> = call.during.iter().map(|during| if let Once::Called(name) = &during.once { desk.count(name) } else { 0 }).collect();
    let before: Map<String, Value> = upstreams.iter().map(|(n, u)| (n.clone(), u.count().into())).collect();
    let tasks: Vec<_> = (0..call.parallel)
        .map(|_| {
            let (subject, upstreams, call) = (subject.clone(), upstreams.clone(), call.clone());
            tokio::spawn(async move {
                let cancelled = held(&upstreams, call.cancel_held.as_deref());
                subject.call(&call, cancelled).await
            })
        })
        .collect();
    for (during, calls_before) in call.during.iter().zip(calls_before) {
        let name = match &during.once {
            Once::Held(name) => name,
            Once::Called(name) => {
                while desk.count(name) == calls_before {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
                if let Then::Advance(by) = during.then {
                    tokio::time::sleep(SETTLE).await;
                    subject.advance(by);
                }
                continue;
            }
        };
        held(upstreams, Some(name)).await;
        match during.then {
            Then::Advance(by) => {
                // What the upstream said before it held may still be on its way: time moves until it is seen to matter.
                while !tasks.iter().all(tokio::task::JoinHandle::is_finished) && upstreams[name].holding() > 0 {
                    tokio::time::sleep(SETTLE).await;
                    subject.advance(by);
                    tokio::time::sleep(SETTLE).await;
                }
            }
            Then::Release => upstreams[name].release(),
        }
    }
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.map_err(|e| e.to_string())?);
    }
    let mut expect = call.expect.clone();
    let expect_upstream = expect.remove("upstream");
    let expect = Value::Object(expect);
    let mut problems = Vec::new();
    for result in &results {
        let seen = result.to_value();
        let found = differences(&expect, &seen);
        if !found.is_empty() && expect.get("error").is_none() && !result.error.is_null() {
            problems.push(format!("the call failed: {}", result.error));
        }
        problems.extend(found);
    }
    if let Some(expect) = expect_upstream {
        problems.extend(differences(&expect, &seen_upstream(&expect, upstreams, &before)).into_iter().map(|p| format!("upstream.{p}")));
    }
    Ok((results, problems))
}

/// What the upstreams saw in this step: a count, or where the case wants more, `{count, requests, closed_early}`.
fn seen_upstream(expect: &Value, upstreams: &Upstreams, before: &Map<String, Value>) -> Value {
    let seen = |(name, upstream): (&String, &Upstream)| {
        let skip = before[name].as_u64().unwrap_or(0) as usize;
        let requests: Vec<Value> = upstream.requests().iter().skip(skip).map(polyroute_upstream::Request::to_value).collect();
        let seen = match expect.get(name) {
            Some(Value::Object(_)) => json!({"count": requests.len(), "requests": requests, "closed_early": upstream.closed_early().len()}),
            _ => requests.len().into(),
        };
        (name.clone(), seen)
    };
    upstreams.iter().map(seen).collect::<Map<_, _>>().into()
}

/// Until this upstream holds a request; never for `None`.
async fn held(upstreams: &Upstreams, name: Option<&str>) {
    match name.and_then(|n| upstreams.get(n)) {
        Some(upstream) => upstream.wait_for(|u| u.holding() > 0).await,
        None => std::future::pending().await,
    }
}

async fn patiently(expect: &Value, read: impl AsyncFn() -> Value) -> Vec<String> {
    let end = Instant::now() + PATIENCE;
    loop {
        let found = differences(expect, &read().await);
        if found.is_empty() || Instant::now() > end {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Puts the addresses in the places of `{{name}}`.
fn substitute(value: &Value, upstreams: &Upstreams) -> Value {
    match value {
        Value::String(text) => upstreams.iter().fold(text.clone(), |t, (n, u)| t.replace(&format!("{{{{{n}}}}}"), u.url())).into(),
        Value::Array(list) => list.iter().map(|v| substitute(v, upstreams)).collect(),
        Value::Object(map) => map.iter().map(|(k, v)| (k.clone(), substitute(v, upstreams))).collect::<Map<_, _>>().into(),
        other => other.clone(),
    }
}
