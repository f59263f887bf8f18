//! Credentials that are no key: what is asked for a token, from the usual variables and files of Google and of Azure.
//!
//! They are read when the configuration is loaded; fetching and keeping tokens is the provider's business.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::env::Environment;
use crate::id::Secret;

const GOOGLE_TOKENS: &str = "https://oauth2.googleapis.com/token";
const AZURE_AUTHORITY: &str = "https://login.microsoftonline.com";
const AZURE_SCOPE: &str = "https://cognitiveservices.azure.com/.default";
const MAX_FILE: u64 = 1 << 20;

/// What a token is asked for with.
#[derive(Clone)]
pub struct TokenConfig {
    /// Where: an address with https, or on this machine.
    pub url: String,
    pub grant: Grant,
}

#[derive(Clone)]
pub enum Grant {
    /// A statement signed with the key of a Google service account (PEM, PKCS #8).
    ServiceAccount { email: String, key_id: Option<String>, key: Secret },
    /// What a person allowed once (`gcloud auth application-default login`).
    Refresh { client_id: String, client_secret: Secret, refresh_token: Secret },
    /// An application of Microsoft Entra.
    Client { client_id: String, client_secret: Secret, scope: &'static str },
}

/// Google's credentials, and the project that they belong to.
#[derive(Clone)]
pub(super) struct Google {
    pub token: TokenConfig,
    pub project: Option<String>,
}

impl Google {
    /// `GOOGLE_APPLICATION_CREDENTIALS`, else the file that `gcloud` keeps. `None`: neither is there; the error names the file.
    pub fn find(env: Environment<'_>) -> Result<Option<Google>, String> {
        let var = |name: &str| env(name).filter(|value| !value.is_empty());
        if let Some(named) = var("GOOGLE_APPLICATION_CREDENTIALS") {
            return Google::read(Path::new(&named)).map(Some).map_err(|why| format!("the file of `GOOGLE_APPLICATION_CREDENTIALS` {why}"));
        }
        let folder = var("CLOUDSDK_CONFIG").map(PathBuf::from).or_else(|| Some(Path::new(&var("HOME")?).join(".config/gcloud")));
        match folder.map(|folder| folder.join("application_default_credentials.json")).filter(|file| file.is_file()) {
            Some(file) => Google::read(&file).map(Some).map_err(|why| format!("`application_default_credentials.json` {why}")),
            None => Ok(None),
        }
    }

    fn read(file: &Path) -> Result<Google, &'static str> {
        let is_small = std::fs::metadata(file).map_err(|_| "cannot be read")?.len() <= MAX_FILE;
        let text = std::fs::read_to_string(file).map_err(|_| "cannot be read")?;
        let tree: Value = serde_json::from_str(&text).ok().filter(|_| is_small).ok_or("holds no JSON")?;
        let word = |name: &str| tree.get(name).and_then(Value::as_str).filter(|word| !word.is_empty()).map(str::to_owned);
        let (url, grant, project) = match word("type").as_deref() {
            Some("service_account") => (
                word("token_uri").unwrap_or_else(|| GOOGLE_TOKENS.to_owned()),
                Grant::ServiceAccount {
                    email: word("client_email").ok_or("has no `client_email`")?,
                    key_id: word("private_key_id"),
                    key: Secret::new(word("private_key").ok_or("has no `private_key`")?),
                },
                word("project_id"),
            ),
            Some("authorized_user") => (
                word("token_uri").unwrap_or_else(|| GOOGLE_TOKENS.to_owned()),
                Grant::Refresh {
                    client_id: word("client_id").ok_or("has no `client_id`")?,
                    client_secret: Secret::new(word("client_secret").ok_or("has no `client_secret`")?),
                    refresh_token: Secret::new(word("refresh_token").ok_or("has no `refresh_token`")?),
                },
                word("quota_project_id"),
            ),
            _ => return Err("is of a type that is not available in this version: `service_account` and `authorized_user` are"),
        };
        if !is_safe(&url) {
            return Err("has a `token_uri` without https");
        }
        Ok(Google { token: TokenConfig { url, grant }, project })
    }
}

/// Azure's usual variables of an application, where all of them are set.
pub(super) fn azure(env: Environment<'_>) -> Option<TokenConfig> {
    let var = |name: &str| env(name).filter(|value| !value.is_empty());
    let authority = var("AZURE_AUTHORITY_HOST").unwrap_or_else(|| AZURE_AUTHORITY.to_owned());
    let tenant = var("AZURE_TENANT_ID").filter(|tenant| tenant.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')))?;
    let url = format!("{}/{tenant}/oauth2/v2.0/token", authority.trim_end_matches('/'));
    let grant = Grant::Client { client_id: var("AZURE_CLIENT_ID")?, client_secret: Secret::new(var("AZURE_CLIENT_SECRET")?), scope: AZURE_SCOPE };
    is_safe(&url).then_some(TokenConfig { url, grant })
}

/// Secrets go over TLS, or stay on this machine.
fn is_safe(url: &str) -> bool {
    let local =
        |rest: &str| ["127.0.0.1", "localhost", "[::1]"].iter().any(|host| rest.strip_prefix(host).is_some_and(|rest| rest.starts_with([':', '/'])));
    url.starts_with("https://") || url.strip_prefix("http://").is_some_and(local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_over_tls_or_stay_here() {
        for (url, safe) in [
            ("https://oauth2.googleapis.com/token", true),
            ("http://127.0.0.1:80/token", true),
            ("http://127.0.0.1.evil.example/token", false),
            ("http://oauth2.googleapis.com/token", false),
            ("file:///etc/passwd", false),
        ] {
            assert_eq!(is_safe(url), safe, "{url}");
        }
    }

    #[test]
    fn an_application_of_entra_needs_all_three_variables() {
        let all = |name: &str| name.starts_with("AZURE_").then(|| "x".to_owned()).filter(|_| name != "AZURE_AUTHORITY_HOST");
        assert_eq!(azure(&all).map(|token| token.url).as_deref(), Some("https://login.microsoftonline.com/x/oauth2/v2.0/token"));
        assert!(azure(&|name: &str| all(name).filter(|_| name != "AZURE_CLIENT_SECRET")).is_none());
        assert!(azure(&|name: &str| if name == "AZURE_TENANT_ID" { Some("a/../b".to_owned()) } else { all(name) }).is_none());
    }
}
