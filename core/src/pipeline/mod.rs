//! The way of a request through the stages.

use std::sync::Arc;

use bytes::Bytes;

use crate::error::Result;
use crate::gateway::{Answer, Incoming, Prepared};
use crate::types::{HttpTransport, Receipt};
use crate::wire::Frame;

pub struct Core {}

impl Core {
    pub fn new_transport(&self) -> Result<NoTransport> {
        todo!()
    }
}

pub struct NoTransport;
impl HttpTransport for NoTransport {
    fn send(&self, _: crate::types::HttpRequest) -> crate::task::BoxFuture<'_, Result<crate::types::HttpResponse>> {
        todo!()
    }
}

pub fn prepare(core: &Arc<Core>, incoming: Incoming) -> Result<Prepared> {
    let _ = (core, incoming);
    todo!()
}

pub async fn run(core: &Arc<Core>, prepared: Prepared, transport: Arc<dyn HttpTransport>) -> Result<Answer> {
    let _ = (core, transport, prepared);
    todo!()
}

pub struct AnswerStream {}

impl AnswerStream {
    pub async fn next_batch(&mut self, limit: usize, out: &mut Vec<Frame>) -> Result<()> {
        let _ = (limit, out);
        todo!()
    }
    pub fn is_done(&self) -> bool {
        todo!()
    }
    pub async fn close(&mut self) {
        todo!()
    }
    pub fn receipt(&self) -> Option<Arc<Receipt>> {
        todo!()
    }
    pub fn folded(&mut self) -> Bytes {
        todo!()
    }
}
