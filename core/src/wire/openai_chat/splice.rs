//! Changes one member of a JSON text and leaves every other byte as it was.

use bytes::Bytes;
use serde::Deserialize;
use serde_json::value::RawValue;

/// The top-level members that are ever replaced.
#[derive(Deserialize)]
struct Members<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
}

/// The same body under another `id`. Unchanged where it has no top-level `id`.
pub fn renew_id(body: &Bytes, id: &str) -> Bytes {
    let Ok(text) = std::str::from_utf8(body) else { return body.clone() };
    if !text.trim_start().starts_with('{') {
        return body.clone();
    }
    let Ok(Members { id: Some(old) }) = serde_json::from_str::<Members<'_>>(text) else { return body.clone() };
    // The raw value is a slice of `text`: the distance of the two is its place.
    let start = old.get().as_ptr() as usize - text.as_ptr() as usize;
    let new = serde_json::Value::from(id).to_string();
    let mut out = Vec::with_capacity(text.len() + new.len());
    out.extend_from_slice(&body[..start]);
    out.extend_from_slice(new.as_bytes());
    out.extend_from_slice(&body[start + old.get().len()..]);
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_the_top_level_id_and_nothing_else() {
        let body = Bytes::from_static(br#"{"choices":[{"id":"a"}], "id" : "old", "x":"\"id\":\"old\""}"#);
        assert_eq!(renew_id(&body, "n\"ew"), &br#"{"choices":[{"id":"a"}], "id" : "n\"ew", "x":"\"id\":\"old\""}"#[..]);
    }

    #[test]
    fn leaves_a_body_without_an_id_alone() {
        for body in [&br#"{"choices":[]}"#[..], b"[1]", b"no JSON", b"\xff"] {
            assert_eq!(renew_id(&Bytes::from_static(body), "new"), body);
        }
    }
}
