//! One entry: when it answers and with what.

use std::time::Duration;

use bytes::Bytes;
use serde_json::Value;

use crate::answer::{Answer, Cut, Framing, Step};
use crate::dialect::{Dialect, Item, Reply};
use crate::record::Request;

/// The answer to one request.
#[derive(Debug, Clone)]
pub struct Entry {
    pub when: When,
    pub delay: Option<Duration>,
    /// Holds before anything is sent.
    pub hold: bool,
    pub status: Option<u16>,
    pub headers: Vec<(String, String)>,
    pub content: Content,
    /// Ends the connection after the content.
    pub cut: Option<Cut>,
}

/// Which requests an entry answers; what is not said does not matter.
#[derive(Debug, Clone, Default)]
pub struct When {
    pub path: Option<String>,
    pub method: Option<String>,
    /// Members that the body must have, by subset.
    pub body: Option<Value>,
}

#[derive(Debug, Clone)]
pub enum Content {
    /// The dialect's own error for the status; no body below 400.
    Default,
    Reply(Box<Reply>),
    Body(Bytes, &'static str),
    Sse(Vec<SseItem>),
    /// The whole wire.
    Wire(Vec<Step>),
}

/// One item of an `sse` list.
#[derive(Debug, Clone)]
pub enum SseItem {
    /// In the dialect's words.
    Say(Item),
    Do(Step),
}

impl When {
    pub fn holds(&self, request: &Request) -> bool {
        self.path.as_ref().is_none_or(|p| *p == request.path)
            && self.method.as_ref().is_none_or(|m| m.eq_ignore_ascii_case(&request.method))
            && self.body.as_ref().is_none_or(|b| subset(b, &request.json()))
    }
}

impl Entry {
    /// Acts the entry out for this request.
    pub fn answer(&self, dialect: Dialect, request: &Request) -> Answer {
        let mut answer = match &self.content {
            Content::Reply(reply) => dialect.reply(request, reply),
            Content::Body(body, content_type) => Answer::whole(200, content_type, body.clone()),
            Content::Sse(items) => dialect.streamed(sse_steps(dialect, request, items)),
            Content::Wire(steps) => Answer::wire(steps.clone()),
            Content::Default => match self.status {
                Some(status @ 400..) => dialect.error(status, "scripted failure"),
                _ => Answer { status: 200, headers: Vec::new(), framing: Framing::Length, steps: Vec::new() },
            },
        };
        if let Some(status) = self.status {
            answer.status = status;
        }
        for (name, value) in &self.headers {
            answer.set(name, value);
        }
        answer.steps.extend(self.cut.map(Step::Cut));
        if self.hold {
            answer = answer.after(Step::Hold);
        }
        match self.delay {
            Some(delay) => answer.after(Step::Delay(delay)),
            None => answer,
        }
    }
}

fn sse_steps(dialect: Dialect, request: &Request, items: &[SseItem]) -> Vec<Step> {
    let said = items.iter().filter_map(|i| if let SseItem::Say(Item::Text(t)) = i { Some(t.as_str()) } else { None });
    let mut events = dialect.events(request, &Reply::text(said.collect::<String>()));
    let mut steps = Vec::new();
    for item in items {
        match item {
            SseItem::Say(item) => steps.extend(events.write(item).into_iter().map(Step::Bytes)),
            SseItem::Do(step) => steps.push(step.clone()),
        }
    }
    steps
}

/// Objects match by subset, everything else exactly.
fn subset(wanted: &Value, got: &Value) -> bool {
    match (wanted, got) {
        (Value::Object(wanted), Value::Object(got)) => wanted.iter().all(|(k, w)| got.get(k).is_some_and(|g| subset(w, g))),
        _ => wanted == got,
    }
}
