//! HTTP doors as records.

use std::sync::Arc;

use polyroute::door::HttpIn;
use polyroute::host::{Host, HttpBody, HttpOut};
use polyroute::types::Labels;

use crate::stream::NativeStream;

#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Header {
    pub name: String,
    pub value: String,
}

/// A request at a door of the gateway. The path chooses the wire format; the query stands in it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct HttpRequest {
    pub method: String,
    pub path: String,
    pub headers: Vec<Header>,
    pub body: Vec<u8>,
}

impl HttpRequest {
    pub fn into_core(self, block: Labels) -> HttpIn {
        let headers = self.headers.into_iter().map(|header| (header.name, header.value)).collect();
        HttpIn { method: self.method, path: self.path, headers, body: self.body.into(), block, read_timeout: None, host: None }
    }
}

/// What a door answers: whole, or else it streams.
#[derive(Clone, uniffi::Record)]
pub struct NativeHttpReply {
    pub status: u16,
    pub headers: Vec<Header>,
    pub body: Option<Vec<u8>>,
    pub stream: Option<Arc<NativeStream>>,
}

impl NativeHttpReply {
    pub fn new(host: Host, out: HttpOut) -> Self {
        let headers = out.headers.into_iter().map(|(name, value)| Header { name, value }).collect();
        let (body, stream) = match out.body {
            HttpBody::Whole(bytes) => (Some(bytes.into()), None),
            HttpBody::Stream(handle) => (None, Some(NativeStream::new(host, handle))),
        };
        NativeHttpReply { status: out.status, headers, body, stream }
    }
}
