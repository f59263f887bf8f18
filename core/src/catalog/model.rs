//! What is known of one model at one provider. What is not known is `None`, never a default.

use super::price::Rates;

/// What a model can do, or how it wants to be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Capability {
    Vision,
    Tools,
    ParallelTools,
    ToolChoice,
    /// `tool_choice` may demand a call.
    ForcedTools,
    JsonSchema,
    Reasoning,
    AudioInput,
    AudioOutput,
    PdfInput,
    VideoInput,
    PromptCaching,
    /// `temperature`, `top_p` and their kin are taken.
    SamplingParams,
    SystemMessages,
    MidConversationSystem,
    AssistantPrefill,
    /// Thinking cannot be switched off.
    ThinkingAlwaysOn,
    WebSearch,
    /// The words of effort that not every model knows.
    EffortNone,
    EffortMinimal,
    EffortXhigh,
    EffortMax,
    /// It does not think unless it is told to.
    RestsByDefault,
}

/// The letters of the data file, in the order of [`Capability`].
const LETTERS: &str = "vtphfjraodmcsyibkwnlxzq";

/// Yes, no or unknown for each [`Capability`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Capabilities {
    yes: u32,
    no: u32,
}

impl Capabilities {
    pub fn get(self, capability: Capability) -> Option<bool> {
        let bit = 1 << capability as u8;
        if self.yes & bit != 0 {
            Some(true)
        } else if self.no & bit != 0 {
            Some(false)
        } else {
            None
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let (yes, no) = text.split_once('-').unwrap_or((text, ""));
        let bits = |letters: &str| letters.chars().try_fold(0, |bits, letter| Some(bits | 1 << LETTERS.find(letter)?));
        Some(Capabilities { yes: bits(yes)?, no: bits(no)? })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Chat,
    Responses,
    Embedding,
    Completion,
}

/// One model of one provider.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The catalogue's name of the provider.
    pub provider: &'static str,
    /// The name that it is listed under, which may be shorter than the one asked for.
    pub name: &'static str,
    pub mode: Mode,
    /// The most input tokens; where a provider has one window for both ways, that window.
    pub context: Option<u64>,
    pub max_output: Option<u64>,
    pub capabilities: Capabilities,
    /// Milliseconds since 1970 at which the provider ends the model.
    pub retired_ms: Option<u64>,
    pub(super) rates: Option<Rates>,
}

impl Model {
    pub fn can(&self, capability: Capability) -> Option<bool> {
        self.capabilities.get(capability)
    }

    /// The prices, where they are known and the provider still promises them at `when_ms`.
    pub fn rates(&self, when_ms: u64) -> Option<&Rates> {
        self.rates.as_ref().filter(|rates| rates.until_ms.is_none_or(|until| when_ms < until))
    }

    /// The days until the model ends, rounded down; 0 once it has. `None` where no end is announced.
    pub fn days_left(&self, now_ms: u64) -> Option<u64> {
        self.retired_ms.map(|end| end.saturating_sub(now_ms) / 86_400_000)
    }

    pub fn is_retired(&self, now_ms: u64) -> bool {
        self.retired_ms.is_some_and(|end| end <= now_ms)
    }
}
