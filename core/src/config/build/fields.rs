//! A record's values, with the defaults that the grammar's table gives.

use std::path::PathBuf;
use std::time::Duration;

use super::super::FunctionConfig;
use super::super::check::slipped;
use super::super::grammar::{Record, Shape};
use super::super::read;
use super::super::tree::{Kind, Node, Path, Place};
use super::super::yaml::plain;

/// The keys of one map, or nothing but defaults where the map was not written.
pub(super) struct Fields<'a> {
    node: Option<&'a Node>,
    record: &'static Record,
    path: Path,
}

impl<'a> Fields<'a> {
    pub fn new(node: Option<&'a Node>, record: &'static Record, path: Path) -> Self {
        Fields { node, record, path }
    }

    /// The place of the map itself.
    pub fn place(&self) -> Place {
        self.node.map(|node| node.place).unwrap_or_default()
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn at(&self, key: &str) -> Path {
        self.path.key(key)
    }

    /// What was written under a key.
    pub fn node(&self, key: &str) -> Option<&'a Node> {
        self.node?.get(key)
    }

    /// The same, broken or null values included.
    pub fn raw(&self, key: &str) -> Option<&'a Node> {
        self.node?.entries().iter().find(|e| e.key == key).map(|e| &e.value)
    }

    /// Was the key meant by one that the grammar does not know?
    pub fn slipped(&self, key: &str) -> bool {
        self.node.is_some_and(|node| slipped(node.entries(), self.record, key))
    }

    /// Does the map hold a key that the grammar does not have now? That was reported before.
    pub fn is_unknown(&self) -> bool {
        self.node.is_some_and(|node| node.entries().iter().any(|entry| self.record.key(&entry.key).is_none()))
    }

    pub fn is_map(&self) -> bool {
        self.node.is_some_and(|node| matches!(node.kind, Kind::Map(_)))
    }

    /// The fields of a record under a key, written or not.
    pub fn record(&self, key: &str) -> Fields<'a> {
        let record = match self.record.key(key).map(|key| key.shape) {
            Some(Shape::Record(record) | Shape::TextOr(record) | Shape::SecretOr(record) | Shape::WordOr(_, record) | Shape::DurationOr(record)) => {
                record
            }
            _ => self.record,
        };
        Fields::new(self.node(key), record, self.at(key))
    }

    /// The entries of a map of records under a key.
    pub fn records(&self, key: &str) -> impl Iterator<Item = (&'a str, Fields<'a>)> + use<'a> {
        let record = match self.record.key(key).map(|key| key.shape) {
            Some(Shape::Map(Shape::Record(record), _)) => *record,
            _ => self.record,
        };
        let path = self.at(key);
        let entries = self.node(key).map(Node::entries).unwrap_or_default();
        entries.iter().map(move |e| (e.key.as_str(), Fields::new(Some(&e.value), record, path.key(&e.key))))
    }

    /// The items of a list under a key, with their paths. Broken ones are left out.
    pub fn list(&self, key: &str) -> impl Iterator<Item = (Path, &'a Node)> + use<'a> {
        let path = self.at(key);
        let items = self.node(key).map(Node::items).unwrap_or_default();
        items.iter().enumerate().filter(|(_, node)| !node.is_broken()).map(move |(index, node)| (path.index(index), node))
    }

    /// The records of a list under a key.
    pub fn record_list(&self, key: &str) -> impl Iterator<Item = Fields<'a>> + use<'a> {
        let record = match self.record.key(key).map(|key| key.shape) {
            Some(Shape::List(list)) => match list.of {
                Shape::Record(record) | Shape::TextOr(record) => record,
                _ => self.record,
            },
            _ => self.record,
        };
        self.list(key).map(move |(path, node)| Fields::new(Some(node), record, path))
    }

    /// The value under a key or its default, if it can be read.
    fn value<T>(&self, key: &str, read: impl Fn(&Node) -> Option<T>) -> Option<T> {
        if let Some(value) = self.node(key).and_then(&read) {
            return Some(value);
        }
        let default = self.record.key(key)?.default?;
        read(&Node::new(plain(default), Place::default()))
    }

    pub fn text(&self, key: &str) -> Option<String> {
        self.value(key, |node| read::text(node).ok().map(str::to_owned))
    }

    pub fn path_buf(&self, key: &str) -> Option<PathBuf> {
        self.text(key).map(PathBuf::from)
    }

    pub fn flag(&self, key: &str) -> bool {
        self.value(key, |node| read::flag(node).ok()).unwrap_or_default()
    }

    pub fn count(&self, key: &str) -> Option<u64> {
        let Some(Shape::Count(min, max)) = self.record.key(key).map(|key| key.shape) else { return None };
        self.value(key, |node| read::count(node, min, max).ok())
    }

    /// A count that the grammar keeps within 32 bits; 0 where it could not be read.
    pub fn small(&self, key: &str) -> u32 {
        self.count(key).and_then(|n| u32::try_from(n).ok()).unwrap_or_default()
    }

    pub fn size(&self, key: &str) -> Option<u64> {
        self.value(key, |node| read::size(node).ok())
    }

    pub fn bytes(&self, key: &str) -> u64 {
        self.value(key, |node| read::bytes(node).ok()).unwrap_or_default()
    }

    /// Zero where neither value nor default could be read.
    pub fn duration(&self, key: &str) -> Duration {
        self.optional_duration(key).unwrap_or_default()
    }

    pub fn optional_duration(&self, key: &str) -> Option<Duration> {
        self.value(key, |node| read::duration_or_off(node).or_else(|_| read::pause(node).map(Some)).ok()).flatten()
    }

    pub fn percent(&self, key: &str) -> f64 {
        self.value(key, |node| read::percent(node).ok()).unwrap_or_default()
    }

    pub fn share(&self, key: &str) -> f64 {
        self.value(key, |node| read::share(node).ok()).unwrap_or_default()
    }

    /// The function of the host that is named here, with its limit.
    pub fn function(&self) -> Option<FunctionConfig> {
        Some(FunctionConfig { name: self.text("function")?, timeout: self.duration("timeout") })
    }

    pub fn price(&self, key: &str) -> Option<u64> {
        self.value(key, |node| read::price(node).ok())
    }

    /// The word under a key or the default; empty where neither could be read.
    pub fn word(&self, key: &str) -> &'static str {
        let Some(Shape::Word(words) | Shape::WordOr(words, _)) = self.record.key(key).map(|key| key.shape) else { return "" };
        self.value(key, |node| read::word(node, words).ok()).unwrap_or_default()
    }
}
