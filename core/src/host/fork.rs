//! For `os.register_at_fork` and its like: the three are called in order, on the thread that forks.

use parking_lot::Mutex;

pub use crate::runtime::generation;
use crate::state::{ForkHold, before_fork};

static HELD: Mutex<Option<ForkHold>> = Mutex::new(None);

/// Before the fork: writers finish their transaction and are held.
pub fn before() {
    let hold = before_fork();
    *HELD.lock() = Some(hold);
}

/// In the parent afterwards: the files go on.
pub fn after_in_parent() {
    if let Some(hold) = HELD.lock().take() {
        hold.parent();
    }
}

/// In the child: everything that had threads or connections is made anew at first use.
pub fn after_in_child() {
    if let Some(hold) = HELD.lock().take() {
        hold.child();
    }
    crate::runtime::forked();
}
