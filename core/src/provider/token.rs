//! Bearer tokens that end: fetched through the call's own transport, kept until shortly before their end, asked for once at a time.
//!
//! A token is in no message and in no record; the bodies of the token's own endpoint are read for their error codes only.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, header};
use parking_lot::Mutex;
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use serde_json::{Value, json};

use super::http::collect;
use crate::config::{Grant, TokenConfig};
use crate::error::{Class, Error, Result};
use crate::types::{CallContext, HttpRequest};

/// A token is not used in the last minutes of its life.
const SPARE_MS: u64 = 5 * 60 * 1000;
/// What a token lives where its giver does not say.
const USUAL_SECONDS: u64 = 3600;
const GOOGLE_SCOPE: &str = "https://www.googleapis.com/auth/cloud-platform";

/// The token of one provider.
pub struct Tokens {
    config: TokenConfig,
    kept: Mutex<Option<Kept>>,
    /// One fetches, the others wait for what it brings. Whoever goes away makes room for the next.
    turn: tokio::sync::Mutex<()>,
}

struct Kept {
    bearer: HeaderValue,
    ends_ms: u64,
}

impl Tokens {
    pub fn new(config: TokenConfig) -> Self {
        Tokens { config, kept: Mutex::new(None), turn: tokio::sync::Mutex::new(()) }
    }

    /// The value of `authorization`.
    pub async fn bearer(&self, ctx: &CallContext) -> Result<HeaderValue> {
        if let Some(bearer) = self.good(ctx) {
            return Ok(bearer);
        }
        let _turn = self.turn.lock().await;
        if let Some(bearer) = self.good(ctx) {
            return Ok(bearer);
        }
        let kept = self.fetch(ctx).await?;
        let bearer = kept.bearer.clone();
        *self.kept.lock() = Some(kept);
        Ok(bearer)
    }

    fn good(&self, ctx: &CallContext) -> Option<HeaderValue> {
        let now = ctx.clock.wall_ms();
        self.kept.lock().as_ref().filter(|kept| now + SPARE_MS < kept.ends_ms).map(|kept| kept.bearer.clone())
    }

    /// A provider has refused this token: the next call fetches another. `false`: it is another already.
    pub fn refused(&self, bearer: Option<&HeaderValue>) -> bool {
        let mut kept = self.kept.lock();
        let is_it = kept.as_ref().is_some_and(|kept| Some(&kept.bearer) == bearer);
        if is_it {
            *kept = None;
        }
        is_it
    }

    async fn fetch(&self, ctx: &CallContext) -> Result<Kept> {
        let now = ctx.clock.wall_ms();
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"))]);
        let body = Bytes::from(form(&self.fields(now / 1000)?));
        let request = HttpRequest { method: Method::POST, url: self.config.url.clone(), headers, body, connect_timeout: ctx.connect_timeout };
        let response = ctx.transport.send(request).await?;
        let status = response.status;
        let tree: Value = serde_json::from_slice(&collect(response.body).await.unwrap_or_default()).unwrap_or_default();
        if !status.is_success() {
            let code = tree.get("error").and_then(Value::as_str).filter(|code| code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
            let class = if status.is_server_error() { Class::Server } else { Class::Auth };
            return Err(Error::of(class, format!("no token was given: {status}{}", code.map(|c| format!(", `{c}`")).unwrap_or_default())));
        }
        let told = |name: &str| tree.get(name).and_then(|value| value.as_u64().or_else(|| value.as_str()?.parse().ok()));
        let lives = Duration::from_secs(told("expires_in").unwrap_or(USUAL_SECONDS));
        let token = tree.get("access_token").and_then(Value::as_str).filter(|token| !token.is_empty());
        let bearer = token.and_then(|token| HeaderValue::from_str(&format!("Bearer {token}")).ok());
        let mut bearer = bearer.ok_or_else(|| Error::of(Class::Server, "the token's endpoint answered 200 without a token"))?;
        bearer.set_sensitive(true);
        Ok(Kept { bearer, ends_ms: now + lives.as_millis() as u64 })
    }

    fn fields(&self, now: u64) -> Result<Vec<(&'static str, String)>> {
        Ok(match &self.config.grant {
            Grant::ServiceAccount { email, key_id, key } => vec![
                ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer".to_owned()),
                ("assertion", statement(email, key_id.as_deref(), key.expose(), &self.config.url, now)?),
            ],
            Grant::Refresh { client_id, client_secret, refresh_token } => vec![
                ("grant_type", "refresh_token".to_owned()),
                ("client_id", client_id.clone()),
                ("client_secret", client_secret.expose().to_owned()),
                ("refresh_token", refresh_token.expose().to_owned()),
            ],
            Grant::Client { client_id, client_secret, scope } => vec![
                ("grant_type", "client_credentials".to_owned()),
                ("client_id", client_id.clone()),
                ("client_secret", client_secret.expose().to_owned()),
                ("scope", (*scope).to_owned()),
            ],
        })
    }
}

/// A signed statement of who asks (JWT, RS256).
fn statement(email: &str, key_id: Option<&str>, pem: &str, audience: &str, now: u64) -> Result<String> {
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let head = key_id.map_or_else(|| json!({"alg": "RS256", "typ": "JWT"}), |kid| json!({"alg": "RS256", "typ": "JWT", "kid": kid}));
    let claims = json!({"iss": email, "scope": GOOGLE_SCOPE, "aud": audience, "iat": now, "exp": now + USUAL_SECONDS});
    let said = format!("{}.{}", part(head), part(claims));
    let unreadable = || Error::of(Class::Auth, "the private key of the service account cannot be read: expected RSA in PKCS #8");
    let pair = der(pem).and_then(|der| RsaKeyPair::from_pkcs8(&der).ok()).ok_or_else(unreadable)?;
    let mut signature = vec![0; pair.public().modulus_len()];
    pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), said.as_bytes(), &mut signature).map_err(|_| unreadable())?;
    Ok(format!("{said}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

/// What stands between the lines of a PEM.
fn der(pem: &str) -> Option<Vec<u8>> {
    let inner = pem.split_once("-----BEGIN PRIVATE KEY-----")?.1.split_once("-----END PRIVATE KEY-----")?.0;
    STANDARD.decode(inner.split_whitespace().collect::<String>()).ok()
}

fn form(fields: &[(&str, String)]) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let escaped = |text: &str| text.bytes().map(|b| if is_plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect::<String>();
    fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect::<Vec<_>>().join("&")
}
