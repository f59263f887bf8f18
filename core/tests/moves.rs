//! One conversation with tools and thoughts, moved between providers of all dialects at every turn, through each door.
//!
//! The scripted upstreams refuse what breaks the documented rules (alternation, results, signatures, ids), so a move that
//! they answer is a move that keeps them. A new dialect is a row in `TARGETS` and a client in `support/clients.rs`.

#[path = "support/clients.rs"]
mod clients;

use std::sync::Arc;

use bytes::Bytes;
use polyroute::door::HttpIn;
use polyroute::host::{Host, HttpBody, Source};
use polyroute::types::{Dialect, Labels};
use polyroute_upstream::dialect::{Dialect as Wire, Reply, Said, Tool, Usage, UsageReport};
use polyroute_upstream::story::Story;
use polyroute_upstream::{Answer, Answerer, Request, Upstream};
use serde_json::{Map, Value, json};

use clients::Client;

/// Provider and its type, what its base URL ends with, and its model.
const TARGETS: [(&str, &str, &str, &str); 9] = [
    ("chat", "openai_compatible", "/v1", "gpt-5-mini"),
    ("responses", "openai_responses", "/v1", "gpt-5-mini"),
    ("claude", "anthropic", "", "claude-sonnet-4-5"),
    ("claude", "anthropic", "", "claude-opus-4-6"),
    ("gemini", "gemini", "", "gemini-2.5-flash"),
    ("gemini", "gemini", "", "gemini-3-flash-preview"),
    ("bedrock", "bedrock", "", "anthropic.claude-sonnet-4-5-20250929-v1:0"),
    ("cohere", "cohere", "", "command-a-reasoning-08-2025"),
    ("ollama", "ollama", "", "qwen3:8b"),
];
const TURNS: usize = 4;
const QUESTION: &str = "Is a train to Ostend on Sunday a good idea?";
const LAST_QUESTION: &str = "And now?";

/// What the model says in each turn: two calls at once, one more with a word before it, an answer, another answer.
fn said(turn: usize) -> Reply {
    let call = |name: &str, arguments: Value| Tool { id: None, name: name.into(), arguments: arguments.to_string() };
    let (thinking, text, tools) = match turn {
        0 => ("Both at once.", "", vec![call("get_weather", json!({"city": "Ostend"})), call("get_trains", json!({"city": "Ghent"}))]),
        1 => ("It is dry.", "I look for a seat.", vec![call("book", json!({}))]),
        2 => ("No luck.", "The train is full.", Vec::new()),
        _ => ("Tickets, then.", "Try Monday.", Vec::new()),
    };
    let usage = UsageReport::Given(Usage { input: 100 + turn as u64, output: 20, cache_read: 10, reasoning: 5 });
    Reply { text: text.into(), thinking: thinking.into(), tools, usage, ..Reply::default() }
}

/// Any provider, at any turn: the conversation says which turn it is, the path in which dialect.
struct Provider;

impl Story for Provider {
    fn answer(&mut self, request: &Request) -> Answer {
        let dialect = Wire::of_path(&request.path);
        let conversation = dialect.read(request).said;
        let results = conversation.iter().filter(|said| matches!(said, Said::Result { .. })).count();
        let turn = match (results, conversation.last()) {
            (0, _) => 0,
            (2, _) => 1,
            (3, Some(Said::User(last))) if last == LAST_QUESTION => 3,
            (3, _) => 2,
            _ => return dialect.error(400, &format!("no turn of this conversation has {results} results")),
        };
        dialect.reply(request, &said(turn))
    }
}

/// One call through a door.
fn call(host: &Host, client: &Client, path: &str, body: &Value) -> Result<Value, String> {
    let request = HttpIn {
        method: "POST".into(),
        path: path.into(),
        headers: Vec::new(),
        body: Bytes::from(body.to_string()),
        block: Labels::default(),
        read_timeout: None,
        host: None,
    };
    let out = host.handle_blocking(request, None).map_err(|e| e.to_string())?;
    match out.body {
        HttpBody::Whole(bytes) if out.status == 200 => serde_json::from_slice(&bytes).map_err(|e| e.to_string()),
        HttpBody::Whole(bytes) => Err(String::from_utf8_lossy(&bytes).into_owned()),
        HttpBody::Stream(stream) => {
            let mut bytes = Vec::new();
            loop {
                let pieces = stream.next_batch_blocking(8, None).map_err(|e| e.to_string())?;
                if pieces.is_empty() {
                    return (client.fold)(&bytes);
                }
                pieces.iter().for_each(|piece| bytes.extend_from_slice(piece));
            }
        }
    }
}

/// A conversation whose turns go to the targets of `way`, in order.
fn converse(host: &Host, client: &Client, way: [usize; TURNS], stream: bool) -> Result<(), String> {
    let mut turns = vec![(client.ask)(QUESTION)];
    for (turn, target) in way.into_iter().enumerate() {
        if turn == 3 {
            turns.push((client.ask)(LAST_QUESTION));
        }
        let at = |what: String| format!("turn {turn} to {}: {what}", name(target));
        let (path, body) = (client.request)(&turns, &name(target), stream);
        let reply = call(host, client, &path, &body).map_err(at)?;
        let (heard, script) = ((client.read)(&reply), said(turn));
        let calls: Vec<&String> = heard.calls.iter().map(|call| &call.name).collect();
        if heard.text != script.text || !calls.iter().copied().eq(script.tools.iter().map(|tool| &tool.name)) {
            return Err(at(format!("said {:?} and called {calls:?}", heard.text)));
        }
        // Ollama knows of no cache.
        let cached = if client.counts_cached && TARGETS[target].0 != "ollama" { 10 } else { 0 };
        if (client.counts_streams || !stream) && heard.usage != (100 + turn as u64, 20, cached) {
            return Err(at(format!("usage {:?}", heard.usage)));
        }
        turns.extend(heard.turns);
        if !heard.calls.is_empty() {
            turns.extend((client.answer)(&heard.calls));
        }
    }
    Ok(())
}

fn name(target: usize) -> String {
    let (provider, _, _, model) = TARGETS[target];
    format!("{provider}/{model}")
}

/// To and fro, so that every pair moves at every turn; away for good after two turns and after three.
fn ways() -> impl Iterator<Item = [usize; TURNS]> {
    let pairs = (0..TARGETS.len()).flat_map(|from| (0..TARGETS.len()).map(move |to| (from, to)));
    pairs.flat_map(|(a, b)| [[a, b, a, b], [a, a, b, b], [a, a, a, b]].into_iter().take(if a == b { 1 } else { 3 }))
}

/// One upstream is all providers.
fn open(upstream: &Upstream) -> Host {
    let entry = |(name, kind, suffix, _): &(&str, &str, &str, &str)| {
        let mut provider = json!({"type": kind, "base_url": format!("{}{suffix}", upstream.url()), "api_key": "k"});
        if *kind == "bedrock" {
            provider["aws_region"] = json!("eu-central-1");
        }
        ((*name).to_owned(), provider)
    };
    let providers: Map<String, Value> = TARGETS.iter().map(entry).collect();
    Host::open(Source::Value(json!({"version": 1, "providers": providers}))).expect("a good configuration")
}

async fn all(stream: bool) {
    let upstream = Upstream::start(Answerer::Story(Box::new(Provider))).await.expect("a free port");
    let host = Arc::new(open(&upstream));
    let doors = clients::ALL.map(|client| {
        let host = host.clone();
        tokio::task::spawn_blocking(move || {
            let broken = ways().filter_map(|way| Some(format!("{:?}: {}", way.map(name), converse(&host, &client, way, stream).err()?)));
            broken.collect::<Vec<_>>()
        })
    });
    for (client, broken) in clients::ALL.iter().zip(doors) {
        let broken = broken.await.expect("no conversation panics");
        assert!(broken.is_empty(), "{} of {} conversations through {:?} broke:\n{}", broken.len(), ways().count(), client.door, broken.join("\n"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_conversation_moves_between_any_two_providers_at_any_turn() {
    all(false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_streamed_conversation_moves_between_any_two_providers_at_any_turn() {
    all(true).await;
}

/// What every signature of the upstream begins with.
const SIGNED: &str = "cG9seXJvdXRlLXVwc3RyZWFt";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thought_goes_back_with_its_signature_to_whoever_thought_it() {
    let signing = [1, 2, 4, 6];
    let pairs = signing.into_iter().flat_map(|first| signing.map(|second| (first, second))).filter(|(first, second)| first != second);
    // The chat format has no place for a signature.
    let doors = clients::ALL.into_iter().filter(|client| !matches!(client.door, Dialect::OpenaiChat | Dialect::Cohere | Dialect::Ollama));
    for (client, (first, second)) in doors.flat_map(|client| pairs.clone().map(move |pair| (client, pair))) {
        let upstream = Upstream::start(Answerer::Story(Box::new(Provider))).await.expect("a free port");
        let host = Arc::new(open(&upstream));
        let way = [first, second, first, second];
        tokio::task::spawn_blocking(move || converse(&host, &client, way, false)).await.expect("no panic").expect("a good conversation");
        for (turn, request) in upstream.requests().iter().enumerate().skip(2) {
            let body = String::from_utf8_lossy(&request.body).into_owned();
            // Of the turns before, the other provider's thoughts stay at home.
            assert_eq!(body.matches(SIGNED).count(), 1, "{:?}, turn {turn} to {}: {body}", client.door, name(way[turn]));
        }
    }
}
