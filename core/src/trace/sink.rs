//! A function of the host that takes every record (`trace: { function: … }`), in batches behind the calls.

use std::sync::Arc;

use serde_json::Value;

use super::rows::Row;
use crate::clock::Clock;
use crate::config::TraceConfig;
use crate::error::Result;
use crate::types::{FUNCTION_LIMIT, Functions, HostFn, value_of};

pub(super) struct Sink {
    function: Arc<dyn HostFn>,
    clock: Clock,
}

impl Sink {
    pub fn of(config: &TraceConfig, functions: &Functions, clock: &Clock) -> Result<Option<Sink>> {
        let Some(name) = &config.function else { return Ok(None) };
        Ok(Some(Sink { function: functions.get(name, "trace.function")?, clock: clock.clone() }))
    }

    pub async fn take(&self, records: Vec<Value>) -> Result<()> {
        value_of(&*self.function, vec![Value::Array(records)], None, &self.clock, FUNCTION_LIMIT).await.map(drop)
    }
}

/// The records of a batch as the function gets them.
pub(super) fn records(rows: &[Row]) -> Vec<Value> {
    rows.iter().filter_map(|row| serde_json::from_str(&row.json).ok()).collect()
}
