//! SigV4 for AWS: signs each request, and learns from a refusal what was wrong with the clock or with keys that ran out.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4::SigningParams;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use jiff::fmt::rfc2822;
use parking_lot::Mutex;

use crate::config::{AwsConfig, AwsKeys};
use crate::error::{Class, Error, Result};
use crate::types::HttpRequest;

const SERVICE: &str = "bedrock";
/// A clock that is off by less is none that AWS would refuse.
const LEAST_SKEW_MS: u64 = 10_000;
const EXPIRED_KEYS: [&str; 2] = ["ExpiredTokenException", "ExpiredToken"];
const BAD_CLOCK: [&str; 2] = ["RequestExpired", "RequestTimeTooSkewed"];

pub struct Signer {
    config: AwsConfig,
    /// Read at the first call, and once more when they have run out.
    keys: Mutex<Option<AwsKeys>>,
    /// What this machine's clock is behind that of the provider.
    behind_ms: AtomicI64,
}

impl Signer {
    pub fn of(config: Option<&AwsConfig>) -> Option<Self> {
        Some(Signer { config: config?.clone(), keys: Mutex::new(None), behind_ms: AtomicI64::new(0) })
    }

    /// A copy of the request that is signed for this moment. Reads files only where no keys are known yet.
    pub fn signed(&self, request: &HttpRequest, now_ms: u64) -> Result<HttpRequest> {
        let keys = self.keys()?;
        let token = keys.token.as_ref().map(|token| token.expose().to_owned());
        let identity = Credentials::new(keys.id, keys.secret.expose(), token, None, "polyroute").into();
        let broken = |what: &dyn std::fmt::Display| Error::internal(format!("the request cannot be signed: {what}"));
        let params = SigningParams::builder()
            .identity(&identity)
            .region(&self.config.region)
            .name(SERVICE)
            .time(UNIX_EPOCH + Duration::from_millis(now_ms.saturating_add_signed(self.behind_ms.load(Ordering::Relaxed))))
            .settings(SigningSettings::default())
            .build()
            .map_err(|e| broken(&e))?
            .into();
        let content_type = request.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let headers = content_type.map(|value| (header::CONTENT_TYPE.as_str(), value));
        let signable = SignableRequest::new(request.method.as_str(), &request.url, headers.into_iter(), SignableBody::Bytes(&request.body));
        let (instructions, _) = sign(signable.map_err(|e| broken(&e))?, &params).map_err(|e| broken(&e))?.into_parts();
        let mut headers = request.headers.clone();
        for (name, value) in instructions.headers() {
            let (Ok(name), Ok(mut value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) else { continue };
            value.set_sensitive(name != "x-amz-date");
            headers.insert(name, value);
        }
        let (method, url, body) = (request.method.clone(), request.url.clone(), request.body.clone());
        Ok(HttpRequest { method, url, headers, body, connect_timeout: request.connect_timeout })
    }

    fn keys(&self) -> Result<AwsKeys> {
        let mut keys = self.keys.lock();
        if keys.is_none() {
            *keys = Some(self.config.keys().map_err(|why| Error::of(Class::Auth, why))?);
        }
        keys.clone().ok_or_else(|| Error::internal("keys that were read are gone"))
    }

    /// Is there something in the refusal by which the same request would be signed better?
    pub fn learn(&self, refusal: &Error, headers: &HeaderMap, now_ms: u64) -> bool {
        let name = refusal.get_upstream().kind.as_deref().unwrap_or_default();
        let words = refusal.message();
        if EXPIRED_KEYS.contains(&name) {
            return self.renew();
        }
        let about_time = BAD_CLOCK.contains(&name) || words.contains("Signature expired") || words.contains("Signature not yet current");
        about_time && self.set_clock(headers, now_ms)
    }

    /// Whoever renews short-lived keys has written them where the old ones were.
    fn renew(&self) -> bool {
        let Ok(fresh) = self.config.keys() else { return false };
        let mut keys = self.keys.lock();
        let of = |keys: &AwsKeys| (keys.id.clone(), keys.secret.expose().to_owned(), keys.token.as_ref().map(|token| token.expose().to_owned()));
        let changed = keys.as_ref().is_none_or(|old| of(old) != of(&fresh));
        *keys = Some(fresh);
        changed
    }

    fn set_clock(&self, headers: &HeaderMap, now_ms: u64) -> bool {
        let date = headers.get(header::DATE).and_then(|value| rfc2822::DateTimeParser::new().parse_timestamp(value.to_str().ok()?).ok());
        let Some(date) = date else { return false };
        let behind = date.as_millisecond().saturating_sub_unsigned(now_ms);
        self.behind_ms.swap(behind, Ordering::Relaxed).abs_diff(behind) >= LEAST_SKEW_MS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::error::Upstream;
    use bytes::Bytes;
    use http::Method;

    const NOW: u64 = 1_440_938_160_000;

    fn signer(env: &[(&str, &str)]) -> Signer {
        let env = |name: &str| env.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        let text = "providers: { b: { type: bedrock, aws_region: us-east-1 } }\nroutes: {}";
        let config = Config::from_yaml_with(text, None, &env).expect("a good configuration");
        Signer::of(config.providers["b"].aws.as_ref()).expect("AWS")
    }

    fn request() -> HttpRequest {
        HttpRequest {
            method: Method::POST,
            url: "https://bedrock-runtime.us-east-1.amazonaws.com/model/us.amazon.nova-micro-v1%3A0/converse".into(),
            headers: HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))]),
            body: Bytes::from_static(b"{}"),
            connect_timeout: Duration::from_secs(3),
        }
    }

    fn header<'a>(request: &'a HttpRequest, name: &str) -> &'a str {
        request.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    #[test]
    fn a_request_is_signed_for_its_region_service_and_moment() {
        let signer = signer(&[("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_SESSION_TOKEN", "token")]);
        let signed = signer.signed(&request(), NOW).expect("a signature");
        let authorization = header(&signed, "authorization");
        let scope = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/bedrock/aws4_request, SignedHeaders=content-type;host;x-amz-date";
        assert!(authorization.starts_with(scope), "{authorization}");
        assert_eq!((header(&signed, "x-amz-date"), header(&signed, "x-amz-security-token")), ("20150830T123600Z", "token"));
        assert!(signed.headers["authorization"].is_sensitive() && signed.headers["x-amz-security-token"].is_sensitive());
        assert_eq!(header(&signer.signed(&request(), NOW).expect("a signature"), "authorization"), authorization);
        let other = HttpRequest { body: Bytes::from_static(b"{ }"), ..request() };
        assert_ne!(header(&signer.signed(&other, NOW).expect("a signature"), "authorization"), authorization);
    }

    #[test]
    fn the_clock_is_set_once_by_the_date_of_a_refusal() {
        let signer = signer(&[("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "secret")]);
        let words = "Signature expired: 20150830T123600Z is now earlier than 20150830T133100Z (20150830T133600Z - 5 min.)";
        let upstream = Upstream { status: Some(403), kind: Some("InvalidSignatureException".into()), ..Upstream::default() };
        let refusal = Error::of(Class::Auth, words).upstream(upstream);
        let headers = HeaderMap::from_iter([(header::DATE, HeaderValue::from_static("Sun, 30 Aug 2015 13:36:00 GMT"))]);
        assert!(!signer.learn(&refusal, &HeaderMap::new(), NOW));
        assert!(signer.learn(&refusal, &headers, NOW));
        assert_eq!(header(&signer.signed(&request(), NOW).expect("a signature"), "x-amz-date"), "20150830T133600Z");
        assert!(!signer.learn(&refusal, &headers, NOW));
        assert!(!signer.learn(&Error::of(Class::Auth, "The request signature we calculated does not match"), &headers, NOW));
    }

    #[test]
    fn keys_that_ran_out_are_read_once_more() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("credentials").display().to_string();
        let write = |token: &str| {
            let text = format!("[default]\naws_access_key_id = AKI\naws_secret_access_key = s\naws_session_token = {token}\n");
            std::fs::write(&path, text).expect("a file");
        };
        write("old");
        let signer = signer(&[("AWS_SHARED_CREDENTIALS_FILE", &path)]);
        let token = |signer: &Signer| header(&signer.signed(&request(), NOW).expect("a signature"), "x-amz-security-token").to_owned();
        assert_eq!(token(&signer), "old");
        let upstream = Upstream { kind: Some("ExpiredTokenException".into()), ..Upstream::default() };
        let refusal = Error::of(Class::Auth, "The security token included in the request is expired").upstream(upstream);
        assert!(!signer.learn(&refusal, &HeaderMap::new(), NOW));
        write("new");
        assert_eq!(token(&signer), "old");
        assert!(signer.learn(&refusal, &HeaderMap::new(), NOW));
        assert_eq!(token(&signer), "new");
    }
}
