//! Runs `tests/cases/**/*.yaml`: one suite of visible behaviour, the same for every language.
//!
//! `run` plays a case against a [`subject::Subject`], `compare` judges, `outcome` boils the results down to the line that all
//! languages must print alike. `rust` is the subject of this language.

#![forbid(unsafe_code)]

pub mod case;
pub mod compare;
pub mod coverage;
pub mod functions;
pub mod outcome;
mod reading;
pub mod run;
pub mod rust;
pub mod subject;
pub mod yaml;
