//! Answers that are taken out of the cache, while others are on their way into it.

#[path = "support/wires.rs"]
mod wires;

use std::sync::Arc;
use std::time::Duration;

use polyroute::builder::Builder;
use polyroute::config::Config;
use polyroute::error::{ErrorKind, Result};
use polyroute::gateway::{Answer, Body, Door, Gateway, Incoming, Stale};
use polyroute::task::BoxFuture;
use polyroute::types::{CallOptions, HttpRequest, HttpResponse, HttpTransport, Labels};
use serde_json::json;
use tokio::sync::Notify;

use wires::{Ending, Wire, Wires};

fn open() -> Gateway {
    let config = json!({
        "providers": {"a": {"type": "openai_compatible", "base_url": "http://a.test/v1", "api_key": "k"}},
        "routes": {
            "chat": {"targets": ["a/m"], "cache": {"mode": "exact"}},
            "other": {"targets": ["a/m"], "cache": {"mode": "exact"}},
        },
    });
    Builder::new(Config::from_value(config).expect("a valid configuration")).build().expect("a gateway")
}

fn answer() -> Wire {
    let choice = json!({"index": 0, "message": {"role": "assistant", "content": "hello"}, "finish_reason": "stop"});
    let body = json!({"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]});
    Wire { status: 200, content_type: "application/json", pieces: vec![body.to_string().into()], ending: Ending::Whole }
}

fn tagged(tenant: &str, tags: &[(&str, &str)]) -> Labels {
    let tags = tags.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Labels { tenant: (!tenant.is_empty()).then(|| tenant.to_owned()), tags, ..Labels::default() }
}

/// How the cache took part in the answer.
async fn ask(gateway: &Gateway, wires: &(impl HttpTransport + Clone + 'static), route: &str, labels: Labels) -> &'static str {
    let body = json!({"model": route, "messages": [{"role": "user", "content": "hi"}]});
    let options = CallOptions { labels, ..CallOptions::default() };
    let incoming = Incoming { options, ..Incoming::new(Door::Chat, Body::Text(body.to_string().into())) };
    match gateway.run(gateway.prepare(incoming).expect("a valid call"), Arc::new(wires.clone())).await {
        Ok(Answer::Whole(reply)) => reply.receipt.cache.kind.name(),
        _ => panic!("it answers"),
    }
}

fn stale(route: Option<&str>, tenant: Option<&str>, tag: Option<&str>) -> Stale {
    Stale { tag: tag.map(str::to_owned), route: route.map(str::to_owned), tenant: tenant.map(str::to_owned) }
}

#[tokio::test]
async fn what_fits_every_condition_goes_and_nothing_else_does() {
    let (gateway, wires) = (open(), Wires::new(|_| Ok(answer())));
    let kept = [("chat", "", "menu=1"), ("chat", "acme", "menu=42"), ("other", "acme", "menu=42"), ("other", "zeta", "news=42")];
    let call = |(route, tenant, tag): (&'static str, &'static str, &'static str)| {
        let tag = tag.split_once('=').expect("a tag");
        ask(&gateway, &wires, route, tagged(tenant, &[tag]))
    };
    for (asked, gone) in [
        (stale(Some("chat"), None, None), vec![0, 1]),
        (stale(None, Some("acme"), None), vec![1, 2]),
        (stale(None, Some(""), None), vec![0]),
        (stale(None, None, Some("menu")), vec![0, 1, 2]),
        (stale(None, None, Some("menu=42")), vec![1, 2]),
        (stale(Some("chat"), Some("acme"), Some("menu=42")), vec![1]),
        (stale(Some("nowhere"), None, None), vec![]),
        (stale(None, None, Some("42")), vec![]),
    ] {
        for call_of in kept {
            call(call_of).await;
        }
        assert_eq!(gateway.invalidate(&asked).expect("something is named"), gone.len() as u64, "{asked:?}");
        for (n, call_of) in kept.into_iter().enumerate() {
            assert_eq!(call(call_of).await, if gone.contains(&n) { "miss" } else { "exact" }, "{asked:?} {n}");
        }
    }
    let error = gateway.invalidate(&Stale::default()).expect_err("everything is named by nothing");
    assert_eq!((error.kind(), error.get_reason()), (ErrorKind::InvalidRequest, Some("nothing_named")));
}

#[tokio::test]
async fn an_answer_under_way_is_neither_kept_nor_given_to_those_who_come_later() {
    let gateway = open();
    let (asked, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (fast, told) = (Wires::new(|_| Ok(answer())), asked.clone());
    let sending = Wires::new(move |_| {
        told.notify_one();
        Ok(answer())
    });
    let (slow, owner) = (Held { wires: sending, go: go.clone() }, gateway.clone());
    let first = tokio::spawn(async move { ask(&owner, &slow, "chat", Labels::default()).await });
    asked.notified().await;
    assert_eq!(gateway.invalidate(&stale(Some("chat"), None, None)).expect("something is named"), 0);
    // It does not wait for the first, whose answer may be of before.
    let later = tokio::time::timeout(Duration::from_secs(5), ask(&gateway, &fast, "chat", Labels::default())).await;
    assert_eq!(later.expect("nobody is waited for"), "miss");
    gateway.invalidate(&stale(Some("chat"), None, None)).expect("something is named");
    go.notify_one();
    assert_eq!(first.await.expect("it ends"), "miss");
    assert_eq!(ask(&gateway, &fast, "chat", Labels::default()).await, "miss");
    assert_eq!(ask(&gateway, &fast, "chat", Labels::default()).await, "exact");
}

/// A wire that holds its answers back until it is told to go on.
#[derive(Clone)]
struct Held {
    wires: Wires,
    go: Arc<Notify>,
}

impl HttpTransport for Held {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse>> {
        Box::pin(async move {
            let answer = self.wires.send(request).await;
            self.go.notified().await;
            answer
        })
    }
}
