//! Which configuration is meant: the argument, `POLYROUTE_CONFIG`, or polyroute.yaml in the working directory.

use std::path::PathBuf;

pub(crate) const USUAL: &str = "polyroute.yaml";

/// The file to read; where there is none, what was looked for.
pub(crate) fn locate(given: Option<PathBuf>) -> Result<PathBuf, String> {
    let variable = || std::env::var_os("POLYROUTE_CONFIG").filter(|path| !path.is_empty()).map(PathBuf::from);
    if let Some(path) = given.or_else(variable) {
        return Ok(path);
    }
    let usual = PathBuf::from(USUAL);
    if usual.exists() {
        return Ok(usual);
    }
    Err(format!("no configuration: no file is named, `POLYROUTE_CONFIG` is not set and there is no ./{USUAL}; `polyroute init` writes one"))
}
