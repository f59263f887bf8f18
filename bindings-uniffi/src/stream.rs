//! A stream in the host's hands: pulled in batches, of events, of their text, or of bytes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

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
    /// The host has seen the end, which the core may have seen before it.
    ended: AtomicBool,
}

impl NativeStream {
    pub fn new(host: Host, handle: StreamHandle) -> Arc<Self> {
        Arc::new(NativeStream { host, handle, ended: AtomicBool::new(false) })
    }

    async fn pull<T: Batch>(&self, pulling: impl Future<Output = Result<T>> + Send + 'static) -> Result<T, NativeError> {
        let pulled = bridge::run(&self.host, pulling).await;
        if pulled.as_ref().map_or(true, Batch::is_last) {
            self.ended.store(true, Relaxed);
        }
        pulled
    }

    fn once_ended<T>(&self, what: &str, read: impl FnOnce() -> Result<Option<T>>) -> Result<T, NativeError> {
        bridge::now(|| {
            let value = if self.ended.load(Relaxed) { read()? } else { None };
            value.ok_or_else(|| not_ended(what))
        })
    }
}

/// What crosses at once; nothing at the end.
trait Batch: Send + 'static {
    fn is_last(&self) -> bool;
}

impl<T: Send + 'static> Batch for Vec<T> {
    fn is_last(&self) -> bool {
        self.is_empty()
    }
}

#[uniffi::export]
impl NativeStream {
    /// Waits for one event and takes what is ready, at most `limit`: each the JSON text of an event. Empty at the end.
    pub async fn next_batch(&self, limit: u32) -> Result<Vec<String>, NativeError> {
        let handle = self.handle.clone();
        self.pull(async move { handle.next_batch(limit as usize).await?.into_iter().map(text).collect() }).await
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
        self.pull(pulling).await
    }

    /// The next bytes of an HTTP body. Empty at the end.
    pub async fn next_bytes(&self, limit: u32) -> Result<Vec<u8>, NativeError> {
        let handle = self.handle.clone();
        self.pull(async move { Ok(handle.next_batch(limit as usize).await?.concat()) }).await
    }

    /// Ends the call as cancelled, unless it has ended; returns when its receipt is there.
    pub async fn abort(&self) -> Result<(), NativeError> {
        let handle = self.handle.clone();
        let closing = async move {
            handle.close().await;
            Ok(())
        };
        bridge::run(&self.host, closing).await?;
        self.ended.store(true, Relaxed);
        Ok(())
    }

    /// After the end.
    pub fn receipt(&self) -> Result<Receipt, NativeError> {
        self.once_ended("receipt", || self.handle.receipt().map(|receipt| Receipt::new(&receipt)).transpose())
    }

    /// After the end: what came as one whole reply.
    pub fn reply(&self) -> Result<Reply, NativeError> {
        let read = || self.handle.reply().zip(self.handle.receipt()).map(|(body, receipt)| Reply::new(&WholeReply { body, receipt })).transpose();
        self.once_ended("reply", read)
    }
}

fn text(event: Bytes) -> Result<String> {
    String::from_utf8(event.into()).map_err(|_| Error::internal("an event is not UTF-8"))
}

fn not_ended(what: &str) -> Error {
    Error::invalid(format!("`{what}` is known once the stream has ended: read it to its end or abort it")).reason("not_ended")
}
