//! The host's own HTTP in the place of ours: what a phone's system does for its apps (proxies, certificates, metered networks) holds.

use std::sync::Arc;

use futures_util::stream::unfold;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use polyroute::error::Class;
use polyroute::task::BoxFuture;
use polyroute::types::{self, ByteStream, HttpTransport};
use polyroute::{Error, Result};
use uniffi::UnexpectedUniFFICallbackError;

use crate::http::Header;

/// Carries requests upstream. Any status is a response; redirects are not followed.
#[uniffi::export(foreign)]
#[async_trait::async_trait]
pub trait NativeTransport: Send + Sync {
    async fn send(&self, request: NativeRequest) -> Result<NativeResponse, TransportFailure>;
}

/// The body of a response, as it comes.
#[uniffi::export(foreign)]
#[async_trait::async_trait]
pub trait NativeBody: Send + Sync {
    /// Nothing at the end.
    async fn next(&self) -> Result<Option<Vec<u8>>, TransportFailure>;
    /// Nobody wants more: closes the connection, unless the body has ended.
    fn stop(&self);
}

#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct NativeRequest {
    pub method: String,
    pub url: String,
    pub headers: Vec<Header>,
    pub body: Vec<u8>,
    pub connect_timeout_ms: u64,
}

#[derive(Clone, uniffi::Record)]
pub struct NativeResponse {
    pub status: u16,
    pub headers: Vec<Header>,
    pub body: Arc<dyn NativeBody>,
}

#[derive(Debug, Clone, PartialEq, Eq, uniffi::Error)]
pub enum TransportFailure {
    Network { what: String },
    Tls { what: String },
    Timeout { what: String },
}

impl std::fmt::Display for TransportFailure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (TransportFailure::Network { what } | TransportFailure::Tls { what } | TransportFailure::Timeout { what }) = self;
        f.write_str(what)
    }
}

impl std::error::Error for TransportFailure {}

impl From<UnexpectedUniFFICallbackError> for TransportFailure {
    fn from(error: UnexpectedUniFFICallbackError) -> Self {
        TransportFailure::Network { what: error.reason }
    }
}

impl From<TransportFailure> for Error {
    fn from(failure: TransportFailure) -> Self {
        match failure {
            TransportFailure::Network { what } => Error::of(Class::Network, format!("the network failed: {what}")).reason("connect"),
            TransportFailure::Tls { what } => Error::of(Class::Tls, format!("TLS failed: {what}")).retryable(false),
            TransportFailure::Timeout { what } => Error::of(Class::Timeout, format!("could not connect: {what}")).reason("connect_timeout"),
        }
    }
}

pub fn transport(own: Arc<dyn NativeTransport>) -> Arc<dyn HttpTransport> {
    Arc::new(ForeignTransport(own))
}

struct ForeignTransport(Arc<dyn NativeTransport>);

impl HttpTransport for ForeignTransport {
    fn send(&self, request: types::HttpRequest) -> BoxFuture<'_, Result<types::HttpResponse>> {
        Box::pin(async move {
            let header = |(name, value): (&HeaderName, &HeaderValue)| Header {
                name: name.as_str().to_owned(),
                value: String::from_utf8_lossy(value.as_bytes()).into_owned(),
            };
            let sent = NativeRequest {
                method: request.method.to_string(),
                url: request.url,
                headers: request.headers.iter().map(header).collect(),
                body: request.body.into(),
                connect_timeout_ms: request.connect_timeout.as_millis() as u64,
            };
            let NativeResponse { status, headers, body } = self.0.send(sent).await?;
            let body = Body(body);
            let status = StatusCode::from_u16(status).map_err(|_| Error::of(Class::Network, format!("{status} is no status")).reason("connect"))?;
            Ok(types::HttpResponse { status, headers: read(&headers), body: bytes(body) })
        })
    }
}

fn read(headers: &[Header]) -> HeaderMap {
    let header = |header: &Header| Some((HeaderName::from_bytes(header.name.as_bytes()).ok()?, HeaderValue::from_str(&header.value).ok()?));
    headers.iter().filter_map(header).collect()
}

/// Stops its body when nobody holds it any more.
struct Body(Arc<dyn NativeBody>);

impl Drop for Body {
    fn drop(&mut self) {
        self.0.stop();
    }
}

fn bytes(body: Body) -> ByteStream {
    Box::pin(unfold(Some(body), |body| async move {
        let body = body?;
        match body.0.next().await {
            Ok(Some(piece)) => Some((Ok(piece.into()), Some(body))),
            Ok(None) => None,
            Err(failure) => Some((Err(failure.into()), None)),
        }
    }))
}
