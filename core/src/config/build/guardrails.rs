//! Guardrails: patterns and functions, and a warning for those that hold a stream back to its end.

use super::super::problem::{Fault, Report};
use super::super::read;
use super::super::{GuardConfig, GuardrailsConfig, OnFailure};
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
    let on_failure = if fields.word("on_failure") == "allow" { OnFailure::Allow } else { OnFailure::Block };
    GuardrailsConfig { input: guards(&fields, "input", report), output: guards(&fields, "output", report), on_failure }
}

fn guards(fields: &Fields<'_>, side: &str, report: &mut Report) -> Vec<GuardConfig> {
    fields.record_list(side).filter_map(|entry| guard(&entry, report)).collect()
}

/// An entry is one check, so that their order is the order of the list.
fn guard(entry: &Fields<'_>, report: &mut Report) -> Option<GuardConfig> {
    let problem = match (entry.raw("deny"), entry.raw("function")) {
        (Some(_), None) => {
            return Some(GuardConfig::Deny(entry.list("deny").filter_map(|(_, node)| node.text().map(str::to_owned)).collect()));
        }
        (None, Some(_)) => return entry.function().map(GuardConfig::Function),
        (Some(_), Some(_)) => Fault::new("`deny` and `function` in one entry").help("write two entries"),
        // Something else that is wrong with the entry was reported before.
        (None, None) if !entry.is_map() || entry.is_unknown() => return None,
        (None, None) => Fault::new("`deny` or `function` is missing").help("write `deny: [ 'regular expression' ]` or `function: name`"),
    };
    report.problem(entry.place(), entry.path(), problem);
    None
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
    for guard in fields.record_list("output") {
        for (path, node) in guard.list("deny") {
            let longest = read::pattern(node).map(|hir| hir.properties().maximum_len());
            if longest.is_ok_and(|longest| longest.is_none_or(|n| n > LONGEST_MATCH)) {
                let fault = Fault::new("a match of this pattern has no bound of 4 KiB: streamed answers are held back to their end")
                    .help("bound its repetitions, as in `.{0,200}`");
                report.warning(node.place, &path, fault);
            }
        }
        if let Some(node) = guard.node("function") {
            let fault = Fault::new("a function checks whole texts: streamed answers are held back to their end");
            report.warning(node.place, &guard.at("function"), fault);
        }
    }
}
