//! What a caller says beside the body: labels, cache, deadline, ticket. The core knows what they mean.

use polyroute::host::{call_options, labels_of};
use polyroute::types::{CallOptions, Labels};
use polyroute::{Error, Result};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
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
        for (name, given) in [("cache", cache), ("deadline", deadline), ("ticket", ticket)] {
            if let Some(given) = given {
                members.insert(name.to_owned(), to_value(given, 4)?);
            }
        }
        let mut options = if members.is_empty() { CallOptions::default() } else { call_options(members)? };
        if let Some(labels) = labels {
            options.labels = read_labels(as_dict(labels)?)?;
        }
        Ok(options)
    }
}

/// The labels of the enclosing block.
pub fn read_block(block: Option<&Bound<'_, PyAny>>) -> Result<Labels> {
    block.map_or_else(|| Ok(Labels::default()), |block| read_labels(as_dict(block)?))
}

/// Plain names and texts need no way through JSON; whatever else there is, the core says what it thinks of it.
fn read_labels(given: &Bound<'_, PyDict>) -> Result<Labels> {
    let mut labels = Labels::default();
    for (name, value) in given {
        let (name, value) = (name.cast::<PyString>().ok(), value.cast::<PyString>().ok());
        let texts = name.and_then(|name| name.to_str().ok()).zip(value.and_then(|value| value.to_str().ok()));
        if let Some((slot, value)) = texts.and_then(|(name, value)| labels.slot(name).zip(Some(value))) {
            *slot = Some(value.to_owned());
        } else {
            return read_labels_by_core(given);
        }
    }
    Ok(labels)
}

fn read_labels_by_core(given: &Bound<'_, PyDict>) -> Result<Labels> {
    let mut members = Map::new();
    extend_map(&mut members, given)?;
    labels_of(members)
}

fn as_dict<'a, 'py>(labels: &'a Bound<'py, PyAny>) -> Result<&'a Bound<'py, PyDict>> {
    labels.cast::<PyDict>().map_err(|_| Error::invalid("labels are a dict: `labels={\"tenant\": \"acme\"}`").at("labels"))
}
