//! What the failures of the layers below mean: their class, and their innermost words. Addresses and headers stay out.

use std::error::Error as StdError;
use std::io;

use crate::error::{Class, Error};

/// `connecting`: there is no connection yet.
pub fn failure(error: &(dyn StdError + 'static), connecting: bool) -> Error {
    let (mut tls, mut early, mut late, mut unknown_name, mut refused) = (false, false, false, false, false);
    let (mut next, mut words) = (Some(error), String::new());
    while let Some(cause) = next {
        words = cause.to_string();
        unknown_name |= words == "dns error";
        late |= cause.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == io::ErrorKind::TimedOut);
        tls |= is_tls(cause);
        early |= is_early(cause);
        refused |= is_refusal(cause);
        next = cause.source();
    }
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
    if connecting {
        let (class, reason) = if late { (Class::Timeout, "connect_timeout") } else { (Class::Network, "connect") };
        return Error::of(class, format!("could not connect: {words}")).reason(reason);
    }
    lost(&words)
}

/// A body that is not packed as its head says.
pub fn broken_body(error: &io::Error) -> Error {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        return lost("it ended inside a packed body");
    }
    Error::of(Class::Server, format!("the reply could not be decoded: {error}")).reason("broken_body")
}

fn lost(words: &str) -> Error {
    Error::of(Class::Network, format!("the connection broke: {words}")).reason("connection_lost")
}

/// Errors of I/O hold others inside, which their `source` passes over.
fn inside<'a>(cause: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + Send + Sync + 'static)> {
    cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref)
}

fn is_tls(cause: &(dyn StdError + 'static)) -> bool {
    cause.is::<rustls::Error>() || inside(cause).is_some_and(|inner| is_tls(inner))
}

/// A certificate that is not valid yet is most often read by a clock that is behind.
fn is_early(cause: &(dyn StdError + 'static)) -> bool {
    use rustls::CertificateError::{NotValidYet, NotValidYetContext};
    matches!(cause.downcast_ref(), Some(rustls::Error::InvalidCertificate(NotValidYet | NotValidYetContext { .. })))
        || inside(cause).is_some_and(|inner| is_early(inner))
}

/// The peer has not begun with this request, and says so.
pub fn is_refused(error: &(dyn StdError + 'static)) -> bool {
    is_refusal(error) || error.source().is_some_and(is_refused)
}

#[cfg(not(feature = "http2"))]
fn is_refusal(_: &(dyn StdError + 'static)) -> bool {
    false
}

#[cfg(feature = "http2")]
fn is_refusal(cause: &(dyn StdError + 'static)) -> bool {
    // A GOAWAY is the error of those streams alone that are above its last one (RFC 9113 §6.8).
    cause
        .downcast_ref::<h2::Error>()
        .is_some_and(|e| e.is_remote() && (e.is_go_away() || e.is_reset() && e.reason() == Some(h2::Reason::REFUSED_STREAM)))
}
