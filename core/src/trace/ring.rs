//! The last records of this process, newest at the end, kept as values and serialised when somebody asks.

use std::collections::VecDeque;
use std::sync::Arc;

use parking_lot::Mutex;

use crate::types::TraceRecord;

const KEPT: usize = 2_000;

#[derive(Default)]
pub(super) struct Ring(Mutex<VecDeque<Arc<TraceRecord>>>);

impl Ring {
    pub fn push(&self, record: Arc<TraceRecord>) {
        let oldest = {
            let mut ring = self.0.lock();
            let oldest = if ring.len() >= KEPT { ring.pop_front() } else { None };
            ring.push_back(record);
            oldest
        };
        // Freed outside the lock.
        drop(oldest);
    }

    pub fn get(&self, trace_id: &str) -> Option<Arc<TraceRecord>> {
        self.0.lock().iter().rev().find(|record| &*record.receipt.trace_id == trace_id).cloned()
    }

    /// The newest records that `wanted` takes, newest first.
    pub fn newest(&self, limit: usize, wanted: impl Fn(&TraceRecord) -> bool) -> Vec<Arc<TraceRecord>> {
        self.0.lock().iter().rev().filter(|record| wanted(record)).take(limit).cloned().collect()
    }
}
