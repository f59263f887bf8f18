//! Where the models of Vertex AI are, and what tokens are asked for with: from the file, the variables and Google's credentials.

use super::super::env::Environment;
use super::super::presets::Preset;
use super::super::problem::{Fault, Report};
use super::super::tokens::Google;
use super::super::{TokenConfig, Vertex};
use super::Fields;

pub(super) type Found = (Vertex, Option<TokenConfig>);

/// The environment alone says where Vertex is and who asks.
pub(super) fn usual(env: Environment<'_>) -> Option<Found> {
    let google = Google::find(env).ok().flatten()?;
    let project = variable("GOOGLE_CLOUD_PROJECT", env).or(google.project)?;
    let vertex = Vertex { project, location: variable("GOOGLE_CLOUD_LOCATION", env)? };
    (is_name(&vertex.project) && is_name(&vertex.location)).then_some((vertex, Some(google.token)))
}

pub(super) fn url(vertex: &Vertex) -> String {
    match vertex.location.as_str() {
        "global" => "https://aiplatform.googleapis.com".to_owned(),
        location @ ("us" | "eu") => format!("https://aiplatform.{location}.rep.googleapis.com"),
        location => format!("https://{location}-aiplatform.googleapis.com"),
    }
}

/// It becomes a part of a host or of a path.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':')) && !text.starts_with('.')
}

/// The project and the location, without which no model can be named, and what tokens are asked for with where there is no key.
pub(super) fn written(preset: &Preset, fields: &Fields<'_>, env: Environment<'_>, report: &mut Report) -> Option<Found> {
    for key in ["project", "location"] {
        if let Some(node) = fields.node(key).filter(|_| !preset.google) {
            let fault = Fault::new(format!("the type `{}` has no {key}", preset.name)).help("`vertex` has one");
            report.problem(node.place, &fields.at(key), fault);
        }
    }
    if !preset.google {
        return None;
    }
    let has_key = ["api_key", "key_file", "api_keys"].iter().any(|key| fields.raw(key).is_some());
    let found = if has_key { Ok(None) } else { Google::find(env) };
    let found = match found {
        Ok(None) if !has_key => {
            let fault = Fault::new("no credentials: `GOOGLE_APPLICATION_CREDENTIALS` is not set and `gcloud` keeps none")
                .help("set it to the file of a service account, or write an access token as `api_key`");
            report.problem(fields.place(), fields.path(), fault);
            None
        }
        Ok(found) => found,
        Err(why) => {
            report.problem(fields.place(), fields.path(), Fault::new(why));
            None
        }
    };
    let mut part = |key: &str, variable: &str, of_file: Option<String>, help: &str| {
        let value = fields.text(key).or_else(|| self::variable(variable, env)).or(of_file);
        match value {
            Some(value) if is_name(&value) => return Some(value),
            Some(_) => report.problem(fields.place(), &fields.at(key), Fault::new(format!("no {key}: expected letters, digits and `-`"))),
            None if fields.raw(key).is_some() => {}
            None => report.problem(
                fields.place(),
                fields.path(),
                Fault::new(format!("`{key}` is missing")).help(format!("write `{key}: {help}`, or set `{variable}`")),
            ),
        }
        None
    };
    let project = part("project", "GOOGLE_CLOUD_PROJECT", found.as_ref().and_then(|google| google.project.clone()), "my-project");
    let location = part("location", "GOOGLE_CLOUD_LOCATION", None, "global");
    Some((Vertex { project: project?, location: location? }, found.map(|google| google.token)))
}

fn variable(name: &str, env: Environment<'_>) -> Option<String> {
    env(name).filter(|value| !value.is_empty())
}
