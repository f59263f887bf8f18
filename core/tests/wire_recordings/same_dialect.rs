//! Recorded traffic of real providers in their own dialect: every row decodes, goes out as it came, reads the same however it
//! is cut, and can be built anew.

use bytes::Bytes;
use polyroute::types::{EventKind, Extra, Finish, Params, Part, Request, Response, Usage, Vectors, unfold};
use polyroute::wire::{EncodeTarget, Fields, Quirk, codec, quirks};
use polyroute::{Error, types::Dialect};
use serde_json::{Value, json};

use crate::recorded::{self, Row, decode, embeddings, fold, frames, json, rows, streamed, written};

/// Up to this length a stream is cut at every place.
const SHORT: usize = 3_000;

fn request(row: &Row) -> Request {
    row.codec().decode_request(row.at_the_door()).unwrap_or_else(|e| panic!("{}: {e}", row.id()))
}

fn sent(row: &Row, request: &Request) -> Value {
    let encoded = row.codec().encode_request(request, &EncodeTarget::named(row.model()), &mut Fields::default());
    json(&encoded.unwrap_or_else(|e| panic!("{}: {e}", row.id())).body)
}

#[test]
fn every_request_goes_out_as_it_came() {
    for row in rows("requests") {
        let request = request(&row);
        let mut expected = Value::Object(row.asked());
        if !row.spoken.in_path {
            expected["model"] = json!(row.model());
        }
        // Who streams is told the usage, whether the caller asks for it or not.
        if request.stream && row.spoken.dialect == Dialect::OpenaiChat {
            expected["stream_options"] = json!({"include_usage": true});
        }
        assert_eq!(sent(&row, &request), expected, "{}", row.id());
        if row.spoken.in_path {
            let encoded = row.codec().encode_request(&request, &EncodeTarget::named(row.model()), &mut Fields::default()).expect("it was sent");
            let verb = |path: &str| path.rsplit_once('/').expect("a path").1.to_owned();
            assert_eq!(verb(&encoded.path), verb(row.value["request"]["path"].as_str().expect("a path")), "{}", row.id());
        }
    }
}

#[test]
fn what_a_provider_was_asked_fits_its_row_of_quirks() {
    let mut seen = 0;
    for row in rows("quirks").iter().filter(|row| row.spoken.dialect == Dialect::OpenaiChat) {
        let provider = row.value["provider"].as_str().expect("a provider");
        let target = EncodeTarget { quirks: quirks::of(provider), ..EncodeTarget::named(row.model()) };
        if target.quirks.is_empty() {
            continue;
        }
        seen += 1;
        let request = request(row);
        let encoded = row.codec().encode_request(&request, &target, &mut Fields::default()).unwrap_or_else(|e| panic!("{}: {e}", row.id()));
        let mut expected = Value::Object(row.asked());
        expected["model"] = json!(target.model);
        if request.stream && !target.quirks.contains(&Quirk::NoStreamOptions) {
            expected["stream_options"] = json!({"include_usage": true});
        }
        assert_eq!(json(&encoded.body), expected, "{}", row.id());
    }
    println!("wire_recordings: {seen} requests of providers with quirks");
}

#[test]
fn every_request_means_the_same_when_it_is_built_anew() {
    for row in rows("rebuilt requests") {
        let came = request(&row);
        let Value::Object(mut body) = sent(&row, &Request { raw: None, ..came.clone() }) else { panic!("a body is an object") };
        row.name_model(&mut body, came.stream);
        let again = row.codec().decode_request(body).expect("what was built is a request");
        let names = |request: &Request| request.tools.iter().map(|tool| tool.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&again), names(&came), "{}", row.id());
        // The result of a tool is given the name of its call where the dialect has a place for it.
        let nameless = |part: &Part| match part.clone() {
            Part::ToolResult { id, parts, is_error, extra, .. } => Part::ToolResult { id, name: None, parts, is_error, extra },
            part => part,
        };
        let said = |request: &Request| request.turns.iter().flat_map(|turn| &turn.parts).map(nameless).collect::<Vec<_>>();
        // A picture in a result stands in a turn of its own in the chat format.
        let moved = row.spoken.dialect == Dialect::OpenaiChat && again.turns.len() != came.turns.len();
        assert!(moved || said(&again) == said(&came), "{}: {:#?} became {:#?}", row.id(), came.turns, again.turns);
        assert_eq!(steering(&row, again), steering(&row, came), "{}", row.id());
    }
}

/// Params and members of no canonical place. How Claude thinks is said in the words that the model knows, and its
/// temperature of 1 is what holds then anyway.
fn steering(row: &Row, request: Request) -> (Params, Extra) {
    let (mut params, mut extra) = (request.params, request.extra);
    if row.spoken.dialect == Dialect::Bedrock && params.thinking_budget.is_some() {
        // Without a limit of the caller's one is sent that leaves room for the thoughts.
        params.max_tokens = None;
    }
    if row.spoken.dialect == Dialect::Anthropic {
        params.reasoning_effort = None;
        params.temperature = params.temperature.filter(|t| *t < 1.0);
        extra.shift_remove("thinking");
    }
    (params, extra)
}

fn check_refusal(row: &Row, error: &Error) {
    let said = &row.value["response"]["body"];
    let message = ["/error/message", "/detail", "/message", "/error"].iter().find_map(|at| said.pointer(at)?.as_str()).expect("a message");
    assert!(error.message().starts_with(message), "{}: {message:?} became {:?}", row.id(), error.message());
    assert_eq!(Some(u64::from(error.http_status())), row.value["response"]["status"].as_u64(), "{}", row.id());
    assert!(error.class().is_some(), "{}", row.id());
    let told = json(&row.codec().encode_error(error));
    for (member, value) in told["error"].as_object().into_iter().flatten().filter(|(member, _)| *member != "message") {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let theirs = said["error"].get(member).filter(|theirs| !theirs.is_null()).map(text);
        assert!(theirs.as_ref().is_none_or(|theirs| *theirs == text(value)), "{}: {member} {theirs:?} became {value}", row.id());
    }
}

#[test]
fn every_answer_goes_out_as_it_came_and_means_the_same_when_it_is_built_anew() {
    for row in rows("answers") {
        if let Some(error) = row.refusal() {
            check_refusal(&row, &error);
        }
        let Some(body) = row.answer() else { continue };
        let (codec, bytes) = (row.codec(), Bytes::from(body.to_string()));
        let answer = codec.decode_response(bytes.clone()).unwrap_or_else(|e| panic!("{}: {e}", row.id()));
        assert_eq!(codec.encode_response(&answer), bytes, "{}", row.id());
        check_usage(&row, &answer, body);

        let rebuilt = codec.decode_response(codec.encode_response(&Response { raw: None, ..answer.clone() })).expect("an answer");
        let replayed = streamed(codec, &unfold(&answer));
        for again in [&rebuilt, &fold(&unfold(&answer)), &replayed] {
            assert_eq!(known(&row, again), known(&row, &answer), "{}", row.id());
            assert_eq!((finish(again), counted(again)), (finish(&answer), counted(&answer)), "{}", row.id());
        }
    }
}

/// The usage without the bill, which is the provider's own word: a rebuilt answer does not say it again.
fn counted(answer: &Response) -> Option<Usage> {
    answer.usage.map(|usage| Usage { cost: None, ..usage })
}

/// In words that every provider has.
fn finish(answer: &Response) -> Option<&str> {
    answer.choices[0].finish.as_ref().map(|finish| if matches!(finish, Finish::Other(_)) { "stop" } else { finish.name() })
}

fn check_usage(row: &Row, answer: &Response, body: &Value) {
    let usage = answer.usage.expect("every recorded answer has a usage");
    let said = |at: &str| body.pointer(at).and_then(Value::as_u64).unwrap_or_default();
    let (input, output) = (said(row.spoken.usage.0), said(row.spoken.usage.1));
    let cached = usage.cache_read + usage.cache_write;
    // What Gemini's own tools read is input too.
    let least = usage.input - cached - said("/usageMetadata/toolUsePromptTokenCount");
    assert!((least..=usage.input).contains(&input) && usage.output >= output, "{}: {usage:?} of {body}", row.id());
}

/// What a stream can tell anew: what only the provider knows is told as it came or not at all.
fn known(row: &Row, answer: &Response) -> Vec<Part> {
    let mut parts = row.said(answer);
    parts.retain(|part| !matches!(part, Part::Raw { .. }));
    for part in &mut parts {
        if let Part::ToolCall { extra, .. } = part {
            extra.retain(|member, _| member == "extra_content");
        }
    }
    parts
}

#[test]
fn every_stream_reads_the_same_however_it_is_cut() {
    let mut random = fastrand::Rng::with_seed(7);
    for row in rows("cuts") {
        let Some(stream) = row.stream() else { continue };
        let stream = stream.as_slice();
        let (events, end) = decode(row.codec(), [stream]);
        let check = |pieces: &[&[u8]]| {
            let (again, same_end) = decode(row.codec(), pieces.iter().copied());
            assert!(again == events && same_end.is_ok() == end.is_ok(), "{}", row.id());
        };
        check(&stream.chunks(1).collect::<Vec<_>>());
        for _ in 0..5 {
            let (mut rest, mut pieces) = (stream, Vec::new());
            while !rest.is_empty() {
                let (piece, after) = rest.split_at(random.usize(1..=64).min(rest.len()));
                pieces.push(piece);
                rest = after;
            }
            check(&pieces);
        }
        for at in (0..stream.len()).filter(|_| stream.len() <= SHORT) {
            let (left, right) = stream.split_at(at);
            check(&[left, right]);
        }
    }
}

#[test]
fn every_stream_goes_out_as_it_came_and_folds_to_its_whole_twin() {
    for row in rows("streams") {
        let Some(stream) = row.stream() else { continue };
        let codec = row.codec();
        let (events, end) = decode(codec, [stream.as_slice()]);
        let mut came = row.told(&stream);
        if let Err(error) = end {
            let at = came.iter().position(|event| event.get("error").is_some()).expect("only an error in the stream ends it badly");
            assert_eq!(came[at]["error"]["message"], error.message(), "{}", row.id());
            came.truncate(at);
        }
        let passed = |usage: bool| row.told(&written(codec, &frames(codec, &events, usage)));
        assert_eq!(passed(true), came, "{}", row.id());
        assert!(row.spoken.dialect != Dialect::OpenaiChat || passed(false).iter().all(|chunk| chunk["usage"].is_null()), "{}", row.id());
        let answer = fold(&events);
        let built = codec.decode_response(codec.encode_response(&Response { raw: None, ..answer.clone() })).expect("an answer");
        let replayed = streamed(codec, &unfold(&answer));
        let given = came.last().map(|last| &last["response"]).filter(|response| response.is_object());
        let given = given.map(|body| codec.decode_response(body.to_string().into()).expect("the last event holds the answer"));
        for twin in [Some(built), Some(replayed), given].iter().flatten() {
            assert_eq!(known(&row, twin), known(&row, &answer), "{}", row.id());
            assert_eq!((finish(twin), counted(twin)), (finish(&answer), counted(&answer)), "{}", row.id());
        }
    }
}

#[test]
fn every_embedding_goes_both_ways() {
    for row in embeddings("embeddings") {
        let codec = row.codec();
        let request = codec.decode_embed_request(row.at_the_door()).unwrap_or_else(|e| panic!("{}: {e}", row.id()));
        let encoded = codec.encode_embed_request(&request, &EncodeTarget::named(row.model()), &mut Fields::default()).expect("it can be sent");
        let mut expected = Value::Object(row.asked());
        if row.spoken.in_path {
            assert_eq!(encoded.path, row.value["request"]["path"].as_str().expect("a path"), "{}", row.id());
        } else {
            expected["model"] = json!(row.model());
        }
        assert_eq!(json(&encoded.body), expected, "{}", row.id());
        if let Some(error) = row.refusal() {
            check_refusal(&row, &error);
            continue;
        }
        let bytes = Bytes::from(row.value["response"]["body"].to_string());
        let vectors = codec.decode_vectors(bytes.clone()).unwrap_or_else(|e| panic!("{}: {e}", row.id()));
        assert!(!vectors.vectors.is_empty() && vectors.vectors.iter().all(|v| !v.is_empty()), "{}", row.id());
        assert_eq!(codec.encode_vectors(&vectors), bytes, "{}", row.id());
        let again = codec.decode_vectors(codec.encode_vectors(&Vectors { raw: None, ..vectors.clone() })).expect("vectors");
        assert_eq!(again.vectors, vectors.vectors, "{}", row.id());
    }
}

#[test]
fn every_count_is_asked_and_refused_as_it_came() {
    let anthropic = codec(Dialect::Anthropic).expect("this version speaks it");
    for row in recorded::lines("counts", "recordings/recordings.jsonl").iter().filter(|row| row["api"] == "count_tokens") {
        let body = &row["request"]["body"];
        let request = anthropic.decode_request(body.as_object().expect("an object").clone()).expect("a request");
        let target = EncodeTarget::named(body["model"].as_str().expect("a model"));
        let encoded = anthropic.encode_count(&request, &target, &mut Fields::default()).expect("it can be counted");
        assert_eq!((&json(&encoded.body), encoded.path.as_ref()), (body, "/v1/messages/count_tokens"));
        let status = row["response"]["status"].as_u64().unwrap_or_default();
        let refused = http::StatusCode::from_u16(status as u16).expect("a status");
        let error = anthropic.decode_error(refused, &http::HeaderMap::new(), row["response"]["body"].to_string().as_bytes());
        assert_eq!((&json(&anthropic.encode_error(&error)), u64::from(error.http_status())), (&row["response"]["body"], status));
    }
}

/// Another collection's streams of the Responses format, a line an event.
#[test]
fn every_response_of_another_collection_is_read() {
    let responses = codec(Dialect::OpenaiResponses).expect("this version speaks it");
    let rows = recorded::lines("another collection", "wire/recorded_vercel.jsonl");
    let mut read = 0;
    for row in &rows {
        let body = row["body"].as_str().expect("a body");
        let lines = || body.lines().filter(|line| !line.trim().is_empty());
        if !body.contains("\"response.created\"") || !lines().all(|line| serde_json::from_str::<Value>(line).is_ok()) {
            continue;
        }
        read += 1;
        let stream = lines().fold(String::new(), |all, line| all + "data: " + line + "\n\n");
        let (events, end) = decode(responses, [stream.as_bytes()]);
        let failed = body.contains("\"response.failed\"") || body.contains("\"type\":\"error\"");
        assert_eq!(end.is_err(), failed, "{}", row["fixture"]);
        assert!(failed || events.iter().any(|event| matches!(event.kind, EventKind::End(_))), "{}", row["fixture"]);
    }
    assert!(rows.is_empty() || read > 10, "{read} streams");
}
