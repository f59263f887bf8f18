//! `deny`: blocks text that any of its patterns matches. Linear time, whatever the pattern.

use regex::{RegexSet, RegexSetBuilder};

use super::{Check, Guardrail, Holdback, Subject, Verdict};
use crate::error::{Error, Result};
use crate::types::CallContext;

/// Compiled patterns may take so much memory.
const SIZE_LIMIT: usize = 1 << 20;
/// A pattern whose longest match is longer holds the whole stream.
pub const LONGEST: usize = 4096;

pub struct Deny {
    patterns: Vec<String>,
    set: RegexSet,
    holdback: Holdback,
}

impl Deny {
    pub fn new(patterns: &[String]) -> Result<Self> {
        let set = RegexSetBuilder::new(patterns).size_limit(SIZE_LIMIT).build().map_err(|e| Error::config(format!("bad pattern: {e}")))?;
        Ok(Deny { holdback: holdback(patterns), patterns: patterns.to_vec(), set })
    }
}

/// The longest match of all patterns in bytes.
fn holdback(patterns: &[String]) -> Holdback {
    let mut most = 0;
    for pattern in patterns {
        match regex_syntax::parse(pattern).ok().and_then(|hir| hir.properties().maximum_len()) {
            Some(longest) if longest <= LONGEST => most = most.max(longest),
            _ => return Holdback::Whole,
        }
    }
    Holdback::Bytes(most)
}

impl Guardrail for Deny {
    fn name(&self) -> &'static str {
        "deny"
    }

    fn holdback(&self) -> Holdback {
        self.holdback
    }

    fn check<'a>(&'a self, subject: Subject<'a>, _ctx: &'a CallContext) -> Check<'a> {
        Check::Now(match self.set.matches(subject.text).iter().next() {
            Some(i) => Verdict::Block { rule: self.patterns[i].clone(), reason: None },
            None => Verdict::Allow,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_as_many_bytes_as_its_longest_match() {
        let of = |p: &str| holdback(&[p.to_owned()]);
        assert_eq!(of("abc"), Holdback::Bytes(3));
        assert_eq!(of("a{1,10}"), Holdback::Bytes(10));
        assert_eq!(of("a+"), Holdback::Whole);
        assert_eq!(of("a{5000}"), Holdback::Whole);
        assert_eq!(holdback(&["ab".into(), "wxyz".into()]), Holdback::Bytes(4));
    }
}
