//! The bytes of a stream → events. Each event of the wire becomes none or several of ours; the first carries its data.
//!
//! What the items say stands in `items`; here are the frame, the beginning and the end.

use std::sync::Arc;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::super::response::{decode_output, is_error};
use super::super::usage::{Incomplete, WireUsage, decode_finish};
use super::items::Items;
use crate::error::{Class, Error, Result};
use crate::types::{Choice, Dialect, Event, EventKind, Raw, Response, ServiceTier, Usage, unfold};
use crate::wire::lenient::{self, Count, Word};
use crate::wire::sse::{SseDecoder, SseEvent};
use crate::wire::{EventDecoder, errors, scrub};

/// An event; what is large or rare in it is read only where it counts.
#[derive(Deserialize)]
pub(super) struct Wire<'a> {
    #[serde(default, borrow, rename = "type")]
    pub kind: Word<'a>,
    #[serde(default)]
    pub output_index: Count,
    #[serde(default)]
    pub content_index: Count,
    #[serde(default, borrow)]
    pub delta: Word<'a>,
    #[serde(default, borrow)]
    pub text: Word<'a>,
    #[serde(default, borrow)]
    pub refusal: Word<'a>,
    #[serde(borrow)]
    pub arguments: Option<&'a RawValue>,
    #[serde(borrow)]
    pub input: Option<&'a RawValue>,
    #[serde(borrow)]
    pub logprobs: Option<&'a RawValue>,
    #[serde(borrow)]
    pub item: Option<&'a RawValue>,
    #[serde(borrow)]
    pub part: Option<&'a RawValue>,
    #[serde(borrow)]
    response: Option<&'a RawValue>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
    #[serde(default, borrow)]
    code: Word<'a>,
    #[serde(default, borrow)]
    message: Word<'a>,
    #[serde(default, borrow)]
    param: Word<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Outcome<'a> {
    #[serde(borrow)]
    id: Word<'a>,
    #[serde(borrow)]
    model: Word<'a>,
    created_at: Count,
    #[serde(borrow)]
    status: Word<'a>,
    usage: Option<WireUsage>,
    #[serde(borrow)]
    service_tier: Word<'a>,
    #[serde(borrow)]
    incomplete_details: Option<Incomplete<'a>>,
    error: Option<Value>,
}

/// A member that was left for later. One that is not as it should be counts as absent.
pub(super) fn read<'a, T: Deserialize<'a>>(raw: Option<&'a RawValue>) -> Option<T> {
    serde_json::from_str(raw?.get()).ok()
}

#[derive(Default)]
pub struct Decoder {
    sse: SseDecoder,
    state: State,
}

#[derive(Default)]
struct State {
    started: bool,
    done: bool,
    /// An error that the stream told; it may still say how the answer failed.
    failed: Option<Error>,
    items: Items,
    empty: Arc<Bytes>,
}

impl EventDecoder for Decoder {
    fn feed(&mut self, bytes: &[u8], out: &mut Vec<Event>) -> Result<()> {
        self.sse.feed(bytes, |event| self.state.event(&event, out))
    }

    fn end(&mut self, out: &mut Vec<Event>) -> Result<()> {
        if let Some(event) = self.sse.end()
            && lenient::repaired(&lenient::text(&event.data)).is_some_and(|v| v.is_object())
        {
            self.state.event(&event, out)?;
        }
        if let Some(error) = self.state.failed.take() {
            return Err(error);
        }
        if self.state.done {
            return Ok(());
        }
        if !self.state.started && !self.sse.stray().is_empty() {
            return Err(no_stream(self.sse.stray()));
        }
        Err(Error::of(Class::Truncated, "the stream ended before its finish"))
    }

    fn is_done(&self) -> bool {
        self.state.done
    }
}

/// A body that was no event stream: an error in a 200, or a page.
fn no_stream(body: &[u8]) -> Error {
    match lenient::repaired(&lenient::text(body)) {
        Some(tree) if is_error(tree.get("error")) => errors::from_body(&tree),
        _ => Error::of(Class::Server, "the provider answered 200 with something that is no event stream"),
    }
}

fn no_event() -> Error {
    Error::of(Class::Server, "an event of the stream is no JSON object of this format")
}

impl State {
    fn event(&mut self, event: &SseEvent, out: &mut Vec<Event>) -> Result<()> {
        let text = lenient::text(&event.data);
        let trimmed = text.trim();
        if self.done || trimmed.is_empty() || trimmed == "[DONE]" {
            return Ok(());
        }
        if !trimmed.starts_with('{') {
            return Err(no_event());
        }
        let mended;
        let wire = if let Ok(wire) = serde_json::from_str::<Wire<'_>>(&text) {
            wire
        } else {
            mended = lenient::repaired(&text).ok_or_else(no_event)?.to_string();
            serde_json::from_str(&mended).map_err(|_| no_event())?
        };
        let first = out.len();
        let before = self.failed.is_some();
        let said = self.say(&wire, out);
        if out.len() == first {
            out.push(Event::new(EventKind::Other));
        }
        // Words that could hold a secret are not sent on as they came; the error says them, scrubbed.
        let is_open = said.is_ok() && !before && self.failed.is_none() || scrub(&text) == *text;
        for (i, event_of_ours) in out[first..].iter_mut().enumerate() {
            let data = if i == 0 && is_open { Arc::new(event.data.clone()) } else { Arc::clone(&self.empty) };
            event_of_ours.raw = Some(Raw { dialect: Dialect::OpenaiResponses, data });
        }
        match self.failed.take_if(|_| before) {
            Some(error) => Err(error),
            None => said,
        }
    }

    fn say(&mut self, wire: &Wire<'_>, out: &mut Vec<Event>) -> Result<()> {
        let kind = wire.kind.some().unwrap_or_default();
        match kind {
            "error" => {
                self.failed = Some(told(wire));
                return Ok(());
            }
            "response.failed" => return fail(wire, out),
            _ if wire.error.is_some_and(|e| e.get() != "null") && wire.response.is_none() => {
                return Err(told(wire));
            }
            _ => {}
        }
        if !self.started {
            self.started = true;
            let head: Outcome<'_> = read(wire.response).unwrap_or_default();
            let (id, model, created) = (head.id.into_string(), head.model.into_string(), head.created_at.or_zero());
            out.push(Event::new(EventKind::Start { id, model, created }));
        }
        match kind {
            "response.completed" | "response.incomplete" | "response.cancelled" | "response.done" => self.finish(wire, out),
            _ => self.items.say(kind, wire, out),
        }
        Ok(())
    }

    fn finish(&mut self, wire: &Wire<'_>, out: &mut Vec<Event>) {
        let outcome: Outcome<'_> = read(wire.response).unwrap_or_default();
        if self.items.is_empty() {
            self.whole(wire, out);
        }
        self.items.close(out);
        if let Some(usage) = outcome.usage {
            let tier = outcome.service_tier.some().and_then(ServiceTier::of);
            out.push(Event::new(EventKind::Usage(Usage { tier, ..usage.decode() })));
        }
        let status = outcome.status.some().or(wire.kind.some().and_then(|kind| kind.strip_prefix("response.")).filter(|kind| *kind != "done"));
        let finish = decode_finish(status, outcome.incomplete_details.as_ref(), self.items.has_calls());
        out.push(Event::new(EventKind::End(finish.unwrap_or(crate::types::Finish::Stop))));
        self.done = true;
    }

    /// A stream that told nothing before its end has the whole answer there.
    fn whole(&mut self, wire: &Wire<'_>, out: &mut Vec<Event>) {
        #[derive(Deserialize)]
        struct Output {
            output: Vec<Value>,
        }
        let Some(Output { output }) = read(wire.response) else { return };
        let (message, logprobs) = decode_output(&output);
        self.items.saw(&message);
        let choice = Choice { message, logprobs, ..Choice::default() };
        let told = unfold(&Response { choices: vec![choice], ..Response::default() });
        out.extend(told.into_iter().filter(|event| !matches!(event.kind, EventKind::Start { .. })));
    }
}

fn fail(wire: &Wire<'_>, out: &mut Vec<Event>) -> Result<()> {
    let outcome: Outcome<'_> = read(wire.response).unwrap_or_default();
    out.extend(outcome.usage.map(|usage| Event::new(EventKind::Usage(usage.decode()))));
    Err(match outcome.error.filter(|error| is_error(Some(error))) {
        Some(error) => errors::from_body(&json!({ "error": error })),
        None => Error::of(Class::Server, "the response failed, and the provider gave no reason"),
    })
}

/// The error of an `error` event, in either of its forms: under `error`, or in the event itself.
fn told(wire: &Wire<'_>) -> Error {
    if let Some(error) = read::<Value>(wire.error).filter(|error| is_error(Some(error))) {
        return errors::from_body(&json!({ "error": error }));
    }
    let said = json!({"code": wire.code.some(), "message": wire.message.some(), "param": wire.param.some()});
    errors::from_body(&json!({ "error": said }))
}
