//! What is no longer true: answers that a caller takes out, and calls under way that must not put them in again.

use std::collections::VecDeque;

use super::store::Entry;
use crate::error::{Error, Result};
use crate::types::Labels;

/// Which answers are no longer to be given: those that fit everything said here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stale {
    /// `name` or `name=value`, of the call that brought the answer.
    pub tag: Option<String>,
    pub route: Option<String>,
    /// The empty text: calls without a tenant.
    pub tenant: Option<String>,
}

impl Stale {
    /// Nothing said would be everything kept, which nobody asks for by leaving something out.
    pub fn check(&self) -> Result<()> {
        if *self == Stale::default() {
            return Err(Error::invalid("say what is no longer true: a `tag`, a `route`, a `tenant`, or several of them").reason("nothing_named"));
        }
        Ok(())
    }

    pub fn fits(&self, entry: &Entry) -> bool {
        self.route.as_deref().is_none_or(|route| route == &*entry.route)
            && self.tenant.as_deref().is_none_or(|tenant| tenant == entry.labels.tenant.as_deref().unwrap_or_default())
            && self.tag.as_deref().is_none_or(|tag| has_tag(&entry.labels, tag))
    }
}

fn has_tag(labels: &Labels, tag: &str) -> bool {
    labels.tags.contains_key(tag) || tag.split_once('=').is_some_and(|(name, value)| labels.tags.get(name).is_some_and(|has| has == value))
}

/// Invalidations that calls under way may not know of: the last ones, numbered.
#[derive(Default)]
pub(super) struct Cuts {
    last: u64,
    recent: VecDeque<Stale>,
}

/// A call that is older than so many invalidations keeps nothing.
const MOST_RECENT: usize = 1_000;

impl Cuts {
    pub fn last(&self) -> u64 {
        self.last
    }

    pub fn push(&mut self, stale: Stale) {
        self.last += 1;
        self.recent.push_back(stale);
        if self.recent.len() > MOST_RECENT {
            self.recent.pop_front();
        }
    }

    /// Was the answer of a call that began after the cut `since` taken out while it came?
    pub fn concern(&self, entry: &Entry, since: u64) -> bool {
        let missed = usize::try_from(self.last.saturating_sub(since)).unwrap_or(usize::MAX);
        missed > self.recent.len() || self.recent.iter().rev().take(missed).any(|stale| stale.fits(entry))
    }
}
