//! Recorded traffic of real providers through every codec. `recorded` is the table of dialects and what all tests do with a
//! row; `same_dialect` keeps to the row's own dialect, `across` goes through the others, `golden` are streams of our own.

mod across;
mod golden;
mod recorded;
mod same_dialect;
