//! What cases reach: every kind of error, every door, every place of the configuration where a function of the host may stand.

use std::collections::BTreeSet;

use polyroute::ErrorKind;
use polyroute::gateway::Door;
use serde_json::Value;

/// Collected over the cases of a run.
#[derive(Debug, Default)]
pub struct Reached {
    pub kinds: BTreeSet<String>,
    pub doors: BTreeSet<String>,
    pub functions: BTreeSet<String>,
}

impl Reached {
    /// What an outcome and the configuration behind it show.
    pub fn see(&mut self, config: &Value, outcome: &[Value]) {
        let schema = polyroute::config::schema();
        walk(&schema, &schema, Some(config), "", &mut self.functions);
        self.kinds.extend(outcome.iter().filter_map(|one| one["error"].as_str().map(str::to_owned)));
    }

    /// What no case reaches.
    pub fn lacking(&self) -> Vec<String> {
        let schema = polyroute::config::schema();
        let mut functions = BTreeSet::new();
        walk(&schema, &schema, None, "", &mut functions);
        let kinds = ErrorKind::ALL.iter().map(|kind| kind.name()).filter(|kind| !self.kinds.contains(*kind));
        let doors = Door::ALL.iter().map(|door| door.name()).filter(|door| !self.doors.contains(*door));
        kinds
            .map(|kind| format!("no case ends with the error `{kind}`"))
            .chain(doors.map(|door| format!("no case comes in by the door `{door}`")))
            .chain(functions.difference(&self.functions).map(|place| format!("no case has a function at `{place}`")))
            .collect()
    }
}

/// The places named `function`: all that the schema has, or those that the data use. `*` stands for a name, `[]` for an item.
fn walk(root: &Value, schema: &Value, data: Option<&Value>, at: &str, found: &mut BTreeSet<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        if let Some(definition) = root.pointer(reference.trim_start_matches('#')) {
            walk(root, definition, data, at, found);
        }
        return;
    }
    schema["anyOf"].as_array().into_iter().flatten().for_each(|choice| walk(root, choice, data, at, found));
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let value = data.map(|data| &data[name.as_str()]);
        if value.is_some_and(Value::is_null) {
            continue;
        }
        let path = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
        if name == "function" {
            found.insert(path);
        } else {
            walk(root, property, value, &path, found);
        }
    }
    if schema["additionalProperties"].is_object() {
        let within = format!("{at}.*");
        match data {
            None => walk(root, &schema["additionalProperties"], None, &within, found),
            Some(data) => {
                data.as_object().into_iter().flatten().for_each(|(_, v)| walk(root, &schema["additionalProperties"], Some(v), &within, found))
            }
        }
    }
    if schema["items"].is_object() {
        let within = format!("{at}[]");
        match data {
            None => walk(root, &schema["items"], None, &within, found),
            Some(data) => data.as_array().into_iter().flatten().for_each(|v| walk(root, &schema["items"], Some(v), &within, found)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_run_that_reached_nothing_lacks_every_kind_door_and_function() {
        let mut reached = Reached::default();
        let all = reached.lacking();
        assert!(all.len() > ErrorKind::ALL.len() + Door::ALL.len() + 4, "{all:?}");
        reached.see(
            &json!({"guardrails": {"input": [{"function": "f"}, {"deny": ["x"]}]}, "providers": {"up": {"api_key": "k"}}}),
            &[json!({"error": "budget"})],
        );
        assert_eq!(reached.functions.iter().collect::<Vec<_>>(), ["guardrails.input[].function"]);
        assert_eq!(reached.lacking().len(), all.len() - 2);
    }
}
