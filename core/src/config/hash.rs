//! The name of a configuration's content: the same data, the same name, on every machine.

use std::fmt::Write;
use std::sync::Arc;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::tree::{Kind, Node};

/// `sha256:…` over the tree as JSON with sorted keys, and the names of all providers. Keys and header values are left out.
pub(super) fn hash<'a>(tree: &Node, providers: impl Iterator<Item = &'a String>) -> Arc<str> {
    let providers: Vec<&String> = providers.collect();
    let text = format!("{}\n{}", canonical(tree, ""), Value::from(providers.into_iter().cloned().collect::<Vec<_>>()));
    let mut name = String::from("sha256:");
    for byte in Sha256::digest(text.as_bytes()) {
        let _ = write!(name, "{byte:02x}");
    }
    name.into()
}

fn canonical(node: &Node, key: &str) -> String {
    match &node.kind {
        Kind::Map(entries) => {
            let mut members: Vec<(&str, String)> = entries
                .iter()
                .filter(|e| e.key != "api_key")
                .map(|e| (e.key.as_str(), if key == "headers" { "null".to_owned() } else { canonical(&e.value, &e.key) }))
                .collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            let members: Vec<String> = members.into_iter().map(|(name, value)| format!("{}:{value}", Value::from(name))).collect();
            format!("{{{}}}", members.join(","))
        }
        Kind::List(items) => {
            let items: Vec<String> = items.iter().map(|item| canonical(item, "")).collect();
            format!("[{}]", items.join(","))
        }
        _ => node.to_value().to_string(),
    }
}
