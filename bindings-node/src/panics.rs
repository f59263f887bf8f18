//! Panics on purpose, in debug builds alone: tests see that a bug ends one call and not the process.

use napi::bindgen_prelude::Env;
use napi_derive::napi;

use crate::bridge::{Soon, start};
use crate::errors::thrown;
use crate::gateway::NativeGateway;

#[napi]
impl NativeGateway {
    #[napi(catch_unwind)]
    pub fn panic_now(&self) -> u32 {
        let none: Option<u32> = None;
        none.expect("a planted bug")
    }

    /// On a thread of the runtime.
    #[napi(catch_unwind)]
    pub fn panic_later<'env>(&self, env: &'env Env) -> napi::Result<Soon<'env, u32>> {
        let host = self.host().map_err(|e| thrown(&e))?;
        let closing = host.closing();
        start(env, host, None, async move {
            closing.await?;
            let none: Option<u32> = None;
            Ok(none.expect("a planted bug"))
        })
    }
}
