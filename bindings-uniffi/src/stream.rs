//! A stream in the host's hands: pulled in batches, of events, of their text, or of bytes.

use std::sync::Arc;

use bytes::Bytes;
use polyroute::gateway::WholeReply;
use polyroute::host::{Host, StreamHandle, event_text};
use polyroute::{Error, Result};

use crate::bridge;
use crate::error::NativeError;
use crate::reply::{Receipt, Reply};

/// Pull it until a batch is empty. Releasing it before that ends the call as cancelled.
#[derive(uniffi::Object)]
pub struct NativeStream {
    host: Host,
    handle: StreamHandle,
}

impl NativeStream {
    pub fn new(host: Host, handle: StreamHandle) -> Arc<Self> {
        Arc::new(NativeStream { host, handle })
    }

    async fn pull<T: Send + 'static>(&self, limit: u32, read: impl FnOnce(Vec<Bytes>) -> Result<T> + Send + 'static) -> Result<T, NativeError> {
        let handle = self.handle.clone();
        bridge::run(&self.host, async move { read(handle.next_batch(limit as usize).await?) }).await
    }
}

#[uniffi::export]
impl NativeStream {
    /// Waits for one event and takes what is ready, at most `limit`: each the JSON text of an event. Empty at the end.
    pub async fn next_batch(&self, limit: u32) -> Result<Vec<String>, NativeError> {
        self.pull(limit, |batch| batch.into_iter().map(text).collect()).await
    }

    /// The same for what the events add to the text. Empty at the end.
    pub async fn next_texts(&self, limit: u32) -> Result<Vec<String>, NativeError> {
        let handle = self.handle.clone();
        let pulling = async move {
            loop {
                let batch = handle.next_batch(limit as usize).await?;
                let texts: Vec<String> = batch.iter().filter_map(|event| event_text(event)).map(Into::into).collect();
                if batch.is_empty() || !texts.is_empty() {
                    return Ok(texts);
                }
            }
        };
        bridge::run(&self.host, pulling).await
    }

    /// The next bytes of an HTTP body. Empty at the end.
    pub async fn next_bytes(&self, limit: u32) -> Result<Vec<u8>, NativeError> {
        self.pull(limit, |batch| Ok(batch.concat())).await
    }

    /// Ends the call as cancelled, unless it has ended; returns when its receipt is there.
    pub async fn abort(&self) -> Result<(), NativeError> {
        let handle = self.handle.clone();
        let closing = async move {
            handle.close().await;
            Ok(())
        };
        bridge::run(&self.host, closing).await
    }

    /// After the end.
    pub fn receipt(&self) -> Result<Receipt, NativeError> {
        bridge::now(|| Receipt::new(&*self.handle.receipt().ok_or_else(|| not_ended("receipt"))?))
    }

    /// After the end: what came as one whole reply.
    pub fn reply(&self) -> Result<Reply, NativeError> {
        bridge::now(|| {
            let (body, receipt) = self.handle.reply().zip(self.handle.receipt()).ok_or_else(|| not_ended("reply"))?;
            Reply::new(&WholeReply { body, receipt })
        })
    }
}

fn text(event: Bytes) -> Result<String> {
    String::from_utf8(event.into()).map_err(|_| Error::internal("an event is not UTF-8"))
}

fn not_ended(what: &str) -> Error {
    Error::invalid(format!("`{what}` is known once the stream has ended: read it to its end or abort it")).reason("not_ended")
}
