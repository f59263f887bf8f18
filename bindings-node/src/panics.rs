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
        if self.closed() { 0 } else { planted() }
    }

    /// On a thread of the runtime.
    #[napi(catch_unwind)]
    pub fn panic_later<'env>(&self, env: &'env Env) -> napi::Result<Soon<'env, u32>> {
        let host = self.host().map_err(|e| thrown(&e))?;
        let closing = host.closing();
        start(env, host, async move {
            closing.await?;
            Ok(planted())
        })
    }
}

fn planted() -> u32 {
    panic!("a planted bug")
}
