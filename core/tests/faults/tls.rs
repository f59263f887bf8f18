//! TLS that fails, HTTP/2 that breaks: a fake provider over TLS, and its rows of the list.
//!
//! Its certificates lie in `tls/`, whose root `network.roots` names.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use polyroute::error::{Class, Error};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt, ReadHalf, WriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Barrier;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::leaving::{TIMES, print};
use crate::place::{GOOD, Given, HELLO, Lost, Place, no_retry, retries, soon};

const BODY: &[u8] = br#"{"id":"x","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}]}"#;
/// `:status: 200` and `content-type: application/json` (RFC 7541: indexed, and a literal of an indexed name).
const HEAD: &[u8] = b"\x88\x0f\x10\x10application/json";
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;
const ACK: u8 = 1;
const INTERNAL_ERROR: u32 = 2;
const REFUSED_STREAM: u32 = 7;
/// Streams that a connection may have at once, as the peer announces.
const MOST_STREAMS: u8 = 64;

/// What the peer does with a request of HTTP/2.
#[derive(Clone)]
pub enum Act {
    Answer,
    Reset(u32),
    /// Goes away: its last stream is this one, or the one before.
    GoAway {
        has_begun: bool,
    },
    /// Answers when so many requests are there.
    Together(Arc<Barrier>),
    /// Says nothing.
    Silence,
}

/// A fake provider over TLS. Dropping it leaves its connections to the runtime's end.
pub struct Peer {
    pub url: String,
    seen: Arc<Seen>,
}

#[derive(Default)]
struct Seen {
    script: Mutex<VecDeque<Act>>,
    /// The first byte of each connection: 22 opens a handshake.
    began: Mutex<Vec<u8>>,
    requests: Mutex<usize>,
    /// When streams were reset by the client.
    resets: Mutex<Vec<Instant>>,
}

pub fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/tls").join(name)
}

impl Peer {
    pub async fn start(certificate: &str, http2: bool, script: Vec<Act>) -> Peer {
        let chain = vec![CertificateDer::from_pem_file(file(&format!("{certificate}.pem"))).expect("a certificate")];
        let key = PrivateKeyDer::from_pem_file(file("server.key")).expect("a key");
        let builder = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()));
        let mut config =
            builder.with_safe_default_protocol_versions().expect("versions").with_no_client_auth().with_single_cert(chain, key).expect("it fits");
        config.alpn_protocols = if http2 { vec![b"h2".to_vec()] } else { Vec::new() };
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("https://{}", listener.local_addr().expect("an address"));
        let seen = Arc::new(Seen { script: Mutex::new(script.into()), ..Seen::default() });
        let all = seen.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(connection(all.clone(), acceptor.clone(), stream, http2));
            }
        });
        Peer { url, seen }
    }

    async fn place(&self, route: Value) -> Place {
        let network = json!({"roots": {"file": file("root.pem")}});
        Place::of(Given { first: json!({"address": self.url}), route, network, ..Given::default() }).await
    }

    fn connections(&self) -> usize {
        self.seen.began.lock().len()
    }

    pub fn requests(&self) -> usize {
        *self.seen.requests.lock()
    }
}

async fn connection(seen: Arc<Seen>, acceptor: TlsAcceptor, stream: TcpStream, http2: bool) {
    let mut first = [0];
    let _ = stream.peek(&mut first).await;
    seen.began.lock().push(first[0]);
    let Ok(mut stream) = acceptor.accept(stream).await else { return };
    if http2 {
        let _ = frames(seen, stream).await;
        return;
    }
    let mut request = Vec::new();
    while !request.ends_with(b"}") && stream.read_buf(&mut request).await.is_ok_and(|n| n > 0) {}
    *seen.requests.lock() += 1;
    let _ = stream.write_all(GOOD.as_bytes()).await;
    let _ = stream.shutdown().await;
}

type Writer = Arc<tokio::sync::Mutex<WriteHalf<TlsStream<TcpStream>>>>;

async fn frames(seen: Arc<Seen>, stream: TlsStream<TcpStream>) -> std::io::Result<()> {
    let (mut read, write) = tokio::io::split(stream);
    let write: Writer = Arc::new(tokio::sync::Mutex::new(write));
    read.read_exact(&mut [0; 24]).await?;
    send(&write, SETTINGS, 0, 0, &[0, 3, 0, 0, 0, MOST_STREAMS]).await?;
    loop {
        let (kind, flags, stream, payload) = receive(&mut read).await?;
        match kind {
            SETTINGS if flags & ACK == 0 => send(&write, SETTINGS, ACK, 0, &[]).await?,
            PING if flags & ACK == 0 => send(&write, PING, ACK, 0, &payload).await?,
            HEADERS | DATA if flags & END_STREAM != 0 => {
                *seen.requests.lock() += 1;
                let act = seen.script.lock().pop_front().unwrap_or(Act::Answer);
                tokio::spawn(answer(act, write.clone(), stream));
            }
            RST_STREAM => seen.resets.lock().push(Instant::now()),
            _ => {}
        }
    }
}

async fn answer(act: Act, write: Writer, stream: u32) -> std::io::Result<()> {
    match act {
        Act::Reset(code) => send(&write, RST_STREAM, 0, stream, &code.to_be_bytes()).await,
        Act::GoAway { has_begun } => {
            let last = if has_begun { stream } else { stream.saturating_sub(2) };
            send(&write, GOAWAY, 0, 0, &[last.to_be_bytes(), [0; 4]].concat()).await?;
            write.lock().await.shutdown().await
        }
        Act::Answer => say(&write, stream).await,
        Act::Silence => Ok(()),
        Act::Together(all) => {
            all.wait().await;
            say(&write, stream).await
        }
    }
}

async fn say(write: &Writer, stream: u32) -> std::io::Result<()> {
    send(write, HEADERS, END_HEADERS, stream, HEAD).await?;
    send(write, DATA, END_STREAM, stream, BODY).await
}

async fn send(write: &Writer, kind: u8, flags: u8, stream: u32, payload: &[u8]) -> std::io::Result<()> {
    let length = (payload.len() as u32).to_be_bytes();
    let frame = [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat();
    let mut write = write.lock().await;
    write.write_all(&frame).await?;
    write.flush().await
}

async fn receive(read: &mut ReadHalf<TlsStream<TcpStream>>) -> std::io::Result<(u8, u8, u32, Vec<u8>)> {
    let mut head = [0; 9];
    read.read_exact(&mut head).await?;
    let number = |bytes: &[u8]| bytes.iter().fold(0, |all, byte| all << 8 | u32::from(*byte));
    let mut payload = vec![0; number(&head[..3]) as usize];
    read.read_exact(&mut payload).await?;
    Ok((head[3], head[4], number(&head[5..]) & 0x7fff_ffff, payload))
}

/// A certificate that nobody should accept: one try, no other target, nothing in plain text, unless a fallback names the class.
async fn is_not_accepted(certificate: &str, words: &str) {
    let peer = Peer::start(certificate, true, Vec::new()).await;
    let error: Error = peer.place(retries(2)).await.refused().await;
    assert_eq!((error.class(), error.get_attempts().len(), error.is_retryable()), (Some(Class::Tls), 1, false));
    assert!(error.message().contains(words), "{}", error.message());
    let mut route = retries(2);
    route["fallbacks"] = json!([{"to": "two", "on": ["tls"]}]);
    assert_eq!(peer.place(route).await.failed_over().await, [Lost::free(Class::Tls, "")]);
    assert_eq!((peer.requests(), &**peer.seen.began.lock()), (0, &[22, 22][..]), "requests, and how the two connections began");
}

#[tokio::test]
async fn a_certificate_for_another_name_is_not_accepted() {
    is_not_accepted("wrong_name", "certificate").await;
}

#[tokio::test]
async fn an_expired_certificate_is_not_accepted() {
    is_not_accepted("expired", "expired").await;
}

#[tokio::test]
async fn a_certificate_of_an_unknown_issuer_is_not_accepted() {
    is_not_accepted("unknown_issuer", "UnknownIssuer").await;
}

#[tokio::test]
async fn a_certificate_that_is_not_valid_yet_is_not_accepted_and_the_clock_is_asked_about() {
    is_not_accepted("not_yet", "is this machine's clock right?").await;
}

#[tokio::test]
async fn a_provider_without_http2_is_asked_over_tls_all_the_same() {
    let peer = Peer::start("good", false, Vec::new()).await;
    assert_eq!(peer.place(no_retry()).await.served().await, HELLO);
}

#[tokio::test]
async fn calls_over_http2_share_a_connection() {
    let peer = Peer::start("good", true, Vec::new()).await;
    let place = peer.place(no_retry()).await;
    for _ in 0..3 {
        assert_eq!(place.served().await, HELLO);
    }
    assert_eq!((peer.requests(), peer.connections()), (3, 1));
}

#[tokio::test]
async fn a_stream_that_the_peer_has_not_begun_is_sent_again_free_of_charge() {
    for act in [Act::Reset(REFUSED_STREAM), Act::GoAway { has_begun: false }] {
        let peer = Peer::start("good", true, vec![act]).await;
        let place = peer.place(no_retry()).await;
        let reply = place.call().await.expect("it answers");
        let [only] = &*reply.receipt.attempts else { panic!("one try: {:?}", reply.receipt.attempts) };
        assert_eq!((&*only.target, peer.requests()), ("first/m", 2));
        place.is_empty();
    }
}

#[tokio::test]
async fn a_peer_that_never_begins_is_left_and_nothing_is_booked() {
    let peer = Peer::start("good", true, vec![Act::Reset(REFUSED_STREAM); 16]).await;
    assert_eq!(peer.place(no_retry()).await.failed_over().await, [Lost::free(Class::Network, "refused_stream")]);
}

#[tokio::test]
async fn a_stream_that_the_peer_had_begun_is_booked_as_possibly_spent() {
    for act in [Act::Reset(INTERNAL_ERROR), Act::GoAway { has_begun: true }] {
        let peer = Peer::start("good", true, vec![act]).await;
        assert_eq!(peer.place(no_retry()).await.failed_over().await, [Lost::booked(Class::Network, "connection_lost")]);
        assert_eq!(peer.requests(), 1, "it is not sent again unasked");
    }
}

#[tokio::test]
async fn more_calls_than_a_connection_takes_do_not_wait_for_each_other() {
    let calls = usize::from(MOST_STREAMS) + 6;
    let all = Arc::new(Barrier::new(calls));
    let together = (0..calls).map(|_| Act::Together(all.clone()));
    let peer = Peer::start("good", true, [Act::Answer].into_iter().chain(together).collect()).await;
    let place = peer.place(no_retry()).await;
    assert_eq!(place.served().await, HELLO);
    // None is answered before all of them are there.
    let served = futures_util::future::join_all((0..calls).map(|_| place.served())).await;
    assert!(served.iter().all(|text| text == HELLO));
    // The six that find no room may each begin with a connection of their own.
    assert!(peer.requests() == calls + 1 && (2..=7).contains(&peer.connections()), "{} over {}", peer.requests(), peer.connections());
}

#[tokio::test]
async fn a_call_that_is_dropped_resets_its_stream_within_100_ms_and_leaves_the_connection_to_others() {
    let peer = Peer::start("good", true, [Act::Answer].into_iter().chain((0..TIMES).map(|_| Act::Silence)).collect()).await;
    let place = peer.place(no_retry()).await;
    assert_eq!(place.served().await, HELLO);
    let mut took = Vec::new();
    for n in 1..=TIMES {
        {
            let mut call = std::pin::pin!(place.call());
            tokio::select! {
                _ = &mut call => panic!("nobody answers"),
                () = soon("the request is there", || peer.requests() == n + 1) => {}
            }
        }
        let left = Instant::now();
        soon("the stream is reset", || peer.seen.resets.lock().len() == n).await;
        took.push(peer.seen.resets.lock()[n - 1].saturating_duration_since(left));
    }
    print("a dropped call over HTTP/2", took);
    assert_eq!((place.served().await, peer.connections()), (HELLO.to_owned(), 1));
}

/// A runtime that is driven by its calls alone, as that of calls without a loop of the host.
#[test]
fn a_call_out_of_time_resets_its_stream_before_its_runtime_stands_still() {
    let apart = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let peer = apart.block_on(Peer::start("good", true, vec![Act::Answer, Act::Silence]));
    let driven = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut route = no_retry();
    route["timeout"] = "150ms".into();
    let place = driven.block_on(peer.place(route));
    assert_eq!(driven.block_on(place.served()), HELLO);
    let tried = driven.block_on(async {
        let tried = place.failed_over().await;
        tokio::task::yield_now().await;
        tried
    });
    assert_eq!(tried, [Lost::booked(Class::Timeout, "try_timeout")]);
    for _ in 0..2_000 {
        if !peer.seen.resets.lock().is_empty() {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("the stream was never reset");
}
