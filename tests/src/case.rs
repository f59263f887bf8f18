//! A case as it stands in its file.

use std::path::{Path, PathBuf};
use std::time::Duration;

use polyroute_upstream::script::duration;
use serde_json::{Map, Value};

use crate::yaml;

/// One file of `tests/cases`.
#[derive(Debug, Clone)]
pub struct Case {
    pub name: String,
    pub path: PathBuf,
    /// Scripts by the name of their upstream.
    pub upstream: Map<String, Value>,
    pub config: Value,
    /// What each function of the host does.
    pub functions: Map<String, Value>,
    pub steps: Vec<Step>,
}

#[derive(Debug, Clone)]
pub enum Step {
    Call(Box<CallStep>),
    Advance(Duration),
    Stats(Value),
    Usage {
        group_by: Vec<String>,
        expect: Value,
    },
    Trace(Value),
    Load {
        config: Value,
        expect: Value,
    },
    /// Another configuration under the case's gateway.
    Reload {
        config: Value,
        expect: Value,
    },
    /// Functions do something else from now on.
    Functions(Map<String, Value>),
    /// How often functions were called, and with what.
    Called(Value),
    /// The store fails from now on.
    BreakState,
}

/// A call with everything that is said around it.
#[derive(Debug, Clone)]
pub struct CallStep {
    pub door: String,
    /// Argument of the typed calls, and the body of `http`.
    pub body: Value,
    pub labels: Value,
    pub cache: Value,
    pub deadline: Value,
    pub stream: bool,
    pub repeat: u64,
    pub parallel: u64,
    /// `method`, `path` and `headers` of `call: http`.
    pub http: Option<Http>,
    pub during: Vec<During>,
    /// Ends the stream from the caller's side after so many chunks.
    pub close_after: Option<usize>,
    /// Drops the call once this upstream holds it.
    pub cancel_held: Option<String>,
    pub expect: Map<String, Value>,
}

#[derive(Debug, Clone)]
pub struct Http {
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
}

/// Once an upstream holds the call or a function was called, time moves or the answer goes on.
#[derive(Debug, Clone)]
pub struct During {
    pub once: Once,
    pub then: Then,
}

#[derive(Debug, Clone)]
pub enum Once {
    Held(String),
    Called(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    Advance(Duration),
    Release,
}

/// All cases below `folder`, in order of their names.
pub fn load_all(folder: &Path) -> Result<Vec<Case>, String> {
    let mut files = Vec::new();
    collect(folder, &mut files).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut cases = files.iter().map(|f| load(f).map_err(|e| format!("{}: {e}", f.display()))).collect::<Result<Vec<_>, _>>()?;
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    match cases.windows(2).find(|pair| pair[0].name == pair[1].name) {
        Some(pair) => Err(format!("two cases are named `{}`", pair[0].name)),
        None => Ok(cases),
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "yaml") {
            files.push(path);
        }
    }
    Ok(())
}

fn load(path: &Path) -> Result<Case, String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    let Value::Object(mut map) = yaml::parse(&text)? else { return Err("a case is a mapping".into()) };
    let name = text_of(&map.remove("name").unwrap_or_default(), "name")?;
    let real_clock = map.remove("clock").is_some_and(|c| c == "real");
    let functions = map.remove("functions").map_or(Ok(Map::new()), |f| object(f, "functions"))?;
    let mut config = map.remove("config").unwrap_or_default();
    if let (Value::Object(config), false) = (&mut config, real_clock) {
        config.entry("testing").or_insert_with(|| serde_json::json!({"clock": "virtual", "seed": 7}));
    }
    let upstream = map.remove("upstream").map_or(Ok(Map::new()), |u| object(u, "upstream"))?;
    let mut steps = Vec::new();
    for (n, step) in map.remove("steps").as_ref().and_then(Value::as_array).ok_or("`steps` is a list")?.iter().enumerate() {
        steps.push(parse_step(step).map_err(|e| format!("steps[{n}]: {e}"))?);
    }
    nothing_left(&map)?;
    Ok(Case { name, path: path.to_owned(), upstream, config, functions, steps })
}

fn parse_step(value: &Value) -> Result<Step, String> {
    let mut map = object(value.clone(), "a step")?;
    let step = if let Some(functions) = map.remove("functions") {
        Step::Functions(object(functions, "functions")?)
    } else if let Some(expect) = map.remove("called") {
        Step::Called(expect)
    } else if let Some(what) = map.remove("break") {
        (what == "state").then_some(Step::BreakState).ok_or("`break` takes `state`")?
    } else if let Some(by) = map.remove("advance") {
        Step::Advance(duration(&by)?)
    } else if let Some(stats) = map.remove("stats") {
        Step::Stats(stats)
    } else if let Some(usage) = map.remove("usage") {
        let mut usage = object(usage, "usage")?;
        let group_by = usage.remove("group_by").unwrap_or_default();
        let group_by = group_by.as_array().into_iter().flatten().filter_map(|g| g.as_str().map(str::to_owned)).collect();
        Step::Usage { group_by, expect: usage.remove("expect").unwrap_or_default() }
    } else if let Some(mut trace) = map.remove("trace") {
        Step::Trace(trace["expect"].take())
    } else if let Some(mut load) = map.remove("load") {
        Step::Load { config: load["config"].take(), expect: load["expect"].take() }
    } else if let Some(mut reload) = map.remove("reload") {
        Step::Reload { config: reload["config"].take(), expect: reload["expect"].take() }
    } else {
        Step::Call(Box::new(parse_call(&mut map)?))
    };
    nothing_left(&map)?;
    Ok(step)
}

fn parse_call(map: &mut Map<String, Value>) -> Result<CallStep, String> {
    let door = text_of(&map.remove("call").ok_or("what is this step?")?, "call")?;
    let mut take = |key: &str| map.remove(key).unwrap_or_default();
    let http = if door == "http" {
        let headers = object(take("headers"), "headers").unwrap_or_default();
        Some(Http {
            method: take("method").as_str().unwrap_or("POST").to_owned(),
            path: text_of(&take("path"), "path")?,
            headers: headers.iter().map(|(k, v)| Ok((k.clone(), text_of(v, k)?))).collect::<Result<_, String>>()?,
        })
    } else {
        None
    };
    let during = take("during");
    let during = during.as_array().into_iter().flatten().map(parse_during).collect::<Result<_, String>>()?;
    Ok(CallStep {
        door,
        body: take("body"),
        labels: take("labels"),
        cache: take("cache"),
        deadline: take("deadline"),
        stream: take("stream") == true,
        repeat: take("repeat").as_u64().unwrap_or(1),
        parallel: take("parallel").as_u64().unwrap_or(1),
        http,
        during,
        close_after: take("close")["after_events"].as_u64().map(|n| n as usize),
        cancel_held: take("cancel")["held"].as_str().map(str::to_owned),
        expect: match take("expect") {
            Value::Object(expect) => expect,
            _ => return Err("a call has an `expect`".into()),
        },
    })
}

fn parse_during(value: &Value) -> Result<During, String> {
    let once = match value["called"].as_str() {
        Some(name) => Once::Called(name.to_owned()),
        None => Once::Held(text_of(&value["held"], "held")?),
    };
    let then = if value["release"] == true { Then::Release } else { Then::Advance(duration(&value["advance"])?) };
    Ok(During { once, then })
}

fn object(value: Value, what: &str) -> Result<Map<String, Value>, String> {
    match value {
        Value::Object(map) => Ok(map),
        other => Err(format!("`{what}` is a mapping, not {other}")),
    }
}

fn text_of(value: &Value, what: &str) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(n) => Ok(n.to_string()),
        other => Err(format!("`{what}` is text, not {other}")),
    }
}

fn nothing_left(map: &Map<String, Value>) -> Result<(), String> {
    match map.keys().next() {
        Some(key) => Err(format!("unknown key `{key}`")),
        None => Ok(()),
    }
}
