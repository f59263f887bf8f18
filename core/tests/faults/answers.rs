//! Whole answers that are none: statuses, bodies of every kind, connections that end before them.

use polyroute::error::{Class, Outcome};
use polyroute::gateway::{Body, Door, Incoming};
use serde_json::{Value, json};

use crate::packed;
use crate::place::{GOOD, Given, HELLO, Lost, Place, no_retry, retries, upstream};

#[tokio::test]
async fn a_reset_after_the_request_is_booked_as_possibly_spent() {
    for cut in ["reset", "close"] {
        let place = Place::new(json!([{"cut": cut}]), no_retry()).await;
        assert_eq!(place.failed_over().await, [Lost::booked(Class::Network, "connection_lost")]);
    }
}

#[tokio::test]
async fn a_try_has_one_idempotency_key_over_its_retries_and_another_one_at_the_next_target() {
    let place = Place::new(json!([{"cut": "reset", "times": 3}]), retries(2)).await;
    let keys = |upstream: &polyroute_upstream::Upstream| -> Vec<String> {
        upstream.requests().iter().map(|request| request.header("idempotency-key").unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(place.failed_over().await.len(), 3);
    let (firsts, second) = (keys(place.first()), keys(&place.second));
    assert!(firsts.len() == 3 && firsts.iter().all(|key| *key == firsts[0]) && firsts[0].starts_with("polyroute-"), "{firsts:?}");
    assert!(second.len() == 1 && !second[0].is_empty() && second[0] != firsts[0], "{second:?}");
    place.call().await.expect("the second answers");
    assert_ne!(keys(&place.second)[1], second[0], "another call has another key");
}

#[tokio::test]
async fn two_tries_of_one_call_at_the_same_target_at_once_have_two_idempotency_keys() {
    let mut route = no_retry();
    route["hedge"] = json!({"after": "20ms", "budget": "100%"});
    route["targets"] = json!(["one"]);
    let place = Place::new(json!([{"hold": true}, {"reply": {"text": HELLO}}]), route).await;
    assert_eq!(place.served().await, HELLO);
    let keys: Vec<_> = place.first().requests().iter().map(|request| request.header("idempotency-key").map(str::to_owned)).collect();
    assert!(keys.len() == 2 && keys[0].is_some() && keys[1].is_some() && keys[0] != keys[1], "{keys:?}");
}

#[tokio::test]
async fn no_first_byte_in_time_is_booked_at_the_input() {
    let mut route = no_retry();
    route["timeout"] = "60ms".into();
    let place = Place::new(json!([{"hold": true}]), route).await;
    assert_eq!(place.failed_over().await, [Lost::booked(Class::Timeout, "try_timeout")]);
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
            // Who says that it took too long has worked on it; every other status is nobody's bill.
            let booked = class == Class::Timeout;
            assert_eq!(place.failed_over().await, [Lost { class, reason: None, status: Some(status), booked }]);
        } else {
            assert_eq!(place.refused().await.class(), Some(class), "{status}");
        }
    }
}

#[tokio::test]
async fn what_is_retried_is_asked_twice_and_what_is_not_once() {
    for (status, asked) in [(401, 1), (402, 1), (403, 1), (404, 1), (413, 1), (408, 2), (409, 2), (500, 2), (502, 2), (504, 2)] {
        let place = Place::new(json!([{"status": status, "times": 2}]), retries(1)).await;
        assert_eq!((place.failed_over().await.len(), place.first().count()), (asked, asked), "{status}");
    }
}

#[tokio::test]
async fn a_parameter_that_one_model_does_not_know_is_another_ones_to_take() {
    let refusal = json!({"error": {"message": "Unsupported parameter: 'temperature' is not supported with this model.",
        "type": "invalid_request_error", "param": "temperature", "code": "unsupported_parameter"}});
    let place = Place::new(json!([{"status": 400, "body": refusal}]), retries(2)).await;
    assert_eq!(place.failed_over().await, [Lost { status: Some(400), ..Lost::free(Class::BadRequest, "") }]);
}

#[tokio::test]
async fn a_model_that_its_provider_does_not_know_is_named_in_a_warning() {
    let place = Place::new(json!([{"status": 404}]), no_retry()).await;
    let reply = place.call().await.expect("the second answers");
    let [warning] = &*reply.receipt.warnings else { panic!("one warning: {:?}", reply.receipt.warnings) };
    assert_eq!(warning.code, "target_not_found");
    assert!(warning.message.contains("`first/m`"), "{}", warning.message);
}

#[tokio::test]
async fn every_form_of_when_to_come_again_is_kept_to() {
    let limited = |message: &str| json!({"error": {"message": message, "code": "rate_limit_exceeded"}});
    let now = "Sun, 22 Nov 2026 10:00:00 GMT";
    let forms = [
        json!({"status": 429, "headers": {"retry-after-ms": "60000", "retry-after": "0"}}),
        json!({"status": 429, "headers": {"retry-after": "60"}, "body": limited("Please try again in 1ms.")}),
        json!({"status": 429, "headers": {"retry-after": "Sun, 22 Nov 2026 10:01:00 GMT", "date": now}}),
        json!({"status": 429, "body": limited("Rate limit reached. Please try again in 1m0s.")}),
        json!({"status": 429, "body": limited("Please retry after 60 seconds")}),
        json!({"status": 429, "body": {"error": {"code": 429, "message": "quota", "status": "RESOURCE_EXHAUSTED",
            "details": [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "60s"}]}}}),
        json!({"status": 429, "headers": {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "1m0s"}}),
    ];
    for form in forms {
        let place = Place::new(json!([form, {"reply": {"text": HELLO}}]), no_retry()).await;
        assert_eq!(place.failed_over().await, [Lost { status: Some(429), ..Lost::free(Class::RateLimit, "") }], "{form}");
        let reply = place.call().await.expect("the second answers");
        let skipped = &reply.receipt.attempts[0];
        assert_eq!((skipped.outcome, skipped.reason.as_deref()), (Outcome::Skipped, Some("not_before")), "{form}");
        assert_eq!(place.first().count(), 1, "it is not asked before its time: {form}");
    }
}

#[tokio::test]
async fn the_last_target_is_waited_for_if_that_is_not_too_long() {
    for (after, answers) in [("20", true), ("60000", false)] {
        let mut route = json!({"targets": ["one"], "retries": {"max": 1}});
        route["retries"]["backoff"] = json!({"initial": "1ms", "max": "5s"});
        let limited = json!({"status": 429, "headers": {"retry-after-ms": after}});
        let place = Place::new(json!([limited, {"reply": {"text": HELLO}}]), route).await;
        let called = place.call().await;
        assert_eq!((called.is_ok(), place.first().count()), (answers, if answers { 2 } else { 1 }), "{after} ms");
        if let Err(error) = called {
            assert_eq!((error.class(), error.get_retry_after().map(|wait| wait.as_millis())), (Some(Class::RateLimit), Some(60_000)));
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
        let tried = Place::new(json!([body]), no_retry()).await.failed_over().await;
        assert!(matches!(tried[..], [Lost { class: Class::Server, booked: true, .. }]), "{body}: {tried:?}");
    }
}

/// An answer whose message and usage are these texts of JSON.
fn answer(content: &str, usage: &str) -> Value {
    let body = format!(
        "{{\"id\":\"x\",\"model\":\"m\",\"choices\":[{{\"index\":0,\"message\":{{\"role\":\"assistant\",\"content\":{content}}},\
         \"finish_reason\":\"stop\"}}],\"usage\":{usage}}}"
    );
    json!({"headers": {"content-type": "application/json"}, "body": body})
}

#[tokio::test]
async fn what_is_broken_in_a_text_is_replaced_and_what_is_broken_in_the_structure_is_a_fault() {
    let usage = r#"{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}"#;
    for (content, text) in [
        (r#""half \ud83d a pair""#, "half \u{fffd} a pair"),
        (r#""the other \ude00 half""#, "the other \u{fffd} half"),
        (r#""a whole \ud83d\ude00 pair""#, "a whole \u{1f600} pair"),
        (r#""a \u0000 in it""#, "a \u{0} in it"),
    ] {
        assert_eq!(Place::new(json!([answer(content, usage)]), no_retry()).await.served().await, text, "{content}");
    }
    // Bytes that are no UTF-8, in the midst of a text.
    let mut wire = GOOD.as_bytes().to_vec();
    let at = GOOD.find(HELLO).expect("the text stands there");
    wire[at] = 0xff;
    let place = Place::new(json!([{"bytes": [{"base64": packed::base64(&wire)}]}]), no_retry()).await;
    assert_eq!(place.served().await, "\u{fffd}ello");

    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    for broken in ["\"\"\"", "NaN", "{\"a\":", &deep] {
        let place = Place::new(json!([answer(broken, usage)]), no_retry()).await;
        let tried = place.failed_over().await;
        assert!(matches!(tried[..], [Lost { class: Class::Server, .. }]), "{}: {tried:?}", &broken[..broken.len().min(20)]);
    }
}

#[tokio::test]
async fn numbers_beyond_all_measure_and_members_told_twice_neither_panic_nor_are_believed() {
    for usage in [
        r#"{"prompt_tokens":1e999,"completion_tokens":2}"#,
        r#"{"prompt_tokens":-5,"completion_tokens":1e30}"#,
        r#"{"prompt_tokens":3,"prompt_tokens":99999999999999999999999999,"completion_tokens":2}"#,
        r#"{"prompt_tokens":"many","completion_tokens":null}"#,
    ] {
        let place = Place::new(json!([answer("\"hello\"", usage)]), no_retry()).await;
        let reply = place.call().await.expect("somebody answers");
        assert!(reply.receipt.usage.input < 1_000_000_000_000_000 && reply.receipt.cost_nano_usd.0 >= 0, "{usage}: {:?}", reply.receipt.usage);
        place.is_empty();
    }
}

#[tokio::test]
async fn a_gzip_bomb_is_a_fault_and_fills_no_memory() {
    let place = Place::new(json!([packed::whole(&packed::bomb(96 << 20), "gzip")]), no_retry()).await;
    let tried = place.failed_over().await;
    assert!(matches!(tried[..], [Lost { class: Class::Server, .. }]), "{tried:?}");
}

#[tokio::test]
async fn a_packed_answer_is_unpacked_and_one_that_is_cut_or_wrongly_named_is_a_fault() {
    let body = GOOD.split_once("\r\n\r\n").expect("a head and a body").1;
    let good = packed::gzip(&[body.as_bytes()]).concat();
    assert_eq!(Place::new(json!([packed::whole(&good, "gzip")]), no_retry()).await.served().await, HELLO);
    let mut wrong_sum = good.clone();
    let at = wrong_sum.len() - 8;
    wrong_sum[at] ^= 1;
    for (bytes, name) in
        [(&good[..good.len() / 2], "gzip"), (body.as_bytes(), "gzip"), (&good[..], "br"), (&good[..], "identity"), (&wrong_sum[..], "gzip")]
    {
        let place = Place::new(json!([packed::whole(bytes, name)]), no_retry()).await;
        let tried = place.failed_over().await;
        assert!(matches!(tried[..], [Lost { class: Class::Server | Class::Network, booked: true, .. }]), "{name}: {tried:?}");
    }
}

#[tokio::test]
async fn a_redirect_is_never_followed_with_the_key() {
    for (kind, header) in
        [("openai_compatible", "authorization"), ("anthropic", "x-api-key"), ("gemini", "x-goog-api-key"), ("azure_openai", "api-key")]
    {
        for status in [301, 302, 303, 307, 308] {
            let stranger = upstream(&json!([{"times": "forever", "reply": {}}])).await;
            let first = json!([{"status": status, "headers": {"location": stranger.url()}}]);
            let place = Place::of(Given { first, kind, route: retries(2), ..Given::default() }).await;
            let tried = place.failed_over().await;
            assert!(matches!(tried[..], [Lost { class: Class::Server, .. }]), "{kind} {status}: {tried:?}");
            assert!(place.first().requests()[0].header(header).is_some(), "{kind} is asked with its key");
            assert_eq!(stranger.count(), 0, "{kind} {status}");
        }
    }
}

#[tokio::test]
async fn headers_in_odd_case_and_a_byte_order_mark_are_read() {
    let body = format!("\u{feff}{}", GOOD.split_once("\r\n\r\n").expect("a head and a body").1);
    let head = format!("HTTP/1.1 200 OK\r\nCONTENT-TYPE: Application/JSON\r\nContent-LENGTH: {}\r\n\r\n", body.len());
    // In one piece, and byte by byte as an appliance may hand it on.
    for pieces in [vec![format!("{head}{body}")], format!("{head}{body}").chars().map(String::from).collect()] {
        let bytes: Vec<Value> = pieces.iter().map(|piece| json!({"raw": piece})).collect();
        assert_eq!(Place::new(json!([{"bytes": bytes}]), no_retry()).await.served().await, HELLO);
    }
}

#[tokio::test]
async fn a_body_above_the_limit_is_refused_before_it_is_read() {
    let place = Place::new(json!([]), no_retry()).await;
    let body = format!("{{\"model\": \"chat\", \"x\": \"{}\"", "y".repeat(33_000_000));
    let refused = place.gateway.prepare(Incoming::new(Door::Chat, Body::Text(body.into())));
    let error = refused.err().expect("it is larger than 32 MB, and no JSON");
    assert_eq!((error.class(), place.second.count()), (Some(Class::TooLarge), 0));
}
