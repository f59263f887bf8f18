//! The grammar of this version as one table: keys, shapes, defaults, words. `check`, `build` and `schema` all read it.
//!
//! A key or word of the full grammar that this version lacks stands under `later`: it is told apart from a typing error.

use super::presets::{NOT_YET, PRESETS};
use crate::types::Labels;

/// A map with fixed keys.
#[derive(Debug)]
pub(super) struct Record {
    pub name: &'static str,
    pub doc: &'static str,
    /// A record whose keys hold here too.
    pub base: Option<&'static Record>,
    pub own: &'static [Key],
    pub later: &'static [&'static str],
}

impl Record {
    pub fn keys(&self) -> impl Iterator<Item = &'static Key> {
        self.base.iter().flat_map(|base| base.own).chain(self.own)
    }

    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys().find(|key| key.name == name)
    }

    pub fn is_later(&self, name: &str) -> bool {
        self.later.contains(&name) || self.base.is_some_and(|base| base.later.contains(&name))
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    pub name: &'static str,
    pub shape: Shape,
    pub doc: &'static str,
    /// As it would be written in YAML.
    pub default: Option<&'static str>,
    pub required: bool,
}

impl Key {
    const fn or(self, default: &'static str) -> Key {
        Key { default: Some(default), ..self }
    }

    const fn required(self) -> Key {
        Key { required: true, ..self }
    }
}

const fn key(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, shape, doc, default: None, required: false }
}

/// What a value may look like.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    Text,
    /// A text that no message shows.
    Secret,
    Flag,
    /// A whole number from … to.
    Count(u64, u64),
    Size,
    Bytes,
    /// Longer than nothing.
    Duration,
    /// May be `0s`.
    Pause,
    DurationOrOff,
    WordOrDuration(&'static Words),
    DurationOr(&'static Record),
    Money,
    Percent,
    /// A number from 0 to 1.
    Share,
    Price,
    Limit,
    Url,
    Pattern,
    Timezone,
    Word(&'static Words),
    List(&'static List),
    /// A map with names of the user's choice.
    Map(&'static Shape, Names),
    Record(&'static Record),
    TextOr(&'static Record),
    SecretOr(&'static Record),
    WordOr(&'static Words, &'static Record),
    /// A map of anything.
    Free,
}

#[derive(Debug)]
pub(super) struct List {
    pub of: Shape,
    pub min: usize,
}

/// A closed set of words. They live behind functions where another table has them.
#[derive(Debug)]
pub(super) struct Words {
    pub what: &'static str,
    pub now: fn() -> Vec<&'static str>,
    pub later: &'static [&'static str],
}

/// What names a map of the user's may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// Letters, digits, `.`, `_`, `-`: the first half of every target's id.
    Provider,
    /// The same and `/`, `:`, `@`.
    Model,
    /// Checked where it is built.
    Any,
}

pub(super) static CONFIG: Record = Record {
    name: "Config",
    doc: "A polyroute configuration. Everything is optional where a provider's usual key variable is set.",
    base: None,
    own: &[
        key("version", Shape::Count(1, 1), "The grammar's version.").or("1"),
        key(
            "providers",
            Shape::Map(&Shape::Record(&PROVIDER), Names::Provider),
            "A name → how to reach it. The name is the first half of every target's id.",
        ),
        key("models", Shape::Map(&Shape::Record(&MODEL), Names::Model), "Named targets, for several routes or with facts of their own."),
        key("routes", Shape::Map(&Shape::Record(&ROUTE), Names::Model), "What applications ask for as `model`."),
        key("budgets", Shape::List(&List { of: Shape::Record(&BUDGET), min: 0 }), "Limits in money, tokens or requests."),
        key("guardrails", Shape::Record(&GUARDRAILS), "Checks of what goes in and what comes out."),
        key("state", Shape::Record(&STATE), "Where counters and ledgers are kept."),
        key("trace", Shape::Record(&TRACE), "Where the record of each call goes."),
        key("catalog", Shape::Record(&CATALOG), "How facts of models are used."),
        key("network", Shape::Record(&NETWORK), "How upstreams are reached."),
        key("testing", Shape::Record(&TESTING), "For tests only."),
        key("unknown_model", Shape::Text, "The route that takes models which nothing else names."),
        key("require_labels", Shape::List(&List { of: Shape::Word(&LABELS), min: 0 }), "Labels without which a call is refused."),
    ],
    later: &["rate_limits", "policies", "approvals", "audit", "serve", "embedder", "timezone"],
};

static PROVIDER: Record = Record {
    name: "Provider",
    doc: "How a provider is reached.",
    base: None,
    own: &[
        key("type", Shape::Word(&TYPES), "Dialect, address and key variable of a known provider, or `openai_compatible`.").required(),
        key("api_key", Shape::SecretOr(&KEY_FUNCTION), "The key; by default the usual variable of the `type`."),
        key(
            "api_keys",
            Shape::List(&List { of: Shape::Secret, min: 1 }),
            "Several keys instead of one: calls take turns, and a key that is refused or exhausted rests while the others go on.",
        ),
        key("key_file", Shape::Text, "A file that holds the key, read at load."),
        key("base_url", Shape::Url, "The address, up to what the dialect adds; by default that of the `type`."),
        key("region", Shape::Text, "Where the provider computes, in your own words (`eu`)."),
        key("headers", Shape::Map(&Shape::Secret, Names::Any), "Headers sent with each call. Credentials belong to `api_key`."),
        key("quirks", Shape::Record(&QUIRKS), "Where the endpoint differs from its dialect."),
        key(
            "deployments",
            Shape::Map(&Shape::Text, Names::Any),
            "`azure_openai`: a model → the name of its deployment. A model not named here is its own.",
        ),
        key("api_version", Shape::Text, "`azure_openai`: a date, or `v1` for the API without versions."),
        key("function", Shape::Text, "`function`: the name under which the function that answers is registered."),
        key("project", Shape::Text, "`vertex`: the project; by default `GOOGLE_CLOUD_PROJECT` or that of the credentials."),
        key("location", Shape::Text, "`vertex`: a region, `global`, `us` or `eu`; by default `GOOGLE_CLOUD_LOCATION`."),
        key("aws_region", Shape::Text, "`bedrock`: the region; by default `AWS_REGION`, `AWS_DEFAULT_REGION` or that of the profile."),
    ],
    later: &["key_command", "zero_data_retention", "trains_on_data", "timeout"],
};

static QUIRKS: Record = Record {
    name: "Quirks",
    doc: "Where an endpoint differs from its dialect.",
    base: None,
    own: &[key("system_role", Shape::Word(&SYSTEM_ROLES), "The role that instructions are sent under.")],
    later: &[],
};

static MODEL: Record = Record {
    name: "Model",
    doc: "A model of a provider, with what you say of it beside the catalogue.",
    base: None,
    own: &[
        key("provider", Shape::Text, "A name under `providers`, or a type whose usual key variable is set.").required(),
        key("model", Shape::Text, "The model as the provider calls it.").required(),
        key("params", Shape::Free, "Members of the request that hold where the caller did not set them."),
        key("price", Shape::Record(&PRICE), "Prices that replace the catalogue's."),
        key("context", Shape::Size, "Context window in tokens."),
        key("max_output", Shape::Size, "Most tokens of an answer."),
    ],
    later: &["tier", "zero_data_retention", "trains_on_data"],
};

static TARGET: Record = Record {
    name: "Target",
    doc: "A model of a provider as a target of one route.",
    base: Some(&MODEL),
    own: &[key("weight", Shape::Count(1, 1_000_000), "Share of the calls under `strategy: loadbalance`.").or("1")],
    later: &[],
};

static PRICE: Record = Record {
    name: "Price",
    doc: "Dollars a million tokens.",
    base: None,
    own: &[
        key("input", Shape::Price, "Input tokens."),
        key("output", Shape::Price, "Output tokens, reasoning included."),
        key("cache_read", Shape::Price, "Input tokens that the provider had cached."),
        key("cache_write", Shape::Price, "Input tokens that the provider writes to its cache."),
    ],
    later: &[],
};

static ROUTE: Record = Record {
    name: "Route",
    doc: "Targets, and how calls are led to them.",
    base: None,
    own: &[
        key(
            "targets",
            Shape::List(&List { of: Shape::TextOr(&TARGET), min: 1 }),
            "Each a name under `models`, the text `provider/model`, or a map. A route with `fallbacks` may do without.",
        ),
        key("strategy", Shape::WordOr(&STRATEGIES, &HOST_FUNCTION), "The order in which targets are asked.").or("fallback"),
        key("retries", Shape::Record(&RETRIES), "Tries on the same target."),
        key(
            "max_attempts",
            Shape::Count(1, 100),
            "Upstream calls in the whole chain; by default the larger of 4 and the number of targets and fallbacks + 1.",
        ),
        key("deadline", Shape::Duration, "For the whole chain.").or("600s"),
        key("connect_timeout", Shape::Duration, "One connection.").or("3s"),
        key("timeout", Shape::Duration, "One try (a stream: until its first event); by default time left / targets left, at least 30s."),
        key("stream_idle_timeout", Shape::Duration, "Between two events of a stream.").or("60s"),
        key("ttft_timeout", Shape::DurationOrOff, "Until the first event of a stream.").or("off"),
        key("fallbacks", Shape::List(&List { of: Shape::Record(&FALLBACK), min: 0 }), "Where a call goes when the targets have failed, in turn."),
        key("circuit_breaker", Shape::Record(&CIRCUIT_BREAKER), "When a failing target is left alone."),
        key("max_cost", Shape::Money, "The most that all tries of a call may cost together; the answer is bounded by what is left of it."),
        key("latency_above", Shape::DurationOr(&LATENCY), "A target whose 95th percentile is above goes to the back until it is below again."),
        key("hedge", Shape::Record(&HEDGE), "Asks a second target beside one that takes long; the first event wins. Off until written."),
        key(
            "escalate",
            Shape::Record(&ESCALATE),
            "Which answers are doubted: the next target is asked then, or a fallback `on: [low_confidence]`. Without it such a fallback \
             takes what is empty, refused, invalid against the schema or truncated.",
        ),
        key("resume", Shape::Word(&RESUME), "What happens when a stream breaks after its first event; `text`: another target goes on with its text.")
            .or("error"),
        key(
            "on_unsupported",
            Shape::Word(&ON_UNSUPPORTED),
            "A member that changes the answer and that a target cannot carry: the target is not asked, or the member is dropped and named.",
        )
        .or("error"),
        key("cache", Shape::Record(&CACHE), "Answers again what was asked before; off until written."),
    ],
    later: &["residency", "require", "objective", "limits", "rules", "intents", "classifier", "learn", "session", "decisions", "experiment"],
};

static ESCALATE: Record = Record {
    name: "Escalate",
    doc: "Which answers are doubted.",
    base: None,
    own: &[
        key(
            "when",
            Shape::List(&List { of: Shape::TextOr(&JUDGE), min: 1 }),
            "`empty`, `refusal`, `invalid_schema`, `truncated`, a bound like `logprob_mean < -0.7`, or a function that judges.",
        )
        .required(),
        key("buffer", Shape::Count(1, 1_000), "Pieces of a stream that are held until it is judged; later nothing can be taken back.").or("16"),
    ],
    later: &["only_if", "max_steps", "max_extra"],
};

static JUDGE: Record = Record {
    name: "Judge",
    doc: "A function of the host that judges an answer: it gets the request and the reply, and gives a confidence from 0 to 1.",
    base: None,
    own: &[
        key("function", Shape::Text, "The name under which it is registered.").required(),
        key("below", Shape::Share, "An answer with less confidence is doubted.").or("0.5"),
        key("timeout", Shape::Duration, FUNCTION_TIMEOUT).or("5s"),
    ],
    later: &[],
};

const FUNCTION_TIMEOUT: &str = "How long the function may take.";

static RETRIES: Record = Record {
    name: "Retries",
    doc: "Tries on the same target.",
    base: None,
    own: &[
        key("max", Shape::Count(0, 20), "Again on the same target.").or("1"),
        key("backoff", Shape::Record(&BACKOFF), "The wait between two tries: doubles, with jitter."),
        key("respect_retry_after", Shape::Flag, "Wait as long as the provider says, up to `backoff.max`.").or("true"),
    ],
    later: &[],
};

static BACKOFF: Record = Record {
    name: "Backoff",
    doc: "The wait between two tries.",
    base: None,
    own: &[key("initial", Shape::Pause, "The first wait.").or("200ms"), key("max", Shape::Pause, "The longest wait.").or("5s")],
    later: &[],
};

static FALLBACK: Record = Record {
    name: "Fallback",
    doc: "Where a call goes when the targets before have failed.",
    base: None,
    own: &[
        key("to", Shape::Text, "A route, a name under `models`, or `provider/model`.").required(),
        key(
            "on",
            Shape::List(&List { of: Shape::Word(&CLASSES), min: 1 }),
            "Classes of the last failure that lead here; by default those that fail over by themselves.",
        ),
        key("avoid", Shape::Word(&DOMAINS), "Passes over targets that share this with one that failed."),
    ],
    later: &[],
};

static LATENCY: Record = Record {
    name: "Latency",
    doc: "When a target is too slow to be asked first.",
    base: None,
    own: &[
        key("p95", Shape::Duration, "Of the time to the answer, or to a stream's first event."),
        key("ttft", Shape::Duration, "Of the time to the first event, streams only."),
        key("window", Shape::Duration, "How far back the percentile looks.").or("1m"),
    ],
    later: &[],
};

static HEDGE: Record = Record {
    name: "Hedge",
    doc: "A second try beside one that takes long.",
    base: None,
    own: &[
        key("after", Shape::WordOrDuration(&PERCENTILES), "How long the first try has for itself; `p95`: its target's own 95th percentile.")
            .or("p95"),
        key("budget", Shape::Percent, "Share of the route's calls that may be doubled.").or("5%"),
    ],
    later: &[],
};

static CIRCUIT_BREAKER: Record = Record {
    name: "CircuitBreaker",
    doc: "Leaves a failing target alone for a while.",
    base: None,
    own: &[
        key("failure_threshold", Shape::Count(1, 1_000_000_000), "Failures in a row that open it.").or("5"),
        key("failure_rate", Shape::Percent, "Share of failures in the window that opens it.").or("50%"),
        key("min_requests", Shape::Count(1, 1_000_000_000), "Calls in the window before the rate counts.").or("20"),
        key("window", Shape::Duration, "How far back the rate looks.").or("10s"),
        key("cooldown", Shape::Duration, "How long the target is left alone.").or("5s"),
    ],
    later: &[],
};

static CACHE: Record = Record {
    name: "Cache",
    doc: "Answers again what was asked before.",
    base: None,
    own: &[
        key("mode", Shape::Word(&CACHE_MODES), "`exact`: the same request.").or("exact"),
        key("ttl", Shape::Duration, "How long an answer holds.").or("1h"),
        key("scope", Shape::Word(&CACHE_SCOPES), "Who shares answers.").or("tenant"),
    ],
    later: &["max_error", "strict", "threshold", "embedder"],
};

static BUDGET: Record = Record {
    name: "Budget",
    doc: "A limit over a period.",
    base: None,
    own: &[
        key(
            "scope",
            Shape::Record(&SCOPE),
            "Labels and the values they must have; `*` is a budget of its own for each value. Without it: all calls.",
        ),
        key("limit", Shape::Limit, "`5.00 USD`, `5000000 tokens` or `100 requests`.").required(),
        key("period", Shape::Word(&PERIODS), "`total` never starts anew.").required(),
        key("timezone", Shape::Timezone, "IANA name; days and months begin there.").or("UTC"),
        key("on_exceed", Shape::WordOr(&ON_EXCEED, &DEGRADE), "What happens to a call that would pass the limit.").or("block"),
    ],
    later: &[],
};

static SCOPE: Record = Record {
    name: "Scope",
    doc: "Labels and the values they must have.",
    base: None,
    own: &[
        key("tenant", Shape::Text, "`*` or one tenant."),
        key("user", Shape::Text, "`*` or one user."),
        key("feature", Shape::Text, "`*` or one feature."),
        key("session", Shape::Text, "`*` or one session."),
        key("experiment", Shape::Text, "`*` or one experiment."),
    ],
    later: &["tags", "route", "provider", "model"],
};

static DEGRADE: Record = Record { name: "Degrade", doc: "A cheaper route.", base: None, own: &[], later: &["degrade"] };

static HOST_FUNCTION: Record = Record { name: "HostFunction", doc: "A function of the host.", base: None, own: &[], later: &["function", "timeout"] };

static KEY_FUNCTION: Record = Record {
    name: "KeyFunction",
    doc: "A function of the host that gives the key.",
    base: None,
    own: &[
        key("function", Shape::Text, "The name under which it is registered.").required(),
        key("timeout", Shape::Duration, FUNCTION_TIMEOUT).or("5s"),
    ],
    later: &[],
};

static GUARDRAILS: Record = Record {
    name: "Guardrails",
    doc: "Checks of what goes in and what comes out.",
    base: None,
    own: &[
        key("input", Shape::List(&List { of: Shape::Record(&GUARD), min: 0 }), "Before anything is looked up or sent."),
        key(
            "output",
            Shape::List(&List { of: Shape::Record(&GUARD), min: 0 }),
            "Before anything is handed over; a stream is held back by what a match could need, by a function to its end.",
        ),
        key("on_failure", Shape::Word(&ON_FAILURE), "A function that fails or is too slow ends the call, or lets the text pass with a warning.")
            .or("block"),
    ],
    later: &[],
};

static GUARD: Record = Record {
    name: "Guard",
    doc: "One check: `deny` or `function`.",
    base: None,
    own: &[
        key("deny", Shape::List(&List { of: Shape::Pattern, min: 1 }), "Regular expressions; what one of them matches is blocked."),
        key("function", Shape::Text, "A function of the host that allows, rewrites or blocks a text."),
        key("timeout", Shape::Duration, "How long the function may take for a text.").or("5s"),
    ],
    later: &["pii", "secrets", "allow", "schema", "topics", "injection", "max_length"],
};

static STATE: Record = Record {
    name: "State",
    doc: "Where counters and ledgers are kept.",
    base: None,
    own: &[
        key("store", Shape::Word(&STORES), "`memory` forgets at the end of the process.").or("memory"),
        key("path", Shape::Text, "File of `sqlite`, seen from the working directory; by default `./polyroute.db`."),
        key("durable", Shape::Flag, "`sqlite`: a commit also survives a power cut, and costs more.").or("false"),
    ],
    later: &["url", "on_failure"],
};

static TRACE: Record = Record {
    name: "Trace",
    doc: "Where the record of each call goes.",
    base: None,
    own: &[
        key("path", Shape::Text, "SQLite file; by default that of `state`."),
        key("file", Shape::Text, "JSON lines."),
        key("function", Shape::Text, "A function of the host that takes each record, in batches."),
        key("timeout", Shape::Duration, "How long the function may take for a batch.").or("5s"),
        key("content", Shape::Word(&CONTENT), "Whether prompts and answers are recorded.").or("off"),
    ],
    later: &["otlp", "keep", "max_size"],
};

static CATALOG: Record = Record {
    name: "Catalog",
    doc: "How facts of models are used.",
    base: None,
    own: &[
        key("on_unknown_price", Shape::Word(&REACTIONS), "A target without a known price.").or("warn"),
        key("on_deprecated", Shape::Word(&REACTIONS), "A target that its provider retires.").or("warn"),
    ],
    later: &["overlay"],
};

static NETWORK: Record = Record {
    name: "Network",
    doc: "How upstreams are reached.",
    base: None,
    own: &[
        key("roots", Shape::WordOr(&ROOTS, &ROOTS_FILE), "Certificates that are trusted.").or("system"),
        key("proxy", Shape::Word(&PROXIES), "`env`: the usual proxy variables of the environment count.").or("off"),
        key("max_body", Shape::Bytes, "The largest request body.").or("32MB"),
    ],
    later: &[],
};

static ROOTS_FILE: Record =
    Record { name: "RootsFile", doc: "Certificates of your own.", base: None, own: &[key("file", Shape::Text, "PEM file.").required()], later: &[] };

static TESTING: Record = Record {
    name: "Testing",
    doc: "For tests only.",
    base: None,
    own: &[
        key("clock", Shape::Word(&CLOCKS), "`virtual`: time moves only when told.").or("real"),
        key("seed", Shape::Count(0, i64::MAX as u64), "Of everything that is left to chance."),
    ],
    later: &[],
};

static TYPES: Words = Words { what: "provider type", now: provider_types, later: &NOT_YET };
static LABELS: Words = Words { what: "label", now: || Labels::NAMES.to_vec(), later: &["tags"] };
static CLASSES: Words = Words { what: "class of failure", now: super::build::class_words, later: &[] };
static SYSTEM_ROLES: Words = Words { what: "role", now: || vec!["system", "developer", "user"], later: &[] };
static STRATEGIES: Words =
    Words { what: "strategy", now: || vec!["fallback", "loadbalance"], later: &["latency", "cost", "least_busy", "conditional", "semantic"] };
static DOMAINS: Words = Words { what: "failure domain", now: || vec!["same_region", "same_provider"], later: &[] };
static PERCENTILES: Words = Words { what: "percentile", now: || vec!["p95"], later: &[] };
static RESUME: Words = Words { what: "way to resume", now: || vec!["error", "text"], later: &[] };
static ON_UNSUPPORTED: Words = Words { what: "reaction", now: || vec!["error", "drop"], later: &[] };
static ON_FAILURE: Words = Words { what: "reaction", now: || vec!["block", "allow"], later: &[] };
static CACHE_MODES: Words = Words { what: "cache mode", now: || vec!["exact", "off"], later: &["semantic"] };
static CACHE_SCOPES: Words = Words { what: "cache scope", now: || vec!["tenant", "user"], later: &[] };
static PERIODS: Words = Words { what: "period", now: || vec!["minute", "hour", "day", "week", "month", "year", "total"], later: &[] };
static ON_EXCEED: Words = Words { what: "reaction", now: || vec!["block", "warn"], later: &["degrade"] };
static STORES: Words = Words { what: "store", now: || vec!["memory", "sqlite"], later: &["redis"] };
static CONTENT: Words = Words { what: "setting", now: || vec!["off"], later: &["on"] };
static REACTIONS: Words = Words { what: "reaction", now: || vec!["ignore", "warn", "error"], later: &[] };
static ROOTS: Words = Words { what: "set of roots", now: || vec!["system", "webpki"], later: &[] };
static PROXIES: Words = Words { what: "proxy setting", now: || vec!["off", "env"], later: &[] };
static CLOCKS: Words = Words { what: "clock", now: || vec!["real", "virtual"], later: &[] };

fn provider_types() -> Vec<&'static str> {
    PRESETS.iter().map(|preset| preset.name).chain(["dashscope"]).collect()
}
