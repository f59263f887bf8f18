//! Faults on the way to a provider: names, ports, connections that are gone.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};

use polyroute::error::Class;
use serde_json::json;

use crate::place::{GOOD, HELLO, Lost, Place, no_retry, retries};

#[tokio::test]
async fn a_name_that_nobody_knows_fails_over_at_once() {
    let place = Place::new(json!({"address": "http://no-such-host.invalid"}), json!({"retries": {"max": 3}})).await;
    assert_eq!(place.failed_over().await, [Lost::free(Class::Network, "dns")]);
}

#[tokio::test]
async fn a_refused_connection_is_tried_once_more_at_once_and_then_left() {
    let free = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", free.local_addr().expect("an address"));
    drop(free);
    let place = Place::new(json!({"address": address}), json!({"retries": {"max": 1, "backoff": {"initial": "60s", "max": "60s"}}})).await;
    assert_eq!(place.failed_over().await, [Lost::free(Class::Network, "connect"), Lost::free(Class::Network, "connect")]);
}

#[tokio::test]
async fn an_address_that_does_not_answer_is_given_up_after_the_connect_timeout() {
    // The system takes the connection; nobody takes part in the handshake, which belongs to connecting.
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("https://{}", silent.local_addr().expect("an address"));
    let place = Place::new(json!({"address": address}), json!({"retries": {"max": 0}, "connect_timeout": "60ms"})).await;
    assert_eq!(place.failed_over().await, [Lost::free(Class::Timeout, "connect_timeout")]);
    // Nobody has this address (RFC 5737); where the system knows that, it says so at once.
    let place = Place::new(json!({"address": "http://192.0.2.1:81"}), json!({"retries": {"max": 0}, "connect_timeout": "60ms"})).await;
    let tried = place.failed_over().await;
    assert!(matches!(tried[..], [Lost { class: Class::Timeout | Class::Network, booked: false, .. }]), "{tried:?}");
}

#[tokio::test]
async fn a_name_with_an_address_that_does_not_serve_is_reached_by_its_other() {
    // `localhost` is ::1 too where the system has it, and there nobody listens.
    let there = crate::place::upstream(&json!([{"times": "forever", "reply": {"text": HELLO}}])).await;
    let address = there.url().replace("127.0.0.1", "localhost");
    let place = Place::new(json!({"address": address}), no_retry()).await;
    assert_eq!(place.served().await, HELLO);
}

#[tokio::test]
async fn a_broken_tls_handshake_never_falls_back_to_plain_text_and_fails_over_only_where_the_route_says_so() {
    let address = format!("https://{}", plain_text());
    let error = Place::new(json!({"address": address}), retries(2)).await.refused().await;
    assert_eq!((error.class(), error.get_attempts().len()), (Some(Class::Tls), 1));
    let mut route = retries(2);
    route["fallbacks"] = json!([{"to": "two", "on": ["tls"]}]);
    assert_eq!(Place::new(json!({"address": address}), route).await.failed_over().await, [Lost::free(Class::Tls, "")]);
}

/// The address of a server that speaks in plain text whatever it is asked.
fn plain_text() -> SocketAddr {
    serve(8, |mut peer| {
        let _ = peer.write_all(GOOD.as_bytes());
        let _ = peer.read(&mut [0; 1024]);
    })
}

/// Takes so many connections, one after the other.
pub fn serve(connections: usize, each: impl Fn(&std::net::TcpStream) + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || listener.incoming().flatten().take(connections).for_each(|peer| each(&peer)));
    address
}

#[tokio::test]
async fn a_pooled_connection_that_the_peer_has_closed_is_not_noticed() {
    let place = Place::new(json!([{"bytes": GOOD}, {"bytes": GOOD}, {"bytes": GOOD}]), retries(1)).await;
    for _ in 0..3 {
        assert_eq!(place.served().await, HELLO);
    }
    assert_eq!(place.first().count(), 3);
}

#[tokio::test]
async fn a_pooled_connection_that_is_closed_while_it_is_asked_is_replaced_by_a_new_one() {
    let hello = json!({"reply": {"text": HELLO}});
    for cut in ["reset", "close"] {
        let place = Place::new(json!([hello, {"cut": cut}, hello]), retries(1)).await;
        assert_eq!(place.served().await, HELLO);
        assert_eq!(place.first().connections().0, 1);
        assert_eq!(place.served().await, HELLO);
        assert_eq!((place.first().count(), place.first().connections().0), (3, 2), "{cut}");
        place.is_empty();
    }
}
