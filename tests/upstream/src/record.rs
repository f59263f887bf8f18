//! What an upstream remembers: requests as they came, and clients that hung up.

use std::time::Instant;

use bytes::Bytes;
use serde_json::{Map, Value, json};

/// One request as it came over the wire.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: String,
    /// Without the query.
    pub path: String,
    pub query: String,
    /// Names in lower case, in order.
    pub headers: Vec<(String, String)>,
    pub body: Bytes,
    pub at: Instant,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    /// The body as JSON; `null` if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// For reports: the body as JSON where it is that, else as text.
    pub fn to_value(&self) -> Value {
        let headers: Map<String, Value> = self.headers.iter().map(|(n, v)| (n.clone(), v.as_str().into())).collect();
        let body = serde_json::from_slice(&self.body).unwrap_or_else(|_| Value::from(String::from_utf8_lossy(&self.body)));
        json!({"method": self.method, "path": self.path, "query": self.query, "headers": headers, "body": body})
    }
}

/// A client closed its connection before the answer was through.
#[derive(Debug, Clone, Copy)]
pub struct Closed {
    /// Index of the request.
    pub request: usize,
    pub at: Instant,
}

/// Everything that happened since the start or the last reset.
#[derive(Debug, Default)]
pub struct Log {
    pub requests: Vec<Request>,
    pub closed_early: Vec<Closed>,
    /// Requests that the script had no answer for.
    pub beyond: usize,
    /// Answers that are on hold now.
    pub holding: usize,
    /// Connections accepted.
    pub connections: usize,
    /// Connections open now.
    pub open: usize,
}

impl Log {
    pub fn to_value(&self, start: Instant) -> Value {
        let closed = self.closed_early.iter().map(|c| json!({"request": c.request, "ms": c.at.duration_since(start).as_secs_f64() * 1e3}));
        json!({
            "requests": self.requests.iter().map(Request::to_value).collect::<Vec<_>>(),
            "count": self.requests.len(),
            "beyond": self.beyond,
            "holding": self.holding,
            "closed_early": closed.collect::<Vec<_>>(),
            "connections": self.connections,
            "open": self.open,
        })
    }
}
