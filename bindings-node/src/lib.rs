//! The native module behind the npm package: JSON text in, JSON text out. `index.cjs` makes JavaScript's own habits of it.

use napi::bindgen_prelude::{Env, Object};
use napi::{Error, Status};
use napi_derive::napi;
use polyroute::gateway::{Body, Door, Incoming, WholeReply};
use polyroute::host::{Host, Source, Submitted};
use serde_json::{Map, Value, json};

/// One gateway. The façade keeps it and hands out what callers see.
#[napi]
pub struct NativeGateway(Host);

#[napi]
impl NativeGateway {
    /// `kind`: `environment`, `file`, `yaml` or `json`; `text` is the path or the configuration itself.
    #[napi(constructor, catch_unwind)]
    pub fn new(kind: String, text: String) -> napi::Result<Self> {
        let source = match kind.as_str() {
            "file" => Source::File(text.into()),
            "yaml" => Source::Yaml(text),
            "json" => Source::Value(serde_json::from_str(&text).map_err(|e| Error::new(Status::InvalidArg, e.to_string()))?),
            _ => Source::Environment,
        };
        Host::open(source).map(NativeGateway).map_err(|error| thrown(&error))
    }

    /// One whole chat. Resolves to the reply as JSON text, with the receipt as its member `polyroute`.
    #[napi(catch_unwind, ts_return_type = "Promise<string>")]
    pub fn chat<'env>(&self, env: &'env Env, body: String) -> napi::Result<Object<'env>> {
        let (deferred, promise) = env.create_deferred()?;
        let incoming = Incoming::new(Door::Chat, Body::Text(body.into()));
        let settle = move |outcome: polyroute::Result<WholeReply>| match outcome.and_then(|reply| with_receipt(&reply)) {
            Ok(text) => deferred.resolve(move |_| Ok(text)),
            Err(error) => deferred.reject(thrown(&error)),
        };
        let prepared = match self.0.prepare(incoming) {
            Ok(prepared) => prepared,
            Err(error) => {
                settle(Err(error));
                return Ok(promise);
            }
        };
        let submitted = self.0.submit(self.0.call(prepared), settle.clone()).map_err(|error| thrown(&error))?;
        if let Submitted::Ready(outcome) = submitted {
            settle(outcome);
        }
        Ok(promise)
    }

    /// Ends background work and makes everything durable.
    #[napi(catch_unwind)]
    pub fn close(&self) -> napi::Result<()> {
        self.0.close().map_err(|error| thrown(&error))
    }
}

fn with_receipt(reply: &WholeReply) -> polyroute::Result<String> {
    let wrong = |error: serde_json::Error| polyroute::Error::internal(format!("a reply is no JSON object: {error}"));
    let mut body: Map<String, Value> = serde_json::from_slice(&reply.body).map_err(wrong)?;
    body.insert("polyroute".into(), serde_json::to_value(&*reply.receipt).map_err(wrong)?);
    serde_json::to_string(&body).map_err(wrong)
}

/// The message of what is thrown is JSON text: the façade makes the class of it.
fn thrown(error: &polyroute::Error) -> Error {
    let fields = json!({
        "message": error.to_string(),
        "kind": error.kind().name(),
        "reason": error.get_reason(),
        "status": error.get_upstream().status,
        "provider": error.get_provider(),
        "requestId": error.get_request_id(),
        "traceId": error.get_trace_id(),
        "retryAfterMs": error.get_retry_after().map(|after| after.as_secs_f64() * 1000.0),
        "path": error.path(),
        "rule": error.get_rule(),
        "attempts": error.get_attempts(),
        "retryable": error.is_retryable(),
    });
    Error::new(Status::GenericFailure, fields.to_string())
}
