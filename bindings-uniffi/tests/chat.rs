//! One chat through the exported object, against a fake provider on loopback.

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread;

use polyroute_uniffi::{ErrorKind, NativeCancel, NativeGateway, NativeOptions, NativeSource};
use serde_json::Value;

const ANSWER: &str = r#"{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"mini","choices":[{"index":0,
    "message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}"#;

/// Answers every request with `status`, one connection each.
fn upstream(status: &'static str) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(move || -> io::Result<()> {
        loop {
            let (mut connection, _) = listener.accept()?;
            // The request is short: it comes in one packet.
            let _ = connection.read(&mut vec![0; 65_536])?;
            let head =
                format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", ANSWER.len());
            connection.write_all((head + ANSWER).as_bytes())?;
        }
    });
    Ok(address)
}

fn config(address: SocketAddr) -> String {
    format!(
        "providers: {{ up: {{ type: openai_compatible, base_url: 'http://{address}/v1', api_key: test-key }} }}\n\
         routes: {{ chat: {{ targets: [up/mini], retries: {{ max: 0 }} }} }}\n"
    )
}

const QUESTION: &str = r#"{"model":"chat","messages":[{"role":"user","content":"hi"}]}"#;

fn open(yaml: String) -> Arc<NativeGateway> {
    NativeGateway::start(NativeSource::Yaml { text: yaml }, HashMap::new(), None).expect("the configuration is right")
}

#[tokio::test]
async fn a_chat_is_answered_and_carries_its_receipt() {
    let gateway = open(config(upstream("200 OK").unwrap()));
    let reply = gateway.call("chat".into(), QUESTION.into(), NativeOptions::default(), None).await.unwrap();
    assert_eq!((reply.text.as_str(), reply.finish.as_deref()), ("hello", Some("stop")));
    assert_eq!(reply.receipt.usage.input_tokens, 9);
    let json: Value = serde_json::from_str(&reply.json).unwrap();
    assert_eq!(json["polyroute"]["target"], "up/mini");
    gateway.shutdown().await.unwrap();
    let error = gateway.call("chat".into(), QUESTION.into(), NativeOptions::default(), None).await.unwrap_err();
    assert_eq!(error.details().reason.as_deref(), Some("closed"));
}

#[tokio::test]
async fn an_upstream_failure_is_unavailable_with_its_attempts() {
    let gateway = open(config(upstream("500 Internal Server Error").unwrap()));
    let error = gateway.call("chat".into(), QUESTION.into(), NativeOptions::default(), None).await.unwrap_err();
    assert_eq!(error.details().kind, ErrorKind::Unavailable, "{error:?}");
    assert_eq!(error.details().attempts[0].failure.as_deref(), Some("server"), "{error:?}");
}

#[tokio::test]
async fn a_call_that_is_given_up_is_cancelled() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let gateway = open(config(listener.local_addr().unwrap()));
    let cancel = NativeCancel::new();
    let fired = cancel.clone();
    let provider = thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        assert_ne!(connection.read(&mut vec![0; 65_536]).unwrap(), 0);
        fired.fire();
        // Its end: nobody waits for an answer any more.
        assert_eq!(connection.read(&mut [0; 1]).unwrap(), 0);
    });
    let error = gateway.call("chat".into(), QUESTION.into(), NativeOptions::default(), Some(cancel)).await.unwrap_err();
    assert_eq!(error.details().kind, ErrorKind::Cancelled, "{error:?}");
    provider.join().unwrap();
}

#[test]
fn a_call_fits_on_the_small_stacks_of_phones() {
    let calling = || {
        let gateway = open(config(upstream("200 OK").unwrap()));
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(gateway.call("chat".into(), QUESTION.into(), NativeOptions::default(), None)).unwrap().text
    };
    let thread = thread::Builder::new().stack_size(512 * 1024).spawn(calling).unwrap();
    assert_eq!(thread.join().unwrap(), "hello");
}

#[test]
fn a_wrong_configuration_is_a_config_error() {
    let source = NativeSource::Yaml { text: "routes: { chat: { targets: [nowhere/x] } }".into() };
    let error = NativeGateway::start(source, HashMap::new(), None).err().unwrap();
    assert_eq!(error.details().kind, ErrorKind::Config, "{error:?}");
}
