//! Budgets: who they count, what, over which period.

use super::super::problem::{Fault, Report};
use super::super::read;
use super::super::tree::Node;
use super::super::{BudgetConfig, OnExceed, Period, StateConfig};
use super::Fields;

pub(super) fn budgets(top: &Fields<'_>, state: &StateConfig, report: &mut Report) -> Vec<BudgetConfig> {
    top.record_list("budgets").filter_map(|fields| budget(&fields, state, report)).collect()
}

fn budget(fields: &Fields<'_>, state: &StateConfig, report: &mut Report) -> Option<BudgetConfig> {
    let period = period(fields.word("period"))?;
    if state.forgets() && !matches!(period, Period::Minute | Period::Hour) {
        let fault = Fault::new("this budget starts anew with the process: `state` is `memory`").help("write `state: { store: sqlite }`");
        let place = fields.node("period").map_or(fields.place(), |node| node.place);
        report.warning(place, &fields.at("period"), fault);
    }
    let scope = fields.node("scope").map(Node::entries).unwrap_or_default();
    Some(BudgetConfig {
        scope: scope.iter().filter_map(|e| Some((e.key.clone(), e.value.text()?.to_owned()))).collect(),
        limit: read::limit(fields.node("limit")?).ok()?,
        period,
        timezone: fields.text("timezone")?,
        on_exceed: if fields.word("on_exceed") == "warn" { OnExceed::Warn } else { OnExceed::Block },
    })
}

fn period(word: &str) -> Option<Period> {
    Some(match word {
        "minute" => Period::Minute,
        "hour" => Period::Hour,
        "day" => Period::Day,
        "week" => Period::Week,
        "month" => Period::Month,
        "year" => Period::Year,
        "total" => Period::Total,
        _ => return None,
    })
}
