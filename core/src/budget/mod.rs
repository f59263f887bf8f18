//! Budgets: limits in USD, tokens or requests per scope and period. Reserve before a call, settle after it, release
//! on failure or drop.
//!
//! The amounts are decided here; the atomic act on the counters is the store's. What a call may cost is the caller's
//! to say, in `Ask`.

mod budgets;
mod period;
mod reservation;
mod rule;

pub use self::budgets::{Ask, Budgets, Cost, Left};
pub use self::period::Bucket;
pub use self::reservation::{Reservation, Used};
