//! Streams that stand still, trickle, never end, come in odd pieces or packed: byte by byte as they are written here.

use std::time::{Duration, Instant};

use polyroute::error::Class;
use polyroute::gateway::Answer;
use serde_json::{Value, json};

use crate::packed;
use crate::place::{EVENTS, Given, HELLO, Lost, Place, chunk, event, no_retry, stream_of};

fn raw(text: impl Into<String>) -> Value {
    json!({"raw": text.into()})
}

/// A body of events, as these pieces.
fn events(pieces: impl IntoIterator<Item = Value>) -> Value {
    let mut bytes = vec![raw(EVENTS)];
    bytes.extend(pieces);
    json!({"bytes": bytes})
}

fn within(idle: &str, deadline: &str) -> Value {
    let mut route = no_retry();
    (route["stream_idle_timeout"], route["deadline"]) = (idle.into(), deadline.into());
    route
}

/// The error that ends a stream behind its first words.
async fn broken(place: &Place, more: Value) -> (Class, String) {
    let told = place.stream(more).await;
    let error = told.error.expect("it breaks");
    assert_eq!(place.second.count(), 0, "after the first content nobody else is asked");
    (error.class().expect("a class"), error.get_reason().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn silence_ends_a_stream_before_its_content_and_behind_it() {
    let silent = |head: &str| json!([events([raw(head), json!({"hold": true})])]);
    let place = Place::new(silent(": there\n\n"), within("80ms", "60s")).await;
    assert_eq!(place.stream_failed_over().await, [Lost::booked(Class::Timeout, "idle")]);
    let place = Place::new(silent(&event("so far")), within("80ms", "60s")).await;
    assert_eq!(broken(&place, json!({})).await, (Class::Timeout, "idle".to_owned()));
}

#[tokio::test]
async fn bytes_that_say_nothing_end_a_stream_before_its_content_and_behind_it() {
    let trickle = |head: &str| {
        let drops = (0..4_000).flat_map(|_| [raw(": still here\n\n"), json!({"delay": "5ms"})]);
        json!([events([raw(head)].into_iter().chain(drops))])
    };
    // A machine with other things to do may make a silence of it.
    let place = Place::new(trickle(": there\n\n"), within("300ms", "60s")).await;
    let tried = place.stream_failed_over().await;
    assert!(matches!(&tried[..], [lost] if lost.class == Class::Timeout && lost.booked), "{tried:?}");
    let place = Place::new(trickle(&event("so far")), within("300ms", "60s")).await;
    let at = Instant::now();
    let (class, reason) = broken(&place, json!({})).await;
    assert!(class == Class::Timeout && ["trickle", "idle"].contains(&&*reason), "{reason}");
    assert!(reason == "idle" || at.elapsed() >= Duration::from_millis(1500), "five times as long as silence: {:?}", at.elapsed());
}

#[tokio::test]
async fn events_that_come_one_by_one_for_ever_end_with_the_deadline() {
    let drops = (0..4_000).flat_map(|_| [raw(event("drip ")), json!({"delay": "5ms"})]);
    let place = Place::new(json!([events(drops)]), within("60s", "400ms")).await;
    assert_eq!(broken(&place, json!({})).await, (Class::Timeout, "deadline".to_owned()));
}

#[tokio::test]
async fn an_endless_stream_is_an_error_by_its_line_by_its_length_and_by_the_tokens_asked_for() {
    let mega = "x".repeat(1 << 20);
    // A line that does not end.
    let place = Place::new(json!([events([raw("data: ")].into_iter().chain((0..9).map(|_| raw(&*mega))))]), no_retry()).await;
    let tried = place.stream_failed_over().await;
    assert!(matches!(&tried[..], [lost] if lost.class == Class::Server && lost.booked), "{tried:?}");
    // Lines without end that say nothing.
    let place = Place::new(json!([events((0..66).map(|_| raw(format!(": {mega}\n"))))]), no_retry()).await;
    let tried = place.stream_failed_over().await;
    assert!(matches!(&tried[..], [lost] if lost.class == Class::Server && lost.booked), "{tried:?}");
    // Words without end, where ten tokens were asked for.
    let words = "word ".repeat(20_000);
    let endless = json!([events((0..40).map(|_| raw(event(&words))))]);
    let place = Place::new(endless.clone(), no_retry()).await;
    assert_eq!(broken(&place, json!({"max_tokens": 10})).await, (Class::Server, "endless".to_owned()));
    // The same is an answer like any other where nobody set a limit, up to its end, which is missing.
    let place = Place::new(endless, no_retry()).await;
    assert_eq!(broken(&place, json!({})).await.0, Class::Truncated);
}

#[tokio::test]
async fn events_in_every_form_and_in_any_pieces_tell_the_same() {
    let text = "na\u{ef}ve \u{6d41}\u{1f600} end";
    let plain = stream_of(text);
    let forms = [
        plain.clone(),
        format!("\u{feff}{plain}"),
        plain.replace('\n', "\r\n"),
        plain.replace('\n', "\r"),
        plain.replace("data: ", "data:"),
        plain.replace("data: ", ": a comment\nid: 7\nretry: 10\nevent: message\nunknown: x\ndata: "),
        format!("\n\n: only comments\n\n{plain}"),
        plain.replace("data: [DONE]\n\n", "data: [DONE]"),
        plain.replace("\"delta\":", "\ndata: \"delta\":"),
    ];
    for form in forms {
        let bytes = form.as_bytes();
        // Byte by byte where it matters: the multi-byte letters and the line ends behind them.
        let at = bytes.windows(3).position(|w| w == "\u{6d41}".as_bytes()).expect("it is told");
        let mut pieces = vec![&bytes[..at]];
        pieces.extend(bytes[at..(at + 60).min(bytes.len())].chunks(1));
        pieces.push(&bytes[(at + 60).min(bytes.len())..]);
        let spread = pieces.iter().flat_map(|piece| [json!({"base64": packed::base64(piece)}), json!({"delay": "1ms"})]);
        for script in [json!([events([raw(&*form)])]), json!([events(spread)])] {
            let told = Place::new(script, no_retry()).await.stream(json!({})).await;
            assert!(told.error.is_none(), "{form}: {:?}", told.error);
            assert_eq!((told.target(), &*told.text), (Some("first/m"), text), "{form}");
        }
    }
}

#[tokio::test]
async fn what_is_broken_in_the_text_of_an_event_is_replaced_and_a_broken_event_is_a_fault() {
    let odd = stream_of("MARK").replace("MARK", "half \\ud83d a pair, \\u0000");
    let told = Place::new(json!([events([raw(odd)])]), no_retry()).await.stream(json!({})).await;
    assert!(told.error.is_none(), "{:?}", told.error);
    assert_eq!(told.text, "half \u{fffd} a pair, \u{0}");
    for broken in ["data: {\"choices\": [{\"delta\": NaN}]}\n\n", &format!("data: {}\n\n", "[".repeat(10_000))] {
        let place = Place::new(json!([events([raw(broken), raw(stream_of(HELLO))])]), no_retry()).await;
        let tried = place.stream_failed_over().await;
        assert!(matches!(&tried[..], [lost] if lost.class == Class::Server && lost.booked), "{tried:?}");
    }
}

const PACKED: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: gzip\r\n\r\n";

#[tokio::test]
async fn a_stream_is_asked_for_unpacked_and_one_that_comes_packed_is_told_as_it_comes() {
    let (head, tail) = (event("early "), format!("{}{}data: [DONE]\n\n", event("late"), chunk(&json!({}), json!("stop"))));
    let parts = packed::gzip(&[head.as_bytes(), tail.as_bytes()]);
    let piece = |bytes: &[u8]| json!({"base64": packed::base64(bytes)});
    let script = json!([{"bytes": [raw(PACKED), piece(&parts[..2].concat()), {"hold": true}, piece(&parts[2..].concat())]}]);
    let place = Place::new(script, no_retry()).await;
    let Ok(Answer::Stream(mut stream)) = place.ask(&json!({"stream": true})).await else { panic!("it streams") };
    assert_eq!(place.first().holding(), 1, "the first word is there before the rest is sent");
    assert_eq!(place.first().requests()[0].header("accept-encoding"), Some("identity"));
    place.first().release();
    let mut frames = Vec::new();
    loop {
        let mut batch = Vec::new();
        stream.next_batch(64, &mut batch).await.expect("it is whole");
        if batch.is_empty() {
            break;
        }
        frames.extend(batch);
    }
    let told: String = frames.iter().map(|frame| String::from_utf8_lossy(&frame.data).into_owned()).collect();
    assert!(told.contains("early ") && told.contains("late"), "{told}");
}

#[tokio::test]
async fn a_packed_stream_that_is_cut_or_is_none_breaks_like_any_other() {
    let parts = packed::gzip(&[event("so far").as_bytes(), b"data: [DONE]\n\n"]);
    let body = |bytes: &[u8]| json!([{"bytes": [raw(PACKED), {"base64": packed::base64(bytes)}]}]);
    let place = Place::new(body(&parts[..2].concat()), no_retry()).await;
    let (class, _) = broken(&place, json!({})).await;
    assert!(matches!(class, Class::Network | Class::Server | Class::Truncated), "{class:?}");
    for wrong in [stream_of(HELLO).into_bytes(), parts[0].clone(), vec![0; 100]] {
        let place = Place::new(body(&wrong), no_retry()).await;
        let tried = place.stream_failed_over().await;
        assert!(matches!(&tried[..], [Lost { booked: true, .. }]), "{tried:?}");
    }
}

fn amazon(pieces: &[Vec<u8>]) -> Value {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.amazon.eventstream\r\n\r\n";
    let bytes: Vec<Value> = [raw(head)].into_iter().chain(pieces.iter().map(|piece| json!({"base64": packed::base64(piece)}))).collect();
    json!({"dialect": "bedrock", "script": [{"bytes": bytes}]})
}

async fn bedrock(pieces: &[Vec<u8>]) -> Place {
    let mut route = no_retry();
    route["deadline"] = "20s".into();
    Place::of(Given { first: amazon(pieces), kind: "bedrock", route, ..Given::default() }).await
}

#[tokio::test]
async fn a_frame_of_aws_that_is_broken_ends_the_stream_and_nothing_behind_it_is_read() {
    let message = |name: &str, payload: Value| {
        packed::aws_frame(&[(":message-type", "event"), (":event-type", name), (":content-type", "application/json")], payload.to_string().as_bytes())
    };
    let start = message("messageStart", json!({"role": "assistant"}));
    let text = message("contentBlockDelta", json!({"contentBlockIndex": 0, "delta": {"text": "so far"}}));
    let end = [message("contentBlockStop", json!({"contentBlockIndex": 0})), message("messageStop", json!({"stopReason": "end_turn"}))].concat();
    let told = bedrock(&[start.clone(), text.clone(), end.clone()]).await.stream(json!({})).await;
    assert!(told.error.is_none(), "{:?}", told.error);
    assert_eq!((told.target(), &*told.text), (Some("first/m"), "so far"));

    let mut bad_sum = text.clone();
    let last = bad_sum.len() - 1;
    bad_sum[last] ^= 1;
    let prelude = |total: u32, headers: u32| {
        let head = [total.to_be_bytes(), headers.to_be_bytes()].concat();
        [&head[..], &crc32fast::hash(&head).to_be_bytes()].concat()
    };
    let exception = packed::aws_frame(
        &[(":message-type", "exception"), (":exception-type", "modelStreamErrorException"), (":content-type", "application/json")],
        br#"{"message": "the model broke"}"#,
    );
    let unknown_type = packed::aws_message(b"\x01x\x7f", b"{}");
    for broken_frame in [bad_sum, prelude(0, 0), prelude(1 << 31, 0), unknown_type, exception] {
        let place = bedrock(&[start.clone(), broken_frame.clone(), text.clone(), end.clone()]).await;
        let tried = place.stream_failed_over().await;
        assert!(matches!(&tried[..], [Lost { class: Class::Server | Class::Truncated, booked: true, .. }]), "{tried:?}");
        let place = bedrock(&[start.clone(), text.clone(), broken_frame, text.clone(), end.clone()]).await;
        let told = place.stream(json!({})).await;
        assert_eq!((&*told.text, told.error.is_some(), place.second.count()), ("so far", true, 0));
    }
}

/// What a signed request is refused with when this machine's clock is an hour behind.
#[tokio::test]
async fn a_signature_of_a_wrong_time_is_made_anew_with_the_providers_date() {
    let message = "Signature expired: 20261122T090000Z is now earlier than 20261122T095500Z";
    let refused = json!({"status": 403, "headers": {"date": "Sun, 22 Nov 2026 10:00:00 GMT"}, "body": {"__type": "InvalidSignatureException", "message": message}});
    let first = json!({"dialect": "bedrock", "script": [refused, {"reply": {"text": HELLO}}]});
    let env = |name: &str| ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].contains(&name).then(|| "x".to_owned());
    let upstream = crate::place::upstream(&first).await;
    let yaml = format!("providers: {{ b: {{ type: bedrock, aws_region: eu-central-1, base_url: '{}' }} }}", upstream.url());
    let config = polyroute::config::Config::from_yaml_with(&yaml, None, &env).expect("a valid configuration");
    let tls = polyroute::transport::HyperTransport::tls(&config.network).expect("TLS starts");
    let transport = std::sync::Arc::new(polyroute::transport::HyperTransport::new(&config.network, tls, std::sync::Arc::default()));
    let gateway = polyroute::Builder::new(config).build().expect("a gateway");
    let body = json!({"model": "b/amazon.nova-pro-v1:0", "messages": [{"role": "user", "content": "hi"}]});
    let incoming = polyroute::gateway::Incoming::new(polyroute::gateway::Door::Chat, polyroute::gateway::Body::Text(body.to_string().into()));
    let prepared = gateway.prepare(incoming).expect("a valid call");
    let Ok(Answer::Whole(reply)) = gateway.run(prepared, transport).await else { panic!("it answers") };
    assert_eq!(reply.receipt.attempts.len(), 1);
    let signed: Vec<_> = upstream.requests().iter().map(|r| r.header("x-amz-date").unwrap_or_default()[..11].to_owned()).collect();
    assert_eq!((signed.len(), &*signed[1]), (2, "20261122T10"));
}
