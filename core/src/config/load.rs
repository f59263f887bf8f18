//! The doors: text, file, data or the environment → `Config`, or all of its problems.

use std::io::Read;
use std::path::Path as FilePath;

use serde_json::Value;

use super::build::{self, usual_variables};
use super::check::check_top;
use super::env::{self, Environment, fill};
use super::grammar::CONFIG;
use super::problem::{Fault, Problems, Report};
use super::tree::{Kind, Node, Path, Place};
use super::{Config, yaml};

const FILE_VARIABLE: &str = "POLYROUTE_CONFIG";

impl Config {
    /// From YAML or JSON text, with the variables of this process.
    pub fn from_yaml(text: &str) -> Result<Config, Problems> {
        Config::from_yaml_with(text, None, &env::process)
    }

    /// The same; problems name `file`.
    pub fn from_yaml_named(text: &str, file: &str) -> Result<Config, Problems> {
        Config::from_yaml_with(text, Some(file), &env::process)
    }

    /// From text, with variables from `env`.
    pub fn from_yaml_with(text: &str, file: Option<&str>, env: Environment<'_>) -> Result<Config, Problems> {
        let mut report = Report::new(file);
        match yaml::parse(text, &mut report) {
            Some(tree) => load(tree, env, report),
            None => Err(refused(report)),
        }
    }

    pub fn from_file(path: impl AsRef<FilePath>) -> Result<Config, Problems> {
        Config::from_file_with(path, &env::process)
    }

    pub fn from_file_with(path: impl AsRef<FilePath>, env: Environment<'_>) -> Result<Config, Problems> {
        let name = path.as_ref().display().to_string();
        match read_file(path.as_ref()) {
            Ok(text) => Config::from_yaml_with(&text, Some(&name), env),
            Err(fault) => {
                let mut report = Report::new(Some(&name));
                report.problem(Place::default(), &Path::top(), fault);
                Err(refused(report))
            }
        }
    }

    /// From ready data, as a host language gives it.
    pub fn from_value(value: Value) -> Result<Config, Problems> {
        Config::from_value_with(value, &env::process)
    }

    pub fn from_value_with(value: Value, env: Environment<'_>) -> Result<Config, Problems> {
        let mut report = Report::new(None);
        match Node::from_value(value) {
            Ok(tree) => load(tree, env, report),
            Err(fault) => {
                report.problem(Place::default(), &Path::top(), fault);
                Err(refused(report))
            }
        }
    }

    /// The file that `POLYROUTE_CONFIG` names, else a provider for each usual key variable that is set.
    ///
    /// The working directory is never looked at.
    pub fn from_environment() -> Result<Config, Problems> {
        Config::from_environment_with(&env::process)
    }

    pub fn from_environment_with(env: Environment<'_>) -> Result<Config, Problems> {
        match env(FILE_VARIABLE).filter(|path| !path.is_empty()) {
            Some(path) => Config::from_file_with(path, env),
            None => load(Node::new(Kind::Map(Vec::new()), Place::default()), env, Report::new(None)),
        }
    }
}

fn load(mut tree: Node, env: Environment<'_>, mut report: Report) -> Result<Config, Problems> {
    fill(&mut tree, &Path::top(), env, &mut report);
    check_top(&tree, &CONFIG, &mut report);
    let mut config = build::build(&tree, env, &mut report);
    if config.providers.is_empty() && report.problems.is_empty() {
        report.problem(Place::default(), &Path::top(), no_provider(tree.entries().is_empty()));
    }
    config.warnings = report.finish()?;
    Ok(config)
}

fn no_provider(empty: bool) -> Fault {
    let looked = usual_variables().into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let file = if empty { format!("`{FILE_VARIABLE}`, ") } else { String::new() };
    Fault::new(format!("no provider: none is written and none of these variables is set: {file}{looked}"))
        .help("set a key, or write a provider under `providers`")
}

fn read_file(path: &FilePath) -> Result<String, Fault> {
    let file = std::fs::File::open(path).map_err(|error| unreadable(&error))?;
    // A pipe or device tells no length: one byte more than allowed is enough to refuse it.
    let mut bytes = Vec::new();
    file.take(yaml::MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() > yaml::MAX_BYTES {
        return Err(yaml::too_large());
    }
    String::from_utf8(bytes).map_err(|_| Fault::new("the file is not UTF-8"))
}

fn unreadable(error: &std::io::Error) -> Fault {
    let why = match error.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_owned(),
        kind => format!("cannot be read: {kind}"),
    };
    Fault::new(why).help("`polyroute init` writes a first one")
}

/// The problems of a report that has at least one.
fn refused(report: Report) -> Problems {
    report.finish().err().unwrap_or(Problems(Vec::new()))
}
