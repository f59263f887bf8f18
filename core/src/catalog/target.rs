//! A target: one model of one provider, with everything known of it.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{Capability, Catalog, Model, Rates};
use crate::config::{ProviderConfig, TargetConfig};
use crate::wire::{Efforts, ModelFacts};

/// What a route points at. Health, breaker and limits belong to it, not to the route.
#[derive(Clone)]
pub struct Target {
    /// `provider/model`
    pub id: Arc<str>,
    pub provider: Arc<ProviderConfig>,
    pub model: Arc<str>,
    pub weight: u32,
    /// Members that hold where the caller did not set them.
    pub params: Map<String, Value>,
    /// What the catalogue knows.
    pub facts: Option<Arc<Model>>,
    /// Context window in tokens.
    pub context: Option<u64>,
    pub max_output: Option<u64>,
    /// The same as the codecs want it.
    pub model_facts: ModelFacts,
    /// The operator's own price, or that of a model on one's own machine.
    price: Option<Rates>,
}

impl Target {
    /// What the configuration says wins over the catalogue.
    pub fn new(config: &TargetConfig, provider: &Arc<ProviderConfig>, catalog: &Catalog) -> Self {
        let facts = provider.preset.catalog.and_then(|name| catalog.lookup(name, &config.model));
        let own = config.price.as_ref().and_then(Rates::from_config);
        let price = if provider.preset.local { own.or_else(|| Some(Rates::free())) } else { own };
        let context = config.context.or_else(|| facts.as_ref().and_then(|m| m.context));
        let max_output = config.max_output.or_else(|| facts.as_ref().and_then(|m| m.max_output));
        Target {
            model_facts: model_facts(facts.as_deref(), context, max_output),
            id: format!("{}/{}", provider.name, config.model).into(),
            provider: provider.clone(),
            model: config.model.as_str().into(),
            weight: config.weight,
            params: config.params.clone(),
            context,
            max_output,
            price,
            facts,
        }
    }

    /// The prices that hold at `when_ms`. `None`: unknown, which is not free.
    pub fn rates(&self, when_ms: u64) -> Option<&Rates> {
        self.price.as_ref().or_else(|| self.facts.as_ref()?.rates(when_ms))
    }

    pub fn can(&self, capability: Capability) -> Option<bool> {
        self.facts.as_ref()?.can(capability)
    }
}

fn model_facts(model: Option<&Model>, context: Option<u64>, max_output: Option<u64>) -> ModelFacts {
    let can = |capability| model.and_then(|m| m.can(capability));
    ModelFacts {
        context,
        max_output,
        vision: can(Capability::Vision),
        audio_input: can(Capability::AudioInput),
        pdf_input: can(Capability::PdfInput),
        tools: can(Capability::Tools),
        parallel_tools: can(Capability::ParallelTools),
        forced_tools: can(Capability::ForcedTools),
        json_schema: can(Capability::JsonSchema),
        reasoning: can(Capability::Reasoning),
        thinking_always_on: can(Capability::ThinkingAlwaysOn),
        sampling_params: can(Capability::SamplingParams),
        system_messages: can(Capability::SystemMessages),
        mid_conversation_system: can(Capability::MidConversationSystem),
        assistant_prefill: can(Capability::AssistantPrefill),
        efforts: Efforts {
            none: can(Capability::EffortNone),
            minimal: can(Capability::EffortMinimal),
            xhigh: can(Capability::EffortXhigh),
            max: can(Capability::EffortMax),
        },
        rests_by_default: can(Capability::RestsByDefault),
    }
}
