//! What providers say in their usage that a call costs. Whether that is the bill is the configuration's to say.

use serde_json::Value;

use super::lenient::Count;
use crate::id::NanoUsd;

/// xAI counts in ten-billionths of a dollar.
const TICKS_IN_NANO: u64 = 10;

/// `cost` is in dollars, a number or an object with the sum and its parts; `ticks` are xAI's.
pub fn said(cost: Option<&Value>, ticks: Count) -> Option<NanoUsd> {
    let dollars = cost.and_then(|cost| cost.as_f64().or_else(|| cost.get("total_cost")?.as_f64()));
    let ticks = || ticks.0.and_then(|ticks| i64::try_from(ticks.div_ceil(TICKS_IN_NANO)).ok()).map(NanoUsd);
    dollars.and_then(NanoUsd::from_usd).or_else(ticks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_every_form_of_a_bill() {
        let dollars = |cost: Value| said(Some(&cost), Count(None));
        assert_eq!(dollars(json!(0.000_412)), Some(NanoUsd(412_000)));
        assert_eq!(dollars(json!({"input_tokens_cost": 0.001, "total_cost": 0.006})), Some(NanoUsd(6_000_000)));
        assert_eq!(said(None, Count(Some(1_466_251))), Some(NanoUsd(146_626)));
        for none in [json!("free"), json!(-1), json!(1e300), json!({})] {
            assert_eq!(dollars(none), None);
        }
        assert_eq!(said(None, Count(None)), None);
    }
}
