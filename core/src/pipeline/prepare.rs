//! From what a caller hands over to a call: parse, merge options, decode. Sends nothing.

use std::sync::Arc;

use http::HeaderMap;

use super::call::{Body, Door, Incoming, Prepared};
use super::core::Core;
use super::options;
use super::run::codec_of;
use crate::error::{Error, Result};
use crate::types::{Call, CallOptions, Document, Labels, Members};

/// Headers of a caller that may go upstream.
const FORWARDED: [&str; 6] = ["anthropic-version", "anthropic-beta", "openai-beta", "openai-organization", "openai-project", "traceparent"];

pub fn prepare(core: &Arc<Core>, incoming: Incoming) -> Result<Prepared> {
    let Incoming { door, body, path_members, options: arguments, headers, block } = incoming;
    let mut options = arguments;
    let body = document(body, core.config.network.max_body)?;
    let contents = body.read()?;
    let is_ours = |member: &str| matches!(member, "polyroute" | "metadata");
    // Most bodies go on as they are; of these here some members are taken out or put in.
    if contents.doubled || !path_members.is_empty() || contents.members.iter().any(|(member, _)| is_ours(member)) {
        let mut map = contents.members.to_map();
        map.extend(path_members.into_iter().map(|(name, value)| (name.to_owned(), value)));
        options.fill_from(&options::from_body(&mut map)?);
        let body = Arc::new(Document::from(map));
        return finish(door, &body.read()?.members, &body, options, &headers, block);
    }
    finish(door, &contents.members, &body, options, &headers, block)
}

fn finish(door: Door, members: &Members<'_>, body: &Arc<Document>, mut options: CallOptions, headers: &HeaderMap, block: Labels) -> Result<Prepared> {
    if !headers.is_empty() {
        options.fill_from(&options::from_headers(headers)?);
    }
    options.fill_from(&CallOptions { labels: block, ..CallOptions::default() });
    if options.labels.user.is_none() {
        options.labels.user = options::user_of_body(members);
    }
    let codec = codec_of(door)?;
    let call = match door {
        Door::Chat
        | Door::Responses
        | Door::Messages
        | Door::GenerateContent
        | Door::Completions
        | Door::Moderations
        | Door::Rerank
        | Door::RerankV2
        | Door::Converse
        | Door::CohereChat
        | Door::OllamaChat => Call::Chat(codec.read_request(members, body)?),
        Door::InputTokens | Door::CountTokens | Door::CountContent => Call::Count(codec.read_request(members, body)?),
        Door::Embeddings | Door::EmbedContent | Door::CohereEmbed | Door::OllamaEmbed => Call::Embed(codec.decode_embed_request(members.to_map())?),
    };
    if !call.streams() {
        // Of a whole reply the client's read timeout is a deadline.
        options.deadline = [options.deadline, options.read_timeout].into_iter().flatten().min();
        options.read_timeout = None;
    }
    Ok(Prepared { door, call, options, forward: forwarded(headers) })
}

fn document(body: Body, max_body: u64) -> Result<Arc<Document>> {
    match body {
        Body::Json(map) => Ok(Arc::new(map.into())),
        Body::Text(bytes) if bytes.len() as u64 > max_body => {
            let of = crate::error::Class::TooLarge;
            Err(Error::of(of, format!("the body has {} bytes; `network.max_body` allows {max_body}", bytes.len())).retryable(false))
        }
        Body::Text(bytes) => Ok(Arc::new(bytes.into())),
    }
}

fn forwarded(headers: &HeaderMap) -> HeaderMap {
    if headers.is_empty() {
        return HeaderMap::new();
    }
    headers.iter().filter(|(name, _)| FORWARDED.contains(&name.as_str())).map(|(name, value)| (name.clone(), value.clone())).collect()
}
