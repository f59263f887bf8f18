//! What tokens cost: rates in pico-USD, the sum exact, rounded up to a nano-USD once an attempt.
//!
//! Whether a price may be relied on, and what happens where there is none, is the budget's business.

use crate::config::Price;
use crate::id::NanoUsd;
use crate::types::Usage;

const PICO_IN_NANO: u128 = 1000;
const DAY_MS: u64 = 86_400_000;

/// Pico-USD a token, every kind known: what a provider does not price apart has the price of its kin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rate {
    pub input: u64,
    pub output: u64,
    pub cache_read: u64,
    pub cache_write: u64,
    pub cache_write_1h: u64,
    pub reasoning: u64,
}

/// A rate as written: input and output, the rest where it differs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct PartialRate {
    pub input: Option<u64>,
    pub output: Option<u64>,
    pub cache_read: Option<u64>,
    pub cache_write: Option<u64>,
    pub cache_write_1h: Option<u64>,
    pub reasoning: Option<u64>,
}

impl PartialRate {
    pub fn complete(self) -> Option<Rate> {
        let (input, output) = (self.input?, self.output?);
        let cache_write = self.cache_write.unwrap_or(input);
        Some(Rate {
            input,
            output,
            cache_read: self.cache_read.unwrap_or(input),
            cache_write,
            cache_write_1h: self.cache_write_1h.unwrap_or(cache_write),
            reasoning: self.reasoning.unwrap_or(output),
        })
    }
}

impl Rate {
    /// Pico-USD of `usage` at this rate.
    fn pico(&self, usage: &Usage) -> u128 {
        let write_1h = usage.cache_write_1h.min(usage.cache_write);
        let reasoning = usage.reasoning.min(usage.output);
        let fresh = usage.input.saturating_sub(usage.cache_read).saturating_sub(usage.cache_write);
        [
            (fresh, self.input),
            (usage.cache_read, self.cache_read),
            (usage.cache_write - write_1h, self.cache_write),
            (write_1h, self.cache_write_1h),
            (usage.output - reasoning, self.output),
            (reasoning, self.reasoning),
        ]
        .into_iter()
        .fold(0, |sum: u128, (tokens, rate)| sum.saturating_add(u128::from(tokens) * u128::from(rate)))
    }

    pub(super) fn percent(&self, percent: u64) -> Rate {
        let of = |rate: u64| rate * percent / 100;
        Rate {
            input: of(self.input),
            output: of(self.output),
            cache_read: of(self.cache_read),
            cache_write: of(self.cache_write),
            cache_write_1h: of(self.cache_write_1h),
            reasoning: of(self.reasoning),
        }
    }
}

/// Rates by the length of the whole prompt, shortest first; the first holds from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tiers(pub Vec<(u64, Rate)>);

impl Tiers {
    /// The rate of every token of a request with so long a prompt, output included.
    fn at(&self, prompt_tokens: u64) -> Rate {
        self.0.iter().rev().find(|(above, _)| *above == 0 || prompt_tokens > *above).map(|(_, rate)| *rate).unwrap_or_default()
    }
}

/// Hours in UTC at which other rates hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OffPeak {
    pub windows: Vec<Window>,
    pub rate: Rate,
}

/// Minutes of the day, from (included) and to (excluded), on some days of the week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Window {
    /// Bit 1 is Monday, bit 7 Sunday.
    pub days: u8,
    pub hours: Vec<(u16, u16)>,
}

impl OffPeak {
    fn holds(&self, when_ms: u64) -> bool {
        // The first day of 1970 was a Thursday.
        let weekday = (when_ms / DAY_MS + 3) % 7 + 1;
        let minute = (when_ms % DAY_MS / 60_000) as u16;
        self.windows.iter().any(|w| w.days & (1 << weekday) != 0 && w.hours.iter().any(|(from, to)| (*from..*to).contains(&minute)))
    }
}

/// All prices of one model at one provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rates {
    pub(super) standard: Tiers,
    pub(super) services: Vec<(&'static str, Tiers)>,
    pub(super) off_peak: Option<OffPeak>,
    /// Milliseconds since 1970 up to which the provider promises these prices.
    pub(super) until_ms: Option<u64>,
}

impl Rates {
    pub fn flat(rate: Rate) -> Rates {
        Rates { standard: Tiers(vec![(0, rate)]), services: Vec::new(), off_peak: None, until_ms: None }
    }

    /// What costs nothing and is known to: a model on one's own machine.
    pub fn free() -> Rates {
        Rates::flat(Rate::default())
    }

    /// The operator's own price. `None` unless input and output are both written.
    pub fn from_config(price: &Price) -> Option<Rates> {
        let Price { input, output, cache_read, cache_write } = *price;
        PartialRate { input, output, cache_read, cache_write, ..PartialRate::default() }.complete().map(Rates::flat)
    }

    /// The rate that holds for a prompt of this length in this service tier at this moment.
    ///
    /// `service_tier` is the word of the reply, else of the request; a word without prices of its own has the standard ones.
    pub fn at(&self, prompt_tokens: u64, service_tier: Option<&str>, when_ms: u64) -> Rate {
        match (self.service(service_tier), &self.off_peak) {
            (Some(tiers), _) => tiers.at(prompt_tokens),
            (None, Some(off_peak)) if off_peak.holds(when_ms) => off_peak.rate,
            _ => self.standard.at(prompt_tokens),
        }
    }

    /// What `usage` costs, rounded up. Call it once an attempt.
    pub fn cost(&self, usage: &Usage, service_tier: Option<&str>, when_ms: u64) -> NanoUsd {
        let prompt = usage.input.max(usage.cache_read.saturating_add(usage.cache_write));
        round_up(self.at(prompt, service_tier, when_ms).pico(&usage.charged()))
    }

    /// The most that a call can cost which sends and receives at most so many tokens, whatever the hour and the cache do.
    pub fn upper_bound(&self, input_tokens: u64, output_tokens: u64, service_tier: Option<&str>) -> NanoUsd {
        let tiers = self.service(service_tier).unwrap_or(&self.standard);
        let reachable = tiers.0.iter().filter(|(above, _)| *above == 0 || input_tokens > *above).map(|(_, rate)| rate);
        let pico = reachable.map(|rate| {
            let input = rate.input.max(rate.cache_read).max(rate.cache_write).max(rate.cache_write_1h);
            let output = rate.output.max(rate.reasoning);
            (u128::from(input_tokens) * u128::from(input)).saturating_add(u128::from(output_tokens) * u128::from(output))
        });
        round_up(pico.max().unwrap_or(0))
    }

    fn service(&self, name: Option<&str>) -> Option<&Tiers> {
        let name = name?;
        self.services.iter().find(|(known, _)| *known == name).map(|(_, tiers)| tiers)
    }
}

fn round_up(pico: u128) -> NanoUsd {
    NanoUsd(i64::try_from(pico.div_ceil(PICO_IN_NANO)).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Billed;

    fn rate(input: u64, output: u64) -> Rate {
        PartialRate { input: Some(input), output: Some(output), ..PartialRate::default() }.complete().unwrap()
    }

    fn usage(input: u64, output: u64) -> Usage {
        Usage { input, output, ..Usage::default() }
    }

    #[test]
    fn rounds_up_once_and_only_the_sum() {
        let rates = Rates::flat(rate(1, 1));
        assert_eq!(rates.cost(&usage(0, 0), None, 0), NanoUsd(0));
        assert_eq!(rates.cost(&usage(1, 1), None, 0), NanoUsd(1));
        assert_eq!(rates.cost(&usage(500, 500), None, 0), NanoUsd(1));
        assert_eq!(rates.cost(&usage(500, 501), None, 0), NanoUsd(2));
    }

    #[test]
    fn what_is_billed_has_the_price_and_what_is_counted_has_not() {
        let rates = Rates::flat(rate(1000, 2000));
        let counted = Usage { billed: Some(Billed { input: 9, output: 5 }), cache_read: 64, ..usage(74, 7) };
        assert_eq!(rates.cost(&counted, None, 0), NanoUsd(19));
        let mut both = usage(1, 1);
        both.add(&counted);
        assert_eq!((both.input, both.output, both.charged().input, both.charged().output), (75, 8, 10, 6));
    }

    #[test]
    fn the_whole_prompt_chooses_the_tier_of_every_token() {
        let rates = Rates { standard: Tiers(vec![(0, rate(1000, 2000)), (100, rate(3000, 4000))]), ..Rates::free() };
        assert_eq!(rates.cost(&usage(100, 1), None, 0), NanoUsd(102));
        assert_eq!(rates.cost(&usage(101, 1), None, 0), NanoUsd(307));
        let cached = Usage { cache_read: 60, cache_write: 50, ..usage(110, 0) };
        assert_eq!(rates.cost(&cached, None, 0), NanoUsd(330));
    }

    #[test]
    fn each_kind_of_token_has_its_own_price() {
        let full = Rate { input: 1000, output: 2000, cache_read: 100, cache_write: 1250, cache_write_1h: 2000, reasoning: 5000 };
        let used = Usage { input: 100, output: 10, cache_read: 30, cache_write: 20, cache_write_1h: 5, reasoning: 4, ..Usage::default() };
        assert_eq!(Rates::flat(full).cost(&used, None, 0), NanoUsd(50 + 3 + 19 + 10 + 12 + 20));
    }

    #[test]
    fn off_peak_hours_are_found_by_weekday_and_minute() {
        let window = Window { days: 0b0011_1110, hours: vec![(0, 60), (600, 1440)] };
        let off_peak = OffPeak { windows: vec![window], rate: rate(500, 500) };
        let thursday = 0;
        let minute = 60_000;
        assert!(off_peak.holds(thursday));
        assert!(!off_peak.holds(thursday + 60 * minute));
        assert!(off_peak.holds(thursday + 600 * minute));
        let saturday = 2 * DAY_MS;
        assert!(!off_peak.holds(saturday));
    }

    #[test]
    fn an_operators_price_needs_both_sides() {
        assert_eq!(Rates::from_config(&Price { input: Some(1), ..Price::default() }), None);
        let rates = Rates::from_config(&Price { input: Some(50_000), output: Some(400_000), ..Price::default() }).unwrap();
        assert_eq!(rates.cost(&usage(120, 48), None, 0), NanoUsd(25_200));
    }

    #[test]
    fn no_call_within_the_bound_costs_more_than_the_bound() {
        let dear = Rate { cache_write_1h: 9000, reasoning: 7000, ..rate(3000, 4000) };
        let rates = Rates { standard: Tiers(vec![(0, dear), (100, rate(1000, 1000))]), ..Rates::free() };
        let used = Usage { cache_write: 90, cache_write_1h: 90, reasoning: 50, ..usage(90, 50) };
        assert!(rates.cost(&used, None, 0) <= rates.upper_bound(200, 50, None));
    }
}
