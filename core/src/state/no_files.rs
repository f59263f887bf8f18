//! Where the feature `sqlite` is off: no files, which a fork need not care for.

use std::path::Path;
use std::sync::Arc;

use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::task::Owner;
use crate::types::StateStore;

/// The configuration asks for a file at `path`.
pub fn no_sqlite(path: &str) -> Error {
    Error::config("this build of polyroute keeps nothing in files: it was made without its feature `sqlite`").at(path)
}

pub(super) fn open_file(_: &Path, _: bool, _: &Clock, _: &Owner) -> Result<Arc<dyn StateStore>> {
    Err(no_sqlite("state.store"))
}

pub struct ForkHold;

pub fn before_fork() -> ForkHold {
    ForkHold
}

impl ForkHold {
    pub fn parent(self) {}

    pub fn child(self) {}
}
