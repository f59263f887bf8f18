//! The content parts of a message or of a tool's output, both ways.
//!
//! What has no canonical form stays as it is, a `Part::Raw`.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Media, MediaSource, Members, Part, Tree, tree};
use crate::wire::members::{others, wrong};

/// Who wrote a content part: the same text has another type on each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Input,
    Output,
}

/// A content part as a caller or a provider wrote it. `path` is its place, for errors.
pub fn decode(value: &Tree<'_>, path: &dyn Fn() -> String) -> Result<Part> {
    let object = match value {
        Tree::Object(object) => object,
        Tree::String(text) => return Ok(Part::text(text.as_ref())),
        other => return Err(wrong(&path(), "a content part (an object with a `type`)", other)),
    };
    let expect_text = |member: &str| match object.get(member) {
        Some(Tree::String(text)) => Ok(text.to_string()),
        other => Err(wrong(&format!("{}.{member}", path()), "a text", other.unwrap_or(&Tree::Null))),
    };
    Ok(match object.get("type").and_then(Tree::as_str) {
        Some("input_text" | "output_text" | "text") => Part::Text { text: expect_text("text")?, extra: text_extra(object) },
        Some("refusal") => Part::Refusal { text: expect_text("refusal")? },
        Some("input_image") => image(object).unwrap_or_else(|| raw(value)),
        Some("input_file") => file(object).unwrap_or_else(|| raw(value)),
        Some("input_audio") => audio(object).unwrap_or_else(|| raw(value)),
        _ => raw(value),
    })
}

fn raw(value: &Tree<'_>) -> Part {
    Part::Raw { origin: Dialect::OpenaiResponses, json: value.to_value() }
}

/// Annotations and the like, where there are any.
fn text_extra(object: &Members<'_>) -> Extra {
    let is_empty = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    others(object, &["type", "text", "logprobs"]).into_iter().filter(|(_, value)| !is_empty(value)).collect()
}

/// `data:image/png;base64,…` → type and data; what is no such text is an address.
fn source(url: &str) -> (String, MediaSource) {
    match url.strip_prefix("data:").and_then(|rest| rest.split_once(";base64,")) {
        Some((mime, data)) => (mime.to_owned(), MediaSource::Base64(data.into())),
        None => (String::new(), MediaSource::Url(url.to_owned())),
    }
}

fn image(object: &Members<'_>) -> Option<Part> {
    let text = |member: &str| object.get(member).and_then(Tree::as_str);
    let (mime, source) = match (text("image_url"), text("file_id")) {
        (Some(url), _) => source(url),
        (None, Some(id)) => (String::new(), MediaSource::FileId(id.to_owned())),
        (None, None) => return None,
    };
    let extra = others(object, &["type", "image_url", "file_id", "detail"]);
    Some(Part::Image(Media { mime, source, name: None, detail: text("detail").map(str::to_owned), extra }))
}

fn file(object: &Members<'_>) -> Option<Part> {
    let text = |member: &str| object.get(member).and_then(Tree::as_str);
    let (mime, source) = match (text("file_data"), text("file_url"), text("file_id")) {
        (Some(data), _, _) => match source(data) {
            (_, MediaSource::Url(_)) => (String::new(), MediaSource::Base64(data.into())),
            inline => inline,
        },
        (None, Some(url), _) => (String::new(), MediaSource::Url(url.to_owned())),
        (None, None, Some(id)) => (String::new(), MediaSource::FileId(id.to_owned())),
        (None, None, None) => return None,
    };
    let extra = others(object, &["type", "file_data", "file_url", "file_id", "filename"]);
    Some(Part::File(Media { mime, source, name: text("filename").map(str::to_owned), detail: None, extra }))
}

fn audio(object: &Members<'_>) -> Option<Part> {
    let inner = object.get("input_audio")?;
    let (data, format) = (inner.get("data")?.as_str()?, inner.get("format")?.as_str()?);
    let mime = if format == "mp3" { "audio/mpeg".to_owned() } else { format!("audio/{format}") };
    let extra = others(object, &["type", "input_audio"]);
    Some(Part::Audio(Media { mime, source: MediaSource::Base64(data.into()), name: None, detail: None, extra }))
}

/// A part as an element of `content`. `None` for what does not stand there (calls, results, thinking).
///
/// `own`: the extra members of the part are of this dialect.
pub fn encode<'a>(part: &'a Part, side: Side, own: bool, path: &dyn Fn() -> String) -> Result<Option<Tree<'a>>> {
    let with = |tree: Tree<'a>, extra: &'a Extra| if own { tree.with(extra) } else { tree };
    Ok(Some(match part {
        Part::Text { text, extra } => with(tree!({"type": if side == Side::Input { "input_text" } else { "output_text" }, "text": text}), extra),
        Part::Refusal { text } => match side {
            Side::Input => tree!({"type": "input_text", "text": text}),
            Side::Output => tree!({"type": "refusal", "refusal": text}),
        },
        Part::Image(_) | Part::Audio(_) | Part::File(_) if side == Side::Output => return Err(unsendable("a medium in an assistant's turn", path)),
        Part::Image(image) => {
            let mut members = Members::default();
            members.add("type", "input_image");
            match &image.source {
                MediaSource::FileId(id) => members.add("file_id", id),
                MediaSource::Url(url) => members.add("image_url", secure(url, path)?),
                MediaSource::Base64(data) => members.add("image_url", data_url(&image.mime, "image/png", data)),
            }
            members.add_some("detail", image.detail.as_ref());
            with(members.into(), &image.extra)
        }
        Part::Audio(audio) => match &audio.source {
            MediaSource::Base64(data) => {
                with(tree!({"type": "input_audio", "input_audio": {"data": &**data, "format": audio_format(&audio.mime)}}), &audio.extra)
            }
            MediaSource::Url(_) | MediaSource::FileId(_) => return Err(unsendable("a sound that is not inline", path)),
        },
        Part::File(file) => with(encode_file(file, path)?, &file.extra),
        Part::Raw { origin: Dialect::OpenaiResponses, json } => json.into(),
        Part::Raw { .. } => return Err(unsendable("a block that only its own provider knows", path)),
        Part::ToolCall { .. } | Part::ToolResult { .. } | Part::Thinking { .. } | Part::RedactedThinking { .. } => return Ok(None),
    }))
}

fn encode_file<'a>(file: &'a Media, path: &dyn Fn() -> String) -> Result<Tree<'a>> {
    let mut members = Members::default();
    members.add("type", "input_file");
    let name = file.name.as_deref();
    match &file.source {
        MediaSource::FileId(id) => members.add("file_id", id),
        MediaSource::Url(url) => members.add("file_url", secure(url, path)?),
        MediaSource::Base64(data) if file.mime.is_empty() => members.add("file_data", &**data),
        MediaSource::Base64(data) => members.add("file_data", data_url(&file.mime, "", data)),
    }
    // This wire takes no data without a name.
    let usual = matches!(file.source, MediaSource::Base64(_)).then_some("file");
    members.add_some("filename", name.or(usual));
    Ok(members.into())
}

fn data_url(mime: &str, usual: &str, data: &str) -> String {
    format!("data:{};base64,{data}", if mime.is_empty() { usual } else { mime })
}

/// An address that may leave: never one without TLS.
fn secure<'a>(url: &'a str, path: &dyn Fn() -> String) -> Result<&'a str> {
    if url.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http://")) {
        return Err(unsendable("an address without TLS", path));
    }
    Ok(url)
}

fn audio_format(mime: &str) -> &str {
    match mime {
        "audio/mpeg" | "audio/mp3" => "mp3",
        "audio/x-wav" | "audio/wave" | "" => "wav",
        other => other.strip_prefix("audio/").unwrap_or(other),
    }
}

pub fn unsendable(what: &str, path: &dyn Fn() -> String) -> Error {
    Error::invalid(format!("{what} cannot be sent in the OpenAI Responses format")).at(path()).reason("not_portable")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn round(value: &Value, side: Side) -> Value {
        let part = decode(&Tree::from(value), &String::new).expect("a part");
        encode(&part, side, true, &String::new).expect("it can be written").expect("it stands in the content").to_value()
    }

    #[test]
    fn every_part_comes_back_as_it_was() {
        for part in [
            json!({"type": "input_text", "text": "a"}),
            json!({"type": "input_image", "image_url": "data:image/png;base64,AAAA", "detail": "high"}),
            json!({"type": "input_image", "image_url": "https://example.com/a.png"}),
            json!({"type": "input_image", "file_id": "file-1"}),
            json!({"type": "input_file", "file_data": "data:application/pdf;base64,AAAA", "filename": "a.pdf"}),
            json!({"type": "input_file", "file_url": "https://example.com/a.pdf"}),
            json!({"type": "input_file", "file_id": "file-1"}),
            json!({"type": "input_audio", "input_audio": {"data": "AAAA", "format": "mp3"}}),
            json!({"type": "input_video", "x": 1}),
        ] {
            assert_eq!(round(&part, Side::Input), part);
        }
        let cited = json!({"type": "output_text", "text": "a", "annotations": [{"type": "url_citation", "url": "https://example.com"}]});
        assert_eq!(round(&cited, Side::Output), cited);
        assert_eq!(round(&json!({"type": "refusal", "refusal": "no"}), Side::Output), json!({"type": "refusal", "refusal": "no"}));
    }

    #[test]
    fn says_what_was_expected_and_where() {
        let error = decode(&json!({"type": "input_text", "text": 7}).into(), &|| "input.2.content.0".to_owned()).expect_err("text must be a text");
        assert_eq!((error.path(), error.message()), (Some("input.2.content.0.text"), "expected a text, got a number"));
        let plain = decode(&json!({"type": "input_image", "image_url": "http://example.com/a.png"}).into(), &String::new).expect("a part");
        assert!(encode(&plain, Side::Input, true, &String::new).is_err());
    }
}
