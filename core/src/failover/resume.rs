//! Going on with a broken stream: what it had told, whether another target may take over, and what that one is asked.
//!
//! `seam` joins the two streams; when to go on is the pipeline's business.

use crate::catalog::Target;
use crate::error::{Class, Error};
use crate::types::{BlockKind, Delta, Dialect, Event, EventKind, Extra, Part, Request, ResponseFormat, Role, Turn};

/// What a model that cannot be handed its own beginning is told.
const GO_ON: &str = "Your last message was cut off by a technical fault. Continue it exactly where it stopped, from the very next character: \
                     repeat nothing of it, do not start over, and add no remark about the interruption.";

/// What a stream has told so far, as far as it matters to going on with it.
#[derive(Debug, Clone, Default)]
pub struct Told {
    pub text: String,
    /// The text part that is under way.
    pub open: Option<u32>,
    /// The number of the first part that has not begun.
    pub next_part: u32,
    last: Last,
    /// A tool call, a block of one provider, a second choice, the finish: nobody else can go on from here.
    barred: bool,
}

/// What came last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Nothing,
    Thinking(u32),
    /// Thinking that is whole: the next target may speak behind it.
    Thought,
    Text,
}

impl Told {
    /// `keep`: the text will be wanted, should the stream break.
    pub fn push(&mut self, event: &Event, keep: bool) {
        self.barred |= event.choice != 0;
        match &event.kind {
            EventKind::PartStart { part, block } => {
                self.next_part = self.next_part.max(part + 1);
                match block {
                    BlockKind::Text => self.open = Some(*part),
                    BlockKind::Thinking => self.last = Last::Thinking(*part),
                    BlockKind::RedactedThinking { .. } => self.last = Last::Thought,
                    BlockKind::ToolCall { .. } | BlockKind::Raw(_) | BlockKind::Refusal => self.barred = true,
                }
            }
            EventKind::Delta { part, delta } => {
                self.next_part = self.next_part.max(part + 1);
                match delta {
                    Delta::Text(text) => {
                        if keep {
                            self.text.push_str(text);
                        }
                        self.open = Some(*part);
                        if !text.is_empty() {
                            self.last = Last::Text;
                        }
                    }
                    Delta::Thinking(text) if !text.is_empty() => self.last = Last::Thinking(*part),
                    Delta::Arguments(_) | Delta::Refusal(_) => self.barred = true,
                    Delta::Thinking(_) | Delta::Signature(_) | Delta::Logprobs(_) => {}
                }
            }
            EventKind::PartEnd { part } => {
                self.open = self.open.filter(|open| open != part);
                if self.last == Last::Thinking(*part) {
                    self.last = Last::Thought;
                }
            }
            EventKind::End(_) => self.barred = true,
            EventKind::Start { .. } | EventKind::Usage(_) | EventKind::Other => {}
        }
    }

    /// May another target go on from here, after this error?
    ///
    /// A caller of the chat door reads thinking and never sends it back, so half of it does no harm there; elsewhere it is a
    /// block that its signature closes, and half of one is an error.
    pub fn may_resume(&self, error: &Error, door: Dialect) -> bool {
        // A text without an end wants no further one.
        let over = matches!(error.get_reason(), Some("deadline" | "caller_timeout" | "endless"));
        let fault = error.class().is_some_and(|class| class.fails_over() && class != Class::TooLarge);
        let between = match self.last {
            Last::Text | Last::Thought => true,
            Last::Thinking(_) => door == Dialect::OpenaiChat,
            Last::Nothing => false,
        };
        fault && !over && between && !self.barred
    }
}

/// Half a JSON text is no text that another model can be trusted to go on with.
pub fn is_structured(request: &Request) -> bool {
    matches!(request.params.response_format, Some(ResponseFormat::JsonObject | ResponseFormat::JsonSchema { .. }))
}

/// Does the model go on from an assistant's turn that stands last?
pub fn prefills(target: &Target, request: &Request) -> bool {
    let thinks = request.params.reasoning_effort.is_some() || request.params.thinking_budget.is_some();
    let takes = matches!(target.provider.preset.dialect, Dialect::Anthropic | Dialect::Bedrock);
    takes && !thinks && target.model_facts.assistant_prefill == Some(true)
}

/// The same request, to be gone on with behind `told`.
pub fn continuation(request: &Request, told: &str, prefill: bool) -> Request {
    let mut next = Request { raw: None, ..request.clone() };
    let said = if prefill { told.trim_end() } else { told };
    match next.turns.last_mut() {
        // The caller had begun the assistant's turn himself.
        Some(turn) if turn.role == Role::Assistant => turn.parts.push(Part::text(said)),
        _ => next.turns.push(turn(Role::Assistant, said)),
    }
    if !prefill {
        next.turns.push(turn(Role::User, GO_ON));
    }
    next.params.max_tokens = next.params.max_tokens.map(|most| most.saturating_sub(told.len() as u64 / 4).max(1));
    next
}

fn turn(role: Role, text: &str) -> Turn {
    Turn { role, parts: vec![Part::text(text)], name: None, extra: Extra::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kinds: Vec<EventKind>) -> Told {
        let mut told = Told::default();
        kinds.into_iter().for_each(|kind| told.push(&Event::new(kind), true));
        told
    }

    fn delta(part: u32, delta: Delta) -> EventKind {
        EventKind::Delta { part, delta }
    }

    fn lost() -> Error {
        Error::of(Class::Network, "gone").reason("connection_lost")
    }

    #[test]
    fn text_goes_on_and_thinking_calls_and_the_finish_do_not() {
        let text = || delta(0, Delta::Text("so".into()));
        let call = EventKind::PartStart { part: 1, block: BlockKind::ToolCall { id: "a".into(), name: "f".into(), extra: Extra::new() } };
        let resumes = |kinds| told(kinds).may_resume(&lost(), Dialect::Anthropic);
        assert!(resumes(vec![text()]));
        assert!(resumes(vec![delta(0, Delta::Thinking("hm".into())), delta(1, Delta::Text("so".into()))]));
        assert!(!resumes(vec![]), "nothing was told: that is failover");
        assert!(!resumes(vec![delta(0, Delta::Thinking("hm".into()))]));
        assert!(!resumes(vec![text(), delta(1, Delta::Thinking("hm".into()))]));
        let thought = told(vec![delta(0, Delta::Thinking("hm".into())), EventKind::PartEnd { part: 0 }]);
        assert!(thought.may_resume(&lost(), Dialect::Anthropic), "what was thought to its end can be spoken behind");
        assert!(told(vec![delta(0, Delta::Thinking("hm".into()))]).may_resume(&lost(), Dialect::OpenaiChat), "nobody sends it back");
        assert!(!resumes(vec![text(), call]));
        assert!(!resumes(vec![text(), EventKind::End(crate::types::Finish::Stop)]));
        let second_choice = Event { choice: 1, ..Event::new(text()) };
        let mut two = told(vec![text()]);
        two.push(&second_choice, true);
        assert!(!two.may_resume(&lost(), Dialect::Anthropic));
    }

    #[test]
    fn the_callers_own_limit_and_structured_answers_end_as_errors() {
        let so_far = told(vec![delta(0, Delta::Text("{".into()))]);
        assert!(!so_far.may_resume(&Error::of(Class::Timeout, "x").reason("caller_timeout"), Dialect::OpenaiChat));
        assert!(!so_far.may_resume(&Error::of(Class::Cancelled, "x"), Dialect::OpenaiChat));
        let mut json = Request::default();
        json.params.response_format = Some(ResponseFormat::JsonObject);
        assert!(is_structured(&json) && !is_structured(&Request::default()));
    }

    #[test]
    fn the_next_target_sees_what_was_told_and_a_smaller_limit() {
        let mut request = Request { turns: vec![turn(Role::User, "hi")], ..Request::default() };
        request.params.max_tokens = Some(100);
        let asked = continuation(&request, "one two ", false);
        let roles: Vec<_> = asked.turns.iter().map(|t| t.role).collect();
        assert_eq!(roles, [Role::User, Role::Assistant, Role::User]);
        assert_eq!(asked.turns[1].parts, [Part::text("one two ")]);
        assert_eq!(asked.params.max_tokens, Some(98));
        let prefilled = continuation(&request, "one two ", true);
        assert_eq!(prefilled.turns.last().map(|t| &t.parts[..]), Some(&[Part::text("one two")][..]));
        let again = continuation(&prefilled, " three", true);
        assert_eq!(again.turns.len(), 2, "an assistant's turn that the caller began is gone on with");
    }
}
