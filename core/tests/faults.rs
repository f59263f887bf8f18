//! Faults that need a real socket, each against the scripted upstream; and the list of all of them in `docs/faults.md`.

use std::path::Path;
use std::sync::Arc;

use base64::Engine;
use polyroute::builder::Builder;
use polyroute::config::Config;
use polyroute::error::{Class, Error};
use polyroute::gateway::{Answer, Body, Door, Gateway, Incoming, WholeReply};
use polyroute::transport::ReqwestTransport;
use polyroute::types::HttpTransport;
use polyroute_upstream::{Script, Upstream};
use serde_json::{Value, json};

const GOOD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 119\r\n\r\n\
    {\"id\":\"x\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"hello\"},\"finish_reason\":\"stop\"}]}\n";

struct Place {
    gateway: Gateway,
    transport: Arc<dyn HttpTransport>,
    first: Option<Upstream>,
    second: Upstream,
}

impl Place {
    /// `first` as it is written; behind it a target that answers.
    async fn new(first: Value, mut route: Value) -> Place {
        let (address, first) = if let Some(address) = first.get("address").and_then(Value::as_str) {
            (address.to_owned(), None)
        } else {
            let upstream = Upstream::start(Script::from_json(&first).expect("a script")).await.expect("a port");
            (upstream.url().to_owned(), Some(upstream))
        };
        let script = json!([{"times": "forever", "reply": {"text": "from the second"}}]);
        let second = Upstream::start(Script::from_json(&script).expect("a script")).await.expect("a port");
        let provider = |url: &str| json!({"type": "openai_compatible", "base_url": format!("{url}/v1"), "api_key": "k"});
        route["targets"] = json!(["first/m", "second/m"]);
        let config = json!({"version": 1, "providers": {"first": provider(&address), "second": provider(second.url())}, "routes": {"chat": route}});
        let config = Config::from_value(config).expect("a valid configuration");
        let tls = ReqwestTransport::tls(&config.network).expect("TLS starts");
        let transport = Arc::new(ReqwestTransport::new(&config.network, tls, Arc::default()));
        Place { gateway: Builder::new(config).build().expect("a gateway"), transport, first, second }
    }

    async fn call(&self) -> Result<WholeReply, Error> {
        let body = json!({"model": "chat", "messages": [{"role": "user", "content": "hi"}]});
        let prepared = self.gateway.prepare(Incoming::new(Door::Chat, Body::Text(body.to_string().into())))?;
        match self.gateway.run(prepared, self.transport.clone()).await? {
            Answer::Whole(reply) => Ok(reply),
            Answer::Stream(_) => panic!("nobody asked for a stream"),
        }
    }

    /// Class, reason and status of the first target's tries in a call that the second one answered.
    async fn failed_over(&self) -> Vec<(Class, Option<String>, Option<u16>)> {
        let reply = self.call().await.expect("the second target answers");
        assert_eq!(reply.receipt.target.as_deref(), Some("second/m"));
        let tried = reply.receipt.attempts.iter().filter(|attempt| &*attempt.target == "first/m");
        tried.map(|attempt| (attempt.class.expect("it failed"), attempt.reason.clone(), attempt.status)).collect()
    }
}

fn no_retry() -> Value {
    json!({"retries": {"max": 0}})
}

#[tokio::test]
async fn a_name_that_nobody_knows_fails_over_at_once() {
    let place = Place::new(json!({"address": "http://no-such-host.invalid"}), json!({"retries": {"max": 3}})).await;
    assert_eq!(place.failed_over().await, [(Class::Network, Some("dns".to_owned()), None)]);
}

#[tokio::test]
async fn a_refused_connection_is_tried_once_more_at_once_and_then_left() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", free.local_addr().expect("an address"));
    drop(free);
    let place = Place::new(json!({"address": address}), json!({"retries": {"max": 1, "backoff": {"initial": "60s", "max": "60s"}}})).await;
    let refused = (Class::Network, Some("connect".to_owned()), None);
    assert_eq!(place.failed_over().await, [refused.clone(), refused]);
}

#[tokio::test]
async fn an_address_that_does_not_answer_is_given_up_after_the_connect_timeout() {
    // Nobody has this address (RFC 5737); where the system knows that, it says so at once.
    let place = Place::new(json!({"address": "http://192.0.2.1:81"}), json!({"retries": {"max": 0}, "connect_timeout": "60ms"})).await;
    let tried = place.failed_over().await;
    assert!(matches!(tried[..], [(Class::Timeout | Class::Network, _, None)]), "{tried:?}");
}

#[tokio::test]
async fn a_broken_tls_handshake_never_falls_back_to_plain_text_and_fails_over_only_where_the_route_says_so() {
    let address = format!("https://{}", plain_text());
    let place = Place::new(json!({"address": address}), json!({"retries": {"max": 2}})).await;
    let Err(error) = place.call().await else { panic!("no target may answer") };
    assert_eq!((error.class(), error.get_attempts().len(), place.second.count()), (Some(Class::Tls), 1, 0));
    let route = json!({"retries": {"max": 2}, "fallbacks": [{"to": "second/m", "on": ["tls"]}]});
    let place = Place::new(json!({"address": address}), route).await;
    assert_eq!(place.failed_over().await, [(Class::Tls, None, None)]);
}

/// The address of a server that speaks in plain text whatever it is asked.
fn plain_text() -> std::net::SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for peer in listener.incoming().flatten().take(8) {
            let _ = std::io::Write::write_all(&mut &peer, GOOD.as_bytes());
            let _ = std::io::Read::read(&mut &peer, &mut [0; 1024]);
        }
    });
    address
}

#[tokio::test]
async fn a_pooled_connection_that_the_peer_has_closed_is_not_noticed() {
    let place = Place::new(json!([{"bytes": GOOD}, {"bytes": GOOD}, {"bytes": GOOD}]), json!({"retries": {"max": 1}})).await;
    for _ in 0..3 {
        let reply = place.call().await.expect("it answers");
        assert_eq!(reply.receipt.target.as_deref(), Some("first/m"));
    }
    assert_eq!(place.first.as_ref().map(Upstream::count), Some(3));
}

#[tokio::test]
async fn a_reset_after_the_request_is_booked_as_possibly_spent() {
    let place = Place::new(json!([{"cut": "reset"}]), no_retry()).await;
    let reply = place.call().await.expect("the second target answers");
    assert_eq!(reply.receipt.attempts[0].reason.as_deref(), Some("connection_lost"));
}

#[tokio::test]
async fn statuses_lead_where_their_class_says() {
    for (status, class, leads_on) in [
        (400, Class::BadRequest, false),
        (401, Class::Auth, true),
        (402, Class::Payment, true),
        (403, Class::Permission, true),
        (404, Class::NotFound, true),
        (408, Class::Timeout, true),
        (409, Class::Server, true),
        (413, Class::TooLarge, true),
        (422, Class::BadRequest, false),
        (429, Class::RateLimit, true),
        (500, Class::Server, true),
        (502, Class::Server, true),
        (503, Class::Overloaded, true),
        (504, Class::Timeout, true),
        (529, Class::Overloaded, true),
    ] {
        let place = Place::new(json!([{"status": status}]), no_retry()).await;
        if leads_on {
            let tried = place.failed_over().await;
            assert_eq!(tried.iter().map(|(class, _, status)| (*class, *status)).collect::<Vec<_>>(), [(class, Some(status))]);
        } else {
            let Err(error) = place.call().await else { panic!("nobody else is asked") };
            assert_eq!((error.class(), place.second.count()), (Some(class), 0), "{status}");
        }
    }
}

#[tokio::test]
async fn a_200_without_an_answer_is_the_servers_fault() {
    let bodies = [
        json!({"headers": {"content-type": "text/html"}, "body": "<html>sign in to the airport's network</html>"}),
        json!({"body": {"error": {"message": "not today"}}}),
        json!({"headers": {"content-type": "application/json"}, "body": ""}),
        json!({"headers": {"content-type": "application/json"}, "body": "{\"id\": \"x\", \"choi"}),
        json!({"body": ["no", "object"]}),
    ];
    for body in bodies {
        let place = Place::new(json!([body]), no_retry()).await;
        let tried = place.failed_over().await;
        assert!(matches!(tried[..], [(Class::Server, _, _)]), "{body}: {tried:?}");
    }
}

#[tokio::test]
async fn a_redirect_is_never_followed_with_the_key() {
    for status in [301, 302, 303, 307, 308] {
        let stranger = Upstream::start(Script::from_json(&json!([{"times": "forever", "reply": {}}])).expect("a script")).await.expect("a port");
        let place = Place::new(json!([{"status": status, "headers": {"location": stranger.url()}}]), json!({"retries": {"max": 2}})).await;
        let tried = place.failed_over().await;
        assert!(matches!(tried[..], [(Class::Server, _, _)]), "{status}: {tried:?}");
        assert_eq!(stranger.count(), 0);
    }
}

#[tokio::test]
async fn a_gzip_bomb_is_a_fault_and_fills_no_memory() {
    let place = Place::new(json!([{"bytes": [{"base64": bomb(96 << 20)}]}]), no_retry()).await;
    let tried = place.failed_over().await;
    assert!(matches!(tried[..], [(Class::Server, _, _)]), "{tried:?}");
}

/// So many zero bytes, packed, as a whole answer.
fn bomb(size: usize) -> String {
    // Stored as fixed blocks by hand would be as long as the data, so the length is in the repeats: 258 bytes a code.
    let mut bits = Bits::default();
    bits.put(0b011, 3); // one last block with fixed codes
    bits.put_code(0x30, 8); // the literal 0
    for _ in 0..size / 258 {
        bits.put_code(0b1100_0101, 8); // length 258
        bits.put_code(0, 5); // distance 1
    }
    bits.put_code(0, 7);
    let mut body = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    body.extend(bits.finish());
    body.extend([0; 8]);
    let mut wire =
        format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n", body.len()).into_bytes();
    wire.extend(body);
    base64::engine::general_purpose::STANDARD.encode(wire)
}

/// Bits as deflate wants them: least significant first, codes most significant first.
#[derive(Default)]
struct Bits {
    out: Vec<u8>,
    byte: u8,
    used: u32,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        for n in 0..count {
            self.byte |= ((value >> n & 1) as u8) << self.used;
            self.used += 1;
            if self.used == 8 {
                self.out.push(std::mem::take(&mut self.byte));
                self.used = 0;
            }
        }
    }

    fn put_code(&mut self, code: u32, count: u32) {
        (0..count).rev().for_each(|n| self.put(code >> n & 1, 1));
    }

    fn finish(mut self) -> Vec<u8> {
        if self.used > 0 {
            self.out.push(self.byte);
        }
        self.out
    }
}

#[tokio::test]
async fn headers_in_odd_case_and_a_byte_order_mark_are_read() {
    let body = "\u{feff}{\"id\":\"x\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"hello\"},\"finish_reason\":\"stop\"}]}";
    let wire = format!("HTTP/1.1 200 OK\r\nCONTENT-TYPE: Application/JSON\r\nContent-LENGTH: {}\r\n\r\n{body}", body.len());
    let place = Place::new(json!([{"bytes": wire}]), no_retry()).await;
    let reply = place.call().await.expect("it answers");
    assert_eq!(reply.receipt.target.as_deref(), Some("first/m"));
}

#[tokio::test]
async fn a_body_above_the_limit_is_refused_before_it_is_read() {
    let place = Place::new(json!([]), no_retry()).await;
    let body = format!("{{\"model\": \"chat\", \"x\": \"{}\"", "y".repeat(33_000_000));
    let refused = place.gateway.prepare(Incoming::new(Door::Chat, Body::Text(body.into())));
    let error = refused.err().expect("it is larger than 32 MB, and no JSON");
    assert_eq!((error.class(), place.second.count()), (Some(Class::TooLarge), 0));
}

#[test]
fn every_test_that_the_list_of_faults_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let list = std::fs::read_to_string(root.join("docs/faults.md")).expect("the list");
    let rows: Vec<&str> = list.lines().filter(|line| line.starts_with("| ") && line[2..].starts_with(|c: char| c.is_ascii_digit())).collect();
    let mut missing = Vec::new();
    for row in &rows {
        let tests = row.trim_end_matches('|').rsplit('|').next().expect("a last column");
        for named in tests.split('`').skip(1).step_by(2).filter(|named| named.contains('/')) {
            let (file, test) = named.split_once("::").unwrap_or((named, ""));
            let text = std::fs::read_to_string(root.join(file)).unwrap_or_default();
            let found =
                if test.is_empty() { !text.is_empty() } else { text.contains(&format!("fn {test}(")) || text.contains(&format!("def {test}(")) };
            if !found {
                missing.push(named.to_owned());
            }
        }
        let says_nothing = !tests.contains('`') && !tests.contains("open");
        if says_nothing {
            missing.push((*row).to_owned());
        }
    }
    let numbers: Vec<u32> = rows.iter().filter_map(|row| row[2..].split(' ').next()?.parse().ok()).collect();
    assert_eq!(numbers, (1..=46).collect::<Vec<u32>>(), "one row a fault");
    assert!(missing.is_empty(), "{missing:#?}");
}
