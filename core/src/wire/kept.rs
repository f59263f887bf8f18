//! Turns for wires that keep them all: nothing is merged or moved, but results stand right behind their calls.
//!
//! What each turn becomes is the codec's business; `turns` is the same for wires where two speakers take turns.

use std::borrow::Cow;

use super::paths::Paths;
use super::turns::{Call, Exchange, Placed, Speaker, pair};
use crate::error::Result;
use crate::types::{Part, Request, Role};

/// A part of the request and where it stands.
#[derive(Debug, Clone)]
pub struct Said<'a> {
    pub part: &'a Part,
    /// Place of its turn in the request.
    pub turn: usize,
    /// Place within the turn.
    pub index: usize,
    /// For a call or a result: the call, with an id that no other call has.
    pub call: Option<Call<'a>>,
}

/// One message of the wire.
pub enum Kept<'a> {
    Result(Said<'a>),
    /// Everything else of a turn, in the caller's order. It may be empty.
    Turn {
        turn: usize,
        parts: Vec<Said<'a>>,
    },
}

/// The messages of a conversation. Errors: a call without its result, a result without its call.
pub fn keep<'a>(request: &'a Request, paths: &Paths<'_>) -> Result<Vec<Kept<'a>>> {
    let mut runs: Vec<Exchange<'a>> = Vec::new();
    for (i, turn) in request.turns.iter().enumerate() {
        let speaker = if turn.role == Role::Assistant { Speaker::Assistant } else { Speaker::User };
        let parts = turn.parts.iter().enumerate().map(|(index, part)| Placed { part: Cow::Borrowed(part), turn: i, index, call: None });
        match runs.last_mut().filter(|run| run.speaker == speaker) {
            Some(run) => {
                run.parts.extend(parts);
                run.turns.push(i);
            }
            None => runs.push(Exchange { speaker, parts: parts.collect(), turns: vec![i] }),
        }
    }
    pair(&mut runs, paths)?;
    let mut out = Vec::with_capacity(request.turns.len());
    for run in runs {
        let first = out.len();
        let mut turns: Vec<(usize, Vec<Said<'a>>)> = run.turns.into_iter().map(|turn| (turn, Vec::new())).collect();
        for said in run.parts.into_iter().filter_map(said) {
            if let Part::ToolResult { .. } = said.part {
                out.push(Kept::Result(said));
            } else if let Some((_, parts)) = turns.iter_mut().find(|(turn, _)| *turn == said.turn) {
                parts.push(said);
            }
        }
        let results = out.len();
        for (turn, parts) in turns {
            let is_answer = || out[first..results].iter().any(|kept| matches!(kept, Kept::Result(said) if said.turn == turn));
            if !parts.is_empty() || !is_answer() {
                out.push(Kept::Turn { turn, parts });
            }
        }
    }
    Ok(out)
}

/// Every part here is the request's own.
fn said(placed: Placed<'_>) -> Option<Said<'_>> {
    let Placed { part, turn, index, call } = placed;
    if let Cow::Borrowed(part) = part { Some(Said { part, turn, index, call }) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Extra, Turn};

    fn turn(role: Role, parts: Vec<Part>) -> Turn {
        Turn { role, parts, name: None, extra: Extra::new() }
    }

    fn call(id: &str, name: &str) -> Part {
        Part::ToolCall { id: id.into(), name: name.into(), arguments: "{}".into(), extra: Extra::new() }
    }

    fn result(id: &str) -> Part {
        Part::ToolResult { id: id.into(), name: None, parts: vec![Part::text("r")], is_error: false, extra: Extra::new() }
    }

    fn kept(turns: Vec<Turn>) -> Result<Vec<String>> {
        let request = Request { turns, ..Request::default() };
        let messages = keep(&request, &Paths::of(&request))?;
        Ok(messages
            .iter()
            .map(|message| match message {
                Kept::Result(placed) => format!("r{}", placed.call.as_ref().expect("a result has its call").id),
                Kept::Turn { turn, parts } => format!("{turn}:{}", parts.len()),
            })
            .collect())
    }

    #[test]
    fn results_follow_their_calls_and_all_else_stays() {
        let turns = vec![
            turn(Role::System, vec![Part::text("s")]),
            turn(Role::User, vec![Part::text("u")]),
            turn(Role::Assistant, Vec::new()),
            turn(Role::Assistant, vec![call("1", "f"), call("2", "g")]),
            turn(Role::User, vec![Part::text("well?")]),
            turn(Role::Tool, vec![result("2")]),
            turn(Role::User, vec![result("1"), Part::text("now")]),
        ];
        assert_eq!(kept(turns).expect("a good conversation"), ["0:1", "1:1", "2:0", "3:2", "r2", "r1", "4:1", "6:1"]);
    }

    #[test]
    fn what_has_no_other_half_is_an_error() {
        let user = || turn(Role::User, vec![Part::text("u")]);
        let reason = |turns| kept(turns).expect_err("half a pair").get_reason().map(str::to_owned);
        assert_eq!(reason(vec![user(), turn(Role::Tool, vec![result("7")])]).as_deref(), Some("orphan_result"));
        assert_eq!(reason(vec![user(), turn(Role::Assistant, vec![call("1", "f")]), user()]).as_deref(), Some("unanswered_call"));
    }
}
