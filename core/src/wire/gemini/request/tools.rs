//! Functions and the choice among them, both ways; tools of Google itself go as they are.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::super::{member, schema};
use super::decode::allowed_tools;
use super::encode::Builder;
use crate::error::Result;
use crate::types::{Dialect, Extra, Members, Params, Raw, Request, Schema, Tool, ToolChoice, Tree, tree};
use crate::wire::members::wrong;

pub fn decode(body: &Members<'_>, request: &mut Request) -> Result<()> {
    for (i, entry) in member::list(body, "tools").iter().enumerate() {
        let Tree::Object(object) = entry else { return Err(wrong(&format!("tools.{i}"), "an object", entry)) };
        let functions = member::list(object, "functionDeclarations");
        request.tools.reserve(functions.len());
        for (j, function) in functions.iter().enumerate() {
            let path = || format!("tools.{i}.functionDeclarations.{j}");
            let Tree::Object(function) = function else { return Err(wrong(&path(), "an object with a `name`", function)) };
            request.tools.push(declaration(function, path)?);
        }
        let others = member::others(object, &["functionDeclarations"]);
        for (name, value) in others.into_iter().filter(|(_, value)| !value.is_null()) {
            let entry = Value::Object(Map::from_iter([(name.clone(), value)]));
            let native = Some(Raw { dialect: Dialect::Gemini, data: Arc::new(entry) });
            request.tools.push(Tool { name, description: None, parameters: None, strict: None, extra: Extra::new(), native });
        }
    }
    choice(body, request)
}

fn declaration(function: &Members<'_>, path: impl Fn() -> String) -> Result<Tool> {
    let Some(name) = member::text(function, "name") else {
        return Err(wrong(&format!("{}.name", path()), "a text", member::get(function, "name").unwrap_or(&Tree::Null)));
    };
    let json_schema = member::get(function, "parametersJsonSchema").map(Schema::from);
    Ok(Tool {
        name: name.to_owned(),
        description: member::text(function, "description").map(str::to_owned),
        parameters: json_schema.or_else(|| member::get(function, "parameters").map(parameters)),
        strict: None,
        extra: member::others(function, &["name", "description", "parameters", "parametersJsonSchema"]),
        native: None,
    })
}

fn parameters(schema: &Tree<'_>) -> Schema {
    if schema::is_json_schema(schema) { schema.into() } else { (&schema::to_json_schema(schema)).into() }
}

fn choice(body: &Members<'_>, request: &mut Request) -> Result<()> {
    let Some(config) = member::get(body, "toolConfig") else { return Ok(()) };
    let Tree::Object(config) = config else { return Err(wrong("toolConfig", "an object", config)) };
    let rest = member::others(config, &["functionCallingConfig"]);
    if !rest.is_empty() {
        request.extra.insert("toolConfig".to_owned(), Value::Object(rest));
    }
    let Some(calling) = member::object(config, "functionCallingConfig") else { return Ok(()) };
    let names: Vec<&str> = member::list(calling, "allowedFunctionNames").iter().filter_map(Tree::as_str).collect();
    let mode = member::text(calling, "mode").unwrap_or("AUTO").to_ascii_uppercase();
    request.params.tool_choice = Some(match (mode.as_str(), names.as_slice()) {
        ("NONE", _) => ToolChoice::None,
        ("ANY", [one]) => ToolChoice::Named((*one).to_owned()),
        ("ANY", []) => ToolChoice::Required,
        ("ANY", many) => ToolChoice::Other(allowed_tools("required", many)),
        ("VALIDATED", []) => {
            request.tools.iter_mut().filter(|tool| tool.native.is_none()).for_each(|tool| tool.strict = Some(true));
            ToolChoice::Auto
        }
        ("VALIDATED", many) => ToolChoice::Other(allowed_tools("auto", many)),
        _ => ToolChoice::Auto,
    });
    Ok(())
}

/// An entry of `tools` as it goes out.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Entry<'a> {
    Functions {
        #[serde(rename = "functionDeclarations")]
        declarations: Vec<Declaration<'a>>,
    },
    Native(Cow<'a, Value>),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Declaration<'a> {
    name: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameters: Option<&'a Schema>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameters_json_schema: Option<&'a Schema>,
    #[serde(flatten)]
    extra: Option<&'a Extra>,
}

pub fn encode<'a>(builder: &mut Builder<'a>, tools: &'a [Tool]) -> Result<Vec<Entry<'a>>> {
    let (mut declarations, mut natives) = (Vec::new(), Vec::new());
    let list = builder.paths.param("tools");
    for (i, tool) in tools.iter().enumerate() {
        match &tool.native {
            Some(native) if native.dialect == Dialect::Gemini => natives.push(Entry::Native(Cow::Borrowed(&*native.data))),
            Some(native) => match of_google(&native.data) {
                Some(entry) => {
                    builder.fields.emulated.push(format!("{list}.{i}"));
                    natives.push(Entry::Native(Cow::Owned(entry)));
                }
                None => builder.unsupported(&format!("{list}.{i}"), &format!("the tool `{}`, which only its own provider knows,", tool.name))?,
            },
            None => {
                if !builder.own {
                    let extra = tool.extra.keys().filter(|key| *key != "type");
                    builder.fields.dropped.extend(extra.map(|key| format!("{list}.{i}.{key}")));
                }
                let schema = tool.parameters.as_ref().map(|schema| (schema, schema.to_tree()));
                let schema = schema.filter(|(_, tree)| !schema::is_empty(tree)).map(|(schema, tree)| (schema, schema::fits_openapi(&tree)));
                declarations.push(Declaration {
                    name: builder.names.fit(&tool.name),
                    description: tool.description.as_deref(),
                    parameters: schema.filter(|(_, fits)| *fits).map(|(schema, _)| schema),
                    parameters_json_schema: schema.filter(|(_, fits)| !*fits).map(|(schema, _)| schema),
                    extra: Some(&tool.extra).filter(|_| builder.own),
                });
            }
        }
    }
    if !declarations.is_empty() {
        natives.insert(0, Entry::Functions { declarations });
    }
    Ok(natives)
}

/// A web search or a place to run code is the same thing under Google's name.
fn of_google(native: &Value) -> Option<Value> {
    let kind = native.get("type")?.as_str()?;
    if kind.starts_with("web_search") {
        Some(json!({"googleSearch": {}}))
    } else if kind.starts_with("code_execution") || kind == "code_interpreter" {
        Some(json!({"codeExecution": {}}))
    } else if kind.starts_with("web_fetch") {
        Some(json!({"urlContext": {}}))
    } else {
        None
    }
}

/// The `functionCallingConfig`; `None` where the model's own way is asked for, or there are no functions.
pub fn encode_choice<'a>(builder: &mut Builder<'_>, request: &Request, params: &Params) -> Result<Option<Tree<'a>>> {
    let functions = || request.tools.iter().filter(|tool| tool.native.is_none());
    let is_strict = functions().any(|tool| tool.strict == Some(true));
    if functions().next().is_none() {
        return Ok(None);
    }
    if params.parallel_tool_calls == Some(false) {
        builder.unsupported(builder.paths.param("parallel_tool_calls"), "one call at a time")?;
    }
    let name = builder.paths.param("tool_choice");
    let config = match &params.tool_choice {
        None | Some(ToolChoice::Auto) if is_strict => tree!({"mode": "VALIDATED"}),
        None => return Ok(None),
        Some(ToolChoice::Auto) => tree!({"mode": "AUTO"}),
        Some(ToolChoice::None) => tree!({"mode": "NONE"}),
        Some(ToolChoice::Required) => tree!({"mode": "ANY"}),
        Some(ToolChoice::Named(only)) => tree!({"mode": "ANY", "allowedFunctionNames": vec![builder.names.fit(only).into_owned()]}),
        Some(ToolChoice::Other(other)) => {
            let Some((mode, names)) = allowed(other) else {
                builder.unsupported(name, "this choice of tools")?;
                return Ok(None);
            };
            let names: Vec<String> = names.into_iter().map(|n| builder.names.fit(n).into_owned()).collect();
            tree!({"mode": mode, "allowedFunctionNames": names})
        }
    };
    Ok(Some(config))
}

/// OpenAI's `allowed_tools`: these functions, and whether one must be called.
fn allowed(choice: &Value) -> Option<(&'static str, Vec<&str>)> {
    let allowed = choice.get("allowed_tools").unwrap_or(choice);
    let mode = match allowed.get("mode")?.as_str()? {
        "required" => "ANY",
        "auto" => "VALIDATED",
        _ => return None,
    };
    let tools = allowed.get("tools")?.as_array()?;
    let names: Option<Vec<&str>> = tools.iter().map(|tool| tool.get("function").unwrap_or(tool).get("name")?.as_str()).collect();
    Some((mode, names?))
}
