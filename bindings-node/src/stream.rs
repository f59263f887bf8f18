//! A stream in JavaScript's hands: events cross in batches, as one JSON array or as bytes.

use bytes::Bytes;
use napi::bindgen_prelude::Env;
use napi_derive::napi;
use polyroute::host::{Host, StreamHandle};
use polyroute::{Error, Result};

use crate::bridge::{Soon, start};
use crate::errors::thrown;
use crate::mailbox::{self, Item, NativeMailbox};

/// The most events that cross at once.
const BATCH: usize = 64;

#[napi]
pub struct NativeStream {
    host: Host,
    handle: StreamHandle,
}

impl NativeStream {
    pub fn new(host: Host, handle: StreamHandle) -> Self {
        NativeStream { host, handle }
    }

    fn pull(&self, mailbox: &NativeMailbox, make: impl FnOnce(Vec<Bytes>) -> Result<Item> + Send + 'static) -> napi::Result<mailbox::Soon> {
        let handle = self.handle.clone();
        mailbox.start(&self.host, None, async move { make(handle.next_batch(BATCH).await?) })
    }
}

#[napi]
impl NativeStream {
    /// The next events as the text of a JSON array; empty at the end.
    #[napi(catch_unwind)]
    pub fn next_batch(&self, mailbox: &NativeMailbox) -> napi::Result<mailbox::Soon> {
        self.pull(mailbox, |batch| joined(&batch).map(Item::A))
    }

    /// The next bytes of an HTTP body; none at the end.
    #[napi(catch_unwind)]
    pub fn next_bytes(&self, mailbox: &NativeMailbox) -> napi::Result<mailbox::Soon> {
        self.pull(mailbox, |batch| Ok(Item::D(batch.concat().into())))
    }

    /// Ends the call as cancelled, unless it has ended. Settles when its receipt is there.
    #[napi(catch_unwind)]
    pub fn close<'env>(&self, env: &'env Env) -> napi::Result<Soon<'env, ()>> {
        let handle = self.handle.clone();
        start(env, &self.host, async move {
            handle.close().await;
            Ok(())
        })
    }

    /// After the end: the receipt as JSON text.
    #[napi(catch_unwind)]
    pub fn receipt(&self) -> napi::Result<Option<String>> {
        let text = self.handle.receipt().map(|receipt| serde_json::to_string(&*receipt)).transpose();
        text.map_err(|e| thrown(&Error::internal(format!("a receipt has no JSON: {e}"))))
    }

    /// After the end: what the stream said as one body, as JSON text.
    #[napi(catch_unwind)]
    pub fn reply(&self) -> napi::Result<Option<String>> {
        self.handle.reply().map(|body| text_of(&body)).transpose().map_err(|e| thrown(&e))
    }
}

fn joined(batch: &[Bytes]) -> Result<String> {
    if batch.is_empty() {
        return Ok(String::new());
    }
    let mut bytes = Vec::with_capacity(batch.iter().map(|event| event.len() + 1).sum::<usize>() + 1);
    for (n, event) in batch.iter().enumerate() {
        bytes.push(if n == 0 { b'[' } else { b',' });
        bytes.extend_from_slice(event);
    }
    bytes.push(b']');
    String::from_utf8(bytes).map_err(|_| not_text())
}

fn text_of(body: &[u8]) -> Result<String> {
    std::str::from_utf8(body).map(str::to_owned).map_err(|_| not_text())
}

fn not_text() -> Error {
    Error::internal("an event is not UTF-8")
}
