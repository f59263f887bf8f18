//! The files that this process has open, and what becomes of them when it forks.
//!
//! Before the fork every writer finishes its transaction and is held. The parent goes on; the child leaks what it
//! inherited (closing it would disturb the parent) and opens its own.

use std::path::Path;
use std::sync::{Arc, LazyLock, Weak};

use arc_swap::ArcSwap;
use parking_lot::Mutex;
use rusqlite::Connection;

use super::database::Database;
use crate::error::Result;

type Files = Mutex<Vec<Weak<Database>>>;

static FILES: LazyLock<ArcSwap<Files>> = LazyLock::new(ArcSwap::default);

/// The open database of `path`, or what `open` makes.
pub(super) fn open_once(path: &Path, open: impl FnOnce() -> Result<Arc<Database>>) -> Result<Arc<Database>> {
    let files = FILES.load_full();
    let mut files = files.lock();
    files.retain(|file| file.strong_count() > 0);
    if let Some(found) = files.iter().filter_map(Weak::upgrade).find(|file| file.path() == path) {
        return Ok(found);
    }
    let opened = open()?;
    files.push(Arc::downgrade(&opened));
    Ok(opened)
}

/// Every open file of the process, at rest. Dropped without a word it counts as the parent's.
#[must_use = "the files stand still while this lives"]
pub struct ForkHold(Vec<(Arc<Database>, Option<Connection>)>);

/// Waits for running transactions (at most 5 s a file) and holds the files until `parent` or `child` is called.
pub fn before_fork() -> ForkHold {
    let files: Vec<_> = FILES.load_full().lock().iter().filter_map(Weak::upgrade).collect();
    ForkHold(
        files
            .into_iter()
            .map(|file| {
                let conn = file.take_for_fork();
                (file, conn)
            })
            .collect(),
    )
}

impl ForkHold {
    /// The files go on.
    pub fn parent(self) {
        drop(self);
    }

    /// Everything inherited is leaked; stores are opened anew. Stores of before the fork must not be used.
    pub fn child(mut self) {
        std::mem::forget(std::mem::take(&mut self.0));
        std::mem::forget(FILES.swap(Arc::default()));
    }
}

impl Drop for ForkHold {
    fn drop(&mut self) {
        for (file, conn) in self.0.drain(..) {
            file.give_back(conn);
        }
    }
}
