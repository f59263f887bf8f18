//! `GET /v1/models` (`/api/tags`) in each dialect's own form: the routes and named models of the configuration.

use serde_json::{Value, json};

use crate::error::Result;
use crate::gateway::Gateway;
use crate::route::Route;
use crate::types::Dialect;

impl Gateway {
    pub(super) fn models_list(&self, dialect: Dialect) -> Value {
        let entries: Vec<Value> = self.core.table.routes().map(|route| entry(dialect, &route.name, route)).collect();
        let id = |entry: Option<&Value>| entry.map(|e| e["id"].clone());
        match dialect {
            Dialect::Anthropic => json!({"first_id": id(entries.first()), "last_id": id(entries.last()), "has_more": false, "data": entries}),
            Dialect::Gemini | Dialect::Ollama => json!({"models": entries}),
            _ => json!({"object": "list", "data": entries}),
        }
    }

    pub(super) fn model_entry(&self, dialect: Dialect, name: &str) -> Result<Value> {
        Ok(entry(dialect, name, &*self.core.table.find(name, dialect)?))
    }
}

fn entry(dialect: Dialect, name: &str, route: &Route) -> Value {
    match dialect {
        Dialect::Anthropic => json!({"type": "model", "id": name, "display_name": name, "created_at": "1970-01-01T00:00:00Z"}),
        Dialect::Gemini => {
            let first = route.targets.first();
            json!({
                "name": format!("models/{name}"), "version": "", "displayName": name,
                "inputTokenLimit": first.and_then(|t| t.context), "outputTokenLimit": first.and_then(|t| t.max_output),
                "supportedGenerationMethods": ["generateContent", "countTokens", "embedContent"],
            })
        }
        Dialect::Ollama => {
            let details = json!({"parent_model": "", "format": "", "family": "", "families": null, "parameter_size": "", "quantization_level": ""});
            json!({"name": name, "model": name, "modified_at": "1970-01-01T00:00:00Z", "size": 0, "digest": "", "details": details})
        }
        _ => json!({"id": name, "object": "model", "created": 0, "owned_by": "polyroute"}),
    }
}
