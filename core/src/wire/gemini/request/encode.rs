//! The canonical request → the body for a target. What came in this dialect goes out as it came, but for what the target adds.

use std::borrow::Cow;
use std::fmt::Write as _;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};
use serde_json::{Map, Value, json};

use super::super::member;
use super::config::{self, REST};
use super::contents::{self, Content, Conversation};
use super::parts::Outgoing;
use super::tools::{self, Entry};
use crate::error::{Error, Result};
use crate::types::{Dialect, Document, Extra, Members, Params, Request, tree};
use crate::wire::names::Names;
use crate::wire::params;
use crate::wire::patch::{Patch, write};
use crate::wire::paths::Paths;
use crate::wire::{EncodeTarget, Encoded, Fields, OnUnsupported, Undo};

/// What every step needs.
pub struct Builder<'a> {
    pub target: &'a EncodeTarget<'a>,
    pub fields: &'a mut Fields,
    pub paths: Paths<'a>,
    /// The extra members are of this dialect.
    pub own: bool,
    pub names: Names,
    pub undo: Undo,
    /// The last calls name a function more than once.
    pub twins: bool,
    /// The highest resolution asked for, 0 for none.
    pub resolution: u8,
    /// What the model is told beside the caller's own instructions.
    instruction: Option<String>,
}

/// A whole body. Texts and data are borrowed from the request.
#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    contents: Vec<Content<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    system_instruction: Option<Content<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tools: Vec<Entry<'a>>,
    #[serde(skip_serializing_if = "Members::is_empty")]
    tool_config: Members<'a>,
    #[serde(skip_serializing_if = "Members::is_empty")]
    generation_config: Members<'a>,
    #[serde(flatten)]
    extra: Members<'a>,
}

pub fn encode(request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Encoded> {
    let verb = if request.stream { ":streamGenerateContent?alt=sse" } else { ":generateContent" };
    let (body, undo) = match own_body(request, target) {
        Some(raw) => (patched(raw, request, target, fields)?, Undo::default()),
        None => build(request, target, fields, |body| write(body))?,
    };
    Ok(Encoded { path: (model_path(target.model) + verb).into(), body, headers: headers(), undo })
}

/// `countTokens` counts a whole request only as a member of its own.
pub fn encode_count(request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Encoded> {
    let model = format!("models/{}", bare(target.model));
    let body = if let Some(raw) = own_body(request, target) {
        fields.account(request.raw.as_ref());
        match member::object(&**raw, "generateContentRequest") {
            Some(inner) => {
                let mut inner = Members::from(inner);
                inner.insert("model", model.into());
                write(&tree!({ "generateContentRequest": inner }))?
            }
            None => write(&Patch::new(raw))?,
        }
    } else {
        #[derive(serde::Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Whole<'b, 'a> {
            generate_content_request: Inner<'b, 'a>,
        }
        #[derive(serde::Serialize)]
        struct Inner<'b, 'a> {
            model: &'b str,
            #[serde(flatten)]
            body: &'b Body<'a>,
        }
        build(request, target, fields, |body| write(&Whole { generate_content_request: Inner { model: &model, body } }))?.0
    };
    Ok(Encoded { path: (model_path(target.model) + ":countTokens").into(), body, headers: headers(), undo: Undo::default() })
}

/// The caller's own body, where it can go as it came.
fn own_body<'a>(request: &'a Request, target: &EncodeTarget<'_>) -> Option<&'a Document> {
    let raw = request.raw.as_ref().filter(|raw| raw.dialect == Dialect::Gemini)?;
    (!contents::has_strayed(request, target.model)).then_some(&*raw.data)
}

fn bare(model: &str) -> &str {
    model.strip_prefix("models/").unwrap_or(model)
}

/// `/v1beta/models/…`, percent-encoded; a tuned model has a collection of its own.
pub fn model_path(model: &str) -> String {
    let (collection, name) = match bare(model).split_once('/') {
        Some(("tunedModels", name)) => ("tunedModels", name),
        _ => ("models", bare(model)),
    };
    let mut path = format!("/v1beta/{collection}/");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            path.push(byte as char);
        } else {
            let _ = write!(path, "%{byte:02X}");
        }
    }
    path
}

pub fn headers() -> HeaderMap {
    HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))])
}

fn build<'a>(
    request: &'a Request,
    target: &'a EncodeTarget<'a>,
    fields: &'a mut Fields,
    write: impl FnOnce(&Body<'_>) -> Result<Bytes>,
) -> Result<(Bytes, Undo)> {
    let filled = params::fill(request, target)?;
    let mut builder = Builder::new(request, target, fields);
    let Conversation { mut system, contents } = contents::encode(&mut builder, request)?;
    let mut body = Body {
        contents,
        system_instruction: None,
        tools: tools::encode(&mut builder, &request.tools)?,
        tool_config: Members::default(),
        generation_config: config::encode(&mut builder, &filled.params)?,
        extra: Members::default(),
    };
    if let Some(calling) = tools::encode_choice(&mut builder, request, &filled.params)? {
        body.tool_config.insert("functionCallingConfig", calling);
    }
    let has_functions = matches!(body.tools.first(), Some(Entry::Functions { .. }));
    config::encode_format(&mut builder, &filled.params, has_functions, &mut body.generation_config)?;
    if builder.resolution > 0 {
        body.generation_config.insert("mediaResolution", contents::resolution(builder.resolution).into());
    }
    builder.neighbours(&filled.params, &mut body);
    builder.extras(&filled.extra, &mut body)?;
    if let Some(instruction) = builder.instruction.take() {
        system.push(Outgoing::text(instruction));
    }
    body.system_instruction = (!system.is_empty()).then_some(Content { role: None, parts: system });
    let bytes = write(&body)?;
    let (names, undo) = (builder.names, builder.undo);
    builder.fields.account(request.raw.as_ref());
    Ok((bytes, Undo { tool_names: names.into_changed(), ..undo }))
}

impl<'a> Builder<'a> {
    fn new(request: &'a Request, target: &'a EncodeTarget<'a>, fields: &'a mut Fields) -> Self {
        Builder {
            target,
            fields,
            paths: Paths::of(request),
            own: request.raw.as_ref().is_none_or(|raw| raw.dialect == Dialect::Gemini),
            names: Names::new(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'), 64).letter_first(),
            undo: Undo::default(),
            twins: false,
            resolution: 0,
            instruction: None,
        }
    }

    /// A member that changes the answer and has no place here.
    pub fn unsupported(&mut self, path: &str, what: &str) -> Result<()> {
        match self.target.on_unsupported {
            OnUnsupported::Error => Err(Error::invalid(format!("{what} cannot be had from `{}`", self.target.model)).at(path).reason("unsupported")),
            OnUnsupported::Drop => {
                self.fields.dropped.push(path.to_owned());
                Ok(())
            }
        }
    }

    /// Asks in words for JSON (`true`: any object) where the wire cannot, and has the answer checked.
    pub fn ask_for_json(&mut self, path: &str, schema: Value) {
        self.instruction = Some(match &schema {
            Value::Bool(_) => "Answer with one JSON object and nothing else: no explanation, no code fence.".to_owned(),
            schema => format!("When you answer, answer with JSON that fits this JSON Schema and nothing else, without a code fence: {schema}"),
        });
        self.undo.validate = Some(schema);
        self.fields.emulated.push(path.to_owned());
    }

    /// Parameters that stand beside `generationConfig`.
    fn neighbours(&mut self, params: &Params, body: &mut Body<'_>) {
        if params.user.is_some() {
            self.fields.dropped.push(self.paths.param("user").to_owned());
        }
        let tier = match params.service_tier.as_deref() {
            None | Some("auto") => return,
            Some("default" | "standard" | "standard_only") => "standard",
            Some(tier @ ("flex" | "priority")) => tier,
            Some(_) => {
                self.fields.dropped.push("service_tier".to_owned());
                return;
            }
        };
        body.extra.insert("serviceTier", tier.to_owned().into());
    }

    /// Members without a canonical place: what Google has under its own name, what must not be lost, and hints.
    fn extras(&mut self, extra: &Extra, body: &mut Body<'_>) -> Result<()> {
        for (key, value) in extra {
            let name = key.as_str();
            match name {
                _ if params::is_silent(value) => {}
                "safetySettings" | "safety_settings" => body.extra.insert("safetySettings", value.clone().into()),
                "cachedContent" | "cached_content" => body.extra.insert("cachedContent", value.clone().into()),
                "toolConfig" if self.own => body.tool_config.extend(Members::from(value.as_object().cloned().unwrap_or_default())),
                _ if name.starts_with(REST) && self.own => config::put_rest(&name[REST.len()..], value, &mut body.generation_config),
                "web_search_options" => {
                    self.fields.dropped.extend(value.as_object().into_iter().flat_map(Map::keys).map(|option| format!("{name}.{option}")));
                    body.tools.push(Entry::Native(Cow::Owned(json!({"googleSearch": {}}))));
                }
                "modalities" if value.as_array().is_some_and(|list| list.iter().all(|m| m == "text")) => {}
                "modalities" if value.as_array().is_some_and(|list| list.iter().all(|m| m == "text" || m == "image")) => {
                    body.generation_config.insert("responseModalities", upper(value).into());
                }
                "modalities" | "audio" => self.unsupported(name, "an answer in sound")?,
                "logit_bias" if value.as_object().is_some_and(Map::is_empty) => {}
                "logit_bias" => self.unsupported(name, "a bias on tokens of another vocabulary")?,
                "mcp_servers" | "container" | "previous_response_id" | "conversation" | "background" | "prompt" => {
                    self.unsupported(name, &format!("`{name}`"))?;
                }
                _ if self.own => body.extra.insert(key.clone(), value.clone().into()),
                _ => self.fields.dropped.push(key.clone()),
            }
        }
        Ok(())
    }
}

fn upper(words: &Value) -> Value {
    words.as_array().into_iter().flatten().filter_map(Value::as_str).map(|word| json!(word.to_ascii_uppercase())).collect()
}

/// The caller's own body with what the target adds.
fn patched(raw: &Document, request: &Request, target: &EncodeTarget<'_>, fields: &mut Fields) -> Result<Bytes> {
    fields.account(request.raw.as_ref());
    let mut sent = Patch::new(raw);
    if target.params.is_none() && target.max_tokens.is_none() {
        return write(&sent);
    }
    let (added, extra) = params::added(request, target)?;
    let mut builder = Builder::new(request, target, fields);
    let mut body = Body {
        contents: Vec::new(),
        system_instruction: None,
        tools: Vec::new(),
        tool_config: Members::default(),
        generation_config: config::encode(&mut builder, &added)?,
        extra: Members::default(),
    };
    config::encode_format(&mut builder, &added, false, &mut body.generation_config)?;
    builder.neighbours(&added, &mut body);
    builder.extras(&extra, &mut body)?;
    let written = sent.names().find(|member| member::same(member, "generationConfig")).map(str::to_owned);
    let mut config = member::object(&**raw, "generationConfig").cloned().unwrap_or_default();
    for (name, value) in body.generation_config {
        if member::get(&config, &name).is_none() {
            config.insert(name.into_owned(), value.to_value());
        }
    }
    if written.is_some() || !config.is_empty() {
        sent.set(written.as_deref().unwrap_or("generationConfig"), Value::Object(config));
    }
    for (name, value) in body.extra {
        if member::get(&**raw, &name).is_none() {
            sent.set(&name, value.to_value());
        }
    }
    write(&sent)
}

impl<'a> From<&'a Value> for Outgoing<'a> {
    fn from(value: &'a Value) -> Self {
        Outgoing::Raw(value)
    }
}
