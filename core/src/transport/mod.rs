//! The only place that opens sockets.

mod body;
mod connect;
mod explain;
mod http;
mod tls;
mod unpack;

pub use self::http::HyperTransport;
