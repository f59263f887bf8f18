//! A machine's clock that is turned by an hour: what waits, rests and is kept does not notice, only the periods of budgets do.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

use polyroute::builder::Builder;
use polyroute::config::Config;
use polyroute::error::{Class, Error, Outcome};
use polyroute::gateway::{Answer, Body, Door, Gateway, Incoming, WholeReply};
use serde_json::{Value, json};

use crate::wires::{Ending, Wire, Wires};

const HOUR_MS: i64 = 3_600_000;
const ANSWER: &[u8] = br#"{"id":"x","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}]}"#;

fn gateway(route: Value, budgets: Value) -> Gateway {
    let provider = |name: &str| json!({"type": "openai_compatible", "base_url": format!("http://{name}.test/v1"), "api_key": "k"});
    let config = json!({"version": 1, "testing": {"clock": "virtual", "seed": 1}, "providers": {"a": provider("a"), "b": provider("b")},
        "routes": {"chat": route}, "budgets": budgets});
    Builder::new(Config::from_value(config).expect("a valid configuration")).build().expect("a gateway")
}

async fn call(gateway: &Gateway, wires: &Wires) -> Result<WholeReply, Error> {
    let body = json!({"model": "chat", "messages": [{"role": "user", "content": "hi"}]});
    let prepared = gateway.prepare(Incoming::new(Door::Chat, Body::Text(body.to_string().into()))).expect("a valid call");
    match gateway.run(prepared, Arc::new(wires.clone())).await? {
        Answer::Whole(reply) => Ok(reply),
        Answer::Stream(_) => panic!("nobody asked for a stream"),
    }
}

fn wire(status: u16, body: &'static [u8]) -> Wire {
    Wire { status, content_type: "application/json", pieces: vec![body.into()], ending: Ending::Whole }
}

/// Why the first target was passed over, if it was.
fn passed_over(reply: &WholeReply) -> Option<String> {
    let first = &reply.receipt.attempts[0];
    (first.outcome == Outcome::Skipped).then(|| first.reason.clone().unwrap_or_default())
}

#[tokio::test]
async fn breakers_and_times_not_to_come_before_count_monotonic_time() {
    for (status, rests) in [(500, "circuit_open"), (429, "not_before")] {
        let gateway = gateway(
            json!({"targets": ["a/m", "b/m"], "retries": {"max": 0}, "circuit_breaker": {"failure_threshold": 1, "cooldown": "60s"}}),
            json!([]),
        );
        let fails = Arc::new(AtomicBool::new(true));
        let failing = fails.clone();
        let wires = Wires::new(move |request| {
            let first = request.url.starts_with("http://a.test") && failing.load(Relaxed);
            Ok(if first { wire(status, br#"{"error":{"message":"Please try again in 60s."}}"#) } else { wire(200, ANSWER) })
        });
        call(&gateway, &wires).await.expect("the second answers");
        fails.store(false, Relaxed);
        for turn in [HOUR_MS, -2 * HOUR_MS, HOUR_MS] {
            gateway.clock().turn_wall(turn);
            gateway.advance(Duration::from_secs(15));
            assert_eq!(passed_over(&call(&gateway, &wires).await.expect("the second answers")).as_deref(), Some(rests), "{status} {turn}");
        }
        gateway.clock().turn_wall(-HOUR_MS);
        gateway.advance(Duration::from_secs(90));
        assert_eq!(passed_over(&call(&gateway, &wires).await.expect("the first answers")), None, "{status}");
    }
}

#[tokio::test]
async fn time_limits_count_monotonic_time() {
    let gateway = gateway(json!({"targets": ["a/m"], "retries": {"max": 0}, "timeout": "30s"}), json!([]));
    let clock = gateway.clock();
    let wires = Wires::new(|_| Ok(wire(200, ANSWER))).slowed(move || clock.sleep(Duration::from_secs(40)));
    let mut calling = std::pin::pin!(call(&gateway, &wires));
    for turn in [HOUR_MS, -2 * HOUR_MS] {
        gateway.clock().turn_wall(turn);
        assert!(futures_util::poll!(&mut calling).is_pending(), "an hour by the wall is no time");
    }
    gateway.advance(Duration::from_secs(30));
    let Err(error) = calling.await else { panic!("it takes too long") };
    assert_eq!((error.class(), error.get_reason()), (Some(Class::Timeout), Some("try_timeout")));
}

#[tokio::test]
async fn what_is_cached_ends_by_monotonic_time() {
    let gateway = gateway(json!({"targets": ["a/m"], "cache": {"mode": "exact", "ttl": "10m"}}), json!([]));
    let wires = Wires::new(|_| Ok(wire(200, ANSWER)));
    call(&gateway, &wires).await.expect("it answers");
    for turn in [HOUR_MS, -2 * HOUR_MS] {
        gateway.clock().turn_wall(turn);
        call(&gateway, &wires).await.expect("it answers");
        assert_eq!(wires.sent(), 1, "it is kept");
    }
    gateway.advance(Duration::from_secs(601));
    call(&gateway, &wires).await.expect("it answers");
    assert_eq!(wires.sent(), 2, "it has ended");
}

#[tokio::test]
async fn periods_of_budgets_follow_the_wall() {
    let gateway = gateway(json!({"targets": ["a/m"], "retries": {"max": 0}}), json!([{"limit": "1 requests", "period": "day"}]));
    let wires = Wires::new(|_| Ok(wire(200, ANSWER)));
    call(&gateway, &wires).await.expect("it answers");
    assert!(call(&gateway, &wires).await.is_err(), "this day's call was made");
    gateway.clock().turn_wall(24 * HOUR_MS);
    call(&gateway, &wires).await.expect("another day");
}
