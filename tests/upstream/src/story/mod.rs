//! Stories: upstreams that answer by what they are asked instead of by a list. They keep nothing between requests.

mod trip;

use std::collections::BTreeMap;

use crate::answer::Answer;
use crate::record::Request;
use crate::server::Answerer;

pub use trip::Trip;

/// Answers any request from what the request holds.
pub trait Story: Send {
    fn answer(&mut self, request: &Request) -> Answer;
}

/// The providers of a story by name; `None` for an unknown story.
pub fn named(story: &str) -> Option<BTreeMap<&'static str, Answerer>> {
    (story == "trip").then(|| Trip::providers().map(|(name, trip)| (name, Answerer::Story(Box::new(trip)))).into())
}
