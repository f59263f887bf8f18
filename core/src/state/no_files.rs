//! Where the feature `sqlite` is off: no files, which a fork need not care for.

use crate::error::Error;

/// The configuration asks for a file at `path`.
pub fn no_sqlite(path: &str) -> Error {
    Error::config("this build of polyroute keeps nothing in files: it was made without its feature `sqlite`").at(path)
}

pub struct ForkHold;

pub fn before_fork() -> ForkHold {
    ForkHold
}

impl ForkHold {
    pub fn parent(self) {}

    pub fn child(self) {}
}
