//! How a connection comes to be: directly or through a proxy of the environment, with TLS where the address wants it.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use std::{error, io};

use http::{Uri, uri};
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use rustls::ClientConfig;
use tower_service::Service;

use crate::task::BoxFuture;

const TCP_KEEPALIVE: Duration = Duration::from_secs(30);

type BoxError = Box<dyn error::Error + Send + Sync>;

/// Connects within a time that holds for the whole of it: name, TCP, proxy and TLS.
#[derive(Clone)]
pub struct Connector {
    tcp: HttpConnector,
    tls: Arc<ClientConfig>,
    proxies: Option<Arc<Matcher>>,
    within: Duration,
}

impl Connector {
    /// `proxies` says which addresses are reached through which proxy.
    pub fn new(tls: Arc<ClientConfig>, proxies: Option<Arc<Matcher>>, within: Duration) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_keepalive(Some(TCP_KEEPALIVE));
        Connector { tcp, tls, proxies, within }
    }

    fn connect(&self, to: Uri) -> BoxFuture<'static, Result<Link, BoxError>> {
        let link = |io| Link { io, asks_a_proxy: false };
        let mut direct = HttpsConnector::from((self.tcp.clone(), self.tls.clone()));
        match self.proxies.as_ref().and_then(|proxies| proxies.intercept(&to)) {
            None => Box::pin(async move { Ok(link(Box::new(direct.call(to).await?))) }),
            Some(proxy) if to.scheme() == Some(&uri::Scheme::HTTP) => {
                Box::pin(async move { Ok(Link { io: Box::new(direct.call(proxy.uri().clone()).await?), asks_a_proxy: true }) })
            }
            Some(proxy) => {
                let mut through = HttpsConnector::from((self.tunnel(&proxy), self.tls.clone()));
                Box::pin(async move { Ok(link(Box::new(through.call(to).await?))) })
            }
        }
    }

    /// The proxy itself may want TLS too; with it HTTP/1 is spoken, whatever is spoken through it.
    fn tunnel(&self, proxy: &Intercept) -> Tunnel<HttpsConnector<HttpConnector>> {
        let mut tls = (*self.tls).clone();
        tls.alpn_protocols.clear();
        let tunnel = Tunnel::new(proxy.uri().clone(), HttpsConnector::from((self.tcp.clone(), tls)));
        match proxy.basic_auth() {
            Some(password) => tunnel.with_auth(password.clone()),
            None => tunnel,
        }
    }
}

impl Service<Uri> for Connector {
    type Response = Link;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Link, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let (connecting, within) = (self.connect(to), self.within);
        Box::pin(async move {
            let late = |_| io::Error::new(io::ErrorKind::TimedOut, format!("no connection within {within:?}"));
            tokio::time::timeout(within, connecting).await.map_err(late)?
        })
    }
}

trait Io: Read + Write + Connection + Send + Unpin {}
impl<T: Read + Write + Connection + Send + Unpin> Io for T {}

/// A connection, of whatever layers.
pub struct Link {
    io: Box<dyn Io>,
    /// A proxy that passes requests on itself wants their addresses whole.
    asks_a_proxy: bool,
}

impl Connection for Link {
    fn connected(&self) -> Connected {
        self.io.connected().proxy(self.asks_a_proxy)
    }
}

impl Read for Link {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_read(cx, buf)
    }
}

impl Write for Link {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write(cx, buf)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }
}
