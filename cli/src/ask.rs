//! What the commands that look at a request share: the gateway of a configuration, and a body from a file, an argument or standard input.

use std::io::{IsTerminal, Read};
use std::path::PathBuf;

use polyroute::gateway::{Body, Door, Gateway, Incoming};
use polyroute::host::{Host, Source};
use serde_json::{Map, Value, json};

use super::locate::locate;

#[derive(clap::Args)]
pub(crate) struct Ask {
    /// The request body: a file with JSON, or `-` for standard input
    body: Option<PathBuf>,
    /// A message instead of a body
    #[arg(short, long, value_name = "TEXT", conflicts_with = "body")]
    message: Option<String>,
    /// The `model` of the request: a route, a named model or provider/model
    #[arg(short = 'M', long)]
    model: Option<String>,
    /// The door that the request comes in by: chat, responses, messages, embeddings …
    #[arg(long, default_value = "chat")]
    door: String,
}

impl Ask {
    pub fn incoming(&self) -> Result<Incoming, String> {
        let door = Door::from_name(&self.door).ok_or_else(|| {
            let doors: Vec<_> = Door::ALL.iter().map(|door| door.name()).collect();
            format!("there is no door `{}`: there are {}", self.door, doors.join(", "))
        })?;
        let mut body = match &self.message {
            Some(text) => said(door, text),
            None => self.read()?,
        };
        if let Some(model) = &self.model {
            body.insert("model".to_owned(), json!(model));
        }
        Ok(Incoming::new(door, Body::Json(body)))
    }

    fn read(&self) -> Result<Map<String, Value>, String> {
        let mut text = String::new();
        let shown = match &self.body {
            Some(path) if path.as_os_str() != "-" => {
                text = std::fs::read_to_string(path).map_err(|e| format!("{} cannot be read: {}", path.display(), e.kind()))?;
                path.display().to_string()
            }
            None if std::io::stdin().is_terminal() => return Err("no request: name a file with its body, pipe one in, or write -m TEXT".to_owned()),
            _ => {
                std::io::stdin().read_to_string(&mut text).map_err(|e| format!("standard input cannot be read: {}", e.kind()))?;
                "standard input".to_owned()
            }
        };
        match serde_json::from_str(&text) {
            Ok(Value::Object(body)) => Ok(body),
            Ok(_) => Err(format!("{shown} holds no JSON object")),
            Err(error) => Err(format!("{shown} is no JSON: {error}")),
        }
    }
}

/// One message of a user, as each door writes it.
fn said(door: Door, text: &str) -> Map<String, Value> {
    let body = match door {
        Door::Responses | Door::InputTokens | Door::Embeddings => json!({"input": text}),
        Door::GenerateContent | Door::CountContent => json!({"contents": [{"role": "user", "parts": [{"text": text}]}]}),
        Door::EmbedContent => json!({"content": {"parts": [{"text": text}]}}),
        Door::Messages => json!({"max_tokens": 1024, "messages": [{"role": "user", "content": text}]}),
        _ => json!({"messages": [{"role": "user", "content": text}]}),
    };
    body.as_object().cloned().unwrap_or_default()
}

/// A gateway with the configuration that is meant, else with the usual keys of the environment.
pub(crate) fn open(config: Option<PathBuf>) -> Result<Host, String> {
    let source = match locate(config) {
        Ok(file) => Source::File(file),
        Err(_) => Source::Environment,
    };
    Host::open(source).map_err(|error| error.message().to_owned())
}

pub(crate) fn gateway(config: Option<PathBuf>) -> Result<Gateway, String> {
    open(config)?.gateway().map_err(|error| error.message().to_owned())
}
