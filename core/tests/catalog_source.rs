//! The catalogue against the table it was made from: 10,000 random bills, priced from the table's own numbers.
//!
//! The table is read in place (`POLYROUTE_DATA`); where it is absent the test says that it is skipped.

use std::path::PathBuf;

use polyroute::catalog::Catalog;
use polyroute::id::NanoUsd;
use polyroute::types::Usage;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value};

type Entry = Map<String, Value>;

fn source() -> Option<Vec<(String, Entry)>> {
    let folder =
        std::env::var_os("POLYROUTE_DATA").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    let text = std::fs::read_to_string(folder.join("catalog/models.json")).ok()?;
    let table: Map<String, Value> = serde_json::from_str(&text).expect("the table is JSON");
    Some(table.into_iter().filter_map(|(name, entry)| Some((name, entry.as_object()?.clone()))).collect())
}

/// Pico-USD; the table's numbers have at most 12 decimals, which survive a double.
fn pico(entry: &Entry, field: &str) -> Option<i128> {
    entry.get(field)?.as_f64().map(|price| (price * 1e12).round() as i128)
}

/// The bill by the table's own words, `None` where the table leaves a part of it open.
fn bill(entry: &Entry, usage: &Usage, service: &str) -> Option<i128> {
    let above = |limit: u64| format!("_above_{}k_tokens", limit / 1000);
    let tier = [272_000, 200_000, 128_000, 100_000]
        .into_iter()
        .find(|l| usage.input > *l && entry.contains_key(&format!("input_cost_per_token{}", above(*l))));
    let tier = tier.map(above).unwrap_or_default();
    let rate = |field: &str| pico(entry, &format!("{field}{tier}{service}"));
    let (input, output) = (rate("input_cost_per_token")?, rate("output_cost_per_token")?);
    let kinds = [
        (usage.input - usage.cache_read - usage.cache_write, input),
        (usage.cache_read, if usage.cache_read > 0 { rate("cache_read_input_token_cost")? } else { 0 }),
        (usage.cache_write, if usage.cache_write > 0 { rate("cache_creation_input_token_cost")? } else { 0 }),
        (usage.output, output),
    ];
    Some(kinds.into_iter().map(|(tokens, rate)| i128::from(tokens) * rate).sum())
}

/// Entries that the importer corrects, and those whose hours or kinds of tokens this reference leaves out.
fn is_plain(name: &str, entry: &Entry) -> bool {
    let corrected = ["claude-opus-5-5", "jais-30b-chat", "ft:gpt-4o-2024-08-06"].iter().any(|part| name.contains(part));
    let special = ["off_peak_pricing", "tiered_pricing", "output_cost_per_reasoning_token"].iter().any(|field| entry.contains_key(*field));
    !corrected && !special
}

#[test]
fn every_bill_is_what_the_table_says() {
    let Some(table) = source() else {
        println!("skipped: catalog_source (the price table is not there)");
        return;
    };
    let catalog = Catalog::builtin();
    let priced: Vec<_> = table
        .iter()
        .filter(|(name, entry)| is_plain(name, entry) && pico(entry, "input_cost_per_token") != Some(0))
        .filter_map(|(name, entry)| {
            let provider = entry["litellm_provider"].as_str()?;
            let model = name.strip_prefix(provider).and_then(|rest| rest.strip_prefix('/')).unwrap_or(name);
            Some((catalog.lookup(provider, model)?, entry))
        })
        .filter(|(model, _)| model.rates(0).is_some())
        .collect();
    assert!(priced.len() > 1_000, "{} entries", priced.len());

    let tokens = || prop_oneof![0..2_000u64, 90_000..400_000u64];
    let services = prop::sample::select(vec![("", None), ("_batches", Some("batch")), ("_flex", Some("flex")), ("_priority", Some("priority"))]);
    let record = (0..priced.len(), tokens(), 0..=100u64, 0..=100u64, 0..40_000u64, services);
    let mut runner = TestRunner::new(Config { cases: 10_000, max_global_rejects: 100_000, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&record, |(index, input, read, write, output, (suffix, service))| {
        let (model, entry) = &priced[index];
        let cache_read = input * read.saturating_sub(50) / 100;
        let cache_write =
            if pico(entry, "cache_creation_input_token_cost").is_some_and(|price| price > 0) { input * write.saturating_sub(60) / 100 } else { 0 };
        let usage = Usage { input, output, cache_read, cache_write, ..Usage::default() };
        let Some(expected) = bill(entry, &usage, suffix) else { return Err(TestCaseError::reject("the table leaves it open")) };
        let rates = model.rates(0).expect("filtered above");
        let cost = rates.cost(&usage, service, 0);
        prop_assert_eq!(cost, NanoUsd(((expected + 999) / 1000) as i64), "{}/{} {:?}", model.provider, model.name, usage);
        prop_assert!(cost <= rates.upper_bound(input, output, service));
        Ok(())
    });
    outcome.expect("every bill agrees");
}
