//! What a model behind Converse takes: the catalogue's word, and where it is silent the family that the id tells.

use super::super::anthropic::model::Claude;
use crate::wire::ModelFacts;

/// Who made the model: what stands in `additionalModelRequestFields` is the maker's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    Claude,
    Nova,
    /// Nova from its second generation on, which can think.
    Nova2,
    GptOss,
    Mistral,
    Other,
}

/// Models beside Claude that answer by `outputConfig.textFormat` and have strict tools, as the user guide lists them.
const BY_SCHEMA: [&str; 10] = [
    "qwen.qwen3",
    "openai.gpt-oss",
    "deepseek.v3",
    "google.gemma-3",
    "minimax.minimax-m2",
    "mistral.mistral-large-3",
    "mistral.magistral-small-2509",
    "mistral.ministral-3",
    "moonshot.kimi-k2",
    "nvidia.nemotron-nano",
];

/// What the encoder must know.
#[derive(Debug, Clone, Copy)]
pub struct Model {
    pub family: Family,
    /// Only of this family.
    pub claude: Option<Claude>,
    pub max_output: Option<u64>,
    /// `outputConfig.textFormat`, and strict tools.
    pub schemas: bool,
    pub forced_tools: bool,
    pub prefill: bool,
    /// Cache points mean something to it.
    pub caches: bool,
    /// A cache point may say how long.
    pub caches_hour: bool,
    /// Its signed thoughts may come back to it.
    pub thoughts: bool,
}

impl Model {
    pub fn of(id: &str, facts: &ModelFacts) -> Self {
        let family = family(id);
        let claude = (family == Family::Claude).then(|| Claude::of(id, facts));
        let nova = matches!(family, Family::Nova | Family::Nova2);
        Model {
            family,
            claude,
            max_output: facts.max_output,
            schemas: claude.map_or_else(|| BY_SCHEMA.iter().any(|name| id.contains(name)), |claude| claude.schemas),
            forced_tools: claude.map_or(facts.forced_tools != Some(false), |claude| claude.forced_tools),
            prefill: claude.map_or(facts.assistant_prefill != Some(false), |claude| claude.prefill),
            caches: claude.is_some() || nova,
            caches_hour: claude.is_some(),
            thoughts: claude.is_some() || family == Family::Nova2 || family == Family::Other && facts.reasoning == Some(true),
        }
    }
}

fn family(id: &str) -> Family {
    if id.contains("claude") || id.contains("anthropic.") {
        Family::Claude
    } else if id.contains("nova-2") {
        Family::Nova2
    } else if id.contains("amazon.nova") {
        Family::Nova
    } else if id.contains("gpt-oss") {
        Family::GptOss
    } else if id.contains("mistral.") {
        Family::Mistral
    } else {
        Family::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_the_family_with_or_without_a_region() {
        for (id, expected) in [
            ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", Family::Claude),
            ("arn:aws:bedrock:eu-central-1:1:inference-profile/eu.amazon.nova-pro-v1:0", Family::Nova),
            ("global.amazon.nova-2-lite-v1:0", Family::Nova2),
            ("openai.gpt-oss-120b-1:0", Family::GptOss),
            ("mistral.mistral-large-2407-v1:0", Family::Mistral),
            ("meta.llama3-1-8b-instruct-v1:0", Family::Other),
        ] {
            assert_eq!(family(id), expected, "{id}");
        }
        assert!(Model::of("anthropic.claude-sonnet-4-5-20250929-v1:0", &ModelFacts::UNKNOWN).schemas);
        assert!(!Model::of("amazon.nova-pro-v1:0", &ModelFacts::UNKNOWN).schemas);
    }
}
