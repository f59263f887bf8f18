//! The checked configuration: what the other parts of polyroute read. Made by `load`, never by hand.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::aws::AwsConfig;
use super::presets::Preset;
use super::tokens::TokenConfig;
use crate::error::Class;
use crate::id::{NanoUsd, Secret};
use crate::types::OnUnsupported;

/// A whole configuration without problems.
#[derive(Clone)]
pub struct Config {
    pub providers: IndexMap<String, Arc<ProviderConfig>>,
    /// Named targets.
    pub models: IndexMap<String, TargetConfig>,
    pub routes: IndexMap<String, RouteConfig>,
    pub budgets: Vec<BudgetConfig>,
    pub guardrails: GuardrailsConfig,
    pub state: StateConfig,
    pub trace: TraceConfig,
    pub catalog: CatalogConfig,
    pub network: NetworkConfig,
    pub testing: TestingConfig,
    /// The route that takes models which nothing else names.
    pub unknown_model: Option<String>,
    /// Labels without which a call is refused.
    pub require_labels: Vec<String>,
    /// What is allowed and still worth saying.
    pub warnings: Vec<super::Problem>,
    /// `sha256:…` of the data (secrets left out).
    pub hash: Arc<str>,
}

/// How a provider is reached.
#[derive(Clone)]
pub struct ProviderConfig {
    pub name: Arc<str>,
    pub preset: &'static Preset,
    /// Without a slash at its end.
    pub base_url: String,
    pub api_key: Option<Secret>,
    /// Further keys of the same provider: calls take turns, and a key that fails rests.
    pub more_keys: Vec<Secret>,
    pub region: Option<Arc<str>>,
    pub headers: IndexMap<String, String>,
    pub quirks: Quirks,
    /// Model → the name of its deployment; a model that is not among them is its own.
    pub deployments: IndexMap<String, String>,
    /// A date, or `v1` for the API without versions. `None`: the usual one.
    pub api_version: Option<String>,
    /// Only of a provider that is reached by AWS' rules.
    pub aws: Option<AwsConfig>,
    /// Where the models of `vertex` are.
    pub vertex: Option<Vertex>,
    /// Tokens in the place of a key.
    pub token: Option<TokenConfig>,
    /// The function of the host that answers, of `type: function`.
    pub function: Option<String>,
    /// The function of the host that gives the key.
    pub key_function: Option<FunctionConfig>,
}

/// A place of Google's cloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vertex {
    pub project: String,
    pub location: String,
}

impl ProviderConfig {
    /// Credentials to choose from; one stands also for none.
    pub fn key_count(&self) -> u32 {
        1 + self.more_keys.len() as u32
    }
}

/// Where an endpoint differs from its dialect.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Quirks {
    /// `system`, `developer`: the role that instructions are sent under.
    pub system_role: Option<String>,
}

/// One model of one provider, with what the operator says of it beside the catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetConfig {
    pub provider: String,
    pub model: String,
    pub weight: u32,
    /// Members of the request that hold where the caller did not set them, in the OpenAI chat form.
    pub params: Map<String, Value>,
    pub price: Option<Price>,
    /// Context window in tokens.
    pub context: Option<u64>,
    pub max_output: Option<u64>,
}

/// Pico-USD a token (1 USD a million tokens = 1,000,000).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Price {
    pub input: Option<u64>,
    pub output: Option<u64>,
    pub cache_read: Option<u64>,
    pub cache_write: Option<u64>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct RouteConfig {
    pub targets: Vec<TargetConfig>,
    pub strategy: Strategy,
    pub retries: Retries,
    pub max_attempts: u32,
    pub deadline: Duration,
    pub connect_timeout: Duration,
    /// One try; `None`: time left / targets left, at least 30 s.
    pub timeout: Option<Duration>,
    pub stream_idle_timeout: Duration,
    pub ttft_timeout: Option<Duration>,
    pub fallbacks: Vec<Fallback>,
    pub circuit_breaker: CircuitBreaker,
    /// Of the whole chain, all tries together; nano-USD.
    pub max_cost: Option<NanoUsd>,
    /// A slower target goes to the back.
    pub latency_above: Option<LatencyAbove>,
    pub hedge: Option<HedgeConfig>,
    /// Which answers are doubted; `None`: none are.
    pub escalate: Option<EscalateConfig>,
    /// A stream that breaks in its text is gone on with by another target.
    pub resume: bool,
    pub cache: Option<CacheConfig>,
    pub on_unsupported: OnUnsupported,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    Fallback,
    Loadbalance,
}

impl Strategy {
    pub fn name(self) -> &'static str {
        match self {
            Strategy::Fallback => "fallback",
            Strategy::Loadbalance => "loadbalance",
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Retries {
    /// Again on the same target.
    pub max: u32,
    pub initial: Duration,
    pub max_backoff: Duration,
    pub respect_retry_after: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Fallback {
    /// A route, or a target as text (then `targets` of a route of its own).
    pub to: String,
    /// `None`: the classes that fail over by themselves.
    pub on: Option<Vec<Class>>,
    /// Targets that share this with one that failed are passed over.
    pub avoid: Option<Domain>,
}

/// What targets can share, and lose together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Domain {
    Region,
    Provider,
}

/// When a target is too slow to be asked first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LatencyAbove {
    /// Of the 95th percentile in the window.
    pub limit: Duration,
    /// The time to the first event of streams, not that to the answer.
    pub ttft: bool,
    pub window: Duration,
}

/// Which answers are doubted, so that a better target may be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct EscalateConfig {
    pub when: Vec<Doubt>,
    /// Functions of the host that are asked where no sign of `when` shows.
    pub judges: Vec<Judge>,
    /// Pieces of a stream that are held until it is judged.
    pub buffer: u32,
    /// The next target of the route is asked too, not only fallbacks `on: [low_confidence]`.
    pub within: bool,
}

/// A function of the host, by the name under which it is registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionConfig {
    pub name: String,
    pub timeout: Duration,
}

/// A function that gives its confidence in an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Judge {
    pub function: FunctionConfig,
    /// Less than this is a doubt.
    pub below: f64,
}

/// A sign that an answer is not good enough.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Doubt {
    /// Neither text nor a call.
    Empty,
    Refusal,
    /// No JSON where JSON was asked for, or not of the schema; a call whose arguments are no JSON.
    InvalidSchema,
    /// It ended at the limit of tokens.
    Truncated,
    /// The mean of the log probabilities is below; the request must ask for them.
    LogprobMean(f64),
}

impl Doubt {
    pub const WORDS: [(&'static str, Doubt); 4] =
        [("empty", Doubt::Empty), ("refusal", Doubt::Refusal), ("invalid_schema", Doubt::InvalidSchema), ("truncated", Doubt::Truncated)];

    pub fn name(self) -> &'static str {
        Doubt::WORDS.iter().find(|(_, doubt)| *doubt == self).map_or("logprob_mean", |(name, _)| name)
    }
}

/// A second try beside one that takes long.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HedgeConfig {
    /// `None`: the target's own 95th percentile.
    pub after: Option<Duration>,
    /// 0..=1 of the route's calls.
    pub budget: f64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct CircuitBreaker {
    /// Failures in a row.
    pub failure_threshold: u32,
    /// 0..=1 of the window.
    pub failure_rate: f64,
    pub min_requests: u32,
    pub window: Duration,
    pub cooldown: Duration,
}

#[derive(Debug, Clone, PartialEq)]
pub struct CacheConfig {
    pub ttl: Duration,
    pub scope: CacheScope,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CacheScope {
    Tenant,
    User,
}

#[derive(Debug, Clone, PartialEq)]
pub struct BudgetConfig {
    /// Label and the value it must have; `*` is a budget of its own for each value. Empty: one for all calls.
    pub scope: IndexMap<String, String>,
    pub limit: Limit,
    pub period: Period,
    /// IANA name; the local day and month begin there.
    pub timezone: String,
    pub on_exceed: OnExceed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Nano-USD.
    Usd(i64),
    Tokens(i64),
    Requests(i64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    /// Never starts anew.
    Total,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnExceed {
    Block,
    Warn,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct GuardrailsConfig {
    pub input: Vec<GuardConfig>,
    pub output: Vec<GuardConfig>,
    pub on_failure: OnFailure,
}

/// What becomes of a text whose guard failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OnFailure {
    #[default]
    Block,
    Allow,
}

#[derive(Debug, Clone, PartialEq)]
pub enum GuardConfig {
    /// Blocks what any of these patterns matches.
    Deny(Vec<String>),
    /// Asks a function of the host.
    Function(FunctionConfig),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StateConfig {
    Memory,
    Sqlite { path: PathBuf, durable: bool },
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TraceConfig {
    /// SQLite file; defaults to the `state` file of `sqlite`.
    pub path: Option<PathBuf>,
    /// JSON lines.
    pub file: Option<PathBuf>,
    /// A function of the host that takes each record.
    pub function: Option<FunctionConfig>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogConfig {
    pub on_unknown_price: OnUnknown,
    pub on_deprecated: OnUnknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnUnknown {
    Ignore,
    Warn,
    Error,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkConfig {
    pub roots: Roots,
    /// Bytes of one request body.
    pub max_body: u64,
    /// Honour the usual proxy variables of the environment.
    pub proxy_from_env: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Roots {
    System,
    Webpki,
    File(PathBuf),
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TestingConfig {
    pub virtual_clock: bool,
    pub seed: Option<u64>,
}

impl Default for TargetConfig {
    fn default() -> Self {
        TargetConfig { provider: String::new(), model: String::new(), weight: 1, params: Map::new(), price: None, context: None, max_output: None }
    }
}

impl Default for Retries {
    fn default() -> Self {
        Retries { max: 1, initial: Duration::from_millis(200), max_backoff: Duration::from_secs(5), respect_retry_after: true }
    }
}

impl Default for CircuitBreaker {
    fn default() -> Self {
        CircuitBreaker {
            failure_threshold: 5,
            failure_rate: 0.5,
            min_requests: 20,
            window: Duration::from_secs(10),
            cooldown: Duration::from_secs(5),
        }
    }
}

impl Default for RouteConfig {
    fn default() -> Self {
        RouteConfig {
            targets: Vec::new(),
            strategy: Strategy::Fallback,
            retries: Retries::default(),
            max_attempts: 4,
            deadline: Duration::from_secs(600),
            connect_timeout: Duration::from_secs(3),
            timeout: None,
            stream_idle_timeout: Duration::from_secs(60),
            ttft_timeout: None,
            fallbacks: Vec::new(),
            circuit_breaker: CircuitBreaker::default(),
            max_cost: None,
            latency_above: None,
            hedge: None,
            escalate: None,
            resume: false,
            cache: None,
            on_unsupported: OnUnsupported::Error,
        }
    }
}
