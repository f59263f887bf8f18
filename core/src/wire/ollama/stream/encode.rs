//! Events → the wire's lines. A provider's own go out as they came; all others are made here. A call waits until it is
//! whole, for it stands in one line.

use super::super::usage::{encode_finish, encode_time};
use super::super::{error_body, message};
use crate::error::Error;
use crate::types::{BlockKind, Delta, Dialect, Event, EventKind, Finish, Members, Tree, Usage, tree};
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
                Delta::Text(text) | Delta::Refusal(text) => self.message(tree!({"role": "assistant", "content": text}), out),
                Delta::Thinking(text) => self.message(tree!({"role": "assistant", "content": "", "thinking": text}), out),
                Delta::Arguments(text) => match self.calls.iter_mut().find(|call| call.0 == *part) {
                    Some((_, _, arguments)) => arguments.push_str(text),
                    None => self.calls.push((*part, String::new(), text.clone())),
                },
                Delta::Logprobs(logprobs) => {
                    let mut line = self.line(tree!({"role": "assistant", "content": ""}));
                    line.add("logprobs", logprobs.get("content").map(Tree::from).unwrap_or_default());
                    out.push(Frame::json(&line));
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
        self.message(tree!({"role": "assistant", "content": "", "tool_calls": vec![message::call(name, arguments)]}), out);
    }

    fn message(&mut self, message: Tree<'_>, out: &mut Vec<Frame>) {
        let line = self.line(message);
        out.push(Frame::json(&line));
    }

    fn line<'t>(&'t mut self, message: Tree<'t>) -> Members<'t> {
        if self.created.is_empty() {
            self.created = encode_time(0);
        }
        let mut line = Members::default();
        line.add("model", &self.model);
        line.add("created_at", &self.created);
        line.add("message", message);
        line.add("done", false);
        line
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
        let (reason, usage) = (self.finish.as_ref().map_or("stop", encode_finish).to_owned(), self.usage);
        let mut line = self.line(tree!({"role": "assistant", "content": ""}));
        line.insert("done", true.into());
        line.add("done_reason", reason);
        if let Some(usage) = usage {
            line.add("prompt_eval_count", usage.input);
            line.add("eval_count", usage.output);
        }
        out.push(Frame::json(&line));
    }

    fn error(&mut self, error: &Error, out: &mut Vec<Frame>) {
        out.push(Frame::data(error_body(error).to_string()));
    }
}
