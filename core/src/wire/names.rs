//! Names and ids in the characters that a wire allows: another one each, and the same one every time.
//!
//! What fits goes as it is. What does not gets its bad characters replaced and a piece of its own hash, so that two
//! names stay two and a conversation that comes again is translated the same.

use std::borrow::Cow;
use std::collections::HashMap;

/// One set of names: the tools of a request, or its call ids.
pub struct Names {
    allowed: fn(char) -> bool,
    longest: usize,
    /// The first must be a letter or `_`.
    letter_first: bool,
    /// What the caller wrote → what goes.
    changed: HashMap<String, String>,
}

/// Letters, digits, `_` and `-`: what most wires allow.
pub fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

impl Names {
    /// `longest` in characters, at least 16.
    pub fn new(allowed: fn(char) -> bool, longest: usize) -> Self {
        Names { allowed, longest: longest.max(16), letter_first: false, changed: HashMap::new() }
    }

    /// Names that begin with a letter or `_`.
    pub fn letter_first(self) -> Self {
        Names { letter_first: true, ..self }
    }

    /// The form of a name that can go.
    pub fn fit<'n>(&mut self, name: &'n str) -> Cow<'n, str> {
        let begins_well = !self.letter_first || name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        if begins_well && !name.is_empty() && name.len() <= self.longest && name.chars().all(self.allowed) {
            return Cow::Borrowed(name);
        }
        if let Some(known) = self.changed.get(name) {
            return Cow::Owned(known.clone());
        }
        let hash = blake3::hash(name.as_bytes()).to_hex();
        let keep = self.longest - 9;
        let clean: String = name.chars().take(keep).map(|c| if (self.allowed)(c) { c } else { '_' }).collect();
        let start = if clean.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') { "" } else { "n" };
        let sent: String = format!("{start}{}_{}", clean.chars().take(keep - start.len()).collect::<String>(), &hash[..8]);
        self.changed.insert(name.to_owned(), sent.clone());
        Cow::Owned(sent)
    }

    /// The same of an id that may be one of our own making.
    pub fn fit_id<'n>(&mut self, id: &Cow<'n, str>) -> Cow<'n, str> {
        match id {
            Cow::Borrowed(id) => self.fit(id),
            Cow::Owned(id) => Cow::Owned(self.fit(id).into_owned()),
        }
    }

    /// What was sent → what the caller calls it, for [`super::Undo`]. Sorted, and empty where everything fitted.
    pub fn into_changed(self) -> Vec<(String, String)> {
        let mut pairs: Vec<_> = self.changed.into_iter().map(|(name, sent)| (sent, name)).collect();
        pairs.sort();
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_stays_and_what_does_not_is_the_same_each_time() {
        let mut names = Names::new(is_plain, 64);
        assert_eq!(names.fit("get_weather"), "get_weather");
        let odd = names.fit("call:1/ä");
        assert!(odd.starts_with("call_1__") && odd.chars().all(is_plain), "{odd}");
        assert_eq!(names.fit("call:1/ä"), odd);
        assert_eq!(Names::new(is_plain, 64).fit("call:1/ä"), odd);
        assert_eq!(names.into_changed(), [(odd.into_owned(), "call:1/ä".to_owned())]);
    }

    #[test]
    fn two_names_stay_two_and_none_is_too_long_or_empty() {
        let mut names = Names::new(is_plain, 64);
        assert_ne!(names.fit("a.b"), names.fit("a:b"));
        let (long, longer) = ("x".repeat(90), "x".repeat(91));
        let (long, longer) = (names.fit(&long), names.fit(&longer));
        assert_ne!(long, longer);
        for name in [long, names.fit(""), names.fit("é".repeat(80).as_str()), names.fit("7 up")] {
            assert!((1..=64).contains(&name.len()) && name.chars().all(is_plain), "{name}");
        }
    }
}
