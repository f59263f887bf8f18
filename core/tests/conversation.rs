//! One conversation with thinking and tools, answered by another provider at every turn: nobody refuses, nothing is lost.
//!
//! The upstreams refuse what their documentation forbids: turns that do not alternate, results out of place, foreign signatures.

use std::sync::Arc;

use bytes::Bytes;
use polyroute::door::HttpIn;
use polyroute::host::{Host, HttpBody, Source};
use polyroute::types::{Dialect, Fold, Labels};
use polyroute::wire::codec;
use polyroute_upstream::dialect::{Dialect as Speaks, Reply, Said, Tool, Usage, UsageReport};
use polyroute_upstream::story::Story;
use polyroute_upstream::{Answer, Answerer, Request, Upstream};
use serde_json::{Value, json};

const PROVIDERS: [(&str, Speaks); 3] =
    [("chat/gpt-5-mini", Speaks::OpenaiChat), ("claude/claude-sonnet-4-5", Speaks::Anthropic), ("gem/gemini-3-pro-preview", Speaks::Gemini)];
const DOORS: [Dialect; 3] = [Dialect::OpenaiChat, Dialect::Anthropic, Dialect::Gemini];
const TURNS: usize = 4;
const USED: Usage = Usage { input: 120, output: 30, cache_read: 20, reasoning: 10 };

/// A provider that looks two things up at once, then books, then tells, then says goodbye; it thinks before each.
struct Guide {
    speaks: Speaks,
    wrong: Arc<parking_lot::Mutex<Vec<String>>>,
}

impl Story for Guide {
    fn answer(&mut self, request: &Request) -> Answer {
        let said = self.speaks.read(request).said;
        self.check_results(&said);
        let results = said.iter().filter(|s| matches!(s, Said::Result { .. })).count();
        let mut reply = match (results, said.last()) {
            (0, _) => Reply { tools: vec![call("get_weather", "Ghent"), call("get_trains", "Ostend")], ..Reply::text("Let me see.") },
            (2, _) => Reply { tools: vec![call("book_train", "Ostend")], ..Reply::default() },
            (_, Some(Said::Result { .. })) => Reply::text("It is dry, and the train is booked."),
            _ => Reply::text("Have a good day."),
        };
        reply.thinking = format!("{results} results so far.");
        reply.usage = UsageReport::Given(USED);
        if self.speaks == Speaks::Gemini {
            reply.tools.iter_mut().for_each(|tool| tool.id = None);
        }
        self.speaks.reply(request, &reply)
    }
}

impl Guide {
    /// Every result stands with the call that it answers.
    fn check_results(&self, said: &[Said]) {
        let name_of = |wanted: &str| said.iter().find_map(|s| if let Said::Call { id, name } = s { (id == wanted).then_some(name) } else { None });
        for result in said {
            if let Said::Result { id, text } = result
                && name_of(id).is_none_or(|name| !text.contains(name.as_str()))
            {
                self.wrong.lock().push(format!("{text:?} came as the result of {:?}", name_of(id)));
            }
        }
    }
}

fn call(name: &str, city: &str) -> Tool {
    Tool { id: None, name: name.to_owned(), arguments: json!({ "city": city }).to_string() }
}

/// What a client of one dialect keeps of a conversation.
struct Client {
    dialect: Dialect,
    history: Vec<Value>,
}

impl Client {
    fn new(dialect: Dialect) -> Self {
        let mut client = Client { dialect, history: Vec::new() };
        client.say("Is a trip from Ghent to Ostend a good idea?");
        client
    }

    fn say(&mut self, text: &str) {
        self.history.push(match self.dialect {
            Dialect::Gemini => json!({"role": "user", "parts": [{"text": text}]}),
            _ => json!({"role": "user", "content": text}),
        });
    }

    fn request(&self, model: &str, streams: bool) -> HttpIn {
        let tools = ["get_weather", "get_trains", "book_train"];
        let schema = json!({"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]});
        let history = &self.history;
        let (path, body) = match self.dialect {
            Dialect::Anthropic => {
                let tools = tools.map(|name| json!({"name": name, "input_schema": schema}));
                let thinking = json!({"type": "enabled", "budget_tokens": 1024});
                let body = json!({"model": model, "max_tokens": 4096, "system": "Be brief.", "messages": history, "tools": tools, "thinking": thinking, "stream": streams});
                ("/v1/messages".to_owned(), body)
            }
            Dialect::Gemini => {
                let functions = tools.map(|name| json!({"name": name, "parametersJsonSchema": schema}));
                let config = json!({"thinkingConfig": {"includeThoughts": true, "thinkingBudget": 1024}});
                let system = json!({"parts": [{"text": "Be brief."}]});
                let body = json!({"contents": history, "tools": [{"functionDeclarations": functions}], "generationConfig": config, "systemInstruction": system});
                let verb = if streams { "streamGenerateContent?alt=sse" } else { "generateContent" };
                (format!("/v1beta/models/{model}:{verb}"), body)
            }
            _ => {
                let tools = tools.map(|name| json!({"type": "function", "function": {"name": name, "parameters": schema}}));
                let mut messages = vec![json!({"role": "system", "content": "Be brief."})];
                messages.extend(history.iter().cloned());
                let body = json!({"model": model, "messages": messages, "tools": tools, "reasoning_effort": "low", "stream": streams, "stream_options": {"include_usage": true}});
                ("/v1/chat/completions".to_owned(), body)
            }
        };
        HttpIn { method: "POST".into(), path, headers: Vec::new(), body: body.to_string().into(), block: Labels::default(), read_timeout: None }
    }

    /// Takes an answer into the history as it came, and answers its calls.
    fn take(&mut self, answer: &Value) -> Vec<Called> {
        let calls = self.calls(answer);
        let told = |call: &Called| format!("{} says yes", call.name);
        match self.dialect {
            Dialect::Anthropic => {
                self.history.push(json!({"role": "assistant", "content": answer["content"]}));
                let result = |c: &Called| json!({"type": "tool_result", "tool_use_id": c.id, "content": told(c)});
                self.push_results(calls.iter().map(result).collect(), "content");
            }
            Dialect::Gemini => {
                self.history.push(answer["candidates"][0]["content"].clone());
                let result = |c: &Called| {
                    let mut response = json!({"name": c.name, "response": {"output": told(c)}});
                    if !c.id.is_empty() {
                        response["id"] = c.id.as_str().into();
                    }
                    json!({ "functionResponse": response })
                };
                self.push_results(calls.iter().map(result).collect(), "parts");
            }
            _ => {
                self.history.push(answer["choices"][0]["message"].clone());
                self.history.extend(calls.iter().map(|c| json!({"role": "tool", "tool_call_id": c.id, "content": told(c)})));
            }
        }
        calls
    }

    fn push_results(&mut self, results: Vec<Value>, member: &str) {
        if !results.is_empty() {
            self.history.push(json!({"role": "user", member: results}));
        }
    }

    fn calls(&self, answer: &Value) -> Vec<Called> {
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        match self.dialect {
            Dialect::Anthropic => {
                let uses = list(&answer["content"]).into_iter().filter(|block| block["type"] == "tool_use");
                uses.map(|block| Called { id: text(&block["id"]), name: text(&block["name"]), arguments: block["input"].clone() }).collect()
            }
            Dialect::Gemini => {
                let parts = list(&answer["candidates"][0]["content"]["parts"]);
                let calls = parts.iter().filter_map(|part| part.get("functionCall"));
                calls.map(|call| Called { id: text(&call["id"]), name: text(&call["name"]), arguments: call["args"].clone() }).collect()
            }
            _ => {
                let calls = list(&answer["choices"][0]["message"]["tool_calls"]);
                let arguments = |call: &Value| serde_json::from_str(&text(&call["function"]["arguments"])).expect("arguments are JSON");
                calls.iter().map(|c| Called { id: text(&c["id"]), name: text(&c["function"]["name"]), arguments: arguments(c) }).collect()
            }
        }
    }

    /// Tokens in and out, as this dialect counts them.
    fn usage(&self, answer: &Value) -> (u64, u64) {
        let count = |path: &str| answer.pointer(path).and_then(Value::as_u64).unwrap_or_default();
        match self.dialect {
            Dialect::Anthropic => (count("/usage/input_tokens") + count("/usage/cache_read_input_tokens"), count("/usage/output_tokens")),
            Dialect::Gemini => {
                (count("/usageMetadata/promptTokenCount"), count("/usageMetadata/candidatesTokenCount") + count("/usageMetadata/thoughtsTokenCount"))
            }
            _ => (count("/usage/prompt_tokens"), count("/usage/completion_tokens")),
        }
    }
}

#[derive(Debug, PartialEq)]
struct Called {
    id: String,
    name: String,
    arguments: Value,
}

struct World {
    host: Host,
    wrong: Arc<parking_lot::Mutex<Vec<String>>>,
    _upstreams: Vec<Upstream>,
    _runtime: tokio::runtime::Runtime,
}

impl World {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        let wrong = Arc::default();
        let start =
            |(_, speaks)| runtime.block_on(Upstream::start(Answerer::Story(Box::new(Guide { speaks, wrong: Arc::clone(&wrong) })))).expect("a port");
        let upstreams: Vec<Upstream> = PROVIDERS.map(start).into();
        let config = json!({
            "version": 1,
            "providers": {
                "chat": {"type": "openai_compatible", "base_url": format!("{}/v1", upstreams[0].url()), "api_key": "k"},
                "claude": {"type": "anthropic", "base_url": upstreams[1].url(), "api_key": "k"},
                "gem": {"type": "gemini", "base_url": format!("{}/v1beta", upstreams[2].url()), "api_key": "k"},
            },
        });
        let host = Host::open(Source::Value(config)).expect("a good configuration");
        World { host, wrong, _upstreams: upstreams, _runtime: runtime }
    }

    fn ask(&self, client: &Client, model: &str, streams: bool) -> (u16, Value) {
        let out = self.host.handle_blocking(client.request(model, streams), None).expect("an answer");
        let body = match out.body {
            HttpBody::Whole(bytes) => bytes,
            HttpBody::Stream(stream) => {
                let mut sse = Vec::new();
                loop {
                    let batch = stream.next_batch_blocking(64, None).expect("a stream that ends well");
                    if batch.is_empty() {
                        break whole(client.dialect, &sse);
                    }
                    batch.iter().for_each(|piece| sse.extend_from_slice(piece));
                }
            }
        };
        (out.status, serde_json::from_slice(&body).expect("JSON"))
    }
}

/// What a client that collects a stream has at its end.
fn whole(dialect: Dialect, sse: &[u8]) -> Bytes {
    let codec = codec(dialect).expect("this version speaks it");
    let (mut decoder, mut events) = (codec.event_decoder(), Vec::new());
    decoder.feed(sse, &mut events).and_then(|()| decoder.end(&mut events)).unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(sse)));
    let mut fold = Fold::default();
    events.iter().for_each(|event| fold.push(event));
    codec.encode_response(&fold.finish())
}

#[test]
fn a_conversation_moves_between_any_providers_at_any_turn() {
    let world = World::new();
    for door in DOORS {
        for way in 0..PROVIDERS.len().pow(TURNS as u32) {
            converse(&world, door, way, way % 2 == 0);
            converse(&world, door, way, way % 2 != 0);
        }
    }
}

/// `way` in base three: who answers at each turn.
fn converse(world: &World, door: Dialect, way: usize, streams: bool) {
    let mut client = Client::new(door);
    let models: Vec<&str> = (0..TURNS).map(|turn| PROVIDERS[way / PROVIDERS.len().pow(turn as u32) % PROVIDERS.len()].0).collect();
    let mut ids = Vec::new();
    for (turn, model) in models.iter().enumerate() {
        if turn == 3 {
            client.say("Thank you!");
        }
        let (status, answer) = world.ask(&client, model, streams);
        let here = format!("{door:?}, streams: {streams}, turn {turn} of {models:?}: {answer:#}\nafter {:#}", Value::from(client.history.clone()));
        assert_eq!(status, 200, "{here}");
        assert_eq!(client.usage(&answer), (USED.input, USED.output), "{here}");
        let calls = client.take(&answer);
        let said: Vec<(&str, &Value)> = calls.iter().map(|c| (c.name.as_str(), &c.arguments["city"])).collect();
        match turn {
            0 => assert_eq!(said, [("get_weather", &json!("Ghent")), ("get_trains", &json!("Ostend"))], "{here}"),
            1 => assert_eq!(said, [("book_train", &json!("Ostend"))], "{here}"),
            _ => assert!(said.is_empty(), "{here}"),
        }
        ids.extend(calls.into_iter().map(|c| c.id).filter(|id| !id.is_empty()));
        assert!(world.wrong.lock().is_empty(), "{:?}: {here}", world.wrong.lock());
    }
    let number = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), number, "every call has an id of its own");
}
