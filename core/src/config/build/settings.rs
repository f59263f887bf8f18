//! The small sections: state, trace, catalog, network, testing.

use std::path::PathBuf;

use super::super::problem::{Fault, Report};
use super::super::{CatalogConfig, NetworkConfig, OnUnknown, Roots, StateConfig, TestingConfig, TraceConfig};
use super::Fields;

const USUAL_FILE: &str = "./polyroute.db";

pub(super) fn state(top: &Fields<'_>, report: &mut Report) -> StateConfig {
    let fields = top.record("state");
    if fields.word("store") == "sqlite" {
        if cfg!(not(feature = "sqlite"))
            && let Some(node) = fields.node("store")
        {
            let fault = Fault::new("`sqlite` is not in this build of polyroute").help("write `store: memory`, or build it with its feature `sqlite`");
            report.problem(node.place, &fields.at("store"), fault);
        }
        let path = fields.path_buf("path").unwrap_or_else(|| PathBuf::from(USUAL_FILE));
        return StateConfig::Sqlite { path, durable: fields.flag("durable") };
    }
    // A broken `store` has been reported.
    if fields.raw("store").is_none_or(|node| node.text() == Some("memory")) {
        for key in ["path", "durable"] {
            if let Some(node) = fields.node(key) {
                report.problem(
                    node.place,
                    &fields.at(key),
                    Fault::new(format!("`{key}` belongs to `store: sqlite`")).help("write `store: sqlite` beside it"),
                );
            }
        }
    }
    StateConfig::Memory
}

pub(super) fn trace(top: &Fields<'_>, state: &StateConfig) -> TraceConfig {
    let fields = top.record("trace");
    let of_state = match state {
        StateConfig::Sqlite { path, .. } => Some(path.clone()),
        StateConfig::Memory => None,
    };
    TraceConfig { path: fields.path_buf("path").or(of_state), file: fields.path_buf("file"), function: fields.function() }
}

pub(super) fn catalog(top: &Fields<'_>) -> CatalogConfig {
    let fields = top.record("catalog");
    CatalogConfig { on_unknown_price: reaction(fields.word("on_unknown_price")), on_deprecated: reaction(fields.word("on_deprecated")) }
}

fn reaction(word: &str) -> OnUnknown {
    match word {
        "ignore" => OnUnknown::Ignore,
        "error" => OnUnknown::Error,
        _ => OnUnknown::Warn,
    }
}

pub(super) fn network(top: &Fields<'_>) -> NetworkConfig {
    let fields = top.record("network");
    let file = fields.node("roots").and_then(|_| fields.record("roots").path_buf("file"));
    NetworkConfig {
        roots: match (file, fields.word("roots")) {
            (Some(file), _) => Roots::File(file),
            (None, "webpki") => Roots::Webpki,
            (None, _) => Roots::System,
        },
        max_body: fields.bytes("max_body"),
        proxy_from_env: fields.word("proxy") == "env",
    }
}

pub(super) fn testing(top: &Fields<'_>) -> TestingConfig {
    let fields = top.record("testing");
    TestingConfig { virtual_clock: fields.word("clock") == "virtual", seed: fields.count("seed") }
}
