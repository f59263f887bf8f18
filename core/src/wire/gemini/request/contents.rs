//! Turns → `contents`: each part in its place, media with their true type, results beside their calls.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::{Value, json};

use super::super::{call_id, signature};
use super::encode::Builder;
use super::parts::{Args, Blob, FileData, FunctionCall, FunctionResponse, Known, Outgoing, known_id};
use super::thinking::is_older;
use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Media, MediaSource, Members, Part, Request, Role};
use crate::wire::Fields;
use crate::wire::paths::Paths;
use crate::wire::turns::{self, Call, Exchange, Placed, Rules, Speaker};

#[derive(Serialize)]
pub struct Content<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<&'static str>,
    pub parts: Vec<Outgoing<'a>>,
}

/// The instruction and the turns.
pub struct Conversation<'a> {
    pub system: Vec<Outgoing<'a>>,
    pub contents: Vec<Content<'a>>,
}

/// Turns on this wire alternate; instructions in the middle are marked, for it has no place for them.
const RULES: Rules = Rules { mid_system: false, user_first: true, only_system: true };

pub fn encode<'a>(builder: &mut Builder<'a>, request: &'a Request) -> Result<Conversation<'a>> {
    let (own, paths) = (builder.own, builder.paths);
    for (i, turn) in request.turns.iter().enumerate() {
        if turn.name.is_some() && turn.role != Role::Tool {
            builder.fields.dropped.push(format!("{}.name", paths.turn(i)));
        }
        if !own {
            builder.fields.dropped.extend(turn.extra.keys().map(|key| format!("{}.{key}", paths.turn(i))));
        }
    }
    let arranged = turns::arrange(request, RULES, builder.fields, |part, i, j, fields| keeps(part, request.turns[i].role, &paths, (i, j), fields))?;
    let mut system = Vec::with_capacity(arranged.system.len());
    for placed in &arranged.system {
        match &placed.part {
            Cow::Borrowed(Part::Text { text, extra }) => {
                builder.drop_extra(extra, placed);
                system.push(Outgoing::text(text.as_str()));
            }
            _ => return Err(Error::invalid("an instruction can only be text here").at(paths.part(placed.turn, placed.index))),
        }
    }
    let mut contents = Vec::with_capacity(arranged.exchanges.len());
    for exchange in arranged.exchanges {
        contents.push(match exchange.speaker {
            Speaker::Assistant => Content { role: Some("model"), parts: model(builder, exchange)? },
            Speaker::User | Speaker::System => Content { role: Some("user"), parts: user(builder, exchange)? },
        });
    }
    Ok(Conversation { system, contents })
}

/// Has a conversation of this dialect passed through other providers? Their thoughts must not go to this one, and their
/// calls lack the signature that current models demand. Ids tell their calls: they are ours to have shown.
pub fn has_strayed(request: &Request, model: &str) -> bool {
    let older = is_older(model);
    // These wires have no place for a signature on a call.
    let loses = request.raw.as_ref().is_some_and(|raw| matches!(raw.dialect, Dialect::Cohere | Dialect::Ollama));
    request.turns.iter().any(|turn| {
        let first_call = turn.parts.iter().find(|part| matches!(part, Part::ToolCall { .. }));
        let is_foreign = |id: &str| ["toolu_", "call_", "fc_"].iter().any(|prefix| id.starts_with(prefix)) && (loses || !call_id::is_synthetic(id));
        let unsigned = |part: &Part| matches!(part, Part::ToolCall { id, extra, .. } if is_foreign(id) && signature::of_call(extra).is_none());
        !older && first_call.is_some_and(unsigned)
            || turn.parts.iter().any(|part| match part {
                Part::Thinking { origin, .. } | Part::RedactedThinking { origin, .. } => *origin != Some(Dialect::Gemini),
                _ => false,
            })
    })
}

/// Thoughts of other models and blocks of other providers' servers say nothing here; the receipt names them.
fn keeps(part: &Part, role: Role, paths: &Paths<'_>, (i, j): (usize, usize), fields: &mut Fields) -> bool {
    let dropped = match part {
        Part::Thinking { origin, extra, .. } if *origin != Some(Dialect::Gemini) => match extra.get("member").and_then(Value::as_str) {
            Some(member) => format!("{}.{member}", paths.turn(i)),
            None => format!("{}.thinking", paths.part(i, j)),
        },
        Part::RedactedThinking { .. } => format!("{}.redacted_thinking", paths.part(i, j)),
        Part::Raw { origin, json } if *origin != Dialect::Gemini && role == Role::Assistant => {
            format!("{}.{}", paths.part(i, j), json.get("type").and_then(Value::as_str).unwrap_or("block"))
        }
        _ => return true,
    };
    fields.dropped.push(dropped);
    false
}

fn model<'a>(builder: &mut Builder<'a>, exchange: Exchange<'a>) -> Result<Vec<Outgoing<'a>>> {
    let (mut parts, mut calls) = (Vec::with_capacity(exchange.parts.len()), 0);
    // The same function twice: without ids nobody knows which result is whose.
    let names = || exchange.parts.iter().filter_map(|p| p.call.as_ref().map(|call| call.name));
    let has_twins = names().enumerate().any(|(i, name)| names().skip(i + 1).any(|other| other == name));
    builder.twins = has_twins;
    for placed in exchange.parts {
        let Cow::Borrowed(part) = placed.part else {
            parts.extend(owned(&placed.part));
            continue;
        };
        if let (Part::ToolCall { arguments, extra, .. }, Some(call)) = (part, &placed.call) {
            if !builder.own {
                let others = extra.keys().filter(|key| !matches!(key.as_str(), "type" | signature::ON_CALL));
                let paths = builder.paths;
                builder.fields.dropped.extend(others.map(|key| format!("{}.{key}", paths.call(placed.turn, placed.index))));
            }
            let args = arguments_of(builder, &placed, arguments, extra)?;
            let older = is_older(builder.target.model);
            // Gemini 3 refuses a step whose first call is unsigned; calls of other models have no signature.
            let stand_in = (!older && calls == 0).then_some(signature::SKIP);
            let function_call = Some(FunctionCall { id: builder.id_of(call), name: builder.names.fit(call.name), args });
            parts.push(Known { function_call, thought_signature: signature::of_call(extra).or(stand_in), ..Known::default() }.into());
            calls += 1;
        } else {
            parts.push(plain(builder, part, &placed)?);
        }
    }
    Ok(parts)
}

fn arguments_of<'a>(builder: &mut Builder<'a>, placed: &Placed<'_>, arguments: &'a str, extra: &Extra) -> Result<Args<'a>> {
    if let Some(args) = Args::of(arguments) {
        return Ok(args);
    }
    let path = builder.paths.call(placed.turn, placed.index);
    if extra.get("type").and_then(Value::as_str) != Some("custom") {
        return Err(Error::invalid("the arguments of this call are no JSON object").at(path).reason("arguments"));
    }
    builder.fields.emulated.push(path);
    Ok(Args::wrapped("input", arguments))
}

fn user<'a>(builder: &mut Builder<'a>, exchange: Exchange<'a>) -> Result<Vec<Outgoing<'a>>> {
    let (mut results, mut media, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    for placed in exchange.parts {
        let Cow::Borrowed(part) = placed.part else {
            rest.extend(owned(&placed.part));
            continue;
        };
        if let (Part::ToolResult { parts, is_error, extra, .. }, Some(call)) = (part, &placed.call) {
            let result = tool_result(builder, call, (parts, *is_error, extra), &placed, &mut media)?;
            results.push(result);
        } else {
            rest.push(plain(builder, part, &placed)?);
        }
    }
    results.append(&mut media);
    results.append(&mut rest);
    Ok(results)
}

/// Text that polyroute wrote itself.
fn owned<'a>(part: &Part) -> Option<Outgoing<'a>> {
    match part {
        Part::Text { text, .. } => Some(Outgoing::text(text.clone())),
        _ => None,
    }
}

fn tool_result<'a>(
    builder: &mut Builder<'a>,
    call: &Call<'a>,
    (parts, is_error, extra): (&'a [Part], bool, &'a Extra),
    placed: &Placed<'_>,
    after: &mut Vec<Outgoing<'a>>,
) -> Result<Outgoing<'a>> {
    let (mut texts, mut attached) = (Vec::new(), Vec::new());
    for part in parts {
        match part {
            Part::Text { text, .. } | Part::Refusal { text } => texts.push(text.as_str()),
            other => attached.push(plain(builder, other, placed)?),
        }
    }
    if !attached.is_empty() && is_older(builder.target.model) {
        builder.fields.emulated.push(builder.paths.result(placed.turn, placed.index));
        after.push(Outgoing::text(format!("Attachment of the result of `{}`:", call.name)));
        after.append(&mut attached);
    }
    let response = match (texts.as_slice(), is_error) {
        ([], false) if !attached.is_empty() => Args::Wrapped(Members::default()),
        (texts, true) => Args::wrapped("error", join(texts)),
        ([one], false) if one.trim_start().starts_with('{') => Args::of(one).unwrap_or_else(|| Args::wrapped("output", *one)),
        (texts, false) => Args::wrapped("output", join(texts)),
    };
    if !builder.own {
        let paths = builder.paths;
        builder.fields.dropped.extend(extra.keys().filter(|key| *key != "type").map(|key| format!("{}.{key}", paths.turn(placed.turn))));
    }
    let function_response = Some(FunctionResponse {
        id: builder.id_of(call),
        name: builder.names.fit(call.name),
        response,
        parts: attached,
        extra: Some(extra).filter(|_| builder.own),
    });
    Ok(Known { function_response, ..Known::default() }.into())
}

fn join<'t>(texts: &[&'t str]) -> Cow<'t, str> {
    match texts {
        [] => Cow::Borrowed(""),
        [one] => Cow::Borrowed(one),
        many => Cow::Owned(many.join("\n")),
    }
}

/// A part that is no call and no result.
fn plain<'a>(builder: &mut Builder<'a>, part: &'a Part, placed: &Placed<'_>) -> Result<Outgoing<'a>> {
    Ok(match part {
        Part::Text { text, extra } => {
            builder.drop_extra(extra, placed);
            match signature::of_text(extra) {
                None => Outgoing::text(text),
                signed => Known { text: Some(text.into()), thought_signature: signed, ..Known::default() }.into(),
            }
        }
        Part::Refusal { text } => Outgoing::text(text),
        Part::Thinking { text, signature, .. } => {
            Known { text: Some(text.into()), thought: !text.is_empty(), thought_signature: signature.as_deref(), ..Known::default() }.into()
        }
        Part::Image(media) | Part::Audio(media) | Part::File(media) => encode_media(builder, media, placed)?.into(),
        Part::Raw { origin: Dialect::Gemini, json } => Outgoing::Raw(json),
        Part::Raw { .. } | Part::RedactedThinking { .. } | Part::ToolCall { .. } | Part::ToolResult { .. } => {
            let path = builder.paths.part(placed.turn, placed.index);
            return Err(Error::invalid("this block cannot be sent to Gemini").at(path).reason("not_portable"));
        }
    })
}

fn encode_media<'a>(builder: &mut Builder<'a>, media: &'a Media, placed: &Placed<'_>) -> Result<Known<'a>> {
    let path = builder.paths.part(placed.turn, placed.index);
    let refuse = |words: &str| Error::invalid(words).at(path.clone()).reason("media");
    builder.drop_extra(&media.extra, placed);
    let display_name = media.name.as_deref().filter(|_| builder.own);
    let extra = Some(&media.extra).filter(|_| builder.own);
    let mut known = match &media.source {
        MediaSource::Base64(data) => {
            if !is_base64(data) {
                return Err(refuse("the data are no base64"));
            }
            let mime_type = match (sniff(data), media.mime.as_str()) {
                (Some(seen), "") => Cow::Borrowed(seen),
                (Some(seen), said) if said.starts_with("image/") && seen.starts_with("image/") && seen != said => {
                    builder.fields.emulated.push(path.clone());
                    Cow::Borrowed(seen)
                }
                (None, "") => return Err(refuse("the type of the data is not said, and cannot be seen from them")),
                (_, said) => Cow::Borrowed(said),
            };
            Known { inline_data: Some(Blob { mime_type, data, display_name }), extra, ..Known::default() }
        }
        MediaSource::Url(url) if url.starts_with("https://") => {
            let mime_type = if media.mime.is_empty() { by_ending(url) } else { &media.mime };
            Known { file_data: Some(FileData { mime_type: mime_type.into(), file_uri: url, display_name }), extra, ..Known::default() }
        }
        MediaSource::Url(_) => return Err(refuse("only https addresses can be sent to Gemini")),
        MediaSource::FileId(id) if builder.own || id.starts_with("https://generativelanguage.googleapis.com/") || id.starts_with("gs://") => {
            Known { file_data: Some(FileData { mime_type: media.mime.as_str().into(), file_uri: id, display_name }), extra, ..Known::default() }
        }
        MediaSource::FileId(_) => return Err(refuse("a file kept at another provider cannot be sent to Gemini").reason("not_portable")),
    };
    known.media_resolution = detail(builder, media, &path);
    Ok(known)
}

/// Current models take the resolution with each part, older ones one for all: the highest asked for.
fn detail(builder: &mut Builder<'_>, media: &Media, path: &str) -> Option<Value> {
    let level = match media.detail.as_deref()? {
        "low" => 1,
        "medium" => 2,
        "high" => 3,
        "ultra_high" => 4,
        "auto" => return None,
        _ => {
            builder.fields.dropped.push(format!("{path}.detail"));
            return None;
        }
    };
    if is_older(builder.target.model) {
        builder.resolution = builder.resolution.max(level.min(3));
        None
    } else {
        Some(json!({"level": resolution(level)}))
    }
}

/// The word for a level; 0 is none.
pub fn resolution(level: u8) -> &'static str {
    match level {
        1 => "MEDIA_RESOLUTION_LOW",
        2 => "MEDIA_RESOLUTION_MEDIUM",
        3 => "MEDIA_RESOLUTION_HIGH",
        _ => "MEDIA_RESOLUTION_ULTRA_HIGH",
    }
}

fn is_base64(data: &str) -> bool {
    let letters = data.trim_end_matches('=');
    let is_letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'-' | b'_');
    !letters.is_empty() && data.len() - letters.len() <= 2 && letters.len() % 4 != 1 && letters.bytes().all(is_letter)
}

/// What the first bytes say, read in base64.
fn sniff(data: &str) -> Option<&'static str> {
    const MAGIC: [(&str, &str); 9] = [
        ("iVBORw0KGgo", "image/png"),
        ("/9j/", "image/jpeg"),
        ("R0lGOD", "image/gif"),
        ("UklGR", "image/webp"),
        ("JVBERi", "application/pdf"),
        ("SUQz", "audio/mpeg"),
        ("T2dnUw", "audio/ogg"),
        ("ZkxhQw", "audio/flac"),
        ("AAAAIGZ0eXA", "video/mp4"),
    ];
    let (_, mime) = MAGIC.iter().find(|(start, _)| data.starts_with(start))?;
    // RIFF holds sounds too: the kind stands in the bytes 8 to 11.
    match *mime {
        "image/webp" if data.get(11..15) == Some("V0VC") || data.get(10..16).is_some_and(|s| s.contains("XRU")) => Some("image/webp"),
        "image/webp" => None,
        mime => Some(mime),
    }
}

fn by_ending(url: &str) -> &'static str {
    let path = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    match path.rsplit('.').next() {
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("pdf") => "application/pdf",
        Some("mp3") => "audio/mpeg",
        Some("wav") => "audio/wav",
        Some("mp4") => "video/mp4",
        _ => "",
    }
}

impl<'a> Builder<'a> {
    /// Names what rode along with a part and stays behind.
    fn drop_extra(&mut self, extra: &Extra, placed: &Placed<'_>) {
        if !self.own && !extra.is_empty() {
            let path = self.paths.part(placed.turn, placed.index);
            self.fields.dropped.extend(extra.keys().filter(|key| *key != "signature").map(|key| format!("{path}.{key}")));
        }
    }

    /// The id of a call or its result. Older models never had ids, so theirs go only where names do not tell calls apart.
    fn id_of(&self, call: &Call<'a>) -> Option<Cow<'a, str>> {
        known_id(&call.id).filter(|_| self.own || self.twins || !is_older(self.target.model))
    }
}
