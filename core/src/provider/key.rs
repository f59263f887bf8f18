//! A key that a function of the host gives (`api_key: { function: … }`), kept until its expiry.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use serde_json::{Value, json};

use crate::clock::Moment;
use crate::config::ProviderConfig;
use crate::error::{Class, Error, Result};
use crate::id::Secret;
use crate::types::{CallContext, Functions, HostFn, callback, value_of};

/// A key is asked for anew so long before it ends.
const MARGIN: Duration = Duration::from_secs(30);

pub(super) struct FunctionKey {
    provider: Arc<str>,
    name: String,
    function: Arc<dyn HostFn>,
    timeout: Duration,
    kept: Mutex<Option<(Secret, Moment)>>,
}

impl FunctionKey {
    pub fn of(config: &ProviderConfig, functions: &Functions) -> Result<Option<Self>> {
        let Some(named) = &config.key_function else { return Ok(None) };
        let function = functions.get(&named.name, &format!("providers.{}.api_key.function", config.name))?;
        Ok(Some(FunctionKey { provider: config.name.clone(), name: named.name.clone(), function, timeout: named.timeout, kept: Mutex::new(None) }))
    }

    /// The key of now. A failure is the try's, so that another target is asked.
    pub async fn get(&self, ctx: &CallContext) -> Result<Secret> {
        let now = ctx.clock.now();
        if let Some((key, until)) = &*self.kept.lock()
            && now < *until
        {
            return Ok(key.clone());
        }
        let given = value_of(&*self.function, &self.name, vec![json!(self.provider)], ctx.options.host.clone(), &ctx.clock, self.timeout).await;
        let (key, lasts) = given.and_then(|value| read(&value)).map_err(|e| e.classed(Class::Auth))?;
        if let Some(lasts) = lasts {
            *self.kept.lock() = Some((key.clone(), now.plus(lasts.saturating_sub(MARGIN))));
        }
        Ok(key)
    }
}

/// A text, or `{key, expires_in}` in seconds. A key without an expiry is asked for with every call.
fn read(value: &Value) -> Result<(Secret, Option<Duration>)> {
    let key = value.as_str().or_else(|| value.get("key").and_then(Value::as_str)).filter(|key| !key.is_empty());
    let lasts = value.get("expires_in").and_then(Value::as_f64).and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    key.map(|key| (Secret::new(key), lasts)).ok_or_else(wrong)
}

fn wrong() -> Error {
    callback("the function of a key gives a text, or {key, expires_in}")
}
