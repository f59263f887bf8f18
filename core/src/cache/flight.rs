//! Single-flight: of the same whole calls at one time, one goes upstream and the others wait for it.
//!
//! A leader that fails with something of its own wakes one follower, which leads next.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::watch;

use super::key::Key;
use super::store::Entry;
use crate::error::{Error, ErrorKind};

/// What a leader leaves to those who wait.
#[derive(Clone)]
enum State {
    Flying,
    Landed(Arc<Entry>),
    /// The same for everybody: over budget, not a valid request.
    Refused(Error),
    /// The leader's own trouble, or an answer that may not be kept: the next one tries.
    Over,
}

#[derive(Default)]
pub struct Flights(Mutex<HashMap<Key, watch::Receiver<State>>>);

/// The part of a call in a flight.
pub enum Joined {
    /// Goes upstream; tells the others by [`Flight::land`], [`Flight::fail`] or by being dropped.
    Leader(Flight),
    Follower(Follower),
}

pub struct Flight {
    flights: Arc<Flights>,
    key: Key,
    state: watch::Sender<State>,
    told: bool,
}

pub struct Follower(watch::Receiver<State>);

/// What a follower got.
pub enum Waited {
    Hit(Arc<Entry>),
    Refused(Error),
    /// Join again: perhaps as leader.
    Again,
}

impl Flights {
    pub fn join(self: &Arc<Self>, key: Key) -> Joined {
        let mut flights = self.0.lock();
        if let Some(state) = flights.get(&key) {
            return Joined::Follower(Follower(state.clone()));
        }
        let (state, receiver) = watch::channel(State::Flying);
        flights.insert(key, receiver);
        Joined::Leader(Flight { flights: self.clone(), key, state, told: false })
    }
}

impl Flights {
    /// Who comes from now on waits for nobody who is under way.
    pub fn part(&self) {
        self.0.lock().clear();
    }
}

impl Flight {
    pub fn land(mut self, entry: Arc<Entry>) {
        self.tell(State::Landed(entry));
    }

    /// A `budget` or `invalid_request` error holds for all; any other is the leader's own.
    pub fn fail(mut self, error: &Error) {
        let shared = matches!(error.kind(), ErrorKind::Budget | ErrorKind::InvalidRequest);
        self.tell(if shared { State::Refused(error.clone()) } else { State::Over });
    }

    fn tell(&mut self, state: State) {
        self.told = true;
        let mut flights = self.flights.0.lock();
        // After a parting another may fly by this key.
        if flights.get(&self.key).is_some_and(|flying| flying.same_channel(&self.state.subscribe())) {
            flights.remove(&self.key);
        }
        drop(flights);
        self.state.send_replace(state);
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        if !self.told {
            self.tell(State::Over);
        }
    }
}

impl Follower {
    pub async fn wait(mut self) -> Waited {
        match self.0.wait_for(|state| !matches!(state, State::Flying)).await.map(|state| state.clone()) {
            Ok(State::Landed(entry)) => Waited::Hit(entry),
            Ok(State::Refused(error)) => Waited::Refused(error),
            Ok(State::Over | State::Flying) | Err(_) => Waited::Again,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_leader_that_goes_away_lets_exactly_one_follower_lead() {
        let flights = Arc::new(Flights::default());
        let Joined::Leader(first) = flights.join([1; 32]) else { panic!("nobody flies yet") };
        let followers: Vec<_> = (0..3)
            .map(|_| match flights.join([1; 32]) {
                Joined::Follower(follower) => follower,
                Joined::Leader(_) => panic!("one leads already"),
            })
            .collect();
        drop(first);
        let mut leaders = Vec::new();
        for follower in followers {
            assert!(matches!(follower.wait().await, Waited::Again));
            if let Joined::Leader(flight) = flights.join([1; 32]) {
                leaders.push(flight);
            }
        }
        assert_eq!(leaders.len(), 1);
    }

    #[tokio::test]
    async fn who_comes_after_a_parting_leads_a_flight_that_the_one_before_does_not_end() {
        let flights = Arc::new(Flights::default());
        let Joined::Leader(before) = flights.join([3; 32]) else { panic!("nobody flies yet") };
        flights.part();
        let Joined::Leader(_after) = flights.join([3; 32]) else { panic!("the one before is nobody's to wait for") };
        drop(before);
        assert!(matches!(flights.join([3; 32]), Joined::Follower(_)));
    }

    #[tokio::test]
    async fn a_budget_error_goes_to_all() {
        let flights = Arc::new(Flights::default());
        let Joined::Leader(leader) = flights.join([2; 32]) else { panic!("nobody flies yet") };
        let Joined::Follower(follower) = flights.join([2; 32]) else { panic!("one leads already") };
        leader.fail(&Error::new(ErrorKind::Budget, "over"));
        assert!(matches!(follower.wait().await, Waited::Refused(e) if e.kind() == ErrorKind::Budget));
    }
}
