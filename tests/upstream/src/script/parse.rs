//! JSON to entries; every unknown word is an error, so that a misspelt script does not pass.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::{Map, Value};

use super::duration;
use super::entry::{Content, Entry, SseItem, When};
use crate::answer::{Cut, Step};
use crate::dialect::{Item, Reply, Tool, Usage, UsageReport};

type Parsed<T> = Result<T, String>;

impl Entry {
    pub fn parse(value: &Value) -> Parsed<Entry> {
        let map = object(value)?;
        known(map, &["when", "times", "delay", "hold", "status", "headers", "reply", "body", "sse", "bytes", "cut"])?;
        let mut content = Content::Default;
        for (key, value) in map {
            let this = match key.as_str() {
                "reply" => Content::Reply(Box::new(reply(value)?)),
                "body" => match value {
                    Value::String(text) => Content::Body(Bytes::from(text.clone()), "text/plain"),
                    json => Content::Body(json.to_string().into(), "application/json"),
                },
                "sse" => Content::Sse(list(value)?.iter().map(sse_item).collect::<Parsed<_>>()?),
                "bytes" => Content::Wire(wire(value)?),
                _ => continue,
            };
            if !matches!(content, Content::Default) {
                return Err(format!("`{key}` beside another content"));
            }
            content = this;
        }
        let headers =
            map.get("headers").map_or(Ok(Vec::new()), |h| object(h)?.iter().map(|(k, v)| Ok((k.clone(), text(v)?))).collect::<Parsed<Vec<_>>>())?;
        Ok(Entry {
            when: map.get("when").map_or(Ok(When::default()), when)?,
            delay: map.get("delay").map(duration).transpose()?,
            hold: map.get("hold").is_some_and(|h| h == &Value::Bool(true)),
            status: map.get("status").map(|s| s.as_u64().map(|s| s as u16).ok_or("`status` is a number")).transpose()?,
            headers,
            content,
            cut: map.get("cut").map(cut).transpose()?,
        })
    }
}

fn when(value: &Value) -> Parsed<When> {
    let map = object(value)?;
    known(map, &["path", "method", "body"])?;
    Ok(When { path: map.get("path").map(text).transpose()?, method: map.get("method").map(text).transpose()?, body: map.get("body").cloned() })
}

fn reply(value: &Value) -> Parsed<Reply> {
    let map = object(value)?;
    known(map, &["text", "pieces", "thinking", "tools", "finish", "usage", "model", "id", "vectors", "every"])?;
    let pieces: Option<Vec<String>> = map.get("pieces").map(|p| list(p)?.iter().map(text).collect()).transpose()?;
    let said = map.get("text").map(text).transpose()?;
    Ok(Reply {
        text: said.or_else(|| pieces.as_ref().map(|p| p.concat())).unwrap_or_default(),
        pieces,
        thinking: map.get("thinking").map(text).transpose()?.unwrap_or_default(),
        tools: map.get("tools").map_or(Ok(Vec::new()), |t| list(t)?.iter().map(tool).collect())?,
        finish: map.get("finish").map(text).transpose()?,
        usage: map.get("usage").map_or(Ok(UsageReport::Guessed), usage)?,
        model: map.get("model").map(text).transpose()?,
        id: map.get("id").map(text).transpose()?,
        vectors: map.get("vectors").map(vectors).transpose()?,
        every: map.get("every").map(duration).transpose()?,
    })
}

fn tool(value: &Value) -> Parsed<Tool> {
    let map = object(value)?;
    known(map, &["id", "name", "arguments"])?;
    let arguments = match map.get("arguments") {
        None => "{}".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(json) => json.to_string(),
    };
    Ok(Tool { id: map.get("id").map(text).transpose()?, name: map.get("name").map(text).ok_or("a tool has a `name`")??, arguments })
}

fn usage(value: &Value) -> Parsed<UsageReport> {
    if value == "none" {
        return Ok(UsageReport::Absent);
    }
    let map = object(value)?;
    known(map, &["in", "out", "cache_read", "reasoning"])?;
    let number = |key: &str| map.get(key).map_or(Ok(0), |v| v.as_u64().ok_or_else(|| format!("`{key}` is a number")));
    Ok(UsageReport::Given(Usage { input: number("in")?, output: number("out")?, cache_read: number("cache_read")?, reasoning: number("reasoning")? }))
}

fn vectors(value: &Value) -> Parsed<Vec<Vec<f32>>> {
    let row = |row: &Value| list(row)?.iter().map(|x| x.as_f64().map(|x| x as f32).ok_or_else(|| "a vector holds numbers".to_owned())).collect();
    list(value)?.iter().map(row).collect()
}

fn sse_item(value: &Value) -> Parsed<SseItem> {
    let (key, value) = only(value)?;
    Ok(match key {
        "text" => SseItem::Say(Item::Text(text(value)?)),
        "thinking" => SseItem::Say(Item::Thinking(text(value)?)),
        "tool" => SseItem::Say(Item::Tool(tool(value)?)),
        "finish" => SseItem::Say(Item::Finish(Some(text(value)?))),
        "data" => SseItem::Do(Step::Bytes(format!("data: {value}\n\n").into())),
        _ => SseItem::Do(step(key, value)?),
    })
}

/// `bytes`: a text, or a list of `raw`, `base64`, `delay`, `hold` and `cut`.
fn wire(value: &Value) -> Parsed<Vec<Step>> {
    match value {
        Value::String(text) => Ok(vec![Step::Bytes(Bytes::from(text.clone()))]),
        _ => list(value)?.iter().map(|item| only(item).and_then(|(key, value)| step(key, value))).collect(),
    }
}

fn step(key: &str, value: &Value) -> Parsed<Step> {
    Ok(match key {
        "raw" => Step::Bytes(text(value)?.into()),
        "base64" => Step::Bytes(STANDARD.decode(text(value)?).map_err(|e| e.to_string())?.into()),
        "delay" => Step::Delay(duration(value)?),
        "hold" => Step::Hold,
        "cut" => Step::Cut(cut(value)?),
        other => return Err(format!("unknown item `{other}`")),
    })
}

fn cut(value: &Value) -> Parsed<Cut> {
    match value.as_str() {
        Some("reset") => Ok(Cut::Reset),
        Some("close") => Ok(Cut::Close),
        Some("end") => Ok(Cut::End),
        _ => Err(format!("`cut` is reset, close or end, not {value}")),
    }
}

fn known(map: &Map<String, Value>, keys: &[&str]) -> Parsed<()> {
    match map.keys().find(|k| !keys.contains(&k.as_str())) {
        Some(key) => Err(format!("unknown key `{key}` (there is: {})", keys.join(", "))),
        None => Ok(()),
    }
}

fn only(value: &Value) -> Parsed<(&str, &Value)> {
    let map = object(value)?;
    match map.iter().next() {
        Some((key, value)) if map.len() == 1 => Ok((key, value)),
        _ => Err(format!("one key an item, not {value}")),
    }
}

fn object(value: &Value) -> Parsed<&Map<String, Value>> {
    value.as_object().ok_or_else(|| format!("an object is wanted, not {value}"))
}

fn list(value: &Value) -> Parsed<&Vec<Value>> {
    value.as_array().ok_or_else(|| format!("a list is wanted, not {value}"))
}

fn text(value: &Value) -> Parsed<String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(n) => Ok(n.to_string()),
        _ => Err(format!("a text is wanted, not {value}")),
    }
}
