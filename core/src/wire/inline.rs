//! What inline data say of themselves: whether they are base64, which kind of file begins like this, and what a text reads.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::types::{Media, MediaSource};

/// The type that the first bytes tell.
pub fn sniff(data: &str) -> Option<&'static str> {
    let head = data.get(..16)?;
    let bytes = STANDARD.decode(head).ok()?;
    Some(match bytes.as_slice() {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [b'G', b'I', b'F', b'8', ..] => "image/gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P'] => "image/webp",
        [b'%', b'P', b'D', b'F', ..] => "application/pdf",
        _ => return None,
    })
}

/// Only letters of base64, and padded as it must be.
pub fn is_base64(data: &str) -> bool {
    let body = data.trim_end_matches('=');
    let good = !body.is_empty() && data.len() - body.len() <= 2 && body.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/');
    good && body.len() % 4 != 1
}

/// A file of plain text with its name in front, for wires that know no such files.
pub fn plain_text(file: &Media) -> Option<String> {
    let MediaSource::Base64(data) = &file.source else { return None };
    if !file.mime.starts_with("text/") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(data.as_bytes()).ok()?).ok()?;
    Some(file.name.as_ref().map_or_else(|| text.clone(), |name| format!("{name}:\n{text}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_told_from_text_and_pictures_from_each_other() {
        assert!(is_base64("QUJD") && is_base64("QQ==") && !is_base64("") && !is_base64("not base64!") && !is_base64("AAAAA"));
        assert_eq!(sniff("iVBORw0KGgoAAAANSUhEUg"), Some("image/png"));
        assert_eq!(sniff("R0lGODlhAQABAIAAAAAAAP"), Some("image/gif"));
        assert_eq!(sniff("JVBERi0xLjEKMSAwIG9iaj"), Some("application/pdf"));
        assert_eq!((sniff("QUJDQUJDQUJDQUJDQUJD"), sniff("QUJD")), (None, None));
    }
}
