//! The body of an answer as it comes.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_util::Stream;
use http::{HeaderMap, header};
use hyper::body::{Body as _, Incoming};

use super::explain;
use super::http::Open;
use super::unpack::Unpacker;
use crate::error::{Error, Result};

pub struct Body {
    incoming: Incoming,
    unpacker: Option<Unpacker>,
    done: bool,
    _counted: [Open; 2],
}

impl Body {
    /// Of a packed body the headers lose what no longer holds once it is unpacked.
    pub fn new(incoming: Incoming, headers: &mut HeaderMap, counted: [Open; 2]) -> Self {
        let is_packed = headers.get(header::CONTENT_ENCODING).is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"gzip"));
        if is_packed {
            headers.remove(header::CONTENT_ENCODING);
            headers.remove(header::CONTENT_LENGTH);
        }
        Body { incoming, unpacker: is_packed.then(Unpacker::default), done: false, _counted: counted }
    }

    fn poll_some(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        loop {
            if let Some(unpacker) = &mut self.unpacker {
                match unpacker.take() {
                    Ok(Some(bytes)) => return Poll::Ready((!bytes.is_empty()).then_some(Ok(bytes))),
                    Ok(None) => {}
                    Err(e) => return Poll::Ready(Some(Err(explain::broken_body(&e)))),
                }
            }
            match ready!(Pin::new(&mut self.incoming).poll_frame(cx)) {
                Some(Err(e)) => return Poll::Ready(Some(Err(explain::failure(&e, false)))),
                // Trailers say nothing.
                Some(Ok(frame)) => match (frame.into_data(), &mut self.unpacker) {
                    (Ok(bytes), Some(unpacker)) => unpacker.put(bytes),
                    (Ok(bytes), None) => return Poll::Ready(Some(Ok(bytes))),
                    (Err(_), _) => {}
                },
                None => match &mut self.unpacker {
                    Some(unpacker) => unpacker.end(),
                    None => return Poll::Ready(None),
                },
            }
        }
    }
}

impl Stream for Body {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.done {
            return Poll::Ready(None);
        }
        let some = ready!(self.poll_some(cx));
        self.done = !matches!(some, Some(Ok(_)));
        Poll::Ready(some)
    }
}
