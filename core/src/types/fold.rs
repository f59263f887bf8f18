//! stub
use super::*;
#[derive(Default)]
pub struct Fold;
impl Fold {
    pub fn push(&mut self, _: &Event) {}
    pub fn response(&self) -> Response {
        todo!()
    }
    pub fn text_len(&self) -> usize {
        0
    }
    pub fn unfold(_: &Response) -> Vec<Event> {
        vec![]
    }
}
