//! The key of an answer: scope, canonical request, route and epoch. Made before routing.

use crate::config::CacheScope;
use crate::types::{Call, Labels, Members, Tree};

pub type Key = [u8; 32];

/// Members that do not change an answer.
const LEFT_OUT: [&str; 11] = [
    "model",
    "stream",
    "stream_options",
    "user",
    "safety_identifier",
    "metadata",
    "store",
    "service_tier",
    "prompt_cache_key",
    "prompt_cache_retention",
    "polyroute",
];

/// `None`: a call without a raw body has no key yet (no door makes one).
pub fn key(call: &Call, scope: CacheScope, labels: &Labels, route: &str, epoch: &[u8; 32]) -> Option<Key> {
    let raw = call.raw()?;
    let mut hash = blake3::Hasher::new();
    let mut part = |bytes: &[u8]| {
        hash.update(&(bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    part(labels.tenant.as_deref().unwrap_or("").as_bytes());
    if scope == CacheScope::User {
        part(labels.user.as_deref().unwrap_or("").as_bytes());
    }
    part(labels.experiment.as_deref().unwrap_or("").as_bytes());
    part(route.as_bytes());
    part(epoch);
    // The same members mean other things by another door.
    part(&[u8::from(matches!(call, Call::Embed(_))), raw.dialect as u8]);
    let mut text = Vec::with_capacity(512);
    canonical_object(&raw.data.read().ok()?.members, &mut text, true);
    part(&text);
    Some(*hash.finalize().as_bytes())
}

/// JSON with sorted members, so that their order in the body does not matter.
fn canonical(value: &Tree<'_>, out: &mut Vec<u8>) {
    match value {
        Tree::Object(members) => canonical_object(members, out, false),
        Tree::Array(items) => {
            out.push(b'[');
            for item in items {
                canonical(item, out);
                out.push(b',');
            }
            out.push(b']');
        }
        Tree::String(text) => {
            // Length before text: no escaping is needed to keep values apart.
            out.extend_from_slice(format!("\"{}:", text.len()).as_bytes());
            out.extend_from_slice(text.as_bytes());
        }
        Tree::Null | Tree::Written(_) => out.push(b'n'),
        Tree::Bool(b) => out.push(if *b { b't' } else { b'f' }),
        Tree::Number(n) => out.extend_from_slice(n.to_string().as_bytes()),
    }
}

fn canonical_object(members: &Members<'_>, out: &mut Vec<u8>, top: bool) {
    let mut sorted: Vec<_> = members.iter().filter(|(name, _)| !(top && LEFT_OUT.contains(name)) && *name != "cache_control").collect();
    sorted.sort_unstable_by_key(|(name, _)| *name);
    out.push(b'{');
    for (name, value) in sorted {
        out.extend_from_slice(format!("{}:", name.len()).as_bytes());
        out.extend_from_slice(name.as_bytes());
        canonical(value, out);
        out.push(b',');
    }
    out.push(b'}');
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::*;
    use crate::types::{Dialect, Raw, Request};

    fn of(body: &Value, labels: &Labels) -> Key {
        let data = Arc::new(body.as_object().expect("an object").clone().into());
        let call = Call::Chat(Request { raw: Some(Raw { dialect: Dialect::OpenaiChat, data }), ..Request::default() });
        key(&call, CacheScope::Tenant, labels, "chat", &[0; 32]).expect("a key")
    }

    #[test]
    fn order_and_hints_do_not_matter_but_every_other_member_does() {
        let none = Labels::default();
        let base = of(&json!({"messages": [{"role": "user", "content": "hi"}], "temperature": 0}), &none);
        assert_eq!(base, of(&json!({"temperature": 0, "stream": true, "user": "u", "messages": [{"content": "hi", "role": "user"}]}), &none));
        assert_ne!(base, of(&json!({"messages": [{"role": "user", "content": "hi"}], "temperature": 1}), &none));
        assert_ne!(base, of(&json!({"messages": [{"role": "user", "content": "hi"}], "temperature": 0, "new_member": 1}), &none));
        assert_ne!(base, of(&json!({"messages": [{"role": "user", "content": "ho"}], "temperature": 0}), &none));
    }

    #[test]
    fn tenants_do_not_share() {
        let body = json!({"messages": []});
        let acme = Labels { tenant: Some("acme".into()), ..Labels::default() };
        assert_ne!(of(&body, &Labels::default()), of(&body, &acme));
    }

    #[test]
    fn a_user_label_does_not_split_a_tenants_cache() {
        let body = json!({"messages": []});
        let user = Labels { user: Some("u".into()), ..Labels::default() };
        assert_eq!(of(&body, &Labels::default()), of(&body, &user));
    }
}
