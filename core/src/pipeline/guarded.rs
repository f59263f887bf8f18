//! Guards around a call: within its deadline, with what they did in its receipt.

use std::future::Future;

use serde_json::Value;

use super::tail::Tail;
use crate::error::Result;
use crate::failover::deadline_passed;
use crate::guard::{Guards, Held, Notes, Stage};
use crate::types::{Call, CallContext, Response, caught};

/// What came in, as it may go on. Was it changed?
pub async fn check_in(tail: &mut Tail, call: &mut Call) -> Result<bool> {
    if !tail.core.guards.watches_input() {
        return Ok(false);
    }
    let mut notes = Notes::default();
    let changed = in_time(&tail.ctx, tail.core.guards.check_input(call, &tail.ctx, &mut notes)).await;
    tail.note(notes);
    Ok(match changed? {
        Some(changed) => {
            *call = changed;
            true
        }
        None => false,
    })
}

/// A whole answer as it may leave, where that is another one than came.
pub async fn check_out(tail: &mut Tail, call: &Call, response: &Response) -> Result<Option<Response>> {
    if !tail.core.guards.watches_output() {
        return Ok(None);
    }
    let mut notes = Notes::default();
    let messages = tail.core.guards.messages(Stage::Output, call);
    let changed = in_time(&tail.ctx, tail.core.guards.check_output(response, &messages, &tail.ctx, &mut notes)).await;
    tail.note(notes);
    changed
}

/// What became of a stream that was held to its end.
pub struct Checked {
    pub held: Held,
    pub notes: Notes,
    pub changed: Result<Option<Response>>,
}

/// The same for a stream that was held to its end.
pub async fn check_held(guards: Guards, ctx: CallContext, messages: Value, held: Held) -> Checked {
    let mut notes = Notes::default();
    let changed = in_time(&ctx, guards.check_output(&held.answer, &messages, &ctx, &mut notes)).await;
    Checked { held, notes, changed }
}

async fn in_time<T>(ctx: &CallContext, check: impl Future<Output = Result<T>>) -> Result<T> {
    // Code of the host is outside too: virtual time stands while it runs.
    let _at_upstream = ctx.clock.at_upstream();
    ctx.clock.until(ctx.deadline, caught(check)).await.unwrap_or_else(|| Err(deadline_passed(ctx)))
}
