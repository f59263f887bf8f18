//! The parts of a content, both ways. `decode` reads them; the types below are written without a copy of what they hold.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::super::{call_id, member, signature};
use crate::error::Result;
use crate::types::{Dialect, Extra, Media, MediaSource, Members, Part, Tree};
use crate::wire::members::wrong;

/// A part as a caller wrote it. `path` is its place, for errors.
pub fn decode(value: &Tree<'_>, path: &dyn Fn() -> String) -> Result<Part> {
    let object = match value {
        Tree::Object(object) => object,
        Tree::String(text) => return Ok(Part::text(text.as_ref())),
        other => return Err(wrong(&path(), "a part (an object with `text`, `inlineData`, `functionCall` …)", other)),
    };
    let signed = member::text(object, "thoughtSignature");
    let inner = |name: &str| match member::get(object, name) {
        None => Ok(None),
        Some(Tree::Object(inner)) => Ok(Some(inner)),
        Some(other) => Err(wrong(&format!("{}.{name}", path()), "an object", other)),
    };
    if let Some(call) = inner("functionCall")? {
        if member::get(call, "partialArgs").is_some() {
            return Ok(raw(value));
        }
        return Ok(Part::ToolCall {
            id: member::text(call, "id").unwrap_or_default().to_owned(),
            name: member::text(call, "name").unwrap_or_default().to_owned(),
            arguments: member::get(call, "args").map_or_else(|| "{}".to_owned(), Tree::to_json),
            extra: signature::on_call(signed),
        });
    }
    if let Some(result) = inner("functionResponse")? {
        return tool_result(result, path);
    }
    if let Some(blob) = inner("inlineData")? {
        let data = member::text(blob, "data").unwrap_or_default();
        return Ok(media(blob, MediaSource::Base64(data.into()), object, "displayName"));
    }
    if let Some(file) = inner("fileData")? {
        let uri = member::text(file, "fileUri").unwrap_or_default();
        return Ok(media(file, source(uri), object, "displayName"));
    }
    match member::get(object, "text") {
        Some(Tree::String(text)) if member::get(object, "thought").and_then(Tree::as_bool) == Some(true) || text.is_empty() && signed.is_some() => {
            Ok(signature::thought(text, signed))
        }
        Some(Tree::String(text)) => Ok(Part::Text { text: text.to_string(), extra: signed.map(signature::on_text).unwrap_or_default() }),
        Some(other) => Err(wrong(&format!("{}.text", path()), "a text", other)),
        None => Ok(raw(value)),
    }
}

fn raw(value: &Tree<'_>) -> Part {
    Part::Raw { origin: Dialect::Gemini, json: value.to_value() }
}

fn media(inner: &Members<'_>, source: MediaSource, part: &Members<'_>, name: &str) -> Part {
    let mime = member::text(inner, "mimeType").unwrap_or_default().to_owned();
    let resolution = member::object(part, "mediaResolution").and_then(|r| member::text(r, "level"));
    let media = Media {
        source,
        name: member::text(inner, name).map(str::to_owned),
        detail: resolution.map(|level| level.trim_start_matches("MEDIA_RESOLUTION_").to_ascii_lowercase()),
        extra: member::others(part, &["inlineData", "fileData", "mediaResolution"]),
        mime,
    };
    match media.mime.split('/').next() {
        Some("image") => Part::Image(media),
        Some("audio") => Part::Audio(media),
        _ => Part::File(media),
    }
}

/// Files of the Files API and buckets are known to Google only.
fn source(uri: &str) -> MediaSource {
    let is_web = uri.starts_with("https://") || uri.starts_with("http://");
    if is_web && !uri.starts_with("https://generativelanguage.googleapis.com/") {
        MediaSource::Url(uri.to_owned())
    } else {
        MediaSource::FileId(uri.to_owned())
    }
}

fn tool_result(result: &Members<'_>, path: &dyn Fn() -> String) -> Result<Part> {
    let mut parts = Vec::new();
    let mut is_error = false;
    if let Some(response) = member::get(result, "response") {
        let only = response.as_object().filter(|o| o.len() == 1).and_then(|o| o.iter().next()).and_then(|(key, v)| Some((key, v.as_str()?)));
        let text = match only {
            // What would be read as an object again stays one.
            Some(("output", text)) if !text.trim_start().starts_with('{') => text.to_owned(),
            Some(("error", text)) => {
                is_error = true;
                text.to_owned()
            }
            _ => response.to_json(),
        };
        parts.push(Part::text(text));
    }
    for (j, part) in member::list(result, "parts").iter().enumerate() {
        parts.push(decode(part, &|| format!("{}.functionResponse.parts.{j}", path()))?);
    }
    Ok(Part::ToolResult {
        id: member::text(result, "id").unwrap_or_default().to_owned(),
        name: member::text(result, "name").map(str::to_owned),
        parts,
        is_error,
        extra: member::others(result, &["id", "name", "response", "parts"]),
    })
}

/// A part as it goes out.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Outgoing<'a> {
    /// What most parts are: a text and nothing else.
    Text {
        text: Cow<'a, str>,
    },
    Known(Box<Known<'a>>),
    /// A part of this dialect as it came.
    Raw(&'a Value),
}

#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
pub struct Known<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub thought: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inline_data: Option<Blob<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_data: Option<FileData<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_call: Option<FunctionCall<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_response: Option<FunctionResponse<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thought_signature: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_resolution: Option<Value>,
    #[serde(flatten)]
    pub extra: Option<&'a Extra>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Blob<'a> {
    pub mime_type: Cow<'a, str>,
    pub data: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileData<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    pub mime_type: Cow<'a, str>,
    pub file_uri: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<&'a str>,
}

#[derive(Serialize)]
pub struct FunctionCall<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Cow<'a, str>>,
    pub name: Cow<'a, str>,
    pub args: Args<'a>,
}

#[derive(Serialize)]
pub struct FunctionResponse<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Cow<'a, str>>,
    pub name: Cow<'a, str>,
    pub response: Args<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Outgoing<'a>>,
    #[serde(flatten)]
    pub extra: Option<&'a Extra>,
}

/// A JSON object: text that is one goes out as it stands.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Args<'a> {
    Text(&'a RawValue),
    Wrapped(Members<'a>),
}

impl<'a> Args<'a> {
    /// A text as the only member of an object.
    pub fn wrapped(member: &'static str, text: impl Into<Cow<'a, str>>) -> Self {
        let mut members = Members::default();
        members.add(member, text.into());
        Args::Wrapped(members)
    }

    /// The text as an object; nothing is the empty one. `None`: it is no JSON object.
    pub fn of(text: &'a str) -> Option<Self> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Some(Args::Wrapped(Members::default()));
        }
        trimmed.starts_with('{').then(|| serde_json::from_str::<&RawValue>(trimmed).ok().map(Args::Text)).flatten()
    }
}

impl<'a> Outgoing<'a> {
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Outgoing::Text { text: text.into() }
    }
}

impl<'a> From<Known<'a>> for Outgoing<'a> {
    fn from(known: Known<'a>) -> Self {
        Outgoing::Known(Box::new(known))
    }
}

/// The id where the provider knows it.
pub fn known_id<'a>(id: &Cow<'a, str>) -> Option<Cow<'a, str>> {
    (!id.is_empty() && !call_id::is_synthetic(id)).then(|| id.clone())
}
