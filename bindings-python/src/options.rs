//! What a caller says beside the body: labels, cache, deadline, ticket. The core knows what they mean.

use polyroute::host::call_options;
use polyroute::types::{CallOptions, Labels};
use polyroute::{Error, Result};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde_json::Map;

use crate::json::{extend_map, to_value};

/// The arguments of a typed call: labels, cache, deadline, ticket.
type Arguments<'py> = (Option<Bound<'py, PyAny>>, Option<Bound<'py, PyAny>>, Option<Bound<'py, PyAny>>, Option<Bound<'py, PyAny>>);

#[derive(FromPyObject)]
#[pyo3(transparent)]
pub struct Options<'py>(Arguments<'py>);

impl Options<'_> {
    pub fn read(&self) -> Result<CallOptions> {
        let (labels, cache, deadline, ticket) = &self.0;
        let mut members = Map::new();
        if let Some(labels) = labels {
            extend_map(&mut members, as_dict(labels)?)?;
        }
        for (name, given) in [("cache", cache), ("deadline", deadline), ("ticket", ticket)] {
            if let Some(given) = given {
                members.insert(name.to_owned(), to_value(given, 4)?);
            }
        }
        if members.is_empty() { Ok(CallOptions::default()) } else { call_options(members) }
    }
}

/// The labels of the enclosing block.
pub fn read_block(block: Option<&Bound<'_, PyAny>>) -> Result<Labels> {
    let Some(block) = block else { return Ok(Labels::default()) };
    let mut members = Map::new();
    extend_map(&mut members, as_dict(block)?)?;
    call_options(members).map(|options| options.labels)
}

fn as_dict<'a, 'py>(labels: &'a Bound<'py, PyAny>) -> Result<&'a Bound<'py, PyDict>> {
    labels.cast::<PyDict>().map_err(|_| Error::invalid("labels are a dict: `labels={\"tenant\": \"acme\"}`").at("labels"))
}
