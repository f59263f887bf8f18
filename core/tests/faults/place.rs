//! Two targets, of which the first has the fault and the second answers; what a call through them comes to.

use std::sync::Arc;
use std::time::Duration;

use polyroute::builder::Builder;
use polyroute::config::Config;
use polyroute::error::{Attempt, Class, Error, Outcome};
use polyroute::gateway::{Answer, Body, Door, Gateway, Incoming, WholeReply};
use polyroute::transport::HyperTransport;
use polyroute::types::{HttpTransport, Receipt};
use polyroute_upstream::{Script, Upstream};
use serde_json::{Value, json};

/// The text of [`GOOD`].
pub const HELLO: &str = "hello";
pub const GOOD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 119\r\n\r\n\
    {\"id\":\"x\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"hello\"},\"finish_reason\":\"stop\"}]}\n";
pub const SECOND: &str = "from the second";

/// What a place is made of; what is not said is usual.
pub struct Given {
    /// A script, or `{address}` of somebody else.
    pub first: Value,
    pub kind: &'static str,
    pub route: Value,
    pub network: Value,
}

impl Default for Given {
    fn default() -> Self {
        Given { first: json!([]), kind: "openai_compatible", route: no_retry(), network: json!({}) }
    }
}

pub struct Place {
    pub gateway: Gateway,
    pub transport: Arc<dyn HttpTransport>,
    first: Option<Upstream>,
    pub second: Upstream,
}

/// A try that failed: of what, and whether it was booked as possibly spent.
#[derive(Debug, PartialEq)]
pub struct Lost {
    pub class: Class,
    pub reason: Option<String>,
    pub status: Option<u16>,
    pub booked: bool,
}

impl Lost {
    pub fn free(class: Class, reason: &str) -> Lost {
        Lost { class, reason: (!reason.is_empty()).then(|| reason.to_owned()), status: None, booked: false }
    }

    pub fn booked(class: Class, reason: &str) -> Lost {
        Lost { booked: true, ..Lost::free(class, reason) }
    }

    fn of(attempt: &Attempt) -> Lost {
        let class = attempt.class.expect("it failed");
        Lost { class, reason: attempt.reason.clone(), status: attempt.status, booked: attempt.cost_nano_usd.0 > 0 }
    }
}

/// What a stream came to.
pub struct Told {
    pub text: String,
    pub error: Option<Error>,
    pub receipt: Option<Arc<Receipt>>,
}

impl Told {
    pub fn target(&self) -> Option<&str> {
        self.receipt.as_ref()?.target.as_deref()
    }
}

impl Place {
    /// `first` as it is written; behind it a target that answers.
    pub async fn new(first: Value, route: Value) -> Place {
        Place::of(Given { first, route, ..Given::default() }).await
    }

    pub async fn of(given: Given) -> Place {
        let Given { first, kind, mut route, network } = given;
        let (address, first) = if let Some(address) = first.get("address").and_then(Value::as_str) {
            (address.to_owned(), None)
        } else {
            let upstream = upstream(&first).await;
            (upstream.url().to_owned(), Some(upstream))
        };
        let second = upstream(&json!([{"times": "forever", "reply": {"text": SECOND}}])).await;
        let tail = if kind.starts_with("openai") { "/v1" } else { "" };
        let mut provider = json!({"type": kind, "base_url": format!("{address}{tail}"), "api_key": "k"});
        if kind == "bedrock" {
            provider["aws_region"] = "eu-central-1".into();
        }
        let other = json!({"type": "openai_compatible", "base_url": format!("{}/v1", second.url()), "api_key": "k"});
        let priced = |name: &str| json!({"provider": name, "model": "m", "price": {"input": "1.00 USD/M", "output": "1.00 USD/M"}});
        if route["targets"].is_null() {
            route["targets"] = if route["fallbacks"].is_null() { json!(["one", "two"]) } else { json!(["one"]) };
        }
        let config = json!({
            "version": 1, "network": network, "providers": {"first": provider, "second": other},
            "models": {"one": priced("first"), "two": priced("second")}, "routes": {"chat": route},
            "budgets": [{"limit": "1000.00 USD", "period": "total"}],
        });
        let config = Config::from_value(config).expect("a valid configuration");
        let tls = HyperTransport::tls(&config.network).expect("TLS starts");
        let transport = Arc::new(HyperTransport::new(&config.network, tls, Arc::default()));
        Place { gateway: Builder::new(config).build().expect("a gateway"), transport, first, second }
    }

    pub fn first(&self) -> &Upstream {
        self.first.as_ref().expect("the first target is scripted")
    }

    pub async fn ask(&self, more: &Value) -> Result<Answer, Error> {
        let mut body = json!({"model": "chat", "messages": [{"role": "user", "content": "What is there to say?"}]});
        for (name, value) in more.as_object().into_iter().flatten() {
            body[name] = value.clone();
        }
        self.send(Door::Chat, &body).await
    }

    pub async fn send(&self, door: Door, body: &Value) -> Result<Answer, Error> {
        let prepared = self.gateway.prepare(Incoming::new(door, Body::Text(body.to_string().into())))?;
        self.gateway.run(prepared, self.transport.clone()).await
    }

    pub async fn call(&self) -> Result<WholeReply, Error> {
        match self.ask(&json!({})).await? {
            Answer::Whole(reply) => Ok(reply),
            Answer::Stream(_) => panic!("nobody asked for a stream"),
        }
    }

    /// The text of an answer that the first target gave.
    pub async fn served(&self) -> String {
        let reply = self.call().await.expect("it answers");
        assert_eq!(reply.receipt.target.as_deref(), Some("first/m"), "{:?}", reply.receipt.attempts);
        let body: Value = serde_json::from_slice(&reply.body).expect("an answer is JSON");
        body["choices"][0]["message"]["content"].as_str().unwrap_or_default().to_owned()
    }

    pub async fn stream(&self, more: Value) -> Told {
        let mut asked = more;
        asked["stream"] = true.into();
        let mut stream = match self.ask(&asked).await {
            Ok(Answer::Stream(stream)) => stream,
            Ok(Answer::Whole(_)) => panic!("a stream was asked for"),
            Err(error) => return Told { text: String::new(), error: Some(error), receipt: None },
        };
        let mut text = String::new();
        let error = loop {
            let mut batch = Vec::new();
            match stream.next_batch(64, &mut batch).await {
                Ok(()) if batch.is_empty() => break None,
                Ok(()) => batch.iter().for_each(|frame| text += &said(&frame.data)),
                Err(error) => break Some(error),
            }
        };
        Told { text, error, receipt: stream.receipt() }
    }

    /// The tries of the first target in a call that the second one answered.
    pub async fn failed_over(&self) -> Vec<Lost> {
        let reply = self.call().await.expect("the second target answers");
        assert_eq!(reply.receipt.target.as_deref(), Some("second/m"));
        self.is_empty();
        lost(&reply.receipt.attempts)
    }

    /// The same of a stream, of which nothing may be told by the first.
    pub async fn stream_failed_over(&self) -> Vec<Lost> {
        let told = self.stream(json!({})).await;
        assert!(told.error.is_none(), "{:?}", told.error);
        assert_eq!((told.target(), &*told.text), (Some("second/m"), SECOND));
        self.is_empty();
        lost(&told.receipt.expect("a stream that ended has a receipt").attempts)
    }

    /// The error of a call that nobody answers; the second target is not asked.
    pub async fn refused(&self) -> Error {
        let Err(error) = self.call().await else { panic!("no target may answer") };
        assert_eq!(self.second.count(), 0);
        self.is_empty();
        error
    }

    /// Nothing is set aside or under way any more.
    pub fn is_empty(&self) {
        let stats = self.gateway.stats();
        assert_eq!((&stats["in_flight"], &stats["reservations"]), (&json!(0), &json!(0)));
    }
}

/// The failed tries among them.
pub fn lost(attempts: &[Attempt]) -> Vec<Lost> {
    attempts.iter().filter(|attempt| attempt.outcome == Outcome::Failed).map(Lost::of).collect()
}

pub async fn upstream(script: &Value) -> Upstream {
    Upstream::start(Script::from_json(script).expect("a script")).await.expect("a port")
}

pub fn no_retry() -> Value {
    json!({"retries": {"max": 0}})
}

pub fn retries(most: u32) -> Value {
    json!({"retries": {"max": most, "backoff": {"initial": "1ms", "max": "1ms"}}})
}

/// The text that an event of the chat format tells.
fn said(data: &[u8]) -> String {
    let chunk: Value = serde_json::from_slice(data).unwrap_or_default();
    chunk["choices"][0]["delta"]["content"].as_str().unwrap_or_default().to_owned()
}

/// One event of the chat format that tells a text.
pub fn event(text: &str) -> String {
    chunk(&json!({"content": text}), Value::Null)
}

pub fn chunk(delta: &Value, finish: Value) -> String {
    let choices = json!([{"index": 0, "delta": delta, "finish_reason": finish}]);
    format!("data: {}\n\n", json!({"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": choices}))
}

/// A whole answer that tells a text, as it goes over the wire.
pub fn stream_of(text: &str) -> String {
    format!("{}{}{}data: [DONE]\n\n", chunk(&json!({"role": "assistant"}), Value::Null), event(text), chunk(&json!({}), json!("stop")))
}

pub const EVENTS: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";

/// Where something has to happen that is another task's work.
pub async fn soon(what: &str, mut holds: impl FnMut() -> bool) {
    for _ in 0..2_000 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("{what}: not within ten seconds");
}
