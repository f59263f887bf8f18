//! Functions of the host that judge an answer (`escalate: { when: [ { function: … } ] }`): their confidence, 0 to 1.

use serde_json::Value;

use super::deadline_passed;
use crate::config::Judge;
use crate::error::Result;
use crate::types::{CallContext, Functions, Request, Response, callback, value_of};
use crate::wire::{chat_reply, chat_request};

/// The first judge with less confidence than it should have. A judge that fails is the call's failure: nobody has said that the
/// answer is good, and nobody that another one would be better.
pub async fn doubt(answer: &Response, request: &Request, judges: &[Judge], functions: &Functions, ctx: &CallContext) -> Result<Option<String>> {
    if judges.is_empty() {
        return Ok(None);
    }
    let arguments = [Value::Object(chat_request(request)), chat_reply(answer)];
    for judge in judges {
        let name = &judge.function.name;
        let function = functions.get(name, "escalate.when")?;
        let given = value_of(&*function, name, arguments.to_vec(), ctx.options.host.clone(), &ctx.clock, judge.function.timeout);
        let given = ctx.clock.until(ctx.deadline, given).await.unwrap_or_else(|| Err(deadline_passed(ctx)))?;
        match given.as_f64().filter(|confidence| (0.0..=1.0).contains(confidence)) {
            Some(confidence) if confidence < judge.below => return Ok(Some(name.clone())),
            Some(_) => {}
            None => return Err(callback(format!("the function `{name}` gave no number from 0 to 1"))),
        }
    }
    Ok(None)
}
