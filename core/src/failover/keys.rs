//! The keys of providers: calls take turns, and a key that is refused or exhausted rests while the others go on.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;

use crate::catalog::Target;
use crate::clock::Moment;
use crate::error::Class;

/// How long a key rests that was refused, or whose account is empty, unless the provider names a time.
const REST: Duration = Duration::from_secs(60);
/// No rest is longer, whatever a provider says: somebody may have paid.
pub(super) const LONGEST_REST: Duration = Duration::from_secs(300);

/// Which keys rest, and whose turn it is.
#[derive(Default)]
pub struct Keys(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    turns: HashMap<Arc<str>, u32>,
    /// By provider or, where a key may not use one model, by target.
    resting: HashMap<(Arc<str>, u32), Moment>,
}

impl Keys {
    /// The keys of a target's provider, the one first whose turn it is.
    pub fn in_turn(&self, target: &Target) -> impl Iterator<Item = u32> + use<> {
        let count = target.provider.key_count();
        let first = if count == 1 {
            0
        } else {
            let mut inner = self.0.lock();
            let turn = inner.turns.entry(target.provider.name.clone()).or_default();
            *turn = turn.wrapping_add(1);
            turn.wrapping_sub(1) % count
        };
        (0..count).map(move |n| (first + n) % count)
    }

    /// Until when a key is left alone.
    pub fn rests(&self, target: &Target, key: u32, now: Moment) -> Option<Moment> {
        let inner = self.0.lock();
        if inner.resting.is_empty() {
            return None;
        }
        let until = [&target.provider.name, &target.id].into_iter().filter_map(|scope| inner.resting.get(&(scope.clone(), key)).copied()).max();
        until.filter(|until| now < *until)
    }

    /// A key failed: it rests if the class is the key's own fault. Gives what is worth an alarm.
    pub fn failed(&self, target: &Target, key: u32, class: Class, retry_after: Option<Duration>, now: Moment) -> Option<&'static str> {
        let (scope, alarm) = match class {
            Class::Auth => (&target.provider.name, "key_refused"),
            Class::Payment | Class::Quota => (&target.provider.name, "key_exhausted"),
            Class::Permission => (&target.id, "key_refused"),
            _ => return None,
        };
        let until = now.plus(retry_after.unwrap_or(REST).min(LONGEST_REST));
        self.0.lock().resting.insert((scope.clone(), key), until);
        Some(alarm)
    }

    pub fn forget(&self, is_gone: impl Fn(&str) -> bool) {
        self.0.lock().resting.retain(|(scope, _), _| !is_gone(scope));
    }

    /// The key has answered, so whatever it rested for is over.
    pub fn served(&self, target: &Target, key: u32) {
        let mut inner = self.0.lock();
        if !inner.resting.is_empty() {
            inner.resting.retain(|(scope, resting), _| *resting != key || (*scope != target.provider.name && *scope != target.id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::config::{Config, TargetConfig};

    fn target(model: &str) -> Target {
        let text = "providers: { a: { type: openai_compatible, base_url: 'http://x/v1', api_keys: [ k1, k2, k3 ] } }";
        let config = Config::from_yaml(text).expect("a valid configuration");
        let of = TargetConfig { provider: "a".into(), model: model.into(), ..TargetConfig::default() };
        Target::new(&of, &config.providers["a"], Catalog::builtin())
    }

    fn at(seconds: u64) -> Moment {
        Moment(Duration::from_secs(seconds))
    }

    #[test]
    fn calls_take_turns() {
        let (keys, target) = (Keys::default(), target("m"));
        let firsts: Vec<_> = (0..4).filter_map(|_| keys.in_turn(&target).next()).collect();
        assert_eq!(firsts, [0, 1, 2, 0]);
        assert_eq!(keys.in_turn(&target).collect::<Vec<_>>(), [1, 2, 0]);
    }

    #[test]
    fn a_refused_key_rests_for_all_models_and_a_forbidden_model_for_itself_alone() {
        let (keys, one, other) = (Keys::default(), target("one"), target("other"));
        assert_eq!(keys.failed(&one, 1, Class::Auth, None, at(0)), Some("key_refused"));
        assert_eq!(keys.rests(&other, 1, at(59)), Some(at(60)));
        assert_eq!((keys.rests(&other, 0, at(59)), keys.rests(&other, 1, at(60))), (None, None));
        assert_eq!(keys.failed(&one, 0, Class::Permission, None, at(0)), Some("key_refused"));
        assert!(keys.rests(&one, 0, at(1)).is_some() && keys.rests(&other, 0, at(1)).is_none());
        assert_eq!(keys.failed(&one, 2, Class::Server, None, at(0)), None);
    }

    #[test]
    fn an_exhausted_key_rests_as_long_as_the_provider_says_but_not_for_ever_and_an_answer_ends_it() {
        let (keys, target) = (Keys::default(), target("m"));
        keys.failed(&target, 0, Class::Quota, Some(Duration::from_secs(7)), at(0));
        assert_eq!(keys.rests(&target, 0, at(0)), Some(at(7)));
        keys.failed(&target, 0, Class::Quota, Some(Duration::from_secs(86_400)), at(0));
        assert_eq!(keys.rests(&target, 0, at(0)), Some(at(300)));
        keys.served(&target, 0);
        assert_eq!(keys.rests(&target, 0, at(0)), None);
    }
}
