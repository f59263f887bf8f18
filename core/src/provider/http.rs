//! Any provider that speaks a wire format over HTTP.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};

use super::aws::Signer;
pub(super) use super::events::Events;
use super::events::most_bytes;
use super::key::FunctionKey;
use super::token::Tokens;
use super::{Answered, Ask, Preview, Provider, azure, dropping, tidy, undo, vertex};
use crate::catalog::{Mode, Target};
use crate::config::ProviderConfig;
use crate::error::{Class, Error, Result};
use crate::id::Secret;
use crate::task::BoxFuture;
use crate::types::{ByteStream, Call, CallContext, Count, Dialect, EventStream, Functions, HttpRequest, HttpResponse, Reply, ready_events, unfold};
use crate::wire::{Codec, EncodeTarget, Encoded, Fields, OnUnsupported, Quirk, bedrock, codec, cohere, hints, openai_responses, quirks};

/// By this the OpenAI family tells a request that is sent again from one that is made anew.
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// A whole reply larger than this is a fault.
const MAX_REPLY: usize = 64 << 20;

pub struct HttpProvider {
    config: Arc<ProviderConfig>,
    /// What it speaks, the usual one first.
    codecs: Vec<&'static dyn Codec>,
    /// Everything that is the same for each request, the key included.
    headers: HeaderMap,
    /// The header of each key; the first of them stands in `headers`.
    keys: Vec<HeaderValue>,
    /// Where it differs from its dialect.
    quirks: &'static [Quirk],
    /// Of a provider that wants signatures instead of a key.
    signer: Option<Signer>,
    /// Of a provider that wants tokens which end.
    tokens: Option<Tokens>,
    /// Of a provider whose key a function of the host gives.
    key: Option<FunctionKey>,
}

impl HttpProvider {
    pub fn new(config: Arc<ProviderConfig>, functions: &Functions) -> Result<Self> {
        let own = if speaks_chat(&config) { Dialect::OpenaiChat } else { config.preset.dialect };
        let codecs: Vec<_> = std::iter::once(&own).chain(config.preset.also).filter_map(|dialect| codec(*dialect)).collect();
        if codecs.is_empty() {
            return Err(Error::config(format!("provider type `{}` is not available in this version", config.preset.name))
                .at(format!("providers.{}.type", config.name)));
        }
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(header::USER_AGENT, HeaderValue::from_static(concat!("polyroute/", env!("CARGO_PKG_VERSION"))));
        for (name, value) in &config.headers {
            let (name, value) = header_pair(name, value).map_err(|e| e.at(format!("providers.{}.headers", config.name)))?;
            headers.insert(name, value);
        }
        let mut keys = Vec::new();
        for key in config.api_key.iter().chain(&config.more_keys) {
            keys.push(key_value(&config, key)?);
        }
        if let Some(first) = keys.first() {
            headers.insert(HeaderName::from_static(config.preset.key_header.0), first.clone());
        }
        let key = FunctionKey::of(&config, functions)?;
        let signer = Signer::of(config.aws.as_ref().filter(|_| config.api_key.is_none()));
        let tokens = config.token.as_ref().filter(|_| config.api_key.is_none()).cloned().map(Tokens::new);
        Ok(HttpProvider { tokens, quirks: quirks::of(config.preset.name), config, codecs, headers, keys, signer, key })
    }

    /// The one dialect in which a model can be asked, else the caller's own where the provider speaks it, else its usual one.
    fn codec(&self, call: &Call, target: &Target) -> &'static dyn Codec {
        let speaks = |dialect| self.codecs.iter().find(|codec| codec.dialect() == dialect);
        let speaks = |dialect| speaks(dialect).or_else(|| speaks(Dialect::Rerank).filter(|_| dialect == Dialect::RerankV2));
        let only = target.facts.as_ref().filter(|model| model.mode == Mode::Responses).and_then(|_| speaks(Dialect::OpenaiResponses));
        let only = only.or_else(|| self.config.vertex.as_ref().and_then(|_| speaks(vertex::dialect(&target.model))));
        let callers = call.raw().and_then(|raw| speaks(raw.dialect));
        *only.or(callers).unwrap_or(&self.codecs[0])
    }

    fn encode(&self, call: &Call, target: &Target, ask: Ask, fields: &mut Fields) -> Result<Encoded> {
        let encoded = match self.encode_as_it_is(call, target, ask, fields) {
            Err(error) if ask.on_unsupported == OnUnsupported::Drop => {
                dropping::encode(call, error, fields, |call, fields| self.encode_as_it_is(call, target, ask, fields))
            }
            encoded => encoded,
        };
        fields.settle();
        let mut encoded = encoded?;
        if self.config.preset.dialect == Dialect::Cohere && encoded.path == "/rerank" {
            // The address of those who took it over from Cohere holds the version, Cohere's own does not.
            encoded.path = "/v1/rerank".into();
        }
        vertex::adapt(&self.config, &target.model, call.streams(), encoded)
    }

    fn encode_as_it_is(&self, call: &Call, target: &Target, ask: Ask, fields: &mut Fields) -> Result<Encoded> {
        self.check_passes(call)?;
        let codec = self.codec(call, target);
        let to = EncodeTarget {
            model: azure::deployment(&self.config, &target.model),
            params: (!target.params.is_empty()).then_some(&target.params),
            max_tokens: ask.max_tokens,
            first_party_openai: self.config.preset.first_party_openai,
            system_role: self.config.quirks.system_role.as_deref(),
            quirks: self.quirks,
            facts: &target.model_facts,
            on_unsupported: ask.on_unsupported,
        };
        match call {
            Call::Chat(request) | Call::Count(request) => {
                if codec.dialect() != Dialect::OpenaiResponses {
                    openai_responses::check_portable(request)?;
                }
                if codec.dialect() != Dialect::Bedrock {
                    bedrock::check_portable(request)?;
                }
                if codec.dialect() != Dialect::Cohere {
                    cohere::check_portable(request, to.on_unsupported)?;
                }
            }
            Call::Embed(request) if codec.dialect() != Dialect::Cohere => cohere::check_portable_embed(request)?,
            Call::Embed(_) => {}
        }
        match call {
            Call::Chat(request) => codec.encode_request(request, &to, fields),
            Call::Embed(request) => codec.encode_embed_request(request, &to, fields),
            Call::Count(request) => codec.encode_count(request, &to, fields),
        }
    }

    /// What is passed through goes to a provider that has it, or nowhere.
    fn check_passes(&self, call: &Call) -> Result<()> {
        let dialect = call.raw().map(|raw| raw.dialect);
        let Some((dialect, what)) = dialect.and_then(|dialect| Some((dialect, dialect.passes_through()?))) else { return Ok(()) };
        if self.config.preset.speaks(dialect) {
            return Ok(());
        }
        let words = format!("a provider of type `{}` has no {what}, and nothing else can stand for it", self.config.preset.name);
        Err(Error::invalid(words).at("model").reason("unsupported"))
    }

    fn request(&self, call: &Call, target: &Target, encoded: Encoded, ask: Ask, ctx: &CallContext) -> HttpRequest {
        let mut headers = self.headers.clone();
        if let Some(key) = self.keys.get(ask.key as usize).filter(|_| ask.key > 0) {
            headers.insert(HeaderName::from_static(self.config.preset.key_header.0), key.clone());
        }
        headers.extend(encoded.headers);
        if call.streams() {
            // What packs a stream may hold its beginning back.
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        }
        for (name, value) in ctx.forward.iter().filter(|(name, _)| is_for(self.codec(call, target).dialect(), name.as_str())) {
            // What the caller says of versions goes before the codec's default; betas are a list that grows.
            let both = headers.get(name).filter(|_| name.as_str().ends_with("-beta")).and_then(|ours| joined(ours, value));
            headers.insert(name.clone(), both.unwrap_or_else(|| value.clone()));
        }
        HttpRequest {
            method: Method::POST,
            url: azure::url(&self.config, &target.model, &encoded.path).unwrap_or_else(|| format!("{}{}", self.config.base_url, encoded.path)),
            headers,
            body: encoded.body,
            connect_timeout: ctx.connect_timeout,
        }
    }

    /// A successful answer, or the refusal. What is signed is sent once more where the refusal says how it would be signed better.
    async fn exchange(&self, codec: &dyn Codec, request: HttpRequest, ctx: &CallContext) -> Result<HttpResponse> {
        let Some(signer) = &self.signer else { return self.exchange_with_token(codec, request, ctx).await };
        let mut tries = 2;
        loop {
            let response = ctx.transport.send(signer.signed(&request, ctx.clock.wall_ms())?).await?;
            if response.status.is_success() {
                return Ok(response);
            }
            let headers = response.headers.clone();
            let error = refusal(codec, response).await;
            tries -= 1;
            if tries == 0 || !signer.learn(&error, &headers, ctx.clock.wall_ms()) {
                return Err(error);
            }
        }
    }

    /// The same with a token, where there is one; a token that is refused is fetched anew once.
    async fn exchange_with_token(&self, codec: &dyn Codec, mut request: HttpRequest, ctx: &CallContext) -> Result<HttpResponse> {
        let mut again = self.tokens.as_ref().map(|_| request.clone());
        loop {
            if let Some(tokens) = &self.tokens {
                request.headers.insert(header::AUTHORIZATION, tokens.bearer(ctx).await?);
            }
            let bearer = request.headers.get(header::AUTHORIZATION).cloned();
            let response = ctx.transport.send(request).await?;
            if response.status.is_success() {
                return Ok(response);
            }
            let expired = response.status == http::StatusCode::UNAUTHORIZED;
            let error = refusal(codec, response).await;
            match (&self.tokens, again.take()) {
                (Some(tokens), Some(same)) if expired => {
                    tokens.refused(bearer.as_ref());
                    request = same;
                }
                _ => return Err(error),
            }
        }
    }

    async fn ask(&self, call: &Call, target: &Target, ask: Ask, ctx: &CallContext) -> Result<Answered> {
        let codec = self.codec(call, target);
        let mut fields = Fields::default();
        let mut encoded = match self.encode(call, target, ask, &mut fields) {
            Err(e) if cannot_count(call, &e) => return Ok(estimated(call, ask, fields)),
            encoded => encoded.map_err(|e| e.reason("unfit"))?,
        };
        let undo = std::mem::take(&mut encoded.undo);
        let mut request = self.request(call, target, encoded, ask, ctx);
        if matches!(codec.dialect(), Dialect::OpenaiChat | Dialect::OpenaiResponses) {
            request.headers.insert(IDEMPOTENCY_KEY, idempotency_key(ctx, ask)?);
        }
        if let Some(key) = &self.key {
            let value = key_value(&self.config, &key.get(ctx).await?)?;
            request.headers.insert(HeaderName::from_static(self.config.preset.key_header.0), value);
        }
        let response = self.exchange(codec, request, ctx).await?;
        let rest = hints::rest(&response.headers);
        let request = match call {
            Call::Chat(request) => request,
            Call::Embed(_) => {
                let vectors = codec.decode_vectors(collect(response.body).await?)?;
                return Ok(Answered { rest, ..Answered::new(Reply::Vectors(vectors), fields) });
            }
            Call::Count(_) => {
                let count = codec.decode_count(collect(response.body).await?)?;
                return Ok(Answered { rest, ..Answered::new(Reply::Count(count), fields) });
            }
        };
        if request.stream && is_event_stream(&response.headers, codec.dialect()) {
            let events = Events::new(response.body, codec.event_decoder(), &target.model).within(most_bytes(request, ask));
            let events: EventStream = Box::pin(events);
            let events = if undo.is_empty() { events } else { undo::undone(events, undo, ask.input_estimate) };
            return Ok(Answered { rest, ..Answered::new(Reply::Stream(events), fields) });
        }
        let mut whole = codec.decode_response(collect(response.body).await?).map_err(tidy::error)?;
        tidy::response(&mut whole);
        if whole.model.is_empty() {
            whole.model = target.model.to_string();
        }
        let refused = if undo.is_empty() { None } else { undo::whole(&undo, &mut whole).err() };
        let reply = if request.stream && refused.is_none() { Reply::Stream(ready_events(unfold(&whole))) } else { Reply::Whole(whole) };
        Ok(Answered { reply, fields, refused, rest })
    }
}

impl Provider for HttpProvider {
    fn send<'a>(&'a self, call: &'a Call, target: &'a Target, ask: Ask, ctx: &'a CallContext) -> BoxFuture<'a, Result<Answered>> {
        Box::pin(async move { self.ask(call, target, ask, ctx).await.map_err(|e| e.provider(&*self.config.name)) })
    }

    fn preview(&self, call: &Call, target: &Target, ask: Ask, ctx: &CallContext, fields: &mut Fields) -> Result<Preview> {
        let mut request = self.request(call, target, self.encode(call, target, ask, fields)?, ask, ctx);
        // A look needs no keys.
        if self.tokens.is_some() {
            request.headers.insert(header::AUTHORIZATION, HeaderValue::from_static("***"));
        }
        if let Some(Ok(signed)) = self.signer.as_ref().map(|signer| signer.signed(&request, ctx.clock.wall_ms())) {
            request = signed;
        }
        let shown = |value: &HeaderValue| if value.is_sensitive() { "***".to_owned() } else { value.to_str().unwrap_or("***").to_owned() };
        Ok(Preview {
            method: "POST",
            url: request.url,
            headers: request.headers.iter().map(|(name, value)| (name.to_string(), shown(value))).collect(),
            body: serde_json::from_slice(&request.body).map_err(|e| Error::internal(format!("the request is no JSON: {e}")))?,
        })
    }

    fn fits(&self, call: &Call, target: &Target, on_unsupported: OnUnsupported) -> Result<Fields> {
        // The way to the same dialect drops nothing, so there is nothing to find out, unless the model is known to refuse.
        let may_refuse = !self.quirks.is_empty() || self.config.preset.first_party_openai && target.model_facts.reasoning == Some(true);
        self.check_passes(call)?;
        if !may_refuse && call.raw().is_some_and(|raw| raw.dialect == self.codec(call, target).dialect()) {
            return Ok(Fields::default());
        }
        let ask = Ask { on_unsupported, ..Ask::default() };
        let mut fields = Fields::default();
        match self.encode(call, target, ask, &mut fields) {
            Err(e) if cannot_count(call, &e) => Ok(estimated(call, ask, fields).fields),
            Err(e) => Err(e),
            Ok(_) => Ok(fields),
        }
    }
}

/// Ollama has a second door in OpenAI's form, below `/v1`: an address that leads there is asked in it.
fn speaks_chat(config: &ProviderConfig) -> bool {
    config.preset.dialect == Dialect::Ollama && config.base_url.ends_with("/v1")
}

async fn refusal(codec: &dyn Codec, response: HttpResponse) -> Error {
    let HttpResponse { status, headers, body } = response;
    if status.is_redirection() {
        return Error::of(Class::Server, format!("the provider answered {status}; redirects are never followed")).retryable(false);
    }
    let body = collect(body).await.unwrap_or_default();
    codec.decode_error(status, &headers, &body)
}

impl Answered {
    fn new(reply: Reply, fields: Fields) -> Self {
        Answered { reply, fields, refused: None, rest: None }
    }
}

/// Counting where the dialect has no such call.
fn cannot_count(call: &Call, error: &Error) -> bool {
    matches!(call, Call::Count(_)) && error.get_reason() == Some("no_count")
}

/// The count of a target that cannot be asked.
fn estimated(call: &Call, ask: Ask, mut fields: Fields) -> Answered {
    let counted = match call.raw().map(|raw| raw.dialect) {
        Some(Dialect::Gemini) => "contents",
        Some(Dialect::OpenaiResponses) => "input",
        _ => "messages",
    };
    fields.emulated.push(counted.to_owned());
    Answered::new(Reply::Count(Count { input: ask.input_estimate, raw: None }), fields)
}

/// Of a caller's headers each dialect gets its own; a trace's parent goes to all.
fn is_for(dialect: Dialect, header: &str) -> bool {
    let owner = match dialect {
        Dialect::Anthropic => "anthropic-",
        Dialect::OpenaiChat | Dialect::OpenaiResponses => "openai-",
        _ => "traceparent",
    };
    header.starts_with(owner) || header == "traceparent"
}

/// Two lists in one header, each word once.
fn joined(ours: &HeaderValue, callers: &HeaderValue) -> Option<HeaderValue> {
    let mut words: Vec<&str> = Vec::new();
    for word in [ours, callers].into_iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(',')).map(str::trim) {
        if !word.is_empty() && !words.contains(&word) {
            words.push(word);
        }
    }
    HeaderValue::from_str(&words.join(",")).ok()
}

/// The same for every retry of a try at its target, another for each other try.
fn idempotency_key(ctx: &CallContext, ask: Ask) -> Result<HeaderValue> {
    HeaderValue::from_str(&format!("polyroute-{}-{}", ctx.trace_id, ask.number)).map_err(|_| Error::internal("a trace's id is no header"))
}

fn key_value(config: &ProviderConfig, key: &Secret) -> Result<HeaderValue> {
    let prefix = config.preset.key_header.1;
    let mut value = HeaderValue::from_str(&format!("{prefix}{}", key.expose()))
        .map_err(|_| Error::config("the key has characters that no header can hold").at(format!("providers.{}.api_key", config.name)))?;
    value.set_sensitive(true);
    Ok(value)
}

fn header_pair(name: &str, value: &str) -> Result<(HeaderName, HeaderValue)> {
    let bad = |()| Error::config(format!("`{name}` is no valid header"));
    Ok((HeaderName::from_bytes(name.as_bytes()).map_err(|_| bad(()))?, HeaderValue::from_str(value).map_err(|_| bad(()))?))
}

fn is_event_stream(headers: &HeaderMap, dialect: Dialect) -> bool {
    // Lines of JSON are the same whether there are many or one.
    if dialect == Dialect::Ollama {
        return true;
    }
    // Providers that leave the type out are taken at their word: a stream was asked for.
    headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).is_none_or(|v| !v.trim_start().starts_with("application/json"))
}

pub(super) async fn collect(mut body: ByteStream) -> Result<Bytes> {
    let Some(first) = body.next().await.transpose()? else { return Ok(Bytes::new()) };
    let Some(second) = body.next().await.transpose()? else { return Ok(first) };
    let mut all = BytesMut::with_capacity((first.len() + second.len()) * 2);
    all.extend_from_slice(&first);
    all.extend_from_slice(&second);
    while let Some(piece) = body.next().await.transpose()? {
        if all.len() + piece.len() > MAX_REPLY {
            return Err(Error::of(Class::Server, format!("the reply is larger than {} MiB", MAX_REPLY >> 20)).retryable(false));
        }
        all.extend_from_slice(&piece);
    }
    Ok(all.freeze())
}
