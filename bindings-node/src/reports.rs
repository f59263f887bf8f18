//! What a gateway says of itself: decisions, traces, usage, stats, each as JSON text.

use std::time::Duration;

use napi::bindgen_prelude::Env;
use napi_derive::napi;
use polyroute::gateway::{Gateway, TraceFilter};
use polyroute::types::UsageFilter;
use polyroute::{Error, ErrorKind, Result};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::bridge::{Soon, start};
use crate::errors::thrown;
use crate::gateway::{NativeGateway, Text, incoming};

/// What is asked for, in the words of the package. Times are milliseconds since 1970.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Query {
    #[serde(default)]
    group_by: Vec<String>,
    limit: Option<usize>,
    since: Option<u64>,
    until: Option<u64>,
    #[serde(default, rename = "where")]
    where_: Map<String, Value>,
}

impl Query {
    /// Columns and the values they must have.
    fn conditions(&mut self) -> Vec<(String, String)> {
        let text = |value: Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        std::mem::take(&mut self.where_).into_iter().map(|(column, value)| (column, text(value))).collect()
    }
}

fn query(text: &str) -> Result<Query> {
    serde_json::from_str(text).map_err(|e| Error::invalid(format!("the query is not understood: {e}")))
}

impl NativeGateway {
    /// A report that is there at once.
    fn now(&self, report: impl FnOnce(Gateway) -> Result<Value>) -> napi::Result<String> {
        self.gateway().and_then(report).map(|value| value.to_string()).map_err(|e| thrown(&e))
    }

    /// A report that the store has to be asked for.
    fn later<'env, F: Future<Output = Result<Value>> + Send + 'static>(
        &self,
        env: &'env Env,
        report: impl FnOnce(Gateway) -> Result<F>,
    ) -> napi::Result<Soon<'env, String>> {
        let asked = self.gateway().and_then(report).map_err(|e| thrown(&e))?;
        start(env, self.host().map_err(|e| thrown(&e))?, async move { Ok(asked.await?.to_string()) })
    }
}

#[napi]
impl NativeGateway {
    #[napi(catch_unwind)]
    pub fn explain(&self, door: String, body: Text, options: Option<String>, block: Option<String>) -> napi::Result<String> {
        self.now(|gateway| gateway.explain(incoming(&door, body, options, block)?))
    }

    #[napi(catch_unwind)]
    pub fn preview(&self, door: String, body: Text, target: Option<String>, block: Option<String>) -> napi::Result<String> {
        self.now(|gateway| gateway.preview(incoming(&door, body, None, block)?, target.as_deref()))
    }

    #[napi(catch_unwind)]
    pub fn models(&self) -> napi::Result<String> {
        self.now(|gateway| Ok(gateway.models()))
    }

    #[napi(catch_unwind)]
    pub fn stats(&self) -> napi::Result<String> {
        self.now(|gateway| Ok(gateway.stats()))
    }

    #[napi(catch_unwind)]
    pub fn usage<'env>(&self, env: &'env Env, text: String) -> napi::Result<Soon<'env, String>> {
        self.later(env, |gateway| {
            let mut query = query(&text)?;
            let where_ = query.conditions();
            let filter = UsageFilter { group_by: query.group_by, since: query.since, until: query.until, where_ };
            Ok(async move { gateway.usage(filter).await.map(Value::Array) })
        })
    }

    #[napi(catch_unwind)]
    pub fn traces<'env>(&self, env: &'env Env, text: String) -> napi::Result<Soon<'env, String>> {
        self.later(env, |gateway| {
            let mut query = query(&text)?;
            let where_ = query.conditions();
            let limit = query.limit.unwrap_or(TraceFilter::default().limit);
            let filter = TraceFilter { limit, since: query.since, until: query.until, where_ };
            Ok(async move { gateway.traces(filter).await.map(Value::Array) })
        })
    }

    #[napi(catch_unwind)]
    pub fn trace<'env>(&self, env: &'env Env, id: String) -> napi::Result<Soon<'env, String>> {
        self.later(env, |gateway| {
            Ok(async move {
                let found = gateway.trace(&id).await?;
                found.ok_or_else(|| Error::new(ErrorKind::NotFound, format!("no trace `{id}` is known")).reason("trace"))
            })
        })
    }

    /// Breaks the store of a gateway with a virtual clock.
    #[napi(catch_unwind)]
    pub fn break_state(&self) -> napi::Result<()> {
        self.gateway().map(|gateway| gateway.break_state()).map_err(|e| thrown(&e))
    }

    /// Moves a virtual clock.
    #[napi(catch_unwind)]
    pub fn advance(&self, milliseconds: f64) -> napi::Result<()> {
        let by = Duration::try_from_secs_f64(milliseconds / 1000.0).map_err(|e| thrown(&Error::invalid(e.to_string())))?;
        self.gateway().map(|gateway| gateway.advance(by)).map_err(|e| thrown(&e))
    }
}
