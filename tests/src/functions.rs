//! The functions of the host that cases may have: a closed list (`docs/testing.md`), which every runner implements.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde_json::{Map, Value, json};

/// What a function does when it is called.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    Throw,
    Slow,
    Panic,
    Give(Value),
    Pieces(Vec<Value>),
    /// Pieces, and then a throw.
    Breaks(Vec<Value>),
    Echo,
    LongerThan(usize),
    Replace(String, String),
    /// The action, where the text has the word.
    Says(&'static str, String),
}

/// What comes of a call, for a runner to put in its language's form.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    Value(Value),
    Pieces { texts: Vec<Value>, then_throws: bool },
    Throw,
    Never,
}

/// The words of what is thrown.
pub const THROWN: &str = "thrown on purpose";

pub fn parse(text: &str) -> Result<Act, String> {
    let unknown = || format!("`{text}` is no function of cases");
    match text {
        "throw" => return Ok(Act::Throw),
        "slow" => return Ok(Act::Slow),
        "panic" => return Ok(Act::Panic),
        "echo" => return Ok(Act::Echo),
        _ => {}
    }
    if let Some(most) = text.strip_prefix("length(text) > ") {
        return most.parse().map(Act::LongerThan).map_err(|_| unknown());
    }
    let (name, rest) = text.split_once('(').ok_or_else(unknown)?;
    let inside = rest.strip_suffix(')').ok_or_else(unknown)?;
    let arguments: Vec<Value> = serde_json::from_str(&format!("[{inside}]")).map_err(|_| unknown())?;
    let texts = || arguments.iter().map(|a| a.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>().ok_or_else(unknown);
    Ok(match (name, arguments.len()) {
        ("give", 1) => Act::Give(arguments[0].clone()),
        ("pieces", _) => Act::Pieces(arguments),
        ("breaks", _) => Act::Breaks(arguments),
        ("replace", 2) => texts().map(|mut texts| Act::Replace(texts.remove(0), texts.remove(0)))?,
        ("block", 1) => Act::Says("block", texts()?.remove(0)),
        ("ask", 1) => Act::Says("ask", texts()?.remove(0)),
        _ => return Err(unknown()),
    })
}

impl Act {
    pub fn on(&self, arguments: &[Value]) -> Given {
        let first = arguments.first().unwrap_or(&Value::Null);
        let text = first["text"].as_str().unwrap_or_default();
        Given::Value(match self {
            Act::Throw => return Given::Throw,
            Act::Slow => return Given::Never,
            Act::Pieces(texts) => return Given::Pieces { texts: texts.clone(), then_throws: false },
            Act::Breaks(texts) => return Given::Pieces { texts: texts.clone(), then_throws: true },
            Act::Panic => json!({"polyroute": "panic"}),
            Act::Give(value) => value.clone(),
            Act::Echo => first["messages"].as_array().and_then(|all| all.last()).map(|last| last["content"].clone()).unwrap_or_default(),
            Act::LongerThan(most) => {
                let says = arguments.get(1).map(|reply| reply["choices"][0]["message"]["content"].clone()).unwrap_or_default();
                u8::from(says.as_str().unwrap_or_default().chars().count() > *most).into()
            }
            Act::Replace(from, to) if text.contains(from) => json!({"action": "rewrite", "text": text.replace(from, to)}),
            Act::Says(action, word) if text.contains(word) => json!({"action": action, "reason": format!("says {word}")}),
            Act::Replace(..) | Act::Says(..) => Value::Null,
        })
    }
}

/// The functions of a case in play: what each does now, and what it was asked.
#[derive(Debug, Default)]
pub struct Desk(Mutex<BTreeMap<String, Entry>>);

#[derive(Debug)]
struct Entry {
    act: Act,
    count: u64,
    last: Value,
}

impl Desk {
    /// `functions` of a case.
    pub fn new(functions: &Map<String, Value>) -> Result<Arc<Desk>, String> {
        let desk = Arc::new(Desk::default());
        for (name, act) in functions {
            let act = parse(act.as_str().unwrap_or_default())?;
            desk.entries().insert(name.clone(), Entry { act, count: 0, last: Value::Null });
        }
        Ok(desk)
    }

    pub fn names(&self) -> Vec<String> {
        self.entries().keys().cloned().collect()
    }

    /// The step `functions`.
    pub fn become_these(&self, functions: &Map<String, Value>) -> Result<(), String> {
        for (name, act) in functions {
            let act = parse(act.as_str().unwrap_or_default())?;
            self.entries().get_mut(name).ok_or_else(|| format!("no function `{name}`"))?.act = act;
        }
        Ok(())
    }

    /// Counts a call of a function, and gives what it does.
    pub fn called(&self, name: &str, arguments: &[Value]) -> Given {
        let mut entries = self.entries();
        let Some(entry) = entries.get_mut(name) else { return Given::Throw };
        entry.count += 1;
        entry.last = arguments.to_vec().into();
        entry.act.on(arguments)
    }

    pub fn count(&self, name: &str) -> u64 {
        self.entries().get(name).map_or(0, |entry| entry.count)
    }

    /// What the step `called` sees.
    pub fn seen(&self) -> Value {
        let seen = self.entries();
        seen.iter().map(|(name, entry)| (name.clone(), json!({"count": entry.count, "last": entry.last}))).collect::<Map<_, _>>().into()
    }

    fn entries(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Entry>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_of_the_list_does_what_it_says() {
        let asked = [
            json!({"text": "a bad day", "messages": [{"content": "first"}, {"content": "last"}]}),
            json!({"choices": [{"message": {"content": "äöü"}}]}),
        ];
        let gives = |text: &str| parse(text).expect("on the list").on(&asked);
        let value = Given::Value;
        assert_eq!(gives(r#"give({"key": "k"})"#), value(json!({"key": "k"})));
        assert_eq!(gives("echo"), value(json!("last")));
        assert_eq!((gives("length(text) > 2"), gives("length(text) > 3")), (value(json!(1)), value(json!(0))));
        assert_eq!(gives(r#"replace("bad", "good")"#), value(json!({"action": "rewrite", "text": "a good day"})));
        assert_eq!(
            (gives(r#"block("bad")"#), gives(r#"ask("worse")"#)),
            (value(json!({"action": "block", "reason": "says bad"})), value(Value::Null))
        );
        assert_eq!(gives(r#"breaks("x")"#), Given::Pieces { texts: vec![json!("x")], then_throws: true });
        assert_eq!((gives("throw"), gives("slow"), gives("panic")), (Given::Throw, Given::Never, value(json!({"polyroute": "panic"}))));
        for wrong in ["", "bang", "give()", "replace(\"a\")", "block(1)", "length(text) > x"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
