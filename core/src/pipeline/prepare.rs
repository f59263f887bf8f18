//! From what a caller hands over to a call: parse, merge options, decode. Sends nothing.

use std::sync::Arc;

use http::HeaderMap;
use serde_json::{Map, Value};

use super::call::{Body, Door, Incoming, Prepared};
use super::core::Core;
use super::options;
use super::run::codec_of;
use crate::error::{Error, Result};
use crate::types::{Call, CallOptions};

/// Headers of a caller that may go upstream.
const FORWARDED: [&str; 6] = ["anthropic-version", "anthropic-beta", "openai-beta", "openai-organization", "openai-project", "traceparent"];

pub fn prepare(core: &Arc<Core>, incoming: Incoming) -> Result<Prepared> {
    let Incoming { door, body, path_members, options: arguments, headers, block } = incoming;
    let mut body = parse(body, core.config.network.max_body)?;
    body.extend(path_members.into_iter().map(|(name, value)| (name.to_owned(), value)));
    let mut options = arguments;
    if body.contains_key("polyroute") || body.contains_key("metadata") {
        options.fill_from(&options::from_body(&mut body)?);
    }
    if !headers.is_empty() {
        options.fill_from(&options::from_headers(&headers)?);
    }
    options.fill_from(&CallOptions { labels: block, ..CallOptions::default() });
    if options.labels.user.is_none() {
        options.labels.user = options::user_of_body(&body);
    }
    let codec = codec_of(door)?;
    let call = match door {
        Door::Chat | Door::Responses | Door::Messages | Door::GenerateContent | Door::Converse | Door::CohereChat | Door::OllamaChat => {
            Call::Chat(codec.decode_request(body)?)
        }
        Door::InputTokens | Door::CountTokens | Door::CountContent => Call::Count(codec.decode_request(body)?),
        Door::Embeddings | Door::EmbedContent | Door::CohereEmbed | Door::OllamaEmbed => Call::Embed(codec.decode_embed_request(body)?),
    };
    if !call.streams() {
        // Of a whole reply the client's read timeout is a deadline.
        options.deadline = [options.deadline, options.read_timeout].into_iter().flatten().min();
        options.read_timeout = None;
    }
    Ok(Prepared { door, call, options, forward: forwarded(&headers) })
}

fn parse(body: Body, max_body: u64) -> Result<Map<String, Value>> {
    match body {
        Body::Json(map) => Ok(map),
        Body::Text(bytes) if bytes.len() as u64 > max_body => {
            let of = crate::error::Class::TooLarge;
            Err(Error::of(of, format!("the body has {} bytes; `network.max_body` allows {max_body}", bytes.len())).retryable(false))
        }
        Body::Text(bytes) => match serde_json::from_slice(&bytes) {
            Ok(Value::Object(map)) => Ok(map),
            Ok(_) => Err(Error::invalid("the body must be a JSON object")),
            Err(e) => Err(Error::invalid(format!("the body is no JSON: {e}"))),
        },
    }
}

fn forwarded(headers: &HeaderMap) -> HeaderMap {
    if headers.is_empty() {
        return HeaderMap::new();
    }
    headers.iter().filter(|(name, _)| FORWARDED.contains(&name.as_str())).map(|(name, value)| (name.clone(), value.clone())).collect()
}
