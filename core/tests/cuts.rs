//! Streams that break at any byte, with a healthy second target behind them: nothing hangs, nothing is invented or told twice.
//!
//! `POLYROUTE_CUTS` is the number of cases, `POLYROUTE_CASE` one to be looked at. What breaks are the recordings where they are
//! present (`POLYROUTE_DATA`, else `../shared/data`), and in any case streams that the codecs write.

#[path = "support/wires.rs"]
mod wires;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use polyroute::builder::Builder;
use polyroute::config::Config;
use polyroute::error::{Class, Error};
use polyroute::gateway::{Answer, Body, Door, Gateway, Incoming};
use polyroute::types::{BlockKind, Delta, Dialect, Event, EventKind, Finish, Fold, Part, Response, Usage};
use polyroute::wire::{Codec, EventOptions, Frame, codec};
use serde_json::{Map, Value, json};

use wires::{Ending, Wire, Wires};

const CASES: u64 = 5_000;
const SECOND: &str = "SECOND: the spare target said this.";

/// How a stream breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Cut,
    Clean,
    Malformed,
    Stall,
}

/// A stream to be broken, and what it says when it is not.
struct Recorded {
    name: String,
    dialect: Dialect,
    bytes: Bytes,
    whole: Response,
    /// What a caller of the same dialect reads.
    frames: Vec<Frame>,
}

impl Recorded {
    /// `None`: its end is no success, or this version does not speak it.
    fn new(name: &str, dialect: Dialect, bytes: Bytes) -> Option<Recorded> {
        let codec = codec(dialect)?;
        let (mut events, mut decoder) = (Vec::new(), codec.event_decoder());
        decoder.feed(&bytes, &mut events).and_then(|()| decoder.end(&mut events)).ok()?;
        let (mut fold, mut frames, mut encoder) = (Fold::default(), Vec::new(), codec.event_encoder(EventOptions { usage: true, id: None }));
        for event in &events {
            fold.push(event);
            encoder.encode(event, &mut frames);
        }
        encoder.end(&mut frames);
        let whole = fold.finish();
        whole.choices.first()?.finish.as_ref()?;
        Some(Recorded { name: name.to_owned(), dialect, bytes, whole, frames })
    }

    fn text(&self) -> String {
        self.whole.choices[0].message.text()
    }

    /// Text alone, perhaps behind thinking: what can be gone on with.
    fn is_text(&self) -> bool {
        let parts = &self.whole.choices[0].message.parts;
        self.whole.choices.len() == 1
            && !self.text().is_empty()
            && parts.iter().all(|p| matches!(p, Part::Text { .. } | Part::Thinking { .. } | Part::RedactedThinking { .. }))
    }

    /// What the first bytes alone say; at the end of the bytes an event counts whose blank line is missing.
    fn before(&self, at: usize, ends: bool) -> Vec<Event> {
        let (mut events, mut decoder) = (Vec::new(), codec(self.dialect).expect("spoken").event_decoder());
        let _ = decoder.feed(&self.bytes[..at], &mut events);
        if ends {
            let _ = decoder.end(&mut events);
        }
        events
    }

    /// The end of the last event that is whole at `at`.
    fn boundary(&self, at: usize) -> usize {
        let head = &self.bytes[..at];
        let ends = |blank: &[u8]| memchr::memmem::rfind(head, blank).map(|found| found + blank.len());
        ends(b"\n\n").max(ends(b"\r\n\r\n")).unwrap_or(0)
    }
}

/// The recordings, and streams of our own that need no data.
fn streams() -> Vec<Recorded> {
    let mut all = own();
    let data = std::env::var_os("POLYROUTE_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(data).join("recordings/recordings.jsonl");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: cuts: the recorded streams, 0 read (set POLYROUTE_DATA)");
        return all;
    };
    for row in text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a row is JSON")) {
        let dialect = match row["api"].as_str() {
            Some("chat.completions") => Dialect::OpenaiChat,
            Some("responses") => Dialect::OpenaiResponses,
            Some("messages") => Dialect::Anthropic,
            Some("generateContent") => Dialect::Gemini,
            _ => continue,
        };
        if let (Some(sse), Some(200)) = (row["response"]["sse"].as_str(), row["response"]["status"].as_u64()) {
            all.extend(Recorded::new(row["id"].as_str().expect("an id"), dialect, Bytes::copy_from_slice(sse.as_bytes())));
        }
    }
    all
}

/// One stream of text and one with a call, in every dialect.
fn own() -> Vec<Recorded> {
    let words = "Streams die half-way: naïve gateways call that a finished answer – 流 does not. It asks another model to go on, \
                 cuts off what that one says again, and tells both in the receipt: 2 + 2 = 4, 4 + 4 = 8, and so on, and so on. ";
    let pieces: Vec<&str> = words.split_inclusive(' ').collect();
    let call = EventKind::PartStart { part: 1, block: BlockKind::ToolCall { id: "call_1".into(), name: "f".into(), extra: Map::new() } };
    let arguments = |text: &str| EventKind::Delta { part: 1, delta: Delta::Arguments(text.into()) };
    let with_call = [call, arguments("{\"city\":"), arguments("\"Paris\"}"), EventKind::PartEnd { part: 1 }];
    let mut all = Vec::new();
    for dialect in [Dialect::OpenaiChat, Dialect::OpenaiResponses, Dialect::Anthropic, Dialect::Gemini] {
        let codec = codec(dialect).expect("spoken");
        all.extend(Recorded::new(&format!("own {dialect:?} text"), dialect, written(codec, &pieces, &[], Finish::Stop)));
        all.extend(Recorded::new(&format!("own {dialect:?} call"), dialect, written(codec, &pieces[..3], &with_call, Finish::ToolCalls)));
    }
    all
}

/// An answer as its dialect's events.
fn written(codec: &dyn Codec, text: &[&str], then: &[EventKind], finish: Finish) -> Bytes {
    let start = EventKind::Start { id: "own-1".into(), model: "m".into(), created: 1 };
    let mut kinds = vec![start, EventKind::PartStart { part: 0, block: BlockKind::Text }];
    kinds.extend(text.iter().map(|piece| EventKind::Delta { part: 0, delta: Delta::Text((*piece).to_owned()) }));
    kinds.push(EventKind::PartEnd { part: 0 });
    kinds.extend_from_slice(then);
    kinds.extend([EventKind::End(finish), EventKind::Usage(Usage { input: 9, output: 20, ..Usage::default() })]);
    let (mut frames, mut encoder, mut out) = (Vec::new(), codec.event_encoder(EventOptions { usage: true, id: None }), Vec::new());
    kinds.into_iter().for_each(|kind| encoder.encode(&Event::new(kind), &mut frames));
    encoder.end(&mut frames);
    frames.iter().for_each(|frame| frame.write_sse(&mut out));
    out.into()
}

/// The gateways of one dialect: after the first event an error, or another target.
fn gateway(dialect: Dialect, resume: &str) -> Gateway {
    let (kind, tail) = match dialect {
        Dialect::Anthropic => ("anthropic", ""),
        Dialect::Gemini => ("gemini", ""),
        Dialect::OpenaiResponses => ("openai_responses", "/v1"),
        _ => ("openai_compatible", "/v1"),
    };
    let provider = |name: &str| json!({"type": kind, "base_url": format!("http://{name}.test{tail}"), "api_key": "k"});
    let config = json!({
        "version": 1, "testing": {"clock": "virtual", "seed": 7},
        "providers": {"first": provider("first"), "second": provider("second")},
        "routes": {"chat": {
            "targets": ["first/m", "second/m"], "retries": {"max": 0}, "resume": resume,
            "circuit_breaker": {"failure_threshold": 1_000_000_000, "min_requests": 1_000_000_000},
        }},
    });
    Builder::new(Config::from_value(config).expect("a valid configuration")).build().expect("a gateway")
}

fn incoming(dialect: Dialect) -> Incoming {
    let (door, body) = match dialect {
        Dialect::Anthropic => (Door::Messages, json!({"model": "chat", "max_tokens": 9000, "messages": [{"role": "user", "content": "hi"}]})),
        Dialect::Gemini => (Door::GenerateContent, json!({"model": "chat", "contents": [{"role": "user", "parts": [{"text": "hi"}]}]})),
        Dialect::OpenaiResponses => (Door::Responses, json!({"model": "chat", "input": "hi"})),
        _ => (Door::Chat, json!({"model": "chat", "messages": [{"role": "user", "content": "hi"}], "stream_options": {"include_usage": true}})),
    };
    let Value::Object(mut body) = body else { unreachable!("an object was written") };
    body.insert("stream".into(), true.into());
    Incoming::new(door, Body::Json(body))
}

/// The second target: it goes on behind the longest beginning of the text that it was shown, exactly.
fn second(recorded: &Recorded, request: &[u8], resumes: bool) -> Wire {
    let codec = codec(recorded.dialect).expect("spoken");
    if !resumes {
        return Wire::events(vec![written(codec, &[SECOND], &[], Finish::Stop)], Ending::Whole);
    }
    let full = recorded.text();
    let shown = strings(&serde_json::from_slice(request).expect("a request is JSON"));
    let known = shown.iter().filter(|s| full.starts_with(s.as_str())).map(String::len).max().unwrap_or(0);
    let rest = &full[known..];
    let middle = (0..=rest.len() / 2).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(0);
    Wire::events(vec![written(codec, &[&rest[..middle], &rest[middle..]], &[], Finish::Stop)], Ending::Whole)
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::Object(members) => members.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

/// What a caller got.
struct Got {
    frames: Vec<Frame>,
    error: Option<Error>,
}

impl Got {
    fn fold(&self, dialect: Dialect) -> Response {
        let (mut bytes, mut events, mut fold) = (Vec::new(), Vec::new(), Fold::default());
        self.frames.iter().for_each(|frame| frame.write_sse(&mut bytes));
        let mut decoder = codec(dialect).expect("spoken").event_decoder();
        let _ = decoder.feed(&bytes, &mut events);
        events.iter().for_each(|event| fold.push(event));
        fold.finish()
    }
}

/// What another target can go on behind.
fn is_text_or_thinking(event: &Event) -> bool {
    event.choice == 0
        && !matches!(
            event.kind,
            EventKind::PartStart { block: BlockKind::ToolCall { .. } | BlockKind::Raw(_) | BlockKind::Refusal, .. }
                | EventKind::Delta { delta: Delta::Arguments(_) | Delta::Refusal(_), .. }
                | EventKind::End(_)
        )
}

fn text_of(response: &Response) -> String {
    response.choices.first().map(|c| c.message.text()).unwrap_or_default()
}

fn finish_of(response: &Response) -> Option<&Finish> {
    response.choices.first().and_then(|c| c.finish.as_ref())
}

struct Bench {
    streams: Vec<Arc<Recorded>>,
    gateways: Vec<(Dialect, bool, Gateway)>,
}

/// One case, drawn from its number alone.
#[derive(Debug, Clone)]
struct Case {
    stream: usize,
    at: usize,
    fault: Fault,
    resumes: bool,
}

impl Bench {
    fn new() -> Self {
        let streams: Vec<_> = streams().into_iter().map(Arc::new).collect();
        let dialects = [Dialect::OpenaiChat, Dialect::OpenaiResponses, Dialect::Anthropic, Dialect::Gemini];
        let gateways = dialects.iter().flat_map(|d| [(*d, false, gateway(*d, "error")), (*d, true, gateway(*d, "text"))]).collect();
        Bench { streams, gateways }
    }

    fn draw(&self, number: u64) -> Case {
        let mut random = fastrand::Rng::with_seed(number);
        let stream = random.usize(..self.streams.len());
        let recorded = &self.streams[stream];
        let fault = [Fault::Cut, Fault::Clean, Fault::Malformed, Fault::Stall][random.usize(..4)];
        // The way up to the first content is short: go there often enough.
        let most = if random.u8(..4) == 0 { recorded.bytes.len().min(1500) } else { recorded.bytes.len() };
        let mut at = random.usize(..most);
        if fault == Fault::Malformed {
            at = recorded.boundary(at);
        }
        Case { stream, at, fault, resumes: random.bool() }
    }

    async fn play(&self, case: &Case) -> Got {
        let recorded = self.streams[case.stream].clone();
        let find = |(dialect, resumes, _): &&(Dialect, bool, Gateway)| *dialect == recorded.dialect && *resumes == case.resumes;
        let gateway = &self.gateways.iter().find(find).expect("one for each").2;
        let asked = case.clone();
        let wires = Wires::new(move |request| {
            if request.url.starts_with("http://second.test") {
                return Ok(second(&recorded, &request.body, asked.resumes));
            }
            let mut pieces = vec![recorded.bytes.slice(..asked.at)];
            let ending = match asked.fault {
                Fault::Cut => Ending::Lost,
                Fault::Stall => Ending::Silent,
                Fault::Clean => Ending::Whole,
                Fault::Malformed => {
                    pieces.push(Bytes::from_static(b"data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"del\n\n"));
                    pieces.push(recorded.bytes.slice(asked.at..));
                    Ending::Whole
                }
            };
            Ok(Wire::events(pieces, ending))
        });
        let silent = wires.silent.clone();
        let playing = async {
            let prepared = gateway.prepare(incoming(self.streams[case.stream].dialect)).expect("a valid call");
            let mut stream = match gateway.run(prepared, Arc::new(wires.clone())).await {
                Ok(Answer::Stream(stream)) => stream,
                Ok(Answer::Whole(_)) => panic!("a stream was asked for"),
                Err(error) => return Got { frames: Vec::new(), error: Some(error) },
            };
            let mut frames = Vec::new();
            let error = loop {
                let mut batch = Vec::new();
                match stream.next_batch(64, &mut batch).await {
                    Ok(()) if batch.is_empty() => break None,
                    Ok(()) => frames.append(&mut batch),
                    Err(error) => break Some(error),
                }
            };
            Got { frames, error }
        };
        let mut playing = std::pin::pin!(playing);
        let got = loop {
            tokio::select! {
                biased;
                got = &mut playing => break got,
                () = silent.notified() => gateway.advance(Duration::from_secs(61)),
            }
        };
        assert_eq!(wires.open(), 0, "a body is left open");
        got
    }

    /// What is wrong with the outcome, and whether a broken text was completed.
    fn judge(&self, case: &Case, got: &Got) -> (Vec<String>, Option<bool>) {
        let recorded = &self.streams[case.stream];
        let (full, folded) = (recorded.text(), got.fold(recorded.dialect));
        let text = text_of(&folded);
        let told = recorded.before(case.at, matches!(case.fault, Fault::Cut | Fault::Clean));
        let has_content = told.iter().any(|event| event.kind.is_content());
        let has_finish = told.iter().any(|event| matches!(event.kind, EventKind::End(_)));
        let mut wrong = Vec::new();
        let mut claim = |holds: bool, what: String| {
            if !holds {
                wrong.push(what);
            }
        };
        if !has_content && !has_finish {
            let expected = if case.resumes { &*full } else { SECOND };
            claim(got.error.is_none(), format!("before the first content, and the error came: {:?}", got.error));
            claim(text == expected, format!("before the first content: {text:?}"));
            claim(folded.id != recorded.whole.id || folded.id.is_empty() || folded.id == "own-1", format!("the first target's id: {}", folded.id));
            return (wrong, None);
        }
        let may_go_on = case.resumes && told.iter().all(is_text_or_thinking);
        if got.error.is_none() && (has_finish || !may_go_on) {
            // The finish had come, so nothing was lost.
            claim(has_finish, "a broken stream ended as if it were whole".to_owned());
            claim(folded.choices == recorded.whole.choices, "the whole answer came otherwise".to_owned());
            return (wrong, None);
        }
        if let Some(error) = &got.error {
            let is_fault = matches!(error.class(), Some(Class::Network | Class::Truncated | Class::Server | Class::Timeout));
            claim(is_fault, format!("an error of another class: {error:?}"));
            claim(finish_of(&folded).is_none() || has_finish, format!("an error behind a finish: {:?}", finish_of(&folded)));
            let prefix = got.frames.len() <= recorded.frames.len() && got.frames.iter().zip(&recorded.frames).all(|(a, b)| a.data == b.data);
            claim(prefix, "what came before the error is no beginning of the recorded events".to_owned());
            let expects_text = may_go_on && recorded.is_text() && !has_finish;
            let in_text = !text.is_empty();
            claim(!(expects_text && in_text && text.len() < full.len()), "a text was not gone on with".to_owned());
            return (wrong, (expects_text && in_text).then_some(false));
        }
        claim(text == full, format!("gone on with, and the texts differ: {} characters, not {}", text.chars().count(), full.chars().count()));
        claim(finish_of(&folded) == Some(&Finish::Stop), format!("gone on with, and the finish is {:?}", finish_of(&folded)));
        (wrong, Some(text == full))
    }
}

#[tokio::test]
async fn no_cut_hangs_invents_or_repeats() {
    let bench = Bench::new();
    let number = |name: &str| std::env::var(name).ok().map(|n| n.parse::<u64>().expect("a number"));
    let cases = match number("POLYROUTE_CASE") {
        Some(one) => one..one + 1,
        None => 0..number("POLYROUTE_CUTS").unwrap_or(CASES),
    };
    let (mut resumed, mut completed, mut shown) = (0_u32, 0_u32, 0);
    let total = cases.end - cases.start;
    for n in cases {
        let case = bench.draw(n);
        let got = tokio::time::timeout(Duration::from_secs(20), bench.play(&case)).await.unwrap_or_else(|_| panic!("case {n} hangs: {case:?}"));
        let (wrong, text) = bench.judge(&case, &got);
        if let Some(whole) = text {
            resumed += 1;
            completed += u32::from(whole);
        }
        if !wrong.is_empty() {
            shown += 1;
            println!("case {n}: {} {case:?}: {}", bench.streams[case.stream].name, wrong.join("; "));
            println!("    attempts: {:?}", got.error.as_ref().map(Error::get_attempts));
        }
    }
    println!("cuts: {total} of {} streams; {completed} of {resumed} broken texts completed", bench.streams.len());
    assert_eq!(shown, 0, "cases with a wrong outcome");
    assert!(f64::from(completed) >= 0.99 * f64::from(resumed));
    for (_, _, gateway) in &bench.gateways {
        let stats = gateway.stats();
        assert_eq!((&stats["in_flight"], &stats["reservations"]), (&json!(0), &json!(0)));
    }
}

#[test]
fn a_stream_that_outlives_its_runtime_is_dropped_without_a_fuss() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let stream = runtime.block_on(async {
        let gateway = gateway(Dialect::OpenaiChat, "error");
        let wires =
            Wires::new(|_| Ok(Wire::events(vec![written(codec(Dialect::OpenaiChat).expect("spoken"), &["hi"], &[], Finish::Stop)], Ending::Silent)));
        let prepared = gateway.prepare(incoming(Dialect::OpenaiChat)).expect("a valid call");
        match gateway.run(prepared, Arc::new(wires)).await {
            Ok(Answer::Stream(stream)) => stream,
            _ => panic!("it streams"),
        }
    });
    drop(runtime);
    drop(stream);
}
