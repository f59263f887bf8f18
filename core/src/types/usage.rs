//! Tokens of one call.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::NanoUsd;

/// A way of service that may have prices of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceTier {
    Standard,
    Batch,
    Flex,
    Priority,
    Ultrafast,
}

impl ServiceTier {
    /// By the word of a request or an answer. `None` where it names no one tier (`auto`).
    pub fn of(word: &str) -> Option<Self> {
        Some(match word {
            "default" | "standard" => ServiceTier::Standard,
            "batch" => ServiceTier::Batch,
            "flex" => ServiceTier::Flex,
            "priority" => ServiceTier::Priority,
            "ultrafast" => ServiceTier::Ultrafast,
            _ => return None,
        })
    }

    /// The word under which the catalogue has its prices.
    pub fn name(self) -> &'static str {
        match self {
            ServiceTier::Standard => "default",
            ServiceTier::Batch => "batch",
            ServiceTier::Flex => "flex",
            ServiceTier::Priority => "priority",
            ServiceTier::Ultrafast => "ultrafast",
        }
    }
}

/// `input` holds everything (cache reads and writes included), `output` includes reasoning.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ReceiptUsage")]
pub struct Usage {
    #[serde(rename = "input_tokens")]
    pub input: u64,
    #[serde(rename = "output_tokens")]
    pub output: u64,
    #[serde(rename = "cache_read_tokens")]
    pub cache_read: u64,
    /// All cache writes, those of an hour included.
    #[serde(rename = "cache_write_tokens")]
    pub cache_write: u64,
    /// Of the cache writes, those kept for an hour.
    #[serde(skip)]
    pub cache_write_1h: u64,
    #[serde(rename = "reasoning_tokens")]
    pub reasoning: u64,
    /// Of `input` and of `output`, sounds.
    #[serde(skip)]
    pub audio_input: u64,
    #[serde(skip)]
    pub audio_output: u64,
    /// How the provider says that it served the call.
    #[serde(skip)]
    pub tier: Option<ServiceTier>,
    /// What the provider itself says that the call costs.
    #[serde(skip)]
    pub cost: Option<NanoUsd>,
    /// The provider gave no usage, or the try was lost: these are estimates.
    pub estimated: bool,
    /// What the provider bills, where that is not what it counts.
    #[serde(skip)]
    pub billed: Option<Billed>,
}

/// Tokens on the bill.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Billed {
    pub input: u64,
    pub output: u64,
}

impl Usage {
    pub fn tokens(&self) -> u64 {
        self.input.saturating_add(self.output)
    }

    /// The tokens that have a price.
    pub fn charged(&self) -> Usage {
        self.billed.map_or(*self, |billed| Usage { input: billed.input, output: billed.output, ..Usage::default() })
    }

    pub fn add(&mut self, other: &Usage) {
        if self.billed.is_some() || other.billed.is_some() {
            let (own, more) = (self.charged(), other.charged());
            self.billed = Some(Billed { input: own.input.saturating_add(more.input), output: own.output.saturating_add(more.output) });
        }
        self.input = self.input.saturating_add(other.input);
        self.output = self.output.saturating_add(other.output);
        self.cache_read = self.cache_read.saturating_add(other.cache_read);
        self.cache_write = self.cache_write.saturating_add(other.cache_write);
        self.cache_write_1h = self.cache_write_1h.saturating_add(other.cache_write_1h);
        self.reasoning = self.reasoning.saturating_add(other.reasoning);
        self.audio_input = self.audio_input.saturating_add(other.audio_input);
        self.audio_output = self.audio_output.saturating_add(other.audio_output);
        self.tier = self.tier.filter(|tier| other.tier == Some(*tier));
        self.cost = self.cost.zip(other.cost).map(|(own, others)| own + others);
        self.estimated |= other.estimated;
    }
}
