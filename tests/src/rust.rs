//! The Rust core as a subject, through the boundary that every binding uses.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use polyroute::door::HttpIn;
use polyroute::error::Error;
use polyroute::gateway::{Body, Door, Incoming};
use polyroute::host::{Host, HttpBody, Source, StreamHandle, Submitted};
use polyroute::task::BoxFuture;
use polyroute::types::{CacheControl, CallOptions, Functions, HostContext, HostFn, HostReply, HostStream, Labels, UsageFilter, callback};
use polyroute_upstream::script::duration;
use serde_json::{Map, Value, json};

use crate::case::{CallStep, Http};
use crate::functions::{Desk, Given, THROWN};
use crate::subject::{CallResult, Subject};

pub struct Rust(Host);

impl Subject for Rust {
    fn open(config: &Value, functions: &Arc<Desk>) -> Result<Self, Value> {
        let function = |name: String| -> (String, Arc<dyn HostFn>) { (name.clone(), Arc::new(Function { name, desk: functions.clone() })) };
        let functions = Functions::new(functions.names().into_iter().map(function));
        Host::open_with(Source::Value(config.clone()), functions).map(Rust).map_err(|e| error_value(&e))
    }

    async fn call(&self, call: &CallStep, cancelled: impl Future<Output = ()> + Send) -> CallResult {
        let (host, call) = (self.0.clone(), call.clone());
        if call.cancel_held.is_some() {
            return cancelled_call(&host, &call, cancelled).await;
        }
        let done = tokio::task::spawn_blocking(move || match &call.http {
            Some(http) => door(&host, http, &call.body),
            None => typed(&host, &call).unwrap_or_else(|e| CallResult::failed(error_value(&e))),
        });
        done.await.unwrap_or_else(|e| CallResult::failed(json!({"kind": "panic", "message": e.to_string()})))
    }

    fn stats(&self) -> Value {
        self.0.gateway().map_or_else(|e| error_value(&e), |gateway| gateway.stats())
    }

    async fn usage(&self, group_by: &[String]) -> Value {
        let filter = UsageFilter { group_by: group_by.to_vec(), ..UsageFilter::default() };
        let rows = async { self.0.gateway()?.usage(filter).await };
        rows.await.map_or_else(|e| error_value(&e), Value::Array)
    }

    async fn trace(&self, trace_id: &str) -> Value {
        let record = async { self.0.gateway()?.trace(trace_id).await };
        record.await.map_or_else(|e| error_value(&e), Option::unwrap_or_default)
    }

    fn reload(&self, config: &Value) -> Result<(), Value> {
        self.0.reload(Some(Source::Value(config.clone()))).map_err(|e| error_value(&e))
    }

    fn advance(&self, by: Duration) {
        if let Ok(gateway) = self.0.gateway() {
            gateway.advance(by);
        }
    }

    fn break_state(&self) {
        if let Ok(gateway) = self.0.gateway() {
            gateway.break_state();
        }
    }

    fn close(&self) {
        let _ = self.0.close();
    }
}

/// A function of a case.
struct Function {
    name: String,
    desk: Arc<Desk>,
}

impl Function {
    fn thrown(name: &str) -> Error {
        callback(format!("the function `{name}` failed: {THROWN}"))
    }
}

impl HostFn for Function {
    fn call(&self, arguments: Vec<Value>, _: Option<HostContext>) -> BoxFuture<'_, polyroute::Result<HostReply>> {
        Box::pin(async move {
            match self.desk.called(&self.name, &arguments) {
                Given::Value(value) => Ok(HostReply::Value(value)),
                Given::Pieces { texts, then_throws } => {
                    let end = if then_throws { Err(Function::thrown(&self.name)) } else { Ok(None) };
                    Ok(HostReply::Stream(Box::new(Pieces { texts: texts.into_iter(), end: Some(end) })))
                }
                Given::Throw => Err(Function::thrown(&self.name)),
                Given::Never => std::future::pending().await,
            }
        })
    }
}

struct Pieces {
    texts: std::vec::IntoIter<Value>,
    end: Option<polyroute::Result<Option<Value>>>,
}

impl HostStream for Pieces {
    fn next(&mut self) -> BoxFuture<'_, polyroute::Result<Option<Value>>> {
        let next = self.texts.next().map_or_else(|| self.end.take().unwrap_or(Ok(None)), |text| Ok(Some(text)));
        Box::pin(async move { next })
    }
}

/// A typed call on this thread, whole or streamed.
fn typed(host: &Host, call: &CallStep) -> Result<CallResult, Error> {
    let prepared = host.prepare(incoming(call)?)?;
    if !prepared.streams() {
        let reply = host.call_blocking(prepared, None)?;
        return Ok(CallResult { body: parse(&reply.body), receipt: json!(*reply.receipt), ..CallResult::default() });
    }
    let stream = host.stream_blocking(prepared, None)?;
    let mut chunks: Vec<Value> = Vec::new();
    let mut error = Value::Null;
    loop {
        if call.close_after.is_some_and(|n| chunks.len() >= n) {
            stream.close_blocking(None)?;
            break;
        }
        // Batches of one, so that `close: { after_events }` means what it says.
        match stream.next_batch_blocking(1, None) {
            Ok(batch) if batch.is_empty() => break,
            Ok(batch) => chunks.extend(batch.iter().map(parse)),
            Err(e) => {
                error = error_value(&e);
                break;
            }
        }
    }
    Ok(finished(&stream, chunks, error))
}

fn finished(stream: &StreamHandle, chunks: Vec<Value>, error: Value) -> CallResult {
    let body = stream.reply().map(|b| parse(&b)).unwrap_or_default();
    let receipt = stream.receipt().map(|r| json!(*r)).unwrap_or_default();
    CallResult { body, chunks: Some(chunks), receipt, error, ..CallResult::default() }
}

/// An asynchronous call whose future is dropped.
async fn cancelled_call(host: &Host, call: &CallStep, cancelled: impl Future<Output = ()> + Send) -> CallResult {
    let prepared = match incoming(call).and_then(|i| host.prepare(i)) {
        Ok(prepared) => prepared,
        Err(e) => return CallResult::failed(error_value(&e)),
    };
    let (done, result) = tokio::sync::oneshot::channel();
    let submitted = host.submit(host.call(prepared), |reply| drop(done.send(reply)));
    let Ok(Submitted::Pending(abort)) = submitted else { return CallResult::failed(json!({"kind": "ready at once"})) };
    tokio::select! {
        reply = result => match reply {
            Ok(Ok(reply)) => CallResult { body: parse(&reply.body), ..CallResult::default() },
            Ok(Err(e)) => CallResult::failed(error_value(&e)),
            Err(_) => CallResult::failed(json!({"kind": "dropped"})),
        },
        () = cancelled => {
            abort.abort();
            CallResult::failed(json!({"kind": "cancelled"}))
        }
    }
}

/// A call through an HTTP door.
fn door(host: &Host, http: &Http, body: &Value) -> CallResult {
    let body = match body {
        Value::Null => Bytes::new(),
        Value::String(text) => Bytes::from(text.clone()),
        json => Bytes::from(json.to_string()),
    };
    let mut headers = http.headers.clone();
    headers.push(("content-type".into(), "application/json".into()));
    let request =
        HttpIn { method: http.method.clone(), path: http.path.clone(), headers, body, block: Labels::default(), read_timeout: None, host: None };
    let out = match host.handle_blocking(request, None) {
        Ok(out) => out,
        Err(e) => return CallResult::failed(error_value(&e)),
    };
    let mut result = CallResult { status: Some(out.status), ..CallResult::default() };
    result.headers = out.headers.into_iter().map(|(name, value)| (name, value.into())).collect::<Map<_, _>>();
    match out.body {
        HttpBody::Whole(bytes) => result.body = parse(&bytes),
        HttpBody::Stream(stream) => {
            let mut wire = Vec::new();
            while let Ok(pieces) = stream.next_batch_blocking(64, None) {
                if pieces.is_empty() {
                    break;
                }
                wire.extend(pieces.concat());
            }
            let text = String::from_utf8_lossy(&wire);
            // Server-sent events, or lines of JSON.
            let data = text.lines().filter_map(|l| l.strip_prefix("data: ").or_else(|| Some(l).filter(|l| l.starts_with('{'))));
            result.chunks = Some(data.filter(|d| *d != "[DONE]").map(|d| parse(&Bytes::from(d.to_owned()))).collect());
        }
    }
    result
}

fn incoming(call: &CallStep) -> Result<Incoming, Error> {
    let door = Door::from_name(&call.door).ok_or_else(|| Error::internal(format!("no door `{}`", call.door)))?;
    let mut body = call.body.as_object().cloned().unwrap_or_default();
    if call.stream {
        body.insert("stream".into(), true.into());
    }
    let mut options = CallOptions::default();
    if !call.labels.is_null() {
        options.labels = serde_json::from_value(call.labels.clone()).map_err(|e| Error::invalid(e.to_string()))?;
    }
    options.cache = match (call.cache.as_str(), &call.cache["max_age"]) {
        (Some("no-store"), _) => CacheControl::NoStore,
        (Some("refresh"), _) => CacheControl::Refresh,
        (Some("only-if-cached"), _) => CacheControl::OnlyIfCached,
        (_, Value::Number(seconds)) => CacheControl::MaxAge(Duration::from_secs(seconds.as_u64().unwrap_or(0))),
        _ => CacheControl::Default,
    };
    if !call.deadline.is_null() {
        options.deadline = Some(duration(&call.deadline).map_err(Error::invalid)?);
    }
    Ok(Incoming { options, ..Incoming::new(door, Body::Json(body)) })
}

fn parse(bytes: &Bytes) -> Value {
    serde_json::from_slice(bytes).unwrap_or_else(|_| Value::from(String::from_utf8_lossy(bytes)))
}

fn error_value(e: &Error) -> Value {
    let status = e.get_upstream().status.unwrap_or_else(|| e.kind().http_status());
    json!({
        "kind": e.kind().name(), "message": e.message(), "status": status, "reason": e.get_reason(), "path": e.path(), "rule": e.get_rule(),
        "provider": e.get_provider(), "request_id": e.get_request_id(), "trace_id": e.get_trace_id(), "retryable": e.is_retryable(),
        "retry_after": e.get_retry_after().map(|d| d.as_secs_f64()), "attempts": e.get_attempts(),
    })
}
