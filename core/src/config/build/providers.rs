//! Providers: those of the file, and those whose usual key variable is set.

use std::io::Read;
use std::sync::Arc;

use indexmap::IndexMap;

use super::super::aws::{AwsConfig, is_region};
use super::super::env::Environment;
use super::super::presets::{PRESETS, Preset, preset};
use super::super::problem::{Fault, Report};
use super::super::read;
use super::super::tokens;
use super::super::tree::{Node, Path, Place};
use super::super::{FunctionConfig, ProviderConfig, Quirks, TokenConfig};
use super::{Fields, vertex};
use crate::id::Secret;
use crate::types::Dialect;

const MAX_KEY_FILE: u64 = 64 << 10;

/// Headers that polyroute or its transport sets, or that carry credentials.
const REFUSED_HEADERS: [&str; 20] = [
    "authorization",
    "api-key",
    "x-api-key",
    "x-goog-api-key",
    "cookie",
    "proxy-authorization",
    "proxy-authenticate",
    "connection",
    "proxy-connection",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "expect",
    "host",
    "content-length",
    "content-type",
    "content-encoding",
    "accept-encoding",
];

type Providers = IndexMap<String, Arc<ProviderConfig>>;

/// The providers of the file, in its order.
pub(super) fn written(top: &Fields<'_>, env: Environment<'_>, report: &mut Report) -> Providers {
    let mut providers = Providers::new();
    for (name, fields) in top.records("providers") {
        if let Some(provider) = provider(name, &fields, env, report) {
            providers.insert(name.to_owned(), Arc::new(provider));
        }
    }
    providers
}

/// Adds a provider of the same name for each type whose usual variable is set and whose name is free.
pub(super) fn add_usual(providers: &mut Providers, env: Environment<'_>, report: &mut Report) {
    for preset in PRESETS.iter().filter(|preset| is_usual(preset, env)) {
        if providers.contains_key(preset.name) {
            continue;
        }
        let path = Path::top().key("providers").key(preset.name);
        let aws = preset.aws.then(|| AwsConfig::find(None, env)).flatten();
        let google = preset.google.then(|| vertex::usual(env)).flatten();
        let usual = aws.as_ref().map(AwsConfig::base_url).or_else(|| Some(vertex::url(&google.as_ref()?.0)));
        let base_url = usual.or_else(|| usual_url(preset, Place::default(), &path, env, report));
        let (Some(base_url), Ok(key)) = (base_url, usual_key(preset, env)) else { continue };
        providers.insert(
            preset.name.to_owned(),
            Arc::new(ProviderConfig {
                name: preset.name.into(),
                preset,
                base_url,
                api_key: key,
                more_keys: Vec::new(),
                region: None,
                headers: IndexMap::new(),
                quirks: Quirks::default(),
                deployments: IndexMap::new(),
                api_version: None,
                aws,
                token: google.as_ref().and_then(|(_, token)| token.clone()).or_else(|| usual_token(preset, env)),
                vertex: google.map(|(vertex, _)| vertex),
                function: None,
                key_function: None,
            }),
        );
    }
}

/// Does the environment switch this type on? By its key or, where it needs none, by its address.
pub(super) fn is_usual(preset: &Preset, env: Environment<'_>) -> bool {
    if preset.aws {
        let has_key = set("AWS_ACCESS_KEY_ID", env).is_some() || preset.key_variables.iter().any(|variable| set(variable, env).is_some());
        return has_key && AwsConfig::find(None, env).is_some();
    }
    if preset.google {
        return vertex::usual(env).is_some();
    }
    match (preset.key_variables, preset.url_variable) {
        ([], Some(variable)) => set(variable, env).is_some(),
        (variables, address) => {
            let has_address = preset.base_url.is_some() || address.is_some_and(|variable| set(variable, env).is_some());
            let has_key = variables.iter().any(|variable| set(variable, env).is_some());
            has_address && (has_key || usual_token(preset, env).is_some())
        }
    }
}

/// The names that a load without a file looks for.
pub(in super::super) fn usual_variables() -> Vec<&'static str> {
    PRESETS
        .iter()
        .flat_map(|preset| if preset.key_variables.is_empty() { preset.url_variable.as_slice() } else { preset.key_variables })
        .copied()
        .collect()
}

fn provider(name: &str, fields: &Fields<'_>, env: Environment<'_>, report: &mut Report) -> Option<ProviderConfig> {
    let headers = headers(fields, report);
    let preset = preset(fields.word("type"))?;
    let aws = aws(preset, fields, env, report);
    let google = vertex::written(preset, fields, env, report);
    let base_url = match fields.node("base_url") {
        Some(node) => read::url(node).ok().inspect(|url| check_end(preset, url, node, &fields.at("base_url"), report)),
        None if fields.raw("base_url").is_some() => None,
        None if preset.aws => aws.as_ref().map(AwsConfig::base_url),
        None if preset.google => google.as_ref().map(|(vertex, _)| vertex::url(vertex)),
        None => usual_url(preset, fields.place(), fields.path(), env, report),
    };
    let (api_key, more_keys) = api_keys(preset, fields, env, report);
    let has_key = api_key.is_some() || ["api_key", "key_file", "api_keys"].iter().any(|key| fields.raw(key).is_some());
    let token = google.as_ref().and_then(|(_, token)| token.clone()).or_else(|| usual_token(preset, env)).filter(|_| !has_key);
    let quirks = fields.record("quirks");
    Some(ProviderConfig {
        name: name.into(),
        preset,
        base_url: base_url?,
        api_key,
        more_keys,
        region: fields.text("region").map(Into::into),
        headers,
        quirks: Quirks { system_role: quirks.node("system_role").map(|_| quirks.word("system_role").to_owned()) },
        deployments: deployments(preset, fields, report),
        api_version: api_version(fields, report),
        aws,
        vertex: google.map(|(vertex, _)| vertex),
        token,
        function: function(preset, fields, report),
        key_function: key_function(fields),
    })
}

/// An address that holds already what the dialect adds would have it twice.
fn check_end(preset: &Preset, url: &str, node: &Node, at: &Path, report: &mut Report) {
    let added: &[&str] = match preset.dialect {
        _ if preset.google => &["/v1", "/v1beta1", "/publishers", "/models"],
        _ if preset.deployments => &["/openai/v1", "/openai", "/openai/deployments"],
        Dialect::Gemini => &["/v1beta", "/v1", "/v1alpha", "/models"],
        Dialect::Anthropic => &["/v1/messages", "/v1"],
        Dialect::Cohere => &["/v2/chat", "/v2", "/v1"],
        Dialect::Ollama => &["/api/chat", "/api"],
        Dialect::Bedrock => &["/model"],
        _ => &["/chat/completions", "/completions", "/responses", "/embeddings"],
    };
    let url = url.trim_end_matches('/');
    let Some(end) = added.iter().find(|end| url.ends_with(*end)) else { return };
    let rest = &url[..url.len() - end.len()];
    let help = if node.variable.is_some() { format!("leave `{end}` out") } else { format!("write `{rest}`") };
    report.problem(node.place, at, Fault::new(format!("`base_url` ends with `{end}`, which polyroute adds by itself")).help(help));
}

/// What stands in for a key where there is none: tokens of an application, at Azure.
fn usual_token(preset: &Preset, env: Environment<'_>) -> Option<TokenConfig> {
    if preset.deployments && usual_key(preset, env).is_ok_and(|key| key.is_none()) { tokens::azure(env) } else { None }
}

/// A function answers for exactly those providers that are one.
fn function(preset: &Preset, fields: &Fields<'_>, report: &mut Report) -> Option<String> {
    let name = fields.text("function");
    let fault = match (preset.function, &name) {
        (true, None) => Fault::new("`function` is missing: the name of the function that answers")
            .help("write `function: my_model`, and register it with the gateway"),
        (false, Some(_)) => Fault::new(format!("the type `{}` is asked over HTTP", preset.name)).help("`type: function` has a function"),
        _ => return name,
    };
    report.problem(fields.place(), &fields.at("function"), fault);
    None
}

fn key_function(fields: &Fields<'_>) -> Option<FunctionConfig> {
    fields.node("api_key").and_then(|_| fields.record("api_key").function())
}

/// The region, without which nothing can be reached or signed, and where the keys are.
fn aws(preset: &Preset, fields: &Fields<'_>, env: Environment<'_>, report: &mut Report) -> Option<AwsConfig> {
    let written = fields.text("aws_region");
    if !preset.aws {
        if written.is_some() {
            let fault = Fault::new(format!("the type `{}` has no AWS region", preset.name)).help("`bedrock` has one");
            report.problem(fields.place(), &fields.at("aws_region"), fault);
        }
        return None;
    }
    match AwsConfig::find(written.as_deref(), env) {
        Some(aws) if is_region(&aws.region) => Some(aws),
        Some(_) => {
            report.problem(fields.place(), &fields.at("aws_region"), Fault::new("no region: expected one like `eu-central-1`"));
            None
        }
        None => {
            let fault = Fault::new("`aws_region` is missing").help("write `aws_region: eu-central-1`, or set `AWS_REGION`");
            report.problem(fields.place(), fields.path(), fault);
            None
        }
    }
}

fn deployments(preset: &Preset, fields: &Fields<'_>, report: &mut Report) -> IndexMap<String, String> {
    let entries = fields.node("deployments").map(Node::entries).unwrap_or_default();
    if let (false, Some(first)) = (preset.deployments, entries.first()) {
        let fault = Fault::new(format!("the type `{}` has no deployments", preset.name)).help("`azure_openai` has them");
        report.problem(first.place, &fields.at("deployments"), fault);
    }
    entries.iter().filter_map(|entry| Some((entry.key.clone(), read::text(&entry.value).ok()?.to_owned()))).collect()
}

/// It stands in the query of every address.
fn api_version(fields: &Fields<'_>, report: &mut Report) -> Option<String> {
    let version = fields.text("api_version")?;
    if version.is_empty() || !version.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')) {
        report.problem(fields.place(), &fields.at("api_version"), Fault::new("no version: expected a date like `2024-10-21`, or `v1`"));
        return None;
    }
    Some(version)
}

/// The first key and the further ones.
fn api_keys(preset: &Preset, fields: &Fields<'_>, env: Environment<'_>, report: &mut Report) -> (Option<Secret>, Vec<Secret>) {
    let Some(list) = fields.node("api_keys") else { return (api_key(preset, fields, env, report), Vec::new()) };
    if let Some(other) = ["api_key", "key_file"].into_iter().find(|key| fields.raw(key).is_some()) {
        let fault = Fault::new(format!("both `{other}` and `api_keys`")).help("keep one of them");
        report.problem(list.place, &fields.at("api_keys"), fault);
    }
    let mut keys = list.items().iter().filter_map(|node| read::secret(node).ok()).map(Secret::new);
    (keys.next(), keys.collect())
}

fn api_key(preset: &Preset, fields: &Fields<'_>, env: Environment<'_>, report: &mut Report) -> Option<Secret> {
    // A broken `api_key` or `key_file` has been reported; looking further would only say it again.
    if fields.node("key_file").is_none() && (fields.raw("api_key").is_some() || fields.raw("key_file").is_some()) {
        return fields.node("api_key").and_then(|node| read::secret(node).ok()).map(Secret::new);
    }
    if let Some(node) = fields.node("key_file") {
        let at = fields.at("key_file");
        if fields.raw("api_key").is_some() {
            report.problem(node.place, &at, Fault::new("both `api_key` and `key_file`").help("keep one of them"));
            return None;
        }
        return match read::text(node).ok().map(read_key) {
            Some(Ok(key)) => Some(Secret::new(key)),
            Some(Err(why)) => {
                report.problem(node.place, &at, Fault::new(format!("the key file {} {why}", node.shown())));
                None
            }
            None => None,
        };
    }
    match usual_key(preset, env) {
        Ok(Some(key)) => Some(key),
        Ok(None) if preset.key_variables.is_empty() || usual_token(preset, env).is_some() => None,
        Ok(None) if preset.aws => {
            // Without a region the one problem is enough.
            let found = AwsConfig::find(fields.text("aws_region").as_deref(), env).map(|aws| aws.keys());
            if let Some(Err(why)) = found {
                report.problem(fields.place(), fields.path(), Fault::new(why));
            }
            None
        }
        Ok(None) => {
            let variables: Vec<String> = preset.key_variables.iter().map(|v| format!("`{v}`")).collect();
            let fault = Fault::new(format!("no key: `api_key` is missing and {} is not set", variables.join(" or ")))
                .help(format!("set {}, or write `api_key: \"${{{}}}\"` with a variable of your own", variables[0], "NAME"));
            report.problem(fields.place(), fields.path(), fault);
            None
        }
        Err(fault) => {
            report.problem(fields.place(), fields.path(), fault);
            None
        }
    }
}

fn read_key(path: &str) -> Result<String, &'static str> {
    let file = std::fs::File::open(path).map_err(|_| "cannot be read")?;
    let mut text = String::new();
    file.take(MAX_KEY_FILE + 1).read_to_string(&mut text).map_err(|_| "cannot be read as text")?;
    if text.len() as u64 > MAX_KEY_FILE {
        return Err("is larger than 64 KiB");
    }
    let key = text.trim();
    if key.is_empty() || key.chars().any(char::is_control) {
        return Err("does not hold one key on one line");
    }
    Ok(key.to_owned())
}

fn usual_key(preset: &Preset, env: Environment<'_>) -> Result<Option<Secret>, Fault> {
    let Some((variable, value)) = preset.key_variables.iter().find_map(|variable| Some((variable, set(variable, env)?))) else { return Ok(None) };
    if value.chars().any(char::is_control) {
        return Err(Fault::new(format!("the value of `{variable}` holds a control character, which no header can carry")));
    }
    Ok(Some(Secret::new(value)))
}

fn usual_url(preset: &Preset, place: Place, path: &Path, env: Environment<'_>, report: &mut Report) -> Option<String> {
    if let Some((variable, value)) = preset.url_variable.and_then(|variable| Some((variable, set(variable, env)?))) {
        let value = if preset.dialect == Dialect::Ollama { ollama_host(&value) } else { value };
        let node = Node { variable: Some(variable.to_owned()), ..Node::new(super::super::tree::Kind::Text(value), place) };
        return read::url(&node).map_err(|fault| report.problem(place, path, fault)).ok();
    }
    if preset.base_url.is_none() {
        let fault = Fault::new(format!("`base_url` is missing: the type `{}` has no address of its own", preset.name))
            .help("write `base_url: https://host/v1`");
        report.problem(place, path, fault);
    }
    preset.base_url.map(str::to_owned)
}

/// `OLLAMA_HOST` as Ollama's own tools read it: scheme, host and port may each be missing.
fn ollama_host(value: &str) -> String {
    let value = value.trim();
    let (scheme, rest) = value.split_once("://").unwrap_or(("http", value));
    let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    let usual_port = match (scheme, value.contains("://")) {
        ("https", _) => ":443",
        ("http", true) => ":80",
        _ => ":11434",
    };
    let (host, port) = match authority.rfind(':').filter(|colon| !authority[*colon..].contains(']')) {
        Some(colon) => authority.split_at(colon),
        None => (authority, usual_port),
    };
    // Where a server listens on every address, this one is its own.
    let host = if matches!(host, "" | "0.0.0.0" | "[::]") { "127.0.0.1" } else { host };
    let port = if port == ":" { usual_port } else { port };
    format!("{scheme}://{host}{port}{}", path.trim_end_matches('/'))
}

fn set(variable: &str, env: Environment<'_>) -> Option<String> {
    env(variable).filter(|value| !value.is_empty())
}

fn headers(fields: &Fields<'_>, report: &mut Report) -> IndexMap<String, String> {
    let mut headers = IndexMap::new();
    let path = fields.at("headers");
    for entry in fields.node("headers").map(Node::entries).unwrap_or_default() {
        let name = entry.key.to_ascii_lowercase();
        let at = path.key(&entry.key);
        if http::HeaderName::from_bytes(name.as_bytes()).is_err() {
            report.problem(entry.place, &at, Fault::new("not a valid header name"));
        } else if REFUSED_HEADERS.contains(&name.as_str()) {
            let help = if name.contains("key") || name.contains("auth") || name == "cookie" {
                "a key belongs to `api_key`"
            } else {
                "the transport sets it"
            };
            report.problem(entry.place, &at, Fault::new(format!("the header `{name}` is not yours to set")).help(help));
        } else if headers.contains_key(&name) {
            report.problem(entry.place, &at, Fault::new(format!("the header `{name}` stands twice")));
        } else if let Ok(value) = read::secret(&entry.value) {
            headers.insert(name, value.to_owned());
        }
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_ollama_is_read_as_its_own_tools_read_it() {
        for (written, url) in [
            ("127.0.0.1:11434", "http://127.0.0.1:11434"),
            ("0.0.0.0", "http://127.0.0.1:11434"),
            (":56789", "http://127.0.0.1:56789"),
            ("example.com", "http://example.com:11434"),
            ("http://example.com", "http://example.com:80"),
            ("https://example.com/", "https://example.com:443"),
            ("https://example.com:8443/ollama/", "https://example.com:8443/ollama"),
            ("[::1]", "http://[::1]:11434"),
            ("[::1]:8080", "http://[::1]:8080"),
        ] {
            assert_eq!(ollama_host(written), url, "{written}");
        }
    }
}
