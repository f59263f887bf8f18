//! Guardrails: what may go in and what may come out, and in which words.

mod deny;
mod function;
mod holdback;
mod rewrite;
mod texts;

use std::borrow::Cow;
use std::sync::Arc;

use futures_util::future::join_all;
use serde_json::Value;

pub use self::deny::Deny;
pub use self::function::FunctionGuard;
pub use self::holdback::{Held, Hold};

use self::texts::Spot;
use crate::config::{GuardConfig, GuardrailsConfig, OnFailure};
use crate::error::{Error, ErrorKind, Result};
use crate::task::BoxFuture;
use crate::types::{Call, CallContext, Functions, GuardReceipt, Response, Warning};
use crate::wire;

/// Texts of one call that are checked at the same time.
const AT_ONCE: usize = 8;

/// How much of a stream a guardrail must see before it can let go of what it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holdback {
    None,
    /// Bytes.
    Bytes(usize),
    Whole,
}

/// What a guardrail looks at.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    pub stage: Stage,
    pub text: &'a str,
    /// The conversation in OpenAI's words, for guards that read it (else `null`).
    pub messages: &'a Value,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Allow,
    /// The text goes on in these words.
    Rewrite(String),
    /// `rule` names what was broken, `reason` says it in words.
    Block {
        rule: String,
        reason: Option<String>,
    },
    /// A person must agree first.
    Ask {
        rule: String,
        reason: Option<String>,
    },
}

/// A verdict, or the wait for it. A guard that needs less than the whole text of a stream has it now, and never rewrites.
pub enum Check<'a> {
    Now(Verdict),
    Later(BoxFuture<'a, Result<Verdict>>),
}

/// Looks at one text after the other. An error means that it could not tell.
pub trait Guardrail: Send + Sync {
    fn name(&self) -> &str;
    fn holdback(&self) -> Holdback;
    fn check<'a>(&'a self, subject: Subject<'a>, ctx: &'a CallContext) -> Check<'a>;

    /// Does it look at the conversation around a text?
    fn reads_messages(&self) -> bool {
        false
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Input,
    Output,
}

impl Stage {
    pub fn name(self) -> &'static str {
        match self {
            Stage::Input => "input",
            Stage::Output => "output",
        }
    }
}

/// What guards did, for the receipt.
#[derive(Debug, Default)]
pub struct Notes {
    pub guard: Vec<GuardReceipt>,
    pub warnings: Vec<Warning>,
}

impl Notes {
    fn add(&mut self, name: &str, action: &'static str) {
        match self.guard.iter_mut().find(|note| note.name == name && note.action == action) {
            Some(note) => note.count += 1,
            None => self.guard.push(GuardReceipt { name: name.to_owned(), action, count: 1 }),
        }
    }

    fn failed(&mut self, name: &str, error: &Error) {
        self.add(name, "failed");
        let message = format!("guardrail `{name}` failed and let the text pass: {}", error.message());
        self.warnings.push(Warning { code: "guard_failed", message });
    }
}

/// The guardrails of a configuration.
#[derive(Clone, Default)]
pub struct Guards {
    input: Vec<Arc<dyn Guardrail>>,
    output: Vec<Arc<dyn Guardrail>>,
    on_failure: OnFailure,
}

impl Guards {
    pub fn new(config: &GuardrailsConfig, functions: &Functions) -> Result<Self> {
        let build = |stage: &str, list: &[GuardConfig]| -> Result<Vec<Arc<dyn Guardrail>>> {
            let guard = |(i, config): (usize, &GuardConfig)| -> Result<Arc<dyn Guardrail>> {
                let at = format!("guardrails.{stage}[{i}]");
                match config {
                    GuardConfig::Deny(patterns) => Ok(Arc::new(Deny::new(patterns).map_err(|e| e.at(format!("{at}.deny")))?)),
                    GuardConfig::Function(named) => Ok(Arc::new(FunctionGuard::new(named, functions, &format!("{at}.function"))?)),
                }
            };
            list.iter().enumerate().map(guard).collect()
        };
        Ok(Guards { input: build("input", &config.input)?, output: build("output", &config.output)?, on_failure: config.on_failure })
    }

    pub fn watches_input(&self) -> bool {
        !self.input.is_empty()
    }

    pub fn watches_output(&self) -> bool {
        !self.output.is_empty()
    }

    /// The call as it may go on, where a guard changed it.
    pub async fn check_input(&self, call: &Call, ctx: &CallContext, notes: &mut Notes) -> Result<Option<Call>> {
        if self.input.is_empty() {
            return Ok(None);
        }
        let spots = texts::of_call(call);
        let messages = self.messages(Stage::Input, call);
        let changes = self.check(Stage::Input, &spots, &messages, ctx, notes).await?;
        changes.map(|changes| rewrite::call(call, &spots, changes)).transpose()
    }

    /// The answer as it may leave, where a guard changed it. `messages`: of [`Guards::messages`].
    pub async fn check_output(&self, response: &Response, messages: &Value, ctx: &CallContext, notes: &mut Notes) -> Result<Option<Response>> {
        if self.output.is_empty() {
            return Ok(None);
        }
        let spots = texts::of_response(response);
        let changes = self.check(Stage::Output, &spots, messages, ctx, notes).await?;
        changes.map(|changes| rewrite::response(response, changes)).transpose()
    }

    /// What the guards of a stage see of the conversation; `null` where none of them looks.
    pub fn messages(&self, stage: Stage, call: &Call) -> Value {
        match call {
            Call::Chat(request) | Call::Count(request) if self.of(stage).iter().any(|guard| guard.reads_messages()) => {
                wire::chat_request(request).remove("messages").unwrap_or_default()
            }
            _ => Value::Null,
        }
    }

    /// What must be held of a stream; `None`: nothing watches it.
    pub fn hold(&self) -> Option<Hold> {
        self.watches_output().then(|| Hold::new(self.clone()))
    }

    fn of(&self, stage: Stage) -> &[Arc<dyn Guardrail>] {
        match stage {
            Stage::Input => &self.input,
            Stage::Output => &self.output,
        }
    }

    fn output_holdback(&self) -> Holdback {
        self.output.iter().map(|g| g.holdback()).fold(Holdback::None, |all, one| match (all, one) {
            (Holdback::Whole, _) | (_, Holdback::Whole) => Holdback::Whole,
            (Holdback::Bytes(a), Holdback::Bytes(b)) => Holdback::Bytes(a.max(b)),
            (Holdback::None, other) | (other, Holdback::None) => other,
        })
    }

    /// Each text in its new words, where any has them. The first one that is blocked ends it.
    async fn check(
        &self,
        stage: Stage,
        spots: &[Spot<'_>],
        messages: &Value,
        ctx: &CallContext,
        notes: &mut Notes,
    ) -> Result<Option<Vec<Option<String>>>> {
        let mut changes = Vec::with_capacity(spots.len());
        for some in spots.chunks(AT_ONCE) {
            let looks = join_all(some.iter().map(|spot| self.look(stage, &spot.text, messages, ctx))).await;
            for (spot, look) in some.iter().zip(looks) {
                for act in &look.acts {
                    match act {
                        Act::Did(name, action) => notes.add(name, action),
                        Act::Failed(name, error) => notes.failed(name, error),
                    }
                }
                match look.outcome {
                    Ok(change) => changes.push(change),
                    Err(error) => return Err(if stage == Stage::Input { error.at(spot.path()) } else { error }),
                }
            }
        }
        Ok(changes.iter().any(Option::is_some).then_some(changes))
    }

    /// All guards of a stage look at one text, each at what the ones before have left.
    async fn look<'a>(&'a self, stage: Stage, text: &str, messages: &Value, ctx: &CallContext) -> Look<'a> {
        let mut acts = Vec::new();
        let mut now = Cow::Borrowed(text);
        for guard in self.of(stage).iter().filter(|_| !text.is_empty()) {
            let name = guard.name();
            let verdict = match guard.check(Subject { stage, text: &now, messages }, ctx) {
                Check::Now(verdict) => Ok(verdict),
                Check::Later(verdict) => verdict.await,
            };
            match verdict {
                Ok(Verdict::Rewrite(new)) if new != *now => {
                    acts.push(Act::Did(name, "rewrite"));
                    now = Cow::Owned(new);
                }
                Ok(verdict) => {
                    if let Some((action, error)) = refusal(stage, name, verdict) {
                        acts.push(Act::Did(name, action));
                        return Look { acts, outcome: Err(error) };
                    }
                }
                Err(error) if self.on_failure == OnFailure::Allow => acts.push(Act::Failed(name, error)),
                Err(error) => {
                    acts.push(Act::Did(name, "failed"));
                    return Look { acts, outcome: Err(error) };
                }
            }
        }
        let change = if let Cow::Owned(new) = now { Some(new) } else { None };
        Look { acts, outcome: Ok(change) }
    }

    /// The verdict on a piece of a stream, from guards that need no more than that.
    fn look_now(&self, text: &str, ctx: &CallContext) -> Result<()> {
        for guard in &self.output {
            let verdict = match guard.check(Subject { stage: Stage::Output, text, messages: &Value::Null }, ctx) {
                Check::Now(verdict @ (Verdict::Allow | Verdict::Block { .. } | Verdict::Ask { .. })) => verdict,
                Check::Now(Verdict::Rewrite(_)) | Check::Later(_) => {
                    return Err(Error::internal(format!("guardrail `{}` takes whole texts, and says that it does not", guard.name())));
                }
            };
            if let Some((_, error)) = refusal(Stage::Output, guard.name(), verdict) {
                return Err(error);
            }
        }
        Ok(())
    }
}

/// What became of one text.
struct Look<'a> {
    acts: Vec<Act<'a>>,
    outcome: Result<Option<String>>,
}

enum Act<'a> {
    Did(&'a str, &'static str),
    Failed(&'a str, Error),
}

/// The error of a verdict that lets nothing pass, and what it is called in the receipt.
fn refusal(stage: Stage, name: &str, verdict: Verdict) -> Option<(&'static str, Error)> {
    // The text itself stays out of the message: it may be what must not get out.
    let error = |words: String, reason: String, rule: String, why: Option<String>| {
        let words = why.map_or_else(|| words.clone(), |why| format!("{words}: {why}"));
        Error::new(ErrorKind::Guardrail, words).reason(reason).rule(rule)
    };
    let side = stage.name();
    match verdict {
        Verdict::Allow | Verdict::Rewrite(_) => None,
        Verdict::Block { rule, reason } => {
            Some(("block", error(format!("the {side} was blocked by guardrail `{name}`"), format!("{side}_blocked"), rule, reason)))
        }
        Verdict::Ask { rule, reason } => {
            let words = format!("guardrail `{name}` wants an approval of the {side}, and this gateway has no `approvals`");
            Some(("ask", error(words, "approval_unavailable".to_owned(), rule, reason)))
        }
    }
}
