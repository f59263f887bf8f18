//! Provider types: dialect, address, key variables, quirks. A new OpenAI-compatible provider is a row.
//!
//! Addresses and variables as the providers document them.

use crate::types::Dialect;

/// One row of the provider table.
#[derive(Debug, PartialEq, Eq)]
pub struct Preset {
    /// The `type` in the configuration.
    pub name: &'static str,
    /// What it is asked in where the caller's own dialect is not among `also`.
    pub dialect: Dialect,
    /// What it speaks besides: a caller of such a dialect is passed on in it.
    pub also: &'static [Dialect],
    /// Ends before what the dialect adds. `None`: must be written.
    pub base_url: Option<&'static str>,
    /// Environment variables of the key, the first set one counts.
    pub key_variables: &'static [&'static str],
    /// An environment variable that replaces `base_url` or, where there is no key, switches the provider on.
    pub url_variable: Option<&'static str>,
    /// The header that bears the key, and what stands before it there.
    pub key_header: (&'static str, &'static str),
    pub embeddings: bool,
    /// The catalogue's name for this provider, where it has one.
    pub catalog: Option<&'static str>,
    /// Runs on this machine: a price of 0 is meant.
    pub local: bool,
    /// The API of the model's maker: newer parameter names hold (`max_completion_tokens`, role `developer`).
    pub first_party_openai: bool,
    /// Models are reached by the names of their deployments, as Azure does it.
    pub deployments: bool,
    /// The cost that it says in its usage is the bill.
    pub says_cost: bool,
    /// The address is that of a region; calls are signed where there is no key.
    pub aws: bool,
    /// Models stand below a project and a location of Google's cloud; calls bear tokens.
    pub google: bool,
    /// A function of the host answers; nothing is dialled.
    pub function: bool,
}

impl Preset {
    /// Is it asked in this dialect? Cohere's second form of reranking is understood by who has the first.
    pub fn speaks(&self, dialect: Dialect) -> bool {
        let has = |dialect| self.dialect == dialect || self.also.contains(&dialect);
        has(dialect) || (dialect == Dialect::RerankV2 && has(Dialect::Rerank))
    }
}

const CHAT: Preset = Preset {
    name: "",
    dialect: Dialect::OpenaiChat,
    also: &[],
    base_url: None,
    key_variables: &[],
    url_variable: None,
    key_header: ("authorization", "Bearer "),
    embeddings: true,
    catalog: None,
    local: false,
    first_party_openai: false,
    deployments: false,
    says_cost: false,
    aws: false,
    google: false,
    function: false,
};

pub static PRESETS: [Preset; 24] = [
    Preset {
        name: "openai",
        also: &[Dialect::OpenaiResponses, Dialect::OpenaiCompletions, Dialect::OpenaiModerations],
        base_url: Some("https://api.openai.com/v1"),
        key_variables: &["OPENAI_API_KEY"],
        url_variable: Some("OPENAI_BASE_URL"),
        catalog: Some("openai"),
        first_party_openai: true,
        ..CHAT
    },
    Preset { name: "openai_compatible", ..CHAT },
    Preset { name: "function", base_url: Some("function:"), function: true, local: true, ..CHAT },
    Preset { name: "openai_responses", dialect: Dialect::OpenaiResponses, embeddings: false, ..CHAT },
    Preset {
        name: "azure_openai",
        also: &[Dialect::OpenaiResponses, Dialect::OpenaiCompletions],
        key_variables: &["AZURE_OPENAI_API_KEY"],
        url_variable: Some("AZURE_OPENAI_ENDPOINT"),
        key_header: ("api-key", ""),
        catalog: Some("azure"),
        first_party_openai: true,
        deployments: true,
        ..CHAT
    },
    Preset {
        name: "anthropic",
        dialect: Dialect::Anthropic,
        base_url: Some("https://api.anthropic.com"),
        key_variables: &["ANTHROPIC_API_KEY"],
        url_variable: Some("ANTHROPIC_BASE_URL"),
        key_header: ("x-api-key", ""),
        embeddings: false,
        catalog: Some("anthropic"),
        ..CHAT
    },
    Preset {
        name: "mistral",
        also: &[Dialect::OpenaiModerations],
        base_url: Some("https://api.mistral.ai/v1"),
        key_variables: &["MISTRAL_API_KEY"],
        catalog: Some("mistral"),
        ..CHAT
    },
    Preset {
        name: "deepseek",
        base_url: Some("https://api.deepseek.com/v1"),
        key_variables: &["DEEPSEEK_API_KEY"],
        catalog: Some("deepseek"),
        ..CHAT
    },
    Preset {
        name: "qwen",
        also: &[Dialect::OpenaiCompletions],
        base_url: Some("https://dashscope-intl.aliyuncs.com/compatible-mode/v1"),
        key_variables: &["DASHSCOPE_API_KEY"],
        catalog: Some("dashscope"),
        ..CHAT
    },
    Preset { name: "groq", base_url: Some("https://api.groq.com/openai/v1"), key_variables: &["GROQ_API_KEY"], catalog: Some("groq"), ..CHAT },
    Preset {
        name: "xai",
        also: &[Dialect::OpenaiResponses, Dialect::OpenaiCompletions],
        base_url: Some("https://api.x.ai/v1"),
        key_variables: &["XAI_API_KEY"],
        catalog: Some("xai"),
        says_cost: true,
        ..CHAT
    },
    Preset {
        name: "openrouter",
        also: &[Dialect::OpenaiCompletions],
        base_url: Some("https://openrouter.ai/api/v1"),
        key_variables: &["OPENROUTER_API_KEY"],
        catalog: Some("openrouter"),
        says_cost: true,
        ..CHAT
    },
    Preset {
        name: "together",
        also: &[Dialect::OpenaiCompletions, Dialect::Rerank],
        base_url: Some("https://api.together.xyz/v1"),
        key_variables: &["TOGETHER_API_KEY"],
        catalog: Some("together_ai"),
        ..CHAT
    },
    Preset {
        name: "fireworks",
        also: &[Dialect::OpenaiCompletions],
        base_url: Some("https://api.fireworks.ai/inference/v1"),
        key_variables: &["FIREWORKS_API_KEY"],
        catalog: Some("fireworks_ai"),
        ..CHAT
    },
    Preset {
        name: "perplexity",
        base_url: Some("https://api.perplexity.ai"),
        key_variables: &["PERPLEXITY_API_KEY"],
        catalog: Some("perplexity"),
        says_cost: true,
        ..CHAT
    },
    Preset {
        name: "cerebras",
        also: &[Dialect::OpenaiCompletions],
        base_url: Some("https://api.cerebras.ai/v1"),
        key_variables: &["CEREBRAS_API_KEY"],
        catalog: Some("cerebras"),
        ..CHAT
    },
    Preset { name: "tokenmix", base_url: Some("https://api.tokenmix.ai/v1"), key_variables: &["TOKENMIX_API_KEY"], ..CHAT },
    Preset { name: "huggingface", base_url: Some("https://router.huggingface.co/v1"), key_variables: &["HF_TOKEN"], ..CHAT },
    Preset {
        name: "cohere",
        dialect: Dialect::Cohere,
        also: &[Dialect::Rerank, Dialect::RerankV2],
        base_url: Some("https://api.cohere.com"),
        key_variables: &["COHERE_API_KEY", "CO_API_KEY"],
        catalog: Some("cohere"),
        ..CHAT
    },
    Preset {
        name: "ollama",
        dialect: Dialect::Ollama,
        base_url: Some("http://127.0.0.1:11434"),
        url_variable: Some("OLLAMA_HOST"),
        catalog: Some("ollama"),
        local: true,
        ..CHAT
    },
    Preset {
        name: "gemini",
        dialect: Dialect::Gemini,
        base_url: Some("https://generativelanguage.googleapis.com"),
        key_variables: &["GEMINI_API_KEY", "GOOGLE_API_KEY"],
        key_header: ("x-goog-api-key", ""),
        catalog: Some("gemini"),
        ..CHAT
    },
    Preset {
        name: "vertex",
        dialect: Dialect::Gemini,
        also: &[Dialect::Anthropic],
        embeddings: false,
        catalog: Some("vertex_ai"),
        google: true,
        ..CHAT
    },
    Preset {
        name: "vllm",
        also: &[Dialect::OpenaiCompletions, Dialect::Rerank],
        base_url: Some("http://127.0.0.1:8000/v1"),
        url_variable: Some("VLLM_BASE_URL"),
        local: true,
        ..CHAT
    },
    Preset {
        name: "bedrock",
        dialect: Dialect::Bedrock,
        key_variables: &["AWS_BEARER_TOKEN_BEDROCK"],
        embeddings: false,
        catalog: Some("bedrock"),
        aws: true,
        ..CHAT
    },
];

/// Types that the grammar knows and this version does not speak yet.
pub const NOT_YET: [&str; 0] = [];

/// The row of a `type`; `dashscope` is another name for `qwen`.
pub fn preset(name: &str) -> Option<&'static Preset> {
    let name = if name == "dashscope" { "qwen" } else { name };
    PRESETS.iter().find(|p| p.name == name)
}
