//! A provider that is a function of the host (`type: function`): asked and answered in the OpenAI chat format.
//!
//! It gets the body and a context, and gives a body, or an iterator of chunks; a text stands for an answer that says just that.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::{Value, json};

use super::http::Events;
use super::{Answered, Ask, Preview, Provider};
use crate::catalog::Target;
use crate::config::ProviderConfig;
use crate::error::{Class, Error, Result};
use crate::id;
use crate::task::BoxFuture;
use crate::types::{ByteStream, Call, CallContext, Count, Dialect, Functions, HostFn, HostReply, HostStream, OnUnsupported, Reply, callback};
use crate::types::{ready_events, unfold};
use crate::wire::{self, Codec, EncodeTarget, Encoded, Fields};

pub struct FunctionProvider {
    config: Arc<ProviderConfig>,
    function: Arc<dyn HostFn>,
    codec: &'static dyn Codec,
}

impl FunctionProvider {
    /// `name`: what the configuration calls the function.
    pub fn new(config: Arc<ProviderConfig>, name: &str, functions: &Functions) -> Result<Self> {
        let function = functions.get(name, &format!("providers.{}.function", config.name))?;
        let codec = wire::codec(Dialect::OpenaiChat).ok_or_else(|| Error::internal("the chat format has no codec"))?;
        Ok(FunctionProvider { config, function, codec })
    }

    fn encode(&self, call: &Call, target: &Target, ask: Ask, fields: &mut Fields) -> Result<Encoded> {
        let to = EncodeTarget {
            model: &target.model,
            params: (!target.params.is_empty()).then_some(&target.params),
            max_tokens: ask.max_tokens,
            first_party_openai: false,
            system_role: self.config.quirks.system_role.as_deref(),
            quirks: &[],
            facts: &target.model_facts,
            on_unsupported: ask.on_unsupported,
        };
        let encoded = match call {
            Call::Chat(request) => self.codec.encode_request(request, &to, fields),
            Call::Embed(request) => self.codec.encode_embed_request(request, &to, fields),
            Call::Count(_) => Err(Error::invalid("a function does not count").reason("no_count")),
        };
        fields.settle();
        encoded
    }

    async fn ask(&self, call: &Call, target: &Target, ask: Ask, ctx: &CallContext) -> Result<Answered> {
        let mut fields = Fields::default();
        if let Call::Count(_) = call {
            fields.emulated.push("messages".to_owned());
            return Ok(answered(Reply::Count(Count { input: ask.input_estimate, raw: None }), fields));
        }
        let encoded = self.encode(call, target, ask, &mut fields).map_err(|e| e.reason("unfit"))?;
        let body = read(&encoded.body)?;
        let context = json!({
            "trace_id": ctx.trace_id, "target": target.id, "model": target.model, "labels": ctx.labels, "stream": call.streams(),
            "deadline_ms": ctx.deadline.since(ctx.clock.now()).as_millis() as u64,
        });
        let reply = self.function.call(vec![body, context], ctx.options.host.clone()).await?;
        let reply = match (call, reply) {
            (Call::Embed(_), HostReply::Value(value)) => Reply::Vectors(self.codec.decode_vectors(written(&value))?),
            (_, HostReply::Value(value)) => {
                let mut whole = self.codec.decode_response(written(&completed(value, target)))?;
                if whole.model.is_empty() {
                    whole.model = target.model.to_string();
                }
                if call.streams() { Reply::Stream(ready_events(unfold(&whole))) } else { Reply::Whole(whole) }
            }
            (Call::Chat(request), HostReply::Stream(chunks)) if request.stream => {
                Reply::Stream(Box::pin(Events::new(frames(chunks, target), self.codec.event_decoder(), &target.model)))
            }
            (_, HostReply::Stream(_)) => return Err(callback("a function gave an iterator to a call that does not stream")),
        };
        Ok(answered(reply, fields))
    }
}

fn answered(reply: Reply, fields: Fields) -> Answered {
    Answered { reply, fields, refused: None, rest: None }
}

/// Fails over like a server's fault, is not repeated, and stays of kind callback with its cause.
fn faulty(error: Error) -> Error {
    if error.class().is_some() || error.get_reason() == Some("unfit") { error } else { error.classed(Class::Server) }
}

fn read(body: &[u8]) -> Result<Value> {
    serde_json::from_slice(body).map_err(|e| Error::internal(format!("the request is no JSON: {e}")))
}

fn written(value: &Value) -> Bytes {
    value.to_string().into()
}

/// A reply with what every reply has, where the function left it out.
fn completed(value: Value, target: &Target) -> Value {
    let mut reply = match value {
        Value::String(text) => json!({"choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}]}),
        other => other,
    };
    envelope(&mut reply, "chat.completion", &id::random_id("chatcmpl-", 29), target);
    reply
}

fn envelope(reply: &mut Value, object: &str, id: &str, target: &Target) {
    let Value::Object(members) = reply else { return };
    for (name, value) in [("id", json!(id)), ("object", json!(object)), ("created", json!(0)), ("model", json!(target.model))] {
        members.entry(name).or_insert(value);
    }
}

/// The chunks as the bytes of an event stream; a finish is added where texts alone came.
fn frames(chunks: Box<dyn HostStream>, target: &Target) -> ByteStream {
    struct State {
        chunks: Box<dyn HostStream>,
        id: String,
        target: Target,
        only_texts: bool,
        ended: bool,
    }
    let state = State { chunks, id: id::random_id("chatcmpl-", 29), target: target.clone(), only_texts: true, ended: false };
    Box::pin(futures_util::stream::unfold(state, |mut state| async move {
        if state.ended {
            return None;
        }
        let frame = |mut chunk: Value, state: &State| {
            envelope(&mut chunk, "chat.completion.chunk", &state.id, &state.target);
            format!("data: {chunk}\n\n")
        };
        let bytes = match state.chunks.next().await {
            Err(error) => {
                state.ended = true;
                return Some((Err(faulty(error)), state));
            }
            Ok(Some(Value::String(text))) => frame(json!({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": null}]}), &state),
            Ok(Some(chunk)) => {
                state.only_texts = false;
                frame(chunk, &state)
            }
            Ok(None) => {
                state.ended = true;
                let finish = json!({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]});
                let last = if state.only_texts { frame(finish, &state) } else { String::new() };
                last + "data: [DONE]\n\n"
            }
        };
        Some((Ok(Bytes::from(bytes)), state))
    }))
}

impl Provider for FunctionProvider {
    fn send<'a>(&'a self, call: &'a Call, target: &'a Target, ask: Ask, ctx: &'a CallContext) -> BoxFuture<'a, Result<Answered>> {
        Box::pin(async move { self.ask(call, target, ask, ctx).await.map_err(|e| faulty(e).provider(&*self.config.name)) })
    }

    fn preview(&self, call: &Call, target: &Target, ask: Ask, _ctx: &CallContext, fields: &mut Fields) -> Result<Preview> {
        let body = read(&self.encode(call, target, ask, fields)?.body)?;
        let function = self.config.function.as_deref().unwrap_or_default();
        Ok(Preview { method: "CALL", url: format!("function:{function}"), headers: Vec::new(), body })
    }

    fn fits(&self, call: &Call, target: &Target, on_unsupported: OnUnsupported) -> Result<Fields> {
        let mut fields = Fields::default();
        match call {
            Call::Count(_) => fields.emulated.push("messages".to_owned()),
            _ => drop(self.encode(call, target, Ask { on_unsupported, ..Ask::default() }, &mut fields)?),
        }
        Ok(fields)
    }
}
