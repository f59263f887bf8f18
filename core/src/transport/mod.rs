//! The only place that opens sockets.

mod client;
mod tls;

pub use self::client::ReqwestTransport;
