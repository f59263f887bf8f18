//! Where APIs in OpenAI's chat format differ from OpenAI's own: a table that the chat codec reads for its target.
//!
//! From the providers' documentation. A provider without a row gets what the caller wrote.

/// One difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quirk {
    /// Instructions go under the role `system` only.
    SystemRole,
    /// Members that only hint: left out, and named.
    Drops(&'static [&'static str]),
    /// Members that change the answer and have no place: an error, or left out where the route says so.
    Refuses(&'static [&'static str]),
    /// The same for models that think.
    RefusesThinking(&'static [&'static str]),
    /// A member has another name, and wins over one that is already called so.
    Renames(&'static str, &'static str),
    /// Members that messages do not have.
    MessageDrops(&'static [&'static str]),
    /// `cache_control` is not known.
    NoCacheMarkers,
    /// Contents are texts, but for models that see pictures.
    PlainText,
    /// What a tool shows follows its result as a user's message.
    PicturesFollow,
    /// An assistant's message says something, or is none.
    NoEmptyAnswers,
    /// `functions` and `function_call` are not known: they go as tools.
    NoFunctions,
    /// A stream tells its usage unasked, and `stream_options` is not known.
    NoStreamOptions,
    /// The word that demands a call.
    Required(&'static str),
    /// No call can be demanded, but one tool can be named.
    NoRequired,
    /// So many stop texts are taken; the answer is cut at the others here.
    MostStops(usize),
    /// The same for models that think.
    MostStopsThinking(usize),
    /// Ids of calls have just so many letters and digits.
    CallIds(usize),
    /// Files go as `document_url`, sounds as their bare data.
    Documents,
    /// An answer to be continued is marked with `prefix`.
    Prefix,
    /// What a model thought before stands in the content, as a chunk of its own.
    ThinkingChunks,
    /// What a model thought before goes back only where it called tools.
    ThoughtsInLoops,
    /// `thinking: {type}` switches it, and `reasoning_effort` knows `high` and `max`.
    ThinkingSwitch,
    /// `enable_thinking` and `thinking_budget` in the place of an effort.
    ThinkingBudget,
    /// A budget goes as `reasoning: {max_tokens}`.
    ReasoningObject,
    /// Of JSON there is only `json_object`: the schema goes in words and is checked here.
    ObjectOnly,
    /// The same for models that are not known to keep a schema.
    SchemaByModel,
}

use Quirk::{
    CallIds, Documents, Drops, MessageDrops, MostStops, MostStopsThinking, NoCacheMarkers, NoEmptyAnswers, NoFunctions, NoRequired, NoStreamOptions,
    ObjectOnly, PicturesFollow, PlainText, Prefix, ReasoningObject, Refuses, RefusesThinking, Renames, Required, SchemaByModel, SystemRole,
    ThinkingBudget, ThinkingChunks, ThinkingSwitch, ThoughtsInLoops,
};

/// What most of them share.
const USUAL: &[Quirk] = &[SystemRole, PicturesFollow];

/// The rows, by the `type` of the provider.
pub static QUIRKS: [(&str, &[Quirk]); 13] = [
    (
        "mistral",
        &[
            SystemRole,
            PicturesFollow,
            NoFunctions,
            NoStreamOptions,
            NoEmptyAnswers,
            NoCacheMarkers,
            Renames("max_completion_tokens", "max_tokens"),
            Renames("seed", "random_seed"),
            Required("any"),
            CallIds(9),
            Documents,
            Prefix,
            ThinkingChunks,
            MessageDrops(&["name", "refusal", "annotations", "audio", "reasoning_details", "extra_content"]),
            Drops(&["user", "store", "service_tier", "verbosity", "safety_identifier", "prompt_cache_key", "prompt_cache_retention"]),
            Refuses(&["logprobs", "top_logprobs", "logit_bias", "modalities", "audio", "web_search_options"]),
        ],
    ),
    (
        "deepseek",
        &[
            SystemRole,
            PlainText,
            PicturesFollow,
            NoCacheMarkers,
            MostStops(16),
            ThoughtsInLoops,
            ThinkingSwitch,
            ObjectOnly,
            Drops(&["user", "metadata", "verbosity", "safety_identifier", "prompt_cache_key", "prompt_cache_retention"]),
            Refuses(&["logit_bias", "modalities", "audio"]),
            RefusesThinking(&["logprobs", "top_logprobs"]),
        ],
    ),
    (
        "qwen",
        &[
            SystemRole,
            PicturesFollow,
            NoRequired,
            ThinkingBudget,
            Drops(&["user", "metadata", "verbosity", "safety_identifier", "prompt_cache_key", "prompt_cache_retention"]),
            Refuses(&["logit_bias"]),
        ],
    ),
    (
        "groq",
        &[
            SystemRole,
            PicturesFollow,
            NoCacheMarkers,
            SchemaByModel,
            MostStops(4),
            MessageDrops(&["name"]),
            Drops(&["metadata", "store", "verbosity", "prediction", "safety_identifier", "prompt_cache_key", "prompt_cache_retention"]),
            Refuses(&["logprobs", "top_logprobs", "logit_bias", "n", "modalities", "audio", "web_search_options"]),
        ],
    ),
    (
        "xai",
        &[
            SystemRole,
            PicturesFollow,
            MostStopsThinking(0),
            Drops(&["metadata", "store", "verbosity", "prediction"]),
            Refuses(&["logit_bias"]),
            RefusesThinking(&["presence_penalty", "frequency_penalty"]),
        ],
    ),
    ("openrouter", &[SystemRole, PicturesFollow, ReasoningObject]),
    ("vllm", &[SystemRole, PicturesFollow, NoCacheMarkers, Drops(&["metadata", "verbosity"])]),
    ("together", USUAL),
    ("fireworks", USUAL),
    (
        "perplexity",
        &[
            SystemRole,
            MostStops(0),
            NoCacheMarkers,
            MessageDrops(&["name"]),
            Drops(&["user", "metadata", "store", "seed", "service_tier", "verbosity", "prediction", "parallel_tool_calls"]),
            Refuses(&["tools", "tool_choice", "functions", "function_call", "n", "logprobs", "top_logprobs", "logit_bias", "modalities", "audio"]),
        ],
    ),
    (
        "cerebras",
        &[
            SystemRole,
            PicturesFollow,
            NoCacheMarkers,
            MostStops(4),
            Drops(&["metadata", "store", "verbosity"]),
            Refuses(&["frequency_penalty", "presence_penalty", "logit_bias", "n", "modalities", "audio"]),
        ],
    ),
    ("tokenmix", USUAL),
    ("huggingface", USUAL),
];

/// The differences of a provider's `type`.
pub fn of(provider: &str) -> &'static [Quirk] {
    QUIRKS.iter().find(|(name, _)| *name == provider).map_or(&[], |(_, quirks)| quirks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_has_one_row_or_none() {
        for (at, (name, quirks)) in QUIRKS.iter().enumerate() {
            assert!(QUIRKS[at + 1..].iter().all(|(other, _)| other != name), "{name} stands twice");
            assert!(!quirks.is_empty());
        }
        assert!(of("mistral").contains(&CallIds(9)));
        assert!(of("openai").is_empty() && of("openai_compatible").is_empty());
    }
}
