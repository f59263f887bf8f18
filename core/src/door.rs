//! HTTP doors: the path chooses the dialect, errors leave as that dialect's replies.

use std::sync::Arc;

use bytes::Bytes;

use crate::gateway::{Gateway, Prepared};
use crate::pipeline::AnswerStream;
use crate::types::{HttpTransport, Labels};

/// A request at a door. The query stands in the path.
#[derive(Debug, Clone)]
pub struct HttpIn {
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Bytes,
    /// The labels of the enclosing block.
    pub block: Labels,
    /// The longest wait that the client's own settings allow (whole: a deadline; stream: between events).
    pub read_timeout: Option<std::time::Duration>,
}

pub struct HttpAnswer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: AnswerBody,
}

pub enum AnswerBody {
    Whole(Bytes),
    Stream(Box<AnswerStream>),
}

/// A request that found its door, or the answer that it gets at once.
pub enum Opened {
    Call(Box<Prepared>),
    Answered(Box<HttpAnswer>),
}

impl Opened {
    pub fn streams(&self) -> bool {
        matches!(self, Opened::Call(p) if p.streams())
    }
}

impl Gateway {
    pub fn open_door(&self, request: HttpIn) -> Opened {
        let _ = request;
        todo!()
    }

    pub async fn pass(&self, opened: Opened, transport: Arc<dyn HttpTransport>) -> HttpAnswer {
        let _ = (opened, transport);
        todo!()
    }
}
