//! The caller's side of each dialect: how a conversation is asked, read and gone on with. A client a dialect, a row in `ALL`.

use polyroute::types::{Dialect, Fold};
use polyroute::wire::codec;
use serde_json::{Value, json};

/// The clients of all doors.
pub const ALL: [Client; 7] = [CHAT, RESPONSES, CLAUDE, GEMINI, BEDROCK, COHERE, OLLAMA];

/// The tools on offer.
const TOOLS: [&str; 3] = ["get_weather", "get_trains", "book"];
const SYSTEM: &str = "Be brief.";
const MOST: u64 = 8000;
const BUDGET: u64 = 2048;

/// A client that keeps its history itself.
#[derive(Clone, Copy)]
pub struct Client {
    pub door: Dialect,
    /// A user's turn.
    pub ask: fn(&str) -> Value,
    /// Path and body of the next call: turns so far, model, is it streamed?
    pub request: fn(&[Value], &str, bool) -> (String, Value),
    /// The whole reply that a stream adds up to.
    pub fold: fn(&[u8]) -> Result<Value, String>,
    pub read: fn(&Value) -> Said,
    /// The turns that answer the calls of a reply.
    pub answer: fn(&[Called]) -> Vec<Value>,
    /// Does a stream tell its usage without being asked?
    pub counts_streams: bool,
    /// Does it tell what was read from a cache?
    pub counts_cached: bool,
}

/// What a reply says.
pub struct Said {
    /// As it goes into the history.
    pub turns: Vec<Value>,
    pub text: String,
    pub calls: Vec<Called>,
    pub usage: Usage,
}

/// Tokens of input and output, and of the input those read from a cache.
pub type Usage = (u64, u64, u64);

/// One call, and what its tool gives.
pub struct Called {
    pub name: String,
    pub id: Value,
    pub result: &'static str,
    pub failed: bool,
}

impl Called {
    fn new(name: &Value, id: &Value) -> Self {
        let name = name.as_str().unwrap_or_default().to_owned();
        let (result, failed) = match name.as_str() {
            "get_weather" => ("dry, 17 °C", false),
            "get_trains" => ("09:12", false),
            _ => ("no seat is left", true),
        };
        Called { name, id: id.clone(), result, failed }
    }
}

fn schema() -> Value {
    json!({"type": "object", "properties": {"city": {"type": "string"}}})
}

fn tools(tool: impl Fn(&str) -> Value) -> Value {
    TOOLS.iter().map(|name| tool(name)).collect()
}

fn instructed(turns: &[Value]) -> Vec<Value> {
    [json!({"role": "system", "content": SYSTEM})].iter().chain(turns).cloned().collect()
}

fn user(text: &str) -> Value {
    json!({"role": "user", "content": text})
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

fn n(value: &Value) -> u64 {
    value.as_u64().unwrap_or(0)
}

fn texts<'a>(parts: impl Iterator<Item = &'a Value>) -> String {
    parts.filter_map(|part| part["text"].as_str()).collect()
}

/// As the door's own codec adds it up.
fn fold(door: Dialect, bytes: &[u8]) -> Result<Value, String> {
    let codec = codec(door).expect("a door has a codec");
    let (mut decoder, mut events) = (codec.event_decoder(), Vec::new());
    decoder.feed(bytes, &mut events).and_then(|()| decoder.end(&mut events)).map_err(|e| e.to_string())?;
    let mut fold = Fold::default();
    events.iter().for_each(|event| fold.push(event));
    serde_json::from_slice(&codec.encode_response(&fold.finish())).map_err(|e| e.to_string())
}

/// The response that the last event brings.
fn completed(bytes: &[u8]) -> Result<Value, String> {
    let text = String::from_utf8_lossy(bytes);
    let mut events = text.lines().filter_map(|line| serde_json::from_str::<Value>(line.strip_prefix("data: ")?).ok());
    let last = events.find(|event| event["type"] == "response.completed").ok_or_else(|| format!("the stream did not complete: {text}"))?;
    Ok(last["response"].clone())
}

const CHAT: Client = Client {
    door: Dialect::OpenaiChat,
    ask: user,
    request: |turns, model, stream| {
        let tools = tools(|name| json!({"type": "function", "function": {"name": name, "parameters": schema()}}));
        let messages = instructed(turns);
        let body =
            json!({"model": model, "messages": messages, "tools": tools, "reasoning_effort": "low", "max_completion_tokens": MOST, "stream": stream});
        ("/v1/chat/completions".into(), body)
    },
    fold: |bytes| fold(Dialect::OpenaiChat, bytes),
    read: |reply| {
        let (message, usage) = (&reply["choices"][0]["message"], &reply["usage"]);
        Said {
            turns: vec![message.clone()],
            text: message["content"].as_str().unwrap_or_default().to_owned(),
            calls: list(&message["tool_calls"]).iter().map(|call| Called::new(&call["function"]["name"], &call["id"])).collect(),
            usage: (n(&usage["prompt_tokens"]), n(&usage["completion_tokens"]), n(&usage["prompt_tokens_details"]["cached_tokens"])),
        }
    },
    answer: |calls| calls.iter().map(|call| json!({"role": "tool", "tool_call_id": call.id, "content": call.result})).collect(),
    counts_streams: false,
    counts_cached: true,
};

const RESPONSES: Client = Client {
    door: Dialect::OpenaiResponses,
    ask: user,
    request: |turns, model, stream| {
        let tools = tools(|name| json!({"type": "function", "name": name, "parameters": schema(), "strict": false}));
        let body = json!({"model": model, "instructions": SYSTEM, "input": turns, "tools": tools, "max_output_tokens": MOST, "stream": stream,
                          "reasoning": {"effort": "low", "summary": "auto"}, "store": false, "include": ["reasoning.encrypted_content"]});
        ("/v1/responses".into(), body)
    },
    fold: completed,
    read: |reply| {
        let (items, usage) = (list(&reply["output"]), &reply["usage"]);
        let of = |kind: &'static str| items.iter().filter(move |item| item["type"] == kind);
        Said {
            text: texts(of("message").flat_map(|item| item["content"].as_array().into_iter().flatten())),
            calls: of("function_call").map(|call| Called::new(&call["name"], &call["call_id"])).collect(),
            usage: (n(&usage["input_tokens"]), n(&usage["output_tokens"]), n(&usage["input_tokens_details"]["cached_tokens"])),
            turns: items.clone(),
        }
    },
    answer: |calls| calls.iter().map(|call| json!({"type": "function_call_output", "call_id": call.id, "output": call.result})).collect(),
    counts_streams: true,
    counts_cached: true,
};

const CLAUDE: Client = Client {
    door: Dialect::Anthropic,
    ask: user,
    request: |turns, model, stream| {
        let tools = tools(|name| json!({"name": name, "input_schema": schema()}));
        let body = json!({"model": model, "max_tokens": MOST, "messages": turns, "tools": tools, "system": SYSTEM, "stream": stream,
                          "thinking": {"type": "enabled", "budget_tokens": BUDGET}});
        ("/v1/messages".into(), body)
    },
    fold: |bytes| fold(Dialect::Anthropic, bytes),
    read: |reply| {
        let (blocks, usage) = (list(&reply["content"]), &reply["usage"]);
        let read = n(&usage["cache_read_input_tokens"]);
        Said {
            turns: vec![json!({"role": "assistant", "content": blocks})],
            text: texts(blocks.iter()),
            calls: blocks.iter().filter(|b| b["type"] == "tool_use").map(|call| Called::new(&call["name"], &call["id"])).collect(),
            usage: (n(&usage["input_tokens"]) + read + n(&usage["cache_creation_input_tokens"]), n(&usage["output_tokens"]), read),
        }
    },
    answer: |calls| {
        let result = |call: &Called| json!({"type": "tool_result", "tool_use_id": call.id, "content": call.result, "is_error": call.failed});
        vec![json!({"role": "user", "content": calls.iter().map(result).collect::<Vec<_>>()})]
    },
    counts_streams: true,
    counts_cached: true,
};

const GEMINI: Client = Client {
    door: Dialect::Gemini,
    ask: |text| json!({"role": "user", "parts": [{"text": text}]}),
    request: |turns, model, stream| {
        let functions = tools(|name| json!({"name": name, "parametersJsonSchema": schema()}));
        let config = json!({"maxOutputTokens": MOST, "thinkingConfig": {"thinkingBudget": BUDGET, "includeThoughts": true}});
        let verb = if stream { "streamGenerateContent?alt=sse" } else { "generateContent" };
        let body = json!({"contents": turns, "tools": [{"functionDeclarations": functions}], "generationConfig": config,
                          "systemInstruction": {"parts": [{"text": SYSTEM}]}});
        (format!("/v1beta/models/{}:{verb}", model.replace('/', "%2F")), body)
    },
    fold: |bytes| fold(Dialect::Gemini, bytes),
    read: |reply| {
        let (content, usage) = (&reply["candidates"][0]["content"], &reply["usageMetadata"]);
        let parts = list(&content["parts"]);
        let output = n(&usage["candidatesTokenCount"]) + n(&usage["thoughtsTokenCount"]);
        Said {
            turns: vec![content.clone()],
            text: texts(parts.iter().filter(|part| part["thought"] != true)),
            calls: parts.iter().filter_map(|part| part.get("functionCall")).map(|call| Called::new(&call["name"], &call["id"])).collect(),
            usage: (n(&usage["promptTokenCount"]), output, n(&usage["cachedContentTokenCount"])),
        }
    },
    answer: |calls| {
        let result = |call: &Called| {
            let mut response = json!({"name": call.name, "response": {(if call.failed { "error" } else { "output" }): call.result}});
            if !call.id.is_null() {
                response["id"] = call.id.clone();
            }
            json!({"functionResponse": response})
        };
        vec![json!({"role": "user", "parts": calls.iter().map(result).collect::<Vec<_>>()})]
    },
    counts_streams: true,
    counts_cached: true,
};

const COHERE: Client = Client {
    door: Dialect::Cohere,
    ask: user,
    request: |turns, model, stream| {
        let tools = tools(|name| json!({"type": "function", "function": {"name": name, "parameters": schema()}}));
        let thinking = json!({"type": "enabled", "token_budget": BUDGET});
        let body = json!({"model": model, "messages": instructed(turns), "tools": tools, "thinking": thinking, "max_tokens": MOST, "stream": stream});
        ("/v2/chat".into(), body)
    },
    fold: |bytes| fold(Dialect::Cohere, bytes),
    read: |reply| {
        let (message, usage) = (&reply["message"], &reply["usage"]);
        let tokens = &usage["tokens"];
        Said {
            turns: vec![message.clone()],
            text: texts(list(&message["content"]).iter()),
            calls: list(&message["tool_calls"]).iter().map(|call| Called::new(&call["function"]["name"], &call["id"])).collect(),
            usage: (n(&tokens["input_tokens"]), n(&tokens["output_tokens"]), n(&usage["cached_tokens"])),
        }
    },
    answer: |calls| {
        let document = |call: &Called| json!([{"type": "document", "document": {"data": call.result}}]);
        calls.iter().map(|call| json!({"role": "tool", "tool_call_id": call.id, "content": document(call)})).collect()
    },
    counts_streams: true,
    counts_cached: true,
};

const OLLAMA: Client = Client {
    door: Dialect::Ollama,
    ask: user,
    request: |turns, model, stream| {
        let tools = tools(|name| json!({"type": "function", "function": {"name": name, "parameters": schema()}}));
        let body =
            json!({"model": model, "messages": instructed(turns), "tools": tools, "think": true, "options": {"num_predict": MOST}, "stream": stream});
        ("/api/chat".into(), body)
    },
    fold: |bytes| fold(Dialect::Ollama, bytes),
    read: |reply| {
        let message = &reply["message"];
        Said {
            turns: vec![message.clone()],
            text: message["content"].as_str().unwrap_or_default().to_owned(),
            calls: list(&message["tool_calls"]).iter().map(|call| Called::new(&call["function"]["name"], &Value::Null)).collect(),
            usage: (n(&reply["prompt_eval_count"]), n(&reply["eval_count"]), 0),
        }
    },
    answer: |calls| calls.iter().map(|call| json!({"role": "tool", "tool_name": call.name, "content": call.result})).collect(),
    counts_streams: true,
    counts_cached: false,
};

const BEDROCK: Client = Client {
    door: Dialect::Bedrock,
    ask: |text| json!({"role": "user", "content": [{"text": text}]}),
    request: |turns, model, stream| {
        let tools = tools(|name| json!({"toolSpec": {"name": name, "inputSchema": {"json": schema()}}}));
        let body = json!({"messages": turns, "system": [{"text": SYSTEM}], "toolConfig": {"tools": tools}, "inferenceConfig": {"maxTokens": MOST},
                          "additionalModelRequestFields": {"thinking": {"type": "enabled", "budget_tokens": BUDGET}}});
        let verb = if stream { "converse-stream" } else { "converse" };
        (format!("/model/{}/{verb}", model.replace('/', "%2F").replace(':', "%3A")), body)
    },
    fold: |bytes| fold(Dialect::Bedrock, bytes),
    read: |reply| {
        let (message, usage) = (&reply["output"]["message"], &reply["usage"]);
        let blocks = list(&message["content"]);
        let read = n(&usage["cacheReadInputTokens"]);
        Said {
            turns: vec![message.clone()],
            text: texts(blocks.iter()),
            calls: blocks.iter().filter_map(|b| b.get("toolUse")).map(|call| Called::new(&call["name"], &call["toolUseId"])).collect(),
            usage: (n(&usage["inputTokens"]) + read + n(&usage["cacheWriteInputTokens"]), n(&usage["outputTokens"]), read),
        }
    },
    answer: |calls| {
        let status = |call: &Called| if call.failed { "error" } else { "success" };
        let result = |call: &Called| json!({"toolResult": {"toolUseId": call.id, "content": [{"text": call.result}], "status": status(call)}});
        vec![json!({"role": "user", "content": calls.iter().map(result).collect::<Vec<_>>()})]
    },
    counts_streams: true,
    counts_cached: true,
};
