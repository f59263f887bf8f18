//! Bills worked out by hand from the providers' price pages, through the compiled-in catalogue.

use polyroute::catalog::{Capability, Catalog};
use polyroute::id::NanoUsd;
use polyroute::types::Usage;

const MONDAY_NOON_MS: u64 = 1_795_435_200_000;
const SUNDAY_NOON_MS: u64 = MONDAY_NOON_MS - 86_400_000;

fn usage(input: u64, output: u64) -> Usage {
    Usage { input, output, ..Usage::default() }
}

fn cost(provider: &str, model: &str, usage: Usage, service: Option<&str>, when_ms: u64) -> Option<NanoUsd> {
    Some(Catalog::builtin().lookup(provider, model)?.rates(when_ms)?.cost(&usage, service, when_ms))
}

#[test]
fn bills_are_what_the_price_pages_say() {
    let cached = Usage { cache_read: 40_000, ..usage(50_000, 1_000) };
    let written = Usage { cache_write: 3_000, cache_write_1h: 1_000, ..usage(5_000, 100) };
    let cases = [
        // $0.25 and $2 a million
        ("openai", "gpt-5-mini", usage(120, 48), None, 126_000),
        // $0.025 for cached input
        ("openai", "gpt-5-mini", cached, None, 10_000 * 250 + 40_000 * 25 + 1_000 * 2_000),
        ("openai", "gpt-5-mini", usage(1, 0), None, 250),
        // half of it as a batch
        ("openai", "gpt-5-mini", usage(120, 48), Some("batch"), 63_000),
        // $0.10 and $0.50 up to 100k tokens, five times as much above
        ("anthropic", "claude-haiku-5-5", usage(100_000, 10), None, 100_000 * 100 + 10 * 500),
        ("anthropic", "claude-haiku-5-5", usage(100_001, 10), None, 100_001 * 500 + 10 * 2_500),
        // $4 and $20, cache writes $5 for minutes and $8 for an hour
        ("anthropic", "claude-opus-5-5", written, None, 2_000 * 4_000 + 2_000 * 5_000 + 1_000 * 8_000 + 100 * 20_000),
        ("vertex_ai", "claude-opus-5-5", usage(1_000, 10), Some("batch"), 1_000 * 2_000 + 10 * 10_000),
        ("openai", "ft:gpt-4o-2024-08-06", usage(1_000, 0), Some("batch"), 1_875_000),
        // priced by length alone
        ("dashscope", "qwen3-max", usage(32_000, 1), None, 32_000 * 1_200 + 6_000),
        ("dashscope", "qwen3-max", usage(32_001, 1), None, 32_001 * 2_400 + 12_000),
        ("openai", "text-embedding-3-small", usage(1_000, 0), None, 20_000),
    ];
    for (provider, model, usage, service, nano) in cases {
        assert_eq!(cost(provider, model, usage, service, MONDAY_NOON_MS), Some(NanoUsd(nano)), "{provider}/{model} {usage:?} {service:?}");
    }
}

#[test]
fn deepseek_is_cheaper_off_the_peak() {
    let peak = MONDAY_NOON_MS - 3 * 3_600_000;
    assert_eq!(cost("deepseek", "deepseek-v4-flash", usage(1_000, 0), None, peak), Some(NanoUsd(300_000)));
    assert_eq!(cost("deepseek", "deepseek-v4-flash", usage(1_000, 0), None, MONDAY_NOON_MS), Some(NanoUsd(150_000)));
    assert_eq!(cost("deepseek", "deepseek-v4-flash", usage(1_000, 0), None, SUNDAY_NOON_MS), Some(NanoUsd(150_000)));
}

#[test]
fn a_price_of_zero_is_unknown_but_on_ones_own_machine() {
    for (provider, model) in [("codestral", "codestral-latest"), ("azure_ai", "model-router"), ("openai", "no-such-model")] {
        assert_eq!(cost(provider, model, usage(1, 1), None, MONDAY_NOON_MS), None, "{provider}/{model}");
    }
    let catalog = Catalog::builtin();
    let local = catalog.models("ollama").next().expect("ollama's models are listed");
    assert_eq!(local.rates(MONDAY_NOON_MS).map(|rates| rates.cost(&usage(1, 1), None, MONDAY_NOON_MS)), Some(NanoUsd(0)));
    for provider in catalog.providers().filter(|p| *p != "ollama") {
        for model in catalog.models(provider) {
            let free = model.rates(0).is_some_and(|rates| rates.cost(&usage(1_000_000, 0), None, 0) == NanoUsd(0));
            assert!(!free, "{provider}/{}", model.name);
        }
    }
}

#[test]
fn a_price_promised_up_to_a_day_is_unknown_after_it() {
    let model = Catalog::builtin().lookup("gemini", "gemini-3.8-flash").expect("listed");
    let new_year_2027_ms = 1_798_761_600_000;
    assert!(model.rates(new_year_2027_ms - 1).is_some());
    assert!(model.rates(new_year_2027_ms).is_none());
}

#[test]
fn limits_and_capabilities_of_a_known_model() {
    let model = Catalog::builtin().lookup("openai", "gpt-4o").expect("listed");
    assert_eq!((model.context, model.max_output), (Some(128_000), Some(16_384)));
    assert_eq!(model.can(Capability::Vision), Some(true));
    let forced = Catalog::builtin().lookup("anthropic", "claude-opus-5-5").expect("listed");
    assert_eq!((forced.can(Capability::ForcedTools), forced.can(Capability::SamplingParams)), (Some(false), Some(false)));
}

#[test]
fn a_models_end_is_counted_in_days() {
    let model = Catalog::builtin().lookup("azure_ai", "jais-30b-chat").expect("listed");
    assert!(model.is_retired(MONDAY_NOON_MS));
    assert_eq!(model.days_left(MONDAY_NOON_MS), Some(0));
    let end = model.retired_ms.expect("announced");
    assert_eq!(model.days_left(end - 30 * 86_400_000), Some(30));
}
