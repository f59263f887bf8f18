//! What a caller says beside the body, as members of one object: `labels`, `cache`, `deadline`, `ticket`.

use serde_json::{Map, Value};

use crate::error::{Error, Result};
pub use crate::pipeline::options::from_members as call_options;
use crate::types::{CallOptions, Labels};

/// The arguments of a typed call. `labels` is an object of its own; the rest the core knows.
pub fn call_arguments(mut members: Map<String, Value>) -> Result<CallOptions> {
    let labels = match members.shift_remove("labels") {
        None | Some(Value::Null) => None,
        Some(Value::Object(labels)) => Some(labels),
        Some(_) => return Err(Error::invalid("`labels` is an object: `{\"tenant\": \"acme\"}`").at("labels")),
    };
    if let Some(label) = Labels::NAMES.iter().chain(&["tags"]).find(|name| members.contains_key(**name)) {
        return Err(Error::invalid(format!("`{label}` is a label: pass it within `labels`")).at((*label).to_owned()));
    }
    let mut options = call_options(members)?;
    if let Some(labels) = labels {
        options.labels = labels_of(labels)?;
    }
    Ok(options)
}

/// Labels alone: of a call, of a bound view or of the enclosing block.
pub fn labels_of(members: Map<String, Value>) -> Result<Labels> {
    if let Some(option) = ["cache", "deadline", "ticket"].into_iter().find(|option| members.contains_key(*option)) {
        return Err(Error::invalid(format!("`{option}` is no label: pass it beside `labels`")).at(format!("labels.{option}")));
    }
    call_options(members).map(|options| options.labels)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn arguments(value: Value) -> Result<CallOptions> {
        call_arguments(value.as_object().expect("an object").clone())
    }

    #[test]
    fn labels_and_options_keep_to_their_places() {
        let options = arguments(json!({"labels": {"tenant": "acme", "tags": {"tier": "free"}}, "deadline": 1.5})).expect("valid");
        assert_eq!(options.labels.tenant.as_deref(), Some("acme"));
        assert_eq!(options.deadline, Some(std::time::Duration::from_millis(1500)));
        assert!(arguments(json!({"tenant": "acme"})).expect_err("a label").message().contains("within `labels`"));
        assert_eq!(arguments(json!({"labels": {"cache": "refresh"}})).expect_err("no label").path(), Some("labels.cache"));
        assert_eq!(arguments(json!({"labels": "acme"})).expect_err("no object").path(), Some("labels"));
    }
}
