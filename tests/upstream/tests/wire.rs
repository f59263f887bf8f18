//! The upstream over real sockets: framing, faults, holds, and what it remembers.

#![allow(clippy::unwrap_used)]

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use polyroute_upstream::{Answerer, Script, Upstream, story};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const CHAT: &str = "/v1/chat/completions";

async fn upstream(script: Value) -> Upstream {
    Upstream::start(Script::from_json(&script).unwrap()).await.unwrap()
}

async fn connect(upstream: &Upstream) -> TcpStream {
    TcpStream::connect(&upstream.url()["http://".len()..]).await.unwrap()
}

async fn post(stream: &mut TcpStream, path: &str, body: &Value) {
    let body = body.to_string();
    let request = format!("POST {path} HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    stream.write_all(request.as_bytes()).await.unwrap();
}

/// Everything that comes within the connection's life; asks the server to close after it.
async fn exchange(upstream: &Upstream, path: &str, body: &Value) -> String {
    let mut stream = connect(upstream).await;
    let body = body.to_string();
    let request = format!("POST {path} HTTP/1.1\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut got = Vec::new();
    stream.read_to_end(&mut got).await.unwrap();
    String::from_utf8(got).unwrap()
}

/// The JSON after the head.
fn body(wire: &str) -> Value {
    serde_json::from_str(wire.split_once("\r\n\r\n").unwrap().1).unwrap()
}

/// The values of the `data:` lines; `[DONE]` as text.
fn events(wire: &str) -> Vec<Value> {
    wire.lines().filter_map(|l| l.strip_prefix("data: ")).map(|d| serde_json::from_str(d).unwrap_or_else(|_| d.into())).collect()
}

#[tokio::test]
async fn entries_answer_in_order_and_a_request_beyond_the_script_is_599() {
    let up = upstream(
        json!([{"status": 503, "headers": {"retry-after": "1"}, "body": {"a": 1}}, {"reply": {"text": "hi", "usage": {"in": 3, "out": 1}}}]),
    )
    .await;
    let first = exchange(&up, CHAT, &json!({})).await;
    assert!(first.starts_with("HTTP/1.1 503 ") && first.contains("retry-after: 1\r\n"), "{first}");
    assert_eq!(body(&first), json!({"a": 1}));
    let second = body(&exchange(&up, CHAT, &json!({"model": "m"})).await);
    assert_eq!(
        (&second["choices"][0]["message"]["content"], &second["usage"]["total_tokens"], &second["model"]),
        (&json!("hi"), &json!(4), &json!("m"))
    );
    assert!(exchange(&up, CHAT, &json!({})).await.starts_with("HTTP/1.1 599 "));
    assert_eq!((up.count(), up.beyond()), (3, 1));
}

#[tokio::test]
async fn when_picks_the_entry_and_forever_never_ends() {
    let up = upstream(json!([
        {"when": {"body": {"model": "b"}}, "reply": {"text": "for b"}},
        {"times": "forever", "reply": {"text": "for all"}},
    ]))
    .await;
    for (model, text) in [("a", "for all"), ("b", "for b"), ("b", "for all")] {
        let got = body(&exchange(&up, CHAT, &json!({"model": model})).await);
        assert_eq!(got["choices"][0]["message"]["content"], text);
    }
}

#[tokio::test]
async fn a_stream_tells_role_text_tools_finish_usage_and_done_in_that_order() {
    let up = upstream(json!([{"reply": {"text": "a b", "tools": [{"name": "f", "arguments": {"x": 12345}}], "usage": {"in": 3, "out": 9}}}])).await;
    let wire = exchange(&up, CHAT, &json!({"stream": true, "stream_options": {"include_usage": true}})).await;
    let events = events(&wire);
    assert_eq!(events[0]["choices"][0]["delta"]["role"], "assistant");
    let text: String = events.iter().filter_map(|e| e["choices"][0]["delta"]["content"].as_str()).collect();
    assert_eq!(text, "a b");
    let calls: Vec<&Value> = events.iter().map(|e| &e["choices"][0]["delta"]["tool_calls"][0]).filter(|c| !c.is_null()).collect();
    assert_eq!((&calls[0]["function"]["name"], calls[0]["id"].is_string()), (&json!("f"), true));
    let arguments: String = calls.iter().filter_map(|c| c["function"]["arguments"].as_str()).collect();
    assert_eq!(arguments, r#"{"x":12345}"#);
    let [.., finish, usage, done] = &events[..] else { panic!("{wire}") };
    assert_eq!(finish["choices"][0]["finish_reason"], "tool_calls");
    assert_eq!((&usage["choices"], &usage["usage"]["completion_tokens"]), (&json!([]), &json!(9)));
    assert_eq!(done, "[DONE]");
    assert!(events[..events.len() - 2].iter().all(|e| e["usage"].is_null() && e["id"] == events[0]["id"]));
}

#[tokio::test]
async fn usage_comes_in_a_stream_only_if_it_was_asked_for() {
    let up = upstream(json!([{"reply": {"text": "a"}}])).await;
    assert!(!exchange(&up, CHAT, &json!({"stream": true})).await.contains("usage"));
}

#[tokio::test]
async fn an_sse_list_is_literal_to_the_byte() {
    let up = upstream(json!([{"sse": [{"text": "he"}, {"raw": "data: {\"x\""}, {"cut": "close"}]}])).await;
    let wire = exchange(&up, CHAT, &json!({"stream": true})).await;
    assert!(wire.ends_with("a\r\ndata: {\"x\"\r\n"), "{wire}");
    assert_eq!(events(&wire)[1]["choices"][0]["delta"]["content"], "he");
}

#[tokio::test]
async fn cuts_look_to_the_client_like_what_they_are_called() {
    let up = upstream(json!([{"cut": "reset"}, {"body": "half", "cut": "close"}, {"sse": [{"text": "x"}, {"cut": "end"}, {"text": "y"}]}])).await;
    let mut stream = connect(&up).await;
    post(&mut stream, CHAT, &json!({})).await;
    assert_eq!(stream.read(&mut [0; 9]).await.unwrap_err().kind(), ErrorKind::ConnectionReset);
    assert!(exchange(&up, CHAT, &json!({})).await.contains("content-length: 5\r\n"));
    let ended = exchange(&up, CHAT, &json!({"stream": true})).await;
    assert!(ended.ends_with("0\r\n\r\n") && !ended.contains("\"y\""));
}

#[tokio::test]
async fn bytes_are_the_whole_wire() {
    let up = upstream(json!([{"bytes": [{"raw": "HTTP/1.1 200 OK\r\n"}, {"base64": "eDogeQ0K"}, {"raw": "\r\n<html>"}]}])).await;
    assert_eq!(exchange(&up, CHAT, &json!({})).await, "HTTP/1.1 200 OK\r\nx: y\r\n\r\n<html>");
}

#[tokio::test]
async fn a_held_answer_goes_on_when_it_is_released() {
    let up = upstream(json!([{"hold": true, "reply": {"text": "late"}}])).await;
    let mut stream = connect(&up).await;
    post(&mut stream, CHAT, &json!({})).await;
    up.wait_for(|u| u.holding() == 1).await;
    up.release();
    let mut got = [0; 15];
    stream.read_exact(&mut got).await.unwrap();
    assert_eq!(&got, b"HTTP/1.1 200 OK");
    assert_eq!(up.holding(), 0);
}

#[tokio::test]
async fn a_client_that_hangs_up_is_noticed_while_the_answer_is_on_hold() {
    let up = upstream(json!([{"hold": true}])).await;
    let mut stream = connect(&up).await;
    post(&mut stream, CHAT, &json!({})).await;
    up.wait_for(|u| u.holding() == 1).await;
    let before = Instant::now();
    drop(stream);
    tokio::time::timeout(Duration::from_secs(5), up.wait_for(|u| u.closed_early().len() == 1)).await.unwrap();
    let closed = up.closed_early()[0];
    assert!(closed.request == 0 && closed.at >= before);
    assert_eq!((up.holding(), up.connections().0), (0, 1));
}

#[tokio::test]
async fn a_connection_serves_many_requests_and_a_dead_upstream_resets_it() {
    let up = upstream(json!([{"times": "forever", "body": "ok"}])).await;
    let mut stream = connect(&up).await;
    let mut buffer = [0; 512];
    for _ in 0..3 {
        post(&mut stream, CHAT, &json!({})).await;
        assert!(stream.read(&mut buffer).await.unwrap() > 0);
    }
    assert_eq!(up.connections(), (1, 1));
    post(&mut stream, "/__die", &json!({})).await;
    let mut rest = Vec::new();
    assert_eq!(stream.read_to_end(&mut rest).await.unwrap_err().kind(), ErrorKind::ConnectionReset);
    up.wait_for(|u| u.connections().1 == 0).await;
    let refused = async { while TcpStream::connect(&up.url()[7..]).await.is_ok() {} };
    tokio::time::timeout(Duration::from_secs(5), refused).await.unwrap();
}

#[tokio::test]
async fn control_paths_report_and_start_again() {
    let up = upstream(json!([{"body": "ok"}])).await;
    exchange(&up, CHAT, &json!({"n": 1})).await;
    let report = body(&exchange(&up, "/__requests", &json!({})).await);
    assert_eq!((&report["count"], &report["requests"][0]["body"]), (&json!(1), &json!({"n": 1})));
    exchange(&up, "/__reset", &json!({})).await;
    assert!(exchange(&up, CHAT, &json!({})).await.ends_with("ok"));
    assert_eq!(up.count(), 1);
}

#[tokio::test]
async fn embeddings_come_as_floats_or_base64_and_depend_on_the_text_alone() {
    let up = upstream(json!([{"times": "forever", "reply": {}}])).await;
    let ask = |format: &str| json!({"model": "e", "input": ["a", "b", "a"], "encoding_format": format});
    let floats = body(&exchange(&up, "/v1/embeddings", &ask("float")).await);
    let base64 = body(&exchange(&up, "/v1/embeddings", &ask("base64")).await);
    assert_eq!(floats["data"][0]["embedding"], floats["data"][2]["embedding"]);
    assert_ne!(floats["data"][0]["embedding"], floats["data"][1]["embedding"]);
    assert_eq!((floats["data"].as_array().unwrap().len(), floats["usage"]["total_tokens"].is_u64()), (3, true));
    assert_eq!(base64["data"][0]["embedding"].as_str().unwrap().len(), (8usize * 4).div_ceil(3) * 4);
}

#[tokio::test]
async fn the_trip_has_three_providers_and_lists_models() {
    let mut providers = story::named("trip").unwrap();
    assert_eq!(providers.keys().copied().collect::<Vec<_>>(), ["east", "north", "south"]);
    let up = Upstream::start(providers.remove("north").unwrap() as Answerer).await.unwrap();
    let wire =
        exchange(&up, CHAT, &json!({"model": "aurora", "stream": true, "messages": [{"role": "user", "content": "What should I pack?"}]})).await;
    let text: String = events(&wire).iter().filter_map(|e| e["choices"][0]["delta"]["content"].as_str().map(str::to_owned)).collect();
    assert_eq!(text, "Layers, a rain shell, water. Small bag.");
    assert_eq!(events(&wire)[0]["model"], "aurora-2026-04-14");
}

#[test]
fn a_misspelt_script_is_refused_with_the_word() {
    for (script, word) in [
        (json!([{"stauts": 200}]), "stauts"),
        (json!([{"reply": {"txt": "a"}}]), "txt"),
        (json!([{"sse": [{"txet": "a"}]}]), "txet"),
        (json!([{"cut": "soon"}]), "soon"),
        (json!([{"delay": "5"}]), "5"),
        (json!([{"body": "a", "reply": {}}]), "beside"),
        (json!({"dialect": "klingon", "script": []}), "klingon"),
    ] {
        let problem = Script::from_json(&script).unwrap_err();
        assert!(problem.contains(word), "{problem}");
    }
}
