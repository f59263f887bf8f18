//! Which targets cannot take a call, each with a reason code. A cut is no failure.

use super::facts::Facts;
use crate::catalog::{Capability, Target};
use crate::types::CutTarget;

/// Why a target is left out of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    pub code: &'static str,
    pub detail: Option<String>,
    /// The member of the request that the target cannot carry.
    pub field: Option<String>,
    /// Only the catalogue says so: where no other target is left, the provider itself may judge.
    pub advisory: bool,
}

impl Cut {
    pub fn new(code: &'static str) -> Self {
        Cut { code, detail: None, field: None, advisory: false }
    }

    pub fn told(&self, target: &Target) -> CutTarget {
        CutTarget { target: target.id.clone(), code: self.code, field: self.field.clone(), detail: self.detail.clone() }
    }

    pub fn words(&self) -> String {
        self.detail.as_ref().map_or_else(|| self.code.to_owned(), |d| format!("{} {d}", self.code))
    }
}

/// `None`: the target can take it, as far as the catalogue knows. Unknown is not "no".
pub fn cut(target: &Target, facts: &Facts) -> Option<Cut> {
    if let Some(window) = target.context {
        // The estimate, not the bound: a call that may fit is tried.
        let needed = facts.input_estimate;
        if needed > window {
            return Some(Cut { detail: Some(format!("{window} < {needed}")), ..Cut::new("context") });
        }
    }
    let lacks = |needed: bool, what, code| (needed && target.can(what) == Some(false)).then(|| Cut { advisory: true, ..Cut::new(code) });
    lacks(facts.has_image, Capability::Vision, "no_vision")
        .or_else(|| lacks(facts.has_tools, Capability::Tools, "no_tools"))
        .or_else(|| lacks(facts.has_schema, Capability::JsonSchema, "no_json_schema"))
        .or_else(|| lacks(facts.has_audio, Capability::AudioInput, "no_audio"))
}
