//! Bedrock's signatures from outside: a wrong clock is learnt once, keys that ran out are read again, nothing is sent a third time.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use parking_lot::Mutex;
use polyroute::Builder;
use polyroute::config::Config;
use polyroute::error::{Error, ErrorKind, Result};
use polyroute::gateway::{Answer, Body, Door, Gateway, Incoming};
use polyroute::task::BoxFuture;
use polyroute::types::{HttpRequest, HttpResponse, HttpTransport};
use serde_json::{Value, json};

const YAML: &str = "
testing: { clock: virtual }
providers: { b: { type: bedrock, aws_region: eu-central-1 } }
routes: { chat: { targets: [ 'b/amazon.nova-pro-v1:0' ], retries: { max: 0 } } }
";

type Said = (u16, &'static [(&'static str, &'static str)], Value);

/// Answers in order, and remembers the headers of what was asked.
#[derive(Default)]
struct Scripted {
    answers: Mutex<VecDeque<Said>>,
    asked: Mutex<Vec<(String, HeaderMap)>>,
}

impl HttpTransport for Scripted {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, Error>> {
        self.asked.lock().push((request.url, request.headers));
        let (status, headers, body) = self.answers.lock().pop_front().expect("nothing is sent without need");
        let headers = headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect();
        let body = futures_util::stream::iter([Ok(Bytes::from(body.to_string()))]);
        let status = StatusCode::from_u16(status).expect("a status");
        Box::pin(async move { Ok(HttpResponse { status, headers, body: Box::pin(body) }) })
    }
}

impl Scripted {
    fn header(&self, n: usize, name: &str) -> String {
        self.asked.lock()[n].1.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    }
}

fn served() -> Said {
    let message = json!({"role": "assistant", "content": [{"text": "hi"}]});
    (200, &[], json!({"output": {"message": message}, "stopReason": "end_turn", "usage": {"inputTokens": 1, "outputTokens": 1, "totalTokens": 2}}))
}

/// A gateway for these variables, and its calls.
struct Caller {
    gateway: Gateway,
    transport: Arc<Scripted>,
}

impl Caller {
    fn new(env: &[(&str, &str)]) -> Self {
        let env = |name: &str| env.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        let config = Config::from_yaml_with(YAML, None, &env).expect("a good configuration");
        Caller { gateway: Builder::new(config).build().expect("a gateway"), transport: Arc::default() }
    }

    async fn ask(&self, answers: impl IntoIterator<Item = Said>) -> Result<String> {
        *self.transport.answers.lock() = answers.into_iter().collect();
        self.transport.asked.lock().clear();
        let body = json!({"model": "chat", "messages": [{"role": "user", "content": "hi"}]});
        let call = Incoming::new(Door::Chat, Body::Json(body.as_object().cloned().unwrap_or_default()));
        let answer = self.gateway.run(self.gateway.prepare(call)?, self.transport.clone()).await;
        assert!(self.transport.answers.lock().is_empty(), "every answer is asked for");
        match answer? {
            Answer::Whole(reply) => Ok(String::from_utf8_lossy(&reply.body).into_owned()),
            Answer::Stream(_) => Err(Error::internal("no stream was asked for")),
        }
    }
}

const KEYS: [(&str, &str); 2] = [("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "canary-of-the-secret")];

#[tokio::test]
async fn a_wrong_clock_is_learnt_from_the_refusal_and_the_call_is_signed_once_more() {
    let caller = Caller::new(&KEYS);
    let late = || -> Said {
        let words = "Signature expired: 20260101T000000Z is now earlier than 20260101T005500Z (20260101T010000Z - 5 min.)";
        let headers = &[("x-amzn-errortype", "InvalidSignatureException"), ("date", "Thu, 01 Jan 2026 01:00:00 GMT")];
        (403, headers, json!({ "message": words }))
    };
    assert!(caller.ask([late(), served()]).await.expect("the second try is served").contains("hi"));
    assert_eq!(
        (caller.transport.header(0, "x-amz-date"), caller.transport.header(1, "x-amz-date")),
        ("20260101T000000Z".into(), "20260101T010000Z".into())
    );
    let url = "https://bedrock-runtime.eu-central-1.amazonaws.com/model/amazon.nova-pro-v1%3A0/converse";
    assert_eq!(caller.transport.asked.lock()[1].0, url);

    caller.ask([served()]).await.expect("the clock is known");
    assert_eq!(caller.transport.header(0, "x-amz-date"), "20260101T010000Z");
    // The same date again teaches nothing.
    let error = caller.ask([late()]).await.expect_err("a refusal");
    assert_eq!((error.kind(), error.get_attempts().len()), (ErrorKind::Authentication, 1));
    assert!(!error.to_string().contains("canary"));
}

#[tokio::test]
async fn keys_that_ran_out_are_read_again_and_sent_once_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("credentials").display().to_string();
    let write = |token: &str| {
        let text = format!("[work]\naws_access_key_id = AKI\naws_secret_access_key = s\naws_session_token = {token}\n");
        std::fs::write(&path, text).expect("a file");
    };
    let expired = || -> Said {
        (403, &[("x-amzn-errortype", "ExpiredTokenException")], json!({"message": "The security token included in the request is expired"}))
    };
    write("old");
    let caller = Caller::new(&[("AWS_SHARED_CREDENTIALS_FILE", &path), ("AWS_PROFILE", "work")]);
    let error = caller.ask([expired()]).await.expect_err("nobody has written new keys");
    assert_eq!(error.kind(), ErrorKind::Authentication);
    write("new");
    caller.ask([expired(), served()]).await.expect("the new keys are taken");
    assert_eq!(
        (caller.transport.header(0, "x-amz-security-token"), caller.transport.header(1, "x-amz-security-token")),
        ("old".into(), "new".into())
    );
}

#[tokio::test]
async fn a_key_goes_before_signatures() {
    let mut env = KEYS.to_vec();
    env.push(("AWS_BEARER_TOKEN_BEDROCK", "bearer-key"));
    let caller = Caller::new(&env);
    caller.ask([served()]).await.expect("an answer");
    assert_eq!(caller.transport.header(0, "authorization"), "Bearer bearer-key");
    assert_eq!(caller.transport.header(0, "x-amz-date"), "");
}

#[test]
fn a_configuration_without_region_or_keys_says_what_to_set() {
    let load = |text: &str, env: &[(&str, &str)]| {
        let env = |name: &str| env.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        Config::from_yaml_with(text, None, &env).err().map(|problems| problems.to_string()).unwrap_or_default()
    };
    let bare = "providers: { b: { type: bedrock } }\nroutes: {}";
    assert!(load(bare, &KEYS).contains("AWS_REGION"));
    assert!(load(bare, &[("AWS_REGION", "eu-west-1")]).contains("AWS_ACCESS_KEY_ID"));
    assert_eq!(load(bare, &[("AWS_REGION", "eu-west-1"), KEYS[0], KEYS[1]]), "");
    assert!(load("providers: { b: { type: bedrock, aws_region: 'eu west/1' } }\nroutes: {}", &KEYS).contains("no region"));
    assert!(load("providers: { o: { type: openai, api_key: k, aws_region: eu-west-1 } }\nroutes: {}", &[]).contains("`bedrock` has one"));
    // By its variables alone, as every type.
    let usual = [("AWS_REGION", "eu-west-1"), KEYS[0], KEYS[1]];
    assert_eq!(load("routes: { chat: { targets: [ 'bedrock/amazon.nova-pro-v1:0' ] } }", &usual), "");
}
