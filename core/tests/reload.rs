//! Another configuration under a gateway that is open: what goes on, what is forgotten, and what is refused.

#[path = "support/wires.rs"]
mod wires;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use polyroute::builder::Builder;
use polyroute::config::Config;
use polyroute::error::{ErrorKind, Result};
use polyroute::gateway::{Answer, Body, Door, Gateway, Incoming, WholeReply};
use polyroute::types::{HttpRequest, UsageFilter};
use serde_json::{Value, json};

use wires::{Ending, Wire, Wires};

fn data() -> Value {
    json!({
        "providers": {
            "a": {"type": "openai_compatible", "base_url": "http://a.test/v1", "api_key": "old"},
            "b": {"type": "openai_compatible", "base_url": "http://b.test/v1", "api_key": "k"},
        },
        "routes": {"chat": {"targets": ["a/m"], "retries": {"max": 0}}},
        "testing": {"clock": "virtual", "seed": 7},
    })
}

/// The data with some places written anew: `/routes/chat/targets`.
fn with(places: &[(&str, Value)]) -> Config {
    let mut data = data();
    for (place, value) in places {
        let (parent, name) = place.rsplit_once('/').expect("a place");
        data.pointer_mut(parent).expect("its parent")[name] = value.clone();
    }
    Config::from_value(data).expect("a valid configuration")
}

fn open(config: Config) -> Gateway {
    Builder::new(config).build().expect("a gateway")
}

fn incoming(stream: bool) -> Incoming {
    let body = json!({"model": "chat", "messages": [{"role": "user", "content": "hi"}], "max_tokens": 50, "stream": stream});
    Incoming::new(Door::Chat, Body::Text(body.to_string().into()))
}

async fn ask(gateway: &Gateway, wires: &Wires) -> Result<WholeReply> {
    match gateway.run(gateway.prepare(incoming(false))?, Arc::new(wires.clone())).await? {
        Answer::Whole(reply) => Ok(reply),
        Answer::Stream(_) => panic!("nobody asked for a stream"),
    }
}

fn wire(status: u16, body: &Value) -> Wire {
    Wire { status, content_type: "application/json", pieces: vec![body.to_string().into()], ending: Ending::Whole }
}

fn answer() -> Wire {
    let choice = json!({"index": 0, "message": {"role": "assistant", "content": "hello"}, "finish_reason": "stop"});
    let usage = json!({"prompt_tokens": 30, "completion_tokens": 20, "total_tokens": 50});
    wire(200, &json!({"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], "usage": usage}))
}

fn answering() -> Wires {
    Wires::new(|_| Ok(answer()))
}

fn key_of(request: &HttpRequest) -> &str {
    request.headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[tokio::test]
async fn a_call_in_flight_ends_by_the_configuration_that_it_began_with() {
    let first = open(with(&[]));
    let wires = Wires::new(|_| {
        let chunk = |delta: Value, finish: Value| {
            let choices = json!([{"index": 0, "delta": delta, "finish_reason": finish}]);
            Bytes::from(format!(
                "data: {}\n\n",
                json!({"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": choices})
            ))
        };
        let pieces = vec![chunk(json!({"content": "he"}), Value::Null), chunk(json!({}), json!("stop")), Bytes::from_static(b"data: [DONE]\n\n")];
        Ok(Wire::events(pieces, Ending::Whole))
    });
    let prepared = first.prepare(incoming(true)).expect("a valid call");
    let Ok(Answer::Stream(mut stream)) = first.run(prepared, Arc::new(wires)).await else { panic!("a stream was asked for") };
    let second = first.reloaded(with(&[("/routes/chat/targets", json!(["b/m"]))])).expect("a valid configuration");
    assert_eq!(second.stats()["in_flight"], 1);
    let served = ask(&second, &answering()).await.expect("an answer");
    let mut events = Vec::new();
    while stream.next_batch(64, &mut events).await.is_ok() && !events.is_empty() {
        events.clear();
    }
    let receipt = stream.receipt().expect("the stream has ended");
    assert_eq!((receipt.target.as_deref(), served.receipt.target.as_deref()), (Some("a/m"), Some("b/m")));
    assert_ne!(receipt.config, served.receipt.config);
    assert_eq!(second.stats()["in_flight"], 0);
    let sums = second.usage(UsageFilter::default()).await.expect("a report");
    assert_eq!(sums[0]["calls"], 2);
    assert!(second.trace(&receipt.trace_id).await.expect("a report").is_some());
}

#[tokio::test]
async fn what_is_spent_counts_under_a_limit_that_is_new() {
    let limit = |text: &str| json!([{"limit": text, "period": "day"}]);
    let mut config = data();
    config["budgets"] = limit("10000 tokens");
    let first = open(Config::from_value(config.clone()).expect("a valid configuration"));
    ask(&first, &answering()).await.expect("an answer");
    config["budgets"] = limit("60 tokens");
    let second = first.reloaded(Config::from_value(config).expect("a valid configuration")).expect("a valid configuration");
    let error = ask(&second, &answering()).await.expect_err("50 of 60 tokens are used");
    assert_eq!(error.kind(), ErrorKind::Budget, "{error}");
    ask(&first, &answering()).await.expect("the one before goes on by its own limit");
}

#[tokio::test]
async fn a_key_that_was_refused_is_forgotten_with_it_and_a_breaker_that_is_open_stays_open() {
    let wires = Wires::new(|request| match () {
        () if request.url.contains("b.test") => Ok(wire(500, &json!({}))),
        () if key_of(request).ends_with("old") => Ok(wire(401, &json!({}))),
        () => Ok(answer()),
    });
    let targets = ("/routes/chat/targets", json!(["a/m", "b/m"]));
    let breaker = ("/routes/chat/circuit_breaker", json!({"failure_threshold": 1, "cooldown": "1h"}));
    let first = open(with(&[targets.clone(), breaker.clone()]));
    ask(&first, &wires).await.expect_err("a key is refused, and the other target is down");
    ask(&first, &wires).await.expect_err("both are left alone");
    assert_eq!(first.stats()["targets"]["b/m"]["breaker"], "open");
    let second = first.reloaded(with(&[targets, breaker, ("/providers/a/api_key", json!("new"))])).expect("a valid configuration");
    let reply = ask(&second, &wires).await.expect("the new key is asked at once");
    assert_eq!(reply.receipt.attempts.len(), 1);
    assert_eq!(second.stats()["targets"]["b/m"]["breaker"], "open");
}

#[tokio::test]
async fn an_answer_is_kept_as_long_as_its_route_is_the_same() {
    let cache = ("/routes/chat/cache", json!({"mode": "exact"}));
    let first = open(with(std::slice::from_ref(&cache)));
    let wires = answering();
    ask(&first, &wires).await.expect("an answer");
    let same = first.reloaded(with(&[cache.clone(), ("/require_labels", json!([]))])).expect("a valid configuration");
    assert_eq!(ask(&same, &wires).await.expect("an answer").receipt.cache.kind.name(), "exact");
    let other = same.reloaded(with(&[cache, ("/routes/chat/targets", json!(["b/m"]))])).expect("a valid configuration");
    assert_eq!(ask(&other, &wires).await.expect("an answer").receipt.cache.kind.name(), "miss");
    assert_eq!(wires.sent(), 2);
}

#[tokio::test]
async fn what_is_opened_once_is_refused_and_changes_nothing() {
    let first = open(with(&[]));
    for (place, value) in
        [("/state", json!({"store": "sqlite", "path": "./never.db"})), ("/testing/seed", json!(8)), ("/trace", json!({"file": "./never"}))]
    {
        let error = first.reloaded(with(&[(place, value)])).err().expect("it cannot change");
        let section = place.split('/').nth(1);
        assert_eq!((error.kind(), error.get_reason(), error.path()), (ErrorKind::Config, Some("reload"), section), "{error}");
    }
    let judge = json!({"when": [{"function": "nobody"}]});
    let error = first.reloaded(with(&[("/routes/chat/escalate", judge)])).err().expect("nobody registered it");
    assert_eq!(error.get_reason(), Some("unknown_function"));
    ask(&first, &answering()).await.expect("it goes on as before");
    assert!(!std::path::Path::new("./never.db").exists() && !std::path::Path::new("./never").exists());
}

#[tokio::test]
async fn background_work_goes_on_when_the_first_configuration_is_gone() {
    let folder = std::env::temp_dir().join(format!("polyroute-reload-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("traces.jsonl");
    let mut config = data();
    config["trace"] = json!({"file": file});
    config["testing"] = json!({});
    let config = || Config::from_value(config.clone()).expect("a valid configuration");
    let first = open(config());
    let second = first.reloaded(config()).expect("a valid configuration");
    drop(first);
    tokio::time::sleep(Duration::from_millis(20)).await;
    let reply = ask(&second, &answering()).await.expect("an answer");
    second.close().await;
    let text = std::fs::read_to_string(&file).expect("a file of traces");
    assert!(text.contains(&*reply.receipt.trace_id), "{text}");
    std::fs::remove_dir_all(&folder).expect("it is there");
}
