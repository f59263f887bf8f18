//! What AWS' own tools read: the region and the keys, from the usual variables and from the files of a profile.
//!
//! Files are read again whenever they are asked for: whoever renews short-lived keys writes them there.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::env::Environment;
use crate::id::Secret;

const MAX_FILE: u64 = 1 << 20;

/// How an AWS provider is signed for.
#[derive(Clone)]
pub struct AwsConfig {
    pub region: String,
    /// Those of the environment, which go before any file.
    keys: Option<AwsKeys>,
    files: Files,
}

/// An access key with its secret, and the token of a session.
#[derive(Clone)]
pub struct AwsKeys {
    pub id: String,
    pub secret: Secret,
    pub token: Option<Secret>,
}

/// The shared files, and the profile that is meant in them.
#[derive(Clone)]
struct Files {
    profile: String,
    credentials: Option<PathBuf>,
    config: Option<PathBuf>,
}

impl AwsConfig {
    /// `region` is the written one. `None`: there is none anywhere.
    pub(super) fn find(region: Option<&str>, env: Environment<'_>) -> Option<Self> {
        let var = |name: &str| env(name).filter(|value| !value.is_empty());
        let files = Files::find(env);
        let written = region.map(str::to_owned).or_else(|| var("AWS_REGION")).or_else(|| var("AWS_DEFAULT_REGION"));
        let region = written.or_else(|| files.member("region"))?;
        let keys = var("AWS_ACCESS_KEY_ID").zip(var("AWS_SECRET_ACCESS_KEY")).map(|(id, secret)| AwsKeys {
            id,
            secret: Secret::new(secret),
            token: var("AWS_SESSION_TOKEN").map(Secret::new),
        });
        Some(AwsConfig { region, keys, files })
    }

    /// The address of the runtime in the region.
    pub(super) fn base_url(&self) -> String {
        let domain = if self.region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
        format!("https://bedrock-runtime.{}.{domain}", self.region)
    }

    /// The keys as they are now. An error says what was looked for, in words without secrets.
    pub fn keys(&self) -> Result<AwsKeys, String> {
        self.keys.clone().map_or_else(|| self.files.keys(), Ok)
    }
}

/// A region stands in an address.
pub(super) fn is_region(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

type Profile = HashMap<String, String>;

impl Files {
    fn find(env: Environment<'_>) -> Self {
        let var = |name: &str| env(name).filter(|value| !value.is_empty());
        let home = var("HOME").or_else(|| var("USERPROFILE")).map(PathBuf::from);
        let file = |variable: &str, name: &str| var(variable).map(PathBuf::from).or_else(|| home.as_ref().map(|home| home.join(".aws").join(name)));
        Files {
            profile: var("AWS_PROFILE").or_else(|| var("AWS_DEFAULT_PROFILE")).unwrap_or_else(|| "default".to_owned()),
            credentials: file("AWS_SHARED_CREDENTIALS_FILE", "credentials"),
            config: file("AWS_CONFIG_FILE", "config"),
        }
    }

    /// The profile in both files; the credentials' file names it plainly.
    fn profiles(&self) -> (Option<Profile>, Option<Profile>) {
        let heading = if self.profile == "default" { "default".to_owned() } else { format!("profile {}", self.profile) };
        (section(self.credentials.as_deref(), &self.profile), section(self.config.as_deref(), &heading))
    }

    fn member(&self, name: &str) -> Option<String> {
        let (credentials, config) = self.profiles();
        [config, credentials].into_iter().flatten().find_map(|profile| profile.get(name).cloned())
    }

    fn keys(&self) -> Result<AwsKeys, String> {
        let (credentials, config) = self.profiles();
        let profiles: Vec<Profile> = [credentials, config].into_iter().flatten().collect();
        for profile in &profiles {
            if let (Some(id), Some(secret)) = (profile.get("aws_access_key_id"), profile.get("aws_secret_access_key")) {
                let token = profile.get("aws_session_token").cloned().map(Secret::new);
                return Ok(AwsKeys { id: id.clone(), secret: Secret::new(secret.clone()), token });
            }
        }
        let name = &self.profile;
        let roundabout = ["role_arn", "sso_session", "sso_start_url", "credential_process", "web_identity_token_file"];
        match roundabout.into_iter().find(|member| profiles.iter().any(|profile| profile.contains_key(*member))) {
            Some(member) => Err(format!(
                "the AWS profile `{name}` gives its keys by `{member}`, which is not followed: write short-lived keys with `aws configure export-credentials`"
            )),
            None => Err(format!(
                "no AWS keys: set `AWS_BEARER_TOKEN_BEDROCK`, or `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, or give the profile `{name}` keys in `~/.aws/credentials`"
            )),
        }
    }
}

/// One section of a file of `[headings]` and `name = value`; what is nested under a name is no concern of ours.
fn section(path: Option<&Path>, heading: &str) -> Option<Profile> {
    let path = path?;
    if std::fs::metadata(path).ok()?.len() > MAX_FILE {
        return None;
    }
    read(&std::fs::read_to_string(path).ok()?, heading)
}

fn read(text: &str, heading: &str) -> Option<Profile> {
    let mut found: Option<Profile> = None;
    let mut inside = false;
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.starts_with(['#', ';']) || trimmed.is_empty() {
            continue;
        }
        if let Some(name) = trimmed.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            inside = name.split_whitespace().eq(heading.split_whitespace());
            if inside {
                found.get_or_insert_default();
            }
        } else if let (true, false, Some((name, value)), Some(profile)) =
            (inside, line.starts_with([' ', '\t']), trimmed.split_once('='), found.as_mut())
        {
            profile.insert(name.trim().to_ascii_lowercase(), value.trim().to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const CREDENTIALS: &str = "# mine\n[default]\naws_access_key_id = AKIDEFAULT\naws_secret_access_key=s3/cr=et\n\n[other]\naws_access_key_id=AKIOTHER\n\
                               aws_secret_access_key = x\naws_session_token = t\n";
    const CONFIG: &str =
        "[default]\nregion = eu-west-1\ns3 =\n  region = no\n[profile  far]\nrole_arn = arn\nsource_profile = default\nregion=us-west-2\n";

    fn found(variables: &[(&str, &str)]) -> (Option<String>, Result<AwsKeys, String>) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("credentials"), CREDENTIALS).expect("a file");
        std::fs::write(path("config"), CONFIG).expect("a file");
        let env = |name: &str| match name {
            "AWS_SHARED_CREDENTIALS_FILE" => Some(path("credentials").display().to_string()),
            "AWS_CONFIG_FILE" => Some(path("config").display().to_string()),
            _ => variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()),
        };
        let config = AwsConfig::find(None, &env);
        let keys = config.as_ref().map_or(Err("no region".to_owned()), AwsConfig::keys);
        (config.map(|config| config.region), keys)
    }

    #[test]
    fn the_environment_goes_before_the_files_and_a_profile_names_its_section() {
        let (region, keys) = found(&[]);
        let keys = keys.expect("the default profile");
        assert_eq!(
            (region.as_deref(), keys.id.as_str(), keys.secret.expose(), keys.token.is_none()),
            (Some("eu-west-1"), "AKIDEFAULT", "s3/cr=et", true)
        );

        let (_, keys) = found(&[("AWS_PROFILE", "other"), ("AWS_REGION", "us-east-1")]);
        assert_eq!(keys.expect("another profile").token.expect("a session").expose(), "t");

        let env = [("AWS_ACCESS_KEY_ID", "AKIENV"), ("AWS_SECRET_ACCESS_KEY", "k"), ("AWS_PROFILE", "other"), ("AWS_DEFAULT_REGION", "ap-south-1")];
        let (region, keys) = found(&env);
        assert_eq!((region.as_deref(), keys.expect("keys").id.as_str()), (Some("ap-south-1"), "AKIENV"));
    }

    #[test]
    fn what_is_not_followed_or_not_there_is_said() {
        let (region, keys) = found(&[("AWS_PROFILE", "far")]);
        assert_eq!(region.as_deref(), Some("us-west-2"));
        assert!(keys.err().expect("a role").contains("`role_arn`"));
        let (_, keys) = found(&[("AWS_PROFILE", "none"), ("AWS_REGION", "us-east-1")]);
        assert!(keys.err().expect("no profile").contains("AWS_ACCESS_KEY_ID"));
    }
}
