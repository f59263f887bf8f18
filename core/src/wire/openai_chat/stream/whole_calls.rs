//! Tool calls in one piece, for clients that know no others: Mistral's reads a name in every fragment of a call.
//!
//! Works on what another encoder wrote. A call goes with the finish of its choice, as Mistral itself sends it.

use std::collections::BTreeMap;

use memchr::memmem;
use serde_json::{Map, Value, json};

use crate::error::Error;
use crate::types::Event;
use crate::wire::{EventEncoder, Frame};

pub struct WholeCalls {
    inner: Box<dyn EventEncoder>,
    frames: Vec<Frame>,
    /// Calls that have begun, by their choice and their place in it.
    begun: BTreeMap<(u64, u64), Map<String, Value>>,
}

impl WholeCalls {
    pub fn new(inner: Box<dyn EventEncoder>) -> Self {
        WholeCalls { inner, frames: Vec::new(), begun: BTreeMap::new() }
    }

    fn gather(&mut self, out: &mut Vec<Frame>) {
        for frame in std::mem::take(&mut self.frames) {
            let calls = memmem::find(&frame.data, b"\"tool_calls\"").is_some();
            let may_finish = !self.begun.is_empty() && memmem::find(&frame.data, b"\"finish_reason\"").is_some();
            let chunk = if calls || may_finish { serde_json::from_slice(&frame.data).ok() } else { None };
            out.extend(match chunk {
                Some(chunk) => self.chunk(chunk).map(|chunk| Frame::data(chunk.to_string())),
                None => Some(frame),
            });
        }
    }

    /// The chunk without halves of calls; `None` where nothing is left of it.
    fn chunk(&mut self, mut chunk: Value) -> Option<Value> {
        let mut says_something = chunk.get("usage").is_some_and(Value::is_object);
        for choice in chunk.get_mut("choices").and_then(Value::as_array_mut).into_iter().flatten() {
            let index = choice["index"].as_u64().unwrap_or_default();
            let finished = choice["finish_reason"].is_string();
            let Some(delta) = choice.get_mut("delta").and_then(Value::as_object_mut) else { continue };
            if let Some(Value::Array(calls)) = delta.shift_remove("tool_calls") {
                calls.into_iter().enumerate().for_each(|(at, call)| self.add(index, at as u64, call));
            }
            if finished {
                let of_choice: Vec<_> = self.begun.range((index, 0)..=(index, u64::MAX)).map(|(place, _)| *place).collect();
                let calls: Vec<Value> = of_choice.iter().filter_map(|place| self.begun.remove(place)).map(Value::Object).collect();
                if !calls.is_empty() {
                    delta.insert("tool_calls".to_owned(), Value::Array(calls));
                }
            }
            says_something |= finished || delta.values().any(|value| !value.is_null());
        }
        says_something.then_some(chunk)
    }

    fn add(&mut self, choice: u64, at: u64, fragment: Value) {
        let Value::Object(mut fragment) = fragment else { return };
        let place = (choice, fragment.get("index").and_then(Value::as_u64).unwrap_or(at));
        let Some(call) = self.begun.get_mut(&place) else {
            fragment.entry("function").or_insert_with(|| json!({"name": "", "arguments": ""}));
            self.begun.insert(place, fragment);
            return;
        };
        let more = fragment.get("function").and_then(|f| f.get("arguments")).and_then(Value::as_str).unwrap_or_default();
        let arguments = &mut call["function"]["arguments"];
        *arguments = json!(format!("{}{more}", arguments.as_str().unwrap_or_default()));
    }
}

impl EventEncoder for WholeCalls {
    fn encode(&mut self, event: &Event, out: &mut Vec<Frame>) {
        self.inner.encode(event, &mut self.frames);
        self.gather(out);
    }

    fn end(&mut self, out: &mut Vec<Frame>) {
        self.inner.end(&mut self.frames);
        self.gather(out);
    }

    fn error(&mut self, error: &Error, out: &mut Vec<Frame>) {
        self.inner.error(error, out);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Decoder, Encoder};
    use super::*;
    use crate::wire::{EventDecoder, EventOptions};

    fn through(stream: &str) -> Vec<Value> {
        let (mut decoder, mut events) = (Decoder::default(), Vec::new());
        decoder.feed(stream.as_bytes(), &mut events).expect("a good stream");
        let mut encoder = WholeCalls::new(Box::new(Encoder::new(EventOptions { usage: true, id: None })));
        let mut frames = Vec::new();
        events.iter().for_each(|event| encoder.encode(event, &mut frames));
        encoder.end(&mut frames);
        frames.iter().filter_map(|frame| serde_json::from_slice(&frame.data).ok()).collect()
    }

    fn stream(deltas: &[Value]) -> String {
        let chunk = |(i, delta): (usize, &Value)| {
            let finish = if i + 1 == deltas.len() { json!("tool_calls") } else { Value::Null };
            format!("data: {}\n\n", json!({"id": "c", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}))
        };
        deltas.iter().enumerate().map(chunk).collect::<String>() + "data: [DONE]\n\n"
    }

    #[test]
    fn fragments_of_calls_go_as_one_with_the_finish() {
        let begin = |index: u64, id: &str| json!({"tool_calls": [{"index": index, "id": id, "type": "function", "function": {"name": "f", "arguments": ""}}]});
        let more = |index: u64, text: &str| json!({"tool_calls": [{"index": index, "function": {"arguments": text}}]});
        let deltas = [
            json!({"role": "assistant", "content": "hm"}),
            begin(0, "a"),
            more(0, "{\"x\""),
            begin(1, "b"),
            more(1, "{}"),
            more(0, ":1}"),
            json!({}),
        ];
        let got = through(&stream(&deltas));
        assert_eq!(got.len(), 2, "{got:?}");
        assert_eq!(got[0]["choices"][0]["delta"]["content"], "hm");
        let call = |index: u64, id: &str, arguments: &str| json!({"index": index, "id": id, "type": "function", "function": {"name": "f", "arguments": arguments}});
        assert_eq!(got[1]["choices"][0]["delta"]["tool_calls"], json!([call(0, "a", "{\"x\":1}"), call(1, "b", "{}")]));
        assert_eq!(got[1]["choices"][0]["finish_reason"], "tool_calls");
    }

    #[test]
    fn whole_calls_and_other_chunks_stay_as_they_are() {
        let call = json!({"id": "a", "function": {"name": "f", "arguments": "{}"}, "index": 0});
        let got = through(&stream(&[json!({"role": "assistant", "content": ""}), json!({"content": "", "tool_calls": [call]})]));
        assert_eq!(got[1]["choices"][0]["delta"], json!({"content": "", "tool_calls": [call]}));
        assert_eq!(got.len(), 2);
    }
}
