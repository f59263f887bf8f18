//! The content parts of a message, both ways: texts, images, sounds, files, thinking, refusals.
//!
//! What has no canonical form stays as it is, a `Part::Raw`.

use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::types::{Dialect, Extra, Media, MediaSource, Members, Part, Tree};
use crate::wire::members::{others, with, wrong};

/// A content part as a caller or a provider wrote it. `path` is its place, for errors.
pub fn decode(value: &Tree<'_>, path: &dyn Fn() -> String) -> Result<Part> {
    let object = match value {
        Tree::Object(object) => object,
        Tree::String(text) => return Ok(Part::text(text.as_ref())),
        other => return Err(wrong(&path(), "a content part (an object with a `type`)", other)),
    };
    let expect_text = |owner: &Members<'_>, member: &str| match owner.get(member) {
        Some(Tree::String(text)) => Ok(text.to_string()),
        other => Err(wrong(&format!("{}.{member}", path()), "a text", other.unwrap_or(&Tree::Null))),
    };
    Ok(match object.get("type").and_then(Tree::as_str) {
        Some("text") => Part::Text { text: expect_text(object, "text")?, extra: others(object, &["type", "text"]) },
        Some("refusal") => Part::Refusal { text: expect_text(object, "refusal")? },
        Some("image_url") => match object.get("image_url") {
            Some(Tree::String(url)) => Part::Image(media(url, None, others(object, &["type", "image_url"]))),
            Some(Tree::Object(image)) => {
                let url = expect_text(image, "url").map_err(|e| e.at(format!("{}.image_url.url", path())))?;
                let detail = image.get("detail").and_then(Tree::as_str).map(str::to_owned);
                Part::Image(media(&url, detail, others(object, &["type", "image_url"])))
            }
            other => return Err(wrong(&format!("{}.image_url", path()), "an object with a `url`", other.unwrap_or(&Tree::Null))),
        },
        Some("input_audio") => match object.get("input_audio").and_then(|a| Some((a.get("data")?.as_str()?, a.get("format")?.as_str()?))) {
            Some((data, format)) => Part::Audio(Media {
                mime: audio_mime(format),
                source: MediaSource::Base64(data.into()),
                name: None,
                detail: None,
                extra: others(object, &["type", "input_audio"]),
            }),
            None => raw(value),
        },
        Some("file") => object.get("file").and_then(Tree::as_object).and_then(|f| file(f, object)).unwrap_or_else(|| raw(value)),
        Some("document_url") => document(object).unwrap_or_else(|| raw(value)),
        Some("thinking") => thinking(object).unwrap_or_else(|| raw(value)),
        _ => raw(value),
    })
}

fn raw(value: &Tree<'_>) -> Part {
    Part::Raw { origin: Dialect::OpenaiChat, json: value.to_value() }
}

fn media(url: &str, detail: Option<String>, extra: Extra) -> Media {
    let (mime, source) = match data_url(url) {
        Some((mime, data)) => (mime.to_owned(), MediaSource::Base64(data.into())),
        None => (String::new(), MediaSource::Url(url.to_owned())),
    };
    Media { mime, source, name: None, detail, extra }
}

/// `data:image/png;base64,…` → type and data.
fn data_url(url: &str) -> Option<(&str, &str)> {
    url.strip_prefix("data:")?.split_once(";base64,")
}

fn file(file: &Members<'_>, object: &Members<'_>) -> Option<Part> {
    let text = |member: &str| file.get(member).and_then(Tree::as_str);
    let (mime, source) = match (text("file_data"), text("file_id")) {
        (Some(data), _) => match data_url(data) {
            Some((mime, data)) => (mime.to_owned(), MediaSource::Base64(data.into())),
            None => (String::new(), MediaSource::Base64(data.into())),
        },
        (None, Some(id)) => (String::new(), MediaSource::FileId(id.to_owned())),
        (None, None) => return None,
    };
    let name = text("filename").map(str::to_owned);
    Some(Part::File(Media { mime, source, name, detail: None, extra: others(object, &["type", "file"]) }))
}

/// Mistral's form: `{"type": "document_url", "document_url": "…", "document_name": "…"}`.
fn document(object: &Members<'_>) -> Option<Part> {
    let url = object.get("document_url")?.as_str()?;
    let (mime, source) = match data_url(url) {
        Some((mime, data)) => (mime.to_owned(), MediaSource::Base64(data.into())),
        None => (String::new(), MediaSource::Url(url.to_owned())),
    };
    let name = object.get("document_name").and_then(Tree::as_str).map(str::to_owned);
    let mut extra = others(object, &["type", "document_url", "document_name"]);
    extra.insert("type".to_owned(), json!("document_url"));
    Some(Part::File(Media { mime, source, name, detail: None, extra }))
}

/// Mistral's form: `{"type": "thinking", "thinking": [{"type": "text", "text": "…"}]}`.
fn thinking(object: &Members<'_>) -> Option<Part> {
    let text = match object.get("thinking")? {
        Tree::String(text) => text.to_string(),
        Tree::Array(pieces) => pieces.iter().filter_map(|p| p.get("text")?.as_str()).collect(),
        _ => return None,
    };
    let signature = object.get("signature").and_then(Tree::as_str).map(str::to_owned);
    let extra = Extra::from_iter([("type".to_owned(), json!("thinking"))]);
    Some(Part::Thinking { text, signature, origin: Some(Dialect::OpenaiChat), extra })
}

/// A part as an element of `content`. `None` for what does not stand there (calls, results, thinking of other wires).
pub fn encode(part: &Part, path: &dyn Fn() -> String) -> Result<Option<Value>> {
    Ok(Some(match part {
        Part::Text { text, extra } => with(json!({"type": "text", "text": text}), extra),
        Part::Refusal { text } => json!({"type": "refusal", "refusal": text}),
        Part::Image(image) => {
            let mut inner = json!({"url": url(image).ok_or_else(|| unsendable("an image kept at a provider", path))?});
            if let Some(detail) = &image.detail {
                inner["detail"] = json!(detail);
            }
            with(json!({"type": "image_url", "image_url": inner}), &image.extra)
        }
        Part::Audio(audio) => match &audio.source {
            MediaSource::Base64(data) => {
                with(json!({"type": "input_audio", "input_audio": {"data": &**data, "format": audio_format(&audio.mime)}}), &audio.extra)
            }
            MediaSource::Url(_) | MediaSource::FileId(_) => return Err(unsendable("a sound that is not inline", path)),
        },
        Part::File(file) if file.extra.contains_key("type") => {
            let url = url(file).ok_or_else(|| unsendable("a file kept at a provider", path))?;
            let mut document = json!({"type": "document_url", "document_url": url});
            if let Some(name) = &file.name {
                document["document_name"] = json!(name);
            }
            with(document, &file.extra)
        }
        Part::File(file) => {
            let mut inner = match &file.source {
                MediaSource::FileId(id) => json!({"file_id": id}),
                MediaSource::Base64(data) if file.mime.is_empty() => json!({"file_data": &**data}),
                MediaSource::Base64(data) => json!({"file_data": format!("data:{};base64,{data}", file.mime)}),
                MediaSource::Url(_) => return Err(unsendable("a file by its address", path)),
            };
            if let Some(name) = &file.name {
                inner["filename"] = json!(name);
            }
            with(json!({"type": "file", "file": inner}), &file.extra)
        }
        Part::Thinking { text, signature, origin: Some(Dialect::OpenaiChat), extra } if extra.contains_key("type") => {
            let mut chunk = json!({"type": "thinking", "thinking": [{"type": "text", "text": text}]});
            if let Some(signature) = signature {
                chunk["signature"] = json!(signature);
            }
            chunk
        }
        Part::Raw { origin: Dialect::OpenaiChat, json } => json.clone(),
        Part::Raw { .. } => return Err(unsendable("a block that only its own provider knows", path)),
        Part::ToolCall { .. } | Part::ToolResult { .. } | Part::Thinking { .. } | Part::RedactedThinking { .. } => return Ok(None),
    }))
}

fn unsendable(what: &str, path: &dyn Fn() -> String) -> Error {
    Error::invalid(format!("{what} cannot be sent in the OpenAI chat format")).at(path()).reason("not_portable")
}

fn url(media: &Media) -> Option<String> {
    match &media.source {
        MediaSource::Url(url) => Some(url.clone()),
        MediaSource::Base64(data) => Some(format!("data:{};base64,{data}", if media.mime.is_empty() { "image/png" } else { &media.mime })),
        MediaSource::FileId(_) => None,
    }
}

fn audio_mime(format: &str) -> String {
    match format {
        "mp3" => "audio/mpeg".to_owned(),
        other => format!("audio/{other}"),
    }
}

fn audio_format(mime: &str) -> &str {
    match mime {
        "audio/mpeg" | "audio/mp3" => "mp3",
        "audio/x-wav" | "audio/wave" | "" => "wav",
        other => other.strip_prefix("audio/").unwrap_or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(value: Value) -> (Part, Value) {
        let part = decode(&Tree::from(&value), &String::new).expect("a part");
        let back = encode(&part, &String::new).expect("it can be written").expect("it stands in the content");
        (part, back)
    }

    #[test]
    fn every_part_comes_back_as_it_was() {
        for part in [
            json!({"type": "text", "text": "a", "cache_control": {"type": "ephemeral"}}),
            json!({"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA", "detail": "high"}}),
            json!({"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}),
            json!({"type": "input_audio", "input_audio": {"data": "AAAA", "format": "mp3"}}),
            json!({"type": "file", "file": {"file_data": "data:application/pdf;base64,AAAA", "filename": "a.pdf"}}),
            json!({"type": "file", "file": {"file_id": "file-1"}}),
            json!({"type": "document_url", "document_url": "data:application/pdf;base64,AAAA", "document_name": "a.pdf"}),
            json!({"type": "document_url", "document_url": "https://example.com/a.pdf"}),
            json!({"type": "refusal", "refusal": "no"}),
            json!({"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}),
            json!({"type": "video_url", "video_url": {"url": "https://example.com/a.mp4"}}),
        ] {
            assert_eq!(round(part.clone()).1, part);
        }
    }

    #[test]
    fn reads_a_data_url_into_type_and_data() {
        let (part, _) = round(json!({"type": "image_url", "image_url": "data:image/webp;base64,QUJD"}));
        let Part::Image(image) = part else { panic!("an image") };
        assert_eq!((image.mime.as_str(), image.source), ("image/webp", MediaSource::Base64("QUJD".into())));
    }

    #[test]
    fn says_what_was_expected_and_where() {
        let error = decode(&Tree::from(&json!({"type": "text", "text": 7})), &|| "messages.2.content.0".to_owned()).expect_err("text must be a text");
        assert_eq!(error.path(), Some("messages.2.content.0.text"));
        assert_eq!(error.message(), "expected a text, got a number");
        assert!(decode(&Tree::from(&json!(7)), &String::new).is_err());
    }
}
