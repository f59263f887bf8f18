//! Turns for wires that know but a user and an assistant, who take turns: instructions gathered or marked, neighbours
//! of one role merged, tool results first and next to their calls.
//!
//! What each part becomes is the codec's business.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Fields;
use super::paths::Paths;
use crate::error::{Error, Result};
use crate::types::{Part, Request, Role};

/// What a user is made to say where the first turn is the assistant's.
const OPENING: &str = ".";
/// What stands before an instruction that came in the middle of a conversation.
const MARK: &str = "[An instruction of the operator, given at this point of the conversation and not written by the user:]\n";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// An instruction in the middle, where [`Rules::mid_system`] allows it.
    System,
    User,
    Assistant,
}

/// What the wire demands.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// Instructions may stand between a user's turn and an assistant's.
    pub mid_system: bool,
    /// The first turn must be the user's.
    pub user_first: bool,
    /// A request of nothing but instructions goes as the user's words; else it is an error.
    pub only_system: bool,
}

/// A part and where it came from.
#[derive(Debug, Clone)]
pub struct Placed<'a> {
    pub part: Cow<'a, Part>,
    /// Place of its turn in the request.
    pub turn: usize,
    /// Place within the turn.
    pub index: usize,
    /// For a call or a result: the call, with an id that no other call has.
    pub call: Option<Call<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call<'a> {
    pub id: Cow<'a, str>,
    pub name: &'a str,
}

/// One turn of the wire.
#[derive(Debug)]
pub struct Exchange<'a> {
    pub speaker: Speaker,
    pub parts: Vec<Placed<'a>>,
    /// Places of the turns that it was made of.
    pub turns: Vec<usize>,
}

/// A conversation in the form that the wire wants.
#[derive(Debug, Default)]
pub struct Arranged<'a> {
    pub system: Vec<Placed<'a>>,
    pub exchanges: Vec<Exchange<'a>>,
}

/// Arranges the turns of a request. Parts that `keep` refuses (it says so in `fields` itself) and empty texts are left
/// out, and turns without parts with them. Errors: a call without its result, a result without its call, no turn at all.
pub fn arrange<'a>(
    request: &'a Request,
    rules: Rules,
    fields: &mut Fields,
    mut keep: impl FnMut(&'a Part, usize, usize, &mut Fields) -> bool,
) -> Result<Arranged<'a>> {
    let paths = Paths::of(request);
    let mut out = Arranged::default();
    let is_instruction = |role| matches!(role, Role::System | Role::Developer);
    let leading = request.turns.iter().take_while(|turn| is_instruction(turn.role)).count();
    for (i, turn) in request.turns.iter().enumerate() {
        let mut parts: Vec<Placed<'a>> = Vec::with_capacity(turn.parts.len());
        for (index, part) in turn.parts.iter().enumerate() {
            if !is_blank(part) && keep(part, i, index, fields) {
                parts.push(Placed { part: Cow::Borrowed(part), turn: i, index, call: None });
            }
        }
        if parts.is_empty() {
            continue;
        }
        if i < leading && leading < request.turns.len() {
            out.system.extend(parts);
            continue;
        }
        let speaker = match turn.role {
            Role::System | Role::Developer if i < leading && !rules.only_system => {
                let words = "there is nothing to answer: every message is an instruction, and this wire wants a user's";
                return Err(Error::invalid(words).at(paths.param("messages")).reason("unsupported"));
            }
            Role::System | Role::Developer if i < leading => {
                fields.emulated.push(format!("{}.role", paths.turn(i)));
                Speaker::User
            }
            Role::System | Role::Developer if rules.mid_system && stands_well(request, i) => Speaker::System,
            Role::System | Role::Developer => {
                fields.emulated.push(format!("{}.role", paths.turn(i)));
                mark(&mut parts, i);
                Speaker::User
            }
            Role::User | Role::Tool => Speaker::User,
            Role::Assistant => Speaker::Assistant,
        };
        join(&mut out.exchanges, speaker, parts, i);
    }
    if out.exchanges.is_empty() {
        return Err(Error::invalid("there is nothing to answer: every message is empty").at(paths.param("messages")));
    }
    pair(&mut out.exchanges, &paths)?;
    if rules.user_first && out.exchanges[0].speaker == Speaker::Assistant {
        let first = out.exchanges[0].turns[0];
        fields.emulated.push(format!("{}.role", paths.turn(first)));
        let opening = Placed { part: Cow::Owned(Part::text(OPENING)), turn: first, index: 0, call: None };
        out.exchanges.insert(0, Exchange { speaker: Speaker::User, parts: vec![opening], turns: Vec::new() });
    }
    Ok(out)
}

fn is_blank(part: &Part) -> bool {
    match part {
        Part::Text { text, .. } | Part::Refusal { text } => text.is_empty(),
        _ => false,
    }
}

/// An instruction stands right after a user's turn, and before an assistant's or at the end.
fn stands_well(request: &Request, i: usize) -> bool {
    let says = |role: Role| !matches!(role, Role::System | Role::Developer);
    let before = request.turns[..i].iter().rev().find(|turn| says(turn.role));
    let after = request.turns[i + 1..].iter().find(|turn| says(turn.role));
    before.is_some_and(|turn| turn.role != Role::Assistant) && after.is_none_or(|turn| turn.role == Role::Assistant)
}

fn mark(parts: &mut Vec<Placed<'_>>, turn: usize) {
    if let Some(Part::Text { text, .. }) = parts.first_mut().map(|placed| placed.part.to_mut()) {
        text.insert_str(0, MARK);
    } else {
        parts.insert(0, Placed { part: Cow::Owned(Part::text(MARK.trim_end())), turn, index: 0, call: None });
    }
}

fn join<'a>(exchanges: &mut Vec<Exchange<'a>>, speaker: Speaker, parts: Vec<Placed<'a>>, turn: usize) {
    match exchanges.last_mut() {
        Some(last) if last.speaker == speaker => {
            last.parts.extend(parts);
            last.turns.push(turn);
        }
        _ => exchanges.push(Exchange { speaker, parts, turns: vec![turn] }),
    }
}

/// A call of the turn before that waits for its result.
struct Waiting<'a> {
    /// The id as the caller wrote it.
    written: &'a str,
    call: Call<'a>,
    turn: usize,
    index: usize,
}

/// Puts results to their calls and before all else in their turn.
pub(super) fn pair<'a>(exchanges: &mut [Exchange<'a>], paths: &Paths<'_>) -> Result<()> {
    let mut used: BTreeSet<Cow<'a, str>> = BTreeSet::new();
    let mut waiting: Vec<Waiting<'a>> = Vec::new();
    for exchange in exchanges {
        match exchange.speaker {
            Speaker::System => {}
            Speaker::Assistant => {
                unanswered(&waiting, paths)?;
                for placed in &mut exchange.parts {
                    let Cow::Borrowed(Part::ToolCall { id, name, .. }) = &placed.part else { continue };
                    let (id, name): (&'a str, &'a str) = (id, name);
                    let unique = if id.is_empty() || used.contains(id) {
                        Cow::Owned(format!("call_{}_{}", placed.turn, placed.index))
                    } else {
                        Cow::Borrowed(id)
                    };
                    used.insert(unique.clone());
                    let call = Call { id: unique, name };
                    placed.call = Some(call.clone());
                    waiting.push(Waiting { written: id, call, turn: placed.turn, index: placed.index });
                }
            }
            Speaker::User => {
                for placed in &mut exchange.parts {
                    let Part::ToolResult { id, name, .. } = &*placed.part else { continue };
                    let Some(at) = answers(&waiting, id, name.as_deref()) else {
                        let words = format!("this result answers no call of the turn before it (id `{id}`)");
                        return Err(Error::invalid(words).at(paths.result(placed.turn, placed.index)).reason("orphan_result"));
                    };
                    placed.call = Some(waiting.remove(at).call);
                }
                exchange.parts.sort_by_key(|placed| !matches!(*placed.part, Part::ToolResult { .. }));
                unanswered(&waiting, paths)?;
            }
        }
    }
    unanswered(&waiting, paths)
}

/// By id; the old forms without one by name, else in order.
fn answers(waiting: &[Waiting<'_>], id: &str, name: Option<&str>) -> Option<usize> {
    let by_id = waiting.iter().position(|w| !id.is_empty() && w.written == id);
    by_id.or_else(|| {
        let by_name = name.and_then(|name| waiting.iter().position(|w| w.call.name == name));
        let in_order = (id.is_empty() && !waiting.is_empty()).then_some(0);
        if id.is_empty() { by_name.or(in_order) } else { None }
    })
}

fn unanswered(waiting: &[Waiting<'_>], paths: &Paths<'_>) -> Result<()> {
    let Some(call) = waiting.first() else { return Ok(()) };
    let words = format!("the call `{}` of `{}` has no result in the turn after it", call.call.id, call.call.name);
    Err(Error::invalid(words).at(paths.call(call.turn, call.index)).reason("unanswered_call"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Extra, Turn};

    const RULES: Rules = Rules { mid_system: false, user_first: true, only_system: true };

    fn turn(role: Role, parts: Vec<Part>) -> Turn {
        Turn { role, parts, name: None, extra: Extra::new() }
    }

    fn say(role: Role, text: &str) -> Turn {
        turn(role, vec![Part::text(text)])
    }

    fn call(id: &str, name: &str) -> Part {
        Part::ToolCall { id: id.into(), name: name.into(), arguments: "{}".into(), extra: Extra::new() }
    }

    fn result(id: &str) -> Turn {
        let part = Part::ToolResult { id: id.into(), name: None, parts: vec![Part::text("r")], is_error: false, extra: Extra::new() };
        turn(Role::Tool, vec![part])
    }

    /// `u:text,text a:call!id` … of what was arranged, and what was emulated.
    fn arranged(turns: Vec<Turn>, rules: Rules) -> Result<(String, Vec<String>)> {
        let request = Request { turns, ..Request::default() };
        let mut fields = Fields::default();
        let arranged = arrange(&request, rules, &mut fields, |_, _, _, _| true)?;
        let part = |placed: &Placed<'_>| match &*placed.part {
            Part::Text { text, .. } => text.strip_prefix(MARK).map_or(text.clone(), |rest| format!("({rest})")),
            Part::ToolCall { .. } => format!("call!{}", placed.call.as_ref().expect("a call has its id").id),
            Part::ToolResult { .. } => format!("result!{}", placed.call.as_ref().expect("a result has its call").id),
            _ => String::new(),
        };
        let list = |parts: &[Placed<'_>]| parts.iter().map(part).collect::<Vec<_>>().join(",");
        let mut out = vec![format!("s:{}", list(&arranged.system))];
        out.extend(arranged.exchanges.iter().map(|e| {
            let speaker = match e.speaker {
                Speaker::System => "m",
                Speaker::User => "u",
                Speaker::Assistant => "a",
            };
            format!("{speaker}:{}", list(&e.parts))
        }));
        Ok((out.join(" "), fields.emulated))
    }

    #[test]
    fn instructions_in_front_are_gathered_and_neighbours_merged() {
        let turns = vec![
            say(Role::System, "A"),
            say(Role::Developer, "B"),
            say(Role::User, "hi"),
            say(Role::Assistant, ""),
            say(Role::User, "there?"),
            say(Role::Assistant, "x"),
            say(Role::Assistant, "y"),
        ];
        assert_eq!(arranged(turns, RULES).expect("fine"), ("s:A,B u:hi,there? a:x,y".to_owned(), Vec::new()));
    }

    #[test]
    fn an_instruction_in_the_middle_is_marked_or_stands_where_it_may() {
        let turns =
            || vec![say(Role::User, "hi"), say(Role::System, "be brief"), say(Role::Assistant, "x"), say(Role::System, "S"), say(Role::User, "y")];
        let (marked, emulated) = arranged(turns(), RULES).expect("fine");
        assert_eq!((marked.as_str(), emulated.len()), ("s: u:hi,(be brief) a:x u:(S),y", 2));
        let (stands, emulated) = arranged(turns(), Rules { mid_system: true, ..RULES }).expect("fine");
        assert_eq!((stands.as_str(), emulated), ("s: u:hi m:be brief a:x u:(S),y", vec!["messages.3.role".to_owned()]));
    }

    #[test]
    fn only_instructions_become_the_users_and_an_assistant_never_begins() {
        let alone = || vec![say(Role::System, "A")];
        assert_eq!(arranged(alone(), RULES).expect("fine"), ("s: u:A".to_owned(), vec!["messages.0.role".to_owned()]));
        assert_eq!(arranged(alone(), Rules { only_system: false, ..RULES }).expect_err("no user").path(), Some("messages"));
        let (begun, emulated) = arranged(vec![say(Role::Assistant, "A"), say(Role::User, "b")], RULES).expect("fine");
        assert_eq!((begun.as_str(), emulated.len()), ("s: u:. a:A u:b", 1));
        assert_eq!(arranged(vec![say(Role::User, "")], RULES).expect_err("nothing").path(), Some("messages"));
    }

    #[test]
    fn results_come_first_and_each_goes_to_its_call() {
        let turns = vec![
            say(Role::User, "both?"),
            turn(Role::Assistant, vec![call("1", "f"), call("2", "g")]),
            say(Role::User, "well?"),
            result("2"),
            result("1"),
            turn(Role::Assistant, vec![call("1", "f"), call("", "g")]),
            result("1"),
            result(""),
        ];
        let (said, _) = arranged(turns, RULES).expect("fine");
        assert_eq!(said, "s: u:both? a:call!1,call!2 u:result!2,result!1,well? a:call!call_5_0,call!call_5_1 u:result!call_5_0,result!call_5_1");
    }

    #[test]
    fn a_call_without_result_and_a_result_without_call_are_errors() {
        let open = vec![say(Role::User, "a"), turn(Role::Assistant, vec![call("1", "f")]), say(Role::User, "b")];
        let error = arranged(open, RULES).expect_err("no result");
        assert_eq!((error.path(), error.get_reason()), (Some("messages.1.tool_calls"), Some("unanswered_call")));
        let last = vec![say(Role::User, "a"), turn(Role::Assistant, vec![call("1", "f")])];
        assert!(arranged(last, RULES).is_err());
        let error = arranged(vec![say(Role::User, "a"), result("7")], RULES).expect_err("no call");
        assert_eq!((error.path(), error.get_reason()), (Some("messages.1.tool_call_id"), Some("orphan_result")));
    }
}
