//! What a request of this wire asks of a server that keeps state: no other wire has it, so it is refused before it leaves.

use serde_json::Value;

use crate::error::{Error, Result};
use crate::types::{Dialect, Part, Request};
use crate::wire::place_of_part;

/// Members that lean on what the server has kept or will keep.
const STATE: [&str; 4] = ["previous_response_id", "conversation", "background", "prompt"];

/// Checks a request that came in this dialect and goes to a target of another. Hosted tools are that target's codec to refuse.
pub fn check(request: &Request) -> Result<()> {
    if request.raw.as_ref().is_none_or(|raw| raw.dialect != Dialect::OpenaiResponses) {
        return Ok(());
    }
    if let Some(member) = STATE.into_iter().find(|member| request.extra.get(*member).is_some_and(|value| *value != Value::Bool(false))) {
        return Err(refused(&format!("`{member}` needs a server that keeps the conversation")).at(member));
    }
    let is_reference = |part: &Part| matches!(part, Part::Raw { origin: Dialect::OpenaiResponses, json } if json["type"] == "item_reference");
    match place_of_part(request, is_reference) {
        Some(place) => Err(refused("a reference to an item needs the server that keeps it").at(place)),
        None => Ok(()),
    }
}

fn refused(why: &str) -> Error {
    Error::invalid(format!("{why}: this target does not speak the Responses format")).reason("unsupported")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Codec;
    use serde_json::json;

    fn checked(more: Value) -> Result<()> {
        let mut body = json!({"model": "m", "input": "hi"});
        body.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
        let Value::Object(body) = body else { unreachable!("it was made as one") };
        let request = super::super::OpenaiResponses.decode_request(body)?;
        check(&request)
    }

    #[test]
    fn what_leans_on_kept_state_is_refused_by_name() {
        for (member, value) in [
            ("previous_response_id", json!("resp_1")),
            ("conversation", json!({"id": "conv_1"})),
            ("background", json!(true)),
            ("prompt", json!({"id": "pmpt_1"})),
        ] {
            assert_eq!(checked(json!({member: value})).expect_err(member).path(), Some(member));
        }
        let reference = json!({"input": [{"role": "user", "content": "hi"}, {"type": "item_reference", "id": "msg_1"}]});
        assert_eq!(checked(reference).expect_err("no such item here").path(), Some("input.1"));
        checked(json!({"background": false, "previous_response_id": null})).expect("nothing asked");
    }
}
