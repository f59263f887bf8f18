//! stub
use crate::{clock::*, config::*, error::*, id::*, task::*, types::*};
use std::sync::Arc;
pub struct Budgets;
pub struct Reservation;
pub struct Used {
    pub input: u64,
    pub output: u64,
    pub cost: NanoUsd,
}
pub struct Ask {
    pub input: u64,
    pub output: u64,
    pub output_is_callers: bool,
    pub cost: Arc<dyn Fn(u64, u64) -> NanoUsd + Send + Sync>,
}
impl Budgets {
    pub fn new(_: &[BudgetConfig], _: Arc<dyn StateStore>, _: Clock, _: Owner) -> Result<Self> {
        todo!()
    }
    pub fn limits_usd(&self, _: &Labels) -> bool {
        false
    }
    pub async fn reserve(&self, _: &CallContext, _: Ask) -> Result<Reservation> {
        todo!()
    }
}
impl Reservation {
    pub fn output_clamp(&self) -> Option<u64> {
        None
    }
    pub fn warnings(&self) -> Vec<Warning> {
        vec![]
    }
    pub async fn settle(self, _: Used, _: CallRow) -> Result<()> {
        todo!()
    }
    pub async fn extend(&mut self) -> Result<()> {
        Ok(())
    }
}
