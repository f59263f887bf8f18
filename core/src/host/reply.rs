//! A whole reply as one JSON text, with the receipt as its member `polyroute`.

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::gateway::WholeReply;

const MEMBER: &str = "polyroute";

/// The body with the receipt in it.
pub fn with_receipt(reply: &WholeReply) -> Result<String> {
    let receipt = serde_json::to_string(&*reply.receipt).map_err(|e| wrong(&e))?;
    spliced(&reply.body, &receipt).map_or_else(|| rebuilt(&reply.body, &receipt), Ok)
}

/// Written behind the last member as text; `None` where the body has a member of that name, or is not a plain object.
fn spliced(body: &[u8], receipt: &str) -> Option<String> {
    let body = std::str::from_utf8(body).ok()?.trim_end();
    let members = body.strip_suffix('}')?.trim_end();
    if memchr::memmem::find(body.as_bytes(), b"\"polyroute\"").is_some() {
        return None;
    }
    let comma = if members.trim_start() == "{" { "" } else { "," };
    let mut text = String::with_capacity(members.len() + receipt.len() + 16);
    for piece in [members, comma, "\"", MEMBER, "\":", receipt, "}"] {
        text.push_str(piece);
    }
    Some(text)
}

fn rebuilt(body: &[u8], receipt: &str) -> Result<String> {
    let mut members: Map<String, Value> = serde_json::from_slice(body).map_err(|e| wrong(&e))?;
    members.insert(MEMBER.to_owned(), serde_json::from_str(receipt).map_err(|e| wrong(&e))?);
    serde_json::to_string(&members).map_err(|e| wrong(&e))
}

fn wrong(error: &serde_json::Error) -> Error {
    Error::internal(format!("a reply is no JSON object: {error}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_receipt_is_the_last_member_of_the_body() {
        assert_eq!(spliced(b"{\"id\": 1 }\n", "{\"a\":2}").expect("an object"), "{\"id\": 1,\"polyroute\":{\"a\":2}}");
        assert_eq!(spliced(b"{}", "7").expect("an object"), "{\"polyroute\":7}");
    }

    #[test]
    fn a_member_of_the_same_name_gives_way() {
        let body = br#"{"polyroute":"theirs","id":1}"#;
        assert!(spliced(body, "{}").is_none());
        let text = rebuilt(body, "{\"ours\":true}").expect("an object");
        assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON"), json!({"polyroute": {"ours": true}, "id": 1}));
    }

    #[test]
    fn what_is_no_object_is_a_bug_of_ours() {
        assert!(spliced(b"[]", "{}").is_none());
        assert_eq!(rebuilt(b"[]", "{}").expect_err("no object").kind(), crate::ErrorKind::Internal);
    }
}
