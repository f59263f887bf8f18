//! What a gateway says of itself, each as JSON text; and the hooks of tests.

use std::collections::HashMap;
use std::time::Duration;

use polyroute::gateway::{Gateway, TraceFilter};
use polyroute::types::UsageFilter;
use polyroute::{Error, ErrorKind, Result};
use serde_json::Value;

use crate::bridge::{now, run};
use crate::error::NativeError;
use crate::gateway::NativeGateway;
use crate::options::NativeOptions;

/// What is asked of `usage` and `traces`. Times are milliseconds since 1970.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct NativeQuery {
    pub group_by: Vec<String>,
    pub since_ms: Option<u64>,
    pub until_ms: Option<u64>,
    /// Columns and the values they must have.
    pub conditions: HashMap<String, String>,
    pub limit: Option<u32>,
}

impl NativeGateway {
    /// A report that is there at once.
    fn report(&self, report: impl FnOnce(Gateway) -> Result<Value>) -> Result<String, NativeError> {
        now(|| Ok(report(self.host()?.gateway()?)?.to_string()))
    }

    /// A report that the store has to be asked for.
    async fn asked<F: Future<Output = Result<Value>> + Send + 'static>(&self, report: impl FnOnce(Gateway) -> F) -> Result<String, NativeError> {
        let asked = now(|| Ok(report(self.host()?.gateway()?)))?;
        run(self.host()?, async move { Ok(asked.await?.to_string()) }).await
    }
}

#[uniffi::export]
impl NativeGateway {
    pub fn explain(&self, door: String, body: String, options: NativeOptions) -> Result<String, NativeError> {
        self.report(|gateway| gateway.explain(self.incoming(&door, body, options)?))
    }

    pub fn preview(&self, door: String, body: String, target: Option<String>) -> Result<String, NativeError> {
        self.report(|gateway| gateway.preview(self.incoming(&door, body, NativeOptions::default())?, target.as_deref()))
    }

    pub fn models(&self) -> Result<String, NativeError> {
        self.report(|gateway| Ok(gateway.models()))
    }

    pub fn stats(&self) -> Result<String, NativeError> {
        self.report(|gateway| Ok(gateway.stats()))
    }

    pub async fn usage(&self, query: NativeQuery) -> Result<String, NativeError> {
        let NativeQuery { group_by, since_ms: since, until_ms: until, conditions, .. } = query;
        let filter = UsageFilter { group_by, since, until, where_: conditions.into_iter().collect() };
        self.asked(|gateway| async move { gateway.usage(filter).await.map(Value::Array) }).await
    }

    pub async fn traces(&self, query: NativeQuery) -> Result<String, NativeError> {
        let NativeQuery { since_ms: since, until_ms: until, conditions, limit, .. } = query;
        let limit = limit.map_or(TraceFilter::default().limit, |limit| limit as usize);
        let filter = TraceFilter { limit, since, until, where_: conditions.into_iter().collect() };
        self.asked(|gateway| async move { gateway.traces(filter).await.map(Value::Array) }).await
    }

    pub async fn trace(&self, id: String) -> Result<String, NativeError> {
        let unknown = Error::new(ErrorKind::NotFound, format!("no trace `{id}` is known")).reason("trace");
        self.asked(|gateway| async move { gateway.trace(&id).await?.ok_or(unknown) }).await
    }

    /// For tests: moves a virtual clock.
    pub fn testing_advance(&self, milliseconds: u64) -> Result<(), NativeError> {
        now(|| {
            self.host()?.gateway()?.advance(Duration::from_millis(milliseconds));
            Ok(())
        })
    }

    /// For tests: breaks the store of a gateway with a virtual clock.
    pub fn testing_break_state(&self) -> Result<(), NativeError> {
        now(|| {
            self.host()?.gateway()?.break_state();
            Ok(())
        })
    }

    /// For tests of debug builds: a bug in the core, on this thread.
    pub fn testing_panic(&self) -> Result<(), NativeError> {
        now(planted)
    }

    /// The same on a thread of the runtime.
    pub async fn testing_panic_later(&self) -> Result<(), NativeError> {
        let moment = async {
            tokio::task::yield_now().await;
            planted()
        };
        run(self.host()?, moment).await
    }
}

fn planted() -> Result<()> {
    assert!(!cfg!(debug_assertions), "a planted bug");
    Err(Error::invalid("only a debug build has a planted bug"))
}
