//! HTTP over hyper: the connection pools of the one runtime that uses them.
//!
//! HTTP/2 where the peer has it, which lets about a hundred exchanges share a connection: beyond [`MOST_TOGETHER`] the next
//! client takes over, with a connection of its own.
//!
//! Redirects are not followed (key headers would travel along), and but for connecting there are no timeouts here:
//! waiting belongs to the failover loop.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, Response, Uri, header, uri};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper_util::client::legacy;
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use indexmap::IndexMap;
use parking_lot::Mutex;
use rustls::ClientConfig;

use super::body::Body;
use super::connect::Connector;
use super::{explain, tls};
use crate::config::NetworkConfig;
use crate::error::{Class, Error, Result};
use crate::task::BoxFuture;
use crate::types::{HttpRequest, HttpResponse, HttpTransport};

const POOL_IDLE: Duration = Duration::from_secs(50);
#[cfg(feature = "http2")]
const HTTP2_PING: Duration = Duration::from_secs(20);
/// Exchanges of one client at a time. Peers of HTTP/2 allow 100 and more on a connection (RFC 9113 §6.5.2); others would wait.
const MOST_TOGETHER: usize = 64;
/// So often is a request sent again with which the peer would not begin.
const MOST_AGAIN: usize = 2;

pub struct HyperTransport {
    tls: Arc<ClientConfig>,
    proxies: Option<Arc<Matcher>>,
    open: Arc<AtomicUsize>,
    /// The clients of each connect timeout in use: nearly always one of one.
    clients: Mutex<IndexMap<Duration, Vec<Client>>>,
}

type Http = legacy::Client<Connector, Full<Bytes>>;

/// A client, and the exchanges that it has under way.
struct Client {
    http: Http,
    open: Arc<AtomicUsize>,
}

impl HyperTransport {
    /// `tls` comes from [`HyperTransport::tls`] and may serve many transports; `open` counts the exchanges of all of them.
    pub fn new(network: &NetworkConfig, tls: Arc<ClientConfig>, open: Arc<AtomicUsize>) -> Self {
        let proxies = network.proxy_from_env.then(|| Arc::new(Matcher::from_env()));
        HyperTransport { tls, proxies, open, clients: Mutex::default() }
    }

    pub fn tls(network: &NetworkConfig) -> Result<Arc<ClientConfig>> {
        tls::client_config(&network.roots).map(Arc::new)
    }

    /// The first client that has room, and the place in it.
    fn client(&self, connect_timeout: Duration) -> (Http, Open) {
        let mut all = self.clients.lock();
        let clients = all.entry(connect_timeout).or_default();
        if let Some(with_room) = clients.iter().find(|client| client.open.load(Ordering::Relaxed) < MOST_TOGETHER) {
            return (with_room.http.clone(), Open::new(&with_room.open));
        }
        let (http, open) = (self.new_client(connect_timeout), Arc::default());
        let place = Open::new(&open);
        clients.push(Client { http: http.clone(), open });
        (http, place)
    }

    fn new_client(&self, connect_timeout: Duration) -> Http {
        let mut builder = legacy::Client::builder(TokioExecutor::new());
        builder.timer(TokioTimer::new()).pool_timer(TokioTimer::new()).pool_idle_timeout(POOL_IDLE).pool_max_idle_per_host(MOST_TOGETHER);
        #[cfg(feature = "http2")]
        builder.http2_keep_alive_interval(HTTP2_PING).http2_adaptive_window(true);
        builder.build(Connector::new(self.tls.clone(), self.proxies.clone(), connect_timeout))
    }

    /// A proxy that passes a request on itself is told its password in it.
    fn proxy_password(&self, to: &Uri) -> Option<HeaderValue> {
        let proxies = self.proxies.as_ref().filter(|_| to.scheme() == Some(&uri::Scheme::HTTP))?;
        proxies.intercept(to)?.basic_auth().cloned()
    }
}

impl HttpTransport for HyperTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse>> {
        Box::pin(async move {
            let open = Open::new(&self.open);
            let (http, place) = self.client(request.connect_timeout);
            let to = address(&request.url)?;
            let password = self.proxy_password(&to);
            let mut outgoing = Request::new(Full::new(request.body));
            *outgoing.method_mut() = request.method;
            *outgoing.uri_mut() = to;
            *outgoing.headers_mut() = request.headers;
            let headers = outgoing.headers_mut();
            headers.entry(header::ACCEPT).or_insert(HeaderValue::from_static("*/*"));
            headers.entry(header::ACCEPT_ENCODING).or_insert(HeaderValue::from_static("gzip"));
            headers.extend(password.map(|password| (header::PROXY_AUTHORIZATION, password)));
            let (mut head, body) = exchange(&http, outgoing).await?.into_parts();
            let body = Body::new(body, &mut head.headers, [open, place]);
            Ok(HttpResponse { status: head.status, headers: head.headers, body: Box::pin(body) })
        })
    }
}

/// What a peer of HTTP/2 has not begun with is sent again, which costs nobody anything (RFC 9113 §8.7).
async fn exchange(http: &Http, request: Request<Full<Bytes>>) -> Result<Response<Incoming>> {
    // HTTP/2 is agreed on in the handshake of TLS, so nothing else needs a second copy.
    let spare = (request.uri().scheme() == Some(&uri::Scheme::HTTPS)).then(|| request.clone());
    let mut sent = http.request(request).await;
    for _ in 0..MOST_AGAIN {
        match (&sent, &spare) {
            (Err(error), Some(again)) if explain::is_refused(error) => sent = http.request(again.clone()).await,
            _ => break,
        }
    }
    sent.map_err(|e| explain::failure(&e, e.is_connect()))
}

/// Counts an exchange from its sending until its body is dropped.
pub(super) struct Open(Arc<AtomicUsize>);

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

/// What no address may hold is escaped: the name of a model stands in some.
fn address(text: &str) -> Result<Uri> {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
    let escaped = |byte: u8| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    let text: Cow<'_, str> = if text.bytes().all(is_plain) { text.into() } else { text.bytes().map(escaped).collect::<String>().into() };
    text.parse().map_err(|e| Error::of(Class::Network, format!("`{}` is no address: {e}", without_query(&text))))
}

fn without_query(url: &str) -> &str {
    url.split('?').next().unwrap_or(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_query_out_of_messages() {
        assert_eq!(without_query("https://a/b?key=secret"), "https://a/b");
    }

    #[test]
    fn escapes_what_no_address_may_hold() {
        let address = |text| address(text).map(|uri| uri.to_string()).map_err(|e| e.to_string());
        assert_eq!(address("https://a/v1/ü b:go?x=%20{1}").as_deref(), Ok("https://a/v1/%C3%BC%20b:go?x=%20%7B1%7D"));
        assert!(address("https://:x:/?key=secret").is_err_and(|words| !words.contains("secret")));
    }
}
