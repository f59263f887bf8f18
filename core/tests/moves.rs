//! One conversation with tools and thoughts, moved between providers of four dialects at every turn, through each door.
//!
//! The scripted upstreams refuse what breaks the documented rules (alternation, results, signatures, ids), so a move that
//! they answer is a move that keeps them.

use std::sync::Arc;

use bytes::Bytes;
use polyroute::door::HttpIn;
use polyroute::host::{Host, HttpBody, Source};
use polyroute::types::{Dialect, Fold, Labels};
use polyroute::wire::codec;
use polyroute_upstream::dialect::{Dialect as Wire, Reply, Said, Tool, Usage, UsageReport};
use polyroute_upstream::story::Story;
use polyroute_upstream::{Answer, Answerer, Request, Upstream};
use serde_json::{Value, json};

const TARGETS: [&str; 6] = [
    "chat/gpt-5-mini",
    "claude/claude-sonnet-4-5",
    "claude/claude-opus-4-6",
    "gemini/gemini-2.5-flash",
    "gemini/gemini-3-flash-preview",
    "bedrock/anthropic.claude-sonnet-4-5-20250929-v1:0",
];
const DOORS: [Dialect; 4] = [Dialect::OpenaiChat, Dialect::Anthropic, Dialect::Gemini, Dialect::Bedrock];
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

/// What the caller brings to each turn after the first: results in the order of the calls, then a question.
fn result(name: &str) -> (&'static str, bool) {
    match name {
        "get_weather" => ("dry, 17 °C", false),
        "get_trains" => ("09:12", false),
        _ => ("no seat is left", true),
    }
}

/// The caller's side of a door: what it sends, and how it goes on with what comes back.
struct Caller {
    door: Dialect,
    turns: Vec<Value>,
}

impl Caller {
    fn new(door: Dialect) -> Self {
        let mut caller = Caller { door, turns: Vec::new() };
        caller.ask(QUESTION);
        caller
    }

    fn ask(&mut self, text: &str) {
        self.turns.push(match self.door {
            Dialect::Gemini => json!({"role": "user", "parts": [{"text": text}]}),
            Dialect::Bedrock => json!({"role": "user", "content": [{"text": text}]}),
            _ => json!({"role": "user", "content": text}),
        });
    }

    fn request(&self, model: &str, stream: bool) -> (String, Value) {
        let object = json!({"type": "object", "properties": {"city": {"type": "string"}}});
        let names = ["get_weather", "get_trains", "book"];
        match self.door {
            Dialect::Gemini => {
                let functions: Vec<Value> = names.iter().map(|n| json!({"name": n, "parametersJsonSchema": object})).collect();
                let verb = if stream { "streamGenerateContent?alt=sse" } else { "generateContent" };
                let config = json!({"maxOutputTokens": 8000, "thinkingConfig": {"thinkingBudget": 2048, "includeThoughts": true}});
                let body = json!({"contents": self.turns, "tools": [{"functionDeclarations": functions}], "generationConfig": config,
                                  "systemInstruction": {"parts": [{"text": "Be brief."}]}});
                (format!("/v1beta/models/{}:{verb}", model.replace('/', "%2F")), body)
            }
            Dialect::Bedrock => {
                let tools: Vec<Value> = names.iter().map(|n| json!({"toolSpec": {"name": n, "inputSchema": {"json": object}}})).collect();
                let verb = if stream { "converse-stream" } else { "converse" };
                let body = json!({"messages": self.turns, "system": [{"text": "Be brief."}], "toolConfig": {"tools": tools},
                                  "inferenceConfig": {"maxTokens": 8000},
                                  "additionalModelRequestFields": {"thinking": {"type": "enabled", "budget_tokens": 2048}}});
                (format!("/model/{}/{verb}", model.replace('/', "%2F").replace(':', "%3A")), body)
            }
            Dialect::Anthropic => {
                let tools: Vec<Value> = names.iter().map(|n| json!({"name": n, "input_schema": object})).collect();
                let thinking = json!({"type": "enabled", "budget_tokens": 2048});
                let body = json!({"model": model, "max_tokens": 8000, "messages": self.turns, "tools": tools, "thinking": thinking,
                                  "system": "Be brief.", "stream": stream});
                ("/v1/messages".into(), body)
            }
            _ => {
                let tools: Vec<Value> = names.iter().map(|n| json!({"type": "function", "function": {"name": n, "parameters": object}})).collect();
                let mut messages = vec![json!({"role": "system", "content": "Be brief."})];
                messages.extend(self.turns.iter().cloned());
                let body = json!({"model": model, "messages": messages, "tools": tools, "reasoning_effort": "low", "max_completion_tokens": 8000,
                                  "stream": stream});
                ("/v1/chat/completions".into(), body)
            }
        }
    }

    /// Takes the reply into the history and answers its calls. Gives what it said: text, calls by name.
    fn take(&mut self, reply: &Value) -> (String, Vec<String>) {
        match self.door {
            Dialect::Gemini => {
                let content = &reply["candidates"][0]["content"];
                self.turns.push(content.clone());
                let parts = content["parts"].as_array().cloned().unwrap_or_default();
                let calls: Vec<&Value> = parts.iter().filter_map(|p| p.get("functionCall")).collect();
                let answer = |call: &&Value| {
                    let (text, failed) = result(call["name"].as_str().unwrap_or_default());
                    let mut response = json!({"name": call["name"], "response": {(if failed { "error" } else { "output" }): text}});
                    if let Some(id) = call.get("id") {
                        response["id"] = id.clone();
                    }
                    json!({"functionResponse": response})
                };
                let answers: Vec<Value> = calls.iter().map(answer).collect();
                if !answers.is_empty() {
                    self.turns.push(json!({"role": "user", "parts": answers}));
                }
                let text = parts.iter().filter(|p| p["thought"] != true).filter_map(|p| p["text"].as_str()).collect();
                (text, calls.iter().map(|call| call["name"].as_str().unwrap_or_default().to_owned()).collect())
            }
            Dialect::Bedrock => {
                let message = &reply["output"]["message"];
                self.turns.push(message.clone());
                let blocks = message["content"].as_array().cloned().unwrap_or_default();
                let calls: Vec<&Value> = blocks.iter().filter_map(|b| b.get("toolUse")).collect();
                let answer = |call: &&Value| {
                    let (text, failed) = result(call["name"].as_str().unwrap_or_default());
                    let status = if failed { "error" } else { "success" };
                    json!({"toolResult": {"toolUseId": call["toolUseId"], "content": [{"text": text}], "status": status}})
                };
                let answers: Vec<Value> = calls.iter().map(answer).collect();
                if !answers.is_empty() {
                    self.turns.push(json!({"role": "user", "content": answers}));
                }
                let text = blocks.iter().filter_map(|b| b["text"].as_str()).collect();
                (text, calls.iter().map(|call| call["name"].as_str().unwrap_or_default().to_owned()).collect())
            }
            Dialect::Anthropic => {
                let blocks = reply["content"].as_array().cloned().unwrap_or_default();
                self.turns.push(json!({"role": "assistant", "content": blocks}));
                let calls: Vec<&Value> = blocks.iter().filter(|b| b["type"] == "tool_use").collect();
                let answer = |call: &&Value| {
                    let (text, failed) = result(call["name"].as_str().unwrap_or_default());
                    json!({"type": "tool_result", "tool_use_id": call["id"], "content": text, "is_error": failed})
                };
                let answers: Vec<Value> = calls.iter().map(answer).collect();
                if !answers.is_empty() {
                    self.turns.push(json!({"role": "user", "content": answers}));
                }
                let text = blocks.iter().filter_map(|b| b["text"].as_str()).collect();
                (text, calls.iter().map(|call| call["name"].as_str().unwrap_or_default().to_owned()).collect())
            }
            _ => {
                let message = &reply["choices"][0]["message"];
                self.turns.push(message.clone());
                let calls = message["tool_calls"].as_array().cloned().unwrap_or_default();
                let mut names = Vec::new();
                for call in &calls {
                    let name = call["function"]["name"].as_str().unwrap_or_default();
                    self.turns.push(json!({"role": "tool", "tool_call_id": call["id"], "content": result(name).0}));
                    names.push(name.to_owned());
                }
                (message["content"].as_str().unwrap_or_default().to_owned(), names)
            }
        }
    }
}

/// One call through a door; a stream is folded by the door's own codec, as a client would.
fn call(host: &Host, door: Dialect, path: &str, body: &Value) -> Result<Value, String> {
    let request = HttpIn {
        method: "POST".into(),
        path: path.into(),
        headers: Vec::new(),
        body: Bytes::from(body.to_string()),
        block: Labels::default(),
        read_timeout: None,
    };
    let out = host.handle_blocking(request, None).map_err(|e| e.to_string())?;
    let bytes = match out.body {
        HttpBody::Whole(bytes) if out.status == 200 => bytes,
        HttpBody::Whole(bytes) => return Err(String::from_utf8_lossy(&bytes).into_owned()),
        HttpBody::Stream(stream) => {
            let codec = codec(door).expect("a door has a codec");
            let (mut decoder, mut events) = (codec.event_decoder(), Vec::new());
            loop {
                let pieces = stream.next_batch_blocking(8, None).map_err(|e| e.to_string())?;
                if pieces.is_empty() {
                    break;
                }
                pieces.iter().try_for_each(|piece| decoder.feed(piece, &mut events)).map_err(|e| e.to_string())?;
            }
            decoder.end(&mut events).map_err(|e| e.to_string())?;
            let mut fold = Fold::default();
            events.iter().for_each(|event| fold.push(event));
            codec.encode_response(&fold.finish())
        }
    };
    serde_json::from_slice(&bytes).map_err(|e| e.to_string())
}

/// Input and output tokens, and those read from a cache, whatever the door calls them.
fn usage(reply: &Value) -> (u64, u64, u64) {
    let n = |value: &Value| value.as_u64().unwrap_or(0);
    let (chat, claude, gemini) = (&reply["usage"], &reply["usage"], &reply["usageMetadata"]);
    match () {
        () if gemini.is_object() => (
            n(&gemini["promptTokenCount"]),
            n(&gemini["candidatesTokenCount"]) + n(&gemini["thoughtsTokenCount"]),
            n(&gemini["cachedContentTokenCount"]),
        ),
        () if claude["inputTokens"].is_u64() => {
            let read = n(&claude["cacheReadInputTokens"]);
            (n(&claude["inputTokens"]) + read + n(&claude["cacheWriteInputTokens"]), n(&claude["outputTokens"]), read)
        }
        () if claude["input_tokens"].is_u64() => {
            let read = n(&claude["cache_read_input_tokens"]);
            (n(&claude["input_tokens"]) + read + n(&claude["cache_creation_input_tokens"]), n(&claude["output_tokens"]), read)
        }
        () => (n(&chat["prompt_tokens"]), n(&chat["completion_tokens"]), n(&chat["prompt_tokens_details"]["cached_tokens"])),
    }
}

/// A conversation whose turns go to the targets of `way`, in order.
fn converse(host: &Host, door: Dialect, way: [usize; TURNS], stream: bool) -> Result<(), String> {
    let mut caller = Caller::new(door);
    for (turn, target) in way.into_iter().enumerate() {
        if turn == 3 {
            caller.ask(LAST_QUESTION);
        }
        let at = |what: String| format!("turn {turn} to {}: {what}", TARGETS[target]);
        let (path, body) = caller.request(TARGETS[target], stream);
        let reply = call(host, door, &path, &body).map_err(at)?;
        let (text, calls) = caller.take(&reply);
        let script = said(turn);
        if text != script.text || !calls.iter().eq(script.tools.iter().map(|tool| &tool.name)) {
            return Err(at(format!("said {text:?} and called {calls:?}")));
        }
        // A caller of the chat door who did not ask for usage in the stream gets none.
        if !(stream && door == Dialect::OpenaiChat) && usage(&reply) != (100 + turn as u64, 20, 10) {
            return Err(at(format!("usage {:?}", usage(&reply))));
        }
    }
    Ok(())
}

/// Away at each turn and never back; away for one turn; to and fro.
fn ways() -> impl Iterator<Item = [usize; TURNS]> {
    let pairs = (0..TARGETS.len()).flat_map(|from| (0..TARGETS.len()).map(move |to| (from, to)));
    pairs.flat_map(|(a, b)| [[a, b, b, b], [a, a, b, b], [a, a, a, b], [a, b, a, a], [a, b, a, b]].into_iter().take(if a == b { 1 } else { 5 }))
}

/// One upstream is all four providers.
fn open(upstream: &Upstream) -> Host {
    let (chat, other) = (format!("{}/v1", upstream.url()), upstream.url());
    let config = json!({"version": 1, "providers": {
        "chat": {"type": "openai_compatible", "base_url": chat, "api_key": "k"},
        "claude": {"type": "anthropic", "base_url": other, "api_key": "k"},
        "bedrock": {"type": "bedrock", "base_url": other, "api_key": "k", "aws_region": "eu-central-1"},
        "gemini": {"type": "gemini", "base_url": other, "api_key": "k"}}});
    Host::open(Source::Value(config)).expect("a good configuration")
}

async fn all(stream: bool) {
    let upstream = Upstream::start(Answerer::Story(Box::new(Provider))).await.expect("a free port");
    let host = Arc::new(open(&upstream));
    let doors = DOORS.map(|door| {
        let host = host.clone();
        tokio::task::spawn_blocking(move || {
            let broken = ways().filter_map(|way| Some(format!("{:?}: {}", way.map(|t| TARGETS[t]), converse(&host, door, way, stream).err()?)));
            broken.collect::<Vec<_>>()
        })
    });
    for (door, broken) in DOORS.iter().zip(doors) {
        let broken = broken.await.expect("no conversation panics");
        assert!(broken.is_empty(), "{} of {} conversations through {door:?} broke:\n{}", broken.len(), ways().count(), broken.join("\n"));
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
    for (door, first, second) in [
        (Dialect::Anthropic, 1, 3),
        (Dialect::Anthropic, 3, 1),
        (Dialect::Anthropic, 5, 1),
        (Dialect::Gemini, 1, 3),
        (Dialect::Gemini, 3, 1),
        (Dialect::Bedrock, 5, 3),
        (Dialect::Bedrock, 1, 5),
    ] {
        let upstream = Upstream::start(Answerer::Story(Box::new(Provider))).await.expect("a free port");
        let host = Arc::new(open(&upstream));
        let way = [first, second, first, second];
        tokio::task::spawn_blocking(move || converse(&host, door, way, false)).await.expect("no panic").expect("a good conversation");
        for (turn, request) in upstream.requests().iter().enumerate().skip(2) {
            let body = String::from_utf8_lossy(&request.body).into_owned();
            // Of the turns before, the other provider's thoughts stay at home.
            assert_eq!(body.matches(SIGNED).count(), 1, "{door:?}, turn {turn} to {}: {body}", TARGETS[way[turn]]);
        }
    }
}
