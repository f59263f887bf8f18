//! The grammar of this version: what keys, shapes and words are; `table` has them all. `check`, `build` and `schema` read it.
//!
//! A key or word of the full grammar that this version lacks stands under `later`: it is told apart from a typing error.

mod table;
mod words;

pub(super) use self::table::CONFIG;

/// A map with fixed keys.
#[derive(Debug)]
pub(super) struct Record {
    pub name: &'static str,
    pub doc: &'static str,
    /// A record whose keys hold here too.
    pub base: Option<&'static Record>,
    pub own: &'static [Key],
    pub later: &'static [&'static str],
}

impl Record {
    pub fn keys(&self) -> impl Iterator<Item = &'static Key> {
        self.base.iter().flat_map(|base| base.own).chain(self.own)
    }

    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys().find(|key| key.name == name)
    }

    pub fn is_later(&self, name: &str) -> bool {
        self.later.contains(&name) || self.base.is_some_and(|base| base.later.contains(&name))
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    pub name: &'static str,
    pub shape: Shape,
    pub doc: &'static str,
    /// As it would be written in YAML.
    pub default: Option<&'static str>,
    pub required: bool,
}

impl Key {
    const fn or(self, default: &'static str) -> Key {
        Key { default: Some(default), ..self }
    }

    const fn required(self) -> Key {
        Key { required: true, ..self }
    }
}

const fn key(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, shape, doc, default: None, required: false }
}

/// What a value may look like.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    Text,
    /// A text that no message shows.
    Secret,
    Flag,
    /// A whole number from … to.
    Count(u64, u64),
    Size,
    Bytes,
    /// Longer than nothing.
    Duration,
    /// May be `0s`.
    Pause,
    DurationOrOff,
    WordOrDuration(&'static Words),
    DurationOr(&'static Record),
    Money,
    Percent,
    /// A number from 0 to 1.
    Share,
    Price,
    Limit,
    Url,
    Pattern,
    Timezone,
    Word(&'static Words),
    List(&'static List),
    /// A map with names of the user's choice.
    Map(&'static Shape, Names),
    Record(&'static Record),
    TextOr(&'static Record),
    SecretOr(&'static Record),
    WordOr(&'static Words, &'static Record),
    /// A map of anything.
    Free,
}

#[derive(Debug)]
pub(super) struct List {
    pub of: Shape,
    pub min: usize,
}

/// A closed set of words. They live behind functions where another table has them.
#[derive(Debug)]
pub(super) struct Words {
    pub what: &'static str,
    pub now: fn() -> Vec<&'static str>,
    pub later: &'static [&'static str],
}

/// What names a map of the user's may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// Letters, digits, `.`, `_`, `-`: the first half of every target's id.
    Provider,
    /// The same and `/`, `:`, `@`.
    Model,
    /// Checked where it is built.
    Any,
}
