//! Events → the wire's lines. A provider's own go out as they came; all others are made here. A call waits until it is
//! whole, for it stands in one line.

use serde_json::{Value, json};

use super::super::usage::{encode_finish, encode_time};
use super::super::{error_body, message};
use crate::error::Error;
use crate::types::{BlockKind, Delta, Dialect, Event, EventKind, Finish, Usage};
use crate::wire::{EventEncoder, Frame};

#[derive(Default)]
pub struct Encoder {
    /// The data of the line that the last events came from have been sent.
    said: bool,
    ended: bool,
    model: String,
    created: String,
    /// Calls under way: part, name, arguments.
    calls: Vec<(u32, String, String)>,
    finish: Option<Finish>,
    usage: Option<Usage>,
}

impl Encoder {
    fn say(&mut self, event: &Event, out: &mut Vec<Frame>) {
        // This wire has one answer.
        if event.choice != 0 {
            return;
        }
        match &event.kind {
            EventKind::PartStart { part, block: BlockKind::ToolCall { name, .. } } => self.calls.push((*part, name.clone(), String::new())),
            EventKind::Delta { part, delta } => match delta {
                Delta::Text(text) | Delta::Refusal(text) => self.message(json!({"role": "assistant", "content": text}), out),
                Delta::Thinking(text) => self.message(json!({"role": "assistant", "content": "", "thinking": text}), out),
                Delta::Arguments(text) => match self.calls.iter_mut().find(|call| call.0 == *part) {
                    Some((_, _, arguments)) => arguments.push_str(text),
                    None => self.calls.push((*part, String::new(), text.clone())),
                },
                Delta::Logprobs(logprobs) => {
                    let mut line = self.line(json!({"role": "assistant", "content": ""}));
                    line["logprobs"] = logprobs.get("content").cloned().unwrap_or_default();
                    out.push(Frame::data(line.to_string()));
                }
                Delta::Signature(_) => {}
            },
            EventKind::PartEnd { part } => {
                if let Some(at) = self.calls.iter().position(|call| call.0 == *part) {
                    let (_, name, arguments) = self.calls.remove(at);
                    self.call(&name, &arguments, out);
                }
            }
            EventKind::Start { .. } | EventKind::PartStart { .. } | EventKind::Usage(_) | EventKind::End(_) | EventKind::Other => {}
        }
    }

    fn call(&mut self, name: &str, arguments: &str, out: &mut Vec<Frame>) {
        self.message(json!({"role": "assistant", "content": "", "tool_calls": [message::call(name, arguments)]}), out);
    }

    fn message(&mut self, message: Value, out: &mut Vec<Frame>) {
        let line = self.line(message);
        out.push(Frame::data(line.to_string()));
    }

    fn line(&mut self, message: Value) -> Value {
        if self.created.is_empty() {
            self.created = encode_time(0);
        }
        json!({"model": self.model, "created_at": self.created, "message": message, "done": false})
    }

    /// What must be known of an event even if its own bytes are sent.
    fn note(&mut self, event: &Event) {
        match &event.kind {
            EventKind::Start { model, created, .. } => {
                self.model.clone_from(model);
                self.created = encode_time(*created);
            }
            EventKind::Usage(usage) => self.usage = Some(*usage),
            EventKind::End(finish) if event.choice == 0 => self.finish = Some(finish.clone()),
            _ => {}
        }
    }
}

impl EventEncoder for Encoder {
    fn encode(&mut self, event: &Event, out: &mut Vec<Frame>) {
        self.note(event);
        match event.raw.as_ref().filter(|raw| raw.dialect == Dialect::Ollama) {
            Some(raw) if !raw.data.is_empty() => {
                self.said = true;
                out.push(Frame::data((*raw.data).clone()));
            }
            Some(_) if self.said => {}
            // Its data were never sent: a stage has changed the event that carried them.
            Some(_) => self.say(event, out),
            None => {
                self.said = false;
                self.say(event, out);
            }
        }
        // The last line says the finish and everything else of it.
        self.ended |= self.said && matches!(event.kind, EventKind::End(_));
    }

    fn end(&mut self, out: &mut Vec<Frame>) {
        if std::mem::replace(&mut self.ended, true) {
            return;
        }
        for (_, name, arguments) in std::mem::take(&mut self.calls) {
            self.call(&name, &arguments, out);
        }
        let mut line = self.line(json!({"role": "assistant", "content": ""}));
        line["done_reason"] = json!(self.finish.as_ref().map_or("stop", encode_finish));
        line["done"] = json!(true);
        if let Some(usage) = &self.usage {
            line["prompt_eval_count"] = json!(usage.input);
            line["eval_count"] = json!(usage.output);
        }
        out.push(Frame::data(line.to_string()));
    }

    fn error(&mut self, error: &Error, out: &mut Vec<Frame>) {
        out.push(Frame::data(error_body(error).to_string()));
    }
}
