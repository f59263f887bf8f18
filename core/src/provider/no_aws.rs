//! In the place of `aws` where the feature `bedrock` is off: there is no signer, and nothing is signed.

use http::HeaderMap;

use crate::config::AwsConfig;
use crate::error::{Error, Result};
use crate::types::HttpRequest;

pub enum Signer {}

impl Signer {
    /// A provider that wants signatures is refused before it comes to this.
    pub fn of(_: Option<&AwsConfig>) -> Option<Self> {
        None
    }

    pub fn signed(&self, _: &HttpRequest, _: u64) -> Result<HttpRequest> {
        match *self {}
    }

    pub fn learn(&self, _: &Error, _: &HeaderMap, _: u64) -> bool {
        match *self {}
    }
}
