//! One gateway as JavaScript holds it: typed calls and the HTTP doors. Reports stand in `reports.rs`.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use bytes::Bytes;
use napi::bindgen_prelude::{Buffer, Either, Env};
use napi_derive::napi;
use polyroute::door::HttpIn;
use polyroute::gateway::{Body, Door, Gateway, Incoming, Stale};
use polyroute::host::{Host, HttpBody, HttpOut, Source, call_arguments, labels_of, with_receipt};
use polyroute::types::Labels;
use polyroute::{Error, Result};
use serde::de::DeserializeOwned;

use crate::bridge::{NativeCancel, Soon, start};
use crate::errors::thrown;
use crate::functions::{NativeCaller, NativeDesk};
use crate::mailbox::{self, Item, NativeMailbox};
use crate::stream::NativeStream;

/// Text or its bytes.
pub type Text = Either<String, Buffer>;

#[napi]
pub struct NativeGateway {
    host: Host,
    closed: AtomicBool,
}

impl NativeGateway {
    /// The host, for a call that is about to begin.
    pub fn host(&self) -> Result<&Host> {
        if self.closed.load(Relaxed) {
            return Err(Error::invalid("the gateway is closed").reason("closed"));
        }
        Ok(&self.host)
    }

    pub fn gateway(&self) -> Result<Gateway> {
        self.host()?.gateway()
    }
}

/// A typed call in the core's words. `options` and `block` are JSON text.
pub fn incoming(door: &str, body: Text, options: Option<String>, block: Option<String>) -> Result<Incoming> {
    let door = Door::from_name(door).ok_or_else(|| Error::invalid(format!("there is no door `{door}`")))?;
    let options = options.map(|text| call_arguments(parsed(&text)?)).transpose()?.unwrap_or_default();
    Ok(Incoming { options, block: labels(block)?, ..Incoming::new(door, Body::Text(bytes_of(body))) })
}

fn labels(block: Option<String>) -> Result<Labels> {
    block.map_or_else(|| Ok(Labels::default()), |text| labels_of(parsed(&text)?))
}

/// What the package itself wrote.
pub fn parsed<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| Error::invalid(format!("not JSON as this call wants it: {e}")))
}

fn bytes_of(text: Text) -> Bytes {
    match text {
        Either::A(text) => text.into(),
        // Copied: the caller may write into it while the call runs.
        Either::B(buffer) => Bytes::copy_from_slice(&buffer),
    }
}

fn source_of(kind: &str, text: String) -> Result<Source> {
    Ok(match kind {
        "file" => Source::File(text.into()),
        "yaml" => Source::Yaml(text),
        "json" => Source::Value(parsed(&text)?),
        _ => Source::Environment,
    })
}

/// What a door answers.
#[napi(object, object_from_js = false)]
pub struct NativeHttpReply {
    pub status: u32,
    /// Names and values by turns.
    pub headers: Vec<String>,
    /// Whole, or else it streams.
    pub body: Option<Buffer>,
    pub stream: Option<NativeStream>,
}

impl NativeHttpReply {
    fn new(host: Host, out: HttpOut) -> Self {
        let headers = out.headers.into_iter().flat_map(|(name, value)| [name, value]).collect();
        let (body, stream) = match out.body {
            HttpBody::Whole(bytes) => (Some(Vec::from(bytes).into()), None),
            HttpBody::Stream(handle) => (None, Some(NativeStream::new(host, handle))),
        };
        NativeHttpReply { status: out.status.into(), headers, body, stream }
    }
}

#[napi]
impl NativeGateway {
    /// `kind`: `environment`, `file`, `yaml` or `json`; `text` is the path or the configuration itself.
    #[napi(constructor, catch_unwind)]
    pub fn new(kind: String, text: String, names: Option<Vec<String>>, desk: Option<&NativeDesk>) -> napi::Result<Self> {
        let source = source_of(&kind, text).map_err(|e| thrown(&e))?;
        let functions = desk.map(|desk| desk.functions(names.unwrap_or_default())).unwrap_or_default();
        let host = Host::open_with(source, functions).map_err(|e| thrown(&e))?;
        Ok(NativeGateway { host, closed: AtomicBool::new(false) })
    }

    #[allow(clippy::too_many_arguments, reason = "the boundary is flat: an object would cost more to take apart")]
    /// A typed call: the reply as JSON text with the receipt as its member `polyroute`, or a stream where the body asks for one.
    #[napi(catch_unwind)]
    pub fn call(
        &self,
        mailbox: &NativeMailbox,
        door: String,
        body: Text,
        options: Option<String>,
        block: Option<String>,
        cancel: Option<&NativeCancel>,
        caller: Option<&NativeCaller>,
    ) -> napi::Result<mailbox::Soon> {
        let prepared = incoming(&door, body, options, block).and_then(|mut incoming| {
            incoming.options.host = caller.map(NativeCaller::context);
            Ok((self.host()?.clone(), self.host()?.prepare(incoming)?))
        });
        let (host, prepared) = prepared.map_err(|e| thrown(&e))?;
        if prepared.streams() {
            let (opening, owner) = (host.stream(prepared), host.clone());
            return mailbox.start(&host, cancel, async move { Ok(Item::B(NativeStream::new(owner, opening.await?))) });
        }
        let call = host.call(prepared);
        mailbox.start(&host, cancel, async move { Ok(Item::A(with_receipt(&call.await?)?)) })
    }

    #[allow(clippy::too_many_arguments, reason = "the boundary is flat: an object would cost more to take apart")]
    /// An HTTP request by any door. `headers`: names and values by turns.
    #[napi(catch_unwind)]
    pub fn handle(
        &self,
        mailbox: &NativeMailbox,
        method: String,
        path: String,
        headers: Vec<String>,
        body: Text,
        block: Option<String>,
        cancel: Option<&NativeCancel>,
        caller: Option<&NativeCaller>,
    ) -> napi::Result<mailbox::Soon> {
        let ready = self.host().and_then(|host| Ok((host.clone(), labels(block)?)));
        let (host, block) = ready.map_err(|e| thrown(&e))?;
        let headers = headers.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
        let request = HttpIn { method, path, headers, body: bytes_of(body), block, read_timeout: None, host: caller.map(NativeCaller::context) };
        let (passing, owner) = (host.handle(request), host.clone());
        mailbox.start(&host, cancel, async move { Ok(Item::C(NativeHttpReply::new(owner, passing.await?))) })
    }

    /// Takes answers out of the cache; gives how many went.
    #[napi(catch_unwind)]
    pub fn invalidate(&self, tag: Option<String>, route: Option<String>, tenant: Option<String>) -> napi::Result<f64> {
        let gone = self.gateway().and_then(|gateway| gateway.invalidate(&Stale { tag, route, tenant }));
        gone.map(|gone| gone as f64).map_err(|e| thrown(&e))
    }

    /// Another configuration; without a `kind` the source of the present one, read anew.
    #[napi(catch_unwind)]
    pub fn reload<'env>(&self, env: &'env Env, kind: Option<String>, text: String) -> napi::Result<Soon<'env, ()>> {
        let asked = || Ok((self.host()?, kind.map(|kind| source_of(&kind, text)).transpose()?));
        let (host, source) = asked().map_err(|e: Error| thrown(&e))?;
        start(env, host, host.reloading(source))
    }

    /// Ends background work and makes everything durable. Calls in flight go on.
    #[napi(catch_unwind)]
    pub fn close<'env>(&self, env: &'env Env) -> napi::Result<Option<Soon<'env, ()>>> {
        if self.closed.swap(true, Relaxed) {
            return Ok(None);
        }
        start(env, &self.host, self.host.closing()).map(Some)
    }

    /// The same for the end of the process, where no promise settles any more: waits on this thread, at most a second.
    #[napi(catch_unwind)]
    pub fn close_now(&self) -> napi::Result<()> {
        if !self.closed.swap(true, Relaxed) {
            self.host.close_within(std::time::Duration::from_secs(1)).map_err(|e| thrown(&e))?;
        }
        Ok(())
    }

    #[napi(getter, catch_unwind)]
    pub fn closed(&self) -> bool {
        self.closed.load(Relaxed)
    }
}
