//! Images and documents, both ways: `source` objects ↔ `Media`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::types::{Extra, Media, MediaSource, Members, Tree};
use crate::wire::inline::{is_base64, sniff};
use crate::wire::members::others;

const IMAGES: [&str; 4] = ["image/jpeg", "image/png", "image/gif", "image/webp"];

/// A block with a `source`; `None` where the source is of a kind without a canonical form.
pub fn decode(block: &Members<'_>) -> Option<Media> {
    let source = block.get("source")?.as_object()?;
    let text = |member: &str| source.get(member).and_then(Tree::as_str);
    let (mime, source) = match text("type")? {
        "base64" => (text("media_type").unwrap_or_default().to_owned(), MediaSource::Base64(text("data")?.into())),
        "url" => (String::new(), MediaSource::Url(text("url")?.to_owned())),
        "file" => (String::new(), MediaSource::FileId(text("file_id")?.to_owned())),
        "text" => ("text/plain".to_owned(), MediaSource::Base64(STANDARD.encode(text("data")?).into())),
        _ => return None,
    };
    let name = block.get("title").and_then(Tree::as_str).map(str::to_owned);
    Some(Media { mime, source, name, detail: None, extra: others(block, &["type", "source", "title"]) })
}

/// What encoding a source found out.
#[derive(Debug)]
pub struct Source {
    pub value: Value,
    /// The declared type was wrong and the true one is sent.
    pub corrected: bool,
}

/// An image's source. `own`: the request came from this dialect, so its files are this provider's.
pub fn encode_image(media: &Media, own: bool) -> Result<Source> {
    match &media.source {
        MediaSource::Base64(data) => {
            check(data)?;
            let seen = sniff(data).filter(|seen| IMAGES.contains(seen));
            let declared = if media.mime == "image/jpg" { "image/jpeg" } else { media.mime.as_str() };
            let mime = seen.unwrap_or(declared);
            if !IMAGES.contains(&mime) {
                return Err(unsupported(format!("an image must be jpeg, png, gif or webp, not `{declared}`")));
            }
            let corrected = !declared.is_empty() && declared != mime;
            Ok(Source { value: json!({"type": "base64", "media_type": mime, "data": &**data}), corrected })
        }
        other => remote(other, own),
    }
}

/// A document's source: PDF, or plain text.
pub fn encode_document(media: &Media, own: bool) -> Result<Source> {
    match &media.source {
        MediaSource::Base64(data) => {
            check(data)?;
            let mime = if media.mime.is_empty() { sniff(data).unwrap_or_default() } else { media.mime.as_str() };
            let value = if mime == "application/pdf" {
                json!({"type": "base64", "media_type": mime, "data": &**data})
            } else if is_text(mime) {
                let bytes = STANDARD.decode(data.as_bytes()).map_err(|_| bad_base64())?;
                let text = String::from_utf8(bytes).map_err(|_| unsupported("a text file must be UTF-8".to_owned()))?;
                json!({"type": "text", "media_type": "text/plain", "data": text})
            } else {
                return Err(not_portable(format!("a file must be a PDF or plain text, not `{mime}`")));
            };
            Ok(Source { value, corrected: false })
        }
        other => remote(other, own),
    }
}

fn remote(source: &MediaSource, own: bool) -> Result<Source> {
    let value = match source {
        MediaSource::Url(url) if url.starts_with("https://") => json!({"type": "url", "url": url}),
        MediaSource::Url(_) => return Err(unsupported("an address must begin with https://".to_owned())),
        MediaSource::FileId(id) if own => json!({"type": "file", "file_id": id}),
        MediaSource::FileId(_) => return Err(not_portable("a file kept at another provider cannot be sent".to_owned())),
        MediaSource::Base64(_) => return Err(Error::internal("inline data is no address")),
    };
    Ok(Source { value, corrected: false })
}

fn is_text(mime: &str) -> bool {
    mime.starts_with("text/") || matches!(mime, "application/json" | "application/xml" | "application/yaml" | "application/x-yaml")
}

fn check(data: &str) -> Result<()> {
    if is_base64(data) { Ok(()) } else { Err(bad_base64()) }
}

fn bad_base64() -> Error {
    unsupported("the data are no valid base64".to_owned())
}

fn not_portable(words: String) -> Error {
    Error::invalid(words).reason("not_portable")
}

fn unsupported(words: String) -> Error {
    Error::invalid(words).reason("media")
}

/// The members of a block that are carried beside its source.
pub fn block(kind: &str, source: Value, name: Option<&str>, extra: &Extra) -> Value {
    let mut block = Map::from_iter([("type".to_owned(), json!(kind)), ("source".to_owned(), source)]);
    if let Some(name) = name.filter(|_| kind == "document") {
        block.insert("title".to_owned(), json!(name));
    }
    for (key, value) in extra {
        block.entry(key).or_insert_with(|| value.clone());
    }
    Value::Object(block)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

    fn media(mime: &str, source: MediaSource) -> Media {
        Media { mime: mime.into(), source, name: None, detail: None, extra: Extra::new() }
    }

    fn inline(mime: &str, data: &str) -> Media {
        media(mime, MediaSource::Base64(data.into()))
    }

    #[test]
    fn the_bytes_of_an_image_tell_its_type() {
        let right = encode_image(&inline("image/png", PNG), false).expect("a png");
        assert_eq!((right.value["media_type"].as_str(), right.corrected), (Some("image/png"), false));
        let wrong = encode_image(&inline("image/jpeg", PNG), false).expect("a png all the same");
        assert_eq!((wrong.value["media_type"].as_str(), wrong.corrected), (Some("image/png"), true));
        let untyped = encode_image(&inline("", PNG), false).expect("a png");
        assert_eq!((untyped.value["media_type"].as_str(), untyped.corrected), (Some("image/png"), false));
    }

    #[test]
    fn what_the_api_would_refuse_is_refused_here() {
        for image in [inline("image/bmp", "Qk0="), inline("image/png", "not base64!"), inline("image/png", ""), inline("image/png", "AAAAA")] {
            assert!(encode_image(&image, false).is_err(), "{image:?}");
        }
        assert!(encode_image(&media("", MediaSource::Url("http://example.com/a.png".into())), false).is_err());
        assert!(encode_image(&media("", MediaSource::FileId("file-1".into())), false).is_err());
        assert!(encode_image(&media("", MediaSource::FileId("file_1".into())), true).is_ok());
        assert!(encode_document(&inline("application/zip", "UEsDBA=="), false).is_err());
    }

    #[test]
    fn a_text_file_goes_as_text_and_comes_back() {
        let file = inline("text/csv", &STANDARD.encode("a,b"));
        let source = encode_document(&file, false).expect("a text").value;
        assert_eq!(source, json!({"type": "text", "media_type": "text/plain", "data": "a,b"}));
        let back = decode(&json!({"type": "document", "source": source, "title": "t"}).as_object().expect("an object").into()).expect("a document");
        assert_eq!((back.source, back.name.as_deref()), (file.source, Some("t")));
    }
}
