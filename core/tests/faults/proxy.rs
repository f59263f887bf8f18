//! Proxies of the environment, and what they may see.
//!
//! The variables are the process's own, so each call is made by a process of its own: this test again.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};

use polyroute::error::Class;
use serde_json::json;

use crate::connecting::serve;
use crate::place::{GOOD, Given, HELLO, Lost, Place, no_retry};
use crate::tls::{Peer, file};

const PROVIDER: &str = "POLYROUTE_BEHIND_PROXY";
const VARIABLES: [&str; 8] = ["HTTPS_PROXY", "HTTP_PROXY", "http_proxy", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"];

/// Behind the proxy: the place whose first target is the provider. `None` before it.
fn behind() -> Option<(tokio::runtime::Runtime, Place)> {
    let address = std::env::var(PROVIDER).ok()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let network = json!({"proxy": "env", "roots": {"file": file("root.pem")}});
    let place = runtime.block_on(Place::of(Given { first: json!({"address": address}), network, ..Given::default() }));
    Some((runtime, place))
}

/// The test of that name, behind a proxy.
fn runs_behind(test: &str, provider: &str, variable: &str, proxy: &str) {
    let mut child = Command::new(std::env::current_exe().expect("this test"));
    for name in VARIABLES {
        child.env_remove(name);
    }
    child.args(["--exact", &format!("proxy::{test}")]).env(PROVIDER, provider).env(variable, proxy);
    let done = child.output().expect("it runs");
    assert!(done.status.success() && String::from_utf8_lossy(&done.stdout).contains("1 passed"), "{}", String::from_utf8_lossy(&done.stdout));
}

/// A proxy; `act` has the connection and the head that came over it. What it heard comes out of the other end.
fn proxy(act: impl Fn(TcpStream, &str) + Clone + Send + 'static) -> (SocketAddr, Receiver<String>) {
    let (heard, hears) = channel();
    let address = serve(usize::MAX, move |mut peer| {
        let mut asked = vec![0; 4096];
        let n = peer.read(&mut asked).unwrap_or(0);
        let head = String::from_utf8_lossy(&asked[..n]).into_owned();
        let (act, peer) = (act.clone(), peer.try_clone().expect("a second handle"));
        let _ = heard.send(head.clone());
        std::thread::spawn(move || act(peer, &head));
    });
    (address, hears)
}

fn knows_no_key(asked: &[String]) -> bool {
    !asked.iter().any(|asked| asked.to_ascii_lowercase().contains("\r\nauthorization"))
}

#[tokio::test]
async fn a_proxy_in_between_that_wants_a_password_is_a_fault_of_the_network() {
    let place = Place::new(json!([{"status": 407, "headers": {"proxy-authenticate": "Basic"}}]), no_retry()).await;
    assert_eq!(place.failed_over().await, [Lost { status: Some(407), ..Lost::free(Class::Network, "") }]);
}

#[test]
fn a_proxy_that_lets_nobody_through_is_a_fault_of_the_network_and_sees_no_key() {
    if let Some((runtime, place)) = behind() {
        assert_eq!(runtime.block_on(place.failed_over()), [Lost::free(Class::Network, "connect")]);
        return;
    }
    let (proxy, hears) = proxy(|mut peer, _| {
        let _ = peer.write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\n\r\n");
    });
    let name = "a_proxy_that_lets_nobody_through_is_a_fault_of_the_network_and_sees_no_key";
    runs_behind(name, "https://provider.invalid", "HTTPS_PROXY", &format!("http://{proxy}"));
    let asked: Vec<String> = hears.try_iter().collect();
    assert!(!asked.is_empty() && asked.iter().all(|asked| asked.starts_with("CONNECT provider.invalid:443 ")), "{asked:?}");
    assert!(knows_no_key(&asked), "{asked:?}");
}

#[test]
fn a_proxy_lets_tls_through_to_the_provider_and_is_told_its_password_alone() {
    if let Some((runtime, place)) = behind() {
        assert_eq!(runtime.block_on(place.served()), HELLO);
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let peer = runtime.block_on(Peer::start("good", true, Vec::new()));
    let provider = peer.url.trim_start_matches("https://").to_owned();
    let to = provider.clone();
    let (proxy, hears) = proxy(move |mut near, _| {
        let mut far = TcpStream::connect(&to).expect("the provider is there");
        near.write_all(b"HTTP/1.1 200 OK\r\n\r\n").expect("the client waits");
        let (mut back, mut front) = (far.try_clone().expect("a second handle"), near.try_clone().expect("a second handle"));
        std::thread::spawn(move || std::io::copy(&mut back, &mut front));
        let _ = std::io::copy(&mut near, &mut far);
    });
    let name = "a_proxy_lets_tls_through_to_the_provider_and_is_told_its_password_alone";
    runs_behind(name, &peer.url, "HTTPS_PROXY", &format!("http://someone:secret@{proxy}"));
    let asked: Vec<String> = hears.try_iter().collect();
    let [only] = &*asked else { panic!("one tunnel: {asked:?}") };
    assert!(only.starts_with(&format!("CONNECT {provider} HTTP/1.1\r\n")), "{only}");
    // `someone:secret` in base64.
    assert!(only.contains("Proxy-Authorization: Basic c29tZW9uZTpzZWNyZXQ=\r\n") && knows_no_key(&asked), "{only}");
    assert_eq!(peer.requests(), 1);
}

#[test]
fn a_proxy_passes_plain_requests_on_by_their_whole_address() {
    if let Some((runtime, place)) = behind() {
        assert_eq!(runtime.block_on(place.served()), HELLO);
        return;
    }
    let (proxy, hears) = proxy(|mut peer, _| {
        let _ = peer.write_all(GOOD.as_bytes());
    });
    let name = "a_proxy_passes_plain_requests_on_by_their_whole_address";
    runs_behind(name, "http://provider.invalid", "HTTP_PROXY", &format!("http://someone:secret@{proxy}"));
    let asked: Vec<String> = hears.try_iter().collect();
    let [only] = &*asked else { panic!("one request: {asked:?}") };
    assert!(only.starts_with("POST http://provider.invalid/v1/chat/completions HTTP/1.1\r\n"), "{only}");
    assert!(only.contains("proxy-authorization: Basic c29tZW9uZTpzZWNyZXQ=\r\n") && only.contains("\r\nhost: provider.invalid\r\n"), "{only}");
}
