//! Closed sets of words, and those of the full grammar that this version lacks.

use super::Words;
use crate::config::presets::{NOT_YET, PRESETS};
use crate::types::Labels;

pub(super) static TYPES: Words = Words { what: "provider type", now: provider_types, later: &NOT_YET };
pub(super) static LABELS: Words = Words { what: "label", now: || Labels::NAMES.to_vec(), later: &["tags"] };
pub(super) static CLASSES: Words = Words { what: "class of failure", now: crate::config::build::class_words, later: &[] };
pub(super) static SYSTEM_ROLES: Words = Words { what: "role", now: || vec!["system", "developer", "user"], later: &[] };
pub(super) static STRATEGIES: Words =
    Words { what: "strategy", now: || vec!["fallback", "loadbalance"], later: &["latency", "cost", "least_busy", "conditional", "semantic"] };
pub(super) static DOMAINS: Words = Words { what: "failure domain", now: || vec!["same_region", "same_provider"], later: &[] };
pub(super) static PERCENTILES: Words = Words { what: "percentile", now: || vec!["p95"], later: &[] };
pub(super) static RESUME: Words = Words { what: "way to resume", now: || vec!["error", "text"], later: &[] };
pub(super) static ON_UNSUPPORTED: Words = Words { what: "reaction", now: || vec!["error", "drop"], later: &[] };
pub(super) static ON_FAILURE: Words = Words { what: "reaction", now: || vec!["block", "allow"], later: &[] };
pub(super) static CACHE_MODES: Words = Words { what: "cache mode", now: || vec!["exact", "off"], later: &["semantic"] };
pub(super) static CACHE_SCOPES: Words = Words { what: "cache scope", now: || vec!["tenant", "user"], later: &[] };
pub(super) static PERIODS: Words = Words { what: "period", now: || vec!["minute", "hour", "day", "week", "month", "year", "total"], later: &[] };
pub(super) static ON_EXCEED: Words = Words { what: "reaction", now: || vec!["block", "warn"], later: &["degrade"] };
pub(super) static STORES: Words = Words { what: "store", now: || vec!["memory", "sqlite"], later: &["redis"] };
pub(super) static CONTENT: Words = Words { what: "setting", now: || vec!["off"], later: &["on"] };
pub(super) static REACTIONS: Words = Words { what: "reaction", now: || vec!["ignore", "warn", "error"], later: &[] };
pub(super) static ROOTS: Words = Words { what: "set of roots", now: || vec!["system", "webpki"], later: &[] };
pub(super) static PROXIES: Words = Words { what: "proxy setting", now: || vec!["off", "env"], later: &[] };
pub(super) static CLOCKS: Words = Words { what: "clock", now: || vec!["real", "virtual"], later: &[] };

fn provider_types() -> Vec<&'static str> {
    PRESETS.iter().map(|preset| preset.name).chain(["dashscope"]).collect()
}
