//! stub
use crate::{clock::*, config::*, error::*, task::*, types::*};
use std::sync::Arc;
pub fn open(_: &StateConfig, _: &Clock, _: &Owner) -> Result<Arc<dyn StateStore>> {
    todo!()
}
