//! One answer as the connection will act it out: a head, then steps.
//!
//! Scripts and stories make answers; `connection` sends them.

use std::time::Duration;

use bytes::Bytes;
use serde_json::Value;

/// What goes back for one request.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub framing: Framing,
    pub steps: Vec<Step>,
}

/// How the body is delimited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// `content-length`; the steps' bytes together.
    Length,
    /// Chunked coding, a chunk for each step of bytes.
    Chunked,
    /// The steps are the whole wire, status line included; then the connection closes.
    Wire,
}

/// Acted out in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Bytes(Bytes),
    Delay(Duration),
    /// Sends nothing until somebody releases it or the client goes.
    Hold,
    /// The last step; what follows is not sent.
    Cut(Cut),
}

/// How a connection ends before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// TCP reset.
    Reset,
    /// The connection closes in the middle of the body.
    Close,
    /// The body ends properly, whatever was still missing in it.
    End,
}

impl Answer {
    pub fn json(status: u16, body: &Value) -> Self {
        Answer::whole(status, "application/json", body.to_string())
    }

    pub fn whole(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        Answer { status, headers: vec![header("content-type", content_type)], framing: Framing::Length, steps: vec![Step::Bytes(body.into())] }
    }

    /// Server-sent events, an event for each step of bytes.
    pub fn events(steps: Vec<Step>) -> Self {
        Answer { status: 200, headers: vec![header("content-type", "text/event-stream; charset=utf-8")], framing: Framing::Chunked, steps }
    }

    pub fn wire(steps: Vec<Step>) -> Self {
        Answer { status: 0, headers: Vec::new(), framing: Framing::Wire, steps }
    }

    /// The same answer, later.
    pub fn after(mut self, step: Step) -> Self {
        self.steps.insert(0, step);
        self
    }

    /// Sets a header, in the place of one of the same name.
    pub fn set(&mut self, name: &str, value: &str) {
        self.headers.retain(|(n, _)| !n.eq_ignore_ascii_case(name));
        self.headers.push(header(name, value));
    }
}

fn header(name: &str, value: &str) -> (String, String) {
    (name.to_ascii_lowercase(), value.to_owned())
}
