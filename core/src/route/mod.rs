//! Which targets may answer, and in which order: facts → constraints → choice. Pure: same facts, same plan.

mod constraints;
mod facts;
mod plan;
mod table;

pub use self::constraints::Cut;
pub use self::facts::Facts;
pub use self::plan::{Plan, Step, plan};
pub use self::table::{Route, RouteTable};
