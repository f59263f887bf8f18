//! Events of a reply as its bytes come.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::Stream;

use super::{Ask, tidy};
use crate::error::{Class, Error, Result};
use crate::types::{ByteStream, Delta, Event, EventKind, EventSource, Request};
use crate::wire::EventDecoder;

/// A token is hardly ever longer …
const BYTES_OF_A_TOKEN: u64 = 8;
/// … and where one is (a row of blanks is a single token), here is room for many.
const SLACK: u64 = 1 << 20;

/// Bytes of text and arguments that an answer within its limit of tokens can have; `None`: it has no limit.
pub(super) fn most_bytes(request: &Request, ask: Ask) -> Option<u64> {
    let tokens = request.params.max_tokens.or(ask.max_tokens)?;
    let choices = request.params.n.unwrap_or(1).max(1);
    // What was asked may be told again.
    Some(tokens.saturating_mul(choices).saturating_add(ask.input_estimate).saturating_mul(BYTES_OF_A_TOKEN).saturating_add(SLACK))
}

/// Decodes as it is polled; reads nothing ahead of what was decoded.
pub(super) struct Events {
    body: ByteStream,
    decoder: Box<dyn EventDecoder>,
    /// The model that was asked.
    model: String,
    ready: VecDeque<Event>,
    scratch: Vec<Event>,
    /// What to say when `ready` is empty: the end, or an error.
    ended: Option<Result<()>>,
    received: u64,
    /// Bytes of text and arguments that may still come.
    left: Option<u64>,
}

impl Events {
    pub fn new(body: ByteStream, decoder: Box<dyn EventDecoder>, model: &str) -> Self {
        let (ready, scratch, model) = (VecDeque::new(), Vec::new(), model.to_owned());
        Events { body, decoder, model, ready, scratch, ended: None, received: 0, left: None }
    }

    /// No more than so many bytes of text and arguments.
    pub fn within(self, most: Option<u64>) -> Self {
        Events { left: most, ..self }
    }

    /// A model that does not stop where it was told to is not listened to for ever.
    fn bound(&mut self) {
        let Some(left) = &mut self.left else { return };
        for (at, event) in self.scratch.iter().enumerate() {
            let EventKind::Delta { delta: delta @ (Delta::Text(_) | Delta::Arguments(_)), .. } = &event.kind else { continue };
            let Some(less) = left.checked_sub(delta.len() as u64) else {
                self.scratch.truncate(at);
                let words = "the stream goes on far beyond the tokens that it was asked for";
                self.ended = Some(Err(Error::of(Class::Server, words).reason("endless")));
                return;
            };
            *left = less;
        }
    }

    /// The first event says who answers.
    fn name(&mut self) {
        for event in &mut self.scratch {
            if let EventKind::Start { model, .. } = &mut event.kind
                && model.is_empty()
            {
                model.clone_from(&self.model);
            }
        }
    }
}

impl Stream for Events {
    type Item = Result<Event>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(event) = this.ready.pop_front() {
                return Poll::Ready(Some(Ok(event)));
            }
            match this.ended.take() {
                Some(Ok(())) => {
                    this.ended = Some(Ok(()));
                    return Poll::Ready(None);
                }
                Some(Err(error)) => {
                    this.ended = Some(Ok(()));
                    return Poll::Ready(Some(Err(tidy::error(error))));
                }
                None => {}
            }
            if this.decoder.is_done() {
                this.ended = Some(this.decoder.end(&mut this.scratch));
            } else {
                match std::task::ready!(this.body.as_mut().poll_next(cx)) {
                    Some(Ok(bytes)) => {
                        this.received += bytes.len() as u64;
                        if let Err(error) = this.decoder.feed(&bytes, &mut this.scratch) {
                            this.ended = Some(Err(error));
                        }
                    }
                    // A connection that breaks once the finish is known has lost nothing.
                    Some(Err(error)) => this.ended = Some(this.decoder.end(&mut this.scratch).map_err(|_| error)),
                    None => this.ended = Some(this.decoder.end(&mut this.scratch)),
                }
            }
            this.name();
            this.scratch.iter_mut().for_each(tidy::event);
            this.bound();
            this.ready.extend(this.scratch.drain(..));
        }
    }
}

impl EventSource for Events {
    fn received(&self) -> u64 {
        self.received
    }
}
