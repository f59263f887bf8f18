//! One gateway as Kotlin and Swift hold it: typed calls and the HTTP doors. Reports stand in `reports.rs`.
//!
//! The futures of calls are boxed where they are made: they fill many kilobytes, and the stacks that they are polled on are the
//! host's (512 KiB on iOS, 1 MiB on the JVM).

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

use polyroute::gateway::{Body, Door, Incoming};
use polyroute::host::{Host, Source};
use polyroute::{Error, Result, types};

use crate::bridge::{NativeCancel, now, run, run_until};
use crate::error::NativeError;
use crate::functions::{NativeFunction, functions};
use crate::http::{HttpRequest, NativeHttpReply};
use crate::options::{Labels, NativeOptions};
use crate::reply::Reply;
use crate::stream::NativeStream;
use crate::transport::{NativeTransport, transport};

/// Where a configuration comes from.
#[derive(Debug, Clone, uniffi::Enum)]
pub enum NativeSource {
    /// `POLYROUTE_CONFIG`, else the usual key variables.
    Environment,
    Yaml {
        text: String,
    },
}

impl From<NativeSource> for Source {
    fn from(source: NativeSource) -> Self {
        match source {
            NativeSource::Environment => Source::Environment,
            NativeSource::Yaml { text } => Source::Yaml(text),
        }
    }
}

/// One gateway, or a view of it with labels bound.
#[derive(uniffi::Object)]
pub struct NativeGateway {
    host: Host,
    bound: types::Labels,
    closed: Arc<AtomicBool>,
}

impl NativeGateway {
    /// The host, for a call that is about to begin.
    pub fn host(&self) -> Result<&Host> {
        if self.closed.load(Relaxed) {
            return Err(Error::invalid("the gateway is closed").reason("closed"));
        }
        Ok(&self.host)
    }

    pub fn incoming(&self, door: &str, body: String, options: NativeOptions) -> Result<Incoming> {
        let door = Door::from_name(door).ok_or_else(|| Error::invalid(format!("there is no door `{door}`")))?;
        Ok(Incoming { options: options.into(), block: self.bound.clone(), ..Incoming::new(door, Body::Text(body.into())) })
    }
}

#[uniffi::export]
impl NativeGateway {
    /// `functions`: the host's own, by the names that the configuration uses. `transport`: the host's HTTP in the place of ours.
    #[uniffi::constructor]
    pub fn start(
        source: NativeSource,
        functions_by_name: HashMap<String, Arc<dyn NativeFunction>>,
        http: Option<Arc<dyn NativeTransport>>,
    ) -> Result<Arc<Self>, NativeError> {
        now(|| {
            let host = Host::open_over(source.into(), functions(functions_by_name), http.map(transport))?;
            Ok(Arc::new(NativeGateway { host, bound: types::Labels::default(), closed: Arc::default() }))
        })
    }

    /// The same core; what is bound here counts over what was bound before.
    pub fn with_labels(&self, labels: Labels) -> Arc<Self> {
        let mut bound: types::Labels = labels.into();
        bound.fill_from(&self.bound);
        Arc::new(NativeGateway { host: self.host.clone(), bound, closed: self.closed.clone() })
    }

    /// A whole call by the door of that name.
    pub async fn call(&self, door: String, body: String, options: NativeOptions, cancel: Option<Arc<NativeCancel>>) -> Result<Reply, NativeError> {
        let call = now(|| {
            let host = self.host()?;
            Ok(Box::pin(host.call(host.prepare(self.incoming(&door, body, options)?)?)))
        })?;
        run_until(&self.host, cancel, async move { Reply::new(&call.await?) }).await
    }

    /// A streamed call; `body` asks for the stream.
    pub async fn stream(
        &self,
        door: String,
        body: String,
        options: NativeOptions,
        cancel: Option<Arc<NativeCancel>>,
    ) -> Result<Arc<NativeStream>, NativeError> {
        let opening = now(|| {
            let host = self.host()?;
            let mut incoming = self.incoming(&door, body, options)?;
            incoming.path_members.push(("stream", true.into()));
            Ok(Box::pin(host.stream(host.prepare(incoming)?)))
        })?;
        let owner = self.host.clone();
        run_until(&self.host, cancel, async move { Ok(NativeStream::new(owner, opening.await?)) }).await
    }

    /// An HTTP request by any door. Errors are replies.
    pub async fn handle(&self, request: HttpRequest, cancel: Option<Arc<NativeCancel>>) -> Result<NativeHttpReply, NativeError> {
        let passing = now(|| Ok(Box::pin(self.host()?.handle(request.into_core(self.bound.clone())))))?;
        let owner = self.host.clone();
        run_until(&self.host, cancel, async move { Ok(NativeHttpReply::new(owner, passing.await?)) }).await
    }

    /// Puts another configuration into force; without one the source of the present one, read anew. No thread of the host waits.
    pub async fn reload(&self, source: Option<NativeSource>) -> Result<(), NativeError> {
        let reloading = now(|| Ok(self.host()?.reloading(source.map(Into::into))))?;
        run(&self.host, reloading).await
    }

    /// Ends background work and makes everything durable. Calls in flight go on.
    pub async fn shutdown(&self) -> Result<(), NativeError> {
        if self.closed.swap(true, Relaxed) {
            return Ok(());
        }
        run(&self.host, self.host.closing()).await
    }

    /// The same, waiting on this thread for at most so long.
    pub fn shutdown_within(&self, milliseconds: u64) -> Result<(), NativeError> {
        now(|| if self.closed.swap(true, Relaxed) { Ok(()) } else { self.host.close_within(Duration::from_millis(milliseconds)) })
    }
}
