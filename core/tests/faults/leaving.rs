//! A caller that goes away, a time limit, a try that was beaten: how soon the connection upstream is closed, by the upstream's own clock.

use std::time::{Duration, Instant};

use polyroute::error::{Class, Outcome};
use polyroute::gateway::Answer;
use serde_json::json;

use crate::place::{Place, no_retry, retries, soon};

/// Closings of one kind. The aim is 100 ms; what is asserted leaves room for a machine that has other things to do.
pub const TIMES: usize = 25;
const AIM: Duration = Duration::from_millis(100);
const MOST: Duration = Duration::from_secs(2);

/// When the upstream saw the first client go that it was answering.
async fn closed(place: &Place) -> Instant {
    soon("the connection is closed", || !place.first().closed_early().is_empty()).await;
    place.first().closed_early()[0].at
}

pub fn print(what: &str, mut took: Vec<Duration>) {
    took.sort_unstable();
    let (median, most) = (took[took.len() / 2], took[took.len() - 1]);
    println!("{what}: closed upstream after {median:?} (median), {most:?} (the longest of {})", took.len());
    assert!(median <= AIM && most <= MOST, "{what}: {took:?}");
}

#[tokio::test]
async fn a_call_that_is_dropped_closes_its_connection_within_100_ms_and_is_booked() {
    let mut took = Vec::new();
    for _ in 0..TIMES {
        let place = Place::new(json!([{"hold": true}]), no_retry()).await;
        {
            let mut call = std::pin::pin!(place.call());
            tokio::select! {
                _ = &mut call => panic!("nobody answers"),
                () = place.first().wait_for(|first| first.holding() == 1) => {}
            }
        }
        let left = Instant::now();
        took.push(closed(&place).await.saturating_duration_since(left));
        soon("its reservation is settled", || place.gateway.stats()["reservations"] == 0).await;
        let rows = place.gateway.usage(polyroute::types::UsageFilter::default()).await.expect("the ledger");
        assert_eq!((&rows[0]["calls"], &rows[0]["estimated_calls"]), (&json!(1), &json!(1)), "it was sent, so it is booked");
    }
    print("a dropped call", took);
}

#[tokio::test]
async fn a_stream_that_is_dropped_or_closed_closes_its_connection_within_100_ms_and_is_booked() {
    for by_drop in [true, false] {
        let mut took = Vec::new();
        for _ in 0..TIMES {
            let place = Place::new(json!([{"sse": [{"text": "one"}, {"hold": true}]}]), no_retry()).await;
            let Ok(Answer::Stream(mut stream)) = place.ask(&json!({"stream": true})).await else { panic!("it streams") };
            stream.next_batch(64, &mut Vec::new()).await.expect("the first word");
            place.first().wait_for(|first| first.holding() == 1).await;
            let left = Instant::now();
            if by_drop {
                drop(stream);
            } else {
                stream.close().await;
                let receipt = stream.receipt().expect("a stream that was closed has one");
                assert_eq!(receipt.attempts[0].outcome, Outcome::Cancelled);
                assert!(receipt.attempts[0].cost_nano_usd.0 > 0, "what was told is paid");
            }
            took.push(closed(&place).await.saturating_duration_since(left));
            soon("its reservation is settled", || place.gateway.stats()["reservations"] == 0).await;
        }
        print(if by_drop { "a dropped stream" } else { "a closed stream" }, took);
    }
}

#[tokio::test]
async fn a_try_that_takes_too_long_is_cancelled_within_100_ms_and_booked_at_its_input() {
    let mut took = Vec::new();
    for _ in 0..TIMES {
        let mut route = retries(0);
        route["timeout"] = "150ms".into();
        let place = Place::new(json!([{"hold": true}]), route).await;
        let tried = place.failed_over().await;
        let ended = place.first().requests()[0].at + Duration::from_millis(150);
        assert!(
            matches!(&tried[..], [lost] if lost.class == Class::Timeout && lost.reason.as_deref() == Some("try_timeout") && lost.booked),
            "{tried:?}"
        );
        took.push(closed(&place).await.saturating_duration_since(ended));
    }
    print("a try out of time", took);
}

#[tokio::test]
async fn a_callers_own_limit_closes_the_connection_within_100_ms() {
    let mut took = Vec::new();
    for _ in 0..TIMES {
        let mut route = no_retry();
        route["deadline"] = "150ms".into();
        let place = Place::new(json!([{"hold": true}]), route).await;
        let Err(error) = place.call().await else { panic!("nobody answers") };
        let left = Instant::now();
        assert_eq!((error.class(), error.get_reason()), (Some(Class::Timeout), Some("deadline")));
        took.push(closed(&place).await.saturating_duration_since(left));
        place.is_empty();
    }
    print("a deadline", took);
}

#[tokio::test]
async fn the_loser_of_a_hedge_is_cancelled_within_100_ms_and_both_are_booked() {
    let mut took = Vec::new();
    for _ in 0..TIMES {
        let mut route = no_retry();
        route["hedge"] = json!({"after": "60ms", "budget": "100%"});
        let place = Place::new(json!([{"hold": true}]), route).await;
        let reply = place.call().await.expect("the second answers");
        let answered = place.second.requests()[0].at;
        let outcomes: Vec<_> = reply.receipt.attempts.iter().map(|a| (a.outcome, a.cost_nano_usd.0 > 0)).collect();
        assert_eq!(outcomes, [(Outcome::Hedged, true), (Outcome::Served, true)]);
        took.push(closed(&place).await.saturating_duration_since(answered));
        place.is_empty();
    }
    print("the loser of a hedge", took);
}

#[tokio::test]
async fn a_call_with_tools_that_act_at_the_provider_is_not_hedged() {
    let mut route = no_retry();
    route["hedge"] = json!({"after": "10ms", "budget": "100%"});
    route["timeout"] = "150ms".into();
    let given =
        crate::place::Given { first: json!({"dialect": "anthropic", "script": [{"hold": true}]}), kind: "anthropic", route, ..Default::default() };
    let place = Place::of(given).await;
    let body = json!({"model": "chat", "max_tokens": 50, "messages": [{"role": "user", "content": "hi"}],
        "tools": [{"type": "web_search_20250305", "name": "web_search"}]});
    let Err(error) = place.send(polyroute::gateway::Door::Messages, &body).await else { panic!("nobody answers") };
    assert_eq!((error.class(), place.first().count(), place.second.count()), (Some(Class::Timeout), 1, 0));
}
