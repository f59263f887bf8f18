//! A function of the host that takes every record (`trace: { function: … }`), in batches behind the calls.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::writer::Row;
use crate::clock::Clock;
use crate::config::TraceConfig;
use crate::error::Result;
use crate::types::{Functions, HostFn, value_of};

pub(super) struct Sink {
    name: String,
    function: Arc<dyn HostFn>,
    timeout: Duration,
    clock: Clock,
}

impl Sink {
    pub fn of(config: &TraceConfig, functions: &Functions, clock: &Clock) -> Result<Option<Sink>> {
        let Some(function) = &config.function else { return Ok(None) };
        Ok(Some(Sink {
            name: function.name.clone(),
            function: functions.get(&function.name, "trace.function")?,
            timeout: function.timeout,
            clock: clock.clone(),
        }))
    }

    pub async fn take(&self, records: Vec<Value>) -> Result<()> {
        // Virtual time stands while code of the host runs.
        let _outside = self.clock.at_upstream();
        value_of(&*self.function, &self.name, vec![Value::Array(records)], None, &self.clock, self.timeout).await.map(drop)
    }
}

/// The records of a batch as the function gets them.
pub(super) fn records(rows: &[Row]) -> Vec<Value> {
    rows.iter().filter_map(|row| serde_json::from_str(&row.json).ok()).collect()
}
