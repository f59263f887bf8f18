//! `max_cost`: what all tries of a call may cost together.

use super::Tried;
use crate::catalog::Target;
use crate::id::NanoUsd;
use crate::provider::Ask;
use crate::route::Facts;

/// Fewer tokens than these are no answer worth asking for.
const LEAST_OUTPUT: u64 = 256;
/// The output of a model of which no limit is known.
const USUAL_OUTPUT: u64 = 32_768;

/// The next try's request within what is left of the ceiling, or the code of why it cannot be made.
pub fn within(most: NanoUsd, tried: &[Tried], target: &Target, facts: &Facts, choices: u64, ask: Ask, wall_ms: u64) -> Result<Ask, &'static str> {
    let Some(rates) = target.rates(wall_ms) else { return Err("price_unknown") };
    let spent: NanoUsd = tried.iter().filter_map(|t| Some(t.target.rates(wall_ms)?.cost(t.usage.as_ref()?, None, wall_ms))).sum();
    let left = most.saturating_sub(spent);
    let fits = |output: u64| rates.upper_bound(facts.input_bound, output.saturating_mul(choices), None) <= left;
    let own = ask.max_tokens.or(target.max_output).unwrap_or(USUAL_OUTPUT);
    match facts.max_tokens {
        // What the caller asked for is not cut down behind his back.
        Some(callers) if fits(callers.min(target.max_output.unwrap_or(callers))) => Ok(ask),
        None if fits(own) => Ok(ask),
        None if fits(LEAST_OUTPUT) => {
            let (mut low, mut high) = (LEAST_OUTPUT, own.max(LEAST_OUTPUT));
            while low < high {
                let middle = low + (high - low).div_ceil(2);
                if fits(middle) { low = middle } else { high = middle - 1 }
            }
            Ok(Ask { max_tokens: Some(low), ..ask })
        }
        _ => Err("max_cost"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::catalog::Catalog;
    use crate::config::{Config, Price, TargetConfig};
    use crate::types::Usage;

    fn target(price: Option<Price>) -> Arc<Target> {
        let config = Config::from_yaml("providers: { a: { type: openai_compatible, base_url: 'http://x/v1', api_key: k } }").expect("valid");
        let of = TargetConfig { provider: "a".into(), model: "m".into(), price, max_output: Some(8_000), ..TargetConfig::default() };
        Arc::new(Target::new(&of, &config.providers["a"], Catalog::builtin()))
    }

    #[test]
    fn the_answer_is_bounded_by_what_is_left_and_a_try_that_does_not_fit_is_not_made() {
        // 1 USD a million tokens either way: 1,000 nano-USD a token.
        let target = target(Some(Price { input: Some(1_000_000), output: Some(1_000_000), ..Price::default() }));
        let facts = Facts { input_bound: 1_000, input_estimate: 250, ..Facts::default() };
        let asked =
            |most: i64, tried: &[Tried], facts: &Facts| within(NanoUsd(most), tried, &target, facts, 1, Ask::default(), 0).map(|a| a.max_tokens);
        assert_eq!(asked(9_000_000, &[], &facts), Ok(None));
        assert_eq!(asked(2_000_000, &[], &facts), Ok(Some(1_000)));
        assert_eq!(asked(1_200_000, &[], &facts), Err("max_cost"));
        let mut lost = Tried::skipped(&target, "");
        lost.usage = Some(Usage { input: 400, output: 100, ..Usage::default() });
        assert_eq!(asked(2_000_000, &[lost], &facts), Ok(Some(500)));
        let callers = Facts { max_tokens: Some(5_000), ..facts };
        assert_eq!((asked(6_000_000, &[], &callers), asked(5_999_999, &[], &callers)), (Ok(None), Err("max_cost")));
    }

    #[test]
    fn a_target_without_a_price_cannot_be_kept_under_a_ceiling() {
        let unpriced = within(NanoUsd(1), &[], &target(None), &Facts::default(), 1, Ask::default(), 0);
        assert_eq!(unpriced.map(|a| a.max_tokens), Err("price_unknown"));
    }
}
