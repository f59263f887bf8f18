//! Guardrails: patterns, and a warning for those that hold a stream back to its end.

use super::super::problem::{Fault, Report};
use super::super::read;
use super::super::{GuardConfig, GuardrailsConfig};
use super::Fields;

/// A match that could be longer makes the guard hold the whole stream.
const LONGEST_MATCH: usize = 4096;

pub(super) fn guardrails(top: &Fields<'_>, report: &mut Report) -> GuardrailsConfig {
    let fields = top.record("guardrails");
    for side in ["input", "output"] {
        for guard in fields.record_list(side) {
            refuse_large_sets(&guard, report);
        }
    }
    warn_of_holding(&fields, report);
    GuardrailsConfig { input: guards(&fields, "input"), output: guards(&fields, "output") }
}

fn guards(fields: &Fields<'_>, side: &str) -> Vec<GuardConfig> {
    let patterns = |guard: Fields<'_>| guard.list("deny").filter_map(|(_, node)| node.text().map(str::to_owned)).collect();
    fields.record_list(side).map(|guard| GuardConfig::Deny(patterns(guard))).collect()
}

/// The patterns of one guard are compiled together, under one limit.
fn refuse_large_sets(guard: &Fields<'_>, report: &mut Report) {
    let patterns: Vec<&str> = guard.list("deny").filter(|(_, node)| read::pattern(node).is_ok()).filter_map(|(_, node)| node.text()).collect();
    let set = regex::RegexSetBuilder::new(patterns).size_limit(read::MAX_PATTERN).build();
    if let (Err(_), Some(node)) = (set, guard.node("deny")) {
        report.problem(
            node.place,
            &guard.at("deny"),
            Fault::new("the patterns together take more than 1 MiB").help("share them out among several entries"),
        );
    }
}

fn warn_of_holding(fields: &Fields<'_>, report: &mut Report) {
    for (path, node) in fields.record_list("output").flat_map(|guard| guard.list("deny")) {
        let longest = read::pattern(node).map(|hir| hir.properties().maximum_len());
        if longest.is_ok_and(|longest| longest.is_none_or(|n| n > LONGEST_MATCH)) {
            let fault = Fault::new("a match of this pattern has no bound of 4 KiB: streamed answers are held back to their end")
                .help("bound its repetitions, as in `.{0,200}`");
            report.warning(node.place, &path, fault);
        }
    }
}
