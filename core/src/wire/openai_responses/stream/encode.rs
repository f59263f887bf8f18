//! Events → what a caller reads. A provider's own events go out as they came, until one of them has been changed on the
//! way: from there on all are written anew, for the wire's own repeat every text at the end.
//!
//! What becomes of the parts stands in `outgoing`; here are the beginning, the end and what is passed on.

use std::borrow::Cow;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::skeleton::{self, Head, State};
use super::super::usage::encode_finish;
use super::outgoing::{Outgoing, Sink};
use crate::error::Error;
use crate::id::random_id;
use crate::types::{Dialect, Event, EventKind, Extra, Finish, Usage, tree};
use crate::wire::openai_chat::OpenaiChat;
use crate::wire::{Codec, EventEncoder, EventOptions, Frame};

#[derive(Default)]
pub struct Encoder {
    options: EventOptions,
    head: Head,
    sink: Sink,
    items: Outgoing,
    usage: Option<Usage>,
    finish: Option<Finish>,
    began: bool,
    /// An event has been written anew, so all that follow are.
    own: bool,
    /// The data of the wire event that the last events came from have been sent.
    said: bool,
    /// The provider's own last event has been passed on.
    closed: bool,
}

/// The name of an event, which its data repeat.
#[derive(Deserialize)]
struct Named<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
}

impl Encoder {
    pub fn new(options: EventOptions) -> Self {
        Encoder { options, ..Encoder::default() }
    }

    /// A provider's own event.
    fn pass(&mut self, data: &Bytes, out: &mut Vec<Frame>) {
        let name = serde_json::from_slice::<Named<'_>>(data).ok().map(|named| Cow::Owned(named.kind.into_owned()));
        self.closed |= matches!(name.as_deref(), Some("response.completed" | "response.incomplete" | "response.failed" | "error"));
        self.sink.sequence += 1;
        out.push(Frame { name, data: data.clone() });
    }

    /// What the event says, as events of our own; with a muted sink it is only remembered.
    fn say(&mut self, event: &Event, out: &mut Vec<Frame>) {
        if event.choice != 0 {
            return;
        }
        match &event.kind {
            EventKind::Start { id, model, created } => {
                self.head = Head { id: self.options.id.clone().unwrap_or_else(|| id.clone()), model: model.clone(), created: *created };
                self.begin(out);
            }
            EventKind::PartStart { part, block } => {
                self.begin(out);
                self.items.start(*part, block, event.raw.as_ref(), &mut self.sink, out);
            }
            EventKind::Delta { part, delta } => {
                self.begin(out);
                self.items.grow(*part, delta, &mut self.sink, out);
            }
            EventKind::PartEnd { part } => self.items.end(*part, &mut self.sink, out),
            EventKind::Usage(usage) => self.usage = Some(*usage),
            EventKind::End(finish) => self.finish = Some(finish.clone()),
            EventKind::Other => {}
        }
    }

    fn begin(&mut self, out: &mut Vec<Frame>) {
        if std::mem::replace(&mut self.began, true) {
            return;
        }
        if self.head.id.is_empty() {
            self.head.id = self.options.id.clone().unwrap_or_else(|| random_id("resp_", 32));
        }
        for name in ["response.created", "response.in_progress"] {
            let state = State { status: "in_progress", ..State::default() };
            let head = &self.head;
            self.sink.tell(name, || tree!({"response": skeleton::response(head, &state, Vec::new(), &Extra::new())}), out);
        }
    }

    fn whole(&self, status: &str, incomplete: Option<&str>, error: Option<Value>) -> Value {
        let state = State { status, incomplete, error, usage: self.usage.as_ref() };
        skeleton::response(&self.head, &state, self.items.output(), &Extra::new())
    }
}

impl EventEncoder for Encoder {
    fn encode(&mut self, event: &Event, out: &mut Vec<Frame>) {
        let raw = event.raw.as_ref().filter(|raw| raw.dialect == Dialect::OpenaiResponses && !self.own);
        let passes = match raw {
            Some(raw) if !raw.data.is_empty() => {
                self.said = true;
                self.pass(&raw.data, out);
                true
            }
            Some(_) => self.said,
            None => false,
        };
        self.own |= !passes;
        self.sink.muted = passes;
        self.say(event, out);
        self.sink.muted = false;
    }

    fn end(&mut self, out: &mut Vec<Frame>) {
        if self.closed && !self.own {
            return;
        }
        self.begin(out);
        self.items.close(&mut self.sink, out);
        let (status, incomplete) = encode_finish(self.finish.as_ref());
        let name = match status {
            "completed" => "response.completed",
            "failed" => "response.failed",
            _ => "response.incomplete",
        };
        let error = (status == "failed").then(|| json!({"code": "server_error", "message": "the model did not finish its answer"}));
        let whole = self.whole(status, incomplete, error);
        self.sink.tell(name, || tree!({"response": whole}), out);
    }

    fn error(&mut self, error: &Error, out: &mut Vec<Frame>) {
        if self.closed && !self.own {
            return;
        }
        self.begin(out);
        let body: Value = serde_json::from_slice(&OpenaiChat.encode_error(error)).unwrap_or_default();
        let said = &body["error"];
        // The documented form has the words in the event itself, what is really sent has them under `error`; clients read either.
        self.sink.tell("error", || tree!({"code": &said["code"], "message": &said["message"], "param": &said["param"], "error": said}), out);
        let failed = self.whole("failed", None, Some(json!({"code": said["code"], "message": said["message"]})));
        self.sink.tell("response.failed", || tree!({"response": failed}), out);
    }
}
