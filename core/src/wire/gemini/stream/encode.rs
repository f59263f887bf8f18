//! Events → what a caller of `streamGenerateContent` reads. A provider's own events go out as they came, but for a new id.
//!
//! A call goes out whole, in one part. The last event has every finish and the usage.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::super::usage::encode_usage;
use super::super::{error_body, logprobs, response, signature};
use crate::error::Error;
use crate::id::random_id;
use crate::types::{BlockKind, Delta, Dialect, Event, EventKind, Extra, Finish, Usage};
use crate::wire::{EventEncoder, EventOptions, Frame};

pub struct Encoder {
    options: EventOptions,
    id: String,
    model: String,
    /// The data of the wire event that the last events came from have been sent.
    said: bool,
    /// The parts that are under way, by choice and number.
    open: BTreeMap<(u32, u32), Open>,
    finishes: BTreeMap<u32, Finish>,
    usage: Option<Usage>,
}

enum Open {
    Call {
        id: String,
        name: String,
        arguments: String,
        extra: Extra,
    },
    /// A thought that never spoke signs what came before.
    Thinking {
        origin: Option<Dialect>,
        spoke: bool,
        signature: String,
    },
    Other,
}

impl Encoder {
    pub fn new(options: EventOptions) -> Self {
        Encoder { options, id: String::new(), model: String::new(), said: false, open: BTreeMap::new(), finishes: BTreeMap::new(), usage: None }
    }

    /// What must be known of an event even if its own bytes are sent.
    fn note(&mut self, event: &Event) {
        let origin = event.raw.as_ref().map(|raw| raw.dialect);
        match &event.kind {
            EventKind::Start { id, model, .. } => {
                self.id = self.options.id.clone().unwrap_or_else(|| id.clone());
                self.model.clone_from(model);
            }
            EventKind::PartStart { part, block } => {
                let open = match block {
                    BlockKind::ToolCall { id, name, extra } => {
                        Open::Call { id: id.clone(), name: name.clone(), arguments: String::new(), extra: extra.clone() }
                    }
                    BlockKind::Thinking => Open::Thinking { origin, spoke: false, signature: String::new() },
                    BlockKind::Text | BlockKind::Refusal | BlockKind::RedactedThinking { .. } | BlockKind::Raw(_) => Open::Other,
                };
                self.open.insert((event.choice, *part), open);
            }
            EventKind::Delta { part, delta } => match (self.open.get_mut(&(event.choice, *part)), delta) {
                (Some(Open::Call { arguments, .. }), Delta::Arguments(more)) => arguments.push_str(more),
                (Some(Open::Thinking { spoke, .. }), Delta::Thinking(_)) => *spoke = true,
                (Some(Open::Thinking { signature, .. }), Delta::Signature(more)) => signature.push_str(more),
                _ => {}
            },
            _ => {}
        }
    }

    /// An event of our own.
    fn say(&mut self, event: &Event, out: &mut Vec<Frame>) {
        let own = event.raw.as_ref().is_some_and(|raw| raw.dialect == Dialect::Gemini);
        match &event.kind {
            EventKind::PartStart { block: BlockKind::Raw(json), .. } if own => self.part(event.choice, json.clone(), out),
            EventKind::PartStart { block: BlockKind::RedactedThinking { data }, .. } => {
                let origin = event.raw.as_ref().map(|raw| raw.dialect);
                if let Some(part) = response::encode_thought("", signature::encode_redacted(origin, data).as_deref()) {
                    self.part(event.choice, part, out);
                }
            }
            EventKind::Delta { delta, .. } => match delta {
                Delta::Text(text) | Delta::Refusal(text) => self.part(event.choice, TextPart { text, thought: None }, out),
                Delta::Thinking(text) => self.part(event.choice, TextPart { text, thought: Some(true) }, out),
                Delta::Logprobs(logprobs) => {
                    if let Some(result) = logprobs::encode(logprobs) {
                        let candidate =
                            json!({"content": content(TextPart { text: "", thought: None }), "index": event.choice, "logprobsResult": result});
                        let frame = self.frame([candidate]);
                        out.push(frame);
                    }
                }
                Delta::Arguments(_) | Delta::Signature(_) => {}
            },
            EventKind::PartEnd { part } => self.close(event.choice, *part, out),
            EventKind::End(finish) => {
                let still_open: Vec<u32> = self.open.keys().filter(|(choice, _)| *choice == event.choice).map(|(_, part)| *part).collect();
                for part in still_open {
                    self.close(event.choice, part, out);
                }
                self.finishes.insert(event.choice, finish.clone());
            }
            EventKind::Usage(usage) => self.usage = Some(*usage),
            EventKind::Start { .. } | EventKind::PartStart { .. } | EventKind::Other => {}
        }
    }

    /// A part has ended: a call is complete now, and so is a signature.
    fn close(&mut self, choice: u32, part: u32, out: &mut Vec<Frame>) {
        match self.open.remove(&(choice, part)) {
            Some(Open::Call { id, name, arguments, extra }) => {
                let call = response::encode_call(&id, &name, &arguments, signature::of_call(&extra));
                self.part(choice, call, out);
            }
            Some(Open::Thinking { origin, spoke, signature }) if !signature.is_empty() => {
                if let Some(signature) = signature::encode(origin, &signature) {
                    let mut piece = json!({"text": "", "thoughtSignature": signature});
                    if spoke {
                        piece["thought"] = json!(true);
                    }
                    self.part(choice, piece, out);
                }
            }
            _ => {}
        }
    }

    fn part(&mut self, choice: u32, part: impl Serialize, out: &mut Vec<Frame>) {
        let frame = self.frame([Candidate { content: content(part), index: choice }]);
        out.push(frame);
    }

    fn frame(&mut self, candidates: impl Serialize) -> Frame {
        if self.id.is_empty() {
            self.id = self.options.id.clone().unwrap_or_else(|| random_id("", 22));
        }
        let usage_metadata = self.usage.as_ref().map(encode_usage);
        Frame::json(&Answer { candidates, usage_metadata, model_version: &self.model, response_id: &self.id })
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a, C> {
    candidates: C,
    #[serde(skip_serializing_if = "Option::is_none")]
    usage_metadata: Option<Value>,
    model_version: &'a str,
    response_id: &'a str,
}

#[derive(Serialize)]
struct Candidate<P> {
    content: Content<P>,
    index: u32,
}

#[derive(Serialize)]
struct Content<P> {
    parts: [P; 1],
    role: &'static str,
}

#[derive(Serialize)]
struct TextPart<'a> {
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    thought: Option<bool>,
}

fn content<P>(part: P) -> Content<P> {
    Content { parts: [part], role: "model" }
}

impl EventEncoder for Encoder {
    fn encode(&mut self, event: &Event, out: &mut Vec<Frame>) {
        self.note(event);
        match event.raw.as_ref().filter(|raw| raw.dialect == Dialect::Gemini) {
            Some(raw) if !raw.data.is_empty() => {
                self.said = true;
                out.push(Frame::data(renewed(&raw.data, self.options.id.as_deref())));
            }
            Some(_) if self.said => {}
            // Its data were never sent: a stage has changed the event that carried them.
            Some(_) => self.say(event, out),
            None => {
                self.said = false;
                self.say(event, out);
            }
        }
        if let EventKind::PartEnd { part } = &event.kind {
            self.open.remove(&(event.choice, *part));
        }
    }

    fn end(&mut self, out: &mut Vec<Frame>) {
        let finishes = std::mem::take(&mut self.finishes);
        if finishes.is_empty() {
            return;
        }
        let last = |(index, finish): (&u32, &Finish)| {
            let mut candidate = json!({"content": content(TextPart { text: "", thought: None }), "index": index});
            response::put_finish(&mut candidate, Some(finish));
            candidate
        };
        let frame = self.frame(finishes.iter().map(last).collect::<Vec<_>>());
        out.push(frame);
    }

    fn error(&mut self, error: &Error, out: &mut Vec<Frame>) {
        out.push(Frame::data(error_body(error).to_string()));
    }
}

/// The provider's event under another id.
pub fn renewed(data: &Bytes, id: Option<&str>) -> Bytes {
    let Some(id) = id else { return data.clone() };
    let Ok(mut body) = serde_json::from_slice::<Map<String, Value>>(data) else { return data.clone() };
    if body.contains_key("responseId") {
        body.insert("responseId".to_owned(), json!(id));
    }
    Value::Object(body).to_string().into()
}
