//! A transport without sockets: what each address answers, in which pieces, and how it ends, is a function of the request.

#![allow(dead_code, reason = "each test that shares this uses a part of it")]

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::Stream;
use http::{HeaderMap, HeaderValue, StatusCode};
use polyroute::clock::Sleep;
use polyroute::error::{Class, Error, Result};
use polyroute::task::BoxFuture;
use polyroute::types::{HttpRequest, HttpResponse, HttpTransport};
use tokio::sync::Notify;

/// How a body ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Whole,
    /// The connection breaks.
    Lost,
    /// It says nothing more and stays open.
    Silent,
}

/// What goes back for one request.
pub struct Wire {
    pub status: u16,
    pub content_type: &'static str,
    pub pieces: Vec<Bytes>,
    pub ending: Ending,
}

impl Wire {
    pub fn events(pieces: Vec<Bytes>, ending: Ending) -> Self {
        Wire { status: 200, content_type: "text/event-stream", pieces, ending }
    }
}

type Answer = dyn Fn(&HttpRequest) -> Result<Wire> + Send + Sync;

/// Answers every request of a call, and counts what it holds.
#[derive(Clone)]
pub struct Wires {
    answer: Arc<Answer>,
    /// A body has nothing more to say and stays open.
    pub silent: Arc<Notify>,
    open: Arc<AtomicUsize>,
    sent: Arc<AtomicUsize>,
    delay: Option<Arc<dyn Fn() -> Sleep + Send + Sync>>,
}

impl Wires {
    pub fn new(answer: impl Fn(&HttpRequest) -> Result<Wire> + Send + Sync + 'static) -> Self {
        Wires { answer: Arc::new(answer), silent: Arc::default(), open: Arc::default(), sent: Arc::default(), delay: None }
    }

    /// The same, with each answer so much later.
    pub fn slowed(&self, delay: impl Fn() -> Sleep + Send + Sync + 'static) -> Self {
        Wires { delay: Some(Arc::new(delay)), ..self.clone() }
    }

    /// Bodies that were not dropped.
    pub fn open(&self) -> usize {
        self.open.load(Ordering::Relaxed)
    }

    pub fn sent(&self) -> usize {
        self.sent.load(Ordering::Relaxed)
    }
}

impl HttpTransport for Wires {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse>> {
        Box::pin(async move {
            self.sent.fetch_add(1, Ordering::Relaxed);
            if let Some(delay) = &self.delay {
                delay().await;
            }
            let wire = (self.answer)(&request)?;
            self.open.fetch_add(1, Ordering::Relaxed);
            let mut headers = HeaderMap::new();
            headers.insert("content-type", HeaderValue::from_static(wire.content_type));
            let body = Body { pieces: wire.pieces.into(), ending: wire.ending, silent: self.silent.clone(), open: self.open.clone() };
            Ok(HttpResponse { status: StatusCode::from_u16(wire.status).expect("a status"), headers, body: Box::pin(body) })
        })
    }
}

struct Body {
    pieces: VecDeque<Bytes>,
    ending: Ending,
    silent: Arc<Notify>,
    open: Arc<AtomicUsize>,
}

impl Stream for Body {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(piece) = self.pieces.pop_front() {
            return Poll::Ready(Some(Ok(piece)));
        }
        match self.ending {
            Ending::Whole => Poll::Ready(None),
            Ending::Lost => {
                self.ending = Ending::Whole;
                Poll::Ready(Some(Err(Error::of(Class::Network, "the connection broke").reason("connection_lost"))))
            }
            Ending::Silent => {
                self.silent.notify_one();
                Poll::Pending
            }
        }
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        self.open.fetch_sub(1, Ordering::Relaxed);
    }
}
