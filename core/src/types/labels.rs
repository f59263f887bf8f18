//! Who a call is for: five named labels and free tags.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Labels go into the trace, the ledger, budgets and cache scopes. None of them goes upstream.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Labels {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tenant: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub user: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub feature: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub session: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub experiment: Option<String>,
    #[serde(skip_serializing_if = "IndexMap::is_empty", default)]
    pub tags: IndexMap<String, String>,
}

impl Labels {
    pub const NAMES: [&'static str; 5] = ["tenant", "user", "feature", "session", "experiment"];

    pub fn get(&self, name: &str) -> Option<&str> {
        match name {
            "tenant" => self.tenant.as_deref(),
            "user" => self.user.as_deref(),
            "feature" => self.feature.as_deref(),
            "session" => self.session.as_deref(),
            "experiment" => self.experiment.as_deref(),
            _ => None,
        }
    }

    /// The slot of a named label; `None` for an unknown name.
    pub fn slot(&mut self, name: &str) -> Option<&mut Option<String>> {
        match name {
            "tenant" => Some(&mut self.tenant),
            "user" => Some(&mut self.user),
            "feature" => Some(&mut self.feature),
            "session" => Some(&mut self.session),
            "experiment" => Some(&mut self.experiment),
            _ => None,
        }
    }

    /// Takes from `outer` what is not set here: the nearest carrier wins.
    pub fn fill_from(&mut self, outer: &Labels) {
        for name in Self::NAMES {
            if let (Some(slot @ None), Some(value)) = (self.slot(name), outer.get(name)) {
                *slot = Some(value.to_owned());
            }
        }
        for (key, value) in &outer.tags {
            if !self.tags.contains_key(key) {
                self.tags.insert(key.clone(), value.clone());
            }
        }
    }
}
