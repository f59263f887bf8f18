//! A function of the host as a guardrail (`guardrails: { input: [ { function: … } ] }`).
//!
//! It gets `{stage, text, messages, labels}`, and gives `null` or `{action: rewrite | block | ask, text?, reason?}`.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Check, Guardrail, Holdback, Subject, Verdict};
use crate::config::FunctionConfig;
use crate::error::Result;
use crate::types::{CallContext, Functions, HostFn, callback, value_of};

pub struct FunctionGuard {
    name: String,
    function: Arc<dyn HostFn>,
    timeout: Duration,
}

impl FunctionGuard {
    /// `at`: where the configuration names the function.
    pub fn new(named: &FunctionConfig, functions: &Functions, at: &str) -> Result<Self> {
        Ok(FunctionGuard { name: named.name.clone(), function: functions.get(&named.name, at)?, timeout: named.timeout })
    }

    fn verdict(&self, given: &Value) -> Result<Verdict> {
        let said = |member: &str| given.get(member).and_then(Value::as_str).map(str::to_owned);
        let (rule, reason) = (self.name.clone(), said("reason"));
        match (given, given.get("action").and_then(Value::as_str)) {
            (Value::Null, _) | (_, Some("allow")) => Ok(Verdict::Allow),
            (_, Some("block")) => Ok(Verdict::Block { rule, reason }),
            (_, Some("ask")) => Ok(Verdict::Ask { rule, reason }),
            (_, Some("rewrite")) if given["text"].is_string() => Ok(Verdict::Rewrite(said("text").unwrap_or_default())),
            (_, Some("rewrite")) => Err(callback(format!("the function `{}` gave the action `rewrite` without a `text`", self.name))),
            // What it gave may hold the text itself.
            _ => Err(callback(format!(
                "the function `{}` gave neither `null` nor {{action: \"rewrite\", \"block\" or \"ask\", text, reason}}",
                self.name
            ))),
        }
    }
}

impl Guardrail for FunctionGuard {
    fn name(&self) -> &str {
        &self.name
    }

    fn holdback(&self) -> Holdback {
        Holdback::Whole
    }

    fn reads_messages(&self) -> bool {
        true
    }

    fn check<'a>(&'a self, subject: Subject<'a>, ctx: &'a CallContext) -> Check<'a> {
        Check::Later(Box::pin(async move {
            let Subject { stage, text, messages } = subject;
            let asked = json!({"stage": stage.name(), "text": text, "messages": messages, "labels": &*ctx.labels});
            let caller = ctx.options.host.clone();
            self.verdict(&value_of(&*self.function, &self.name, vec![asked], caller, &ctx.clock, self.timeout).await?)
        }))
    }
}
