//! stub
use crate::{clock::*, config::*, error::*, task::*, types::*};
pub struct Trace;
impl Trace {
    pub fn new(_: &TraceConfig, _: &StateConfig, _: &Clock, _: &Owner) -> Result<Self> {
        todo!()
    }
    pub fn record(&self, _: TraceRecord) {}
    pub fn get(&self, _: &str) -> Option<serde_json::Value> {
        None
    }
    pub fn list(&self, _: usize) -> Vec<serde_json::Value> {
        vec![]
    }
    pub async fn flush(&self) {}
}
