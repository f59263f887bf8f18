//! A streamed answer, both ways. Each chunk becomes several events; the first of them carries its bytes.

use std::sync::Arc;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::error::{Class, Error, Result};
use crate::id::random_id;
use crate::types::{BlockKind, Delta, Dialect, Event, EventKind, Raw, Usage};
use crate::wire::openai_chat::{WireUsage, decode_finish, encode_finish, encode_usage, hide_usage, is_error, renew_id};
use crate::wire::sse::{SseDecoder, SseEvent};
use crate::wire::{EventDecoder, EventEncoder, EventOptions, Frame, errors, lenient, openai_chat};

#[derive(Default)]
pub struct Decoder {
    sse: SseDecoder,
    state: State,
}

#[derive(Default)]
struct State {
    started: bool,
    done: bool,
    /// Choices that began, and whether each has ended.
    choices: Vec<(u32, bool)>,
    empty: Arc<Bytes>,
}

impl EventDecoder for Decoder {
    fn feed(&mut self, bytes: &[u8], out: &mut Vec<Event>) -> Result<()> {
        self.sse.feed(bytes, |event| self.state.event(&event, out))
    }

    fn end(&mut self, out: &mut Vec<Event>) -> Result<()> {
        if let Some(event) = self.sse.end() {
            let text = lenient::text(&event.data);
            if text.trim() == "[DONE]" || lenient::repaired(&text).is_some_and(|value| value.is_object()) {
                self.state.event(&event, out)?;
            }
        }
        let has_finished = !self.state.choices.is_empty() && self.state.choices.iter().all(|(_, ended)| *ended);
        if self.state.done || has_finished {
            return Ok(());
        }
        match lenient::repaired(&lenient::text(self.sse.stray())) {
            Some(tree) if is_error(tree.get("error")) => Err(errors::from_body(&tree)),
            _ => Err(Error::of(Class::Truncated, "the stream ended before its finish")),
        }
    }

    fn is_done(&self) -> bool {
        self.state.done
    }
}

impl State {
    fn event(&mut self, event: &SseEvent, out: &mut Vec<Event>) -> Result<()> {
        let text = lenient::text(&event.data);
        let trimmed = text.trim();
        if self.done || trimmed.is_empty() {
            return Ok(());
        }
        if trimmed == "[DONE]" {
            self.done = true;
            return Ok(());
        }
        let chunk = lenient::repaired(&text).filter(Value::is_object);
        let chunk = chunk.ok_or_else(|| Error::of(Class::Server, "an event of the stream is no JSON object of this format"))?;
        if is_error(chunk.get("error")) || event.name == "error" {
            return Err(errors::from_body(&chunk));
        }
        let first = out.len();
        self.chunk(&chunk, out);
        if out.len() == first {
            out.push(Event::new(EventKind::Other));
        }
        for (i, ours) in out[first..].iter_mut().enumerate() {
            let data = if i == 0 { Arc::new(event.data.clone()) } else { Arc::clone(&self.empty) };
            ours.raw = Some(Raw { dialect: Dialect::OpenaiCompletions, data });
        }
        Ok(())
    }

    fn chunk(&mut self, chunk: &Value, out: &mut Vec<Event>) {
        let word = |member: &str| chunk.get(member).and_then(Value::as_str).unwrap_or_default().to_owned();
        if !std::mem::replace(&mut self.started, true) {
            let created = chunk.get("created").and_then(Value::as_u64).unwrap_or_default();
            out.push(Event::new(EventKind::Start { id: word("id"), model: word("model"), created }));
        }
        for choice in chunk.get("choices").and_then(Value::as_array).into_iter().flatten() {
            self.choice(choice, out);
        }
        let usage = chunk.get("usage").filter(|usage| usage.is_object()).and_then(|usage| WireUsage::deserialize(usage).ok()?.decode());
        out.extend(usage.map(|usage| Event::new(EventKind::Usage(usage))));
    }

    fn choice(&mut self, choice: &Value, out: &mut Vec<Event>) {
        let index = choice.get("index").and_then(Value::as_u64).unwrap_or_default() as u32;
        let mut push = |kind| out.push(Event { choice: index, ..Event::new(kind) });
        let at = self.choices.iter().position(|(known, _)| *known == index).unwrap_or_else(|| {
            push(EventKind::PartStart { part: 0, block: BlockKind::Text });
            self.choices.push((index, false));
            self.choices.len() - 1
        });
        if let Some(text) = choice.get("text").and_then(Value::as_str).filter(|text| !text.is_empty()) {
            push(EventKind::Delta { part: 0, delta: Delta::Text(text.to_owned()) });
        }
        if let Some(logprobs) = choice.get("logprobs").filter(|value| !value.is_null()) {
            push(EventKind::Delta { part: 0, delta: Delta::Logprobs(logprobs.clone()) });
        }
        let ended = &mut self.choices[at].1;
        if let Some(word) = choice.get("finish_reason").and_then(Value::as_str).filter(|_| !*ended) {
            *ended = true;
            push(EventKind::PartEnd { part: 0 });
            push(EventKind::End(decode_finish(word)));
        }
    }
}

pub struct Encoder {
    options: EventOptions,
    id: String,
    model: String,
    created: u64,
    /// The bytes of the chunk that the last events came from have been sent.
    said: bool,
    usage: Option<Usage>,
}

impl Encoder {
    pub fn new(options: EventOptions) -> Self {
        Encoder { options, id: String::new(), model: String::new(), created: 0, said: false, usage: None }
    }

    fn say(&mut self, event: &Event, out: &mut Vec<Frame>) {
        let (text, logprobs, finish) = match &event.kind {
            EventKind::Delta { delta: Delta::Text(text), .. } => (text.as_str(), Value::Null, None),
            EventKind::Delta { delta: Delta::Logprobs(logprobs), .. } => ("", logprobs.clone(), None),
            EventKind::End(finish) => ("", Value::Null, Some(encode_finish(finish).0)),
            EventKind::Usage(usage) => {
                self.usage = Some(*usage);
                return;
            }
            _ => return,
        };
        let choice = json!({"text": text, "index": event.choice, "logprobs": logprobs, "finish_reason": finish});
        let frame = self.frame(json!([choice]), None);
        out.push(frame);
    }

    fn frame(&mut self, choices: Value, usage: Option<Value>) -> Frame {
        if self.id.is_empty() {
            self.id = self.options.id.clone().unwrap_or_else(|| random_id("cmpl-", 29));
        }
        let mut body = json!({"id": self.id, "object": "text_completion", "created": self.created, "choices": choices, "model": self.model});
        if let Some(usage) = usage {
            body["usage"] = usage;
        }
        Frame::data(body.to_string())
    }
}

impl EventEncoder for Encoder {
    fn encode(&mut self, event: &Event, out: &mut Vec<Frame>) {
        if let EventKind::Start { id, model, created } = &event.kind {
            self.id = self.options.id.clone().unwrap_or_else(|| id.clone());
            self.model.clone_from(model);
            self.created = *created;
        }
        match event.raw.as_ref().filter(|raw| raw.dialect == Dialect::OpenaiCompletions) {
            Some(raw) if !raw.data.is_empty() => {
                self.said = true;
                let shown = if self.options.usage { Some((*raw.data).clone()) } else { hide_usage(&raw.data) };
                let shown = shown.map(|data| self.options.id.as_ref().map_or_else(|| data.clone(), |id| renew_id(&data, id)));
                out.extend(shown.map(Frame::data));
            }
            Some(_) if self.said => {}
            has_raw => {
                self.said &= has_raw.is_some();
                self.say(event, out);
            }
        }
    }

    fn end(&mut self, out: &mut Vec<Frame>) {
        if let Some(usage) = self.usage.take().filter(|_| self.options.usage) {
            let frame = self.frame(json!([]), Some(encode_usage(&usage)));
            out.push(frame);
        }
        out.push(Frame::data(&b"[DONE]"[..]));
    }

    fn error(&mut self, error: &Error, out: &mut Vec<Frame>) {
        openai_chat::event_error(error, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Fold;

    const STREAM: &str = concat!(
        "data: {\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"created\":7,\"model\":\"m\",\"choices\":[{\"text\":\"a \",\"index\":0,\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}\n\n",
        "data: {\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"created\":7,\"model\":\"m\",\"choices\":[{\"text\":\"b\",\"index\":0,\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":null}\n\n",
        "data: {\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"created\":7,\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}\n\n",
        "data: [DONE]\n\n",
    );

    fn events(pieces: &[&[u8]]) -> Result<Vec<Event>> {
        let (mut decoder, mut out) = (Decoder::default(), Vec::new());
        pieces.iter().try_for_each(|piece| decoder.feed(piece, &mut out))?;
        decoder.end(&mut out)?;
        Ok(out)
    }

    fn frames(events: &[Event], usage: bool) -> Vec<String> {
        let mut encoder = Encoder::new(EventOptions { usage, id: None });
        let mut out = Vec::new();
        events.iter().for_each(|event| encoder.encode(event, &mut out));
        encoder.end(&mut out);
        out.iter().map(|frame| String::from_utf8_lossy(&frame.data).into_owned()).collect()
    }

    #[test]
    fn any_split_of_a_stream_folds_to_the_same_answer() {
        let whole = events(&[STREAM.as_bytes()]).expect("a stream");
        for at in 1..STREAM.len() {
            let (head, tail) = STREAM.as_bytes().split_at(at);
            assert_eq!(events(&[head, tail]).expect("a stream"), whole, "{at}");
        }
        let mut fold = Fold::default();
        whole.iter().for_each(|event| fold.push(event));
        let answer = fold.finish();
        assert_eq!((answer.choices[0].message.text(), answer.usage.map(|u| (u.input, u.output))), ("a b".to_owned(), Some((3, 2))));
    }

    #[test]
    fn chunks_go_out_as_they_came_and_usage_is_hidden_from_who_did_not_ask() {
        let came: Vec<&str> = STREAM.split("\n\n").filter_map(|event| event.strip_prefix("data: ")).collect();
        let whole = events(&[STREAM.as_bytes()]).expect("a stream");
        assert_eq!(frames(&whole, true), came);
        let hidden = frames(&whole, false);
        assert_eq!((hidden.len(), hidden.iter().any(|frame| frame.contains("prompt_tokens"))), (3, false));
    }

    #[test]
    fn events_without_bytes_are_said_anew() {
        let mut whole = events(&[STREAM.as_bytes()]).expect("a stream");
        whole.iter_mut().for_each(|event| event.raw = None);
        let said = frames(&whole, true).join("\n\n");
        let again = events(&[format!("data: {}\n\n", said.replace("\n\n", "\n\ndata: ")).as_bytes()]).expect("a stream");
        let text: String =
            again.iter().filter_map(|e| if let EventKind::Delta { delta: Delta::Text(t), .. } = &e.kind { Some(t.as_str()) } else { None }).collect();
        assert_eq!(text, "a b");
    }

    #[test]
    fn a_stream_that_breaks_off_is_truncated_and_an_error_in_it_is_told() {
        let half = STREAM.split_inclusive("\n\n").next().expect("an event");
        assert_eq!(events(&[half.as_bytes()]).expect_err("no finish").class(), Some(Class::Truncated));
        let error =
            events(&[half.as_bytes(), b"data: {\"error\": {\"message\": \"busy\", \"type\": \"overloaded_error\"}}\n\n"]).expect_err("an error");
        assert_eq!(error.message(), "busy");
    }
}
