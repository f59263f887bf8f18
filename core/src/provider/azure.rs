//! Where Azure has its models: under the names of their deployments, in one of two forms of address.

use crate::config::ProviderConfig;

/// The version that is asked for where the configuration names none.
const USUAL_VERSION: &str = "2024-10-21";

/// What the provider calls the model: the name of its deployment, or what the caller called it.
pub fn deployment<'a>(config: &'a ProviderConfig, model: &'a str) -> &'a str {
    config.deployments.get(model).map_or(model, String::as_str)
}

/// The address of a call, where the provider is reached by deployments. `path` is the one that the dialect adds elsewhere.
pub fn url(config: &ProviderConfig, model: &str, path: &str) -> Option<String> {
    if !config.preset.deployments {
        return None;
    }
    let base = &config.base_url;
    let version = config.api_version.as_deref();
    Some(match (version, path.starts_with("/responses")) {
        // The usual dated version has no responses; the API without versions has them.
        (Some("v1"), _) | (None, true) => format!("{base}/openai/v1{path}"),
        (Some(version), true) => format!("{base}/openai{path}?api-version={version}"),
        (version, false) => {
            let deployment = escaped(deployment(config, model));
            format!("{base}/openai/deployments/{deployment}{path}?api-version={}", version.unwrap_or(USUAL_VERSION))
        }
    })
}

/// A segment of a path.
fn escaped(name: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    name.bytes().fold(String::with_capacity(name.len()), |out, byte| {
        if is_plain(byte) { out + char::from(byte).encode_utf8(&mut [0; 4]) } else { out + &format!("%{byte:02X}") }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn provider(more: &str) -> std::sync::Arc<ProviderConfig> {
        let text = format!("providers: {{ az: {{ type: azure_openai, base_url: 'https://x.openai.azure.com', api_key: k, {more} }} }}\nroutes: {{}}");
        Config::from_yaml(&text).expect("a good configuration").providers["az"].clone()
    }

    #[test]
    fn a_deployment_stands_in_the_path_or_in_the_body() {
        let dated = provider("deployments: { gpt-5: 'my gpt' }");
        assert_eq!(deployment(&dated, "gpt-5"), "my gpt");
        assert_eq!(deployment(&dated, "gpt-4o"), "gpt-4o");
        let chat = "https://x.openai.azure.com/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21";
        assert_eq!(url(&dated, "gpt-5", "/chat/completions").as_deref(), Some(chat));
        assert_eq!(url(&dated, "gpt-5", "/responses").as_deref(), Some("https://x.openai.azure.com/openai/v1/responses"));

        let v1 = provider("api_version: v1");
        assert_eq!(url(&v1, "gpt-5", "/embeddings").as_deref(), Some("https://x.openai.azure.com/openai/v1/embeddings"));
        let preview = provider("api_version: 2025-04-01-preview");
        let responses = "https://x.openai.azure.com/openai/responses?api-version=2025-04-01-preview";
        assert_eq!(url(&preview, "gpt-5", "/responses").as_deref(), Some(responses));
    }
}
