//! Many calls over targets that fail: how many come through, what the failing costs, and that nothing is left behind.
//!
//! `POLYROUTE_FAULTS` is the number of mixed faults. Figures are printed; what is asserted does not depend on the machine's speed.

#[path = "support/wires.rs"]
mod wires;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use bytes::Bytes;
use parking_lot::Mutex;
use polyroute::builder::Builder;
use polyroute::config::Config;
use polyroute::error::{Class, Error, Outcome, Result};
use polyroute::gateway::{Answer, Body, Door, Gateway, Incoming, WholeReply};
use polyroute::transport::HyperTransport;
use polyroute::types::{HttpRequest, HttpTransport};
use polyroute_upstream::{Script, Upstream};
use serde_json::{Value, json};

use wires::{Ending, Wire, Wires};

fn gateway(testing: &Value, route: &Value) -> Gateway {
    let provider = |name: &str| json!({"type": "openai_compatible", "base_url": format!("http://{name}.test/v1"), "api_key": "k"});
    let priced = |name: &str| json!({"provider": name, "model": "m", "price": {"input": "1.00 USD/M", "output": "1.00 USD/M"}});
    let config = json!({
        "version": 1, "testing": testing,
        "providers": {"a": provider("a"), "b": provider("b"), "c": provider("c")},
        "models": {"a": priced("a"), "b": priced("b"), "c": priced("c")},
        "routes": {"chat": route},
        "budgets": [{"limit": "1000000.00 USD", "period": "total"}],
    });
    Builder::new(Config::from_value(config).expect("a valid configuration")).build().expect("a gateway")
}

fn incoming(stream: bool) -> Incoming {
    let body = json!({"model": "chat", "messages": [{"role": "user", "content": "hi"}], "max_tokens": 50, "stream": stream});
    Incoming::new(Door::Chat, Body::Text(body.to_string().into()))
}

/// `POLYROUTE_FAULTS`, the number of mixed faults.
fn faults() -> u64 {
    std::env::var("POLYROUTE_FAULTS").map_or(6_000, |n| n.parse().expect("a number"))
}

async fn whole(gateway: &Gateway, wires: &Wires) -> Result<WholeReply> {
    let prepared = gateway.prepare(incoming(false)).expect("a valid call");
    match gateway.run(prepared, Arc::new(wires.clone())).await? {
        Answer::Whole(reply) => Ok(reply),
        Answer::Stream(_) => panic!("nobody asked for a stream"),
    }
}

fn answer() -> Bytes {
    let message = json!({"role": "assistant", "content": "hello"});
    let body = json!({"id": "x", "object": "chat.completion", "created": 1, "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}});
    body.to_string().into()
}

fn events() -> Vec<Bytes> {
    let chunk = |delta: Value, finish: Value| {
        let choices = json!([{"index": 0, "delta": delta, "finish_reason": finish}]);
        Bytes::from(format!("data: {}\n\n", json!({"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": choices})))
    };
    let words = ["one ", "two ", "three ", "four"].map(|word| chunk(json!({"content": word}), Value::Null));
    [
        vec![chunk(json!({"role": "assistant"}), Value::Null)],
        words.to_vec(),
        vec![chunk(json!({}), json!("stop")), Bytes::from_static(b"data: [DONE]\n\n")],
    ]
    .concat()
}

fn lost() -> Error {
    Error::of(Class::Network, "the connection broke").reason("connection_lost")
}

fn json_wire(status: u16, body: Bytes) -> Wire {
    Wire { status, content_type: "application/json", pieces: vec![body], ending: Ending::Whole }
}

/// A passing fault before the first event, as often as said.
fn now_and_then(random: &Mutex<fastrand::Rng>, share: f64) -> Option<Result<Wire>> {
    let mut random = random.lock();
    (random.f64() < share).then(|| match random.u8(..6) {
        0 => Ok(json_wire(500, "{}".into())),
        1 => Ok(json_wire(503, "{}".into())),
        2 => Ok(json_wire(429, "{}".into())),
        3 => Err(lost()),
        4 => Ok(json_wire(200, answer().slice(..40))),
        _ => Ok(Wire { ending: Ending::Lost, ..json_wire(200, answer().slice(..40)) }),
    })
}

fn is_for(request: &HttpRequest, name: &str) -> bool {
    request.url.starts_with(&format!("http://{name}.test"))
}

#[tokio::test]
async fn one_of_three_down_and_five_percent_faults_elsewhere_are_not_noticed() {
    const CALLS: u64 = 20_000;
    for strategy in ["fallback", "loadbalance"] {
        let gateway = gateway(&json!({"clock": "virtual", "seed": 1}), &json!({"targets": ["a", "b", "c"], "strategy": strategy}));
        let random = Mutex::new(fastrand::Rng::with_seed(5));
        let wires = Wires::new(move |request| match () {
            () if is_for(request, "a") => Err(Error::of(Class::Network, "could not connect").reason("connect")),
            () => now_and_then(&random, 0.05).unwrap_or_else(|| Ok(json_wire(200, answer()))),
        });
        let (mut served, mut most_beside) = (0, Vec::new());
        for _ in 0..CALLS {
            gateway.advance(Duration::from_millis(1));
            if let Ok(reply) = whole(&gateway, &wires).await {
                served += 1;
                most_beside.push(reply.receipt.attempts.iter().filter(|a| a.outcome == Outcome::Failed).count());
            }
        }
        most_beside.sort_unstable();
        let p99 = most_beside[most_beside.len() * 99 / 100];
        let sent = wires.sent();
        println!(
            "availability, {strategy}: {served} of {CALLS} served, {:.3} upstream calls a call, p99 {p99} failed tries",
            sent as f64 / CALLS as f64
        );
        assert!(served * 10_000 >= CALLS * 9_995, "{served} of {CALLS}");
        assert!(p99 <= 1, "the 99th percentile has {p99} failed tries");
        assert_eq!(gateway.stats()["reservations"], 0);
    }
}

#[tokio::test]
async fn when_all_are_down_calls_do_not_multiply_and_every_error_is_complete() {
    const CALLS: u64 = 20_000;
    let gateway = gateway(&json!({"clock": "virtual", "seed": 1}), &json!({"targets": ["a", "b", "c"]}));
    let wires = Wires::new(|_| Ok(json_wire(500, "{}".into())));
    let mut took = Vec::new();
    for _ in 0..CALLS {
        gateway.advance(Duration::from_millis(3));
        let at = Instant::now();
        let Err(error) = whole(&gateway, &wires).await else { panic!("all are down") };
        took.push(at.elapsed());
        assert!(!error.get_attempts().is_empty() && !error.is_retryable() && error.http_status() >= 500, "{error:?}");
        assert!(error.get_trace_id().is_some());
    }
    took.sort_unstable();
    let amplification = wires.sent() as f64 / CALLS as f64;
    println!("all down: {amplification:.3} upstream calls a call over {CALLS} calls in 60 s; p99 of a call {:?}", took[took.len() * 99 / 100]);
    assert!(amplification <= 1.2, "{amplification}");
}

#[tokio::test]
async fn hedging_takes_the_slow_tail_off_for_few_further_calls() {
    const CALLS: usize = 2_000;
    let mut p99 = Vec::new();
    for hedge in [false, true] {
        let mut route = json!({"targets": ["a", "b"], "retries": {"max": 0}});
        if hedge {
            route["hedge"] = json!({"after": "p95", "budget": "5%"});
        }
        let gateway = gateway(&json!({"clock": "virtual", "seed": 1}), &route);
        let (clock, random) = (gateway.clock(), Mutex::new(fastrand::Rng::with_seed(9)));
        // Three in a hundred answers are slow, whoever gives them.
        let slow = Wires::new(|_| Ok(Wire::events(events(), Ending::Whole))).slowed(move || {
            let ms = if random.lock().f64() < 0.03 { 400 } else { 4 + random.lock().u64(..4) };
            clock.sleep(Duration::from_millis(ms))
        });
        let mut ttfts = Vec::with_capacity(CALLS);
        for _ in 0..CALLS {
            let call = async {
                let prepared = gateway.prepare(incoming(true)).expect("a valid call");
                let Ok(Answer::Stream(mut stream)) = gateway.run(prepared, Arc::new(slow.clone())).await else { panic!("it streams") };
                loop {
                    let mut batch = Vec::new();
                    stream.next_batch(64, &mut batch).await.expect("nothing fails");
                    if batch.is_empty() {
                        break;
                    }
                }
            };
            let started = gateway.clock().now();
            let mut call = std::pin::pin!(call);
            // Time stands while a request is at an upstream, so it is moved by hand.
            while futures_util::poll!(&mut call).is_pending() {
                gateway.advance(Duration::from_millis(1));
                tokio::task::yield_now().await;
            }
            ttfts.push(gateway.clock().now().since(started));
        }
        ttfts.sort_unstable();
        p99.push(ttfts[CALLS * 99 / 100]);
        let extra = slow.sent() - CALLS;
        println!(
            "hedging {hedge}: p50 {:?}, p99 {:?}, {:.1} % further calls",
            ttfts[CALLS / 2],
            ttfts[CALLS * 99 / 100],
            100.0 * extra as f64 / CALLS as f64
        );
        assert!(extra * 100 <= CALLS * 6, "{extra} further calls");
        assert_eq!(slow.open(), 0, "the loser's body is left open");
    }
    assert!(p99[1] * 10 <= p99[0] * 4, "the p99 fell from {:?} to {:?} only", p99[0], p99[1]);
}

/// Streams that are cut, stall, lie or are left by their callers.
fn mixed(random: &Mutex<fastrand::Rng>, streams: bool) -> Result<Wire> {
    let mut random = random.lock();
    let pieces = if streams { events() } else { vec![answer()] };
    let kind = if streams { "text/event-stream" } else { "application/json" };
    let some = random.usize(..=pieces.len());
    let ended = |ending| Wire { status: 200, content_type: kind, pieces: pieces[..some].to_vec(), ending };
    match random.u8(..12) {
        0 => Err(Error::of(Class::Network, "could not connect").reason("connect")),
        1 => Err(lost()),
        2 => Err(Error::of(Class::Tls, "a bad certificate").retryable(false)),
        3 => Ok(json_wire([400, 401, 402, 403, 404, 408, 409, 413, 429, 500, 502, 503, 504, 529][random.usize(..14)], "{}".into())),
        4 => Ok(json_wire(200, Bytes::from_static(b"<html>a portal</html>"))),
        5 => Ok(json_wire(200, Bytes::from_static(br#"{"error": {"message": "not today"}}"#))),
        6 => Ok(ended(Ending::Lost)),
        7 => Ok(ended(Ending::Silent)),
        8 => Ok(ended(Ending::Whole)),
        9 => Ok(Wire::events(vec![Bytes::from_static(b"data: {\"half\": \n\n")], Ending::Whole)),
        _ => Ok(Wire { status: 200, content_type: kind, pieces, ending: Ending::Whole }),
    }
}

#[tokio::test]
async fn after_many_mixed_faults_nothing_is_left_behind() {
    let faults = faults();
    let route =
        json!({"targets": ["a", "b", "c"], "strategy": "loadbalance", "timeout": "30s", "resume": "text", "hedge": {"after": "1s", "budget": "50%"}});
    let gateway = gateway(&json!({"clock": "virtual", "seed": 3}), &route);
    let random = Arc::new(Mutex::new(fastrand::Rng::with_seed(11)));
    let (served, streams) = (AtomicU64::new(0), Arc::new(AtomicU64::new(0)));
    let wires = {
        let (random, streams) = (random.clone(), streams.clone());
        Wires::new(move |_| mixed(&random, streams.load(Relaxed) == 1))
    };
    let mut first_rss = 0;
    for n in 0..faults {
        let stream = random.lock().bool();
        let leaves = random.lock().u8(..5) == 0;
        streams.store(u64::from(stream), Relaxed);
        let call = async {
            let prepared = gateway.prepare(incoming(stream)).expect("a valid call");
            match gateway.run(prepared, Arc::new(wires.clone())).await {
                Ok(Answer::Whole(_)) => {
                    served.fetch_add(1, Relaxed);
                }
                Ok(Answer::Stream(mut stream)) => loop {
                    let mut batch = Vec::new();
                    match stream.next_batch(1, &mut batch).await {
                        Ok(()) if batch.is_empty() => {
                            served.fetch_add(1, Relaxed);
                            break;
                        }
                        Ok(()) if leaves => break,
                        Ok(()) => {}
                        Err(_) => break,
                    }
                },
                Err(_) => {}
            }
        };
        let mut call = std::pin::pin!(call);
        loop {
            tokio::select! {
                biased;
                () = &mut call => break,
                // Some callers do not wait for a silent upstream.
                () = wires.silent.notified() => if leaves { break } else { gateway.advance(Duration::from_secs(61)) },
            }
        }
        if n == faults / 4 {
            first_rss = rss();
        }
    }
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
    let last_rss = rss();
    println!(
        "mixed faults: {faults} calls, {} whole; resident memory {first_rss} kB after a quarter, {last_rss} kB at the end",
        served.load(Relaxed)
    );
    let stats = gateway.stats();
    assert_eq!((&stats["in_flight"], &stats["reservations"], &stats["tasks"]), (&json!(0), &json!(0), &json!(0)), "{stats}");
    assert_eq!(wires.open(), 0, "bodies are left open");
    assert!(last_rss < first_rss + first_rss / 5 + 20_000, "memory grew from {first_rss} to {last_rss} kB");
}

/// What an upstream on a real socket does with one request.
fn fault_on_a_socket(random: &mut fastrand::Rng) -> Value {
    let cut = ["reset", "close", "end"][random.usize(..3)];
    let status = [400, 401, 404, 408, 429, 500, 503, 529][random.usize(..8)];
    match random.u8(..10) {
        0 => json!({"cut": cut}),
        1 => json!({"status": status}),
        2 => json!({"body": "<html>a portal</html>"}),
        3 => json!({"reply": {"text": "half of it"}, "cut": cut}),
        4 => json!({"sse": [{"text": "half"}, {"cut": cut}]}),
        5 => json!({"bytes": "HTTP/1.1 200 OK\r\ncontent-le"}),
        6 => json!({"bytes": [{"raw": "no HTTP at all"}, {"cut": cut}]}),
        7 => json!({"sse": [{"text": "so far"}, {"hold": true}]}),
        8 => json!({"hold": true}),
        _ => json!({"reply": {"text": "a whole answer"}}),
    }
}

#[tokio::test]
async fn after_many_faults_on_real_sockets_none_is_left_open() {
    const AT_ONCE: usize = 8;
    let calls = (faults() / 50).max(200) as usize;
    let mut random = fastrand::Rng::with_seed(13);
    let script: Vec<Value> = (0..calls * 4).map(|_| fault_on_a_socket(&mut random)).collect();
    let upstream = Upstream::start(Script::from_json(&json!(script)).expect("a script")).await.expect("a port");
    let provider = json!({"type": "openai_compatible", "base_url": format!("{}/v1", upstream.url()), "api_key": "k"});
    let route = json!({"targets": ["a/m", "a/n"], "timeout": "40ms", "stream_idle_timeout": "40ms", "resume": "text",
        "retries": {"max": 1, "backoff": {"initial": "1ms", "max": "1ms"}}, "hedge": {"after": "10ms", "budget": "50%"},
        "circuit_breaker": {"failure_threshold": 1_000_000, "min_requests": 1_000_000}});
    let config = json!({"version": 1, "providers": {"a": provider}, "routes": {"chat": route}, "budgets": [{"limit": "1000000000 tokens", "period": "total"}]});
    let config = Config::from_value(config).expect("a valid configuration");
    let tls = HyperTransport::tls(&config.network).expect("TLS starts");
    let transport: Arc<dyn HttpTransport> = Arc::new(HyperTransport::new(&config.network, tls, Arc::default()));
    let gateway = Builder::new(config).build().expect("a gateway");
    let served = AtomicU64::new(0);
    let one = |n: usize| {
        let (gateway, transport, served) = (&gateway, transport.clone(), &served);
        async move {
            let prepared = gateway.prepare(incoming(n.is_multiple_of(2))).expect("a valid call");
            let call = async {
                match gateway.run(prepared, transport).await {
                    Ok(Answer::Stream(mut stream)) => loop {
                        let mut batch = Vec::new();
                        match stream.next_batch(8, &mut batch).await {
                            Ok(()) if batch.is_empty() => break true,
                            // Some callers have read enough.
                            Ok(()) if n.is_multiple_of(7) => break false,
                            Ok(()) => {}
                            Err(_) => break false,
                        }
                    },
                    answer => answer.is_ok(),
                }
            };
            // Some callers do not wait.
            let patience = Duration::from_millis(if n.is_multiple_of(5) { 15 } else { 60_000 });
            served.fetch_add(u64::from(tokio::time::timeout(patience, call).await.unwrap_or(false)), Relaxed);
        }
    };
    for n in 0..calls.div_ceil(AT_ONCE) {
        futures_util::future::join_all((n * AT_ONCE..(n + 1) * AT_ONCE).map(one)).await;
    }
    let settled = || {
        let stats = gateway.stats();
        ["in_flight", "reservations", "tasks"].iter().all(|name| stats[*name] == 0)
    };
    for _ in 0..1_000 {
        if settled() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(settled(), "{}", gateway.stats());
    let ((accepted, idle), asked) = (upstream.connections(), upstream.count());
    println!(
        "faults on sockets: {calls} calls, {} whole, {asked} requests over {accepted} connections, {idle} kept for the next call",
        served.load(Relaxed)
    );
    drop((gateway, transport));
    tokio::time::timeout(Duration::from_secs(10), upstream.wait_for(|upstream| upstream.connections().1 == 0)).await.expect("every socket is closed");
    assert!(served.load(Relaxed) > 0 && upstream.beyond() == 0);
}

#[tokio::test]
async fn a_thousand_same_calls_ask_once_and_a_leader_that_fails_wakes_one_other() {
    const CALLS: usize = 1_000;
    for failures in [0, 3] {
        let route = json!({"targets": ["a"], "retries": {"max": 0}, "cache": {"mode": "exact", "ttl": "1h"}});
        let gateway = gateway(&json!({"clock": "virtual", "seed": 1}), &route);
        let left = AtomicU64::new(failures);
        let clock = gateway.clock();
        let wires = Wires::new(move |_| match left.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1)) {
            Ok(_) => Ok(json_wire(500, "{}".into())),
            Err(_) => Ok(json_wire(200, answer())),
        })
        .slowed(move || clock.sleep(Duration::from_millis(50)));
        let calls = futures_util::future::join_all((0..CALLS).map(|_| whole(&gateway, &wires)));
        let mut calls = std::pin::pin!(calls);
        let answers = loop {
            tokio::select! {
                biased;
                answers = &mut calls => break answers,
                () = tokio::task::yield_now() => gateway.advance(Duration::from_millis(50)),
            }
        };
        let failed = answers.iter().filter(|answer| answer.is_err()).count() as u64;
        println!("{CALLS} same calls, of which {failures} fail: {} went upstream", wires.sent());
        assert_eq!((failed, wires.sent() as u64), (failures, failures + 1), "each failure is one caller's own");
        assert_eq!(gateway.stats()["in_flight"], 0);
    }
}

/// kB of this process; 0 where the system does not say.
fn rss() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}
