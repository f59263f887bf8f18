//! HTTP over reqwest: the connection pool of the one runtime that uses it.
//!
//! HTTP/2 where the peer has it, which lets about a hundred exchanges share a connection: beyond [`MOST_TOGETHER`] the next
//! client takes over, with a connection of its own.
//!
//! Redirects are off (key headers would travel along), and but for connecting there are no timeouts here:
//! waiting belongs to the failover loop.

use std::collections::HashMap;
use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::StreamExt;
use indexmap::IndexMap;
use parking_lot::Mutex;

use super::tls;
use crate::config::NetworkConfig;
use crate::error::{Class, Error, Result};
use crate::task::BoxFuture;
use crate::types::{HttpRequest, HttpResponse, HttpTransport};

const POOL_IDLE: Duration = Duration::from_secs(50);
/// Exchanges of one client at a time. Peers of HTTP/2 allow 100 and more on a connection (RFC 9113 §6.5.2); others would wait.
const MOST_TOGETHER: usize = 64;

pub struct ReqwestTransport {
    tls: Arc<rustls::ClientConfig>,
    proxy_from_env: bool,
    open: Arc<AtomicUsize>,
    /// The clients of each connect timeout in use: nearly always one of one.
    clients: Mutex<IndexMap<Duration, Vec<Client>>>,
    /// Addresses that were asked before, parsed.
    addresses: Mutex<HashMap<String, reqwest::Url>>,
}

/// A client, and the exchanges that it has under way.
struct Client {
    client: reqwest::Client,
    open: Arc<AtomicUsize>,
}

/// So many addresses are remembered; a gateway asks a handful.
const MOST_ADDRESSES: usize = 256;

impl ReqwestTransport {
    /// `tls` comes from [`ReqwestTransport::tls`] and may serve many transports; `open` counts the exchanges of all of them.
    pub fn new(network: &NetworkConfig, tls: Arc<rustls::ClientConfig>, open: Arc<AtomicUsize>) -> Self {
        ReqwestTransport { tls, proxy_from_env: network.proxy_from_env, open, clients: Mutex::default(), addresses: Mutex::default() }
    }

    pub fn tls(network: &NetworkConfig) -> Result<Arc<rustls::ClientConfig>> {
        tls::client_config(&network.roots).map(Arc::new)
    }

    fn address(&self, text: &str) -> Result<reqwest::Url> {
        if let Some(url) = self.addresses.lock().get(text) {
            return Ok(url.clone());
        }
        let url = reqwest::Url::parse(text).map_err(|e| Error::of(Class::Network, format!("`{}` is no address: {e}", without_query(text))))?;
        let mut addresses = self.addresses.lock();
        if addresses.len() < MOST_ADDRESSES {
            addresses.insert(text.to_owned(), url.clone());
        }
        Ok(url)
    }

    /// The first client that has room, and the place in it.
    fn client(&self, connect_timeout: Duration) -> Result<(reqwest::Client, Open)> {
        let mut all = self.clients.lock();
        let clients = all.entry(connect_timeout).or_default();
        if let Some(with_room) = clients.iter().find(|client| client.open.load(Ordering::Relaxed) < MOST_TOGETHER) {
            return Ok((with_room.client.clone(), Open::new(&with_room.open)));
        }
        let (client, open) = (self.new_client(connect_timeout)?, Arc::default());
        let place = Open::new(&open);
        clients.push(Client { client: client.clone(), open });
        Ok((client, place))
    }

    fn new_client(&self, connect_timeout: Duration) -> Result<reqwest::Client> {
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured((*self.tls).clone())
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(connect_timeout)
            .pool_idle_timeout(POOL_IDLE)
            .pool_max_idle_per_host(MOST_TOGETHER)
            .tcp_nodelay(true)
            .tcp_keepalive(Duration::from_secs(30))
            .http2_keep_alive_interval(Duration::from_secs(20))
            .http2_adaptive_window(true);
        if !self.proxy_from_env {
            builder = builder.no_proxy();
        }
        builder.build().map_err(|e| Error::internal(format!("the HTTP client did not start: {e}")))
    }
}

impl HttpTransport for ReqwestTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse>> {
        Box::pin(async move {
            let open = Open::new(&self.open);
            let (client, place) = self.client(request.connect_timeout)?;
            let url = self.address(&request.url)?;
            let mut outgoing = reqwest::Request::new(request.method, url);
            *outgoing.headers_mut() = request.headers;
            *outgoing.body_mut() = Some(request.body.into());
            let response = client.execute(outgoing).await.map_err(|e| explain(&e))?;
            let status = response.status();
            let headers = response.headers().clone();
            let body = response.bytes_stream().map(move |piece| {
                let _held_with_the_body = (&open, &place);
                piece.map_err(|e| explain(&e))
            });
            Ok(HttpResponse { status, headers, body: Box::pin(body) })
        })
    }
}

/// Counts an exchange from its sending until its body is dropped.
struct Open(Arc<AtomicUsize>);

impl Open {
    fn new(count: &Arc<AtomicUsize>) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Open(count.clone())
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn without_query(url: &str) -> &str {
    url.split('?').next().unwrap_or(url)
}

/// Errors of I/O hold others inside, which their `source` passes over.
fn is_tls(cause: &(dyn std::error::Error + 'static)) -> bool {
    let inner = cause.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    cause.is::<rustls::Error>() || inner.is_some_and(|inner| is_tls(inner))
}

/// The peer has not begun with this request, and says so.
fn is_refused(cause: &(dyn std::error::Error + 'static)) -> bool {
    // A GOAWAY is the error of those streams alone that are above its last one (RFC 9113 §6.8).
    cause
        .downcast_ref::<h2::Error>()
        .is_some_and(|e| e.is_remote() && (e.is_go_away() || e.is_reset() && e.reason() == Some(h2::Reason::REFUSED_STREAM)))
}

/// A certificate that is not valid yet is most often read by a clock that is behind.
fn is_early(cause: &(dyn std::error::Error + 'static)) -> bool {
    use rustls::CertificateError::{NotValidYet, NotValidYetContext};
    let inner = cause.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    matches!(cause.downcast_ref(), Some(rustls::Error::InvalidCertificate(NotValidYet | NotValidYetContext { .. })))
        || inner.is_some_and(|inner| is_early(inner))
}

/// The class of a transport failure and its innermost words; addresses and headers stay out.
fn explain(error: &reqwest::Error) -> Error {
    let mut source = error.source();
    let mut innermost = None;
    let (mut tls, mut early, mut lost, mut unknown_name, mut refused) = (false, false, false, false, false);
    while let Some(cause) = source {
        unknown_name |= cause.to_string() == "dns error";
        lost |= cause.downcast_ref::<std::io::Error>().is_some_and(|io| {
            use std::io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
            matches!(io.kind(), BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof)
        });
        tls |= is_tls(cause);
        early |= is_early(cause);
        refused |= is_refused(cause);
        innermost = Some(cause.to_string());
        source = cause.source();
    }
    let words = innermost.unwrap_or_else(|| "no details".to_owned());
    if tls {
        let hint = if early { "; is this machine's clock right?" } else { "" };
        return Error::of(Class::Tls, format!("TLS failed: {words}{hint}")).retryable(false);
    }
    if unknown_name {
        return Error::of(Class::Network, format!("the provider's name was not found: {words}")).reason("dns").retryable(false);
    }
    if refused {
        return Error::of(Class::Network, format!("the provider did not begin with the request: {words}")).reason("refused_stream");
    }
    if error.is_connect() {
        let (class, reason) = if error.is_timeout() { (Class::Timeout, "connect_timeout") } else { (Class::Network, "connect") };
        return Error::of(class, format!("could not connect: {words}")).reason(reason);
    }
    if error.is_decode() && !lost {
        return Error::of(Class::Server, format!("the reply could not be decoded: {words}")).reason("broken_body");
    }
    Error::of(Class::Network, format!("the connection broke: {words}")).reason("connection_lost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_query_out_of_messages() {
        assert_eq!(without_query("https://a/b?key=secret"), "https://a/b");
    }
}
