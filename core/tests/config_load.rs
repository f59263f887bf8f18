//! What a clean configuration becomes: values, defaults, implicit providers, references, hash.

use std::time::Duration;

use polyroute::config::{
    CacheScope, Config, FunctionConfig, GuardConfig, Judge, Limit, OnExceed, OnFailure, Period, Price, Problems, Roots, RouteConfig, StateConfig,
    Strategy,
};
use polyroute::error::Class;
use proptest::prelude::*;
use serde_json::json;

fn key(name: &str) -> Option<String> {
    (name == "OPENAI_API_KEY").then(|| "sk-usual".to_owned())
}

fn nothing(_: &str) -> Option<String> {
    None
}

fn load(text: &str) -> Config {
    Config::from_yaml_with(text, None, &key).unwrap_or_else(|problems| panic!("{problems}"))
}

fn refused(result: Result<Config, Problems>) -> String {
    result.err().expect("should be refused").to_string()
}

const WHOLE: &str = r#"
version: 1
providers:
  openai: { type: openai, api_key: "${OPENAI_API_KEY}" }
  laptop: { type: openai_compatible, base_url: "http://127.0.0.1:8080/v1/", region: local, headers: { X-Team: a }, quirks: { system_role: developer } }
models:
  small: { provider: openai, model: gpt-5-nano, params: { temperature: 0 }, price: { input: "0.0375 USD/M", output: "0.40 USD/M" }, context: 128k, max_output: 16k }
routes:
  chat:
    targets: [ small, "laptop/org/qwen3", { provider: laptop, model: qwen3, weight: 2 } ]
    strategy: loadbalance
    retries: { max: 0, backoff: { initial: 100ms, max: 1s }, respect_retry_after: false }
    deadline: 90s
    timeout: 20s
    ttft_timeout: 5s
    fallbacks: [ { to: backup, on: [rate_limit, server_error, truncated] }, { to: small }, { to: openai/gpt-5 } ]
    circuit_breaker: { failure_threshold: 2, failure_rate: 25% }
    cache: { ttl: 10m, scope: user }
  backup: { targets: [ openai/gpt-5-mini ] }
budgets:
  - { scope: { tenant: "*", feature: search }, limit: 5.00 USD, period: month, timezone: Europe/Berlin, on_exceed: warn }
  - { limit: 100 requests, period: minute }
guardrails: { input: [ { deny: [ 'a+', 'b' ] } ] }
state: { store: sqlite, path: ./ledger.db, durable: true }
trace: { file: ./traces.jsonl, content: off }
network: { roots: { file: ./ca.pem }, proxy: env, max_body: 1MiB }
testing: { clock: virtual, seed: 7 }
unknown_model: chat
require_labels: [tenant]
"#;

#[test]
fn every_written_value_arrives() {
    let config = load(WHOLE);
    let laptop = &config.providers["laptop"];
    assert_eq!(
        (laptop.base_url.as_str(), laptop.region.as_deref(), laptop.headers["x-team"].as_str()),
        ("http://127.0.0.1:8080/v1", Some("local"), "a")
    );
    assert_eq!(laptop.quirks.system_role.as_deref(), Some("developer"));
    assert!(laptop.api_key.is_none());
    assert_eq!(config.providers["openai"].api_key.as_ref().map(polyroute::id::Secret::expose), Some("sk-usual"));

    let small = &config.models["small"];
    assert_eq!(small.price, Some(Price { input: Some(37_500), output: Some(400_000), ..Price::default() }));
    assert_eq!((small.context, small.max_output, small.params["temperature"].clone()), (Some(128_000), Some(16_000), json!(0)));

    let chat = &config.routes["chat"];
    let targets: Vec<_> = chat.targets.iter().map(|t| (t.provider.as_str(), t.model.as_str(), t.weight)).collect();
    assert_eq!(targets, [("openai", "gpt-5-nano", 1), ("laptop", "org/qwen3", 1), ("laptop", "qwen3", 2)]);
    assert_eq!((chat.strategy, chat.max_attempts), (Strategy::Loadbalance, 7));
    assert_eq!((chat.retries.max, chat.retries.initial, chat.retries.respect_retry_after), (0, Duration::from_millis(100), false));
    assert_eq!((chat.timeout, chat.ttft_timeout), (Some(Duration::from_secs(20)), Some(Duration::from_secs(5))));
    assert_eq!((chat.circuit_breaker.failure_threshold, chat.circuit_breaker.failure_rate, chat.circuit_breaker.min_requests), (2, 0.25, 20));
    let cache = chat.cache.as_ref().expect("a cache");
    assert_eq!((cache.ttl, cache.scope), (Duration::from_secs(600), CacheScope::User));
    let on = [Class::RateLimit, Class::Server, Class::Overloaded, Class::Network, Class::Truncated, Class::Quota];
    assert_eq!(chat.fallbacks[0].on.as_deref(), Some(on.as_slice()));
    assert_eq!((chat.fallbacks[1].to.as_str(), &chat.fallbacks[1].on), ("small", &None));

    let budget = &config.budgets[0];
    assert_eq!((budget.limit, budget.period, budget.on_exceed), (Limit::Usd(5_000_000_000), Period::Month, OnExceed::Warn));
    assert_eq!((budget.scope["tenant"].as_str(), budget.scope["feature"].as_str(), budget.timezone.as_str()), ("*", "search", "Europe/Berlin"));
    assert_eq!(
        (config.budgets[1].limit, config.budgets[1].on_exceed, config.budgets[1].timezone.as_str()),
        (Limit::Requests(100), OnExceed::Block, "UTC")
    );
    assert_eq!(config.guardrails.input, [GuardConfig::Deny(vec!["a+".into(), "b".into()])]);
    assert_eq!(config.state, StateConfig::Sqlite { path: "./ledger.db".into(), durable: true });
    assert_eq!((config.trace.path.clone(), config.trace.file.clone()), (Some("./ledger.db".into()), Some("./traces.jsonl".into())));
    assert_eq!((&config.network.roots, config.network.proxy_from_env, config.network.max_body), (&Roots::File("./ca.pem".into()), true, 1 << 20));
    assert_eq!((config.testing.virtual_clock, config.testing.seed), (true, Some(7)));
    assert_eq!((config.unknown_model.as_deref(), config.require_labels.as_slice()), (Some("chat"), ["tenant".to_owned()].as_slice()));
    assert_eq!(config.warnings, []);
}

#[test]
fn what_is_not_written_has_the_defaults_of_the_table() {
    let config = load("routes: { chat: { targets: [ openai/gpt-5-mini ] } }");
    let chat = &config.routes["chat"];
    assert_eq!(*chat, RouteConfig { targets: chat.targets.clone(), ..RouteConfig::default() });
    assert_eq!((chat.max_attempts, chat.strategy, chat.deadline), (4, Strategy::Fallback, Duration::from_secs(600)));
    assert_eq!((chat.connect_timeout, chat.stream_idle_timeout), (Duration::from_secs(3), Duration::from_secs(60)));
    assert_eq!((chat.timeout, chat.ttft_timeout, &chat.cache), (None, None, &None));
    assert_eq!((chat.retries.max, chat.retries.initial, chat.retries.max_backoff), (1, Duration::from_millis(200), Duration::from_secs(5)));
    assert!(chat.retries.respect_retry_after);
    let breaker = &chat.circuit_breaker;
    assert_eq!((breaker.failure_threshold, breaker.failure_rate, breaker.min_requests), (5, 0.5, 20));
    assert_eq!((breaker.window, breaker.cooldown), (Duration::from_secs(10), Duration::from_secs(5)));
    assert_eq!((&config.state, &config.trace.path, &config.network.roots), (&StateConfig::Memory, &None, &Roots::System));
    assert_eq!((config.network.max_body, config.network.proxy_from_env), (32_000_000, false));
}

#[test]
fn json_and_data_are_the_same_configuration_as_the_text() {
    let data = json!({"providers": {"up": {"type": "openai_compatible", "base_url": "http://127.0.0.1:1", "api_key": "k"}},
        "routes": {"chat": {"targets": [{"provider": "up", "model": "m"}], "retries": {"max": 0}}}, "budgets": [{"limit": "1 tokens", "period": "day"}]});
    let from_data = Config::from_value_with(data.clone(), &nothing).unwrap_or_else(|p| panic!("{p}"));
    let from_text = Config::from_yaml_with(&data.to_string(), None, &nothing).unwrap_or_else(|p| panic!("{p}"));
    assert_eq!((&from_data.routes, &from_data.hash), (&from_text.routes, &from_text.hash));
}

#[test]
fn without_a_file_there_is_a_provider_for_each_usual_key() {
    let env = |name: &str| match name {
        "OPENAI_API_KEY" | "GROQ_API_KEY" | "ANTHROPIC_API_KEY" => Some("k".to_owned()),
        "OPENAI_BASE_URL" => Some("http://127.0.0.1:9/v1/".to_owned()),
        "VLLM_BASE_URL" => Some("http://127.0.0.1:8000/v1".to_owned()),
        "MISTRAL_API_KEY" => Some(String::new()),
        _ => None,
    };
    let config = Config::from_environment_with(&env).unwrap_or_else(|p| panic!("{p}"));
    assert_eq!(config.providers.keys().collect::<Vec<_>>(), ["openai", "anthropic", "groq", "vllm"]);
    assert_eq!(config.providers["openai"].base_url, "http://127.0.0.1:9/v1");
    assert!(config.providers["vllm"].api_key.is_none());
}

#[test]
fn no_key_at_all_lists_the_names_that_were_looked_for() {
    let message = refused(Config::from_environment_with(&nothing));
    for name in ["POLYROUTE_CONFIG", "OPENAI_API_KEY", "HF_TOKEN", "VLLM_BASE_URL"] {
        assert!(message.contains(&format!("`{name}`")), "{message}");
    }
}

#[test]
fn the_variable_polyroute_config_names_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("polyroute.yaml");
    std::fs::write(&file, "routes: { chat: { targets: [ openai/a ] } }").unwrap();
    let env = |name: &str| if name == "POLYROUTE_CONFIG" { file.to_str().map(str::to_owned) } else { key(name) };
    let config = Config::from_environment_with(&env).unwrap_or_else(|p| panic!("{p}"));
    assert!(config.routes.contains_key("chat"));
}

#[test]
fn a_preset_whose_key_is_set_needs_no_entry_and_a_written_one_keeps_its_name() {
    let config = load("providers: { openai: { type: groq, api_key: k } }\nroutes: { chat: { targets: [ openai/llama ] } }");
    assert_eq!(config.providers.len(), 1);
    assert_eq!(config.providers["openai"].preset.name, "groq");
    let text = "routes: { chat: { targets: [ openai/a ] } }";
    assert!(refused(Config::from_yaml_with(text, None, &nothing)).contains("`OPENAI_API_KEY` is not set"));
}

#[test]
fn a_key_file_is_read_without_its_line_end() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key");
    std::fs::write(&file, "sk-file\n").unwrap();
    let text = format!("providers: {{ openai: {{ type: openai, key_file: {:?} }} }}", file.to_str().unwrap());
    let config = load(&text);
    assert_eq!(config.providers["openai"].api_key.as_ref().map(polyroute::id::Secret::expose), Some("sk-file"));
    assert!(refused(Config::from_yaml_with("providers: { a: { type: openai, key_file: ./none } }", None, &key)).contains("cannot be read"));
}

#[test]
fn a_variable_may_stand_for_a_number() {
    let env = |name: &str| if name == "TRIES" { Some("7".to_owned()) } else { key(name) };
    let text = "routes: { chat: { targets: [ openai/a ], max_attempts: \"${TRIES}\" } }";
    let config = Config::from_yaml_with(text, None, &env).unwrap_or_else(|p| panic!("{p}"));
    assert_eq!(config.routes["chat"].max_attempts, 7);
}

#[test]
fn the_hash_names_the_content_and_not_its_keys_or_its_order() {
    let hash = |text: &str| load(text).hash;
    let one = hash("providers: { a: { type: openai, api_key: k, region: eu } }\nroutes: { chat: { targets: [ a/x ] } }");
    let reordered = hash("routes: { chat: { targets: [ a/x ] } }\n# a comment\nproviders: { a: { region: eu, api_key: other, type: openai } }");
    let different = hash("providers: { a: { type: openai, api_key: k, region: us } }\nroutes: { chat: { targets: [ a/x ] } }");
    assert_eq!(one, reordered);
    assert_ne!(one, different);
    assert!(one.starts_with("sha256:") && one.len() == 71, "{one}");
}

#[test]
fn long_budgets_in_memory_unbounded_patterns_and_doubled_names_are_warnings() {
    let config = Config::from_yaml_with(
        "models: { chat: { provider: openai, model: a } }\nroutes: { chat: { targets: [ chat ] } }\n\
         budgets: [ { limit: 1.00 USD, period: hour }, { limit: 1.00 USD, period: day } ]\n\
         guardrails: { input: [ { deny: [ 'a.*b' ] } ], output: [ { deny: [ 'a.*b', 'a.{0,9}b' ] } ] }\n",
        Some("p.yaml"),
        &key,
    );
    let warnings: Vec<String> = config.unwrap_or_else(|p| panic!("{p}")).warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warnings.len(), 3, "{warnings:?}");
    assert!(warnings[0].starts_with("p.yaml:1:11: models.chat: `chat` is a route too"), "{warnings:?}");
    assert!(warnings[1].starts_with("p.yaml:3:74: budgets[1].period: "), "{warnings:?}");
    assert!(warnings[2].contains("guardrails.output[0].deny[0]: "), "{warnings:?}");
}

#[test]
fn functions_come_with_their_limits_and_a_judge_with_its_bound() {
    let config = load(
        "guardrails: { input: [ { function: kind, timeout: 250ms }, { deny: [ a ] } ], output: [ { function: last } ], on_failure: allow }\n\
         routes: { chat: { targets: [ openai/a ], escalate: { when: [ empty, { function: judge, below: 0.25 }, { function: other } ] } } }\n\
         providers: { openai: { type: openai, api_key: { function: token, timeout: 1s } } }\ntrace: { function: sink }\n",
    );
    let named = |name: &str, ms| FunctionConfig { name: name.to_owned(), timeout: Duration::from_millis(ms) };
    assert_eq!(config.guardrails.input, [GuardConfig::Function(named("kind", 250)), GuardConfig::Deny(vec!["a".into()])]);
    assert_eq!(
        (config.guardrails.output.as_slice(), config.guardrails.on_failure),
        ([GuardConfig::Function(named("last", 5000))].as_slice(), OnFailure::Allow)
    );
    let escalate = config.routes["chat"].escalate.as_ref().expect("written");
    let judge = |name, ms, below| Judge { function: named(name, ms), below };
    assert_eq!((escalate.when.len(), escalate.judges.as_slice()), (1, [judge("judge", 5000, 0.25), judge("other", 5000, 0.5)].as_slice()));
    assert_eq!(config.providers["openai"].key_function, Some(named("token", 1000)));
    assert_eq!(config.trace.function, Some(named("sink", 5000)));
    let told: Vec<String> = config.warnings.iter().map(ToString::to_string).collect();
    assert!(told.len() == 1 && told[0].contains("guardrails.output[0].function: "), "{told:?}");
}

#[test]
fn a_chain_of_thousands_of_fallbacks_is_walked_without_deep_recursion() {
    use std::fmt::Write;
    let mut text = String::from("routes:\n");
    for n in 0..15_000 {
        writeln!(text, "  r{n}: {{ fallbacks: [ {{ to: r{} }} ] }}", n + 1).unwrap();
    }
    text.push_str("  r15000: { targets: [ openai/a ] }\n");
    assert_eq!(load(&text).routes.len(), 15_001);
}

#[test]
fn a_target_without_any_providers_section_still_finds_its_neighbour() {
    let text = "routes: { chat: { targets: [ opnai/a ] } }";
    assert_eq!(refused(Config::from_yaml_with(text, None, &key)), "1:30: routes.chat.targets[0]: unknown provider `opnai`; did you mean `openai`?");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn no_slip_in_a_configuration_makes_the_loader_panic(cuts in prop::collection::vec((0usize..2400, 0usize..40, 0usize..2400, 0usize..40), 1..6)) {
        let mut text: Vec<char> = WHOLE.chars().collect();
        for (at, gone, from, more) in cuts {
            let slice = |start: usize, len: usize, text: &[char]| (start.min(text.len()), (start + len).min(text.len()));
            let (start, end) = slice(from, more, &text);
            let copied = text[start..end].to_vec();
            let (start, end) = slice(at, gone, &text);
            text.splice(start..end, copied);
        }
        let text: String = text.into_iter().collect();
        if let Err(problems) = Config::from_yaml_with(&text, Some("f"), &key) {
            prop_assert!(!problems.0.is_empty() && problems.0.iter().all(|p| !p.message.is_empty()));
        }
    }
}
