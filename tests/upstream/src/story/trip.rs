//! A day trip by train: three providers, three voices, one story.
//!
//! Asked with the tools `get_weather` and `book_train`, a provider looks at the weather first, books when it stays dry, then
//! says what it did. All it knows stands in the request, so any of them takes over at any turn. The path says in which dialect
//! it is asked. South and East think before they act, and sign what they thought.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::Story;
use crate::answer::Answer;
use crate::dialect::{Asked, Dialect, Reply, Said};
use crate::record::Request;

/// Real time between two events, so that a stream can be seen to stream.
const PACE: Duration = Duration::from_millis(6);
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// One provider of the story.
pub struct Trip {
    voice: Voice,
}

#[derive(Debug, Clone, Copy)]
enum Voice {
    North,
    South,
    East,
}

impl Trip {
    pub fn providers() -> [(&'static str, Trip); 3] {
        [("north", Voice::North), ("south", Voice::South), ("east", Voice::East)].map(|(name, voice)| (name, Trip { voice }))
    }
}

impl Story for Trip {
    fn answer(&mut self, request: &Request) -> Answer {
        let dialect = Dialect::of_path(&request.path);
        if let Some(answer) = dialect.unscripted(request) {
            return answer;
        }
        let asked = dialect.read(request);
        let mut reply = match &asked.schema {
            Some(schema) => Reply::text(sample(schema, &Facts::of(&asked)).to_string()),
            None => self.next(&asked),
        };
        if dialect != Dialect::OpenaiChat && asked.schema.is_none() {
            reply.thinking = self.thought(&reply);
        }
        reply.model = asked.model.map(|m| format!("{m}-2026-04-14"));
        reply.every = Some(PACE);
        dialect.reply(request, &reply)
    }
}

/// What the conversation says so far.
struct Facts {
    question: String,
    from: String,
    to: String,
    day: String,
    /// Results of the tools since the last question, by name.
    weather: Option<String>,
    ticket: Option<String>,
}

impl Facts {
    fn of(asked: &Asked) -> Facts {
        let last = asked.said.iter().rposition(|said| matches!(said, Said::User(_))).unwrap_or(0);
        let question = if let Some(Said::User(text)) = asked.said.get(last) { text.clone() } else { String::new() };
        let mut facts = Facts {
            from: word_after(&question, &["from ", "in "]).unwrap_or("Ghent").to_owned(),
            to: word_after(&question, &["to "]).unwrap_or("Ostend").to_owned(),
            day: day(&question).to_owned(),
            question,
            weather: None,
            ticket: None,
        };
        for said in &asked.said[last.min(asked.said.len())..] {
            let Said::Call { id, name } = said else { continue };
            let result = asked.said.iter().find_map(|said| match said {
                Said::Result { id: of, text } if of == id => Some(text.clone()),
                _ => None,
            });
            match name.as_str() {
                "get_weather" => facts.weather = result,
                "book_train" => facts.ticket = result,
                _ => {}
            }
        }
        facts
    }
}

impl Trip {
    fn next(&self, asked: &Asked) -> Reply {
        let facts = Facts::of(asked);
        let offered = |name: &str| asked.tools.iter().any(|tool| tool == name);
        match (&facts.weather, &facts.ticket) {
            (None, _) if offered("get_weather") => Reply::call("get_weather", &json!({"city": facts.to, "day": facts.day})),
            (Some(weather), None) if offered("book_train") && dry(weather) => {
                Reply::call("book_train", &json!({"from_city": facts.from, "to_city": facts.to, "day": facts.day}))
            }
            (Some(weather), Some(ticket)) => Reply::text(self.booked(&facts, weather, ticket)),
            (Some(weather), None) => Reply::text(self.advice(&facts, weather)),
            (None, _) => Reply::text(self.chat(&facts)),
        }
    }

    fn thought(&self, reply: &Reply) -> String {
        match (self.voice, reply.tools.first()) {
            (Voice::North, _) => String::new(),
            (_, Some(tool)) => format!("I need {} for this.", tool.name),
            (_, None) => "Nothing more to look up.".into(),
        }
    }

    fn booked(&self, f: &Facts, weather: &str, ticket: &str) -> String {
        let Facts { from, to, day, .. } = f;
        match self.voice {
            Voice::North => format!("{day}: {weather}. Train {from} to {to} is booked: {ticket}. Go."),
            Voice::South => {
                format!("Good news for your {day}! {to} expects: {weather}. So I took a seat for you from {from}: {ticket}. Enjoy the day out!")
            }
            Voice::East => {
                format!("I checked {to} for {day} ({weather}) and, since it stays dry, booked the train from {from}. Your ticket: {ticket}.")
            }
        }
    }

    fn advice(&self, f: &Facts, weather: &str) -> String {
        let Facts { to, day, .. } = f;
        match self.voice {
            Voice::North => format!("{day} in {to}: {weather}. Nothing booked."),
            Voice::South => format!("I would wait: {to} on {day} looks like this: {weather}. I have not booked anything, shall we try another day?"),
            Voice::East => format!("The forecast for {to} on {day} is: {weather}. No ticket was booked."),
        }
    }

    fn chat(&self, f: &Facts) -> String {
        let pack = f.question.to_lowercase().contains("pack");
        match (self.voice, pack) {
            (Voice::North, true) => "Layers, a rain shell, water. Small bag.".into(),
            (Voice::South, true) => "For a day at the coast I would pack a jumper, something against the wind, and room for pastries.".into(),
            (Voice::East, true) => "Three things: a warm layer, a light rain jacket, and your ticket on the phone.".into(),
            (Voice::North, false) => format!("{} to {}: an hour by train. Saturday mornings are quiet.", f.from, f.to),
            (Voice::South, false) => format!("{} is lovely and only about an hour by train from {}. Go early and stay for the light!", f.to, f.from),
            (Voice::East, false) => format!("The train from {} to {} takes about one hour and leaves every thirty minutes.", f.from, f.to),
        }
    }
}

/// An answer that fits a JSON schema: the story's facts by the names of the members, else something of the type.
fn sample(schema: &Value, facts: &Facts) -> Value {
    if let Some(choices) = schema["enum"].as_array() {
        return choices.first().cloned().unwrap_or_default();
    }
    // Google's own form writes types in capitals.
    let kind = schema["type"].as_str().map(str::to_ascii_lowercase);
    match kind.as_deref() {
        Some("object") => {
            let none = Map::new();
            let members = schema["properties"].as_object().unwrap_or(&none);
            let value = |name: &str, schema: &Value| {
                let is_text = schema["type"].as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("string"));
                match name {
                    "city" | "to" | "to_city" if is_text => facts.to.as_str().into(),
                    "from" | "from_city" if is_text => facts.from.as_str().into(),
                    "day" if is_text => facts.day.as_str().into(),
                    _ => sample(schema, facts),
                }
            };
            members.iter().map(|(name, schema)| (name.clone(), value(name, schema))).collect::<Map<_, _>>().into()
        }
        Some("array") => vec![sample(&schema["items"], facts)].into(),
        Some("integer" | "number") => 1.into(),
        Some("boolean") => true.into(),
        Some("null") => Value::Null,
        _ => "a train by the sea".into(),
    }
}

fn dry(weather: &str) -> bool {
    weather.to_lowercase().contains("dry")
}

fn word_after<'a>(text: &'a str, markers: &[&str]) -> Option<&'a str> {
    let words = |marker: &str| text.match_indices(marker).map(|(at, m)| at + m.len()).collect::<Vec<_>>();
    let starts = markers.iter().flat_map(|m| words(m));
    starts.map(|at| text[at..].split(|c: char| !c.is_alphabetic()).next().unwrap_or_default()).find(|w| w.starts_with(char::is_uppercase))
}

fn day(text: &str) -> &'static str {
    let lower = text.to_lowercase();
    DAYS.into_iter().find(|d| lower.contains(&d.to_lowercase())).unwrap_or("Saturday")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(turns: &[Said]) -> Asked {
        let question = "I am in Bruges. Is a train to Ostend on Sunday a good idea? Book it if it stays dry.";
        let said = [&[Said::User(question.into())], turns].concat();
        Asked { tools: vec!["get_weather".into(), "book_train".into()], said, ..Asked::default() }
    }

    fn turn(name: &str, id: &str, result: &str) -> [Said; 2] {
        [Said::Call { id: id.into(), name: name.into() }, Said::Result { id: id.into(), text: result.into() }]
    }

    #[test]
    fn every_provider_takes_over_at_every_turn() {
        let weather = turn("get_weather", "c1", "dry, 17 °C");
        let booked = [weather.clone(), turn("book_train", "c2", "seat 14")].concat();
        for (_, trip) in Trip::providers() {
            let first = trip.next(&ask(&[]));
            assert_eq!((first.tools[0].name.as_str(), first.tools[0].arguments.as_str()), ("get_weather", r#"{"city":"Ostend","day":"Sunday"}"#));
            let second = trip.next(&ask(&weather));
            assert_eq!(second.tools[0].arguments, r#"{"from_city":"Bruges","to_city":"Ostend","day":"Sunday"}"#);
            let last = trip.next(&ask(&booked));
            assert!(last.tools.is_empty() && last.text.contains("seat 14") && last.text.contains("Ostend"), "{}", last.text);
        }
    }

    #[test]
    fn nothing_is_booked_in_the_rain() {
        for (_, trip) in Trip::providers() {
            let reply = trip.next(&ask(&turn("get_weather", "c1", "heavy rain")));
            assert!(reply.tools.is_empty() && reply.text.contains("heavy rain"));
        }
    }

    #[test]
    fn a_schema_gets_an_answer_that_fits() {
        let schema = json!({"type": "object", "properties": {"city": {"type": "string"}, "days": {"type": "integer"}}});
        assert_eq!(sample(&schema, &Facts::of(&ask(&[]))), json!({"city": "Ostend", "days": 1}));
    }
}
