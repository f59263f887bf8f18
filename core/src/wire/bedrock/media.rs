//! Images, documents and sound, both ways: `format` and `source` ↔ `Media`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::error::{Error, Result};
use crate::types::{Extra, Media, MediaSource, Members, Tree, tree};
use crate::wire::members::others;

/// What a document may be: this wire's word, and the types that say the same.
const DOCUMENTS: [(&str, &[&str]); 9] = [
    ("pdf", &["application/pdf"]),
    ("csv", &["text/csv"]),
    ("doc", &["application/msword"]),
    ("docx", &["application/vnd.openxmlformats-officedocument.wordprocessingml.document"]),
    ("xls", &["application/vnd.ms-excel"]),
    ("xlsx", &["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]),
    ("html", &["text/html"]),
    ("md", &["text/markdown", "text/x-markdown"]),
    ("txt", &["text/plain", "application/json", "application/xml", "text/xml", "application/yaml", "application/x-yaml"]),
];
const IMAGES: [&str; 4] = ["png", "jpeg", "gif", "webp"];
/// The longest name of a document.
const LONGEST_NAME: usize = 200;

/// A block's inside. `None` where its source has no canonical form.
pub fn decode(kind: &str, inner: &Tree<'_>) -> Option<Media> {
    let object = inner.as_object()?;
    let format = object.get("format").and_then(Tree::as_str).unwrap_or_default();
    let source = object.get("source")?.as_object()?;
    let source = if let Some(bytes) = source.get("bytes") {
        MediaSource::Base64(bytes.as_str()?.into())
    } else if let Some(text) = source.get("text") {
        MediaSource::Base64(STANDARD.encode(text.as_str()?).into())
    } else {
        // Whose bucket it is has no canonical place.
        let place = source.get("s3Location")?.as_object().filter(|place| place.len() == 1)?;
        MediaSource::Url(place.get("uri")?.as_str()?.to_owned())
    };
    let mime = match kind {
        _ if format.is_empty() => String::new(),
        "document" => DOCUMENTS.iter().find(|(word, _)| *word == format).map_or_else(String::new, |(_, mimes)| mimes[0].to_owned()),
        kind => format!("{kind}/{format}"),
    };
    let name = object.get("name").and_then(Tree::as_str).map(str::to_owned);
    Some(Media { mime, source, name, detail: None, extra: others(object, &["format", "source", "name"]) })
}

/// What encoding found out.
#[derive(Debug)]
pub struct Encoded<'a> {
    pub inner: Members<'a>,
    /// The declared type was wrong and the true one is sent.
    pub corrected: bool,
}

pub fn encode_image(media: &Media) -> Result<Encoded<'_>> {
    let declared = match media.mime.strip_prefix("image/") {
        Some("jpg") => "jpeg",
        Some(format) => format,
        None => media.mime.as_str(),
    };
    let seen = match &media.source {
        MediaSource::Base64(data) => {
            check_base64(data)?;
            sniff(data).filter(|seen| IMAGES.contains(seen))
        }
        MediaSource::Url(url) => IMAGES.into_iter().find(|format| url.ends_with(&format!(".{format}"))),
        MediaSource::FileId(_) => None,
    };
    let format = seen.unwrap_or(declared);
    if !IMAGES.contains(&format) {
        return Err(not_portable(format!("an image must be png, jpeg, gif or webp, not `{declared}`")));
    }
    let corrected = !declared.is_empty() && declared != format;
    Ok(Encoded { inner: inner(format, source(&media.source)?), corrected })
}

/// A document without its name, which must be another one for each in a request.
pub fn encode_document(media: &Media) -> Result<Members<'_>> {
    let by_type = DOCUMENTS.iter().find(|(_, mimes)| mimes.contains(&media.mime.as_str())).map(|(word, _)| *word);
    let ending = |name: &str| DOCUMENTS.iter().find(|(word, _)| name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case(word)));
    let by_name = || media.name.as_deref().and_then(ending).map(|(word, _)| *word);
    let seen = match &media.source {
        MediaSource::Base64(data) => {
            check_base64(data)?;
            sniff(data).filter(|seen| *seen == "pdf")
        }
        _ => None,
    };
    let text = || media.mime.starts_with("text/").then_some("txt");
    let Some(format) = seen.or(by_type).or_else(by_name).or_else(text) else {
        return Err(not_portable(format!("a document must be pdf, csv, doc, docx, xls, xlsx, html, txt or md, not `{}`", media.mime)));
    };
    Ok(inner(format, source(&media.source)?))
}

pub fn encode_audio(media: &Media) -> Result<Members<'_>> {
    let format = media.mime.strip_prefix("audio/").unwrap_or_default();
    let format = if format == "mpeg" { "mp3" } else { format };
    if format.is_empty() {
        return Err(not_portable("the format of the sound is not known".to_owned()));
    }
    Ok(inner(format, source(&media.source)?))
}

fn inner<'a>(format: &'a str, source: Tree<'a>) -> Members<'a> {
    let mut inner = Members::default();
    inner.add("format", format);
    inner.add("source", source);
    inner
}

fn source(source: &MediaSource) -> Result<Tree<'_>> {
    match source {
        MediaSource::Base64(data) => Ok(tree!({"bytes": &**data})),
        MediaSource::Url(url) if url.starts_with("s3://") => Ok(tree!({"s3Location": {"uri": url}})),
        MediaSource::Url(_) => {
            Err(not_portable("this wire takes no web addresses: send the data inline, or an address that begins with s3://".to_owned()))
        }
        MediaSource::FileId(_) => Err(not_portable("a file kept at another provider cannot be sent".to_owned())),
    }
}

/// A name in the characters that are allowed, and no other document's. The same one each time: it is part of what providers cache by.
pub fn document_name(name: Option<&str>, taken: &mut Vec<String>) -> String {
    let stem = name.map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem)).unwrap_or_default();
    let clean: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() || "()[]-".contains(c) { c } else { ' ' }).collect();
    let clean: String = clean.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_NAME - 8).collect();
    let base = if clean.trim().is_empty() { "document" } else { clean.trim() };
    let mut fresh = base.to_owned();
    let mut count = 1;
    while taken.contains(&fresh) {
        count += 1;
        fresh = format!("{base}-{count}");
    }
    taken.push(fresh.clone());
    fresh
}

/// The format that the first bytes tell.
fn sniff(data: &str) -> Option<&'static str> {
    let bytes = STANDARD.decode(data.get(..16)?).ok()?;
    Some(match bytes.as_slice() {
        [0x89, b'P', b'N', b'G', ..] => "png",
        [0xFF, 0xD8, 0xFF, ..] => "jpeg",
        [b'G', b'I', b'F', b'8', ..] => "gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P'] => "webp",
        [b'%', b'P', b'D', b'F', ..] => "pdf",
        _ => return None,
    })
}

fn check_base64(data: &str) -> Result<()> {
    let body = data.trim_end_matches('=');
    let good = !body.is_empty() && data.len() - body.len() <= 2 && body.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/');
    if good && body.len() % 4 != 1 { Ok(()) } else { Err(not_portable("the data are no valid base64".to_owned())) }
}

fn not_portable(words: String) -> Error {
    Error::invalid(words).reason("not_portable")
}

/// The members of a block that are carried beside its source.
pub fn with_extra<'a>(mut inner: Members<'a>, extra: &'a Extra) -> Members<'a> {
    inner.fill(extra);
    inner
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
    fn the_bytes_of_an_image_tell_its_format() {
        for (declared, corrected) in [("image/png", false), ("image/jpeg", true), ("", false)] {
            let image = inline(declared, PNG);
            let image = encode_image(&image).expect("a png");
            assert_eq!((image.inner.get("format"), image.corrected), (Some(&"png".into()), corrected), "{declared}");
        }
        assert_eq!(encode_image(&inline("image/jpg", "AAAA")).expect("taken at its word").inner.get("format"), Some(&"jpeg".into()));
        let stored = media("", MediaSource::Url("s3://b/a.png".into()));
        let stored = encode_image(&stored).expect("a place in a bucket");
        assert_eq!(stored.inner.get("source"), Some(&tree!({"s3Location": {"uri": "s3://b/a.png"}})));
    }

    #[test]
    fn what_the_api_would_refuse_is_refused_here() {
        for image in [inline("image/bmp", "Qk0="), inline("image/png", "not base64!"), inline("image/png", ""), inline("image/png", "AAAAA")] {
            assert!(encode_image(&image).is_err(), "{image:?}");
        }
        assert!(encode_image(&media("image/png", MediaSource::Url("https://example.com/a.png".into()))).is_err());
        assert!(encode_image(&media("image/png", MediaSource::FileId("file-1".into()))).is_err());
        assert!(encode_document(&inline("application/zip", "UEsDBA==")).is_err());
    }

    #[test]
    fn a_document_comes_back_as_it_went() {
        let file = Media { name: Some("report.docx".into()), ..inline("", "UEsDBA==") };
        let mut inner = encode_document(&file).expect("the name tells its format");
        inner.add("name", "report");
        let back = decode("document", &inner.into()).expect("a document");
        assert_eq!((back.source, back.mime.as_str()), (file.source, DOCUMENTS[3].1[0]));
    }

    #[test]
    fn names_are_clean_and_no_two_are_the_same() {
        let mut taken = Vec::new();
        let mut name = |name: Option<&str>| document_name(name, &mut taken);
        assert_eq!(name(Some("a_b  (1).pdf")), "a b (1)");
        assert_eq!((name(None), name(Some("???.pdf"))), ("document".to_owned(), "document-2".to_owned()));
        assert_eq!(name(Some("a_b (1).md")), "a b (1)-2");
        assert!(name(Some(&"x".repeat(900))).len() <= LONGEST_NAME);
    }
}
