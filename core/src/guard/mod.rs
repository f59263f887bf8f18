//! Guardrails: what may go in and what may come out.

mod deny;
mod holdback;

use std::sync::Arc;

pub use self::deny::Deny;
pub use self::holdback::Hold;

use crate::config::{GuardConfig, GuardrailsConfig};
use crate::error::{Error, ErrorKind, Result};
use crate::types::{Call, Part, Response};

/// How much of a stream a guardrail must see before it can let go of what it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holdback {
    None,
    /// Bytes.
    Bytes(usize),
    Whole,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Allow,
    Block { rule: String },
}

/// Looks at text; changes nothing.
pub trait Guardrail: Send + Sync {
    fn name(&self) -> &str;
    fn holdback(&self) -> Holdback;
    fn check(&self, text: &str) -> Verdict;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Input,
    Output,
}

impl Stage {
    fn name(self) -> &'static str {
        match self {
            Stage::Input => "input",
            Stage::Output => "output",
        }
    }
}

/// The guardrails of a configuration.
#[derive(Clone, Default)]
pub struct Guards {
    input: Vec<Arc<dyn Guardrail>>,
    output: Vec<Arc<dyn Guardrail>>,
}

impl Guards {
    pub fn new(config: &GuardrailsConfig) -> Result<Self> {
        let build = |stage: &str, list: &[GuardConfig]| -> Result<Vec<Arc<dyn Guardrail>>> {
            list.iter()
                .enumerate()
                .map(|(i, GuardConfig::Deny(patterns))| {
                    Deny::new(patterns).map(|d| Arc::new(d) as Arc<dyn Guardrail>).map_err(|e| e.at(format!("guardrails.{stage}[{i}].deny")))
                })
                .collect()
        };
        Ok(Guards { input: build("input", &config.input)?, output: build("output", &config.output)? })
    }

    pub fn watches_output(&self) -> bool {
        !self.output.is_empty()
    }

    pub fn check_input(&self, call: &Call) -> Result<()> {
        if self.input.is_empty() {
            return Ok(());
        }
        match call {
            Call::Chat(request) | Call::Count(request) => {
                request.turns.iter().enumerate().try_for_each(|(i, turn)| turn.parts.iter().try_for_each(|part| self.part(Stage::Input, part, i)))
            }
            Call::Embed(request) => request
                .inputs
                .iter()
                .enumerate()
                .filter_map(|(i, input)| input.as_str().map(|text| (i, text)))
                .try_for_each(|(i, text)| self.text(Stage::Input, text).map_err(|e| e.at(format!("input.{i}")))),
        }
    }

    pub fn check_output(&self, response: &Response) -> Result<()> {
        if self.output.is_empty() {
            return Ok(());
        }
        response.choices.iter().try_for_each(|choice| choice.message.parts.iter().try_for_each(|part| self.part(Stage::Output, part, 0)))
    }

    /// What must be held of a stream; `None`: nothing watches it.
    pub fn hold(&self) -> Option<Hold> {
        self.watches_output().then(|| Hold::new(self.clone()))
    }

    fn output_holdback(&self) -> Holdback {
        self.output.iter().map(|g| g.holdback()).fold(Holdback::None, |all, one| match (all, one) {
            (Holdback::Whole, _) | (_, Holdback::Whole) => Holdback::Whole,
            (Holdback::Bytes(a), Holdback::Bytes(b)) => Holdback::Bytes(a.max(b)),
            (Holdback::None, other) | (other, Holdback::None) => other,
        })
    }

    fn part(&self, stage: Stage, part: &Part, turn: usize) -> Result<()> {
        let at = |e: Error| if stage == Stage::Input { e.at(format!("messages.{turn}")) } else { e };
        match part {
            Part::Text { text, .. } | Part::Refusal { text } | Part::Thinking { text, .. } => self.text(stage, text).map_err(at),
            Part::ToolCall { arguments, .. } => self.text(stage, arguments).map_err(at),
            Part::ToolResult { parts, .. } => parts.iter().try_for_each(|part| self.part(stage, part, turn)),
            Part::Raw { json, .. } => self.text(stage, &json.to_string()).map_err(at),
            Part::Image(_) | Part::Audio(_) | Part::File(_) | Part::RedactedThinking { .. } => Ok(()),
        }
    }

    fn text(&self, stage: Stage, text: &str) -> Result<()> {
        let guards = if stage == Stage::Input { &self.input } else { &self.output };
        for guard in guards {
            if let Verdict::Block { rule } = guard.check(text) {
                // The text itself stays out of the message: it may be what must not get out.
                return Err(Error::new(ErrorKind::Guardrail, format!("the {} was blocked by guardrail `{}`", stage.name(), guard.name()))
                    .reason(format!("{}_blocked", stage.name()))
                    .rule(rule));
            }
        }
        Ok(())
    }

    fn output_text(&self, text: &str) -> Result<()> {
        self.text(Stage::Output, text)
    }
}
