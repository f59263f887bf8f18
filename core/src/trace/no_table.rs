//! In the place of `table` where the feature `sqlite` is off: there are no files of records.

use std::path::Path;

use super::records::Filter;
use super::writer::Row;
use crate::clock::Clock;
use crate::error::Result;
use crate::task::Owner;

pub(super) enum Table {}

impl Table {
    pub fn open(_: &Path, _: &Clock, _: &Owner) -> Result<Table> {
        Err(crate::state::no_sqlite("trace.path"))
    }

    #[expect(clippy::unused_async, reason = "as that of a table which is there")]
    pub async fn write(&self, _: Vec<Row>) -> Result<()> {
        match *self {}
    }

    pub fn get(&self, _: &str) -> Result<Option<String>> {
        match *self {}
    }

    pub fn list(&self, _: &Filter) -> Result<Vec<String>> {
        match *self {}
    }
}
